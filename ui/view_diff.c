/* What one version changed: each field before and after, and from there to the field. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/steps.h"
#include "ui/app.h"
#include "ui/list.h"
#include "ui/value.h"
#include "ui/view.h"
#include "ui/views.h"

#include "base/banned.h"

#define SIDE_ROWS 8 /* of a value, before and after; what is longer is cut */

struct change {
	char *label, *key; /* key: what is shown beside the label */
	char *path;	   /* where Enter goes; NULL: to the products */
	char *before, *after;
	bool product; /* a title of a product above its fields */
};

struct diff {
	struct slw_view view;
	char *title, *about;
	struct change *changes;
	size_t count, cap;
	struct slw_list list; /* one entry for each change, whatever rows it takes */
	int first;	      /* row that is seen topmost */
	bool follow;
};

/* --- reading ----------------------------------------------------------------------------- */

static char *value_of(struct slw_app *app, const struct slw_field *field, const json_t *value)
{
	if (value == NULL || json_is_null(value))
		return slw_strdup(_("(nothing)"));
	return field != NULL ? slw_value_block(app, field, value) : slw_value_plain(value);
}

static struct change *add(struct diff *diff)
{
	SLW_GROW(diff->changes, diff->count, diff->cap);
	diff->changes[diff->count] = (struct change){ .label = NULL };
	return &diff->changes[diff->count++];
}

static void add_field(struct diff *diff, const json_t *from, const char *prefix)
{
	const char *key = slw_json_str(from, "key", "");
	char *path = slw_printf("%s%s", prefix, key);
	const struct slw_field *field = slw_steps_field(path, NULL);
	struct change *change = add(diff);

	change->label = slw_strdup(field != NULL ? _(field->label) : key);
	change->key = slw_strdup(key);
	change->before = value_of(diff->view.app, field, json_object_get(from, "before"));
	change->after = value_of(diff->view.app, field, json_object_get(from, "after"));
	if (*prefix == '\0')
		change->path = slw_strdup(path);
	free(path);
}

static const char *product_word(const json_t *product)
{
	const char *change = slw_json_str(product, "change", "");

	if (strcmp(change, "added") == 0)
		return _("added");
	if (strcmp(change, "removed") == 0)
		return _("removed");
	return slw_json_bool(product, "moved", false) &&
		       json_array_size(json_object_get(product, "fields")) == 0
		   ? _("moved")
		   : _("changed");
}

static void add_product(struct diff *diff, const json_t *product)
{
	struct change *change = add(diff);
	const json_t *field;
	size_t i;

	change->product = true;
	change->label = slw_printf(_("Product \"%s\": %s"), slw_json_str(product, "title", ""),
				   product_word(product));
	change->key = slw_strdup(slw_json_str(product, "handle", ""));
	/* of one that is new or gone, the title says it all */
	if (strcmp(slw_json_str(product, "change", ""), "changed") != 0)
		return;
	json_array_foreach (json_object_get(product, "fields"), i, field)
		add_field(diff, field, "products.items[0].");
}

static void read_changes(struct diff *diff, const json_t *result)
{
	int64_t more = slw_json_int(result, "products_total", 0) -
		       (int64_t)json_array_size(json_object_get(result, "products"));
	const json_t *one;
	struct change *change;
	size_t i;

	json_array_foreach (json_object_get(result, "fields"), i, one)
		add_field(diff, one, "");
	json_array_foreach (json_object_get(result, "products"), i, one)
		add_product(diff, one);
	if (more > 0) {
		change = add(diff);
		change->product = true;
		change->key = slw_strdup("");
		change->label = slw_printf(
		    P_("and %lld more product", "and %lld more products", (unsigned long)more),
		    (long long)more);
	}
}

/* --- drawing ----------------------------------------------------------------------------- */

static int side_rows(const char *text, int width)
{
	int rows = slw_wrapped_rows(text, width);

	return rows > SIDE_ROWS ? SIDE_ROWS : rows < 1 ? 1 : rows;
}

static int rows_of(const struct change *change, int width)
{
	return change->before == NULL
		   ? 1
		   : 2 + side_rows(change->before, width) + side_rows(change->after, width);
}

static int draw_side(struct slw_pane pane, int y, const char *sign, enum slw_role role,
		     const char *text)
{
	int width = pane.width - 7, rows = side_rows(text, width);

	slw_draw_text(pane, 3, y, SLW_STYLE(role), sign);
	slw_draw_wrapped(pane, 5, y, width, rows, SLW_STYLE(role), text);
	if (slw_wrapped_rows(text, width) > rows)
		slw_draw_text(pane, 5 + width, y + rows - 1, SLW_STYLE(SLW_ROLE_DIM),
			      pane.canvas->ascii ? "." : "…");
	return rows;
}

static void draw_change(struct slw_pane pane, int y, const struct change *change, bool current)
{
	int x = change->product || change->path != NULL ? 1 : 3;

	x += slw_draw_fit(pane, x, y, pane.width - x - 2,
			  SLW_STYLE(change->product ? SLW_ROLE_TITLE : SLW_ROLE_LABEL),
			  change->label);
	slw_draw_fit(pane, x + 1, y, pane.width - x - 3, SLW_STYLE(SLW_ROLE_DIM), change->key);
	if (current)
		slw_draw_style(pane, 0, y, pane.width - 1, SLW_STYLE(SLW_ROLE_SELECTED));
	if (change->before == NULL)
		return;
	y++;
	y += draw_side(pane, y, "-", SLW_ROLE_DIM, change->before);
	draw_side(pane, y, "+", SLW_ROLE_GOOD, change->after);
}

static void draw(struct slw_view *view, struct slw_pane pane)
{
	struct diff *diff = (struct diff *)view;
	int width = pane.width - 7, total = 0, at = 0, y, here = 1;

	slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_DIM), diff->about);
	pane = slw_pane_part(pane, 0, 1, pane.width, pane.height - 1);
	slw_list_show(&diff->list, (int)diff->count, 0, pane.height);
	for (size_t i = 0; i < diff->count; i++) {
		int rows = rows_of(&diff->changes[i], width);

		if ((int)i == diff->list.current) {
			at = total;
			here = rows;
		}
		total += rows;
	}
	if (diff->follow && at < diff->first)
		diff->first = at;
	if (diff->follow && at + here > diff->first + pane.height)
		diff->first = here > pane.height ? at : at + here - pane.height;
	diff->follow = false;
	if (diff->first > total - pane.height)
		diff->first = total > pane.height ? total - pane.height : 0;
	if (diff->count == 0)
		slw_draw_fit(pane, 1, 0, pane.width - 2, SLW_STYLE(SLW_ROLE_TEXT),
			     _("Nothing is different."));
	y = -diff->first;
	for (size_t i = 0; i < diff->count && y < pane.height; i++) {
		int rows = rows_of(&diff->changes[i], width);

		if (y + rows > 0)
			draw_change(slw_pane_scrolled(pane, 0, y, pane.width, rows), 0,
				    &diff->changes[i], (int)i == diff->list.current);
		y += rows;
	}
	slw_draw_scroll(pane, diff->first, total, SLW_STYLE(SLW_ROLE_BORDER));
}

/* --- keys -------------------------------------------------------------------------------- */

static void go_there(struct diff *diff)
{
	struct slw_app *app = diff->view.app;
	const struct change *change;
	enum slw_section section;
	char *path;

	if (diff->count == 0)
		return;
	change = &diff->changes[diff->list.current];
	path = slw_strdup(change->path != NULL ? change->path : "products.items");
	if (slw_steps_field(path, &section) != NULL)
		slw_app_go(app, slw_steps[section].number, change->path != NULL ? path : NULL);
	free(path);
}

static bool command(struct slw_view *view, enum slw_cmd cmd)
{
	struct diff *diff = (struct diff *)view;

	if (cmd == SLW_CMD_ACCEPT) {
		go_there(diff);
		return true;
	}
	if (!slw_list_command(&diff->list, cmd))
		return false;
	diff->follow = true;
	return true;
}

static void mouse(struct slw_view *view, const struct slw_mouse *event)
{
	struct diff *diff = (struct diff *)view;

	if (event->kind == SLW_MOUSE_WHEEL_UP)
		diff->first = diff->first > 3 ? diff->first - 3 : 0;
	else if (event->kind == SLW_MOUSE_WHEEL_DOWN)
		diff->first += 3; /* the drawing stops it at the end */
}

static const char *title(const struct slw_view *view)
{
	return ((const struct diff *)view)->title;
}

static char *help(const struct slw_view *view)
{
	(void)view;
	return slw_strdup(
	    _("What this version changed: each field with what it was (-) and what it "
	      "became (+). Up and Down go from one to the next, Enter goes to the "
	      "field in its step.\n\nF8 undoes the last change, F9 does it again; "
	      "Back to this, in the journal, makes all as it was then.\n\nF1 again "
	      "shows the keys."));
}

static void free_view(struct slw_view *view)
{
	struct diff *diff = (struct diff *)view;

	for (size_t i = 0; i < diff->count; i++) {
		free(diff->changes[i].label);
		free(diff->changes[i].key);
		free(diff->changes[i].path);
		free(diff->changes[i].before);
		free(diff->changes[i].after);
	}
	free(diff->changes);
	free(diff->title);
	free(diff->about);
	free(diff);
}

static const struct slw_view_ops diff_ops = { .name = "diff",
					      .context = SLW_CTX_DIFF,
					      .draw = draw,
					      .command = command,
					      .mouse = mouse,
					      .title = title,
					      .help = help,
					      .free = free_view };

struct slw_view *slw_view_diff_new(struct slw_app *app, const json_t *result, const char *about)
{
	struct diff *diff = slw_calloc(1, sizeof(*diff));

	diff->view = (struct slw_view){ .ops = &diff_ops, .app = app };
	diff->title = slw_printf(_("Version %lld"), (long long)slw_json_int(result, "to", 0));
	diff->about = slw_strdup(about);
	diff->follow = true;
	read_changes(diff, result);
	return &diff->view;
}
