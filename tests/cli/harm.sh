#!/bin/sh
# What can go wrong around the program: kills, locks, full disks, forbidden folders, closed pipes.
# The last launch and the database stand.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
program_test

cp -r "$root/examples" shops
chmod -R u+w shops
chmod -R a+rX "$here"
shop=shops/tea-de.yaml

# whole FOLDER: the launch in place has every file that its manifest names, as it names it
whole() {
	(cd "$1/current" && jq -r '.files[] | "\(.sha256)  \(.path)"' manifest.json |
		sha256sum --quiet -c -) 2>&1 | head -n 5
}
sound() {
	sqlite3 "$XDG_DATA_HOME/store-wizard/wizard.db" 'PRAGMA integrity_check; PRAGMA foreign_key_check' |
		grep -vx ok
}

# killed at any point
exits 0 "a run to stand on" --answers $shop --out store --json
session=$(result .session_id)
bad=
for delay in 0.001 0.004 0.008 0.012 0.016 0.02 0.025 0.03 0.035 0.04 0.05 0.06 0.07 0.08 0.1 0.15; do
	sed "s/^  tone: plain/  tone: friendly/; s/small organic gardens/gardens after $delay s/" $shop >shops/k.yaml
	"$wizard" --answers shops/k.yaml --session "$session" --out store >/dev/null 2>&1 </dev/null &
	killed=$!
	sleep $delay
	kill -9 $killed 2>/dev/null
	wait $killed 2>/dev/null
	bad="$bad$(whole store)$(sound)"
done
none "kill -9 at sixteen points: the last launch and the database stand" "$bad"
for delay in 0.002 0.01 0.02 0.04; do
	"$wizard" --answers $shop --out "new-$delay" >/dev/null 2>&1 </dev/null &
	killed=$!
	sleep $delay
	kill -9 $killed 2>/dev/null
	wait $killed 2>/dev/null
	exits 0 "after kill -9 in a first launch ($delay s) the next one goes well" --answers $shop --out "new-$delay"
	none "and is whole" "$(whole "new-$delay")$(sound)"
	is "$(readlink "new-$delay/current")" \
		"$(cd "new-$delay" && find .launches -mindepth 1 -maxdepth 1 -type d)" "and the one that was killed is cleared away"
done
exits 0 "after all that the session can be brought to what the file says" --answers $shop --session "$session" --out store
none "and its launch is whole" "$(whole store)$(sound)"
exits 0 "a fresh one elsewhere" --answers $shop --out fresh --database "sqlite:$here/fresh.db"
none "has the same bytes" "$(diff -r store/current/ fresh/current/)"

# interrupted from the keyboard, in a run of some seconds
{
	echo 'Title,Price,SKU'
	i=0
	while [ $((i += 1)) -le 4000 ]; do
		echo "Tin $i,1.00,T-$i"
	done
} >shops/tea-de/many.csv
sed 's,tea-de/products.csv,tea-de/many.csv,' $shop >shops/many.yaml
"$wizard" --answers shops/many.yaml --out many >many.txt 2>err </dev/null &
interrupted=$!
sleep 0.4
kill -TERM $interrupted
wait $interrupted
is 130 $? "SIGTERM ends a run with 130"
says err "stopped" "which is said"
is "" "$(cat many.txt)" "and no result"
none "and what stands is whole" "$([ ! -e many/current ] || whole many)$(sound)"

# locked by another process
mkfifo hold
sqlite3 "$XDG_DATA_HOME/store-wizard/wizard.db" <hold >/dev/null 2>&1 &
holder=$!
exec 9>hold
echo 'BEGIN IMMEDIATE; INSERT INTO wizard_analytics DEFAULT VALUES;' >&9
sleep 0.3
exits 4 "a locked database" --answers $shop --session "$session" --out store --quiet
says err "$holder" "says which process holds it"
says err "try again" "and what to do"
exits 0 "which can still be read" sessions
exec 9>&-
wait $holder 2>/dev/null
exits 0 "and is written again when that has ended" --answers $shop --session "$session" --out store --quiet

# output that nobody takes
"$wizard" sessions --json >/dev/full 2>err </dev/null
is 1 $? "a full disk behind standard output"
says err "standard output" "says so"
"$wizard" help >/dev/full 2>err </dev/null
is 1 $? "help onto a full disk"
"$wizard" sessions >&- 2>err </dev/null
is 1 $? "standard output closed"
("$wizard" schema 2>err </dev/null; echo $? >pipe) | head -c 10 >/dev/null
is 1 "$(cat pipe)" "a pipe that closes"
# databases that are none
echo "not a database, but a text that is long enough to be taken for one by its size" >text.db
exits 4 "a database that is a text" sessions --database "sqlite:$here/text.db"
cp "$here/fresh.db" newer.db
sqlite3 newer.db "INSERT INTO schema_migrations SELECT 9999, 'later', checksum, applied_at FROM schema_migrations LIMIT 1" 2>sql.err ||
	not_ok "a database of a newer program can be made" "$(cat sql.err; sqlite3 newer.db .schema | grep -A6 -i migration)"
exits 4 "a database of a newer program" sessions --database "sqlite:$here/newer.db"
says err "newer" "says so"
mkdir folder.db
exits 4 "a database that is a folder" sessions --database "sqlite:$here/folder.db"

# folders that cannot be written
as_nobody() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$here/nobody" \
			XDG_DATA_HOME="$here/nobody" XDG_CONFIG_HOME="$here/nobody" "$@"
	else
		"$@"
	fi
}
mkdir nobody locked
chmod 755 "$here"
chmod 555 locked
[ "$(id -u)" != 0 ] || chown 65534 nobody locked
# where nobody can read it: a clone may stand in a folder of root's
mkdir -p program/bin program/share
cp "$wizard" program/bin/
cp -r "$root/data" program/share/store-wizard
chmod -R a+rX program
if as_nobody test -x "$here/program/bin/store-wizard"; then
	as_nobody "$here/program/bin/store-wizard" --answers $shop --out locked >out.txt 2>err </dev/null
	is 4 $? "an output folder that cannot be written"
	says err "Permission denied" "says why"
	says err "store-wizard launch" "and how to go on, because the answers are kept"
	is "" "$(ls -A locked)" "and has nothing in it"
else
	skip "an output folder that cannot be written: the program cannot be run as nobody"
fi

mkdir small
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=256k none small 2>/dev/null; then
	exits 4 "a full disk" --answers $shop --session "$session" --out small/out
	says err "No space left on device" "says so"
	is "" "$(ls small/out/current 2>/dev/null)" "and puts nothing in place"
	exits 4 "a database on a full disk" --answers $shop --out x --database "sqlite:$here/small/w.db"
	umount small
	mount -t tmpfs -o size=3m none small
	exits 0 "a launch where there is room" --answers shops/pottery-us.yaml --out small/out --json
	again=$(result .session_id)
	head -c 10000000 /dev/zero >small/rest 2>/dev/null
	sed 's/business_name: .*/business_name: A New Name/' shops/pottery-us.yaml >shops/renamed.yaml
	exits 4 "another one where there is none left" --answers shops/renamed.yaml --session "$again" --out small/out
	none "the last launch stands" "$(whole small/out)"
	rm small/rest
	exits 0 "and the next goes well when there is room again" --answers shops/renamed.yaml --session "$again" --out small/out
	none "and is whole" "$(whole small/out)"
	umount small
else
	skip "a full disk: only root can mount a small one"
fi
finish
