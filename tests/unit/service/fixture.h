/* A service over a database of its own in a temporary folder, for each test. */
#ifndef SLW_TESTS_SERVICE_FIXTURE_H
#define SLW_TESTS_SERVICE_FIXTURE_H

#include <jansson.h>

#include "base/err.h"
#include "model/problem.h"
#include "model/records.h"

struct slw_progress;
struct slw_service;

struct fixture {
	char folder[64];
	struct slw_service *service;
	struct slw_session session;
	struct slw_problems problems;
	struct slw_err err;
};

void fixture_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture);

/* A second service on the same database, as another process would have it. */
struct slw_service *fixture_second(struct fixture *fixture);

/* Opens the service anew, with this progress of long calls. */
void fixture_progress(struct fixture *fixture, const struct slw_progress *progress);

/* A file below the folder; its path is malloc'd. */
char *fixture_file(struct fixture *fixture, const char *name, const char *text);
char *fixture_read(const char *path);

/* Answers that have all that is required, with extra as further YAML at the end. */
char *fixture_answers(struct fixture *fixture, const char *name, const char *extra);

/* Applies the file onto fixture->session (a new one when its number is 0); fails the test on errors. */
json_t *fixture_apply(struct fixture *fixture, const char *path);

/* Fails where the texts part; Check's own assertion cannot hold long ones. */
void fixture_same(const char *is, const char *wanted);

/* The current products as "handle=title;handle=title;", malloc'd. */
char *fixture_products(struct fixture *fixture);

#endif
