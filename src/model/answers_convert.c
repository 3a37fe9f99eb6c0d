/* From nodes to canonical values, by the field tables. */
#include "config.h"

#include "model/answers_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/catalog.h"
#include "model/problem.h"

#include "base/banned.h"

#define MAX_FIELDS 64 /* of one table */

struct reader {
	struct slw_checker checker; /* for the path and what the fields' checks need */
	const struct slw_tree *tree;
	bool gaps;
};

static json_t *read_value(struct reader *reader, const struct slw_field *field,
			  const struct slw_node *node, const struct slw_node *record);

static struct slw_problem *report(struct reader *reader, const struct slw_node *node,
				  const char *kind, const char *message, const char *hint)
{
	struct slw_problem *problem =
	    slw_problems_add(reader->checker.problems, SLW_PROBLEM_ERROR, kind,
			     reader->checker.path.data, message, hint);

	if (problem != NULL) {
		problem->file = slw_strdup(reader->tree->name);
		slw_tree_position(reader->tree, node->offset, &problem->line, &problem->column);
	}
	return problem;
}

static json_t *report_err(struct reader *reader, const struct slw_node *node, const char *kind,
			  const struct slw_err *err)
{
	report(reader, node, kind, err->msg, err->hint);
	return NULL;
}

/* True if a comment stands where the value should be: a colour, most likely. */
static bool is_comment(const struct reader *reader, const struct slw_node *node)
{
	const char *p = reader->tree->text + node->offset;

	p += strcspn(p, ":\n");
	p += *p == ':';
	p += strspn(p, " ");
	return *p == '#';
}

/* False, with the problem, for nothing and null where a value belongs. */
static bool has_value(struct reader *reader, const struct slw_field *field,
		      const struct slw_node *node)
{
	if (node->kind != SLW_NODE_SCALAR ||
	    (node->plain != SLW_NODE_EMPTY && node->plain != SLW_NODE_NULL))
		return true;
	if (node->plain == SLW_NODE_EMPTY && reader->tree->damaged)
		return false;
	if (node->plain == SLW_NODE_EMPTY && field != NULL &&
	    (field->type == SLW_FIELD_COLOUR || is_comment(reader, node)))
		report(reader, node, "type", _("has no value; # begins a comment"),
		       field->type == SLW_FIELD_COLOUR
			   ? _("put the colour in quotes: \"#2f5d50\"")
			   : _("put a value that begins with # in quotes"));
	else
		report(reader, node, "type", _("has no value"),
		       _("give a value or take the line out"));
	return false;
}

/* What the text of a field must be written as, if it looks like something else. */
static bool needs_string(const struct slw_field *field)
{
	switch (field->type) {
	case SLW_FIELD_TEXT:
	case SLW_FIELD_LONG_TEXT:
	case SLW_FIELD_SECRET:
		return field->pattern != NULL;
	case SLW_FIELD_CHOICE:
	case SLW_FIELD_COLOUR:
	case SLW_FIELD_DATE:
	case SLW_FIELD_URL:
	case SLW_FIELD_EMAIL:
	case SLW_FIELD_HANDLE:
	case SLW_FIELD_FILE:
		return true;
	default:
		return false;
	}
}

static bool takes_bool(const struct slw_field *field)
{
	return field->type == SLW_FIELD_YES_NO || field->type == SLW_FIELD_NUMBER ||
	       field->type == SLW_FIELD_DECIMAL || field->type == SLW_FIELD_MONEY;
}

static json_t *read_scalar(struct reader *reader, const struct slw_field *field,
			   const struct slw_node *node)
{
	const char *kind = "type", *message = NULL;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problem *problem;
	char shown[SLW_EXCERPT];
	json_t *value = NULL;

	if (slw_scalar_parse(field, node->text, &reader->checker.check, &value, &kind, &err) < 0)
		return report_err(reader, node, kind, &err);
	if (node->plain == SLW_NODE_BOOL && !takes_bool(field))
		message = _("is read as yes or no, but this is a text");
	else if (node->plain != SLW_NODE_STRING && needs_string(field))
		message = _("is read as a number, but this is a text");
	if (message == NULL)
		return value;
	problem = report(reader, node, "type", message, "");
	if (field->type == SLW_FIELD_SECRET)
		slw_problem_hint(problem, _("put it in quotes"));
	else
		slw_problem_hint(problem, _("put it in quotes: \"%s\""),
				 slw_excerpt(shown, node->text));
	json_decref(value);
	return NULL;
}

static const char *kind_name(const struct slw_node *node)
{
	if (node->kind == SLW_NODE_MAPPING)
		return _("a mapping (key: value)");
	return node->kind == SLW_NODE_SEQUENCE ? _("a list") : _("a single value");
}

/* "a list stands where a single value belongs" */
static json_t *wrong_kind(struct reader *reader, const struct slw_field *field,
			  const struct slw_node *node, const char *wanted)
{
	struct slw_problem *problem = report(reader, node, "type", "", "");
	char shown[SLW_EXCERPT];

	if (problem == NULL)
		return NULL;
	free(problem->message);
	problem->message = slw_printf(_("here is %s, but %s is needed"), kind_name(node), wanted);
	if (field->type == SLW_FIELD_RECORDS && node->kind == SLW_NODE_MAPPING)
		slw_problem_hint(problem, _("begin each entry with \"- \""));
	else if (field->type == SLW_FIELD_MULTI_CHOICE || field->type == SLW_FIELD_LIST)
		slw_problem_hint(problem, _("write one entry a line, each after \"- \", or [%s]"),
				 node->kind == SLW_NODE_SCALAR ? slw_excerpt(shown, node->text)
							       : "a, b");
	else if (field->type == SLW_FIELD_SECRET)
		slw_problem_hint(problem, _("write {env: NAME} or {file: PATH}"));
	else if (field->example != NULL)
		slw_problem_hint(problem, _("for example: %s"), field->example);
	return NULL;
}

static json_t *read_secret(struct reader *reader, const struct slw_field *field,
			   const struct slw_node *node)
{
	static const char *const names[] = { "env", "file", "vault" };
	const char *kind = "secret", *key, *near;
	struct slw_err err = SLW_ERR_INIT;
	struct slw_problem *problem;
	json_t *value;

	if (node->kind == SLW_NODE_SCALAR)
		return read_scalar(reader, field, node);
	if (node->kind != SLW_NODE_MAPPING || node->count != 1 ||
	    node->keys[0]->kind != SLW_NODE_SCALAR || node->children[0]->kind != SLW_NODE_SCALAR) {
		report(reader, node, kind, _("is not a secret"),
		       _("write {env: NAME} or {file: PATH}"));
		return NULL;
	}
	key = node->keys[0]->text;
	near = slw_text_nearest(key, names, SLW_COUNT(names));
	for (size_t i = 0; i < SLW_COUNT(names); i++) {
		if (strcmp(names[i], key) != 0)
			continue;
		value = json_object();
		slw_json_set(value, key, slw_json_new_str(node->children[0]->text));
		if (slw_scalar_check(field, value, NULL, &kind, &err) == 0)
			return value;
		json_decref(value);
		return report_err(reader, node->children[0], kind, &err);
	}
	problem = report(reader, node->keys[0], "unknown_key", _("a secret has no such key"),
			 _("write {env: NAME} or {file: PATH}"));
	if (near != NULL)
		slw_problem_hint(problem, _("did you mean \"%s\"?"), near);
	return NULL;
}

/* How many entries of a list or mapping are read: no more than the field may have. */
static size_t count_of(struct reader *reader, const struct slw_field *field,
		       const struct slw_node *node)
{
	size_t max = (size_t)slw_field_max(field);
	struct slw_problem *problem;

	if (node->count <= max)
		return node->count;
	problem = report(reader, node, "range", "", "");
	if (problem != NULL) {
		free(problem->message);
		problem->message = slw_printf(_("has %zu entries; at most %zu are possible"),
					      (size_t)node->count, max);
	}
	return max;
}

/* What could not be read leaves a gap, so that the other entries keep their numbers. */
static void append(struct reader *reader, json_t *array, json_t *value)
{
	reader->gaps = reader->gaps || value == NULL;
	slw_json_append(array, value != NULL ? value : json_null());
}

static json_t *read_list(struct reader *reader, const struct slw_field *field,
			 const struct slw_node *node)
{
	json_t *array = json_array();
	size_t count = count_of(reader, field, node);

	for (size_t i = 0; i < count; i++) {
		size_t len = slw_checker_index(&reader->checker, i);

		append(reader, array, read_value(reader, field->item, node->children[i], NULL));
		slw_buf_cut(&reader->checker.path, len);
	}
	return array;
}

static json_t *read_multi(struct reader *reader, const struct slw_field *field,
			  const struct slw_node *node)
{
	json_t *array = json_array();
	size_t count = count_of(reader, field, node);

	for (size_t i = 0; i < count; i++) {
		const struct slw_node *entry = node->children[i];
		size_t len = slw_checker_index(&reader->checker, i);
		const char *kind = "choice";
		struct slw_err err = SLW_ERR_INIT;

		if (entry->kind != SLW_NODE_SCALAR)
			wrong_kind(reader, field, entry, _("a single value"));
		else if (has_value(reader, field, entry) &&
			 slw_choice_insert(field, entry->text, &reader->checker.check, array, &kind,
					   &err) < 0)
			report_err(reader, entry, kind, &err);
		slw_buf_cut(&reader->checker.path, len);
	}
	return array;
}

static void report_duplicate(struct reader *reader, const struct slw_node *key,
			     const struct slw_node *first)
{
	int line, column;

	slw_tree_position(reader->tree, first->offset, &line, &column);
	slw_problem_hint(report(reader, key, "duplicate_key", _("is given twice"), ""),
			 _("the first one is in line %d, column %d"), line, column);
}

static json_t *read_map(struct reader *reader, const struct slw_field *field,
			const struct slw_node *node)
{
	json_t *object = json_object();
	size_t count = count_of(reader, field, node);

	for (size_t i = 0; i < count; i++) {
		const struct slw_node *key = node->keys[i];
		json_t *value;
		size_t len;

		if (key->kind != SLW_NODE_SCALAR)
			continue;
		len = slw_checker_key(&reader->checker, key->text);
		if (json_object_get(object, key->text) != NULL)
			report_duplicate(reader, key, slw_node_key(node, key->text));
		else if (key->text[0] == '\0' || slw_text_chars(key->text) > 255)
			report(reader, key, "range", _("this key is empty or too long"), "");
		else if ((value = read_value(reader, field->item, node->children[i], NULL)) != NULL)
			slw_json_set(object, key->text, value);
		slw_buf_cut(&reader->checker.path, len);
	}
	return object;
}

/* --- credentials ------------------------------------------------------------------------------ */

static void report_credential(struct reader *reader, const struct slw_catalog_provider *provider,
			      const struct slw_node *key)
{
	const char **names = slw_calloc(provider->credential_count + 1, sizeof(*names)), *near;
	struct slw_problem *problem;
	struct slw_buf list;

	slw_buf_init(&list, 200);
	for (size_t i = 0; i < provider->credential_count; i++) {
		names[i] = provider->credentials[i].key;
		slw_buf_printf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
	}
	near = slw_text_nearest(key->text, names, provider->credential_count);
	problem = report(reader, key, "unknown_key", _("the provider has no such credential"), "");
	if (near != NULL)
		slw_problem_hint(problem, _("did you mean \"%s\"?"), near);
	else if (provider->credential_count > 0)
		slw_problem_hint(problem, _("%s has: %s"), provider->name, list.data);
	slw_buf_release(&list);
	free(names);
}

/* Of a provider that is not known, a mapping can only be a secret; so is everything else. */
static json_t *read_credential(struct reader *reader, const struct slw_catalog_provider *provider,
			       const struct slw_node *key, const struct slw_node *node)
{
	static const struct slw_field unknown = { .type = SLW_FIELD_SECRET };
	const struct slw_catalog_credential *credential;
	struct slw_field field = unknown;

	if (provider != NULL) {
		credential = slw_catalog_credential(provider, key->text);
		if (credential == NULL) {
			report_credential(reader, provider, key);
			return NULL;
		}
		field = slw_credential_field(credential);
	}
	return read_value(reader, &field, node, NULL);
}

static json_t *read_credentials(struct reader *reader, const struct slw_field *field,
				const struct slw_node *node, const struct slw_node *record)
{
	const struct slw_node *name = slw_node_get(record, "provider");
	const struct slw_catalog_provider *provider = NULL;
	json_t *object = json_object(), *value;
	size_t count = count_of(reader, field, node);

	if (reader->checker.check.catalog != NULL && name != NULL && name->kind == SLW_NODE_SCALAR)
		provider =
		    slw_catalog_provider(reader->checker.check.catalog, field->kind, name->text);
	for (size_t i = 0; i < count; i++) {
		const struct slw_node *key = node->keys[i];
		size_t len;

		if (key->kind != SLW_NODE_SCALAR)
			continue;
		len = slw_checker_key(&reader->checker, key->text);
		if (slw_node_key(node, key->text) != key)
			report_duplicate(reader, key, slw_node_key(node, key->text));
		else if ((value = read_credential(reader, provider, key, node->children[i])) !=
			 NULL)
			slw_json_set(object, key->text, value);
		slw_buf_cut(&reader->checker.path, len);
	}
	return object;
}

/* --- records ---------------------------------------------------------------------------------- */

/* The sections as a table, so that unknown ones are told as any other key. */
static void section_table(struct slw_field table[SLW_SECTION__MAX + 1])
{
	memset(table, 0, (SLW_SECTION__MAX + 1) * sizeof(*table));
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		table[i] = (struct slw_field){ .key = slw_steps[i].key,
					       .type = SLW_FIELD_RECORD,
					       .fields = slw_steps[i].fields };
}

/* The path of a key with this name anywhere in the tables, put behind path; false if none has it. */
static bool find_elsewhere(const struct slw_field *table, const char *key, struct slw_buf *path)
{
	for (; table->key != NULL; table++) {
		size_t len = path->len;

		slw_buf_printf(path, "%s%s", len > 0 ? "." : "", table->key);
		if (strcmp(table->key, key) == 0 ||
		    (table->fields != NULL && find_elsewhere(table->fields, key, path)))
			return true;
		slw_buf_cut(path, len);
	}
	return false;
}

static void report_unknown(struct reader *reader, const struct slw_field *table,
			   const struct slw_node *key)
{
	size_t len = slw_checker_key(&reader->checker, key->text), count = 0;
	struct slw_problem *problem =
	    report(reader, key, "unknown_key", _("there is no such key"), "");
	const char *near = problem != NULL ? slw_field_nearest(table, key->text) : NULL;
	struct slw_field sections[SLW_SECTION__MAX + 1];
	struct slw_buf list, path;

	slw_buf_init(&list, 250);
	slw_buf_init(&path, 0);
	section_table(sections);
	for (; table[count].key != NULL && count < 15; count++)
		slw_buf_printf(&list, "%s%s", count > 0 ? ", " : "", table[count].key);
	if (strcmp(key->text, "<<") == 0)
		slw_problem_hint(problem,
				 _("merge keys are not part of YAML 1.2; repeat the keys"));
	else if (near != NULL)
		slw_problem_hint(problem, _("did you mean \"%s\"?"), near);
	else if (problem != NULL && find_elsewhere(sections, key->text, &path))
		slw_problem_hint(problem, _("there is a \"%s\""), path.data);
	else if (table[count].key == NULL)
		slw_problem_hint(problem, _("one of: %s"), list.data);
	slw_buf_release(&list);
	slw_buf_release(&path);
	slw_buf_cut(&reader->checker.path, len);
}

/* Finds the node of each field; unknown keys and second ones are reported. */
static void sort_keys(struct reader *reader, const struct slw_field *table,
		      const struct slw_node *node, uint32_t places[MAX_FIELDS])
{
	memset(places, 0xFF, MAX_FIELDS * sizeof(places[0]));
	for (uint32_t i = 0; i < node->count; i++) {
		const struct slw_node *key = node->keys[i];
		const struct slw_field *field;
		size_t len;

		if (key->kind != SLW_NODE_SCALAR)
			continue;
		field = slw_field_find(table, key->text);
		if (field == NULL) {
			report_unknown(reader, table, key);
		} else if (places[field - table] == UINT32_MAX) {
			places[field - table] = i;
		} else {
			len = slw_checker_key(&reader->checker, key->text);
			report_duplicate(reader, key, node->keys[places[field - table]]);
			slw_buf_cut(&reader->checker.path, len);
		}
	}
}

/* Keys come in the order of the table, whatever order they are written in. */
static json_t *read_record(struct reader *reader, const struct slw_field *table,
			   const struct slw_node *node)
{
	json_t *object = json_object(), *value;
	uint32_t places[MAX_FIELDS];

	sort_keys(reader, table, node, places);
	for (size_t i = 0; i < MAX_FIELDS && table[i].key != NULL; i++) {
		size_t len;

		if (places[i] == UINT32_MAX)
			continue;
		len = slw_checker_key(&reader->checker, table[i].key);
		value = read_value(reader, &table[i], node->children[places[i]], node);
		if (value != NULL)
			slw_json_set(object, table[i].key, value);
		slw_buf_cut(&reader->checker.path, len);
	}
	return object;
}

static json_t *read_entry(struct reader *reader, const struct slw_field *field,
			  const struct slw_node *node)
{
	const struct slw_field *shorthand;
	json_t *object, *value;

	if (!has_value(reader, field, node))
		return NULL;
	if (node->kind == SLW_NODE_MAPPING)
		return read_record(reader, field->fields, node);
	if (field->shorthand == NULL || node->kind != SLW_NODE_SCALAR) {
		static const struct slw_field none = { .type = SLW_FIELD_RECORD };

		return wrong_kind(reader, &none, node, _("a mapping (key: value)"));
	}
	shorthand = slw_field_find(field->fields, field->shorthand);
	value = read_value(reader, shorthand, node, NULL);
	if (value == NULL)
		return NULL;
	object = json_object();
	slw_json_set(object, shorthand->key, value);
	return object;
}

static json_t *read_records(struct reader *reader, const struct slw_field *field,
			    const struct slw_node *node)
{
	json_t *array = json_array();
	size_t count = count_of(reader, field, node);

	for (size_t i = 0; i < count; i++) {
		size_t len = slw_checker_index(&reader->checker, i);

		append(reader, array, read_entry(reader, field, node->children[i]));
		slw_buf_cut(&reader->checker.path, len);
	}
	return array;
}

static json_t *read_value(struct reader *reader, const struct slw_field *field,
			  const struct slw_node *node, const struct slw_node *record)
{
	if (!has_value(reader, field, node))
		return NULL;
	switch (field->type) {
	case SLW_FIELD_LIST:
	case SLW_FIELD_RECORDS:
	case SLW_FIELD_MULTI_CHOICE:
		if (node->kind != SLW_NODE_SEQUENCE)
			return wrong_kind(reader, field, node, _("a list"));
		if (field->type == SLW_FIELD_LIST)
			return read_list(reader, field, node);
		return field->type == SLW_FIELD_RECORDS ? read_records(reader, field, node)
							: read_multi(reader, field, node);
	case SLW_FIELD_MAP:
	case SLW_FIELD_CREDENTIALS:
	case SLW_FIELD_RECORD:
		if (node->kind != SLW_NODE_MAPPING)
			return wrong_kind(reader, field, node, _("a mapping (key: value)"));
		if (field->type == SLW_FIELD_MAP)
			return read_map(reader, field, node);
		return field->type == SLW_FIELD_RECORD
			   ? read_record(reader, field->fields, node)
			   : read_credentials(reader, field, node, record);
	case SLW_FIELD_SECRET:
		return read_secret(reader, field, node);
	default:
		if (node->kind != SLW_NODE_SCALAR)
			return wrong_kind(reader, field, node, _("a single value"));
		return read_scalar(reader, field, node);
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

void slw_answers_convert(struct slw_answers *answers, struct slw_problems *problems, bool *gaps)
{
	struct reader reader = { .tree = &answers->tree };
	struct slw_check check = { .catalog = answers->catalog };
	struct slw_field table[SLW_SECTION__MAX + 1];
	uint32_t places[MAX_FIELDS];

	slw_checker_init(&reader.checker, "", &answers->docs, &check, problems);
	section_table(table);
	sort_keys(&reader, table, answers->tree.root, places);
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		json_t *section;

		if (places[i] == UINT32_MAX)
			continue;
		slw_checker_key(&reader.checker, table[i].key);
		section =
		    read_value(&reader, &table[i], answers->tree.root->children[places[i]], NULL);
		slw_buf_cut(&reader.checker.path, 0);
		if (section == NULL)
			continue;
		json_decref(answers->docs.section[i]);
		answers->docs.section[i] = section;
		/* amounts in the sections behind business are read in its currency */
		reader.checker.check.currency = slw_documents_currency(&answers->docs);
	}
	*gaps = reader.gaps;
	slw_checker_release(&reader.checker);
}
