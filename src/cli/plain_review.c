/* All answers on paper, and what is missing. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "model/catalog.h"
#include "model/check.h"
#include "model/problem.h"
#include "model/steps.h"
#include "service/flow.h"
#include "service/service.h"

#include "base/banned.h"

static void say_record(const struct slw_plain *plain, const struct slw_field *table,
		       const json_t *record, const char *path);

static void say_credentials(const struct slw_plain *plain, const json_t *value, const char *path)
{
	static const struct slw_field any = { .type = SLW_FIELD_TEXT };
	json_t *object = (json_t *)value, *entry;
	const char *key;

	json_object_foreach (object, key, entry) {
		struct slw_buf text;

		slw_buf_init(&text, 0);
		slw_plain_value(plain, &any, entry, &text);
		slw_plain_say(plain, 2, "%s.%s: %s", path, key, text.data);
		slw_buf_release(&text);
	}
}

static void say_value(const struct slw_plain *plain, const struct slw_field *field,
		      const json_t *value, const char *path)
{
	struct slw_buf text;

	if (field->type == SLW_FIELD_RECORD) {
		say_record(plain, field->fields, value, path);
		return;
	}
	if (field->type == SLW_FIELD_CREDENTIALS) {
		say_credentials(plain, value, path);
		return;
	}
	if (field->type == SLW_FIELD_RECORDS) {
		for (size_t i = 0; i < json_array_size(value); i++) {
			char *entry = slw_printf("%s[%zu]", path, i);

			say_record(plain, field->fields, json_array_get(value, i), entry);
			free(entry);
		}
		return;
	}
	slw_buf_init(&text, 0);
	slw_plain_value(plain, field, value, &text);
	slw_plain_say(plain, 2, "%s: %s", path, text.data);
	slw_buf_release(&text);
}

static void say_record(const struct slw_plain *plain, const struct slw_field *table,
		       const json_t *record, const char *path)
{
	for (const struct slw_field *field = table; field->key != NULL; field++) {
		const json_t *value = json_object_get(record, field->key);
		char *below;

		if (value == NULL)
			continue;
		below = slw_printf("%s.%s", path, field->key);
		say_value(plain, field, value, below);
		free(below);
	}
}

/* What is missing or does not fit, step by step; how many. */
static int say_problems(struct slw_plain *plain, size_t *errors)
{
	struct slw_problems problems;
	int rc = 0;

	slw_problems_init(&problems);
	for (int step = 1; rc == 0 && step <= SLW_STEP_COUNT; step++)
		rc = slw_flow_validate_step(plain->cli->service, &plain->session, step, &problems,
					    plain->err);
	*errors = problems.errors;
	if (rc == 0 && problems.errors == 0)
		slw_plain_say(plain, 0, "%s", _("Nothing is missing."));
	else if (rc == 0)
		slw_plain_say(plain, 0,
			      P_("%zu thing is missing or wrong:",
				 "%zu things are missing or wrong:", problems.errors),
			      problems.errors);
	for (size_t i = 0; rc == 0 && i < problems.count; i++) {
		const struct slw_problem *problem = &problems.items[i];

		if (problem->severity != SLW_PROBLEM_ERROR)
			continue;
		slw_plain_say(plain, 2, "%s: %s", problem->key, problem->message);
		if (plain->target == NULL)
			plain->target = slw_strdup(problem->key);
	}
	slw_problems_release(&problems);
	return rc;
}

enum slw_plain_move slw_plain_review(struct slw_plain *plain)
{
	size_t errors;

	if (plain->session.no == 0) {
		slw_plain_say(plain, 0, "%s", _("Nothing is answered yet."));
		return SLW_PLAIN_AGAIN;
	}
	slw_plain_gap();
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		if (json_object_size(plain->docs.section[i]) == 0 && i != SLW_PRODUCTS)
			continue;
		slw_plain_say(plain, 0, "%s", _(slw_steps[i].title));
		say_record(plain, slw_steps[i].fields, plain->docs.section[i], slw_steps[i].key);
		if (i == SLW_PRODUCTS)
			slw_plain_say(plain, 2, "products.items: %lld",
				      (long long)plain->session.product_count);
	}
	free(plain->target);
	plain->target = NULL;
	if (say_problems(plain, &errors) < 0)
		return SLW_PLAIN_FAIL;
	if (errors > 0)
		slw_plain_say(plain, 0, _(":jump %s goes to the first."), plain->target);
	return SLW_PLAIN_AGAIN;
}
