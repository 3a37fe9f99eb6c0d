#!/bin/sh
# Product files in and out, from the command line. The formats have tests of their own.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

tea=$root/examples/tea-de/products.csv
rows=20

run import "$tea" --currency EUR --dry-run --json
json '.exit_status == 0 and (.result.rows | .in == '$rows' and .created == '$rows' and .skipped == 0)' \
	"--dry-run accounts for every row"
run sessions --json
json '.result.sessions == []' "and writes nothing"
exits 0 "import into a new session" import "$tea" --currency EUR --json
json '.result.products.created == 12 and (.result.session_id | length) == 36' "makes its products"
session=$(result .session_id)
run import "$tea" --session "$session" --json
json '.result.products.created == 0 and .result.products.updated == 0 and .result.rows.created == 0' \
	"the same file again changes nothing"
run log "$session" --json
versions=$(result '.versions | length')
sed 's/Morgenrot/Morgenstern/g' "$tea" >changed.csv
run import changed.csv --session "$session" --json
json '.result.products.updated >= 1' "a changed file updates"
exits 0 "undo of an import" undo "$session" --json
json '.result.products_changed >= 1' "takes all of it back"
run show "$session"
is "" "$(grep Morgenstern out)" "the products are those of before"
run log "$session" --json
json '.result.versions | length >= '"$versions" "the journal only grows"

exits 0 "export as shopify_csv" export "$session" --format shopify_csv --out s.csv
exits 0 "export as woocommerce_csv" export "$session" --format woocommerce_csv --out w.csv
for file in s w; do
	run import $file.csv --session "$session" --json
	json '.result.rows | .in > 0 and .created == 0 and .updated == 0' "$file.csv is read back to the same products"
done
exits 0 "export as feed" export "$session" --format feed
exits 0 "export as json" export "$session" --format json
none "is JSON" "$(jq empty out 2>&1)"
exits 3 "export as something else" export "$session" --format xlsx
exits 2 "export without a format" export "$session"
cp s.csv standing.csv
exits 4 "export to a place that is not there" export "$session" --format shopify_csv --out no/where.csv

# any other file
printf 'Ding;Kosten in Taler;Kennzahl\nTasse;1.299,00;T-1\nKanne;24,50;T-2\n' >own.csv
exits 3 "columns that nobody knows" import own.csv --currency EUR
says err '--map "Ding=' "the likely mapping is proposed"
run import own.csv --currency EUR --map "Ding=title" --map "Kosten in Taler=price" --map "Kennzahl=sku" --json
json '.result.delimiter == ";" and .result.decimal_mark == "," and .result.products.created == 2' \
	"--map; delimiter and decimals are recognized and said"
run show "$(result .session_id)" --json
json '[.. | objects | select(.sku? == "T-1")] | length == 1' "the SKU is where it belongs"
exits 3 "a field that does not exist" import own.csv --currency EUR --map "Ding=titel"
exits 3 "a column that does not exist" import own.csv --currency EUR --map "Ware=title"
exits 2 "a mapping that is none" import own.csv --currency EUR --map Ding
exits 3 "a currency that does not exist" import "$tea" --currency XXY

# bad files: an account or a reason, never a crash
printf 'Title,Price\n' >header.csv
run import header.csv --currency EUR --json
json '(.exit_status == 0 and .result.rows.in == 0) or .exit_status == 3' "a header only"
: >empty.csv
exits 3 "an empty file" import empty.csv --currency EUR
printf 'Title,Price,SKU\nA,1.00,X\nB,2.00,X\nC,-1,Y\n=cmd|calc,3.00,Z\n' >mixed.csv
run import mixed.csv --currency EUR --json
json '.result.rows | .in == 4 and .in == .created + .updated + .skipped and .skipped >= 2' \
	"a SKU twice and a price below zero are skipped, and accounted for"
mixed=$(result .session_id)
run show "$mixed" --json
json '[.. | objects | select(.title? == "=cmd|calc")] | length == 1' "a formula in a title stays text"
run export "$mixed" --format woocommerce_csv
none "and is marked as text for a spreadsheet, where the format can" "$(grep -nE '(^|,)"?=cmd' out)"
{ printf 'Title,Price,Description\nBig,1.00,"'; head -c 10000000 /dev/zero | tr '\0' x; printf '"\nSmall,2.00,ok\n'; } >big.csv
run import big.csv --currency EUR --json
json '(.result.rows | .in == .created + .updated + .skipped) and (.result.skips | length) <= 1' "a field of 10 MB"
printf 'Title,Price\nCaf\351,3.00\n' >latin.csv
run import latin.csv --currency EUR --json
json '.result.encoding == "Windows-1252" and .result.products.created == 1' "Windows-1252 is recognized and said"
run show "$(result .session_id)"
says out "Café" "and read"
printf '\377\376T\0i\0t\0l\0e\0\t\0P\0r\0i\0c\0e\0\n\0P\0o\0t\0\t\0004\0\n\0' >utf16.csv
run import utf16.csv --currency EUR --json
json '.result.encoding | startswith("UTF-16")' "UTF-16 too"
head -c 100000 /dev/urandom >noise.csv
run import noise.csv --currency EUR
is 3 "$status" "noise"
exits 3 "a file that is not there" import none.csv --currency EUR
finish
