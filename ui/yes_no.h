/* Yes or no: value is "true", "false" or "" (not answered). */
#ifndef SLW_UI_YES_NO_H
#define SLW_UI_YES_NO_H

#include "ui/widget.h"

struct slw_widget *slw_yes_no_new(void);

#endif
