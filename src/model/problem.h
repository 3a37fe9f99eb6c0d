/*
 * What is wrong with an input: all of it, in one pass. Shared by answers files, CSV imports, step
 * validation and domain checks.
 */
#ifndef SLW_MODEL_PROBLEM_H
#define SLW_MODEL_PROBLEM_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_buf;

enum slw_severity { SLW_PROBLEM_ERROR, SLW_PROBLEM_WARNING };

struct slw_problem {
	enum slw_severity severity;
	/* A stable name for --json, static: "syntax", "unknown_key", "duplicate_key", "missing",
	 * "type", "format", "range", "choice", "conflict" (rules across fields), "secret", "file" */
	const char *kind;
	char *file;	  /* NULL when there is none */
	int line, column; /* 1-based; 0 when not known; column counts characters */
	char *key;	  /* path, "products.items[2].price"; "" for the whole */
	char *message;	  /* "12.505 has more decimals than EUR has (2)" */
	char *hint;	  /* "write 12.50 or 12.51"; "" if none */
};

struct slw_problems {
	struct slw_problem *items;
	size_t count, cap;
	size_t errors;	/* how many of them are errors, the dropped ones included */
	size_t max;	/* kept at most; 0 means 1000 */
	size_t dropped; /* more than that */
};

void slw_problems_init(struct slw_problems *problems);
void slw_problems_release(struct slw_problems *problems);

/*
 * Adds one. Texts are copied; control characters become spaces. The returned struct may be used to
 * set file, line and column until the next call; NULL when it was dropped.
 */
struct slw_problem *slw_problems_add(struct slw_problems *problems, enum slw_severity severity,
				     const char *kind, const char *key, const char *message,
				     const char *hint);
/* The same with a formatted message and no hint. */
struct slw_problem *slw_problems_addf(struct slw_problems *problems, enum slw_severity severity,
				      const char *kind, const char *key, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void slw_problem_hint(struct slw_problem *problem, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* problem may be NULL */

/*
 * A form is saved field by field, so what is missing yet, or does not fit its neighbours yet, may be
 * saved; a value that is wrong in itself may not: that blocks.
 */
bool slw_problem_blocks(const struct slw_problem *problem);

/* By file, line, column; those without a place last, in the order they were found. */
void slw_problems_sort(struct slw_problems *problems);

/* "FILE:LINE:COL: key: message (hint)" without a newline; parts that are not known are left out,
 * warnings begin the message with "warning: ". Safe on a terminal. */
void slw_problem_text(struct slw_buf *out, const struct slw_problem *problem);
json_t *slw_problem_json(const struct slw_problem *problem); /* new reference */
json_t *slw_problems_json(const struct slw_problems *problems);

#endif
