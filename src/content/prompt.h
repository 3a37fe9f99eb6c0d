/*
 * Prompts: data/prompts/TYPE.txt, one per content type. A file begins with the variables that it
 * takes, one kind a line, then a line "---", then the text:
 *
 *	required product: product_name		needed where the text is about a product
 *	required shop: business_name
 *	optional: category, features
 *	---
 *	... {product_name} ... {facts}
 *
 * {facts} stands for all other variables that are known, a line each. {length}, {tone}, {language}
 * and {keywords} come from the request. Values are data: "<" is escaped in them, so that they cannot
 * close the fence that the text puts around them.
 */
#ifndef SLW_CONTENT_PROMPT_H
#define SLW_CONTENT_PROMPT_H

#include "content/content.h"

struct slw_err;
struct slw_prompts;

/* All types need a file, and system.txt says to a model what holds for all of them. SLW_EINTERNAL names the file and the fault. */
int slw_prompts_load(struct slw_prompts **out, const char *data_folder, struct slw_err *err);
void slw_prompts_free(struct slw_prompts *prompts);

/* What a model is told before any prompt. Borrowed. */
const char *slw_prompts_system(const struct slw_prompts *prompts);

/*
 * Checks the facts and says which scope the request is about: the one it names, or another of the
 * type if only that one's required variables are there. SLW_EINVAL: a required variable is missing
 * or has no text, or there is no such variable.
 */
int slw_prompt_check(const struct slw_prompts *prompts, const struct slw_content_type *type,
		     const struct slw_content_request *request, enum slw_content_scope *scope,
		     struct slw_err *err);

/* The filled prompt of a request that was checked; new string. */
char *slw_prompt_fill(const struct slw_prompts *prompts, const struct slw_content_type *type,
		      const struct slw_content_request *request);

#endif
