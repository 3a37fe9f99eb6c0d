/* A text out of phrases: the engine of the built-in writer. */
#ifndef SLW_CONTENT_COMPOSE_H
#define SLW_CONTENT_COMPOSE_H

struct slw_buf;
struct slw_language_data;
struct slw_plan;
struct slw_slots;

struct slw_composition {
	const struct slw_language_data *language;
	const struct slw_plan *plan;
	struct slw_slots *slots; /* those of features and keywords are set on the way */
	int length;		 /* 0 short, 1 medium, 2 long */
	int tone;		 /* slw_tone_find() */
	unsigned int variation, alternative;
};

/*
 * Appends the text. It is within the range of the plan's type as long as the phrases reach: first
 * what each part needs at least, the first and the last part before the others, then, round by
 * round, whatever still fits, until the text is long enough. No phrase and no sentence comes twice.
 */
void slw_compose(const struct slw_composition *composition, struct slw_buf *out);

#endif
