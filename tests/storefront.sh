#!/bin/sh
# The pages of the examples as other programs see them: tidy has no errors, xmllint and the sizes
# are fine, and the script of the shop is one that an engine takes.
set -u

source=${srcdir:-.}
# shellcheck source=tests/lib.sh
. "$source/tests/lib.sh"

folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

for answers in "$source"/examples/*.yaml; do
	name=$(basename "$answers" .yaml)
	if output=$(./tests/unit/storefront/render_shop "$answers" "$folder/$name" 2>&1); then
		ok "$name is rendered"
	else
		not_ok "$name is rendered" "$output"
	fi
done

# "FILE: what tidy says"; it is older than loading="lazy" and than a div in a dl
html_errors() {
	find "$folder" -name '*.html' | sort | while read -r file; do
		tidy -errors -quiet -utf8 "$file" 2>&1 | grep -E ' - (Error|Config)' |
			sed "s,^,${file#"$folder"/}: ,"
		tidy -errors -quiet -utf8 "$file" 2>&1 | grep ' - Warning' |
			grep -vE 'proprietary attribute|trimming empty|<d[dlt]>|</d[dlt]>' |
			sed "s,^,${file#"$folder"/}: ,"
	done
}
if command -v tidy >/dev/null; then
	none "tidy finds nothing in the pages" "$(html_errors)"
else
	skip "there is no tidy"
fi

none "no page is over 60 KB" "$(find "$folder" -name '*.html' -size +60k)"
none "the script is under 12 KB" "$(find "$folder" -name shop.js -size +12k)"

# A phrase that no page says any more is a translation that nobody sees.
unused_words() {
	for words in "$source"/data/storefront/words/*.json; do
		sed -nE 's/^  "([^"]*)": ".*/\1/p' "$words" | while IFS= read -r phrase; do
			grep -rqF -- "$phrase" "$source"/data/storefront/*.html "$source"/src/storefront/*.c ||
				echo "${words##*/}: $phrase"
		done
	done
}
none "every translated phrase is one of the pages" "$(unused_words)"

if command -v xmllint >/dev/null; then
	none "drawings and sitemaps are XML" "$(find "$folder" \( -name '*.svg' -o -name '*.xml' \) \
		-exec xmllint --noout {} + 2>&1)"
else
	skip "there is no xmllint"
fi
if command -v node >/dev/null; then
	none "the script can be parsed" "$(node --check "$source/data/storefront/shop.js" 2>&1)"
else
	skip "there is no node"
fi
finish
