/* Waiting: keys, pastes, mouse, signals and what works beside the screen. */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/clock.h"
#include "ui/screen_internal.h"
#include "ui/tty.h"

#include "base/banned.h"

/* How long one waits for the rest of a sequence. An Escape by itself is a key; what has begun to be more
 * is one that a slow line brings in pieces. */
#define ESC_WAIT_MS   50
#define PART_WAIT_MS  500
#define PASTE_WAIT_MS 3000 /* a paste whose end never comes */

/* What signals told: 1 and *event, or 0. */
static int look_at_signals(struct slw_screen *screen, struct slw_ui_event *event)
{
	struct slw_tty_news news = { .end = 0 };

	slw_tty_news(&news);
	if (news.end != 0)
		screen->end_signal = news.end;
	if (news.stop)
		slw_screen_stop(screen);
	else if (news.continued)
		slw_screen_resume(screen);
	else if (news.resized)
		slw_tty_size(&screen->width, &screen->height);
	if (screen->end_signal != 0 || screen->gone)
		event->kind = SLW_EVENT_HANGUP;
	else if (news.stop || news.continued)
		event->kind = SLW_EVENT_RESUME;
	else if (news.resized)
		event->kind = SLW_EVENT_RESIZE;
	else
		return 0;
	if (event->kind != SLW_EVENT_HANGUP)
		slw_screen_forget(screen);
	return 1;
}

static void read_bytes(struct slw_screen *screen)
{
	char bytes[4096];
	ssize_t len = read(STDIN_FILENO, bytes, sizeof(bytes));

	screen->last_read = slw_clock_monotonic();
	if (len > 0)
		slw_input_feed(&screen->input, bytes, (size_t)len);
	else if (len == 0 || (errno != EINTR && errno != EAGAIN))
		screen->gone = true;
}

/* What was typed before the end, and was not read yet. */
static void read_rest(struct slw_screen *screen)
{
	struct pollfd wait = { .fd = STDIN_FILENO, .events = POLLIN };

	for (int i = 0; i < 16 && !screen->gone && poll(&wait, 1, 0) > 0; i++)
		read_bytes(screen);
}

/* How long the rest of what has begun is waited for. */
static int64_t patience(const struct slw_screen *screen)
{
	if (screen->input.pasting)
		return PASTE_WAIT_MS;
	return slw_input_pending(&screen->input) > 1 ? PART_WAIT_MS : ESC_WAIT_MS;
}

/* Whether nothing came for so long that what has begun is taken as it stands. */
static bool waited_enough(const struct slw_screen *screen)
{
	return slw_clock_monotonic() - screen->last_read >= patience(screen);
}

#define SCREEN_FDS 4
int slw_screen_event(struct slw_screen *screen, const int *fds, int count, int timeout_ms,
		     struct slw_ui_event *event)
{
	struct pollfd polls[2 + SCREEN_FDS] = { { .fd = STDIN_FILENO, .events = POLLIN },
						{ .fd = slw_tty_fd(), .events = POLLIN } };
	int64_t end = slw_clock_monotonic() + timeout_ms;
	bool quiet = false;
	nfds_t all = 2;

	for (int i = 0; i < count && i < SCREEN_FDS; i++)
		polls[all++] = (struct pollfd){ .fd = fds[i], .events = POLLIN };
	*event = (struct slw_ui_event){ .kind = SLW_EVENT_HANGUP };
	for (;;) {
		int64_t now = slw_clock_monotonic(), left = end - now;
		bool ending = screen->gone || screen->end_signal != 0;
		int more = slw_input_next(&screen->input, quiet || ending, event), ready;

		if (more == 1)
			return 1;
		if (ending) {
			event->kind = SLW_EVENT_HANGUP;
			return -1;
		}
		if (more < 0)
			left = screen->last_read + patience(screen) - now;
		ready = poll(polls, all,
			     timeout_ms < 0 && more == 0 ? -1
			     : left > 0			 ? (int)left
							 : 0);
		if (ready < 0 && errno != EINTR) {
			screen->gone = true;
			continue;
		}
		/* other work that wakes us up again and again does not make it wait longer */
		quiet = ready >= 0 && (ready == 0 || polls[0].revents == 0) &&
			(more < 0 || screen->input.pasting) && waited_enough(screen);
		if (quiet || (ready == 0 && more < 0))
			continue;
		if (ready == 0)
			return 0;
		if (ready > 0 && polls[0].revents != 0)
			read_bytes(screen);
		if (look_at_signals(screen, event)) {
			if (event->kind != SLW_EVENT_HANGUP)
				return 1;
			read_rest(screen);
		}
		for (nfds_t i = 2; ready > 0 && i < all; i++)
			if (polls[i].revents != 0 && polls[0].revents == 0)
				return 0;
	}
}
