/* What a text from anywhere is worth, and what it claims beyond its facts. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/analysis.h"
#include "service/internal.h"
#include "service/orchestrator.h"

#include "base/banned.h"

#define SURE 0.2 /* of a language that was not named */

struct subject {
	const char *text;
	const struct slw_content_type *type;
	char language[8];
	int length;
};

static int find_type(struct subject *subject, const char *name, struct slw_err *err)
{
	const char *names[32];
	size_t count;
	const struct slw_content_type *types = slw_content_types(&count);
	const char *nearest;

	subject->type = slw_content_type_find(name);
	if (subject->type != NULL)
		return 0;
	for (size_t i = 0; i < count && i < SLW_COUNT(names); i++)
		names[i] = types[i].name;
	nearest =
	    slw_text_nearest(name, names, count < SLW_COUNT(names) ? count : SLW_COUNT(names));
	slw_err_set(err, SLW_EINVAL, _("there is no content type \"%s\""), name);
	return slw_err_hint(err, _("Did you mean \"%s\"?"), nearest != NULL ? nearest : names[0]);
}

static int find_length(struct subject *subject, const char *name, struct slw_err *err)
{
	static const char *const lengths[] = { "short", "medium", "long" };

	for (int i = 0; i < 3; i++) {
		if (strcmp(lengths[i], name) == 0) {
			subject->length = i;
			return 0;
		}
	}
	return slw_err_set(err, SLW_EINVAL,
			   _("the length must be short, medium or long, not \"%s\""), name);
}

/* The one that was named, else the one that the text is in, else English. */
static int find_language(struct slw_service *service, struct subject *subject, const char *code,
			 struct slw_err *err)
{
	struct slw_analyzer *analyzer = NULL;
	double confidence = 0;

	if (code != NULL) {
		if (strspn(code, "abcdefghijklmnopqrstuvwxyz") == strlen(code) &&
		    strlen(code) >= 2 && strlen(code) <= 3) {
			slw_text_copy(subject->language, sizeof(subject->language), code);
			return 0;
		}
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a code of a language"), code);
		return slw_err_hint(err, "%s", _("Give ISO 639-1, such as en, de, es or fr."));
	}
	if (slw_analyzer_open(&analyzer, service->data_folder, "en", err) < 0)
		return -1;
	slw_text_copy(subject->language, sizeof(subject->language),
		      slw_analyze_language(analyzer, subject->text, &confidence));
	if (subject->language[0] == '\0' || confidence < SURE)
		slw_text_copy(subject->language, sizeof(subject->language), "en");
	slw_analyzer_free(analyzer);
	return 0;
}

static json_t *analysis_json(const struct slw_analysis *analysis, const struct subject *subject,
			     const json_t *facts)
{
	json_t *result = json_object();

	slw_json_set_str(result, "content_type", subject->type->name);
	slw_json_set(result, "quality_score", json_real(analysis->score));
	slw_json_set(result, "parts", json_incref(analysis->parts));
	if (!isnan(analysis->readability))
		slw_json_set(result, "readability",
			     json_real(round(analysis->readability * 10) / 10));
	slw_json_set(result, "seo_keywords", json_incref(analysis->keywords));
	slw_json_set(result, "sentiment", json_incref(analysis->sentiment));
	slw_json_set_str(result, "analyzed_as", subject->language);
	slw_json_set(result, "language",
		     analysis->language[0] != '\0' ? json_string(analysis->language) : json_null());
	slw_json_set(result, "language_confidence", json_real(analysis->language_confidence));
	slw_json_set_int(result, "words", (int64_t)analysis->words);
	slw_json_set_int(result, "sentences", (int64_t)analysis->sentences);
	slw_json_set_int(result, "reading_seconds", analysis->reading_seconds);
	slw_json_set(result, "claims", facts != NULL ? json_incref(analysis->claims) : json_null());
	return result;
}

json_t *slw_orchestrator_analyze_text(struct slw_service *service, const json_t *request,
				      struct slw_err *err)
{
	struct subject subject = { .text = slw_json_str(request, "text", "") };
	const json_t *facts = slw_json_object(request, "facts");
	struct slw_analyzer *analyzer = NULL;
	struct slw_analysis analysis;
	json_t *result;

	if (subject.text[strspn(subject.text, " \t\r\n")] == '\0') {
		slw_err_set(err, SLW_EINVAL, "%s", _("there is no text to analyze"));
		return NULL;
	}
	if (find_type(&subject, slw_json_str(request, "content_type", "product_description"), err) <
		0 ||
	    find_length(&subject, slw_json_str(request, "length", "medium"), err) < 0 ||
	    find_language(service, &subject, slw_json_str(request, "language", NULL), err) < 0 ||
	    slw_analyzer_open(&analyzer, service->data_folder, subject.language, err) < 0)
		return NULL;
	slw_analyzer_spell(analyzer, true);
	slw_analyze(analyzer, subject.text, subject.type, subject.length, facts,
		    slw_json_array(request, "keywords"), &analysis);
	result = analysis_json(&analysis, &subject, facts);
	slw_analysis_release(&analysis);
	slw_analyzer_free(analyzer);
	return result;
}
