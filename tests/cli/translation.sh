#!/bin/sh
# A translation is data: with one, every sentence that the program says is in the other language.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

# A language that marks each sentence, so that an unmarked one shows.
mkdir -p po/xx/LC_MESSAGES
msgen "$root/po/store-wizard.pot" | msgfilter --keep-header sed -e '/./s/^/«/' 2>/dev/null |
	sed -e 's/nplurals=INTEGER; plural=EXPRESSION/nplurals=2; plural=(n != 1)/' \
		-e 's/^"Language: .*/"Language: xx\\n"/' >xx.po
if ! msgfmt -o po/xx/LC_MESSAGES/store-wizard.mo xx.po 2>msgfmt.err; then
	not_ok "the template can be translated" "$(cat msgfmt.err)"
	finish
fi
export STORE_WIZARD_LOCALEDIR="$here/po" LANGUAGE=xx

run help
none "help: every sentence is translated" "$(sed -n '/^  store-wizard /d
	s/^  [^ ].\{24\} *//p; /^[A-Z]/p' out | grep -v '«')"
for command in $("$wizard" help | awk '/Commands/ { on = 1 } on && /^  [a-z]/ { print $1 }'); do
	run help "$command"
	none "help $command" "$(grep -vE '«|^$|^  --' out)"
done
run sesions
none "errors" "$(grep -v '«' err)"
run --answers "$root/tests/cli/shop.json" --out shop
none "the summary of a run" "$(grep -vE '«|^$|^  ' out)"
run analyze lantern
none "readiness" "$(grep -vE '«' out)"
run themes
says out "«" "reasons of themes"
unset LANGUAGE
run help
is "" "$(grep '«' out)" "without it, English"
finish
