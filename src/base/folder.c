/* The folder half of file.h. */
#include "config.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

/* One descriptor is open for each level while a tree is removed. */
#define MAX_LEVELS 200

bool slw_folder_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int make_one(const char *path, mode_t mode)
{
	int reason;

	if (mkdir(path, mode) == 0)
		return 0;
	reason = errno;
	/* a read-only or foreign parent answers EROFS or EACCES for folders that are there too */
	if (slw_folder_exists(path))
		return 0;
	errno = reason == EEXIST ? ENOTDIR : reason;
	return -1;
}

int slw_folder_make(const char *path, mode_t mode, struct slw_err *err)
{
	char *copy = slw_strdup(path);
	int rc = -1;

	if (path[0] == '\0') {
		errno = ENOENT;
		goto out;
	}
	if (make_one(path, mode) == 0) {
		rc = 0;
		goto out;
	}
	for (char *p = copy + 1; *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (make_one(copy, mode) < 0)
			goto out;
		*p = '/';
	}
	rc = make_one(copy, mode);
out:
	if (rc < 0)
		slw_err_errno(err, SLW_EIO, errno, _("could not make the folder %s"), path);
	free(copy);
	return rc;
}

static int remove_at(int parent, const char *name, int level);

static int remove_entries(DIR *dir, int level)
{
	struct dirent *entry;

	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			return errno == 0 ? 0 : -1;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (remove_at(dirfd(dir), entry->d_name, level + 1) < 0)
			return -1;
	}
}

static int remove_at(int parent, const char *name, int level)
{
	DIR *dir;
	int fd, rc, errnum;

	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
		return 0;
	/* Linux says EISDIR for a folder, POSIX EPERM */
	if (errno != EISDIR && errno != EPERM)
		return -1;
	if (level >= MAX_LEVELS) {
		errno = EMFILE; /* which is where going on would end */
		return -1;
	}
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -1;
	dir = fdopendir(fd);
	if (dir == NULL) {
		close(fd);
		return -1;
	}
	rc = remove_entries(dir, level);
	errnum = errno;
	closedir(dir);
	errno = errnum;
	return rc < 0 ? -1 : unlinkat(parent, name, AT_REMOVEDIR);
}

int slw_folder_remove(const char *path, struct slw_err *err)
{
	if (remove_at(AT_FDCWD, path, 0) < 0 && errno != ENOENT)
		return slw_err_errno(err, SLW_EIO, errno, _("could not remove %s"), path);
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int slw_folder_list(const char *path, char ***names, size_t *count, struct slw_err *err)
{
	DIR *dir = opendir(path);
	char **list = NULL;
	size_t n = 0, cap = 0;
	struct dirent *entry;
	int errnum;

	if (dir == NULL)
		return slw_err_errno(err, errno == ENOENT ? SLW_ENOTFOUND : SLW_EIO, errno,
				     _("could not read the folder %s"), path);
	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		SLW_GROW(list, n, cap);
		list[n++] = slw_strdup(entry->d_name);
	}
	errnum = errno;
	closedir(dir);
	if (errnum != 0) {
		slw_names_free(list, n);
		return slw_err_errno(err, SLW_EIO, errnum, _("could not read the folder %s"), path);
	}
	if (n > 0)
		qsort(list, n, sizeof(*list), compare_names);
	*names = list;
	*count = n;
	return 0;
}

void slw_names_free(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}
