#!/usr/bin/env python3
"""Runs commands in turns, and prints the median of each as a row of a table.

    measure.py RUNS [NAME=COMMAND]...

Each round runs every command once, in the order given, so that a machine that gets slower or faster
does so for all of them. COMMAND is for the shell; "{i}" in it is the number of the round. Time is wall
time, memory is the largest resident set of any process of the command, as GNU time says (Debian: time). The last line of its output,
where it is a JSON object, gives further columns.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


def run(command):
    with tempfile.NamedTemporaryFile() as log:
        start = time.monotonic()
        done = subprocess.run(["time", "-f", "%U %S %M", "-o", log.name, "sh", "-c", command],
                              stdout=subprocess.PIPE)
        wall = time.monotonic() - start
        if done.returncode != 0:
            sys.exit(f"measure.py: status {done.returncode}: {command}")
        user, system, peak = log.read().split()
    figures = {"wall s": wall, "user s": float(user), "system s": float(system), "peak MiB": int(peak) / 1024}
    try:
        last = json.loads(done.stdout.decode().strip().rsplit("\n", 1)[-1])
        if isinstance(last, dict):
            figures.update({key: value for key, value in last.items() if isinstance(value, (int, float))})
    except ValueError:
        pass
    return figures


def shown(values):
    middle = statistics.median(values)
    if all(value == values[0] for value in values):
        return f"{middle:g}"
    digits = 3 if middle < 10 else 1 if middle < 1000 else 0
    return f"{middle:.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def main():
    runs = int(sys.argv[1])
    cases = [argument.split("=", 1) for argument in sys.argv[2:]]
    figures = {name: [] for name, _ in cases}
    for i in range(1, runs + 1):
        for name, command in cases:
            os.sync()
            figures[name].append(run(command.replace("{i}", str(i))))
    columns = list(dict.fromkeys(key for rows in figures.values() for key in rows[0]))
    print("| " + " | ".join(["case"] + columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for name, rows in figures.items():
        cells = [shown([row[key] for row in rows]) if key in rows[0] else "" for key in columns]
        print("| " + " | ".join([name] + cells) + " |")


main()
