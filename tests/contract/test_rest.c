/* Drafts, texts, theme recommendations, integrations, events, the vault. */
#include "config.h"

#include "contract/contract.h"
#include "unit/suites.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/embedding.h"

#include "base/banned.h"

Suite *suite_rest(void);

static const char anna[] = "0190aaaa-0000-4000-8000-000000000001";
static const char ben[] = "0190aaaa-0000-4000-8000-000000000002";

/* --- drafts ------------------------------------------------------------------------------ */

static void draft(const char *user, int64_t product_no, const char *field, const char *value)
{
	struct slw_draft row = { .product_no = product_no,
				 .field = slw_strdup(field),
				 .value = slw_strdup(value),
				 .cursor = 3,
				 .base_version = 7 };

	OK(slw_store_draft_put(store, session.no, user, &row, &err));
	slw_draft_release(&row);
}

static int add_draft(void *context, const struct slw_draft *row)
{
	ck_assert_int_eq(row->cursor, 3);
	ck_assert_int_eq(row->base_version, 7);
	ck_assert_int_gt(row->updated_at, 1500000000000);
	slw_buf_printf(context, "%lld.%s=%s ", (long long)row->product_no, row->field, row->value);
	return 0;
}

static char *drafts(const char *user)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_draft_list(store, session.no, user, add_draft, &out, &err));
	return slw_buf_take(&out);
}

START_TEST(draft_rows)
{
	struct slw_draft nowhere = { .field = slw_strdup("f") };

	open_store(_i);
	new_session();
	draft(anna, 0, "seo.title", "T");
	draft(anna, 2, "title", "Gr\xC3\xBCner Tee");
	draft(anna, 0, "business.name", "Te");
	draft(anna, 0, "business.name", "Tea");
	draft(ben, 0, "business.name", "Ski");
	reopen_store();
	ASSERT_TEXT(drafts(anna), "0.business.name=Tea 0.seo.title=T 2.title=Gr\xC3\xBCner Tee ");
	ASSERT_TEXT(drafts(ben), "0.business.name=Ski ");
	OK(slw_store_draft_delete(store, session.no, anna, 0, "seo.title", &err));
	OK(slw_store_draft_delete(store, session.no, anna, 2, "seo.title", &err));
	ASSERT_TEXT(drafts(anna), "0.business.name=Tea 2.title=Gr\xC3\xBCner Tee ");
	OK(slw_store_draft_delete(store, session.no, anna, 0, NULL, &err));
	ASSERT_TEXT(drafts(anna), "2.title=Gr\xC3\xBCner Tee ");
	OK(slw_store_draft_delete(store, session.no, anna, -1, NULL, &err));
	ASSERT_TEXT(drafts(anna), "");
	ASSERT_TEXT(drafts(ben), "0.business.name=Ski ");
	FAILS(slw_store_draft_put(store, session.no + 9, anna, &nowhere, &err), SLW_ENOTFOUND);
	slw_draft_release(&nowhere);
}
END_TEST

/* --- texts ------------------------------------------------------------------------------- */

static int64_t content(int64_t no, int64_t product_no, const char *subject, const char *type,
		       const char *text, bool locked)
{
	struct slw_content_row row;

	slw_content_row_init(&row);
	row.no = no;
	row.product_no = product_no;
	row.subject = slw_strdup(subject);
	row.content_type = slw_strdup(type);
	row.content_data = json_pack("{s:s}", "content", text);
	row.prompt_used = slw_strdup("write \"it\"");
	row.prompt_hash = slw_strdup("abc");
	row.provider = slw_strdup("builtin");
	row.model_used = slw_strdup("builtin-1");
	row.facts = json_pack("{s:i}", "grams", 100);
	row.quality_score = 0.875;
	row.state = slw_strdup("edited");
	row.store_version = 1;
	row.user_rating = 4;
	row.locked = locked;
	err = SLW_ERR_INIT;
	no = slw_store_content_put(store, session.no, &row, &err) == 0 ? row.no : -1;
	ck_assert_int_eq(no > 0, slw_uuid_valid(row.id));
	slw_content_row_release(&row);
	return no;
}

static int add_content(void *context, const struct slw_content_row *row)
{
	ck_assert(slw_uuid_valid(row->id));
	ck_assert_str_eq(row->prompt_used, "write \"it\"");
	ck_assert_str_eq(row->prompt_hash, "abc");
	ck_assert_str_eq(row->provider, "builtin");
	ck_assert_str_eq(row->model_used, "builtin-1");
	ck_assert_int_eq(slw_json_int(row->facts, "grams", 0), 100);
	ck_assert(row->quality_score == 0.875);
	ck_assert_str_eq(row->state, "edited");
	ck_assert_int_eq(row->store_version, 1);
	ck_assert_int_eq(row->user_rating, 4);
	ck_assert_int_gt(row->generated_at, 1500000000000);
	ck_assert_int_ge(row->updated_at, row->generated_at);
	slw_buf_printf(context, "%lld%s%s.%s=%s%s ", (long long)row->product_no,
		       row->subject[0] != '\0' ? "/" : "", row->subject, row->content_type,
		       slw_json_str(row->content_data, "content", "?"), row->locked ? "!" : "");
	return 0;
}

static char *contents(const char *type, const char *subject, int64_t product_no)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_content_list(store, session.no, type, subject, product_no, add_content, &out,
				  &err));
	return slw_buf_take(&out);
}

static int add_brief(void *context, const struct slw_content_row *row, const char *text)
{
	ck_assert(slw_uuid_valid(row->id));
	ck_assert_ptr_null(row->prompt_used);
	ck_assert_ptr_null(row->content_data);
	ck_assert_ptr_null(row->facts);
	ck_assert_str_eq(row->prompt_hash, "abc");
	ck_assert_str_eq(row->provider, "builtin");
	ck_assert_str_eq(row->model_used, "builtin-1");
	ck_assert(row->quality_score == 0.875);
	ck_assert_str_eq(row->state, "edited");
	ck_assert_int_eq(row->store_version, 1);
	ck_assert_int_eq(row->user_rating, 4);
	ck_assert_int_gt(row->generated_at, 1500000000000);
	ck_assert_int_ge(row->updated_at, row->generated_at);
	slw_buf_printf(context, "%lld%s%s.%s=%s%s ", (long long)row->product_no,
		       row->subject[0] != '\0' ? "/" : "", row->subject, row->content_type,
		       text != NULL ? text : "?", row->locked ? "!" : "");
	return 0;
}

static char *briefs(int64_t product_no)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_content_brief(store, session.no, product_no, add_brief, &out, &err));
	return slw_buf_take(&out);
}

START_TEST(content_in_brief)
{
	open_store(_i);
	new_session();
	ASSERT_TEXT(briefs(-1), "");
	put_one("tea", "Tea");
	content(0, 1, "", "product_description", "Good \"tea\"\n\xE2\x98\x95", true);
	content(0, 0, "greens", "category_description", "Greens", false);
	content(0, 1, "", "meta_title", "Tea", false);
	reopen_store();
	ASSERT_TEXT(briefs(-1), "1.product_description=Good \"tea\"\n\xE2\x98\x95! "
				"0/greens.category_description=Greens 1.meta_title=Tea ");
	ASSERT_TEXT(briefs(0), "0/greens.category_description=Greens ");
	ASSERT_TEXT(briefs(1),
		    "1.product_description=Good \"tea\"\n\xE2\x98\x95! 1.meta_title=Tea ");
	ASSERT_TEXT(briefs(2), "");
	new_session();
	ASSERT_TEXT(briefs(-1), "");
}
END_TEST

START_TEST(content_rows)
{
	int64_t first, second;

	open_store(_i);
	new_session();
	put_one("tea", "Tea");
	first = content(0, 1, "", "product_description", "Good tea", false);
	second = content(0, 0, "", "tagline", "Tea!", false);
	ck_assert_int_gt(first, 0);
	ck_assert_int_gt(second, first);
	ck_assert_int_gt(content(0, 0, "greens", "category_description", "Greens", false), second);
	ck_assert_int_gt(content(0, 1, "", "meta_title", "Tea", false), second);
	reopen_store();
	ASSERT_TEXT(contents(NULL, NULL, -1),
		    "1.product_description=Good tea 0.tagline=Tea! "
		    "0/greens.category_description=Greens 1.meta_title=Tea ");
	ASSERT_TEXT(contents("tagline", NULL, -1), "0.tagline=Tea! ");
	ASSERT_TEXT(contents(NULL, NULL, 1), "1.product_description=Good tea 1.meta_title=Tea ");
	ASSERT_TEXT(contents(NULL, "greens", -1), "0/greens.category_description=Greens ");
	ASSERT_TEXT(contents(NULL, "", 0), "0.tagline=Tea! ");
	ASSERT_TEXT(contents("tagline", NULL, 1), "");
	/* the version that a text was written for may be compacted away */
	put_one("pot", "Pot");
	OK(slw_store_compact(store, session.no, 1, NULL, 0, NULL, &err));
	ASSERT_TEXT(contents(NULL, NULL, 1), "1.product_description=Good tea 1.meta_title=Tea ");
}
END_TEST

START_TEST(content_is_unique)
{
	int64_t first, second;

	open_store(_i);
	new_session();
	first = content(0, 1, "", "product_description", "One", false);
	ck_assert_int_eq(content(0, 1, "", "product_description", "Two", true), first);
	ASSERT_TEXT(contents(NULL, NULL, -1), "1.product_description=Two! ");
	/* written over only by whom names the row */
	ck_assert_int_eq(content(0, 1, "", "product_description", "Three", false), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	SAYS("locked");
	ASSERT_TEXT(contents(NULL, NULL, -1), "1.product_description=Two! ");
	ck_assert_int_eq(content(first, 1, "", "product_description", "Three", false), first);
	second = content(0, 2, "", "product_description", "Other", false);
	ck_assert_int_eq(content(second, 1, "", "product_description", "Moved", false), -1);
	ck_assert_int_eq(err.code, SLW_EINVAL);
	ck_assert_int_eq(content(second + 99, 3, "", "product_description", "New", false), -1);
	ck_assert_int_eq(err.code, SLW_ENOTFOUND);
	ASSERT_TEXT(contents(NULL, NULL, -1),
		    "1.product_description=Three 2.product_description=Other ");
	/* of another session it is neither seen nor changed */
	new_session();
	ck_assert_int_eq(content(first, 1, "", "product_description", "Mine", false), -1);
	ck_assert_int_eq(err.code, SLW_ENOTFOUND);
	ck_assert_int_ne(content(0, 1, "", "product_description", "Mine", false), first);
}
END_TEST

START_TEST(bad_content)
{
	struct slw_content_row row;

	open_store(_i);
	new_session();
	slw_content_row_init(&row);
	FAILS(slw_store_content_put(store, session.no, &row, &err), SLW_EINVAL);
	row.content_type = slw_strdup("tagline");
	row.user_rating = 6;
	FAILS(slw_store_content_put(store, session.no, &row, &err), SLW_EINVAL);
	row.user_rating = 0;
	FAILS(slw_store_content_put(store, session.no + 9, &row, &err), SLW_ENOTFOUND);
	ck_assert_int_eq(row.no, 0);
	row.generated_at = 1234567890123;
	OK(slw_store_content_put(store, session.no, &row, &err));
	ck_assert_int_eq(row.generated_at, 1234567890123);
	slw_content_row_release(&row);
}
END_TEST

static int number_of(void *context, const struct slw_content_row *row)
{
	*(int64_t *)context = row->no;
	return 0;
}

START_TEST(content_delete)
{
	int64_t no = 0;

	open_store(_i);
	new_session();
	content(0, 0, "", "tagline", "Tea!", false);
	content(0, 0, "", "about", "Us", true);
	OK(slw_store_content_list(store, session.no, "about", "", 0, number_of, &no, &err));
	OK(slw_store_content_delete(store, session.no, no, &err));
	OK(slw_store_content_list(store, session.no, "tagline", "", 0, number_of, &no, &err));
	OK(slw_store_content_delete(store, session.no, no, &err));
	OK(slw_store_content_delete(store, session.no, no, &err));
	ASSERT_TEXT(contents(NULL, NULL, -1), "0.about=Us! ");
}
END_TEST

START_TEST(content_prune)
{
	int64_t version, deleted = -1;

	open_store(_i);
	new_session();
	put_one("tea", "Tea");
	put_one("pot", "Pot");
	content(0, 0, "", "tagline", "Tea!", false);
	content(0, 1, "", "product_description", "One", false);
	content(0, 2, "", "product_description", "Two", false);
	content(0, 2, "", "meta_title", "Kept", true);
	OK(slw_store_content_prune(store, session.no, &deleted, &err));
	ck_assert_int_eq(deleted, 0);
	version = begin_change();
	OK(slw_store_product_remove(store, session.no, version, 2, &err));
	end_change(version);
	OK(slw_store_content_prune(store, session.no, &deleted, &err));
	ck_assert_int_eq(deleted, 1);
	OK(slw_store_content_prune(store, session.no, NULL, &err));
	ASSERT_TEXT(contents(NULL, NULL, -1),
		    "0.tagline=Tea! 1.product_description=One 2.meta_title=Kept! ");
}
END_TEST

/* --- embeddings -------------------------------------------------------------------------- */

static int add_embedding(void *context, const struct slw_embedding *embedding)
{
	ck_assert_str_eq(embedding->kind, "shop");
	slw_buf_printf(context, "%d/%lld/%lld:", embedding->session_no == session.no,
		       (long long)embedding->product_no, (long long)embedding->store_version);
	for (size_t i = 0; i < embedding->count; i++)
		slw_buf_printf(context, "%s%g", i > 0 ? "," : "", (double)embedding->vector[i]);
	slw_buf_char(context, ' ');
	return 0;
}

static char *embeddings(int64_t session_no, const char *model)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_embedding_list(store, session_no, "shop", model, add_embedding, &out, &err));
	return slw_buf_take(&out);
}

static int put_embedding(int64_t session_no, int64_t product_no, const char *kind,
			 const char *model, int64_t version, float first)
{
	const float vector[] = { first, -0.5F, 1e-20F };
	struct slw_embedding row = { .session_no = session_no,
				     .product_no = product_no,
				     .kind = kind,
				     .model = model,
				     .store_version = version,
				     .vector = vector,
				     .count = SLW_COUNT(vector) };

	return slw_store_embedding_put(store, &row, &err);
}

START_TEST(embedding_rows)
{
	int64_t first, second;

	open_store(_i);
	new_session();
	first = session.no;
	OK(put_embedding(first, 2, "shop", "m", 4, 2));
	OK(put_embedding(first, 0, "shop", "m", 3, 1));
	OK(put_embedding(first, 0, "shop", "other", 3, 8));
	OK(put_embedding(first, 0, "text", "m", 3, 9));
	reopen_store();
	ASSERT_TEXT(embeddings(first, "m"), "1/0/3:1,-0.5,1e-20 1/2/4:2,-0.5,1e-20 ");
	ASSERT_TEXT(embeddings(first, "other"), "1/0/3:8,-0.5,1e-20 ");
	ASSERT_TEXT(embeddings(first, "none"), "");
	/* in place of the one before */
	OK(put_embedding(first, 0, "shop", "m", 5, 7));
	ASSERT_TEXT(embeddings(first, "m"), "1/0/5:7,-0.5,1e-20 1/2/4:2,-0.5,1e-20 ");
	/* of all sessions; gone with their session */
	new_session();
	second = session.no;
	OK(put_embedding(second, 0, "shop", "m", 1, 6));
	ASSERT_TEXT(embeddings(0, "m"),
		    "0/0/5:7,-0.5,1e-20 0/2/4:2,-0.5,1e-20 1/0/1:6,-0.5,1e-20 ");
	OK(slw_store_session_delete(store, first, &err));
	ASSERT_TEXT(embeddings(0, "m"), "1/0/1:6,-0.5,1e-20 ");
	ck_assert_int_eq(put_embedding(first, 0, "shop", "m", 1, 1), -1);
	ck_assert_int_eq(err.code, SLW_ENOTFOUND);
	/* a transaction that is taken back */
	OK(slw_store_begin(store, &err));
	OK(put_embedding(second, 0, "shop", "m", 2, 5));
	slw_store_rollback(store);
	ASSERT_TEXT(embeddings(0, "m"), "1/0/1:6,-0.5,1e-20 ");
}
END_TEST

/* --- themes ------------------------------------------------------------------------------ */

static int add_theme(void *context, const struct slw_theme_row *row)
{
	char *performance = slw_json_text(row->performance_data);
	char *customizations = slw_json_text(row->customizations);

	ck_assert_int_gt(row->created_at, 1500000000000);
	slw_buf_printf(context, "%s/%s/%s/%.3f/%s/%s ", row->theme_id, row->theme_name,
		       row->industry_category, row->recommendation_score, performance,
		       customizations);
	free(performance);
	free(customizations);
	return 0;
}

static char *themes(void)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_theme_list(store, session.no, add_theme, &out, &err));
	return slw_buf_take(&out);
}

START_TEST(theme_rows)
{
	struct slw_theme_row rows[2] = {
		{ .theme_id = slw_strdup("calm"),
		  .theme_name = slw_strdup("Calm"),
		  .industry_category = slw_strdup("food"),
		  .recommendation_score = 0.5,
		  .performance_data = json_pack("{s:i}", "lcp", 900),
		  .customizations = json_pack("{s:b}", "chosen", 1) },
		{ .theme_id = slw_strdup("bold"), .theme_name = slw_strdup("Bold") },
	};

	open_store(_i);
	new_session();
	OK(slw_store_theme_replace(store, session.no, rows, 2, &err));
	reopen_store();
	ASSERT_TEXT(themes(), "calm/Calm/food/0.500/{\"lcp\":900}/{\"chosen\":true} "
			      "bold/Bold//0.000/{}/{} ");
	OK(slw_store_theme_replace(store, session.no, rows + 1, 1, &err));
	ASSERT_TEXT(themes(), "bold/Bold//0.000/{}/{} ");
	OK(slw_store_theme_replace(store, session.no, NULL, 0, &err));
	ASSERT_TEXT(themes(), "");
	FAILS(slw_store_theme_replace(store, session.no + 9, rows, 2, &err), SLW_ENOTFOUND);
	slw_theme_row_release(&rows[0]);
	slw_theme_row_release(&rows[1]);
}
END_TEST

/* --- integrations ------------------------------------------------------------------------ */

static void integration(const char *type, const char *provider, const char *status,
			const char *mode)
{
	struct slw_integration_row row = { .integration_type = slw_strdup(type),
					   .provider_name = slw_strdup(provider),
					   .status = slw_strdup(status),
					   .configuration = json_pack("{s:s}", "mode", mode),
					   .error_message = slw_strdup("it's down"),
					   .last_sync = 1234567890123 };

	OK(slw_store_integration_put(store, session.no, &row, &err));
	slw_integration_row_release(&row);
}

static int add_integration(void *context, const struct slw_integration_row *row)
{
	ck_assert_str_eq(row->error_message, "it's down");
	ck_assert_int_eq(row->last_sync, 1234567890123);
	ck_assert_int_gt(row->created_at, 1500000000000);
	ck_assert_int_ge(row->updated_at, row->created_at);
	slw_buf_printf(context, "%s/%s=%s(%s) ", row->integration_type, row->provider_name,
		       row->status, slw_json_str(row->configuration, "mode", "?"));
	return 0;
}

static char *integrations(void)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_integration_list(store, session.no, add_integration, &out, &err));
	return slw_buf_take(&out);
}

START_TEST(integration_rows)
{
	struct slw_integration_row nowhere = { .integration_type = slw_strdup("payments") };

	open_store(_i);
	new_session();
	integration("shipping", "dhl", "pending", "test");
	integration("payments", "stripe", "pending", "test");
	integration("payments", "paypal", "pending", "test");
	integration("payments", "stripe", "valid", "live");
	reopen_store();
	ASSERT_TEXT(integrations(), "payments/paypal=pending(test) payments/stripe=valid(live) "
				    "shipping/dhl=pending(test) ");
	OK(slw_store_integration_delete(store, session.no, "payments", "paypal", &err));
	OK(slw_store_integration_delete(store, session.no, "payments", "dhl", &err));
	ASSERT_TEXT(integrations(), "payments/stripe=valid(live) shipping/dhl=pending(test) ");
	FAILS(slw_store_integration_put(store, session.no + 9, &nowhere, &err), SLW_ENOTFOUND);
	slw_integration_row_release(&nowhere);
}
END_TEST

/* --- events ------------------------------------------------------------------------------ */

static int add_event(void *context, const struct slw_event *event)
{
	char *data = slw_json_text(event->event_data);

	ck_assert_int_gt(event->timestamp, 1500000000000);
	slw_buf_printf(context, "%s%s ", event->event_type, data);
	free(data);
	return 0;
}

static char *events(const char *type)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	OK(slw_store_event_list(store, session.no, type, add_event, &out, &err));
	return slw_buf_take(&out);
}

START_TEST(event_rows)
{
	json_t *data = json_pack("{s:i}", "step", 2);

	open_store(_i);
	new_session();
	OK(slw_store_event_add(store, session.no, "session_created", NULL, &err));
	OK(slw_store_event_add(store, session.no, "step_updated", data, &err));
	json_object_set_new(data, "step", json_integer(3));
	OK(slw_store_event_add(store, session.no, "step_updated", data, &err));
	json_decref(data);
	reopen_store();
	ASSERT_TEXT(events(NULL),
		    "session_created{} step_updated{\"step\":2} step_updated{\"step\":3} ");
	ASSERT_TEXT(events("step_updated"), "step_updated{\"step\":2} step_updated{\"step\":3} ");
	ASSERT_TEXT(events("' OR 1=1 --"), "");
}
END_TEST

/* --- vault ------------------------------------------------------------------------------- */

START_TEST(vault_rows)
{
	const unsigned char sealed[] = { 0, 1, 0, 255, 39, 0 };
	void *got = NULL;
	size_t len = 99;

	open_store(_i);
	ck_assert_int_eq(slw_store_vault_get(store, "key", &got, &len, &err), 0);
	ck_assert_ptr_null(got);
	OK(slw_store_vault_put(store, "key", sealed, sizeof(sealed), &err));
	reopen_store();
	ck_assert_int_eq(slw_store_vault_get(store, "key", &got, &len, &err), 1);
	ck_assert_uint_eq(len, sizeof(sealed));
	ck_assert_mem_eq(got, sealed, len);
	free(got);
	OK(slw_store_vault_put(store, "key", sealed + 1, 2, &err));
	ck_assert_int_eq(slw_store_vault_get(store, "key", &got, &len, &err), 1);
	ck_assert_uint_eq(len, 2);
	ck_assert_mem_eq(got, sealed + 1, len);
	free(got);
	ck_assert_int_eq(slw_store_vault_get(store, "Key", &got, &len, &err), 0);
}
END_TEST

START_TEST(rolled_back_together)
{
	void *got = NULL;
	size_t len;

	open_store(_i);
	new_session();
	content(0, 0, "", "tagline", "Before", false);
	draft(anna, 0, "f", "before");
	OK(slw_store_begin(store, &err));
	content(0, 0, "", "tagline", "After", false);
	content(0, 0, "", "about", "After", false);
	draft(anna, 0, "f", "after");
	integration("payments", "stripe", "pending", "test");
	OK(slw_store_event_add(store, session.no, "launched", NULL, &err));
	OK(slw_store_vault_put(store, "key", "x", 1, &err));
	ASSERT_TEXT(contents(NULL, NULL, -1), "0.tagline=After 0.about=After ");
	slw_store_rollback(store);
	ASSERT_TEXT(contents(NULL, NULL, -1), "0.tagline=Before ");
	ASSERT_TEXT(drafts(anna), "0.f=before ");
	ASSERT_TEXT(integrations(), "");
	ASSERT_TEXT(events(NULL), "");
	ck_assert_int_eq(slw_store_vault_get(store, "key", &got, &len, &err), 0);
}
END_TEST

Suite *suite_rest(void)
{
	Suite *suite = suite_create("rest");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, NULL, close_store);
	ADD(tcase, draft_rows);
	ADD(tcase, content_rows);
	ADD(tcase, content_in_brief);
	ADD(tcase, content_is_unique);
	ADD(tcase, bad_content);
	ADD(tcase, content_delete);
	ADD(tcase, content_prune);
	ADD(tcase, embedding_rows);
	ADD(tcase, theme_rows);
	ADD(tcase, integration_rows);
	ADD(tcase, event_rows);
	ADD(tcase, vault_rows);
	ADD(tcase, rolled_back_together);
	suite_add_tcase(suite, tcase);
	return suite;
}
