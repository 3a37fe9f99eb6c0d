/*
 * A file of unknown encoding as UTF-8: recognized by its byte order mark, by the pattern of its NUL
 * bytes (UTF-16) or by whether it is valid UTF-8 (else Windows-1252). What is not UTF-8 is written
 * to an unlinked temporary file.
 */
#ifndef SLW_PRODUCT_ENCODING_H
#define SLW_PRODUCT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_buf;
struct slw_err;

struct slw_encoded {
	int fd;		  /* of the UTF-8 text */
	bool owned;	  /* fd is a temporary file, closed by release */
	uint64_t begin;	  /* bytes of a byte order mark at its start */
	const char *name; /* "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252"; static */
	bool damaged;	  /* UTF-8, with bytes here and there that are not */
};

/*
 * fd is borrowed; a pipe is read to its end. SLW_EINVAL: not text (a spreadsheet, an archive ...);
 * SLW_ELIMIT: more than SLW_IMPORT_MAX bytes; SLW_EIO.
 */
int slw_encoding_open(int fd, struct slw_encoded *out, struct slw_err *err);
/* The first max bytes, with the byte order mark; out is initialized here, and only on success. */
int slw_encoding_head(const struct slw_encoded *encoded, size_t max, struct slw_buf *out,
		      struct slw_err *err);
void slw_encoding_release(struct slw_encoded *encoded);

/* Of Windows-1252; the five bytes that it leaves open become U+FFFD. */
uint32_t slw_encoding_windows_1252(unsigned char byte);

#endif
