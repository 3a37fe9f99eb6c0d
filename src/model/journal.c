#include "config.h"

#include "model/journal.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"

#include "base/banned.h"

#define SIDES 3

/* The same field in two or three states; NULL where it is absent. */
struct sides {
	json_t *value[SIDES];
	int count;
};

/*
 * One walk over all fields of all states together, in table order. field is NULL for a key that no
 * table has. Returns the value that the result of the walk gets (borrowed) or NULL for none.
 */
struct walk {
	json_t *(*visit)(struct walk *walk, const char *path, const struct slw_field *field,
			 const struct sides *sides);
	json_t *found; /* array */
};

static json_t *get(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	return json_is_null(value) ? NULL : value;
}

static struct sides step_into(const struct sides *sides, const char *key)
{
	struct sides inner = { .count = sides->count };

	for (int i = 0; i < sides->count; i++)
		inner.value[i] = get(sides->value[i], key);
	return inner;
}

static bool is_absent(const struct sides *sides)
{
	for (int i = 0; i < sides->count; i++)
		if (sides->value[i] != NULL)
			return false;
	return true;
}

/* A newer program may have made something else of a record; then it is one field. */
static bool are_records(const struct slw_field *field, const struct sides *sides)
{
	for (int i = 0; i < sides->count; i++)
		if (sides->value[i] != NULL && !json_is_object(sides->value[i]))
			return false;
	return field->type == SLW_FIELD_RECORD;
}

static json_t *walk_record(struct walk *walk, struct slw_buf *path, const struct slw_field *table,
			   const struct sides *sides);

static void walk_field(struct walk *walk, struct slw_buf *path, const struct slw_field *field,
		       const char *key, const struct sides *record, json_t *result)
{
	struct sides sides = step_into(record, key);
	size_t len = path->len;
	json_t *value, *inner = NULL;

	if (is_absent(&sides))
		return;
	slw_buf_printf(path, "%s%s", len > 0 ? "." : "", key);
	if (field != NULL && are_records(field, &sides)) {
		inner = walk_record(walk, path, field->fields, &sides);
		value = json_object_size(inner) > 0 ? inner : NULL;
	} else {
		value = walk->visit(walk, path->data, field, &sides);
	}
	if (value != NULL)
		slw_json_set(result, key, json_incref(value));
	json_decref(inner);
	slw_buf_cut(path, len);
}

static int compare_keys(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/* The keys that the table does not have, by name; each once, whichever sides have it. */
static void walk_unknown(struct walk *walk, struct slw_buf *path, const struct slw_field *table,
			 const struct sides *sides, json_t *result)
{
	const char **keys = NULL, *key;
	size_t count = 0, cap = 0;
	json_t *value;

	for (int i = 0; i < sides->count; i++)
		json_object_foreach (sides->value[i], key, value) {
			if (slw_field_find(table, key) != NULL)
				continue;
			SLW_GROW(keys, count, cap);
			keys[count++] = key;
		}
	if (count > 1)
		qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || strcmp(keys[i - 1], keys[i]) != 0)
			walk_field(walk, path, NULL, keys[i], sides, result);
	free(keys);
}

static json_t *walk_record(struct walk *walk, struct slw_buf *path, const struct slw_field *table,
			   const struct sides *sides)
{
	json_t *result = json_object();

	for (const struct slw_field *field = table; field->key != NULL; field++)
		walk_field(walk, path, field, field->key, sides, result);
	walk_unknown(walk, path, table, sides, result);
	return result;
}

/* New reference: what the visits returned, as the object of this section. */
static json_t *walk_section(struct walk *walk, int section, const struct sides *sides)
{
	struct slw_buf path;
	json_t *result;

	slw_buf_init(&path, 0);
	slw_buf_str(&path, slw_steps[section].key);
	result = walk_record(walk, &path, slw_steps[section].fields, sides);
	slw_buf_release(&path);
	return result;
}

static bool are_equal(json_t *a, json_t *b)
{
	return a == b || (a != NULL && b != NULL && json_equal(a, b));
}

/* --- what differs ------------------------------------------------------------------------ */

/* A secret that is not in the vault yet is told apart from others, but never shown. */
static json_t *hide_secret(const json_t *value)
{
	if (json_is_object(value) && json_object_get(value, "literal") == NULL)
		return json_deep_copy(value);
	return json_pack("{s:b}", "hidden", 1);
}

static json_t *shown(const struct slw_field *field, const json_t *value);

static json_t *shown_object(const struct slw_field *field, const json_t *value)
{
	json_t *copy = json_object(), *entry;
	const char *key;

	json_object_foreach ((json_t *)value, key, entry) {
		const struct slw_field *part =
		    field->fields == NULL ? NULL : slw_field_find(field->fields, key);

		if (field->type == SLW_FIELD_CREDENTIALS && json_is_object(entry))
			slw_json_set(copy, key, hide_secret(entry));
		else
			slw_json_set(copy, key, shown(part, entry));
	}
	return copy;
}

/* A copy of the value as it may be shown. */
static json_t *shown(const struct slw_field *field, const json_t *value)
{
	json_t *copy, *entry;
	size_t i;

	if (value == NULL)
		return json_null();
	if (field == NULL)
		return json_deep_copy(value);
	if (field->type == SLW_FIELD_SECRET)
		return hide_secret(value);
	if (json_is_object(value))
		return shown_object(field, value);
	if (!json_is_array(value) || field->fields == NULL)
		return json_deep_copy(value);
	copy = json_array();
	json_array_foreach ((json_t *)value, i, entry)
		slw_json_append(copy, shown(field, entry));
	return copy;
}

static void add_row(struct walk *walk, const char *path, const struct slw_field *field,
		    const struct sides *sides, const char *const *names)
{
	json_t *row = json_object();

	slw_json_set_str(row, "key", path);
	for (int i = 0; i < sides->count; i++)
		slw_json_set(row, names[i], shown(field, sides->value[i]));
	slw_json_append(walk->found, row);
}

static json_t *visit_changed(struct walk *walk, const char *path, const struct slw_field *field,
			     const struct sides *sides)
{
	(void)field;
	if (!are_equal(sides->value[0], sides->value[1]))
		slw_json_append(walk->found, slw_json_new_str(path));
	return NULL;
}

static json_t *visit_diff(struct walk *walk, const char *path, const struct slw_field *field,
			  const struct sides *sides)
{
	static const char *const names[] = { "before", "after" };

	if (!are_equal(sides->value[0], sides->value[1]))
		add_row(walk, path, field, sides, names);
	return NULL;
}

static void walk_two(struct walk *walk, const struct slw_documents *before,
		     const struct slw_documents *after)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		struct sides sides = { { before->section[i], after->section[i] }, 2 };

		json_decref(walk_section(walk, i, &sides));
	}
}

json_t *slw_journal_changed(const struct slw_documents *before, const struct slw_documents *after)
{
	struct walk walk = { .visit = visit_changed, .found = json_array() };

	walk_two(&walk, before, after);
	return walk.found;
}

json_t *slw_journal_diff(const struct slw_documents *before, const struct slw_documents *after)
{
	struct walk walk = { .visit = visit_diff, .found = json_array() };

	walk_two(&walk, before, after);
	return walk.found;
}

/* --- merge ------------------------------------------------------------------------------- */

static json_t *visit_merge(struct walk *walk, const char *path, const struct slw_field *field,
			   const struct sides *sides)
{
	static const char *const names[] = { "base", "theirs", "mine" };
	json_t *base = sides->value[0], *theirs = sides->value[1], *mine = sides->value[2];

	if (are_equal(theirs, mine) || are_equal(base, mine))
		return theirs;
	if (!are_equal(base, theirs))
		add_row(walk, path, field, sides, names);
	return mine;
}

int slw_journal_merge(const struct slw_documents *base, const struct slw_documents *theirs,
		      const struct slw_documents *mine, struct slw_documents *merged,
		      json_t **conflicts)
{
	struct walk walk = { .visit = visit_merge, .found = json_array() };
	struct slw_documents result;
	bool is_clean;

	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		struct sides sides = { { base->section[i], theirs->section[i], mine->section[i] },
				       SIDES };

		result.section[i] = walk_section(&walk, i, &sides);
	}
	is_clean = json_array_size(walk.found) == 0;
	if (is_clean)
		slw_documents_copy(merged, &result);
	slw_documents_release(&result);
	*conflicts = walk.found;
	return is_clean ? 0 : -1;
}

bool slw_journal_merge_record(const struct slw_field *table, const json_t *base,
			      const json_t *theirs, const json_t *mine, json_t **merged,
			      json_t **conflicts)
{
	struct walk walk = { .visit = visit_merge, .found = json_array() };
	struct sides sides = { { (json_t *)(uintptr_t)base, (json_t *)(uintptr_t)theirs,
				 (json_t *)(uintptr_t)mine },
			       SIDES };
	struct slw_buf path;

	slw_buf_init(&path, 0);
	*merged = walk_record(&walk, &path, table, &sides);
	*conflicts = walk.found;
	slw_buf_release(&path);
	return json_array_size(walk.found) == 0;
}
