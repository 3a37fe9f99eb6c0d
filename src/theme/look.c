/* The look of one shop: a theme, with what the merchant chose laid over it. */
#include "config.h"

#include "theme/theme.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "theme/colour.h"

#include "base/banned.h"

#define AGAINST_MAX 8

/* What is being put together. */
struct draft {
	const struct slw_theme *theme;
	const json_t *answers; /* section theme */
	json_t *notes;	       /* may be NULL */
	/* the merchant's colours; NULL where the theme's stays */
	const char *background, *text, *primary, *accent;
};

static const struct {
	const char *key, *label;
} labels[] = {
	{ "primary", N_("primary colour") },	     { "accent", N_("accent colour") },
	{ "background", N_("background colour") },   { "text", N_("text colour") },
	{ "muted", N_("colour of secondary text") }, { "sale", N_("colour of reduced prices") }
};

static const char *colour_label(const char *key)
{
	for (size_t i = 0; i < SLW_COUNT(labels); i++)
		if (strcmp(labels[i].key, key) == 0)
			return _(labels[i].label);
	return key;
}

static void note(const struct draft *draft, char *sentence)
{
	if (draft->notes != NULL)
		slw_json_append(draft->notes, slw_json_new_str(sentence));
	free(sentence);
}

/* Whether the theme lets this key of step 3 change it. */
static bool honours(const struct draft *draft, const char *key)
{
	const json_t *keys = slw_json_array(draft->theme->data, "customization_options");

	for (size_t i = 0; i < json_array_size(keys); i++)
		if (strcmp(json_string_value(json_array_get(keys, i)), key) == 0)
			return true;
	return false;
}

/* An answer of step 3 that the theme takes, or NULL. */
static const char *answer(const struct draft *draft, const char *record, const char *key)
{
	const char *value = slw_json_str(slw_json_object(draft->answers, record), key, NULL);
	char *path;

	if (value == NULL || strcmp(value, "theme") == 0)
		return NULL;
	path = slw_printf("%s.%s", record, key);
	if (!honours(draft, path)) {
		note(draft, slw_printf(_("The theme %s keeps its own choice for %s."),
				       draft->theme->name, path));
		value = NULL;
	}
	free(path);
	return value;
}

static struct slw_rgb colour_of(const json_t *palette, const char *key)
{
	struct slw_rgb colour = { 0, 0, 0 };

	slw_rgb_parse(slw_json_str(palette, key, NULL), &colour);
	return colour;
}

static void set_colour(json_t *palette, const char *key, struct slw_rgb colour)
{
	char text[SLW_COLOUR_SIZE];

	slw_rgb_format(text, colour);
	slw_json_set_str(palette, key, text);
}

/*
 * Text on a plane of the merchant's colour: where the theme's does not do, the palette's darkest and
 * lightest are nearer to what the theme looks like than its own colour moved half-way.
 */
static void choose_on(json_t *palette, const char *key, struct slw_rgb plane)
{
	const struct slw_rgb white = { 255, 255, 255 };
	struct slw_rgb best = colour_of(palette, "text"), background;

	background = colour_of(palette, "background");
	if (slw_rgb_contrast(background, plane) > slw_rgb_contrast(best, plane))
		best = background;
	if (slw_rgb_contrast(white, plane) > slw_rgb_contrast(best, plane))
		best = white;
	set_colour(palette, key, best);
}

/* Moves a colour until it meets all pairs in which it stands in front; true if it had to. */
static bool fit_colour(json_t *palette, const char *key)
{
	struct slw_rgb colour = colour_of(palette, key), against[AGAINST_MAX];
	char before[SLW_COLOUR_SIZE], after[SLW_COLOUR_SIZE];
	size_t count = 0;
	int least = 0;

	for (const struct slw_colour_pair *p = slw_colour_pairs; p->front != NULL; p++)
		if (strcmp(p->front, key) == 0 && count < AGAINST_MAX) {
			against[count++] = colour_of(palette, p->back);
			least = p->least > least ? p->least : least;
		}
	slw_rgb_format(before, colour);
	if (strncmp(key, "on_", 3) == 0 && slw_rgb_contrast(colour, against[0]) * 100 < least) {
		choose_on(palette, key, against[0]);
		colour = colour_of(palette, key);
	}
	if (!slw_rgb_fit(&colour, against, count, least / 100.0)) {
		/* a background of middle grey and a surface beside it: with one plane less, black
		 * or white always does */
		set_colour(palette, "surface", colour_of(palette, "background"));
		for (size_t i = 0; i < count; i++)
			against[i] = against[0];
		slw_rgb_fit(&colour, against, count, least / 100.0);
	}
	slw_rgb_format(after, colour);
	set_colour(palette, key, colour);
	return strcmp(before, after) != 0;
}

/*
 * The other planes follow a new background by the step that the theme has between them; the step
 * is turned round where the background went from light to dark.
 */
static void move_planes(json_t *palette, const json_t *theme_palette)
{
	static const char *const planes[] = { "surface", "border" };
	struct slw_lab from = slw_rgb_to_lab(colour_of(theme_palette, "background"));
	struct slw_lab to = slw_rgb_to_lab(colour_of(palette, "background"));
	double sign = (from.l < 0.5) == (to.l < 0.5) ? 1 : -1;

	for (size_t i = 0; i < SLW_COUNT(planes); i++) {
		struct slw_lab plane = slw_rgb_to_lab(colour_of(theme_palette, planes[i]));

		plane.l = to.l + sign * (plane.l - from.l);
		plane.a = to.a + (plane.a - from.a);
		plane.b = to.b + (plane.b - from.b);
		set_colour(palette, planes[i], slw_lab_to_rgb(plane));
	}
}

static void note_move(const struct draft *draft, const json_t *palette, const char *key,
		      const char *before, bool own)
{
	note(draft,
	     slw_printf(own ? _("Your %s was moved from %s to %s, so that it can be read on %s.")
			    : _("The theme's %s was moved from %s to %s, so that it can be read "
				"on %s."),
			colour_label(key), before, slw_json_str(palette, key, ""),
			slw_json_str(palette, "background", "")));
}

/* Lays the merchant's colours over a palette. quiet: without notes on what moved. */
static void lay_colours(const struct draft *draft, json_t *palette, bool quiet)
{
	static const char *const keys[] = { "text",   "muted",	   "primary", "on_primary",
					    "accent", "on_accent", "sale" };
	json_t *original = json_deep_copy(palette);

	slw_json_set_str(palette, "background", draft->background);
	slw_json_set_str(palette, "text", draft->text);
	slw_json_set_str(palette, "primary", draft->primary);
	slw_json_set_str(palette, "accent", draft->accent);
	if (draft->background != NULL)
		move_planes(palette, original);
	for (size_t i = 0; i < SLW_COUNT(keys); i++) {
		char *before = slw_strdup(slw_json_str(palette, keys[i], ""));
		bool own = strcmp(before, slw_json_str(original, keys[i], "")) != 0;

		if (fit_colour(palette, keys[i]) && !quiet && strncmp(keys[i], "on_", 3) != 0)
			note_move(draft, palette, keys[i], before, own);
		free(before);
	}
	json_decref(original);
}

/* A background or text colour of the merchant's own means that one: no dark palette beside it. */
static void lay_dark(const struct draft *draft, json_t *look)
{
	const json_t *dark = slw_json_object(draft->theme->data, "dark");
	json_t *palette;

	if (dark == NULL)
		return;
	if (draft->background != NULL || draft->text != NULL) {
		note(draft, slw_strdup(_("The dark colours of the theme are left out, because you "
					 "chose a background or text colour.")));
		return;
	}
	palette = json_deep_copy(dark);
	lay_colours(draft, palette, true);
	slw_json_set(look, "dark", palette);
}

static json_t *make_space(const struct draft *draft)
{
	static const struct {
		const char *corners;
		int radius;
	} radii[] = { { "sharp", 0 }, { "soft", 6 }, { "round", 16 } };
	json_t *space = json_deep_copy(slw_json_object(draft->theme->data, "space"));
	const char *corners = answer(draft, "layout", "corners");

	for (size_t i = 0; corners != NULL && i < SLW_COUNT(radii); i++)
		if (strcmp(radii[i].corners, corners) == 0)
			slw_json_set_int(space, "radius", radii[i].radius);
	return space;
}

static json_t *make_fonts(const struct draft *draft)
{
	json_t *fonts = json_deep_copy(slw_json_object(draft->theme->data, "fonts"));

	slw_json_set_str(fonts, "heading", answer(draft, "fonts", "heading"));
	slw_json_set_str(fonts, "body", answer(draft, "fonts", "body"));
	return fonts;
}

json_t *slw_theme_look(const struct slw_theme *theme, const struct slw_documents *docs,
		       json_t **notes)
{
	struct draft draft = { .theme = theme,
			       .answers = docs->section[SLW_THEME],
			       .notes = notes == NULL ? NULL : json_array() };
	json_t *look = json_object();
	json_t *palette = json_deep_copy(slw_json_object(theme->data, "colours"));

	draft.background = answer(&draft, "colours", "background");
	draft.text = answer(&draft, "colours", "text");
	draft.primary = answer(&draft, "colours", "primary");
	draft.accent = answer(&draft, "colours", "accent");
	lay_colours(&draft, palette, false);
	slw_json_set(look, "colours", palette);
	lay_dark(&draft, look);
	slw_json_set(look, "fonts", make_fonts(&draft));
	slw_json_set(look, "space", make_space(&draft));
	slw_json_set(look, "layout", json_deep_copy(slw_json_object(theme->data, "layout")));
	if (notes != NULL)
		*notes = draft.notes;
	return look;
}
