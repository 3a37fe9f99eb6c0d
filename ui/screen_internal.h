/* What screen*.c share. Nothing else includes it. */
#ifndef SLW_UI_SCREEN_INTERNAL_H
#define SLW_UI_SCREEN_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/canvas.h"
#include "ui/input.h"
#include "ui/look.h"
#include "ui/screen.h"

struct slw_screen {
	int width, height, colours;
	bool utf8, xterm_like, last_cell, suspended, gone;
	struct slw_canvas shown;
	bool valid; /* shown is what the terminal shows */
	struct slw_buf out;
	struct slw_input input;
	int x, y; /* of the terminal's cursor; x -1: not known */
	bool cursor_on;
	bool look_known;
	struct slw_look look;
	int end_signal;
	int64_t last_read; /* monotonic */
	/* terminfo */
	const char *cup, *sgr0, *bold, *underline, *reverse, *setaf, *setab, *clear, *civis, *cnorm,
	    *smcup, *rmcup, *smkx, *rmkx;
};

#endif
