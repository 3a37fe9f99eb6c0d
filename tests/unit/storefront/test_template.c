#include "config.h"

#include "unit/suites.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
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
	const char *name, *evil, *link, *empty, *html, *json;
	const struct leaf *leaf, *none;
	struct slw_tpl_list leaves, nothing, pointers;
	int64_t number, zero;
	bool yes, no;
};

#define FIELD(type, member, of)                                  \
	{                                                        \
#member, of, offsetof(struct type, member), NULL \
	}
static const struct slw_tpl_field leaf_fields[] = { FIELD(leaf, text, SLW_TPL_TEXT),
						    FIELD(leaf, number, SLW_TPL_NUMBER),
						    { NULL, SLW_TPL_TEXT, 0, NULL } };
static const struct slw_tpl_record leaf_record = { "leaf", sizeof(struct leaf), leaf_fields };
static const struct slw_tpl_field root_fields[] = {
	FIELD(root, name, SLW_TPL_TEXT),
	FIELD(root, evil, SLW_TPL_TEXT),
	FIELD(root, link, SLW_TPL_TEXT),
	FIELD(root, empty, SLW_TPL_TEXT),
	FIELD(root, html, SLW_TPL_HTML),
	FIELD(root, json, SLW_TPL_JSON),
	{ "leaf", SLW_TPL_RECORD, offsetof(struct root, leaf), &leaf_record },
	{ "none", SLW_TPL_RECORD, offsetof(struct root, none), &leaf_record },
	{ "leaves", SLW_TPL_LIST, offsetof(struct root, leaves), &leaf_record },
	{ "nothing", SLW_TPL_LIST, offsetof(struct root, nothing), &leaf_record },
	{ "pointers", SLW_TPL_POINTERS, offsetof(struct root, pointers), &leaf_record },
	FIELD(root, number, SLW_TPL_NUMBER),
	FIELD(root, zero, SLW_TPL_NUMBER),
	FIELD(root, yes, SLW_TPL_YES),
	FIELD(root, no, SLW_TPL_YES),
	{ NULL, SLW_TPL_TEXT, 0, NULL }
};
static const struct slw_tpl_record root_record = { "root", sizeof(struct root), root_fields };

static const struct leaf leaves[] = { { "a", 1 }, { "b", 2 }, { NULL, 3 } };
static const struct leaf *const pointers[] = { &leaves[1], &leaves[0] };
static const struct root data = {
	.name = "Fern & Field",
	.evil = "\"'><script>alert(1)</script>&{{name}}",
	.link = "javascript:alert(1)",
	.empty = "",
	.html = "<p>a</p>",
	.json = "{\"a\":1}",
	.leaf = &leaves[0],
	.leaves = { leaves, 3 },
	.pointers = { pointers, 2 },
	.number = 42,
	.yes = true,
};

static int load(void *context, const char *name, const char **text, size_t *len,
		struct slw_err *err)
{
	static const struct {
		const char *name, *text;
	} partials[] = { { "part", "[{{name}}]" },	   { "again", "{{>again}}" },
			 { "fork", "{{>fork}}{{>fork}}" }, { "open", "<a title=\"" },
			 { "broken", "ok\n  {{nmae}}" },   { "loose", "{{#yes}}" } };

	if (strcmp(name, "main") == 0) {
		*text = context;
		*len = strlen(context);
		return 0;
	}
	for (size_t i = 0; i < SLW_COUNT(partials); i++) {
		if (strcmp(name, partials[i].name) == 0) {
			*text = partials[i].text;
			*len = strlen(*text);
			return 0;
		}
	}
	return slw_err_set(err, SLW_ENOTFOUND, "no template %s", name);
}

static const char *word(void *context, const char *phrase)
{
	(void)context;
	if (strcmp(phrase, "Add") == 0)
		return "Füg' <es> hinzu";
	return strcmp(phrase, "Page {number}") == 0 ? "Seite {number}!" : NULL;
}

/* Compiles and renders; the error text instead where it does not compile. */
static char *run(const char *text)
{
	struct slw_tpl_source source = { load, word, (void *)(uintptr_t)text };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_template *tpl = NULL;
	struct slw_buf out;

	slw_buf_init(&out, 0);
	if (slw_template_compile(&tpl, "main", &root_record, &source, &err) < 0) {
		ck_assert_ptr_null(tpl);
		slw_buf_printf(&out, "%s %s", err.msg, err.hint);
	} else {
		slw_template_render(tpl, &data, &out);
	}
	slw_template_free(tpl);
	return slw_buf_take(&out);
}

#define EVIL_HTML "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;{{name}}"

static const struct {
	const char *text, *want;
} renders[] = {
	/* where a value stands decides its escaping */
	{ "<p>{{evil}}</p>", "<p>" EVIL_HTML "</p>" },
	{ "<a title=\"{{evil}}\">", "<a title=\"" EVIL_HTML "\">" },
	{ "<a title='{{evil}}'>", "<a title='" EVIL_HTML "'>" },
	{ "<title>{{evil}}</title>", "<title>" EVIL_HTML "</title>" },
	{ "<textarea>{{evil}}</textarea>", "<textarea>" EVIL_HTML "</textarea>" },
	{ "<a href=\"{{link}}\">", "<a href=\"#\">" },
	{ "<a href='{{link}}'>", "<a href='#'>" },
	{ "<IMG SRC=\"{{link}}\">", "<IMG SRC=\"#\">" },
	{ "<a href=\"{{evil}}\">",
	  "<a href=\"%22%27%3E%3Cscript%3Ealert(1)%3C/script%3E&amp;%7B%7Bname%7D%7D\">" },
	{ "<a href=\"/{{link}}\">", "<a href=\"/javascript:alert(1)\">" },
	{ "<a href=\"/a?q={{name}}&x=1\">", "<a href=\"/a?q=Fern%20%26%20Field&x=1\">" },
	{ "<a href=\"/a#{{link}}\">", "<a href=\"/a#javascript%3Aalert%281%29\">" },
	{ "<a href=\"mailto:{{name}}?subject={{evil}}\">",
	  "<a href=\"mailto:Fern%20&amp;%20Field?subject=%22%27%3E%3Cscript%3Ealert%281%29%3C%2F"
	  "script%3E%26%7B%7Bname%7D%7D\">" },
	{ "<img srcset=\"{{link}} 2x, /a.jpg 1x\">", "<img srcset=\"# 2x, /a.jpg 1x\">" },
	{ "<p style=\"color:{{evil}}\">", "<p style=\"color:unset\">" },
	{ "<style>a{color:{{evil}}}</style>", "<style>a{color:unset}</style>" },
	{ "<script type=\"application/ld+json\">{\"a\":{{evil}}}</script>",
	  "<script type=\"application/ld+json\">{\"a\":\"\\\"'\\u003e\\u003cscript\\u003ealert(1)"
	  "\\u003c/script\\u003e\\u0026{{name}}\"}</script>" },
	{ "<script type=\"application/ld+json\">{\"a\":\"x{{evil}}\"}</script>",
	  "<script type=\"application/ld+json\">{\"a\":\"x\\\"'\\u003e\\u003cscript\\u003ealert(1)"
	  "\\u003c/script\\u003e\\u0026{{name}}\"}</script>" },
	{ "<script type=\"application/ld+json\">[{{number}},{{yes}},{{json}}]</script>",
	  "<script type=\"application/ld+json\">[42,true,{\"a\":1}]</script>" },
	{ "<p>{{html}}</p>", "<p><p>a</p></p>" },
	/* after a place that needs care comes text again */
	{ "<a href=\"/\">{{evil}}</a>", "<a href=\"/\">" EVIL_HTML "</a>" },
	{ "<script src=\"a.js\"></script>{{evil}}", "<script src=\"a.js\"></script>" EVIL_HTML },
	{ "<!-- a -->{{evil}}", "<!-- a -->" EVIL_HTML },
	{ "<!doctype html>{{evil}}", "<!doctype html>" EVIL_HTML },
	/* values and sections */
	{ "{{name}}|{{empty}}|{{number}}", "Fern &amp; Field||42" },
	{ "{{leaf.text}}{{none.text}}{{none.number}}", "a0" },
	{ "{{#leaf}}{{text}}{{name}}{{/leaf}}", "aFern &amp; Field" },
	{ "{{#none}}x{{/none}}{{^none}}y{{/none}}", "y" },
	{ "{{#leaves}}{{number}}{{text}}{{^@last}},{{/@last}}{{/leaves}}", "1a,2b,3" },
	{ "{{#leaves}}{{@index}}{{@number}}{{#@first}}!{{/@first}} {{/leaves}}", "01! 12 23 " },
	{ "{{#pointers}}{{text}}{{/pointers}}", "ba" },
	{ "{{#leaves}}{{#pointers}}{{text}}{{/pointers}};{{/leaves}}", "ba;ba;ba;" },
	{ "{{?leaves}}x{{/leaves}}{{?nothing}}y{{/nothing}}", "x" },
	{ "{{#nothing}}x{{/nothing}}{{^nothing}}none{{/nothing}}", "none" },
	{ "{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{#zero}}3{{/zero}}{{#number}}4{{/number}}", "14" },
	{ "{{#empty}}1{{/empty}}{{^empty}}2{{/empty}}{{#name}}3{{/name}}", "23" },
	{ "{{!a remark}}{{ name }}", "Fern &amp; Field" },
	{ "{{>part}}{{#leaf}}{{>part}}{{/leaf}}", "[Fern &amp; Field][Fern &amp; Field]" },
	{ "<p{{#yes}} class=\"a\"{{/yes}}>", "<p class=\"a\">" },
	{ "<p class=\"a{{#yes}} b{{/yes}}\">", "<p class=\"a b\">" },
	{ "<a href=\"{{^yes}}{{name}}{{/yes}}{{link}}\">", "<a href=\"#\">" },
	/* phrases */
	{ "<p>{{_ Add}}</p>", "<p>Füg&#39; &lt;es&gt; hinzu</p>" },
	{ "<a title=\"{{_Add}}\">", "<a title=\"Füg&#39; &lt;es&gt; hinzu\">" },
	{ "{{_Page {number}}}", "Seite 42!" },
	{ "{{_ Hello {name}.}}", "Hello Fern &amp; Field." },
	/* lines */
	{ "a\n{{#yes}}\n  b\n{{/yes}}\nc", "a\nb\nc" },
};

START_TEST(renders_by_place)
{
	char *got = run(renders[_i].text);

	ck_assert_msg(strcmp(got, renders[_i].want) == 0, "%s\ngives %s\nnot   %s",
		      renders[_i].text, got, renders[_i].want);
	free(got);
}
END_TEST

static const struct {
	const char *text, *place, *reason;
} errors[] = {
	/* names */
	{ "a\n {{nmae}}", "main:2:4", "unknown name \"nmae\" in a root Did you mean \"name\"?" },
	{ "{{leaf.txt}}", "main:1:8", "Did you mean \"text\"?" },
	{ "{{name.x}}", "main:1:8", "nothing below" },
	{ "{{#leaves}}{{@middle}}{{/leaves}}", "main:1:14", "unknown name of a list" },
	{ "{{@first}}", "main:1:3", "in a list only" },
	{ "{{>broken}}", "broken:2:5", "unknown name" },
	{ "{{>missing}}", "main", "no template missing" },
	{ "{{}}", "main:1:1", "without a name" },
	{ "{{#}}", "main:1:1", "without a name" },
	/* sections */
	{ "{{#yes}}", "main:1:4", "not closed" },
	{ "{{/yes}}", "main:1:4", "no section is open" },
	{ "{{#yes}}{{#no}}{{/yes}}{{/no}}", "main:1:19", "another section" },
	{ "{{>loose}}{{/yes}}", "loose:1:4", "not closed" },
	{ "{{#yes}}<p{{/yes}}>", "main:1:14", "another place" },
	{ "<p {{#yes}}title=\"{{/yes}}\">", "main:1:22", "another place" },
	{ "<a href=\"{{#yes}}/a?{{/yes}}\">", "main:1:24", "another place" },
	{ "{{#yes}}<title>{{/yes}}", "main:1:19", "another place" },
	{ "{{name", "main:1:1", "without its" },
	{ "{{>again}}", "again:1:4", "too deep" },
	{ "{{>fork}}", "fork:1:4", "too deep" },
	{ "{{>open}}", "main:1:10", "ends inside a tag" },
	/* places where nothing is safe */
	{ "<{{name}}>", "main:1:1", "\"<\"" },
	{ "<p {{name}}>", "main:1:6", "inside a tag" },
	{ "<p {{name}}=\"a\">", "main:1:6", "inside a tag" },
	{ "<p a{{name}}=\"a\">", "main:1:7", "inside a tag" },
	{ "<p title={{name}}>", "main:1:12", "without quotes" },
	{ "<p title=a{{name}}>", "main:1:13", "without quotes" },
	{ "<p onclick=\"{{name}}\">", "main:1:15", "no value is safe in this attribute" },
	{ "<iframe srcdoc=\"{{name}}\">", "main:1:19", "no value is safe in this attribute" },
	{ "<script>{{name}}</script>", "main:1:11", "no value is safe in a script" },
	{ "<script type=\"module\">{{name}}</script>", "main:1:25", "in a script" },
	{ "<script type=\"a{{name}}\">{{name}}</script>", "main:1:28", "in a script" },
	{ "<script type=\"{{name}}application/ld+json\">{{name}}</script>", "main:1:46",
	  "in a script" },
	{ "<script type=\"{{#no}}application/ld+json{{/no}}\">{{name}}</script>", "main:1:52",
	  "in a script" },
	{ "<script type=\"{{_ Add}}application/ld+json\">{{name}}</script>", "main:1:47",
	  "in a script" },
	{ "<script {{#no}}type=\"application/ld+json\"{{/no}}>{{name}}</script>", "main:1:45",
	  "another place" },
	{ "<!-- {{name}} -->", "main:1:8", "in a comment" },
	{ "<script type=\"application/ld+json\">\"\\{{name}}\"</script>", "main:1:40",
	  "behind a backslash" },
	/* types */
	{ "<p title=\"{{html}}\">", "main:1:13", "HTML can stand" },
	{ "<title>{{html}}</title>", "main:1:10", "HTML can stand" },
	{ "{{json}}", "main:1:3", "JSON can stand" },
	{ "{{yes}}", "main:1:3", "use a section" },
	{ "{{leaves}}", "main:1:3", "use a section" },
	{ "{{leaf}}", "main:1:3", "use a section" },
	/* HTML that the compiler does not follow */
	{ "a < b", "main:1:3", "begins no tag" },
	{ "<p title=\"a\"b>", "main:1:13", "white space is missing" },
	{ "<p title= \"a\">", "main:1:10", "without a value" },
	{ "<p \"a\">", "main:1:4", "a quote" },
	{ "<script type=\"application/ld+json\">\"</script>", "main:1:37", "inside a string" },
	{ "{{_ Page {}}", "main", "" },
};

START_TEST(refuses_with_the_place)
{
	char *got = run(errors[_i].text);

	ck_assert_msg(strstr(got, errors[_i].place) != NULL &&
			  strstr(got, errors[_i].reason) != NULL,
		      "%s\ngives %s\nnot   %s: %s", errors[_i].text, got, errors[_i].place,
		      errors[_i].reason);
	free(got);
}
END_TEST

START_TEST(deep_sections_are_refused)
{
	struct slw_buf text;
	char *got;

	slw_buf_init(&text, 0);
	for (int i = 0; i < 100; i++)
		slw_buf_str(&text, "{{#leaf}}");
	got = run(text.data);
	ck_assert_ptr_nonnull(strstr(got, "too many sections"));
	free(got);
	slw_buf_release(&text);
}
END_TEST

Suite *suite_template(void);

Suite *suite_template(void)
{
	Suite *suite = suite_create("template");
	TCase *tc = tcase_create("template");

	tcase_add_loop_test(tc, renders_by_place, 0, SLW_COUNT(renders));
	tcase_add_loop_test(tc, refuses_with_the_place, 0, SLW_COUNT(errors));
	tcase_add_test(tc, deep_sections_are_refused);
	suite_add_tcase(suite, tc);
	return suite;
}
