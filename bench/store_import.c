/*
 * What the SQLite store takes for an import and for one edit after it.
 *
 *     make bench/store_import && bench/store_import [PRODUCTS [FOLDER]]
 *
 * One transaction puts PRODUCTS (50000) products of 1.5 KB with two SKUs each into a new database
 * in FOLDER (a new one under TMPDIR, removed at the end). Then one product, and one document, is
 * changed a hundred times, each in a durable commit, in that shop and in a shop of ten products:
 * the two must cost the same. Prints one line of JSON; times are milliseconds of wall time, the
 * import with its commit and with the checkpoint of closing, peak memory is of the whole process.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"

#include "base/banned.h"

#define DATA_SIZE 1500
#define EDITS	  100

static struct slw_err err;

static void need(int rc)
{
	if (rc >= 0)
		return;
	fprintf(stderr, "store_import: %s\n", err.msg);
	exit(1);
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Handles and SKUs come in no order, as those of a real shop do; the same ones in every run. */
static uint32_t scatter(uint32_t n)
{
	n = (n ^ (n >> 16)) * 0x45d9f3bU;
	n = (n ^ (n >> 16)) * 0x45d9f3bU;
	return n ^ (n >> 16);
}

static char *product_data(int64_t no, int revision)
{
	char *data = slw_malloc(DATA_SIZE + 1);
	int used = snprintf(data, DATA_SIZE + 1,
			    "{\"title\":\"Product %" PRId64 "\",\"revision\":%d,"
			    "\"variants\":[{\"price\":1290,\"stock\":7},{\"price\":1490}],"
			    "\"description\":\"",
			    no, revision);

	for (int i = used; i < DATA_SIZE - 2; i++)
		data[i] = "a kettle of good words "[i % 23];
	data[DATA_SIZE - 2] = '"';
	data[DATA_SIZE - 1] = '}';
	data[DATA_SIZE] = '\0';
	return data;
}

static void put_product(struct slw_store *store, const struct slw_session *session, int64_t version,
			int64_t no, int64_t at, int revision)
{
	char handle[48], first[32], second[32];
	const char *const skus[] = { first, second };
	struct slw_product_row row = { .product_no = no, .handle = handle };

	snprintf(handle, sizeof(handle), "product-%08x-%" PRId64, scatter((uint32_t)at), at);
	snprintf(first, sizeof(first), "S%08x-%" PRId64, scatter((uint32_t)at * 2), at);
	snprintf(second, sizeof(second), "S%08x-%" PRId64, scatter((uint32_t)at * 2 + 1), at);
	row.data = product_data(at, revision);
	need(slw_store_product_put(store, session->no, version, &row, skus, 2, &err));
	free(row.data);
}

static int64_t begin(struct slw_store *store, struct slw_session *session)
{
	int64_t version;

	need(slw_store_begin(store, &err));
	need(slw_store_session_get(store, session->id, session, &err));
	need(slw_store_change_begin(store, session->no, session->version, &version, &err));
	return version;
}

static void end(struct slw_store *store, const struct slw_session *session, int64_t number)
{
	struct slw_version version;

	slw_version_init(&version);
	version.version = number;
	version.parent = number - 1;
	version.kind = slw_strdup("import");
	version.author = slw_strdup("bench");
	json_object_set_new(version.docs.section[SLW_BUSINESS], "n", json_integer(number));
	need(slw_store_change_end(store, session->no, &version, "Bench", &err));
	need(slw_store_commit(store, &err));
	slw_version_release(&version);
}

static double import(const char *url, struct slw_session *session, int64_t count)
{
	double start = now_ms();
	struct slw_store *store;
	int64_t version;

	need(slw_store_open(&store, url, NULL, &err));
	slw_session_release(session);
	need(slw_store_session_create(store, session, &err));
	version = begin(store, session);
	for (int64_t i = 1; i <= count; i++)
		put_product(store, session, version, 0, i, 0);
	end(store, session, version);
	slw_store_close(store);
	return now_ms() - start;
}

/* Mean of one durable edit: of a product's field, or of a document alone. */
static double edit(const char *url, struct slw_session *session, int64_t product_no)
{
	struct slw_store *store;
	double start;

	need(slw_store_open(&store, url, NULL, &err));
	start = now_ms();
	for (int i = 1; i <= EDITS; i++) {
		int64_t version = begin(store, session);

		if (product_no != 0)
			put_product(store, session, version, product_no, product_no, i);
		end(store, session, version);
	}
	start = (now_ms() - start) / EDITS;
	slw_store_close(store);
	return start;
}

static int count_row(void *context, const struct slw_product_row *row)
{
	(void)row;
	++*(int64_t *)context;
	return 0;
}

static double list(const char *url, const struct slw_session *session, int64_t version)
{
	struct slw_store *store;
	int64_t count = 0;
	double start;

	need(slw_store_open(&store, url, NULL, &err));
	start = now_ms();
	need(slw_store_product_list(store, session->no, version, INT64_MIN, 0, count_row, &count,
				    &err));
	start = now_ms() - start;
	slw_store_close(store);
	return start;
}

static double delete (const char *url, const struct slw_session *session)
{
	struct slw_store *store;
	double start = now_ms();

	need(slw_store_open(&store, url, NULL, &err));
	need(slw_store_session_delete(store, session->no, &err));
	slw_store_close(store);
	return now_ms() - start;
}

int main(int argc, char **argv)
{
	int64_t count = argc > 1 ? strtoll(argv[1], NULL, 10) : 50000;
	char *folder = argc > 2 ? slw_strdup(argv[2])
				: slw_printf("%s/store-import-XXXXXX",
					     getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
	char *large, *small;
	struct slw_session session, ten;
	struct rusage usage;
	double imported;

	if (count < 10 || (argc <= 2 && mkdtemp(folder) == NULL))
		return 2;
	large = slw_printf("sqlite:%s/large.db", folder);
	small = slw_printf("sqlite:%s/small.db", folder);
	slw_session_init(&session);
	slw_session_init(&ten);
	imported = import(large, &session, count);
	getrusage(RUSAGE_SELF, &usage);
	import(small, &ten, 10);
	printf("{\"products\":%" PRId64 ",\"import_ms\":%.0f,\"import_peak_kib\":%ld", count,
	       imported, usage.ru_maxrss);
	printf(",\"edit_product_ms\":%.3f", edit(large, &session, count / 2));
	printf(",\"edit_product_of_10_ms\":%.3f", edit(small, &ten, 5));
	printf(",\"edit_document_ms\":%.3f", edit(large, &session, 0));
	printf(",\"edit_document_of_10_ms\":%.3f", edit(small, &ten, 0));
	printf(",\"list_ms\":%.0f,\"list_version_1_ms\":%.0f", list(large, &session, 0),
	       list(large, &session, 1));
	printf(",\"delete_ms\":%.0f}\n", delete (large, &session));
	slw_session_release(&session);
	slw_session_release(&ten);
	if (argc <= 2)
		need(slw_folder_remove(folder, &err));
	free(large);
	free(small);
	free(folder);
	return 0;
}
