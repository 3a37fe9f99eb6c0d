/*
 * What comes in from the terminal, decoded: keys, text, pastes, mouse, resizes. screen.h makes them,
 * app.c hands them to views as commands (keys.h), text or mouse events.
 */
#ifndef SLW_UI_EVENT_H
#define SLW_UI_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key: a Unicode character as it was typed, a control character, or one of those below; with the
 * modifiers or'ed in. Shift is only told for keys that are no characters. */
enum slw_key {
	SLW_KEY_NONE = 0,
	SLW_KEY_TAB = 9,
	SLW_KEY_ENTER = 13,
	SLW_KEY_ESC = 27,
	SLW_KEY_BACKSPACE = 127,
	SLW_KEY_UP = 0x110000,
	SLW_KEY_DOWN,
	SLW_KEY_LEFT,
	SLW_KEY_RIGHT,
	SLW_KEY_HOME,
	SLW_KEY_END,
	SLW_KEY_PAGE_UP,
	SLW_KEY_PAGE_DOWN,
	SLW_KEY_INSERT,
	SLW_KEY_DELETE,
	SLW_KEY_BACKTAB,
	SLW_KEY_F1, /* to F12, in order */
	SLW_KEY_F2,
	SLW_KEY_F3,
	SLW_KEY_F4,
	SLW_KEY_F5,
	SLW_KEY_F6,
	SLW_KEY_F7,
	SLW_KEY_F8,
	SLW_KEY_F9,
	SLW_KEY_F10,
	SLW_KEY_F11,
	SLW_KEY_F12,
	SLW_KEY__MAX
};
#define SLW_KEY_ALT	  UINT32_C(0x1000000)
#define SLW_KEY_SHIFT	  UINT32_C(0x2000000)
#define SLW_KEY_CONTROL	  UINT32_C(0x4000000) /* of keys that are no characters */
#define SLW_KEY_CTRL(c)	  ((uint32_t)(c)&0x1f)
#define SLW_KEY_MODIFIERS (SLW_KEY_ALT | SLW_KEY_SHIFT | SLW_KEY_CONTROL)

enum slw_mouse_kind {
	SLW_MOUSE_PRESS, /* left button */
	SLW_MOUSE_RELEASE,
	SLW_MOUSE_WHEEL_UP,
	SLW_MOUSE_WHEEL_DOWN
};

struct slw_mouse {
	enum slw_mouse_kind kind;
	int x, y; /* cells from the top left of whoever gets it */
};

enum slw_event_kind {
	SLW_EVENT_KEY,	  /* .key */
	SLW_EVENT_PASTE,  /* .text: valid UTF-8, may have newlines; never keys */
	SLW_EVENT_MOUSE,  /* .mouse */
	SLW_EVENT_RESIZE, /* the screen has its new size */
	SLW_EVENT_RESUME, /* back from being suspended: all is to be drawn again */
	SLW_EVENT_HANGUP, /* the terminal is gone, or we were asked to end: save and leave */
};

struct slw_ui_event {
	enum slw_event_kind kind;
	uint32_t key;
	struct slw_mouse mouse;
	const char *text; /* borrowed until the next event */
	size_t len;
};

/* True if the key is a character that a text field takes. */
bool slw_key_is_text(uint32_t key);

#endif
