#!/bin/sh
# terminal.sh [RUNS [SESSIONS [PRODUCTS]]]: the wizard on a terminal, beside dialog --form in the same.
set -eu
. "$(dirname "$0")/lib.sh"
build store-wizard bench/terminal
"$BUILD/bench/terminal" "${1:-15}" "${2:-1000}" "${3:-10000}"
