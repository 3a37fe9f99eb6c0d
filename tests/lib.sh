# shellcheck shell=sh
# For the shell tests: "ok - TEXT" or "not ok - TEXT" for each check, and a status at the end.
failures=0

ok() {
	echo "ok - $*"
}

# The second argument, where given, says more: it is shown indented.
not_ok() {
	echo "not ok - $1"
	[ $# -lt 2 ] || printf '%s\n' "$2" | head -n 30 | sed 's/^/    /'
	failures=$((failures + 1))
}

skip() {
	echo "skip - $*"
}

# none TEXT LINES: there must be no lines
none() {
	if [ -z "$2" ]; then
		ok "$1"
	else
		not_ok "$1" "$2"
	fi
}

finish() {
	[ "$failures" = 0 ]
	exit
}
