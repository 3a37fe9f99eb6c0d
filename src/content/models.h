/*
 * Prices of models: data/models/PROVIDER.json, {"as_of": "2025-11-30", "default": MODEL, "models":
 * [{"model", "input", "output", "context", "reply", "schema", "thinking"}]}. input and output are US
 * dollars per million tokens as decimal text, context and reply the most tokens of a request and of
 * its reply, schema whether it takes one, thinking how many tokens of a reply it may think with. A
 * provider without a file has no default and no prices.
 */
#ifndef SLW_CONTENT_MODELS_H
#define SLW_CONTENT_MODELS_H

#include <stdbool.h>
#include <stdint.h>

struct slw_err;
struct slw_models;

struct slw_model_info {
	const char *model;
	int64_t input, output; /* millionths of a US dollar per million tokens */
	long context, reply, thinking;
	bool schema;
};

/* SLW_EINTERNAL: a file is damaged. */
int slw_models_load(struct slw_models **out, const char *data_folder, struct slw_err *err);
void slw_models_free(struct slw_models *models);

/* The one of this name, or the longest that its name begins with ("gpt-4o-mini-2024-07-18"): NULL. */
const struct slw_model_info *slw_models_find(const struct slw_models *models, const char *provider,
					     const char *model);
const char *slw_models_default(const struct slw_models *models, const char *provider); /* or NULL */

/* In millionths of a US dollar, rounded up. */
int64_t slw_model_cost(const struct slw_model_info *info, int64_t tokens_in, int64_t tokens_out);

#endif
