/* A shop's home page in a few cells, with the colours and the layout that its pages have. */
#ifndef SLW_UI_MINIATURE_H
#define SLW_UI_MINIATURE_H

#include <jansson.h>

#include "ui/canvas.h"

#define SLW_MINIATURE_PRODUCTS 4

struct slw_miniature {
	const json_t *look; /* "look" of slw_orchestrator_recommend_themes() */
	const char *name, *announcement, *heading; /* NULL: none */
	const char *titles[SLW_MINIATURE_PRODUCTS],
	    *prices[SLW_MINIATURE_PRODUCTS]; /* NULL: none */
};

/* Fills the pane; what does not fit in its height is left out from below. */
void slw_miniature_draw(struct slw_pane pane, const struct slw_miniature *shop);

#endif
