/*
 * Sentences for users go through gettext, so that a translation is data (po/). _() translates
 * where it stands; N_() marks a text in a table, which the reader of the table passes to _().
 */
#ifndef SLW_BASE_I18N_H
#define SLW_BASE_I18N_H

#include <libintl.h>

#define SLW_TEXT_DOMAIN	 "store-wizard"
#define _(text)		 dgettext(SLW_TEXT_DOMAIN, text)
#define N_(text)	 text
#define P_(one, many, n) dngettext(SLW_TEXT_DOMAIN, one, many, n)

#endif
