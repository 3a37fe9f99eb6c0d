#!/bin/sh
# edit.sh [PRODUCTS]: one changed field in a session of 10 products, and in one of many (100,000).
set -eu
. "$(dirname "$0")/lib.sh"
many=${1:-100000}
build store-wizard bench/edit
for products in 10 "$many"; do
	catalogue "$products"
	"$BUILD/store-wizard" import "$WORK/$products/products.csv" --currency USD \
		--database "sqlite:$WORK/$products.db" >/dev/null 2>&1
done
measure "200 edits of each=$BUILD/bench/edit sqlite:$WORK/10.db sqlite:$WORK/$many.db"
