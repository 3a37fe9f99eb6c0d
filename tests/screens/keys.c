/* What keys, paste and mouse send, by the modes that the program asked for and by TERM. */
#include "config.h"

#include "screens/terminal.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/terminal_private.h"

#include "base/banned.h"

static const struct {
	const char *name;
	VTermKey key;
} named[] = {
	{ "Enter", VTERM_KEY_ENTER },	 { "Tab", VTERM_KEY_TAB },
	{ "Esc", VTERM_KEY_ESCAPE },	 { "BS", VTERM_KEY_BACKSPACE },
	{ "Del", VTERM_KEY_DEL },	 { "Ins", VTERM_KEY_INS },
	{ "Up", VTERM_KEY_UP },		 { "Down", VTERM_KEY_DOWN },
	{ "Left", VTERM_KEY_LEFT },	 { "Right", VTERM_KEY_RIGHT },
	{ "Home", VTERM_KEY_HOME },	 { "End", VTERM_KEY_END },
	{ "PgUp", VTERM_KEY_PAGEUP },	 { "PgDn", VTERM_KEY_PAGEDOWN },
	{ "F1", VTERM_KEY_FUNCTION(1) }, { "F2", VTERM_KEY_FUNCTION(2) },
	{ "F3", VTERM_KEY_FUNCTION(3) }, { "F4", VTERM_KEY_FUNCTION(4) },
	{ "F5", VTERM_KEY_FUNCTION(5) }, { "F6", VTERM_KEY_FUNCTION(6) },
	{ "F7", VTERM_KEY_FUNCTION(7) }, { "F8", VTERM_KEY_FUNCTION(8) },
	{ "F9", VTERM_KEY_FUNCTION(9) }, { "F10", VTERM_KEY_FUNCTION(10) },
};

/* Where a terminal differs from xterm, which is what libvterm sends. */
static const struct {
	const char *term; /* its beginning */
	const char *name;
	const char *bytes;
} different[] = {
	{ "linux", "F1", "\033[[A" },	 { "linux", "F2", "\033[[B" },
	{ "linux", "F3", "\033[[C" },	 { "linux", "F4", "\033[[D" },
	{ "linux", "F5", "\033[[E" },	 { "linux", "Home", "\033[1~" },
	{ "linux", "End", "\033[4~" },	 { "linux", "S-Tab", "\033\t" },
	{ "screen", "Home", "\033[1~" }, { "screen", "End", "\033[4~" },
	{ "tmux", "Home", "\033[1~" },	 { "tmux", "End", "\033[4~" },
	{ "rxvt", "Home", "\033[7~" },	 { "rxvt", "End", "\033[8~" },
	{ "rxvt", "F1", "\033[11~" },	 { "cygwin", "F1", "\033[[A" },
	{ "cygwin", "Home", "\033[1~" }, { "cygwin", "End", "\033[4~" },
};

/* Takes "S-", "C-", "M-" off the name. A single "-" after them is the key itself. */
static VTermModifier modifiers(const char **name)
{
	VTermModifier mod = VTERM_MOD_NONE;

	for (; (*name)[0] != '\0' && (*name)[1] == '-' && (*name)[2] != '\0'; *name += 2) {
		if ((*name)[0] == 'S')
			mod |= VTERM_MOD_SHIFT;
		else if ((*name)[0] == 'C')
			mod |= VTERM_MOD_CTRL;
		else if ((*name)[0] == 'M')
			mod |= VTERM_MOD_ALT;
		else
			break;
	}
	return mod;
}

static void send_letter(struct slw_terminal *t, const char *name, VTermModifier mod)
{
	if ((mod & VTERM_MOD_ALT) != 0)
		slw_terminal_send(t, "\033", 1);
	if ((mod & VTERM_MOD_CTRL) != 0 && name[1] == '\0') {
		char control = (char)(name[0] & 0x1f);

		slw_terminal_send(t, &control, 1);
	} else {
		slw_terminal_type(t, name);
	}
}

void slw_terminal_key(struct slw_terminal *t, const char *name)
{
	VTermModifier mod;

	for (size_t i = 0; i < SLW_COUNT(different); i++) {
		if (strcmp(different[i].name, name) == 0 &&
		    strncmp(different[i].term, t->term, strlen(different[i].term)) == 0) {
			slw_terminal_type(t, different[i].bytes);
			return;
		}
	}
	mod = modifiers(&name);
	for (size_t i = 0; i < SLW_COUNT(named); i++) {
		if (strcmp(named[i].name, name) == 0) {
			t->after_escape = named[i].key == VTERM_KEY_ESCAPE;
			vterm_keyboard_key(t->vterm, named[i].key, mod);
			return;
		}
	}
	send_letter(t, strcmp(name, "Space") == 0 ? " " : name, mod);
}

void slw_terminal_keys(struct slw_terminal *t, const char *names)
{
	char name[64];

	while (*names != '\0') {
		size_t len = strcspn(names, " ");

		if (len > 0 && len < sizeof(name)) {
			memcpy(name, names, len);
			name[len] = '\0';
			slw_terminal_key(t, name);
			slw_terminal_settle(t);
		}
		names += len;
		names += strspn(names, " ");
	}
}

void slw_terminal_paste(struct slw_terminal *t, const char *text)
{
	slw_terminal_pump(t, 0);
	vterm_keyboard_start_paste(t->vterm);
	slw_terminal_type(t, text);
	vterm_keyboard_end_paste(t->vterm);
}

static void button(struct slw_terminal *t, int line, int column, int which, bool release)
{
	slw_terminal_pump(t, 0);
	if (!t->mouse) /* libvterm would tell the program all the same */
		return;
	vterm_mouse_move(t->vterm, line, column, VTERM_MOD_NONE);
	vterm_mouse_button(t->vterm, which, true, VTERM_MOD_NONE);
	if (release)
		vterm_mouse_button(t->vterm, which, false, VTERM_MOD_NONE);
}

void slw_terminal_click(struct slw_terminal *t, int line, int column)
{
	button(t, line, column, 1, true);
}

void slw_terminal_wheel(struct slw_terminal *t, int line, int column, bool down)
{
	button(t, line, column, down ? 5 : 4, false);
}
