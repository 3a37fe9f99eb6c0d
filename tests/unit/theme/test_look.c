#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "theme/colour.h"
#include "theme/theme.h"

#include "base/banned.h"

static struct slw_themes themes;
static struct slw_documents docs;

static void load(void)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_themes_load(&themes, DATA_FOLDER, &err) == 0, "%s", err.msg);
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		docs.section[i] = json_object();
}

static void release(void)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		json_decref(docs.section[i]);
	slw_themes_release(&themes);
}

static void set(const char *record, const char *key, const char *value)
{
	json_t *object = json_object_get(docs.section[SLW_THEME], record);

	if (object == NULL) {
		object = json_object();
		slw_json_set(docs.section[SLW_THEME], record, object);
	}
	slw_json_set_str(object, key, value);
}

static void check_palette(const char *theme, const json_t *palette)
{
	for (const struct slw_colour_pair *p = slw_colour_pairs; p->front != NULL; p++) {
		const char *front = slw_json_str(palette, p->front, NULL);
		const char *back = slw_json_str(palette, p->back, NULL);

		ck_assert_msg(slw_contrast(front, back) * 100 >= p->least,
			      "%s: %s %s on %s %s is %.2f", theme, p->front, front, p->back, back,
			      slw_contrast(front, back));
	}
}

/* Colours as merchants choose them; "" for none. notes is how many sentences each theme gets at
 * least; -1: any number. */
static const struct {
	const char *primary, *accent, *background, *text;
	int notes;
	bool dark;
} choices[] = {
	{ "", "", "", "", 0, true },
	{ "#0b5cad", "", "", "", 0, true },
	{ "#ffd400", "", "", "", 1, true }, /* yellow is not read on paper */
	{ "#ffffff", "#ffffff", "", "", 1, true },
	{ "", "#ffe800", "", "", 0, true },  /* a plane: what stands on it turns dark */
	{ "", "", "#101214", "", 1, false }, /* a dark shop: all text turns light */
	{ "", "", "", "#999999", 1, false },
	{ "", "", "#808080", "", 1, false }, /* middle grey */
	{ "", "", "#767676", "#767676", 1, false },
	{ "#ff0000", "#00ff00", "#0000ff", "#ffff00", -1, false },
	{ "#000000", "#ffffff", "#777777", "#888888", 1, false },
	{ "", "", "#ffffff", "", -1, false },
	{ "", "", "#000000", "#ffffff", -1, false },
};

START_TEST(every_choice_can_be_read)
{
	set("colours", "primary", choices[_i].primary);
	set("colours", "accent", choices[_i].accent);
	set("colours", "background", choices[_i].background);
	set("colours", "text", choices[_i].text);
	for (size_t i = 0; i < themes.count; i++) {
		const char *id = themes.items[i].id;
		json_t *notes, *look = slw_theme_look(&themes.items[i], &docs, &notes);
		json_t *palette = json_object_get(look, "colours");
		json_t *dark = json_object_get(look, "dark");

		check_palette(id, palette);
		if (dark != NULL)
			check_palette(id, dark);
		ck_assert_int_eq(dark != NULL,
				 choices[_i].dark &&
				     json_object_get(themes.items[i].data, "dark") != NULL);
		if (choices[_i].background[0] != '\0')
			ck_assert_str_eq(slw_json_str(palette, "background", ""),
					 choices[_i].background);
		if (choices[_i].accent[0] != '\0')
			ck_assert_str_eq(slw_json_str(palette, "accent", ""), choices[_i].accent);
		if (choices[_i].notes == 0)
			ck_assert_msg(json_array_size(notes) == 0, "%s", id);
		else if (choices[_i].notes > 0)
			ck_assert_msg(json_array_size(notes) >= (size_t)choices[_i].notes, "%s",
				      id);
		json_decref(notes);
		json_decref(look);
	}
}
END_TEST

START_TEST(without_choices_it_is_the_theme)
{
	static const char *const keys[] = { "colours", "dark", "fonts", "space", "layout" };

	for (size_t i = 0; i < themes.count; i++) {
		json_t *look = slw_theme_look(&themes.items[i], &docs, NULL);

		for (size_t k = 0; k < SLW_COUNT(keys); k++) {
			json_t *mine = json_object_get(look, keys[k]);
			json_t *its = json_object_get(themes.items[i].data, keys[k]);

			ck_assert_msg(mine == its || json_equal(mine, its), "%s %s",
				      themes.items[i].id, keys[k]);
		}
		json_decref(look);
	}
}
END_TEST

START_TEST(a_moved_colour_is_said)
{
	json_t *notes, *look;
	const char *text;

	set("colours", "primary", "#ffd400");
	look = slw_theme_look(slw_themes_find(&themes, "depot"), &docs, &notes);
	ck_assert_uint_eq(json_array_size(notes), 1);
	text = json_string_value(json_array_get(notes, 0));
	ck_assert_msg(strstr(text, "Your primary colour was moved from #ffd400 to #") != NULL, "%s",
		      text);
	ck_assert_ptr_nonnull(
	    strstr(text, slw_json_str(json_object_get(look, "colours"), "primary", "?")));
	json_decref(notes);
	json_decref(look);
}
END_TEST

START_TEST(fonts_and_corners_are_the_merchants)
{
	json_t *look;

	set("fonts", "heading", "monospace");
	set("fonts", "body", "theme");
	set("layout", "corners", "round");
	look = slw_theme_look(slw_themes_find(&themes, "maison"), &docs, NULL);
	ck_assert_str_eq(slw_json_str(json_object_get(look, "fonts"), "heading", ""), "monospace");
	ck_assert_str_eq(slw_json_str(json_object_get(look, "fonts"), "body", ""), "transitional");
	ck_assert_int_eq(slw_json_int(json_object_get(look, "space"), "radius", 0), 16);
	json_decref(look);
}
END_TEST

START_TEST(a_theme_keeps_what_it_does_not_offer)
{
	struct slw_theme theme = *slw_themes_find(&themes, "maison");
	json_t *notes, *look;

	theme.data = json_deep_copy(theme.data);
	json_array_clear(json_object_get(theme.data, "customization_options"));
	set("layout", "corners", "round");
	look = slw_theme_look(&theme, &docs, &notes);
	ck_assert_int_eq(slw_json_int(json_object_get(look, "space"), "radius", -1), 0);
	ck_assert_str_eq(json_string_value(json_array_get(notes, 0)),
			 "The theme Maison keeps its own choice for layout.corners.");
	json_decref(notes);
	json_decref(look);
	json_decref(theme.data);
}
END_TEST

static const struct {
	const char *theme, *part;
	bool there;
} properties[] = {
	{ "maison", ":root{color-scheme:light dark;--colour-background:#fcfbf9;", true },
	{ "maison", "--colour-on-primary:#ffffff;", true },
	{ "maison", "--font-heading:Didot,", true },
	{ "maison", "--font-size:1.062rem;", true },
	{ "maison", "--font-scale:1.414;", true },
	{ "maison", "--heading-weight:400;", true },
	{ "maison", "--heading-transform:uppercase;", true },
	{ "maison", "--letter-spacing:0.060em;", true },
	{ "maison", "--space:12px;--radius:0px;--max-width:1280px}", true },
	{ "maison", "@media (prefers-color-scheme:dark){:root{--colour-background:#12100e;", true },
	{ "circuit", "--letter-spacing:-0.010em;", true },
	{ "circuit", "on_primary", false },
};

START_TEST(css_has_the_properties)
{
	json_t *look = slw_theme_look(slw_themes_find(&themes, properties[_i].theme), &docs, NULL);
	struct slw_buf css;

	slw_buf_init(&css, 0);
	slw_theme_css(&css, look);
	ck_assert_msg((strstr(css.data, properties[_i].part) != NULL) == properties[_i].there,
		      "%s in %s", properties[_i].part, css.data);
	slw_buf_release(&css);
	json_decref(look);
}
END_TEST

/* A look may come out of a database: what is not of the checked forms does not reach the page. */
START_TEST(css_lets_nothing_else_through)
{
	json_t *look = json_pack("{s:{s:s,s:s},s:{s:s,s:s}}", "colours", "background", "#000000",
				 "text", "red}body{display:none", "fonts", "heading", "x;}",
				 "heading_transform", "none}</style>");
	struct slw_buf css;

	slw_buf_init(&css, 0);
	slw_theme_css(&css, look);
	ck_assert_ptr_null(strstr(css.data, "display"));
	ck_assert_ptr_null(strstr(css.data, "</style>"));
	ck_assert_ptr_null(strstr(css.data, "x;}"));
	ck_assert_ptr_nonnull(strstr(css.data, "color-scheme:dark;"));
	slw_buf_release(&css);
	json_decref(look);
}
END_TEST

Suite *suite_look(void);
Suite *suite_look(void)
{
	Suite *suite = suite_create("look");
	TCase *tcase = tcase_create("look");

	tcase_add_checked_fixture(tcase, load, release);
	tcase_add_loop_test(tcase, every_choice_can_be_read, 0, (int)SLW_COUNT(choices));
	tcase_add_test(tcase, without_choices_it_is_the_theme);
	tcase_add_test(tcase, a_moved_colour_is_said);
	tcase_add_test(tcase, fonts_and_corners_are_the_merchants);
	tcase_add_test(tcase, a_theme_keeps_what_it_does_not_offer);
	tcase_add_loop_test(tcase, css_has_the_properties, 0, (int)SLW_COUNT(properties));
	tcase_add_test(tcase, css_lets_nothing_else_through);
	suite_add_tcase(suite, tcase);
	return suite;
}
