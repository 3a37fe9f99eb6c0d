/* Rows of generated_content: of a text that was written, and of one that was not. */
#ifndef SLW_SERVICE_TEXT_ROW_H
#define SLW_SERVICE_TEXT_ROW_H

#include <jansson.h>
#include <stdint.h>

struct slw_content_response;
struct slw_content_row;
struct slw_err;
struct slw_text_place;

/*
 * content_data of a text: "content", "alternatives", "parts", "seo_keywords", "sentiment", "claims";
 * of a model "tokens" {"in", "out"}, "cost" and "milliseconds"; where there are some "fallbacks",
 * "problems". What came of a stream that broke is the last alternative, and "draft" its number from
 * 0. New reference.
 */
json_t *slw_text_data(const struct slw_content_response *response);

/* row is not initialized before. State "generated", or "flagged" where it claims what the facts do not
 * hold. */
void slw_text_row_written(struct slw_content_row *row, const struct slw_text_place *place,
			  const struct slw_content_response *response, int64_t version);

/* State "failed", or "partial" where a draft came; its content is empty, and "error" {"code",
 * "message", "hint"} says why. Without a hash: the next run tries again. */
void slw_text_row_failed(struct slw_content_row *row, const struct slw_text_place *place,
			 const struct slw_content_response *response, const struct slw_err *failure,
			 int64_t version);

#endif
