#include "config.h"

#include "unit/answers/support.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

static struct slw_catalog_credential stripe[] = {
	{ .key = (char *)"publishable_key",
	  .label = (char *)"Publishable key",
	  .pattern = (char *)"^pk_(test|live)_[A-Za-z0-9]+$",
	  .example = (char *)"pk_test_51H" },
	{ .key = (char *)"secret_key",
	  .label = (char *)"Secret key",
	  .help = (char *)"Developers, API keys.",
	  .pattern = (char *)"^sk_(test|live)_[A-Za-z0-9]+$",
	  .example = (char *)"sk_test_51H",
	  .required = true,
	  .secret = true },
};

static struct slw_catalog_provider providers[] = {
	{ .id = (char *)"klaviyo", .kind = (char *)"email", .name = (char *)"Klaviyo" },
	{ .id = (char *)"stripe",
	  .kind = (char *)"payments",
	  .name = (char *)"Stripe",
	  .credentials = stripe,
	  .credential_count = 2 },
};

static struct slw_catalog_theme themes[] = { { (char *)"atelier", (char *)"Atelier" },
					     { (char *)"harbour", (char *)"Harbour" } };

const struct slw_catalog test_catalog = {
	.themes = themes, .theme_count = 2, .providers = providers, .provider_count = 2
};

void read_bytes(struct reading *reading, const char *text, size_t len)
{
	*reading = (struct reading){ .answers = NULL, .err = SLW_ERR_INIT };
	slw_problems_init(&reading->problems);
	if (slw_answers_read("shop.yaml", text, len, &test_catalog, &reading->answers,
			     &reading->problems, &reading->err) < 0)
		reading->answers = NULL;
}

void read_text(struct reading *reading, const char *text)
{
	read_bytes(reading, text, strlen(text));
}

void reading_release(struct reading *reading)
{
	slw_answers_free(reading->answers);
	slw_problems_release(&reading->problems);
}

char *reading_text(const struct reading *reading)
{
	struct slw_buf buf;

	slw_buf_init(&buf, 0);
	if (reading->answers == NULL)
		slw_buf_printf(&buf, "%s (%s)\n", reading->err.msg, reading->err.hint);
	for (size_t i = 0; i < reading->problems.count; i++) {
		slw_problem_text(&buf, &reading->problems.items[i]);
		slw_buf_char(&buf, '\n');
	}
	return slw_buf_take(&buf);
}

const struct slw_problem *find_problem(const struct reading *reading, const char *key,
				       const char *kind)
{
	for (size_t i = 0; i < reading->problems.count; i++) {
		const struct slw_problem *problem = &reading->problems.items[i];

		if ((key == NULL || strcmp(problem->key, key) == 0) &&
		    (kind == NULL || strcmp(problem->kind, kind) == 0))
			return problem;
	}
	return NULL;
}
