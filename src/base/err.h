/*
 * The one error type. A call that can fail returns 0 or -1 (or a pointer, NULL on failure) and
 * takes a struct slw_err last. The pointer is never NULL; the struct is written only on failure
 * and untouched on success. The text is of fixed size, so that reporting an error cannot fail.
 *
 * msg:  short, lower case, no full stop: what was tried and why it failed. "could not" may work
 *       later, "cannot" never will.
 * hint: a sentence with the remedy, or "".
 * Neither ever holds a secret.
 */
#ifndef SLW_BASE_ERR_H
#define SLW_BASE_ERR_H

#include <stdarg.h>

enum slw_code {
	SLW_OK = 0,
	SLW_EUSAGE,	/* the call itself is wrong: an unknown command or option */
	SLW_EINVAL,	/* answers or other input is invalid */
	SLW_ENOTFOUND,	/* no such session, version, product, theme, file */
	SLW_EAMBIGUOUS, /* a prefix or name matches more than one session */
	SLW_ECONFLICT,	/* both sides changed the same field or product */
	SLW_ESTORE,	/* the database failed, is damaged or is newer than the program */
	SLW_ELOCKED,	/* the database is held by another process */
	SLW_EIO,	/* a file or folder could not be read or written */
	SLW_ENET,	/* a server could not be reached */
	SLW_ETIMEOUT,	/* a server was too slow */
	SLW_EAUTH,	/* credentials were refused */
	SLW_ELIMIT,	/* a size, count or rate limit was passed */
	SLW_EPARTIAL,	/* done in part; what is left is said */
	SLW_ECANCELLED, /* the user or a signal stopped it */
	SLW_ENOTSUP,	/* this build or this provider cannot do it */
	SLW_EINTERNAL,	/* a defect of the program or of its data files */
	SLW_CODE__MAX
};

struct slw_err {
	enum slw_code code; /* SLW_OK until something fails */
	char msg[480];
	char hint[320];
};

#define SLW_ERR_INIT ((struct slw_err){ .code = SLW_OK })

/*
 * Sets code and message and clears the hint. Text that is too long is cut at a character.
 * Control characters in the result are replaced, so that an error text is safe on a terminal.
 * Always returns -1, so that "return slw_err_set(...)" reads as one statement.
 */
int slw_err_set(struct slw_err *err, enum slw_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int slw_err_vset(struct slw_err *err, enum slw_code code, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

/* As slw_err_set(), with ": " and the text of errnum (an errno value) behind the message. */
int slw_err_errno(struct slw_err *err, enum slw_code code, int errnum, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Sets the remedy of an error that is already set. Returns -1. */
int slw_err_hint(struct slw_err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Puts the formatted text and ": " before the message. Returns -1. */
int slw_err_prefix(struct slw_err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A stable name of a code for --json, such as "invalid" or "conflict". Never NULL. */
const char *slw_code_name(enum slw_code code);

#endif
