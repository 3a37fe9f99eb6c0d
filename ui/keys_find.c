/* Looking into the table of keys, and names of keys for people. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "ui/event.h"
#include "ui/keys.h"

#include "base/banned.h"

bool slw_key_is_text(uint32_t key)
{
	return key >= 0x20 && key < SLW_KEY_UP && key != SLW_KEY_BACKSPACE &&
	       !(key > 0x7f && key < 0xa0);
}

bool slw_context_takes_text(enum slw_context focus)
{
	return focus == SLW_CTX_TEXT || focus == SLW_CTX_LONG_TEXT || focus == SLW_CTX_SECRET ||
	       focus == SLW_CTX_PICK || focus == SLW_CTX_FILTER || focus == SLW_CTX_PATH;
}

static bool holds(const struct slw_key_row *row, enum slw_context view, enum slw_context focus)
{
	if (slw_context_takes_text(focus) && slw_key_is_text(row->key))
		return false;
	return row->context == SLW_CTX_GLOBAL || row->context == view ||
	       (focus != SLW_CTX_NONE && row->context == focus);
}

size_t slw_key_next(enum slw_context view, enum slw_context focus, size_t i)
{
	while (i < slw_key_count && !holds(&slw_keys[i], view, focus))
		i++;
	return i;
}

enum slw_cmd slw_key_command(enum slw_context view, enum slw_context focus, uint32_t key)
{
	for (size_t i = slw_key_next(view, focus, 0); i < slw_key_count;
	     i = slw_key_next(view, focus, i + 1))
		if (slw_keys[i].key == key)
			return slw_keys[i].cmd;
	return SLW_CMD_NONE;
}

static const char *special(uint32_t key)
{
	switch (key) {
	case SLW_KEY_TAB:
		return "Tab";
	case SLW_KEY_ENTER:
		return "Enter";
	case SLW_KEY_ESC:
		return "Esc";
	case SLW_KEY_BACKSPACE:
		return "Backspace";
	case ' ':
		return "Space";
	case SLW_KEY_UP:
		return "Up";
	case SLW_KEY_DOWN:
		return "Down";
	case SLW_KEY_LEFT:
		return "Left";
	case SLW_KEY_RIGHT:
		return "Right";
	case SLW_KEY_HOME:
		return "Home";
	case SLW_KEY_END:
		return "End";
	case SLW_KEY_PAGE_UP:
		return "PgUp";
	case SLW_KEY_PAGE_DOWN:
		return "PgDn";
	case SLW_KEY_INSERT:
		return "Ins";
	case SLW_KEY_DELETE:
		return "Del";
	case SLW_KEY_BACKTAB:
		return "Shift-Tab";
	default:
		return NULL;
	}
}

void slw_key_name(char out[SLW_KEY_NAME], uint32_t key)
{
	uint32_t plain = key & ~SLW_KEY_MODIFIERS;
	const char *name = special(plain);
	char text[16] = "", before[24];

	snprintf(before, sizeof(before), "%s%s%s", (key & SLW_KEY_CONTROL) != 0 ? "Ctrl-" : "",
		 (key & SLW_KEY_ALT) != 0 ? "Alt-" : "",
		 (key & SLW_KEY_SHIFT) != 0 ? "Shift-" : "");
	if (name != NULL) {
		snprintf(out, SLW_KEY_NAME, "%s%s", before, name);
		return;
	}
	if (plain >= SLW_KEY_F1 && plain <= SLW_KEY_F12)
		snprintf(text, sizeof(text), "F%u", (unsigned int)(plain - SLW_KEY_F1 + 1));
	else if (plain < 0x20)
		snprintf(text, sizeof(text), "Ctrl-%c", (char)(plain + '@'));
	else if ((key & SLW_KEY_ALT) != 0 && plain >= 'a' && plain <= 'z')
		snprintf(text, sizeof(text), "%c", (char)(plain - 'a' + 'A'));
	else
		text[u8_uctomb((uint8_t *)text, plain, sizeof(text) - 1) > 0 ? strlen(text) : 0] =
		    '\0';
	snprintf(out, SLW_KEY_NAME, "%s%s", before, text);
}
