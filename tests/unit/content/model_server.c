#include "config.h"

#include "unit/content/model_server.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define HUGE_BYTES (10 * 1024 * 1024)

static bool say(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t sent = send(fd, text, len, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		text += sent;
		len -= (size_t)sent;
	}
	return true;
}

/* Until the client has gone, or a while. */
static bool client_stays(int fd, int ms)
{
	struct pollfd gone = { .fd = fd, .events = POLLIN };

	return poll(&gone, 1, ms) == 0;
}

static void answer(int fd, const struct model_answer *answer)
{
	bool events = strncmp(answer->body, "SSE:", 4) == 0;
	const char *body = answer->body + (events ? 4 : 0);
	char head[512], length[64] = "";

	if (answer->ending == MODEL_CLOSES && !events)
		snprintf(length, sizeof(length), "Content-Length: %zu\r\n", strlen(body));
	else if (answer->ending == MODEL_BREAKS || answer->ending == MODEL_HUGE)
		snprintf(length, sizeof(length), "Content-Length: %d\r\n",
			 answer->ending == MODEL_HUGE ? HUGE_BYTES : 1000);
	snprintf(head, sizeof(head),
		 "HTTP/1.1 %d X\r\nConnection: close\r\nContent-Type: %s\r\n%s%s\r\n",
		 answer->status, events ? "text/event-stream" : "application/json",
		 answer->headers == NULL ? "" : answer->headers, length);
	if (!say(fd, head, strlen(head)))
		return;
	say(fd, body, strlen(body));
	if (answer->ending == MODEL_STALLS)
		client_stays(fd, 20000);
	while (answer->ending == MODEL_GOES_ON && client_stays(fd, 5) &&
	       say(fd, body, strlen(body)))
		;
	for (int i = 0; answer->ending == MODEL_HUGE && i < HUGE_BYTES / 32 &&
			say(fd, "0123456789abcdef0123456789abcdef", 32);
	     i++)
		;
}

/* Head and body of a request, as far as there is room. */
static void receive(int fd, char *request, size_t size)
{
	size_t len = 0, need = SIZE_MAX;

	while (len < size - 1 && len < need) {
		ssize_t got = recv(fd, request + len, size - 1 - len, 0);
		const char *end, *length;

		if (got <= 0)
			break;
		len += (size_t)got;
		request[len] = '\0';
		if (request[0] == 0x16) /* TLS: it is not spoken here */
			break;
		end = strstr(request, "\r\n\r\n");
		if (end == NULL || need != SIZE_MAX)
			continue;
		length = strcasestr(request, "\r\nContent-Length: ");
		need =
		    (size_t)(end + 4 - request) +
		    (length == NULL || length > end ? 0 : (size_t)strtoul(length + 18, NULL, 10));
	}
	request[len] = '\0';
}

static void serve(int listener, const struct model_answer *answers, struct model_seen *seen)
{
	static char rest[sizeof(seen->requests[0])];
	size_t next = 0;

	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			continue;
		receive(fd, seen->count < MODEL_REQUESTS ? seen->requests[seen->count] : rest,
			sizeof(rest));
		seen->count++;
		answer(fd, &answers[next]);
		close(fd);
		if (next + 1 < MODEL_ANSWERS && answers[next + 1].status != 0)
			next++;
	}
}

void model_server_start(struct model_server *server, const struct model_answer *answers)
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
	ck_assert_int_eq(listen(listener, 16), 0);
	ck_assert_int_eq(getsockname(listener, (struct sockaddr *)&address, &size), 0);
	server->port = ntohs(address.sin_port);
	server->pid = fork();
	ck_assert_int_ge(server->pid, 0);
	if (server->pid == 0) {
		alarm(60); /* never stay behind */
		serve(listener, answers, server->seen);
	}
	close(listener);
}

void model_server_stop(struct model_server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	munmap(server->seen, sizeof(*server->seen));
}
