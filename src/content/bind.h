/* What a phrase is about at the moment: one feature with its benefit, one keyword, the rest. */
#ifndef SLW_CONTENT_BIND_H
#define SLW_CONTENT_BIND_H

#include <stdbool.h>
#include <stddef.h>

struct slw_benefit;
struct slw_buf;
struct slw_language_data;
struct slw_slots;

struct slw_binding {
	const struct slw_language_data *language;
	struct slw_slots *slots;
	bool *feature_used, *keyword_used; /* by index; set by the caller */
	bool *benefit_used;
	bool *in_rest;	/* the features that slw_bind_rest() named */
	size_t benefit; /* bound last, or SIZE_MAX */
};

void slw_binding_init(struct slw_binding *binding, const struct slw_language_data *language,
		      struct slw_slots *slots);
void slw_binding_release(struct slw_binding *binding);

/* Sets the slots of a feature; choice picks among the words of its benefit. */
void slw_bind_feature(struct slw_binding *binding, size_t index, unsigned int choice);
void slw_bind_benefit_used(struct slw_binding *binding);
/* Sets the slots of a keyword; true where it shares a word with the subject. */
bool slw_bind_keyword(struct slw_binding *binding, size_t index);
/* The features that are not used yet, as one list; marked as used by the second call. */
void slw_bind_rest(struct slw_binding *binding);
void slw_bind_rest_used(struct slw_binding *binding);

/* Shortens the text to at most chars characters, at a word. */
void slw_bind_cut(struct slw_buf *text, size_t chars);

#endif
