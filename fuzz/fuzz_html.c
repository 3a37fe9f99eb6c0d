/*
 * Harness for the HTML from outside: whatever goes in, slw_html_clean() gives what it promises,
 * cleaning it once more changes nothing, and slw_html_text() gives text without controls.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/html.h"
#include "base/mem.h"
#include "base/text.h"
#include "unit/base/html_check.h"

#include "base/banned.h"

static void check_clean(const char *html)
{
	struct slw_buf once, twice;
	const char *wrong;

	slw_buf_init(&once, 0);
	slw_buf_init(&twice, 0);
	slw_html_clean(&once, html);
	wrong = html_check(once.data);
	if (wrong == NULL && !slw_text_valid(once.data, once.len))
		wrong = "not UTF-8";
	if (wrong != NULL)
		fuzz_fail(wrong, once.data);
	slw_html_clean(&twice, once.data);
	if (strcmp(once.data, twice.data) != 0)
		fuzz_fail("cleaning twice differs", once.data);
	slw_buf_release(&once);
	slw_buf_release(&twice);
}

static void check_text(const char *html)
{
	struct slw_buf text;

	slw_buf_init(&text, 0);
	slw_html_text(&text, html);
	if (slw_text_has_control(text.data) || strchr(text.data, '\t') != NULL)
		fuzz_fail("control in the text", text.data);
	if (!slw_text_valid(text.data, text.len))
		fuzz_fail("text is not UTF-8", text.data);
	if (strstr(text.data, "  ") != NULL || strstr(text.data, "\n\n") != NULL)
		fuzz_fail("white space is not folded", text.data);
	slw_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *html = slw_strndup((const char *)data, size);

	check_clean(html);
	check_text(html);
	free(html);
	return 0;
}
