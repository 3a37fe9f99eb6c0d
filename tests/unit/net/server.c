#include "config.h"

#include "unit/net/server.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define OK_HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\n"

static bool say(int fd, const char *text)
{
	size_t len = strlen(text);

	return send(fd, text, len, MSG_NOSIGNAL) == (ssize_t)len;
}

static void redirect(int fd, const char *target)
{
	char head[512];

	snprintf(head, sizeof(head),
		 "HTTP/1.1 302 Found\r\nConnection: close\r\nSet-Cookie: a=b; Path=/\r\n"
		 "Location: %s\r\nContent-Length: 5\r\n\r\nmoved",
		 target);
	say(fd, head);
}

/* Sends a text again and again, with pauses, until the client has gone. */
static void go_on(int fd, const char *text, int pause_ms)
{
	while (say(fd, text)) {
		struct pollfd gone = { .fd = fd, .events = POLLIN };

		if (poll(&gone, 1, pause_ms) > 0)
			return; /* the client said something: it closed */
	}
}

static void wait_for_end(int fd)
{
	struct pollfd gone = { .fd = fd, .events = POLLIN };

	poll(&gone, 1, 10000);
}

/* Fails so often first: the count is per path, and the server lives for one test. */
static bool fails_still(int *count, int times)
{
	return (*count)++ < times;
}

static void answer(int fd, const char *path, const char *request)
{
	static int flaky, busy, broken;

	if (strcmp(path, "/ok") == 0) {
		say(fd, OK_HEAD "Content-Type: Text/Plain; charset=utf-8\r\nContent-Length: 5\r\n"
				"\r\nhello");
	} else if (strcmp(path, "/head") == 0) {
		say(fd, OK_HEAD "\r\n");
		say(fd, request);
	} else if (strcmp(path, "/large") == 0) {
		say(fd, OK_HEAD "Content-Length: 1000000\r\n\r\n");
		go_on(fd, "0123456789012345678901234567890123456789", 0);
	} else if (strcmp(path, "/endless") == 0) {
		say(fd, OK_HEAD "\r\n");
		go_on(fd, "0123456789012345678901234567890123456789", 0);
	} else if (strcmp(path, "/drip") == 0) {
		say(fd, OK_HEAD "Content-Length: 100000\r\n\r\n");
		go_on(fd, "x", 20);
	} else if (strcmp(path, "/stall") == 0) {
		say(fd, OK_HEAD "Content-Length: 10\r\n\r\nabc");
		wait_for_end(fd);
	} else if (strcmp(path, "/silent") == 0) {
		wait_for_end(fd);
	} else if (strncmp(path, "/hop/", 5) == 0) {
		char target[32];

		snprintf(target, sizeof(target), path[5] == '1' ? "/head" : "/hop/%c", path[5] - 1);
		redirect(fd, target);
	} else if (strcmp(path, "/loop") == 0) {
		redirect(fd, "/loop");
	} else if (strcmp(path, "/file") == 0) {
		redirect(fd, "file:///etc/passwd");
	} else if (strcmp(path, "/plain") == 0) {
		redirect(fd, "http://192.0.2.1/ok");
	} else if (strcmp(path, "/gopher") == 0) {
		redirect(fd, "gopher://127.0.0.1/");
	} else if (strcmp(path, "/flaky") == 0 && fails_still(&flaky, 1)) {
		say(fd, "HTTP/1.1 500 Oops\r\nConnection: close\r\nContent-Length: 4\r\n\r\noops");
	} else if (strcmp(path, "/busy") == 0 && fails_still(&busy, 2)) {
		say(fd, "HTTP/1.1 429 Slow\r\nConnection: close\r\nRetry-After: 0\r\n\r\n");
	} else if (strcmp(path, "/broken") == 0 && fails_still(&broken, 1)) {
		say(fd, OK_HEAD "Content-Length: 10\r\n\r\nabc"); /* and no more */
	} else if (strcmp(path, "/later") == 0) {
		say(fd, "HTTP/1.1 503 No\r\nConnection: close\r\nRetry-After: 3600\r\n\r\n");
	} else if (path[1] >= '1' && path[1] <= '9') {
		char head[128];

		snprintf(head, sizeof(head), "HTTP/1.1 %s No\r\nConnection: close\r\n\r\nno",
			 path + 1);
		say(fd, head);
	} else {
		say(fd, OK_HEAD "Content-Length: 5\r\n\r\nagain");
	}
}

static void serve(int listener)
{
	for (;;) {
		char request[4096], path[128] = "";
		size_t len = 0;
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			continue;
		request[0] = '\0';
		while (strstr(request, "\r\n\r\n") == NULL && len < sizeof(request) - 1) {
			ssize_t got = recv(fd, request + len, sizeof(request) - 1 - len, 0);

			if (got <= 0)
				break;
			len += (size_t)got;
			request[len] = '\0';
		}
		if (sscanf(request, "GET %127s", path) == 1)
			answer(fd, path, request);
		close(fd);
	}
}

void server_start(struct server *server)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_ge(listener, 0);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(listen(listener, 8), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &size), 0);
	server->port = ntohs(address.sin_port);
	server->pid = fork();
	ck_assert_int_ge(server->pid, 0);
	if (server->pid == 0) {
		alarm(60); /* never stay behind */
		serve(listener);
	}
	close(listener);
}

void server_stop(struct server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
}
