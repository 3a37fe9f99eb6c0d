#include "config.h"

#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/signals.h"

#include "base/banned.h"

#define REDRAW_MS 80
#define LINE_MS	  2000

struct slw_progress_state {
	bool terminal, drawn;
	char stage[120];
	int64_t last; /* when something was written */
	unsigned int tenth;
};

static unsigned int terminal_columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

static void draw_bar(struct slw_progress_state *state, uint64_t done, uint64_t total)
{
	unsigned int columns = terminal_columns();
	unsigned int stage = (unsigned int)slw_text_columns(state->stage), width, filled;

	fputs("\r\033[K", stderr);
	if (total == 0 || columns < stage + 24) {
		fprintf(stderr, "%s %llu", state->stage, (unsigned long long)done);
	} else {
		width = columns - stage - 12 > 40 ? 40 : columns - stage - 12;
		filled = (unsigned int)(done * width / total);
		fprintf(stderr, "%s [", state->stage);
		for (unsigned int i = 0; i < width; i++)
			fputc(i < filled ? '#' : '.', stderr);
		fprintf(stderr, "] %3llu%%", (unsigned long long)(done * 100 / total));
	}
	fflush(stderr);
	state->drawn = true;
}

/* For logs: when a stage begins, and then at tenths, but not more often than every two seconds. */
static void write_line(struct slw_progress_state *state, bool new_stage, uint64_t done,
		       uint64_t total, int64_t now)
{
	unsigned int tenth = total > 0 ? (unsigned int)(done * 10 / total) : 0;

	if (!new_stage && (tenth == state->tenth || now - state->last < LINE_MS))
		return;
	state->tenth = tenth;
	state->last = now;
	if (total > 0)
		fprintf(stderr, "%s: %llu of %llu\n", state->stage, (unsigned long long)done,
			(unsigned long long)total);
	else
		fprintf(stderr, "%s\n", state->stage);
}

static void report(void *context, const char *stage, uint64_t done, uint64_t total)
{
	struct slw_progress_state *state = context;
	bool new_stage = strcmp(stage, state->stage) != 0;
	int64_t now = slw_clock_monotonic();

	if (new_stage) {
		slw_text_copy(state->stage, sizeof(state->stage), stage);
		state->tenth = 0;
	}
	if (!state->terminal) {
		write_line(state, new_stage, done, total, now);
		return;
	}
	if (!new_stage && done != total && now - state->last < REDRAW_MS)
		return;
	state->last = now;
	draw_bar(state, done, total);
}

static bool cancelled(void *context)
{
	(void)context;
	return slw_signal_caught();
}

void slw_progress_start(struct slw_cli *cli)
{
	const char *term = getenv("TERM");

	cli->progress.cancelled = cancelled;
	if (cli->quiet)
		return;
	cli->progress_state = slw_calloc(1, sizeof(*cli->progress_state));
	cli->progress_state->terminal =
	    isatty(STDERR_FILENO) && term != NULL && strcmp(term, "dumb") != 0;
	cli->progress.report = report;
	cli->progress.context = cli->progress_state;
}

void slw_progress_clear(struct slw_cli *cli)
{
	if (cli->progress_state == NULL || !cli->progress_state->drawn)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	cli->progress_state->drawn = false;
}

void slw_progress_stop(struct slw_cli *cli)
{
	slw_progress_clear(cli);
	free(cli->progress_state);
	cli->progress_state = NULL;
}
