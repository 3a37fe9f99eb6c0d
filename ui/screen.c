#include "config.h"

#include "ui/screen.h"

#include <curses.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/* term.h has these as macros, headers below as names */
#undef columns
#undef lines
#undef bell

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/screen_internal.h"
#include "ui/tty.h"

#include "base/banned.h"

#define GAP 4 /* cells that are cheaper sent again than jumped over */

/* xterm's, and understood or ignored by all that have these names: mouse, paste, and Escape before a key
 * with Alt, for which xterm would send another letter; how it was with that before is saved. */
#define MODES_ON  "\033[?1036;1039s\033[?1036;1039h\033[?1000h\033[?1006h\033[?2004h"
#define MODES_OFF "\033[?2004l\033[?1006l\033[?1000l\033[?1036;1039r"

static const char *capability(const char *name)
{
	const char *value = tigetstr(name);

	return value == NULL || value == (const char *)-1 ? NULL : value;
}

/* Padding marks "$<5>" are of no use on today's lines. */
static void add(struct slw_screen *screen, const char *sequence)
{
	while (sequence != NULL && *sequence != '\0') {
		const char *padding = strstr(sequence, "$<");
		size_t len = padding != NULL ? (size_t)(padding - sequence) : strlen(sequence);

		slw_buf_add(&screen->out, sequence, len);
		sequence = padding != NULL ? strchr(padding, '>') : NULL;
		if (sequence != NULL)
			sequence++;
	}
}

static void flush_out(struct slw_screen *screen)
{
	if (!slw_tty_write(screen->out.data, screen->out.len))
		screen->gone = true;
	slw_buf_clear(&screen->out);
}

static void find_colours(struct slw_screen *screen, const char *term)
{
	const char *no_color = getenv("NO_COLOR"), *colorterm = getenv("COLORTERM");
	int count = tigetnum("colors");

	screen->setaf = capability("setaf");
	screen->setab = capability("setab");
	screen->colours = count > 256	 ? 1 << 24
			  : count == 256 ? 256
			  : count >= 16	 ? 16
			  : count >= 8	 ? 8
					 : 0;
	if (colorterm != NULL && count >= 8 &&
	    (strcmp(colorterm, "truecolor") == 0 || strcmp(colorterm, "24bit") == 0) &&
	    strncmp(term, "linux", 5) != 0 &&
	    (strncmp(term, "screen", 6) != 0 || getenv("TMUX") != NULL))
		screen->colours = 1 << 24;
	if (screen->setaf == NULL || screen->setab == NULL ||
	    (no_color != NULL && no_color[0] != '\0'))
		screen->colours = 0;
}

static void find_keys(struct slw_screen *screen)
{
	static const struct {
		const char *name;
		uint32_t key;
	} keys[] = {
		{ "kcuu1", SLW_KEY_UP },     { "kcud1", SLW_KEY_DOWN },
		{ "kcub1", SLW_KEY_LEFT },   { "kcuf1", SLW_KEY_RIGHT },
		{ "khome", SLW_KEY_HOME },   { "kend", SLW_KEY_END },
		{ "kpp", SLW_KEY_PAGE_UP },  { "knp", SLW_KEY_PAGE_DOWN },
		{ "kich1", SLW_KEY_INSERT }, { "kdch1", SLW_KEY_DELETE },
		{ "kcbt", SLW_KEY_BACKTAB }, { "kf1", SLW_KEY_F1 },
		{ "kf2", SLW_KEY_F2 },	     { "kf3", SLW_KEY_F3 },
		{ "kf4", SLW_KEY_F4 },	     { "kf5", SLW_KEY_F5 },
		{ "kf6", SLW_KEY_F6 },	     { "kf7", SLW_KEY_F7 },
		{ "kf8", SLW_KEY_F8 },	     { "kf9", SLW_KEY_F9 },
		{ "kf10", SLW_KEY_F10 },     { "kf11", SLW_KEY_F11 },
		{ "kf12", SLW_KEY_F12 },
	};

	for (size_t i = 0; i < SLW_COUNT(keys); i++)
		slw_input_key(&screen->input, capability(keys[i].name), keys[i].key);
}

static int find_terminal(struct slw_screen *screen, struct slw_err *err)
{
	const char *term = getenv("TERM");
	int status = 0;

	if (term == NULL || term[0] == '\0' || setupterm(NULL, STDOUT_FILENO, &status) != OK ||
	    (screen->cup = capability("cup")) == NULL) {
		slw_err_set(err, SLW_ENOTSUP, _("cannot draw on a terminal of the type \"%s\""),
			    term != NULL ? term : "");
		return slw_err_hint(err, "%s",
				    _("Set TERM to what the terminal is, or use --plain."));
	}
	screen->sgr0 = capability("sgr0");
	screen->bold = capability("bold");
	screen->underline = capability("smul");
	screen->reverse = capability("rev");
	screen->clear = capability("clear");
	screen->civis = capability("civis");
	screen->cnorm = capability("cnorm");
	screen->smcup = capability("smcup");
	screen->rmcup = capability("rmcup");
	screen->smkx = capability("smkx");
	screen->rmkx = capability("rmkx");
	screen->last_cell = tigetflag("am") <= 0 || tigetflag("xenl") > 0;
	screen->xterm_like = strncmp(term, "vt", 2) != 0 && strncmp(term, "linux", 5) != 0;
	find_colours(screen, term);
	find_keys(screen);
	return 0;
}

static void leave_words(struct slw_screen *screen)
{
	add(screen, screen->sgr0);
	if (screen->xterm_like)
		add(screen, MODES_OFF);
	add(screen, screen->rmkx);
	if (screen->rmcup != NULL) {
		add(screen, screen->rmcup);
	} else {
		add(screen, tiparm(screen->cup, screen->height - 1, 0));
		add(screen, "\r\n");
	}
	add(screen, screen->cnorm); /* last: some bring back what they saved with the cursor */
}

static void take(struct slw_screen *screen)
{
	slw_tty_size(&screen->width, &screen->height);
	add(screen, screen->smcup);
	add(screen, screen->smkx);
	if (screen->xterm_like)
		add(screen, MODES_ON);
	screen->suspended = false;
	screen->cursor_on = true;
	slw_screen_forget(screen);
}

static void give_back(struct slw_screen *screen)
{
	leave_words(screen);
	flush_out(screen);
	screen->suspended = true;
}

int slw_screen_open(struct slw_screen **out, struct slw_err *err)
{
	struct slw_screen *screen = slw_calloc(1, sizeof(*screen));

	screen->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	slw_buf_init(&screen->out, 0);
	slw_input_init(&screen->input, screen->utf8);
	slw_canvas_init(&screen->shown, 0, 0);
	if (find_terminal(screen, err) < 0 || slw_tty_open(err) < 0) {
		slw_input_release(&screen->input);
		slw_buf_release(&screen->out);
		slw_canvas_release(&screen->shown);
		free(screen);
		return -1;
	}
	leave_words(screen);
	slw_tty_last_words(screen->out.data, screen->out.len);
	slw_buf_clear(&screen->out);
	take(screen);
	*out = screen;
	return 0;
}

void slw_screen_close(struct slw_screen *screen)
{
	if (screen == NULL)
		return;
	if (!screen->suspended)
		give_back(screen);
	slw_tty_close();
	del_curterm(cur_term);
	slw_input_release(&screen->input);
	slw_buf_release(&screen->out);
	slw_canvas_release(&screen->shown);
	free(screen);
}

int slw_screen_width(const struct slw_screen *screen)
{
	return screen->width;
}

int slw_screen_height(const struct slw_screen *screen)
{
	return screen->height;
}

bool slw_screen_ascii(const struct slw_screen *screen)
{
	return !screen->utf8;
}

int slw_screen_colours(const struct slw_screen *screen)
{
	return screen->colours;
}

int slw_screen_signal(const struct slw_screen *screen)
{
	return screen->end_signal;
}

/* --- output ------------------------------------------------------------------------------ */

static void set_colour(struct slw_screen *screen, const char *sequence, int which, int layer)
{
	if (which == SLW_LOOK_DEFAULT)
		return;
	if ((which & SLW_LOOK_RGB) != 0)
		slw_buf_printf(&screen->out, "\033[%d;2;%d;%d;%dm", layer, which >> 16 & 0xff,
			       which >> 8 & 0xff, which & 0xff);
	else if (which >= 16) /* where colours are RGB, the description has no way to say this */
		slw_buf_printf(&screen->out, "\033[%d;5;%dm", layer, which);
	else
		add(screen, tiparm(sequence, which));
}

static void set_look(struct slw_screen *screen, struct slw_style style)
{
	struct slw_look look = slw_look_of(style, screen->colours);

	if (screen->look_known && look.fg == screen->look.fg && look.bg == screen->look.bg &&
	    look.attrs == screen->look.attrs)
		return;
	add(screen, screen->sgr0);
	if ((look.attrs & SLW_BOLD) != 0)
		add(screen, screen->bold);
	if ((look.attrs & SLW_UNDERLINE) != 0)
		add(screen, screen->underline);
	if ((look.attrs & SLW_REVERSE) != 0)
		add(screen, screen->reverse);
	set_colour(screen, screen->setaf, look.fg, 38);
	set_colour(screen, screen->setab, look.bg, 48);
	screen->look = look;
	screen->look_known = true;
}

static void move_to(struct slw_screen *screen, int x, int y)
{
	if (screen->x == x && screen->y == y)
		return;
	add(screen, tiparm(screen->cup, y, x));
	screen->x = x;
	screen->y = y;
}

static void send_cells(struct slw_screen *screen, const struct slw_cell *row, int y, int from,
		       int to)
{
	if (screen->y == y && screen->x >= 0 && screen->x < from && from - screen->x <= GAP &&
	    row[screen->x].width > 0)
		from = screen->x;
	move_to(screen, from, y);
	for (int x = from; x < to; x++) {
		if (row[x].width == 0)
			continue;
		if (!screen->last_cell && y == screen->height - 1 && x >= screen->width - 1)
			break;
		set_look(screen, row[x].style);
		slw_look_text(&screen->out, &row[x], screen->utf8);
		screen->x += row[x].width;
	}
	if (screen->x >= screen->width)
		screen->x = -1; /* terminals differ in where they are now */
}

static void send_row(struct slw_screen *screen, const struct slw_canvas *canvas, int y)
{
	size_t start = (size_t)y * (size_t)canvas->width;
	const struct slw_cell *now = &canvas->cells[start];
	const struct slw_cell *before = &screen->shown.cells[start];

	for (int x = 0; x < canvas->width;) {
		int from;

		if (screen->valid && slw_cell_same(&now[x], &before[x])) {
			x++;
			continue;
		}
		/* both halves of what is wide, and of what was */
		from = x > 0 && (now[x].width == 0 || before[x].width == 0) ? x - 1 : x;
		while (x < canvas->width && !(screen->valid && slw_cell_same(&now[x], &before[x])))
			x++;
		if (x < canvas->width && now[x].width == 0)
			x++;
		send_cells(screen, now, y, from, x);
	}
}

void slw_screen_forget(struct slw_screen *screen)
{
	screen->valid = false;
}

void slw_screen_show(struct slw_screen *screen, const struct slw_canvas *canvas)
{
	bool cursor = canvas->cursor_x >= 0 && canvas->cursor_x < canvas->width;

	if (screen->suspended || screen->gone)
		return;
	if (screen->shown.width != canvas->width || screen->shown.height != canvas->height) {
		slw_canvas_resize(&screen->shown, canvas->width, canvas->height);
		screen->valid = false;
	}
	if (!screen->valid) {
		screen->look_known = false;
		screen->x = -1;
		add(screen, screen->sgr0);
		add(screen, screen->clear);
		slw_canvas_clear(&screen->shown);
		screen->valid = screen->clear != NULL;
	}
	for (int y = 0; y < canvas->height; y++)
		send_row(screen, canvas, y);
	memcpy(screen->shown.cells, canvas->cells,
	       (size_t)canvas->width * (size_t)canvas->height * sizeof(canvas->cells[0]));
	screen->valid = true;
	if (cursor != screen->cursor_on) {
		add(screen, cursor ? screen->cnorm : screen->civis);
		screen->cursor_on = cursor;
	}
	if (cursor)
		move_to(screen, canvas->cursor_x, canvas->cursor_y);
	if (screen->out.len > 0)
		flush_out(screen);
}

/* --- suspending -------------------------------------------------------------------------- */

void slw_screen_suspend(struct slw_screen *screen)
{
	if (screen->suspended)
		return;
	give_back(screen);
	slw_tty_cooked();
}

void slw_screen_resume(struct slw_screen *screen)
{
	slw_tty_raw();
	/* stopped by a signal that nobody can catch: in which state the terminal is, nobody knows */
	if (!screen->suspended)
		leave_words(screen);
	take(screen);
}

void slw_screen_stop(struct slw_screen *screen)
{
	struct slw_tty_news news = { .end = 0 };

	slw_screen_suspend(screen);
	slw_tty_stop();
	slw_tty_news(&news); /* that we were continued is no news here */
	if (news.end != 0)
		screen->end_signal = news.end;
	slw_screen_resume(screen);
}
