#!/usr/bin/env python3
"""From the first token of a model to the screen.

    first_token.py [--texts N] [STORE-WIZARD]

A server here streams a reply in the form of a chat model, one token each 20 ms; the wizard runs in a
pseudo-terminal, in the view of one text, and is asked to write it anew. What is measured is the time
from the write of the first token to its socket until the terminal is sent its first character, which
stands nowhere else on the screen.
"""
import argparse
import http.server
import json
import os
import pathlib
import pty
import select
import socketserver
import statistics
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARK = "\u2603"  # the first token begins with it
sent = []


class Model(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def chunk(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def token(self, text, end=None):
        self.chunk("data: " + json.dumps({
            "id": "x", "object": "chat.completion.chunk", "model": "bench",
            "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": end}]}) + "\n\n")

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        time.sleep(0.3)  # the screen has shown that it waits
        self.token('{"content": "')
        time.sleep(0.1)
        sent.append(time.monotonic())
        self.token(MARK + " Pots")
        for word in [" for", " slow", " mornings"]:
            time.sleep(0.02)
            self.token(word)
        self.token('", "alternatives": []}', "stop")
        self.chunk("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def read_until(fd, wanted, seconds):
    """Reads until the bytes have come; the moment they did, or None."""
    seen, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([fd], [], [], 0.05)[0]:
            continue
        seen += os.read(fd, 65536)
        if wanted in seen:
            return time.monotonic()
    return None


def drain(fd, quiet):
    """Until nothing has come for so long, or the program has ended."""
    try:
        while select.select([fd], [], [], quiet)[0]:
            os.read(fd, 65536)
    except OSError:
        pass


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--texts", type=int, default=20)
    options.add_argument("wizard", nargs="?", default=str(ROOT / "build/store-wizard"))
    options = options.parse_args()
    server = Server(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
            "OPENAI_API_KEY": "bench", "OPENAI_BASE_URL": "http://127.0.0.1:%d" % server.server_port,
            "STORE_WIZARD_OPENAI_MODEL": "gpt-4o-mini"}
        subprocess.run([options.wizard, "--answers", str(ROOT / "examples/pottery-us.yaml"), "--out",
                        home + "/shop", "--quiet"], env=dict(environment, OPENAI_API_KEY=""), check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pid, fd = pty.fork()
        if pid == 0:
            os.execve(options.wizard, [options.wizard, "open", "Alder"], environment)
        os.set_blocking(fd, True)
        drain(fd, 1)
        # step 5, the first text, another tone: the writer is OpenAI
        for keys in ["\0335", "\r", "o", "\t", "\t", "openai", "\r"]:
            os.write(fd, keys.encode())
            drain(fd, 0.4)
        os.write(fd, b"\033[18~")  # F7
        times = []
        for _ in range(options.texts):
            moment = read_until(fd, MARK.encode(), 20)
            if moment is None:
                raise SystemExit("first_token.py: the token did not come to the screen")
            times.append((moment - sent[-1]) * 1e3)
            drain(fd, 0.7)
            os.write(fd, b"w")
        os.write(fd, b"\x11")
        drain(fd, 0.5)
    times.sort()
    print("| first token to the screen, ms | median | 9 of 10 | worst |\n|---|---|---|---|")
    print("| %d texts | %.1f | %.1f | %.1f |" % (len(times), statistics.median(times),
                                                 times[int(len(times) * 0.9) - 1], times[-1]))


main()
