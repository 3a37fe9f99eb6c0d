/* The pseudo-terminal, the process in it, and waiting for it. Keys: keys.c; reading: grid.c. */
#include "config.h"

#include "screens/terminal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/terminal_private.h"

#include "base/banned.h"

#define CAP_MS	 20000
#define QUIET_MS 25 /* without output, input read, asleep: nothing more is to come */
#define ESC_MS	 90 /* after a lone Esc: longer than a program waits for the rest of a sequence */

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

/* --- start -------------------------------------------------------------------------------------- */

/* The sanitizers' findings into files: on the screen they would be painted over. */
static char *sanitizer_pair(const char *name, const char *folder)
{
	const char *inherited = getenv(name);

	return slw_printf("%s=%s%slog_path=%s/sanitizer", name, inherited != NULL ? inherited : "",
			  inherited != NULL ? ":" : "", folder);
}

/* In the child: nobody frees it. */
static char **environment_of(const struct slw_terminal_opts *opts)
{
	const char *path = getenv("PATH"), *data = getenv("STORE_WIZARD_DATADIR");
	size_t n = 0, more = 0;
	char **env;

	while (opts->env != NULL && opts->env[more] != NULL)
		more++;
	env = slw_calloc(more + 16, sizeof(*env));
	for (size_t i = 0; i < more; i++)
		env[n++] = slw_strdup(opts->env[i]);
	env[n++] = slw_printf("PATH=%s", path != NULL ? path : "/usr/bin:/bin");
	env[n++] = slw_printf("HOME=%s", opts->folder);
	env[n++] = slw_printf("XDG_DATA_HOME=%s/data", opts->folder);
	env[n++] = slw_printf("XDG_CONFIG_HOME=%s/config", opts->folder);
	env[n++] = slw_printf("XDG_CACHE_HOME=%s/cache", opts->folder);
	env[n++] = slw_printf("XDG_STATE_HOME=%s/state", opts->folder);
	env[n++] = slw_printf("TMPDIR=%s", opts->folder);
	env[n++] = slw_printf("TERM=%s", opts->term != NULL ? opts->term : "xterm-256color");
	env[n++] = slw_printf("LC_ALL=%s", opts->lang != NULL ? opts->lang : "C.UTF-8");
	env[n++] = slw_printf("LANG=%s", opts->lang != NULL ? opts->lang : "C.UTF-8");
	env[n++] = slw_printf("TZ=%s", "UTC");
	env[n++] = sanitizer_pair("ASAN_OPTIONS", opts->folder);
	env[n++] = sanitizer_pair("UBSAN_OPTIONS", opts->folder);
	if (data != NULL)
		env[n++] = slw_printf("STORE_WIZARD_DATADIR=%s", data);
	return env;
}

_Noreturn void slw_terminal_exec(const struct slw_terminal_opts *opts)
{
	char **argv, **env = environment_of(opts);
	size_t n = 0;
	sigset_t none;

	while (opts->argv[n] != NULL)
		n++;
	argv = slw_calloc(n + 1, sizeof(*argv));
	for (size_t i = 0; i < n; i++)
		argv[i] = slw_strdup(opts->argv[i]);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* as a login shell has them, also where we were started with nohup or in the background */
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	execvpe(argv[0], argv, env);
	fprintf(stderr, "could not start %s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

static void take_output(const char *bytes, size_t len, void *user)
{
	struct slw_terminal *t = user;

	if (t->capture != NULL)
		slw_buf_add(t->capture, bytes, len);
	else
		slw_terminal_send(t, bytes, len);
}

static int take_property(VTermProp prop, VTermValue *value, void *user)
{
	struct slw_terminal *t = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		t->cursor_hidden = !value->boolean;
	else if (prop == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	else if (prop == VTERM_PROP_MOUSE)
		t->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = take_property };

struct slw_terminal *slw_terminal_start(const struct slw_terminal_opts *opts)
{
	struct slw_terminal *t = slw_calloc(1, sizeof(*t));
	struct winsize size = { .ws_row = (unsigned short)(opts->lines > 0 ? opts->lines : 24),
				.ws_col =
				    (unsigned short)(opts->columns > 0 ? opts->columns : 80) };

	if (openpty(&t->master, &t->slave, NULL, NULL, &size) < 0) {
		free(t);
		return NULL;
	}
	t->lines = size.ws_row;
	t->columns = size.ws_col;
	t->term = slw_strdup(opts->term != NULL ? opts->term : "xterm-256color");
	tcgetattr(t->slave, &t->at_start);
	/* Else Ctrl-C to a program that is about to leave throws away its last words, unread. */
	t->at_start.c_lflag |= NOFLSH;
	tcsetattr(t->slave, TCSANOW, &t->at_start);
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	fcntl(t->slave, F_SETFD, FD_CLOEXEC);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	t->vterm = vterm_new(t->lines, t->columns);
	vterm_set_utf8(t->vterm, 1);
	t->screen = vterm_obtain_screen(t->vterm);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
	vterm_output_set_callback(t->vterm, take_output, t);
	t->pid = fork();
	if (t->pid == 0) {
		if (login_tty(t->slave) == 0 && chdir(opts->folder) == 0)
			slw_terminal_exec(opts);
		_exit(127);
	}
	if (t->pid < 0) {
		slw_terminal_free(t);
		return NULL;
	}
	return t;
}

void slw_terminal_free(struct slw_terminal *t)
{
	if (t == NULL)
		return;
	if (t->pid > 0 && !t->ended) {
		pid_t front = t->master >= 0 ? tcgetpgrp(t->slave) : -1;

		if (front > 1 && front != t->pid)
			kill(-front, SIGKILL);
		kill(-t->pid, SIGKILL);
		kill(t->pid, SIGKILL);
		waitpid(t->pid, NULL, 0);
	}
	if (t->master >= 0)
		close(t->master);
	if (t->slave >= 0)
		close(t->slave);
	vterm_free(t->vterm);
	free(t->term);
	free(t);
}

pid_t slw_terminal_pid(const struct slw_terminal *t)
{
	return t->pid;
}

void slw_terminal_size(const struct slw_terminal *t, int *lines, int *columns)
{
	*lines = t->lines;
	*columns = t->columns;
}

/* --- in and out --------------------------------------------------------------------------------- */

size_t slw_terminal_pump(struct slw_terminal *t, int timeout_ms)
{
	struct pollfd wait = { .fd = t->master, .events = POLLIN };
	char chunk[16384];
	size_t all = 0;

	if (t->master < 0)
		return 0;
	while (poll(&wait, 1, timeout_ms) > 0) {
		ssize_t n = read(t->master, chunk, sizeof(chunk));

		if (n <= 0)
			break;
		vterm_input_write(t->vterm, chunk, (size_t)n);
		all += (size_t)n;
		timeout_ms = 0;
		if (all > (1U << 20)) /* a program that never stops must not hold us here */
			break;
	}
	t->bytes += all;
	return all;
}

bool slw_terminal_output_waits(const struct slw_terminal *t, int timeout_ms)
{
	struct pollfd wait = { .fd = t->master, .events = POLLIN };

	return poll(&wait, 1, timeout_ms) > 0 && (wait.revents & POLLIN) != 0;
}

static bool has_ended(struct slw_terminal *t)
{
	if (!t->ended && waitpid(t->pid, &t->status, WNOHANG) == t->pid) {
		t->ended = true;
		slw_terminal_pump(t, 0);
	}
	return t->ended;
}

void slw_terminal_send(struct slw_terminal *t, const char *bytes, size_t len)
{
	long end = now_ms() + CAP_MS;

	while (len > 0 && t->master >= 0 && now_ms() < end && !has_ended(t)) {
		ssize_t n = write(t->master, bytes, len);

		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (n < 0 && errno != EAGAIN && errno != EINTR) {
			break;
		} else {
			/* The program may be waiting for us to read. Its answers to questions are few:
			 * this does not go deep. */
			slw_terminal_pump(t, 2);
		}
	}
}

void slw_terminal_type(struct slw_terminal *t, const char *text)
{
	slw_terminal_send(t, text, strlen(text));
}

void slw_terminal_resize(struct slw_terminal *t, int lines, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)lines,
				.ws_col = (unsigned short)columns };

	slw_terminal_pump(t, 0);
	t->lines = lines;
	t->columns = columns;
	vterm_set_size(t->vterm, lines, columns);
	if (t->master >= 0)
		ioctl(t->master, TIOCSWINSZ, &size); /* the kernel sends SIGWINCH */
}

void slw_terminal_signal(struct slw_terminal *t, int signal)
{
	if (!t->ended)
		kill(t->pid, signal);
}

void slw_terminal_hang_up(struct slw_terminal *t)
{
	slw_terminal_pump(t, 0);
	close(t->master);
	t->master = -1;
}

/* --- waiting ------------------------------------------------------------------------------------ */

/* Whether each thread of the process is in one of these states, as /proc names them. */
static bool all_are(pid_t pid, const char *states)
{
	char name[300], text[512];
	bool all = true;
	DIR *tasks;

	snprintf(name, sizeof(name), "/proc/%d/task", (int)pid);
	tasks = opendir(name);
	if (tasks == NULL)
		return true;
	for (struct dirent *task; all && (task = readdir(tasks)) != NULL;) {
		FILE *stat;
		const char *state = NULL;

		if (task->d_name[0] == '.')
			continue;
		snprintf(name, sizeof(name), "/proc/%d/task/%s/stat", (int)pid, task->d_name);
		stat = fopen(name, "re");
		if (stat == NULL)
			continue;
		if (fgets(text, sizeof(text), stat) != NULL)
			state = strrchr(text, ')');
		all = state == NULL || strchr(states, state[2]) != NULL;
		fclose(stat);
	}
	closedir(tasks);
	return all;
}

/* No thread runs, and none waits for a disk. */
static bool asleep(pid_t pid)
{
	return all_are(pid, "STZX");
}

/* Whether the program has taken all that was sent, and does nothing. */
static bool idle(struct slw_terminal *t)
{
	pid_t front = tcgetpgrp(t->slave);
	int unread = 0;

	if (ioctl(t->slave, FIONREAD, &unread) == 0 && unread > 0)
		return false;
	return asleep(t->pid) && (front <= 0 || front == t->pid || asleep(front));
}

bool slw_terminal_settle(struct slw_terminal *t)
{
	long end = now_ms() + CAP_MS, quiet = now_ms();
	long wanted = t->after_escape ? ESC_MS : QUIET_MS;

	while (!has_ended(t)) {
		if (slw_terminal_pump(t, 5) > 0 || !idle(t))
			quiet = now_ms();
		else if (now_ms() - quiet >= wanted)
			break;
		if (now_ms() > end)
			return false;
	}
	t->after_escape = false;
	return true;
}

static bool wait_for(struct slw_terminal *t, const char *text, bool shown)
{
	long end = now_ms() + CAP_MS;

	slw_terminal_pump(t, 0);
	while (slw_terminal_shows(t, text) != shown) {
		if (now_ms() > end || has_ended(t))
			return slw_terminal_shows(t, text) == shown;
		slw_terminal_pump(t, 10);
	}
	return true;
}

bool slw_terminal_wait(struct slw_terminal *t, const char *text)
{
	return wait_for(t, text, true);
}

bool slw_terminal_wait_gone(struct slw_terminal *t, const char *text)
{
	return wait_for(t, text, false);
}

bool slw_terminal_ended(struct slw_terminal *t, int *status)
{
	if (has_ended(t))
		*status = t->status;
	return t->ended;
}

bool slw_terminal_continue(struct slw_terminal *t)
{
	pid_t front = tcgetpgrp(t->slave);

	if (has_ended(t) || !all_are(front > 0 ? front : t->pid, "T"))
		return false;
	kill(front > 0 ? front : t->pid, SIGCONT);
	return true;
}

int slw_terminal_wait_end(struct slw_terminal *t)
{
	long end = now_ms() + CAP_MS;

	while (!has_ended(t)) {
		if (now_ms() > end)
			return -1;
		if (t->master < 0)
			poll(NULL, 0, 5);
		slw_terminal_pump(t, 5);
	}
	return t->status;
}

/* --- what is left behind ------------------------------------------------------------------------ */

void slw_terminal_modes(struct slw_terminal *t, struct slw_terminal_modes *modes)
{
	struct termios now;
	struct slw_buf said;

	*modes = (struct slw_terminal_modes){ .alternate_screen = t->alternate,
					      .cursor_hidden = t->cursor_hidden,
					      .mouse = t->mouse };
	memset(&now, 0, sizeof(now));
	modes->settings_changed =
	    tcgetattr(t->slave, &now) < 0 || now.c_iflag != t->at_start.c_iflag ||
	    now.c_oflag != t->at_start.c_oflag || now.c_cflag != t->at_start.c_cflag ||
	    now.c_lflag != t->at_start.c_lflag ||
	    memcmp(now.c_cc, t->at_start.c_cc, sizeof(now.c_cc)) != 0;

	/* libvterm keeps these two for itself; what it would send tells. */
	slw_buf_init(&said, 0);
	t->capture = &said;
	vterm_keyboard_start_paste(t->vterm);
	modes->bracketed_paste = said.len > 0;
	slw_buf_clear(&said);
	vterm_keyboard_key(t->vterm, VTERM_KEY_UP, VTERM_MOD_NONE);
	modes->cursor_keys = said.len > 1 && said.data[1] == 'O';
	t->capture = NULL;
	slw_buf_release(&said);
}

char *slw_terminal_left(struct slw_terminal *t)
{
	struct slw_terminal_modes modes;
	struct slw_buf words;

	slw_terminal_modes(t, &modes);
	slw_buf_init(&words, 0);
	slw_buf_printf(&words, "%s%s%s%s%s%s", modes.settings_changed ? ", settings" : "",
		       modes.alternate_screen ? ", alternate screen" : "",
		       modes.cursor_hidden ? ", cursor hidden" : "", modes.mouse ? ", mouse" : "",
		       modes.bracketed_paste ? ", bracketed paste" : "",
		       modes.cursor_keys ? ", cursor keys" : "");
	if (words.len == 0) {
		slw_buf_release(&words);
		return NULL;
	}
	slw_buf_str(&words, ": not as before");
	return slw_buf_take(&words);
}

char *slw_terminal_fault(const char *folder)
{
	struct slw_buf found;
	DIR *names = opendir(folder);

	slw_buf_init(&found, 0);
	for (struct dirent *name; names != NULL && (name = readdir(names)) != NULL;) {
		char path[512], line[1024];
		FILE *file;

		if (strncmp(name->d_name, "sanitizer.", 10) != 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, name->d_name);
		file = fopen(path, "re");
		while (file != NULL && fgets(line, sizeof(line), file) != NULL)
			slw_buf_str(&found, line);
		if (file != NULL)
			fclose(file);
	}
	if (names != NULL)
		closedir(names);
	if (found.len == 0) {
		slw_buf_release(&found);
		return NULL;
	}
	return slw_buf_take(&found);
}
