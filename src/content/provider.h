/*
 * Who writes: one struct of functions for each, in provider/NAME.c. To add one, write its file and
 * add it to the table in writer.c; everything around it (prompt, hash, analysis) stays as it is.
 */
#ifndef SLW_CONTENT_PROVIDER_H
#define SLW_CONTENT_PROVIDER_H

#include <jansson.h>
#include <stdbool.h>

#include "content/content.h"

struct slw_err;

/* A request that was checked: nothing in it is NULL but model and keywords. */
struct slw_provider_job {
	const struct slw_content_type *type;
	enum slw_content_scope scope;
	const char *prompt;
	const json_t *facts, *keywords;
	const char *language, *model;
	int length; /* 0 short, 1 medium, 2 long */
	int tone;   /* slw_tone_find() */
	unsigned int variation;
	int alternatives;
};

struct slw_provider_result {
	char *content, *model;
	json_t *alternatives; /* array of strings */
	long tokens;
};

struct slw_provider_ops {
	const char *name;
	/* data_folder holds what the program came with; *out is given to the other calls. */
	int (*open)(void **out, const char *data_folder, struct slw_err *err);
	void (*close)(void *provider);
	/* Whether it could answer now: auto asks in the order of the table. */
	bool (*ready)(const void *provider, const struct slw_provider_job *job);
	/* result is zeroed; its parts belong to the caller afterwards, also after a failure. */
	int (*write)(void *provider, const struct slw_provider_job *job,
		     struct slw_provider_result *result, struct slw_err *err);
};

extern const struct slw_provider_ops slw_provider_builtin;

#endif
