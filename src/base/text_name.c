/* The names half of text.h: handles, and which name is near to another. */
#include "config.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"

#include "base/banned.h"

#define HANDLE_MAX 255
#define MAX_CELLS  4000000

struct handle {
	char text[HANDLE_MAX + 1];
	size_t len;
	bool gap; /* a separator stands before the next letter */
};

static void add_letter(struct handle *handle, char c)
{
	if (handle->gap && handle->len > 0 && handle->len < HANDLE_MAX)
		handle->text[handle->len++] = '-';
	handle->gap = false;
	if (handle->len < HANDLE_MAX)
		handle->text[handle->len++] = c;
}

/* Letters that Unicode does not take apart into a base and an accent. */
static const char *spell(ucs4_t uc)
{
	switch (uc) {
	case 0xC6:
	case 0xE6:
		return "ae";
	case 0x152:
	case 0x153:
		return "oe";
	case 0xD8:
	case 0xF8:
		return "o";
	case 0xDF:
	case 0x1E9E:
		return "ss";
	case 0xD0:
	case 0xF0:
	case 0x110:
	case 0x111:
		return "d";
	case 0xDE:
	case 0xFE:
		return "th";
	case 0x126:
	case 0x127:
		return "h";
	case 0x131:
		return "i";
	case 0x138:
		return "k";
	case 0x141:
	case 0x142:
		return "l";
	case 0x14A:
	case 0x14B:
		return "ng";
	case 0x166:
	case 0x167:
		return "t";
	case 0x18F:
	case 0x259:
		return "e";
	default:
		return NULL;
	}
}

static void add_ascii(struct handle *handle, unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		add_letter(handle, (char)c);
	else if (c >= 'A' && c <= 'Z')
		add_letter(handle, (char)(c - 'A' + 'a'));
	else if (c != '\'')
		handle->gap = true;
}

/* Compatibility decompositions nest a few levels; the order of accents does not matter here. */
static void add_char(struct handle *handle, ucs4_t uc)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	const char *spelled;
	int tag, count;

	if (uc < 0x80) {
		add_ascii(handle, (unsigned char)uc);
		return;
	}
	spelled = spell(uc);
	if (spelled != NULL) {
		for (; *spelled != '\0'; spelled++)
			add_letter(handle, *spelled);
		return;
	}
	count = uc_decomposition(uc, &tag, parts);
	for (int i = 0; i < count; i++)
		add_char(handle, parts[i]);
	if (count > 0 || uc == 0x2019 || uc == 0x2BC ||
	    uc_is_general_category_withtable(uc, UC_CATEGORY_MASK_M) ||
	    uc_is_property_default_ignorable_code_point(uc))
		return;
	handle->gap = true;
}

char *slw_text_handle(const char *text)
{
	const uint8_t *p = (const uint8_t *)text, *end = p + strlen(text);
	struct handle handle = { .len = 0 };
	char hash[SLW_HASH_SIZE];
	ucs4_t uc;

	while (p < end && handle.len < HANDLE_MAX) {
		if (*p < 0x80) {
			add_ascii(&handle, *p++);
			continue;
		}
		p += u8_mbtouc(&uc, p, (size_t)(end - p));
		add_char(&handle, uc);
	}
	if (handle.len > 0 && handle.text[handle.len - 1] == '-')
		handle.len--;
	if (handle.len > 0)
		return slw_strndup(handle.text, handle.len);
	slw_hash_bytes(text, strlen(text), hash);
	return slw_printf("item-%.8s", hash);
}

bool slw_text_is_handle(const char *text)
{
	size_t len = 0;

	for (; text[len] != '\0'; len++) {
		char c = text[len];

		if (c == '-' && (len == 0 || text[len - 1] == '-'))
			return false;
		if (c != '-' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
			return false;
	}
	return len >= 1 && len <= HANDLE_MAX && text[len - 1] != '-';
}

static uint32_t *folded_points(const char *text, size_t *count)
{
	char *folded = slw_text_fold(text);
	uint32_t *points = u8_to_u32((const uint8_t *)folded, strlen(folded), NULL, count);

	if (points == NULL)
		slw_out_of_memory(strlen(folded));
	free(folded);
	return points;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Lowrance and Wagner's algorithm: distances of all prefixes, with a border row and column of
 * "never", and for each character of b the last row of a that held it.
 */
static size_t measure(const uint32_t *a, size_t alen, const uint32_t *b, size_t blen)
{
	size_t width = blen + 2, never = alen + blen, result;
	size_t *d = slw_calloc((alen + 2) * width, sizeof(*d));
	size_t *last_row = slw_calloc(blen + 1, sizeof(*last_row)); /* by first place in b */
	size_t *place = slw_calloc(blen + 1, sizeof(*place));

	for (size_t j = 0; j < blen; j++) {
		while (b[place[j]] != b[j])
			place[j]++;
	}
	for (size_t i = 0; i <= alen + 1; i++)
		d[i * width] = never;
	for (size_t j = 0; j <= blen + 1; j++)
		d[j] = never;
	for (size_t i = 0; i <= alen; i++)
		d[(i + 1) * width + 1] = i;
	for (size_t j = 0; j <= blen; j++)
		d[width + j + 1] = j;
	for (size_t i = 1; i <= alen; i++) {
		size_t last_match = 0;

		for (size_t j = 1; j <= blen; j++) {
			size_t row = last_row[place[j - 1]], column = last_match;
			bool same = a[i - 1] == b[j - 1];
			size_t change = d[i * width + j] + (same ? 0 : 1);
			size_t insert = least(d[(i + 1) * width + j], d[i * width + j + 1]) + 1;
			size_t swap =
			    d[row * width + column] + (i - row - 1) + 1 + (j - column - 1);

			d[(i + 1) * width + j + 1] = least(least(change, insert), swap);
			if (same)
				last_match = j;
		}
		for (size_t j = 0; j < blen; j++) {
			if (b[j] == a[i - 1]) {
				last_row[j] = i; /* j is the first place of this character */
				break;
			}
		}
	}
	result = d[(alen + 1) * width + blen + 1];
	free(place);
	free(last_row);
	free(d);
	return result;
}

static size_t distance(const uint32_t *a, size_t alen, const uint32_t *b, size_t blen, size_t limit)
{
	size_t result, more = alen > blen ? alen - blen : blen - alen;

	if (more > limit)
		return SIZE_MAX;
	if (alen == blen && (alen == 0 || memcmp(a, b, alen * sizeof(*a)) == 0))
		return 0;
	if (blen > 0 && alen > MAX_CELLS / blen)
		return SIZE_MAX;
	result = measure(a, alen, b, blen);
	return result > limit ? SIZE_MAX : result;
}

size_t slw_text_distance(const char *a, const char *b, size_t limit)
{
	size_t alen, blen, result;
	uint32_t *ap = folded_points(a, &alen), *bp = folded_points(b, &blen);

	result = distance(ap, alen, bp, blen, limit);
	free(ap);
	free(bp);
	return result;
}

const char *slw_text_nearest(const char *text, const char *const *names, size_t count)
{
	size_t len, best = SIZE_MAX;
	uint32_t *points = folded_points(text, &len);
	const char *nearest = NULL;

	for (size_t i = 0; i < count && best > 0; i++) {
		size_t name_len, away;
		uint32_t *name = folded_points(names[i], &name_len);
		size_t limit = (len > name_len ? len : name_len) / 3;

		away = distance(points, len, name, name_len, least(limit, best));
		if (away < best) {
			best = away;
			nearest = names[i];
		}
		free(name);
	}
	free(points);
	return nearest;
}
