/* Product files: what their columns are, what is in them, and taking it. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "service/apply.h"

#include "base/banned.h"

#define LISTED 20 /* skipped rows that are told */
/* --- product files ----------------------------------------------------------------------- */

static void say_report(const struct slw_plain *plain, const json_t *report)
{
	const json_t *rows = json_object_get(report, "rows");
	const json_t *products = json_object_get(report, "products");
	json_t *one;
	size_t i;

	slw_plain_say(plain, 0, _("%s: %s, %lld rows"), slw_json_str(report, "file", ""),
		      slw_json_str(report, "dialect", ""), (long long)slw_json_int(rows, "in", 0));
	slw_plain_say(plain, 2, _("created: %lld, updated: %lld, skipped: %lld"),
		      (long long)slw_json_int(rows, "created", 0),
		      (long long)slw_json_int(rows, "updated", 0),
		      (long long)slw_json_int(rows, "skipped", 0));
	slw_plain_say(plain, 2, _("products: %lld new, %lld changed, %lld as they were"),
		      (long long)slw_json_int(products, "created", 0),
		      (long long)slw_json_int(products, "updated", 0),
		      (long long)slw_json_int(products, "unchanged", 0));
	json_array_foreach (json_object_get(report, "columns"), i, one)
		if (json_is_null(json_object_get(one, "field")))
			slw_plain_say(plain, 2, _("column not used: %s"),
				      slw_json_str(one, "column", ""));
	json_array_foreach (json_object_get(report, "skips"), i, one)
		if (i < LISTED)
			slw_plain_say(plain, 2, _("line %lld is skipped: %s: %s"),
				      (long long)slw_json_int(one, "line", 0),
				      slw_json_str(one, "column", ""),
				      slw_json_str(one, "reason", ""));
}

static bool skips_rows(const json_t *report)
{
	const json_t *rows = json_object_get(report, "rows");

	return slw_json_int(rows, "skipped", 0) > slw_json_int(rows, "unchanged", 0);
}

/* A file that cannot be read is told and nothing has happened; a database that fails ends it. */
static enum slw_plain_move import_failed(struct slw_plain *plain)
{
	if (plain->err->code == SLW_ESTORE || plain->err->code == SLW_ELOCKED ||
	    plain->err->code == SLW_ECANCELLED || plain->err->code == SLW_EINTERNAL)
		return SLW_PLAIN_FAIL;
	slw_plain_complain(plain);
	return SLW_PLAIN_AGAIN;
}

/* Looks through the file, and imports it if that is wanted. map may be NULL. */
static enum slw_plain_move import_mapped(struct slw_plain *plain, const char *path,
					 const json_t *map)
{
	struct slw_import_request request = { .path = path, .map = map, .dry_run = true };
	json_t *report = slw_import_run(plain->cli->service, &plain->session, &request, plain->err);
	enum slw_plain_move move = SLW_PLAIN_NEXT;
	bool yes = true;

	if (report == NULL)
		return import_failed(plain);
	say_report(plain, report);
	if (skips_rows(report)) {
		slw_plain_say(plain, 0, "%s", _("Import what is not skipped?"));
		move = slw_plain_confirm(plain, &yes);
	}
	json_decref(report);
	if (move != SLW_PLAIN_NEXT || !yes)
		return move == SLW_PLAIN_NEXT ? SLW_PLAIN_AGAIN : move;
	if (slw_plain_session(plain) < 0)
		return SLW_PLAIN_FAIL;
	request.dry_run = false;
	report = slw_import_run(plain->cli->service, &plain->session, &request, plain->err);
	if (report == NULL)
		return import_failed(plain);
	json_decref(report);
	slw_plain_say(plain, 0, "%s", _("Imported; :undo takes it back as one."));
	return slw_plain_reload(plain) == SLW_PLAIN_FAIL ? SLW_PLAIN_FAIL : SLW_PLAIN_AGAIN;
}

/* --- which column is what ---------------------------------------------------------------- */

static void say_fields(const struct slw_plain *plain, const json_t *fields)
{
	json_t *one;
	size_t i;

	json_array_foreach (fields, i, one)
		slw_plain_say(plain, 2, "%s: %s", slw_json_str(one, "field", ""),
			      slw_json_str(one, "label", ""));
	slw_plain_say(plain, 0, "%s",
		      _("skip: leave the column out. An empty line takes what is proposed, back "
			"is the column before."));
}

/* The key of the field that was typed, by key or label. Borrowed; NULL: there is none, it was told. */
static const char *find_field(const struct slw_plain *plain, const json_t *fields, const char *text)
{
	const char **keys = slw_malloc((json_array_size(fields) + 1) * sizeof(*keys));
	const char *found = NULL, *near;
	json_t *one;
	size_t i;

	json_array_foreach (fields, i, one) {
		keys[i] = slw_json_str(one, "field", "");
		if (strcasecmp(keys[i], text) == 0 ||
		    strcasecmp(slw_json_str(one, "label", ""), text) == 0)
			found = keys[i];
	}
	near = slw_text_nearest(text, keys, json_array_size(fields));
	if (found == NULL && near != NULL)
		slw_plain_say(plain, 0, _("There is no field %s. Did you mean %s? ? lists them."),
			      text, near);
	else if (found == NULL)
		slw_plain_say(plain, 0, _("There is no field %s; ? lists them."), text);
	free(keys);
	return found;
}

static void say_column(const struct slw_plain *plain, const json_t *column, const char *field)
{
	const json_t *samples = json_object_get(column, "samples");
	json_t *one;
	size_t i;

	slw_plain_gap();
	slw_plain_say(plain, 0, _("Column %s"), slw_json_str(column, "column", ""));
	json_array_foreach (samples, i, one)
		slw_plain_say(plain, 2, _("holds: %s"), json_string_value(one));
	if (field == NULL)
		slw_plain_say(plain, 0, "%s", _("Not used. Name a field, or ? for all of them."));
	else if (slw_json_bool(column, "likely", false))
		slw_plain_say(plain, 0, _("Proposed: %s"), field);
	else
		slw_plain_say(plain, 0, _("Now: %s"), field);
}

static bool is_known(const json_t *column)
{
	return json_is_string(json_object_get(column, "field")) &&
	       !slw_json_bool(column, "likely", false);
}

/* One column: NEXT, AGAIN, BACK, or what ends the walk. */
static enum slw_plain_move ask_column(struct slw_plain *plain, const json_t *survey,
				      const json_t *column, json_t *map)
{
	const char *header = slw_json_str(column, "column", "");
	const char *field = slw_json_str(map, header, slw_json_str(column, "field", NULL));
	const json_t *fields = json_object_get(survey, "fields");
	enum slw_plain_move move;
	char *text;

	say_column(plain, column, field);
	move = slw_plain_read(plain, "> ", false);
	if (move != SLW_PLAIN_NEXT)
		return move;
	if (slw_plain_word(plain, "back", NULL))
		return SLW_PLAIN_BACK;
	if (slw_plain_is_command(plain))
		return slw_plain_command(plain, NULL);
	text = slw_text_trim(plain->line.data);
	if (strcmp(text, "?") == 0) {
		say_fields(plain, fields);
		move = SLW_PLAIN_AGAIN;
	} else if (strcasecmp(text, "skip") == 0) {
		field = "skip";
	} else if (text[0] != '\0') {
		field = find_field(plain, fields, text);
		move = field != NULL ? SLW_PLAIN_NEXT : SLW_PLAIN_AGAIN;
	}
	/* what the file says by itself needs no map */
	if (move == SLW_PLAIN_NEXT && (text[0] != '\0' || !is_known(column)))
		slw_json_set_str(map, header, field != NULL ? field : "skip");
	free(text);
	return move;
}

/* Asks what each column is; without all, those alone that the file does not say. map is filled on
 * NEXT. */
static enum slw_plain_move ask_columns(struct slw_plain *plain, const json_t *survey, bool all,
				       json_t *map)
{
	const json_t *columns = json_object_get(survey, "columns");
	enum slw_plain_move move = SLW_PLAIN_NEXT;
	size_t i = 0;

	slw_plain_say(plain, 0, "%s",
		      _("Which column is what? An empty line takes what is proposed."));
	while (i < json_array_size(columns)) {
		const json_t *column = json_array_get(columns, i);

		if (slw_json_str(column, "column", "")[0] == '\0' || (!all && is_known(column)))
			move = move == SLW_PLAIN_BACK ? SLW_PLAIN_BACK : SLW_PLAIN_NEXT;
		else
			move = ask_column(plain, survey, column, map);
		if (move == SLW_PLAIN_NEXT)
			i++;
		else if (move == SLW_PLAIN_BACK && i-- == 0)
			return SLW_PLAIN_AGAIN;
		else if (move != SLW_PLAIN_AGAIN && move != SLW_PLAIN_BACK)
			return move;
	}
	return SLW_PLAIN_NEXT;
}

enum slw_plain_move slw_plain_import(struct slw_plain *plain, const char *path, bool ask)
{
	json_t *survey = slw_import_columns(path, NULL, plain->err), *map = json_object();
	enum slw_plain_move move = SLW_PLAIN_NEXT;

	if (survey == NULL) {
		move = import_failed(plain);
	} else if (ask || json_array_size(json_object_get(survey, "missing")) > 0) {
		move = ask_columns(plain, survey, ask, map);
	}
	if (survey != NULL && move == SLW_PLAIN_NEXT)
		move = import_mapped(plain, path, map);
	json_decref(survey);
	json_decref(map);
	return move;
}

enum slw_plain_move slw_plain_files(struct slw_plain *plain, const struct slw_plain_place *place,
				    const struct slw_plain_question *question, const char *number)
{
	enum slw_plain_move move;
	char *path;

	slw_plain_head(plain, place, question, number);
	slw_plain_say(plain, 0, "%s", _("The path of a CSV file; an empty line goes on."));
	do {
		move = slw_plain_read(plain, "> ", false);
		if (move != SLW_PLAIN_NEXT)
			return move;
		if (strcmp(plain->line.data, "?") == 0) {
			slw_plain_explain(plain, &question->field);
			move = SLW_PLAIN_AGAIN;
			continue;
		}
		if (slw_plain_is_command(plain)) {
			move = slw_plain_command(plain, place);
			continue;
		}
		path = slw_text_trim(plain->line.data);
		if (path[0] != '\0')
			move = slw_plain_import(plain, path, false);
		free(path);
	} while (move == SLW_PLAIN_AGAIN);
	return move;
}
