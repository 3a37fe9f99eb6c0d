#include "config.h"

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

/* What data points to while nothing is allocated; never written, because cap is 0. */
static char nothing[1];

void slw_buf_init(struct slw_buf *buf, size_t max)
{
	*buf = (struct slw_buf){ .data = nothing, .max = max };
}

void slw_buf_release(struct slw_buf *buf)
{
	size_t max = buf->max;

	if (buf->cap > 0)
		free(buf->data);
	slw_buf_init(buf, max);
}

void slw_buf_clear(struct slw_buf *buf)
{
	slw_buf_cut(buf, 0);
	buf->over = false;
}

void slw_buf_cut(struct slw_buf *buf, size_t len)
{
	buf->len = len;
	if (buf->cap > 0)
		buf->data[len] = '\0';
}

/* Room for len more bytes and the NUL; false when the cap forbids it. */
static bool reserve(struct slw_buf *buf, size_t len)
{
	size_t cap = buf->cap == 0 ? 64 : buf->cap;

	if (buf->over || (buf->max > 0 && (len > buf->max || buf->len > buf->max - len))) {
		buf->over = true;
		return false;
	}
	while (cap - buf->len <= len)
		cap *= 2;
	if (cap == buf->cap)
		return true;
	if (buf->cap == 0)
		buf->data = NULL;
	buf->data = slw_realloc(buf->data, cap, 1);
	buf->cap = cap;
	return true;
}

void slw_buf_add(struct slw_buf *buf, const void *data, size_t len)
{
	if (len == 0 || !reserve(buf, len))
		return;
	memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void slw_buf_char(struct slw_buf *buf, char c)
{
	slw_buf_add(buf, &c, 1);
}

void slw_buf_str(struct slw_buf *buf, const char *text)
{
	slw_buf_add(buf, text, strlen(text));
}

void slw_buf_printf(struct slw_buf *buf, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0 || !reserve(buf, (size_t)len))
		return;
	va_start(args, format);
	vsnprintf(buf->data + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
}

char *slw_buf_take(struct slw_buf *buf)
{
	char *text = buf->cap > 0 ? buf->data : slw_strdup("");
	size_t max = buf->max;

	slw_buf_init(buf, max);
	return text;
}
