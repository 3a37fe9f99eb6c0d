#!/bin/sh
# headless.sh: a whole run with 10 products, its durable commits, and what as many commits take alone.
set -eu
. "$(dirname "$0")/lib.sh"
build store-wizard bench/commits bench/phases
catalogue 10 --bare
shop=$WORK/10-bare/shop.yaml
run="$BUILD/store-wizard --answers $shop --json"

"$BUILD/store-wizard" --answers "$shop" --out "$WORK/first" --database "sqlite:$WORK/first.db" >/dev/null 2>&1
commits=10
if command -v strace >/dev/null; then
	strace -f -qq -e trace=fsync,fdatasync,syncfs -o "$WORK/trace" \
		"$BUILD/store-wizard" --answers "$shop" --out "$WORK/traced" --database "sqlite:$WORK/traced.db" \
		>/dev/null 2>&1
	commits=$(grep -c fdatasync "$WORK/trace")
	echo "waits for the disk: $commits fdatasync, $(grep -c 'fsync(' "$WORK/trace") fsync," \
		"$(grep -c syncfs "$WORK/trace") syncfs"
fi
measure \
	"nothing (help)=$BUILD/store-wizard help >/dev/null" \
	"new session, new database=$run --out $WORK/out-{i} --database sqlite:$WORK/new-{i}.db 2>&1 >/dev/null" \
	"new session, standing database=$run --out $WORK/next-{i} --database sqlite:$WORK/first.db 2>&1 >/dev/null" \
	"as many commits alone=$BUILD/bench/commits $commits"
echo
measure "phases=$BUILD/bench/phases $shop sqlite:$WORK/phases-{i}.db $WORK/phases-{i}"
