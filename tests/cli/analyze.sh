#!/bin/sh
# What a text is worth and what it claims; which shops are like one.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

printf '%s\n' 'Our oak tray is lovely and comes with a five-year warranty. Made of walnut, it holds 750 ml.' \
	'Order yours today for €49,90!' >text.txt
printf '%s' '{"product_name": "Oak tray", "features": ["two-year warranty", "holds 500 ml"]}' >facts.json
exits 0 "a text with its facts" analyze --text text.txt --facts facts.json --json
json '.result | .quality_score > 0 and .quality_score <= 1 and (.parts | length) >= 5 and
	.language == "en" and .analyzed_as == "en" and .sentiment.label == "positive" and
	(.seo_keywords | index("oak tray") != null) and .words > 15 and .reading_seconds > 0' "is measured"
json '[.result.claims[] | [.text, .kind]] == [["five-year warranty", "guarantee"], ["walnut", "material"],
	["750 ml", "number"], ["€49,90", "price"]]' "and what the facts do not hold is named"
json '.result.claims | all(.offset >= 0 and .length > 0)' "with its place"
is "walnut" "$(tail -c +"$(($(result '.claims[1].offset') + 1))" text.txt | head -c "$(result '.claims[1].length')")" \
	"which is a place in bytes"
exits 0 "the same for people" analyze --text text.txt --facts facts.json
says out '"five-year warranty" (guarantee' "says it in words"
"$wizard" analyze --text - --facts facts.json --json <text.txt >out 2>err
is 0 $? "the text on standard input"
json '.result.claims | length == 4' "is the same text"
"$wizard" analyze --text text.txt --facts - --json <facts.json >out 2>err
is 0 $? "the facts on standard input"
exits 0 "a text without facts" analyze --text text.txt --json
json '.result.claims == null' "is not held against any"

while IFS='|' read -r language text; do
	printf '%s\n' "$text" >other.txt
	exits 0 "a text in $language" analyze --text other.txt --facts facts.json --json
	json '.result | .language == "'"$language"'" and .analyzed_as == "'"$language"'"' "is found to be in it"
	json '[.result.claims[].kind] == ["guarantee"]' "and its claim is found"
done <<'END'
de|Das Tablett aus Eiche ist schön und hat fünf Jahre Garantie, damit du lange Freude daran hast.
es|La bandeja de roble es bonita y tiene una garantía de cinco años para que la disfrutes mucho tiempo.
fr|Le plateau en chêne est beau et il a une garantie de cinq ans pour que vous en profitiez longtemps.
END
exits 0 "another language than it seems" analyze --text text.txt --language de --json
json '.result | .language == "en" and .analyzed_as == "de"' "is taken as told"
exits 0 "a tagline" analyze --text text.txt --type tagline --length short --keyword oak --json
json '.result.content_type == "tagline"' "is measured as one"

exits 2 "neither a session nor a text" analyze
exits 2 "both" analyze abc --text text.txt
exits 2 "facts without a text" analyze --facts facts.json
exits 2 "both on standard input" analyze --text - --facts -
exits 3 "a file that is not there" analyze --text nothing.txt
exits 3 "a type that does not exist" analyze --text text.txt --type taglin
says err tagline "the nearest is named"
exits 3 "a language that is none" analyze --text text.txt --language E1
exits 3 "facts that are no object" analyze --text text.txt --facts text.txt
: >empty.txt
exits 3 "an empty text" analyze --text empty.txt
printf '\377\376' >bytes.txt
exits 3 "bytes that are no text" analyze --text bytes.txt
head -c 300000 /dev/zero | tr '\0' 'a' >large.txt
exits 3 "a text that is too large" analyze --text large.txt

for example in pottery-us tea-de stationery-jp; do
	exits 0 "$example" --answers "$root/examples/$example.yaml" --out "$example" --json
done
exits 0 "sessions like one" sessions --like Alder --json
json '.result.sessions | length == 2 and (map(.likeness) | . == (sort | reverse)) and
	all(.likeness <= 1 and (.business_name | length) > 0)' "are the others, the most alike first"
cp out once.json
run sessions --like Alder --json
none "and the same again" "$(diff once.json out)"
exits 0 "one of them, for people" sessions --like Alder --limit 1
is 1 "$(wc -l <out)" "is one line"
exits 3 "like a session that is not there" sessions --like zzz
exits 0 "a session of a database that is named" analyze Alder --database "sqlite:$XDG_DATA_HOME/store-wizard/wizard.db" --json
json '.result.alike == []' "has no two descriptions that are almost the same"
exits 3 "a provider that is not set up" sessions --like Alder --provider openai
exits 0 "auto without any" sessions --like Alder --provider auto --json
json '.result | .model == "builtin-1" and (.fallbacks | map(.provider)) == ["openai", "local"]' \
	"ends at the built-in one and says why"
exits 2 "--provider alone" sessions --provider builtin
exits 2 "--filter beside it" sessions --like Alder --filter x
finish
