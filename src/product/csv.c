/*
 * A row is found in the buffer first and only then cut up in place, so that a row which does not
 * fit yet can be looked at again after more was read. Inside quotes memchr() finds the end; outside,
 * a table of 256 classes does. Over the 88 MB of 100,000 product rows that is 0.20 s where libcsv, which
 * steps a state machine byte by byte, takes 0.31 s (bench/csv.c).
 */
#include "config.h"

#include "product/csv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"

#include "base/banned.h"

#define BLOCK_FIRST (16 * 1024)	 /* after a jump */
#define BLOCK	    (256 * 1024) /* going on */
/* How far behind a row that is too large its end is looked for. */
#define END_MAX (64 * 1024 * 1024)

struct field {
	size_t begin, end; /* in the buffer, counted from the begin of the row */
	bool doubled;	   /* has "" to be halved */
};

struct slw_csv {
	int fd;
	char delimiter;
	bool stop[256];	 /* bytes that end an unquoted run */
	char *buf;	 /* cap + 1 bytes: one more for the NUL behind the last field */
	size_t cap, len; /* of buf */
	size_t at;	 /* where the next row begins in buf */
	uint64_t base;	 /* offset of buf[0] in the file */
	uint64_t line;	 /* of the next row */
	uint64_t damage, damage_line;
	size_t block; /* bytes to read next */
	bool end;     /* the file has no more than is in buf */
	struct field *found;
	char **fields;
	size_t count, field_cap;
};

/* What a look at the buffer found. */
enum look {
	LOOK_ROW,
	LOOK_EMPTY,
	LOOK_END,
	LOOK_MORE,
	LOOK_OPEN,
	LOOK_BEHIND,
	LOOK_NUL,
	LOOK_LARGE
};

struct slw_csv *slw_csv_new(int fd, char delimiter)
{
	struct slw_csv *csv = slw_calloc(1, sizeof(*csv));

	csv->fd = fd;
	csv->delimiter = delimiter;
	csv->stop[(unsigned char)delimiter] = true;
	csv->stop['\n'] = csv->stop['\r'] = csv->stop['\0'] = true;
	csv->cap = BLOCK_FIRST;
	csv->buf = slw_malloc(csv->cap + 1);
	slw_csv_seek(csv, 0, 1);
	return csv;
}

void slw_csv_free(struct slw_csv *csv)
{
	if (csv == NULL)
		return;
	free(csv->buf);
	free(csv->found);
	free(csv->fields);
	free(csv);
}

void slw_csv_seek(struct slw_csv *csv, uint64_t offset, uint64_t line)
{
	csv->line = line;
	if (offset >= csv->base && offset < csv->base + csv->len) {
		/* What was cut up in place is no longer the file's text; only go on or read again. */
		if (offset == csv->base + csv->at)
			return;
		if (offset > csv->base + csv->at) {
			csv->at = (size_t)(offset - csv->base);
			return;
		}
	}
	csv->base = offset;
	csv->len = csv->at = 0;
	csv->block = BLOCK_FIRST;
	csv->end = false;
}

uint64_t slw_csv_damage(const struct slw_csv *csv, uint64_t *line)
{
	*line = csv->damage_line;
	return csv->damage;
}

/* Moves the row to the front and reads more behind it; -1 on an error of the file. */
static int fill(struct slw_csv *csv, struct slw_err *err)
{
	size_t kept = csv->len - csv->at;
	ssize_t n;

	if (csv->at > 0) {
		memmove(csv->buf, csv->buf + csv->at, kept);
		csv->base += csv->at;
		csv->len = kept;
		csv->at = 0;
	}
	if (csv->cap < kept + csv->block) {
		csv->cap = kept + csv->block > 2 * csv->cap ? kept + csv->block : 2 * csv->cap;
		csv->buf = slw_realloc(csv->buf, csv->cap + 1, 1);
	}
	do {
		n = pread(csv->fd, csv->buf + csv->len, csv->cap - csv->len,
			  (off_t)(csv->base + csv->len));
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return slw_err_errno(err, SLW_EIO, errno, _("could not read line %llu"),
				     (unsigned long long)csv->line);
	csv->end = n == 0;
	csv->len += (size_t)n;
	csv->block = BLOCK;
	return 0;
}

static void add_field(struct slw_csv *csv, size_t begin, size_t end, bool doubled)
{
	if (csv->count == csv->field_cap) {
		csv->field_cap = csv->field_cap == 0 ? 64 : csv->field_cap * 2;
		csv->found = slw_realloc(csv->found, csv->field_cap, sizeof(*csv->found));
		csv->fields = slw_realloc(csv->fields, csv->field_cap, sizeof(*csv->fields));
	}
	csv->found[csv->count++] = (struct field){ begin, end, doubled };
}

/*
 * The quoted field that begins behind the quote at pos: sets *end to its closing quote. lines counts
 * the newlines in it.
 */
static enum look look_quoted(const struct slw_csv *csv, const char *row, size_t len, size_t pos,
			     size_t *end, bool *doubled, uint64_t *lines)
{
	size_t from = pos;

	*doubled = false;
	for (;;) {
		const char *quote = memchr(row + pos, '"', len - pos);
		size_t stop = quote == NULL ? len : (size_t)(quote - row);

		if (stop - from > SLW_CSV_FIELD_MAX)
			return LOOK_LARGE;
		if (quote == NULL)
			return csv->end ? LOOK_OPEN : LOOK_MORE;
		if (stop + 1 == len && !csv->end)
			return LOOK_MORE;
		if (stop + 1 < len && row[stop + 1] == '"') {
			*doubled = true;
			pos = stop + 2;
			continue;
		}
		*end = stop;
		break;
	}
	if (memchr(row + from, '\0', *end - from) != NULL)
		return LOOK_NUL;
	for (const char *p = row + from; (p = memchr(p, '\n', (size_t)(row + *end - p))) != NULL;
	     p++)
		++*lines;
	return LOOK_ROW;
}

/* One row at csv->at: its fields, the bytes that it takes with its line end, the newlines in it. */
static enum look look_row(struct slw_csv *csv, size_t *bytes, uint64_t *lines)
{
	const char *row = csv->buf + csv->at;
	size_t len = csv->len - csv->at, pos = 0;

	csv->count = 0;
	*lines = 0;
	for (;;) {
		size_t begin = pos, end;
		bool doubled = false;

		if (pos < len && row[pos] == '"') {
			enum look look = look_quoted(csv, row, len, pos + 1, &end, &doubled, lines);

			if (look != LOOK_ROW)
				return look;
			begin = pos + 1;
			pos = end + 1;
			if (pos < len && !csv->stop[(unsigned char)row[pos]])
				return LOOK_BEHIND;
		} else {
			while (pos < len && !csv->stop[(unsigned char)row[pos]])
				pos++;
			end = pos;
			if (end - begin > SLW_CSV_FIELD_MAX)
				return LOOK_LARGE;
		}
		if (pos == len && !csv->end)
			return pos > SLW_CSV_ROW_MAX ? LOOK_LARGE : LOOK_MORE;
		if (pos < len && row[pos] == '\0')
			return LOOK_NUL;
		if (csv->count == SLW_CSV_COLUMN_MAX || pos > SLW_CSV_ROW_MAX)
			return LOOK_LARGE;
		add_field(csv, begin, end, doubled);
		if (pos == len || row[pos] != csv->delimiter)
			break;
		pos++;
	}
	if (pos < len && row[pos] == '\r') {
		if (pos + 1 == len && !csv->end)
			return LOOK_MORE;
		pos += pos + 1 < len && row[pos + 1] == '\n' ? 2 : 1;
		++*lines;
	} else if (pos < len) {
		pos++;
		++*lines;
	}
	*bytes = pos;
	if (csv->count == 1 && csv->found[0].end == 0)
		return pos == 0 ? LOOK_END : LOOK_EMPTY;
	return LOOK_ROW;
}

static size_t halve_quotes(char *text, size_t len)
{
	size_t to = 0;

	for (size_t i = 0; i < len; i++) {
		text[to++] = text[i];
		if (text[i] == '"')
			i++;
	}
	return to;
}

static void cut_up(struct slw_csv *csv)
{
	char *row = csv->buf + csv->at;

	for (size_t i = 0; i < csv->count; i++) {
		const struct field *field = &csv->found[i];
		size_t len = field->end - field->begin;

		csv->fields[i] = row + field->begin;
		if (field->doubled)
			len = halve_quotes(csv->fields[i], len);
		csv->fields[i][len] = '\0';
	}
}

/* --- behind a damaged row ------------------------------------------------------------------ */

/* State of a walk over a row that is not kept. */
struct walk {
	bool quoted, at_begin, maybe_closed, carriage;
	uint64_t lines;
};

/* One byte; 1 when the row ends before it, 2 when it ends with it, -1 for text behind a quote. */
static int walk_byte(struct walk *walk, char c, char delimiter)
{
	if (walk->carriage)
		return c == '\n' ? 2 : 1;
	if (walk->quoted) {
		if (walk->maybe_closed) {
			walk->maybe_closed = false;
			if (c == '"')
				return 0;
			walk->quoted = false;
			if (c != delimiter && c != '\r' && c != '\n')
				return -1;
		} else {
			walk->maybe_closed = c == '"';
			walk->lines += c == '\n';
			return 0;
		}
	} else if (c == '"' && walk->at_begin) {
		walk->quoted = true;
		return 0;
	}
	walk->at_begin = c == delimiter;
	walk->carriage = c == '\r';
	return c == '\n' ? 2 : 0;
}

/*
 * Looks for the end of a row that is too large to be kept. 1 and its place; 0 when it has none
 * within END_MAX, or is damaged as well; -1.
 */
static int find_end(struct slw_csv *csv, uint64_t from, uint64_t *next, uint64_t *lines,
		    struct slw_err *err)
{
	struct walk walk = { .at_begin = true };
	char block[BLOCK_FIRST];
	uint64_t offset = from;
	ssize_t n;

	while (offset - from < END_MAX) {
		n = pread(csv->fd, block, sizeof(block), (off_t)offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return slw_err_errno(err, SLW_EIO, errno, _("could not read line %llu"),
					     (unsigned long long)csv->line);
		if (n == 0) {
			*next = offset;
			*lines = walk.lines;
			return !walk.quoted || walk.maybe_closed;
		}
		for (ssize_t i = 0; i < n; i++) {
			int step = walk_byte(&walk, block[i], csv->delimiter);

			if (step < 0)
				return 0;
			if (step == 0)
				continue;
			*next = offset + (uint64_t)i + (step == 2);
			*lines = walk.lines + 1;
			return 1;
		}
		offset += (uint64_t)n;
	}
	return 0;
}

/* To the line behind the one that the damaged row begins on. */
static int next_line(struct slw_csv *csv, struct slw_err *err)
{
	for (;;) {
		const char *begin = csv->buf + csv->at;
		const char *newline = memchr(begin, '\n', csv->len - csv->at);

		if (newline != NULL) {
			csv->at += (size_t)(newline - begin) + 1;
			csv->line++;
			return 0;
		}
		csv->at = csv->len;
		if (csv->end)
			return 0;
		if (fill(csv, err) < 0)
			return -1;
	}
}

static int damaged(struct slw_csv *csv, enum look look, struct slw_err *err)
{
	uint64_t next, lines, line = csv->line;
	int found = 0;

	csv->damage = csv->base + csv->at;
	csv->damage_line = line;
	if (look == LOOK_LARGE) {
		found = find_end(csv, csv->base + csv->at, &next, &lines, err);
		if (found < 0)
			return -1;
	}
	if (found == 1)
		slw_csv_seek(csv, next, line + lines);
	else if (next_line(csv, err) < 0)
		return -1;
	if (look == LOOK_LARGE && found == 1)
		return slw_err_set(err, SLW_ELIMIT,
				   _("the row is too large (a field of more than 1 MiB, a row of "
				     "more than 8 MiB or more than %d columns)"),
				   SLW_CSV_COLUMN_MAX);
	if (look == LOOK_NUL)
		return slw_err_set(err, SLW_EINVAL, _("the row holds a NUL byte"));
	if (look == LOOK_BEHIND)
		return slw_err_set(err, SLW_EINVAL,
				   _("text stands behind a closing quote, so a quote is "
				     "unbalanced"));
	return slw_err_set(err, SLW_EINVAL, _("a quote is opened and never closed"));
}

int slw_csv_next(struct slw_csv *csv, struct slw_csv_row *row, struct slw_err *err)
{
	for (;;) {
		size_t bytes = 0;
		uint64_t lines = 0;
		enum look look = look_row(csv, &bytes, &lines);

		switch (look) {
		case LOOK_END:
			return 0;
		case LOOK_EMPTY: /* a line without a byte; a row of delimiters is a row */
			csv->at += bytes;
			csv->line += lines;
			break;
		case LOOK_MORE:
			if (fill(csv, err) < 0)
				return -1;
			break;
		case LOOK_ROW:
			cut_up(csv);
			*row = (struct slw_csv_row){ .fields = csv->fields,
						     .count = csv->count,
						     .line = csv->line,
						     .offset = csv->base + csv->at };
			csv->at += bytes;
			csv->line += lines;
			return 1;
		default:
			return damaged(csv, look, err);
		}
	}
}
