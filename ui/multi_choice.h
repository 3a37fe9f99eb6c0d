/* Some of a list: value is "a,b" in the order of the list. Space takes and leaves. */
#ifndef SLW_UI_MULTI_CHOICE_H
#define SLW_UI_MULTI_CHOICE_H

#include "ui/widget.h"

struct slw_widget *slw_multi_choice_new(void);
void slw_multi_choice_add(struct slw_widget *choice, const char *value, const char *label);

#endif
