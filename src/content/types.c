#include "config.h"

#include "content/content.h"

#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

#define PRODUCT	   (1u << SLW_CONTENT_PRODUCT)
#define COLLECTION (1u << SLW_CONTENT_COLLECTION)
#define SHOP	   (1u << SLW_CONTENT_SHOP)

static const struct slw_content_type types[] = {
	{ .name = "product_description",
	  .scopes = PRODUCT,
	  .words_min = { 60, 150, 250 },
	  .words_max = { 100, 200, 350 } },
	{ .name = "tagline", .scopes = SHOP, .chars_max = 80 },
	{ .name = "about",
	  .scopes = SHOP,
	  .words_min = { 60, 120, 200 },
	  .words_max = { 110, 200, 300 } },
	{ .name = "category_description",
	  .scopes = COLLECTION,
	  .words_min = { 30, 60, 110 },
	  .words_max = { 60, 110, 180 } },
	{ .name = "meta_title", .scopes = PRODUCT | COLLECTION | SHOP, .chars_max = 60 },
	{ .name = "meta_description", .scopes = PRODUCT | COLLECTION | SHOP, .chars_max = 155 },
	{ .name = "faq",
	  .scopes = SHOP,
	  .words_min = { 60, 120, 200 },
	  .words_max = { 150, 300, 450 } },
	{ .name = "welcome_email",
	  .scopes = SHOP,
	  .words_min = { 60, 100, 180 },
	  .words_max = { 110, 180, 260 } },
	{ .name = "social_post", .scopes = PRODUCT | SHOP, .chars_max = 280 },
	{ .name = "blog_post",
	  .scopes = SHOP,
	  .words_min = { 200, 300, 450 },
	  .words_max = { 300, 500, 650 } },
	{ .name = "image_alt", .scopes = PRODUCT, .chars_max = 125 },
};

const struct slw_content_type *slw_content_types(size_t *count)
{
	*count = SLW_COUNT(types);
	return types;
}

const struct slw_content_type *slw_content_type_find(const char *name)
{
	for (size_t i = 0; i < SLW_COUNT(types); i++) {
		if (name != NULL && strcmp(types[i].name, name) == 0)
			return &types[i];
	}
	return NULL;
}
