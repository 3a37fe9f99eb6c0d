/* Vectors of texts. */
#include "config.h"

#include "store/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

static void copy_row(struct slw_embedding *to, const struct slw_embedding *from)
{
	float *vector = slw_calloc(from->count, sizeof(*vector));

	memcpy(vector, from->vector, from->count * sizeof(*vector));
	*to = *from;
	to->kind = slw_strdup(from->kind);
	to->model = slw_strdup(from->model);
	to->vector = vector;
}

void slw_memory_copy_embedding(struct slw_memory_embedding *to,
			       const struct slw_memory_embedding *from)
{
	copy_row(&to->row, &from->row);
}

void slw_memory_release_embedding(struct slw_memory_embedding *embedding)
{
	free((char *)embedding->row.kind);
	free((char *)embedding->row.model);
	free((float *)embedding->row.vector);
}

static bool is_same(const struct slw_embedding *row, const char *kind, const char *model)
{
	return strcmp(row->kind, kind) == 0 && strcmp(row->model, model) == 0;
}

int slw_memory_embedding_put(struct slw_store *store, const struct slw_embedding *embedding,
			     struct slw_err *err)
{
	struct slw_memory_session *session = slw_memory_find(store, embedding->session_no, err);
	struct slw_memory_embedding *place = NULL;
	size_t at = 0;

	if (session == NULL)
		return -1;
	for (; at < session->embeddings.count; at++) {
		struct slw_memory_embedding *one = &session->embeddings.at[at];

		if (is_same(&one->row, embedding->kind, embedding->model) &&
		    one->row.product_no == embedding->product_no) {
			slw_memory_release_embedding(one);
			copy_row(&one->row, embedding);
			return 0;
		}
	}
	/* in the order of the products */
	place = SLW_MEMORY_ADD(session->embeddings);
	for (at = session->embeddings.count - 1;
	     at > 0 && session->embeddings.at[at - 1].row.product_no > embedding->product_no;
	     at--) {
		*place = session->embeddings.at[at - 1];
		place--;
	}
	copy_row(&place->row, embedding);
	return 0;
}

static int visit(const struct slw_memory_session *session, const char *kind, const char *model,
		 int (*each)(void *context, const struct slw_embedding *embedding), void *context)
{
	for (size_t i = 0; i < session->embeddings.count; i++)
		if (is_same(&session->embeddings.at[i].row, kind, model) &&
		    each(context, &session->embeddings.at[i].row) != 0)
			return 1;
	return 0;
}

int slw_memory_embedding_list(struct slw_store *store, int64_t session_no, const char *kind,
			      const char *model,
			      int (*each)(void *context, const struct slw_embedding *embedding),
			      void *context, struct slw_err *err)
{
	struct slw_memory_data *data = &((struct slw_memory *)store)->data;

	(void)err;
	for (size_t i = 0; i < data->sessions.count; i++)
		if ((session_no == 0 || data->sessions.at[i].row.no == session_no) &&
		    visit(&data->sessions.at[i], kind, model, each, context) != 0)
			break;
	return 0;
}
