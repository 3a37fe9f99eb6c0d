/* slw_file_open_below() of file.h: a path from outside cannot leave its folder. */
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"

#include "base/banned.h"

/* O_NONBLOCK: opening a FIFO must not wait for its writer before it is refused. */
#define OPEN_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

static bool stays_inside(const char *name)
{
	if (name[0] == '\0' || name[0] == '/')
		return false;
	for (const char *p = name; *p != '\0'; p += strspn(p, "/")) {
		size_t len = strcspn(p, "/");

		if (len == 2 && p[0] == '.' && p[1] == '.')
			return false;
		p += len;
	}
	return true;
}

/* For kernels before 5.6 and sandboxes that refuse openat2: no symbolic link at all. */
static int open_by_walk(int folder, const char *name)
{
	int at = dup(folder), next, errnum;
	char part[256];

	while (at >= 0) {
		size_t len = strcspn(name, "/");
		size_t behind = len + strspn(name + len, "/");
		bool last = name[behind] == '\0';

		if (len >= sizeof(part)) {
			close(at);
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(part, name, len);
		part[len] = '\0';
		next = openat(at, part,
			      OPEN_FLAGS | O_NOFOLLOW | (last && behind == len ? 0 : O_DIRECTORY));
		errnum = errno;
		/* O_NOFOLLOW with O_DIRECTORY calls a link "not a directory" */
		if (next < 0 && errnum == ENOTDIR) {
			struct stat st;

			if (fstatat(at, part, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode))
				errnum = ELOOP;
		}
		close(at);
		errno = errnum;
		at = next;
		name += behind;
		if (last)
			break;
	}
	return at;
}

static int open_confined(int folder, const char *name)
{
	struct open_how how = {
		.flags = OPEN_FLAGS,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd = -1;

	/* EAGAIN: somewhere in the system a rename or mount raced with the walk */
	for (int tries = 0; tries < 20; tries++) {
		fd = syscall(SYS_openat2, folder, name, &how, sizeof(how));
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EAGAIN))
		return open_by_walk(folder, name);
	return (int)fd;
}

static int open_error(struct slw_err *err, int errnum, const char *name)
{
	switch (errnum) {
	case EXDEV:
	case ELOOP:
		return slw_err_set(err, SLW_EINVAL, _("cannot use %s: it leads out of its folder"),
				   name);
	case ENXIO: /* a socket */
		return slw_err_set(err, SLW_EINVAL, _("cannot use %s: it is not a regular file"),
				   name);
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
		return slw_err_errno(err, SLW_ENOTFOUND, errnum, _("could not read %s"), name);
	default:
		return slw_err_errno(err, SLW_EIO, errnum, _("could not read %s"), name);
	}
}

int slw_file_open_below(const char *folder, const char *name, struct slw_err *err)
{
	int dir, fd, errnum;
	struct stat st;

	if (!stays_inside(name))
		return slw_err_set(err, SLW_EINVAL,
				   _("cannot use \"%s\": it is not a path inside its folder"),
				   name);
	dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return open_error(err, errno == ELOOP ? EIO : errno, folder);
	fd = open_confined(dir, name);
	errnum = errno;
	close(dir);
	if (fd < 0)
		return open_error(err, errnum, name);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return slw_err_set(err, SLW_EINVAL, _("cannot use %s: it is not a regular file"),
				   name);
	}
	fcntl(fd, F_SETFL, 0);
	return fd;
}
