/* Answers of tests, written as JSON text. */
#ifndef SLW_TESTS_MODEL_SAMPLES_H
#define SLW_TESTS_MODEL_SAMPLES_H

#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "model/documents.h"

static inline json_t *parse(const char *text)
{
	struct slw_err err = SLW_ERR_INIT;
	json_t *value = slw_json_parse(text, strlen(text), "test", &err);

	ck_assert_msg(value != NULL, "%s: %s", text, err.msg);
	return value;
}

/* text is one object with the sections as keys; docs is initialized here. */
static inline void load(struct slw_documents *docs, const char *text)
{
	json_t *whole = parse(text), *section;
	const char *key;

	slw_documents_init(docs);
	json_object_foreach (whole, key, section) {
		int i = slw_section_find(key);

		ck_assert_int_ge(i, 0);
		json_decref(docs->section[i]);
		docs->section[i] = json_incref(section);
	}
	json_decref(whole);
}

static inline void expect(const json_t *value, const char *want)
{
	char *text = slw_json_text(value);

	ck_assert_str_eq(text, want);
	free(text);
}

#endif
