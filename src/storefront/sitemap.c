/* sitemap.xml, or an index of several where there are more than one may hold (sitemaps.org). */
#include "config.h"

#include "storefront/render.h"

#include <stdio.h>

#include "base/escape.h"

#include "base/banned.h"

#define URLS_MAX  50000
#define NAMESPACE "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
#define XML	  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static int end_part(struct render *r, const char *path, struct slw_err *err)
{
	int rc;

	if (r->sitemap_count == 0)
		slw_buf_str(&r->sitemap, XML "<urlset " NAMESPACE ">\n");
	slw_buf_str(&r->sitemap, "</urlset>\n");
	rc = slw_render_file(r, path, r->sitemap.data, r->sitemap.len, err);
	slw_buf_clear(&r->sitemap);
	r->sitemap_count = 0;
	return rc;
}

static int end_numbered(struct render *r, struct slw_err *err)
{
	char path[40];

	snprintf(path, sizeof(path), "sitemap-%zu.xml", ++r->sitemap_parts);
	return end_part(r, path, err);
}

int slw_sitemap_add(struct render *r, const char *path, struct slw_err *err)
{
	if (r->sitemap_count == URLS_MAX && end_numbered(r, err) < 0)
		return -1;
	if (r->sitemap_count++ == 0)
		slw_buf_str(&r->sitemap, XML "<urlset " NAMESPACE ">\n");
	slw_buf_str(&r->sitemap, "<url><loc>");
	slw_escape_xml(&r->sitemap, r->shop.base);
	slw_escape_xml(&r->sitemap, path);
	slw_buf_str(&r->sitemap, "</loc></url>\n");
	return 0;
}

int slw_sitemap_end(struct render *r, struct slw_err *err)
{
	if (r->sitemap_parts == 0)
		return end_part(r, "sitemap.xml", err);
	if (end_numbered(r, err) < 0)
		return -1;
	slw_buf_str(&r->sitemap, XML "<sitemapindex " NAMESPACE ">\n");
	for (size_t i = 1; i <= r->sitemap_parts; i++) {
		slw_buf_str(&r->sitemap, "<sitemap><loc>");
		slw_escape_xml(&r->sitemap, r->shop.base);
		slw_buf_printf(&r->sitemap, "sitemap-%zu.xml</loc></sitemap>\n", i);
	}
	slw_buf_str(&r->sitemap, "</sitemapindex>\n");
	return slw_render_file(r, "sitemap.xml", r->sitemap.data, r->sitemap.len, err);
}
