/* What came of one reply of a model: texts in their plain form, and what is wrong with them. */
#ifndef SLW_CONTENT_DRAFT_H
#define SLW_CONTENT_DRAFT_H

#include <jansson.h>

struct slw_languages;
struct slw_model_reply;
struct slw_provider_job;

struct slw_text_draft {
	char *content; /* NULL: nothing came yet */
	json_t *alternatives;
	unsigned int faults; /* enum slw_fault */
};

/* Alternatives that say nothing new, and those beyond what the job asks for, are left out. */
void slw_text_draft_read(const struct slw_languages *languages, const struct slw_provider_job *job,
			 const struct slw_model_reply *reply, struct slw_text_draft *draft);
void slw_text_draft_release(struct slw_text_draft *draft);

#endif
