/* A small HTTP server on loopback, in a process of its own, that misbehaves on request. */
#ifndef SLW_TESTS_NET_SERVER_H
#define SLW_TESTS_NET_SERVER_H

#include <sys/types.h>

struct server {
	pid_t pid;
	int port;
};

void server_start(struct server *server);
void server_stop(struct server *server);

#endif
