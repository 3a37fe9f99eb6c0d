/*
 * A small HTTP server on loopback, in a process of its own, that misbehaves on request: server.c has
 * the table of its paths. Each connection has a thread and is closed after one answer.
 */
#ifndef SLW_TESTS_NET_SERVER_H
#define SLW_TESTS_NET_SERVER_H

#include <stdatomic.h>
#include <sys/types.h>

/* What it saw, and what it is told: in memory that both processes share. */
struct server_seen {
	atomic_int requests;	 /* in all */
	atomic_int open, most;	 /* requests without an answer yet; as many as there ever were */
	atomic_int gone;	 /* clients that left a /stall or /silent */
	atomic_int acknowledged; /* by the client: /lockstep goes on */
	char first[1024];	 /* the first request */
	char keys[4][64];	 /* Idempotency-Key of the first requests */
	char body[4][128];	 /* and the beginnings of their bodies */
};

struct server {
	pid_t pid;
	int port;
	struct server_seen *seen;
};

void server_start(struct server *server);
void server_stop(struct server *server);

#endif
