#include "config.h"

#include "service/launch_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uthash.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/backlog.h"
#include "service/manifest.h"

#include "base/banned.h"

#define LAUNCHES ".launches"
#define LINKED	 ".linked"	    /* a name on its way, within a launch */
#define KEPT	 5		    /* launches that stay for a rollback */
#define WAITING	 (8u * 1024 * 1024) /* bytes on their way to the disk */

struct slw_launch_stream {
	struct slw_launch_stream *next;
	struct slw_launch_folder *folder;
	char *path;
	int fd;
	uint64_t size;
	struct slw_hash *hash; /* NULL: closed */
};

struct slw_launch_folder {
	char *out;
	bool dry_run, committed;
	int number, previous;		      /* previous 0: none */
	int out_fd, lock_fd, fd, previous_fd; /* folders: OUT, its lock, this launch, the last */
	struct slw_launch_stream *streams;    /* open and closed ones */
	struct slw_backlog *backlog;
	/* from here on the backlog's, until it has finished */
	char *made; /* sub-folder that was made last */
	struct slw_manifest *old, *new;
	struct slw_launch_counts counts;
};

static int io_error(struct slw_err *err, int errnum, const char *what, const char *path)
{
	slw_err_errno(err, SLW_EIO, errnum, "%s %s", what, path);
	if (errnum == ENOSPC || errnum == EDQUOT)
		return slw_err_hint(err, "%s",
				    _("Free some space and launch again; the last launch stands."));
	if (errnum == EACCES || errnum == EPERM || errnum == EROFS)
		return slw_err_hint(err, "%s",
				    _("Choose a folder with --out that you may write to."));
	return -1;
}

/* --- the numbers in .launches/ ----------------------------------------------------------- */

static char *launch_path(const char *out, int number)
{
	return slw_printf("%s/" LAUNCHES "/%d", out, number);
}

static bool is_complete(const char *out, int number)
{
	char *path = slw_printf("%s/" LAUNCHES "/%d/manifest.json", out, number);
	bool complete = access(path, F_OK) == 0;

	free(path);
	return complete;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The launches that are there, ascending; numbers is malloc'd. */
static int list_launches(const char *out, int **numbers, size_t *count, struct slw_err *err)
{
	char *path = slw_path_join(out, LAUNCHES), **names = NULL;
	size_t name_count = 0, cap = 0;
	int64_t number;

	*numbers = NULL;
	*count = 0;
	if (!slw_folder_exists(path) || slw_folder_list(path, &names, &name_count, err) < 0) {
		bool absent = !slw_folder_exists(path);

		free(path);
		return absent ? 0 : -1;
	}
	for (size_t i = 0; i < name_count; i++)
		if (slw_parse_int(names[i], 1, 1000000000, &number)) {
			SLW_GROW(*numbers, *count, cap);
			(*numbers)[(*count)++] = (int)number;
		}
	if (*count > 0)
		qsort(*numbers, *count, sizeof(**numbers), by_number);
	slw_names_free(names, name_count);
	free(path);
	return 0;
}

/* The launch that OUT/current names; 0 if there is none. */
static int current_launch(const char *out)
{
	char *path = slw_path_join(out, "current"), target[64];
	ssize_t len = readlink(path, target, sizeof(target) - 1);
	int64_t number = 0;

	free(path);
	if (len <= 0)
		return 0;
	target[len] = '\0';
	if (strncmp(target, LAUNCHES "/", sizeof(LAUNCHES)) != 0 ||
	    !slw_parse_int(target + sizeof(LAUNCHES), 1, 1000000000, &number))
		return 0;
	return (int)number;
}

/* --- opening ----------------------------------------------------------------------------- */

/* A folder that is not ours and not empty could be someone's home page. */
static int check_ours(const char *out, struct slw_err *err)
{
	char **names = NULL, *launches = slw_path_join(out, LAUNCHES);
	size_t count = 0;
	int rc = 0;

	if (!slw_folder_exists(launches)) {
		rc = slw_folder_list(out, &names, &count, err);
		if (rc == 0 && count > 0) {
			rc = slw_err_set(err, SLW_EINVAL,
					 _("%s holds something else (%s) and no launch of ours"),
					 out, names[0]);
			slw_err_hint(err, "%s", _("Choose an empty or a new folder with --out."));
		}
		slw_names_free(names, count);
	}
	free(launches);
	return rc;
}

static int take_lock(struct slw_launch_folder *folder, struct slw_err *err)
{
	char *path = slw_printf("%s/" LAUNCHES "/lock", folder->out);

	folder->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (folder->lock_fd < 0) {
		io_error(err, errno, _("could not open"), path);
		free(path);
		return -1;
	}
	free(path);
	if (flock(folder->lock_fd, LOCK_EX | LOCK_NB) < 0) {
		slw_err_set(err, SLW_ELOCKED, _("another launch is writing to %s"), folder->out);
		return slw_err_hint(err, "%s",
				    _("Wait until it is done, or choose another --out."));
	}
	return 0;
}

/* Launches without a manifest were interrupted; nothing links to them. */
static int clean_up(struct slw_launch_folder *folder, struct slw_err *err)
{
	int *numbers = NULL, rc, current = current_launch(folder->out);
	size_t count = 0;

	rc = list_launches(folder->out, &numbers, &count, err);
	for (size_t i = 0; rc == 0 && i < count; i++) {
		char *path = launch_path(folder->out, numbers[i]);

		if (!is_complete(folder->out, numbers[i]) && numbers[i] != current &&
		    !folder->dry_run)
			rc = slw_folder_remove(path, err);
		if (numbers[i] >= folder->number)
			folder->number = numbers[i];
		free(path);
	}
	folder->number++;
	folder->previous = is_complete(folder->out, current) ? current : 0;
	free(numbers);
	return rc;
}

static int open_previous(struct slw_launch_folder *folder, struct slw_err *err)
{
	char *path;

	if (folder->previous == 0)
		return 0;
	path = launch_path(folder->out, folder->previous);
	folder->previous_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(path);
	path = slw_printf("%s/" LAUNCHES "/%d/manifest.json", folder->out, folder->previous);
	/* a damaged manifest costs only the hard links */
	if (slw_manifest_read(folder->old, path, err) < 0)
		folder->previous = 0;
	free(path);
	return 0;
}

static int begin_launch(struct slw_launch_folder *folder, struct slw_err *err)
{
	char *path = slw_path_join(folder->out, LAUNCHES);
	int rc = slw_folder_make(path, 0755, err);

	free(path);
	if (rc < 0 || take_lock(folder, err) < 0 || clean_up(folder, err) < 0)
		return -1;
	path = launch_path(folder->out, folder->number);
	rc = slw_folder_make(path, 0755, err);
	if (rc == 0) {
		folder->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		folder->out_fd = open(folder->out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (folder->fd < 0 || folder->out_fd < 0)
			rc = io_error(err, errno, _("could not open"), path);
	}
	free(path);
	return rc;
}

int slw_launch_folder_open(struct slw_launch_folder **out, const char *path, bool dry_run,
			   struct slw_err *err)
{
	struct slw_launch_folder *folder = slw_calloc(1, sizeof(*folder));
	struct slw_err ignored = SLW_ERR_INIT;
	bool exists = slw_folder_exists(path);
	int rc = -1;

	folder->out = slw_strdup(path);
	folder->dry_run = dry_run;
	folder->out_fd = folder->lock_fd = folder->fd = folder->previous_fd = -1;
	folder->backlog = slw_backlog_new(WAITING);
	folder->old = slw_manifest_new();
	folder->new = slw_manifest_new();
	if (exists && check_ours(path, err) < 0)
		goto out;
	if (dry_run ? exists && clean_up(folder, err) < 0
		    : slw_folder_make(path, 0755, err) < 0 || begin_launch(folder, err) < 0)
		goto out;
	if (folder->number == 0)
		folder->number = 1;
	folder->counts.number = folder->number;
	open_previous(folder, &ignored);
	*out = folder;
	folder = NULL;
	rc = 0;
out:
	slw_launch_folder_free(folder);
	return rc;
}

/* --- writing ----------------------------------------------------------------------------- */

/* Paths come from handles and tables; this holds even if one of them were wrong. */
static int check_path(const char *path, struct slw_err *err)
{
	if (path[0] == '/' || path[0] == '\0' || strstr(path, "..") != NULL)
		return slw_err_set(err, SLW_EINTERNAL, _("%s is not a path within the launch"),
				   path);
	return 0;
}

static int make_folders(struct slw_launch_folder *folder, const char *path, struct slw_err *err)
{
	const char *end = strrchr(path, '/');
	char *part;

	if (end == NULL)
		return 0;
	part = slw_strndup(path, (size_t)(end - path));
	if (folder->made != NULL && strcmp(folder->made, part) == 0) {
		free(part);
		return 0;
	}
	for (char *slash = strchr(part, '/');; slash = strchr(slash + 1, '/')) {
		int failed;

		if (slash != NULL)
			*slash = '\0';
		failed = mkdirat(folder->fd, part, 0755) < 0 && errno != EEXIST;
		if (failed) {
			io_error(err, errno, _("could not make the folder"), part);
			free(part);
			return -1;
		}
		if (slash == NULL)
			break;
		*slash = '/';
	}
	free(folder->made);
	folder->made = part;
	return 0;
}

/* Whether the launch before still has these bytes: someone may have edited its file. */
static bool has_bytes(int folder_fd, const char *path, const char *data, size_t len)
{
	char space[65536];
	int fd = openat(folder_fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	size_t at = 0;
	ssize_t got;

	if (fd < 0)
		return false;
	while ((got = read(fd, space, sizeof(space))) > 0) {
		if ((size_t)got > len - at || memcmp(space, data + at, (size_t)got) != 0)
			break;
		at += (size_t)got;
	}
	close(fd);
	return got == 0 && at == len;
}

static bool is_unchanged(const struct slw_launch_folder *folder, const char *path, const char *hash)
{
	const char *before = slw_manifest_hash(folder->old, path);

	return before != NULL && strcmp(before, hash) == 0;
}

/* True when the launch before has the same file, and now this one has it too. */
static bool link_unchanged(struct slw_launch_folder *folder, const char *path, const char *hash,
			   const void *data, size_t len)
{
	if (!is_unchanged(folder, path, hash) || !has_bytes(folder->previous_fd, path, data, len))
		return false;
	return folder->dry_run || linkat(folder->previous_fd, path, folder->fd, path, 0) == 0;
}

static int write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t done = write(fd, data, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		data += done;
		len -= (size_t)done;
	}
	return 0;
}

static void count_file(struct slw_launch_folder *folder, const char *path, uint64_t size,
		       const char *hash, bool unchanged)
{
	slw_manifest_add(folder->new, path, size, hash);
	folder->counts.files++;
	folder->counts.unchanged += unchanged;
	folder->counts.bytes += size;
}

static int open_new(struct slw_launch_folder *folder, const char *path, struct slw_err *err)
{
	int fd =
	    openat(folder->fd, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);

	return fd >= 0 ? fd : io_error(err, errno, _("could not write"), path);
}

static int write_file(void *context, const char *path, const void *data, size_t len,
		      struct slw_err *err)
{
	struct slw_launch_folder *folder = context;
	char hash[SLW_HASH_SIZE];
	bool unchanged;
	int fd, rc;

	slw_hash_bytes(data, len, hash);
	if (!folder->dry_run && make_folders(folder, path, err) < 0)
		return -1;
	unchanged = link_unchanged(folder, path, hash, data, len);
	if (!unchanged && !folder->dry_run) {
		fd = open_new(folder, path, err);
		if (fd < 0)
			return -1;
		rc = write_all(fd, data, len);
		if (close(fd) < 0 || rc < 0)
			return io_error(err, errno, _("could not write"), path);
	}
	count_file(folder, path, len, hash, unchanged);
	return 0;
}

int slw_launch_folder_file(struct slw_launch_folder *folder, const char *path, const void *data,
			   size_t len, struct slw_err *err)
{
	if (check_path(path, err) < 0)
		return -1;
	return slw_backlog_add(folder->backlog, write_file, folder, path, data, len, err);
}

struct slw_backlog *slw_launch_folder_backlog(struct slw_launch_folder *folder)
{
	return folder->backlog;
}

/* --- streams ----------------------------------------------------------------------------- */

static int begin_stream(void *context, const char *path, const void *data, size_t len,
			struct slw_err *err)
{
	struct slw_launch_stream *stream = context;
	struct slw_launch_folder *folder = stream->folder;

	(void)data;
	(void)len;
	stream->hash = slw_hash_new();
	if (folder->dry_run)
		return 0;
	if (make_folders(folder, path, err) < 0)
		return -1;
	stream->fd = open_new(folder, path, err);
	return stream->fd < 0 ? -1 : 0;
}

/* Whether the launch before still has what hash says, for a file that was written in pieces. */
static bool has_hash(int folder_fd, const char *path, const char *hash)
{
	char space[65536], found[SLW_HASH_SIZE];
	int fd = openat(folder_fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct slw_hash *sum;
	ssize_t got;

	if (fd < 0)
		return false;
	sum = slw_hash_new();
	while ((got = read(fd, space, sizeof(space))) > 0)
		slw_hash_add(sum, space, (size_t)got);
	slw_hash_end(sum, found);
	close(fd);
	return got == 0 && strcmp(found, hash) == 0;
}

/* Puts the file of the launch before in the place of its equal. */
static bool link_stream(struct slw_launch_folder *folder, const char *path, const char *hash)
{
	if (!is_unchanged(folder, path, hash) || !has_hash(folder->previous_fd, path, hash))
		return false;
	if (folder->dry_run)
		return true;
	return linkat(folder->previous_fd, path, folder->fd, LINKED, 0) == 0 &&
	       renameat(folder->fd, LINKED, folder->fd, path) == 0;
}

static int end_stream(void *context, const char *path, const void *data, size_t len,
		      struct slw_err *err)
{
	struct slw_launch_stream *stream = context;
	struct slw_launch_folder *folder = stream->folder;
	char hash[SLW_HASH_SIZE];
	int rc = 0;

	(void)data;
	(void)len;
	slw_hash_end(stream->hash, hash);
	stream->hash = NULL;
	if (!folder->dry_run && close(stream->fd) < 0)
		rc = io_error(err, errno, _("could not write"), path);
	stream->fd = -1;
	if (rc == 0)
		count_file(folder, path, stream->size, hash, link_stream(folder, path, hash));
	return rc;
}

int slw_launch_stream_open(struct slw_launch_stream **out, struct slw_launch_folder *folder,
			   const char *path, struct slw_err *err)
{
	struct slw_launch_stream *stream;

	if (check_path(path, err) < 0)
		return -1;
	stream = slw_calloc(1, sizeof(*stream));
	stream->folder = folder;
	stream->path = slw_strdup(path);
	stream->fd = -1;
	stream->next = folder->streams;
	folder->streams = stream;
	*out = stream;
	return slw_backlog_add(folder->backlog, begin_stream, stream, path, NULL, 0, err);
}

int slw_launch_stream_write(struct slw_launch_stream *stream, const void *data, size_t len,
			    struct slw_err *err)
{
	slw_hash_add(stream->hash, data, len);
	stream->size += len;
	if (!stream->folder->dry_run && write_all(stream->fd, data, len) < 0)
		return io_error(err, errno, _("could not write"), stream->path);
	return 0;
}

int slw_launch_stream_close(struct slw_launch_stream *stream, struct slw_err *err)
{
	return slw_backlog_add(stream->folder->backlog, end_stream, stream, stream->path, NULL, 0,
			       err);
}

static void free_streams(struct slw_launch_folder *folder)
{
	while (folder->streams != NULL) {
		struct slw_launch_stream *stream = folder->streams;

		folder->streams = stream->next;
		slw_hash_free(stream->hash);
		if (stream->fd >= 0)
			close(stream->fd);
		free(stream->path);
		free(stream);
	}
}

int slw_launch_folder_finish(struct slw_launch_folder *folder, struct slw_err *err)
{
	return slw_backlog_finish(folder->backlog, err);
}

void slw_launch_folder_counts(const struct slw_launch_folder *folder,
			      struct slw_launch_counts *counts)
{
	*counts = folder->counts;
}

/* --- putting in place -------------------------------------------------------------------- */

static int replace_link(const char *out, const char *name, const char *target, struct slw_err *err)
{
	char *path = slw_path_join(out, name);
	char *fresh = slw_printf("%s/" LAUNCHES "/.%s", out, name);
	struct stat there;
	int rc = 0;

	unlink(fresh);
	if (lstat(path, &there) == 0 && !S_ISLNK(there.st_mode)) {
		rc = slw_err_set(err, SLW_EINVAL, _("%s is in the way: it is no link of ours"),
				 path);
		slw_err_hint(err, "%s", _("Move it elsewhere and launch again."));
	} else if (symlink(target, fresh) < 0 || rename(fresh, path) < 0) {
		rc = io_error(err, errno, _("could not put in place"), path);
	}
	free(fresh);
	free(path);
	return rc;
}

/* OUT/storefront and its like lead through OUT/current, so only one link ever has to change. */
static const char *const links[] = { "storefront",  "exports",	   "store.json",
				     "report.html", "report.json", "manifest.json" };

/* Links to what the launch has; until it is put in place, new ones lead nowhere. */
static int make_links(const char *out, int number, struct slw_err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < SLW_COUNT(links); i++) {
		char *target = slw_path_join("current", links[i]), old[128];
		char *path = slw_path_join(out, links[i]);
		char *there = slw_printf("%s/" LAUNCHES "/%d/%s", out, number, links[i]);
		ssize_t len = readlink(path, old, sizeof(old) - 1);
		bool right = len > 0 && (size_t)len == strlen(target) &&
			     memcmp(old, target, (size_t)len) == 0;

		if (!right && access(there, F_OK) == 0)
			rc = replace_link(out, links[i], target, err);
		free(there);
		free(path);
		free(target);
	}
	return rc;
}

/* Links that the launch before had and this one has not. */
static void drop_links(const char *out)
{
	for (size_t i = 0; i < SLW_COUNT(links); i++) {
		char *path = slw_path_join(out, links[i]);
		struct stat there;

		if (lstat(path, &there) == 0 && S_ISLNK(there.st_mode) && access(path, F_OK) != 0)
			unlink(path);
		free(path);
	}
}

static void drop_old(const char *out, int current)
{
	struct slw_err ignored = SLW_ERR_INIT;
	int *numbers = NULL;
	size_t count = 0;

	if (list_launches(out, &numbers, &count, &ignored) == 0)
		for (size_t i = 0; i + KEPT < count; i++) {
			char *path = launch_path(out, numbers[i]);

			if (numbers[i] != current)
				slw_folder_remove(path, &ignored);
			free(path);
		}
	free(numbers);
}

/* One rename; before it nothing has changed, and after it nothing can fail. */
static int put_in_place(const char *out, int number, struct slw_err *err)
{
	char target[32];

	snprintf(target, sizeof(target), LAUNCHES "/%d", number);
	if (make_links(out, number, err) < 0 || replace_link(out, "current", target, err) < 0)
		return -1;
	drop_links(out);
	return 0;
}

static int write_manifest(struct slw_launch_folder *folder, struct slw_err *err)
{
	char *text = slw_manifest_text(folder->new);
	int rc = -1, fd = open_new(folder, "manifest.json", err);

	if (fd >= 0) {
		rc = write_all(fd, text, strlen(text)) < 0 || fsync(fd) < 0 ? -1 : 0;
		if (close(fd) < 0 || rc < 0)
			rc = io_error(err, errno, _("could not write"), "manifest.json");
	}
	free(text);
	return rc;
}

int slw_launch_folder_commit(struct slw_launch_folder *folder, struct slw_err *err)
{
	if (slw_launch_folder_finish(folder, err) < 0)
		return -1;
	if (folder->dry_run)
		return 0;
	/* first the files, then the manifest that says they are complete, then the link */
	if (syncfs(folder->fd) < 0)
		return io_error(err, errno, _("could not write"), folder->out);
	if (write_manifest(folder, err) < 0)
		return -1;
	if (fsync(folder->fd) < 0)
		return io_error(err, errno, _("could not write"), folder->out);
	if (put_in_place(folder->out, folder->number, err) < 0) {
		drop_links(folder->out);
		return -1;
	}
	folder->committed = true;
	fsync(folder->out_fd);
	drop_old(folder->out, folder->number);
	return 0;
}

void slw_launch_folder_free(struct slw_launch_folder *folder)
{
	struct slw_err ignored = SLW_ERR_INIT;

	if (folder == NULL)
		return;
	slw_backlog_free(folder->backlog);
	free_streams(folder);
	if (!folder->committed && !folder->dry_run && folder->fd >= 0) {
		char *path = launch_path(folder->out, folder->number);

		slw_folder_remove(path, &ignored);
		free(path);
	}
	for (size_t i = 0; i < 4; i++) {
		int fds[] = { folder->fd, folder->previous_fd, folder->out_fd, folder->lock_fd };

		if (fds[i] >= 0)
			close(fds[i]);
	}
	slw_manifest_free(folder->old);
	slw_manifest_free(folder->new);
	free(folder->made);
	free(folder->out);
	free(folder);
}

int slw_launch_folder_rollback(const char *path, int *now, int *was, struct slw_err *err)
{
	int *numbers = NULL, before = 0, rc = -1;
	size_t count = 0;
	struct slw_launch_folder lock = { .out = (char *)path, .lock_fd = -1 };

	if (current_launch(path) == 0) {
		slw_err_set(err, SLW_ENOTFOUND, _("there is no launch in %s"), path);
		return slw_err_hint(err, "%s", _("Name the folder that was given with --out."));
	}
	if (take_lock(&lock, err) < 0 || list_launches(path, &numbers, &count, err) < 0)
		goto out;
	*was = current_launch(path);
	for (size_t i = 0; i < count; i++)
		if (numbers[i] < *was && is_complete(path, numbers[i]))
			before = numbers[i];
	if (before == 0) {
		slw_err_set(err, SLW_ENOTFOUND, _("there is no launch before launch %d in %s"),
			    *was, path);
		slw_err_hint(err, _("The last %d launches are kept."), KEPT);
		goto out;
	}
	*now = before;
	rc = put_in_place(path, before, err);
out:
	if (lock.lock_fd >= 0)
		close(lock.lock_fd);
	free(numbers);
	return rc;
}
