/* What all dialects do with the rows of one product: the texts, images and values of its parts. */
#include "config.h"

#include "product/import_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/problem.h"
#include "model/steps.h"
#include "product/product_names.h"

#include "base/banned.h"

#define SHORT_MAX      255 /* the least cap that a text of a product has */
#define TAG_MAX	       250
#define FEATURE_MAX    50
#define COLLECTION_MAX 250

/* --- rows and cells ----------------------------------------------------------------------- */

char *slw_import_cell_at(const struct slw_import *import, const struct slw_csv_row *row, int column)
{
	char *text;

	if (column < 0 || (size_t)column >= row->count)
		return import->empty;
	text = slw_cell_trim(row->fields[column]);
	/* WooCommerce puts an apostrophe before what a spreadsheet would take for a formula. */
	if (text[0] == '\'' && import->columns.dialect == SLW_DIALECT_WOOCOMMERCE &&
	    text[1] != '\0' && strchr("=+-@", text[1]) != NULL)
		text++;
	return text;
}

char *slw_import_cell(const struct slw_import *import, const struct slw_csv_row *row,
		      enum slw_column_kind kind)
{
	return slw_import_cell_at(import, row, import->columns.first[kind]);
}

int slw_import_read(struct slw_import *import, uint32_t row, struct slw_csv_row *out,
		    struct slw_err *err)
{
	const struct slw_import_row *it = &import->rows[row];
	int got;

	slw_csv_seek(import->csv, it->offset, it->line);
	got = slw_csv_next(import->csv, out, err);
	if (got == 1)
		return 0;
	if (got == 0 || err->code == SLW_EINVAL || err->code == SLW_ELIMIT)
		return slw_err_set(err, SLW_EIO, _("%s changed while it was read"), import->name);
	return -1;
}

static int compare_uses(const void *a, const void *b)
{
	uint64_t x = ((const struct slw_import_use *)a)->order;
	uint64_t y = ((const struct slw_import_use *)b)->order;

	return x < y ? -1 : x > y;
}

/* True if every row has an image position of its own. */
static bool all_have_positions(const struct slw_import *import)
{
	struct slw_hashes seen = { .count = 0 };
	bool all = import->use_count > 2;

	for (uint32_t i = 0; i < import->use_count && all; i++) {
		uint32_t position = import->rows[import->uses[i].row].position;

		all = position > 0 && slw_hashes_add(&seen, position, i) == i;
	}
	slw_hashes_release(&seen);
	return all;
}

/*
 * The row that speaks for the product comes first. In a file that was sorted by something else or
 * shuffled, image positions bring the other rows into their order again, which is theirs in every
 * export of Shopify. Positions of WooCommerce always count.
 */
static void order_uses(struct slw_import *import, const struct slw_import_group *group)
{
	bool woo = import->columns.dialect == SLW_DIALECT_WOOCOMMERCE;
	bool given = woo && import->columns.first[SLW_COL_POSITION] >= 0;

	if (group->title == SLW_IMPORT_NONE || import->use_count < 2)
		return;
	if (!given && group->title == group->first && (woo || !all_have_positions(import)))
		return;
	for (size_t i = 0; i < import->use_count; i++) {
		const struct slw_import_row *row = &import->rows[import->uses[i].row];
		uint64_t position = row->position;

		if (position == 0 && !woo)
			position = UINT32_MAX;
		import->uses[i].order =
		    import->uses[i].row == group->title ? 0 : (position << 32 | (uint64_t)i) + 1;
	}
	qsort(import->uses, import->use_count, sizeof(*import->uses), compare_uses);
}

void slw_import_begin(struct slw_import *import, const struct slw_import_group *group)
{
	import->use_count = 0;
	for (uint32_t row = group->first; row != SLW_IMPORT_NONE; row = import->rows[row].next) {
		SLW_GROW(import->uses, import->use_count, import->use_cap);
		import->uses[import->use_count++] = (struct slw_import_use){ .row = row };
	}
	order_uses(import, group);
	for (size_t i = 0; i < SLW_OPTION_MAX; i++) {
		free(import->option_names[i]);
		import->option_names[i] = NULL;
	}
	import->variant_cap = import->image_cap = 0;
	import->failed = import->images_full = false;
}

/* --- telling ------------------------------------------------------------------------------- */

static const char *column_name(const struct slw_import *import, enum slw_column_kind kind)
{
	int at = import->columns.first[kind];

	return at < 0 ? "" : import->columns.items[at].header;
}

static void tell(struct slw_import *import, enum slw_severity severity, uint32_t line,
		 enum slw_column_kind column, const char *kind, const char *text)
{
	struct slw_problem *problem;

	if (import->problems == NULL)
		return;
	problem = slw_problems_add(import->problems, severity, kind, column_name(import, column),
				   text, "");
	if (problem == NULL)
		return;
	problem->line = (int)line;
	problem->file = slw_strdup(import->name);
}

void slw_import_warn(struct slw_import *import, uint32_t line, enum slw_column_kind column,
		     const char *kind, const char *format, ...)
{
	char text[240];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	tell(import, SLW_PROBLEM_WARNING, line, column, kind, text);
}

void slw_import_skip(struct slw_import *import, size_t use, enum slw_column_kind column,
		     const char *kind, const char *format, ...)
{
	char text[240];
	va_list args;

	if (import->uses[use].skipped)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	import->uses[use].skipped = true;
	import->skipped++;
	tell(import, SLW_PROBLEM_ERROR, import->rows[import->uses[use].row].line, column, kind,
	     text);
}

void slw_import_fail(struct slw_import *import, uint32_t line, enum slw_column_kind column,
		     const char *kind, const char *format, ...)
{
	char text[240];
	va_list args;

	if (import->failed)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	import->failed = true;
	for (size_t i = 0; i < import->use_count; i++) {
		if (import->rows[import->uses[i].row].line == line)
			slw_import_skip(import, i, column, kind, "%s", text);
	}
	for (size_t i = 0; i < import->use_count; i++)
		slw_import_skip(import, i, SLW_COL_UNKNOWN, kind,
				_("belongs to the product of line %u: %s"), line, text);
}

/* --- texts --------------------------------------------------------------------------------- */

char *slw_import_text(struct slw_import *import, uint32_t line, enum slw_column_kind column,
		      const char *text, const char *field)
{
	const struct slw_field *it;
	bool several = strcmp(field, "description") == 0, cut;
	size_t max = SHORT_MAX;
	char *out;

	if (strlen(text) > max) {
		it = slw_field_find(slw_product_fields, field);
		max = it == NULL ? SHORT_MAX : (size_t)slw_field_max(it);
		if (it != NULL && it->type == SLW_FIELD_LIST)
			max = (size_t)slw_field_max(it->item);
	}
	out = slw_cell_text(text, max, several, &cut);
	if (cut)
		slw_import_warn(import, line, column, "range",
				_("has more than %zu characters, and was cut there"), max);
	return out;
}

void slw_import_add_text(char ***texts, size_t *count, size_t max, char *text)
{
	bool known = text == NULL || *count >= max;

	for (size_t i = 0; i < *count && !known; i++)
		known = strcmp((*texts)[i], text) == 0;
	if (known) {
		free(text);
		return;
	}
	if (*count == 0 || (*count & (*count - 1)) == 0)
		*texts = slw_realloc(*texts, *count == 0 ? 1 : *count * 2, sizeof(**texts));
	(*texts)[(*count)++] = text;
}

/* The separator of a list: of the dialect, or whichever stands in it. */
static char list_separator(const struct slw_import *import, const char *text, bool features)
{
	if (strchr(text, '\n') != NULL)
		return '\n';
	if (features && import->columns.dialect != SLW_DIALECT_MAPPED)
		return '\n';
	if (import->columns.dialect != SLW_DIALECT_MAPPED)
		return ',';
	if (strchr(text, '|') != NULL)
		return '|';
	if (strchr(text, ';') != NULL)
		return ';';
	return features ? '\n' : ',';
}

/*
 * The next entry of a list, cut out in place, or NULL. A comma behind a backslash belongs to the
 * entry in WooCommerce files.
 */
static char *next_entry(const struct slw_import *import, char **rest, char separator)
{
	bool woo = import->columns.dialect == SLW_DIALECT_WOOCOMMERCE;
	char *begin = *rest, *to = begin, *p = begin;

	if (begin == NULL)
		return NULL;
	for (; *p != '\0' && *p != separator; p++) {
		if (woo && *p == '\\' && p[1] == ',')
			p++;
		*to++ = *p;
	}
	*rest = *p == '\0' ? NULL : p + 1;
	*to = '\0';
	return slw_cell_trim(begin);
}

/* Adds the entries of all columns of a kind. */
static void add_lists(struct slw_import *import, const struct slw_csv_row *row,
		      struct slw_product *product, enum slw_column_kind kind)
{
	uint32_t line = (uint32_t)row->line;

	if (import->columns.first[kind] < 0)
		return;
	for (size_t i = (size_t)import->columns.first[kind]; i < import->columns.count; i++) {
		char *rest, *entry;
		char separator;

		if (import->columns.items[i].kind != kind)
			continue;
		rest = slw_import_cell_at(import, row, (int)i);
		separator = list_separator(import, rest, kind == SLW_COL_FEATURES);
		while ((entry = next_entry(import, &rest, separator)) != NULL) {
			if (kind == SLW_COL_TAGS)
				slw_import_add_text(
				    &product->tags, &product->tag_count, TAG_MAX,
				    slw_import_text(import, line, kind, entry, "tags"));
			else if (kind == SLW_COL_FEATURES)
				slw_import_add_text(
				    &product->features, &product->feature_count, FEATURE_MAX,
				    slw_import_text(import, line, kind, entry, "features"));
			else if (entry[0] != '\0')
				slw_import_add_collection(import, product, entry);
		}
	}
}

void slw_import_add_collection(struct slw_import *import, struct slw_product *product,
			       const char *title)
{
	const char *level = strrchr(title, '>');
	char *name, *handle;
	bool cut;
	uint32_t place = (uint32_t)json_array_size(import->collections);

	name = slw_cell_text(level == NULL ? title : level + 1, SHORT_MAX, false, &cut);
	if (name == NULL)
		return;
	handle = slw_text_handle(name);
	if (slw_hashes_add(&import->collection_handles, slw_hashes_of(handle, 0), place) == place) {
		json_t *item = json_object();

		slw_json_set_str(item, "title", name);
		slw_json_set_str(item, "handle", handle);
		slw_json_append(import->collections, item);
	}
	free(name);
	slw_import_add_text(&product->collections, &product->collection_count, COLLECTION_MAX,
			    handle);
}

/* The JSON list of our own WooCommerce export. False when it is none. */
static bool add_json_features(struct slw_import *import, const struct slw_csv_row *row,
			      struct slw_product *product)
{
	const char *text = slw_import_cell(import, row, SLW_COL_FEATURES);
	struct slw_err err = SLW_ERR_INIT;
	json_t *array;

	if (text[0] != '[')
		return false;
	array = slw_json_parse(text, strlen(text), "", &err);
	for (size_t i = 0; i < json_array_size(array); i++) {
		const char *entry = json_string_value(json_array_get(array, i));

		if (entry != NULL)
			slw_import_add_text(&product->features, &product->feature_count,
					    FEATURE_MAX,
					    slw_import_text(import, (uint32_t)row->line,
							    SLW_COL_FEATURES, entry, "features"));
	}
	json_decref(array);
	return array != NULL;
}

/* What WooCommerce writes for a newline in a text is a backslash and an n. */
static void unfold_newlines(char *text)
{
	char *to = text;

	for (const char *p = text; *p != '\0'; p++) {
		if (p[0] == '\\' && p[1] == '\\' && p[2] == 'n') {
			*to++ = '\\';
			*to++ = 'n';
			p += 2;
		} else if (p[0] == '\\' && p[1] == 'n') {
			*to++ = '\n';
			p++;
		} else {
			*to++ = *p;
		}
	}
	*to = '\0';
}

/* --- status and condition ------------------------------------------------------------------ */

static enum slw_product_status read_status(struct slw_import *import, const struct slw_csv_row *row)
{
	static const struct {
		const char *word;
		enum slw_product_status status;
	} words[] = {
		{ "active", SLW_PRODUCT_ACTIVE },     { "aktiv", SLW_PRODUCT_ACTIVE },
		{ "published", SLW_PRODUCT_ACTIVE },  { "publish", SLW_PRODUCT_ACTIVE },
		{ "draft", SLW_PRODUCT_DRAFT },	      { "entwurf", SLW_PRODUCT_DRAFT },
		{ "unlisted", SLW_PRODUCT_DRAFT },    { "inactive", SLW_PRODUCT_DRAFT },
		{ "archived", SLW_PRODUCT_ARCHIVED }, { "archiviert", SLW_PRODUCT_ARCHIVED }
	};
	bool woo = import->columns.dialect == SLW_DIALECT_WOOCOMMERCE;
	const char *status = slw_import_cell(import, row, SLW_COL_STATUS);
	const char *published = slw_import_cell(import, row, SLW_COL_PUBLISHED);
	enum slw_product_status shown = SLW_PRODUCT_ACTIVE;
	int yes = slw_cell_yes_no(status);

	/* WooCommerce: 1 published, 0 private, -1 draft, 2 pending */
	if (published[0] != '\0' &&
	    (woo ? strcmp(published, "1") != 0 : slw_cell_yes_no(published) == 0))
		shown = SLW_PRODUCT_DRAFT;
	if (status[0] == '\0')
		return shown;
	for (size_t i = 0; i < SLW_COUNT(words); i++) {
		if (strcasecmp(status, words[i].word) == 0)
			return words[i].status == SLW_PRODUCT_ACTIVE ? shown : words[i].status;
	}
	if (yes >= 0)
		return yes == 1 ? shown : SLW_PRODUCT_DRAFT;
	slw_import_warn(import, (uint32_t)row->line, SLW_COL_STATUS, "choice",
			_("\"%.40s\" is no status (active, draft, archived); it becomes a draft"),
			status);
	return SLW_PRODUCT_DRAFT;
}

static enum slw_condition read_condition(struct slw_import *import, const struct slw_csv_row *row)
{
	static const struct {
		const char *word;
		enum slw_condition condition;
	} words[] = { { "new", SLW_CONDITION_NEW },
		      { "neu", SLW_CONDITION_NEW },
		      { "refurbished", SLW_CONDITION_REFURBISHED },
		      { "generalueberholt", SLW_CONDITION_REFURBISHED },
		      { "used", SLW_CONDITION_USED },
		      { "gebraucht", SLW_CONDITION_USED } };
	const char *text = slw_import_cell(import, row, SLW_COL_CONDITION);

	for (size_t i = 0; i < SLW_COUNT(words); i++) {
		if (strcasecmp(text, words[i].word) == 0)
			return words[i].condition;
	}
	if (text[0] != '\0')
		slw_import_warn(import, (uint32_t)row->line, SLW_COL_CONDITION, "choice",
				_("\"%.40s\" is no condition (new, refurbished, used)"), text);
	return SLW_CONDITION_NEW;
}

/* --- the product --------------------------------------------------------------------------- */

static char *product_handle(const char *handle, const char *title, uint32_t number)
{
	char *plain = slw_text_is_handle(handle)
			  ? slw_strdup(handle)
			  : slw_text_handle(handle[0] != '\0' ? handle : title);
	char *numbered;

	if (number == 0)
		return plain;
	numbered = slw_printf("%s-%u", plain, number);
	free(plain);
	return numbered;
}

static void read_description(struct slw_import *import, const struct slw_csv_row *row,
			     struct slw_product *product)
{
	char *text = slw_import_cell(import, row, SLW_COL_DESCRIPTION);
	enum slw_column_kind kind = SLW_COL_DESCRIPTION;

	if (text[0] == '\0') {
		kind = SLW_COL_SHORT_DESCRIPTION;
		text = slw_import_cell(import, row, kind);
	}
	if (import->columns.dialect == SLW_DIALECT_WOOCOMMERCE)
		unfold_newlines(text);
	product->description =
	    slw_import_text(import, (uint32_t)row->line, kind, text, "description");
}

static void read_collections(struct slw_import *import, const struct slw_csv_row *row,
			     struct slw_product *product)
{
	const char *own = slw_import_cell(import, row, SLW_COL_COLLECTION_HANDLES);

	if (own[0] != '\0')
		add_lists(import, row, product, SLW_COL_COLLECTION_HANDLES);
	else
		add_lists(import, row, product, SLW_COL_COLLECTIONS);
}

void slw_import_product_texts(struct slw_import *import, const struct slw_csv_row *row,
			      const struct slw_import_group *group, struct slw_product *product)
{
	static const struct {
		enum slw_column_kind kind;
		const char *field;
		size_t at;
	} texts[] = {
		{ SLW_COL_VENDOR, "vendor", offsetof(struct slw_product, vendor) },
		{ SLW_COL_PRODUCT_TYPE, "product_type",
		  offsetof(struct slw_product, product_type) },
		{ SLW_COL_PRODUCT_CATEGORY, "product_category",
		  offsetof(struct slw_product, product_category) },
		{ SLW_COL_SEO_TITLE, "seo_title", offsetof(struct slw_product, seo_title) },
		{ SLW_COL_SEO_DESCRIPTION, "seo_description",
		  offsetof(struct slw_product, seo_description) },
	};
	const char *title = slw_import_cell(import, row, SLW_COL_TITLE);
	uint32_t line = (uint32_t)row->line;
	bool cut;

	product->title = slw_cell_text(title, SHORT_MAX, false, &cut);
	if (cut || product->title == NULL) {
		slw_import_fail(import, line, SLW_COL_TITLE, cut ? "range" : "missing",
				cut ? _("the title has more than %d characters")
				    : _("the title is missing"),
				SHORT_MAX);
		return;
	}
	product->handle =
	    product_handle(slw_import_cell(import, row, SLW_COL_HANDLE), title, group->number);
	for (size_t i = 0; i < SLW_COUNT(texts); i++) {
		char **to = (char **)(void *)((char *)product + texts[i].at);
		char *text = slw_import_cell(import, row, texts[i].kind);

		if (text[0] == '\0')
			continue;
		/* Brands and such are lists in WooCommerce; the first one counts. */
		if (texts[i].kind == SLW_COL_VENDOR)
			text = import->columns.dialect == SLW_DIALECT_WOOCOMMERCE
				   ? next_entry(import, &text, ',')
				   : text;
		*to = slw_import_text(import, line, texts[i].kind, text, texts[i].field);
	}
	product->status = read_status(import, row);
	product->condition = read_condition(import, row);
	read_collections(import, row, product);
	add_lists(import, row, product, SLW_COL_TAGS);
	if (!add_json_features(import, row, product))
		add_lists(import, row, product, SLW_COL_FEATURES);
	read_description(import, row, product);
}
