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
	while (at + 9 < len) {
		unsigned int marker = p[at + 1], size = be16(p + at + 2);

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
	if (memcmp(p + 12, "VP8 ", 4) == 0)
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

static const char *find(const char *text, size_t len, const char *word)
{
	size_t size = strlen(word);

	for (size_t i = 0; i + size <= len; i++)
		if (strncasecmp(text + i, word, size) == 0)
			return text + i;
	return NULL;
}

/* An attribute such as onload= : white space or a quote, "on", letters, "=". */
static bool has_handler(const char *text, size_t len)
{
	for (size_t i = 1; i + 3 < len; i++) {
		size_t k = i + 2;

		if (strncasecmp(text + i, "on", 2) != 0 ||
		    strchr(" \t\r\n\"'/", text[i - 1]) == NULL)
			continue;
		while (k < len && isalpha((unsigned char)text[k]))
			k++;
		while (k < len && isspace((unsigned char)text[k]))
			k++;
		if (k > i + 2 && k < len && text[k] == '=')
			return true;
	}
	return false;
}

/* "128", "128.5", "128px"; 0 for anything else, such as "100%". */
static int svg_length(const char *tag, size_t len, const char *name)
{
	const char *at = find(tag, len, name);
	char *end;
	double value;

	if (at == NULL || at[-1] > ' ' || at[strlen(name)] != '=')
		return 0;
	at += strlen(name) + 2;
	value = strtod(at, &end);
	if (end == at || value < 1 || value > 65535 || *end == '%')
		return 0;
	return (int)value;
}

static bool probe_svg(const char *text, size_t len, struct slw_image_info *info,
		      const char **reason)
{
	static const char *const forbidden[] = { "<script", "javascript:", "<foreignobject",
						 "<iframe", "<!entity" };
	const char *start = find(text, len < 4096 ? len : 4096, "<svg");
	const char *end = start == NULL ? NULL : memchr(start, '>', len - (size_t)(start - text));

	if (end == NULL || memchr(text, '\0', len) != NULL)
		return false;
	info->extension = "svg";
	info->width = svg_length(start, (size_t)(end - start), "width");
	info->height = svg_length(start, (size_t)(end - start), "height");
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		if (find(text, len, forbidden[i]) != NULL) {
			*reason = N_("the SVG has a script or other active content");
			return false;
		}
	if (has_handler(text, len)) {
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
