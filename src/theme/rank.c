/* How well each theme fits a business: weighted criteria, each with its sentence. */
#include "config.h"

#include "theme/theme.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/documents.h"
#include "model/steps.h"
#include "theme/colour.h"

#include "base/banned.h"

#define UNKNOWN		(-1.0) /* nothing was said about it: it does not count */
#define MANY_PRODUCTS	100
#define FEW_PRODUCTS	12
#define WORDS_SHOWN	3
#define GAIN_MIN	0.005
#define GAINS		4
#define HOME_BYTES_HIGH 500000.0 /* of a home page that scores nothing for its weight */

/* Returns 0 to 1 or UNKNOWN, and writes a sentence. */
typedef double score_function(const struct slw_theme *theme,
			      const struct slw_theme_criteria *criteria, struct slw_buf *text);

static bool has_name(const struct slw_theme *theme, const char *key, const char *name,
		     size_t *place)
{
	const json_t *names = slw_json_array(theme->data, key);

	for (size_t i = 0; i < json_array_size(names); i++)
		if (strcmp(json_string_value(json_array_get(names, i)), name) == 0) {
			*place = i;
			return true;
		}
	return false;
}

static bool has_feature(const struct slw_theme *theme, const char *feature)
{
	size_t place;

	return has_name(theme, "features", feature, &place);
}

/* The label that people know an answer by, or the answer where the table does not have it. */
static const char *label_of(const char *path, const char *value, bool *known)
{
	const struct slw_field *field = slw_steps_field(path, NULL);

	*known = false;
	for (const struct slw_choice *c = field->choices; c->value != NULL; c++)
		if (strcmp(c->value, value) == 0) {
			*known = true;
			return _(c->label);
		}
	return value;
}

/* A word of a text is a keyword when it is it, or it with an ending: "teas", "handcrafted". */
static bool is_keyword(const char *word, size_t len, const char *keyword)
{
	size_t known = strlen(keyword);

	if (len < known || strncmp(word, keyword, known) != 0)
		return false;
	return len == known || (len == known + 1 && word[known] == 's') ||
	       (known >= 4 && len <= known + 2);
}

static bool text_has(const char *folded, const char *keyword)
{
	while (*folded != '\0') {
		size_t len = 0;

		while (isalnum((unsigned char)folded[len]) || (unsigned char)folded[len] >= 0x80)
			len++;
		if (len > 0 && is_keyword(folded, len, keyword))
			return true;
		folded += len == 0 ? 1 : len;
	}
	return false;
}

/* How many of the theme's keywords the text has; the first ones are listed in shown. */
static size_t count_keywords(const struct slw_theme *theme, const char *text, struct slw_buf *shown)
{
	const json_t *keywords = slw_json_array(theme->data, "keywords");
	char *folded = slw_text_fold(text);
	size_t hits = 0;

	for (size_t i = 0; i < json_array_size(keywords); i++) {
		const char *keyword = json_string_value(json_array_get(keywords, i));

		if (!text_has(folded, keyword))
			continue;
		if (hits++ < WORDS_SHOWN)
			slw_buf_printf(shown, "%s%s", hits == 1 ? "" : ", ", keyword);
	}
	free(folded);
	return hits;
}

static double score_industry(const struct slw_theme *theme,
			     const struct slw_theme_criteria *criteria, struct slw_buf *text)
{
	struct slw_buf shown;
	const char *label;
	size_t place, hits;
	bool known;

	if (criteria->industry == NULL || criteria->industry[0] == '\0')
		return UNKNOWN;
	label = label_of("business.industry", criteria->industry, &known);
	if (has_name(theme, "industries", criteria->industry, &place)) {
		slw_buf_printf(
		    text, place == 0 ? _("Made for the trade: %s.") : _("Suits the trade: %s."),
		    label);
		return fmax(1.0 - 0.07 * (double)place, 0.6);
	}
	slw_buf_init(&shown, 0);
	hits = known ? 0 : count_keywords(theme, criteria->industry, &shown);
	slw_buf_release(&shown);
	if (hits > 0) {
		slw_buf_printf(text, _("Suits the trade: %s."), label);
		return 0.85;
	}
	slw_buf_printf(text, _("Not made with this trade in mind: %s."), label);
	return known && strcmp(criteria->industry, "other") != 0 ? 0.15 : 0.35;
}

static double score_style(const struct slw_theme *theme, const struct slw_theme_criteria *criteria,
			  struct slw_buf *text)
{
	const char *label;
	size_t place;
	bool known;

	if (criteria->style == NULL || criteria->style[0] == '\0')
		return UNKNOWN;
	label = label_of("theme.style", criteria->style, &known);
	if (!has_name(theme, "styles", criteria->style, &place)) {
		slw_buf_printf(text, _("Makes another impression than this style: %s."), label);
		return 0.1;
	}
	slw_buf_printf(text,
		       place == 0 ? _("Its style is the one you want: %s.")
				  : _("Can be read as this style: %s."),
		       label);
	return fmax(1.0 - 0.15 * (double)place, 0.4);
}

static double score_words(const struct slw_theme *theme, const struct slw_theme_criteria *criteria,
			  struct slw_buf *text)
{
	static const double by_hits[] = { 0.2, 0.6, 0.85, 1.0 };
	const char *description = criteria->description == NULL ? "" : criteria->description;
	const char *audience = criteria->audience == NULL ? "" : criteria->audience;
	struct slw_buf shown;
	char *all;
	size_t hits;

	if (description[0] == '\0' && audience[0] == '\0')
		return UNKNOWN;
	all = slw_printf("%s %s", description, audience);
	slw_buf_init(&shown, 0);
	hits = count_keywords(theme, all, &shown);
	if (hits == 0)
		slw_buf_str(text, _("Your description names nothing that it was made for."));
	else
		slw_buf_printf(text, _("Your description speaks of what it was made for: %s."),
			       shown.data);
	slw_buf_release(&shown);
	free(all);
	return by_hits[hits < SLW_COUNT(by_hits) ? hits : SLW_COUNT(by_hits) - 1];
}

/* Texts of one subject are about this near each other, and any two about that. */
#define LIKE   0.75
#define UNLIKE 0.35

static double score_likeness(const struct slw_theme *theme,
			     const struct slw_theme_criteria *criteria, struct slw_buf *text)
{
	double score;

	if (criteria->likeness == NULL)
		return UNKNOWN;
	score = (criteria->likeness[theme - criteria->themes->items] - UNLIKE) / (LIKE - UNLIKE);
	score = fmin(fmax(score, 0), 1);
	slw_buf_str(text, score >= 0.5 ? _("Made for shops that speak of such things.")
				       : _("Made for shops that speak of other things."));
	return score;
}

static double score_colour(const struct slw_theme *theme, const struct slw_theme_criteria *criteria,
			   struct slw_buf *text)
{
	const json_t *palette = slw_json_object(theme->data, "colours");
	struct slw_rgb mine, primary, accent;
	double score;

	if (!slw_rgb_parse(criteria->primary_colour, &mine) ||
	    !slw_rgb_parse(slw_json_str(palette, "primary", NULL), &primary) ||
	    !slw_rgb_parse(slw_json_str(palette, "accent", NULL), &accent))
		return UNKNOWN;
	/* an accent near the brand's colour counts for a little less than a primary one */
	score = fmax(1 - slw_lab_distance(slw_rgb_to_lab(mine), slw_rgb_to_lab(primary)) / 0.35,
		     0.85 - slw_lab_distance(slw_rgb_to_lab(mine), slw_rgb_to_lab(accent)) / 0.35);
	score = fmax(score, 0);
	slw_buf_printf(text,
		       score >= 0.6 ? _("Its colours are close to yours (%s).")
				    : _("Its own colours are far from yours (%s)."),
		       criteria->primary_colour);
	return score;
}

static double score_size(const struct slw_theme *theme, const struct slw_theme_criteria *criteria,
			 struct slw_buf *text)
{
	size_t count = criteria->product_count;
	bool small = has_feature(theme, "small_catalogue");
	bool large = has_feature(theme, "large_catalogue");
	double score;

	if (count == 0)
		return UNKNOWN;
	if (count > MANY_PRODUCTS)
		score = large ? 1.0 : (small ? 0.2 : 0.6);
	else if (count <= FEW_PRODUCTS)
		score = small ? 1.0 : (large ? 0.4 : 0.8);
	else
		score = small && !large ? 0.75 : 0.9;
	slw_buf_printf(text,
		       score >= 0.7 ? P_("Good for %zu product.", "Good for %zu products.", count)
				    : P_("Better with more or fewer products than %zu.",
					 "Better with more or fewer products than %zu.", count),
		       count);
	return score;
}

static double score_variants(const struct slw_theme *theme,
			     const struct slw_theme_criteria *criteria, struct slw_buf *text)
{
	if (criteria->product_count == 0 || !criteria->has_variants)
		return UNKNOWN;
	if (has_feature(theme, "variants")) {
		slw_buf_str(text, _("Shows variants of a product well."));
		return 1.0;
	}
	slw_buf_str(text, _("Made for products without many variants."));
	return 0.5;
}

static double score_images(const struct slw_theme *theme, const struct slw_theme_criteria *criteria,
			   struct slw_buf *text)
{
	bool big = has_feature(theme, "big_images"), few = has_feature(theme, "few_photos");

	if (criteria->product_count == 0)
		return UNKNOWN;
	if (!criteria->has_images) {
		slw_buf_str(text, few	? _("Looks complete without product images.")
				  : big ? _("Lives on large images, and your products have none.")
					: _("Looks better with product images."));
		return few ? 1.0 : big ? 0.1 : 0.5;
	}
	slw_buf_str(text, big	? _("Shows your product images large.")
			  : few ? _("Keeps product images small.")
				: _("Shows your product images."));
	return big ? 1.0 : few ? 0.5 : 0.75;
}

static double score_speed(const struct slw_theme *theme, const struct slw_theme_criteria *criteria,
			  struct slw_buf *text)
{
	const json_t *data = slw_json_object(theme->data, "performance_data");
	const json_t *home = slw_json_object(data, "home");
	int64_t bytes = slw_json_int(home, "bytes", 0),
		requests = slw_json_int(home, "requests", 0);
	int64_t points = slw_json_int(slw_json_object(data, "lighthouse"), "performance", -1);

	(void)criteria;
	if (slw_json_str(data, "measured", NULL) == NULL || bytes <= 0)
		return UNKNOWN;
	slw_buf_printf(text, _("Its home page was measured: %ld kB in %ld requests."),
		       (long)((bytes + 999) / 1000), (long)requests);
	return points >= 0 ? (double)points / 100 : fmax(1 - (double)bytes / HOME_BYTES_HIGH, 0);
}

static const struct {
	const char *name;
	double weight;
	score_function *score;
} criteria_table[] = {
	{ "industry", 0.30, score_industry }, { "style", 0.25, score_style },
	{ "description", 0.15, score_words }, { "brand_colour", 0.08, score_colour },
	{ "catalogue", 0.08, score_size },    { "variants", 0.04, score_variants },
	{ "images", 0.06, score_images },     { "performance", 0.04, score_speed },
	{ "likeness", 0.06, score_likeness },
};

static json_t *real(double value)
{
	/* four places, so that the last bits of a sum never show */
	return json_real(round(value * 10000) / 10000);
}

/* The score of one theme. reasons may be NULL. Nothing known at all is a score of 0.5. */
static double rate(const struct slw_theme *theme, const struct slw_theme_criteria *criteria,
		   json_t *reasons)
{
	double scores[SLW_COUNT(criteria_table)], weight = 0, sum = 0;
	struct slw_buf texts[SLW_COUNT(criteria_table)];

	for (size_t i = 0; i < SLW_COUNT(criteria_table); i++) {
		slw_buf_init(&texts[i], 0);
		scores[i] = criteria_table[i].score(theme, criteria, &texts[i]);
		if (scores[i] < 0)
			continue;
		weight += criteria_table[i].weight;
		sum += criteria_table[i].weight * scores[i];
	}
	for (size_t i = 0; i < SLW_COUNT(criteria_table); i++) {
		if (scores[i] >= 0 && reasons != NULL) {
			json_t *reason = json_object();

			slw_json_set_str(reason, "criterion", criteria_table[i].name);
			slw_json_set(reason, "weight", real(criteria_table[i].weight / weight));
			slw_json_set(reason, "score", real(scores[i]));
			slw_json_set_str(reason, "text", texts[i].data);
			slw_json_append(reasons, reason);
		}
		slw_buf_release(&texts[i]);
	}
	return weight > 0 ? round(sum / weight * 10000) / 10000 : 0.5;
}

static void add_change(json_t *changes, double gain, char *text)
{
	json_t *change;

	if (gain >= GAIN_MIN) {
		size_t at = 0;

		while (at < json_array_size(changes) &&
		       json_real_value(json_object_get(json_array_get(changes, at), "gain")) >=
			   gain)
			at++;
		change = json_object();
		slw_json_set_str(change, "text", text);
		slw_json_set(change, "gain", real(gain));
		if (json_array_insert_new(changes, at, change) < 0)
			slw_out_of_memory(0);
	}
	free(text);
}

static const char *first_of(const struct slw_theme *theme, const char *key)
{
	return json_string_value(json_array_get(slw_json_array(theme->data, key), 0));
}

/* Each change is tried by rating the theme again with it. */
static json_t *find_changes(const struct slw_theme *theme,
			    const struct slw_theme_criteria *criteria, double score)
{
	struct slw_theme_criteria other = *criteria;
	const char *primary = slw_json_str(slw_json_object(theme->data, "colours"), "primary", "");
	json_t *changes = json_array();
	bool known;

	other.style = first_of(theme, "styles");
	add_change(
	    changes, rate(theme, &other, NULL) - score,
	    slw_printf(_("Choose this style: %s."), label_of("theme.style", other.style, &known)));
	other = *criteria;
	if (!criteria->has_images && criteria->product_count > 0 &&
	    !has_feature(theme, "few_photos")) {
		other.has_images = true;
		add_change(changes, rate(theme, &other, NULL) - score,
			   slw_strdup(_("Give your products images.")));
		other = *criteria;
	}
	if (criteria->primary_colour == NULL) {
		other.primary_colour = primary;
		add_change(changes, rate(theme, &other, NULL) - score,
			   slw_printf(_("Choose a primary colour near %s."), primary));
		other = *criteria;
	}
	if (criteria->industry == NULL) {
		other.industry = first_of(theme, "industries");
		add_change(changes, rate(theme, &other, NULL) - score,
			   slw_printf(_("Be in this trade: %s."),
				      label_of("business.industry", other.industry, &known)));
	}
	while (json_array_size(changes) > GAINS)
		json_array_remove(changes, json_array_size(changes) - 1);
	return changes;
}

static int by_score(const void *a, const void *b)
{
	const struct slw_theme_score *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return strcmp(x->theme->id, y->theme->id);
}

void slw_themes_rank(const struct slw_themes *themes, const struct slw_theme_criteria *criteria,
		     struct slw_theme_score **scores)
{
	struct slw_theme_score *all = slw_calloc(themes->count, sizeof(*all));

	for (size_t i = 0; i < themes->count; i++) {
		all[i].theme = &themes->items[i];
		all[i].reasons = json_array();
		all[i].score = rate(all[i].theme, criteria, all[i].reasons);
		all[i].changes = find_changes(all[i].theme, criteria, all[i].score);
	}
	qsort(all, themes->count, sizeof(*all), by_score);
	*scores = all;
}

void slw_theme_scores_free(struct slw_theme_score *scores, size_t count)
{
	for (size_t i = 0; scores != NULL && i < count; i++) {
		json_decref(scores[i].reasons);
		json_decref(scores[i].changes);
	}
	free(scores);
}

void slw_theme_criteria_from(struct slw_theme_criteria *criteria, const struct slw_documents *docs,
			     size_t product_count, bool has_variants, bool has_images)
{
	const json_t *business = docs->section[SLW_BUSINESS], *theme = docs->section[SLW_THEME];

	*criteria = (struct slw_theme_criteria){
		.industry = slw_json_str(business, "industry", NULL),
		.style = slw_json_str(theme, "style", NULL),
		.audience = slw_json_str(business, "audience", NULL),
		.description = slw_json_str(business, "description", NULL),
		.primary_colour = slw_json_str(slw_json_object(theme, "colours"), "primary", NULL),
		.product_count = product_count,
		.has_variants = has_variants,
		.has_images = has_images,
	};
}
