#include "config.h"

#include "theme/fonts.h"

#include <stddef.h>
#include <string.h>

#include "base/banned.h"

/*
 * Each stack names the family of that kind on Apple's systems, Windows, Android and Linux, and ends
 * in a generic family.
 */
static const struct {
	const char *key, *stack;
} stacks[] = {
	{ "system", "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",Cantarell,"
		    "\"DejaVu Sans\",sans-serif" },
	{ "humanist", "Seravek,\"Gill Sans Nova\",\"Gill Sans\",Ubuntu,Calibri,\"Open Sans\","
		      "\"Noto Sans\",\"DejaVu Sans\",sans-serif" },
	{ "geometric", "\"Avenir Next\",Avenir,\"Century Gothic\",Montserrat,\"URW Gothic\","
		       "Corbel,sans-serif" },
	{ "grotesque", "\"Helvetica Neue\",Inter,\"Arial Nova\",Roboto,\"Liberation Sans\","
		       "\"Nimbus Sans\",Arial,sans-serif" },
	{ "old_style", "\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"URW Palladio L\","
		       "P052,\"EB Garamond\",\"Noto Serif\",serif" },
	{ "transitional", "Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,\"Noto Serif\","
			  "\"Liberation Serif\",serif" },
	{ "didone", "Didot,\"Bodoni 72\",\"Bodoni MT\",\"Noto Serif Display\","
		    "\"Playfair Display\",Georgia,P052,serif" },
	{ "slab", "Rockwell,\"Rockwell Nova\",\"Roboto Slab\",\"Sitka Small\","
		  "\"DejaVu Serif\",serif" },
	{ "rounded", "ui-rounded,\"SF Pro Rounded\",\"Hiragino Maru Gothic ProN\",Quicksand,"
		     "Nunito,Comfortaa,\"Arial Rounded MT Bold\",Calibri,sans-serif" },
	{ "monospace", "ui-monospace,\"SF Mono\",\"Cascadia Code\",Menlo,Consolas,"
		       "\"Liberation Mono\",\"DejaVu Sans Mono\",monospace" },
};

const char *slw_font_stack(const char *key)
{
	for (size_t i = 0; key != NULL && i < sizeof(stacks) / sizeof(stacks[0]); i++)
		if (strcmp(stacks[i].key, key) == 0)
			return stacks[i].stack;
	return NULL;
}
