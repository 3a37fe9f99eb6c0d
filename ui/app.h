/*
 * The stack of views, the open session, and the one loop: keys, wake-ups and jobs. Around the top
 * view's pane it draws the header (which step, what is done), the message line and the line of keys.
 */
#ifndef SLW_UI_APP_H
#define SLW_UI_APP_H

#include <stdbool.h>

#include "model/records.h"
#include "ui/canvas.h"
#include "ui/keys.h"

struct slw_app;
struct slw_err;
struct slw_job;
struct slw_screen;
struct slw_service;
struct slw_ui_event;
struct slw_view;

#define SLW_APP_MIN_WIDTH  40
#define SLW_APP_MIN_HEIGHT 9

struct slw_app_options {
	const char *database;	     /* URL; NULL: the usual one. Copied */
	const char *data_folder;     /* NULL: found. Copied */
	struct slw_service *service; /* of this thread, for reads and short calls; borrowed. It may
					have been opened late: slw_app_run() makes it ready */
};

struct slw_app *slw_app_new(const struct slw_app_options *options);
void slw_app_free(struct slw_app *app); /* waits for saves; frees the views */

/* Runs until the user leaves or the terminal is gone. */
int slw_app_run(struct slw_app *app, struct slw_screen *screen, struct slw_err *err);

/* For tests without a terminal: one event in, one frame out. */
void slw_app_event(struct slw_app *app, const struct slw_ui_event *event);
void slw_app_draw(struct slw_app *app, struct slw_canvas *canvas);
bool slw_app_over(const struct slw_app *app);

/* --- views ------------------------------------------------------------------------------- */

/* The app owns a view from here on. A view may pop itself: it is freed after the event. */
void slw_app_push(struct slw_app *app, struct slw_view *view);
void slw_app_pop(struct slw_app *app);
/* The same beneath all others: it is entered when those are gone. */
void slw_app_push_below(struct slw_app *app, struct slw_view *view);
struct slw_view *slw_app_top(const struct slw_app *app);
void slw_app_quit(struct slw_app *app);
/* Pushes the view of a step (1 to 6), closing those of other steps; key (may be NULL) is the path of
 * the field that gets the focus. */
void slw_app_go(struct slw_app *app, int step, const char *key);

/* --- the message line: until the next key ------------------------------------------------ */

/* role: SLW_ROLE_GOOD, _WARNING, _ERROR, _DIM */
void slw_app_say(struct slw_app *app, enum slw_role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void slw_app_say_err(struct slw_app *app, const struct slw_err *err); /* message and hint */

/* --- the session ------------------------------------------------------------------------- */

struct slw_service *slw_app_service(const struct slw_app *app);
struct slw_session *slw_app_session(struct slw_app *app); /* no is 0: none is open */
/*
 * The answers as the screen shows them, always newer or equal to the store's. A view changes them by
 * slw_documents_set() and then calls slw_app_commit().
 */
struct slw_documents *slw_app_docs(struct slw_app *app);
/* Saves a section as a version, beside the screen; problems and conflicts come as messages. */
void slw_app_commit(struct slw_app *app, enum slw_section section);
void slw_app_draft(struct slw_app *app,
		   const struct slw_draft *draft); /* copied; empty value too */
/* Waits until what was committed is in the store: before a call or job that reads it. */
void slw_app_flush(struct slw_app *app);
/* Reads session and answers anew after something else changed them; tells the views. */
void slw_app_reload(struct slw_app *app);
int slw_app_open(struct slw_app *app, const char *id, struct slw_err *err);
int slw_app_create(struct slw_app *app, struct slw_err *err);
void slw_app_close(struct slw_app *app); /* saves; a session without a word in it is dropped */
/* To where the open session was left: step, field, cursor. */
void slw_app_resume(struct slw_app *app);
void slw_app_demo(struct slw_app *app);		     /* makes the finished example and opens it */
unsigned int slw_app_completed(struct slw_app *app); /* slw_flow_completed(), cached */
int slw_app_step(const struct slw_app *app);	     /* that the header marks; 0: none */
void slw_app_set_step(struct slw_app *app, int step);

/* --- work beside the screen -------------------------------------------------------------- */

/* Long work (generate, import, launch, analyze); flushes saves first. See job.h. */
uint64_t slw_app_job(struct slw_app *app, const struct slw_job *job);
/* The same for what reads nothing that a save may be about: it waits for none, so that a key does not. */
uint64_t slw_app_search(struct slw_app *app, const struct slw_job *job);
void slw_app_job_cancel(struct slw_app *app, uint64_t number);
void slw_app_forget(struct slw_app *app, const void *owner); /* in a view's free() */

/* Opens text in $EDITOR; new string, or NULL with err (nothing changed is SLW_OK and the same text). */
char *slw_app_editor(struct slw_app *app, const char *text, struct slw_err *err);

#endif
