#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "unit/answers/support.h"

#include "base/banned.h"

static char *block_of(const char *text, size_t *errors)
{
	struct reading reading;
	struct slw_buf out;

	read_text(&reading, text);
	slw_buf_init(&out, 0);
	slw_answers_missing(reading.answers, &reading.problems, &out);
	*errors = reading.problems.errors;
	reading_release(&reading);
	return slw_buf_take(&out);
}

START_TEST(an_empty_file_gives_a_block_that_is_right)
{
	size_t errors;
	char *block = block_of("", &errors), *none;

	ck_assert_uint_eq(errors, 9);
	ck_assert_msg(strstr(block, "business:\n  # The name of the shop") == block, "%s", block);
	ck_assert_ptr_nonnull(strstr(block, "\n  contact:\n    # "));
	none = block_of(block, &errors);
	ck_assert_msg(errors == 0, "%s", block);
	ck_assert_str_eq(none, "");
	free(block);
	free(none);
}
END_TEST

START_TEST(only_what_is_missing)
{
	size_t errors;
	char *block = block_of("business:\n  business_name: Fern\n  industry: pets\n"
			       "  description: x\n  country: DE\n  currency: EUR\n"
			       "  contact: {email: a@b.de}\n  address: {street: a, city: b}\n"
			       "  privacy: {contact_email: a@b.de}\n",
			       &errors);

	ck_assert_uint_eq(errors, 1);
	ck_assert_str_eq(block,
			 "business:\n  imprint:\n    # The full name of the company or of the "
			 "person who owns the business.\n    legal_name: Nordlicht Keramik "
			 "GmbH\n");
	free(block);
}
END_TEST

START_TEST(keys_inside_of_lists_are_told_where_they_go)
{
	size_t errors;
	char *block = block_of(BASE "products:\n  items:\n    - title: Pot\n"
				    "integrations:\n  payments:\n    - provider: stripe\n",
			       &errors);

	ck_assert_uint_eq(errors, 2);
	ck_assert_ptr_nonnull(strstr(block, "# in products.items[0], line 14:\n"));
	ck_assert_ptr_nonnull(strstr(block, "\n      price: 24.50\n"));
	ck_assert_ptr_nonnull(strstr(block, "secret_key: {env: SECRET_KEY}\n"));
	free(block);
}
END_TEST

START_TEST(keys_of_one_record_stand_together)
{
	size_t errors;
	char *block = block_of(
	    BASE "products:\n  shipping:\n    zones:\n      - rest_of_world: no\n", &errors);

	ck_assert_uint_eq(errors, 3);
	ck_assert_str_eq(block, "# in products.shipping.zones[0], line 15:\n"
				"        # Your name for it.\n"
				"        name: Domestic\n"
				"        # Codes of ISO 3166-1. A country is in one zone only.\n"
				"        countries: [US, CA]\n"
				"        # What shipping to this zone costs.\n"
				"        rates:\n"
				"          - name: Standard\n"
				"            price: 4.90\n");
	free(block);
}
END_TEST

Suite *suite_missing(void);
Suite *suite_missing(void)
{
	Suite *suite = suite_create("missing answers");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, an_empty_file_gives_a_block_that_is_right);
	tcase_add_test(tc, only_what_is_missing);
	tcase_add_test(tc, keys_inside_of_lists_are_told_where_they_go);
	tcase_add_test(tc, keys_of_one_record_stand_together);
	suite_add_tcase(suite, tc);
	return suite;
}
