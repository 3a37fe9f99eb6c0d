#!/bin/sh
# Hostile names: stored as typed, harmless wherever they are shown.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

# Titles of products, one a line, as JSON strings.
cat >titles <<'EOF'
"../../../etc/passwd"
"..\\..\\windows"
"<script>alert(1)</script>"
"\"><img src=x onerror=alert(1)>"
"</title></script><!--"
"{{7*7}} {title} %s %n $HOME `id` $(id)"
"\u202eelgoog\u202c mug"
"مرحبا كوب"
"👩‍👩‍👧‍👦 mug 🫖"
"Å̸͎͝ zalgo mug"
"ｆｕｌｌ width"
"-rf --help"
"CON.txt"
"a&b;c'd\"e"
"=HYPERLINK(\"http://evil.example\")"
EOF
items=$(while IFS= read -r title; do
	printf '{"title": %s, "price": "1.00", "description": %s},\n' "$title" "$title"
done <titles | sed '$s/,$//')
cat >names.json <<EOF
{
	"business": {
		"business_name": "../Émile & Søn; rm -rf ~ \u202ekcab",
		"industry": "art_crafts",
		"description": "<b>Bold</b> claims & \$(touch owned) </script><script>alert(2)</script>",
		"country": "US", "currency": "USD",
		"contact": { "email": "hello@example.com" },
		"address": { "street": "1 <i>Main</i> St", "city": "Portland" }
	},
	"products": { "items": [ $items ] },
	"seo": { "base_url": "https://shop.example" },
	"launch": { "targets": ["storefront", "shopify_csv", "woocommerce_csv", "feed"] }
}
EOF
count=$(wc -l <titles)
exits 0 "a shop of hostile names" --answers names.json --out shop --json
json '.result.products.created == '"$count" "has all its products"
session=$(result .session_id)
run show "$session" --json
none "they are stored as typed" "$(jq -r '.. | objects | select(has("title") and has("handle")) | .title' out |
	sort -u >stored; jq -r . titles | sort -u >typed; comm -13 stored typed)"

pages=$(find shop/current/storefront -name '*.html')
is 1 "$([ "$(echo "$pages" | wc -l)" -gt "$count" ] && echo 1)" "every product has its page"
none "no markup of a name is markup of a page" "$(echo "$pages" | xargs grep -lE \
	'<script>alert|<img src=x|<b>Bold|<i>Main' /dev/null)"
none "every page is valid" "$(echo "$pages" | while read -r page; do
	tidy -q -e --show-warnings no --drop-empty-elements no "$page" 2>&1 | sed "s,^,$page: ," | grep Error
done | head)"
none "every block of JSON-LD is JSON" "$(echo "$pages" | "${PYTHON3-python3}" -c '
import json, re, sys
for page in sys.stdin.read().split("\n"):
    if page:
        for block in re.findall(r"<script type=\"?application/ld\+json\"?>(.*?)</script>",
                                open(page, encoding="utf-8").read(), re.S):
            try:
                json.loads(block)
            except ValueError as error:
                print(page, error)')"
none "every name of a file is plain" "$(find shop/current -type f | LC_ALL=C grep -vE '^[A-Za-z0-9/._-]+$')"
none "nothing is outside of the folder" "$(find "$here" -newer names.json -name 'passwd*' -o -name owned)"
none "two handles are never the same" "$(jq -r '.. | objects | select(has("handle") and has("title")) | .handle' \
	shop/store.json | sort | uniq -d)"
none "no cell begins a formula where the format can mark it as text" "$(grep -nE '(^|,)"?[=+@]' \
	shop/exports/woocommerce*.csv | head)"
for file in shopify_csv woocommerce_csv; do
	run export "$session" --format $file --out export.csv
	run import export.csv --session "$session" --json
	json '.result.rows | .created == 0 and .updated == 0' "$file is read back to the same names"
done

# escapes never reach a terminal, whichever way they came
printf 'business:\n  business_name: "A\\e]0;owned\\a\\e[31mred"\n  industri: "\\e[2J"\n' >escape.yaml
run --answers escape.yaml --check
none "answers with escapes: none in what is said" "$(cat out err | LC_ALL=C grep -c "$(printf '[\033\007\233]')" |
	grep -v '^0$')"
printf 'Title,Price\n\033]0;owned\007\033[31mred mug,5.00\nhidden\302\2332Jmug,4.00\n' >escape.csv
run import escape.csv --currency USD --json
escaped=$(result .session_id)
for command in show log analyze answers; do
	run $command "$escaped"
	none "$command: no escape reaches the terminal" "$(cat out err | LC_ALL=C grep -nE \
		"$(printf '\033|\007|\302\233')" | head -n 3)"
done
run "$(printf '\033[31mcommand')"
none "nor one of the command line" "$(LC_ALL=C grep -n "$(printf '\033')" err)"
run show "$(printf 'x\033[31m')"
none "nor one of an argument" "$(LC_ALL=C grep -n "$(printf '\033')" err)"
run sessions
none "a direction that is turned is turned back" "$(grep -n "$(printf '\342\200\256')" out)"
finish
