/*
 * What a model wrote, read whatever it looks like: a JSON object with "content" and "alternatives", in
 * a code fence, behind prose, with trailing commas or newlines in its strings, cut off in the middle;
 * or just prose. And the same while it comes, a piece at a time.
 */
#ifndef SLW_CONTENT_REPLY_H
#define SLW_CONTENT_REPLY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum slw_reply_shape {
	SLW_REPLY_OBJECT, /* as it was asked for, or nearly so */
	SLW_REPLY_CUT,	  /* the object ends in its middle: the texts are what came of them */
	SLW_REPLY_PROSE,  /* no object: the content is all of it */
	SLW_REPLY_EMPTY,
};

/* Reads any bytes. *content (malloc'd, valid UTF-8, never NULL) and *alternatives (new array of
 * strings) are raw: slw_plain_text() makes texts of them. */
enum slw_reply_shape slw_reply_read(const char *text, size_t len, char **content,
				    json_t **alternatives);

/* Appends the text of a reply as content.h says it is: UTF-8 without control characters, terminal
 * escapes, HTML and Markdown, paragraphs apart by one empty line; with one_line in a single line. */
void slw_plain_text(struct slw_buf *out, const char *text, bool one_line);

/* The content of a reply as it comes. */
struct slw_reply_stream {
	enum {
		SLW_STREAM_BEGINS,
		SLW_STREAM_PROSE,
		SLW_STREAM_OBJECT,
		SLW_STREAM_CONTENT,
		SLW_STREAM_OVER
	} state;
	size_t at; /* bytes of the reply that were looked at */
};

/* Appends to out what is new of the content: all of the reply so far is text. */
void slw_reply_stream_feed(struct slw_reply_stream *stream, const char *text, size_t len,
			   struct slw_buf *out);

#endif
