#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/mem.h"

#include "base/banned.h"

typedef void escaper(struct slw_buf *out, const char *text);

static void escape_text(struct slw_buf *out, const char *text)
{
	slw_escape_html_text(out, text, strlen(text));
}

#define FFFD "\xEF\xBF\xBD"

static const struct {
	escaper *escape;
	const char *text, *want;
} rows[] = {
	{ slw_escape_html, "plain", "plain" },
	{ slw_escape_html, "", "" },
	{ slw_escape_html, "<a href=\"x\" b='y'>&amp;</a>",
	  "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;" },
	{ slw_escape_html, "é日😀", "é日😀" },
	{ slw_escape_html, "a\tb\nc\r\nd\re", "a\tb\nc\nd\ne" },
	{ slw_escape_html, "\x01\x08\x0b\x0c\x1b[0m\x7f", "[0m" },
	{ slw_escape_html,
	  "\xC2\x85"
	  "a\xEF\xBF\xBE"
	  "b\xEF\xB7\x90"
	  "c\xF0\x9F\xBF\xBF",
	  "abc" },
	{ slw_escape_html, "a\xff\xC3(", "a" FFFD FFFD "(" },
	{ slw_escape_html, "<\xC3", "&lt;" FFFD },
	{ slw_escape_xml, "<a b='\"'>&\x02</a>", "&lt;a b=&apos;&quot;&apos;&gt;&amp;&lt;/a&gt;" },
	{ slw_escape_xml, "]]>", "]]&gt;" },
	{ escape_text, "\"it's\" <b>&\x01\r", "\"it's\" &lt;b&gt;&amp;\n" },
	{ slw_escape_url, "AZaz09-._~", "AZaz09-._~" },
	{ slw_escape_url, "a b/c?d=e&f#g+%", "a%20b%2Fc%3Fd%3De%26f%23g%2B%25" },
	{ slw_escape_url, "é\n'", "%C3%A9%0A%27" },
	{ slw_escape_json_script, "a\"b\\c\n\r\t\x01\x7f", "a\\\"b\\\\c\\n\\r\\t\\u0001\\u007f" },
	{ slw_escape_json_script, "</script><!--&", "\\u003c/script\\u003e\\u003c!--\\u0026" },
	{ slw_escape_json_script, "\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA",
	  "\\u2028\\u2029\xE2\x80\xAA" },
	{ slw_escape_json_script, "é\xE2\x80", "é" FFFD },
	{ slw_escape_csv, "", "" },
	{ slw_escape_csv, "plain; tab\there", "plain; tab\there" },
	{ slw_escape_csv, "a,b", "\"a,b\"" },
	{ slw_escape_csv, "say \"hi\"", "\"say \"\"hi\"\"\"" },
	{ slw_escape_csv, "\"", "\"\"\"\"" },
	{ slw_escape_csv, "two\nlines", "\"two\nlines\"" },
	{ slw_escape_csv, "cr\rhere", "\"cr\rhere\"" },
	{ slw_escape_csv, " edge", "\" edge\"" },
	{ slw_escape_csv, "edge ", "\"edge \"" },
	{ slw_escape_csv, "\xff,\xC3\"", "\"" FFFD "," FFFD "\"\"\"" },
	{ slw_escape_csv, "=1+1", "=1+1" },
};

START_TEST(escaped)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_buf_char(&out, '>');
	rows[_i].escape(&out, rows[_i].text);
	ck_assert_msg(out.data[0] == '>' && strcmp(out.data + 1, rows[_i].want) == 0, "%s: %s",
		      rows[_i].text, out.data);
	slw_buf_release(&out);
}
END_TEST

START_TEST(text_ends_where_it_is_said_to)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_escape_html_text(&out, "ab<c", 2);
	slw_escape_html_text(&out, "\r\nx", 1);
	slw_escape_html_text(&out, "é", 1);
	ck_assert_str_eq(out.data, "ab\n" FFFD);
	slw_buf_release(&out);
}
END_TEST

Suite *suite_escape(void);
Suite *suite_escape(void)
{
	Suite *suite = suite_create("escape");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, escaped, 0, (int)SLW_COUNT(rows));
	tcase_add_test(tc, text_ends_where_it_is_said_to);
	suite_add_tcase(suite, tc);
	return suite;
}
