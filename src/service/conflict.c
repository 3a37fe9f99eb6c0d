#include "config.h"

#include "service/conflict.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/journal.h"
#include "service/internal.h"

#include "base/banned.h"

#define NAMED_MAX 3  /* fields that an error text names */
#define VALUE_MAX 60 /* characters of a value in words */

/* --- who --------------------------------------------------------------------------------- */

struct search {
	int64_t base;
	json_t *rows;
	size_t open; /* rows whose version is not known yet */
};

static void set_version(json_t *row, const struct slw_version *version)
{
	char time[SLW_TIME_SIZE];

	slw_time_format(time, version->created_at);
	slw_json_set_int(row, "version", version->version);
	slw_json_set(row, "author", slw_json_new_str(version->author));
	slw_json_set_str(row, "changed_at", time);
}

static bool has_key(const json_t *keys, const char *wanted)
{
	json_t *key;
	size_t i;

	json_array_foreach ((json_t *)(uintptr_t)keys, i, key)
		if (strcmp(json_string_value(key), wanted) == 0)
			return true;
	return false;
}

/* The newest version that changed a key has what it is now. */
static int look_at(void *context, const struct slw_version *version)
{
	struct search *search = context;
	json_t *row;
	size_t i;

	if (version->version <= search->base || search->open == 0)
		return 1;
	json_array_foreach (search->rows, i, row) {
		if (json_object_get(row, "version") != NULL ||
		    !has_key(version->changed, slw_json_str(row, "key", "")))
			continue;
		set_version(row, version);
		search->open--;
	}
	return 0;
}

void slw_conflict_who(struct slw_service *service, const struct slw_session *session,
		      int64_t base_version, json_t *rows)
{
	struct search search = { .base = base_version,
				 .rows = rows,
				 .open = json_array_size(rows) };
	struct slw_err ignored = SLW_ERR_INIT;

	slw_store_version_list(service->store, session->no, 0, look_at, &search, &ignored);
}

void slw_conflict_add(json_t **rows, const json_t *found)
{
	json_t *row, *other;
	size_t i, k;

	if (*rows == NULL)
		*rows = json_array();
	json_array_foreach ((json_t *)(uintptr_t)found, i, row) {
		const char *key = slw_json_str(row, "key", "");
		size_t at = json_array_size(*rows);

		json_array_foreach (*rows, k, other)
			if (strcmp(slw_json_str(other, "key", ""), key) == 0)
				at = k;
		if (at < json_array_size(*rows))
			json_array_set(*rows, at, row);
		else
			slw_json_append(*rows, json_incref(row));
	}
}

int slw_conflict_fail(const struct slw_session *session, const json_t *rows, struct slw_err *err)
{
	size_t count = json_array_size(rows);
	struct slw_buf names;

	slw_buf_init(&names, 0);
	for (size_t i = 0; i < count && i < NAMED_MAX; i++)
		slw_buf_printf(&names, "%s%s", i > 0 ? ", " : "",
			       slw_json_str(json_array_get(rows, i), "key", ""));
	if (count > NAMED_MAX)
		slw_buf_printf(&names, _(" and %zu more"), count - NAMED_MAX);
	slw_err_set(err, SLW_ECONFLICT,
		    count == 1 ? _("%s was changed by someone else in the meantime")
			       : _("%s were changed by someone else in the meantime"),
		    names.data);
	slw_err_hint(err, _("Version %lld is the newest; look at both and decide."),
		     (long long)session->version);
	slw_buf_release(&names);
	return -1;
}

/* The keys of all versions behind the one that was expected, each once, and the last author. */
struct since {
	int64_t expected;
	char *author;
	json_t *keys;
	int64_t products;
};

static int look_since(void *context, const struct slw_version *version)
{
	struct since *since = context;
	json_t *key;
	size_t i;

	if (version->version <= since->expected)
		return 1;
	if (since->author == NULL)
		since->author = slw_strdup(version->author);
	since->products += version->products_changed;
	json_array_foreach (version->changed, i, key)
		if (!has_key(since->keys, json_string_value(key)))
			slw_json_append(since->keys, json_incref(key));
	return 0;
}

static void name_changes(const struct since *since, struct slw_buf *out)
{
	size_t count = json_array_size(since->keys);

	for (size_t i = 0; i < count && i < NAMED_MAX; i++)
		slw_buf_printf(out, "%s%s", i > 0 ? ", " : "",
			       json_string_value(json_array_get(since->keys, i)));
	if (count > NAMED_MAX)
		slw_buf_printf(out, _(" and %zu more"), count - NAMED_MAX);
	if (since->products > 0)
		slw_buf_printf(out, "%s%s", out->len > 0 ? ", " : "", _("products"));
}

int slw_conflict_stale(struct slw_service *service, const struct slw_session *session,
		       struct slw_err *err)
{
	struct since since = { .expected = session->version, .keys = json_array() };
	struct slw_err ignored = SLW_ERR_INIT;
	struct slw_session now;
	struct slw_buf names;

	slw_session_init(&now);
	slw_buf_init(&names, 0);
	if (slw_store_session_get(service->store, session->id, &now, &ignored) == 0 &&
	    slw_store_version_list(service->store, session->no, 0, look_since, &since, &ignored) ==
		0 &&
	    since.author != NULL) {
		name_changes(&since, &names);
		slw_err_set(err, SLW_ECONFLICT,
			    _("%s has changed the store in the meantime (version %lld): %s"),
			    since.author, (long long)now.version, names.data);
		slw_err_hint(err,
			     _("\"store-wizard diff %s %lld %lld\" shows it. Nothing of this was "
			       "saved; run it again to put it on top."),
			     session->id, (long long)session->version, (long long)now.version);
	}
	slw_session_release(&now);
	slw_buf_release(&names);
	json_decref(since.keys);
	free(since.author);
	return -1;
}

/* --- products ---------------------------------------------------------------------------- */

/* The product at a version, or NULL where it was not there; -1 is told by *failed. */
static json_t *product_at(struct slw_service *service, const struct slw_session *session,
			  int64_t product_no, int64_t version, int64_t *since, bool *failed,
			  struct slw_err *err)
{
	struct slw_product_row row;
	json_t *object = NULL;
	int found;

	slw_product_row_init(&row);
	found = slw_store_product_at(service->store, session->no, product_no, version, &row, err);
	if (found > 0) {
		object = slw_row_object(&row, err);
		*since = row.valid_from;
	}
	*failed = found < 0 || (found > 0 && object == NULL);
	slw_product_row_release(&row);
	return object;
}

static void name_author(struct slw_service *service, const struct slw_session *session,
			int64_t number, json_t *rows)
{
	struct slw_version version;
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *row;
	size_t i;

	slw_version_init(&version);
	if (slw_store_version_get(service->store, session->no, number, &version, &ignored) == 0)
		json_array_foreach (rows, i, row)
			set_version(row, &version);
	slw_version_release(&version);
}

/* One row about the whole: it is gone there, and changed here. */
static json_t *deleted_rows(const json_t *base, const json_t *mine)
{
	json_t *rows = json_array(), *row = json_object();

	slw_json_set_str(row, "key", "");
	slw_json_set(row, "base", json_incref(json_object_get(base, "title")));
	slw_json_set(row, "theirs", json_null());
	slw_json_set(row, "mine", json_incref(json_object_get(mine, "title")));
	slw_json_append(rows, row);
	return rows;
}

json_t *slw_flow_product_conflict(struct slw_service *service, struct slw_session *session,
				  int64_t product_no, const json_t *mine, int64_t base_version,
				  struct slw_err *err)
{
	json_t *base = NULL, *theirs = NULL, *merged = NULL, *rows = NULL, *result = NULL;
	int64_t since = 0, changed = session->version;
	bool failed = false;

	if (slw_store_session_get(service->store, session->id, session, err) < 0)
		return NULL;
	if (base_version > 0)
		base = product_at(service, session, product_no, base_version, &since, &failed, err);
	if (!failed)
		theirs = product_at(service, session, product_no, 0, &changed, &failed, err);
	if (failed)
		goto out;
	if (theirs == NULL) {
		rows = deleted_rows(base, mine);
		merged = json_deep_copy(mine);
		changed = session->version;
	} else {
		slw_journal_merge_record(slw_product_fields, base, theirs, mine, &merged, &rows);
	}
	name_author(service, session, changed, rows);
	result = json_object();
	slw_json_set_int(result, "theirs", session->version);
	slw_json_set_bool(result, "deleted", theirs == NULL);
	slw_json_set(result, "product", json_incref(merged));
	slw_json_set(result, "conflicts", json_incref(rows));
out:
	json_decref(base);
	json_decref(theirs);
	json_decref(merged);
	json_decref(rows);
	return result;
}

json_t *slw_flow_product_decide(const json_t *conflict, const json_t *choices)
{
	json_t *product = json_deep_copy(json_object_get(conflict, "product")), *row;
	size_t i;

	json_array_foreach (json_object_get(conflict, "conflicts"), i, row) {
		const char *key = slw_json_str(row, "key", "");
		const json_t *choice = json_object_get(choices, key);
		json_t *value = json_object_get(choice, "value");

		if (*key == '\0')
			continue;
		if (strcmp(slw_json_str(choice, "take", ""), "theirs") == 0)
			value = json_object_get(row, "theirs");
		if (json_is_null(value))
			json_object_del(product, key);
		else if (value != NULL)
			slw_json_set(product, key, json_deep_copy(value));
	}
	return product;
}

/* --- in words ---------------------------------------------------------------------------- */

static char *value_text(const json_t *value)
{
	char *text, *quoted;

	if (value == NULL || json_is_null(value))
		return slw_strdup(_("nothing"));
	text = json_is_string(value) ? slw_strdup(json_string_value(value)) : slw_json_text(value);
	if (slw_text_chars(text) > VALUE_MAX) {
		char *whole = text;

		slw_text_cut(whole, VALUE_MAX);
		text = slw_printf("%s…", whole);
		free(whole);
	}
	quoted = json_is_string(value) ? slw_printf("\"%s\"", text) : slw_strdup(text);
	free(text);
	return quoted;
}

char *slw_conflict_text(const json_t *row)
{
	char *base = value_text(json_object_get(row, "base"));
	char *theirs = value_text(json_object_get(row, "theirs"));
	char *mine = value_text(json_object_get(row, "mine"));
	char *text = slw_printf(_("%s: was %s; is %s now (%s, version %lld); yours is %s"),
				slw_json_str(row, "key", ""), base, theirs,
				slw_json_str(row, "author", _("someone")),
				(long long)slw_json_int(row, "version", 0), mine);

	free(base);
	free(theirs);
	free(mine);
	return text;
}
