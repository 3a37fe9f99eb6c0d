/* Rows and catalogue: who owns what (the sanitizers of a test build see what is not freed). */
#include "config.h"

#include "unit/suites.h"

#include "base/mem.h"
#include "model/catalog.h"
#include "model/records.h"

#include "base/banned.h"

START_TEST(records_are_released_whole_and_twice)
{
	struct slw_session session;
	struct slw_version version;
	struct slw_product_row row;
	struct slw_content_row content;
	struct slw_draft draft = { .field = slw_strdup("a"), .value = slw_strdup("b") };
	struct slw_theme_row theme = { .theme_id = slw_strdup("a"),
				       .theme_name = slw_strdup("b"),
				       .industry_category = slw_strdup("c"),
				       .performance_data = json_object(),
				       .customizations = json_object() };
	struct slw_integration_row integration = { .integration_type = slw_strdup("a"),
						   .provider_name = slw_strdup("b"),
						   .status = slw_strdup("c"),
						   .configuration = json_object(),
						   .error_message = slw_strdup("d") };
	struct slw_event event = { .event_type = slw_strdup("a"), .event_data = json_object() };

	slw_session_init(&session);
	ck_assert_int_eq(session.current_step, 1);
	session.business_name = slw_strdup("a");
	session.configuration = json_object();
	session.metadata = json_object();
	slw_version_init(&version);
	ck_assert(json_is_object(version.docs.section[SLW_LAUNCH]));
	version.kind = slw_strdup("edit");
	version.author = slw_strdup("a");
	version.note = slw_strdup("b");
	version.changed = json_array();
	slw_product_row_init(&row);
	row.handle = slw_strdup("a");
	row.data = slw_strdup("{}");
	slw_content_row_init(&content);
	content.subject = slw_strdup("a");
	content.content_type = slw_strdup("b");
	content.content_data = json_object();
	content.prompt_used = slw_strdup("c");
	content.prompt_hash = slw_strdup("d");
	content.provider = slw_strdup("e");
	content.model_used = slw_strdup("f");
	content.facts = json_object();
	content.state = slw_strdup("g");
	for (int i = 0; i < 2; i++) {
		slw_session_release(&session);
		slw_version_release(&version);
		slw_product_row_release(&row);
		slw_content_row_release(&content);
		slw_draft_release(&draft);
		slw_theme_row_release(&theme);
		slw_integration_row_release(&integration);
		slw_event_release(&event);
	}
	ck_assert_ptr_null(session.business_name);
	ck_assert_ptr_null(version.docs.section[SLW_LAUNCH]);
	ck_assert_ptr_null(content.facts);
}
END_TEST

static struct slw_catalog make_catalog(void)
{
	static const char *const themes[] = { "atlas", "birch", "cove" };
	struct slw_catalog catalog = { .theme_count = 3, .provider_count = 2 };
	struct slw_catalog_provider *stripe;

	catalog.themes = slw_calloc(3, sizeof(*catalog.themes));
	for (size_t i = 0; i < 3; i++)
		catalog.themes[i] =
		    (struct slw_catalog_theme){ slw_strdup(themes[i]), slw_strdup("Name") };
	catalog.providers = slw_calloc(2, sizeof(*catalog.providers));
	catalog.providers[0] = (struct slw_catalog_provider){ .id = slw_strdup("brevo"),
							      .kind = slw_strdup("email"),
							      .name = slw_strdup("Brevo") };
	stripe = &catalog.providers[1];
	*stripe = (struct slw_catalog_provider){ .id = slw_strdup("stripe"),
						 .kind = slw_strdup("payments"),
						 .name = slw_strdup("Stripe"),
						 .credential_count = 1 };
	stripe->credentials = slw_calloc(1, sizeof(*stripe->credentials));
	stripe->credentials[0] = (struct slw_catalog_credential){ .key = slw_strdup("secret_key"),
								  .label = slw_strdup("Key"),
								  .help = slw_strdup("h"),
								  .pattern = slw_strdup("^sk_"),
								  .example = slw_strdup("sk_"),
								  .secret = true };
	return catalog;
}

START_TEST(themes_and_providers_are_found)
{
	struct slw_catalog catalog = make_catalog();
	const struct slw_catalog_provider *stripe =
	    slw_catalog_provider(&catalog, "payments", "stripe");

	for (size_t i = 0; i < catalog.theme_count; i++)
		ck_assert_ptr_eq(slw_catalog_theme(&catalog, catalog.themes[i].id),
				 &catalog.themes[i]);
	ck_assert_ptr_null(slw_catalog_theme(&catalog, "aaa"));
	ck_assert_ptr_null(slw_catalog_theme(&catalog, "birc"));
	ck_assert_ptr_null(slw_catalog_theme(&catalog, "zzz"));
	ck_assert_ptr_null(slw_catalog_theme(&catalog, NULL));
	ck_assert_ptr_null(slw_catalog_theme(NULL, "atlas"));
	ck_assert_ptr_eq(stripe, &catalog.providers[1]);
	ck_assert_ptr_eq(slw_catalog_provider(&catalog, "email", "brevo"), &catalog.providers[0]);
	ck_assert_ptr_null(slw_catalog_provider(&catalog, "email", "stripe"));
	ck_assert_ptr_null(slw_catalog_provider(&catalog, NULL, "stripe"));
	ck_assert_ptr_null(slw_catalog_provider(NULL, "payments", "stripe"));
	ck_assert_ptr_eq(slw_catalog_credential(stripe, "secret_key"), &stripe->credentials[0]);
	ck_assert_ptr_null(slw_catalog_credential(stripe, "secret"));
	ck_assert_ptr_null(slw_catalog_credential(NULL, "secret_key"));
	slw_catalog_release(&catalog);
	ck_assert_uint_eq(catalog.theme_count, 0);
	slw_catalog_release(&catalog);
}
END_TEST

Suite *suite_records(void);
Suite *suite_records(void)
{
	Suite *suite = suite_create("records and catalogue");
	TCase *tc = tcase_create("all");

	tcase_add_test(tc, records_are_released_whole_and_twice);
	tcase_add_test(tc, themes_and_providers_are_found);
	suite_add_tcase(suite, tc);
	return suite;
}
