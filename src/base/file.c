#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

static int read_error(struct slw_err *err, int errnum, const char *path)
{
	enum slw_code code = errnum == ENOENT || errnum == ENOTDIR ? SLW_ENOTFOUND : SLW_EIO;

	return slw_err_errno(err, code, errnum, _("could not read %s"), path);
}

static int too_large(struct slw_err *err, const char *path, size_t max)
{
	return slw_err_set(err, SLW_ELIMIT, _("cannot read %s: it is larger than %zu bytes"), path,
			   max);
}

static int read_all(int fd, const char *path, size_t max, struct slw_buf *out, struct slw_err *err)
{
	size_t total = 0;
	char chunk[65536];

	for (;;) {
		ssize_t got = read(fd, chunk, sizeof(chunk));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return read_error(err, errno, path);
		if (got == 0)
			return 0;
		total += (size_t)got;
		if (total > max)
			return too_large(err, path, max);
		slw_buf_add(out, chunk, (size_t)got);
		if (out->over)
			return too_large(err, path, out->max);
	}
}

int slw_file_read(const char *path, size_t max, struct slw_buf *out, struct slw_err *err)
{
	size_t before = out->len;
	struct stat st;
	int fd, rc;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return read_error(err, errno, path);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size > max)
		rc = too_large(err, path, max);
	else
		rc = read_all(fd, path, max, out, err);
	if (rc < 0)
		slw_buf_cut(out, before);
	close(fd);
	return rc;
}

static int write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, data, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		data += put;
		len -= (size_t)put;
	}
	return 0;
}

/* A new file beside path; its name is short, so that it fits where the name of path fits. */
static int open_temporary(const char *folder, mode_t mode, char **name)
{
	for (int tries = 0;; tries++) {
		unsigned char bits[6];
		int fd;

		slw_random(bits, sizeof(bits));
		*name = slw_printf("%s/.tmp-%02x%02x%02x%02x%02x%02x", folder, bits[0], bits[1],
				   bits[2], bits[3], bits[4], bits[5]);
		fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
		if (fd >= 0)
			return fd;
		free(*name);
		*name = NULL;
		if (errno != EEXIST || tries == 10)
			return -1;
	}
}

/* The rename itself is on disk only once its folder is. */
static int sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	/* some network file systems cannot, and say so */
	if (rc != 0 && (errno == EINVAL || errno == ENOTSUP))
		rc = 0;
	close(fd);
	return rc;
}

int slw_file_replace(const char *path, const void *data, size_t len, mode_t mode,
		     struct slw_err *err)
{
	char *folder = slw_path_folder(path), *temporary = NULL;
	int fd = -1, rc = -1, errnum;

	fd = open_temporary(folder, mode, &temporary);
	if (fd < 0 || write_all(fd, data, len) < 0 || fsync(fd) < 0)
		goto out;
	rc = close(fd);
	fd = -1;
	if (rc < 0)
		goto out;
	rc = rename(temporary, path);
	if (rc == 0) {
		free(temporary);
		temporary = NULL;
		rc = sync_folder(folder);
	}
out:
	errnum = errno;
	if (rc < 0)
		slw_err_errno(err, SLW_EIO, errnum, _("could not write %s"), path);
	if (fd >= 0)
		close(fd);
	if (temporary != NULL)
		unlink(temporary);
	free(temporary);
	free(folder);
	return rc;
}

char *slw_path_join(const char *folder, const char *name)
{
	size_t len = strlen(folder);

	while (*name == '/')
		name++;
	if (len == 0)
		return slw_strdup(name);
	return slw_printf("%s%s%s", folder, folder[len - 1] == '/' ? "" : "/", name);
}

char *slw_path_from(const char *folder, const char *name)
{
	return name[0] == '/' || folder == NULL ? slw_strdup(name) : slw_path_join(folder, name);
}

char *slw_path_folder(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	while (len > 0 && path[len - 1] != '/')
		len--;
	while (len > 1 && path[len - 1] == '/')
		len--;
	return len == 0 ? slw_strdup(".") : slw_strndup(path, len);
}

static bool holds_themes(const char *folder)
{
	char *themes = slw_path_join(folder, "themes");
	bool found = slw_folder_exists(themes);

	free(themes);
	return found;
}

/* Gives the folder back if it holds themes/, else frees it. */
static char *accept(char *folder)
{
	if (holds_themes(folder))
		return folder;
	free(folder);
	return NULL;
}

static char *program_folder(void)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (len <= 0 || (size_t)len >= sizeof(path) - 1)
		return NULL;
	path[len] = '\0';
	return slw_path_folder(path);
}

/*
 * The data/ folder of the source tree above the executable: a build folder inside the tree, with
 * test programs some levels down. A configure.ac beside data/ tells the tree from chance.
 */
static char *source_tree_data(const char *start)
{
	char *at = slw_strdup(start), *found = NULL;

	for (int up = 0; up < 10 && found == NULL; up++) {
		char *mark = slw_path_join(at, "configure.ac");
		char *above;

		if (access(mark, R_OK) == 0)
			found = accept(slw_path_join(at, "data"));
		free(mark);
		if (strcmp(at, "/") == 0)
			break;
		above = slw_path_folder(at);
		free(at);
		at = above;
	}
	free(at);
	return found;
}

char *slw_data_folder(struct slw_err *err)
{
	const char *named = getenv("STORE_WIZARD_DATADIR");
	char *program, *found = NULL;

	if (named != NULL && named[0] != '\0')
		found = accept(slw_strdup(named));
	if (found != NULL)
		return found;
	program = program_folder();
	if (program != NULL) {
		char *prefix = slw_path_folder(program);

		found = accept(slw_path_join(prefix, "share/store-wizard"));
		if (found == NULL)
			found = source_tree_data(program);
		free(prefix);
	}
	free(program);
	if (found == NULL)
		found = accept(slw_strdup(PKGDATADIR));
	if (found == NULL) {
		slw_err_set(err, SLW_EINTERNAL, _("cannot find the program's data (themes/) in %s"),
			    PKGDATADIR);
		slw_err_hint(err, _("Install store-wizard, or set STORE_WIZARD_DATADIR to the data "
				    "folder of its source."));
	}
	return found;
}

char *slw_locale_folder(void)
{
	const char *named = getenv("STORE_WIZARD_LOCALEDIR");
	char *program, *prefix, *found = NULL;

	if (named != NULL && named[0] != '\0')
		return slw_strdup(named);
	program = program_folder();
	if (program == NULL)
		return slw_strdup(LOCALEDIR);
	prefix = slw_path_folder(program);
	found = slw_path_join(program, "po");
	if (!slw_folder_exists(found)) {
		free(found);
		found = slw_path_join(prefix, "share/locale");
	}
	if (!slw_folder_exists(found)) {
		free(found);
		found = slw_strdup(LOCALEDIR);
	}
	free(prefix);
	free(program);
	return found;
}
