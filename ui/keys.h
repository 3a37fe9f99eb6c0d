/*
 * The table of keys: in which context a key means which command. It is the help screen, the bottom
 * line and the decoder's map in one; a test proves that no key has two meanings on one screen.
 */
#ifndef SLW_UI_KEYS_H
#define SLW_UI_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where keys are pressed. A screen has its view's context and the context of the widget with the
 * focus (SLW_CTX_NONE: none); SLW_CTX_GLOBAL is always there. In a context of text (see
 * slw_context_takes_text()), characters are text and never commands.
 */
enum slw_context {
	SLW_CTX_NONE,
	SLW_CTX_GLOBAL,
	/* focus: widgets */
	SLW_CTX_TEXT,	   /* one line of text */
	SLW_CTX_LONG_TEXT, /* text of many lines */
	SLW_CTX_SECRET,
	SLW_CTX_CHOICE, /* a closed choice */
	SLW_CTX_PICK,	/* an open list with a filter line: choice, multi-choice */
	SLW_CTX_YES_NO,
	SLW_CTX_BUTTON, /* a row that Enter acts on */
	SLW_CTX_FILTER, /* the filter line of a list */
	SLW_CTX_PATH,	/* the name of a file or folder */
	/* focus: what a view is at */
	SLW_CTX_TABLE,	/* the rows of the products */
	SLW_CTX_WORK,	/* long work goes on */
	SLW_CTX_DECIDE, /* what would be done is shown: Enter does it */
	/* views */
	SLW_CTX_START,
	SLW_CTX_STEP,
	SLW_CTX_STEPS,	/* the list of steps to jump to */
	SLW_CTX_READER, /* help and other texts to scroll */
	SLW_CTX_CONFIRM,
	SLW_CTX_ASK,
	SLW_CTX_RECORD, /* a form of one product or record */
	SLW_CTX_BOX,	/* some fields in a box over a view */
	SLW_CTX_PRODUCTS,
	SLW_CTX_RECORDS,
	SLW_CTX_BULK,
	SLW_CTX_IMPORT,
	SLW_CTX_THEME,
	SLW_CTX_CONTENT,
	SLW_CTX_TEXTS, /* one text and its alternatives */
	SLW_CTX_INTEGRATIONS,
	SLW_CTX_SEO,
	SLW_CTX_REVIEW,
	SLW_CTX_LAUNCH,
	SLW_CTX_JOURNAL,
	SLW_CTX_DIFF,
	SLW_CTX_CONFLICT,
	SLW_CTX__MAX
};

enum slw_cmd {
	SLW_CMD_NONE,
	/* everywhere */
	SLW_CMD_HELP, /* of the field or view */
	SLW_CMD_KEYS, /* the table of keys */
	SLW_CMD_BACK, /* Esc */
	SLW_CMD_QUIT,
	SLW_CMD_REDRAW,
	SLW_CMD_SUSPEND,
	SLW_CMD_STEPS,	/* jump to a step */
	SLW_CMD_STEP_1, /* to SLW_CMD_STEP_6, in order */
	SLW_CMD_STEP_2,
	SLW_CMD_STEP_3,
	SLW_CMD_STEP_4,
	SLW_CMD_STEP_5,
	SLW_CMD_STEP_6,
	SLW_CMD_NEXT_STEP,
	SLW_CMD_PREVIOUS_STEP,
	SLW_CMD_REVIEW,
	SLW_CMD_JOURNAL,
	SLW_CMD_UNDO, /* the last committed change, across steps */
	SLW_CMD_REDO,
	/* moving */
	SLW_CMD_UP,
	SLW_CMD_DOWN,
	SLW_CMD_LEFT,
	SLW_CMD_RIGHT,
	SLW_CMD_HOME,
	SLW_CMD_END,
	SLW_CMD_PAGE_UP,
	SLW_CMD_PAGE_DOWN,
	SLW_CMD_NEXT,	  /* field */
	SLW_CMD_PREVIOUS, /* field */
	SLW_CMD_ACCEPT,	  /* Enter: open, choose, go on */
	/* text */
	SLW_CMD_WORD_LEFT,
	SLW_CMD_WORD_RIGHT,
	SLW_CMD_DELETE,
	SLW_CMD_BACKSPACE,
	SLW_CMD_KILL_WORD,
	SLW_CMD_KILL_START,
	SLW_CMD_KILL_END,
	SLW_CMD_COMPLETE,
	SLW_CMD_TEXT_UNDO,
	SLW_CMD_NEWLINE,
	SLW_CMD_EDITOR,
	SLW_CMD_REVEAL, /* a secret */
	SLW_CMD_TOGGLE,
	SLW_CMD_YES,
	SLW_CMD_NO,
	SLW_CMD_CLEAR, /* back to the default */
	/* lists */
	SLW_CMD_FILTER,
	SLW_CMD_ADD,
	SLW_CMD_EDIT,
	SLW_CMD_COPY,
	SLW_CMD_REMOVE,
	SLW_CMD_MOVE_UP,
	SLW_CMD_MOVE_DOWN,
	SLW_CMD_MARK,
	SLW_CMD_MARK_ALL,
	SLW_CMD_BULK,
	SLW_CMD_SORT,
	SLW_CMD_IMPORT,
	SLW_CMD_APPLY,
	/* the rest */
	SLW_CMD_NEW,
	SLW_CMD_DEMO,
	SLW_CMD_LAUNCH,
	SLW_CMD_GENERATE,
	SLW_CMD_GENERATE_ALL, /* that are missing */
	SLW_CMD_REWRITE_ALL,
	SLW_CMD_LOCK,
	SLW_CMD_RATE_1, /* to SLW_CMD_RATE_5, in order */
	SLW_CMD_RATE_2,
	SLW_CMD_RATE_3,
	SLW_CMD_RATE_4,
	SLW_CMD_RATE_5,
	SLW_CMD_ALTERNATIVE,
	SLW_CMD_APPROVE, /* to answer for what the facts do not hold */
	SLW_CMD_CANCEL,
	SLW_CMD_RESTORE,
	SLW_CMD_DIFF,
	SLW_CMD_FIX,
	SLW_CMD_OPTIONS, /* the form of the step behind its special view */
	SLW_CMD__MAX
};

struct slw_key_row {
	uint8_t context;   /* enum slw_context */
	uint8_t line;	   /* 0: not in the bottom line; else 1 (first) and up */
	uint32_t key;	   /* event.h */
	uint16_t cmd;	   /* enum slw_cmd */
	const char *label; /* N_(): "Next field"; short, for bottom line and help; NULL: another key
			      of the row before it */
};
extern const struct slw_key_row slw_keys[];
extern const size_t slw_key_count;

/* Which widgets' contexts a view's context meets, for the test and the help screen. */
struct slw_key_screen {
	uint8_t view;
	uint8_t focus[12]; /* ends with SLW_CTX_NONE */
	const char *title; /* N_() */
};
extern const struct slw_key_screen slw_key_screens[];
extern const size_t slw_key_screen_count;

/* Characters are text here. */
bool slw_context_takes_text(enum slw_context focus);

/* The rows that hold on a screen (not characters, where they are text) begin at i = 0: the next one at or behind i, or slw_key_count. */
size_t slw_key_next(enum slw_context view, enum slw_context focus, size_t i);

/* The command of a key on a screen, or SLW_CMD_NONE. */
enum slw_cmd slw_key_command(enum slw_context view, enum slw_context focus, uint32_t key);

/* "Ctrl-A", "F1", "Shift-Tab", "Alt-B", "/"; always fits. */
#define SLW_KEY_NAME 32
void slw_key_name(char out[SLW_KEY_NAME], uint32_t key);

#endif
