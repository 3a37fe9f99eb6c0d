#!/bin/sh
# Answers that are wrong: every problem in one pass, with its place and its remedy.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

cat >broken.yaml <<'EOF'
business:
  business_name: "Joe's"
  industri: food_drink
  description: Sandwiches.
  country: USA
  currency: USD
  contact:
    email: not an address
products:
  items:
    - title: Sandwich
      price: 4.999
      compare_at_price: 3.50
    - title: Sandwich
      price: 1.299,00
theme:
  theme_id: nonesuch
extra: 1
EOF
exits 3 "a file with many problems" --answers broken.yaml --out shop
for place in "broken.yaml:2:18: business.business_name:" "broken.yaml:3:3: business.industri:" \
	"broken.yaml:5:12: business.country:" "broken.yaml:8:12: business.contact.email:" \
	"broken.yaml:12:14: products.items[0].price:" "broken.yaml:15:14: products.items[1].price:" \
	"broken.yaml:17:13: theme.theme_id:" "broken.yaml:18:1: extra:"; do
	says err "$place" "has its place: $place"
done
says err 'did you mean "industry"?' "an unknown key has the nearest name"
says err "What is missing, ready to paste:" "what is missing can be pasted"
is "" "$(cat out)" "standard output has nothing"
is "" "$(find . -name '*.db' -o -name shop)" "nothing is written"

# what the block says is a whole file: pasting it in is enough
echo 'business:' >little.yaml
exits 3 "a file with nearly nothing" --answers little.yaml --check
sed '1,/ready to paste/d; /^store-wizard:/,$d' err >block.yaml
exits 0 "the block to paste is an answers file that lacks nothing" --answers block.yaml --check

run --answers broken.yaml --check --json
is 3 "$status" "--check --json: the same status"
json '.exit_status == 3 and (.result.missing | contains("street")) and
	([.errors[] | select(.line? == 5 and .column == 12 and .key == "business.country" and
	.severity == "error" and .file == "broken.yaml")] | length) == 1' "the same as data"
is "" "$(cat err)" "standard error has nothing then"

printf 'business:\n  business_name: [A\n  industry: x\n' >syntax.yaml
exits 3 "a file that is not YAML" --answers syntax.yaml --check
says err "syntax.yaml:" "has a place too"
printf '{"business": {"business_name": "A",}}' >syntax.json
exits 3 "a file that is not JSON" --answers syntax.json --check
: >empty.yaml
exits 3 "an empty file" --answers empty.yaml --check
printf '\377\376x\000y\000' >binary.yaml
exits 3 "a file of another encoding" --answers binary.yaml --check
printf 'business:\n  business_name: A\n  business_name: B\n' >twice.yaml
exits 3 "a key twice" --answers twice.yaml --check
says err "twice.yaml:3:" "is told at its second place"
head -c 40000000 /dev/zero | tr '\0' 'a' >huge.yaml
exits 3 "a huge file" --answers huge.yaml --check
rm huge.yaml
{ echo 'a: &a [x,x,x,x,x,x,x,x,x]'; for i in b c d e f g h i j; do
	echo "$i: &$i [*a,*a,*a,*a,*a,*a,*a,*a,*a]"
done; } >bomb.yaml
run --answers bomb.yaml --check
is 3 "$status" "aliases of aliases"
exits 3 "a file that is not there" --answers none.yaml
says err "No such file or directory" "says why"
run --answers . --check
is 1 "$([ "$status" != 0 ] && [ "$status" -lt 126 ] && echo 1)" "a folder is no answers file"
"$wizard" --answers - --check <broken.yaml >out 2>err
is 3 "$?" "problems of standard input"
says err ":5:12: business.country:" "have their places"

# a file that names others
cat >shop.yaml <<'EOF'
business:
  business_name: Fern and Field
  industry: home_garden
  description: Pots.
  country: US
  currency: USD
  contact:
    email: hello@example.com
  address:
    street: 12 Harbour Street
    city: Portland
products:
  imports:
    - file: products.csv
EOF
exits 3 "products in a file that is not there" --answers shop.yaml --out shop
says err "products.csv" "names it"
printf 'Title,Price\nPot,-3\nBowl,12.50\n"Jug,4\n' >products.csv
run --answers shop.yaml --out shop --json
json '.result.imports[0].rows == {in: 3, created: 1, updated: 0, skipped: 2, unchanged: 0}' \
	"a product file in part wrong: every row is accounted for"
json '[.result.imports[0].skips[] | .line] | sort == [2, 4]' "with the lines that were skipped"
sed 's,file: products.csv,file: ../../../etc/passwd,' shop.yaml >escape.yaml
exits 3 "a path out of the folder" --answers escape.yaml --check
says err "escape.yaml:14:13:" "has its place"
sed -e '/imports:/,$d' shop.yaml >files.yaml
cat >>files.yaml <<'EOF'
  items:
    - title: Pot
      price: 1,5
      images: [../x.jpg, nope.jpg]
    - title: ""
    - title: Bowl
      price: 3
      images:
        - src: bowl.jpg
EOF
exits 3 "images that are not there, behind entries that cannot be read" --answers files.yaml --check
says err "files.yaml:16:26: products.items[0].images[1]" "a file without a key of its own has its place"
says err "files.yaml:21:16: products.items[2].images[0].src" "entries keep their numbers"

# secrets in files are looked for beside the answers
mkdir beside
sed '/imports:/,$d' shop.yaml >beside/shop.yaml
cat >>beside/shop.yaml <<'EOF'
  items:
    - title: Pot
      price: 3
integrations:
  payments:
    - provider: stripe
      credentials:
        secret_key:
          file: keys/stripe
EOF
exits 0 "a secret in a file that is not there" --answers beside/shop.yaml --check
says err "keys/stripe cannot be read" "is warned about"
mkdir beside/keys && echo sk_test_example1234567890 >beside/keys/stripe
exits 0 "a secret in a file beside the answers" --answers beside/shop.yaml --check
is "" "$(grep "cannot be read" err)" "is found from another folder"
finish
