/*
 * Harness for text from outside: what base/text.h and base/escape.h promise for any bytes.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

static void expect(bool holds, const char *what, const char *result)
{
	if (!holds)
		fuzz_fail(what, result);
}

static void check_forms(const char *text)
{
	char *handle = slw_text_handle(text), *fold = slw_text_fold(text);
	char *again = slw_text_fold(fold), *trim = slw_text_trim(text), *cut = slw_strdup(text);
	char small[8];

	expect(slw_text_is_handle(handle), "no handle", handle);
	expect(slw_text_valid(fold, strlen(fold)), "fold is not UTF-8", fold);
	expect(strcmp(fold, again) == 0, "folding twice differs", fold);
	expect(slw_text_chars(slw_text_cut(cut, 3)) <= 3, "cut is longer", cut);
	expect(slw_text_copy(small, sizeof(small), text) == (strlen(text) < sizeof(small)),
	       "copy does not say whether it fitted", small);
	expect(slw_text_distance(text, trim, SIZE_MAX) <= slw_text_chars(text),
	       "distance to its own part", trim);
	free(handle);
	free(fold);
	free(again);
	free(trim);
	free(cut);
}

static void check_shown(const char *text, bool one_line)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_text_display(&out, text, one_line);
	expect(slw_text_valid(out.data, out.len), "shown is not UTF-8", out.data);
	expect(!slw_text_has_control(out.data), "control is shown", out.data);
	expect(!one_line || strpbrk(out.data, "\n\t") == NULL, "more than a line", out.data);
	expect(slw_text_chars(out.data) <= slw_text_chars(text), "shown is longer", out.data);
	slw_buf_release(&out);
}

/* What was quoted reads back as it was, once its bytes are mended. */
static void check_csv(const char *text)
{
	struct slw_buf out, mended, read;

	slw_buf_init(&out, 0);
	slw_buf_init(&mended, 0);
	slw_buf_init(&read, 0);
	slw_text_repair(&mended, text, strlen(text));
	expect(slw_text_valid(mended.data, mended.len), "mended is not UTF-8", mended.data);
	slw_escape_csv(&out, text);
	if (out.data[0] == '"') {
		for (const char *p = out.data + 1; p + 1 < out.data + out.len; p++) {
			slw_buf_char(&read, *p);
			if (*p == '"')
				p++;
		}
	} else {
		expect(strpbrk(out.data, ",\"\r\n") == NULL, "needs quotes", out.data);
		slw_buf_str(&read, out.data);
	}
	expect(strcmp(read.data, mended.data) == 0, "CSV does not read back", out.data);
	slw_buf_release(&out);
	slw_buf_release(&mended);
	slw_buf_release(&read);
}

static void check_markup(const char *text)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_escape_html(&out, text);
	expect(strpbrk(out.data, "<>\"'") == NULL && slw_text_valid(out.data, out.len),
	       "raw in HTML", out.data);
	slw_buf_clear(&out);
	slw_escape_xml(&out, text);
	expect(strpbrk(out.data, "<>\"'") == NULL && !slw_text_has_control(out.data), "raw in XML",
	       out.data);
	slw_buf_clear(&out);
	slw_escape_url(&out, text);
	expect(strpbrk(out.data, "<>\"' /?#&+\\") == NULL, "raw in a URL", out.data);
	slw_buf_release(&out);
}

static void check_json(const char *text)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	json_t *value;

	slw_buf_init(&out, 0);
	slw_buf_char(&out, '"');
	slw_escape_json_script(&out, text);
	slw_buf_char(&out, '"');
	expect(strpbrk(out.data, "<>&") == NULL, "raw in a script", out.data);
	value = slw_json_parse(out.data, out.len, "itself", &err);
	expect(json_is_string(value), "no JSON string", out.data);
	json_decref(value);
	value = slw_json_new_str(text);
	free(slw_json_text(value));
	json_decref(value);
	value = slw_json_parse(text, strlen(text), "input", &err);
	if (value != NULL)
		free(slw_json_pretty(value));
	json_decref(value);
	slw_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = slw_strndup((const char *)data, size);

	check_forms(text);
	check_shown(text, false);
	check_shown(text, true);
	check_csv(text);
	check_markup(text);
	check_json(text);
	free(text);
	return 0;
}
