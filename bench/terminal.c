/*
 * How long people wait for the wizard on a terminal, beside dialog(1) in the same terminal.
 *
 *     make bench/terminal && bench/terminal [RUNS [SESSIONS [PRODUCTS]]]
 *
 * Of each program: from its start until its first whole screen (the text of the bottom line, or the
 * last button) is there; from a key press to the first byte drawn, and the bytes drawn for it; peak
 * memory. RUNS (15) of all programs take turns. The wizard is measured with a new database, on the
 * list of SESSIONS (1000), in a text field, and in the table of PRODUCTS (10000). Prints one line of
 * JSON for each; times are milliseconds of wall time as median and worst. See README.md.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/place.h"
#include "screens/terminal.h"

#include "base/banned.h"

#define KEYS 24 /* in each run */

struct subject {
	const char *name;
	const char *const *argv;
	const char *shown; /* the screen is whole once this is there */
	const char *first; /* keys before the measured ones, or NULL */
	const char *ready; /* shown after those, or NULL */
	const char *keys;  /* the measured ones, in turn, names with spaces; NULL: none */
};

struct samples {
	double start[512], key[512 * KEYS], bytes[512 * KEYS];
	size_t starts, keys;
	long peak; /* KiB */
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static _Noreturn void give_up(const char *name, const char *what, struct slw_terminal *t)
{
	char *dump = t != NULL ? slw_terminal_dump(t) : NULL;

	fprintf(stderr, "terminal: %s: %s\n%s", name, what, dump != NULL ? dump : "");
	exit(1);
}

static long peak_kib(pid_t pid)
{
	char path[64], line[256];
	long kib = 0;
	FILE *status;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	status = fopen(path, "re");
	while (status != NULL && fgets(line, sizeof(line), status) != NULL) {
		if (strncmp(line, "VmHWM:", 6) == 0)
			kib = strtol(line + 6, NULL, 10);
	}
	if (status != NULL)
		fclose(status);
	return kib;
}

static void measure_keys(const struct subject *s, struct slw_terminal *t, struct samples *into)
{
	const char *at = s->keys;
	char name[32];

	for (size_t i = 0; i < KEYS; i++) {
		size_t len = strcspn(at, " "), before = slw_terminal_bytes(t);
		double sent;

		snprintf(name, sizeof(name), "%.*s", (int)len, at);
		at += len;
		at += strspn(at, " ");
		if (*at == '\0')
			at = s->keys;
		sent = now_ms();
		slw_terminal_key(t, name);
		if (!slw_terminal_output_waits(t, 2000))
			give_up(s->name, "a key drew nothing", t);
		into->key[into->keys] = now_ms() - sent;
		slw_terminal_settle(t);
		into->bytes[into->keys++] = (double)(slw_terminal_bytes(t) - before);
	}
}

static void measure(const struct subject *s, const char *folder, struct samples *into)
{
	const struct slw_terminal_opts opts = { .argv = s->argv, .folder = folder };
	double begun = now_ms();
	struct slw_terminal *t = slw_terminal_start(&opts);
	long kib;

	if (t == NULL)
		give_up(s->name, "could not be started", NULL);
	while (!slw_terminal_shows(t, s->shown)) {
		if (now_ms() - begun > 20000)
			give_up(s->name, "does not show what it should", t);
		slw_terminal_pump(t, 5);
	}
	into->start[into->starts++] = now_ms() - begun;
	slw_terminal_settle(t);
	if (s->first != NULL)
		slw_terminal_keys(t, s->first);
	if (s->ready != NULL && !slw_terminal_wait(t, s->ready))
		give_up(s->name, "does not come to where keys are measured", t);
	if (s->keys != NULL)
		measure_keys(s, t, into);
	kib = peak_kib(slw_terminal_pid(t));
	if (kib > into->peak)
		into->peak = kib;
	slw_terminal_free(t);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print_values(const char *name, double *values, size_t n)
{
	if (n == 0)
		return;
	qsort(values, n, sizeof(*values), compare);
	printf(", \"%s\": {\"median\": %.2f, \"p95\": %.2f, \"worst\": %.2f}", name, values[n / 2],
	       values[n * 95 / 100], values[n - 1]);
}

static void need(const char *folder, const char *const *argv)
{
	int status = slw_place_run(folder, argv, NULL);
	char *said;

	if (status == 0)
		return;
	said = slw_place_read(folder, "stderr");
	fprintf(stderr, "terminal: %s: exit status %d\n%s", argv[1], status,
		said != NULL ? said : "");
	exit(1);
}

/* SESSIONS sessions, the one named "Bench Shop" with PRODUCTS products. */
static void fill(const char *folder, long sessions, long products)
{
	static const char *const launch[] = {
		PROGRAM,   "--answers", SOURCES "/examples/pottery-us.yaml", "--out", "shop",
		"--quiet", NULL
	};
	static const char *const import[] = { PROGRAM,	   "import",	 "many.csv",
					      "--session", "Bench Shop", NULL };
	struct slw_buf csv;

	need(folder, launch);
	for (long i = 1; i < sessions; i++) {
		char name[32];
		const char *const copy[] = { PROGRAM,  "copy", "Alder Hollow Pottery",
					     "--name", name,   NULL };

		snprintf(name, sizeof(name), i == 1 ? "Bench Shop" : "Shop %ld", i);
		need(folder, copy);
	}
	slw_buf_init(&csv, 0);
	slw_buf_str(&csv, "Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price\n");
	for (long i = 0; i < products; i++)
		slw_buf_printf(&csv, "item-%ld,Item number %ld,A thing of use.,Us,SKU-%ld,%ld.50\n",
			       i, i, i, 1 + i % 90);
	slw_place_write(folder, "many.csv", csv.data);
	slw_buf_release(&csv);
	need(folder, import);
}

static const char *const version_argv[] = { PROGRAM, "--version", NULL };
static const char *const dialog_argv[] = {
	"dialog",   "--form",	"A form",  "16",       "60",	   "6",	 "Business name",
	"1",	    "1",	"",	   "1",	       "20",	   "30", "200",
	"Industry", "2",	"1",	   "",	       "2",	   "20", "30",
	"200",	    "Audience", "3",	   "1",	       "",	   "3",	 "20",
	"30",	    "200",	"Country", "4",	       "1",	   "",	 "4",
	"20",	    "30",	"200",	   "Currency", "5",	   "1",	 "",
	"5",	    "20",	"30",	   "200",      "Language", "6",	 "1",
	"",	    "6",	"20",	   "30",       "200",	   NULL
};
static const char *const wizard_argv[] = { PROGRAM, NULL };
static const char *const open_argv[] = { PROGRAM, "open", "Bench Shop", NULL };

/* "empty" has no database yet, "full" is as fill() left it. */
static const struct {
	struct subject s;
	bool full;
} subjects[] = {
	{ { "libraries alone (--version)", version_argv, "store-wizard", NULL, NULL, NULL },
	  false },
	{ { "dialog --form", dialog_argv, "Cancel", NULL, NULL, "a b c d e f g h i j" }, false },
	{ { "wizard, first start", wizard_argv, "F1 Help", NULL, NULL, NULL }, false },
	{ { "wizard, list of sessions", wizard_argv, "F1 Help", NULL, NULL, "Down" }, true },
	{ { "wizard, text field", open_argv, "F1 Help", "M-1", "Business name",
	    "a b c d e f g h i j" },
	  true },
	{ { "wizard, table of products", open_argv, "F1 Help", "M-2", "Item number", "Down" },
	  true },
};

int main(int argc, char **argv)
{
	long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 15;
	long sessions = argc > 2 ? strtol(argv[2], NULL, 10) : 1000;
	long products = argc > 3 ? strtol(argv[3], NULL, 10) : 10000;
	struct samples *samples = slw_calloc(SLW_COUNT(subjects), sizeof(*samples));
	char *full = slw_place_make();

	if (runs < 1 || runs > 512)
		give_up("RUNS", "1 to 512", NULL);
	fill(full, sessions, products);
	for (long run = 0; run < runs; run++) {
		for (size_t i = 0; i < SLW_COUNT(subjects); i++) {
			char *empty = slw_place_make();

			measure(&subjects[i].s, subjects[i].full ? full : empty, &samples[i]);
			slw_place_remove(empty);
		}
	}
	for (size_t i = 0; i < SLW_COUNT(subjects); i++) {
		printf("{\"subject\": \"%s\", \"runs\": %ld", subjects[i].s.name, runs);
		print_values("first_screen_ms", samples[i].start, samples[i].starts);
		print_values("key_ms", samples[i].key, samples[i].keys);
		print_values("key_bytes", samples[i].bytes, samples[i].keys);
		printf(", \"peak_kib\": %ld}\n", samples[i].peak);
	}
	slw_place_remove(full);
	free(samples);
	return 0;
}
