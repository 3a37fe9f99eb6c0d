#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "unit/answers/support.h"

#include "base/banned.h"

static int to_buf(void *context, const char *text, size_t len, struct slw_err *err)
{
	(void)err;
	slw_buf_add(context, text, len);
	return 0;
}

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

/* What is written of these; free it. */
static char *write_all(const struct slw_documents *docs, json_t *products)
{
	struct cursor cursor = { products, 0 };
	const struct slw_answers_source source = { next_product, &cursor };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	const struct slw_answers_sink sink = { to_buf, &out };

	slw_buf_init(&out, 0);
	ck_assert_int_eq(slw_answers_write(docs, &source, &sink, &err), 0);
	return slw_buf_take(&out);
}

static char *everything(const struct slw_documents *docs, json_t *products)
{
	struct slw_buf buf;
	char *text;

	slw_buf_init(&buf, 0);
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		text = slw_json_text(docs->section[i]);
		slw_buf_printf(&buf, "%s\n", text);
		free(text);
	}
	text = slw_json_text(products);
	slw_buf_str(&buf, text);
	free(text);
	return slw_buf_take(&buf);
}

/* Reads what is written of docs and products, and expects the same, and the same bytes again. */
static void check_round_trip(const struct slw_documents *docs, json_t *products)
{
	char *written = write_all(docs, products), *again, *before, *after, *all;
	struct reading reading;

	read_text(&reading, written);
	all = reading_text(&reading);
	ck_assert_msg(reading.answers != NULL && reading.problems.errors == 0, "%.1500s\n%.1500s",
		      written, all);
	before = everything(docs, products);
	after = everything(slw_answers_documents(reading.answers),
			   slw_answers_products(reading.answers));
	ck_assert_msg(strcmp(before, after) == 0, "%.1000s\nbefore:\n%.1000s\nafter:\n%.1000s",
		      written, before, after);
	again = write_all(slw_answers_documents(reading.answers),
			  slw_answers_products(reading.answers));
	ck_assert_str_eq(written, again);
	reading_release(&reading);
	free(written);
	free(again);
	free(before);
	free(after);
	free(all);
}

static const char full[] =
    "# Answers for Store Launch Wizard: store-wizard --answers FILE --out DIR\n" BASE "products:\n"
    "  items:\n"
    "    - title: Clay pot\n"
    "      handle: clay-pot\n"
    "      description: |\n"
    "        A pot.\n"
    "\n"
    "          - of clay\n"
    "      tags:\n"
    "        - clay\n"
    "        - \"2024\"\n"
    "      collections:\n"
    "        - pots\n"
    "      sku: \"00123\"\n"
    "      price: 24.50\n"
    "      taxable: no\n"
    "      images:\n"
    "        - images/a.jpg\n"
    "        - src: https://cdn.example/b.jpg\n"
    "          alt: \"Say \\\"no\\\": twice\"\n"
    "    - title: Shirt\n"
    "      handle: shirt\n"
    "      options:\n"
    "        - name: Size\n"
    "          values:\n"
    "            - S\n"
    "            - \"NO\"\n"
    "      variants:\n"
    "        - option_values:\n"
    "            - S\n"
    "          price: 0.00\n"
    "  collections:\n"
    "    - title: Pots\n"
    "      sort_order: title\n"
    "  shipping:\n"
    "    zones: []\n"
    "  tax:\n"
    "    rate: 8.875\n"
    "theme:\n"
    "  colours:\n"
    "    primary: \"#aabbcc\"\n"
    "integrations:\n"
    "  payments:\n"
    "    - provider: stripe\n"
    "      credentials:\n"
    "        publishable_key: pk_test_1\n"
    "        secret_key:\n"
    "          env: STRIPE\n"
    "launch:\n"
    "  targets:\n"
    "    - storefront\n"
    "    - feed\n";

START_TEST(writes_what_it_reads)
{
	struct reading reading;
	char *all, *written;

	read_text(&reading, full);
	all = reading_text(&reading);
	ck_assert_msg(reading.problems.errors == 0, "%s", all);
	written = write_all(slw_answers_documents(reading.answers),
			    slw_answers_products(reading.answers));
	ck_assert_str_eq(written, full);
	reading_release(&reading);
	free(all);
	free(written);
}
END_TEST

/* Deterministic: the same hostile texts each time. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static const char *const pieces[] = {
	" ",
	"  ",
	"#",
	" #",
	":",
	": ",
	":\n",
	"-",
	"- ",
	"--- ",
	"\n",
	"\n\n",
	"\n ",
	"\n\t",
	"\r\n",
	"\r",
	"\t",
	"'",
	"\"",
	"\\",
	"{",
	"}",
	"[",
	"]",
	",",
	"&a",
	"*a",
	"!",
	"|",
	">",
	"%",
	"@",
	"`",
	"?",
	"? ",
	"~",
	"null",
	"true",
	"no",
	"0x1F",
	"1e3",
	"1_0",
	"12:30",
	"...",
	"\x1b[31m",
	"\x7f",
	"\xC2\x85",
	"\xC2\xA0",
	"\xE2\x80\xA8",
	"\xE2\x80\xAE",
	"\xEF\xBB\xBF",
	"\xEF\xBF\xBF",
	"😀",
	"👨‍👩‍👧",
	"ä",
	"ل",
	"\x01",
	"<<",
	"=",
	"a",
	"word",
	"<b>",
	"${x}",
	"日本",
	"\xF3\xA0\x81\xA7",
};

static char *hostile(uint32_t *state, bool lines)
{
	size_t count = 1 + next_random(state) % 9;
	char *text;
	struct slw_buf buf;

	slw_buf_init(&buf, 0);
	while (count-- > 0) {
		uint32_t random = next_random(state);

		if (random % 8 == 0) {
			uint8_t bytes[6];
			ucs4_t uc =
			    random / 8 % 4 == 0 ? random / 32 % 0x110000 : 1 + random / 32 % 0x2FF;
			int len = u8_uctomb(bytes, uc, sizeof(bytes));

			if (len > 0 && uc != 0)
				slw_buf_add(&buf, bytes, (size_t)len);
		} else {
			slw_buf_str(&buf, pieces[random / 8 % SLW_COUNT(pieces)]);
		}
	}
	for (char *p = buf.data; !lines && *p != '\0'; p++)
		if (*p == '\n' || *p == '\r')
			*p = '_';
	text = slw_text_trim(buf.data);
	slw_buf_release(&buf);
	if (text[0] != '\0')
		return text;
	free(text);
	return slw_strdup("x");
}

static json_t *hostile_json(uint32_t *state, bool lines)
{
	char *text = hostile(state, lines);
	json_t *value = slw_json_new_str(text);

	free(text);
	return value;
}

START_TEST(any_text_survives)
{
	uint32_t state = 2463534242u + (uint32_t)_i * 7919u;
	json_t *products = json_array(), *product, *tags;
	struct reading reading;

	read_text(&reading, BASE);
	for (int i = 0; i < 4; i++) {
		char handle[32];

		product = json_object();
		tags = json_array();
		snprintf(handle, sizeof(handle), "p-%d", i);
		slw_json_set(product, "title", hostile_json(&state, false));
		slw_json_set_str(product, "handle", handle);
		slw_json_set(product, "description", hostile_json(&state, true));
		for (int j = 0; j < 5; j++)
			slw_json_append(tags, hostile_json(&state, false));
		slw_json_set(product, "tags", tags);
		slw_json_set_int(product, "price", next_random(&state));
		slw_json_append(products, product);
	}
	slw_documents_set(slw_answers_documents(reading.answers), "business.story",
			  hostile_json(&state, true));
	slw_documents_sort(slw_answers_documents(reading.answers));
	check_round_trip(slw_answers_documents(reading.answers), products);
	reading_release(&reading);
	json_decref(products);
}
END_TEST

START_TEST(literal_secrets_are_not_written)
{
	struct reading reading;
	json_t *none = json_array();
	char *written;

	read_text(&reading, BASE "integrations:\n  payments:\n    - provider: stripe\n"
				 "      credentials:\n        secret_key: sk_test_abc\n");
	ck_assert_uint_eq(reading.problems.errors, 0);
	written = write_all(slw_answers_documents(reading.answers), none);
	ck_assert_ptr_null(strstr(written, "sk_test"));
	ck_assert_ptr_nonnull(strstr(written, "# secret_key: {env: NAME}\n"));
	reading_release(&reading);
	json_decref(none);
	free(written);
}
END_TEST

static int fail_write(void *context, const char *text, size_t len, struct slw_err *err)
{
	(void)context;
	(void)text;
	(void)len;
	return slw_err_set(err, SLW_EIO, "disk full");
}

static int fail_next(void *context, const json_t **product, struct slw_err *err)
{
	(void)context;
	(void)product;
	return slw_err_set(err, SLW_ESTORE, "gone");
}

START_TEST(errors_of_both_ends_are_told)
{
	const struct slw_answers_source source = { fail_next, NULL };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_documents docs;
	struct slw_buf out;
	const struct slw_answers_sink broken = { fail_write, NULL }, sink = { to_buf, &out };

	slw_buf_init(&out, 0);
	slw_documents_init(&docs);
	ck_assert_int_eq(slw_answers_write(&docs, NULL, &broken, &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	ck_assert_int_eq(slw_answers_write(&docs, &source, &sink, &err), -1);
	ck_assert_int_eq(err.code, SLW_ESTORE);
	slw_buf_clear(&out);
	ck_assert_int_eq(slw_answers_write(&docs, NULL, &sink, &err), 0);
	ck_assert_ptr_null(strstr(out.data, "business"));
	slw_documents_release(&docs);
	slw_buf_release(&out);
}
END_TEST

Suite *suite_write(void);
Suite *suite_write(void)
{
	Suite *suite = suite_create("writing answers files");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, writes_what_it_reads);
	tcase_add_loop_test(tc, any_text_survives, 0, 300);
	tcase_add_test(tc, literal_secrets_are_not_written);
	tcase_add_test(tc, errors_of_both_ends_are_told);
	suite_add_tcase(suite, tc);
	return suite;
}
