#!/bin/sh
# storefront.sh [N...]: whole runs with 10, 100, 1,000 and 10,000 products, phase by phase.
set -eu
. "$(dirname "$0")/lib.sh"
[ $# -gt 0 ] || set -- 10 100 1000 10000
build bench/phases
for form in "" --bare; do
	cases=$WORK/cases
	: >"$cases"
	for products; do
		catalogue "$products" $form
		folder=$WORK/$products${form:+-bare}
		echo "$products${form:+, texts written}=$BUILD/bench/phases $folder/shop.yaml sqlite:$folder/{i}.db $folder/out-{i}" \
			>>"$cases"
	done
	(
		IFS='
'
		# shellcheck disable=SC2046 # one argument a line
		measure $(cat "$cases")
	)
	echo
done
