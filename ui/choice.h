/*
 * One of a list. Closed it shows the label; Enter, Down or typing opens a list that is filtered as
 * one types. With open choices the typed text itself can be taken.
 */
#ifndef SLW_UI_CHOICE_H
#define SLW_UI_CHOICE_H

#include "ui/widget.h"

struct slw_choice_list;

struct slw_widget *slw_choice_new(bool open_choices);
/* Adds one; texts are copied. label may equal value. */
void slw_choice_add(struct slw_widget *choice, const char *value, const char *label);

#endif
