#!/bin/sh
# Sessions and their journal.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

exits 3 "show before anything was made" show x
says err 'no session "x"' "says so"
exits 0 "sessions of nothing" sessions --json
json '.result.sessions == []' "is an empty list"
exits 4 "a database that was named must be there" sessions --database "sqlite:$here/mistyped.db"
is "" "$(find . -name 'mistyped*')" "and is not made by looking into it"

cp "$root/tests/cli/shop.json" one.json
sed 's/Lantern Bookbindery/Lamplight Studio/' one.json >two.json
exits 0 "one" --answers one.json --out one --json
one=$(result .session_id)
exits 0 "two" --answers two.json --out two --json
two=$(result .session_id)
run sessions --json
json '[.result.sessions[].configuration.business.business_name] | sort ==
	["Lamplight Studio", "Lantern Bookbindery"]' "sessions --json has the values of the steps"
run sessions --filter lamp --json
json '.result.sessions | length == 1' "sessions --filter"
run sessions --limit 1 --json
json '.result.sessions | length == 1' "sessions --limit"
run sessions
says out "Lantern Bookbindery" "sessions for people"

for name in "$one" "$(echo "$one" | cut -c1-23)" "Lantern Bookbindery" "lantern" "Lant"; do
	run show "$name" --json
	is "$one" "$(result '.session_id')" "a session is found by \"$name\""
done
exits 3 "an ambiguous name" show La
says err "Lamplight" "names the candidates"
run show Lantern --json
json '.result | .configuration.business.business_name == "Lantern Bookbindery" and
	.configuration.business.currency == "CHF"' "show has the steps"
json '[.. | objects | select(has("content_data")) | .content_data.content] | length > 3 and all(length > 0)' \
	"show has the texts, as content_data.content"
json '[.. | objects | select(.title? == "Guest book") | .price? // .variants[0].price] | . == [6400]' \
	"show has the products, money in minor units"
exits 0 "show for people" show Lantern
says out "Guest book" "has the products"

# answers: export, run, export: the same bytes, the same store
exits 0 "answers" answers Lantern
cp out first.yaml
exits 0 "answers --out" answers Lantern --out file.yaml
is "$(cat first.yaml)" "$(cat file.yaml)" "is the same in a file"
exits 0 "runs again" --answers first.yaml --out again --database "sqlite:$here/again.db"
exits 0 "and is written again" answers Lantern --database "sqlite:$here/again.db"
none "the same bytes" "$(diff first.yaml out)"
none "the same store" "$(diff -r one/current/ again/current/)"
run --answers first.yaml --session "$one" --out one --json
json '.result.changed == []' "and onto its own session: no change"

# the journal
sed 's/64/66.00/; s/CHF/CHF/; s/Hand-bound/Sewn/' one.json >three.json
run --answers three.json --session "$one" --out one --json
version=$(result .version)
json '.result.changed == ["business.description"] and .result.products.updated == 1' "a change"
run log Lantern --json
json '.result.versions[0].version == '"$version"' and .result.versions[0].changed == ["business.description"]' \
	"log, newest first"
first=$(result '.versions[-1].version')
run diff Lantern "$first" "$version" --json
json '.result.fields[0].key == "business.description" and (.result.products | length) == 1' "diff"
run diff Lantern "$version" "$version" --json
json '.result.fields == [] and .result.products == []' "diff with itself"
exits 3 "diff of a version that is not there" diff Lantern 1 999
exits 2 "diff with a word" diff Lantern one two
run undo Lantern --json
json '.result.kind == "undo" and .result.changed == ["business.description"] and
	.result.products_changed == 1' "undo"
exits 0 "answers after undo" answers Lantern
none "are those of before" "$(diff first.yaml out)"
run redo Lantern --json
json '.result.kind == "redo"' "redo"
exits 3 "redo again" redo Lantern
run restore Lantern "$first" --json
json '.result.kind == "restore"' "restore"
exits 0 "answers after restore" answers Lantern
none "are those of the first version" "$(diff first.yaml out)"
exits 3 "restore of a version that is not there" restore Lantern 999
run log Lantern --limit 2 --json
json '.result.versions | length == 2' "log --limit"
exits 0 "log for people" log Lantern

exits 0 "copy" copy Lantern --name "Third Shop" --json
json '.result.business_name == "Third Shop" and .result.copy_of == "'"$one"'"' "copy has its name"
exits 0 "answers of the copy" answers Third
is "  business_name: Third Shop" "$(diff first.yaml out | sed -n 's/^> //p')" "differ in the name alone"

exits 2 "delete without --yes" delete Third
says err "--yes" "says what is missing"
exits 0 "which deletes nothing" show Third
exits 0 "delete --yes" delete Third --yes
exits 3 "then it is gone" show Third
exits 0 "and the others are not" show Lantern
exits 3 "delete of nothing" delete Third --yes
exits 0 "launch of a session" launch Lamp --out lamp --json
there lamp/storefront/index.html
exits 0 "launch --dry-run" launch Lamp --out dry --dry-run
is "" "$(ls -d dry 2>/dev/null)" "writes nothing"
exits 2 "launch without a folder" launch Lamp
is "$two" "$(run show Lamp --json; result .session_id)" "the second one is still itself"
finish
