/* Step 3: how the shop looks. */
#include "config.h"

#include "model/steps_tables.h"

#include <stddef.h>

#include "base/i18n.h"

#include "base/banned.h"

static const struct slw_choice styles[] = { { "minimal", N_("Minimal") },
					    { "bold", N_("Bold") },
					    { "classic", N_("Classic") },
					    { "playful", N_("Playful") },
					    { "luxury", N_("Luxury") },
					    { "natural", N_("Natural") },
					    { "technical", N_("Technical") },
					    { "editorial", N_("Editorial") },
					    { NULL, NULL } };

/* Stacks of fonts that devices have; nothing is loaded from elsewhere. */
static const struct slw_choice fonts[] = { { "theme", N_("As the theme has it") },
					   { "system", N_("System sans serif") },
					   { "humanist", N_("Humanist sans serif") },
					   { "geometric", N_("Geometric sans serif") },
					   { "grotesque", N_("Grotesque") },
					   { "old_style", N_("Old-style serif") },
					   { "transitional", N_("Transitional serif") },
					   { "didone", N_("Didone serif") },
					   { "slab", N_("Slab serif") },
					   { "rounded", N_("Rounded sans serif") },
					   { "monospace", N_("Monospace") },
					   { NULL, NULL } };

static const struct slw_choice corners[] = { { "theme", N_("As the theme has it") },
					     { "sharp", N_("Sharp") },
					     { "soft", N_("Soft") },
					     { "round", N_("Round") },
					     { NULL, NULL } };

static const struct slw_field colours[] = {
	{ .key = "primary",
	  .type = SLW_FIELD_COLOUR,
	  .label = N_("Primary colour"),
	  .help = N_("Buttons and links. Darkened or lightened where contrast asks for it."),
	  .example = "\"#2f5d50\"" },
	{ .key = "accent",
	  .type = SLW_FIELD_COLOUR,
	  .label = N_("Accent colour"),
	  .help = N_("Sale badges and highlights."),
	  .example = "\"#c4512d\"" },
	{ .key = "background",
	  .type = SLW_FIELD_COLOUR,
	  .label = N_("Background colour"),
	  .help = N_("Behind everything."),
	  .example = "\"#fbfaf7\"" },
	{ .key = "text",
	  .type = SLW_FIELD_COLOUR,
	  .label = N_("Text colour"),
	  .help = N_("Of all running text."),
	  .example = "\"#1f2421\"" },
	{ .key = NULL }
};

static const struct slw_field font_fields[] = {
	{ .key = "heading",
	  .type = SLW_FIELD_CHOICE,
	  .choices = fonts,
	  .fallback = "theme",
	  .label = N_("Heading font"),
	  .help = N_("A family of fonts that every device has."),
	  .example = "old_style" },
	{ .key = "body",
	  .type = SLW_FIELD_CHOICE,
	  .choices = fonts,
	  .fallback = "theme",
	  .label = N_("Text font"),
	  .help = N_("A family of fonts that every device has."),
	  .example = "humanist" },
	{ .key = NULL }
};

static const struct slw_field layout[] = {
	{ .key = "announcement",
	  .type = SLW_FIELD_TEXT,
	  .max = 200,
	  .label = N_("Announcement"),
	  .help = N_("One line above the header of every page."),
	  .example = "Free shipping over $60" },
	{ .key = "hero_heading",
	  .type = SLW_FIELD_TEXT,
	  .max = 120,
	  .label = N_("Headline of the home page"),
	  .help = N_("The tagline is used where it is absent."),
	  .example = "Pots that outlive the plant" },
	{ .key = "hero_image",
	  .type = SLW_FIELD_FILE,
	  .label = N_("Image of the home page"),
	  .help = N_("A file below the folder of the answers file, or an https URL."),
	  .example = "images/hero.jpg" },
	{ .key = "products_per_page",
	  .type = SLW_FIELD_NUMBER,
	  .min = 6,
	  .max = 96,
	  .fallback = "24",
	  .unit = "products",
	  .label = N_("Products per page"),
	  .help = N_("In collections."),
	  .example = "24" },
	{ .key = "corners",
	  .type = SLW_FIELD_CHOICE,
	  .choices = corners,
	  .fallback = "theme",
	  .label = N_("Corners"),
	  .help = N_("Of buttons, cards and images."),
	  .example = "soft" },
	{ .key = "show_vendor",
	  .type = SLW_FIELD_YES_NO,
	  .fallback = "no",
	  .label = N_("Show the vendor"),
	  .help = N_("Beside the title of a product."),
	  .example = "no" },
	{ .key = NULL }
};

const struct slw_field slw_theme_fields[] = {
	{ .key = "style",
	  .type = SLW_FIELD_CHOICE,
	  .choices = styles,
	  .label = N_("Style"),
	  .help = N_("The impression that the shop should make. It decides which themes fit."),
	  .example = "natural" },
	{ .key = "theme_id",
	  .type = SLW_FIELD_CHOICE,
	  .source = SLW_CHOICES_THEMES,
	  .fallback = "auto",
	  .label = N_("Theme"),
	  .help = N_("One of \"store-wizard themes\", or auto for the one that fits best."),
	  .example = "auto" },
	{ .key = "colours",
	  .type = SLW_FIELD_RECORD,
	  .fields = colours,
	  .label = N_("Colours"),
	  .help = N_("Your own colours in place of the theme's.") },
	{ .key = "fonts",
	  .type = SLW_FIELD_RECORD,
	  .fields = font_fields,
	  .label = N_("Fonts"),
	  .help = N_("Other fonts than the theme's.") },
	{ .key = "logo",
	  .type = SLW_FIELD_FILE,
	  .label = N_("Logo"),
	  .help = N_("PNG, JPEG, WebP or SVG. The name is written out where it is absent."),
	  .example = "images/logo.svg" },
	{ .key = "layout",
	  .type = SLW_FIELD_RECORD,
	  .fields = layout,
	  .label = N_("Layout"),
	  .help = N_("What the pages show beside the products.") },
	{ .key = NULL }
};
