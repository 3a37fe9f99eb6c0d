#!/bin/sh
# The manual has every command, option, exit status and answers field that the program has, and no
# command or option that it has not. Needs a built program: $STORE_WIZARD, or one in build*/.
set -u

cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

wizard=${STORE_WIZARD-}
[ -n "$wizard" ] || for wizard in build*/store-wizard; do :; done
if [ ! -x "$wizard" ]; then
	not_ok "there is a built program to compare the manual with"
	finish
fi
main=man/store-wizard.1
answers=man/store-wizard-answers.5

# "  name ARGS   what it does" below a heading, and "  --option ARG   ..."
names() {
	"$wizard" help | awk '/^[A-Z].*:$/ { listing = $0 == "Commands:" }
		listing && /^  [a-z]/ { print $1 }'
}
options() {
	{
		"$wizard" help
		for name in $(names); do
			"$wizard" help "$name"
		done
	} | sed -nE 's/^  --([a-z-]+) .*/\1/p' | sort -u
}

none "the help lists commands" "$([ "$(names | wc -l)" -ge 15 ] || names)"
none "each command is in $main" "$(for name in $(names); do
	grep -qE "^\\.It Cm $name( |\$)" $main || echo "$name"
done)"
none "each command of $main exists" "$(sed -nE 's/^\.It Cm ([a-z]+)( .*|)$/\1/p' $main | while read -r name; do
	names | grep -qx "$name" || echo "$name"
done)"
none "each option is in $main" "$(for option in $(options); do
	grep -qE "Fl Fl $option( |\$)" $main || echo "--$option"
done)"
# those of all commands stand in a section of their own
everywhere=$("$wizard" help schema | sed -nE 's/^  --([a-z-]+) .*/\1/p')
none "each option of a command is in its part of $main" "$(for name in $(names); do
	part=$(sed -nE "/^\\.It Cm $name( |\$)/,/^\\.(It Cm|Sh) /p" $main | sed '$d')
	"$wizard" help "$name" | sed -nE 's/^  --([a-z-]+) .*/\1/p' | grep -vxF -e "$everywhere" |
		while read -r option; do
			printf '%s\n' "$part" | grep -qE "Fl Fl $option( |\$)" ||
				echo "$name --$option"
		done
done)"
none "each option of $main exists" "$(grep -oE 'Fl Fl [a-z-]+' $main | sort -u | while read -r _ _ name; do
	options | grep -qx -e "$name" || echo "--$name"
done)"
none "each exit status is in $main" "$(for status in 0 1 2 3 4 5 6 7 8 130; do
	grep -qE "^\\.It $status\$" $main || echo $status
done)"
none "each variable that the program reads is in $main" "$(grep -rhoE \
	'(getenv|get_setting)\("[A-Z_]+"\)' src | sed 's/.*"\(.*\)".*/\1/' | sort -u |
	while read -r name; do
		grep -q "^\\.It Ev $name" $main || echo "$name"
	done)"
none "the fields of $answers are those of the schema" "$("$wizard" schema |
	"${PYTHON3-python3}" script/generate-manual --check $answers 2>&1 ||
	echo "run: store-wizard schema | script/generate-manual")"
if command -v mandoc >/dev/null; then
	none "the manuals are well-formed" "$(mandoc -T lint -W warning $main $answers 2>&1)"
else
	skip "there is no mandoc"
fi
for document in README.md HACKING.md; do
	none "what $document names is there" "$(grep -oE '\b(src|script|tests|data|examples|man|po|sql|docs|fuzz|bench)/[A-Za-z0-9_./-]*[A-Za-z0-9_/]' \
		$document 2>&1 | sort -u | while read -r path; do
		case $path in
		*X* | *NNNN* | *NAME* | */ID* | *LANGUAGE* | *_) ;; # a name that the reader fills in
		*) [ -e "$path" ] || echo "$path" ;;
		esac
	done)"
done
none "README.md names each example" "$(for example in examples/*.yaml; do
	grep -q "$example" README.md || echo "$example"
done)"
# shellcheck disable=SC2016 # the marks of Markdown
none "the answers in README.md are whole" "$(sed -n '/^```yaml$/,/^```$/p' README.md | sed '/^```/d' |
	"$wizard" --answers - --check 2>&1 >/dev/null || echo "exit status $?")"
none "and those in $answers" "$(sed -n '/^business:$/,/^\.Ed$/p' $answers | sed '$d' |
	"$wizard" --answers - --check 2>&1 >/dev/null || echo "exit status $?")"
finish
