#!/bin/sh
# Themes, texts, integrations, readiness, the schema, and what the program says of itself.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

run themes --json
json '.result.themes | length >= 8 and all(has("id") and has("name") and has("score") and
	has("reasons") and has("performance_data")) and
	(map(.score) | . == (sort | reverse)) and all(.score >= 0 and .score <= 1)' "themes, best first"
run themes --industry fashion --style luxury --json
json '.result.themes[0] | .score > 0.5 and (.reasons | length) > 0 and (.reasons | all(.text | length > 0))' \
	"for an industry and a style, with reasons"
best=$(result '.themes[0].id')
run themes --industry electronics --style technical --json
is 1 "$([ "$(result '.themes[0].id')" != "$best" ] && echo 1)" "another trade, another theme"
exits 0 "themes for people" themes --industry fashion

echo '{"product_name": "River mug", "category": "Drinkware", "features": ["stoneware", "holds 350 ml"],
"audience": "coffee drinkers", "voice": "warm", "business_name": "River Pottery"}' >facts.json
exits 0 "generate" generate product_description --inputs facts.json --keyword "stoneware mug" --json
cp out once.json
text=$(result .content)
words=$(echo "$text" | wc -w)
is 1 "$([ "$words" -ge 150 ] && [ "$words" -le 200 ] && echo 1)" "a product description has 150 to 200 words ($words)"
is 1 "$(echo "$text" | grep -ciF "stoneware mug" | sed 's/[1-9].*/1/')" "and its keyword"
json '.result.quality_score >= 0 and .result.quality_score <= 1 and (.result.parts | length) > 3' "and a score with its parts"
run generate product_description --inputs facts.json --keyword "stoneware mug" --json
none "the same request, the same text" "$(diff once.json out)"
run generate product_description --inputs facts.json --alternatives 2 --json
json '.result.alternatives | length == 2 and (unique | length) == 2' "alternatives"
echo '{"business_name": "River Pottery"}' >shop.json
echo '{"collection_name": "Mugs", "business_name": "River Pottery"}' >collection.json
while read -r type facts; do
	exits 0 "generate $type" generate "$type" --inputs "$facts.json"
	is 0 "$([ "$(wc -w <out)" -ge 2 ]; echo $?)" "$type is a text"
done <<'EOF'
tagline shop
about shop
category_description collection
meta_title collection
meta_description facts
faq shop
welcome_email shop
social_post facts
blog_post shop
image_alt facts
EOF
exits 3 "a type that does not exist" generate poem --inputs facts.json
exits 3 "facts that are no JSON" generate tagline --inputs "$root/README.md"
exits 3 "a fact that does not exist" generate product_description --inputs "$root/tests/cli/shop.json"
exits 2 "no facts" generate tagline
exits 3 "a tone that does not exist" generate product_description --inputs facts.json --tone rude
exits 2 "too many alternatives" generate product_description --inputs facts.json --alternatives 99
"$wizard" generate product_description --inputs - <facts.json >out 2>err
is 0 $? "facts on standard input"

exits 0 "integrations" integrations --json
json '.result.providers | length >= 20 and all((.kind | length > 0) and (.credentials | length > 0))' \
	"lists providers and what they need"
for action in verify setup; do
	exits 2 "integrations $action" integrations $action
	says err "not part of this version" "says that it is for later"
done
exits 2 "integrations of something else" integrations destroy

exits 0 "a store" --answers "$root/examples/pottery-us.yaml" --out shop --json
session=$(result .session_id)
readiness=$(result .readiness)
run analyze "$session" --json
json '.result.readiness == '"$readiness"' and (.result.checks | length > 8) and
	([.result.checks[] | select(.status != "ok")] | all((.fix | length > 0) and (.key | length > 0)))' \
	"analyze: named checks, each with what to mend and where"
exits 0 "analyze for people" analyze "$session"
run themes --session "$session" --json
json '.result.themes | length >= 8' "themes of a session"
is "" "$(jq -r '.. | strings' out | grep -c 'sk_live' | grep -v '^0$')" "no key in any of it"

run show "$session" --json
json '.result.spent == {"tokens": {"in": 0, "out": 0}, "cost": "0.00"}' "what the texts took"
exits 0 "generate all" generate all --session "$session" --json
json '.result | .written == 0 and .kept > 30 and .failed == 0 and .left == 0' "what is there is kept"
exits 2 "generate all without a session" generate all
exits 2 "generate all with facts" generate all --session "$session" --inputs facts.json
exits 2 "one text with --jobs" generate tagline --inputs shop.json --jobs 3
exits 2 "a cap that is no amount" generate tagline --inputs shop.json --max-cost free
exits 7 "generate all by who is not set up" generate all --session "$session" --provider openai
says err "OPENAI_API_KEY is not set" "says what is missing"
is 1 "$(wc -l <err | sed 's/[1-4]/1/')" "and says it once"
exits 0 "the text streams" generate tagline --inputs shop.json --stream
is 1 "$(wc -l <out)" "once"

# nothing answers there
export OPENAI_BASE_URL=http://127.0.0.1:9
OPENAI_API_KEY=sk-very-secret run doctor --json
json '[.result.checks[] | select(.status == "error")] == []' "doctor finds nothing wrong"
json '.result.checks | map(select(.name == "OpenAI"))[0] | .status == "warning" and
	(.detail | contains("nothing answers"))' "doctor: a model that does not answer"
unset OPENAI_API_KEY OPENAI_BASE_URL
is "" "$(grep -h sk-very-secret out err)" "and shows no value of a secret"
exits 0 "doctor for people" doctor
exits 0 "migrate" migrate --json
json '.result.applied == .result.available' "brings the database up to date"
finish
