/* What app*.c share. Nothing else includes it. */
#ifndef SLW_UI_APP_INTERNAL_H
#define SLW_UI_APP_INTERNAL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/records.h"
#include "ui/app.h"
#include "ui/canvas.h"
#include "ui/keys.h"

struct slw_jobs;
struct slw_screen;
struct slw_view;

#define SLW_APP_VIEWS 32

/* Something on the frame that can be clicked. */
struct slw_app_hit {
	int x, y, width;
	enum slw_cmd cmd;
};
#define SLW_APP_HITS 32

/* What the saving thread knows; the screen's thread touches it only while nothing is queued. */
struct slw_app_saver {
	char id[SLW_UUID_SIZE];
	int64_t base; /* version that the next save begins from */
};

struct slw_app {
	struct slw_service *service; /* borrowed */
	struct slw_screen *screen;   /* borrowed, NULL in tests */
	struct slw_jobs *saves, *work;
	struct slw_app_saver saver;

	struct slw_view *views[SLW_APP_VIEWS];
	int view_count;
	struct slw_view *dead[SLW_APP_VIEWS]; /* freed after the event */
	int dead_count;
	bool over;

	struct slw_session session;
	struct slw_documents docs;
	bool keep;    /* something was typed into the session: it is worth keeping */
	bool closing; /* no one can decide about a conflict any more */
	bool counted;
	unsigned int completed;
	int step;

	struct slw_buf typed; /* keys that are text, until the next that is none */

	char message[640];
	enum slw_role message_role;
	bool message_new; /* said in this event: it stays through it */

	struct slw_app_hit hits[SLW_APP_HITS];
	int hit_count;
	struct slw_pane body; /* where the top view was drawn */
	int64_t last_tick;
	bool redraw;
};

void slw_app_draw_frame(struct slw_app *app, struct slw_canvas *canvas);
void slw_app_bury(struct slw_app *app);		/* frees views that were popped */
void slw_app_tell_changed(struct slw_app *app); /* all views' changed() */
/* Theirs holds; yours is kept as a draft or a version. app shows what is stored. */
void slw_app_conflict_left(struct slw_app *app, const json_t *rows);
void slw_app_undo(struct slw_app *app, bool redo);

#endif
