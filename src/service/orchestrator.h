/*
 * ServiceOrchestrator of the specification: texts, themes, integrations, analysis.
 */
#ifndef SLW_SERVICE_ORCHESTRATOR_H
#define SLW_SERVICE_ORCHESTRATOR_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_documents;
struct slw_err;
struct slw_service;
struct slw_session;

/* The words of a text as they come: plain text in whole characters; text NULL: what came so far is
 * void, another attempt begins. Called on the thread of the call that writes. */
struct slw_pieces {
	void (*piece)(void *context, const char *text, size_t len);
	void *context;
};

/*
 * One text. request: {"content_type", "inputs": {...}, "options": {"tone", "length", "language",
 * "alternatives", "keywords", "provider", "model", "max_tokens", "max_cost"}}; max_cost is in US
 * cents. pieces may be NULL. Result: {"content", "alternatives", "quality_score", "seo_keywords",
 * "sentiment", "parts", "claims", "provider", "model", "content_type", "tokens", "cost"}, and where
 * there are some "fallbacks": [{"provider", "reason"}], "problems": [{"kind", "text"}], "draft" (what
 * came of a stream that broke). "tokens" is {"in", "out"}; "cost" is decimal text in US dollars,
 * absent where the price of the model is not known. The same request within 300 s is answered with
 * the same text and "cached": true, and costs nothing. Errors as slw_writer_generate().
 */
json_t *slw_orchestrator_generate_content(struct slw_service *service, const json_t *request,
					  const struct slw_pieces *pieces, struct slw_err *err);

/*
 * Which writers are set up: {"providers": [{"name", "label", "configured", "reason", "url", "model"}]};
 * with ask they are asked, and those that are set up have "answers", "error" and "hint".
 */
json_t *slw_orchestrator_writers(struct slw_service *service, bool ask, struct slw_err *err);

/*
 * Writes what step 5 asks for and is not there yet, several at a time, never over a text that was
 * edited or locked. A text that fails does not stop the others; what came is stored as it comes, so
 * that a run that was stopped (SLW_ECANCELLED) goes on with the next one. Result: {"written", "kept",
 * "failed", "left" (undone because of a cap), "first_failure", "failures": [{"content_type",
 * "product_handle", "subject", "code", "message", "hint"}] (50 at most), "by_type": {...},
 * "by_provider": {...}, "fallbacks": [{"provider", "reason", "count"}], "cap_reached", "tokens": {"in",
 * "out"}, "cost"}; what there is none of is absent but for the numbers.
 */
json_t *slw_orchestrator_generate_all(struct slw_service *service, struct slw_session *session,
				      struct slw_err *err);
/* The same with options of this run alone (may be NULL): "provider", "model", "jobs" (at a time, 8),
 * "max_tokens", "max_cost" (US cents; the smaller of this cap and what is left of the session's holds),
 * "at_cap" ("builtin", "leave"). */
json_t *slw_orchestrator_generate_run(struct slw_service *service, struct slw_session *session,
				      const json_t *options, struct slw_err *err);

/*
 * Writes one text anew, named as in slw_orchestrator_text_change(), or for the first time. options
 * (may be NULL) has any of "tone", "length", "provider", "model", where step 5 has others, and "over":
 * true writes over a text that was edited or locked, too, which is SLW_EINVAL otherwise. Nothing is
 * lost: the text that was there, and its alternatives, are behind the new alternatives. pieces may be
 * NULL. Result: the text as slw_orchestrator_texts() has it. SLW_ENOTFOUND: no such product or
 * collection; SLW_ECANCELLED, and errors of the writer: nothing is changed then.
 */
json_t *slw_orchestrator_regenerate(struct slw_service *service, struct slw_session *session,
				    const json_t *text, const json_t *options,
				    const struct slw_pieces *pieces, struct slw_err *err);

/*
 * The same for all texts that are there, or those of one content_type (NULL: all); without "over",
 * those that were edited or locked are kept. One that fails does not stop the others; what was written
 * before it was cancelled stays. Result as of slw_orchestrator_generate_all(), without "by_type".
 */
json_t *slw_orchestrator_regenerate_all(struct slw_service *service, struct slw_session *session,
					const char *content_type, const json_t *options,
					struct slw_err *err);

/* Whether a type has a text about the shop as a whole: "about", "meta_title". */
bool slw_orchestrator_is_of_shop(const char *content_type);

/* The texts of a session, as in generated_content, in the order of the shop: array of {"content_type", "product_handle",
 * "subject", "content_data", "quality_score", "provider", "model_used", "state", "locked",
 * "user_rating"}. content_data is what service/text_row.h says. */
json_t *slw_orchestrator_texts(struct slw_service *service, const struct slw_session *session,
			       struct slw_err *err);

/* What all runs took for the texts of a session: {"tokens": {"in", "out"}, "cost"}. */
json_t *slw_orchestrator_spent(struct slw_service *service, const struct slw_session *session,
			       struct slw_err *err);

/*
 * What a person does with one text, named by "content_type", "product_handle" and "subject" of text.
 * changes has any of "content" (an edit), "alternative" (its number from 0: changes places with the
 * text), "locked" (never written over), "user_rating" (1 to 5; 0: none), "approved"
 * (true: a text that is "flagged", for claims that the facts do not hold, is published on the
 * merchant's word, and "approved" from then on; false takes it back); with none of them the text is only read. A text that was edited is not written over either. Result: the text as slw_orchestrator_texts() has it. SLW_ENOTFOUND;
 * SLW_EINVAL: empty, too long or no such alternative.
 */
json_t *slw_orchestrator_text_change(struct slw_service *service, const struct slw_session *session,
				     const json_t *text, const json_t *changes,
				     struct slw_err *err);

/* {"themes": [{"id", "name", "score", "reasons", "changes", "features", "performance_data",
 * "customization_options"}], "total", "page"}; session (may be NULL) gives what industry and style
 * (may be NULL) do not. With a session, kept in theme_recommendations, "chosen" is the id of the theme
 * that a launch takes, and each theme has its "look": colours, fonts, space and layout with what step 3
 * changes in them. */
json_t *slw_orchestrator_recommend_themes(struct slw_service *service,
					  const struct slw_session *session, const char *industry,
					  const char *style, struct slw_err *err);

/*
 * How a shop with these answers would look in a theme, before they are saved; computed, so that it can be
 * asked for at each key: {"look", "notes": sentences about colours that are moved, so that they can be
 * read, "contrast": [{"label", "ratio" ("7.2")}]}. NULL: there is no such theme.
 */
json_t *slw_orchestrator_theme_look(struct slw_service *service, const char *theme_id,
				    const struct slw_documents *docs);

/* Records what step 4 says; nothing is contacted in this version. Result: {"integrations": [...]}. */
json_t *slw_orchestrator_setup_integrations(struct slw_service *service,
					    const struct slw_session *session, struct slw_err *err);
/* Known providers by kind: {"providers": [...]}. */
json_t *slw_orchestrator_providers(struct slw_service *service);

/*
 * Launch readiness: {"readiness": 0..100, "checks": [{"id", "name", "status": "ok|warning|error",
 * "weight", "message", "fix", "step", "key"}]}, the gravest first; with "tokens" {"in", "out"} and "cost"
 * of all texts so far, where a model wrote any.
 * "vouched": texts that say more than the facts hold, on someone's word.
 */
json_t *slw_orchestrator_analyze_store(struct slw_service *service,
				       const struct slw_session *session, struct slw_err *err);

/*
 * Any text. request: {"text", "facts": {...} or none, "content_type" (product_description), "length"
 * (medium), "language" (that of the text), "keywords"}. Result: {"content_type", "quality_score",
 * "parts", "readability", "seo_keywords", "sentiment", "analyzed_as", "language" (or null),
 * "language_confidence", "words", "sentences", "reading_seconds", "claims" (null without facts)};
 * content/analysis.h says what they mean. SLW_EINVAL.
 */
json_t *slw_orchestrator_analyze_text(struct slw_service *service, const json_t *request,
				      struct slw_err *err);

#endif
