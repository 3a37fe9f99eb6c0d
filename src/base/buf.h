/*
 * A growing byte buffer with a cap, for all text whose size a file, a server or a user decides.
 * Past the cap it stops growing and remembers it: append without checks, check once at the end.
 * The data is always NUL-terminated (the NUL is not counted).
 */
#ifndef SLW_BASE_BUF_H
#define SLW_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct slw_buf {
	char *data; /* never NULL once initialized; "" when empty */
	size_t len;
	size_t cap;
	size_t max; /* bytes; 0 means no cap */
	bool over;  /* something did not fit below max */
};

void slw_buf_init(struct slw_buf *buf, size_t max);
void slw_buf_release(struct slw_buf *buf); /* frees; the struct is as after slw_buf_init() */
void slw_buf_clear(struct slw_buf *buf);   /* length 0, keeps the memory, forgets "over" */
void slw_buf_cut(struct slw_buf *buf, size_t len); /* shortens to len, which is at most buf->len */

void slw_buf_add(struct slw_buf *buf, const void *data, size_t len);
void slw_buf_char(struct slw_buf *buf, char c);
void slw_buf_str(struct slw_buf *buf, const char *text);
void slw_buf_printf(struct slw_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Gives the text to the caller, who frees it with free(); the buffer is empty after it. */
char *slw_buf_take(struct slw_buf *buf);

#endif
