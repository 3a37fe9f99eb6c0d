#include "config.h"

#include "product/guess.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "product/import_parts.h"

#include "base/banned.h"

#define SAMPLE	     50 /* rows that are looked at */
#define SHOWN	     3	/* cells of a column that are shown to a person */
#define SHOWN_LENGTH 80 /* characters of each */

/* What the cells of one column look like. */
struct looks {
	size_t filled, money, whole, url, letters, length;
	size_t distinct;
	struct slw_hashes seen;
	enum slw_column_kind likely;
	json_t *shown; /* array of texts */
};

static void show_cell(struct looks *looks, const char *cell)
{
	char *text;

	if (looks->shown == NULL)
		looks->shown = json_array();
	if (json_array_size(looks->shown) == SHOWN)
		return;
	text = slw_text_cut(slw_strdup(cell), SHOWN_LENGTH);
	slw_json_append(looks->shown, slw_json_new_str(text));
	free(text);
}

static void look_at(struct looks *looks, const char *cell)
{
	struct slw_err ignored = SLW_ERR_INIT;
	int64_t number;
	bool url = strncasecmp(cell, "http", 4) == 0, priced;

	if (cell[0] == '\0')
		return;
	looks->filled++;
	looks->length += slw_text_chars(cell);
	looks->url += url;
	priced = slw_cell_price(cell, '.', NULL, &number, &ignored) == 0 ||
		 slw_cell_price(cell, ',', NULL, &number, &ignored) == 0;
	if (priced && strpbrk(cell, ".,") != NULL)
		looks->money++;
	else if (slw_cell_whole(cell, '.', &number))
		looks->whole++;
	else if (!url)
		looks->letters++;
	if (slw_hashes_add(&looks->seen, slw_hashes_of(cell, 0), (uint32_t)looks->filled) ==
	    looks->filled) {
		looks->distinct++;
		show_cell(looks, cell);
	}
}

static void look_at_rows(struct slw_import *import, struct looks *looks)
{
	struct slw_csv_row row;
	struct slw_err ignored = SLW_ERR_INIT;

	for (size_t n = 0; n < SAMPLE && slw_csv_next(import->csv, &row, &ignored) == 1; n++) {
		for (size_t i = 0; i < import->columns.count; i++)
			look_at(&looks[i], slw_import_cell_at(import, &row, (int)i));
	}
}

static bool is_taken(const struct slw_import *import, const struct looks *looks,
		     enum slw_column_kind kind)
{
	if (import->columns.first[kind] >= 0)
		return true;
	for (size_t i = 0; i < import->columns.count; i++) {
		if (looks[i].likely == kind)
			return true;
	}
	return false;
}

static bool mostly(size_t part, const struct looks *looks)
{
	return looks->filled > 0 && part * 10 >= looks->filled * 8;
}

/* By the name, where it is near to a known one. */
static void guess_by_names(struct slw_import *import, struct looks *looks)
{
	for (size_t i = 0; i < import->columns.count; i++) {
		double grams;
		enum slw_column_kind kind;

		if (import->columns.items[i].kind != SLW_COL_UNKNOWN)
			continue;
		kind = slw_synonym_find(import->columns.items[i].header, true, &grams);
		/* A price that is no number is none. */
		if (kind == SLW_COL_PRICE && !mostly(looks[i].money + looks[i].whole, &looks[i]))
			continue;
		if (kind != SLW_COL_UNKNOWN && kind != SLW_COL_OPTION_VALUE &&
		    !is_taken(import, looks, kind))
			looks[i].likely = kind;
	}
}

/* By what stands below the names: the best column for a kind, by a score. */
static void guess_by_cells(struct slw_import *import, struct looks *looks,
			   enum slw_column_kind kind, size_t (*score)(const struct looks *looks))
{
	size_t best = 0, at = 0;

	if (is_taken(import, looks, kind))
		return;
	for (size_t i = 0; i < import->columns.count; i++) {
		size_t points;

		if (import->columns.items[i].kind != SLW_COL_UNKNOWN ||
		    looks[i].likely != SLW_COL_UNKNOWN)
			continue;
		points = score(&looks[i]);
		if (points > best) {
			best = points;
			at = i;
		}
	}
	if (best > 0)
		looks[at].likely = kind;
}

static size_t price_score(const struct looks *looks)
{
	if (mostly(looks->money, looks))
		return 1000 + looks->money;
	return mostly(looks->money + looks->whole, looks) ? looks->money + looks->whole : 0;
}

static size_t title_score(const struct looks *looks)
{
	size_t average = looks->filled == 0 ? 0 : looks->length / looks->filled;

	if (!mostly(looks->letters, looks) || average < 3 || average > 120)
		return 0;
	return looks->distinct * 100 + average;
}

static size_t description_score(const struct looks *looks)
{
	size_t average = looks->filled == 0 ? 0 : looks->length / looks->filled;

	return mostly(looks->letters, looks) && average > 60 ? average : 0;
}

static size_t image_score(const struct looks *looks)
{
	return mostly(looks->url, looks) ? looks->url : 0;
}

static void add_option(struct slw_buf *out, const char *header, const char *field)
{
	size_t before = out->len;
	bool quoted = strpbrk(header, "'\\$`\"!") == NULL;

	if (!quoted)
		return; /* what a shell would read otherwise is not offered for pasting */
	if (out->len > 0)
		slw_buf_char(out, ' ');
	slw_buf_printf(out, "--map \"%s=%s\"", header, field);
	if (out->over)
		slw_buf_cut(out, before);
}

/* The columns that are needed first, then the rest while there is room. */
static void propose(const struct slw_import *import, const struct looks *looks, struct slw_buf *out)
{
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < import->columns.count && !out->over; i++) {
			enum slw_column_kind kind = looks[i].likely;
			int turn = kind == SLW_COL_TITLE || kind == SLW_COL_PRICE ? 0
				   : kind != SLW_COL_UNKNOWN			  ? 1
										  : 2;

			if (import->columns.items[i].kind == SLW_COL_UNKNOWN && turn == round &&
			    import->columns.items[i].header[0] != '\0')
				add_option(out, import->columns.items[i].header,
					   kind == SLW_COL_UNKNOWN ? "skip" : slw_column_key(kind));
		}
	}
}

static void list_unknown(const struct slw_import *import, struct slw_buf *out)
{
	for (size_t i = 0; i < import->columns.count; i++) {
		size_t before = out->len;

		if (import->columns.items[i].kind != SLW_COL_UNKNOWN)
			continue;
		slw_buf_printf(out, "%s\"%s\"", out->len == 0 ? "" : ", ",
			       import->columns.items[i].header);
		if (out->over) {
			slw_buf_cut(out, before);
			break;
		}
	}
}

/* One for each column. */
static struct looks *guess(struct slw_import *import)
{
	struct looks *looks = slw_calloc(import->columns.count, sizeof(*looks));

	look_at_rows(import, looks);
	guess_by_names(import, looks);
	guess_by_cells(import, looks, SLW_COL_PRICE, price_score);
	guess_by_cells(import, looks, SLW_COL_IMAGES, image_score);
	guess_by_cells(import, looks, SLW_COL_TITLE, title_score);
	guess_by_cells(import, looks, SLW_COL_DESCRIPTION, description_score);
	return looks;
}

static void free_looks(const struct slw_import *import, struct looks *looks)
{
	for (size_t i = 0; i < import->columns.count; i++) {
		slw_hashes_release(&looks[i].seen);
		json_decref(looks[i].shown);
	}
	free(looks);
}

json_t *slw_guess_survey(struct slw_import *import)
{
	struct looks *looks = guess(import);
	json_t *columns = json_array();

	for (size_t i = 0; i < import->columns.count; i++) {
		const struct slw_column *column = &import->columns.items[i];
		bool likely = column->kind == SLW_COL_UNKNOWN && looks[i].likely != SLW_COL_UNKNOWN;
		const char *field = likely ? slw_column_key(looks[i].likely) : column->field;
		json_t *item = json_object();

		slw_json_set(item, "column", slw_json_new_str(column->header));
		slw_json_set(item, "field", field == NULL ? json_null() : slw_json_new_str(field));
		slw_json_set_bool(item, "likely", likely);
		slw_json_set(item, "samples",
			     looks[i].shown != NULL ? json_incref(looks[i].shown) : json_array());
		slw_json_append(columns, item);
	}
	free_looks(import, looks);
	return columns;
}

int slw_guess_columns(struct slw_import *import, struct slw_err *err)
{
	struct looks *looks = guess(import);
	bool title = import->columns.first[SLW_COL_TITLE] >= 0;
	bool price = import->columns.first[SLW_COL_PRICE] >= 0;
	struct slw_buf options, unknown;

	slw_buf_init(&options, sizeof(err->hint) - 60);
	slw_buf_init(&unknown, sizeof(err->msg) - 160);
	propose(import, looks, &options);
	list_unknown(import, &unknown);
	slw_err_set(err, SLW_EINVAL, "%s: %s%s%s", import->name,
		    !title && !price ? _("no column is known as the title or as the price")
		    : !title	     ? _("no column is known as the title")
				     : _("no column is known as the price"),
		    unknown.len > 0 ? _("; not known: ") : "", unknown.data);
	if (options.len > 0)
		slw_err_hint(err, _("If this fits: %s"), options.data);
	else
		slw_err_hint(err, "%s",
			     _("The first line names the columns, such as title,price,sku."));
	slw_buf_release(&options);
	slw_buf_release(&unknown);
	free_looks(import, looks);
	return -1;
}
