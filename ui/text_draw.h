/* How a text of the shop looks: its words with what the facts do not hold marked, its score. */
#ifndef SLW_UI_TEXT_DRAW_H
#define SLW_UI_TEXT_DRAW_H

#include <jansson.h>

#include "ui/canvas.h"

/*
 * Words wrapped to width, from row y of the pane on; claims (may be NULL) are marked at their place.
 * Returns the rows. Nothing is drawn outside of the pane.
 */
int slw_text_draw_words(struct slw_pane pane, int x, int y, int width, struct slw_style style,
			const char *words, const json_t *claims);

/* The parts of the score as bars, in as many columns as there is room for; returns the rows. */
int slw_text_draw_parts(struct slw_pane pane, int y, const json_t *parts);
int slw_text_parts_rows(int width, const json_t *parts);

/* Who wrote it and what it took: "builtin", "openai gpt-x, 812 tokens, $0.002". New string. */
char *slw_text_source(const json_t *text);

#endif
