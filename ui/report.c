#include "config.h"

#include "ui/report.h"

#include <stdlib.h>

#include "base/mem.h"

#include "base/banned.h"

#define INDENT 2 /* of what stands behind a bullet */
#define WHEEL  3

void slw_report_clear(struct slw_report *report)
{
	for (size_t i = 0; i < report->count; i++)
		free(report->lines[i].text);
	free(report->lines);
	*report = (struct slw_report){ 0 };
}

static void add(struct slw_report *report, enum slw_role role, enum slw_mark mark, char *text)
{
	SLW_GROW(report->lines, report->count, report->cap);
	report->lines[report->count++] =
	    (struct slw_report_line){ .role = role, .mark = mark, .text = text };
}

void slw_report_add(struct slw_report *report, enum slw_role role, char *text)
{
	add(report, role, SLW_MARK__MAX, text);
}

void slw_report_bullet(struct slw_report *report, enum slw_role role, char *text)
{
	add(report, role, SLW_MARK_BULLET, text);
}

/* --- drawing ----------------------------------------------------------------------------- */

static int indent_of(const struct slw_report_line *line)
{
	return line->mark != SLW_MARK__MAX ? INDENT : 0;
}

/* An empty line parts what stands around it. */
static int rows_of(const struct slw_report_line *line, int width)
{
	int rows = slw_wrapped_rows(line->text, width - indent_of(line));

	return rows > 0 ? rows : 1;
}

/* The topmost line of the last page. */
static size_t last_page(const struct slw_report *report, int width, int height)
{
	size_t first = report->count;
	int rows = 0;

	while (first > 0) {
		rows += rows_of(&report->lines[first - 1], width);
		if (rows > height)
			break;
		first--;
	}
	/* a line that is higher than the page has its beginning on it */
	return first == report->count && first > 0 ? first - 1 : first;
}

void slw_report_draw(struct slw_report *report, struct slw_pane pane)
{
	int width = pane.width - 3, y = 0;
	size_t at;

	report->last = last_page(report, width, pane.height);
	if (report->first > report->last)
		report->first = report->last;
	for (at = report->first; at < report->count && y < pane.height; at++) {
		const struct slw_report_line *line = &report->lines[at];
		int x = 1 + indent_of(line);

		if (line->mark != SLW_MARK__MAX)
			slw_draw_text(pane, 1, y, SLW_STYLE(line->role),
				      slw_mark(pane.canvas, line->mark));
		slw_draw_wrapped(pane, x, y, width - indent_of(line), pane.height - y,
				 SLW_STYLE(line->role), line->text);
		y += rows_of(line, width);
	}
	report->seen = at - report->first;
	if (report->last > 0)
		slw_draw_scroll(pane, (int)report->first, (int)report->last + pane.height,
				SLW_STYLE(SLW_ROLE_BORDER));
}

/* --- moving ------------------------------------------------------------------------------ */

static void move_by(struct slw_report *report, size_t lines, bool up)
{
	if (up)
		report->first = lines < report->first ? report->first - lines : 0;
	else
		report->first += lines;
	if (report->first > report->last)
		report->first = report->last;
}

bool slw_report_command(struct slw_report *report, enum slw_cmd cmd)
{
	size_t page = report->seen > 1 ? report->seen - 1 : 1;

	switch (cmd) {
	case SLW_CMD_UP:
	case SLW_CMD_DOWN:
		move_by(report, 1, cmd == SLW_CMD_UP);
		return true;
	case SLW_CMD_PAGE_UP:
	case SLW_CMD_PAGE_DOWN:
		move_by(report, page, cmd == SLW_CMD_PAGE_UP);
		return true;
	case SLW_CMD_HOME:
		report->first = 0;
		return true;
	case SLW_CMD_END:
		report->first = report->last;
		return true;
	default:
		return false;
	}
}

void slw_report_mouse(struct slw_report *report, const struct slw_mouse *mouse)
{
	if (mouse->kind == SLW_MOUSE_WHEEL_UP || mouse->kind == SLW_MOUSE_WHEEL_DOWN)
		move_by(report, WHEEL, mouse->kind == SLW_MOUSE_WHEEL_UP);
}
