#!/bin/sh
# hugo.sh REFERENCE [PRODUCTS]: a launch beside Hugo and cp, of the same catalogue. REFERENCE is a folder
# with gen_catalogue.py, site/ and overlay-publish/, which make Hugo's shop and the product file of it.
set -eu
. "$(dirname "$0")/lib.sh"
reference=$(cd "${1:?the folder of Hugo\'s shop}" && pwd)
products=${2:-10000}
build store-wizard
shop=$WORK/catalogue-$products
for form in publish html; do
	python3 "$reference/gen_catalogue.py" "$products" --out "$shop-$form" --form "$form" --only hugo >&2
	cp -r "$reference/site/." "$shop-$form/hugo/"
	[ ! -d "$reference/overlay-$form" ] || cp -r "$reference/overlay-$form/." "$shop-$form/hugo/"
done
python3 "$reference/gen_catalogue.py" "$products" --out "$shop" --only csv >&2
cat >"$shop/shop.yaml" <<'YAML'
business: {business_name: Bench, industry: home_garden, description: A shop to measure., country: US, currency: USD,
  contact: {email: a@example.com}, address: {street: 1 Road, city: Town}}
products: {imports: [{file: shopify.csv}]}
content: {types: []}
seo: {base_url: "https://shop.example"}
YAML
# One database for each round: the launch writes a row into it.
wizard="$BUILD/store-wizard --quiet"
$wizard --answers "$shop/shop.yaml" --database "sqlite:$WORK/first.db" --out "$WORK/first" >&2
handle=$(sed -n '2s/^[^,]*,\([^,]*\),.*/\1/p' "$shop/shopify.csv")
changed=$WORK/changed.csv
{
	echo Handle,Title,Price
	echo "$handle,A title that has changed,9.00"
} >"$changed"
i=1
while [ "$i" -le "$RUNS" ]; do
	cp "$WORK/first.db" "$WORK/round-$i.db"
	$wizard launch Bench --database "sqlite:$WORK/round-$i.db" --out "$WORK/again-$i" >/dev/null
	cp "$WORK/round-$i.db" "$WORK/changed-$i.db"
	$wizard import "$changed" --session Bench --database "sqlite:$WORK/changed-$i.db" >/dev/null
	i=$((i + 1))
done
measure \
	"hugo, data files=cd $shop-publish/hugo && hugo --quiet -d $WORK/publish-{i}" \
	"hugo, content files=cd $shop-html/hugo && hugo --quiet -d $WORK/html-{i}" \
	"store-wizard launch=$wizard launch Bench --database sqlite:$WORK/round-{i}.db --out $WORK/out-{i}" \
	"cp -r of its output=cp -r $WORK/first/.launches/1 $WORK/copy-{i}" \
	"launch, one product changed=$wizard launch Bench --database sqlite:$WORK/changed-{i}.db --out $WORK/again-{i}" \
	"cp -al of its output=cp -al $WORK/first/.launches/1 $WORK/links-{i}"
