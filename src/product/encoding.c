/*
 * UTF-16 and Windows-1252 are converted here and not by iconv(): it takes a page, and a minimal
 * system has no modules for iconv() to load.
 */
#include "config.h"

#include "product/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "product/import.h"

#include "base/banned.h"

#define BLOCK (128 * 1024)
#define HEAD  4096

static ssize_t read_at(int fd, void *to, size_t size, uint64_t offset, struct slw_err *err)
{
	ssize_t n;

	do {
		n = pread(fd, to, size, (off_t)offset);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		slw_err_errno(err, SLW_EIO, errno, _("could not read the file"));
	return n;
}

static int write_all(int fd, const char *data, size_t len, struct slw_err *err)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return slw_err_errno(err, SLW_EIO, errno,
					     _("could not write a temporary file"));
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

static int temporary_file(struct slw_err *err)
{
	const char *folder = getenv("TMPDIR");
	char *path;
	int fd;

	if (folder == NULL || folder[0] != '/')
		folder = "/tmp";
	path = slw_printf("%s/store-wizard-XXXXXX", folder);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		slw_err_errno(err, SLW_EIO, errno, _("could not make a temporary file in %s"),
			      folder);
	else
		unlink(path);
	free(path);
	return fd;
}

static int too_large(struct slw_err *err)
{
	return slw_err_set(err, SLW_ELIMIT, _("the file is larger than %llu MiB"),
			   (unsigned long long)(SLW_IMPORT_MAX >> 20));
}

/* A pipe into a file that can be read twice. */
static int keep_pipe(int fd, struct slw_err *err)
{
	char *block = slw_malloc(BLOCK);
	int file = temporary_file(err);
	uint64_t total = 0;
	ssize_t n = 0;

	while (file >= 0 && (n = read(fd, block, BLOCK)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		total += n > 0 ? (uint64_t)n : 0;
		if (n < 0)
			slw_err_errno(err, SLW_EIO, errno, _("could not read the file"));
		else if (total > SLW_IMPORT_MAX)
			n = too_large(err);
		else if (write_all(file, block, (size_t)n, err) < 0)
			n = -1;
		if (n < 0) {
			close(file);
			file = -1;
		}
	}
	free(block);
	return file;
}

/* --- what it is --------------------------------------------------------------------------- */

static const struct {
	const char *begin;
	size_t len;
	const char *what;
} not_text[] = {
	{ "PK\x03\x04", 4, N_("a spreadsheet (xlsx, ods) or another zip archive") },
	{ "\xD0\xCF\x11\xE0", 4, N_("a spreadsheet (xls)") },
	{ "%PDF-", 5, N_("a PDF document") },
	{ "\x1F\x8B", 2, N_("compressed (gzip)") },
	{ "\x89PNG", 4, N_("an image") },
	{ "\xFF\xD8\xFF", 3, N_("an image") },
	{ "SQLite format 3", 15, N_("a database") },
};

static int refuse_not_text(const char *head, size_t len, struct slw_err *err)
{
	for (size_t i = 0; i < SLW_COUNT(not_text); i++) {
		if (len < not_text[i].len || memcmp(head, not_text[i].begin, not_text[i].len) != 0)
			continue;
		slw_err_set(err, SLW_EINVAL, _("the file is not CSV but %s"), _(not_text[i].what));
		return slw_err_hint(err, _("Save or export it as CSV (UTF-8) first."));
	}
	return 0;
}

/* '<' for UTF-16LE, '>' for UTF-16BE, 0 for neither, by where the NULs of ASCII text stand. */
static char utf16_by_nuls(const unsigned char *head, size_t len)
{
	size_t even = 0, odd = 0, pairs = len / 2;

	for (size_t i = 0; i < pairs * 2; i += 2) {
		even += head[i] == 0;
		odd += head[i + 1] == 0;
	}
	if (pairs >= 4 && odd * 3 > pairs && even * 20 < odd)
		return '<';
	if (pairs >= 4 && even * 3 > pairs && odd * 20 < even)
		return '>';
	return 0;
}

static int refuse_binary(const unsigned char *head, size_t len, struct slw_err *err)
{
	size_t odd = 0;

	for (size_t i = 0; i < len; i++)
		odd += head[i] < 0x20 && head[i] != '\n' && head[i] != '\r' && head[i] != '\t';
	if (odd * 20 <= len)
		return 0;
	slw_err_set(err, SLW_EINVAL, _("the file is not text"));
	return slw_err_hint(err, _("Save or export it as CSV (UTF-8) first."));
}

/* Counts over the whole file. */
struct scan {
	uint64_t many; /* characters of more than one byte */
	uint64_t bad;  /* bytes that are not UTF-8 */
};

/* Length of the character at p if it is valid; 0 if not; -1 if it goes on behind end. */
static int char_length(const unsigned char *p, const unsigned char *end)
{
	int len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	int there = end - p < len ? (int)(end - p) : len;

	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	for (int i = 1; i < there; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	if (there < len)
		return -1;
	return slw_text_valid((const char *)p, (size_t)len) ? len : 0;
}

/* Adds one block; returns how many bytes at its end belong to a character that goes on. */
static size_t scan_block(struct scan *scan, const unsigned char *p, size_t len, bool last)
{
	const unsigned char *end = p + len;

	while (p < end) {
		int n;

		p += slw_text_ascii((const char *)p, (size_t)(end - p));
		if (p == end)
			break;
		n = char_length(p, end);
		if (n < 0 && !last)
			return (size_t)(end - p);
		if (n > 0) {
			scan->many++;
			p += n;
		} else {
			scan->bad++;
			p++;
		}
	}
	return 0;
}

static int scan_file(int fd, struct scan *scan, struct slw_err *err)
{
	unsigned char *block = slw_malloc(BLOCK);
	uint64_t offset = 0;
	int rc = -1;

	for (;;) {
		ssize_t n = read_at(fd, block, BLOCK, offset, err);

		if (n < 0)
			goto out;
		if (n == 0)
			break;
		offset += (uint64_t)n - scan_block(scan, block, (size_t)n, n < BLOCK);
	}
	rc = 0;
out:
	free(block);
	return rc;
}

/* --- into UTF-8 --------------------------------------------------------------------------- */

uint32_t slw_encoding_windows_1252(unsigned char byte)
{
	static const uint16_t table[32] = { 0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
					    0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
					    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D,
					    0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
					    0x0153, 0xFFFD, 0x017E, 0x0178 };

	return byte >= 0x80 && byte < 0xA0 ? table[byte - 0x80] : byte;
}

static size_t put_char(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xE0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | c >> 18);
	to[1] = (char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* to has room for three bytes a byte of from. *high is a surrogate that waits for its other half. */
static size_t convert_utf16(char *to, const unsigned char *from, size_t len, bool big,
			    uint32_t *high)
{
	size_t out = 0;

	for (size_t i = 0; i + 1 < len; i += 2) {
		uint32_t c = big ? (uint32_t)from[i] << 8 | from[i + 1]
				 : (uint32_t)from[i + 1] << 8 | from[i];

		if (*high != 0 && c >= 0xDC00 && c < 0xE000) {
			c = 0x10000 + ((*high - 0xD800) << 10) + (c - 0xDC00);
			*high = 0;
		} else if (*high != 0) {
			out += put_char(to + out, 0xFFFD);
			*high = 0;
		}
		if (c >= 0xD800 && c < 0xDC00)
			*high = c;
		else
			out += put_char(to + out, c >= 0xDC00 && c < 0xE000 ? 0xFFFD : c);
	}
	return out;
}

static size_t convert_1252(char *to, const unsigned char *from, size_t len)
{
	size_t out = 0;

	for (size_t i = 0; i < len; i++)
		out += put_char(to + out, slw_encoding_windows_1252(from[i]));
	return out;
}

static int convert(int fd, uint64_t offset, char kind, struct slw_err *err)
{
	unsigned char *block = slw_malloc(BLOCK);
	char *text = slw_malloc(BLOCK * 3 + 8);
	int file = temporary_file(err);
	uint64_t total = 0;
	uint32_t high = 0;
	ssize_t n = 0;

	while (file >= 0 && (n = read_at(fd, block, BLOCK, offset, err)) > 0) {
		size_t len = kind == '1' ? (size_t)n : (size_t)n & ~(size_t)1;
		size_t out = kind == '1' ? convert_1252(text, block, len)
					 : convert_utf16(text, block, len, kind == '>', &high);

		if (len == 0)
			break; /* half a character at the end */
		offset += len;
		total += out;
		if (total > SLW_IMPORT_MAX)
			n = too_large(err);
		else if (write_all(file, text, out, err) < 0)
			n = -1;
		if (n < 0)
			break;
	}
	if (n < 0 && file >= 0) {
		close(file);
		file = -1;
	}
	free(text);
	free(block);
	return file;
}

/* Replaces the file by its conversion. */
static int convert_to(struct slw_encoded *out, uint64_t begin, char kind, const char *name,
		      struct slw_err *err)
{
	int file = convert(out->fd, begin, kind, err);

	if (file < 0)
		return -1;
	if (out->owned)
		close(out->fd);
	out->fd = file;
	out->owned = true;
	out->begin = 0;
	out->name = name;
	return 0;
}

static int recognize(struct slw_encoded *out, const unsigned char *head, size_t len,
		     struct slw_err *err)
{
	struct scan scan = { 0, 0 };
	char kind;

	if (refuse_not_text((const char *)head, len, err) < 0)
		return -1;
	if (len >= 2 && head[0] == 0xFF && head[1] == 0xFE)
		return convert_to(out, 2, '<', "UTF-16LE", err);
	if (len >= 2 && head[0] == 0xFE && head[1] == 0xFF)
		return convert_to(out, 2, '>', "UTF-16BE", err);
	kind = utf16_by_nuls(head, len);
	if (kind != 0)
		return convert_to(out, 0, kind, kind == '<' ? "UTF-16LE" : "UTF-16BE", err);
	if (refuse_binary(head, len, err) < 0 || scan_file(out->fd, &scan, err) < 0)
		return -1;
	out->name = "UTF-8";
	out->begin = len >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	if (scan.bad == 0)
		return 0;
	/* Text that is UTF-8 but for a few bytes is damaged UTF-8, and only those rows are lost. */
	if (out->begin > 0 || scan.many > scan.bad * 4) {
		out->damaged = true;
		return 0;
	}
	return convert_to(out, 0, '1', "Windows-1252", err);
}

int slw_encoding_open(int fd, struct slw_encoded *out, struct slw_err *err)
{
	struct slw_encoded it = { .fd = fd };
	unsigned char head[HEAD];
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) < 0)
		return slw_err_errno(err, SLW_EIO, errno, _("could not read the file"));
	if (S_ISDIR(st.st_mode))
		return slw_err_set(err, SLW_EINVAL, _("it is a folder, not a file"));
	if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > SLW_IMPORT_MAX)
		return too_large(err);
	if (!S_ISREG(st.st_mode)) {
		it.fd = keep_pipe(fd, err);
		it.owned = true;
	}
	if (it.fd < 0)
		return -1;
	n = read_at(it.fd, head, sizeof(head), 0, err);
	if (n < 0 || recognize(&it, head, (size_t)n, err) < 0) {
		slw_encoding_release(&it);
		return -1;
	}
	*out = it;
	return 0;
}

int slw_encoding_head(const struct slw_encoded *encoded, size_t max, struct slw_buf *out,
		      struct slw_err *err)
{
	char *block = slw_malloc(max);
	ssize_t n = read_at(encoded->fd, block, max, 0, err);

	if (n >= 0) {
		slw_buf_init(out, 0);
		slw_buf_add(out, block, (size_t)n);
	}
	free(block);
	return n < 0 ? -1 : 0;
}

void slw_encoding_release(struct slw_encoded *encoded)
{
	if (encoded->owned)
		close(encoded->fd);
	encoded->owned = false;
}
