#include "config.h"

#include "unit/suites.h"

#include <math.h>

#include "base/err.h"
#include "base/mem.h"
#include "content/analysis.h"
#include "content/content.h"

#include "base/banned.h"

static struct slw_analyzer *open_analyzer(const char *language)
{
	struct slw_analyzer *analyzer = NULL;
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_analyzer_open(&analyzer, DATA_FOLDER, language, &err) == 0, "%s",
		      err.msg);
	return analyzer;
}

/*
 * The examples that C.J. Hutto publishes with VADER and the compound figures there
 * (https://github.com/cjhutto/vaderSentiment, README and vaderSentiment.py): those of one sentence
 * without emoticons, which are no words here.
 */
static const struct {
	const char *text;
	double compound;
} published[] = {
	{ "VADER is smart, handsome, and funny.", 0.8316 },
	{ "VADER is smart, handsome, and funny!", 0.8439 },
	{ "VADER is very smart, handsome, and funny.", 0.8545 },
	{ "VADER is VERY SMART, handsome, and FUNNY.", 0.9227 },
	{ "VADER is VERY SMART, handsome, and FUNNY!!!", 0.9342 },
	{ "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", 0.9469 },
	{ "VADER is not smart, handsome, nor funny.", -0.7424 },
	{ "The book was good.", 0.4404 },
	{ "At least it isn't a horrible book.", 0.431 },
	{ "The book was only kind of good.", 0.3832 },
	{ "The plot was good, but the characters are uncompelling and the dialog is not great.",
	  -0.7042 },
	{ "Today SUX!", -0.5461 },
	{ "Not bad at all", 0.431 },
	{ "Sentiment analysis has never been good.", -0.3412 },
	{ "Sentiment analysis has never been this good!", 0.5672 },
	{ "With VADER, sentiment analysis is the shit!", 0.6476 },
	{ "Other sentiment analysis tools can be quite bad.", -0.5849 },
	{ "VADER is such a badass!", 0.4003 },
	{ "Without a doubt, excellent idea.", 0.7013 },
	{ "Roger Dodger is one of the most compelling variations on this theme.", 0.2944 },
	{ "Roger Dodger is at least compelling as a variation on the theme.", 0.2263 },
	{ "Roger Dodger is one of the least compelling variations on this theme.", -0.1695 },
	{ "Not such a badass after all.", -0.2584 },
};

START_TEST(gives_the_published_figures)
{
	struct slw_analyzer *analyzer = open_analyzer("en");
	double score = slw_analyze_sentiment(analyzer, published[_i].text);

	ck_assert_msg(fabs(score - published[_i].compound) < 0.0001, "%s: %.4f, not %.4f",
		      published[_i].text, score, published[_i].compound);
	slw_analyzer_free(analyzer);
}
END_TEST

static const struct {
	const char *language, *text;
	int sign;
} signs[] = {
	{ "en", "I love this, it is wonderful.", 1 },
	{ "en", "This is terrible and ugly.", -1 },
	{ "en", "The parcel stands in the hall.", 0 },
	{ "en", "This is not good.", -1 },
	{ "en", "It is never a problem.", 1 },
	{ "en", "No problem.", 1 },
	{ "en", "", 0 },
	{ "en", "A table. A chair. A shelf.", 0 },
	{ "de", "Das ist ein wunderschönes, herrliches Geschenk.", 1 },
	{ "de", "Das ist schrecklich und hässlich.", -1 },
	{ "de", "Das ist nicht gut.", -1 },
	{ "de", "Das ist kein Problem.", 1 },
	{ "de", "Der Tisch steht in der Halle.", 0 },
	{ "es", "Es una bandeja preciosa y maravillosa.", 1 },
	{ "es", "Es horrible y fea.", -1 },
	{ "es", "No es buena.", -1 },
	{ "es", "La mesa está en la sala.", 0 },
	{ "fr", "C'est un plateau magnifique, quelle joie.", 1 },
	{ "fr", "C'est affreux et laid.", -1 },
	{ "fr", "Ce n'est pas bon.", -1 },
	{ "fr", "La table est dans la salle.", 0 },
	{ "it", "Che meraviglia!", 0 }, /* no lexicon */
};

START_TEST(tells_the_sign)
{
	struct slw_analyzer *analyzer = open_analyzer(signs[_i].language);
	double score = slw_analyze_sentiment(analyzer, signs[_i].text);
	int sign = score > 0.05 ? 1 : score < -0.05 ? -1 : 0;

	ck_assert_msg(sign == signs[_i].sign, "%s: %f", signs[_i].text, score);
	ck_assert(score >= -1 && score <= 1);
	slw_analyzer_free(analyzer);
}
END_TEST

/* Each word strengthens or weakens in each language. */
static const struct {
	const char *language, *weaker, *stronger;
} boosted[] = {
	{ "en", "It is good.", "It is extremely good." },
	{ "en", "It is slightly good.", "It is good." },
	{ "en", "It is good.", "It is GOOD." },
	{ "en", "It is good.", "It is good!!" },
	{ "de", "Es ist gut.", "Es ist sehr gut." },
	{ "de", "Es ist etwas schön.", "Es ist schön." },
	{ "es", "Es buena.", "Es muy buena." },
	{ "fr", "Il est bon.", "Il est très bon." },
};

START_TEST(boosters_strengthen)
{
	struct slw_analyzer *analyzer = open_analyzer(boosted[_i].language);

	ck_assert_msg(slw_analyze_sentiment(analyzer, boosted[_i].stronger) >
			  slw_analyze_sentiment(analyzer, boosted[_i].weaker) + 0.01,
		      "%s, %s", boosted[_i].weaker, boosted[_i].stronger);
	slw_analyzer_free(analyzer);
}
END_TEST

/* --- languages --------------------------------------------------------------------------- */

static const struct {
	const char *language, *text;
} texts[] = {
	{ "en", "Made for slow mornings" },
	{ "en", "The bowl keeps your soup warm and looks good on every table." },
	{ "de", "Für ruhige Stunden zu Hause" },
	{ "de", "Die Schale hält deine Suppe warm und sieht auf jedem Tisch gut aus." },
	{ "es", "Hecho a mano con cariño" },
	{ "es", "El cuenco mantiene tu sopa caliente y queda bien en cada mesa." },
	{ "fr", "Pour les matins tranquilles" },
	{ "fr", "Le bol garde votre soupe au chaud et trouve sa place sur chaque table." },
	{ "it", "La ciotola tiene calda la tua zuppa e sta bene su ogni tavolo." },
	{ "pt", "A tigela mantém a sua sopa quente e fica bem em cada mesa." },
	{ "nl", "De kom houdt je soep warm en staat mooi op elke tafel." },
	{ "sv", "Skålen håller din soppa varm och passar på varje bord." },
	{ "da", "Skålen holder din suppe varm og passer på hvert bord, uden at fylde meget." },
	{ "pl", "Miska utrzymuje ciepło zupy i dobrze wygląda na każdym stole." },
	{ "fi", "Kulho pitää keiton lämpimänä ja se sopii kaikille pöydille." },
	{ "cs", "Miska udrží vaši polévku teplou a hodí se na každý stůl." },
	{ "tr", "Kase çorbanızı sıcak tutar ve her masada çok güzel durur." },
	{ "hu", "A tál melegen tartja a levest, és minden asztalon szép." },
	{ "ro", "Bolul păstrează supa caldă și arată bine pe fiecare masă." },
	{ "ru", "Миска сохраняет суп тёплым и подходит для стола, как и все." },
	{ "el", "Το μπολ κρατά τη σούπα ζεστή." },
	{ "ja", "このボウルはスープを温かく保ちます。" },
	{ "zh", "这个碗能让汤保持温热。" },
	{ "ko", "이 그릇은 국을 따뜻하게 유지합니다." },
	{ "", "" },
	{ "", "12345 67890" },
};

START_TEST(tells_the_language)
{
	struct slw_analyzer *analyzer = open_analyzer("en");
	double confidence = -1;
	const char *found = slw_analyze_language(analyzer, texts[_i].text, &confidence);

	ck_assert_msg(strcmp(found, texts[_i].language) == 0, "%s: %s", texts[_i].text, found);
	ck_assert(confidence >= 0 && confidence <= 1);
	slw_analyzer_free(analyzer);
}
END_TEST

/* --- readability ------------------------------------------------------------------------- */

/* Of each pair the first is easier; the figure of the easy one is what its formula gives where its
 * syllables are counted by hand. */
static const struct {
	const char *language, *easy, *hard;
	double figure;
} readings[] = {
	/* 7 words, 7 syllables: 206.835 - 1.015 * 7 - 84.6 * 1 (Flesch 1948) */
	{ "en", "The cat sat on the red mat.",
	  "Institutional characteristics necessitate comprehensive reconsideration.", 115.13 },
	/* 6 words, 7 syllables: 180 - 6 - 58.5 * 7 / 6 (Amstad 1978) */
	{ "de", "Der Hund liegt auf dem Sofa.",
	  "Berücksichtigungswürdige Qualitätsmerkmale charakterisieren Gebrauchsgegenstände.",
	  105.75 },
	/* 5 words, 8 syllables: 206.84 - 60 * 8 / 5 - 1.02 * 5 (Fernández Huerta 1959) */
	{ "es", "El gato come en casa.",
	  "Características institucionales necesariamente requieren consideraciones.", 105.74 },
	/* 5 words, 6 syllables: 207 - 1.015 * 5 - 73.6 * 6 / 5 (Kandel and Moles 1958) */
	{ "fr", "Le chat dort au salon.",
	  "Les caractéristiques institutionnelles nécessitent une reconsidération.", 113.6 },
};

static double readability_of(struct slw_analyzer *analyzer, const char *text, double *part)
{
	struct slw_analysis analysis;
	double figure;

	slw_analyze(analyzer, text, slw_content_type_find("product_description"), 1, NULL, NULL,
		    &analysis);
	figure = analysis.readability;
	*part = json_real_value(json_object_get(analysis.parts, "readability"));
	slw_analysis_release(&analysis);
	return figure;
}

START_TEST(reads_by_the_formula_of_the_language)
{
	struct slw_analyzer *analyzer = open_analyzer(readings[_i].language);
	double easy, hard, figure = readability_of(analyzer, readings[_i].easy, &easy);

	ck_assert_msg(fabs(figure - readings[_i].figure) < 0.01, "%s: %.3f", readings[_i].easy,
		      figure);
	ck_assert(readability_of(analyzer, readings[_i].hard, &hard) < 10);
	ck_assert_double_eq(easy, 1);
	ck_assert_double_eq(hard, 0);
	slw_analyzer_free(analyzer);
}
END_TEST

START_TEST(reads_other_languages_by_their_long_words)
{
	struct slw_analyzer *analyzer = open_analyzer("fi");
	double part;

	ck_assert(isnan(readability_of(analyzer, "Se on hyvä.", &part)));
	ck_assert_double_eq(part, 1);
	slw_analyzer_free(analyzer);
}
END_TEST

Suite *suite_sentiment(void);

Suite *suite_sentiment(void)
{
	Suite *suite = suite_create("sentiment");
	TCase *tc = tcase_create("sentiment");

	tcase_add_loop_test(tc, gives_the_published_figures, 0, (int)SLW_COUNT(published));
	tcase_add_loop_test(tc, tells_the_sign, 0, (int)SLW_COUNT(signs));
	tcase_add_loop_test(tc, boosters_strengthen, 0, (int)SLW_COUNT(boosted));
	tcase_add_loop_test(tc, tells_the_language, 0, (int)SLW_COUNT(texts));
	tcase_add_loop_test(tc, reads_by_the_formula_of_the_language, 0, (int)SLW_COUNT(readings));
	tcase_add_test(tc, reads_other_languages_by_their_long_words);
	suite_add_tcase(suite, tc);
	return suite;
}
