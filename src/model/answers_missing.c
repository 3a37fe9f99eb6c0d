/* The missing required keys, as lines that can be pasted into the answers file. */
#include "config.h"

#include "model/answers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/answers_internal.h"
#include "model/catalog.h"
#include "model/problem.h"

#include "base/banned.h"

struct missing {
	const struct slw_answers *answers;
	const char **paths; /* borrowed from the problems */
	size_t count, cap;
	struct slw_buf *out;
};

static void add_indent(struct slw_buf *out, size_t indent)
{
	for (; indent > 0; indent--)
		slw_buf_char(out, ' ');
}

static void add_comment(struct slw_buf *out, size_t indent, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	add_indent(out, indent);
	slw_buf_printf(out, "# %s\n", text);
}

static void keep_first(void *context, const char *value, const char *label)
{
	const char **first = context;

	(void)label;
	if (*first == NULL)
		*first = value;
}

/* An example of a value, as in an answers file. Never NULL. */
static const char *example_of(const struct missing *missing, const struct slw_field *field)
{
	const char *first = field->example;

	if (first == NULL)
		slw_field_choices(field, missing->answers->catalog, keep_first, &first);
	if (first != NULL)
		return first;
	return field->type == SLW_FIELD_SECRET ? "{env: NAME}" : "...";
}

/* One field with its help above it; a list of records with the keys that each must have. */
static void add_field(const struct missing *missing, const struct slw_field *field, size_t indent)
{
	const struct slw_field *inner;
	bool first = true;

	add_comment(missing->out, indent, field->help != NULL ? _(field->help) : NULL);
	add_indent(missing->out, indent);
	if (field->type != SLW_FIELD_RECORDS && field->type != SLW_FIELD_RECORD) {
		slw_buf_printf(missing->out, "%s: %s\n", field->key, example_of(missing, field));
		return;
	}
	slw_buf_printf(missing->out, "%s:\n", field->key);
	for (inner = field->fields; inner->key != NULL; inner++) {
		if ((inner->flags & SLW_FIELD_REQUIRED) == 0 ||
		    (inner->when.test != SLW_WHEN_ALWAYS &&
		     inner->when.test != SLW_WHEN_NOT_EQUALS))
			continue;
		add_indent(missing->out, indent + 2);
		if (field->type == SLW_FIELD_RECORDS)
			slw_buf_str(missing->out, first ? "- " : "  ");
		slw_buf_printf(missing->out, "%s: %s\n", inner->key, example_of(missing, inner));
		first = false;
	}
}

static bool is_missing(const struct missing *missing, const char *path, bool below)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < missing->count; i++)
		if (strncmp(missing->paths[i], path, len) == 0 &&
		    (missing->paths[i][len] == '\0' || (below && missing->paths[i][len] == '.')))
			return true;
	return false;
}

/* The part of the block that a table gives, nested as in the file. path is left as it was. */
static void add_table(const struct missing *missing, const struct slw_field *table,
		      struct slw_buf *path, size_t indent)
{
	for (; table->key != NULL; table++) {
		size_t len = path->len;

		slw_buf_printf(path, ".%s", table->key);
		if (is_missing(missing, path->data, false)) {
			add_field(missing, table, indent);
		} else if (table->type == SLW_FIELD_RECORD &&
			   is_missing(missing, path->data, true)) {
			add_indent(missing->out, indent);
			slw_buf_printf(missing->out, "%s:\n", table->key);
			add_table(missing, table->fields, path, indent + 2);
		}
		slw_buf_cut(path, len);
	}
}

/* The field of a provider's credential, by its path; false if it is none. */
static bool find_credential(const struct missing *missing, const char *path,
			    struct slw_field *field)
{
	const char *tail = strstr(path, ".credentials."), *open = strchr(path, '[');
	const struct slw_catalog_provider *provider;
	const struct slw_catalog_credential *credential;
	char *kind, *record;
	const char *name;

	if (tail == NULL || open == NULL || strncmp(path, "integrations.", 13) != 0)
		return false;
	kind = slw_strndup(path + 13, (size_t)(open - path) - 13);
	record = slw_printf("%.*s.provider", (int)(tail - path), path);
	name = slw_documents_str(&missing->answers->docs, record, "");
	provider = slw_catalog_provider(missing->answers->catalog, kind, name);
	credential = provider != NULL
			 ? slw_catalog_credential(provider, tail + strlen(".credentials."))
			 : NULL;
	if (credential != NULL)
		*field = slw_credential_field(credential);
	free(kind);
	free(record);
	return credential != NULL;
}

/* STRIPE_SECRET_KEY */
static void add_credential(const struct missing *missing, const struct slw_field *field,
			   size_t indent)
{
	add_comment(missing->out, indent, field->help);
	add_indent(missing->out, indent);
	if (field->type != SLW_FIELD_SECRET) {
		slw_buf_printf(missing->out, "%s: %s\n", field->key, example_of(missing, field));
		return;
	}
	slw_buf_printf(missing->out, "%s: {env: ", field->key);
	for (const char *p = field->key; *p != '\0'; p++)
		slw_buf_char(missing->out, (char)toupper((unsigned char)*p));
	slw_buf_str(missing->out, "}\n");
}

/* A key inside an entry of a list cannot stand in a block of its own: it is told where it goes, once
 * for the keys of one record. before is the path that was told last, or NULL. */
static void add_inside(const struct missing *missing, const char *path, const char *before)
{
	const char *dot = strrchr(path, '.');
	const struct slw_field *field = slw_steps_field(path, NULL);
	char *record = slw_strndup(path, dot != NULL ? (size_t)(dot - path) : 0);
	const struct slw_node *key, *node;
	struct slw_field credential;
	int line, column = 1;
	bool exact;

	node = slw_answers_find(missing->answers, record, &key, &exact);
	slw_tree_position(&missing->answers->tree, node != NULL ? node->offset : 0, &line, &column);
	if (!exact)
		column += 2;
	if (before == NULL || strncmp(before, path, strlen(record) + 1) != 0 ||
	    strchr(before + strlen(record) + 1, '.') != NULL)
		slw_buf_printf(missing->out, _("# in %s, line %d:\n"), record, line);
	if (field != NULL)
		add_field(missing, field, (size_t)column - 1);
	else if (find_credential(missing, path, &credential))
		add_credential(missing, &credential, (size_t)column - 1);
	free(record);
}

void slw_answers_missing(const struct slw_answers *answers, const struct slw_problems *problems,
			 struct slw_buf *out)
{
	struct missing missing = { .answers = answers, .out = out };
	struct slw_buf path;

	for (size_t i = 0; i < problems->count; i++)
		if (strcmp(problems->items[i].kind, "missing") == 0) {
			SLW_GROW(missing.paths, missing.count, missing.cap);
			missing.paths[missing.count++] = problems->items[i].key;
		}
	slw_buf_init(&path, 0);
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		size_t len = strlen(slw_steps[i].key);
		bool any = false;

		for (size_t j = 0; j < missing.count; j++)
			any = any || (strncmp(missing.paths[j], slw_steps[i].key, len) == 0 &&
				      missing.paths[j][len] == '.' &&
				      strchr(missing.paths[j], '[') == NULL);
		if (!any)
			continue;
		slw_buf_printf(out, "%s:\n", slw_steps[i].key);
		slw_buf_clear(&path);
		slw_buf_str(&path, slw_steps[i].key);
		add_table(&missing, slw_steps[i].fields, &path, 2);
	}
	for (size_t i = 0; i < missing.count; i++)
		if (strchr(missing.paths[i], '[') != NULL)
			add_inside(&missing, missing.paths[i], i > 0 ? missing.paths[i - 1] : NULL);
	slw_buf_release(&path);
	free(missing.paths);
}
