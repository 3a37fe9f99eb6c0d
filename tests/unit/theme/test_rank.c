#include "config.h"

#include "unit/suites.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/documents.h"
#include "theme/theme.h"

#include "base/banned.h"

static struct slw_themes themes;

static void load(void)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_themes_load(&themes, DATA_FOLDER, &err) == 0, "%s", err.msg);
}

static void release(void)
{
	slw_themes_release(&themes);
}

/* Businesses, and the theme that must be among the first two for them. */
static const struct {
	struct slw_theme_criteria business;
	const char *expected;
} businesses[] = {
	{ { .industry = "art_crafts",
	    .style = "natural",
	    .description = "Hand-thrown stoneware mugs and bowls from our studio.",
	    .product_count = 12,
	    .has_variants = true,
	    .has_images = true },
	  "atelier" },
	{ { .industry = "food_drink",
	    .style = "natural",
	    .description = "Loose leaf organic teas from small gardens.",
	    .product_count = 30,
	    .has_images = true },
	  "harvest" },
	{ { .industry = "art_crafts",
	    .style = "editorial",
	    .description = "Notebooks, washi paper and fountain pens.",
	    .product_count = 20,
	    .has_images = true },
	  "atelier" },
	{ { .industry = "sport_outdoor",
	    .style = "bold",
	    .description = "City bikes and parts for every day riding.",
	    .product_count = 80,
	    .has_variants = true,
	    .has_images = true },
	  "summit" },
	{ { .industry = "jewellery",
	    .style = "luxury",
	    .description = "Gold rings, made to order.",
	    .product_count = 9,
	    .has_images = true },
	  "maison" },
	{ { .industry = "b2b_supplies",
	    .style = "technical",
	    .description = "Fasteners and spare parts for the trade.",
	    .product_count = 9000,
	    .has_variants = true },
	  "depot" },
	{ { .industry = "electronics",
	    .style = "technical",
	    .description = "Audio gear and USB cables.",
	    .product_count = 400,
	    .has_variants = true,
	    .has_images = true },
	  "circuit" },
	{ { .industry = "toys_games",
	    .style = "playful",
	    .description = "Wooden puzzles for children.",
	    .product_count = 25,
	    .has_images = true },
	  "confetti" },
	{ { .industry = "beauty",
	    .style = "minimal",
	    .description = "Gentle soaps for sensitive skin.",
	    .product_count = 8,
	    .has_images = true },
	  "linen" },
	{ { .industry = "baby_kids", .style = "playful", .product_count = 10 }, "confetti" },
	{ { .industry = "automotive",
	    .style = "technical",
	    .description = "Ersatzteile und Werkzeug.",
	    .product_count = 2500 },
	  "depot" },
	{ { .industry = "fashion",
	    .style = "luxury",
	    .description = "Silk scarves and cashmere.",
	    .product_count = 40,
	    .has_variants = true,
	    .has_images = true },
	  "maison" },
	{ { .industry = "pottery",
	    .description = "Ceramic vases, fired in our kiln.",
	    .product_count = 14,
	    .has_images = true },
	  "atelier" },
	{ { .style = "bold", .primary_colour = "#c2330a" }, "summit" },
	{ { .industry = "services", .style = "minimal", .product_count = 3 }, "linen" },
	{ { .industry = "digital_goods", .style = "minimal", .product_count = 15 }, "circuit" },
};

START_TEST(the_right_theme_is_near_the_top)
{
	struct slw_theme_score *scores;

	slw_themes_rank(&themes, &businesses[_i].business, &scores);
	ck_assert_msg(strcmp(scores[0].theme->id, businesses[_i].expected) == 0 ||
			  strcmp(scores[1].theme->id, businesses[_i].expected) == 0,
		      "row %d: %s %.4f and %s %.4f, not %s", _i, scores[0].theme->id,
		      scores[0].score, scores[1].theme->id, scores[1].score,
		      businesses[_i].expected);
	slw_theme_scores_free(scores, themes.count);
}
END_TEST

/* The reasons are the score: their weights are one, and their weighted sum is it. */
START_TEST(the_reasons_add_up)
{
	struct slw_theme_score *scores;

	slw_themes_rank(&themes, &businesses[_i].business, &scores);
	for (size_t i = 0; i < themes.count; i++) {
		double weight = 0, sum = 0;
		json_t *entry;
		size_t at;

		json_array_foreach (scores[i].reasons, at, entry) {
			double part = json_number_value(json_object_get(entry, "weight"));

			weight += part;
			sum += part * json_number_value(json_object_get(entry, "score"));
			ck_assert_str_ne(slw_json_str(entry, "text", ""), "");
			ck_assert_str_ne(slw_json_str(entry, "criterion", ""), "");
		}
		ck_assert(fabs(weight - 1) < 0.001);
		ck_assert(fabs(sum - scores[i].score) < 0.001);
		ck_assert(scores[i].score >= 0 && scores[i].score <= 1);
		ck_assert(i == 0 || scores[i - 1].score >= scores[i].score);
	}
	slw_theme_scores_free(scores, themes.count);
}
END_TEST

START_TEST(nothing_known_is_no_preference)
{
	const struct slw_theme_criteria nothing = { .industry = NULL };
	struct slw_theme_score *scores;

	slw_themes_rank(&themes, &nothing, &scores);
	for (size_t i = 0; i < themes.count; i++) {
		/* what was measured counts for all alike, whoever asks */
		ck_assert_uint_le(json_array_size(scores[i].reasons), 1);
		if (json_array_size(scores[i].reasons) == 0)
			ck_assert(scores[i].score == 0.5);
		ck_assert(i == 0 || scores[i - 1].score > scores[i].score ||
			  strcmp(scores[i - 1].theme->id, scores[i].theme->id) < 0);
	}
	slw_theme_scores_free(scores, themes.count);
}
END_TEST

static double score_of(const struct slw_theme_criteria *criteria, const char *id)
{
	struct slw_theme_score *scores;
	double score = -1;

	slw_themes_rank(&themes, criteria, &scores);
	for (size_t i = 0; i < themes.count; i++)
		if (strcmp(scores[i].theme->id, id) == 0)
			score = scores[i].score;
	slw_theme_scores_free(scores, themes.count);
	return score;
}

/* A change that is proposed brings what it says. */
START_TEST(changes_bring_their_gain)
{
	struct slw_theme_criteria business = { .industry = "beauty",
					       .style = "technical",
					       .product_count = 8 };
	double before = score_of(&business, "linen");
	struct slw_theme_score *scores;
	size_t seen = 0;

	slw_themes_rank(&themes, &business, &scores);
	for (size_t i = 0; i < themes.count; i++) {
		json_t *change;
		double last = 1;
		size_t at;

		json_array_foreach (scores[i].changes, at, change) {
			double gain = json_number_value(json_object_get(change, "gain"));
			struct slw_theme_criteria other = business;

			ck_assert(gain > 0 && gain <= last);
			last = gain;
			if (strcmp(scores[i].theme->id, "linen") != 0)
				continue;
			if (strstr(slw_json_str(change, "text", ""), "Minimal") != NULL)
				other.style = "minimal";
			else if (strstr(slw_json_str(change, "text", ""), "images") != NULL)
				other.has_images = true;
			else
				continue;
			ck_assert(fabs(score_of(&other, "linen") - before - gain) < 0.0001);
			seen++;
		}
	}
	ck_assert_uint_eq(seen, 2);
	slw_theme_scores_free(scores, themes.count);
}
END_TEST

START_TEST(words_count_whole)
{
	/* "ring" is a keyword of maison; "string" and "ringing" are other words */
	const struct slw_theme_criteria ring = { .description = "One ring." };
	const struct slw_theme_criteria rings = { .description = "Some RINGS!" };
	const struct slw_theme_criteria string = { .description = "A string, ringing." };

	ck_assert(score_of(&ring, "maison") == score_of(&rings, "maison"));
	ck_assert(score_of(&ring, "maison") > score_of(&string, "maison"));
}
END_TEST

START_TEST(criteria_come_from_the_answers)
{
	struct slw_documents docs;
	struct slw_theme_criteria criteria;

	for (int i = 0; i < SLW_SECTION__MAX; i++)
		docs.section[i] = json_object();
	slw_json_set_str(docs.section[SLW_BUSINESS], "industry", "pets");
	slw_json_set_str(docs.section[SLW_BUSINESS], "description", "Dogs.");
	slw_json_set_str(docs.section[SLW_THEME], "style", "playful");
	slw_json_set(docs.section[SLW_THEME], "colours", json_pack("{s:s}", "primary", "#123456"));
	slw_theme_criteria_from(&criteria, &docs, 4, true, false);
	ck_assert_str_eq(criteria.industry, "pets");
	ck_assert_str_eq(criteria.style, "playful");
	ck_assert_str_eq(criteria.description, "Dogs.");
	ck_assert_ptr_null(criteria.audience);
	ck_assert_str_eq(criteria.primary_colour, "#123456");
	ck_assert(criteria.product_count == 4 && criteria.has_variants && !criteria.has_images);
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		json_decref(docs.section[i]);
}
END_TEST

Suite *suite_rank(void);
Suite *suite_rank(void)
{
	Suite *suite = suite_create("rank");
	TCase *tcase = tcase_create("rank");

	tcase_add_checked_fixture(tcase, load, release);
	tcase_add_loop_test(tcase, the_right_theme_is_near_the_top, 0, (int)SLW_COUNT(businesses));
	tcase_add_loop_test(tcase, the_reasons_add_up, 0, (int)SLW_COUNT(businesses));
	tcase_add_test(tcase, nothing_known_is_no_preference);
	tcase_add_test(tcase, changes_bring_their_gain);
	tcase_add_test(tcase, words_count_whole);
	tcase_add_test(tcase, criteria_come_from_the_answers);
	suite_add_tcase(suite, tcase);
	return suite;
}
