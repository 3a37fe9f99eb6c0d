/* What the tests of answers files share: a small catalogue and a reader that keeps everything. */
#ifndef SLW_TESTS_ANSWERS_SUPPORT_H
#define SLW_TESTS_ANSWERS_SUPPORT_H

#include <stddef.h>

#include "base/err.h"
#include "model/answers.h"
#include "model/catalog.h"
#include "model/documents.h"
#include "model/problem.h"

/* Themes atelier and harbour; payments: stripe (publishable_key, secret_key), email: klaviyo. */
extern const struct slw_catalog test_catalog;

/* A file that is right, 11 lines; what follows it begins in line 12. */
#define BASE                          \
	"business:\n"                 \
	"  business_name: Fern\n"     \
	"  industry: home_garden\n"   \
	"  description: Pots.\n"      \
	"  country: US\n"             \
	"  currency: USD\n"           \
	"  contact:\n"                \
	"    email: hi@example.com\n" \
	"  address:\n"                \
	"    street: 1 Harbour Rd\n"  \
	"    city: Portland\n"

struct reading {
	struct slw_answers *answers; /* NULL when it could not be looked at */
	struct slw_problems problems;
	struct slw_err err;
};

/* Reads as "shop.yaml". */
void read_bytes(struct reading *reading, const char *text, size_t len);
void read_text(struct reading *reading, const char *text);
void reading_release(struct reading *reading);

/* All problems, one a line, for the message of a failed test; free it. */
char *reading_text(const struct reading *reading);

/* The first problem with this key and kind, each any where it is NULL; NULL if there is none. */
const struct slw_problem *find_problem(const struct reading *reading, const char *key,
				       const char *kind);

#endif
