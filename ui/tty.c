#include "config.h"

#include "ui/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"

#include "base/banned.h"

static const int ending[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT };
static const int telling[] = { SIGWINCH, SIGTSTP, SIGCONT };
static const int crashing[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Signal handlers have no other place to look at. */
static struct {
	bool open;
	int pipe[2];
	struct termios found, raw;
	char last_words[512];
	size_t last_words_len;
	char stack[16384];
	stack_t old_stack;
	struct sigaction old_ending[COUNT(ending)], old_telling[COUNT(telling)],
	    old_crashing[COUNT(crashing)];
} tty;

static void tell(int number)
{
	int saved = errno;
	unsigned char byte = (unsigned char)number;
	ssize_t written = write(tty.pipe[1], &byte, 1);

	(void)written; /* full: there is enough to read already */
	errno = saved;
}

static void crash(int number)
{
	ssize_t written = write(STDOUT_FILENO, tty.last_words, tty.last_words_len);

	(void)written;
	tcsetattr(STDIN_FILENO, TCSANOW, &tty.found);
	for (size_t i = 0; i < COUNT(crashing); i++)
		if (crashing[i] == number)
			sigaction(number, &tty.old_crashing[i], NULL);
	raise(number); /* delivered when this handler returns, to whom it was for */
}

/* A crash may be that the stack is at its end; then its handler needs another one. */
static void handle(const int *signals, size_t count, void (*handler)(int), struct sigaction *old)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART | SA_ONSTACK };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < count; i++)
		sigaction(signals[i], &action, &old[i]);
}

static void restore(const int *signals, size_t count, const struct sigaction *old)
{
	for (size_t i = 0; i < count; i++)
		sigaction(signals[i], &old[i], NULL);
}

int slw_tty_open(struct slw_err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
	    tcgetattr(STDIN_FILENO, &tty.found) < 0) {
		slw_err_set(err, SLW_EIO, "%s",
			    _("cannot open the wizard: this is not a terminal"));
		return slw_err_hint(err, "%s",
				    _("Use --answers FILE, or --help for what else there is."));
	}
	if (pipe2(tty.pipe, O_NONBLOCK | O_CLOEXEC) < 0)
		return slw_err_errno(err, SLW_EIO, errno, "%s", _("could not make a pipe"));
	tty.raw = tty.found;
	cfmakeraw(&tty.raw);
	tty.raw.c_cc[VMIN] = 1;
	tty.raw.c_cc[VTIME] = 0;
	tty.open = true;
	sigaltstack(&(stack_t){ .ss_sp = tty.stack, .ss_size = sizeof(tty.stack) }, &tty.old_stack);
	handle(ending, COUNT(ending), tell, tty.old_ending);
	handle(telling, COUNT(telling), tell, tty.old_telling);
	handle(crashing, COUNT(crashing), crash, tty.old_crashing);
	slw_tty_raw();
	return 0;
}

void slw_tty_close(void)
{
	if (!tty.open)
		return;
	slw_tty_cooked();
	restore(ending, COUNT(ending), tty.old_ending);
	restore(telling, COUNT(telling), tty.old_telling);
	restore(crashing, COUNT(crashing), tty.old_crashing);
	sigaltstack(&tty.old_stack, NULL);
	close(tty.pipe[0]);
	close(tty.pipe[1]);
	tty.open = false;
}

void slw_tty_last_words(const char *bytes, size_t len)
{
	if (len > sizeof(tty.last_words))
		len = sizeof(tty.last_words);
	memcpy(tty.last_words, bytes, len);
	tty.last_words_len = len;
}

void slw_tty_cooked(void)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &tty.found);
}

void slw_tty_raw(void)
{
	tcsetattr(STDIN_FILENO, TCSADRAIN, &tty.raw);
}

void slw_tty_size(int *width, int *height)
{
	struct winsize size = { 0 };
	const char *columns = getenv("COLUMNS"), *lines = getenv("LINES");

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
		*width = size.ws_col;
		*height = size.ws_row;
	} else {
		*width = columns != NULL ? (int)strtol(columns, NULL, 10) : 80;
		*height = lines != NULL ? (int)strtol(lines, NULL, 10) : 24;
	}
	if (*width < 1 || *width > 2000)
		*width = 80;
	if (*height < 1 || *height > 2000)
		*height = 24;
}

void slw_tty_stop(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL }, saved;

	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, &saved);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &saved, NULL);
}

int slw_tty_fd(void)
{
	return tty.pipe[0];
}

void slw_tty_news(struct slw_tty_news *news)
{
	unsigned char bytes[64];
	ssize_t len;

	while ((len = read(tty.pipe[0], bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < len; i++) {
			if (bytes[i] == SIGWINCH)
				news->resized = true;
			else if (bytes[i] == SIGTSTP)
				news->stop = true;
			else if (bytes[i] == SIGCONT)
				news->continued = true;
			else
				news->end = bytes[i];
		}
}

bool slw_tty_write(const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, len);

		if (written > 0) {
			bytes += written;
			len -= (size_t)written;
		} else if (written < 0 && errno == EAGAIN) {
			struct pollfd poll_out = { .fd = STDOUT_FILENO, .events = POLLOUT };

			if (poll(&poll_out, 1, 1000) <= 0)
				return false;
		} else if (!(written < 0 && errno == EINTR)) {
			return false;
		}
	}
	return true;
}
