/* Step 5: which texts are written, and how. */
#include "config.h"

#include "model/steps_tables.h"

#include <stddef.h>

#include "base/i18n.h"

#include "base/banned.h"

static const struct slw_choice types[] = {
	{ "product_description", N_("Product descriptions") },
	{ "tagline", N_("Tagline") },
	{ "about", N_("About page") },
	{ "category_description", N_("Collection descriptions") },
	{ "meta_title", N_("Titles for search engines") },
	{ "meta_description", N_("Descriptions for search engines") },
	{ "faq", N_("Questions and answers") },
	{ "welcome_email", N_("Welcome e-mail") },
	{ "social_post", N_("Social media posts") },
	{ "blog_post", N_("Blog post") },
	{ "image_alt", N_("Alternative texts of images") },
	{ NULL, NULL }
};

static const struct slw_choice providers[] = { { "auto",
						 N_("The best that is set up and answers") },
					       { "openai", N_("OpenAI") },
					       { "anthropic", N_("Anthropic") },
					       { "local", N_("A model of your own") },
					       { "builtin", N_("The built-in writer, offline") },
					       { NULL, NULL } };

const struct slw_choice slw_tone_choices[] = { { "professional", N_("Professional") },
					       { "friendly", N_("Friendly") },
					       { "playful", N_("Playful") },
					       { "luxurious", N_("Luxurious") },
					       { "bold", N_("Bold") },
					       { "plain", N_("Plain") },
					       { NULL, NULL } };

static const struct slw_choice lengths[] = {
	{ "short", N_("Short") }, { "medium", N_("Medium") }, { "long", N_("Long") }, { NULL, NULL }
};

static const struct slw_choice scopes[] = { { "missing", N_("Only what has no text yet") },
					    { "all",
					      N_("Everything, beside the texts that are there") },
					    { NULL, NULL } };

static const struct slw_choice at_caps[] = { { "builtin",
					       N_("The built-in writer writes the rest") },
					     { "leave", N_("The rest stays undone") },
					     { NULL, NULL } };

static const struct slw_field keyword = { .type = SLW_FIELD_TEXT, .max = 80 };

const struct slw_field slw_content_fields[] = {
	{ .key = "types",
	  .type = SLW_FIELD_MULTI_CHOICE,
	  .choices = types,
	  .fallback = "product_description, tagline, about, category_description, meta_title, "
		      "meta_description, faq, welcome_email, image_alt",
	  .label = N_("Texts"),
	  .help = N_("Which kinds of text are written."),
	  .example = "[product_description, tagline]" },
	{ .key = "provider",
	  .type = SLW_FIELD_CHOICE,
	  .choices = providers,
	  .fallback = "auto",
	  .label = N_("Writer"),
	  .help = N_("Who writes. The built-in writer needs no key and no network."),
	  .example = "auto" },
	{ .key = "model",
	  .type = SLW_FIELD_TEXT,
	  .max = 100,
	  .when = { SLW_WHEN_NOT_EQUALS, "provider", "builtin" },
	  .label = N_("Model"),
	  .help = N_("The provider's name of the model; its own default where absent."),
	  .example = "gpt-4o-mini" },
	{ .key = "tone",
	  .type = SLW_FIELD_CHOICE,
	  .choices = slw_tone_choices,
	  .fallback = "friendly",
	  .label = N_("Tone"),
	  .help = N_("How the texts sound."),
	  .example = "friendly" },
	{ .key = "length",
	  .type = SLW_FIELD_CHOICE,
	  .choices = lengths,
	  .fallback = "medium",
	  .label = N_("Length"),
	  .help = N_("Medium is 150 to 200 words for a product."),
	  .example = "medium" },
	{ .key = "language",
	  .type = SLW_FIELD_CHOICE,
	  .source = SLW_CHOICES_LANGUAGES,
	  .derived = SLW_DERIVED_BUSINESS_LANGUAGE,
	  .label = N_("Language"),
	  .help = N_("The language of the texts; the shop's where absent."),
	  .example = "en" },
	{ .key = "scope",
	  .type = SLW_FIELD_CHOICE,
	  .choices = scopes,
	  .fallback = "missing",
	  .label = N_("For which"),
	  .help = N_("Texts that you gave are never written over."),
	  .example = "missing" },
	{ .key = "alternatives",
	  .type = SLW_FIELD_NUMBER,
	  .max = 5,
	  .fallback = "2",
	  .unit = "texts",
	  .label = N_("Alternatives"),
	  .help = N_("How many other versions are kept of each text."),
	  .example = "2" },
	{ .key = "keywords",
	  .type = SLW_FIELD_LIST,
	  .max = 50,
	  .item = &keyword,
	  .label = N_("Keywords"),
	  .help = N_("What shoppers search for; used where it fits."),
	  .example = "[clay pots, balcony garden]" },
	{ .key = "max_cost",
	  .type = SLW_FIELD_DECIMAL,
	  .min = 1,
	  .max = 1000000000,
	  .unit = "USD",
	  .when = { SLW_WHEN_NOT_EQUALS, "provider", "builtin" },
	  .label = N_("Cap on costs"),
	  .help =
	      N_("US dollars that all texts of this shop may cost together; no cap where absent. A "
		 "model without a known price is not asked then."),
	  .example = "2.50" },
	{ .key = "max_tokens",
	  .type = SLW_FIELD_NUMBER,
	  .min = 1,
	  .max = 1000000000,
	  .unit = "tokens",
	  .when = { SLW_WHEN_NOT_EQUALS, "provider", "builtin" },
	  .label = N_("Cap on tokens"),
	  .help =
	      N_("Tokens that all texts of this shop may take together, read and written; no cap "
		 "where absent."),
	  .example = "500000" },
	{ .key = "at_cap",
	  .type = SLW_FIELD_CHOICE,
	  .choices = at_caps,
	  .fallback = "builtin",
	  .when = { SLW_WHEN_NOT_EQUALS, "provider", "builtin" },
	  .label = N_("At the cap"),
	  .help = N_("What happens to the texts that are left when a cap is reached."),
	  .example = "builtin" },
	{ .key = NULL }
};
