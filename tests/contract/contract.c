#include "config.h"

#include "contract/contract.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

struct slw_store *store;
struct slw_err err;
struct slw_session session;
char *folder;
static char *url;

void open_store(int backend)
{
	char pattern[] = "/tmp/slw-contract-XXXXXX";

	ck_assert_ptr_nonnull(mkdtemp(pattern));
	folder = slw_strdup(pattern);
	url = backend == BACKEND_MEMORY ? slw_strdup("memory:")
					: slw_printf("sqlite:%s/new/wizard.db", folder);
	OK(slw_store_open(&store, url, NULL, &err));
	slw_session_init(&session);
}

void close_store(void)
{
	slw_session_release(&session);
	slw_store_close(store);
	store = NULL;
	ck_assert_int_eq(slw_folder_remove(folder, &err), 0);
	free(folder);
	free(url);
}

void reopen_store(void)
{
	if (strcmp(url, "memory:") == 0)
		return;
	slw_store_close(store);
	store = NULL;
	OK(slw_store_open(&store, url, NULL, &err));
}

void new_session(void)
{
	slw_session_release(&session);
	OK(slw_store_session_create(store, &session, &err));
}

int64_t begin_change(void)
{
	int64_t version = 0;

	OK(slw_store_begin(store, &err));
	OK(slw_store_session_get(store, session.id, &session, &err));
	OK(slw_store_change_begin(store, session.no, session.version, &version, &err));
	return version;
}

void end_change(int64_t number)
{
	struct slw_version version;

	slw_version_init(&version);
	version.version = number;
	version.parent = number - 1;
	version.kind = slw_strdup("edit");
	version.author = slw_strdup("test");
	OK(slw_store_change_end(store, session.no, &version, "Tea & Co", &err));
	slw_version_release(&version);
	OK(slw_store_commit(store, &err));
}

int64_t put(int64_t version, int64_t product_no, const char *handle, const char *title, ...)
{
	const char *skus[16];
	size_t count = 0;
	struct slw_product_row row;
	json_t *data = json_object();
	va_list args;

	slw_product_row_init(&row);
	va_start(args, title);
	while (count < SLW_COUNT(skus) && (skus[count] = va_arg(args, const char *)) != NULL)
		count++;
	va_end(args);
	slw_json_set_str(data, "title", title);
	row.product_no = product_no;
	row.handle = slw_strdup(handle);
	row.data = slw_json_text(data);
	json_decref(data);
	err = SLW_ERR_INIT;
	if (slw_store_product_put(store, session.no, version, &row, skus, count, &err) < 0)
		row.product_no = -1;
	product_no = row.product_no;
	slw_product_row_release(&row);
	return product_no;
}

int64_t put_one(const char *handle, const char *title)
{
	int64_t version = begin_change();
	int64_t product_no = put(version, 0, handle, title, NULL);

	ck_assert_msg(product_no > 0, "%s", err.msg);
	end_change(version);
	return product_no;
}

static int add_product(void *context, const struct slw_product_row *row)
{
	struct slw_buf *out = context;
	json_t *data = slw_json_parse(row->data, strlen(row->data), "data", &err);

	ck_assert_ptr_nonnull(data);
	slw_buf_printf(out, "%s%s:%s", out->len > 0 ? " " : "", row->handle,
		       slw_json_str(data, "title", "?"));
	json_decref(data);
	return 0;
}

char *list_products(int64_t version)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_product_list(store, session.no, version, INT64_MIN, 0, add_product, &out,
				  &err));
	return slw_buf_take(&out);
}

static int add_number(void *context, int64_t product_no)
{
	struct slw_buf *out = context;

	slw_buf_printf(out, "%s%lld", out->len > 0 ? " " : "", (long long)product_no);
	return 0;
}

char *list_changes(int64_t a, int64_t b)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_product_changes(store, session.no, a, b, add_number, &out, &err));
	return slw_buf_take(&out);
}
