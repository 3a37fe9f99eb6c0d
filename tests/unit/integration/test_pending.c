#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "integration/integration.h"
#include "model/catalog.h"
#include "model/documents.h"

#include "base/banned.h"

static const struct {
	const char *kind;
	const char *entry;   /* ' stands for " */
	const char *message; /* whole */
} rows[] = {
	{ "payments", "{'provider':'stripe','credentials':{'secret_key':{'env':'SLW_TEST_SET'}}}",
	  "Stripe is not verified yet." },
	{ "payments", "{'provider':'stripe','credentials':{'secret_key':{'env':'SLW_TEST_UNSET'}}}",
	  "Stripe is not verified yet: the environment variable SLW_TEST_UNSET is not set." },
	{ "payments",
	  "{'provider':'stripe','credentials':{'secret_key':{'file':'/nonexistent/k'}}}",
	  "Stripe is not verified yet: the file /nonexistent/k is not there or cannot be read." },
	{ "payments",
	  "{'provider':'stripe','credentials':{'secret_key':{'literal':'sk_TOPSECRET'}}}",
	  "Stripe is not verified yet." },
	{ "payments", "{'provider':'paypal','credentials':{'client_id':'visible'}}",
	  "PayPal is not verified yet: the credential client_secret is not given." },
	{ "tax", "{'provider':'unheard','credentials':{'key':'TOPSECRET'}}",
	  "unheard is not verified yet." },
};

START_TEST(says_what_is_missing_and_no_secret)
{
	struct slw_catalog catalog = { 0 };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_documents docs;
	char entry[512];
	json_t *result, *row;
	char *text;

	setenv("SLW_TEST_SET", "TOPSECRET", 1);
	unsetenv("SLW_TEST_UNSET");
	ck_assert_int_eq(slw_providers_load(&catalog, DATA_FOLDER, &err), 0);
	slw_documents_init(&docs);
	for (size_t i = 0; i <= strlen(rows[_i].entry); i++)
		entry[i] = rows[_i].entry[i] == '\'' ? '"' : rows[_i].entry[i];
	slw_json_set(docs.section[SLW_INTEGRATIONS], rows[_i].kind,
		     json_pack("[o]", slw_json_parse(entry, strlen(entry), "test", &err)));

	result = slw_integrations_pending(&catalog, &docs, NULL);
	ck_assert_uint_eq(json_array_size(result), 1);
	row = json_array_get(result, 0);
	ck_assert_str_eq(slw_json_str(row, "integration_type", ""), rows[_i].kind);
	ck_assert_str_eq(slw_json_str(row, "status", ""), "pending");
	ck_assert_str_eq(slw_json_str(row, "message", ""), rows[_i].message);
	text = slw_json_text(result);
	ck_assert_msg(strstr(text, "TOPSECRET") == NULL, "%s", text);
	free(text);
	json_decref(result);
	slw_documents_release(&docs);
	slw_catalog_release(&catalog);
}
END_TEST

Suite *suite_pending(void);

Suite *suite_pending(void)
{
	Suite *suite = suite_create("pending");
	TCase *tc = tcase_create("pending");

	tcase_add_loop_test(tc, says_what_is_missing_and_no_secret, 0,
			    sizeof(rows) / sizeof(rows[0]));
	suite_add_tcase(suite, tc);
	return suite;
}
