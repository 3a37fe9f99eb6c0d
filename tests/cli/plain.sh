#!/bin/sh
# The wizard line by line, its lines coming from a pipe.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test
export STRIPE_SECRET_KEY=sk_test_example1234567890
printf 'whsec_example1234567890\n' >hook.txt

# asks STATUS TEXT ARGUMENT...: --plain, with what is on standard input
asks() {
	wanted=$1
	text=$2
	shift 2
	"$wizard" --plain "$@" >out 2>err
	status=$?
	is "$wanted" "$status" "$text"
}

# lines ANSWER...: one a line
lines() {
	printf '%s\n' "$@"
}

# The whole shop, and the same from an answers file
cp "$root/tests/cli/plain/shop.yaml" .
{
	cat "$root/tests/cli/plain/shop.txt"
	echo
} | asks 0 "a whole shop, and its launch" --out shop
there shop/storefront/index.html
says out "shop/report.html" "the end says where the store is"
none "nothing is on standard error" "$(cat err)"
is "business.business_name" "$(grep -m1 '^[a-z]*\.[a-z_]*$' out)" "the first question is the name"
none "no line of words is longer than 72 columns" "$(grep ' ' out | awk 'length > 72')"
none "nothing moves the cursor" "$(grep -n "$(printf '\033')\|$(printf '\r')" out)"
exits 0 "answers after it" answers Joe
cp out lines.yaml
exits 0 "the answers file" --answers shop.yaml --out file --database "sqlite:$here/file.db"
exits 0 "answers after that" answers Joe --database "sqlite:$here/file.db"
none "are the same" "$(diff lines.yaml out)"
none "and so is the store" "$(diff -r shop/current/ file/current/ 2>&1)"

# The end of the input, and going on
export DATABASE_URL="sqlite:$here/early.db"
lines "Fern Field" home_garden | asks 7 "input that ends early"
says err "1.3 business.description" "says where it stopped"
says err "store-wizard --plain --session " "and how to go on"
session=$(sed -n 's/.*--session //p' err)
run show "$session" --json
json '.result.configuration.business == {"business_name": "Fern Field", "industry": "home_garden"}' \
	"and what was answered is saved"
lines "Pots." "" "" | asks 7 "going on" --session "$session"
is "business.description" "$(grep -m1 '^business\.' out)" "begins where it stopped"
run show "$session" --json
json '.result.configuration.business.description == "Pots."' "and goes on in the same session"
asks 7 "no input at all" </dev/null
says err "nothing is saved" "has nothing to save"
run sessions --json
json '.result.sessions | length == 1' "and makes no session"
lines ":quit" | asks 0 "stopping on purpose" --session Fern
says out "store-wizard --plain --session $session" "says how to go on, too"
lines ":quit" | "$wizard" open "$session" >out 2>err
says out "business.story" "open goes on with it, too"
asks 3 "a session that is not there" --session Nobody </dev/null

# Back, jump, skip, review, undo, help
export DATABASE_URL="sqlite:$here/moves.db"
lines "Wrong Name" ":back" "Right Name" ":jump country" US ":jump business.industry" toys_games \
	":jump 1.4" "families" ":undo" ":redo" ":undo" ":review" "?" ":help" ":jmp" ":jump nowhere" |
	asks 7 "moving about"
run show Right --json
json '.result.configuration.business == {"business_name": "Right Name", "industry": "toys_games",
	"country": "US"}' "leaves what was meant"
run log Right --json
json '[.result.versions[].kind] | index("undo") != null and index("redo") != null' "undo and redo are versions"

# Wrong values are told in the words of the tables, and asked for again
export DATABASE_URL="sqlite:$here/wrong.db"
lines "" "a<b" "Good" "" "two words" "toys_games" ":jump country" "atlantis" "united" "united states" \
	":jump founded" "long ago" "0" "2014" ":jump email" "nobody" "me@example.com" |
	asks 7 "wrong values"
says out "An answer is needed here" "an empty line for a required answer"
says out "1000" "a number out of range"
says out "choices begin so:" "the beginning of more than one name"
run show Good --json
json '.result.configuration.business == {"business_name": "Good", "industry": "toys_games",
	"founded": 2014, "country": "US", "contact": {"email": "me@example.com"}}' "the right ones are kept"

# What is asked depends on the answers
export DATABASE_URL="sqlite:$here/imprint.db"
lines "Imprint" ":jump country" DE ":jump address" "Weg 1" "" Bonn "" "" "Imprint GmbH" ":jump country" US |
	asks 7 "a country with an imprint, and one without"
says out "business.imprint.legal_name" "the imprint is asked for"
says out "Imprint does not apply any more" "and taken out again, which is told"
run show Imprint --json
json '.result.configuration.business.imprint == null' "it is gone"
lines ":undo" ":quit" | asks 0 "undo" --session Imprint
run show Imprint --json
json '.result.configuration.business.imprint.legal_name == "Imprint GmbH"' "brings it back"

# Products: from a file, edited, deleted
export DATABASE_URL="sqlite:$here/products.db"
lines 'Title,Price,SKU' 'Cup,4.50,C-1' 'Bowl,nine,B-1' 'Plate,7.00,P-1' >some.csv
lines "Import" ":jump currency" EUR ":import nowhere.csv" ":import some.csv" yes ":jump products.items" list \
	"edit 2" ":jump price" 8 ":next" "delete 1" "delete 7" add "Half" ":drop" "done" | asks 7 "products"
says out "nowhere.csv" "a file that is not there is told"
says out "skipped: 1" "rows that are skipped are told before"
run show Import --json
json '.result.configuration.products.items | map([.title, .price]) == [["Plate", 800]]' \
	"imported, edited, deleted, and what was dropped is not there"
lines ":jump products.items" ":undo" ":undo" ":undo" ":quit" | asks 0 "undo" --session Import
run show Import --json
json '.result.product_count == 0' "takes the import back as one"

# A file whose columns nobody knows
export DATABASE_URL="sqlite:$here/map.db"
lines 'Ref;Was;Wieviel;Farbton;Intern' 'A-1;Becher;4,50;Blau;x' 'A-2;Teller;7,00;Rot;y' >eigen.csv
lines "Map" ":jump currency" EUR ":import eigen.csv" "?" "titel" title "" back price "Option 1" "" ":quit" |
	asks 0 "a file of unknown columns"
says out "Column Was" "asks for each column"
says out "holds: Becher" "shows what is in it"
says out "Did you mean title?" "names the nearest field"
says out "skip: leave the column out" "and lists the fields"
run show Map --json
json '.result.configuration.products.items | map([.title, .options[0].name, .variants[0]]) ==
	[["Becher", "Farbton", {"option_values": ["Blau"], "sku": "A-1", "price": 450}],
	["Teller", "Farbton", {"option_values": ["Rot"], "sku": "A-2", "price": 700}]]' "and takes it as it was told"
lines 'Title,Price,Maker' 'Cup,4.50,Me' >known.csv
lines "Ask" ":jump currency" EUR ":map known.csv" "" "" vendor ":quit" | asks 0 "a known file, column by column"
run show Ask --json
json '.result.configuration.products.items | map([.title, .price, .vendor]) == [["Cup", 450, "Me"]]' "is mapped as told"
lines "Ends" ":import eigen.csv" title | asks 7 "input that ends in the middle of it"
run show Ends --json
json '.result.product_count == 0' "imports nothing"

# Lists: copies and order
export DATABASE_URL="sqlite:$here/order.db"
lines 'Title,Price,SKU' 'Cup,4.50,C-1' 'Bowl,5,B-1' 'Plate,7.00,P-1' >some.csv
lines "Order" ":jump currency" EUR ":import some.csv" ":jump products.items" "move 3 1" "move 1 7" "move 2" \
	"copy 2" ":next" "move 4 2" "move 2 2" "move 1 4" "done" \
	"add" "Blue" "blue" ":next" "add" "Red" "red" ":next" "copy 1" "move 3 1" "move 1" "done" | asks 7 "lists"
says out "Write a number from 1 to 3 behind it." "a place that there is not is told"
run show Order --json
json '.result.configuration.products.items | map([.title, .sku]) ==
	[["Cup (copy)", null], ["Cup", "C-1"], ["Bowl", "B-1"], ["Plate", "P-1"]]' "copied and in the new order"
json '.result.configuration.products.collections | map(.title) == ["Red", "Blue", "Blue"]' "records, too"

# A product in the middle of which the input ends
export DATABASE_URL="sqlite:$here/half.db"
lines "Half" ":jump currency" EUR ":jump products.items" add "Jug" ":jump vendor" "Me" | asks 7 "half of a product"
says err "product_type" "says where it stopped"
run show Half --json
json '.result.product_count == 0' "it is no product yet"
lines "3.50" ":next" "done" ":quit" | asks 0 "going on" --session Half
is "products.items[0].price" "$(grep -m1 '^products\.' out)" "begins with what it lacks"
run show Half --json
json '.result.configuration.products.items | map([.title, .vendor, .price]) == [["Jug", "Me", 350]]' "and it is whole"

# Secrets
export DATABASE_URL="sqlite:$here/secret.db"
lines "Secret" ":jump payments" add stripe "" "sk_test_verysecret12345" ":next" ":review" ":quit" | asks 0 "a secret"
says out "kept sealed" "is kept"
none "and shown nowhere" "$(grep -c verysecret out err | grep -v ':0')"
exits 0 "answers" answers Secret
says out "vault:" "have a reference"

# When it chooses itself
exits 2 "--plain with --json" --plain --json
exits 2 "--plain with --dry-run" --plain --dry-run
exits 2 "--plain with --answers" --plain --answers shop.yaml
unset DATABASE_URL
if command -v script >/dev/null; then
	for setting in TERM=dumb "TERM=xterm ACCESSIBLE=1"; do
		# shellcheck disable=SC2086 # two settings
		(sleep 1; echo ":quit") | env $setting script -qec "$wizard" /dev/null >out 2>err
		says out "business.business_name" "$setting: line by line without being asked to"
	done
	(sleep 1; lines "" "?" ":help" ":quit") | script -qec "stty cols 40; $wizard --plain" /dev/null >out 2>err
	says out "1.1 Business name" "in a terminal of 40 columns"
	none "no line of words is longer" "$(tr -d '\r' <out | grep ' ' | grep -v Script | awk 'length > 40')"
else
	skip "there is no script(1) for a terminal"
fi
finish
