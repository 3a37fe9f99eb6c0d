/*
 * Many streamed answers at a time on one thread, as model providers send them, beside a bare loop that
 * reads the same sockets by epoll and looks for the ends of events alone.
 *
 *     make bench/streams && bench/streams [STREAMS [TOKENS [ROUNDS]]]
 *
 * The server here sends each stream a token every 20 ms, the streams in turns, so that the tokens of
 * 200 streams are 10,000 a second. A token holds the time at which it is sent; the time until it is in
 * the callback is the delay. Both clients run in processes of their own, in turns.
 */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/mem.h"
#include "net/http.h"
#include "net/sse.h"

#include "base/banned.h"

#define EVERY_NS   20000000
#define MAX_ROUNDS 50
#define REQUEST                                                                               \
	"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{" \
	"}"
#define HEAD                                                                      \
	"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close" \
	"\r\n\r\n"

static int streams = 200, tokens = 100, rounds = 5, port;
static const char text[] =
    "data: {\"id\":\"chatcmpl-0123456789\",\"object\":\"chat.completion.chunk\","
    "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" clay\"}}],\"at\":";

struct outcome {
	double median_us, p99_us, worst_us,
	    first_us; /* delays; of the first tokens, their median */
	double cpu_s, wall_s;
	long kib; /* largest resident set */
	long had; /* tokens */
};

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void need(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "streams: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* --- the server -------------------------------------------------------------------------- */

static void read_request(int fd)
{
	char space[4096];
	size_t len = 0;

	while (len < sizeof(space) - 1 && (len < 2 || memcmp(space + len - 2, "{}", 2) != 0)) {
		ssize_t got = recv(fd, space + len, sizeof(space) - 1 - len, 0);

		if (got <= 0)
			return;
		len += (size_t)got;
	}
}

static void sleep_until(int64_t ns)
{
	struct timespec until = { .tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000 };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

static void send_token(int fd)
{
	char event[512];
	int len = snprintf(event, sizeof(event), "%s%lld}\n\n", text, (long long)now_ns());

	send(fd, event, (size_t)len, MSG_NOSIGNAL);
}

/* Takes as many clients as there are streams, and answers them together. */
static void serve_round(int listener, int *fds)
{
	static const int on = 1;
	int64_t begin;

	for (int i = 0; i < streams; i++) {
		fds[i] = accept(listener, NULL, NULL);
		need(fds[i] >= 0, "accept");
		setsockopt(fds[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		read_request(fds[i]);
	}
	for (int i = 0; i < streams; i++)
		send(fds[i], HEAD, strlen(HEAD), MSG_NOSIGNAL);
	begin = now_ns() + EVERY_NS;
	for (int token = 0; token < tokens; token++) {
		for (int i = 0; i < streams; i++) {
			sleep_until(begin + (int64_t)token * EVERY_NS +
				    (int64_t)i * EVERY_NS / streams);
			send_token(fds[i]);
		}
	}
	for (int i = 0; i < streams; i++)
		close(fds[i]);
}

static pid_t start_server(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0), *fds;
	pid_t pid;

	need(listener >= 0 && bind(listener, (struct sockaddr *)&address, size) == 0 &&
		 listen(listener, streams) == 0 &&
		 getsockname(listener, (struct sockaddr *)&address, &size) == 0,
	     "listen");
	port = ntohs(address.sin_port);
	pid = fork();
	need(pid >= 0, "fork");
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		fds = slw_calloc((size_t)streams, sizeof(*fds));
		for (;;)
			serve_round(listener, fds);
	}
	close(listener);
	return pid;
}

/* --- what a client notes ------------------------------------------------------------------ */

struct delays {
	int64_t *all, *first;
	size_t count, first_count;
};

static void note_token(struct delays *delays, const char *event, bool first)
{
	int64_t now = now_ns();
	const char *at = strstr(event, "\"at\":");
	int64_t delay = at != NULL ? now - strtoll(at + 5, NULL, 10) : 0;

	delays->all[delays->count++] = delay;
	if (first)
		delays->first[delays->first_count++] = delay;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static double part_us(int64_t *values, size_t count, double part)
{
	if (count == 0)
		return 0;
	qsort(values, count, sizeof(*values), by_size);
	return (double)values[(size_t)((double)(count - 1) * part)] / 1e3;
}

/* --- the clients -------------------------------------------------------------------------- */

struct stream {
	struct delays *delays;
	bool any;
};

static int on_event(void *context, const struct slw_sse_event *event, struct slw_err *err)
{
	struct stream *stream = context;

	(void)err;
	note_token(stream->delays, event->data, !stream->any);
	stream->any = true;
	return 0;
}

static void on_done(void *context, struct slw_http_reply *reply, const struct slw_err *err)
{
	(void)context;
	(void)reply;
	if (err->code != SLW_OK)
		fprintf(stderr, "streams: %s\n", err->msg);
}

static void run_ours(struct delays *delays)
{
	struct slw_http_options options = { .max_calls = (unsigned int)streams,
					    .max_per_host = (unsigned int)streams };
	struct stream *all = slw_calloc((size_t)streams, sizeof(*all));
	struct slw_http_call call = {
		.body = "{}", .body_len = 2, .event = on_event, .done = on_done
	};
	struct slw_err err = SLW_ERR_INIT;
	struct slw_http *http;
	char url[64];

	snprintf(url, sizeof(url), "http://127.0.0.1:%d/v1/chat/completions", port);
	call.url = url;
	if (slw_http_open(&http, &options, &err) < 0)
		exit(1);
	for (int i = 0; i < streams; i++) {
		all[i].delays = delays;
		call.context = &all[i];
		if (slw_http_start(http, &call, &err) == 0)
			exit(1);
	}
	while (slw_http_run(http, 1000) > 0)
		;
	slw_http_free(http);
	free(all);
}

struct socket_state {
	int fd;
	size_t len;
	bool any;
	char space[4096];
};

static void connect_one(struct socket_state *state, int epoll)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_port = htons((uint16_t)port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = state };

	state->fd = socket(AF_INET, SOCK_STREAM, 0);
	need(connect(state->fd, (struct sockaddr *)&address, sizeof(address)) == 0, "connect");
	send(state->fd, REQUEST, strlen(REQUEST), MSG_NOSIGNAL);
	epoll_ctl(epoll, EPOLL_CTL_ADD, state->fd, &event);
}

/* What is there, and the whole events in it; false at the end. */
static bool read_some(struct socket_state *state, struct delays *delays)
{
	ssize_t got =
	    recv(state->fd, state->space + state->len, sizeof(state->space) - 1 - state->len, 0);
	char *end, *from = state->space;

	if (got <= 0)
		return false;
	state->len += (size_t)got;
	state->space[state->len] = '\0';
	while ((end = strstr(from, "\n\n")) != NULL) {
		*end = '\0';
		note_token(delays, from, !state->any);
		state->any = true;
		from = end + 2;
	}
	if (strstr(from, "\r\n\r\n") != NULL)
		from = state->space + state->len; /* the head */
	state->len -= (size_t)(from - state->space);
	memmove(state->space, from, state->len);
	return true;
}

static void run_bare(struct delays *delays)
{
	struct socket_state *all = slw_calloc((size_t)streams, sizeof(*all));
	struct epoll_event ready[64];
	int epoll = epoll_create1(0), left = streams;

	for (int i = 0; i < streams; i++)
		connect_one(&all[i], epoll);
	while (left > 0) {
		int count = epoll_wait(epoll, ready, 64, -1);

		for (int i = 0; i < count; i++) {
			struct socket_state *state = ready[i].data.ptr;

			if (!read_some(state, delays)) {
				close(state->fd);
				left--;
			}
		}
	}
	close(epoll);
	free(all);
}

/* --- the rounds --------------------------------------------------------------------------- */

static void measure(void (*run)(struct delays *delays), struct outcome *outcome)
{
	size_t count = (size_t)streams * (size_t)tokens;
	struct delays delays = { .all = slw_calloc(count, sizeof(int64_t)),
				 .first = slw_calloc((size_t)streams, sizeof(int64_t)) };
	struct rusage usage;
	int64_t begin = now_ns();

	run(&delays);
	outcome->wall_s = (double)(now_ns() - begin) / 1e9;
	getrusage(RUSAGE_SELF, &usage);
	outcome->cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
			 (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	outcome->kib = usage.ru_maxrss;
	outcome->had = (long)delays.count;
	outcome->median_us = part_us(delays.all, delays.count, 0.5);
	outcome->p99_us = part_us(delays.all, delays.count, 0.99);
	outcome->worst_us = part_us(delays.all, delays.count, 1);
	outcome->first_us = part_us(delays.first, delays.first_count, 0.5);
}

static struct outcome in_child(void (*run)(struct delays *delays))
{
	struct outcome outcome = { 0 };
	int ends[2], status;
	pid_t pid;

	need(pipe(ends) == 0, "pipe");
	pid = fork();
	need(pid >= 0, "fork");
	if (pid == 0) {
		measure(run, &outcome);
		need(write(ends[1], &outcome, sizeof(outcome)) == sizeof(outcome), "write");
		_exit(0);
	}
	close(ends[1]);
	need(read(ends[0], &outcome, sizeof(outcome)) == sizeof(outcome), "read");
	close(ends[0]);
	waitpid(pid, &status, 0);
	return outcome;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* "median (smallest-largest)" of a member that is a double. */
static void show(const struct outcome *outcomes, size_t offset, const char *format)
{
	double values[MAX_ROUNDS];

	for (int i = 0; i < rounds; i++)
		memcpy(&values[i], (const char *)&outcomes[i] + offset, sizeof(double));
	qsort(values, (size_t)rounds, sizeof(double), by_value);
	printf(format, values[rounds / 2], values[0], values[rounds - 1]);
}

static void report(const char *name, const struct outcome *outcomes)
{
	printf("| %s | ", name);
	show(outcomes, offsetof(struct outcome, median_us), "%.0f (%.0f-%.0f) | ");
	show(outcomes, offsetof(struct outcome, p99_us), "%.0f (%.0f-%.0f) | ");
	show(outcomes, offsetof(struct outcome, first_us), "%.0f (%.0f-%.0f) | ");
	show(outcomes, offsetof(struct outcome, cpu_s), "%.2f (%.2f-%.2f) | ");
	printf("%.1f |\n", (double)outcomes[0].kib / 1024);
}

int main(int argc, char **argv)
{
	static struct outcome ours[MAX_ROUNDS], bare[MAX_ROUNDS];
	pid_t server;

	if (argc > 1)
		streams = (int)strtol(argv[1], NULL, 10);
	if (argc > 2)
		tokens = (int)strtol(argv[2], NULL, 10);
	if (argc > 3)
		rounds = (int)strtol(argv[3], NULL, 10);
	if (streams < 1 || tokens < 1 || rounds < 1 || rounds > MAX_ROUNDS)
		return 2;
	server = start_server();
	for (int i = 0; i < rounds; i++) {
		bare[i] = in_child(run_bare);
		ours[i] = in_child(run_ours);
		if (ours[i].had != (long)streams * tokens || bare[i].had != ours[i].had)
			fprintf(stderr, "streams: %ld and %ld tokens\n", ours[i].had, bare[i].had);
	}
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	printf("%d streams of %d tokens, %.1f s\n\n", streams, tokens, ours[0].wall_s);
	printf("| client | delay, median us | 99 of 100 | first token | CPU s | peak MiB |\n");
	printf("|---|---|---|---|---|---|\n");
	report("slw_http", ours);
	report("bare epoll", bare);
	return 0;
}
