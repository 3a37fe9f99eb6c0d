/* Properties of everything that the built-in writer writes, over products made up from lists. */
#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/content.h"
#include "content/phrases.h"
#include "content/words.h"

#include "base/banned.h"

static struct slw_writer *writer;

static const char *const lengths[] = { "short", "medium", "long" };
static const char *const tones[] = { "professional", "friendly", "playful",
				     "luxurious",    "bold",	 "plain" };

static void load(void)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_writer_open(&writer, DATA_FOLDER, &err) == 0, "%s", err.msg);
}

static void unload(void)
{
	slw_writer_free(writer);
}

/* The facts of product number n of a made-up shop; the first ones have next to none. */
static json_t *make_facts(unsigned int n)
{
	static const char *const titles[] = {
		"Clay pot",
		"Wool Socks",
		"Aurora",
		"The Big Bowl",
		"Set of 3 Hooks",
		"An exceedingly long title that goes on and on, with sizes | red - blue",
		"LED Lamp",
		"Glasses for reading",
		"caf\xC3\xA9 table",
		"T-Shirt \"Wave\"",
	};
	static const char *const features[] = {
		"fired at 1200 degrees",
		"Frost-proof",
		"drainage hole",
		"Holds 2 litres",
		"two pockets",
		"handmade in Portugal",
		"100% cotton",
		"USB-C port",
		"foldable",
		"It keeps what you give it and shows it to those who care to look at it twice",
	};
	json_t *facts = json_object(), *list = json_array();

	slw_json_set_str(facts, "product_name", titles[n % SLW_COUNT(titles)]);
	for (unsigned int i = 0; i < n % 7; i++)
		slw_json_append(list, slw_json_new_str(features[(n + i) % SLW_COUNT(features)]));
	slw_json_set(facts, "features", list);
	if (n % 3 == 1) {
		slw_json_set_str(facts, "business_name", "Fern & Field");
		slw_json_set_str(facts, "business_description", "Pots and seeds for balconies.");
		slw_json_set_str(facts, "category", "Pots");
		slw_json_set_str(facts, "audience", "City gardeners with a balcony");
		slw_json_set_str(facts, "contact_email", "hello@example.com");
	}
	if (n % 4 == 2) {
		slw_json_set_int(facts, "return_days", 1);
		slw_json_set_str(facts, "description", "<p>A thing of its own. It is here.</p>");
		slw_json_set_str(facts, "delivery_country", "NL");
		slw_json_set_int(facts, "delivery_days_min", 1);
		slw_json_set_int(facts, "delivery_days_max", 3);
		slw_json_set(
		    facts, "options",
		    json_pack("[{s:s,s:[s,s]}]", "name", "Size", "values", "Small", "Large"));
	}
	return facts;
}

static json_t *shop_facts(bool rich)
{
	json_t *facts = json_object();

	slw_json_set_str(facts, "business_name", "Fern & Field");
	if (rich) {
		slw_json_set_str(facts, "business_description",
				 "Hand-thrown pots and old seeds for small gardens.");
		slw_json_set_str(facts, "story", "We opened in an old signal box. Anna throws.");
		slw_json_set_str(facts, "industry", "home_garden");
		slw_json_set_int(facts, "founded", 2014);
		slw_json_set_str(facts, "city", "Portland");
		slw_json_set_str(facts, "country", "US");
		slw_json_set_str(facts, "contact_email", "hello@example.com");
		slw_json_set_int(facts, "return_days", 30);
		slw_json_set_str(facts, "return_paid_by", "merchant");
		slw_json_set(facts, "ships_to", json_pack("[s,s]", "US", "CA"));
	}
	return facts;
}

static void write_text(const struct slw_content_request *request,
		       struct slw_content_response *response)
{
	struct slw_err err = SLW_ERR_INIT;

	slw_content_response_init(response);
	ck_assert_msg(slw_writer_generate(writer, request, response, NULL, &err) == 0, "%s",
		      err.msg);
}

static void check_size(const struct slw_content_type *type, int length, const char *text)
{
	if (type->words_max[1] > 0) {
		int words = (int)slw_text_words(text);

		ck_assert_msg(words >= type->words_min[length] && words <= type->words_max[length],
			      "%s %s: %d words: %s", type->name, lengths[length], words, text);
	} else {
		ck_assert_msg(text[0] != '\0' && slw_text_chars(text) <= (size_t)type->chars_max,
			      "%s: %s", type->name, text);
	}
}

/* Sentences of some length must not come twice; a greeting may. */
static void check_repeats(const char *text)
{
	char *copy = slw_strdup(text);
	char *sentences[200];
	size_t count = 0;

	for (char *p = copy, *start = copy; *p != '\0' && count < 200; p++) {
		if ((*p != '.' && *p != '!' && *p != '?') || (p[1] != ' ' && p[1] != '\n'))
			continue;
		*p = '\0';
		sentences[count++] = start;
		start = p + 2;
		start += strspn(start, "\n ");
		p = start - 1;
	}
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < i; j++)
			ck_assert_msg(strlen(sentences[i]) < 12 ||
					  strcmp(sentences[i], sentences[j]) != 0,
				      "twice \"%s\": %s", sentences[i], text);
	}
	free(copy);
}

/* Slips of a template: doubled or missing words, signs that do not belong together. */
static void check_signs(const char *text)
{
	static const char *const slips[] = { "  ",	 " .",	     " ,",     "..",   ",,",
					     ".,",	 "{",	     "}",      "[",    "]",
					     "the the ", "the The ", "a an ",  " a a", " a e",
					     " a i",	 " a o",     "(null)", "<",    "|s" };

	for (size_t i = 0; i < SLW_COUNT(slips); i++)
		ck_assert_msg(strstr(text, slips[i]) == NULL, "\"%s\": %s", slips[i], text);
	ck_assert(slw_text_valid(text, strlen(text)));
}

static void check_product_text(const struct slw_content_response *response, int length)
{
	const json_t *action = json_object_get(response->parts, "call_to_action");

	check_size(slw_content_type_find("product_description"), length, response->content);
	check_repeats(response->content);
	check_signs(response->content);
	ck_assert_msg(json_array_size(response->claims) == 0, "claims \"%s\": %s",
		      slw_json_str(json_array_get(response->claims, 0), "text", ""),
		      response->content);
	ck_assert_msg(json_real_value(action) >= 0.8, "no call to action: %s", response->content);
	ck_assert_msg(response->quality_score > 0.8, "%f: %s", response->quality_score,
		      response->content);
}

START_TEST(product_texts_hold_the_rules)
{
	for (unsigned int n = 0; n < 300; n++) {
		json_t *facts = make_facts(n);
		struct slw_content_request request = { .content_type = "product_description",
						       .facts = facts,
						       .length = lengths[_i],
						       .tone = tones[n % 6],
						       .alternatives = 2,
						       .variation = n };
		struct slw_content_response response;

		write_text(&request, &response);
		check_product_text(&response, _i);
		ck_assert_uint_eq(json_array_size(response.alternatives), 2);
		for (size_t i = 0; i < 2; i++) {
			const char *other =
			    json_string_value(json_array_get(response.alternatives, i));

			check_size(slw_content_type_find("product_description"), _i, other);
			ck_assert(strncmp(other, response.content, 40) != 0);
		}
		slw_content_response_release(&response);
		json_decref(facts);
	}
}
END_TEST

/* The first words. */
static char *opening_of(const char *text, int words)
{
	const char *end = text;

	while (words-- > 0) {
		end += strspn(end, " \n");
		end += strcspn(end, " \n");
	}
	return slw_strndup(text, (size_t)(end - text));
}

START_TEST(a_hundred_products_begin_differently)
{
	json_t *facts = json_pack("{s:s}", "product_name", "Clay pot");
	char *openings[100];

	for (unsigned int n = 0; n < 100; n++) {
		struct slw_content_request request = { .content_type = "product_description",
						       .facts = facts,
						       .variation = n + 1 };
		struct slw_content_response response;

		write_text(&request, &response);
		openings[n] = opening_of(response.content, 12);
		for (unsigned int i = 0; i < n; i++)
			ck_assert_str_ne(openings[i], openings[n]);
		slw_content_response_release(&response);
	}
	for (size_t i = 0; i < 100; i++)
		free(openings[i]);
	json_decref(facts);
}
END_TEST

START_TEST(keywords_are_used)
{
	json_t *facts = make_facts(4);
	json_t *keywords = json_pack("[s,s,s]", "clay pots", "umbrella stand", "sustainable");
	struct slw_content_request request = { .content_type = "product_description",
					       .facts = facts,
					       .keywords = keywords };

	for (unsigned int n = 0; n < 50; n++) {
		struct slw_content_response response;

		request.variation = n;
		write_text(&request, &response);
		for (size_t i = 0; i < 3; i++) {
			const char *keyword = json_string_value(json_array_get(keywords, i));

			ck_assert_msg(strcasestr(response.content, keyword) != NULL, "%s: %s",
				      keyword, response.content);
		}
		ck_assert_msg(strstr(response.content, "a umbrella") == NULL, "%s",
			      response.content);
		check_product_text(&response, 1);
		slw_content_response_release(&response);
	}
	json_decref(keywords);
	json_decref(facts);
}
END_TEST

START_TEST(plural_products_are_they)
{
	json_t *facts = json_pack("{s:s,s:[s,s]}", "product_name", "Wool Socks", "features",
				  "Holds its shape", "washable");

	for (unsigned int n = 0; n < 200; n++) {
		static const char *const slips[] = { "Socks is ", "Socks has ", "They is ",
						     "they is ",  "They holds", "Socks makes " };
		struct slw_content_request request = { .content_type = "product_description",
						       .facts = facts,
						       .variation = n };
		struct slw_content_response response;

		write_text(&request, &response);
		for (size_t i = 0; i < SLW_COUNT(slips); i++)
			ck_assert_msg(strstr(response.content, slips[i]) == NULL, "%s",
				      response.content);
		slw_content_response_release(&response);
	}
	json_decref(facts);
}
END_TEST

static const struct {
	const char *type;
	enum slw_content_scope scope;
} others[] = {
	{ "tagline", SLW_CONTENT_SHOP },
	{ "about", SLW_CONTENT_SHOP },
	{ "meta_title", SLW_CONTENT_SHOP },
	{ "meta_description", SLW_CONTENT_SHOP },
	{ "faq", SLW_CONTENT_SHOP },
	{ "welcome_email", SLW_CONTENT_SHOP },
	{ "social_post", SLW_CONTENT_SHOP },
	{ "blog_post", SLW_CONTENT_SHOP },
	{ "meta_title", SLW_CONTENT_PRODUCT },
	{ "meta_description", SLW_CONTENT_PRODUCT },
	{ "social_post", SLW_CONTENT_PRODUCT },
	{ "image_alt", SLW_CONTENT_PRODUCT },
};

START_TEST(all_types_are_in_range)
{
	const struct slw_content_type *type = slw_content_type_find(others[_i].type);

	for (unsigned int n = 0; n < 90; n++) {
		json_t *facts =
		    others[_i].scope == SLW_CONTENT_SHOP ? shop_facts(n % 2 == 1) : make_facts(n);
		struct slw_content_request request = { .content_type = others[_i].type,
						       .scope = others[_i].scope,
						       .facts = facts,
						       .length = lengths[n % 3],
						       .tone = tones[n % 6],
						       .variation = n / 3 };
		struct slw_content_response response;

		write_text(&request, &response);
		check_size(type, (int)(n % 3), response.content);
		check_repeats(response.content);
		check_signs(response.content);
		ck_assert_msg(json_array_size(response.claims) == 0, "claims \"%s\": %s",
			      slw_json_str(json_array_get(response.claims, 0), "text", ""),
			      response.content);
		slw_content_response_release(&response);
		json_decref(facts);
	}
}
END_TEST

START_TEST(collections_are_described)
{
	json_t *facts = json_pack("{s:s,s:i,s:[s,s]}", "collection_name", "Pots", "product_count",
				  12, "product_titles", "Clay pot", "Big Pot");

	for (unsigned int n = 0; n < 60; n++) {
		struct slw_content_request request = { .content_type = "category_description",
						       .scope = SLW_CONTENT_COLLECTION,
						       .facts = facts,
						       .length = lengths[n % 3],
						       .variation = n };
		struct slw_content_response response;

		write_text(&request, &response);
		check_size(slw_content_type_find("category_description"), (int)(n % 3),
			   response.content);
		check_signs(response.content);
		ck_assert(strstr(response.content, "Pots") != NULL);
		slw_content_response_release(&response);
	}
	json_decref(facts);
}
END_TEST

START_TEST(a_name_alone_is_enough)
{
	size_t count;
	const struct slw_content_type *types = slw_content_types(&count);
	static const char *const names[] = { "product_name", "collection_name", "business_name" };

	for (size_t i = 0; i < count * 3; i++) {
		const struct slw_content_type *type = &types[i / 3];
		enum slw_content_scope scope = (enum slw_content_scope)(i % 3);
		json_t *facts = json_pack("{s:s}", names[scope], "Fern");
		struct slw_content_request request = { .content_type = type->name,
						       .scope = scope,
						       .facts = facts };
		struct slw_content_response response;

		if ((type->scopes & (1u << scope)) != 0) {
			write_text(&request, &response);
			check_size(type, 1, response.content);
			slw_content_response_release(&response);
		}
		json_decref(facts);
	}
}
END_TEST

START_TEST(the_faq_is_blocks_that_the_facts_answer)
{
	json_t *facts = shop_facts(true);
	struct slw_content_request request = { .content_type = "faq",
					       .scope = SLW_CONTENT_SHOP,
					       .facts = facts };
	struct slw_content_response response;

	write_text(&request, &response);
	for (const char *block = response.content; block != NULL;) {
		ck_assert(strncmp(block, "Q: ", 3) == 0);
		ck_assert(strstr(block, "\nA: ") != NULL);
		block = strstr(block, "\n\n");
		block = block == NULL ? NULL : block + 2;
	}
	ck_assert(strstr(response.content, "30 days") != NULL);
	ck_assert(strstr(response.content, "the United States and Canada") != NULL);
	/* nothing is known of the time of delivery or of its price */
	ck_assert(strstr(response.content, "delivery take") == NULL);
	ck_assert(strstr(response.content, "shipping cost") == NULL);
	slw_content_response_release(&response);
	json_decref(facts);
}
END_TEST

START_TEST(the_same_request_gives_the_same)
{
	json_t *facts = make_facts(5);
	struct slw_content_request request = { .content_type = "product_description",
					       .facts = facts,
					       .variation = 7,
					       .alternatives = 3 };
	struct slw_content_response one, two;
	struct slw_err err = SLW_ERR_INIT;
	char hash[65];

	write_text(&request, &one);
	write_text(&request, &two);
	ck_assert_str_eq(one.content, two.content);
	ck_assert(json_equal(one.alternatives, two.alternatives));
	ck_assert_str_eq(one.prompt_hash, two.prompt_hash);
	ck_assert_str_eq(one.provider, "builtin");
	ck_assert_int_eq(one.tokens, 0);
	ck_assert_int_eq(slw_writer_hash(writer, &request, hash, &err), 0);
	ck_assert_str_eq(hash, one.prompt_hash);
	json_object_set_new(facts, "category", json_string("Other"));
	ck_assert_int_eq(slw_writer_hash(writer, &request, hash, &err), 0);
	ck_assert_str_ne(hash, one.prompt_hash);
	slw_content_response_release(&one);
	slw_content_response_release(&two);
	json_decref(facts);
}
END_TEST

static const struct {
	struct slw_content_request request;
	enum slw_code code;
	const char *part;
} refused[] = {
	{ { .content_type = "poem" }, SLW_EINVAL, "poem" },
	{ { .content_type = "about", .tone = "angry" }, SLW_EINVAL, "angry" },
	{ { .content_type = "about", .length = "huge" }, SLW_EINVAL, "huge" },
	{ { .content_type = "about", .language = "../x" }, SLW_EINVAL, "../x" },
	{ { .content_type = "about", .alternatives = 6 }, SLW_EINVAL, "6" },
	{ { .content_type = "about", .provider = "nobody" }, SLW_EINVAL, "nobody" },
	{ { .content_type = "about", .provider = "openai" }, SLW_ENOTSUP, "not set up" },
	{ { .content_type = "about", .provider = "anthropic" }, SLW_ENOTSUP, "not set up" },
	{ { .content_type = "about", .provider = "local" }, SLW_ENOTSUP, "not set up" },
	{ { .content_type = "about", .language = "xx" }, SLW_ENOTSUP, "\"xx\"" },
};

START_TEST(refuses_what_it_cannot_do)
{
	struct slw_content_request request = refused[_i].request;
	struct slw_content_response response;
	struct slw_err err = SLW_ERR_INIT;
	json_t *facts = shop_facts(false);

	request.facts = facts;
	request.scope = SLW_CONTENT_SHOP;
	slw_content_response_init(&response);
	ck_assert_int_eq(slw_writer_generate(writer, &request, &response, NULL, &err), -1);
	ck_assert_int_eq(err.code, refused[_i].code);
	ck_assert_msg(strstr(err.msg, refused[_i].part) != NULL, "%s", err.msg);
	ck_assert_ptr_null(response.content);
	slw_content_response_release(&response);
	json_decref(facts);
}
END_TEST

#define GRAMMAR "{'grammar':{'and':'','or':'','comma':''},"

static const struct {
	const char *file, *part; /* ' stands for " */
} damaged[] = {
	{ "{", "line 1" },
	{ "{'language':'xx'}", "grammar" },
	{ GRAMMAR "'pools':{'a':['{nothing}']}}", "{nothing}" },
	{ GRAMMAR "'pools':{'a':['[open']}}", "[open" },
	{ GRAMMAR "'pools':{'a':[{'text':'b','if':['c']}]}}", "no such condition" },
	{ GRAMMAR "'pools':{'a':[{'text':'b','tone':['c']}]}}", "no such tone" },
	{ GRAMMAR "'pools':{'a':['b']},'plans':[{'type':'about','scope':'shop','parts':["
		  "{'pool':'c'}]}]}",
	  "no such pool" },
	{ GRAMMAR "'pools':{'a':['b']},'plans':[{'type':'about','scope':'product'}]}",
	  "no such type or scope" },
};

START_TEST(damaged_phrases_are_named)
{
	struct slw_language_data *language = NULL;
	struct slw_err err = SLW_ERR_INIT;
	char path[] = "/tmp/slw-phrases-XXXXXX";
	char *file = slw_strdup(damaged[_i].file);
	size_t len = strlen(file);
	int fd = mkstemp(path);

	for (char *p = strchr(file, '\''); p != NULL; p = strchr(p, '\''))
		*p = '"';
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, file, len), (ssize_t)len);
	close(fd);
	free(file);
	ck_assert_int_eq(slw_language_load(&language, path, &err), -1);
	unlink(path);
	ck_assert_msg(strstr(err.msg, damaged[_i].part) != NULL, "%s", err.msg);
	ck_assert_msg(strstr(err.msg, path) != NULL, "%s", err.msg);
}
END_TEST

START_TEST(a_missing_folder_is_named)
{
	struct slw_writer *none = NULL;
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_int_eq(slw_writer_open(&none, "/nonexistent", &err), -1);
	ck_assert_int_eq(err.code, SLW_EINTERNAL);
	ck_assert_msg(strstr(err.msg, "/nonexistent") != NULL, "%s", err.msg);
}
END_TEST

START_TEST(texts_are_taken_apart)
{
	static const char *const want[] = { "the",	 "isn\xE2\x80\x99t",
					    "4,5-litre", "\xC3\xA4pfel",
					    "a",	 "ok" };
	struct slw_tokens tokens;

	slw_tokens_init(&tokens, "\xE2\x80\x9CThe\xE2\x80\x9D isn\xE2\x80\x99t 4,5-litre. "
				 "\xC3\x84pfel \xE2\x80\x93 a? ok");
	ck_assert_uint_eq(tokens.count, SLW_COUNT(want));
	ck_assert_uint_eq(tokens.sentences, 3);
	for (size_t i = 0; i < SLW_COUNT(want); i++) {
		ck_assert_uint_eq(tokens.list[i].len, strlen(want[i]));
		ck_assert(memcmp(tokens.folded + tokens.list[i].offset, want[i], strlen(want[i])) ==
			  0);
	}
	slw_tokens_release(&tokens);
}
END_TEST

START_TEST(words_are_found_in_large_sets)
{
	struct slw_words *words = slw_words_new();
	char word[16];
	float figure = 0;

	for (int i = 0; i < 5000; i++) {
		snprintf(word, sizeof(word), "w%d", i);
		slw_words_add(words, word, strlen(word), (float)i);
	}
	slw_words_add(words, "w7", 2, 1);
	ck_assert_uint_eq(slw_words_count(words), 5000);
	ck_assert(slw_words_find(words, "w4999", 5, &figure) && figure > 4998);
	ck_assert(slw_words_find(words, "w7", 2, &figure) && figure < 2);
	ck_assert(!slw_words_have(words, "w5000"));
	slw_words_free(words);
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *suite_writer(void);

Suite *suite_writer(void)
{
	Suite *suite = suite_create("writer");
	TCase *tc = tcase_create("writer");

	tcase_set_timeout(tc, 60);
	tcase_add_checked_fixture(tc, load, unload);
	tcase_add_loop_test(tc, product_texts_hold_the_rules, 0, ROWS(lengths));
	tcase_add_test(tc, a_hundred_products_begin_differently);
	tcase_add_test(tc, keywords_are_used);
	tcase_add_test(tc, plural_products_are_they);
	tcase_add_loop_test(tc, all_types_are_in_range, 0, ROWS(others));
	tcase_add_test(tc, collections_are_described);
	tcase_add_test(tc, a_name_alone_is_enough);
	tcase_add_test(tc, the_faq_is_blocks_that_the_facts_answer);
	tcase_add_test(tc, the_same_request_gives_the_same);
	tcase_add_loop_test(tc, refuses_what_it_cannot_do, 0, ROWS(refused));
	tcase_add_test(tc, texts_are_taken_apart);
	tcase_add_test(tc, words_are_found_in_large_sets);
	suite_add_tcase(suite, tc);
	tc = tcase_create("damaged");
	tcase_add_loop_test(tc, damaged_phrases_are_named, 0, ROWS(damaged));
	tcase_add_test(tc, a_missing_folder_is_named);
	suite_add_tcase(suite, tc);
	return suite;
}
