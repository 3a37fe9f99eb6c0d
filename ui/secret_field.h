/*
 * A secret: masked while it is typed, shown on demand, wiped when freed. A stored one is shown as its
 * reference and only replaced as a whole: set() gives the reference, value() is "" until something
 * was typed.
 */
#ifndef SLW_UI_SECRET_FIELD_H
#define SLW_UI_SECRET_FIELD_H

#include "ui/widget.h"

struct slw_widget *slw_secret_field_new(void);

#endif
