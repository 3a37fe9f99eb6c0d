/* Shops as vectors (content/embed.h): what a shop is about, and which others are like it. */
#ifndef SLW_SERVICE_LIKENESS_H
#define SLW_SERVICE_LIKENESS_H

#include <jansson.h>
#include <stddef.h>

struct slw_err;
struct slw_service;
struct slw_session;

#define SLW_LIKE_MOST 100

/*
 * The sessions of this database whose shops are most like this one's: {"like": its session_id,
 * "sessions": [{"session_id", "business_name", "product_count", "likeness": -1 to 1}]}, the most alike
 * first, at most most (1 to SLW_LIKE_MOST; 0: 10). Those that say nothing yet are not among them.
 * Vectors are kept in the store and made anew where a session has changed. SLW_EINVAL: this session
 * says nothing yet, or the provider is not set up. provider: who makes the vectors, "openai", "local",
 * "builtin" (also NULL), or "auto": the first of them that does; "fallbacks" then says who did not, and
 * why: [{"provider", "reason"}]. "model" is who did. Those of different models are never compared.
 */
json_t *slw_service_like(struct slw_service *service, const struct slw_session *session,
			 const char *provider, size_t most, struct slw_err *err);

/*
 * How near the shop is to what each theme is described as, for struct slw_theme_criteria: malloc'd, in
 * the order of service->themes. *out stays NULL where it says too little, or not in English, which is
 * what themes are described in.
 */
int slw_service_theme_likeness(struct slw_service *service, const struct slw_session *session,
			       const char *language, double **out, struct slw_err *err);

/* Products whose descriptions are almost the same, of the first 2,000: array of {"product_handle",
 * "other_handle", "likeness"}, at most 20. New reference. */
json_t *slw_service_alike(struct slw_service *service, const struct slw_session *session,
			  struct slw_err *err);

/* Loads service->vectors where that was not done yet. */
int slw_service_vectors(struct slw_service *service, struct slw_err *err);

#endif
