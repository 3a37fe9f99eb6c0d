#!/bin/sh
# The main job: one answers file to a launched store, and again.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

cp -r "$root/examples" shops
chmod -R u+w shops

exits 0 "--check of a good file" --answers shops/tea-de.yaml --check
says out "shops/tea-de.yaml: no errors" "--check says so"
exits 0 "--dry-run" --answers shops/tea-de.yaml --dry-run
says out "Sent: nothing. Published: nothing." "--dry-run says what would be sent"
says out "Nebelwald Teekontor" "and whose store it would be"
run --answers shops/tea-de.yaml --dry-run --json
json '.result.dry_run and .result.plan.business_name == "Nebelwald Teekontor" and
	.result.out == "nebelwald-teekontor"' "--dry-run as data"
is "" "$(find . -name '*.db' -o -name nebelwald-teekontor)" "neither wrote anything"

for shop in bikes-nl pottery-us stationery-jp tea-de; do
	exits 0 "$shop" --answers "shops/$shop.yaml" --out "$shop"
	for file in storefront/index.html storefront/sitemap.xml storefront/robots.txt \
		storefront/404.html store.json report.html report.json manifest.json; do
		there "$shop/$file"
	done
	says out "$shop/storefront" "$shop: says where the store is"
	says out "Readiness:" "$shop: says how ready it is"
	none "$shop: the files are as the manifest says" "$(cd "$shop/current" &&
		jq -r '.files[] | "\(.sha256)  \(.path)"' manifest.json |
		sha256sum --quiet -c - 2>&1 | head)"
	none "$shop: nothing is left half-written" "$(find "$shop" -name '*.tmp' -o -name '.partial*')"
done
for language in de es fr; do
	sed "s/^  language: en/  language: $language/" shops/tea-de.yaml >"shops/tea-$language-texts.yaml"
	exits 0 "a shop and its texts in $language" --answers "shops/tea-$language-texts.yaml" \
		--out "tea-$language-texts" --json
	json '.result.content.failed == 0 and .result.content.by_type.meta_description > 12' \
		"$language: all texts are written"
done
exits 0 "the default folder has the name of the business" --answers shops/tea-de.yaml --quiet
there nebelwald-teekontor/storefront/index.html
is "" "$(grep -v warning: err)" "--quiet: no progress"

run --answers shops/tea-de.yaml --out t --json
cp out first.json
json '.command == "launch" and .exit_status == 0 and
	(.result | (.session_id | length) == 36 and .version >= 1 and .products.created == 12 and
	.imports[0].rows.in == (.imports[0].rows | .created + .updated + .skipped) and
	.content.failed == 0 and .theme_id == "harvest" and (.integrations | length) == 4 and
	(.integrations | all(.status == "pending")) and
	.readiness > 0 and .readiness <= 100 and .launch.launch == 1)' "the envelope of a run"
is 1 "$(jq -s length out)" "is the only thing on standard output"
json '.errors | length > 0 and all(.severity == "warning")' \
	"where all went well, errors has warnings alone"

# again, onto the session
session=$(result .session_id)
run --answers shops/tea-de.yaml --out t --session "$session" --json
json '.result.changed == [] and .result.products.created == 0 and .result.products.updated == 0 and
	.result.launch.launch == 2 and .result.launch.unchanged == .result.launch.files' \
	"the same file again changes nothing"
sed 's/^  tone: plain/  tone: friendly/; s/Loose-leaf teas and/Leaf teas and/' shops/tea-de.yaml >shops/other.yaml
run --answers shops/other.yaml --out t --session "$(echo "$session" | cut -c1-18)" --json
json '.result.changed == ["business.description", "content.tone"]' "a changed file says what changed"
exits 3 "a session that does not exist" --answers shops/tea-de.yaml --session nobody --out t
exits 0 "--rollback" --rollback --out t --json
json '.result.launch == 2' "goes back to the launch before"
is .launches/2 "$(readlink t/current)" "and it is in place"
exits 0 "--rollback again" --rollback --out t
is .launches/1 "$(readlink t/current)" "goes back once more"
exits 3 "--rollback a third time" --rollback --out t
says err "launch" "then there is nothing to go back to"

# the same input twice, elsewhere: the same bytes
exits 0 "another machine" --answers shops/pottery-us.yaml --out twice --database "sqlite:$here/b.db"
none "the same answers give the same bytes" "$(diff -r pottery-us/current/ twice/current/)"
is "$(cd pottery-us/current && find . | sort)" "$(cd twice/current && find . | sort)" "and the same names"

# onto something that is not ours
mkdir alien
echo precious >alien/thesis.txt
exits 3 "a folder of somebody else is refused" --answers shops/tea-de.yaml --out alien
is "precious" "$(cat alien/*)" "and left alone"

# a file on standard input; JSON
(cd shops && "$wizard" --answers - --check <pottery-us.yaml >../out 2>../err)
is 0 $? "answers on standard input"
exits 0 "an answers file in JSON" --answers "$root/tests/cli/shop.json" --out json
there json/storefront/index.html
is "" "$(ls json/exports/shopify* 2>/dev/null)" "has the targets that it names, and no more"

# a session that was something else before ends as the store that the file alone makes
fern() {
	printf 'business:\n  business_name: Moved\n  industry: home_garden\n  description: Pots.\n'
	printf '  country: US\n  currency: USD\n  contact:\n    email: hello@example.com\n'
	printf '  address:\n    street: 12 Harbour Street\n    city: Portland\nproducts:\n'
	cat
}
fern >moved-1.yaml <<'EOF'
  items:
    - {title: Clay pot, price: 5, collections: [pots]}
    - {title: Steel can, price: 6}
    - {title: Oak stool, price: 7}
  collections:
    - title: Pots
EOF
fern >moved-2.yaml <<'EOF'
  items:
    - {title: Oak stool, price: 7}
    - {title: Tin bowl, price: 8}
    - {title: Steel can, price: 6, description: A can of steel.}
    - {title: Clay pot, price: 5}
content:
  types: [product_description, meta_title, tagline]
EOF
exits 0 "a shop" --answers moved-1.yaml --out moved
exits 0 "would be brought to others" --answers moved-2.yaml --session Moved --out moved --dry-run
says out "The session Moved would be brought to what moved-2.yaml says." "and --dry-run says so"
exits 0 "is brought to other answers" --answers moved-2.yaml --session Moved --out moved
exits 0 "and made anew from these" --answers moved-2.yaml --database sqlite:anew.db --out anew
for part in storefront exports store.json report.json; do
	is "" "$(diff -rq "moved/$part" "anew/$part")" "$part is the same, byte by byte"
done

# secrets
sed '/^        api_key:$/{N;s/\n.*MOLLIE_API_KEY/ test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM/}' shops/tea-de.yaml \
	>shops/secret.yaml
says shops/secret.yaml test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM "a secret to look for"
exits 0 "a secret in the file itself" --answers shops/secret.yaml --out secret
says err "secret.yaml:125:" "is warned about"
is "" "$(grep -rl test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM "$here" --exclude-dir=shops)" \
	"and stands nowhere in plain text"
run sessions --database "postgresql://me:hunter2@127.0.0.1:1/shop"
says err "PGPASSWORD" "a password on the command line is warned about"
is "" "$(grep -h hunter2 out err)" "and not repeated"
finish
