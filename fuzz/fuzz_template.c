/*
 * Harness for the templates. A template that compiles has put every value where its escaping holds:
 * rendered once with harmless and once with hostile values, a page has the same tags, attributes'
 * ends and scripts, so the characters that make them are counted.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "storefront/template.h"

#include "base/banned.h"

struct leaf {
	const char *text;
	int64_t number;
};

struct root {
	const char *name;
	const struct leaf *leaf;
	struct slw_tpl_list leaves;
	int64_t number;
	bool yes;
};

static const struct slw_tpl_field leaf_fields[] = {
	{ "text", SLW_TPL_TEXT, offsetof(struct leaf, text), NULL },
	{ "number", SLW_TPL_NUMBER, offsetof(struct leaf, number), NULL },
	{ NULL, SLW_TPL_TEXT, 0, NULL }
};
static const struct slw_tpl_record leaf_record = { "leaf", sizeof(struct leaf), leaf_fields };
static const struct slw_tpl_field root_fields[] = {
	{ "name", SLW_TPL_TEXT, offsetof(struct root, name), NULL },
	{ "leaf", SLW_TPL_RECORD, offsetof(struct root, leaf), &leaf_record },
	{ "leaves", SLW_TPL_LIST, offsetof(struct root, leaves), &leaf_record },
	{ "number", SLW_TPL_NUMBER, offsetof(struct root, number), NULL },
	{ "yes", SLW_TPL_YES, offsetof(struct root, yes), NULL },
	{ NULL, SLW_TPL_TEXT, 0, NULL }
};
static const struct slw_tpl_record root_record = { "root", sizeof(struct root), root_fields };

static int load(void *context, const char *name, const char **text, size_t *len,
		struct slw_err *err)
{
	const struct slw_buf *input = context;

	if (strcmp(name, "main") != 0 && strcmp(name, "self") != 0)
		return slw_err_set(err, SLW_ENOTFOUND, "no template %s", name);
	*text = strcmp(name, "main") == 0 ? input->data : "{{name}}";
	*len = strlen(*text);
	return 0;
}

static const char *word(void *context, const char *phrase)
{
	(void)context;
	(void)phrase;
	return NULL;
}

static void render(const struct slw_template *tpl, const char *value, struct slw_buf *out)
{
	const struct leaf leaves[] = { { value, 1 }, { value, 2 } };
	const struct root root = { value, &leaves[0], { leaves, 2 }, 7, true };

	slw_template_render(tpl, &root, out);
}

static size_t count(const struct slw_buf *buf, char c)
{
	size_t found = 0;

	for (size_t i = 0; i < buf->len; i++)
		found += buf->data[i] == c ? 1 : 0;
	return found;
}

static void compare(const struct slw_template *tpl)
{
	static const char marks[] = "<>'\n`";
	struct slw_buf plain, hostile;

	slw_buf_init(&plain, 0);
	slw_buf_init(&hostile, 0);
	render(tpl, "x", &plain);
	render(tpl, "\"'></script></style></title>--><b onclick=javascript:a`{{name}}", &hostile);
	for (const char *mark = marks; *mark != '\0'; mark++) {
		/* an apostrophe and a backtick mean nothing in a JSON string */
		bool json = strcasestr(plain.data, "application/ld+json") != NULL;

		if (*mark == '`' || (json && *mark == '\''))
			continue;
		if (count(&plain, *mark) != count(&hostile, *mark))
			fuzz_fail("a value became markup", hostile.data);
	}
	slw_buf_release(&plain);
	slw_buf_release(&hostile);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slw_buf input;
	struct slw_tpl_source source = { load, word, &input };
	struct slw_template *tpl = NULL;
	struct slw_err err = SLW_ERR_INIT;

	slw_buf_init(&input, 0);
	slw_buf_add(&input, data, size);
	if (slw_template_compile(&tpl, "main", &root_record, &source, &err) == 0)
		compare(tpl);
	else if (err.code == SLW_OK || err.msg[0] == '\0')
		fuzz_fail("an error without a text", input.data);
	slw_template_free(tpl);
	slw_buf_release(&input);
	return 0;
}
