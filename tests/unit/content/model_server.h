/*
 * A server of models on loopback, in a process of its own: it gives the answers of a row one after the
 * other, the last one again and again, and remembers what it was asked.
 */
#ifndef SLW_TESTS_CONTENT_MODEL_SERVER_H
#define SLW_TESTS_CONTENT_MODEL_SERVER_H

#include <stddef.h>
#include <sys/types.h>

enum model_ending {
	MODEL_CLOSES,  /* the answer is whole */
	MODEL_BREAKS,  /* the connection breaks before the end */
	MODEL_STALLS,  /* nothing comes any more, and nothing is closed */
	MODEL_GOES_ON, /* the body again and again, for ever */
	MODEL_HUGE,    /* a body of 10 MB */
};

struct model_answer {
	int status;	     /* 0: there are no more */
	const char *headers; /* lines with CRLF, or NULL */
	const char *body;    /* "SSE:" before it: a stream of events */
	enum model_ending ending;
};

#define MODEL_ANSWERS  4
#define MODEL_REQUESTS 8

struct model_seen {
	int count;			      /* of requests */
	char requests[MODEL_REQUESTS][32768]; /* head and body, cut */
};

struct model_server {
	pid_t pid;
	int port;
	struct model_seen *seen; /* shared with the process */
};

void model_server_start(struct model_server *server, const struct model_answer *answers);
void model_server_stop(struct model_server *server);

#endif
