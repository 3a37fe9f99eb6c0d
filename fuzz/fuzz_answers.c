/*
 * Harness for answers files: whatever goes in, every problem has its place and a text that is safe
 * on a terminal; and what was right is written, read again and written to the same bytes.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "unit/answers/support.h"

#include "base/banned.h"

struct cursor {
	json_t *products;
	size_t at;
};

static int next_product(void *context, const json_t **product, struct slw_err *err)
{
	struct cursor *cursor = context;

	(void)err;
	*product = json_array_get(cursor->products, cursor->at++);
	return *product != NULL ? 1 : 0;
}

static int to_buf(void *context, const char *text, size_t len, struct slw_err *err)
{
	(void)err;
	slw_buf_add(context, text, len);
	return 0;
}

static void write_reading(const struct reading *reading, struct slw_buf *out)
{
	struct cursor cursor = { slw_answers_products(reading->answers), 0 };
	const struct slw_answers_source source = { next_product, &cursor };
	const struct slw_answers_sink sink = { to_buf, out };
	struct slw_err err = SLW_ERR_INIT;

	slw_buf_init(out, 0);
	if (slw_answers_write(slw_answers_documents(reading->answers), &source, &sink, &err) < 0)
		fuzz_fail("could not be written", err.msg);
}

static void check_problems(const struct reading *reading)
{
	struct slw_buf text;

	slw_buf_init(&text, 0);
	for (size_t i = 0; i < reading->problems.count; i++) {
		const struct slw_problem *problem = &reading->problems.items[i];

		slw_buf_clear(&text);
		slw_problem_text(&text, problem);
		if (problem->line < 1 || problem->column < 1 || problem->file == NULL)
			fuzz_fail("a problem without a place", text.data);
		if (problem->message[0] == '\0' || !slw_text_valid(text.data, text.len) ||
		    slw_text_has_control(text.data) || strchr(text.data, '\n') != NULL)
			fuzz_fail("a text that is not safe", text.data);
	}
	slw_buf_clear(&text);
	slw_answers_missing(reading->answers, &reading->problems, &text);
	if ((text.len > 0) != (find_problem(reading, NULL, "missing") != NULL))
		fuzz_fail("the block of what is missing", text.data);
	slw_buf_release(&text);
}

/* A literal secret is not written, so a file with one does not come back the same. */
static bool has_literal(const struct reading *reading)
{
	json_t *section = slw_answers_documents(reading->answers)->section[SLW_INTEGRATIONS];
	char *text = slw_json_text(section);
	bool found = strstr(text, "{\"literal\":") != NULL;

	free(text);
	return found;
}

static void check_again(const struct reading *reading, const char *written)
{
	const struct slw_documents *before = slw_answers_documents(reading->answers), *after;
	struct reading again;
	struct slw_buf twice;

	read_text(&again, written);
	if (again.answers == NULL || again.problems.errors > 0)
		fuzz_fail("what was written is wrong", written);
	after = slw_answers_documents(again.answers);
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		if (!json_equal(before->section[i], after->section[i]))
			fuzz_fail("a section differs", written);
	if (!json_equal(slw_answers_products(reading->answers),
			slw_answers_products(again.answers)))
		fuzz_fail("the products differ", written);
	write_reading(&again, &twice);
	if (strcmp(written, twice.data) != 0)
		fuzz_fail("written twice differs", twice.data);
	slw_buf_release(&twice);
	reading_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reading reading;
	struct slw_buf written;

	read_bytes(&reading, (const char *)data, size);
	if (reading.answers != NULL) {
		check_problems(&reading);
		if (reading.problems.errors == 0 && !has_literal(&reading)) {
			write_reading(&reading, &written);
			check_again(&reading, written.data);
			slw_buf_release(&written);
		}
	}
	reading_release(&reading);
	return 0;
}
