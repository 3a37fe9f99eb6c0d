#include "config.h"

#include "ui/keys.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/event.h"

#include "base/banned.h"

#define KEY(in, at, k, what, text)                                                        \
	{                                                                                 \
		.context = SLW_CTX_##in, .line = (at), .key = (k), .cmd = SLW_CMD_##what, \
		.label = (text)                                                           \
	}
#define CTRL(c) SLW_KEY_CTRL(c)
#define ALT(c)	(SLW_KEY_ALT | (uint32_t)(c))

/* Moving in a list: the same keys wherever there is one. */
#define LIST_KEYS(in)                                                                     \
	KEY(in, 0, SLW_KEY_UP, UP, N_("Up")), KEY(in, 0, SLW_KEY_DOWN, DOWN, N_("Down")), \
	    KEY(in, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),                          \
	    KEY(in, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down"))
#define ENDS_KEYS(in)                                           \
	KEY(in, 0, SLW_KEY_HOME, HOME, N_("To the beginning")), \
	    KEY(in, 0, SLW_KEY_END, END, N_("To the end"))
/* Outside of text fields. */
#define HELP_KEYS(in) KEY(in, 0, '?', KEYS, N_("These keys"))
#define TEXT_KEYS(in)                                                                              \
	KEY(in, 0, SLW_KEY_LEFT, LEFT, N_("Left")), KEY(in, 0, SLW_KEY_RIGHT, RIGHT, N_("Right")), \
	    KEY(in, 0, SLW_KEY_HOME, HOME, N_("Beginning of the line")),                           \
	    KEY(in, 0, CTRL('A'), HOME, NULL),                                                     \
	    KEY(in, 0, SLW_KEY_END, END, N_("End of the line")), KEY(in, 0, CTRL('E'), END, NULL), \
	    KEY(in, 0, ALT('b'), WORD_LEFT, N_("A word back")),                                    \
	    KEY(in, 0, SLW_KEY_CONTROL | SLW_KEY_LEFT, WORD_LEFT, NULL),                           \
	    KEY(in, 0, ALT('f'), WORD_RIGHT, N_("A word on")),                                     \
	    KEY(in, 0, SLW_KEY_CONTROL | SLW_KEY_RIGHT, WORD_RIGHT, NULL),                         \
	    KEY(in, 0, SLW_KEY_BACKSPACE, BACKSPACE, N_("Delete back")),                           \
	    KEY(in, 0, SLW_KEY_DELETE, DELETE, N_("Delete")), KEY(in, 0, CTRL('D'), DELETE, NULL), \
	    KEY(in, 0, CTRL('W'), KILL_WORD, N_("Delete the word before")),                        \
	    KEY(in, 0, CTRL('U'), KILL_START, N_("Delete to the beginning")),                      \
	    KEY(in, 0, CTRL('K'), KILL_END, N_("Delete to the end"))
/* Not of a secret: nothing of it is kept. */
#define TAKE_BACK(in) KEY(in, 0, CTRL('_'), TEXT_UNDO, N_("Take the last typing back"))

#define RATE_KEYS(in)                                                                 \
	KEY(in, 0, '1', RATE_1, N_("Rate it 1 to 5")), KEY(in, 0, '2', RATE_2, NULL), \
	    KEY(in, 0, '3', RATE_3, NULL), KEY(in, 0, '4', RATE_4, NULL),             \
	    KEY(in, 0, '5', RATE_5, NULL)

const struct slw_key_row slw_keys[] = {
	KEY(GLOBAL, 1, SLW_KEY_F1, HELP, N_("Help")),
	KEY(GLOBAL, 8, SLW_KEY_ESC, BACK, N_("Back")),
	KEY(GLOBAL, 9, CTRL('Q'), QUIT, N_("Quit")),
	KEY(GLOBAL, 0, CTRL('C'), QUIT, NULL),
	KEY(GLOBAL, 0, SLW_KEY_F10, QUIT, NULL),
	KEY(GLOBAL, 0, CTRL('Z'), SUSPEND, N_("To the shell, fg comes back")),
	KEY(GLOBAL, 0, CTRL('L'), REDRAW, N_("Draw the screen again")),
	KEY(GLOBAL, 0, SLW_KEY_F2, STEPS, N_("All steps")),
	KEY(GLOBAL, 0, CTRL('G'), STEPS, NULL),
	KEY(GLOBAL, 0, ALT('1'), STEP_1, N_("Step 1: Business")),
	KEY(GLOBAL, 0, ALT('2'), STEP_2, N_("Step 2: Products")),
	KEY(GLOBAL, 0, ALT('3'), STEP_3, N_("Step 3: Theme")),
	KEY(GLOBAL, 0, ALT('4'), STEP_4, N_("Step 4: Integrations")),
	KEY(GLOBAL, 0, ALT('5'), STEP_5, N_("Step 5: Texts")),
	KEY(GLOBAL, 0, ALT('6'), STEP_6, N_("Step 6: Search engines")),
	KEY(GLOBAL, 0, SLW_KEY_F3, PREVIOUS_STEP, N_("Step before")),
	KEY(GLOBAL, 0, CTRL('P'), PREVIOUS_STEP, NULL),
	KEY(GLOBAL, 4, SLW_KEY_F4, NEXT_STEP, N_("Next step")),
	KEY(GLOBAL, 0, CTRL('N'), NEXT_STEP, NULL),
	KEY(GLOBAL, 0, SLW_KEY_F5, REVIEW, N_("Review and launch")),
	KEY(GLOBAL, 0, CTRL('R'), REVIEW, NULL),
	KEY(GLOBAL, 0, SLW_KEY_F6, JOURNAL, N_("Journal of changes")),
	KEY(GLOBAL, 0, SLW_KEY_F8, UNDO, N_("Undo the last change")),
	KEY(GLOBAL, 0, ALT('u'), UNDO, NULL),
	KEY(GLOBAL, 0, SLW_KEY_F9, REDO, N_("Redo")),
	KEY(GLOBAL, 0, ALT('r'), REDO, NULL),

	KEY(TEXT, 0, SLW_KEY_ENTER, ACCEPT, N_("Next field")),
	KEY(TEXT, 0, SLW_KEY_DOWN, DOWN, N_("Next field")),
	KEY(TEXT, 0, SLW_KEY_UP, UP, N_("Field before")),
	TEXT_KEYS(TEXT),
	TAKE_BACK(TEXT),

	KEY(LONG_TEXT, 2, SLW_KEY_ENTER, NEWLINE, N_("New line")),
	KEY(LONG_TEXT, 5, CTRL('O'), EDITOR, N_("Your editor")),
	KEY(LONG_TEXT, 0, SLW_KEY_DOWN, DOWN, N_("Down")),
	KEY(LONG_TEXT, 0, SLW_KEY_UP, UP, N_("Up")),
	TEXT_KEYS(LONG_TEXT),
	TAKE_BACK(LONG_TEXT),

	KEY(SECRET, 0, SLW_KEY_ENTER, ACCEPT, N_("Next field")),
	KEY(SECRET, 5, CTRL('T'), REVEAL, N_("Show or hide")),
	KEY(SECRET, 0, SLW_KEY_DOWN, DOWN, N_("Next field")),
	KEY(SECRET, 0, SLW_KEY_UP, UP, N_("Field before")),
	TEXT_KEYS(SECRET),

	KEY(CHOICE, 2, SLW_KEY_ENTER, ACCEPT, N_("Choose")),
	KEY(CHOICE, 0, ' ', TOGGLE, N_("Choose")),
	KEY(CHOICE, 0, SLW_KEY_DOWN, DOWN, N_("Next field")),
	KEY(CHOICE, 0, SLW_KEY_UP, UP, N_("Field before")),
	KEY(CHOICE, 0, SLW_KEY_DELETE, CLEAR, N_("Back to the default")),
	KEY(CHOICE, 0, SLW_KEY_BACKSPACE, CLEAR, NULL),
	HELP_KEYS(CHOICE),

	KEY(PICK, 2, SLW_KEY_ENTER, ACCEPT, N_("Take")),
	KEY(PICK, 0, SLW_KEY_BACKSPACE, BACKSPACE, N_("Delete back in the filter")),
	KEY(PICK, 0, CTRL('U'), KILL_START, N_("Clear the filter")),
	LIST_KEYS(PICK),
	ENDS_KEYS(PICK),

	KEY(YES_NO, 2, ' ', TOGGLE, N_("Yes or no")),
	KEY(YES_NO, 0, SLW_KEY_LEFT, TOGGLE, NULL),
	KEY(YES_NO, 0, SLW_KEY_RIGHT, TOGGLE, NULL),
	KEY(YES_NO, 0, 'y', YES, N_("Yes")),
	KEY(YES_NO, 0, 'n', NO, N_("No")),
	KEY(YES_NO, 0, SLW_KEY_ENTER, ACCEPT, N_("Next field")),
	KEY(YES_NO, 0, SLW_KEY_DOWN, DOWN, N_("Next field")),
	KEY(YES_NO, 0, SLW_KEY_UP, UP, N_("Field before")),
	KEY(YES_NO, 0, SLW_KEY_DELETE, CLEAR, N_("Back to the default")),
	KEY(YES_NO, 0, SLW_KEY_BACKSPACE, CLEAR, NULL),
	HELP_KEYS(YES_NO),

	KEY(BUTTON, 2, SLW_KEY_ENTER, ACCEPT, N_("Open")),
	KEY(BUTTON, 0, ' ', ACCEPT, NULL),
	KEY(BUTTON, 0, SLW_KEY_DOWN, DOWN, N_("Next field")),
	KEY(BUTTON, 0, SLW_KEY_UP, UP, N_("Field before")),
	HELP_KEYS(BUTTON),

	KEY(FILTER, 2, SLW_KEY_ENTER, ACCEPT, N_("Take")),
	KEY(FILTER, 0, SLW_KEY_BACKSPACE, BACKSPACE, N_("Delete back")),
	KEY(FILTER, 0, CTRL('U'), KILL_START, N_("Clear the filter")),
	LIST_KEYS(FILTER),

	KEY(PATH, 2, SLW_KEY_ENTER, ACCEPT, N_("Go on")),
	KEY(PATH, 3, SLW_KEY_TAB, COMPLETE, N_("Complete")),
	KEY(PATH, 4, SLW_KEY_DOWN, DOWN, N_("Choose")),
	KEY(PATH, 0, SLW_KEY_UP, UP, N_("Choose the one before")),
	KEY(PATH, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("A page down")),
	KEY(PATH, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("A page up")),
	TEXT_KEYS(PATH),
	TAKE_BACK(PATH),

	KEY(WORK, 2, 'c', CANCEL, N_("Stop")),
	HELP_KEYS(WORK),

	KEY(DECIDE, 2, SLW_KEY_ENTER, ACCEPT, N_("Do it")),
	KEY(DECIDE, 0, SLW_KEY_DOWN, DOWN, N_("Down")),
	KEY(DECIDE, 0, SLW_KEY_UP, UP, N_("Up")),
	KEY(DECIDE, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down")),
	KEY(DECIDE, 0, ' ', PAGE_DOWN, NULL),
	KEY(DECIDE, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),
	ENDS_KEYS(DECIDE),
	HELP_KEYS(DECIDE),

	KEY(STEP, 3, SLW_KEY_F7, OPTIONS, N_("Preview")),
	KEY(STEP, 3, SLW_KEY_TAB, NEXT, N_("Next field")),
	KEY(STEP, 0, SLW_KEY_BACKTAB, PREVIOUS, N_("Field before")),
	KEY(STEP, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down")),
	KEY(STEP, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),

	KEY(RECORD, 4, SLW_KEY_F7, REMOVE, N_("Give up")),
	KEY(RECORD, 3, SLW_KEY_TAB, NEXT, N_("Next field")),
	KEY(RECORD, 0, SLW_KEY_BACKTAB, PREVIOUS, N_("Field before")),
	KEY(RECORD, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down")),
	KEY(RECORD, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),

	KEY(BOX, 2, SLW_KEY_F7, APPLY, N_("Take it")),
	KEY(BOX, 3, SLW_KEY_TAB, NEXT, N_("Next field")),
	KEY(BOX, 0, SLW_KEY_BACKTAB, PREVIOUS, N_("Field before")),
	KEY(BOX, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down")),
	KEY(BOX, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),

	KEY(STEPS, 2, SLW_KEY_ENTER, ACCEPT, N_("Go")),
	LIST_KEYS(STEPS),
	ENDS_KEYS(STEPS),
	HELP_KEYS(STEPS),

	KEY(READER, 0, SLW_KEY_DOWN, DOWN, N_("Down")),
	KEY(READER, 0, SLW_KEY_UP, UP, N_("Up")),
	KEY(READER, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down")),
	KEY(READER, 0, ' ', PAGE_DOWN, NULL),
	KEY(READER, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),
	ENDS_KEYS(READER),
	KEY(READER, 3, SLW_KEY_ENTER, ACCEPT, N_("Close")),
	KEY(READER, 0, 'q', ACCEPT, NULL),
	HELP_KEYS(READER),

	KEY(CONFIRM, 2, 'y', YES, N_("Yes")),
	KEY(CONFIRM, 3, 'n', NO, N_("No")),
	KEY(CONFIRM, 0, SLW_KEY_LEFT, LEFT, N_("The other button")),
	KEY(CONFIRM, 0, SLW_KEY_RIGHT, LEFT, NULL),
	KEY(CONFIRM, 0, SLW_KEY_TAB, LEFT, NULL),
	KEY(CONFIRM, 0, SLW_KEY_BACKTAB, LEFT, NULL),
	KEY(CONFIRM, 0, SLW_KEY_ENTER, ACCEPT, N_("What is marked")),
	HELP_KEYS(CONFIRM),

	KEY(START, 2, SLW_KEY_ENTER, ACCEPT, N_("Open")),
	KEY(START, 3, ALT('n'), NEW, N_("New store")),
	KEY(START, 0, SLW_KEY_INSERT, NEW, NULL),
	KEY(START, 4, ALT('c'), COPY, N_("Copy")),
	KEY(START, 5, SLW_KEY_DELETE, REMOVE, N_("Delete")),
	KEY(START, 0, ALT('e'), DEMO, N_("Look at a finished example")),
	KEY(START, 6, '/', FILTER, N_("Filter")),
	KEY(START, 0, SLW_KEY_BACKSPACE, BACKSPACE, N_("Delete back in the filter")),
	KEY(START, 0, CTRL('U'), KILL_START, N_("Clear the filter")),
	LIST_KEYS(START),
	ENDS_KEYS(START),
	HELP_KEYS(START),

	KEY(REVIEW, 2, SLW_KEY_ENTER, ACCEPT, N_("Go there")),
	KEY(REVIEW, 3, 'l', LAUNCH, N_("Launch")),
	LIST_KEYS(REVIEW),
	ENDS_KEYS(REVIEW),
	HELP_KEYS(REVIEW),

	KEY(DIFF, 2, SLW_KEY_ENTER, ACCEPT, N_("Go there")),
	LIST_KEYS(DIFF),
	ENDS_KEYS(DIFF),
	HELP_KEYS(DIFF),

	KEY(JOURNAL, 2, SLW_KEY_ENTER, DIFF, N_("What changed")),
	KEY(JOURNAL, 3, 'r', RESTORE, N_("Back to this")),
	LIST_KEYS(JOURNAL),
	ENDS_KEYS(JOURNAL),
	HELP_KEYS(JOURNAL),

	KEY(TABLE, 2, SLW_KEY_ENTER, ACCEPT, N_("Edit")),
	KEY(TABLE, 3, 'a', ADD, N_("Add")),
	KEY(TABLE, 0, SLW_KEY_INSERT, ADD, NULL),
	KEY(TABLE, 5, 'd', COPY, N_("Duplicate")),
	KEY(TABLE, 6, SLW_KEY_DELETE, REMOVE, N_("Delete")),
	KEY(TABLE, 0, 'K', MOVE_UP, N_("Move up")),
	KEY(TABLE, 0, SLW_KEY_ALT | SLW_KEY_UP, MOVE_UP, NULL),
	KEY(TABLE, 0, 'J', MOVE_DOWN, N_("Move down")),
	KEY(TABLE, 0, SLW_KEY_ALT | SLW_KEY_DOWN, MOVE_DOWN, NULL),
	KEY(TABLE, 4, ' ', MARK, N_("Mark")),
	KEY(TABLE, 0, '*', MARK_ALL, N_("Mark all, or none")),
	KEY(TABLE, 4, 'b', BULK, N_("Change many")),
	KEY(TABLE, 3, 'i', IMPORT, N_("Import")),
	KEY(TABLE, 6, 's', SORT, N_("Sort")),
	KEY(TABLE, 5, '/', FILTER, N_("Filter")),
	KEY(TABLE, 5, 'o', OPTIONS, N_("Shipping, returns")),
	LIST_KEYS(TABLE),
	ENDS_KEYS(TABLE),
	HELP_KEYS(TABLE),

	KEY(RECORDS, 2, SLW_KEY_ENTER, ACCEPT, N_("Edit")),
	KEY(RECORDS, 3, 'a', ADD, N_("Add")),
	KEY(RECORDS, 0, SLW_KEY_INSERT, ADD, NULL),
	KEY(RECORDS, 5, 'd', COPY, N_("Duplicate")),
	KEY(RECORDS, 6, SLW_KEY_DELETE, REMOVE, N_("Delete")),
	KEY(RECORDS, 0, 'K', MOVE_UP, N_("Move up")),
	KEY(RECORDS, 0, SLW_KEY_ALT | SLW_KEY_UP, MOVE_UP, NULL),
	KEY(RECORDS, 0, 'J', MOVE_DOWN, N_("Move down")),
	KEY(RECORDS, 0, SLW_KEY_ALT | SLW_KEY_DOWN, MOVE_DOWN, NULL),
	LIST_KEYS(RECORDS),
	ENDS_KEYS(RECORDS),
	HELP_KEYS(RECORDS),

	KEY(IMPORT, 2, SLW_KEY_F7, APPLY, N_("Look through")),
	KEY(IMPORT, 4, 'm', OPTIONS, N_("Columns")),

	KEY(BULK, 2, SLW_KEY_F7, APPLY, N_("Preview")),
	KEY(BULK, 3, SLW_KEY_TAB, NEXT, N_("Next field")),
	KEY(BULK, 0, SLW_KEY_BACKTAB, PREVIOUS, N_("Field before")),
	KEY(BULK, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down")),
	KEY(BULK, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),

	KEY(THEME, 2, SLW_KEY_ENTER, ACCEPT, N_("Choose")),
	KEY(THEME, 3, 'o', OPTIONS, N_("Colours, fonts")),
	KEY(THEME, 5, ' ', TOGGLE, N_("Preview")),
	KEY(THEME, 0, SLW_KEY_DELETE, CLEAR, N_("Let the wizard choose")),
	LIST_KEYS(THEME),
	ENDS_KEYS(THEME),
	HELP_KEYS(THEME),

	KEY(INTEGRATIONS, 2, SLW_KEY_ENTER, ACCEPT, N_("Set up")),
	LIST_KEYS(INTEGRATIONS),
	ENDS_KEYS(INTEGRATIONS),
	HELP_KEYS(INTEGRATIONS),

	KEY(CONTENT, 2, SLW_KEY_ENTER, ACCEPT, N_("Read, edit")),
	KEY(CONTENT, 3, 'g', GENERATE_ALL, N_("Write missing")),
	KEY(CONTENT, 3, 'o', OPTIONS, N_("Which texts")),
	KEY(CONTENT, 4, 'w', GENERATE, N_("Write anew")),
	KEY(CONTENT, 0, 'W', REWRITE_ALL, N_("Write all anew")),
	KEY(CONTENT, 5, 'l', LOCK, N_("Lock")),
	RATE_KEYS(CONTENT),
	LIST_KEYS(CONTENT),
	ENDS_KEYS(CONTENT),
	HELP_KEYS(CONTENT),

	KEY(TEXTS, 2, 'e', EDIT, N_("Edit")),
	KEY(TEXTS, 3, 'a', ALTERNATIVE, N_("Alternative")),
	KEY(TEXTS, 3, 't', APPLY, N_("Take it")),
	KEY(TEXTS, 3, 'v', APPROVE, N_("Vouch for it")),
	KEY(TEXTS, 4, 'w', GENERATE, N_("Write anew")),
	KEY(TEXTS, 5, 'o', OPTIONS, N_("Another tone")),
	KEY(TEXTS, 5, 'l', LOCK, N_("Lock")),
	KEY(TEXTS, 0, CTRL('O'), EDITOR, N_("Your editor")),
	RATE_KEYS(TEXTS),
	LIST_KEYS(TEXTS),
	HELP_KEYS(TEXTS),

	KEY(CONFLICT, 2, SLW_KEY_LEFT, LEFT, N_("Theirs")),
	KEY(CONFLICT, 3, SLW_KEY_RIGHT, RIGHT, N_("Yours")),
	KEY(CONFLICT, 3, SLW_KEY_F7, EDIT, N_("Write another")),
	KEY(CONFLICT, 5, SLW_KEY_ENTER, ACCEPT, N_("Next, then save")),
	LIST_KEYS(CONFLICT),
	ENDS_KEYS(CONFLICT),
	HELP_KEYS(CONFLICT),

	KEY(SEO, 3, SLW_KEY_F7, OPTIONS, N_("Preview")),
	KEY(SEO, 0, SLW_KEY_TAB, NEXT, N_("Next field")),
	KEY(SEO, 0, SLW_KEY_BACKTAB, PREVIOUS, N_("Field before")),
	KEY(SEO, 0, SLW_KEY_PAGE_DOWN, PAGE_DOWN, N_("Page down")),
	KEY(SEO, 0, SLW_KEY_PAGE_UP, PAGE_UP, N_("Page up")),
};
const size_t slw_key_count = SLW_COUNT(slw_keys);

#define FORM_WIDGETS                                                                           \
	{                                                                                      \
		SLW_CTX_TEXT, SLW_CTX_LONG_TEXT, SLW_CTX_SECRET, SLW_CTX_CHOICE, SLW_CTX_PICK, \
		    SLW_CTX_YES_NO, SLW_CTX_BUTTON, SLW_CTX_NONE                               \
	}

const struct slw_key_screen slw_key_screens[] = {
	{ SLW_CTX_START, { SLW_CTX_NONE }, N_("Start") },
	{ SLW_CTX_STEP, FORM_WIDGETS, N_("Step") },
	{ SLW_CTX_RECORD, FORM_WIDGETS, N_("Form") },
	{ SLW_CTX_BOX, FORM_WIDGETS, N_("Form") },
	{ SLW_CTX_STEPS, { SLW_CTX_NONE }, N_("All steps") },
	{ SLW_CTX_READER, { SLW_CTX_NONE }, N_("Text") },
	{ SLW_CTX_CONFIRM, { SLW_CTX_NONE }, N_("Question") },
	{ SLW_CTX_ASK, { SLW_CTX_TEXT, SLW_CTX_NONE }, N_("Question") },
	{ SLW_CTX_REVIEW, { SLW_CTX_NONE }, N_("Review") },
	{ SLW_CTX_LAUNCH,
	  { SLW_CTX_PATH, SLW_CTX_WORK, SLW_CTX_READER, SLW_CTX_NONE },
	  N_("Launch") },
	{ SLW_CTX_JOURNAL, { SLW_CTX_NONE }, N_("Journal") },
	{ SLW_CTX_DIFF, { SLW_CTX_NONE }, N_("What changed") },
	{ SLW_CTX_PRODUCTS, { SLW_CTX_TABLE, SLW_CTX_FILTER, SLW_CTX_NONE }, N_("Products") },
	{ SLW_CTX_BULK,
	  { SLW_CTX_TEXT, SLW_CTX_LONG_TEXT, SLW_CTX_CHOICE, SLW_CTX_PICK, SLW_CTX_YES_NO,
	    SLW_CTX_BUTTON, SLW_CTX_WORK, SLW_CTX_DECIDE, SLW_CTX_READER, SLW_CTX_NONE },
	  N_("Change many products") },
	{ SLW_CTX_RECORDS, { SLW_CTX_NONE }, N_("List") },
	{ SLW_CTX_IMPORT,
	  { SLW_CTX_PATH, SLW_CTX_CHOICE, SLW_CTX_PICK, SLW_CTX_WORK, SLW_CTX_DECIDE,
	    SLW_CTX_READER, SLW_CTX_NONE },
	  N_("Import") },
	{ SLW_CTX_THEME, { SLW_CTX_NONE }, N_("Themes") },
	{ SLW_CTX_INTEGRATIONS, { SLW_CTX_NONE }, N_("Integrations") },
	{ SLW_CTX_CONTENT, { SLW_CTX_WORK, SLW_CTX_NONE }, N_("Texts") },
	{ SLW_CTX_TEXTS,
	  { SLW_CTX_LONG_TEXT, SLW_CTX_WORK, SLW_CTX_NONE },
	  N_("Text of the shop") },
	{ SLW_CTX_CONFLICT, { SLW_CTX_NONE }, N_("Changed by both") },
	{ SLW_CTX_SEO, FORM_WIDGETS, N_("Search engines") },
};
const size_t slw_key_screen_count = SLW_COUNT(slw_key_screens);
