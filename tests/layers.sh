#!/bin/sh
# Who may include whom, and other borders that the compiler does not see. See HACKING.md.
set -u

cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

sources() {
	find src ui -name '*.[ch]' 2>/dev/null | sort
}

# folder: the folders that its files may include, beside itself
allowed() {
	case $1 in
	base) echo "" ;;
	model) echo "base" ;;
	cache | net | queue | secret | store) echo "base model" ;;
	product | theme) echo "base model" ;;
	content) echo "base model cache net product" ;;
	integration) echo "base model net" ;;
	storefront) echo "base model product theme" ;;
	service) echo "base model store cache queue secret net" \
		"product content theme storefront integration" ;;
	api | ui) echo "base model service" ;;
	cli) echo "base model service ui" ;;
	*) return 1 ;;
	esac
}

# "FOLDER FILE:LINE: INCLUDED" of each include in quotes
includes() {
	find src ui -name '*.[ch]' 2>/dev/null | sort |
		xargs grep -n '^# *include "' /dev/null |
		sed -nE 's,^((src/)?([a-z]+)/[^:]*:[0-9]+): *# *include "([^"]*)".*,\3 \1: \4,p'
}

breaches() {
	includes | while read -r folder place included; do
		case $included in
		config.h) continue ;;
		*/*) ;;
		*)
			echo "$place $included: not by its folder"
			continue
			;;
		esac
		case " $folder $(allowed "$folder") " in
		*" ${included%%/*} "*) ;;
		*) echo "$place $included" ;;
		esac
	done
}
none "each folder includes only the folders below it" "$(breaches)"

unlisted() {
	for folder in src/*/; do
		folder=${folder#src/}
		allowed "${folder%/}" >/dev/null || echo "src/$folder"
	done
}
none "each folder of src/ has its place in the list" "$(unlisted)"

# only TEXT HEADERS FILES: the headers of an outside thing, and who alone may include them
only() {
	none "$1" "$(sources | xargs grep -nE "^# *include [<\"]($2)[>\"]" /dev/null |
		grep -vE "^($3)")"
}
only "only ui/screen.c includes curses" 'n?curses[a-z]*(/.*)?\.h|term\.h|panel\.h|menu\.h' 'ui/screen\.c:'
only "only src/net/http*.[ch] include curl" 'curl/.*' 'src/net/http[a-z_]*\.[ch]:'
only "only src/net/httpd.c includes libmicrohttpd" 'microhttpd\.h' 'src/net/httpd\.c:'
only "only src/secret/ and base/hash.c include sodium" 'sodium.*' 'src/secret/|src/base/hash\.c:'
only "only base/hash.c includes nettle" 'nettle/.*' 'src/base/hash\.c:'
only "only src/store/ includes SQLite and libpq" 'sqlite3\.h|libpq.*' 'src/store/'
only "only src/model/answers*.c include libfyaml" 'libfyaml.*' 'src/model/answers[a-z_]*\.[ch]:'
only "only content/stems.c includes libstemmer" 'libstemmer\.h' 'src/content/stems\.c:'
only "only content/spelling.c includes hunspell" 'hunspell.*' 'src/content/spelling\.c:'
only "only base/i18n.h includes gettext" 'libintl\.h' 'src/base/i18n\.h:'

none "no SQL outside of src/store/" "$(sources | grep -v '^src/store/' |
	xargs grep -nE '"(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) ' /dev/null)"
# last, because system headers behind it would meet its macros
none "every .c file includes base/banned.h, last" "$(find src ui tests fuzz bench -name '*.c' 2>/dev/null |
	sort | while read -r file; do
		[ "$(grep '^# *include' "$file" | tail -n 1)" = '#include "base/banned.h"' ] || echo "$file"
	done)"
# shellcheck disable=SC2016 # awk's
none "every .c file of src/ begins its includes with config.h" "$(sources | grep '\.c$' |
	xargs awk 'FNR == 1 { seen = 0 }
		/^#include/ && !seen { seen = 1; if ($2 != "\"config.h\"") print FILENAME ": " $0 }')"
# mem.c where memory is gone, hash.c where libsodium cannot start
none "the core neither prints nor exits" "$(sources | grep '\.c$' |
	grep -vE '^(src/cli|src/api|ui)/|/base/(mem|hash)\.c$' |
	xargs grep -nE '(^|[^a-z_])(v?printf|puts|putchar|exit|_exit|abort|perror)\(')"

guards() {
	sources | grep '\.h$' | while read -r header; do
		name=$(printf '%s' "${header#src/}" | tr 'a-z/.' 'A-Z__')
		grep -q "^#ifndef SLW_$name\$" "$header" && grep -q "^#define SLW_$name\$" "$header" ||
			echo "$header: no guard SLW_$name"
	done
}
none "every header has the guard of its path" "$(guards)"

flags=$(pkg-config --cflags jansson libfyaml libsodium sqlite3 libcurl 2>/dev/null)
for compiler in gcc clang; do
	if ! command -v $compiler >/dev/null; then
		skip "headers alone: there is no $compiler"
		continue
	fi
	# shellcheck disable=SC2046,SC2086 # lists
	none "every header compiles alone with $compiler" "$($compiler -std=c17 -D_GNU_SOURCE -Wall -Wextra \
		-Werror -Wno-unused-function -fsyntax-only -iquote src -iquote . $flags -x c $(sources | grep '\.h$') 2>&1)"
done

# Objects of .data and .bss: what a thread could change behind another one's back. Three are harmless:
# the byte of an empty buffer, never written, the once of libsodium, and libcurl with its once, which
# is loaded under it; the sanitizer adds its own.
mutable() {
	for library in build*/libslw.a; do
		[ -f "$library" ] && objdump -t "$library" 2>/dev/null |
			awk -v l="$library" '/file format/ { object = $1 }
				$3 == "O" && ($4 == ".data" || $4 == ".bss") &&
				object " " $NF !~ /^[a-z_]+.o: __odr_asan|^(buf.o: nothing|hash.o: (need_sodium\.)?once(\.[0-9]+)?|http_libcurl.o: libcurl)$/ { print l ": " object " " $NF }'
	done
}
if ls build*/libslw.a >/dev/null 2>&1; then
	none "no mutable globals" "$(mutable)"
else
	skip "mutable globals: nothing is built"
fi
finish
