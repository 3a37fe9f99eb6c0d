#!/bin/sh
# The program against servers that others made for the APIs of models: aimock, which streams and, on
# request, misbehaves; and Prism, which holds each request against the vendors' own documents
# (openai.json and anthropic.json in the folder $PEERS_OPENAPI; openapi/ beside the checkout where that
# is not set). Both come from npm, into a temporary folder, or are taken from $PEERS_MODULES, a
# node_modules folder that has them.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test
unset http_proxy HTTP_PROXY https_proxy HTTPS_PROXY
openapi=${PEERS_OPENAPI-$root/../openapi}
peers=""

stop_peers() {
	for pid in $peers; do
		kill "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	peers=""
}
trap 'stop_peers; leave' EXIT

if [ -z "${PEERS_MODULES-}" ]; then
	if ! command -v npm >/dev/null; then
		skip "models: there is no npm"
		finish
	fi
	if ! npm install --prefix "$here/npm" --no-audit --no-fund @copilotkit/aimock@1 \
		@stoplight/prism-cli@5 >npm.log 2>&1; then
		skip "models: npm could not install aimock and Prism: $(tail -n 1 npm.log)"
		finish
	fi
	PEERS_MODULES=$here/npm/node_modules
fi
bin=$PEERS_MODULES/.bin

# free_port: one that nothing listens on
free_port() {
	python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# start_peer LOG COMMAND...: in the background, until it answers on $port
start_peer() {
	log=$1
	shift
	"$@" >"$log" 2>&1 </dev/null &
	peers="$peers $!"
	for _ in $(seq 120); do
		curl -s -o /dev/null "http://127.0.0.1:$port/" && return 0
		sleep 0.25
	done
	not_ok "$1 starts" "$(cat "$log")"
	return 1
}

aimock() {
	port=$(free_port)
	start_peer aimock.log "$bin/llmock" -h 127.0.0.1 -p "$port" -f "$root/tests/peers/models.json" "$@"
	export OPENAI_API_KEY=sk-peer ANTHROPIC_API_KEY=sk-peer
	export OPENAI_BASE_URL="http://127.0.0.1:$port/v1" ANTHROPIC_BASE_URL="http://127.0.0.1:$port" \
		LOCAL_LLM_URL="http://127.0.0.1:$port"
}

# --- aimock -------------------------------------------------------------------------------------

echo '{"business_name": "Alder Pottery"}' >shop.json
echo '{"business_name": "Refusing Ltd"}' >refusing.json
echo '{"business_name": "Prose Ltd"}' >prose.json
echo '{"product_name": "Moss mug", "features": ["hand-thrown"]}' >product.json

if aimock; then
	for provider in openai anthropic local; do
		exits 0 "$provider writes" generate tagline --inputs shop.json --provider $provider --json
		json ".result | .provider == \"$provider\" and .content == \"Stoneware for slow mornings\" and
			(.alternatives | length) == 2 and .problems == null and .tokens.in > 0" \
			"$provider: text, alternatives, tokens"
		exits 0 "$provider streams" generate tagline --inputs shop.json --provider $provider --stream
		says out "Stoneware for slow mornings" "$provider: the stream is the text"
		is 1 "$(grep -c . out)" "$provider: and nothing else"
		exits 0 "$provider writes prose" generate tagline --inputs prose.json --provider $provider --json
		json '.result | .content == "A line of prose." and .problems[0].kind == "shape"' \
			"$provider: prose is taken, and said"
		exits 3 "$provider refuses" generate tagline --inputs refusing.json --provider $provider
		exits 0 "auto goes on" generate tagline --inputs refusing.json --provider auto --json
		json '.result | .provider == "builtin" and (.fallbacks | length) == 3' "auto says why"
		exits 0 "$provider: too short a text" generate product_description --inputs product.json \
			--provider $provider --json
		json '.result.problems | map(.kind) == ["short"]' "$provider: it is said"
	done
	exits 0 "doctor" doctor
	is 3 "$(grep -c "answers; writes with" out)" "doctor: all of them answer"
	exits 0 "a whole shop" --answers "$root/examples/pottery-us.yaml" --out shop --json
	json '.result.content | .failed == 0 and .by_provider == {"openai": .written} and
		(.cost | tonumber) > 0' "a whole shop by a model"
	session=$(result .session_id)
	exits 0 "another shop" --answers "$root/examples/tea-de.yaml" --out tea --json
	export STORE_WIZARD_LOCAL_EMBEDDING_MODEL=a-model
	for provider in openai local; do
		exits 0 "$provider: vectors" sessions --like "$session" --provider $provider --json
		json ".result | (.model | startswith(\"$provider/\")) and (.sessions | length) > 0 and
			.fallbacks == null" "$provider: shops that are alike"
	done
	exits 0 "again" generate all --session "$session" --json
	json '.result | .written == 0 and .tokens.in == 0' "what is there is not written again"
	stop_peers
fi

# chaos NAME STATUS FLAG: what a named provider ends with, and that auto has its text
chaos() {
	aimock "$3" "$4" || return
	exits "$2" "$1: openai" generate tagline --inputs shop.json --provider openai
	exits 0 "$1: auto" generate tagline --inputs shop.json --provider auto --json
	json '.result | .provider == "builtin" and (.fallbacks | length) == 3 and
		all(.fallbacks[]; .reason != "")' "$1: auto ends at builtin and says why"
	none "$1: no key in what is said" "$(grep -l sk-peer out err)"
	stop_peers
}
chaos "500" 5 --chaos-drop 1
chaos "malformed JSON" 5 --chaos-malformed 1
chaos "broken connections" 5 --chaos-disconnect 1
chaos "429" 5 --chaos-ratelimit 1

if aimock --chaos-drop 0.1 --chaos-malformed 0.1 --chaos-disconnect 0.1 --chaos-ratelimit 0.1; then
	exits 0 "a whole shop in chaos" --answers "$root/examples/pottery-us.yaml" --out chaos --json
	json '.result.content | .failed == 0 and .written > 30' "every text is there"
	for _ in 1 2 3; do
		run generate tagline --inputs shop.json --stream
		is 0 "$status" "a stream in chaos"
	done
	stop_peers
fi

# --- Prism --------------------------------------------------------------------------------------

# prism PROVIDER VARIABLE PATH: the provider's requests are what its document says
prism() {
	if [ ! -f "$openapi/$1.json" ]; then
		skip "$1 against its document: there is no $openapi/$1.json (set PEERS_OPENAPI)"
		return
	fi
	port=$(free_port)
	start_peer prism.log "$bin/prism" mock -h 127.0.0.1 -p "$port" "$openapi/$1.json" || return
	export "$2=http://127.0.0.1:$port$3"
	exits 0 "$1: its document takes the request" generate tagline --inputs shop.json --provider "$1" --json
	json ".result | .provider == \"$1\"" "$1: its example is read"
	exits 0 "$1: and for a long text" generate product_description --inputs product.json \
		--provider "$1" --json
	none "$1: no request breaks the document" "$(grep -aiE 'violation|unprocessable|422' prism.log)"
	stop_peers
}
export OPENAI_API_KEY=sk-peer ANTHROPIC_API_KEY=sk-peer
prism openai OPENAI_BASE_URL /v1
prism anthropic ANTHROPIC_BASE_URL ""
finish
