#include "config.h"

#include "unit/suites.h"

#include "base/mem.h"
#include "model/documents.h"
#include "model/journal.h"
#include "unit/model/samples.h"

#include "base/banned.h"

/* before and after, what changed, and both side by side */
static const struct {
	const char *before, *after, *changed, *diff;
} differences[] = {
	{ "{}", "{}", "[]", "[]" },
	{ "{\"business\":{\"business_name\":\"A\"}}", "{\"business\":{\"business_name\":\"B\"}}",
	  "[\"business.business_name\"]",
	  "[{\"key\":\"business.business_name\",\"before\":\"A\",\"after\":\"B\"}]" },
	/* a record is gone into, also where it was not there */
	{ "{}", "{\"business\":{\"contact\":{\"email\":\"e\",\"phone\":\"1\"}}}",
	  "[\"business.contact.email\",\"business.contact.phone\"]",
	  "[{\"key\":\"business.contact.email\",\"before\":null,\"after\":\"e\"},"
	  "{\"key\":\"business.contact.phone\",\"before\":null,\"after\":\"1\"}]" },
	{ "{\"business\":{\"contact\":{}}}", "{}", "[]", "[]" },
	{ "{\"seo\":{\"title\":null}}", "{}", "[]", "[]" },
	/* table order, whatever the order of the keys; sections in order too */
	{ "{}", "{\"seo\":{\"title\":\"t\"},\"business\":{\"founded\":1,\"industry\":\"i\"}}",
	  "[\"business.industry\",\"business.founded\",\"seo.title\"]", NULL },
	/* lists and records are one field */
	{ "{\"seo\":{\"keywords\":[\"a\",\"b\"]}}", "{\"seo\":{\"keywords\":[\"b\",\"a\"]}}",
	  "[\"seo.keywords\"]",
	  "[{\"key\":\"seo.keywords\",\"before\":[\"a\",\"b\"],\"after\":[\"b\",\"a\"]}]" },
	{ "{\"products\":{\"collections\":[{\"title\":\"A\"}]}}",
	  "{\"products\":{\"collections\":[{\"title\":\"B\"}]}}", "[\"products.collections\"]",
	  NULL },
	{ "{\"products\":{\"collections\":[{\"title\":\"A\",\"handle\":\"a\"}]}}",
	  "{\"products\":{\"collections\":[{\"handle\":\"a\",\"title\":\"A\"}]}}", "[]", "[]" },
	/* records within records */
	{ "{\"products\":{\"shipping\":{\"handling_days_min\":1}}}",
	  "{\"products\":{\"shipping\":{\"handling_days_min\":1,\"zones\":[]}}}",
	  "[\"products.shipping.zones\"]", NULL },
	/* keys of a newer program: single fields, by name, after the known ones */
	{ "{\"seo\":{\"zeta\":{\"a\":1},\"gone\":1}}",
	  "{\"seo\":{\"zeta\":{\"a\":2},\"alpha\":1,\"title\":\"t\"}}",
	  "[\"seo.title\",\"seo.alpha\",\"seo.gone\",\"seo.zeta\"]", NULL },
	{ "{\"business\":{\"contact\":\"all in one\"}}",
	  "{\"business\":{\"contact\":{\"email\":\"e\"}}}", "[\"business.contact\"]", NULL },
	/* a secret is a reference or hidden */
	{ "{\"integrations\":{\"payments\":[{\"provider\":\"stripe\",\"credentials\":"
	  "{\"account\":\"literal\",\"secret_key\":{\"literal\":\"sk_1\"}}}]}}",
	  "{\"integrations\":{\"payments\":[{\"provider\":\"stripe\",\"credentials\":"
	  "{\"account\":\"literal\",\"secret_key\":{\"env\":\"KEY\"}}}]}}",
	  "[\"integrations.payments\"]",
	  "[{\"key\":\"integrations.payments\",\"before\":[{\"provider\":\"stripe\","
	  "\"credentials\":{\"account\":\"literal\",\"secret_key\":{\"hidden\":true}}}],"
	  "\"after\":[{\"provider\":\"stripe\",\"credentials\":{\"account\":\"literal\","
	  "\"secret_key\":{\"env\":\"KEY\"}}}]}]" },
};

START_TEST(differences_are_found_in_table_order)
{
	struct slw_documents before, after;
	json_t *found;

	load(&before, differences[_i].before);
	load(&after, differences[_i].after);
	found = slw_journal_changed(&before, &after);
	expect(found, differences[_i].changed);
	json_decref(found);
	found = slw_journal_diff(&before, &after);
	if (differences[_i].diff != NULL)
		expect(found, differences[_i].diff);
	json_decref(found);
	found = slw_journal_changed(&after, &before); /* the same fields backwards */
	expect(found, differences[_i].changed);
	json_decref(found);
	slw_documents_release(&before);
	slw_documents_release(&after);
}
END_TEST

/* All in the section seo, as its object. */
static const struct {
	const char *base, *theirs, *mine, *merged, *conflicts;
} merges[] = {
	/* nobody, one side, the other side, both alike */
	{ "{\"title\":\"a\"}", "{\"title\":\"a\"}", "{\"title\":\"a\"}", "{\"title\":\"a\"}",
	  "[]" },
	{ "{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"a\"}", "{\"title\":\"b\"}",
	  "[]" },
	{ "{\"title\":\"a\"}", "{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"b\"}",
	  "[]" },
	{ "{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"b\"}", "{\"title\":\"b\"}",
	  "[]" },
	/* different fields */
	{ "{}", "{\"title\":\"t\"}", "{\"description\":\"d\"}",
	  "{\"title\":\"t\",\"description\":\"d\"}", "[]" },
	{ "{}", "{\"social\":{\"x\":\"1\"}}", "{\"social\":{\"tiktok\":\"2\"}}",
	  "{\"social\":{\"tiktok\":\"2\",\"x\":\"1\"}}", "[]" },
	/* removed on one side, on both sides */
	{ "{\"title\":\"a\",\"keywords\":[\"k\"]}", "{\"keywords\":[\"k\"]}",
	  "{\"title\":\"a\",\"keywords\":[\"k\"]}", "{\"keywords\":[\"k\"]}", "[]" },
	{ "{\"title\":\"a\"}", "{\"title\":\"a\"}", "{}", "{}", "[]" },
	{ "{\"title\":\"a\"}", "{}", "{}", "{}", "[]" },
	{ "{\"social\":{\"x\":\"1\"}}", "{\"social\":{\"x\":\"1\"}}", "{}", "{}", "[]" },
	/* keys of a newer program */
	{ "{}", "{\"zeta\":1}", "{\"alpha\":2}", "{\"alpha\":2,\"zeta\":1}", "[]" },
	/* conflicts: other values, removed against changed, in a list, both new */
	{ "{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"c\"}", NULL,
	  "[{\"key\":\"seo.title\",\"base\":\"a\",\"theirs\":\"b\",\"mine\":\"c\"}]" },
	{ "{\"title\":\"a\"}", "{}", "{\"title\":\"c\"}", NULL,
	  "[{\"key\":\"seo.title\",\"base\":\"a\",\"theirs\":null,\"mine\":\"c\"}]" },
	{ "{\"title\":\"a\"}", "{\"title\":\"b\"}", "{}", NULL,
	  "[{\"key\":\"seo.title\",\"base\":\"a\",\"theirs\":\"b\",\"mine\":null}]" },
	{ "{\"keywords\":[\"a\"]}", "{\"keywords\":[\"a\",\"b\"]}", "{\"keywords\":[\"a\",\"c\"]}",
	  NULL,
	  "[{\"key\":\"seo.keywords\",\"base\":[\"a\"],\"theirs\":[\"a\",\"b\"],"
	  "\"mine\":[\"a\",\"c\"]}]" },
	{ "{}", "{\"social\":{\"x\":\"1\"},\"title\":\"b\"}",
	  "{\"social\":{\"x\":\"2\"},\"title\":\"c\"}", NULL,
	  "[{\"key\":\"seo.title\",\"base\":null,\"theirs\":\"b\",\"mine\":\"c\"},"
	  "{\"key\":\"seo.social.x\",\"base\":null,\"theirs\":\"1\",\"mine\":\"2\"}]" },
};

static void load_seo(struct slw_documents *docs, const char *text)
{
	slw_documents_init(docs);
	json_decref(docs->section[SLW_SEO]);
	docs->section[SLW_SEO] = parse(text);
}

START_TEST(edits_come_together_or_conflict)
{
	struct slw_documents base, theirs, mine, merged;
	json_t *conflicts;
	int rc;

	load_seo(&base, merges[_i].base);
	load_seo(&theirs, merges[_i].theirs);
	load_seo(&mine, merges[_i].mine);
	load_seo(&merged, "{\"title\":\"untouched\"}");
	rc = slw_journal_merge(&base, &theirs, &mine, &merged, &conflicts);
	ck_assert_int_eq(rc, merges[_i].merged == NULL ? -1 : 0);
	expect(conflicts, merges[_i].conflicts);
	expect(merged.section[SLW_SEO], rc < 0 ? "{\"title\":\"untouched\"}" : merges[_i].merged);
	expect(mine.section[SLW_SEO], merges[_i].mine);
	json_decref(conflicts);
	slw_documents_release(&base);
	slw_documents_release(&theirs);
	slw_documents_release(&mine);
	slw_documents_release(&merged);
}
END_TEST

START_TEST(merged_answers_share_nothing)
{
	struct slw_documents base, theirs, mine;
	json_t *conflicts;

	load(&base, "{}");
	load(&theirs, "{\"seo\":{\"keywords\":[\"a\"]}}");
	load(&mine, "{\"business\":{\"founded\":1}}");
	ck_assert_int_eq(slw_journal_merge(&base, &theirs, &mine, &base, &conflicts), 0);
	json_array_clear(slw_documents_get(&theirs, "seo.keywords"));
	expect(base.section[SLW_SEO], "{\"keywords\":[\"a\"]}");
	expect(base.section[SLW_BUSINESS], "{\"founded\":1}");
	json_decref(conflicts);
	slw_documents_release(&base);
	slw_documents_release(&theirs);
	slw_documents_release(&mine);
}
END_TEST

Suite *suite_journal(void);
Suite *suite_journal(void)
{
	Suite *suite = suite_create("journal");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, differences_are_found_in_table_order, 0, SLW_COUNT(differences));
	tcase_add_loop_test(tc, edits_come_together_or_conflict, 0, SLW_COUNT(merges));
	tcase_add_test(tc, merged_answers_share_nothing);
	suite_add_tcase(suite, tc);
	return suite;
}
