/* The list of products, which are rows of their own. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "model/check.h"
#include "model/problem.h"
#include "service/flow.h"
#include "service/service.h"

#include "base/banned.h"

#define LISTED 20 /* products at a time */

/* --- looking through the rows ------------------------------------------------------------ */

struct look {
	const struct slw_plain *plain;
	size_t at, from, to;	     /* those from up to, but not with, .to are wanted */
	struct slw_product_row *row; /* the one at .from, copied; NULL: they are said */
};

static int look_at(void *context, const struct slw_product_row *row)
{
	struct look *look = context;
	struct slw_err ignored = SLW_ERR_INIT;
	size_t at = look->at++;
	json_t *object;

	if (at < look->from)
		return 0;
	if (at >= look->to)
		return 1;
	if (look->row != NULL) {
		*look->row = *row;
		look->row->handle = slw_strdup(row->handle);
		look->row->data = slw_strdup(row->data);
		return 1;
	}
	object = slw_json_parse(row->data, strlen(row->data), row->handle, &ignored);
	slw_plain_say(look->plain, 2, "%zu %s (%s)", at + 1, slw_json_str(object, "title", ""),
		      row->handle);
	json_decref(object);
	return 0;
}

static enum slw_plain_move say_products(struct slw_plain *plain, size_t from)
{
	struct look look = { .plain = plain, .from = from, .to = from + LISTED };
	size_t count = (size_t)plain->session.product_count;

	if (plain->session.no == 0 || count == 0) {
		slw_plain_say(plain, 0, "%s", _("There is no product yet."));
		return SLW_PLAIN_AGAIN;
	}
	if (slw_flow_product_list(plain->cli->service, &plain->session, INT64_MIN, 0, look_at,
				  &look, plain->err) < 0)
		return SLW_PLAIN_FAIL;
	if (count > look.to)
		slw_plain_say(plain, 0, _("list %zu shows more."), look.to + 1);
	return SLW_PLAIN_AGAIN;
}

static int get_row(struct slw_plain *plain, size_t index, struct slw_product_row *row)
{
	struct look look = { .plain = plain, .from = index, .to = index + 1, .row = row };

	return slw_flow_product_list(plain->cli->service, &plain->session, INT64_MIN, 0, look_at,
				     &look, plain->err);
}

/* --- one product ------------------------------------------------------------------------- */

/* What keeps a product from being saved; the first of it is gone to, in .target. */
static bool tell_unsaved(struct slw_plain *plain, struct slw_plain_product *product)
{
	struct slw_check check = { .catalog = slw_service_catalog(plain->cli->service),
				   .currency = slw_documents_currency(&product->docs) };
	struct slw_problems problems;
	bool first = true;

	slw_problems_init(&problems);
	slw_check_product(slw_documents_get(&product->docs, "products.items[0]"),
			  "products.items[0]", &product->docs, &check, &problems);
	for (size_t i = 0; i < problems.count; i++) {
		const struct slw_problem *problem = &problems.items[i];

		if (problem->severity != SLW_PROBLEM_ERROR)
			continue;
		slw_plain_say(plain, 0, _("Not saved yet: %s %s."),
			      problem->key + strlen("products.items[0]") +
				  (problem->key[strlen("products.items[0]")] == '.'),
			      problem->message);
		if (problem->hint[0] != '\0')
			slw_plain_say(plain, 0, "%s", problem->hint);
		if (first) {
			free(plain->target);
			plain->target = slw_strdup(problem->key);
		}
		first = false;
	}
	slw_problems_release(&problems);
	return !first;
}

/* One who goes on with a product is asked from the first answer that it lacks. */
static const char *start_path(const struct slw_plain_product *product)
{
	const json_t *object = slw_documents_get(&product->docs, "products.items[0]");

	if (!product->unsaved)
		return NULL;
	return json_object_get(object, "title") == NULL ? "title" : "price";
}

/* What becomes of the product that was edited. One who stops in it finds it again as it was. */
static void leave_product(struct slw_plain *plain, const struct slw_plain_product *product,
			  enum slw_plain_move move)
{
	bool stops = move == SLW_PLAIN_END || move == SLW_PLAIN_LEAVE || move == SLW_PLAIN_FAIL;

	if (product->unsaved && product->product_no != 0) {
		slw_plain_say(plain, 0, "%s", _("The last change of the product was not kept."));
	} else if (product->unsaved && stops) {
		slw_plain_say(plain, 0, "%s",
			      _("The product is not complete yet; it is kept as a draft."));
	} else if (product->unsaved) {
		slw_plain_say(plain, 0, "%s", _("The product was not complete and is not kept."));
		slw_plain_keep(plain, NULL);
	} else if (product->product_no != 0) {
		slw_plain_say(plain, 0, "%s", _("The product is saved."));
	}
}

/*
 * Walks through a product until it is saved or dropped. Going back from its first question leaves
 * it, as it was saved last.
 */
static enum slw_plain_move edit_product(struct slw_plain *plain, const char *number,
					struct slw_plain_product *product)
{
	char *own = slw_printf("%s.%zu", number, product->index + 1);
	struct slw_plain_place place = { .docs = &product->docs,
					 .table = slw_product_fields,
					 .path = "products.items[0]",
					 .number = own,
					 .product = product };
	enum slw_plain_move move = slw_plain_walk(plain, &place, start_path(product));

	while ((move == SLW_PLAIN_NEXT || move == SLW_PLAIN_PAST) && product->unsaved &&
	       tell_unsaved(plain, product)) {
		char *start = slw_strdup(plain->target);

		slw_plain_say(plain, 0, "%s", _(":drop leaves the product without keeping it."));
		move = slw_plain_walk(plain, &place, start);
		free(start);
	}
	leave_product(plain, product, move);
	free(own);
	return move == SLW_PLAIN_JUMP || move == SLW_PLAIN_LEAVE || move == SLW_PLAIN_END ||
		       move == SLW_PLAIN_FAIL
		   ? move
		   : SLW_PLAIN_AGAIN;
}

/* The product object stands alone in a copy of the answers, whose conditions it may ask for. */
static enum slw_plain_move open_product(struct slw_plain *plain, const char *number,
					struct slw_plain_product *product, json_t *object)
{
	enum slw_plain_move move;
	json_t *items = json_array();

	slw_documents_init(&product->docs);
	slw_documents_copy(&product->docs, &plain->docs);
	slw_json_append(items, object);
	slw_documents_set(&product->docs, "products.items", items);
	move = edit_product(plain, number, product);
	slw_documents_release(&product->docs);
	return move;
}

static enum slw_plain_move edit_row(struct slw_plain *plain, const char *number, size_t index)
{
	struct slw_plain_product product = { .index = index };
	struct slw_product_row row;
	enum slw_plain_move move = SLW_PLAIN_FAIL;
	json_t *object = NULL;

	slw_product_row_init(&row);
	if (get_row(plain, index, &row) >= 0 && row.data != NULL)
		object = slw_json_parse(row.data, strlen(row.data), row.handle, plain->err);
	if (object != NULL) {
		product.product_no = row.product_no;
		move = open_product(plain, number, &product, object);
	}
	slw_product_row_release(&row);
	return move;
}

static enum slw_plain_move delete_row(struct slw_plain *plain, size_t index)
{
	struct slw_edit edit = { .base_version = plain->session.version };
	struct slw_product_row row;
	enum slw_plain_move move = SLW_PLAIN_FAIL;

	slw_product_row_init(&row);
	if (get_row(plain, index, &row) >= 0 &&
	    slw_flow_product_remove(plain->cli->service, &plain->session, row.product_no, &edit,
				    plain->err) == 0) {
		slw_plain_say(plain, 0, "%s", _("Deleted; :undo brings it back."));
		move = SLW_PLAIN_AGAIN;
	}
	slw_product_row_release(&row);
	return move;
}

/* Goes on with the copy, which is saved already. */
static enum slw_plain_move copy_row(struct slw_plain *plain, const char *number, size_t index)
{
	struct slw_edit edit = { .base_version = plain->session.version };
	struct slw_product_row row;
	struct slw_problems problems;
	json_t *object = NULL, *copy = NULL;
	int rc = -1;

	slw_product_row_init(&row);
	slw_problems_init(&problems);
	if (get_row(plain, index, &row) >= 0 && row.data != NULL)
		object = slw_json_parse(row.data, strlen(row.data), row.handle, plain->err);
	if (object != NULL) {
		copy = slw_flow_product_copy(object);
		rc = slw_flow_product_put(plain->cli->service, &plain->session, 0, copy, 0, &edit,
					  NULL, NULL, &problems, plain->err);
	}
	json_decref(copy);
	json_decref(object);
	slw_problems_release(&problems);
	slw_product_row_release(&row);
	if (rc < 0)
		return SLW_PLAIN_FAIL;
	slw_plain_say(plain, 0, "%s", _("Copied; the copy is the last of the list."));
	return edit_row(plain, number, (size_t)plain->session.product_count - 1);
}

/* The product at index from comes to stand at index to. */
static enum slw_plain_move move_row(struct slw_plain *plain, size_t from, size_t to)
{
	struct slw_edit edit = { .base_version = plain->session.version };
	struct slw_product_row moved, before;
	enum slw_plain_move move = SLW_PLAIN_FAIL;

	slw_product_row_init(&moved);
	slw_product_row_init(&before);
	if (from != to && get_row(plain, from, &moved) >= 0 &&
	    (to == 0 || get_row(plain, to > from ? to : to - 1, &before) >= 0) &&
	    slw_flow_product_move(plain->cli->service, &plain->session, moved.product_no,
				  before.product_no, &edit, plain->err) == 0)
		move = SLW_PLAIN_AGAIN;
	if (from == to || move == SLW_PLAIN_AGAIN) {
		slw_plain_say(plain, 0, "%s", _("Moved."));
		move = SLW_PLAIN_AGAIN;
	}
	slw_product_row_release(&moved);
	slw_product_row_release(&before);
	return move;
}

/* The product that was not complete when one stopped. */
static enum slw_plain_move go_on(struct slw_plain *plain, const char *number)
{
	struct slw_plain_product product = { .index = (size_t)plain->session.product_count,
					     .unsaved = true };
	json_t *object = plain->pending;

	plain->pending = NULL;
	slw_plain_say(plain, 0, _("Going on with a product that is not complete: %s"),
		      slw_json_str(object, "title", ""));
	return open_product(plain, number, &product, object);
}

/* --- the list ---------------------------------------------------------------------------- */

static enum slw_plain_move take_line(struct slw_plain *plain, const char *number)
{
	size_t count = (size_t)plain->session.product_count, index = 0, to;
	struct slw_plain_product fresh = { .index = count };
	const char *rest, *line = plain->line.data;

	if (line[strspn(line, " \t")] == '\0' || slw_plain_word(plain, "done", NULL))
		return SLW_PLAIN_NEXT;
	if (strcmp(line, "?") == 0) {
		slw_plain_say(
		    plain, 0, "%s",
		    _("Each product is asked for by its fields; edit and delete name it "
		      "by its number in the list, and so do copy and move (move 5 1 puts the "
		      "fifth first). :import FILE takes a CSV file."));
		return SLW_PLAIN_AGAIN;
	}
	if (slw_plain_word(plain, "add", NULL))
		return open_product(plain, number, &fresh, json_object());
	if (slw_plain_word(plain, "list", &rest)) {
		if (rest[0] != '\0' && !slw_plain_index(plain, rest, count, &index))
			return SLW_PLAIN_AGAIN;
		return say_products(plain, index);
	}
	if (slw_plain_word(plain, "edit", &rest))
		return slw_plain_index(plain, rest, count, &index) ? edit_row(plain, number, index)
								   : SLW_PLAIN_AGAIN;
	if (slw_plain_word(plain, "delete", &rest))
		return slw_plain_index(plain, rest, count, &index) ? delete_row(plain, index)
								   : SLW_PLAIN_AGAIN;
	if (slw_plain_word(plain, "copy", &rest))
		return slw_plain_index(plain, rest, count, &index) ? copy_row(plain, number, index)
								   : SLW_PLAIN_AGAIN;
	if (slw_plain_word(plain, "move", &rest))
		return slw_plain_indexes(plain, rest, count, &index, &to)
			   ? move_row(plain, index, to)
			   : SLW_PLAIN_AGAIN;
	if (slw_plain_is_command(plain))
		return slw_plain_command(plain, NULL);
	slw_plain_list_words(plain);
	return SLW_PLAIN_AGAIN;
}

enum slw_plain_move slw_plain_products(struct slw_plain *plain, const char *number)
{
	enum slw_plain_move move = plain->pending != NULL ? go_on(plain, number) : SLW_PLAIN_AGAIN;

	while (move == SLW_PLAIN_AGAIN) {
		size_t count = (size_t)plain->session.product_count;

		free(plain->at);
		plain->at = slw_printf("%s products.items", number);
		slw_plain_gap();
		slw_plain_say(plain, 0, _("%s Products"), number);
		slw_plain_say(plain, 0, "products.items");
		slw_plain_say(plain, 0, P_("Now: %zu product", "Now: %zu products", count), count);
		slw_plain_say(
		    plain, 0, "%s",
		    _("add, edit 1, copy 1, move 2 1, delete 1, list, :import FILE, done"));
		move = slw_plain_read(plain, "> ", false);
		if (move == SLW_PLAIN_NEXT)
			move = take_line(plain, number);
		if (move == SLW_PLAIN_STALE)
			move = SLW_PLAIN_AGAIN;
	}
	return move;
}
