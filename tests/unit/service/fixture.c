#include "config.h"

#include "unit/service/fixture.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/apply.h"
#include "service/flow.h"
#include "service/service.h"

#include "base/banned.h"

static struct slw_service *open_service(struct fixture *fixture,
					const struct slw_progress *progress)
{
	char *url = slw_printf("sqlite:%s/wizard.db", fixture->folder);
	struct slw_service_options options = { .database = url,
					       .data_folder = DATA_FOLDER,
					       .author = "tester",
					       .progress = progress };
	struct slw_service *service = NULL;
	int rc = slw_service_open(&service, &options, &fixture->err);

	ck_assert_msg(rc == 0, "%s", fixture->err.msg);
	free(url);
	return service;
}

void fixture_open(struct fixture *fixture)
{
	char *key;

	*fixture = (struct fixture){ .folder = "/tmp/slw-service-XXXXXX" };
	ck_assert_ptr_nonnull(mkdtemp(fixture->folder));
	key = slw_path_join(fixture->folder, "key");
	setenv("STORE_WIZARD_KEY_FILE", key, 1);
	free(key);
	slw_session_init(&fixture->session);
	slw_problems_init(&fixture->problems);
	fixture->service = open_service(fixture, NULL);
}

void fixture_close(struct fixture *fixture)
{
	struct slw_err ignored = SLW_ERR_INIT;

	slw_service_close(fixture->service);
	slw_session_release(&fixture->session);
	slw_problems_release(&fixture->problems);
	slw_folder_remove(fixture->folder, &ignored);
}

struct slw_service *fixture_second(struct fixture *fixture)
{
	return open_service(fixture, NULL);
}

void fixture_progress(struct fixture *fixture, const struct slw_progress *progress)
{
	slw_service_close(fixture->service);
	fixture->service = open_service(fixture, progress);
}

char *fixture_file(struct fixture *fixture, const char *name, const char *text)
{
	char *path = slw_path_join(fixture->folder, name);

	ck_assert_int_eq(slw_file_replace(path, text, strlen(text), 0644, &fixture->err), 0);
	return path;
}

char *fixture_read(const char *path)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf text;

	slw_buf_init(&text, 0);
	ck_assert_msg(slw_file_read(path, 64u << 20, &text, &err) == 0, "%s", err.msg);
	return slw_buf_take(&text);
}

char *fixture_answers(struct fixture *fixture, const char *name, const char *extra)
{
	char *text = slw_printf("business:\n"
				"  business_name: Fern & Field\n"
				"  industry: home_garden\n"
				"  description: Pots and seeds for small gardens.\n"
				"  country: US\n"
				"  currency: USD\n"
				"  contact:\n"
				"    email: hello@example.com\n"
				"  address:\n"
				"    street: 12 Harbour Street\n"
				"    city: Portland\n"
				"%s",
				extra);
	char *path = fixture_file(fixture, name, text);

	free(text);
	return path;
}

json_t *fixture_apply(struct fixture *fixture, const char *path)
{
	struct slw_plan *plan = NULL;
	json_t *result;
	int rc = slw_plan_open(&plan, path, slw_service_catalog(fixture->service),
			       &fixture->problems, &fixture->err);

	ck_assert_msg(rc == 0, "%s", fixture->err.msg);
	ck_assert_msg(fixture->problems.errors == 0, "%s",
		      fixture->problems.count > 0 ? fixture->problems.items[0].message : "");
	result = slw_plan_apply(fixture->service, plan, &fixture->session, &fixture->err);
	ck_assert_msg(result != NULL, "%s", fixture->err.msg);
	slw_plan_free(plan);
	return result;
}

void fixture_same(const char *is, const char *wanted)
{
	size_t at = 0;

	while (is[at] != '\0' && is[at] == wanted[at])
		at++;
	if (is[at] != wanted[at])
		ck_abort_msg("byte %zu: \"%.60s\" in place of \"%.60s\"", at, is + at, wanted + at);
}

static int add_product(void *context, const struct slw_product_row *row)
{
	json_t *object = json_loads(row->data, 0, NULL);

	slw_buf_printf(context, "%s=%s;", row->handle, slw_json_str(object, "title", "?"));
	json_decref(object);
	return 0;
}

char *fixture_products(struct fixture *fixture)
{
	struct slw_buf text;

	slw_buf_init(&text, 0);
	ck_assert_int_eq(slw_flow_product_list(fixture->service, &fixture->session, INT64_MIN, 0,
					       add_product, &text, &fixture->err),
			 0);
	return slw_buf_take(&text);
}
