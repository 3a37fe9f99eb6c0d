/* Step 6: how search engines and social networks show the shop; then the launch. */
#include "config.h"

#include "model/steps_tables.h"

#include <stddef.h>

#include "base/i18n.h"

#include "base/banned.h"

static const struct slw_field keyword = { .type = SLW_FIELD_TEXT, .max = 80 };

#define PROFILE(name, title, address)                                            \
	{                                                                        \
		.key = name, .type = SLW_FIELD_URL, .label = title,              \
		.help = N_("Address of your profile there."), .example = address \
	}

static const struct slw_field social[] = {
	PROFILE("facebook", N_("Facebook"), "https://www.facebook.com/example"),
	PROFILE("instagram", N_("Instagram"), "https://www.instagram.com/example"),
	PROFILE("tiktok", N_("TikTok"), "https://www.tiktok.com/@example"),
	PROFILE("youtube", N_("YouTube"), "https://www.youtube.com/@example"),
	PROFILE("pinterest", N_("Pinterest"), "https://www.pinterest.com/example"),
	PROFILE("x", N_("X"), "https://x.com/example"),
	PROFILE("linkedin", N_("LinkedIn"), "https://www.linkedin.com/company/example"),
	PROFILE("mastodon", N_("Mastodon"), "https://mastodon.social/@example"),
	{ .key = NULL }
};

static const struct slw_choice targets[] = { { "storefront", N_("The shop as static pages") },
					     { "shopify_csv", N_("A product file for Shopify") },
					     { "woocommerce_csv",
					       N_("A product file for WooCommerce") },
					     { "feed", N_("A product feed for merchant centres") },
					     { NULL, NULL } };

const struct slw_field slw_seo_fields[] = {
	{ .key = "base_url",
	  .type = SLW_FIELD_URL,
	  .max = 500,
	  .label = N_("Address of the shop"),
	  .help = N_("Where the shop will be, with https. Search engines and feeds need it."),
	  .example = "https://shop.example.com" },
	{ .key = "title",
	  .type = SLW_FIELD_TEXT,
	  .max = 120,
	  .label = N_("Title"),
	  .help = N_("Of the home page in search results; about 60 characters."),
	  .example = "Fern & Field: clay pots and old seeds" },
	{ .key = "description",
	  .type = SLW_FIELD_TEXT,
	  .max = 320,
	  .label = N_("Description"),
	  .help = N_("Below the title in search results; about 155 characters."),
	  .example = "Hand-thrown pots and seeds of old sorts, shipped in two days." },
	{ .key = "keywords",
	  .type = SLW_FIELD_LIST,
	  .max = 50,
	  .item = &keyword,
	  .label = N_("Keywords"),
	  .help = N_("What the shop should be found for."),
	  .example = "[clay pots, heirloom seeds]" },
	{ .key = "social_image",
	  .type = SLW_FIELD_FILE,
	  .label = N_("Image for social networks"),
	  .help = N_("Shown when someone shares the shop; best 1200 by 630 pixels."),
	  .example = "images/social.jpg" },
	{ .key = "social",
	  .type = SLW_FIELD_RECORD,
	  .fields = social,
	  .label = N_("Social profiles"),
	  .help = N_("Linked in the footer and told to search engines.") },
	{ .key = "allow_indexing",
	  .type = SLW_FIELD_YES_NO,
	  .fallback = "yes",
	  .label = N_("Search engines may list the shop"),
	  .help = N_("No while you are trying things out."),
	  .example = "yes" },
	{ .key = NULL }
};

const struct slw_field slw_launch_fields[] = {
	{ .key = "targets",
	  .type = SLW_FIELD_MULTI_CHOICE,
	  .choices = targets,
	  .fallback = "storefront, shopify_csv, woocommerce_csv, feed",
	  .label = N_("What is made"),
	  .help = N_("All of it, unless you say less."),
	  .example = "[storefront, shopify_csv]" },
	{ .key = NULL }
};
