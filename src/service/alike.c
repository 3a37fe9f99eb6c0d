/* Descriptions of products that are almost the same: shoppers and search engines take them for one. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/html.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/embed.h"
#include "service/internal.h"
#include "service/likeness.h"

#include "base/banned.h"

#define TEXTS_MAX   2000 /* each is held against each: four million products of vectors */
#define PAIRS_MAX   20
#define ALMOST	    0.995 /* descriptions of two products from one hand reach 0.98 */
#define BYTES_LEAST 80	  /* of a text that can be too like another */

struct gathering {
	struct slw_service *service;
	int64_t session_no;
	char **handles;
	float *rows;
	size_t count;
	struct slw_buf text;
};

static void add(struct gathering *all, const char *handle, const char *text)
{
	float *row = all->rows + all->count * SLW_EMBED_DIMENSIONS;

	if (text == NULL || strlen(text) < BYTES_LEAST || all->count == TEXTS_MAX ||
	    !slw_vectors_embed(all->service->vectors, text, row))
		return;
	all->handles[all->count++] = slw_strdup(handle);
}

static int add_generated(void *context, const struct slw_content_row *row, const char *content)
{
	if (strcmp(row->content_type, "product_description") == 0)
		slw_buf_str(context, content != NULL ? content : "");
	return 0;
}

/* The merchant's own description, or else the one that was written. */
static int add_product(void *context, const struct slw_product_row *row, struct slw_err *err)
{
	struct gathering *all = context;
	json_t *object = slw_row_object(row, err);
	int rc = object != NULL ? 0 : -1;

	slw_buf_clear(&all->text);
	slw_html_text(&all->text, slw_json_str(object, "description", ""));
	if (rc == 0 && all->text.len == 0)
		rc = slw_store_content_brief(all->service->store, all->session_no, row->product_no,
					     add_generated, &all->text, err);
	if (rc == 0)
		add(all, row->handle, all->text.data);
	json_decref(object);
	return rc;
}

static void add_pair(json_t *pairs, const struct gathering *all, size_t one, size_t other,
		     float likeness)
{
	json_t *pair = json_object();

	slw_json_set_str(pair, "product_handle", all->handles[one]);
	slw_json_set_str(pair, "other_handle", all->handles[other]);
	slw_json_set(pair, "likeness", json_real(round((double)likeness * 1000) / 1000));
	slw_json_append(pairs, pair);
}

/* Each with those behind it, so that a pair is found once. */
static json_t *find_pairs(const struct gathering *all)
{
	json_t *pairs = json_array();
	struct slw_near near[PAIRS_MAX];

	for (size_t i = 0; i + 1 < all->count && json_array_size(pairs) < PAIRS_MAX; i++) {
		const float *row = all->rows + i * SLW_EMBED_DIMENSIONS;
		size_t found = slw_embed_nearest(row + SLW_EMBED_DIMENSIONS, all->count - i - 1,
						 SLW_EMBED_DIMENSIONS, row, PAIRS_MAX, near);

		for (size_t k = 0; k < found && json_array_size(pairs) < PAIRS_MAX; k++)
			if (near[k].cosine >= (float)ALMOST)
				add_pair(pairs, all, i, i + 1 + near[k].index, near[k].cosine);
	}
	return pairs;
}

json_t *slw_service_alike(struct slw_service *service, const struct slw_session *session,
			  struct slw_err *err)
{
	struct gathering all = { .service = service, .session_no = session->no };
	json_t *pairs = NULL;

	slw_buf_init(&all.text, 0);
	all.handles = slw_calloc(TEXTS_MAX, sizeof(*all.handles));
	all.rows = slw_calloc((size_t)TEXTS_MAX * SLW_EMBED_DIMENSIONS, sizeof(float));
	if (slw_service_vectors(service, err) == 0 &&
	    slw_service_products(service, session->no, INT64_MIN, TEXTS_MAX, add_product, &all,
				 err) == 0)
		pairs = find_pairs(&all);
	for (size_t i = 0; i < all.count; i++)
		free(all.handles[i]);
	free(all.handles);
	free(all.rows);
	slw_buf_release(&all.text);
	return pairs;
}
