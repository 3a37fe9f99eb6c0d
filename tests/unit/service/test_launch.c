#include "config.h"

#include "unit/suites.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "service/flow.h"
#include "service/internal.h"
#include "service/launch.h"
#include "service/orchestrator.h"
#include "service/service.h"
#include "unit/service/fixture.h"

#include "base/banned.h"

static struct fixture f;
static char *out; /* folder of launches, not there yet */

#define ITEMS                                                    \
	"products:\n  items:\n"                                  \
	"    - {title: Fern, handle: fern, sku: F1, price: 4}\n" \
	"    - {title: Moss, handle: moss, sku: M1, price: 5}\n"
#define TARGETS "launch:\n  targets: [storefront, shopify_csv, woocommerce_csv, feed]\n"

static void setup(void)
{
	fixture_open(&f);
	out = slw_path_join(f.folder, "out");
}

static void teardown(void)
{
	free(out);
	fixture_close(&f);
}

static void apply(const char *extra)
{
	char *path = fixture_answers(&f, "shop.yaml", extra);

	json_decref(fixture_apply(&f, path));
	free(path);
}

static json_t *try_launch(void)
{
	struct slw_launch_request request = { .out = out };

	f.err = SLW_ERR_INIT;
	return slw_launch_run(f.service, &f.session, &request, &f.err);
}

static json_t *launch(void)
{
	json_t *result = try_launch();

	ck_assert_msg(result != NULL, "%s", f.err.msg);
	return result;
}

/* Exit status of a command in which every "%s" is the folder of the fixture. */
static int run(const char *command)
{
	struct slw_buf text;
	int status;

	slw_buf_init(&text, 0);
	for (; *command != '\0'; command++) {
		if (strncmp(command, "%s", 2) == 0) {
			slw_buf_str(&text, f.folder);
			command++;
		} else {
			slw_buf_char(&text, *command);
		}
	}
	status = system(text.data);
	slw_buf_release(&text);
	return status;
}

static char *read_out(const char *name)
{
	char *path = slw_path_join(out, name), *text = fixture_read(path);

	free(path);
	return text;
}

static bool exists(const char *name)
{
	char *path = slw_path_join(out, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static void assert_current(const char *wanted)
{
	char *path = slw_path_join(out, "current"), target[64] = "";
	ssize_t len = readlink(path, target, sizeof(target) - 1);

	ck_assert_int_gt(len, 0);
	target[len] = '\0';
	ck_assert_str_eq(target, wanted);
	free(path);
}

/* --- the same answers, the same bytes ---------------------------------------------------- */

/* A whole run of an example into a database of its own. */
static void launch_example(struct fixture *fixture, const char *name)
{
	char *copy = slw_printf("cp -r %s/. %s", EXAMPLES, fixture->folder);
	char *path = slw_printf("%s/%s.yaml", fixture->folder, name);
	char *to = slw_path_join(fixture->folder, "out");
	struct slw_launch_request request = { .out = to };
	json_t *result;

	ck_assert_int_eq(system(copy), 0);
	json_decref(fixture_apply(fixture, path));
	result = slw_orchestrator_generate_all(fixture->service, &fixture->session, &fixture->err);
	ck_assert_msg(result != NULL, "%s", fixture->err.msg);
	ck_assert_int_eq(slw_json_int(result, "failed", -1), 0);
	json_decref(result);
	result = slw_launch_run(fixture->service, &fixture->session, &request, &fixture->err);
	ck_assert_msg(result != NULL, "%s", fixture->err.msg);
	json_decref(result);
	free(copy);
	free(path);
	free(to);
}

static const char *const examples[] = { "bikes-nl", "pottery-us", "stationery-jp", "tea-de" };

START_TEST(two_databases_give_the_same_bytes)
{
	struct fixture other;
	char *command, today[SLW_TIME_SIZE];

	fixture_open(&other);
	launch_example(&f, examples[_i]);
	/* a session before it, so that the numbers inside are others */
	ck_assert_int_eq(slw_flow_create_session(other.service, NULL, &other.session, &other.err),
			 0);
	slw_session_release(&other.session);
	slw_session_init(&other.session);
	launch_example(&other, examples[_i]);
	command = slw_printf("diff -r %s/out/current/ %s/out/current/", f.folder, other.folder);
	ck_assert_int_eq(system(command), 0);
	free(command);
	slw_time_format(today, slw_clock_now());
	today[10] = '\0';
	command = slw_printf("grep -raElI '[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-|%s|%s' "
			     "%s/out/current/",
			     today, f.folder, f.folder);
	ck_assert_int_ne(system(command), 0);
	free(command);
	fixture_close(&other);
}
END_TEST

START_TEST(a_second_launch_links_every_file)
{
	json_t *result;
	struct stat first, second;
	char *a, *b;

	apply(ITEMS TARGETS);
	result = launch();
	ck_assert_int_eq(slw_json_int(result, "launch", 0), 1);
	ck_assert_int_eq(slw_json_int(result, "unchanged", -1), 0);
	ck_assert_int_eq(slw_json_int(result, "products", 0), 2);
	json_decref(result);
	result = launch();
	ck_assert_int_eq(slw_json_int(result, "launch", 0), 2);
	ck_assert_int_gt(slw_json_int(result, "files", 0), 10);
	ck_assert_int_eq(slw_json_int(result, "unchanged", -1), slw_json_int(result, "files", 0));
	json_decref(result);
	assert_current(".launches/2");
	ck_assert_int_eq(run("diff -r %s/out/.launches/1 %s/out/.launches/2"), 0);
	a = slw_path_join(out, ".launches/1/exports/shopify-products.csv");
	b = slw_path_join(out, ".launches/2/exports/shopify-products.csv");
	ck_assert_int_eq(stat(a, &first), 0);
	ck_assert_int_eq(stat(b, &second), 0);
	ck_assert_uint_eq(first.st_ino, second.st_ino);
	free(a);
	free(b);
	a = slw_path_join(out, ".launches/1/storefront/index.html");
	b = slw_path_join(out, "storefront/index.html");
	ck_assert_int_eq(stat(a, &first), 0);
	ck_assert_int_eq(stat(b, &second), 0);
	ck_assert_uint_eq(first.st_ino, second.st_ino);
	free(a);
	free(b);
}
END_TEST

START_TEST(what_was_edited_by_hand_is_not_carried_on)
{
	json_t *result;
	char *before, *after;

	apply(ITEMS TARGETS);
	json_decref(launch());
	before = read_out("storefront/index.html");
	ck_assert_int_eq(run("echo x >> %s/out/storefront/index.html; "
			     "echo x >> %s/out/exports/shopify-products.csv; "
			     "rm %s/out/exports/woocommerce-products.csv"),
			 0);
	result = launch();
	ck_assert_int_eq(slw_json_int(result, "unchanged", -1),
			 slw_json_int(result, "files", 0) - 3);
	after = read_out("storefront/index.html");
	fixture_same(after, before);
	ck_assert(exists("exports/woocommerce-products.csv"));
	ck_assert_int_ne(run("tail -1 %s/out/exports/shopify-products.csv | grep -qx x"), 0);
	free(before);
	free(after);
	json_decref(result);
}
END_TEST

START_TEST(a_dry_run_counts_and_writes_nothing)
{
	struct slw_launch_request request = { .out = out, .dry_run = true };
	json_t *dry, *result;

	apply(ITEMS TARGETS);
	dry = slw_launch_run(f.service, &f.session, &request, &f.err);
	ck_assert_msg(dry != NULL, "%s", f.err.msg);
	ck_assert_int_ne(access(out, F_OK), 0);
	ck_assert_int_eq(f.session.completed_at, 0);
	result = launch();
	ck_assert_int_eq(slw_json_int(dry, "files", 0), slw_json_int(result, "files", -1));
	ck_assert_int_eq(slw_json_int(dry, "bytes", 0), slw_json_int(result, "bytes", -1));
	ck_assert_int_ne(f.session.completed_at, 0);
	json_decref(dry);
	dry = slw_launch_run(f.service, &f.session, &request, &f.err);
	ck_assert_int_eq(slw_json_int(dry, "unchanged", 0), slw_json_int(result, "files", -1));
	ck_assert(!exists(".launches/2"));
	json_decref(dry);
	json_decref(result);
}
END_TEST

/* --- a launch that fails ----------------------------------------------------------------- */

static void assert_first_stands(const char *page)
{
	char *now = read_out("storefront/index.html");

	assert_current(".launches/1");
	fixture_same(now, page);
	ck_assert(!exists(".launches/2"));
	ck_assert_int_eq(run("test $(ls -A %s/out/.launches | wc -l) = 2"), 0); /* 1 and the lock */
	free(now);
}

/* Launches once, and changes every page. */
static char *launch_and_change(void)
{
	char *page;

	apply(ITEMS TARGETS);
	json_decref(launch());
	page = read_out("storefront/index.html");
	apply("theme:\n  style: luxury\nseo:\n  title: Another title\n" ITEMS TARGETS);
	return page;
}

START_TEST(a_full_disk_leaves_the_last_launch)
{
	struct rlimit before, small = { .rlim_cur = 1000 };
	char *page = launch_and_change();
	json_t *result;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	small.rlim_max = before.rlim_max;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
	result = try_launch();
	setrlimit(RLIMIT_FSIZE, &before);
	ck_assert_ptr_null(result);
	assert_first_stands(page);
	json_decref(launch());
	free(page);
}
END_TEST

static int calls_left;

static bool count_down(void *context)
{
	(void)context;
	return --calls_left < 0;
}

START_TEST(a_launch_that_is_stopped_leaves_the_last_one)
{
	struct slw_progress progress = { .cancelled = count_down };
	char *page = launch_and_change();
	int stopped = 0;
	json_t *result = NULL;

	fixture_progress(&f, &progress);
	for (int calls = 0; calls < 1000 && result == NULL; calls++) {
		calls_left = calls;
		result = try_launch();
		if (result != NULL)
			break;
		ck_assert_int_eq(f.err.code, SLW_ECANCELLED);
		assert_first_stands(page);
		stopped++;
	}
	ck_assert_ptr_nonnull(result);
	ck_assert_int_gt(stopped, 0);
	assert_current(".launches/2");
	json_decref(result);
	fixture_progress(&f, NULL);
	free(page);
}
END_TEST

START_TEST(what_a_killed_launch_left_is_removed)
{
	apply(ITEMS TARGETS);
	json_decref(launch());
	ck_assert_int_eq(run("mkdir -p %s/out/.launches/7/storefront && "
			     "echo half > %s/out/.launches/7/storefront/index.html"),
			 0);
	json_decref(launch());
	ck_assert(!exists(".launches/7"));
	assert_current(".launches/8");
}
END_TEST

START_TEST(a_file_in_the_way_is_not_replaced)
{
	char *text;

	apply(ITEMS TARGETS);
	json_decref(launch());
	ck_assert_int_eq(run("rm %s/out/store.json && echo mine > %s/out/store.json"), 0);
	ck_assert_ptr_null(try_launch());
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	text = read_out("store.json");
	ck_assert_str_eq(text, "mine\n");
	assert_current(".launches/1");
	ck_assert(!exists(".launches/2"));
	ck_assert_int_eq(run("rm %s/out/store.json"), 0);
	json_decref(launch());
	ck_assert(exists("store.json"));
	free(text);
}
END_TEST

/* What cannot be launched into, how it is made, and what is said. */
static const struct {
	const char *make;
	enum slw_code code;
} places[] = {
	{ "mkdir %s/out && touch %s/out/index.html", SLW_EINVAL },
	{ "mkdir -p %s/out/storefront", SLW_EINVAL },
	{ "touch %s/out", SLW_EIO },
	{ "ln -s %s/nowhere/at/all %s/out", SLW_EIO },
};

START_TEST(what_is_not_ours_is_refused)
{
	apply(ITEMS);
	ck_assert_int_eq(run(places[_i].make), 0);
	ck_assert_ptr_null(try_launch());
	ck_assert_msg(f.err.code == places[_i].code, "%d: %s", (int)f.err.code, f.err.msg);
	ck_assert(!exists("current"));
	ck_assert(!exists(".launches"));
}
END_TEST

START_TEST(an_empty_folder_is_taken)
{
	apply(ITEMS);
	ck_assert_int_eq(run("mkdir %s/out"), 0);
	json_decref(launch());
	assert_current(".launches/1");
}
END_TEST

START_TEST(two_launches_do_not_write_at_once)
{
	char *path = slw_path_join(out, ".launches/lock");
	int fd;

	apply(ITEMS);
	json_decref(launch());
	fd = open(path, O_RDWR | O_CLOEXEC);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(flock(fd, LOCK_EX | LOCK_NB), 0);
	ck_assert_ptr_null(try_launch());
	ck_assert_int_eq(f.err.code, SLW_ELOCKED);
	ck_assert_ptr_null(slw_launch_rollback(out, &f.err));
	ck_assert_int_eq(f.err.code, SLW_ELOCKED);
	assert_current(".launches/1");
	close(fd);
	json_decref(launch());
	free(path);
}
END_TEST

START_TEST(answers_without_a_name_are_not_launched)
{
	json_t *data = json_pack("{s:s}", "style", "bold");
	struct slw_edit edit = { .base_version = 0 };

	ck_assert_int_eq(slw_flow_create_session(f.service, NULL, &f.session, &f.err), 0);
	ck_assert_ptr_null(try_launch());
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	ck_assert_int_eq(slw_flow_update_step(f.service, &f.session, SLW_THEME, data, &edit, false,
					      NULL, NULL, &f.problems, &f.err),
			 0);
	ck_assert_ptr_null(try_launch());
	ck_assert_int_eq(f.err.code, SLW_EINVAL);
	ck_assert_int_ne(access(out, F_OK), 0);
	json_decref(data);
}
END_TEST

/* --- back ------------------------------------------------------------------------------- */

START_TEST(a_rollback_puts_the_launch_before_in_place)
{
	char *page = launch_and_change(), *now;
	json_t *result;

	json_decref(launch());
	now = read_out("storefront/index.html");
	ck_assert(strcmp(now, page) != 0);
	free(now);
	result = slw_launch_rollback(out, &f.err);
	ck_assert_msg(result != NULL, "%s", f.err.msg);
	ck_assert_int_eq(slw_json_int(result, "launch", 0), 1);
	ck_assert_int_eq(slw_json_int(result, "was", 0), 2);
	json_decref(result);
	now = read_out("storefront/index.html");
	fixture_same(now, page);
	free(now);
	ck_assert_ptr_null(slw_launch_rollback(out, &f.err));
	ck_assert_int_eq(f.err.code, SLW_ENOTFOUND);
	json_decref(launch());
	assert_current(".launches/3");
	ck_assert_ptr_null(slw_launch_rollback(f.folder, &f.err));
	ck_assert_int_eq(f.err.code, SLW_ENOTFOUND);
	free(page);
}
END_TEST

START_TEST(the_last_five_launches_are_kept)
{
	apply("products:\n  items:\n    - {title: Fern, price: 4}\n");
	for (int i = 0; i < 7; i++)
		json_decref(launch());
	assert_current(".launches/7");
	ck_assert(!exists(".launches/2"));
	ck_assert(exists(".launches/3/manifest.json"));
	ck_assert_int_eq(run("test $(ls %s/out/.launches | grep -c '^[0-9]*$') = 5"), 0);
}
END_TEST

START_TEST(targets_that_are_gone_take_their_links_along)
{
	apply(ITEMS TARGETS);
	json_decref(launch());
	ck_assert(exists("exports/shopify-products.csv"));
	ck_assert(exists("exports/woocommerce-products.csv"));
	ck_assert(exists("exports/feed.xml"));
	apply(ITEMS "launch:\n  targets: [storefront]\n");
	json_decref(launch());
	ck_assert_int_ne(run("test -L %s/out/exports"), 0);
	ck_assert(exists("storefront/index.html"));
	json_decref(slw_launch_rollback(out, &f.err));
	ck_assert(exists("exports/feed.xml"));
}
END_TEST

/* --- what is in it ----------------------------------------------------------------------- */

START_TEST(texts_stand_on_the_pages)
{
	json_t *texts, *text, *result;
	size_t i, seen = 0;
	char *home, *product;

	apply(ITEMS "content:\n  types: [tagline, product_description]\n");
	result = slw_orchestrator_generate_all(f.service, &f.session, &f.err);
	ck_assert_int_eq(slw_json_int(result, "written", 0), 3);
	json_decref(result);
	json_decref(launch());
	home = read_out("storefront/index.html");
	product = read_out("storefront/products/fern/index.html");
	texts = slw_orchestrator_texts(f.service, &f.session, &f.err);
	json_array_foreach (texts, i, text) {
		const char *words =
		    slw_json_str(json_object_get(text, "content_data"), "content", "");
		char *begin = slw_strndup(words, strcspn(words, "&'\"\n.,!?"));
		const char *page = NULL;

		if (strcmp(slw_json_str(text, "content_type", ""), "tagline") == 0)
			page = home;
		else if (strcmp(slw_json_str(text, "product_handle", ""), "fern") == 0)
			page = product;
		if (page != NULL) {
			ck_assert_uint_gt(strlen(begin), 3);
			ck_assert_msg(strstr(page, begin) != NULL, "\"%s\" is not there", begin);
			seen++;
		}
		free(begin);
	}
	ck_assert_uint_eq(seen, 2);
	json_decref(texts);
	free(home);
	free(product);
}
END_TEST

struct marked {
	struct slw_content_row rows[8];
	size_t count;
};

static int take_text(void *context, const struct slw_content_row *row)
{
	struct marked *marked = context;
	struct slw_content_row *own = &marked->rows[marked->count++];

	ck_assert_uint_le(marked->count, SLW_COUNT(marked->rows));
	*own = *row;
	own->subject = slw_strdup(row->subject);
	own->content_type = slw_strdup(row->content_type);
	own->prompt_used = slw_strdup(row->prompt_used);
	own->prompt_hash = slw_strdup(row->prompt_hash);
	own->provider = slw_strdup(row->provider);
	own->model_used = slw_strdup(row->model_used);
	own->facts = json_incref(row->facts);
	own->state = slw_strdup(row->state);
	own->content_data = json_deep_copy(row->content_data);
	return 0;
}

/* Every text says "Zweihander" and is in this state. */
static void mark_texts(const char *state)
{
	struct marked marked = { .count = 0 };

	ck_assert_int_eq(slw_store_content_list(f.service->store, f.session.no, NULL, NULL, -1,
						take_text, &marked, &f.err),
			 0);
	ck_assert_uint_ge(marked.count, 3);
	for (size_t i = 0; i < marked.count; i++) {
		struct slw_content_row *row = &marked.rows[i];

		free(row->state);
		row->state = slw_strdup(state);
		slw_json_set_str(row->content_data, "content", "Zweihander of solid gold.");
		ck_assert_msg(slw_store_content_put(f.service->store, f.session.no, row, &f.err) ==
				  0,
			      "%s", f.err.msg);
		slw_content_row_release(row);
	}
}

static const struct {
	const char *state;
	bool published;
} states[] = {
	{ "generated", true }, { "edited", true }, { "flagged", false }, { "failed", false }
};

START_TEST(a_flagged_text_is_on_no_page_and_in_no_file)
{
	apply(ITEMS TARGETS "content:\n  types: [tagline, about, product_description, "
			    "meta_description]\n");
	json_decref(slw_orchestrator_generate_all(f.service, &f.session, &f.err));
	mark_texts(states[_i].state);
	json_decref(launch());
	ck_assert_msg((run("grep -rq Zweihander %s/out/storefront/ %s/out/exports/") == 0) ==
			  states[_i].published,
		      "%s", states[_i].state);
}
END_TEST

START_TEST(store_and_report_can_be_read)
{
	char *path = slw_path_join(out, "store.json");
	json_t *store, *report;

	apply(ITEMS TARGETS "integrations:\n  payments:\n    - provider: stripe\n      credentials:"
			    "\n        secret_key: sk_test_51Habcdefghijklmnopqrstuv\n");
	json_decref(slw_orchestrator_generate_all(f.service, &f.session, &f.err));
	json_decref(launch());
	store = slw_json_file(path, 16u << 20, &f.err);
	ck_assert_msg(store != NULL, "%s", f.err.msg);
	ck_assert_str_eq(slw_json_str(json_object_get(store, "business"), "business_name", ""),
			 "Fern & Field");
	ck_assert_uint_eq(json_array_size(json_object_get(store, "items")), 2);
	ck_assert_uint_gt(json_array_size(json_object_get(store, "texts")), 2);
	json_decref(store);
	free(path);
	path = slw_path_join(out, "report.json");
	report = slw_json_file(path, 16u << 20, &f.err);
	ck_assert_msg(report != NULL, "%s", f.err.msg);
	ck_assert_int_gt(slw_json_int(report, "readiness", 0), 0);
	ck_assert_uint_gt(json_array_size(json_object_get(report, "checks")), 10);
	ck_assert_uint_eq(json_array_size(json_object_get(report, "integrations")), 1);
	json_decref(report);
	free(path);
	ck_assert_int_ne(run("grep -rq sk_test_51 %s/out %s/wizard.db*"), 0);
	if (run("command -v tidy > /dev/null") == 0)
		ck_assert_int_eq(run("tidy -q -e %s/out/report.html"), 0);
}
END_TEST

START_TEST(every_file_is_in_the_manifest)
{
	json_t *manifest, *file;
	char *path = slw_path_join(out, "manifest.json");
	struct slw_buf sums;
	size_t i;

	apply(ITEMS TARGETS);
	json_decref(launch());
	manifest = slw_json_file(path, 16u << 20, &f.err);
	ck_assert_msg(manifest != NULL, "%s", f.err.msg);
	slw_buf_init(&sums, 0);
	json_array_foreach (json_object_get(manifest, "files"), i, file)
		slw_buf_printf(&sums, "%s  %s\n", slw_json_str(file, "sha256", ""),
			       slw_json_str(file, "path", ""));
	free(path);
	path = fixture_file(&f, "sums", sums.data);
	ck_assert_int_eq(run("cd %s/out/current/ && sha256sum --quiet -c %s/sums"), 0);
	/* and all files but itself are in it */
	ck_assert_int_eq(run("test $(find %s/out/current/ -type f | wc -l) = "
			     "$(($(wc -l < %s/sums) + 1))"),
			 0);
	slw_buf_release(&sums);
	json_decref(manifest);
	free(path);
}
END_TEST

static bool warns(const json_t *result, const char *words)
{
	json_t *warnings = json_object_get(result, "warnings"), *one;
	size_t i;

	json_array_foreach (warnings, i, one)
		if (strstr(json_string_value(one), words) != NULL)
			return true;
	return false;
}

START_TEST(local_images_are_copied_and_bad_ones_are_not)
{
	char *copy =
	    slw_printf("cp %s/pottery-us/images/river-mug-sage.jpg %s/mug.jpg", EXAMPLES, f.folder);
	char *page;
	json_t *result;

	ck_assert_int_eq(system(copy), 0);
	free(fixture_file(&f, "evil.svg",
			  "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>"));
	free(fixture_file(&f, "text.png", "not an image"));
	apply("theme:\n  logo: evil.svg\n"
	      "products:\n  items:\n    - title: Mug\n      price: 4\n      images:\n"
	      "        - src: mug.jpg\n          alt: A mug\n        - src: text.png\n"
	      "    - title: Cup\n      price: 4\n      images:\n        - src: mug.jpg\n");
	result = launch();
	ck_assert(warns(result, "evil.svg"));
	ck_assert(warns(result, "text.png"));
	ck_assert(!warns(result, "mug.jpg"));
	json_decref(result);
	ck_assert_int_eq(run("cmp %s/mug.jpg %s/out/storefront/images/mug-*.jpg"), 0);
	ck_assert_int_eq(run("test $(ls %s/out/storefront/images | grep -c mug) = 1"), 0);
	ck_assert_int_ne(run("grep -rqi '<script>x' %s/out/storefront"), 0);
	ck_assert_int_ne(run("find %s/out/storefront | grep -E 'evil|text'"), 0);
	page = read_out("storefront/products/mug/index.html");
	ck_assert_ptr_nonnull(strstr(page, "images/mug-"));
	free(page);
	free(copy);
}
END_TEST

START_TEST(a_folder_of_images_that_is_gone_is_a_warning)
{
	json_t *result;
	char *path;

	ck_assert_int_eq(run("mkdir %s/shop"), 0);
	free(fixture_file(&f, "shop/a.png", "x"));
	path = fixture_answers(&f, "shop/shop.yaml",
			       "products:\n  items:\n    - title: Mug\n      price: 4\n"
			       "      images:\n        - src: a.png\n");
	json_decref(fixture_apply(&f, path));
	ck_assert_int_eq(run("rm -r %s/shop"), 0);
	result = launch();
	ck_assert(warns(result, "a.png"));
	json_decref(result);
	free(path);
}
END_TEST

Suite *suite_launch(void);
Suite *suite_launch(void)
{
	Suite *suite = suite_create("launch");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 180);
	tcase_add_loop_test(tc, two_databases_give_the_same_bytes, 0, (int)SLW_COUNT(examples));
	tcase_add_test(tc, a_second_launch_links_every_file);
	tcase_add_test(tc, what_was_edited_by_hand_is_not_carried_on);
	tcase_add_test(tc, a_dry_run_counts_and_writes_nothing);
	tcase_add_test(tc, a_full_disk_leaves_the_last_launch);
	tcase_add_test(tc, a_launch_that_is_stopped_leaves_the_last_one);
	tcase_add_test(tc, what_a_killed_launch_left_is_removed);
	tcase_add_test(tc, a_file_in_the_way_is_not_replaced);
	tcase_add_loop_test(tc, what_is_not_ours_is_refused, 0, (int)SLW_COUNT(places));
	tcase_add_test(tc, an_empty_folder_is_taken);
	tcase_add_test(tc, two_launches_do_not_write_at_once);
	tcase_add_test(tc, answers_without_a_name_are_not_launched);
	tcase_add_test(tc, a_rollback_puts_the_launch_before_in_place);
	tcase_add_test(tc, the_last_five_launches_are_kept);
	tcase_add_test(tc, targets_that_are_gone_take_their_links_along);
	tcase_add_test(tc, texts_stand_on_the_pages);
	tcase_add_loop_test(tc, a_flagged_text_is_on_no_page_and_in_no_file, 0,
			    (int)SLW_COUNT(states));
	tcase_add_test(tc, store_and_report_can_be_read);
	tcase_add_test(tc, every_file_is_in_the_manifest);
	tcase_add_test(tc, local_images_are_copied_and_bad_ones_are_not);
	tcase_add_test(tc, a_folder_of_images_that_is_gone_is_a_warning);
	suite_add_tcase(suite, tc);
	return suite;
}
