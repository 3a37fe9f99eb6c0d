/*
 * Editing a piece of text: cursor by grapheme cluster, words, kill, undo. The text fields are drawn
 * around it. Positions are bytes, at the borders of clusters.
 */
#ifndef SLW_UI_EDIT_H
#define SLW_UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/keys.h"

#define SLW_EDIT_UNDO 32

struct slw_edit_line {
	struct slw_buf text;
	size_t cursor;
	size_t chars; /* that the text has */
	size_t max;   /* characters; what is typed beyond is not taken */
	unsigned int
	    changes; /* counts them: what was worked out of the text holds until the next */
	bool secret; /* wiped wherever it was; no undo */
	struct slw_edit_state {
		char *text;
		size_t cursor;
	} undo[SLW_EDIT_UNDO];
	size_t undo_count;
	bool typing; /* the last change was typing: it joins the next */
};

void slw_edit_init(struct slw_edit_line *line, int64_t max);
void slw_edit_release(struct slw_edit_line *line);
/* cursor in characters, SLW_CURSOR_END: behind the last; forgets the undo states. */
void slw_edit_set(struct slw_edit_line *line, const char *text, size_t cursor);
size_t slw_edit_cursor(const struct slw_edit_line *line); /* in characters */
void slw_edit_insert(struct slw_edit_line *line, const char *text, size_t len);
/* Commands of a text within one paragraph; false if it is none of them, or nothing is to be done. */
bool slw_edit_command(struct slw_edit_line *line, enum slw_cmd cmd);
/* HOME, END and the kills stop at newlines. */

#endif
