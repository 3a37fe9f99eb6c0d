/* Ctrl-O: a text in the user's own editor. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/app_internal.h"
#include "ui/screen.h"

#include "base/banned.h"

#define EDITOR_MAX (4u * 1024 * 1024)

static const char *editor_command(void)
{
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

	if (visual != NULL && visual[0] != '\0')
		return visual;
	return editor != NULL && editor[0] != '\0' ? editor : "editor";
}

/* The command may have arguments, so it is the shell's. */
static int run_editor(const char *path, struct slw_err *err)
{
	char *command = slw_printf("%s \"$1\"", editor_command());
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old_int, old_quit, old_stop;
	struct sigaction usual = { .sa_handler = SIG_DFL };
	int status = -1;
	pid_t child;

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGINT, &ignore, &old_int);
	sigaction(SIGQUIT, &ignore, &old_quit);
	/* Ctrl-Z in the editor stops us with it: the shell waits for us, not for the editor */
	sigemptyset(&usual.sa_mask);
	sigaction(SIGTSTP, &usual, &old_stop);
	child = fork();
	if (child == 0) {
		signal(SIGINT, SIG_DFL);
		signal(SIGQUIT, SIG_DFL);
		execl("/bin/sh", "sh", "-c", command, "sh", path, (char *)NULL);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	sigaction(SIGINT, &old_int, NULL);
	sigaction(SIGQUIT, &old_quit, NULL);
	sigaction(SIGTSTP, &old_stop, NULL);
	free(command);
	if (child < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		slw_err_set(err, SLW_EIO, _("the editor \"%s\" failed"), editor_command());
		return slw_err_hint(err, "%s", _("Set EDITOR to the one you like."));
	}
	return 0;
}

static char *clean(const struct slw_buf *file)
{
	struct slw_buf text;

	slw_buf_init(&text, 0);
	slw_text_repair(&text, file->data, file->len);
	while (text.len > 0 && text.data[text.len - 1] == '\n')
		slw_buf_cut(&text, text.len - 1);
	return slw_buf_take(&text);
}

char *slw_app_editor(struct slw_app *app, const char *text, struct slw_err *err)
{
	const char *folder = getenv("TMPDIR");
	char *path = slw_printf("%s/store-wizard-XXXXXX.txt",
				folder != NULL && folder[0] == '/' ? folder : "/tmp");
	struct slw_buf file;
	char *result = NULL;
	int fd = mkstemps(path, 4);

	slw_buf_init(&file, EDITOR_MAX);
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text)) {
		slw_err_errno(err, SLW_EIO, errno, _("could not write %s"), path);
		goto out;
	}
	if (app->screen != NULL)
		slw_screen_suspend(app->screen);
	if (run_editor(path, err) == 0 && slw_file_read(path, EDITOR_MAX, &file, err) == 0)
		result = clean(&file);
	if (app->screen != NULL)
		slw_screen_resume(app->screen);
out:
	if (fd >= 0) {
		close(fd);
		unlink(path);
	}
	slw_buf_release(&file);
	free(path);
	return result;
}
