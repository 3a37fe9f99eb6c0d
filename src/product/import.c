/* Opening a product file, going through its products, and the account of its rows. */
#include "config.h"

#include "product/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/problem.h"
#include "product/guess.h"
#include "product/import_parts.h"

#include "base/banned.h"

#define HEADER_MAX (64 * 1024) /* bytes that the delimiter is looked for in */

/* --- opening ------------------------------------------------------------------------------ */

/* "sep=;" on a line of its own is how spreadsheets say it. Bytes of that line, or 0. */
static size_t told_delimiter(const char *text, size_t len, char *delimiter)
{
	size_t end = 5;

	if (len < 6 || strncasecmp(text, "sep=", 4) != 0)
		return 0;
	if (text[end] == '\r')
		end++;
	if (end >= len || text[end] != '\n')
		return 0;
	*delimiter = text[4];
	return end + 1;
}

/* The one of , ; tab and | that is most often outside quotes in the first line. */
static char guess_delimiter(const char *text, size_t len)
{
	static const char marks[] = { ',', ';', '\t', '|' };
	size_t counts[sizeof(marks)] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if (text[i] == '\n' || text[i] == '\r') {
			if (i == strspn(text, "\r\n"))
				continue; /* empty lines before the header */
			break;
		}
		for (size_t k = 0; k < sizeof(marks); k++)
			counts[k] += text[i] == marks[k];
	}
	for (size_t k = 1; k < sizeof(marks); k++) {
		if (counts[k] > counts[best])
			best = k;
	}
	return marks[best];
}

/* Where the header begins; finds the delimiter on the way. */
static int find_header(struct slw_import *import, uint64_t *offset, uint64_t *line,
		       struct slw_err *err)
{
	struct slw_buf text;
	size_t told, skip = (size_t)import->text.begin;
	int rc = slw_encoding_head(&import->text, HEADER_MAX, &text, err);

	if (rc < 0)
		return -1;
	if (skip > text.len)
		skip = text.len;
	import->info.delimiter = guess_delimiter(text.data + skip, text.len - skip);
	told = told_delimiter(text.data + skip, text.len - skip, &import->info.delimiter);
	*offset = skip + told;
	*line = told > 0 ? 2 : 1;
	slw_buf_release(&text);
	return 0;
}

static const char *dialect_name(enum slw_dialect dialect)
{
	switch (dialect) {
	case SLW_DIALECT_SHOPIFY:
		return N_("Shopify");
	case SLW_DIALECT_SHOPIFY_LEGACY:
		return N_("Shopify (older)");
	case SLW_DIALECT_WOOCOMMERCE:
		return N_("WooCommerce");
	default:
		return N_("own columns");
	}
}

static void tell_columns(struct slw_import *import)
{
	const struct slw_columns *columns = &import->columns;

	import->info.columns = json_array();
	for (size_t i = 0; i < columns->count; i++) {
		json_t *item = json_object();

		slw_json_set(item, "column", slw_json_new_str(columns->items[i].header));
		slw_json_set(item, "field",
			     columns->items[i].field == NULL
				 ? json_null()
				 : slw_json_new_str(columns->items[i].field));
		slw_json_append(import->info.columns, item);
	}
}

/* Dialect and columns; the next row is the first of data. */
static int read_columns(struct slw_import *import, const json_t *map, struct slw_err *err)
{
	struct slw_csv_row row;
	uint64_t offset, line;
	int got;

	if (find_header(import, &offset, &line, err) < 0)
		return -1;
	import->csv = slw_csv_new(import->text.fd, import->info.delimiter);
	slw_csv_seek(import->csv, offset, line);
	got = slw_csv_next(import->csv, &row, err);
	if (got < 0)
		return slw_err_prefix(err, _("%s: the header cannot be read"), import->name);
	if (got == 0) {
		slw_err_set(err, SLW_EINVAL, _("%s is empty"), import->name);
		return slw_err_hint(
		    err, "%s", _("The first line names the columns, such as title,price,sku."));
	}
	if (slw_columns_read(&import->columns, row.fields, row.count, map, err) < 0)
		return slw_err_prefix(err, "%s", import->name);
	import->info.dialect = import->columns.dialect;
	import->info.dialect_name = dialect_name(import->info.dialect);
	return 0;
}

static int read_header(struct slw_import *import, const json_t *map, struct slw_err *err)
{
	if (read_columns(import, map, err) < 0)
		return -1;
	if (import->columns.first[SLW_COL_TITLE] < 0 || import->columns.first[SLW_COL_PRICE] < 0)
		return slw_guess_columns(import, err);
	tell_columns(import);
	return 0;
}

static struct slw_import *begin(int fd, const struct slw_import_options *options,
				struct slw_err *err)
{
	struct slw_import *import = slw_calloc(1, sizeof(*import));

	import->name = slw_strdup(options->name == NULL ? "-" : options->name);
	import->empty = slw_strdup("");
	import->currency = options->currency;
	import->collections = json_array();
	if (slw_encoding_open(fd, &import->text, err) < 0) {
		slw_err_prefix(err, "%s", import->name);
		slw_import_free(import);
		return NULL;
	}
	import->info.encoding = import->text.name;
	return import;
}

int slw_import_open(struct slw_import **out, int fd, const struct slw_import_options *options,
		    struct slw_err *err)
{
	struct slw_import *import = begin(fd, options, err);

	if (import == NULL)
		return -1;
	if (read_header(import, options->map, err) < 0 || slw_import_index(import, err) < 0) {
		slw_import_free(import);
		return -1;
	}
	*out = import;
	return 0;
}

json_t *slw_import_survey(int fd, const struct slw_import_options *options, struct slw_err *err)
{
	struct slw_import *import = begin(fd, options, err);
	char delimiter[2] = { 0 };
	json_t *survey = NULL, *missing;

	if (import == NULL || read_columns(import, options->map, err) < 0)
		goto out;
	delimiter[0] = import->info.delimiter;
	survey = json_object();
	slw_json_set_str(survey, "dialect", _(import->info.dialect_name));
	slw_json_set_bool(survey, "own", import->info.dialect == SLW_DIALECT_MAPPED);
	slw_json_set_str(survey, "encoding", import->info.encoding);
	slw_json_set_str(survey, "delimiter", delimiter);
	slw_json_set(survey, "columns", slw_guess_survey(import));
	missing = json_array();
	if (import->columns.first[SLW_COL_TITLE] < 0)
		slw_json_append(missing, json_string("title"));
	if (import->columns.first[SLW_COL_PRICE] < 0)
		slw_json_append(missing, json_string("price"));
	slw_json_set(survey, "missing", missing);
out:
	slw_import_free(import);
	return survey;
}

void slw_import_free(struct slw_import *import)
{
	if (import == NULL)
		return;
	slw_csv_free(import->csv);
	slw_encoding_release(&import->text);
	slw_columns_release(&import->columns);
	json_decref(import->info.columns);
	json_decref(import->collections);
	slw_hashes_release(&import->handles);
	slw_hashes_release(&import->skus);
	slw_hashes_release(&import->collection_handles);
	for (size_t i = 0; i < SLW_OPTION_MAX; i++)
		free(import->option_names[i]);
	free(import->rows);
	free(import->groups);
	free(import->uses);
	free(import->variant_uses);
	free(import->name);
	free(import->empty);
	free(import);
}

const struct slw_import_info *slw_import_info(const struct slw_import *import)
{
	return &import->info;
}

uint64_t slw_import_skipped(const struct slw_import *import)
{
	return import->skipped;
}

const json_t *slw_import_collections(const struct slw_import *import)
{
	return import->collections;
}

/* --- rows that belong to no product --------------------------------------------------------- */

static const char *fault_text(enum slw_row_fault fault)
{
	switch (fault) {
	case SLW_ROW_EMPTY:
		return N_("the row is empty");
	case SLW_ROW_WIDE:
		return N_(
		    "the row has more fields than the header; a quote or a delimiter is amiss");
	case SLW_ROW_ENCODING:
		return N_("the row is not valid UTF-8, as the rest of the file is");
	case SLW_ROW_NO_PARENT:
		return N_("no product of the file is the parent of this variation");
	default:
		return N_("the row has no title");
	}
}

static void tell_fault(struct slw_import *import, const struct slw_import_row *row,
		       const char *text)
{
	enum slw_column_kind kind = row->fault == SLW_ROW_NO_PARENT  ? SLW_COL_PARENT
				    : row->fault == SLW_ROW_NAMELESS ? SLW_COL_TITLE
								     : SLW_COL_UNKNOWN;
	int at = kind == SLW_COL_UNKNOWN ? -1 : import->columns.first[kind];
	struct slw_problem *problem;

	import->skipped++;
	if (import->problems == NULL)
		return;
	problem = slw_problems_add(import->problems, SLW_PROBLEM_ERROR,
				   row->fault == SLW_ROW_DAMAGED ? "syntax" : "missing",
				   at < 0 ? "" : import->columns.items[at].header, text, "");
	if (problem == NULL)
		return;
	problem->file = slw_strdup(import->name);
	problem->line = (int)row->line;
}

static int tell_faulty_rows(struct slw_import *import, struct slw_err *err)
{
	for (uint32_t at = import->faulty_first; at != SLW_IMPORT_NONE;
	     at = import->rows[at].next) {
		const struct slw_import_row *row = &import->rows[at];
		struct slw_err damage = SLW_ERR_INIT;
		struct slw_csv_row ignored;

		if (row->fault != SLW_ROW_DAMAGED) {
			tell_fault(import, row, _(fault_text((enum slw_row_fault)row->fault)));
			continue;
		}
		slw_csv_seek(import->csv, row->offset, row->line);
		if (slw_csv_next(import->csv, &ignored, &damage) < 0 && damage.code == SLW_EIO) {
			*err = damage;
			return -1;
		}
		tell_fault(import, row, damage.msg);
	}
	return 0;
}

/* --- products ------------------------------------------------------------------------------ */

static uint64_t used_rows(const struct slw_import *import)
{
	uint64_t used = 0;

	for (size_t i = 0; i < import->use_count; i++)
		used += !import->uses[i].skipped;
	return used;
}

int slw_import_next(struct slw_import *import, struct slw_product *product, uint64_t *rows,
		    struct slw_problems *problems, struct slw_err *err)
{
	import->problems = problems;
	if (!import->faulty_told) {
		import->faulty_told = true;
		if (tell_faulty_rows(import, err) < 0)
			return -1;
	}
	while (import->next_group < import->group_count) {
		const struct slw_import_group *group = &import->groups[import->next_group++];
		int rc;

		slw_product_release(product);
		rc = import->columns.dialect == SLW_DIALECT_WOOCOMMERCE
			 ? slw_import_woo(import, group, product, err)
			 : slw_import_flat(import, group, product, err);
		if (rc < 0)
			return -1;
		if (import->failed || !slw_import_finish(import, product))
			continue;
		*rows = used_rows(import);
		return 1;
	}
	slw_product_release(product);
	import->use_count = 0;
	return 0;
}

void slw_import_reject(struct slw_import *import, const char *column, const char *reason,
		       struct slw_problems *problems)
{
	for (size_t i = 0; i < import->use_count; i++) {
		struct slw_import_use *use = &import->uses[i];
		struct slw_problem *problem;

		if (use->skipped)
			continue;
		use->skipped = true;
		import->skipped++;
		problem = problems == NULL
			      ? NULL
			      : slw_problems_add(problems, SLW_PROBLEM_ERROR, "conflict",
						 column == NULL ? "" : column, reason, "");
		if (problem == NULL)
			continue;
		problem->file = slw_strdup(import->name);
		problem->line = (int)import->rows[use->row].line;
	}
}
