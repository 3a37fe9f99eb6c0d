/*
 * What one changed field costs, in a session of few products and in one of many.
 *
 *     make bench/edit && bench/edit DATABASE DATABASE...
 *
 * Each DATABASE (a URL) has one session. In turns, in each of them, the description of the business is
 * changed, and the price of one product, every change a durable version. Prints one line of JSON with the
 * medians in milliseconds of wall time: "field N" and "product N" for a session of N products.
 */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/problem.h"
#include "model/records.h"
#include "service/flow.h"
#include "service/service.h"

#include "base/banned.h"

#define EDITS	  200
#define SHOPS_MAX 8

static struct slw_err err;

struct shop {
	struct slw_service *service;
	struct slw_session session;
	json_t *business, *product;
	int64_t product_no;
	double fields[EDITS], products[EDITS];
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void need(bool ok)
{
	if (ok)
		return;
	fprintf(stderr, "edit: %s\n", err.msg);
	exit(1);
}

static int take_product(void *context, const struct slw_product_row *row)
{
	struct shop *shop = context;

	shop->product = slw_json_parse(row->data, strlen(row->data), row->handle, &err);
	shop->product_no = row->product_no;
	return 1;
}

static void open_shop(struct shop *shop, const char *url)
{
	struct slw_service_options options = { .database = url, .author = "bench" };
	struct slw_documents docs;
	json_t *list;

	slw_documents_init(&docs);
	slw_session_init(&shop->session);
	need(slw_service_open(&shop->service, &options, &err) == 0);
	list = slw_flow_sessions_json(shop->service, NULL, 1, &err);
	need(list != NULL);
	need(slw_flow_find_session(
		 shop->service,
		 slw_json_str(slw_json_path(list, "sessions[0]"), "session_id", "none"),
		 &shop->session, &err) == 0);
	json_decref(list);
	need(slw_flow_documents(shop->service, &shop->session, 0, &docs, &err) == 0);
	shop->business = json_incref(docs.section[SLW_BUSINESS]);
	slw_documents_release(&docs);
	need(slw_flow_product_list(shop->service, &shop->session, INT64_MIN, 1, take_product, shop,
				   &err) == 0 &&
	     shop->product != NULL);
}

static double change_field(struct shop *shop, int i)
{
	struct slw_edit edit = { .base_version = shop->session.version };
	struct slw_problems problems;
	char text[64];
	double start;

	snprintf(text, sizeof(text), "Things for the house, edit %d.", i);
	slw_json_set_str(shop->business, "description", text);
	slw_problems_init(&problems);
	start = now_ms();
	need(slw_flow_update_step(shop->service, &shop->session, SLW_BUSINESS, shop->business,
				  &edit, true, NULL, NULL, &problems, &err) == 0);
	start = now_ms() - start;
	slw_problems_release(&problems);
	return start;
}

static double change_product(struct shop *shop, int i)
{
	struct slw_edit edit = { .base_version = shop->session.version };
	struct slw_problems problems;
	char text[64];
	double start;

	snprintf(text, sizeof(text), "A thing, edit %d", i);
	slw_json_set_str(shop->product, "title", text);
	slw_problems_init(&problems);
	start = now_ms();
	need(slw_flow_product_put(shop->service, &shop->session, shop->product_no, shop->product, 0,
				  &edit, NULL, NULL, &problems, &err) == 0);
	start = now_ms() - start;
	slw_problems_release(&problems);
	return start;
}

static int by_time(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

static double median(double *times)
{
	qsort(times, EDITS, sizeof(*times), by_time);
	return times[EDITS / 2];
}

int main(int argc, char **argv)
{
	struct shop shops[SHOPS_MAX] = { 0 };
	int count = argc - 1;

	if (count < 1 || count > SHOPS_MAX)
		return 2;
	for (int i = 0; i < count; i++)
		open_shop(&shops[i], argv[i + 1]);
	for (int i = 0; i < EDITS; i++)
		for (int k = 0; k < count; k++) {
			shops[k].fields[i] = change_field(&shops[k], i);
			shops[k].products[i] = change_product(&shops[k], i);
		}
	for (int k = 0; k < count; k++) {
		printf("%s\"field %" PRId64 "\":%.3f,\"product %" PRId64 "\":%.3f",
		       k > 0 ? "," : "{", shops[k].session.product_count, median(shops[k].fields),
		       shops[k].session.product_count, median(shops[k].products));
		json_decref(shops[k].business);
		json_decref(shops[k].product);
		slw_session_release(&shops[k].session);
		slw_service_close(shops[k].service);
	}
	printf("}\n");
	return 0;
}
