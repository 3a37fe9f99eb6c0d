/*
 * How long people wait for the wizard on a terminal, beside dialog(1) in the same terminal.
 *
 *     bench/terminal.sh [RUNS [SESSIONS [PRODUCTS]]]
 *
 * Of each program: from its start until its first whole screen (the text of the bottom line, or the
 * last button) is there; from a key press to the first byte drawn, and the bytes drawn for it; peak
 * memory. RUNS (15) of all programs take turns. The wizard is measured with a new database, on the
 * list of SESSIONS (1000), in a session of 10 products and in one of PRODUCTS (10000), typing in a
 * field and moving in the table of products. Prints a row of a table for each: times are milliseconds
 * of wall time, "median (smallest-largest)". See README.md.
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

#define KEYS		 24 /* in each run */
#define RUNS_MAX	 512
#define EXAMPLE_PRODUCTS 9

struct subject {
	const char *name;
	const char *const *argv;
	const char *shown; /* the screen is whole once this is there */
	const char *first; /* keys before the measured ones, or NULL */
	const char *ready; /* shown after those, or NULL */
	const char *keys;  /* the measured ones, in turn, names with spaces; NULL: none */
	const char *after; /* as often as those: takes them back; NULL: none */
};

struct samples {
	double start[RUNS_MAX], key[RUNS_MAX * KEYS], bytes[RUNS_MAX * KEYS];
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
	for (size_t i = 0; i < KEYS && s->after != NULL; i++)
		slw_terminal_keys(t, s->after);
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

static void print_values(double *values, size_t n, int digits)
{
	if (n == 0) {
		printf(" |");
		return;
	}
	qsort(values, n, sizeof(*values), compare);
	printf(" %.*f (%.*f-%.*f) |", digits, values[n / 2], digits, values[0], digits,
	       values[n - 1]);
}

static void print_row(const char *name, const struct samples *own, const double *beside)
{
	struct samples sorted = *own;
	double times[RUNS_MAX];

	for (size_t i = 0; i < own->starts; i++)
		times[i] = own->start[i] / beside[i];
	printf("| %s |", name);
	print_values(sorted.start, sorted.starts, 1);
	print_values(times, own->starts, 2);
	print_values(sorted.key, sorted.keys, 2);
	print_values(sorted.bytes, sorted.keys, 0);
	if (own->peak > 0)
		printf(" %.1f |\n", (double)own->peak / 1024);
	else
		printf(" |\n");
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

/* Brings a session to so many products: the example that it is a copy of has EXAMPLE_PRODUCTS. */
static void import_products(const char *folder, const char *session, long products)
{
	const char *const import[] = { PROGRAM, "import", "more.csv", "--session", session, NULL };
	struct slw_buf csv;

	slw_buf_init(&csv, 0);
	slw_buf_str(&csv, "Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price\n");
	for (long i = EXAMPLE_PRODUCTS; i < products; i++)
		slw_buf_printf(&csv, "item-%ld,Item number %ld,A thing of use.,Us,SKU-%ld,%ld.50\n",
			       i, i, i, 1 + i % 90);
	slw_place_write(folder, "more.csv", csv.data);
	slw_buf_release(&csv);
	need(folder, import);
}

/* SESSIONS sessions, "Few" with 10 products, "Many" with PRODUCTS. */
static void fill(const char *folder, long sessions, long products)
{
	static const char *const launch[] = {
		PROGRAM,   "--answers", SOURCES "/examples/pottery-us.yaml", "--out", "shop",
		"--quiet", NULL
	};

	need(folder, launch);
	for (long i = 1; i < sessions; i++) {
		char name[32];
		const char *const copy[] = { PROGRAM,  "copy", "Alder Hollow Pottery",
					     "--name", name,   NULL };

		snprintf(name, sizeof(name), i == 1 ? "Few" : i == 2 ? "Many" : "Store %ld", i);
		need(folder, copy);
	}
	import_products(folder, "Few", 10);
	import_products(folder, "Many", products);
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
static const char *const few_argv[] = { PROGRAM, "open", "Few", NULL };
static const char *const many_argv[] = { PROGRAM, "open", "Many", NULL };

/* "empty" has no database yet, "full" is as fill() left it. */
#define DIALOG 1
static const struct {
	struct subject s;
	bool full;
} subjects[] = {
	{ { "store-wizard --version", version_argv, "store-wizard", NULL, NULL, NULL, NULL },
	  false },
	{ { "dialog --form", dialog_argv, "Cancel", NULL, NULL, "a b c d e f g h i j", NULL },
	  false },
	{ { "first start", wizard_argv, "F1 Help", NULL, NULL, NULL, NULL }, false },
	{ { "list of all sessions", wizard_argv, "F1 Help", NULL, NULL, "Down", NULL }, true },
	{ { "session of 10 products: typing", few_argv, "F1 Help", "M-1", "Business name",
	    "a b c d e f g h i j", "BS" },
	  true },
	{ { "session of many: typing", many_argv, "F1 Help", "M-1", "Business name",
	    "a b c d e f g h i j", "BS" },
	  true },
	{ { "session of 10: table of products", few_argv, "F1 Help", "M-2", "River Mug",
	    "Down Down Up", NULL },
	  true },
	{ { "session of many: table of products", many_argv, "F1 Help", "M-2", "River Mug", "Down",
	    NULL },
	  true },
	{ { "session of many: ends of the table", many_argv, "F1 Help", "M-2", "River Mug",
	    "End Home PgDn", NULL },
	  true },
	{ { "session of many: filter of the table", many_argv, "F1 Help", "M-2 /", "Filter",
	    "7 7 BS BS", NULL },
	  true },
};

int main(int argc, char **argv)
{
	long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 15;
	long sessions = argc > 2 ? strtol(argv[2], NULL, 10) : 1000;
	long products = argc > 3 ? strtol(argv[3], NULL, 10) : 10000;
	struct samples *samples = slw_calloc(SLW_COUNT(subjects), sizeof(*samples));
	char *full = slw_place_make();

	if (runs < 1 || runs > RUNS_MAX)
		give_up("RUNS", "1 to 512", NULL);
	fill(full, sessions, products);
	for (long run = 0; run < runs; run++) {
		for (size_t i = 0; i < SLW_COUNT(subjects); i++) {
			char *empty = slw_place_make();

			measure(&subjects[i].s, subjects[i].full ? full : empty, &samples[i]);
			slw_place_remove(empty);
		}
	}
	printf("| | first screen, ms | beside dialog | key, ms | bytes for a key | peak MiB |\n"
	       "|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < SLW_COUNT(subjects); i++)
		print_row(subjects[i].s.name, &samples[i], samples[DIALOG].start);
	slw_place_remove(full);
	free(samples);
	return 0;
}
