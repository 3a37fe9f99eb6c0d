#include "config.h"

#include "screens/place.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/terminal.h"

#include "base/banned.h"

char *slw_place_make(void)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = slw_printf("%s/screens-XXXXXX", tmp != NULL && *tmp != '\0' ? tmp : "/tmp");

	if (mkdtemp(folder) == NULL) {
		perror(folder);
		abort();
	}
	return folder;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void slw_place_remove(char *folder)
{
	if (folder != NULL)
		nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(folder);
}

static char *read_all(int fd)
{
	struct slw_buf all;
	char chunk[8192];
	ssize_t n;

	slw_buf_init(&all, 0);
	while ((n = read(fd, chunk, sizeof(chunk))) > 0 || (n < 0 && errno == EINTR)) {
		if (n > 0)
			slw_buf_add(&all, chunk, (size_t)n);
	}
	return slw_buf_take(&all);
}

static _Noreturn void become(const char *folder, const char *const *argv, int out)
{
	const struct slw_terminal_opts opts = { .argv = argv, .folder = folder, .term = "dumb" };
	int in = open("/dev/null", O_RDONLY), err;

	if (chdir(folder) == 0) {
		err = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		if (dup2(in, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2)
			slw_terminal_exec(&opts);
	}
	_exit(127);
}

int slw_place_run(const char *folder, const char *const *argv, char **out)
{
	char *text;
	int ends[2], status;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	pid = fork();
	if (pid == 0)
		become(folder, argv, ends[1]);
	close(ends[1]);
	text = read_all(ends[0]);
	close(ends[0]);
	if (out != NULL)
		*out = text;
	else
		free(text);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

char *slw_place_read(const char *folder, const char *name)
{
	char *path = slw_printf("%s/%s", folder, name), *text = NULL;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		text = read_all(fd);
		close(fd);
	}
	free(path);
	return text;
}

void slw_place_write(const char *folder, const char *name, const char *text)
{
	char *path = slw_printf("%s/%s", folder, name);
	FILE *file = fopen(path, "we");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
		perror(path);
		abort();
	}
	free(path);
}

void slw_place_sql(const char *folder, const char *sql)
{
	char *path = slw_printf("%s/data/store-wizard/wizard.db", folder);
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
	    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(db));
		abort();
	}
	sqlite3_close(db);
	free(path);
}

void slw_place_set_times(const char *folder)
{
	slw_place_sql(folder,
		      "UPDATE wizard_sessions SET updated_at ="
		      " (CAST(strftime('%s') AS INTEGER) - 1800"
		      " - 3600 * (SELECT count(*) FROM wizard_sessions AS newer"
		      "  WHERE newer.no >= wizard_sessions.no)) * 1000;"
		      "UPDATE store_configs SET created_at = 1772366400000 + version * 60000");
}
