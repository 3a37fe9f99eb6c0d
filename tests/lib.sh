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

# --- for tests of the program -------------------------------------------------------------------

# A place of our own to run $wizard in: $here, with a HOME and without settings of the user. The
# source tree is $root; what the program printed is in the files out and err.
program_test() {
	root=$PWD
	wizard=${STORE_WIZARD-}
	[ -n "$wizard" ] || for wizard in "$root"/build*/store-wizard; do :; done
	if [ ! -x "$wizard" ]; then
		not_ok "there is a built program: set STORE_WIZARD"
		finish
	fi
	here=$(mktemp -d) || exit 1
	trap 'leave' EXIT
	trap 'exit 130' INT TERM
	cd "$here" || exit 1
	unset OPENAI_API_KEY OPENAI_BASE_URL ANTHROPIC_API_KEY ANTHROPIC_BASE_URL LOCAL_LLM_URL \
		LOCAL_LLM_API_KEY STORE_WIZARD_OPENAI_MODEL STORE_WIZARD_ANTHROPIC_MODEL \
		STORE_WIZARD_LOCAL_MODEL STORE_WIZARD_OPENAI_EMBEDDING_MODEL \
		STORE_WIZARD_LOCAL_EMBEDDING_MODEL
	unset DATABASE_URL STORE_WIZARD_DATADIR STORE_WIZARD_PASSPHRASE STORE_WIZARD_KEY_FILE LANGUAGE
	export HOME="$here/home" XDG_DATA_HOME="$here/data" XDG_CONFIG_HOME="$here/config"
	export LC_ALL=C.UTF-8 TERM=dumb
	mkdir -p "$HOME"
}

# Also where a test had something mounted or write-protected.
leave() {
	cd /
	umount "$here/small" 2>/dev/null
	chmod -R u+w "$here" 2>/dev/null
	rm -rf "$here"
}

# run ARGUMENT...: the program, nobody at its keyboard; its exit status in $status
run() {
	"$wizard" "$@" >out 2>err </dev/null
	status=$?
}

# exits STATUS TEXT ARGUMENT...
exits() {
	wanted=$1
	text=$2
	shift 2
	run "$@"
	if [ "$status" = "$wanted" ]; then
		ok "$text"
	else
		not_ok "$text: exit status $status, not $wanted" "$(cat err out)"
	fi
}

# says FILE WORDS TEXT: the file has these words
says() {
	if grep -qF -e "$2" "$1"; then
		ok "$3"
	else
		not_ok "$3: \"$2\" is not in $1" "$(cat "$1")"
	fi
}

# there FILE: it is, and has something in it
there() {
	if [ -s "$1" ]; then
		ok "$1 is there"
	else
		not_ok "$1 is there"
	fi
}

# is WANTED GOT TEXT
is() {
	if [ "$1" = "$2" ]; then
		ok "$3"
	else
		not_ok "$3" "wanted: $1
got: $2"
	fi
}

# json FILTER TEXT: the filter is true of what is in out
json() {
	if jq -e "$1" out >/dev/null 2>jq.err; then
		ok "$2"
	else
		not_ok "$2: $1" "$(cat jq.err; jq -c . out 2>&1 | cut -c1-2000; cat err)"
	fi
}

# result FILTER: from the last envelope
result() {
	jq -r ".result | $1" out
}

finish() {
	[ "$failures" = 0 ]
	exit
}
