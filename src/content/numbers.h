/* The figures of a text, in digits or in words, with their units: "500 ml", "two-year", "€1.200,50". */
#ifndef SLW_CONTENT_NUMBERS_H
#define SLW_CONTENT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

struct slw_claim_data;
struct slw_lexicon;
struct slw_tokens;

#define SLW_NO_UNIT SIZE_MAX

struct slw_number {
	double value;
	double other;	    /* the other reading of "1,200"; else as value */
	size_t unit;	    /* of slw_claim_data.units, or SLW_NO_UNIT */
	size_t first, last; /* pieces */
	size_t offset, len; /* bytes, with the unit and its sign */
	size_t sentence;
	const char *key; /* the fact that it is from, or NULL */
	bool word;	 /* in words */
	bool code;	 /* part of a name, such as "USB3" or "4k" */
	bool own_unit;	 /* the unit stands at this number, not at its neighbour */
};

struct slw_numbers {
	struct slw_number *list;
	size_t count, cap;
};

/*
 * Appends the numbers of a text. skip (one per piece, may be NULL): pieces that belong to something
 * else. A unit that stands before its number ("hours: 20") counts where before is true.
 */
void slw_numbers_scan(struct slw_numbers *numbers, const struct slw_claim_data *data,
		      const struct slw_lexicon *lexicon, const char *text,
		      const struct slw_tokens *pieces, const bool *skip, bool before);

/* Whether both say the same: the values, in one unit or in units that measure the same. */
bool slw_number_equals(const struct slw_claim_data *data, const struct slw_number *said,
		       const struct slw_number *known);

#endif
