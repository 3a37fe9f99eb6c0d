#!/bin/sh
# The form of the sources: clang-format (14, see .clang-format), and the sizes that style asks for.
set -u

cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

sources() {
	if git rev-parse --git-dir >/dev/null 2>&1; then
		git ls-files '*.c' '*.h'
	else
		find src ui tests fuzz -name '*.[ch]' 2>/dev/null
	fi | sort
}

if command -v clang-format >/dev/null; then
	none "clang-format changes nothing" "$(sources | xargs clang-format --dry-run -Werror 2>&1 |
		sed -n 's/^\([^:]*\):[0-9]*:.*error: .*/\1/p' | sort -u)"
else
	skip "there is no clang-format"
fi

none "no file is too long: .c 800 lines, .h 200" "$(sources | grep -E '^(src|ui)/' | xargs wc -l |
	awk '$2 != "total" && (($2 ~ /\.c$/ && $1 > 800) || ($2 ~ /\.h$/ && $1 > 200))')"
# shellcheck disable=SC2016 # awk's
none "no function is over 100 lines" "$(sources | grep '\.c$' | xargs awk '
	FNR == 1 { start = 0 }
	/^\{/ { start = FNR; name = before }
	/^\}/ { if (start && FNR - start > 100) print FILENAME ":" start ": " name; start = 0 }
	{ before = $0 }')"
none "no trailing space" "$(sources | xargs grep -nE '[[:space:]]$' /dev/null | head)"
none "nothing is left to do" "$(sources | xargs grep -nwE 'TODO|FIXME|HACK' /dev/null)"
finish
