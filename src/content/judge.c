#include "config.h"

#include "content/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/language.h"
#include "model/codes.h"

#include "base/banned.h"

#define SLACK	    10	/* percent of the words that a text may be short or long */
#define REFUSAL_MAX 600 /* bytes: a longer text is not one, whatever it begins with */

static const struct {
	enum slw_fault fault;
	double worth;
	const char *kind, *problem; /* problem: N_() */
} faults_known[] = {
	{ SLW_FAULT_EMPTY, 0, "empty", N_("the reply was empty") },
	{ SLW_FAULT_REFUSED, 0, "refused", N_("the model refused to write it") },
	{ SLW_FAULT_CUT, 0.6, "cut", N_("the reply ends in the middle") },
	{ SLW_FAULT_LANGUAGE, 0.3, "language", N_("it is not in the language that was asked for") },
	{ SLW_FAULT_SHORT, 0.7, "short", N_("it is shorter than what was asked for") },
	{ SLW_FAULT_LONG, 0.7, "long", N_("it is longer than what was asked for") },
	{ SLW_FAULT_FORM, 0.6, "form", N_("it does not have the form of such a text") },
	{ SLW_FAULT_SHAPE, 0.9, "shape", N_("the reply was not in the form that was asked for") },
};

/* How a model begins when it does not write, in lower case. */
static const char *const refusals[] = {
	"i'm sorry, but i c",
	"i\xE2\x80\x99m sorry, but i c",
	"i am sorry, but i c",
	"sorry, but i c",
	"i'm sorry, i c",
	"i cannot help",
	"i can't help",
	"i can\xE2\x80\x99t help",
	"i cannot assist",
	"i can't assist",
	"i can\xE2\x80\x99t assist",
	"i'm unable to",
	"i\xE2\x80\x99m unable to",
	"i am unable to",
	"i cannot write",
	"i can't write",
	"i cannot create",
	"i can't create",
	"i cannot fulfill",
	"i can't fulfill",
	"as an ai",
	"i won't be able to",
	"i must decline",
	"es tut mir leid, aber",
	"lo siento, pero no",
	"lo siento, no puedo",
	"je suis d\xC3\xA9sol\xC3\xA9, mais je ne",
	"d\xC3\xA9sol\xC3\xA9, mais je ne",
	"je ne peux pas ",
	"no puedo ayudar",
	"ich kann dabei nicht",
};

static bool is_refusal(const char *text)
{
	char *folded;
	bool found = false;

	if (strlen(text) > REFUSAL_MAX)
		return false;
	folded = slw_text_fold(text);
	for (size_t i = 0; i < SLW_COUNT(refusals) && !found; i++)
		found = strncmp(folded, refusals[i], strlen(refusals[i])) == 0;
	free(folded);
	return found;
}

/* Scripts without spaces between words: there two characters count as one. */
static long count_words(const char *text, const char *language)
{
	static const char *const spaceless[] = { "zh", "ja", "th", "lo", "km", "my" };

	for (size_t i = 0; i < SLW_COUNT(spaceless); i++) {
		if (strcmp(language, spaceless[i]) == 0)
			return (long)slw_text_chars(text) / 2;
	}
	return (long)slw_text_words(text);
}

static unsigned int judge_length(const struct slw_provider_job *job, const char *text)
{
	const struct slw_content_type *type = job->type;
	long words;

	if (type->words_max[1] == 0)
		return type->chars_max > 0 && (long)slw_text_chars(text) > type->chars_max
			   ? SLW_FAULT_LONG
			   : 0;
	words = count_words(text, job->language);
	if (words * 100 < (long)type->words_min[job->length] * (100 - SLACK))
		return SLW_FAULT_SHORT;
	return words * 100 > (long)type->words_max[job->length] * (100 + SLACK) ? SLW_FAULT_LONG
										: 0;
}

static bool has_form(const struct slw_provider_job *job, const char *text)
{
	if (strcmp(job->type->name, "faq") == 0)
		return strncmp(text, "Q: ", 3) == 0 && strstr(text, "\nA: ") != NULL;
	if (strcmp(job->type->name, "welcome_email") == 0)
		return strncmp(text, "Subject: ", 9) == 0;
	return true;
}

unsigned int slw_judge(const struct slw_languages *languages, const struct slw_provider_job *job,
		       enum slw_reply_shape shape, enum slw_model_end end, const char *text)
{
	unsigned int faults = shape == SLW_REPLY_PROSE ? SLW_FAULT_SHAPE : 0;

	if (end == SLW_MODEL_REFUSED || is_refusal(text))
		return SLW_FAULT_REFUSED;
	if (text[0] == '\0')
		return SLW_FAULT_EMPTY;
	if (shape == SLW_REPLY_CUT || end == SLW_MODEL_LENGTH)
		faults |= SLW_FAULT_CUT;
	if (slw_languages_differ(languages, text, job->language))
		faults |= SLW_FAULT_LANGUAGE;
	if (!has_form(job, text))
		faults |= SLW_FAULT_FORM;
	return faults | judge_length(job, text);
}

double slw_judge_worth(unsigned int faults)
{
	double worth = 1;

	for (size_t i = 0; i < SLW_COUNT(faults_known); i++)
		worth *= faults & faults_known[i].fault ? faults_known[i].worth : 1;
	return worth;
}

static void ask_length(const struct slw_provider_job *job, const char *text, struct slw_buf *out)
{
	const struct slw_content_type *type = job->type;

	if (type->words_max[1] == 0)
		slw_buf_printf(out, "- It has %zu characters; write at most %d.\n",
			       slw_text_chars(text), type->chars_max);
	else
		slw_buf_printf(out, "- It has %ld words; write %d to %d.\n",
			       count_words(text, job->language), type->words_min[job->length],
			       type->words_max[job->length]);
}

void slw_judge_ask(unsigned int faults, const struct slw_provider_job *job, const char *text,
		   struct slw_buf *out)
{
	const struct slw_language *language = slw_language_find(job->language);

	slw_buf_str(out, "Your reply cannot be used yet:\n");
	if (faults & SLW_FAULT_EMPTY)
		slw_buf_str(out, "- It was empty.\n");
	if (faults & SLW_FAULT_REFUSED)
		slw_buf_str(out, "- It was not the text. The text is for the site of a shop; leave "
				 "out what you cannot write, and write the rest.\n");
	if (faults & SLW_FAULT_SHAPE)
		slw_buf_str(out, "- It was not a JSON object.\n");
	if (faults & SLW_FAULT_CUT)
		slw_buf_str(out, "- It ends in the middle. Write all of it, with fewer or shorter "
				 "alternatives if need be.\n");
	if (faults & SLW_FAULT_LANGUAGE)
		slw_buf_printf(out, "- It is in another language; write in %s (%s).\n",
			       language == NULL ? job->language : language->name, job->language);
	if (faults & (SLW_FAULT_SHORT | SLW_FAULT_LONG))
		ask_length(job, text, out);
	if (faults & SLW_FAULT_FORM)
		slw_buf_str(out, strcmp(job->type->name, "faq") == 0
				     ? "- Each block is two lines, \"Q: ...\" and \"A: ...\".\n"
				     : "- The first line must be \"Subject: ...\".\n");
	slw_buf_printf(
	    out,
	    "Write it again, mended, by the same rules and facts. Reply with nothing but "
	    "a JSON object: {\"content\": the text, \"alternatives\": [%d other versions "
	    "of it]}.\n",
	    job->alternatives);
}

json_t *slw_judge_problems(unsigned int faults)
{
	json_t *problems = faults == 0 ? NULL : json_array();

	for (size_t i = 0; i < SLW_COUNT(faults_known); i++) {
		json_t *problem;

		if (!(faults & faults_known[i].fault))
			continue;
		problem = json_object();
		slw_json_set_str(problem, "kind", faults_known[i].kind);
		slw_json_set_str(problem, "text", _(faults_known[i].problem));
		slw_json_append(problems, problem);
	}
	return problems;
}

const char *slw_judge_reason(unsigned int faults)
{
	for (size_t i = 0; i < SLW_COUNT(faults_known); i++) {
		if (faults & faults_known[i].fault)
			return _(faults_known[i].problem);
	}
	return "";
}
