/* All steps and how far each is, to jump to one. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model/steps.h"
#include "ui/app.h"
#include "ui/dialog.h"
#include "ui/view.h"

#include "base/banned.h"

struct steps {
	struct slw_view view;
	int current; /* 1 to 6 */
	int top;     /* row of the first step in the pane */
};

static void steps_draw(struct slw_view *view, struct slw_pane pane)
{
	struct steps *steps = (struct steps *)view;
	unsigned int done = slw_app_completed(view->app);
	int width = pane.width < 60 ? pane.width : 60, height = SLW_STEP_COUNT + 2;
	struct slw_pane outer, inside;

	if (height > pane.height)
		height = pane.height;
	outer = slw_pane_part(pane, (pane.width - width) / 2, (pane.height - height) / 2, width,
			      height);
	slw_draw_fill(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_TEXT));
	slw_draw_box(outer, 0, 0, width, height, SLW_STYLE(SLW_ROLE_ACCENT), _("All steps"));
	inside = slw_pane_part(outer, 2, 1, width - 4, height - 2);
	steps->top = inside.y - pane.y;
	for (int i = 1; i <= SLW_STEP_COUNT; i++) {
		int y =
		    i - 1 - (steps->current > inside.height ? steps->current - inside.height : 0);
		bool is_done = (done >> (i - 1) & 1) != 0;
		struct slw_style style = { .role = i == steps->current ? SLW_ROLE_SELECTED
						   : is_done	       ? SLW_ROLE_GOOD
								       : SLW_ROLE_TEXT };
		char text[160];

		if (y < 0)
			continue;
		snprintf(text, sizeof(text), "%s %d  %s",
			 slw_mark(pane.canvas, is_done ? SLW_MARK_DONE : SLW_MARK_OPEN), i,
			 _(slw_steps[i - 1].title));
		slw_draw_fill(inside, 0, y, inside.width, 1, style);
		slw_draw_fit(inside, 1, y, inside.width - 2, style, text);
		if (i == steps->current)
			slw_draw_cursor(inside, 1, y);
	}
}

static bool steps_command(struct slw_view *view, enum slw_cmd cmd)
{
	struct steps *steps = (struct steps *)view;
	struct slw_app *app = view->app;
	int step = steps->current;

	switch (cmd) {
	case SLW_CMD_UP:
		steps->current = step > 1 ? step - 1 : 1;
		break;
	case SLW_CMD_DOWN:
		steps->current = step < SLW_STEP_COUNT ? step + 1 : SLW_STEP_COUNT;
		break;
	case SLW_CMD_HOME:
	case SLW_CMD_PAGE_UP:
		steps->current = 1;
		break;
	case SLW_CMD_END:
	case SLW_CMD_PAGE_DOWN:
		steps->current = SLW_STEP_COUNT;
		break;
	case SLW_CMD_ACCEPT:
		slw_app_go(app, step, NULL);
		break;
	case SLW_CMD_STEPS:
		slw_app_pop(app);
		break;
	default:
		return false;
	}
	return true;
}

static void steps_text(struct slw_view *view, const char *text, size_t len, bool pasted)
{
	if (!pasted && len == 1 && text[0] >= '1' && text[0] <= '0' + SLW_STEP_COUNT)
		slw_app_go(view->app, text[0] - '0', NULL);
}

static void steps_mouse(struct slw_view *view, const struct slw_mouse *mouse)
{
	struct steps *steps = (struct steps *)view;
	int step = mouse->y - steps->top + 1;

	if (mouse->kind == SLW_MOUSE_PRESS && step >= 1 && step <= SLW_STEP_COUNT)
		slw_app_go(view->app, step, NULL);
}

static void steps_free(struct slw_view *view)
{
	free(view);
}

static const struct slw_view_ops steps_ops = { .name = "steps",
					       .context = SLW_CTX_STEPS,
					       .overlay = true,
					       .draw = steps_draw,
					       .command = steps_command,
					       .text = steps_text,
					       .mouse = steps_mouse,
					       .free = steps_free };

void slw_dialog_steps(struct slw_app *app)
{
	struct steps *steps = slw_calloc(1, sizeof(*steps));

	steps->view = (struct slw_view){ &steps_ops, app };
	steps->current = slw_app_step(app) > 0 ? slw_app_step(app) : 1;
	slw_app_push(app, &steps->view);
}
