/*
 * What a whole headless run takes, phase by phase.
 *
 *     make bench/phases && bench/phases ANSWERS DATABASE OUT
 *
 * Reads ANSWERS, applies them to a new session of DATABASE (a URL), writes the texts and launches into
 * OUT, as "store-wizard --answers" does, and prints one line of JSON: milliseconds of wall time of each
 * phase, and the number of files.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/err.h"
#include "base/json.h"
#include "model/problem.h"
#include "model/records.h"
#include "service/apply.h"
#include "service/launch.h"
#include "service/orchestrator.h"
#include "service/service.h"

#include "base/banned.h"

static struct slw_err err;
static double started;

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void need(bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "phases: %s\n", err.msg);
	exit(1);
}

static void phase(const char *name)
{
	double now = now_ms();

	printf("\"%s ms\":%.1f,", name, now - started);
	started = now;
}

int main(int argc, char **argv)
{
	struct slw_service_options options = { .author = "bench" };
	struct slw_launch_request request = { 0 };
	struct slw_service *service;
	struct slw_problems problems;
	struct slw_session session;
	struct slw_plan *plan;
	json_t *result;

	if (argc != 4)
		return 2;
	options.database = argv[2];
	request.out = argv[3];
	slw_problems_init(&problems);
	slw_session_init(&session);
	printf("{");
	started = now_ms();
	need(slw_service_open(&service, &options, &err) == 0);
	phase("open");
	need(slw_plan_open(&plan, argv[1], slw_service_catalog(service), &problems, &err) == 0 &&
	     problems.errors == 0);
	phase("read");
	result = slw_plan_apply(service, plan, &session, &err);
	need(result != NULL);
	json_decref(result);
	phase("apply");
	result = slw_orchestrator_generate_all(service, &session, &err);
	need(result != NULL);
	json_decref(result);
	phase("texts");
	result = slw_launch_run(service, &session, &request, &err);
	need(result != NULL);
	phase("launch");
	printf("\"files\":%lld}\n", (long long)slw_json_int(result, "files", 0));
	json_decref(result);
	slw_plan_free(plan);
	slw_problems_release(&problems);
	slw_session_release(&session);
	slw_service_close(service);
	return 0;
}
