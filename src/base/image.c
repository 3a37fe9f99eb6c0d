#include "config.h"

#include "base/image.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"

#include "base/banned.h"

static unsigned int be16(const unsigned char *p)
{
	return (unsigned int)p[0] << 8 | p[1];
}

static unsigned int le16(const unsigned char *p)
{
	return (unsigned int)p[1] << 8 | p[0];
}

static unsigned int le24(const unsigned char *p)
{
	return (unsigned int)p[2] << 16 | le16(p);
}

static uint32_t be32(const unsigned char *p)
{
	return (uint32_t)be16(p) << 16 | be16(p + 2);
}

static bool fits(uint32_t width, uint32_t height, struct slw_image_info *info)
{
	if (width == 0 || height == 0 || width > 65535 || height > 65535)
		return false;
	info->width = (int)width;
	info->height = (int)height;
	return true;
}

/* PNG, ISO/IEC 15948: signature, then IHDR. */
static bool probe_png(const unsigned char *p, size_t len, struct slw_image_info *info)
{
	info->extension = "png";
	return len >= 33 && memcmp(p, "\x89PNG\r\n\x1a\n", 8) == 0 &&
	       memcmp(p + 12, "IHDR", 4) == 0 && fits(be32(p + 16), be32(p + 20), info);
}

static bool probe_gif(const unsigned char *p, size_t len, struct slw_image_info *info)
{
	info->extension = "gif";
	return len >= 13 && (memcmp(p, "GIF87a", 6) == 0 || memcmp(p, "GIF89a", 6) == 0) &&
	       fits(le16(p + 6), le16(p + 8), info);
}

/* JPEG, ITU T.81: segments up to the first start of frame, which has the size. */
static bool probe_jpeg(const unsigned char *p, size_t len, struct slw_image_info *info)
{
	size_t at = 2;

	info->extension = "jpg";
	if (len < 4 || p[0] != 0xFF || p[1] != 0xD8)
		return false;
	while (at + 9 <= len) {
		unsigned int marker = p[at + 1], size = be16(p + at + 2);

		if (p[at] == 0xFF && marker == 0xFF) { /* a fill byte */
			at++;
			continue;
		}
		if (p[at] != 0xFF || size < 2)
			return false;
		if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
		    marker != 0xCC)
			return fits(be16(p + at + 7), be16(p + at + 5), info);
		at += 2 + size;
	}
	return false;
}

/* WebP, RFC 9649: VP8, VP8L or VP8X as the first chunk. */
static bool probe_webp(const unsigned char *p, size_t len, struct slw_image_info *info)
{
	info->extension = "webp";
	if (len < 30 || memcmp(p, "RIFF", 4) != 0 || memcmp(p + 8, "WEBP", 4) != 0)
		return false;
	if (memcmp(p + 12, "VP8 ", 4) == 0 && memcmp(p + 23, "\x9d\x01\x2a", 3) == 0)
		return fits(le16(p + 26) & 0x3FFF, le16(p + 28) & 0x3FFF, info);
	if (memcmp(p + 12, "VP8L", 4) == 0 && p[20] == 0x2F)
		return fits((le16(p + 21) & 0x3FFF) + 1,
			    ((unsigned int)(p[22] >> 6) | (unsigned int)p[23] << 2 |
			     ((unsigned int)p[24] & 0x0F) << 10) +
				1,
			    info);
	if (memcmp(p + 12, "VP8X", 4) == 0)
		return fits(le24(p + 24) + 1, le24(p + 27) + 1, info);
	return false;
}

/* --- SVG ---------------------------------------------------------------------------------- */

/*
 * An SVG of the shop is shown by <img>, where nothing in it runs; but its address can be opened
 * too, and then it is a document of the shop's origin. So what can run, or bring in what can run,
 * is refused, sooner too much than too little: it is XML as a browser reads it, not as a tool
 * writes it.
 */
struct text {
	const char *at, *end;
};

static bool begins(struct text text, const char *word)
{
	size_t size = strlen(word);

	return (size_t)(text.end - text.at) >= size &&
	       tolower((unsigned char)*text.at) == tolower((unsigned char)*word) &&
	       strncasecmp(text.at, word, size) == 0;
}

/* From the first place of word on; at the end when there is none. */
static struct text find(struct text text, const char *word)
{
	while (text.at < text.end && !begins(text, word))
		text.at++;
	return text;
}

static struct text skip_space(struct text text)
{
	while (text.at < text.end && isspace((unsigned char)*text.at))
		text.at++;
	return text;
}

static struct text skip_past(struct text text, const char *word)
{
	text = find(text, word);
	if (text.at < text.end)
		text.at += strlen(word);
	return text;
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || strchr("-_.:", c) != NULL || (unsigned char)c >= 0x80;
}

/* The name that text is at, without a namespace prefix. */
static struct text local_name(struct text text)
{
	struct text name = { .at = text.at, .end = text.at };

	while (name.end < text.end && *name.end != '\0' && is_name_char(*name.end))
		if (*name.end++ == ':')
			name.at = name.end;
	return name;
}

static bool is_named(struct text name, const char *word)
{
	return (size_t)(name.end - name.at) == strlen(word) && begins(name, word);
}

/* The root element behind declarations and comments; at the end when it is something else. */
static struct text find_root(struct text text)
{
	if (begins(text, "\xEF\xBB\xBF"))
		text.at += 3;
	for (;;) {
		text = skip_space(text);
		if (begins(text, "<?"))
			text = skip_past(text, "?>");
		else if (begins(text, "<!--"))
			text = skip_past(text, "-->");
		else if (begins(text, "<!doctype"))
			text = skip_past(text, ">");
		else
			break;
	}
	if (text.at < text.end && *text.at == '<') {
		struct text inner = { .at = text.at + 1, .end = text.end };

		if (is_named(local_name(inner), "svg"))
			return text;
	}
	text.at = text.end;
	return text;
}

/* ISO-2022-JP and its like hide a word between escapes; an SVG needs no control character. */
static bool has_control(struct text text)
{
	for (; text.at < text.end; text.at++)
		if ((unsigned char)*text.at < ' ' && *text.at != '\t' && *text.at != '\n' &&
		    *text.at != '\r')
			return true;
	return false;
}

static bool has_element(struct text text)
{
	static const char *const forbidden[] = { "script", "foreignObject", "iframe",  "embed",
						 "object", "handler",	    "listener" };

	for (; text.at < text.end; text.at++) {
		struct text name = { .at = text.at + 1, .end = text.end };

		if (*text.at != '<')
			continue;
		name = local_name(name);
		for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
			if (is_named(name, forbidden[i]))
				return true;
	}
	return false;
}

/* An attribute such as onload= : white space or a quote, "on", letters, "=". */
static bool has_handler(struct text text)
{
	char before = '\0';

	for (; text.at < text.end; before = *text.at++) {
		struct text rest = { .at = text.at + 2, .end = text.end };

		if (!begins(text, "on") || before == '\0' || strchr(" \t\r\n\"'", before) == NULL)
			continue;
		while (rest.at < rest.end && isalpha((unsigned char)*rest.at))
			rest.at++;
		if (rest.at == text.at + 2)
			continue;
		rest = skip_space(rest);
		if (rest.at < rest.end && *rest.at == '=')
			return true;
	}
	return false;
}

/* The value of the attribute whose name ends before text; empty when there is none. */
static struct text attribute_value(struct text text)
{
	struct text value = { .at = text.end, .end = text.end };

	text = skip_space(text);
	if (text.at == text.end || *text.at != '=')
		return value;
	text.at++;
	text = skip_space(text);
	if (text.at == text.end || (*text.at != '"' && *text.at != '\''))
		return value;
	value.at = text.at + 1;
	value.end = memchr(value.at, *text.at, (size_t)(text.end - value.at));
	if (value.end == NULL)
		value.end = text.end;
	return value;
}

/* Within the drawing, to a page, or a picture in itself. Anything disguised is something else. */
static bool is_harmless_link(struct text value)
{
	static const char *const known[] = { "http:",	       "https:",	  "mailto:",
					     "data:image/png", "data:image/jpeg", "data:image/jpg",
					     "data:image/gif", "data:image/webp" };
	struct text scheme;

	value = skip_space(value);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (begins(value, known[i]))
			return true;
	for (scheme = value; scheme.at < scheme.end; scheme.at++) {
		if (strchr("/?#", *scheme.at) != NULL)
			return true;
		if (strchr(":&", *scheme.at) != NULL || (unsigned char)*scheme.at <= ' ')
			return false;
	}
	return true;
}

static bool has_harmful_link(struct text text)
{
	for (text = skip_past(text, "href"); text.at < text.end; text = skip_past(text, "href")) {
		struct text value = attribute_value(text);

		if (value.at < value.end && !is_harmless_link(value))
			return true;
	}
	return false;
}

/* An animation that gives an attribute a value which the checks above would not see. */
static bool has_harmful_animation(struct text text)
{
	for (text = skip_past(text, "attributeName"); text.at < text.end;
	     text = skip_past(text, "attributeName")) {
		struct text value = skip_space(attribute_value(text));

		if (begins(value, "on") || find(value, "href").at < value.end ||
		    find(value, "&").at < value.end)
			return true;
	}
	return false;
}

static bool has_active_content(struct text text)
{
	static const char *const forbidden[] = { "javascript:", "<!entity", "<!attlist",
						 "<?xml-stylesheet" };

	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		if (find(text, forbidden[i]).at < text.end)
			return true;
	return has_control(text) || has_element(text) || has_harmful_link(text) ||
	       has_harmful_animation(text);
}

/* "128", "128.5", "128px"; 0 for anything else, such as "100%". */
static int svg_length(struct text tag, const char *name)
{
	long value = 0;

	for (char before = ' '; tag.at < tag.end; before = *tag.at++) {
		struct text rest = { .at = tag.at + strlen(name), .end = tag.end };

		if (!isspace((unsigned char)before) || !begins(tag, name))
			continue;
		rest = skip_space(attribute_value(rest));
		for (; rest.at < rest.end && isdigit((unsigned char)*rest.at); rest.at++)
			value = value <= 65535 ? value * 10 + (*rest.at - '0') : value;
		if (rest.at < rest.end && *rest.at == '.')
			for (rest.at++; rest.at < rest.end && isdigit((unsigned char)*rest.at);)
				rest.at++;
		rest = skip_space(begins(rest, "px") ? skip_past(rest, "px") : rest);
		return rest.at == rest.end && value <= 65535 ? (int)value : 0;
	}
	return 0;
}

static bool probe_svg(const char *data, size_t len, struct slw_image_info *info,
		      const char **reason)
{
	struct text text = { .at = data, .end = data + len }, root = find_root(text), tag = root;

	tag.end = find(root, ">").at;
	if (tag.end == root.end)
		return false;
	info->extension = "svg";
	info->width = svg_length(tag, "width");
	info->height = svg_length(tag, "height");
	if (has_active_content(text)) {
		*reason = N_("the SVG has a script or other active content");
		return false;
	}
	if (has_handler(text)) {
		*reason = N_("the SVG has an event handler");
		return false;
	}
	return true;
}

bool slw_image_probe(const void *data, size_t len, struct slw_image_info *info, const char **reason)
{
	const char *why = N_("it is not a PNG, JPEG, GIF, WebP or SVG image");
	bool ok;

	*info = (struct slw_image_info){ 0 };
	ok = probe_png(data, len, info) || probe_jpeg(data, len, info) ||
	     probe_gif(data, len, info) || probe_webp(data, len, info) ||
	     probe_svg(data, len, info, &why);
	if (!ok && reason != NULL)
		*reason = why;
	return ok;
}
