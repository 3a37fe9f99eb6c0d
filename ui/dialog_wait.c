/* A box that says what is being done. */
#include "config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/task.h"
#include "ui/view.h"

#include "base/banned.h"

struct wait {
	struct slw_view view;
	char *text;
	struct slw_task task;
};

static void draw(struct slw_view *view, struct slw_pane pane)
{
	const struct wait *wait = (const struct wait *)view;
	int width = slw_columns(wait->text) + 4;
	struct slw_pane box;

	if (width > pane.width)
		width = pane.width;
	box = slw_pane_part(pane, (pane.width - width) / 2, pane.height / 2 - 2, width, 3);
	slw_draw_fill(box, 0, 0, width, 3, SLW_STYLE(SLW_ROLE_TEXT));
	slw_draw_box(box, 0, 0, width, 3, SLW_STYLE(SLW_ROLE_BORDER), NULL);
	slw_draw_fit(box, 2, 1, width - 4, SLW_STYLE(SLW_ROLE_TEXT), wait->text);
}

/* One can leave; the work is waited for then. */
static bool passes(enum slw_cmd cmd)
{
	return cmd == SLW_CMD_QUIT || cmd == SLW_CMD_REDRAW || cmd == SLW_CMD_SUSPEND;
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	(void)view;
	return !passes(cmd);
}

static bool offers(const struct slw_view *view, enum slw_cmd cmd)
{
	(void)view;
	return passes(cmd);
}

static void free_view(struct slw_view *view)
{
	struct wait *wait = (struct wait *)view;

	free(wait->text);
	free(wait);
}

static void done(void *owner, void *data, json_t *result, const struct slw_err *err)
{
	struct wait *wait = owner;
	struct slw_task task = wait->task;

	slw_app_pop(wait->view.app);
	task.done(task.owner, data, result, err);
}

static const struct slw_view_ops wait_ops = { .name = "wait",
					      .context = SLW_CTX_NONE,
					      .overlay = true,
					      .draw = draw,
					      .command = command,
					      .offers = offers,
					      .free = free_view };

void slw_dialog_wait(struct slw_app *app, const char *text, const struct slw_task *task)
{
	struct wait *wait = slw_calloc(1, sizeof(*wait));
	struct slw_task own = *task;

	wait->view = (struct slw_view){ .ops = &wait_ops, .app = app };
	wait->text = slw_strdup(text);
	wait->task = *task;
	slw_app_push(app, &wait->view);
	own.done = done;
	own.owner = wait;
	slw_task_start(app, &own);
}
