/* One line of text: cursor by grapheme, words, kill, undo; scrolls sideways. */
#ifndef SLW_UI_TEXT_FIELD_H
#define SLW_UI_TEXT_FIELD_H

#include <stdint.h>

#include "ui/widget.h"

/* max: characters at most; 0: 4096. Newlines of a paste become spaces. */
struct slw_widget *slw_text_field_new(int64_t max);

#endif
