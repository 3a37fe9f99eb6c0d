/* What every page knows of the shop: names, menu, look, addresses. */
#include "config.h"

#include "storefront/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/html.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/codes.h"
#include "model/money.h"
#include "storefront/words.h"

#include "base/banned.h"

#define MENU_MAX 6 /* collections in the header; the rest is on the page of collections */

const char *slw_render_word(const struct render *r, const char *phrase)
{
	return slw_words_get(r->words, phrase);
}

const char *slw_render_money(struct render *r, struct pool *pool, int64_t minor)
{
	struct slw_buf buf;
	const char *text;

	if (minor == SLW_MONEY_NONE)
		return NULL;
	slw_buf_init(&buf, 128);
	slw_money_display(&buf, minor, r->currency, r->language);
	text = slw_pool_str(pool, buf.data);
	slw_buf_release(&buf);
	return text;
}

const char *slw_render_amount(struct render *r, struct pool *pool, int64_t minor)
{
	char text[SLW_MONEY_SIZE];

	if (minor == SLW_MONEY_NONE)
		return NULL;
	slw_money_format(text, minor, r->currency);
	return slw_pool_str(pool, text);
}

static bool is_web_address(const char *url)
{
	return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

struct view_image *slw_render_image(struct render *r, struct pool *pool, const char *src,
				    const char *alt)
{
	struct slw_storefront_image found = { .url = NULL };
	struct view_image *image;

	if (src == NULL || src[0] == '\0' || r->source.image == NULL ||
	    r->source.image(r->source.context, src, &found) == 0 || found.url == NULL)
		return NULL;
	image = slw_pool_alloc(pool, sizeof(*image));
	image->external = is_web_address(found.url);
	image->url = slw_pool_str(pool, found.url + (found.url[0] == '/' ? 1 : 0));
	image->alt = slw_pool_str(pool, alt);
	image->width = found.width;
	image->height = found.height;
	return image->url != NULL ? image : NULL;
}

static const char *doc(const struct render *r, const char *path)
{
	return slw_documents_str(r->options.docs, path, NULL);
}

/* A text of the shop that was written for it, or NULL. */
static const char *written(const struct render *r, const char *type)
{
	return r->source.text != NULL ? r->source.text(r->source.context, type, "") : NULL;
}

/* The root of the shop with a slash at its end. Without a base URL it is a name that nobody can
 * own (RFC 2606), and no page is to be indexed. */
static void set_base(struct render *r)
{
	const char *url = doc(r, "seo.base_url");
	size_t len = url != NULL && is_web_address(url) ? strcspn(url, "?#") : 0;
	const char *path;

	while (len > 0 && url[len - 1] == '/')
		len--;
	r->absolute_known = len > 0;
	if (len > 0) {
		r->shop.base = slw_pool_printf(&r->pool, "%.*s/", (int)len, url);
	} else {
		char *handle = slw_text_handle(r->shop.name);

		slw_text_cut(handle, 60);
		r->shop.base = slw_pool_printf(&r->pool, "https://%s.example/", handle);
		free(handle);
	}
	path = strstr(r->shop.base, "://");
	path = path != NULL ? strchr(path + 3, '/') : NULL;
	r->shop.home_path = path != NULL ? path : "/";
	r->shop.noindex =
	    !r->absolute_known || !slw_documents_bool(r->options.docs, "seo.allow_indexing", true);
}

static void set_look(struct render *r)
{
	const json_t *layout = slw_json_object(r->options.look, "layout");
	const json_t *light = slw_json_object(r->options.look, "colours");
	const json_t *dark = slw_json_object(r->options.look, "dark");
	struct view_shop *shop = &r->shop;

	shop->theme_id = r->options.theme_id;
	shop->header = slw_json_str(layout, "header", "left");
	shop->hero = slw_json_str(layout, "hero", "text");
	shop->grid = slw_json_str(layout, "grid", "three");
	shop->card = slw_json_str(layout, "card", "plain");
	shop->product_layout = slw_json_str(layout, "product", "gallery");
	shop->ratio = slw_json_str(layout, "image_ratio", "square");
	shop->colour = slw_json_str(light, "background", "#ffffff");
	shop->dark = dark != NULL;
	shop->dark_colour = slw_json_str(dark, "background", shop->colour);
}

static void add_line(struct slw_tpl_list *list, struct view_text *lines, const char *text)
{
	if (text != NULL && text[0] != '\0')
		lines[list->count++].text = text;
}

static void set_contact(struct render *r)
{
	struct view_shop *shop = &r->shop;
	struct view_text *lines = slw_pool_alloc(&r->pool, 6 * sizeof(*lines));
	const struct slw_country *country = slw_country_find(doc(r, "business.country"));
	const char *code = doc(r, "business.address.postal_code");
	const char *city = doc(r, "business.address.city");
	const char *region = doc(r, "business.address.region");
	struct slw_buf digits;

	shop->email = doc(r, "business.contact.email");
	shop->phone = doc(r, "business.contact.phone");
	shop->hours = doc(r, "business.contact.hours");
	shop->person = doc(r, "business.contact.name");
	slw_buf_init(&digits, 64);
	for (const char *p = shop->phone != NULL ? shop->phone : ""; *p != '\0'; p++) {
		if ((*p >= '0' && *p <= '9') || (*p == '+' && digits.len == 0))
			slw_buf_char(&digits, *p);
	}
	shop->phone_link = slw_pool_str(&r->pool, digits.data);
	slw_buf_release(&digits);
	shop->address = (struct slw_tpl_list){ lines, 0 };
	add_line(&shop->address, lines, doc(r, "business.imprint.legal_name"));
	add_line(&shop->address, lines, doc(r, "business.address.street"));
	add_line(&shop->address, lines, doc(r, "business.address.line2"));
	if (city != NULL)
		add_line(&shop->address, lines,
			 slw_pool_printf(&r->pool, "%s%s%s", code != NULL ? code : "",
					 code != NULL ? " " : "", city));
	add_line(&shop->address, lines, region);
	add_line(&shop->address, lines, country != NULL ? country->name : NULL);
}

static void set_menu(struct render *r)
{
	json_t *collections = slw_json_array(r->options.docs->section[SLW_PRODUCTS], "collections");
	struct view_link *menu = slw_pool_alloc(&r->pool, (MENU_MAX + 3) * sizeof(*menu));
	size_t count = 0, index;
	json_t *entry;

	menu[count++] =
	    (struct view_link){ .name = slw_render_word(r, "All products"), .path = "products/" };
	json_array_foreach (collections, index, entry) {
		const char *handle = slw_json_str(entry, "handle", "");

		if (index == MENU_MAX)
			break;
		menu[count++] = (struct view_link){
			.name = slw_json_str(entry, "title", handle),
			.path = slw_pool_printf(&r->pool, "collections/%s/", handle),
		};
	}
	menu[count++] = (struct view_link){ .name = slw_render_word(r, "About"), .path = "about/" };
	menu[count++] =
	    (struct view_link){ .name = slw_render_word(r, "Contact"), .path = "contact/" };
	r->shop.menu = (struct slw_tpl_list){ menu, count };
	r->shop.has_collections = json_array_size(collections) > 0;
}

static void set_social(struct render *r)
{
	static const struct {
		const char *key, *name;
	} profiles[] = {
		{ "facebook", "Facebook" }, { "instagram", "Instagram" }, { "tiktok", "TikTok" },
		{ "youtube", "YouTube" },   { "pinterest", "Pinterest" }, { "x", "X" },
		{ "linkedin", "LinkedIn" }, { "mastodon", "Mastodon" },
	};
	const json_t *social = slw_json_object(r->options.docs->section[SLW_SEO], "social");
	struct view_link *links = slw_pool_alloc(&r->pool, sizeof(*links) * SLW_COUNT(profiles));
	size_t count = 0;

	for (size_t i = 0; i < SLW_COUNT(profiles); i++) {
		const char *url = slw_json_str(social, profiles[i].key, NULL);

		if (url != NULL && is_web_address(url))
			links[count++] =
			    (struct view_link){ .name = profiles[i].name, .path = url };
	}
	r->shop.social = (struct slw_tpl_list){ links, count };
}

static void set_tax_note(struct render *r)
{
	const struct slw_documents *docs = r->options.docs;
	const char *rate = doc(r, "products.tax.rate");

	if (!slw_documents_bool(docs, "products.tax.registered", true))
		r->shop.tax_note = NULL; /* what an exempt shop has to say differs by country */
	else if (!slw_documents_bool(docs, "products.tax.prices_include_tax", false))
		r->shop.tax_note = slw_render_word(r, "Prices are without tax.");
	else if (rate != NULL)
		r->shop.tax_note = slw_pool_printf(&r->pool, "%s (%s %%), %s",
						   slw_render_word(r, "Prices include tax"), rate,
						   slw_render_word(r, "plus shipping."));
	else
		r->shop.tax_note = slw_render_word(r, "Prices include tax, plus shipping.");
}

static const char *first_char(struct render *r, const char *text)
{
	char *copy = slw_text_cut(slw_strdup(text), 1);
	const char *kept = slw_pool_str(&r->pool, copy);

	free(copy);
	return kept != NULL ? kept : "S";
}

void slw_render_shop(struct render *r)
{
	struct view_shop *shop = &r->shop;
	const struct slw_language *language = slw_language_find(r->language);
	const char *logo = doc(r, "theme.logo"), *social = doc(r, "seo.social_image");
	const char *faq = written(r, "faq");

	shop->name = slw_documents_str(r->options.docs, "business.business_name", "Shop");
	shop->initial = first_char(r, shop->name);
	shop->language = r->language;
	shop->dir = language != NULL && language->right_to_left ? "rtl" : "ltr";
	shop->currency = r->currency->code;
	shop->decimals = r->currency->decimals;
	set_base(r);
	set_look(r);
	set_contact(r);
	set_menu(r);
	set_social(r);
	set_tax_note(r);
	shop->tagline = slw_pool_str(&r->pool, written(r, "tagline"));
	shop->announcement = doc(r, "theme.layout.announcement");
	shop->show_vendor = slw_documents_bool(r->options.docs, "theme.layout.show_vendor", false);
	shop->has_faq = faq != NULL && strstr(faq, "Q:") != NULL;
	shop->logo = slw_render_image(r, &r->pool, logo, shop->name);
	r->social_image = slw_render_image(r, &r->pool, social, shop->name);
	if (r->social_image == NULL)
		r->social_image =
		    slw_render_image(r, &r->pool, doc(r, "theme.layout.hero_image"), shop->name);
	slw_render_terms(r);
	shop->organization_json = slw_render_organization(r);
}
