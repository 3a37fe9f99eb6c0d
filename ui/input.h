/*
 * Bytes of a terminal into events: UTF-8, escape sequences of xterm and its kin, of the console, of
 * rxvt and of the terminal's own description; SGR and X10 mouse; bracketed paste. No I/O.
 */
#ifndef SLW_UI_INPUT_H
#define SLW_UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/event.h"

#define SLW_INPUT_KEYS 32
#define SLW_PASTE_MAX  (4u * 1024 * 1024) /* bytes; what is more is dropped */

struct slw_input {
	struct slw_buf bytes; /* not decoded yet */
	size_t at;
	struct slw_buf paste, text;
	bool pasting;
	bool utf8; /* else characters are those of the locale */
	struct slw_input_key {
		const char *sequence; /* borrowed */
		uint32_t key;
	} keys[SLW_INPUT_KEYS];
	size_t key_count;
};

void slw_input_init(struct slw_input *input, bool utf8);
void slw_input_release(struct slw_input *input);
/* A sequence of the terminal's description; NULL and such as are too short are ignored. */
void slw_input_key(struct slw_input *input, const char *sequence, uint32_t key);
void slw_input_feed(struct slw_input *input, const void *bytes, size_t len);
size_t slw_input_pending(const struct slw_input *input); /* bytes that are left */
/*
 * 1 and *event; 0: nothing is left; -1: what is left may be the beginning of a sequence, so more is
 * to be awaited for a moment; with flush it is taken as it stands.
 */
int slw_input_next(struct slw_input *input, bool flush, struct slw_ui_event *event);

#endif
