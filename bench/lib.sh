# shellcheck shell=sh
# For the scripts here: where things are, and a scratch folder that goes at the end.
#
#     BUILD=folder   the build folder (build), configured without --enable-asan
#     WORK=folder    where databases and shops are written (a new folder under TMPDIR)
#     RUNS=n         rounds (5)
root=$(cd "$(dirname "$0")/.." && pwd)
BUILD=$(cd "${BUILD:-$root/build}" && pwd) || exit 2
RUNS=${RUNS:-5}
if [ -z "${WORK:-}" ]; then
	WORK=$(mktemp -d)
	trap 'rm -rf "$WORK"' EXIT
	trap 'exit 130' INT TERM
fi
export XDG_DATA_HOME="$WORK/data" XDG_CONFIG_HOME="$WORK/config"

build() {
	make -s -C "$BUILD" "$@" >&2 || exit 2
}

# catalogue PRODUCTS [--bare]: answers and product file in $WORK/PRODUCTS, with --bare in $WORK/PRODUCTS-bare
catalogue() {
	python3 "$root/bench/catalogue.py" "$1" "$WORK/$1${2:+-bare}" ${2:+"$2"}
}

measure() {
	python3 "$root/bench/measure.py" "$RUNS" "$@"
}
