#!/bin/sh
# The command line: help, versions, wrong calls. Nothing here may touch a database.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

exits 0 "--version" --version
is "store-wizard $(sed -n 's/^AC_INIT(\[store-wizard\], \[\(.*\)\], \[\], .*/\1/p' "$root/configure.ac")" \
	"$(cat out)" "--version is that of configure.ac"
exits 0 "help" help
cp out help.txt
says out "--answers FILE" "help names the main job"
exits 0 "--help" --help
is "$(cat help.txt)" "$(cat out)" "--help is help"
commands=$(awk '/^[A-Z].*:$/ { listing = $0 == "Commands:" } listing && /^  [a-z]/ { print $1 }' help.txt)
none "help lists the commands" "$([ "$(echo "$commands" | wc -l)" -ge 20 ] || echo "$commands")"
for command in $commands; do
	exits 0 "$command --help" "$command" --help
	says out "Usage: store-wizard $command" "$command --help says how to call it"
	cp out one.txt
	run help "$command"
	is "$(cat one.txt)" "$(cat out)" "help $command is $command --help"
done

exits 2 "nothing to do"
says err "--answers FILE" "says what to call instead"
exits 2 "an unknown command" frobnicate
exits 2 "a mistyped command" sesions
says err "sessions" "proposes the nearest command"
exits 2 "a mistyped option" --anwsers shop.yaml
says err "--answers" "proposes the nearest option"
exits 2 "an option of another command" sessions --answers x.yaml
exits 2 "an option without its value" --answers
exits 2 "an argument too many" sessions one
exits 2 "an argument missing" show
exits 2 "help of nothing" help nonsense
exits 2 "a number that is none" sessions --limit many
exits 2 "a number out of its range" sessions --limit -1
exits 2 "rollback without a folder" --rollback
for command in batch sync publish preview secrets; do
	exits 2 "$command is for later" "$command"
	says err "not part of this version" "$command says that it is for later"
done
run sessions --json --limit x
json '.command == "sessions" and .exit_status == 2 and .result == null and (.errors | length) == 1
	and .errors[0].code == "usage"' "a wrong call in an envelope"
run sesions --json
json '.exit_status == 2 and (.errors[0].hint | contains("sessions"))' "a wrong command in an envelope"

exits 0 "global options stand before the command" --json --quiet schema
exits 0 "and after it" schema --json --quiet
run --json --database "sqlite:$here/none/a.db" sessions
json '.exit_status == 4 and (.errors[0].message | contains("/none/a.db"))' "--database before a command"
run sessions --json "--database=sqlite:$here/none/b.db"
json '.exit_status == 4 and (.errors[0].message | contains("/none/b.db"))' "--database after it, with ="
exits 0 "schema" schema
# shellcheck disable=SC2016 # jq's
json '."$schema" == "https://json-schema.org/draft/2020-12/schema"' "schema is a JSON Schema 2020-12"
is "" "$(find "$here" -name 'wizard.db*')" "none of this made a database"
exits 2 "a database of a kind that does not exist" sessions --database "mongo:x"
finish
