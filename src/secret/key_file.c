#include "config.h"

#include "secret/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

/* Larger ones are something else. */
#define MAX_FILE 4096
/* What a key file may ask Argon2id for. */
#define MAX_MEMORY     (1024UL * 1024 * 1024)
#define MAX_OPERATIONS 100

static int damaged(const char *path, struct slw_err *err)
{
	slw_err_set(err, SLW_EIO, _("cannot use the key file %s: it is damaged"), path);
	return slw_err_hint(err, _("Put a saved copy in its place. Without it the stored secrets "
				   "cannot be read: move it away and enter them again."));
}

static bool take_hex(char **at, unsigned char *out, size_t size)
{
	char *word = strsep(at, " ");
	size_t len;

	return word != NULL && strlen(word) == 2 * size &&
	       sodium_hex2bin(out, size, word, 2 * size, NULL, &len, NULL) == 0 && len == size;
}

static bool take_number(char **at, unsigned long long max, unsigned long long *out)
{
	char *word = strsep(at, " "), *end;

	if (word == NULL || word[0] < '1' || word[0] > '9')
		return false;
	errno = 0;
	*out = strtoull(word, &end, 10);
	return errno == 0 && *end == '\0' && *out <= max;
}

static bool parse_line(char *line, struct slw_key_file *out)
{
	unsigned long long memory;
	char *word;

	if (line[0] == '#' || line[0] == '\0')
		return true;
	word = strsep(&line, " ");
	if (strcmp(word, "key") == 0 && !out->has_key) {
		out->has_key = take_hex(&line, out->key, sizeof(out->key));
		return out->has_key && line == NULL;
	}
	if (strcmp(word, "salt") != 0 || out->has_salt ||
	    !take_hex(&line, out->salt, sizeof(out->salt)) ||
	    !take_number(&line, MAX_OPERATIONS, &out->operations) ||
	    !take_number(&line, MAX_MEMORY, &memory) ||
	    !take_hex(&line, out->check, sizeof(out->check)) || line != NULL)
		return false;
	out->memory = (size_t)memory;
	out->has_salt = true;
	return true;
}

static int parse(char *text, const char *path, struct slw_key_file *out, struct slw_err *err)
{
	char *line;

	*out = (struct slw_key_file){ .has_key = false };
	while ((line = strsep(&text, "\n")) != NULL)
		if (!parse_line(line, out))
			return damaged(path, err);
	return out->has_key || out->has_salt ? 1 : damaged(path, err);
}

/* Not slw_file_read(): the text is a secret and must not stay in freed memory. */
static int read_text(int fd, char *text, size_t size, size_t *len)
{
	*len = 0;
	while (*len < size) {
		ssize_t got = read(fd, text + *len, size - *len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		*len += (size_t)got;
	}
	return 0;
}

static int check_mode(int fd, const char *path, struct slw_err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return slw_err_set(err, SLW_EIO, _("cannot use the key file %s: it is not a file"),
				   path);
	if ((st.st_mode & 077) == 0)
		return 0;
	slw_err_set(err, SLW_EAUTH,
		    _("cannot use the key file %s: others than its owner may read it"), path);
	return slw_err_hint(err, _("Take that away with \"chmod 600 %s\"."), path);
}

int slw_key_file_read(const char *path, struct slw_key_file *out, struct slw_err *err)
{
	char text[MAX_FILE + 1];
	size_t len = 0;
	int rc = -1, fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return slw_err_errno(err, SLW_EIO, errno, _("could not read the key file %s"),
				     path);
	if (check_mode(fd, path, err) < 0)
		goto out;
	if (read_text(fd, text, sizeof(text), &len) < 0) {
		slw_err_errno(err, SLW_EIO, errno, _("could not read the key file %s"), path);
	} else if (len > MAX_FILE || memchr(text, '\0', len) != NULL) {
		damaged(path, err);
	} else {
		text[len] = '\0';
		rc = parse(text, path, out, err);
	}
	sodium_memzero(text, sizeof(text));
out:
	close(fd);
	return rc;
}

static size_t format(char *text, size_t size, const struct slw_key_file *file)
{
	char key[2 * sizeof(file->key) + 1], salt[2 * sizeof(file->salt) + 1];
	char check[2 * sizeof(file->check) + 1];
	int len;

	sodium_bin2hex(key, sizeof(key), file->key, sizeof(file->key));
	sodium_bin2hex(salt, sizeof(salt), file->salt, sizeof(file->salt));
	sodium_bin2hex(check, sizeof(check), file->check, sizeof(file->check));
	len =
	    snprintf(text, size,
		     "# store-wizard: opens the stored secrets; keep it to yourself, and a copy\n");
	if (file->has_key)
		len += snprintf(text + len, size - (size_t)len, "key %s\n", key);
	if (file->has_salt)
		len += snprintf(text + len, size - (size_t)len, "salt %s %llu %zu %s\n", salt,
				file->operations, file->memory, check);
	sodium_memzero(key, sizeof(key));
	return (size_t)len;
}

static int write_text(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, text, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		text += put;
		len -= (size_t)put;
	}
	return fsync(fd);
}

static void sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	/* some file systems cannot; the file itself is on disk */
	(void)fsync(fd);
	close(fd);
}

int slw_key_file_write(const char *path, const struct slw_key_file *file, bool replace,
		       struct slw_err *err)
{
	char *folder = slw_path_folder(path), *temporary = slw_printf("%s/.key-XXXXXX", folder);
	char text[512];
	size_t len = format(text, sizeof(text), file);
	int rc = -1, fd = -1;

	if (!slw_folder_exists(folder) && slw_folder_make(folder, 0700, err) < 0)
		goto out;
	fd = mkostemp(temporary, O_CLOEXEC); /* makes it 0600 */
	if (fd < 0 || write_text(fd, text, len) < 0)
		goto failed;
	/* a link, unlike a rename, does not take the place of what another process just made */
	if (replace ? rename(temporary, path) == 0 : link(temporary, path) == 0)
		rc = 1;
	else if (!replace && errno == EEXIST)
		rc = 0;
failed:
	if (rc < 0)
		slw_err_errno(err, SLW_EIO, errno, _("could not write the key file %s"), path);
	if (fd >= 0) {
		close(fd);
		unlink(temporary);
	}
	if (rc == 1)
		sync_folder(folder);
out:
	sodium_memzero(text, sizeof(text));
	free(temporary);
	free(folder);
	return rc;
}

int slw_key_file_lock(const char *path, struct slw_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd >= 0 && flock(fd, LOCK_EX) == 0)
		return fd;
	slw_err_errno(err, SLW_EIO, errno, _("could not lock the key file %s"), path);
	if (fd >= 0)
		close(fd);
	return -1;
}
