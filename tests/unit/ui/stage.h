/*
 * The wizard without a terminal, on a shop of three products: keys in, the canvas as text out. One test
 * at a time; the variables belong to the test that runs.
 */
#ifndef SLW_TESTS_UI_STAGE_H
#define SLW_TESTS_UI_STAGE_H

#include <stdint.h>

#include "unit/service/fixture.h"

struct slw_app;
struct slw_view;

extern struct fixture f;
extern struct slw_app *app; /* the start view, and the shop is open */
extern char *screen;	    /* the last that show() has drawn */

void stage_open(void); /* set up and tear down of a test case */
void stage_close(void);
/* The program is gone without a word, and opens the shop again where one was. */
void stage_again(void);

void settle(void); /* waits for what works beside the screen, and for what that begins */
void show(int width, int height);
uint32_t background_at(int x, int y); /* of 100 x 30 cells: SLW_RGB(), or 0 for the role's */
void press(uint32_t key);
void type(const char *text); /* ASCII */
void has(const char *text);
void has_not(const char *text);
const struct slw_view *top(void);

#endif
