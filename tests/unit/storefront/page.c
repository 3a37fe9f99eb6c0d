#include "config.h"

#include "unit/storefront/page.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "unit/storefront/shop.h"

#include "base/banned.h"

#define JSON_START "<script type=\"application/ld+json\">"

size_t page_count(const char *html, const char *text)
{
	size_t count = 0;

	for (const char *p = strstr(html, text); p != NULL; p = strstr(p + 1, text))
		count++;
	return count;
}

json_t *page_json(const char *html, const char *type)
{
	for (const char *p = strstr(html, JSON_START); p != NULL; p = strstr(p, JSON_START)) {
		const char *start = p + strlen(JSON_START), *end = strstr(start, "</script>");
		json_t *value =
		    json_loadb(start, (size_t)(end - start), JSON_REJECT_DUPLICATES, NULL);

		if (value != NULL && strcmp(slw_json_str(value, "@type", ""), type) == 0)
			return value;
		json_decref(value);
		p = end;
	}
	return NULL;
}

static void fault(struct slw_buf *faults, const char *path, const char *what, const char *value,
		  size_t len)
{
	if (faults->len < 2000)
		slw_buf_printf(faults, "%s: %s: %.*s\n", path, what, (int)len, value);
}

/* "a/b/index.html" and "../c/?x" make "a/c/index.html". */
static char *target(const char *page, const char *link, size_t len)
{
	struct slw_buf out;
	const char *slash = strrchr(page, '/');
	size_t i = 0;

	slw_buf_init(&out, 0);
	if (slash != NULL && link[0] != '/')
		slw_buf_add(&out, page, (size_t)(slash - page + 1));
	while (i < len && link[i] != '?' && link[i] != '#') {
		size_t part = 0;

		while (i + part < len && strchr("/?#", link[i + part]) == NULL)
			part++;
		if (part == 2 && strncmp(link + i, "..", 2) == 0) {
			size_t cut = out.len > 0 ? out.len - 1 : 0;

			while (cut > 0 && out.data[cut - 1] != '/')
				cut--;
			slw_buf_cut(&out, cut);
		} else if (part > 0 && !(part == 1 && link[i] == '.')) {
			slw_buf_add(&out, link + i, part);
			if (i + part < len && link[i + part] == '/')
				slw_buf_char(&out, '/');
		}
		i += part + (i + part < len && link[i + part] == '/' ? 1 : 0);
	}
	if (out.len == 0 || out.data[out.len - 1] == '/')
		slw_buf_str(&out, "index.html");
	return slw_buf_take(&out);
}

static bool is_elsewhere(const char *link)
{
	static const char *const schemes[] = { "https:", "http:", "mailto:", "tel:", "#" };

	for (size_t i = 0; i < SLW_COUNT(schemes); i++) {
		if (strncmp(link, schemes[i], strlen(schemes[i])) == 0)
			return true;
	}
	return false;
}

static void check_links(const struct test_shop *shop, const struct test_file *file,
			const char *attribute, struct slw_buf *faults)
{
	for (const char *p = strstr(file->data, attribute); p != NULL; p = strstr(p, attribute)) {
		size_t len;
		char *path;

		p += strlen(attribute);
		len = strcspn(p, "\"");
		if (len == 0) {
			fault(faults, file->path, "an empty link", attribute, strlen(attribute));
			continue;
		}
		if (is_elsewhere(p))
			continue;
		path = target(file->path, p, len);
		if (test_shop_file(shop, path) == NULL &&
		    (strncmp(path, "images/", 7) != 0 || strncmp(path, "images/drawn/", 13) == 0))
			fault(faults, file->path, "a link that leads nowhere", p, len);
		free(path);
	}
}

static void check_json(const struct test_file *file, struct slw_buf *faults)
{
	for (const char *p = strstr(file->data, JSON_START); p != NULL; p = strstr(p, JSON_START)) {
		const char *start = p + strlen(JSON_START), *end = strstr(start, "</script>");
		json_error_t error;
		json_t *value =
		    json_loadb(start, (size_t)(end - start), JSON_REJECT_DUPLICATES, &error);

		if (value == NULL)
			fault(faults, file->path, error.text, start, (size_t)(end - start));
		json_decref(value);
		p = end;
	}
}

static void check_ids(const struct test_file *file, struct slw_buf *faults)
{
	for (const char *p = strstr(file->data, " id=\""); p != NULL; p = strstr(p + 1, " id=\"")) {
		size_t len = 5 + strcspn(p + 5, "\"") + 1;
		char *id = slw_strndup(p, len);

		if (page_count(file->data, id) != 1)
			fault(faults, file->path, "an id that is not unique", p, len);
		free(id);
	}
}

/* No attribute may run or style anything by itself. Walks tags as a browser does, so that the same
 * words in texts and in quoted values are no fault. */
static void check_attributes(const struct test_file *file, struct slw_buf *faults)
{
	const char *p = file->data;

	while ((p = strchr(p, '<')) != NULL) {
		p++;
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z')))
			continue;
		p += strcspn(p, " \n>");
		while (*p == ' ' || *p == '\n') {
			size_t len;

			p += strspn(p, " \n");
			len = strcspn(p, "=> \n");
			if (strncmp(p, "on", 2) == 0 || (len == 5 && strncmp(p, "style", 5) == 0))
				fault(faults, file->path, "an attribute that acts", p, len);
			p += len;
			if (p[0] == '=' && p[1] == '"')
				p = strchr(p + 2, '"') + 1;
		}
		if (*p != '>' && strncmp(p, "/>", 2) != 0)
			fault(faults, file->path, "not an attribute", p, 20);
	}
}

static void check_structure(const struct test_file *file, struct slw_buf *faults)
{
	static const struct {
		const char *text;
		size_t times;
	} rows[] = { { "<h1", 1 },
		     { "</h1>", 1 },
		     { "<main ", 1 },
		     { "</main>", 1 },
		     { "<html lang=\"", 1 },
		     { "</html>", 1 },
		     { "<title>", 1 },
		     { "<meta charset=\"utf-8\">", 1 },
		     { "rel=\"canonical\"", 1 },
		     { "Content-Security-Policy", 1 },
		     { "<footer", 1 },
		     { "class=\"skip\"", 1 },
		     { "<style", 0 },
		     { "{{", 0 },
		     { "(null)", 0 } };

	for (size_t i = 0; i < SLW_COUNT(rows); i++) {
		if (page_count(file->data, rows[i].text) != rows[i].times)
			fault(faults, file->path, "not as often as expected", rows[i].text,
			      strlen(rows[i].text));
	}
	if (page_count(file->data, "<script") !=
	    page_count(file->data, JSON_START) + page_count(file->data, "<script src=\""))
		fault(faults, file->path, "a script in the page", "", 0);
	for (const char *p = strstr(file->data, "<img"); p != NULL; p = strstr(p + 1, "<img")) {
		char *tag = slw_strndup(p, strcspn(p, ">"));

		if (strstr(tag, " alt=\"") == NULL)
			fault(faults, file->path, "an image without alt", tag, strlen(tag));
		free(tag);
	}
	if (!slw_text_valid(file->data, file->len))
		fault(faults, file->path, "not UTF-8", "", 0);
}

void page_check_all(const struct test_shop *shop, struct slw_buf *faults)
{
	for (size_t i = 0; i < shop->file_count; i++) {
		const struct test_file *file = &shop->files[i];
		size_t len = strlen(file->path);

		if (i > 0 && strcmp(file->path, shop->files[i - 1].path) == 0)
			fault(faults, file->path, "written twice", "", 0);
		if (len < 5 || strcmp(file->path + len - 5, ".html") != 0)
			continue;
		check_structure(file, faults);
		check_ids(file, faults);
		check_attributes(file, faults);
		check_json(file, faults);
		if (strcmp(file->path, "404.html") == 0)
			continue; /* its links begin at the root of a host */
		check_links(shop, file, "href=\"", faults);
		check_links(shop, file, "src=\"", faults);
	}
}
