#include "config.h"

#include "unit/suites.h"

#include <stdbool.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "unit/storefront/shop.h"

#include "base/banned.h"

#define DE 1
#define US 0

static const struct {
	int country;
	const char *tail, *policy, *text;
	bool said;
} rows[] = {
	{ US, "", "shipping", "Please ask us at hello@fern.example", true },
	{ US, "", "shipping", "0 to 2 working days", true },
	{ US, "products:\n  shipping:\n    handling_days_max: 0\n", "shipping",
	  "on the same working day", true },
	{ US,
	  "products:\n  shipping:\n    zones:\n      - name: Home\n        countries: [US]\n"
	  "        rates:\n          - name: Parcel\n            price: 4.90\n"
	  "            free_over: 60\n            max_weight: 5000\n",
	  "shipping",
	  "Parcel: $4.90, free for orders of $60.00 and more, up to 5 kg. Delivery takes 2 to 5 "
	  "days",
	  true },
	{ US,
	  "products:\n  shipping:\n    zones:\n      - name: Home\n        countries: [US, CA]\n"
	  "        rates:\n          - name: Free\n            price: 0\n",
	  "shipping", "We ship to: United States, Canada.", true },
	{ US, "", "returns", "within 30 days of delivery", true },
	{ US, "", "returns", "You pay for the shipping", true },
	{ US, "", "returns", "withdraw", false },
	{ US, "products:\n  returns:\n    who_pays: merchant\n", "returns",
	  "We pay for the shipping", true },
	{ US, "products:\n  returns:\n    exceptions: Opened tins.\n", "returns",
	  "Excepted from these returns: Opened tins.", true },
	{ US, "products:\n  returns:\n    accepted: no\n", "returns", "We do not accept returns",
	  true },
	{ DE, "", "returns", "withdraw from the contract within 14 days", true },
	{ DE, "products:\n  returns:\n    accepted: no\n", "returns",
	  "withdraw from the contract within 14 days", true },
	{ DE, "products:\n  returns:\n    accepted: no\n", "returns", "within 30 days", false },
	{ DE, "products:\n  returns:\n    who_pays: merchant\n", "returns",
	  "We bear the direct cost", true },
	{ DE, "products:\n  returns:\n    accepted: no\n", "returns", "You bear the direct cost",
	  true },
	{ DE, "", "privacy", "daten@nordlicht.example", true },
	{ DE, "", "privacy", "GDPR", true },
	{ US, "", "privacy", "GDPR", false },
	{ US, "", "privacy", "payment provider", false },
	{ US, "", "terms", "Prices are in US Dollar (USD).", true },
	{ US, "products:\n  tax:\n    registered: no\n", "terms",
	  "We charge no value added or sales tax.", true },
	{ DE, "products:\n  tax:\n    rate: 19\n", "terms", "standard rate of 19 %", true },
	{ DE, "", "imprint", "Nordlicht Keramik GmbH", true },
	{ DE, "", "imprint", "Hafenstr. 12, 20359 Hamburg, Germany", true },
	{ US, "", "imprint", "", false }, /* not asked for there */
};

/* All paragraphs of a policy; false when there is no such policy. */
static bool says(const json_t *policies, const char *handle, const char *text)
{
	size_t i, j, k;
	json_t *policy, *section, *paragraph;

	json_array_foreach (policies, i, policy) {
		if (strcmp(slw_json_str(policy, "handle", ""), handle) != 0)
			continue;
		json_array_foreach (slw_json_array(policy, "sections"), j, section) {
			json_array_foreach (slw_json_array(section, "paragraphs"), k, paragraph) {
				if (strstr(json_string_value(paragraph), text) != NULL)
					return true;
			}
		}
	}
	return false;
}

START_TEST(policies_say_what_was_answered)
{
	char *answers =
	    slw_printf("%s%s", rows[_i].country == DE ? test_shop_de : test_shop_us, rows[_i].tail);
	struct test_shop shop;
	json_t *policies;

	test_shop_init(&shop, answers);
	policies = slw_policies(&shop.docs);
	ck_assert_msg(says(policies, rows[_i].policy, rows[_i].text) == rows[_i].said,
		      "%s %s: %s\n%s", rows[_i].policy, rows[_i].said ? "lacks" : "has",
		      rows[_i].text, slw_json_pretty(policies));
	json_decref(policies);
	test_shop_release(&shop);
	free(answers);
}
END_TEST

Suite *suite_policies(void);

Suite *suite_policies(void)
{
	Suite *suite = suite_create("policies");
	TCase *tc = tcase_create("policies");

	tcase_add_loop_test(tc, policies_say_what_was_answered, 0, SLW_COUNT(rows));
	suite_add_tcase(suite, tc);
	return suite;
}
