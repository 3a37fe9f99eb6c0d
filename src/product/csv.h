/*
 * CSV of RFC 4180, read as a stream: any delimiter, CRLF or LF, quoted newlines. The text is UTF-8
 * (encoding.h makes it so). A field is at most SLW_CSV_FIELD_MAX bytes, a row SLW_CSV_ROW_MAX.
 */
#ifndef SLW_PRODUCT_CSV_H
#define SLW_PRODUCT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_buf;
struct slw_err;

#define SLW_CSV_FIELD_MAX  (1024 * 1024)
#define SLW_CSV_ROW_MAX	   (8 * 1024 * 1024)
#define SLW_CSV_COLUMN_MAX 2000

struct slw_csv;

struct slw_csv_row {
	char **fields; /* NUL-terminated, borrowed until the next call */
	size_t count;
	uint64_t line;	 /* 1-based line of the file that the row begins on */
	uint64_t offset; /* bytes from the start, for slw_csv_seek() */
};

/* fd is borrowed and read with pread() from its start. */
struct slw_csv *slw_csv_new(int fd, char delimiter);
void slw_csv_free(struct slw_csv *csv);

/*
 * 1 and the next row; 0 at the end; -1 with SLW_EINVAL for a quote that is never closed, text behind a
 * closing quote, NUL (slw_csv_damage() says where); SLW_ELIMIT for a field, row or column count above the caps; SLW_EIO.
 * Empty lines are left out. After SLW_EINVAL or SLW_ELIMIT the next call goes on behind the damaged
 * row (or says 0 when the file has no end to it).
 */
int slw_csv_next(struct slw_csv *csv, struct slw_csv_row *row, struct slw_err *err);
/* Goes on at a row that was read before. */
void slw_csv_seek(struct slw_csv *csv, uint64_t offset, uint64_t line);
/* Where the row begins that was damaged last. */
uint64_t slw_csv_damage(const struct slw_csv *csv, uint64_t *line);

#endif
