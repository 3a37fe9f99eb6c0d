/* Canonical values against the tables: the walk through records, lists and credentials. */
#include "config.h"

#include "model/check_internal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "model/answers_node.h"
#include "model/catalog.h"
#include "model/documents.h"
#include "model/problem.h"

#include "base/banned.h"

static void check_any(struct slw_checker *checker, const struct slw_field *field,
		      const json_t *value, const json_t *record, const struct slw_node *node);

void slw_checker_init(struct slw_checker *checker, const char *path,
		      const struct slw_documents *docs, const struct slw_check *check,
		      struct slw_problems *problems)
{
	*checker = (struct slw_checker){ .docs = docs, .problems = problems };
	if (check != NULL)
		checker->check = *check;
	slw_buf_init(&checker->path, 0);
	slw_buf_str(&checker->path, path);
}

void slw_checker_release(struct slw_checker *checker)
{
	slw_buf_release(&checker->path);
}

size_t slw_checker_key(struct slw_checker *checker, const char *key)
{
	size_t len = checker->path.len;

	if (len > 0)
		slw_buf_char(&checker->path, '.');
	slw_buf_str(&checker->path, key);
	return len;
}

size_t slw_checker_index(struct slw_checker *checker, size_t index)
{
	size_t len = checker->path.len;
	char text[24];

	snprintf(text, sizeof(text), "[%zu]", index);
	slw_buf_str(&checker->path, text);
	return len;
}

struct slw_problem *slw_checker_problem(struct slw_checker *checker, enum slw_severity severity,
					const char *kind, const char *key, const char *message, ...)
{
	size_t len = checker->path.len;
	struct slw_problem *problem;
	struct slw_err err;
	va_list args;

	va_start(args, message);
	slw_err_vset(&err, SLW_EINVAL, message, args);
	va_end(args);
	if (key != NULL)
		slw_checker_key(checker, key);
	problem =
	    slw_problems_add(checker->problems, severity, kind, checker->path.data, err.msg, "");
	slw_buf_cut(&checker->path, len);
	return problem;
}

/* How many entries a field may have; what a program can be given is capped before this. */
static void check_count(struct slw_checker *checker, const struct slw_field *field, size_t count)
{
	int64_t max = slw_field_max(field);

	if ((int64_t)count < field->min)
		slw_checker_problem(checker, SLW_PROBLEM_ERROR, "range", NULL,
				    P_("needs at least %" PRId64 " entry",
				       "needs at least %" PRId64 " entries",
				       (unsigned long)field->min),
				    field->min);
	else if ((int64_t)count > max)
		slw_checker_problem(checker, SLW_PROBLEM_ERROR, "range", NULL,
				    _("has %zu entries; at most %" PRId64 " are possible"), count,
				    max);
}

static void check_scalar(struct slw_checker *checker, const struct slw_field *field,
			 const json_t *value)
{
	const char *kind = "type";
	struct slw_err err;

	if (!checker->parsed && slw_scalar_check(field, value, &checker->check, &kind, &err) < 0)
		slw_problems_add(checker->problems, SLW_PROBLEM_ERROR, kind, checker->path.data,
				 err.msg, err.hint);
	else if (field->type == SLW_FIELD_SECRET && json_object_get(value, "literal") != NULL)
		slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_WARNING, "secret", NULL,
						     _("the secret itself is written here")),
				 _("prefer {env: NAME} or {file: PATH}"));
}

static void check_list(struct slw_checker *checker, const struct slw_field *field,
		       const json_t *value, const struct slw_node *node)
{
	json_t *entry;
	size_t i;

	check_count(checker, field, json_array_size(value));
	if (checker->parsed && slw_field_is_scalar(field->item))
		return;
	json_array_foreach (value, i, entry) {
		size_t len = slw_checker_index(checker, i);

		check_any(checker, field->item, entry, NULL, slw_node_at(node, i));
		slw_buf_cut(&checker->path, len);
	}
}

static void check_map(struct slw_checker *checker, const struct slw_field *field,
		      const json_t *value)
{
	json_t *object = (json_t *)value, *entry;
	const char *key;

	check_count(checker, field, json_object_size(value));
	json_object_foreach (object, key, entry) {
		size_t len = slw_checker_key(checker, key);

		check_any(checker, field->item, entry, NULL, NULL);
		slw_buf_cut(&checker->path, len);
	}
}

static void check_records(struct slw_checker *checker, const struct slw_field *field,
			  const json_t *value, const struct slw_node *node)
{
	json_t *entry;
	size_t i;

	check_count(checker, field, json_array_size(value));
	json_array_foreach (value, i, entry) {
		const struct slw_node *place = slw_node_at(node, i);
		size_t len = slw_checker_index(checker, i);

		if (json_is_object(entry)) {
			slw_checker_record(checker, field->fields, entry, place);
			if (field->fields == slw_product_fields)
				slw_rules_product(checker, entry);
		} else if (!checker->parsed) {
			slw_checker_problem(checker, SLW_PROBLEM_ERROR, "type", NULL,
					    _("is not a record"));
		}
		slw_buf_cut(&checker->path, len);
	}
}

static void report_missing(struct slw_checker *checker, const struct slw_field *field)
{
	struct slw_problem *problem = slw_checker_problem(checker, SLW_PROBLEM_ERROR, "missing",
							  field->key, _("is required and missing"));

	if (field->example != NULL)
		slw_problem_hint(problem, _("for example %s: %s"), field->key, field->example);
	else if (field->help != NULL)
		slw_problem_hint(problem, "%s", _(field->help));
}

/* A value of a provider that the catalogue does not have may be a secret, so it is taken as one. */
static void check_unknown_credential(struct slw_checker *checker, const json_t *value)
{
	static const struct slw_field secret = { .type = SLW_FIELD_SECRET };
	static const struct slw_field text = { .type = SLW_FIELD_TEXT, .max = 8192 };

	if (!checker->parsed)
		check_any(checker, json_is_object(value) ? &secret : &text, value, NULL, NULL);
}

static void check_credentials(struct slw_checker *checker, const struct slw_field *field,
			      const json_t *value, const json_t *record,
			      const struct slw_node *node)
{
	const struct slw_catalog_provider *provider = NULL;
	json_t *object = (json_t *)value, *entry;
	const char *key;

	if (checker->check.catalog != NULL)
		provider = slw_catalog_provider(checker->check.catalog, field->kind,
						slw_json_str(record, "provider", ""));
	check_count(checker, field, json_object_size(value));
	json_object_foreach (object, key, entry) {
		const struct slw_catalog_credential *credential =
		    provider != NULL ? slw_catalog_credential(provider, key) : NULL;
		size_t len = slw_checker_key(checker, key);

		if (credential != NULL) {
			struct slw_field as_field = slw_credential_field(credential);

			check_any(checker, &as_field, entry, NULL, NULL);
		} else if (provider == NULL) {
			check_unknown_credential(checker, entry);
		} else {
			slw_checker_problem(checker, SLW_PROBLEM_ERROR, "unknown_key", NULL,
					    _("%s has no such credential"), provider->name);
		}
		slw_buf_cut(&checker->path, len);
	}
	for (size_t i = 0; provider != NULL && !checker->damaged && i < provider->credential_count;
	     i++) {
		struct slw_field as_field = slw_credential_field(&provider->credentials[i]);

		if (provider->credentials[i].required &&
		    json_object_get(value, as_field.key) == NULL &&
		    slw_node_get(node, as_field.key) == NULL)
			report_missing(checker, &as_field);
	}
}

/* True for the kinds of values that are JSON objects; the others' check says what it wants. */
static bool expect(struct slw_checker *checker, bool ok)
{
	if (!ok && !checker->parsed)
		slw_checker_problem(checker, SLW_PROBLEM_ERROR, "type", NULL,
				    _("has the wrong shape"));
	return ok;
}

static void check_any(struct slw_checker *checker, const struct slw_field *field,
		      const json_t *value, const json_t *record, const struct slw_node *node)
{
	switch (field->type) {
	case SLW_FIELD_LIST:
		if (expect(checker, json_is_array(value)))
			check_list(checker, field, value, node);
		break;
	case SLW_FIELD_MAP:
		if (expect(checker, json_is_object(value)))
			check_map(checker, field, value);
		break;
	case SLW_FIELD_CREDENTIALS:
		if (expect(checker, json_is_object(value)))
			check_credentials(checker, field, value, record, node);
		break;
	case SLW_FIELD_RECORD:
		if (expect(checker, json_is_object(value)))
			slw_checker_record(checker, field->fields, value, node);
		break;
	case SLW_FIELD_RECORDS:
		if (expect(checker, json_is_array(value)))
			check_records(checker, field, value, node);
		break;
	default:
		check_scalar(checker, field, value);
		break;
	}
}

/* A condition on a key that was not understood, or not answered and without a default, is open:
 * neither missing nor too much can be said of the field. */
static bool is_open(const struct slw_field *field, const struct slw_field *table,
		    const json_t *record, const struct slw_node *node)
{
	const struct slw_field *other;

	if (field->when.test == SLW_WHEN_ALWAYS || strchr(field->when.key, '.') != NULL ||
	    json_object_get(record, field->when.key) != NULL)
		return false;
	if (slw_node_get(node, field->when.key) != NULL)
		return true;
	if (field->when.test == SLW_WHEN_SET || field->when.test == SLW_WHEN_NOT_SET)
		return false;
	other = slw_field_find(table, field->when.key);
	return other != NULL && other->fallback == NULL && other->derived == SLW_DERIVED_NONE;
}

static void report_inapplicable(struct slw_checker *checker, const struct slw_field *field)
{
	struct slw_problem *problem = slw_checker_problem(checker, SLW_PROBLEM_ERROR, "conflict",
							  field->key, _("does not apply here"));
	const struct slw_when *when = &field->when;

	switch (when->test) {
	case SLW_WHEN_EQUALS:
		slw_problem_hint(problem, _("only where %s is %s"), when->key, when->value);
		break;
	case SLW_WHEN_NOT_EQUALS:
		slw_problem_hint(problem, _("only where %s is not %s"), when->key, when->value);
		break;
	case SLW_WHEN_SET:
		slw_problem_hint(problem, _("only together with %s"), when->key);
		break;
	case SLW_WHEN_NOT_SET:
		slw_problem_hint(problem, _("not together with %s"), when->key);
		break;
	case SLW_WHEN_COUNTRY_IN:
		slw_problem_hint(problem, _("only in countries whose law asks for it"));
		break;
	case SLW_WHEN_ALWAYS:
		break;
	}
}

/* A required record that is absent is told by the keys that it must have. */
static void check_absent(struct slw_checker *checker, const struct slw_field *field)
{
	json_t *empty;
	size_t len, before = checker->problems->errors;

	if (field->type == SLW_FIELD_RECORD) {
		empty = json_object();
		len = slw_checker_key(checker, field->key);
		slw_checker_record(checker, field->fields, empty, NULL);
		slw_buf_cut(&checker->path, len);
		json_decref(empty);
	}
	if (checker->problems->errors == before)
		report_missing(checker, field);
}

static void check_field(struct slw_checker *checker, const struct slw_field *field,
			const struct slw_field *table, const json_t *record,
			const struct slw_node *node)
{
	const json_t *value = json_object_get(record, field->key);
	const struct slw_node *written = NULL;
	size_t len;

	if (value == NULL && (field->flags & SLW_FIELD_REQUIRED) == 0 &&
	    field->type != SLW_FIELD_CREDENTIALS)
		return;
	if (value == NULL || field->type >= SLW_FIELD_LIST)
		written = slw_node_get(node, field->key);
	if (!is_open(field, table, record, node)) {
		if (!slw_field_applies(field, record, checker->docs)) {
			if (value != NULL)
				report_inapplicable(checker, field);
			return;
		}
		if (value == NULL && written == NULL && !checker->damaged) {
			if ((field->flags & SLW_FIELD_REQUIRED) != 0) {
				check_absent(checker, field);
			} else {
				json_t *empty = json_object();

				len = slw_checker_key(checker, field->key);
				check_credentials(checker, field, empty, record, NULL);
				slw_buf_cut(&checker->path, len);
				json_decref(empty);
			}
		}
	}
	if (value != NULL) {
		len = slw_checker_key(checker, field->key);
		check_any(checker, field, value, record, written);
		slw_buf_cut(&checker->path, len);
	}
}

void slw_checker_record(struct slw_checker *checker, const struct slw_field *table,
			const json_t *record, const struct slw_node *node)
{
	json_t *object = (json_t *)record, *value;
	const char *key, *near;

	for (const struct slw_field *field = table; field->key != NULL; field++)
		check_field(checker, field, table, record, node);
	if (checker->parsed)
		return;
	json_object_foreach (object, key, value) {
		if (slw_field_find(table, key) != NULL)
			continue;
		near = checker->problems->dropped > 0 ? NULL : slw_field_nearest(table, key);
		slw_problem_hint(slw_checker_problem(checker, SLW_PROBLEM_ERROR, "unknown_key", key,
						     _("there is no such key")),
				 near != NULL ? _("did you mean \"%s\"?") : "%s",
				 near != NULL ? near : "");
	}
}

void slw_check_value(const struct slw_field *field, const json_t *value, const char *path,
		     const json_t *record, const struct slw_documents *docs,
		     const struct slw_check *check, struct slw_problems *problems)
{
	struct slw_checker checker;

	slw_checker_init(&checker, path, docs, check, problems);
	check_any(&checker, field, value, record, NULL);
	slw_checker_release(&checker);
}

void slw_check_section(enum slw_section section, const struct slw_documents *docs,
		       const struct slw_check *check, struct slw_problems *problems)
{
	struct slw_checker checker;

	slw_checker_init(&checker, slw_steps[section].key, docs, check, problems);
	slw_checker_record(&checker, slw_steps[section].fields, docs->section[section], NULL);
	slw_rules_section(&checker, section);
	slw_checker_release(&checker);
}

void slw_check_documents(const struct slw_documents *docs, const struct slw_check *check,
			 struct slw_problems *problems)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		slw_check_section((enum slw_section)i, docs, check, problems);
}

void slw_check_product(const json_t *product, const char *path, const struct slw_documents *docs,
		       const struct slw_check *check, struct slw_problems *problems)
{
	struct slw_checker checker;

	slw_checker_init(&checker, path, docs, check, problems);
	slw_checker_record(&checker, slw_product_fields, product, NULL);
	slw_rules_product(&checker, product);
	slw_checker_release(&checker);
}
