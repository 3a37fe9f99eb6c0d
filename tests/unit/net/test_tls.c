/* TLS: a server with a certificate of its own making, by the openssl command. */
#include "config.h"

#include "unit/suites.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "unit/net/support.h"

#include "base/banned.h"

static char folder[] = "/tmp/store-wizard-tls-XXXXXX";
static pid_t pid;
static int port;

/* A certificate for a name; a helper of the folder's that runs once for all tests. */
static void make_certificate(const char *name)
{
	char command[512];

	snprintf(
	    command, sizeof(command),
	    "cd %s && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes "
	    "-keyout %s.key -out %s.pem -days 30 -subj /CN=test -addext subjectAltName=%s "
	    ">%s.log 2>&1",
	    folder, name, name, strcmp(name, "here") == 0 ? "IP:127.0.0.1" : "DNS:example.com",
	    name);
	ck_assert_int_eq(system(command), 0);
}

static void start_server(const char *name)
{
	char command[512], line[256] = "";
	int out[2];
	FILE *lines;

	snprintf(command, sizeof(command),
		 "cd %s && exec openssl s_server -accept 127.0.0.1:0 -cert %s.pem -key %s.key -www "
		 "2>server.log",
		 folder, name, name);
	ck_assert_int_eq(pipe(out), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(out[1], 1);
		close(out[0]);
		close(out[1]);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	lines = fdopen(out[0], "r");
	port = 0;
	while (port == 0 && fgets(line, sizeof(line), lines) != NULL)
		sscanf(line, "ACCEPT 127.0.0.1:%d", &port);
	ck_assert_int_ne(port, 0);
	fclose(lines);
}

static void stop_server(void)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void make_folder(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	make_certificate("here");
	make_certificate("elsewhere");
}

static void remove_folder(void)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_int_eq(slw_folder_remove(folder, &err), 0);
}

static const struct {
	const char *server, *trusted; /* whose certificate; NULL: the machine's authorities only */
	const char *scheme;
	enum slw_code code;
	const char *text, *hint;
} rows[] = {
	{ "here", "here", "https", SLW_OK, "", "" },
	{ "here", NULL, "https", SLW_ENET, "its certificate is not accepted: ", "SSL_CERT_FILE" },
	{ "here", "elsewhere", "https", SLW_ENET, "its certificate is not accepted: ", "" },
	{ "elsewhere", "elsewhere", "https", SLW_ENET,
	  "its certificate is not accepted: ", "for another name" },
	{ "here", "none", "https", SLW_ENET, "no secure connection: ", "SSL_CERT_FILE" },
};

static void trust(const char *name)
{
	char file[256];

	unsetenv("SSL_CERT_FILE");
	if (name == NULL)
		return;
	snprintf(file, sizeof(file), "%s/%s.pem", folder, name);
	setenv("SSL_CERT_FILE", file, 1);
}

START_TEST(certificates)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .body = "x", .body_len = 1, .method = "GET" };
	struct slw_http_reply reply;
	char url[64];

	start_server(rows[_i].server);
	trust(rows[_i].trusted);
	support_reopen((struct slw_http_options){ .connect_ms = 0 });
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", port);
	call.url = url;
	slw_http_reply_init(&reply);
	slw_http_send(http, &call, &reply, NULL, &err);
	ck_assert_msg(err.code == rows[_i].code, "%d: %s", _i, err.msg);
	ck_assert_msg(strstr(err.msg, rows[_i].text) != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.hint, rows[_i].hint) != NULL, "%s: %s", err.msg, err.hint);
	ck_assert_int_eq(reply.status, rows[_i].code == SLW_OK ? 200 : 0);
	ck_assert_uint_eq(reply.tries, 1); /* it would not be accepted the next time either */
	slw_http_reply_release(&reply);
	stop_server();
}
END_TEST

/* https to a port that speaks http, and a key that must not go there */
START_TEST(no_tls_at_all)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .tries = 1 };
	struct slw_http_reply reply;
	char url[64];

	snprintf(url, sizeof(url), "https://127.0.0.1:%d/ok", server.port);
	call.url = url;
	slw_http_reply_init(&reply);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_int_eq(err.code, SLW_ENET);
	ck_assert_msg(strstr(err.msg, "no secure connection") != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.hint, "https on this port") != NULL, "%s", err.hint);
	slw_http_reply_release(&reply);
}
END_TEST

/* The proxy of the environment is asked for a tunnel, and sees no key; loopback needs none. */
START_TEST(proxies)
{
	static const struct slw_http_header key = { "X-Api-Key", "TOPSECRET", true };
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http_call call = { .url = "https://example.com/v1?key=TOPSECRET",
				      .headers = &key,
				      .header_count = 1,
				      .tries = 1 };
	struct slw_http_reply reply;
	struct server gone;
	char proxy[64];

	snprintf(proxy, sizeof(proxy), "http://me:TOPSECRET@127.0.0.1:%d", server.port);
	setenv("https_proxy", proxy, 1);
	setenv("http_proxy", proxy, 1);
	slw_http_reply_init(&reply);
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_msg(strstr(err.msg, "407") != NULL, "%s", err.msg);
	ck_assert_msg(strncmp(server.seen->first, "CONNECT example.com:443 ", 24) == 0, "%s",
		      server.seen->first);
	ck_assert_msg(strstr(server.seen->first, "TOPSECRET") == NULL, "%s", server.seen->first);
	ck_assert_msg(strstr(err.msg, "TOPSECRET") == NULL, "%s", err.msg);
	call.url = address("/head");
	ck_assert_msg(slw_http_send(http, &call, &reply, NULL, &err) == 0, "%s", err.msg);
	ck_assert_int_eq(strncmp(reply.body.data, "GET /head ", 10), 0);
	server_start(&gone);
	server_stop(&gone);
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", gone.port);
	setenv("https_proxy", proxy, 1);
	call.url = "https://example.com/";
	ck_assert_int_eq(slw_http_send(http, &call, &reply, NULL, &err), -1);
	ck_assert_int_eq(err.code, SLW_ENET);
	ck_assert_msg(strstr(err.msg, "nothing answers at the proxy") != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.hint, "https_proxy") != NULL, "%s", err.hint);
	slw_http_reply_release(&reply);
}
END_TEST

Suite *suite_tls(void);

Suite *suite_tls(void)
{
	Suite *suite = suite_create("tls");
	TCase *tc = tcase_create("tls"), *without = tcase_create("no tls");

	tcase_set_timeout(tc, 30);
	tcase_add_unchecked_fixture(tc, make_folder, remove_folder);
	tcase_add_checked_fixture(tc, support_load, support_unload);
	if (system("command -v openssl >/dev/null") == 0)
		tcase_add_loop_test(tc, certificates, 0, (int)SLW_COUNT(rows));
	else
		printf("tls: skipped: there is no openssl\n");
	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(without, support_load, support_unload);
	tcase_add_test(without, no_tls_at_all);
	tcase_add_test(without, proxies);
	suite_add_tcase(suite, without);
	return suite;
}
