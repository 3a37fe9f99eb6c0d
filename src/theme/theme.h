/*
 * Themes: folders of data under data/themes/, checked when they are loaded, and how well each fits
 * a business, with the reasons. Adding one adds no C (HACKING.md).
 */
#ifndef SLW_THEME_THEME_H
#define SLW_THEME_THEME_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_buf;
struct slw_documents;
struct slw_err;

/*
 * data (theme.json), keys in this order:
 *	id, name, description
 *	industries, styles	arrays of keys of the field tables, best first
 *	features		what it is good for: "large_catalogue", "variants", "few_photos",
 *				"long_texts", "big_images" ...
 *	keywords		words of a description that speak for it
 *	colours			background, surface, text, muted, border, primary, on_primary,
 *				accent, on_accent, sale: "#rrggbb". accent is a plane that
 *				on_accent stands on, never text itself
 *	dark			the same colours for prefers-color-scheme: dark; may be absent
 *	fonts			heading, body (stacks by key, as in theme.fonts), base_size (px),
 *				scale (thousandths, 1250), heading_weight, heading_transform,
 *				letter_spacing (thousandths of an em)
 *	space			unit (px), radius (px), max_width (px)
 *	layout			header "left|centered|split", hero "banner|split|text|tall",
 *				grid "two|three|four|list", card "plain|framed|overlay",
 *				product "gallery|stacked|wide", image_ratio "square|portrait|landscape"
 *	customization_options	keys of step 3 that it honours
 *	performance_data	measured on its rendered storefront (script/measure-themes), with
 *				the date; "measured" is null until then
 */
struct slw_theme {
	char *id, *name;
	json_t *data;
};

struct slw_themes {
	struct slw_theme *items; /* sorted by id */
	size_t count;
};

/* Loads and checks all themes of data_folder/themes. SLW_EINTERNAL names the file and the fault. */
int slw_themes_load(struct slw_themes *themes, const char *data_folder, struct slw_err *err);
void slw_themes_release(struct slw_themes *themes);
const struct slw_theme *slw_themes_find(const struct slw_themes *themes, const char *id);

struct slw_theme_criteria {
	const char *industry, *style;	    /* NULL: not said */
	const char *audience, *description; /* NULL: not said */
	const char *primary_colour;	    /* "#rrggbb" or NULL */
	size_t product_count;		    /* 0: not known */
	bool has_variants, has_images;
	/* How near what the business says of itself is to what each theme says of itself, -1 to 1, in
	 * the order of themes; borrowed. NULL: not known. */
	const double *likeness;
	const struct slw_themes *themes; /* that likeness is of */
};
/* From resolved answers; strings are borrowed from docs. */
void slw_theme_criteria_from(struct slw_theme_criteria *criteria, const struct slw_documents *docs,
			     size_t product_count, bool has_variants, bool has_images);

struct slw_theme_score {
	const struct slw_theme *theme;
	double score;	 /* 0 to 1 */
	json_t *reasons; /* array of {"criterion", "weight", "score", "text"} */
	json_t *changes; /* what would change the ranking: array of {"text", "gain"} */
};

/*
 * Scores all themes, best first; equal scores by id. Deterministic. *scores is malloc'd, of
 * themes->count entries.
 */
void slw_themes_rank(const struct slw_themes *themes, const struct slw_theme_criteria *criteria,
		     struct slw_theme_score **scores);
void slw_theme_scores_free(struct slw_theme_score *scores, size_t count);

/*
 * The look of a shop: the theme with the customizations of step 3 (resolved) laid over it, colours
 * moved until text meets WCAG 2.2 AA (4.5:1). New object of the same form as struct slw_theme.data's
 * colours, dark, fonts, space and layout. notes (may be NULL) gets a new array of sentences about
 * colours that had to be moved.
 */
json_t *slw_theme_look(const struct slw_theme *theme, const struct slw_documents *docs,
		       json_t **notes);
/* Custom properties for a look: ":root{--colour-background:#fff;...}" and the dark ones. */
void slw_theme_css(struct slw_buf *out, const json_t *look);

/* WCAG 2.2 contrast ratio of two "#rrggbb", 1 to 21; 0 if one is not a colour. */
double slw_contrast(const char *a, const char *b);

#endif
