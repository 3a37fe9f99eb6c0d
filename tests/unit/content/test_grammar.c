#include "config.h"

#include "unit/suites.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "content/grammar.h"

#include "base/banned.h"

static struct slw_grammar *grammar;

static void load(void)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *file = slw_json_file(DATA_FOLDER "/writer/en.json", 1 << 20, &err);

	ck_assert_msg(file != NULL, "%s", err.msg);
	ck_assert_int_eq(slw_grammar_load(&grammar, json_object_get(file, "grammar"), &err), 0);
	json_decref(file);
}

static void unload(void)
{
	slw_grammar_free(grammar);
}

static const struct {
	const char *phrase;
	enum slw_noun noun;
} nouns[] = {
	{ "Clay pot", SLW_NOUN_SINGULAR },
	{ "Wool Socks", SLW_NOUN_PLURAL },
	{ "Socks for children", SLW_NOUN_PLURAL },
	{ "Set of 3 bowls", SLW_NOUN_SINGULAR },
	{ "Summer Dress", SLW_NOUN_SINGULAR },
	{ "Macro Lens", SLW_NOUN_SINGULAR },
	{ "Gift for men", SLW_NOUN_SINGULAR },
	{ "Slippers for men", SLW_NOUN_PLURAL },
	{ "Toys with wheels", SLW_NOUN_PLURAL },
	{ "Toy with wheels", SLW_NOUN_SINGULAR },
	{ "Prickly Cactus", SLW_NOUN_SINGULAR },
	{ "Glasses", SLW_NOUN_PLURAL },
	{ "Pots 12 cm", SLW_NOUN_PLURAL },
	{ "organic cotton", SLW_NOUN_MASS },
	{ "gardening", SLW_NOUN_MASS },
	{ "silver ring", SLW_NOUN_SINGULAR },
	{ "balcony garden", SLW_NOUN_SINGULAR },
	{ "handmade", SLW_NOUN_ADJECTIVE },
	{ "plastic-free", SLW_NOUN_ADJECTIVE },
};

START_TEST(guesses_nouns)
{
	ck_assert_msg(slw_grammar_noun(grammar, nouns[_i].phrase) == nouns[_i].noun, "%s: %d",
		      nouns[_i].phrase, (int)slw_grammar_noun(grammar, nouns[_i].phrase));
}
END_TEST

static const struct {
	const char *phrase, *want;
} articles[] = {
	{ "clay pot", "a clay pot" },		{ "umbrella", "an umbrella" },
	{ "unique gift", "a unique gift" },	{ "unglazed pot", "an unglazed pot" },
	{ "hourglass", "an hourglass" },	{ "house", "a house" },
	{ "European plum", "a European plum" }, { "LED lamp", "an LED lamp" },
	{ "USB cable", "a USB cable" },		{ "8-piece set", "an 8-piece set" },
	{ "10-piece set", "a 10-piece set" },	{ "one-piece swimsuit", "a one-piece swimsuit" },
	{ "the big pot", "the big pot" },
};

START_TEST(puts_the_article)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_grammar_a(grammar, &out, articles[_i].phrase);
	ck_assert_str_eq(out.data, articles[_i].want);
	slw_buf_release(&out);
}
END_TEST

static const struct {
	const char *phrase, *want;
} names[] = {
	{ "Clay Pot", "the Clay Pot" },	      { "The Big Pot", "The Big Pot" },
	{ "Our Favourite", "Our Favourite" }, { "Anna\xE2\x80\x99s Pot", "Anna\xE2\x80\x99s Pot" },
	{ "Anna's Pot", "Anna's Pot" },
};

START_TEST(puts_the_definite_article)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_grammar_the(grammar, &out, names[_i].phrase, false);
	ck_assert_str_eq(out.data, names[_i].want);
	slw_buf_release(&out);
}
END_TEST

static const struct {
	const char *phrase;
	enum slw_clause clause;
} clauses[] = {
	{ "fired at 1200 degrees", SLW_CLAUSE_STATE },
	{ "Frost-proof", SLW_CLAUSE_STATE },
	{ "machine washable", SLW_CLAUSE_STATE },
	{ "made of oak", SLW_CLAUSE_STATE },
	{ "washable cover", SLW_CLAUSE_NOUN },
	{ "recycled plastic", SLW_CLAUSE_NOUN },
	{ "two pockets", SLW_CLAUSE_NOUN },
	{ "Holds 2 litres", SLW_CLAUSE_VERB },
	{ "Charges", SLW_CLAUSE_NOUN },
	{ "It holds two litres of water and keeps them where they belong all day",
	  SLW_CLAUSE_SENTENCE },
};

START_TEST(guesses_clauses)
{
	ck_assert_msg(slw_grammar_clause(grammar, clauses[_i].phrase) == clauses[_i].clause,
		      "%s: %d", clauses[_i].phrase,
		      (int)slw_grammar_clause(grammar, clauses[_i].phrase));
}
END_TEST

static const struct {
	const char *phrase, *want;
} insides[] = {
	{ "Frost-proof", "frost-proof" }, { "Portuguese cork", "Portuguese cork" },
	{ "USB-C port", "USB-C port" },	  { "iPhone case", "iPhone case" },
	{ "A5 paper", "A5 paper" },	  { "two pockets", "two pockets" },
};

START_TEST(writes_within_a_sentence)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_grammar_inside(grammar, &out, insides[_i].phrase);
	ck_assert_str_eq(out.data, insides[_i].want);
	slw_buf_release(&out);
}
END_TEST

START_TEST(joins_lists_and_bends_verbs)
{
	static const char *const items[] = { "Small", "Large", "Huge" };
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_grammar_list(grammar, &out, items, 1, false);
	slw_buf_char(&out, '/');
	slw_grammar_list(grammar, &out, items, 2, true);
	slw_buf_char(&out, '/');
	slw_grammar_list(grammar, &out, items, 3, false);
	ck_assert_str_eq(out.data, "Small/Small or Large/Small, Large and Huge");
	slw_buf_clear(&out);
	slw_grammar_verb(grammar, &out, "Has two pockets", true);
	slw_buf_char(&out, '/');
	slw_grammar_verb(grammar, &out, "Has two pockets", false);
	ck_assert_str_eq(out.data, "have two pockets/has two pockets");
	slw_buf_clear(&out);
	slw_grammar_capital(&out, "\xC3\xA4rmel");
	slw_grammar_capital(&out, "iPhone");
	ck_assert_str_eq(out.data, "\xC3\x84rmeliPhone");
	slw_buf_release(&out);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *suite_grammar(void);

Suite *suite_grammar(void)
{
	Suite *suite = suite_create("grammar");
	TCase *tc = tcase_create("grammar");

	tcase_add_checked_fixture(tc, load, unload);
	tcase_add_loop_test(tc, guesses_nouns, 0, ROWS(nouns));
	tcase_add_loop_test(tc, puts_the_article, 0, ROWS(articles));
	tcase_add_loop_test(tc, puts_the_definite_article, 0, ROWS(names));
	tcase_add_loop_test(tc, guesses_clauses, 0, ROWS(clauses));
	tcase_add_loop_test(tc, writes_within_a_sentence, 0, ROWS(insides));
	tcase_add_test(tc, joins_lists_and_bends_verbs);
	suite_add_tcase(suite, tc);
	return suite;
}
