#include "config.h"

#include "ui/list.h"

#include "base/banned.h"

#define WHEEL 3

static void move_to(struct slw_list *list, int row)
{
	if (row >= list->count)
		row = list->count - 1;
	list->current = row < 0 ? 0 : row;
}

void slw_list_show(struct slw_list *list, int count, int top, int rows)
{
	list->count = count < 0 ? 0 : count;
	list->rows = rows < 1 ? 1 : rows;
	list->top = top;
	move_to(list, list->current);
	if (list->first > list->count - list->rows)
		list->first = list->count - list->rows;
	if (list->first < 0)
		list->first = 0;
	if (list->current < list->first)
		list->first = list->current;
	if (list->current >= list->first + list->rows)
		list->first = list->current - list->rows + 1;
}

bool slw_list_command(struct slw_list *list, enum slw_cmd cmd)
{
	int page = list->rows > 1 ? list->rows - 1 : 1;

	switch (cmd) {
	case SLW_CMD_UP:
		move_to(list, list->current - 1);
		return true;
	case SLW_CMD_DOWN:
		move_to(list, list->current + 1);
		return true;
	case SLW_CMD_PAGE_UP:
		move_to(list, list->current - page);
		return true;
	case SLW_CMD_PAGE_DOWN:
		move_to(list, list->current + page);
		return true;
	case SLW_CMD_HOME:
		move_to(list, 0);
		return true;
	case SLW_CMD_END:
		move_to(list, list->count - 1);
		return true;
	default:
		return false;
	}
}

bool slw_list_mouse(struct slw_list *list, const struct slw_mouse *mouse)
{
	int row = list->first + mouse->y - list->top;

	if (mouse->kind == SLW_MOUSE_WHEEL_UP)
		move_to(list, list->current - WHEEL);
	else if (mouse->kind == SLW_MOUSE_WHEEL_DOWN)
		move_to(list, list->current + WHEEL);
	if (mouse->kind != SLW_MOUSE_PRESS || mouse->y < list->top ||
	    mouse->y >= list->top + list->rows || row >= list->count)
		return false;
	list->current = row;
	return true;
}
