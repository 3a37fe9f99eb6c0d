/* Vectors of texts. */
#include "config.h"

#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#include "base/banned.h"

static const char sql_put[] =
    "INSERT INTO embeddings(session_id, kind, product_no, model, store_version, vector, updated_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    " ON CONFLICT(session_id, kind, product_no, model) DO UPDATE SET store_version = ?5,"
    " vector = ?6, updated_at = ?7";
static const char sql_list[] = "SELECT session_id, product_no, store_version, vector FROM "
			       "embeddings WHERE kind = ?1 AND model = ?2"
			       " AND (?3 = 0 OR session_id = ?3) ORDER BY session_id, product_no";

/* Floats as they are in the file: little endian, whatever the machine is. */
static uint8_t *to_bytes(const float *vector, size_t count)
{
	uint8_t *bytes = slw_malloc(count * 4);

	for (size_t i = 0; i < count; i++) {
		uint32_t bits;

		memcpy(&bits, &vector[i], sizeof(bits));
		for (size_t k = 0; k < 4; k++)
			bytes[i * 4 + k] = (uint8_t)(bits >> (8 * k));
	}
	return bytes;
}

static float *from_bytes(const uint8_t *bytes, size_t count)
{
	float *vector = slw_calloc(count, sizeof(*vector));

	for (size_t i = 0; i < count; i++) {
		uint32_t bits = 0;

		for (size_t k = 0; k < 4; k++)
			bits |= (uint32_t)bytes[i * 4 + k] << (8 * k);
		memcpy(&vector[i], &bits, sizeof(bits));
	}
	return vector;
}

int slw_sqlite_embedding_put(struct slw_store *store, const struct slw_embedding *embedding,
			     struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	uint8_t *bytes = to_bytes(embedding->vector, embedding->count);
	int64_t rc = slw_sqlite_run(db, sql_put,
				    VALUES(INT(embedding->session_no), TEXT(embedding->kind),
					   INT(embedding->product_no), TEXT(embedding->model),
					   INT(embedding->store_version),
					   BLOB(bytes, embedding->count * 4), INT(slw_clock_now())),
				    err);

	if (rc < 0 && slw_sqlite_is_foreign_key(db))
		slw_store_no_session(err);
	free(bytes);
	return rc < 0 ? -1 : 0;
}

int slw_sqlite_embedding_list(struct slw_store *store, int64_t session_no, const char *kind,
			      const char *model,
			      int (*each)(void *context, const struct slw_embedding *embedding),
			      void *context, struct slw_err *err)
{
	struct slw_sqlite *db = slw_sqlite(store);
	sqlite3_stmt *stmt =
	    slw_sqlite_take(db, sql_list, VALUES(TEXT(kind), TEXT(model), INT(session_no)), err);
	int rc = -1, stop = 0;

	if (stmt == NULL)
		return -1;
	while (stop == 0 && (rc = slw_sqlite_step(db, stmt, err)) == 1) {
		size_t count = (size_t)sqlite3_column_bytes(stmt, 3) / 4;
		float *vector = from_bytes(sqlite3_column_blob(stmt, 3), count);
		struct slw_embedding row = { .session_no = sqlite3_column_int64(stmt, 0),
					     .product_no = sqlite3_column_int64(stmt, 1),
					     .kind = kind,
					     .model = model,
					     .store_version = sqlite3_column_int64(stmt, 2),
					     .vector = vector,
					     .count = count };

		stop = each(context, &row);
		free(vector);
		rc = 0;
	}
	slw_sqlite_give(db, stmt);
	return rc;
}
