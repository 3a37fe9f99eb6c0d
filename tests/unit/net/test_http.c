#include "config.h"

#include "unit/suites.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/progress.h"
#include "net/http.h"
#include "unit/net/server.h"

#include "base/banned.h"

static struct server server;
static struct slw_http *http;

static void load(void)
{
	const struct slw_http_options options = {
		.connect_ms = 2000, .idle_ms = 400, .total_ms = 4000, .tries = 3
	};
	struct slw_err err = SLW_ERR_INIT;

	server_start(&server);
	ck_assert_int_eq(slw_http_open(&http, &options, &err), 0);
}

static void unload(void)
{
	slw_http_free(http);
	server_stop(&server);
}

static int get(const char *path, struct slw_buf *out, char **type,
	       const struct slw_progress *progress, struct slw_err *err)
{
	char url[256];

	snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", server.port, path);
	return slw_http_get(http, url, out, type, progress, err);
}

static const struct {
	const char *path;
	enum slw_code code;
	const char *body; /* or part of the message */
} rows[] = {
	{ "/ok", SLW_OK, "hello" },
	{ "/flaky", SLW_OK, "again" },	/* 500, then 200 */
	{ "/busy", SLW_OK, "again" },	/* 429 twice, then 200 */
	{ "/broken", SLW_OK, "again" }, /* closed in the middle, then 200 */
	{ "/500", SLW_ENET, "500" },
	{ "/404", SLW_ENOTFOUND, "404" },
	{ "/410", SLW_ENOTFOUND, "410" },
	{ "/401", SLW_EAUTH, "401" },
	{ "/403", SLW_EAUTH, "403" },
	{ "/400", SLW_ENET, "400" },
	{ "/304", SLW_ENET, "304" },
	{ "/300", SLW_ENET, "redirects to" }, /* without a target */
	{ "/later", SLW_ENET, "503" },	      /* asks for more time than there is */
	{ "/large", SLW_ELIMIT, "larger than 1000 bytes" },
	{ "/endless", SLW_ELIMIT, "larger than 1000 bytes" },
	{ "/stall", SLW_ETIMEOUT, "nothing came for 400 ms" },
	{ "/silent", SLW_ETIMEOUT, "nothing came" },
	{ "/loop", SLW_ENET, "more than 5 redirects" },
	{ "/hop/6", SLW_ENET, "more than 5 redirects" },
	{ "/file", SLW_ENET, "only https" },
	{ "/gopher", SLW_ENET, "only https" },
	{ "/plain", SLW_ENET, "this machine only" },
	{ "/404?key=TOPSECRET", SLW_ENOTFOUND, "answered 404" },
};

START_TEST(answers)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	int rc;

	slw_buf_init(&out, 1000);
	rc = get(rows[_i].path, &out, NULL, NULL, &err);
	ck_assert_msg(err.code == rows[_i].code, "%s: %d %s", rows[_i].path, (int)err.code,
		      err.msg);
	ck_assert_int_eq(rc, rows[_i].code == SLW_OK ? 0 : -1);
	if (rc == 0) {
		ck_assert_str_eq(out.data, rows[_i].body);
	} else {
		ck_assert_msg(strstr(err.msg, rows[_i].body) != NULL, "%s", err.msg);
		ck_assert_msg(strstr(err.msg, "TOPSECRET") == NULL, "%s", err.msg);
		ck_assert_uint_eq(out.len, 0);
	}
	slw_buf_release(&out);
}
END_TEST

START_TEST(a_drip_ends_at_the_total)
{
	const struct slw_http_options options = { .idle_ms = 10000, .total_ms = 500 };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http *short_one;
	struct slw_buf out;
	char url[64];

	ck_assert_int_eq(slw_http_open(&short_one, &options, &err), 0);
	slw_buf_init(&out, 1000000);
	snprintf(url, sizeof(url), "http://localhost:%d/drip", server.port);
	ck_assert_int_eq(slw_http_get(short_one, url, &out, NULL, NULL, &err), -1);
	ck_assert_int_eq(err.code, SLW_ETIMEOUT);
	slw_buf_release(&out);
	slw_http_free(short_one);
}
END_TEST

START_TEST(says_who_asks_and_keeps_no_cookie)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;

	slw_buf_init(&out, 4000);
	/* five redirects, each with a cookie */
	ck_assert_msg(get("/hop/5", &out, NULL, NULL, &err) == 0, "%s", err.msg);
	ck_assert_msg(strstr(out.data, "User-Agent: store-wizard/" PACKAGE_VERSION "\r\n") != NULL,
		      "%s", out.data);
	ck_assert_msg(strstr(out.data, "Cookie") == NULL, "%s", out.data);
	slw_buf_release(&out);
}
END_TEST

START_TEST(appends_and_tells_the_type)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	char *type = NULL;

	slw_buf_init(&out, 100);
	slw_buf_str(&out, "before ");
	ck_assert_int_eq(get("/ok", &out, &type, NULL, &err), 0);
	ck_assert_str_eq(out.data, "before hello");
	ck_assert_str_eq(type, "text/plain");
	free(type);
	type = NULL;
	ck_assert_int_eq(get("/404", &out, &type, NULL, &err), -1);
	ck_assert_str_eq(out.data, "before hello");
	ck_assert_ptr_null(type);
	slw_buf_release(&out);
}
END_TEST

static bool at_once(void *context)
{
	int *calls = context;

	return ++*calls > 1;
}

START_TEST(can_be_cancelled)
{
	int calls = 0;
	const struct slw_progress progress = { .cancelled = at_once, .context = &calls };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;

	slw_buf_init(&out, 100);
	ck_assert_int_eq(get("/stall", &out, NULL, &progress, &err), -1);
	ck_assert_int_eq(err.code, SLW_ECANCELLED);
	slw_buf_release(&out);
}
END_TEST

static const struct {
	const char *url, *part;
} refused[] = {
	{ "http://example.com/", "this machine only" },
	{ "http://127.0.0.1.example.com/", "this machine only" },
	{ "http://128.0.0.1/", "this machine only" },
	{ "http://localhost.example.com/", "this machine only" },
	{ "file:///etc/passwd", "only https" },
	{ "ftp://127.0.0.1/", "only https" },
	{ "javascript:alert(1)", "" },
	{ "https://user:TOPSECRET@example.com/", "user name" },
	{ "https://", "" },
	{ "", "" },
	{ "/etc/passwd", "" },
	{ "https://exa mple.com/", "" },
};

START_TEST(refuses_addresses)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;

	slw_buf_init(&out, 100);
	ck_assert_int_eq(slw_http_get(http, refused[_i].url, &out, NULL, NULL, &err), -1);
	ck_assert_msg(err.code == SLW_EINVAL, "%s: %s", refused[_i].url, err.msg);
	ck_assert_msg(strstr(err.msg, refused[_i].part) != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.msg, "TOPSECRET") == NULL, "%s", err.msg);
	slw_buf_release(&out);
}
END_TEST

START_TEST(nobody_is_there)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf out;
	struct server gone;
	char url[64];

	server_start(&gone);
	server_stop(&gone);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", gone.port);
	slw_buf_init(&out, 100);
	ck_assert_int_eq(slw_http_get(http, url, &out, NULL, NULL, &err), -1);
	ck_assert_int_eq(err.code, SLW_ENET);
	slw_buf_release(&out);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *suite_http(void);

Suite *suite_http(void)
{
	Suite *suite = suite_create("http");
	TCase *tc = tcase_create("http");

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, load, unload);
	tcase_add_loop_test(tc, answers, 0, ROWS(rows));
	tcase_add_test(tc, a_drip_ends_at_the_total);
	tcase_add_test(tc, says_who_asks_and_keeps_no_cookie);
	tcase_add_test(tc, appends_and_tells_the_type);
	tcase_add_test(tc, can_be_cancelled);
	tcase_add_loop_test(tc, refuses_addresses, 0, ROWS(refused));
	tcase_add_test(tc, nobody_is_there);
	suite_add_tcase(suite, tc);
	return suite;
}
