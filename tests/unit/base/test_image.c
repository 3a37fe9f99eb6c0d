#include "config.h"

#include "base/image.h"

#include "unit/suites.h"

#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

/* A copy without a byte behind it, so that a sanitizer sees a read past the end. */
static bool probe(const char *data, size_t len, struct slw_image_info *info, const char **reason)
{
	char *copy = slw_malloc(len);
	bool ok;

	memcpy(copy, data, len);
	ok = slw_image_probe(copy, len, info, reason);
	free(copy);
	return ok;
}

#define BYTES(text) .data = (text), .len = sizeof(text) - 1

#define PNG(width, height) \
	"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" width height "\x08\x02\0\0\0\x90\x77\x53\xde"
#define WEBP(chunk) "RIFF\x24\0\0\0WEBP" chunk

static const struct {
	const char *data;
	size_t len;
	const char *extension;
	int width, height;
} images[] = {
	{ BYTES(PNG("\0\0\0\x01", "\0\0\0\x02")), "png", 1, 2 },
	{ BYTES(PNG("\0\0\x12\x34", "\0\0\xff\xff")), "png", 0x1234, 65535 },
	{ BYTES("GIF87a\x03\0\x04\0\0\0\0"), "gif", 3, 4 },
	{ BYTES("GIF89a\x2c\x01\x05\0\0\0\0"), "gif", 300, 5 },
	{ BYTES("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
		"\xff\xc0\0\x0b\x08\0\x20\0\x10\1\1\x11\0"),
	  "jpg", 16, 32 },
	{ BYTES("\xff\xd8\xff\xc2\0\x0b\x08\1\0\2\0\1\1\x11\0"), "jpg", 512, 256 },
	{ BYTES("\xff\xd8\xff\xff\xff\xc0\0\x0b\x08\0\x20\0\x10\1\1\x11\0"), "jpg", 16, 32 },
	{ BYTES("\xff\xd8\xff\xc4\0\x03\0\xff\xc0\0\x0b\x08\0\x20\0\x10\1\1\x11\0"), "jpg", 16,
	  32 },
	{ BYTES(WEBP("VP8 \x18\0\0\0\0\0\0\x9d\x01\x2a\x0a\0\x14\0")), "webp", 10, 20 },
	{ BYTES(WEBP("VP8L\x18\0\0\0\x2f\x63\xc0\x18\0\0\0\0\0\0")), "webp", 100, 100 },
	{ BYTES(WEBP("VP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0")), "webp", 640, 480 },
	{ BYTES("<svg width=\"24\" height='12'/>"), "svg", 24, 12 },
	{ BYTES("<svg xmlns='http://www.w3.org/2000/svg' width = \"128.5px\" height=\"7.25\">"
		"<path stroke-width='3' d='M0 0'/></svg>"),
	  "svg", 128, 7 },
	{ BYTES("<?xml version=\"1.0\"?>\n<!-- a > drawing -->\n<!DOCTYPE svg PUBLIC \"x\" \"y\">\n"
		"<svg viewBox=\"0 0 5 5\"></svg>"),
	  "svg", 0, 0 },
	{ BYTES("\xef\xbb\xbf<svg:svg stroke-width=\"9\" width=\"100%\" height=\"2em\"/>"), "svg",
	  0, 0 },
	{ BYTES("<svg width=\"99999999999999999999\" height=\"-5\"/>"), "svg", 0, 0 },
	{ BYTES("<svg width=\"1e3\" height=\"\"/>"), "svg", 0, 0 },
	/* harmless, though it looks a little like something else */
	{ BYTES("<svg><text>one = two, on and on</text></svg>"), "svg", 0, 0 },
	{ BYTES("<svg><use href=\"#a\"/><use xlink:href='#b'/></svg>"), "svg", 0, 0 },
	{ BYTES("<svg><a href=\"https://example.com/?a:b\"/><a href=\"mailto:a@example.com\"/>"
		"<a href=\"/a:b\"/></svg>"),
	  "svg", 0, 0 },
	{ BYTES("<svg><image href=\"data:image/png;base64,iVBORw0KGgo/onQ=\"/></svg>"), "svg", 0,
	  0 },
	{ BYTES("<svg><animate attributeName=\"opacity\" values=\"0;1\"/></svg>"), "svg", 0, 0 },
};

START_TEST(images_are_known_with_their_size)
{
	struct slw_image_info info;
	const char *reason = "";

	ck_assert_msg(probe(images[_i].data, images[_i].len, &info, &reason), "%s", reason);
	ck_assert_str_eq(info.extension, images[_i].extension);
	ck_assert_int_eq(info.width, images[_i].width);
	ck_assert_int_eq(info.height, images[_i].height);
}
END_TEST

/* An image that ends early is none; an SVG may be whole before its end. */
START_TEST(any_beginning_is_read_within_its_bounds)
{
	struct slw_image_info info;

	for (size_t len = 0; len < images[_i].len; len++) {
		bool ok = probe(images[_i].data, len, &info, NULL);

		if (len < 10 && strcmp(images[_i].extension, "svg") != 0)
			ck_assert(!ok);
	}
}
END_TEST

static const struct {
	const char *data;
	size_t len;
} damaged[] = {
	{ BYTES("") },
	{ BYTES("x") },
	{ BYTES("hello, this is some text that is long enough to be an image") },
	{ BYTES(PNG("\0\0\0\0", "\0\0\0\x02")) },
	{ BYTES(PNG("\0\0\0\x01", "\x7f\xff\xff\xff")) },
	{ BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\0\1\0\0\0\1\x08\x02\0\0\0\0\0\0\0") },
	{ BYTES("GIF88a\x03\0\x04\0\0\0\0") },
	{ BYTES("GIF89a\0\0\x04\0\0\0\0") },
	{ BYTES("\xff\xd8\xff\xd9") },
	{ BYTES(
	    "\xff\xd8\xff\xe0\0\x01JFIF\0\1\1\0\0\1\0\1") }, /* a segment shorter than its length */
	{ BYTES(
	    "\xff\xd8\xff\xe0\xff\xffJFIF\0\1\1\0\0\1\0\1") }, /* one that leads out of the file */
	{ BYTES("\xff\xd8\xff\xc0\0\x0b\x08\0\0\0\x10\1\1\x11\0") }, /* no height */
	{ BYTES(WEBP("VP9 \x18\0\0\0\0\0\0\x9d\x01\x2a\x0a\0\x14\0")) },
	{ BYTES(WEBP("VP8 \x18\0\0\0\0\0\0\0\0\0\x0a\0\x14\0")) },
	{ BYTES("RIFF\x24\0\0\0WAVEfmt \x18\0\0\0\0\0\0\0\0\0\0\0\0\0") },
	{ BYTES("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\1\0\x18\0") },
	{ BYTES("%PDF-1.4 <svg/> ................................") },
	{ BYTES("<html><body><svg width='1' height='1'/></body></html>") },
	{ BYTES("<svgx/>") },
	{ BYTES("<svg") },
	{ BYTES("<!-- <svg/>") },
	{ BYTES("\xff\xfe<\0s\0v\0g\0/\0>\0") },
	{ BYTES(
	    "\x1f\x8b\x08\0\0\0\0\0\0\3\xb3\x29\x2e\x4b\xb7\x03\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") },
};

START_TEST(what_is_damaged_or_something_else_is_refused)
{
	struct slw_image_info info;
	const char *reason = NULL;

	ck_assert(!probe(damaged[_i].data, damaged[_i].len, &info, &reason));
	ck_assert_ptr_nonnull(reason);
}
END_TEST

static const struct {
	const char *data;
	size_t len;
} attacks[] = {
	{ BYTES("<svg><script>alert(1)</script></svg>") },
	{ BYTES("<svg><SCRIPT href='x'/></svg>") },
	{ BYTES("<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:script>x</s:script></s:svg>") },
	{ BYTES("<svg><foreignObject><body/></foreignObject></svg>") },
	{ BYTES("<svg><h:iframe src='x'/></svg>") },
	{ BYTES("<svg><embed src='x'/></svg>") },
	{ BYTES("<svg><h:object data='x'/></svg>") },
	{ BYTES("<svg><handler type='application/ecmascript'/></svg>") },
	{ BYTES("<svg onload='alert(1)'/>") },
	{ BYTES("<svg\nOnLoad = \"alert(1)\"/>") },
	{ BYTES("<svg><g a=\"b\"onclick=\"x\"/></svg>") },
	{ BYTES("<svg><a href='javascript:alert(1)'/></svg>") },
	{ BYTES("<svg><a href=' JavaScript:alert(1)'/></svg>") },
	{ BYTES("<svg><a href='java\nscript:alert(1)'/></svg>") },
	{ BYTES("<svg><a href='&#106;avascript:alert(1)'/></svg>") },
	{ BYTES("<svg><a xlink:href = \"j&#x61;vascript:alert(1)\"/></svg>") },
	{ BYTES("<svg><a href='vbscript:x'/></svg>") },
	{ BYTES("<svg><a href='data:text/html,x'/></svg>") },
	{ BYTES("<svg><use href='data:image/svg+xml;base64,AAAA#x'/></svg>") },
	{ BYTES("<svg><animate attributeName='href' values='&#106;avascript:x'/></svg>") },
	{ BYTES("<svg><set attributeName=\"xlink:href\" to='x'/></svg>") },
	{ BYTES("<svg><set attributeName='onmouseover' to='x'/></svg>") },
	{ BYTES("<svg><set attributeName='&#111;nclick' to='x'/></svg>") },
	{ BYTES("<!DOCTYPE svg [<!ENTITY x 'y'>]><svg>&x;</svg>") },
	{ BYTES("<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]><svg/>") },
	{ BYTES("<?xml-stylesheet href='x.xsl'?><svg/>") },
	{ BYTES("<svg><scr\x1b(Bipt>alert(1)</scr\x1b(Bipt></svg>") },
	{ BYTES("<svg><g \0onload='x'/></svg>") },
};

START_TEST(an_svg_that_could_do_something_is_refused)
{
	struct slw_image_info info;
	const char *reason = NULL;

	ck_assert_msg(!probe(attacks[_i].data, attacks[_i].len, &info, &reason), "%s",
		      attacks[_i].data);
	ck_assert_ptr_nonnull(reason);
}
END_TEST

Suite *suite_image(void);
Suite *suite_image(void)
{
	Suite *suite = suite_create("image");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, images_are_known_with_their_size, 0, (int)SLW_COUNT(images));
	tcase_add_loop_test(tc, any_beginning_is_read_within_its_bounds, 0, (int)SLW_COUNT(images));
	tcase_add_loop_test(tc, what_is_damaged_or_something_else_is_refused, 0,
			    (int)SLW_COUNT(damaged));
	tcase_add_loop_test(tc, an_svg_that_could_do_something_is_refused, 0,
			    (int)SLW_COUNT(attacks));
	suite_add_tcase(suite, tc);
	return suite;
}
