#include "config.h"

#include "unit/suites.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "content/content.h"
#include "content/judge.h"
#include "content/language.h"
#include "content/reply.h"

#include "base/banned.h"

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const struct {
	const char *reply;
	enum slw_reply_shape shape;
	const char *content, *alternatives; /* apart by | */
} replies[] = {
	{ "{\"content\":\"A\",\"alternatives\":[\"B\",\"C\"]}", SLW_REPLY_OBJECT, "A", "B|C" },
	{ "```json\n{\"content\": \"A\", \"alternatives\": [\"B\"]}\n```", SLW_REPLY_OBJECT, "A",
	  "B" },
	{ "Sure! Here it is:\n{\"content\":\"A\",\"alternatives\":[]} Enjoy.", SLW_REPLY_OBJECT,
	  "A", "" },
	{ "{\"content\":\"A\",\"alternatives\":[\"B\",],}", SLW_REPLY_OBJECT, "A", "B" },
	{ "{\"content\":\"one\ntwo\",\"alternatives\":[]}", SLW_REPLY_OBJECT, "one\ntwo", "" },
	{ "{\"content\":\"a\\n\\u00e9\\ud83d\\ude00\\q\\/\"}", SLW_REPLY_OBJECT,
	  "a\n\xC3\xA9\xF0\x9F\x98\x80q/", "" },
	{ "{\"content\":\"\\ud83d alone\"}", SLW_REPLY_OBJECT, "\xEF\xBF\xBD alone", "" },
	{ "{\"result\":{\"text\":\"A\"},\"n\":[1,{\"x\":[[]]}]}", SLW_REPLY_OBJECT, "A", "" },
	{ "{\"content\":\"A\",\"alternatives\":[\"B\",\"C is cut", SLW_REPLY_CUT, "A", "B" },
	{ "{\"content\":\"A is cut", SLW_REPLY_CUT, "A is cut", "" },
	{ "{\"content\":\"A\\u00", SLW_REPLY_CUT, "A", "" },
	{ "{\"con", SLW_REPLY_EMPTY, "", "" },
	{ "{\"content\":\"  \"}", SLW_REPLY_EMPTY, "  ", "" },
	{ "{\"title\":\"A\"}", SLW_REPLY_EMPTY, "", "" },
	{ "{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{", SLW_REPLY_EMPTY, "", "" },
	{ "Just words.", SLW_REPLY_PROSE, "Just words.", "" },
	{ "Words with {braces} in them.", SLW_REPLY_PROSE, "Words with {braces} in them.", "" },
	{ "```\nJust words.\n```", SLW_REPLY_PROSE, "Just words.\n", "" },
	{ "bad \xFF\xC3 bytes", SLW_REPLY_PROSE, "bad \xEF\xBF\xBD\xEF\xBF\xBD bytes", "" },
	{ "", SLW_REPLY_EMPTY, "", "" },
	{ " \n\t", SLW_REPLY_EMPTY, "", "" },
};

START_TEST(reads_whatever_comes)
{
	const char *text = replies[_i].reply;
	char *content, all[200] = "";
	json_t *alternatives, *one;
	enum slw_reply_shape shape = slw_reply_read(text, strlen(text), &content, &alternatives);
	size_t i;

	json_array_foreach (alternatives, i, one)
		snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s%s", i > 0 ? "|" : "",
			 json_string_value(one));
	ck_assert_msg(shape == replies[_i].shape, "%s: %d", text, (int)shape);
	ck_assert_str_eq(content, replies[_i].content);
	ck_assert_str_eq(all, replies[_i].alternatives);
	free(content);
	json_decref(alternatives);
}
END_TEST

/* Byte for byte, the pieces are the content that the whole reply has. */
START_TEST(a_stream_gives_the_same_in_pieces)
{
	const char *text = replies[_i].reply;
	struct slw_reply_stream stream = { 0 };
	struct slw_buf out;
	char *content;
	json_t *alternatives;

	/* a stream reads the name of the schema alone, and only at the top */
	if (strstr(text, "\"content\"") == NULL && text[strspn(text, " \n\t")] == '{')
		return;
	if (text[0] == '`' || strstr(text, "Sure!") != NULL || strstr(text, "\xFF") != NULL)
		return;
	slw_buf_init(&out, 0);
	slw_reply_read(text, strlen(text), &content, &alternatives);
	for (size_t len = 1; len <= strlen(text); len++)
		slw_reply_stream_feed(&stream, text, len, &out);
	if (replies[_i].shape != SLW_REPLY_EMPTY || out.len > 0)
		ck_assert_str_eq(out.data, content);
	slw_buf_release(&out);
	free(content);
	json_decref(alternatives);
}
END_TEST

static const struct {
	const char *text, *plain;
	bool one_line;
} plains[] = {
	{ "Fine words.", "Fine words.", false },
	{ "  a\r\n\r\n\r\nb \t c ", "a\n\nb c", false },
	{ "a\n\nb", "a b", true },
	{ "# Title\n\nText with **bold**, *thin*, __loud__, _low_ and `code`.",
	  "Title\n\nText with bold, thin, loud, low and code.", false },
	{ "2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name", false },
	{ "- one\n* two\n> said", "one\ntwo\nsaid", false },
	{ "a\n\n---\n\nb\n```\ncode\n```", "a\n\nb\ncode", false },
	{ "See [the shop](https://example.com/x) ![pic](a.png)", "See the shop pic", false },
	{ "[brackets] stay!", "[brackets] stay!", false },
	{ "<p>One <b>bold</b></p><script>alert(1)</script><p>Two &amp; three</p>",
	  "One bold\nTwo & three", false },
	{ "a < b & c > d", "a < b & c > d", false },
	{ "Red \033[31malarm\033[0m and \033]0;title\007bell\007", "Red alarm and bell", false },
	{ "zero\0width", "zero", false },
	{ "hidden \xE2\x80\xAE override", "hidden override", false },
	{ "\"A whole line.\"", "A whole line.", true },
	{ "\"One\" and \"two\"", "\"One\" and \"two\"", true },
	{ "\xE2\x80\x9CQuoted\xE2\x80\x9D", "Quoted", true },
	{ "Q: Why?\nA: So.\n\nQ: How?\nA: Thus.", "Q: Why?\nA: So.\n\nQ: How?\nA: Thus.", false },
	{ "\\*kept\\*", "*kept*", false },
	{ "~~gone~~ ~5 cm", "gone ~5 cm", false },
};

START_TEST(makes_plain_text)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_plain_text(&out, plains[_i].text, plains[_i].one_line);
	ck_assert_str_eq(out.data, plains[_i].plain);
	slw_buf_release(&out);
}
END_TEST

/* --- languages --------------------------------------------------------------------------- */

static const struct {
	const char *text, *guess;
	const char *asked; /* for this language ... */
	bool differs;	   /* ... is it another? */
} texts[] = {
	{ "The mug is made by hand and it keeps your tea warm for a long time.", "en", "en",
	  false },
	{ "The mug is made by hand and it keeps your tea warm for a long time.", "en", "de", true },
	{ "The mug is made by hand and it keeps your tea warm for a long time.", "en", "ja", true },
	{ "Die Tasse ist von Hand gemacht und der Tee bleibt in ihr lange warm.", "de", "de",
	  false },
	{ "Die Tasse ist von Hand gemacht und der Tee bleibt in ihr lange warm.", "de", "en",
	  true },
	{ "La taza es de barro y se hace a mano en el taller, una por una, con calma.", "es", "fr",
	  true },
	{ "La tasse est faite \xC3\xA0 la main dans notre atelier et garde le th\xC3\xA9 chaud "
	  "pour "
	  "vous.",
	  "fr", "fr", false },
	{ "\xE3\x81\x93\xE3\x81\xAE\xE3\x82\xAB\xE3\x83\x83\xE3\x83\x97\xE3\x81\xAF\xE6\x89\x8B\xE4"
	  "\xBD"
	  "\x9C\xE3\x82\x8A\xE3\x81\xA7\xE3\x81\x99",
	  "ja", "en", true },
	{ "\xD0\x9A\xD1\x80\xD1\x83\xD0\xB6\xD0\xBA\xD0\xB0 \xD0\xB8 \xD1\x87\xD0\xB0\xD0\xB9", "",
	  "en", true },
	{ "\xD0\x9A\xD1\x80\xD1\x83\xD0\xB6\xD0\xBA\xD0\xB0 \xD0\xB8 \xD1\x87\xD0\xB0\xD0\xB9", "",
	  "uk", false },
	{ "Clay mug", "", "de", false },
	{ "", "", "de", false },
};

START_TEST(knows_languages)
{
	struct slw_languages *languages;
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_languages_load(&languages, DATA_FOLDER, &err) == 0, "%s", err.msg);
	ck_assert_str_eq(slw_languages_guess(languages, texts[_i].text), texts[_i].guess);
	ck_assert_msg(slw_languages_differ(languages, texts[_i].text, texts[_i].asked) ==
			  texts[_i].differs,
		      "%s for %s", texts[_i].text, texts[_i].asked);
	slw_languages_free(languages);
}
END_TEST

/* --- judging ----------------------------------------------------------------------------- */

static const struct {
	const char *type, *language, *text;
	enum slw_reply_shape shape;
	enum slw_model_end end;
	unsigned int faults;
} judged[] = {
	{ "tagline", "en", "Stoneware for every day", SLW_REPLY_OBJECT, SLW_MODEL_STOP, 0 },
	{ "tagline", "en", "", SLW_REPLY_EMPTY, SLW_MODEL_STOP, SLW_FAULT_EMPTY },
	{ "tagline", "en", "I'm sorry, but I can't help with that.", SLW_REPLY_PROSE,
	  SLW_MODEL_STOP, SLW_FAULT_REFUSED },
	{ "tagline", "en", "Anything", SLW_REPLY_OBJECT, SLW_MODEL_REFUSED, SLW_FAULT_REFUSED },
	{ "tagline", "en", "Words", SLW_REPLY_PROSE, SLW_MODEL_STOP, SLW_FAULT_SHAPE },
	{ "tagline", "en", "Words", SLW_REPLY_OBJECT, SLW_MODEL_LENGTH, SLW_FAULT_CUT },
	{ "tagline", "en",
	  "A line that goes on and on and on, far beyond the eighty characters that it may have",
	  SLW_REPLY_OBJECT, SLW_MODEL_STOP, SLW_FAULT_LONG },
	{ "product_description", "en", "Too short.", SLW_REPLY_OBJECT, SLW_MODEL_STOP,
	  SLW_FAULT_SHORT },
	{ "faq", "en", "We ship to all the countries that you can think of.", SLW_REPLY_OBJECT,
	  SLW_MODEL_STOP, SLW_FAULT_SHORT | SLW_FAULT_FORM },
};

START_TEST(judges_texts)
{
	struct slw_provider_job job = { .type = slw_content_type_find(judged[_i].type),
					.language = judged[_i].language,
					.length = 1 };
	struct slw_languages *languages;
	struct slw_err err = SLW_ERR_INIT;
	json_t *problems = slw_judge_problems(judged[_i].faults);

	ck_assert_msg(slw_languages_load(&languages, DATA_FOLDER, &err) == 0, "%s", err.msg);
	ck_assert_uint_eq(
	    slw_judge(languages, &job, judged[_i].shape, judged[_i].end, judged[_i].text),
	    judged[_i].faults);
	ck_assert(slw_judge_worth(judged[_i].faults) < 1 || judged[_i].faults == 0);
	ck_assert((problems == NULL) == (judged[_i].faults == 0));
	json_decref(problems);
	slw_languages_free(languages);
}
END_TEST

Suite *suite_reply(void);

Suite *suite_reply(void)
{
	Suite *suite = suite_create("reply");
	TCase *tc = tcase_create("reply");

	tcase_add_loop_test(tc, reads_whatever_comes, 0, ROWS(replies));
	tcase_add_loop_test(tc, a_stream_gives_the_same_in_pieces, 0, ROWS(replies));
	tcase_add_loop_test(tc, makes_plain_text, 0, ROWS(plains));
	tcase_add_loop_test(tc, knows_languages, 0, ROWS(texts));
	tcase_add_loop_test(tc, judges_texts, 0, ROWS(judged));
	suite_add_tcase(suite, tc);
	return suite;
}
