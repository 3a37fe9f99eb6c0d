/*
 * One suite for every backend of the store. Each test is run once per backend (its _i); the
 * fixture below opens an empty store and takes it away.
 */
#ifndef SLW_TESTS_CONTRACT_H
#define SLW_TESTS_CONTRACT_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "store/store.h"

enum { BACKEND_MEMORY, BACKEND_SQLITE, BACKENDS };

extern struct slw_store *store;	   /* open in every test */
extern struct slw_err err;	   /* of the last call */
extern struct slw_session session; /* a session in it, after new_session() */
extern char *folder;		   /* of the test, empty but for what the store made */

void open_store(int backend);
void close_store(void);
/* Closes and opens again, where the backend keeps anything. */
void reopen_store(void);

void new_session(void);

/* A call that must work; says its error if not. */
#define OK(call) ck_assert_msg((call) == 0, "%s: %s", #call, err.msg)
#define FAILS(call, wanted)                                                                       \
	do {                                                                                      \
		err = SLW_ERR_INIT;                                                               \
		ck_assert_msg((call) == -1, "%s did not fail", #call);                            \
		ck_assert_msg(err.code == (wanted), "%s: %s: %s", #call, slw_code_name(err.code), \
			      err.msg);                                                           \
	} while (0)
#define SAYS(text) \
	ck_assert_msg(strstr(err.msg, text) != NULL, "\"%s\" does not say %s", err.msg, text)

/* Begins a transaction and a change on the newest version; ends and commits it. */
int64_t begin_change(void);
void end_change(int64_t version);
/* Puts a product with a title in its data and SKUs up to a NULL; its number. */
int64_t put(int64_t version, int64_t product_no, const char *handle, const char *title, ...)
    __attribute__((sentinel));
/* One product in one committed version. */
int64_t put_one(const char *handle, const char *title);

/* What product_list gives, as "handle:title handle:title". Free it. */
char *list_products(int64_t version);
/* What product_changes gives, as "1 2 3". Free it. */
char *list_changes(int64_t a, int64_t b);
#define ASSERT_TEXT(call, wanted)                  \
	do {                                       \
		char *text_ = (call);              \
		ck_assert_str_eq(text_, (wanted)); \
		free(text_);                       \
	} while (0)

/* All cases get the fixture and run once per backend. */
#define ADD(tcase, test) tcase_add_loop_test((tcase), test, 0, BACKENDS)

#endif
