#include "config.h"

#include "model/answers.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/answers_internal.h"
#include "model/problem.h"

#include "base/banned.h"

/* --- what is no text at all ------------------------------------------------------------------- */

static const char *encoding_hint(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;

	if (len >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF) ||
			 p[0] == 0 || p[1] == 0))
		return _("this looks like UTF-16; save the file as UTF-8");
	return _("save the file as UTF-8; this byte looks like Windows-1252 or Latin-1");
}

/* -1 with the place of the first byte that is not UTF-8, or of a NUL. */
static int check_encoding(const char *name, const char *text, size_t len, struct slw_err *err)
{
	const char *nul = memchr(text, '\0', len), *p;
	const char *bad = (const char *)u8_check((const uint8_t *)text, len);
	int line = 1, column = 1;

	if (bad == NULL || (nul != NULL && nul < bad))
		bad = nul;
	if (bad == NULL)
		return 0;
	for (p = text; p < bad; p++) {
		column += ((unsigned char)*p & 0xC0) != 0x80;
		if (*p == '\n') {
			line++;
			column = 1;
		}
	}
	slw_err_set(err, SLW_EINVAL,
		    *bad == '\0' ? _("%s:%d:%d: a NUL byte (0x%02X)")
				 : _("%s:%d:%d: not UTF-8 (byte 0x%02X)"),
		    name, line, column, (unsigned int)(unsigned char)*bad);
	if (*bad == '\0' && encoding_hint(text, len) != NULL && len >= 2 && text[0] != '\0' &&
	    text[1] != '\0')
		return slw_err_hint(err, _("take it out"));
	return slw_err_hint(err, "%s", encoding_hint(text, len));
}

/* --- places ----------------------------------------------------------------------------------- */

/* The longest key of a mapping that the path begins with; keys of a MAP may hold dots. */
static size_t match_key(const struct slw_node *mapping, const char *path, size_t *child)
{
	size_t best = 0;

	for (size_t i = 0; i < mapping->count; i++) {
		const struct slw_node *key = mapping->keys[i];

		if (key->kind == SLW_NODE_SCALAR && key->len > best &&
		    strncmp(key->text, path, key->len) == 0 &&
		    strchr(".[", path[key->len]) != NULL) {
			best = key->len;
			*child = i;
		}
	}
	return best;
}

const struct slw_node *slw_answers_find(const struct slw_answers *answers, const char *path,
					const struct slw_node **key, bool *exact)
{
	const struct slw_node *node = answers->tree.root;

	*key = NULL;
	while (node != NULL && *path != '\0') {
		size_t child = 0, len = 0;

		path += *path == '.';
		if (node->kind == SLW_NODE_MAPPING) {
			len = match_key(node, path, &child);
		} else if (node->kind == SLW_NODE_SEQUENCE && *path == '[') {
			char *end;

			child = strtoul(path + 1, &end, 10);
			len = *end == ']' && child < node->count ? (size_t)(end + 1 - path) : 0;
		}
		if (len == 0)
			break;
		*key = node->kind == SLW_NODE_MAPPING ? node->keys[child] : NULL;
		node = node->children[child];
		path += len;
	}
	*exact = node != NULL && *path == '\0';
	return node;
}

/* A value stands where it begins, a record or list where its key does. */
static void place(const struct slw_answers *answers, const char *path, int *line, int *column,
		  bool *exact)
{
	const struct slw_node *key, *node = slw_answers_find(answers, path, &key, exact);

	if (node != NULL && node->kind != SLW_NODE_SCALAR && key != NULL)
		node = key;
	slw_tree_position(&answers->tree, node != NULL ? node->offset : 0, line, column);
}

int slw_answers_position(const struct slw_answers *answers, const char *path, int *line,
			 int *column)
{
	int at_line, at_column;
	bool exact;

	place(answers, path, &at_line, &at_column, &exact);
	if (!exact)
		return -1;
	*line = at_line;
	*column = at_column;
	return 0;
}

/* Gives the problems of the checks, which know keys alone, their places. */
static void place_problems(const struct slw_answers *answers, struct slw_problems *problems,
			   size_t first)
{
	for (size_t i = first; i < problems->count; i++) {
		struct slw_problem *problem = &problems->items[i];
		bool exact;

		if (problem->file != NULL)
			continue;
		problem->file = slw_strdup(answers->tree.name);
		place(answers, problem->key, &problem->line, &problem->column, &exact);
	}
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool check_root(struct slw_answers *answers, struct slw_problems *problems)
{
	const struct slw_node *root = answers->tree.root;
	struct slw_problem *problem;

	if (root != NULL && root->kind == SLW_NODE_MAPPING)
		return true;
	if (answers->tree.damaged)
		return false;
	if (root == NULL || (root->kind == SLW_NODE_SCALAR &&
			     (root->plain == SLW_NODE_EMPTY || root->plain == SLW_NODE_NULL)))
		problem =
		    slw_problems_add(problems, SLW_PROBLEM_ERROR, "syntax", "",
				     _("the file holds no answers"), _("begin with \"business:\""));
	else
		problem = slw_problems_add(problems, SLW_PROBLEM_ERROR, "type", "",
					   _("this is not a mapping of sections"),
					   _("begin with \"business:\" at the left margin"));
	if (problem != NULL)
		problem->file = slw_strdup(answers->tree.name);
	if (problem != NULL)
		slw_tree_position(&answers->tree, root != NULL ? root->offset : 0, &problem->line,
				  &problem->column);
	return root == NULL || root->kind == SLW_NODE_SCALAR;
}

static void run_checks(struct slw_answers *answers, struct slw_problems *problems)
{
	struct slw_check check = { .catalog = answers->catalog,
				   .currency = slw_documents_currency(&answers->docs) };
	const json_t *items = json_object_get(answers->docs.section[SLW_PRODUCTS], "items");
	const json_t *imports = json_object_get(answers->docs.section[SLW_PRODUCTS], "imports");
	struct slw_checker checker;

	slw_checker_init(&checker, "", &answers->docs, &check, problems);
	checker.parsed = true;
	checker.damaged = answers->tree.damaged;
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		const struct slw_node *node = slw_node_get(answers->tree.root, slw_steps[i].key);

		if (node != NULL && node->kind != SLW_NODE_MAPPING &&
		    (node->kind != SLW_NODE_SCALAR || node->plain == SLW_NODE_STRING))
			continue;
		slw_checker_key(&checker, slw_steps[i].key);
		slw_checker_record(&checker, slw_steps[i].fields, answers->docs.section[i], node);
		slw_rules_section(&checker, (enum slw_section)i);
		if (i == SLW_PRODUCTS && !checker.damaged)
			slw_rules_items(&checker, items, json_array_size(imports) > 0);
		slw_buf_cut(&checker.path, 0);
	}
	slw_checker_release(&checker);
}

/* Takes out the entries that were not understood. */
static void close_gaps(json_t *value)
{
	json_t *entry;
	const char *key;

	if (json_is_array(value)) {
		for (size_t i = json_array_size(value); i > 0; i--)
			if (json_is_null(json_array_get(value, i - 1)))
				json_array_remove(value, i - 1);
			else
				close_gaps(json_array_get(value, i - 1));
	}
	json_object_foreach (value, key, entry)
		close_gaps(entry);
}

/* The product with its handle, made from the title, behind the title. New reference. */
static json_t *with_handle(const json_t *product)
{
	const char *title = slw_json_str(product, "title", NULL), *key;
	json_t *object = json_object(), *from = (json_t *)product, *value;
	char *handle;

	json_object_foreach (from, key, value) {
		slw_json_set(object, key, json_incref(value));
		if (title == NULL || strcmp(key, "title") != 0 ||
		    json_object_get(product, "handle") != NULL)
			continue;
		handle = slw_text_handle(title);
		slw_json_set_str(object, "handle", handle);
		free(handle);
	}
	return object;
}

static json_t *take_array(json_t *section, const char *key)
{
	json_t *array = slw_json_array(section, key);

	if (array == NULL)
		return json_array();
	json_incref(array);
	json_object_del(section, key);
	return array;
}

/* Closes the gaps, and keeps what it was with them. */
static void keep_numbers(struct slw_answers *answers)
{
	answers->gaps = true;
	slw_documents_init(&answers->numbered);
	slw_documents_copy(&answers->numbered, &answers->docs);
	answers->numbered_products = take_array(answers->numbered.section[SLW_PRODUCTS], "items");
	json_decref(take_array(answers->numbered.section[SLW_PRODUCTS], "imports"));
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		close_gaps(answers->docs.section[i]);
}

static void take_input(struct slw_answers *answers)
{
	json_t *section = answers->docs.section[SLW_PRODUCTS], *product;
	size_t i;

	answers->products = take_array(section, "items");
	answers->imports = take_array(section, "imports");
	json_array_foreach (answers->products, i, product)
		if (json_object_get(product, "handle") == NULL &&
		    json_array_set_new(answers->products, i, with_handle(product)) != 0)
			slw_out_of_memory(0);
}

int slw_answers_read(const char *name, const char *text, size_t len,
		     const struct slw_catalog *catalog, struct slw_answers **out,
		     struct slw_problems *problems, struct slw_err *err)
{
	struct slw_answers *answers;
	size_t first = problems->count;
	bool gaps = false;

	if (len > SLW_ANSWERS_MAX)
		return slw_err_set(err, SLW_ELIMIT, _("%s is larger than %d MB"), name,
				   SLW_ANSWERS_MAX / 1024 / 1024);
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	if (check_encoding(name, text, len, err) < 0)
		return -1;
	answers = slw_calloc(1, sizeof(*answers));
	answers->catalog = catalog;
	slw_documents_init(&answers->docs);
	slw_tree_parse(&answers->tree, name, text, len, problems);
	if (check_root(answers, problems)) {
		if (answers->tree.root != NULL && answers->tree.root->kind == SLW_NODE_MAPPING)
			slw_answers_convert(answers, problems, &gaps);
		run_checks(answers, problems);
	}
	place_problems(answers, problems, first);
	if (gaps)
		keep_numbers(answers);
	take_input(answers);
	*out = answers;
	return 0;
}

void slw_answers_free(struct slw_answers *answers)
{
	if (answers == NULL)
		return;
	slw_tree_release(&answers->tree);
	slw_documents_release(&answers->docs);
	if (answers->gaps)
		slw_documents_release(&answers->numbered);
	json_decref(answers->numbered_products);
	json_decref(answers->products);
	json_decref(answers->imports);
	free(answers);
}

struct slw_documents *slw_answers_documents(const struct slw_answers *answers)
{
	return (struct slw_documents *)&answers->docs;
}

json_t *slw_answers_products(const struct slw_answers *answers)
{
	return answers->products;
}

const struct slw_documents *slw_answers_numbered(const struct slw_answers *answers)
{
	return answers->gaps ? &answers->numbered : &answers->docs;
}

const json_t *slw_answers_numbered_products(const struct slw_answers *answers)
{
	return answers->gaps ? answers->numbered_products : answers->products;
}

json_t *slw_answers_imports(const struct slw_answers *answers)
{
	return answers->imports;
}
