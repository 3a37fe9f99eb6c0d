#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "integration/integration.h"
#include "integration/provider_check.h"
#include "model/catalog.h"

#include "base/banned.h"

START_TEST(loads_all_kinds_sorted)
{
	static const struct {
		const char *kind, *id;
	} wanted[] = {
		{ "payments", "stripe" },
		{ "payments", "paypal" },
		{ "payments", "mollie" },
		{ "payments", "square" },
		{ "payments", "adyen" },
		{ "payments", "razorpay" },
		{ "shipping", "shippo" },
		{ "shipping", "shipstation" },
		{ "shipping", "easypost" },
		{ "email", "mailchimp" },
		{ "email", "klaviyo" },
		{ "email", "sendgrid" },
		{ "email", "postmark" },
		{ "email", "brevo" },
		{ "analytics", "ga4" },
		{ "analytics", "plausible" },
		{ "analytics", "matomo" },
		{ "tax", "taxjar" },
		{ "tax", "avalara" },
		{ "store_engine", "shopify" },
		{ "store_engine", "woocommerce" },
		{ "store_engine", "medusa" },
		{ "store_engine", "vendure" },
	};
	struct slw_catalog catalog = { 0 };
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_providers_load(&catalog, DATA_FOLDER, &err) == 0, "%s", err.msg);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		ck_assert_msg(slw_catalog_provider(&catalog, wanted[i].kind, wanted[i].id) != NULL,
			      "%s", wanted[i].id);
	for (size_t i = 1; i < catalog.provider_count; i++) {
		int order = strcmp(catalog.providers[i - 1].kind, catalog.providers[i].kind);

		ck_assert_int_le(order, 0);
		if (order == 0)
			ck_assert_int_lt(
			    strcmp(catalog.providers[i - 1].id, catalog.providers[i].id), 0);
	}
	/* loading again replaces, and leaves the themes alone */
	catalog.themes = calloc(1, sizeof(*catalog.themes));
	catalog.theme_count = 1;
	catalog.themes[0].id = strdup("plain");
	catalog.themes[0].name = strdup("Plain");
	ck_assert_int_eq(slw_providers_load(&catalog, DATA_FOLDER, &err), 0);
	ck_assert_str_eq(catalog.themes[0].id, "plain");
	slw_catalog_release(&catalog);
}
END_TEST

START_TEST(shipped_patterns_match_their_examples)
{
	struct slw_err err = SLW_ERR_INIT;
	char **names = NULL;
	size_t count = 0, checked = 0;

	ck_assert_int_eq(slw_folder_list(DATA_FOLDER "/integrations", &names, &count, &err), 0);
	for (size_t i = 0; i < count; i++) {
		char *path = slw_path_join(DATA_FOLDER "/integrations", names[i]);
		json_t *file = slw_json_file(path, 1 << 20, &err);

		ck_assert_msg(file != NULL, "%s", err.msg);
		ck_assert_msg(slw_provider_check_patterns(file, &err) == 0, "%s: %s", path,
			      err.msg);
		checked++;
		json_decref(file);
		free(path);
		free(names[i]);
	}
	ck_assert_uint_ge(checked, 20);
	free(names);
}
END_TEST

START_TEST(says_where_it_looked)
{
	struct slw_catalog catalog = { 0 };
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_int_eq(slw_providers_load(&catalog, "/nonexistent", &err), -1);
	ck_assert_int_eq(err.code, SLW_EINTERNAL);
	ck_assert_msg(strstr(err.msg, "/nonexistent/integrations") != NULL, "%s", err.msg);
}
END_TEST

#define CREDENTIAL "{'key':'k','label':'K','help':'H','example':'ab','required':true,'secret':true}"
#define VERIFY                                                                      \
	"{'method':'GET','url':'https://x.example/','valid':[200],'refused':[401]," \
	"'proves':'credentials'}"
#define HEAD "{'id':'x','kind':'tax','name':'X','website':'https://x.example'"

static const struct {
	const char *file;  /* ' stands for " */
	const char *fault; /* part of the message; NULL: fine */
} files[] = {
	{ HEAD ",'credentials':[" CREDENTIAL "],'verify':" VERIFY "}", NULL },
	{ "[]", "object" },
	{ HEAD ",'credentials':[" CREDENTIAL "],'verify':" VERIFY ",'colour':1}", "colour" },
	{ "{'id':'y','kind':'tax','name':'X','website':'https://x.example'}", "name of the file" },
	{ "{'id':'x','kind':'magic','name':'X','website':'https://x.example'}", "magic" },
	{ "{'id':'x','kind':'tax','name':'X','website':'http://x.example'}", "website" },
	{ "{'id':'x','kind':'tax','website':'https://x.example'}", "name" },
	{ HEAD ",'credentials':[],'verify':" VERIFY "}", "credentials" },
	{ HEAD ",'credentials':[" CREDENTIAL "," CREDENTIAL "],'verify':" VERIFY "}", "twice" },
	{ HEAD ",'credentials':[{'key':'K-1','label':'K','help':'H','example':'a','required':true,"
	       "'secret':true}],'verify':" VERIFY "}",
	  "a-z" },
	{ HEAD ",'credentials':[{'key':'k','label':'K','help':'H','example':'a','required':1,"
	       "'secret':true}],'verify':" VERIFY "}",
	  "true or false" },
	{ HEAD ",'credentials':[{'key':'k','label':'K','help':'H','example':'a','pattern':'^(b',"
	       "'required':true,'secret':true}],'verify':" VERIFY "}",
	  "regular expression" },
	{ HEAD ",'credentials':[{'key':'k','label':'K','help':'H','example':'a','pattern':'^b$',"
	       "'required':true,'secret':true}],'verify':" VERIFY "}",
	  "does not match" },
	{ HEAD ",'credentials':[" CREDENTIAL
	       "],'verify':{'method':'PUT','url':'https://x.example/'}}",
	  "GET or POST" },
	{ HEAD ",'credentials':[" CREDENTIAL
	       "],'verify':{'method':'GET','url':'https://{q}.example/',"
	       "'valid':[200],'refused':[401],'proves':'credentials'}}",
	  "\"q\" is not a credential" },
	{ HEAD ",'credentials':[" CREDENTIAL "],'verify':{'method':'GET','url':'http://x.example/',"
	       "'valid':[200],'refused':[401],'proves':'credentials'}}",
	  "https" },
	{ HEAD ",'credentials':[" CREDENTIAL
	       "],'verify':{'method':'GET','url':'https://x.example/',"
	       "'valid':[20],'refused':[401],'proves':'credentials'}}",
	  "statuses" },
	{ HEAD ",'credentials':[" CREDENTIAL
	       "],'verify':{'method':'GET','url':'https://x.example/',"
	       "'valid':[200],'refused':[401],'proves':'luck'}}",
	  "proves" },
	{ HEAD ",'credentials':[" CREDENTIAL
	       "],'verify':{'method':'GET','url':'https://x.example/',"
	       "'headers':{'A':'b\\r\\nC: d'},'valid':[200],'refused':[401],'proves':'format'}}",
	  "one line" },
};

START_TEST(checks_files)
{
	struct slw_err err = SLW_ERR_INIT;
	char text[1024];
	json_t *file;
	int rc;

	ck_assert_uint_lt(strlen(files[_i].file), sizeof(text));
	for (size_t i = 0; i <= strlen(files[_i].file); i++)
		text[i] = files[_i].file[i] == '\'' ? '"' : files[_i].file[i];
	file = slw_json_parse(text, strlen(text), "test", &err);
	ck_assert_msg(file != NULL, "%s", err.msg);
	rc = slw_provider_check(file, "x", &err);
	if (rc == 0)
		rc = slw_provider_check_patterns(file, &err);
	ck_assert_msg((rc == 0) == (files[_i].fault == NULL), "%s: %s", text, err.msg);
	if (files[_i].fault != NULL)
		ck_assert_msg(strstr(err.msg, files[_i].fault) != NULL, "%s", err.msg);
	json_decref(file);
}
END_TEST

Suite *suite_providers(void);

Suite *suite_providers(void)
{
	Suite *suite = suite_create("providers");
	TCase *tc = tcase_create("providers");

	tcase_add_test(tc, loads_all_kinds_sorted);
	tcase_add_test(tc, shipped_patterns_match_their_examples);
	tcase_add_test(tc, says_where_it_looked);
	tcase_add_loop_test(tc, checks_files, 0, sizeof(files) / sizeof(files[0]));
	suite_add_tcase(suite, tc);
	return suite;
}
