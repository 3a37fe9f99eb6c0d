/* Text of many lines, wrapped at words; with the focus it grows to max_rows, then scrolls. */
#ifndef SLW_UI_LONG_TEXT_H
#define SLW_UI_LONG_TEXT_H

#include <stdint.h>

#include "ui/widget.h"

/* max: characters at most; 0: 65536 */
struct slw_widget *slw_long_text_new(int64_t max, int max_rows);

#endif
