#include "config.h"

#include "unit/net/server.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define CLOSED	"Connection: close\r\n"
#define OK_HEAD "HTTP/1.1 200 OK\r\n" CLOSED
#define AGAIN	OK_HEAD "Content-Length: 5\r\n\r\nagain"
#define STREAM	OK_HEAD "Content-Type: text/event-stream; charset=utf-8\r\n"
#define JSON	CLOSED "Content-Type: application/json\r\n\r\n"
#define LIMIT	10000 /* ms that anything here lasts at most */

struct client {
	int fd;
	struct server_seen *seen;
	const char *argument; /* what follows the route's path */
	const char *text;     /* the route's */
	const char *request;
};

static bool say(int fd, const char *text)
{
	size_t len = strlen(text);

	return send(fd, text, len, MSG_NOSIGNAL) == (ssize_t)len;
}

static void redirect(int fd, int status, const char *target)
{
	char head[512];

	snprintf(head, sizeof(head),
		 "HTTP/1.1 %d Found\r\n" CLOSED "Set-Cookie: a=b; Path=/\r\n"
		 "Location: %s\r\nContent-Length: 5\r\n\r\nmoved",
		 status, target);
	say(fd, head);
}

/* Whether the client closed, or did so within ms. */
static bool has_left(int fd, int ms)
{
	struct pollfd gone = { .fd = fd, .events = POLLIN };

	return poll(&gone, 1, ms) > 0;
}

/* Sends a text again and again, with pauses, until the client has gone. */
static void go_on(int fd, const char *text, int pause_ms)
{
	while (say(fd, text) && !has_left(fd, pause_ms))
		;
}

static void wait_for_end(struct client *client)
{
	if (has_left(client->fd, LIMIT))
		atomic_fetch_add(&client->seen->gone, 1);
}

static void wait_until(atomic_int *number, int least)
{
	for (int ms = 0; ms < LIMIT && atomic_load(number) < least; ms++)
		usleep(1000);
}

/* --- what the paths do; each has the text of its row --- */

static void act_say(struct client *client)
{
	say(client->fd, client->text);
}

static void act_echo(struct client *client)
{
	say(client->fd, OK_HEAD "\r\n");
	say(client->fd, client->request);
}

static void act_endless(struct client *client)
{
	say(client->fd, client->text);
	go_on(client->fd, "0123456789012345678901234567890123456789", 0);
}

static void act_drip(struct client *client)
{
	say(client->fd, client->text);
	go_on(client->fd, "x", 20);
}

static void act_stall(struct client *client)
{
	say(client->fd, client->text);
	wait_for_end(client);
}

static void act_hop(struct client *client)
{
	char target[32];

	snprintf(target, sizeof(target), client->argument[0] == '1' ? "/head" : "/hop/%c",
		 client->argument[0] - 1);
	redirect(client->fd, 302, target);
}

/* to another port of this machine: /elsewhere/PORT */
static void act_elsewhere(struct client *client)
{
	char target[64];

	snprintf(target, sizeof(target), "http://127.0.0.1:%.8s/head", client->argument);
	redirect(client->fd, 302, target);
}

static void act_redirect(struct client *client)
{
	redirect(client->fd, 302, client->text);
}

static void act_redirect_post(struct client *client)
{
	redirect(client->fd, 307, client->text);
}

static void act_status(struct client *client)
{
	char head[128];

	snprintf(head, sizeof(head), "HTTP/1.1 %.3s No\r\n" CLOSED "\r\nno", client->argument);
	say(client->fd, head);
}

/* As OpenAI's server does: it quotes the key that it refuses. */
static void act_quote(struct client *client)
{
	char reply[1024], key[256] = "";
	const char *at = strstr(client->request, "Bearer ");

	if (at != NULL)
		sscanf(at, "Bearer %255[^\r]", key);
	snprintf(reply, sizeof(reply),
		 "HTTP/1.1 401 No\r\n" JSON "{\"error\":{\"message\":\"Incorrect key: %s, or "
		 "%.6s****.\\u001b[31m Find yours\\nat <example.com>.\",\"type\":\"x\"}}",
		 key, key);
	say(client->fd, reply);
}

static void act_long_head(struct client *client)
{
	char line[4096];

	say(client->fd, OK_HEAD);
	memset(line, 'x', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	memcpy(line, "X-Many: ", 8);
	memcpy(line + sizeof(line) - 3, client->text, 2);
	for (int i = 0; i < 100 && say(client->fd, line); i++)
		;
	say(client->fd, "\r\n\r\nhello");
}

static void put_bits(uint8_t *out, size_t *at, unsigned int bits, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++, (*at)++)
		out[*at / 8] = (uint8_t)(out[*at / 8] | (((bits >> i) & 1) << (*at % 8)));
}

/*
 * A few bytes that unpack to a thousand times as many: a gzip member of one deflate block with fixed
 * codes, a zero and then "the last byte 258 times" (RFC 1951, 3.2.6: code 285 is 11000101, the distance
 * 1 is 00000), 13 bits for each 258 bytes.
 */
static void act_bomb(struct client *client)
{
	static const uint8_t head[10] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255 };
	uint8_t body[32768] = { 0 };
	size_t at = sizeof(head) * 8;

	memcpy(body, head, sizeof(head));
	put_bits(body, &at, 1, 1);    /* the last block */
	put_bits(body, &at, 1, 2);    /* with fixed codes */
	put_bits(body, &at, 0x0C, 8); /* the byte 0, 00110000 from its highest bit */
	while (at < (sizeof(body) - 4) * 8)
		put_bits(body, &at, 0xA3, 13);
	say(client->fd, OK_HEAD "Content-Encoding: gzip\r\nContent-Length: 32768\r\n\r\n");
	send(client->fd, body, sizeof(body), MSG_NOSIGNAL);
}

/* Each event only when the client has had the one before. */
static void act_lockstep(struct client *client)
{
	char event[64];

	say(client->fd, STREAM "\r\n");
	for (int i = 0; i < 5; i++) {
		snprintf(event, sizeof(event), "data: %d\n\n", i);
		say(client->fd, event);
		wait_until(&client->seen->acknowledged, i + 1);
	}
}

/* As many as the argument says must be here at a time before any has an answer. */
static void act_together(struct client *client)
{
	wait_until(&client->seen->most, (int)strtol(client->argument, NULL, 10));
	atomic_fetch_sub(&client->seen->open, 1);
	say(client->fd, AGAIN);
}

/* Until the client acknowledges something, whatever it is. */
static void act_held(struct client *client)
{
	wait_until(&client->seen->acknowledged, 1);
	atomic_fetch_sub(&client->seen->open, 1);
	say(client->fd, AGAIN);
}

/* The text in pieces of one byte, in chunks of one byte. */
static void act_crumbs(struct client *client)
{
	say(client->fd, STREAM "Transfer-Encoding: chunked\r\n\r\n");
	for (const char *p = client->text; *p != '\0'; p++) {
		char chunk[] = { '1', '\r', '\n', *p, '\r', '\n', '\0' };

		say(client->fd, chunk);
	}
	say(client->fd, "0\r\n\r\n");
}

static const struct route {
	const char *path; /* ends in '/': and what begins with it */
	void (*act)(struct client *client);
	const char *text;
	int times; /* only the first so many requests; afterwards it answers "again" */
} routes[] = {
	{ "/ok", act_say,
	  OK_HEAD "Content-Type: Text/Plain; charset=utf-8\r\nContent-Length: 5\r\n\r\nhello", 0 },
	{ "/head", act_echo, NULL, 0 },
	{ "/chunked", act_say,
	  OK_HEAD "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n", 0 },
	{ "/early", act_say,
	  "HTTP/1.1 103 Early Hints\r\nContent-Type: a/b\r\n\r\n" OK_HEAD "\r\nhello", 0 },
	{ "/large", act_endless, OK_HEAD "Content-Length: 1000000\r\n\r\n", 0 },
	{ "/endless", act_endless, OK_HEAD "\r\n", 0 },
	{ "/endless-no", act_endless, "HTTP/1.1 500 No\r\n" CLOSED "\r\n", 0 },
	{ "/drip", act_drip, OK_HEAD "Content-Length: 100000\r\n\r\n", 0 },
	{ "/stall", act_stall, OK_HEAD "Content-Length: 10\r\n\r\nabc", 0 },
	{ "/silent", act_stall, "", 0 },
	{ "/half-head", act_stall, "HTTP/1.1 200 OK\r\nContent-", 0 },
	{ "/many-lines", act_long_head, "\r\n", 0 },
	{ "/long-line", act_long_head, "xx", 0 },
	{ "/bomb", act_bomb, NULL, 0 },
	{ "/not-packed", act_say, OK_HEAD "Content-Encoding: gzip\r\n\r\nhello, this is not gzip",
	  0 },
	{ "/no-http", act_say, "SSH-2.0-OpenSSH_9.2\r\n", 0 },
	{ "/nothing", act_say, "", 0 },
	{ "/cut", act_say, OK_HEAD "Content-Length: 10\r\n\r\nabc", 0 },
	{ "/cut-chunk", act_say, OK_HEAD "Transfer-Encoding: chunked\r\n\r\nff\r\nabc", 0 },
	{ "/hop/", act_hop, NULL, 0 },
	{ "/elsewhere/", act_elsewhere, NULL, 0 },
	{ "/loop", act_redirect, "/loop", 0 },
	{ "/file", act_redirect, "file:///etc/passwd", 0 },
	{ "/plain", act_redirect, "http://192.0.2.1/ok", 0 },
	{ "/gopher", act_redirect, "gopher://127.0.0.1/", 0 },
	{ "/moved", act_redirect_post, "/ok", 0 },
	{ "/flaky", act_say, "HTTP/1.1 500 Oops\r\n" CLOSED "Content-Length: 4\r\n\r\noops", 1 },
	{ "/busy", act_say, "HTTP/1.1 429 Slow\r\n" CLOSED "Retry-After: 0\r\n\r\n", 2 },
	{ "/broken", act_say, OK_HEAD "Content-Length: 10\r\n\r\nabc", 1 },
	{ "/dropped", act_say, "", 1 },
	{ "/later", act_say, "HTTP/1.1 503 No\r\n" CLOSED "Retry-After: 3600\r\n\r\n", 0 },
	{ "/much-later", act_say,
	  "HTTP/1.1 429 No\r\n" CLOSED "Retry-After: Fri, 27 Nov 2126 06:30:00 GMT\r\n\r\n", 0 },
	{ "/quota", act_say,
	  "HTTP/1.1 429 No\r\n" JSON "{\"error\":{\"message\":\"You exceeded your current "
	  "quota.\",\"code\":\"insufficient_quota\"}}",
	  0 },
	{ "/credit", act_say,
	  "HTTP/1.1 400 No\r\n" JSON "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_"
	  "error\",\"message\":\"Your credit balance is too low.\"}}",
	  0 },
	{ "/page", act_say,
	  "HTTP/1.1 502 No\r\n" CLOSED "Content-Type: "
	  "text/html\r\n\r\n<html><head><title>502</title><script>alert(1)</script></"
	  "head><body><h1>Bad <b>Gateway</b></h1>",
	  0 },
	{ "/half-json", act_say, "HTTP/1.1 500 No\r\n" JSON "{\"error\":{\"message\":\"it br", 0 },
	{ "/binary", act_say, "HTTP/1.1 500 No\r\n" CLOSED "\r\n\xff\xfe\x1b]0;x\x07\xc2\x9b", 0 },
	{ "/quote", act_quote, NULL, 0 },
	{ "/events", act_crumbs,
	  "data: one\n\n: still here\n\nevent: two\r\ndata: t\r\ndata: wo\r\n\r\ndata: "
	  "thr\xC3\xA9\x65\n\n",
	  0 },
	{ "/events-no-end", act_say, STREAM "\r\ndata: one\n\ndata: [DONE]", 0 },
	{ "/events-broken", act_say,
	  STREAM "Transfer-Encoding: chunked\r\n\r\nb\r\ndata: one\n\n\r\nff\r\ndata: tw", 0 },
	{ "/events-stall", act_stall, STREAM "\r\ndata: one\n\ndata: tw", 0 },
	{ "/events-endless", act_endless, STREAM "\r\ndata: one\n\n: ", 0 },
	{ "/events-drip", act_drip, STREAM "\r\ndata: one\n\n: ", 0 },
	{ "/events-json", act_say, "HTTP/1.1 200 OK\r\n" JSON "{\"whole\":true}", 0 },
	{ "/events-later", act_say, "HTTP/1.1 503 No\r\n" CLOSED "\r\n", 1 },
	{ "/lockstep", act_lockstep, NULL, 0 },
	{ "/together/", act_together, NULL, 0 },
	{ "/held", act_held, NULL, 0 },
	/* as a proxy: what CONNECT asks for */
	{ "example.com:443", act_say, "HTTP/1.1 407 No\r\n" CLOSED "\r\n", 0 },
	{ "/", act_status, NULL, 0 },
};
#define ROUTES (sizeof(routes) / sizeof(routes[0]))

static const struct route *find_route(const char *path)
{
	size_t i = 0;

	for (; i + 1 < ROUTES; i++) {
		size_t len = strlen(routes[i].path), path_len = strcspn(path, "?");

		if (routes[i].path[len - 1] == '/'
			? strncmp(path, routes[i].path, len) == 0
			: len == path_len && strncmp(path, routes[i].path, len) == 0)
			break;
	}
	return &routes[i];
}

static size_t body_length(const char *request)
{
	const char *at = strcasestr(request, "\r\nContent-Length:");

	return at != NULL ? strtoul(at + strlen("\r\nContent-Length:"), NULL, 10) : 0;
}

/* The head, and as much of the body as has room; the rest is read and forgotten. */
static void read_request(int fd, char *request, size_t size)
{
	size_t len = 0, more;
	char *end;

	request[0] = '\0';
	while ((end = strstr(request, "\r\n\r\n")) == NULL && len < size - 1) {
		ssize_t got = recv(fd, request + len, size - 1 - len, 0);

		if (got <= 0)
			return;
		len += (size_t)got;
		request[len] = '\0';
		if (request[0] < 'A') { /* a greeting of TLS, say */
			say(fd, "HTTP/1.1 400 No\r\n" CLOSED "\r\n");
			request[0] = '\0';
			return;
		}
	}
	if (end == NULL)
		return;
	more = body_length(request) + (size_t)(end + 4 - request);
	while (len < more) {
		char rest[65536];
		bool room = len < size - 1;
		ssize_t got = room ? recv(fd, request + len, size - 1 - len, 0)
				   : recv(fd, rest, sizeof(rest), 0);

		if (got <= 0)
			return;
		len += (size_t)got;
		if (room)
			request[len] = '\0';
	}
}

static void note(struct server_seen *seen, const char *request)
{
	int number = atomic_fetch_add(&seen->requests, 1), open, most;
	const char *key = strstr(request, "Idempotency-Key: "), *body = strstr(request, "\r\n\r\n");

	open = atomic_fetch_add(&seen->open, 1) + 1;
	most = atomic_load(&seen->most);
	while (open > most && !atomic_compare_exchange_weak(&seen->most, &most, open))
		;
	if (number == 0)
		snprintf(seen->first, sizeof(seen->first), "%s", request);
	if (number >= 4)
		return;
	if (key != NULL)
		sscanf(key, "Idempotency-Key: %63[^\r]", seen->keys[number]);
	snprintf(seen->body[number], sizeof(seen->body[number]), "%.100s",
		 body != NULL ? body + 4 : "");
}

struct connection {
	int fd;
	struct server_seen *seen;
	atomic_int *counts; /* of each route */
};

static void *serve_one(void *context)
{
	struct connection connection = *(struct connection *)context;
	struct client client = { .fd = connection.fd, .seen = connection.seen };
	const struct route *route;
	char request[8192], path[256];

	free(context);
	read_request(client.fd, request, sizeof(request));
	if (sscanf(request, "%*15s %255s", path) == 1) {
		note(client.seen, request);
		route = find_route(path);
		client.argument = path + strlen(route->path);
		client.text = route->text;
		client.request = request;
		if (route->times > 0 &&
		    atomic_fetch_add(&connection.counts[route - routes], 1) >= route->times)
			say(client.fd, AGAIN);
		else
			route->act(&client);
	}
	close(client.fd);
	return NULL;
}

static void serve(int listener, struct server_seen *seen)
{
	static atomic_int counts[ROUTES];
	pthread_attr_t attributes;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attributes, 512 * 1024);
	for (;;) {
		struct connection *connection;
		pthread_t thread;
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			continue;
		connection = malloc(sizeof(*connection));
		*connection = (struct connection){ fd, seen, counts };
		if (pthread_create(&thread, &attributes, serve_one, connection) != 0)
			_exit(1);
	}
}

void server_start(struct server *server)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	server->seen = mmap(NULL, sizeof(*server->seen), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(server->seen, MAP_FAILED);
	ck_assert_int_ge(listener, 0);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(listen(listener, 512), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &size), 0);
	server->port = ntohs(address.sin_port);
	server->pid = fork();
	ck_assert_int_ge(server->pid, 0);
	if (server->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* never stay behind */
		alarm(60);
		serve(listener, server->seen);
	}
	close(listener);
}

void server_stop(struct server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	munmap(server->seen, sizeof(*server->seen));
}
