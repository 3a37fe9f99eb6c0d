/* What the files of the check share, with the reader of answers files; for src/model/ alone. */
#ifndef SLW_MODEL_CHECK_INTERNAL_H
#define SLW_MODEL_CHECK_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "model/check.h"
#include "model/field.h"
#include "model/problem.h"

struct slw_err;
struct slw_node;

/* One run of checks. node arguments below are the places in an answers file where a value was
 * written, NULL where there is none: a key that was written but not understood is not missing. */
struct slw_checker {
	struct slw_check check;
	const struct slw_documents *docs; /* may be NULL */
	struct slw_problems *problems;
	struct slw_buf path; /* of the value that is looked at */
	bool parsed;	     /* the scalars come from slw_field_parse() a moment ago */
	bool damaged;	     /* parts of the file could not be read: nothing is called missing */
};

void slw_checker_init(struct slw_checker *checker, const char *path,
		      const struct slw_documents *docs, const struct slw_check *check,
		      struct slw_problems *problems);
void slw_checker_release(struct slw_checker *checker);

/* Longer paths; both return the length to give to slw_buf_cut(&checker->path, ...) afterwards. */
size_t slw_checker_key(struct slw_checker *checker, const char *key);
size_t slw_checker_index(struct slw_checker *checker, size_t index);

/* A problem at the path with ".key" behind it; key may be NULL. message is a format. */
struct slw_problem *slw_checker_problem(struct slw_checker *checker, enum slw_severity severity,
					const char *kind, const char *key, const char *message, ...)
    __attribute__((format(printf, 5, 6)));

/* The keys and values of one record: required, unknown, inapplicable, and each value. */
void slw_checker_record(struct slw_checker *checker, const struct slw_field *table,
			const json_t *record, const struct slw_node *node);

/* The rules between the fields of a section, of a product; and between sections. */
void slw_rules_section(struct slw_checker *checker, enum slw_section section);
void slw_rules_product(struct slw_checker *checker, const json_t *product);
/* items: products of one answers file against each other and the collections; imports: more
 * products will come from files. */
void slw_rules_items(struct slw_checker *checker, const json_t *items, bool imports);

/* As slw_field_parse(), and the kind for slw_problems_add(). */
int slw_scalar_parse(const struct slw_field *field, const char *text, const struct slw_check *check,
		     json_t **value, const char **kind, struct slw_err *err);
/* A canonical scalar against its field: 0 or -1. */
int slw_scalar_check(const struct slw_field *field, const json_t *value,
		     const struct slw_check *check, const char **kind, struct slw_err *err);
/* Whether values of this type are scalars in an answers file (SECRET and MULTI_CHOICE are not). */
bool slw_field_is_scalar(const struct slw_field *field);

/* The formats of single types: 0 or -1 with *kind and err. Text is trimmed and not empty. */
int slw_format_check(enum slw_field_type type, const char *text, const char **kind,
		     struct slw_err *err);
/* The same as a regular expression of ECMA-262, for the schema; NULL for other types. */
const char *slw_format_pattern(enum slw_field_type type);
#define SLW_PATTERN_ENV "^[A-Za-z_][A-Za-z0-9_]*$"
bool slw_is_env_name(const char *text);

/* SLW_EINVAL with the nearest choice as the hint. Choices of the field only, not its type. */
int slw_choice_check(const struct slw_field *field, const char *text,
		     const struct slw_catalog *catalog, const char **kind, struct slw_err *err);
/* Puts one more choice where the table has it; one that is none, or twice, is an error. */
int slw_choice_insert(const struct slw_field *field, const char *text,
		      const struct slw_check *check, json_t *array, const char **kind,
		      struct slw_err *err);
/* The place of a choice in the table order, SIZE_MAX if it is none. */
size_t slw_choice_rank(const struct slw_field *field, const char *text,
		       const struct slw_catalog *catalog);

/* The key nearest to one that a table does not know; NULL if none is near. */
const char *slw_field_nearest(const struct slw_field *table, const char *key);

/* At most 60 characters of a value, for a message. */
#define SLW_EXCERPT 256
const char *slw_excerpt(char out[SLW_EXCERPT], const char *text);

#endif
