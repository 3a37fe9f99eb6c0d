#!/bin/sh
# import.sh [PRODUCTS]: a product file into a session, beside the sqlite3 shell's .import of the same file.
set -eu
. "$(dirname "$0")/lib.sh"
products=${1:-50000}
build store-wizard
catalogue "$products"
csv=$WORK/$products/products.csv

# One table with a TEXT column for each of the file, and a unique index on the SKU; one transaction.
python3 - "$csv" >"$WORK/import.sql" <<'P'
import csv, sys
columns = ['"%s" TEXT' % name for name in next(csv.reader(open(sys.argv[1], newline="")))]
print(".bail on", "PRAGMA journal_mode = WAL;", "PRAGMA synchronous = FULL;", sep="\n")
print("CREATE TABLE products(%s);" % ", ".join(columns))
print('CREATE UNIQUE INDEX products_sku ON products("SKU");')
print('.import --csv --skip 1 "%s" products' % sys.argv[1])
P
measure \
	"sqlite3 .import=sqlite3 $WORK/shell-{i}.db <$WORK/import.sql" \
	"store-wizard import=$BUILD/store-wizard import $csv --database sqlite:$WORK/wizard-{i}.db --json 2>&1 >/dev/null"
echo
sqlite3 "$WORK/shell-1.db" "SELECT count(*) || ' rows in the table of the shell' FROM products"
sqlite3 "$WORK/wizard-1.db" "SELECT count(*) || ' SKUs in the store' FROM skus"
