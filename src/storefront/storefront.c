#include "config.h"

#include "storefront/storefront.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "model/codes.h"
#include "model/documents.h"
#include "storefront/render.h"
#include "storefront/template.h"
#include "storefront/words.h"
#include "theme/theme.h"

#include "base/banned.h"

#define DATA_FILE_MAX (512 * 1024)

/* --- templates ------------------------------------------------------------------------------- */

struct loader {
	struct render *r;
	struct slw_buf text[64]; /* every template once; partials are met many times */
	char *name[64];
	size_t count;
};

static int load_template(void *context, const char *name, const char **text, size_t *len,
			 struct slw_err *err)
{
	struct loader *loader = context;
	struct slw_buf *buf;
	char *path;
	int rc;

	for (size_t i = 0; i < loader->count; i++) {
		if (strcmp(loader->name[i], name) == 0) {
			*text = loader->text[i].data;
			*len = loader->text[i].len;
			return 0;
		}
	}
	if (loader->count == SLW_COUNT(loader->text) || name[0] == '\0' ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name))
		return slw_err_set(err, SLW_EINTERNAL, _("cannot load template \"%s\""), name);
	buf = &loader->text[loader->count];
	slw_buf_init(buf, 0);
	path = slw_printf("%s/storefront/%s.html", loader->r->options.data_folder, name);
	rc = slw_file_read(path, DATA_FILE_MAX, buf, err);
	free(path);
	if (rc == 0 && !slw_text_valid(buf->data, buf->len))
		rc = slw_err_set(err, SLW_EINTERNAL, _("template \"%s\" is not UTF-8"), name);
	if (rc < 0) {
		err->code = SLW_EINTERNAL;
		slw_buf_release(buf);
		return -1;
	}
	loader->name[loader->count++] = slw_strdup(name);
	*text = buf->data;
	*len = buf->len;
	return 0;
}

static const char *load_word(void *context, const char *phrase)
{
	struct loader *loader = context;

	return slw_render_word(loader->r, phrase);
}

static int compile_templates(struct render *r, struct slw_err *err)
{
	static const char *const names[TEMPLATE__MAX] = {
		[TEMPLATE_HOME] = "home",	[TEMPLATE_COLLECTIONS] = "collections",
		[TEMPLATE_LISTING] = "listing", [TEMPLATE_PRODUCT] = "product",
		[TEMPLATE_PROSE] = "prose",	[TEMPLATE_CONTACT] = "contact",
		[TEMPLATE_SEARCH] = "search",	[TEMPLATE_CART] = "cart",
		[TEMPLATE_404] = "404",
	};
	struct loader loader = { .r = r };
	struct slw_tpl_source source = { load_template, load_word, &loader };
	int rc = 0;

	for (size_t i = 0; i < TEMPLATE__MAX && rc == 0; i++)
		rc = slw_template_compile(&r->templates[i], names[i], &slw_view_page, &source, err);
	for (size_t i = 0; i < loader.count; i++) {
		slw_buf_release(&loader.text[i]);
		free(loader.name[i]);
	}
	return rc;
}

/* --- pages ----------------------------------------------------------------------------------- */

int slw_render_file(struct render *r, const char *path, const char *data, size_t len,
		    struct slw_err *err)
{
	r->result.bytes += len;
	return r->sink.file(r->sink.context, path, data, len, err);
}

void slw_render_page(struct render *r, struct view_page *page, const char *path, const char *title,
		     const char *description)
{
	size_t depth = 0;
	char root[3 * 16 + 1] = "./";

	for (const char *p = path; *p != '\0'; p++)
		depth += *p == '/' ? 1 : 0;
	for (size_t i = 0; i < depth && i < 16; i++)
		memcpy(root + 3 * i, "../", 4);
	page->root = slw_pool_str(&r->page, root);
	page->path = path;
	page->title = title;
	page->description = description;
	page->shop = &r->shop;
	page->canonical = slw_pool_printf(&r->page, "%s%s", r->shop.base, path);
	if (page->type == NULL)
		page->type = "website";
	if (page->social_image == NULL)
		page->social_image = r->social_image;
}

void slw_render_crumbs(struct render *r, struct view_page *page, const struct view_link *links)
{
	struct view_link *crumbs;
	size_t count = 0;

	while (links[count].name != NULL)
		count++;
	crumbs = slw_pool_alloc(&r->page, (count + 1) * sizeof(*crumbs));
	crumbs[0] = (struct view_link){ .name = slw_render_word(r, "Home"), .path = "" };
	memcpy(crumbs + 1, links, count * sizeof(*crumbs));
	page->crumbs = (struct slw_tpl_list){ crumbs, count + 1 };
}

int slw_render_write(struct render *r, struct view_page *page, enum render_template which,
		     struct slw_err *err)
{
	size_t len = strlen(page->path);
	bool folder = len == 0 || page->path[len - 1] == '/';
	const char *path =
	    folder ? slw_pool_printf(&r->page, "%sindex.html", page->path) : page->path;
	int rc;

	if (!page->noindex && !r->shop.noindex && slw_sitemap_add(r, page->path, err) < 0)
		return -1;
	page->noindex = page->noindex || r->shop.noindex;
	slw_buf_clear(&r->out);
	slw_template_render(r->templates[which], page, &r->out);
	r->result.pages++;
	rc = slw_render_file(r, path, r->out.data, r->out.len, err);
	if (slw_progress_cancelled(r->options.progress))
		return slw_err_set(err, SLW_ECANCELLED, _("writing the shop was cancelled"));
	slw_pool_clear(&r->page);
	return rc;
}

/* --- the files beside the pages -------------------------------------------------------------- */

/* The address of a file that changes with its content, so that browsers may keep it for long. */
static const char *versioned(struct render *r, const char *path, const struct slw_buf *data)
{
	char digits[SLW_HASH_SIZE];

	slw_hash_bytes(data->data, data->len, digits);
	return slw_pool_printf(&r->pool, "%s?v=%.8s", path, digits);
}

static int write_asset(struct render *r, const char *name, const char *before, const char **address,
		       struct slw_err *err)
{
	char *from = slw_printf("%s/storefront/%s", r->options.data_folder, name);
	char *to = slw_printf("assets/%s", name);
	struct slw_buf data;
	int rc = -1;

	slw_buf_init(&data, 0);
	slw_buf_str(&data, before);
	if (slw_file_read(from, DATA_FILE_MAX, &data, err) < 0) {
		err->code = SLW_EINTERNAL;
		goto out;
	}
	*address = versioned(r, to, &data);
	rc = slw_render_file(r, to, data.data, data.len, err);
out:
	slw_buf_release(&data);
	free(from);
	free(to);
	return rc;
}

static int write_assets(struct render *r, struct slw_err *err)
{
	struct slw_buf css;
	int rc;

	slw_buf_init(&css, 0);
	slw_theme_css(&css, r->options.look);
	slw_buf_char(&css, '\n');
	rc = write_asset(r, "shop.css", css.data, &r->shop.styles, err);
	slw_buf_clear(&css);
	if (rc == 0)
		rc = write_asset(r, "shop.js", "", &r->shop.script, err);
	if (rc == 0) {
		slw_render_favicon(r, &css);
		rc = slw_render_file(r, "favicon.svg", css.data, css.len, err);
	}
	slw_buf_release(&css);
	return rc;
}

/* A shop that is not to be found says so in its pages: what robots may not read, they cannot
 * obey. */
static int write_robots(struct render *r, struct slw_err *err)
{
	struct slw_buf out;
	int rc;

	slw_buf_init(&out, 0);
	if (!slw_documents_bool(r->options.docs, "seo.allow_indexing", true)) {
		slw_buf_str(&out, "User-agent: *\nDisallow: /\n");
	} else {
		slw_buf_str(&out, "User-agent: *\nAllow: /\n");
		if (r->absolute_known)
			slw_buf_printf(&out, "\nSitemap: %ssitemap.xml\n", r->shop.base);
	}
	rc = slw_render_file(r, "robots.txt", out.data, out.len, err);
	slw_buf_release(&out);
	return rc;
}

static void set_policies(struct render *r)
{
	json_t *policies = slw_policies(r->options.docs), *policy;
	struct view_link *links =
	    slw_pool_alloc(&r->pool, (json_array_size(policies) + 1) * sizeof(*links));
	size_t index;

	json_array_foreach (policies, index, policy)
		links[index] = (struct view_link){
			.name = slw_pool_str(&r->pool,
					     slw_render_word(r, slw_json_str(policy, "title", ""))),
			.path = slw_pool_printf(&r->pool, "policies/%s/",
						slw_json_str(policy, "handle", "")),
		};
	r->shop.policies = (struct slw_tpl_list){ links, json_array_size(policies) };
	json_decref(policies);
}

/* --- the whole ------------------------------------------------------------------------------- */

int slw_render_init(struct render *r, const struct slw_storefront_options *options,
		    const struct slw_storefront_source *source, struct slw_err *err)
{
	*r = (struct render){ .options = *options, .source = *source };
	slw_pool_init(&r->pool);
	slw_pool_init(&r->page);
	slw_buf_init(&r->out, 0);
	slw_buf_init(&r->search, 0);
	slw_buf_init(&r->sitemap, 0);
	r->currency = slw_documents_currency(options->docs);
	if (r->currency == NULL)
		return slw_err_set(err, SLW_EINVAL, _("business.currency is not answered"));
	r->language = slw_documents_str(options->docs, "business.language", "en");
	if (slw_words_load(&r->words, options->data_folder, r->language, err) < 0)
		return -1;
	slw_render_shop(r);
	return 0;
}

void slw_render_release(struct render *r)
{
	slw_render_catalogue_release(r);
	for (size_t i = 0; i < TEMPLATE__MAX; i++)
		slw_template_free(r->templates[i]);
	slw_pool_release(&r->pool);
	slw_pool_release(&r->page);
	slw_buf_release(&r->out);
	slw_buf_release(&r->search);
	slw_buf_release(&r->sitemap);
	json_decref(r->words);
}

struct slw_storefront {
	struct render render;
};

int slw_storefront_open(struct slw_storefront **out, const struct slw_storefront_options *options,
			const struct slw_storefront_source *source,
			const struct slw_storefront_sink *sink, struct slw_err *err)
{
	struct slw_storefront *storefront = slw_calloc(1, sizeof(*storefront));
	struct render *r = &storefront->render;
	int rc = slw_render_init(r, options, source, err);

	r->sink = *sink;
	if (rc == 0)
		rc = compile_templates(r, err);
	if (rc == 0) {
		set_policies(r);
		rc = write_assets(r, err);
	}
	if (rc < 0) {
		slw_storefront_free(storefront);
		return -1;
	}
	slw_render_catalogue(r);
	*out = storefront;
	return 0;
}

int slw_storefront_catalogue(struct slw_storefront *storefront,
			     const struct slw_storefront_item *item, struct slw_err *err)
{
	return slw_render_card(&storefront->render, item, err);
}

int slw_storefront_lists(struct slw_storefront *storefront, struct slw_err *err)
{
	struct render *r = &storefront->render;

	r->shop.products = (int64_t)r->card_count;
	return slw_render_home(r, err) < 0 ? -1 : slw_render_lists(r, err);
}

int slw_storefront_product(struct slw_storefront *storefront,
			   const struct slw_storefront_item *item, struct slw_err *err)
{
	return slw_render_product(&storefront->render, item, err);
}

int slw_storefront_finish(struct slw_storefront *storefront, struct slw_storefront_result *result,
			  struct slw_err *err)
{
	struct render *r = &storefront->render;

	if (slw_render_search_end(r, err) < 0 || slw_render_prose(r, err) < 0 ||
	    (!r->shop.noindex && slw_sitemap_end(r, err) < 0) || write_robots(r, err) < 0)
		return -1;
	if (result != NULL)
		*result = r->result;
	return 0;
}

void slw_storefront_free(struct slw_storefront *storefront)
{
	if (storefront == NULL)
		return;
	slw_render_release(&storefront->render);
	free(storefront);
}
