/* Whether a model's text is one that was asked for, and what to say to the model and to the merchant
 * where it is not. */
#ifndef SLW_CONTENT_JUDGE_H
#define SLW_CONTENT_JUDGE_H

#include <jansson.h>

#include "content/provider.h"
#include "content/reply.h"

struct slw_languages;

enum slw_fault {
	SLW_FAULT_EMPTY = 1 << 0,
	SLW_FAULT_REFUSED = 1 << 1,
	SLW_FAULT_SHAPE = 1 << 2, /* no object of the schema */
	SLW_FAULT_CUT = 1 << 3,
	SLW_FAULT_LANGUAGE = 1 << 4,
	SLW_FAULT_SHORT = 1 << 5,
	SLW_FAULT_LONG = 1 << 6,
	SLW_FAULT_FORM = 1 << 7, /* a faq without questions, an e-mail without a subject */
};

/* What no text can be made of. */
#define SLW_FAULTS_FATAL ((unsigned int)(SLW_FAULT_EMPTY | SLW_FAULT_REFUSED))

/* text: in its plain form. Bits of enum slw_fault. */
unsigned int slw_judge(const struct slw_languages *languages, const struct slw_provider_job *job,
		       enum slw_reply_shape shape, enum slw_model_end end, const char *text);

/* How well a text is what was asked for, 0 to 1: 1 without a fault. For choosing of two, and for the
 * score. */
double slw_judge_worth(unsigned int faults);

/* Appends what the model is told to mend, in English; text is what it wrote. */
void slw_judge_ask(unsigned int faults, const struct slw_provider_job *job, const char *text,
		   struct slw_buf *out);

/* For the merchant: array of {"kind", "text"}, NULL for no faults. New reference. */
json_t *slw_judge_problems(unsigned int faults);
/* A few words for the first of them, such as "the reply was empty". Translated. */
const char *slw_judge_reason(unsigned int faults);

#endif
