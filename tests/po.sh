#!/bin/sh
# The template of the translations is what the sources say, and each translation compiles.
set -u

cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

messages() {
	msgcat --no-location --no-wrap --sort-output - | grep -v '^"POT-Creation-Date'
}

now=$(mktemp)
committed=$(mktemp)
trap 'rm -f "$now" "$committed"' EXIT
sh script/update-po --stdout | messages >"$now"
messages <po/store-wizard.pot >"$committed"
none "po/store-wizard.pot has every sentence (make update-po)" "$(diff "$committed" "$now")"
if [ "$(grep -c '^msgid' "$now")" -gt 500 ]; then
	ok "the sources have sentences"
else
	not_ok "the sources have sentences" "$(head "$now")"
fi
listed=" $(sed '/^#/d' po/LINGUAS | tr '\n' ' ') "
for file in po/*.po; do
	[ -f "$file" ] || continue
	language=${file#po/}
	language=${language%.po}
	case $listed in
	*" $language "*) ok "$file is listed in po/LINGUAS" ;;
	*) not_ok "$file is listed in po/LINGUAS" "$listed" ;;
	esac
	none "$file compiles" "$(msgfmt --check -o /dev/null "$file" 2>&1)"
done
finish
