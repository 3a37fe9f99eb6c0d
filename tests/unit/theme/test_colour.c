#include "config.h"

#include "unit/suites.h"

#include <math.h>

#include "base/mem.h"
#include "model/steps.h"
#include "theme/colour.h"
#include "theme/fonts.h"
#include "theme/theme.h"

#include "base/banned.h"

/* Ratios that WCAG's own formula gives, to two places. */
static const struct {
	const char *a, *b;
	double ratio;
} contrasts[] = {
	{ "#000000", "#ffffff", 21.00 }, { "#ffffff", "#000000", 21.00 },
	{ "#777777", "#ffffff", 4.48 },	 { "#767676", "#FFFFFF", 4.54 },
	{ "#ff0000", "#ffffff", 4.00 },	 { "#0000ff", "#ffffff", 8.59 },
	{ "#00ff00", "#000000", 15.30 }, { "#123456", "#123456", 1.00 },
	{ "#fff", "#000000", 0 },	 { "red", "#000000", 0 },
	{ "#12345g", "#000000", 0 },	 { "#1234567", "#000000", 0 },
	{ NULL, "#000000", 0 },		 { "#ffffff", "", 0 },
};

START_TEST(contrast_is_that_of_wcag)
{
	double ratio = slw_contrast(contrasts[_i].a, contrasts[_i].b);

	ck_assert_msg(fabs(ratio - contrasts[_i].ratio) < 0.01, "%s on %s: %.3f, not %.2f",
		      contrasts[_i].a, contrasts[_i].b, ratio, contrasts[_i].ratio);
}
END_TEST

/* Every colour survives the way to OKLab and back. */
START_TEST(oklab_goes_both_ways)
{
	for (int i = 0; i < 4096; i++) {
		struct slw_rgb c = { (unsigned char)((i & 15) * 17),
				     (unsigned char)((i >> 4 & 15) * 17),
				     (unsigned char)((i >> 8 & 15) * 17) };
		struct slw_rgb back = slw_lab_to_rgb(slw_rgb_to_lab(c));

		ck_assert_msg(abs(back.r - c.r) <= 1 && abs(back.g - c.g) <= 1 &&
				  abs(back.b - c.b) <= 1,
			      "%d %d %d became %d %d %d", c.r, c.g, c.b, back.r, back.g, back.b);
	}
	ck_assert(fabs(slw_rgb_to_lab((struct slw_rgb){ 255, 255, 255 }).l - 1) < 0.001);
	ck_assert(fabs(slw_rgb_to_lab((struct slw_rgb){ 255, 0, 0 }).l - 0.628) < 0.001);
}
END_TEST

static const struct {
	const char *colour, *against;
	double ratio, least_distance, most_distance;
} fits[] = {
	{ "#1f2421", "#fbfaf7", 4.5, 0, 0 },	     /* is fine: stays */
	{ "#777777", "#ffffff", 4.5, 0.0005, 0.02 }, /* a hair short: moves a hair */
	{ "#ffd400", "#ffffff", 4.5, 0.2, 0.45 },    /* yellow on white: a dark gold */
	{ "#ffd400", "#000000", 4.5, 0, 0 },
	{ "#101010", "#202020", 4.5, 0.2, 0.55 }, /* must go to the light side */
};

START_TEST(fit_moves_by_as_little_as_needed)
{
	struct slw_rgb colour, before, against;
	struct slw_lab from, to;
	double distance;

	ck_assert(slw_rgb_parse(fits[_i].colour, &colour));
	ck_assert(slw_rgb_parse(fits[_i].against, &against));
	before = colour;
	ck_assert(slw_rgb_fit(&colour, &against, 1, fits[_i].ratio));
	ck_assert(slw_rgb_contrast(colour, against) >= fits[_i].ratio);
	from = slw_rgb_to_lab(before);
	to = slw_rgb_to_lab(colour);
	distance = slw_lab_distance(from, to);
	ck_assert_msg(distance >= fits[_i].least_distance && distance <= fits[_i].most_distance,
		      "row %d moved by %.4f", _i, distance);
	/* what moved kept its hue */
	if (hypot(from.a, from.b) > 0.05 && hypot(to.a, to.b) > 0.02)
		ck_assert(fabs(atan2(from.b, from.a) - atan2(to.b, to.a)) < 0.1);
}
END_TEST

START_TEST(fit_says_when_it_cannot)
{
	const struct slw_rgb against[] = { { 0, 0, 0 }, { 255, 255, 255 } };
	struct slw_rgb colour = { 200, 10, 10 };

	ck_assert(!slw_rgb_fit(&colour, against, 2, 7));
	ck_assert_int_eq(colour.r, 200);
	ck_assert_int_eq(colour.g, 10);
}
END_TEST

START_TEST(every_choice_of_fonts_has_a_stack)
{
	const struct slw_field *field = slw_steps_field("theme.fonts.heading", NULL);
	size_t count = 0;

	ck_assert_ptr_nonnull(field);
	for (const struct slw_choice *c = field->choices; c->value != NULL; c++, count++) {
		if (c == field->choices) {
			ck_assert_str_eq(c->value, "theme");
			ck_assert_ptr_null(slw_font_stack("theme"));
		} else {
			ck_assert_msg(slw_font_stack(c->value) != NULL, "%s", c->value);
		}
	}
	ck_assert_uint_gt(count, 5);
	ck_assert_ptr_null(slw_font_stack(NULL));
}
END_TEST

Suite *suite_colour(void);
Suite *suite_colour(void)
{
	Suite *suite = suite_create("colour");
	TCase *tcase = tcase_create("colour");

	tcase_add_loop_test(tcase, contrast_is_that_of_wcag, 0, (int)SLW_COUNT(contrasts));
	tcase_add_test(tcase, oklab_goes_both_ways);
	tcase_add_loop_test(tcase, fit_moves_by_as_little_as_needed, 0, (int)SLW_COUNT(fits));
	tcase_add_test(tcase, fit_says_when_it_cannot);
	tcase_add_test(tcase, every_choice_of_fonts_has_a_stack);
	suite_add_tcase(suite, tcase);
	return suite;
}
