/*
 * The first pass: which rows make one product, wherever they stand, in some 50 bytes a row. Texts are
 * told apart by 64-bit hashes; two that collide by chance (once in 10^12 files of a million rows) would be read as
 * one handle.
 */
#include "config.h"

#include "product/import_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

enum seed { SEED_HANDLE = 1, SEED_NUMBER, SEED_ID, SEED_SKU };

/* --- hashes ------------------------------------------------------------------------------- */

uint64_t slw_hashes_of(const char *text, uint64_t seed)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ (seed * UINT64_C(0x9E3779B97F4A7C15));

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xFF51AFD7ED558CCD);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xC4CEB9FE1A85EC53);
	hash ^= hash >> 33;
	return hash == 0 ? 1 : hash;
}

static size_t find_slot(const struct slw_hashes *hashes, uint64_t key)
{
	size_t slot = (size_t)key & (hashes->cap - 1);

	while (hashes->keys[slot] != 0 && hashes->keys[slot] != key)
		slot = (slot + 1) & (hashes->cap - 1);
	return slot;
}

uint32_t *slw_hashes_find(const struct slw_hashes *hashes, uint64_t key)
{
	size_t slot;

	if (hashes->count == 0)
		return NULL;
	slot = find_slot(hashes, key);
	return hashes->keys[slot] == key ? &hashes->values[slot] : NULL;
}

static void grow(struct slw_hashes *hashes)
{
	struct slw_hashes wider = { .cap = hashes->cap == 0 ? 64 : hashes->cap * 2,
				    .count = hashes->count };

	wider.keys = slw_calloc(wider.cap, sizeof(*wider.keys));
	wider.values = slw_calloc(wider.cap, sizeof(*wider.values));
	for (size_t i = 0; i < hashes->cap; i++) {
		size_t slot;

		if (hashes->keys[i] == 0)
			continue;
		slot = find_slot(&wider, hashes->keys[i]);
		wider.keys[slot] = hashes->keys[i];
		wider.values[slot] = hashes->values[i];
	}
	slw_hashes_release(hashes);
	*hashes = wider;
}

uint32_t slw_hashes_add(struct slw_hashes *hashes, uint64_t key, uint32_t value)
{
	size_t slot;

	if (hashes->count * 4 >= hashes->cap * 3)
		grow(hashes);
	slot = find_slot(hashes, key);
	if (hashes->keys[slot] == key)
		return hashes->values[slot];
	hashes->keys[slot] = key;
	hashes->values[slot] = value;
	hashes->count++;
	return value;
}

void slw_hashes_release(struct slw_hashes *hashes)
{
	free(hashes->keys);
	free(hashes->values);
	*hashes = (struct slw_hashes){ .count = 0 };
}

/* --- rows and groups ---------------------------------------------------------------------- */

static uint32_t add_row(struct slw_import *import, uint64_t offset, uint64_t line,
			enum slw_row_fault fault)
{
	uint32_t index = (uint32_t)import->row_count;

	SLW_GROW(import->rows, import->row_count, import->row_cap);
	import->rows[import->row_count++] = (struct slw_import_row){ .offset = offset,
								     .line = (uint32_t)line,
								     .next = SLW_IMPORT_NONE,
								     .fault = (uint8_t)fault };
	return index;
}

static void set_faulty(struct slw_import *import, uint32_t row, enum slw_row_fault fault)
{
	import->rows[row].fault = (uint8_t)fault;
	if (import->faulty_first == SLW_IMPORT_NONE)
		import->faulty_first = row;
	else
		import->rows[import->faulty_last].next = row;
	import->faulty_last = row;
}

static uint32_t add_group(struct slw_import *import)
{
	uint32_t index = (uint32_t)import->group_count;

	SLW_GROW(import->groups, import->group_count, import->group_cap);
	import->groups[import->group_count++] = (struct slw_import_group){
		.first = SLW_IMPORT_NONE, .last = SLW_IMPORT_NONE, .title = SLW_IMPORT_NONE
	};
	return index;
}

static void add_to_group(struct slw_import *import, uint32_t index, uint32_t row)
{
	struct slw_import_group *group = &import->groups[index];

	if (group->first == SLW_IMPORT_NONE)
		group->first = row;
	else
		import->rows[group->last].next = row;
	group->last = row;
	if (group->title == SLW_IMPORT_NONE && import->rows[row].has_title)
		group->title = row;
}

/* The handle of a row, or NULL; *made: it was allocated. */
static const char *row_handle(const char *handle, const char *title, char **made)
{
	*made = NULL;
	if (handle[0] != '\0' && slw_text_is_handle(handle))
		return handle;
	if (handle[0] == '\0' && title[0] == '\0')
		return NULL;
	return *made = slw_text_handle(handle[0] != '\0' ? handle : title);
}

/* A new group whose handle gets a number when it is taken. */
static uint32_t add_numbered(struct slw_import *import, const char *handle)
{
	uint32_t index = add_group(import);
	uint64_t memory = slw_hashes_of(handle, SEED_NUMBER);
	uint32_t *number;

	if (slw_hashes_add(&import->handles, slw_hashes_of(handle, SEED_HANDLE), index) == index)
		return index;
	slw_hashes_add(&import->handles, memory, 1);
	number = slw_hashes_find(&import->handles, memory);
	for (uint32_t n = *number + 1;; n++) {
		char *numbered = slw_printf("%s-%u", handle, n);
		uint64_t key = slw_hashes_of(numbered, SEED_HANDLE);
		bool is_new = slw_hashes_find(&import->handles, key) == NULL;

		free(numbered);
		if (!is_new)
			continue;
		*number = n; /* before add(), which may move it */
		slw_hashes_add(&import->handles, key, index);
		import->groups[index].number = n;
		return index;
	}
}

static uint32_t row_position(const struct slw_import *import, const struct slw_csv_row *row,
			     enum slw_column_kind kind)
{
	int64_t position;

	if (!slw_parse_int(slw_import_cell(import, row, kind), 0, 1000000, &position))
		return 0;
	return (uint32_t)position;
}

static bool is_empty(const struct slw_csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (slw_cell_trim(row->fields[i])[0] != '\0')
			return false;
	}
	return true;
}

/* --- Shopify and mapped files -------------------------------------------------------------- */

struct index {
	struct slw_import *import;
	struct slw_marks marks;
	bool row_is_product;	/* nothing in the file says that rows belong together */
	struct slw_hashes refs; /* WooCommerce: IDs and SKUs of parents, to groups */
	struct variation {
		uint32_t row;
		uint64_t parent; /* key in refs; 0: none is named */
	} * variations;
	size_t variation_count, variation_cap;
};

static void index_flat(struct index *index, uint32_t at, const struct slw_csv_row *row)
{
	struct slw_import *import = index->import;
	const char *title = slw_import_cell(import, row, SLW_COL_TITLE);
	char *made;
	const char *handle = row_handle(slw_import_cell(import, row, SLW_COL_HANDLE), title, &made);
	uint32_t group;

	if (handle == NULL) {
		set_faulty(import, at, is_empty(row) ? SLW_ROW_EMPTY : SLW_ROW_NAMELESS);
		return;
	}
	import->rows[at].has_title = title[0] != '\0';
	import->rows[at].position = row_position(import, row, SLW_COL_IMAGE_POSITION);
	if (index->row_is_product) {
		group = add_numbered(import, handle);
	} else {
		uint32_t next = (uint32_t)import->group_count;

		group = slw_hashes_add(&import->handles, slw_hashes_of(handle, SEED_HANDLE), next);
		if (group == next)
			add_group(import);
	}
	add_to_group(import, group, at);
	free(made);
}

/* --- WooCommerce --------------------------------------------------------------------------- */

/* "id:12" or a SKU, as the key of its product. */
static uint64_t reference_key(const char *text)
{
	if (text[0] == '\0')
		return 0;
	if (strncasecmp(text, "id:", 3) == 0) {
		const char *id = text + 3 + strspn(text + 3, " ");

		return slw_hashes_of(id, SEED_ID);
	}
	return slw_hashes_of(text, SEED_SKU);
}

static void index_woo(struct index *index, uint32_t at, const struct slw_csv_row *row)
{
	struct slw_import *import = index->import;
	const char *title = slw_import_cell(import, row, SLW_COL_TITLE);
	const char *type = slw_import_cell(import, row, SLW_COL_TYPE);
	const char *id = slw_import_cell(import, row, SLW_COL_ID);
	const char *sku = slw_import_cell(import, row, SLW_COL_SKU);
	const char *parent = slw_import_cell(import, row, SLW_COL_PARENT);
	const char *handle;
	char *made;
	uint32_t group;

	import->rows[at].position = row_position(import, row, SLW_COL_POSITION);
	if (strncasecmp(type, "variation", 9) == 0 || strcasestr(type, ", variation") != NULL ||
	    (type[0] == '\0' && parent[0] != '\0')) {
		SLW_GROW(index->variations, index->variation_count, index->variation_cap);
		index->variations[index->variation_count++] =
		    (struct variation){ at, reference_key(parent) };
		return;
	}
	if (title[0] == '\0') {
		set_faulty(import, at, is_empty(row) ? SLW_ROW_EMPTY : SLW_ROW_NAMELESS);
		return;
	}
	import->rows[at].has_title = true;
	handle = row_handle(slw_import_cell(import, row, SLW_COL_HANDLE), title, &made);
	group = add_numbered(import, handle);
	free(made);
	add_to_group(import, group, at);
	if (id[0] != '\0')
		slw_hashes_add(&index->refs, slw_hashes_of(id, SEED_ID), group);
	if (sku[0] != '\0')
		slw_hashes_add(&index->refs, slw_hashes_of(sku, SEED_SKU), group);
}

/* With all parents known, variations find theirs, also when it stands below them. */
static void settle_variations(struct index *index)
{
	for (size_t i = 0; i < index->variation_count; i++) {
		const struct variation *variation = &index->variations[i];
		const uint32_t *group = variation->parent == 0
					    ? NULL
					    : slw_hashes_find(&index->refs, variation->parent);

		if (group == NULL)
			set_faulty(index->import, variation->row, SLW_ROW_NO_PARENT);
		else
			add_to_group(index->import, *group, variation->row);
	}
}

/* --- all rows ------------------------------------------------------------------------------ */

static void look_at_prices(struct index *index, const struct slw_csv_row *row)
{
	static const enum slw_column_kind kinds[] = { SLW_COL_PRICE, SLW_COL_COMPARE_AT_PRICE,
						      SLW_COL_SALE_PRICE, SLW_COL_COST_PER_ITEM };

	for (size_t i = 0; i < SLW_COUNT(kinds); i++)
		slw_marks_add(&index->marks, slw_import_cell(index->import, row, kinds[i]));
}

static bool is_wide(const struct slw_import *import, const struct slw_csv_row *row)
{
	for (size_t i = import->columns.count; i < row->count; i++) {
		if (slw_cell_trim(row->fields[i])[0] != '\0')
			return true;
	}
	return false;
}

static bool is_utf8(const struct slw_csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (!slw_text_valid(row->fields[i], strlen(row->fields[i])))
			return false;
	}
	return true;
}

static void index_row(struct index *index, const struct slw_csv_row *row)
{
	struct slw_import *import = index->import;
	uint32_t at = add_row(import, row->offset, row->line, SLW_ROW_FINE);

	if (import->text.damaged && !is_utf8(row)) {
		set_faulty(import, at, SLW_ROW_ENCODING);
	} else if (is_wide(import, row)) {
		set_faulty(import, at, SLW_ROW_WIDE);
	} else {
		look_at_prices(index, row);
		if (import->columns.dialect == SLW_DIALECT_WOOCOMMERCE)
			index_woo(index, at, row);
		else
			index_flat(index, at, row);
	}
}

static int read_all(struct index *index, struct slw_err *err)
{
	struct slw_import *import = index->import;
	struct slw_csv_row row;

	for (;;) {
		struct slw_err damage = SLW_ERR_INIT;
		int got = slw_csv_next(import->csv, &row, &damage);

		if (got == 0)
			return 0;
		if (got < 0 && damage.code != SLW_EINVAL && damage.code != SLW_ELIMIT) {
			*err = damage;
			return -1;
		}
		if (import->row_count == SLW_IMPORT_ROW_MAX)
			return slw_err_set(err, SLW_ELIMIT, _("%s has more than %d rows"),
					   import->name, SLW_IMPORT_ROW_MAX);
		if (got < 0) {
			uint64_t line, offset = slw_csv_damage(import->csv, &line);

			set_faulty(import, add_row(import, offset, line, SLW_ROW_DAMAGED),
				   SLW_ROW_DAMAGED);
		} else {
			index_row(index, &row);
		}
	}
}

int slw_import_index(struct slw_import *import, struct slw_err *err)
{
	const struct slw_columns *columns = &import->columns;
	struct index index = { .import = import };
	int rc;

	index.row_is_product = columns->dialect == SLW_DIALECT_MAPPED &&
			       columns->first[SLW_COL_HANDLE] < 0 &&
			       columns->first[SLW_COL_OPTION_VALUE] < 0;
	import->faulty_first = import->faulty_last = SLW_IMPORT_NONE;
	rc = read_all(&index, err);
	if (rc == 0)
		settle_variations(&index);
	import->info.rows = import->row_count;
	import->info.decimal_mark = slw_marks_decide(&index.marks, import->info.delimiter, '.');
	slw_hashes_release(&index.refs);
	slw_hashes_release(&import->handles);
	free(index.variations);
	return rc;
}
