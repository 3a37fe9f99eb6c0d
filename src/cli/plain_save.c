/* Saving after each answer. */
#include "config.h"

#include "cli/plain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "model/check.h"
#include "model/problem.h"
#include "service/conflict.h"
#include "service/flow.h"
#include "service/service.h"

#include "base/banned.h"

enum slw_plain_move slw_plain_reload(struct slw_plain *plain)
{
	if (plain->session.no == 0) {
		slw_documents_release(&plain->docs);
		slw_documents_init(&plain->docs);
		return SLW_PLAIN_NEXT;
	}
	return slw_flow_documents(plain->cli->service, &plain->session, 0, &plain->docs,
				  plain->err) == 0
		   ? SLW_PLAIN_NEXT
		   : SLW_PLAIN_FAIL;
}

int slw_plain_session(struct slw_plain *plain)
{
	char *folder;

	if (plain->session.no != 0)
		return 0;
	/* images that are named by a relative path are below the folder where one began */
	folder = realpath(".", NULL);
	if (folder != NULL) {
		json_decref(plain->session.metadata);
		plain->session.metadata = json_object();
		slw_json_set_str(plain->session.metadata, "folder", folder);
	}
	free(folder);
	return slw_flow_create_session(plain->cli->service, NULL, &plain->session, plain->err);
}

/* What another answer has made meaningless goes, so that it stands in no one's way. plain NULL:
 * without a word. */
static void prune(const struct slw_plain *plain, struct slw_documents *docs,
		  const struct slw_field *table, const char *path)
{
	for (const struct slw_field *field = table; field->key != NULL; field++) {
		char *below = slw_printf("%s.%s", path, field->key);
		const json_t *value = slw_documents_get(docs, below);

		if (value != NULL &&
		    !slw_field_applies(field, slw_documents_get(docs, path), docs)) {
			slw_documents_set(docs, below, NULL);
			if (plain != NULL)
				slw_plain_say(plain, 0,
					      _("%s does not apply any more; what it had is taken "
						"out (:undo brings it back)."),
					      _(field->label));
		} else if (value != NULL && field->type == SLW_FIELD_RECORD) {
			prune(plain, docs, field->fields, below);
		} else if (value != NULL && field->type == SLW_FIELD_RECORDS) {
			for (size_t i = 0; i < json_array_size(value); i++) {
				char *entry = slw_printf("%s[%zu]", below, i);

				prune(plain, docs, field->fields, entry);
				free(entry);
			}
		}
		free(below);
	}
}

/* What does not fit its neighbours may be saved, and is told once. */
static void tell_conflicts(struct slw_plain *plain, const struct slw_problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct slw_problem *problem = &problems->items[i];
		char *text;

		if (strcmp(problem->kind, "conflict") != 0)
			continue;
		text = slw_printf("%s: %s", problem->key, problem->message);
		if (json_object_get(plain->told, text) == NULL) {
			slw_plain_say(plain, 0, _("Note: %s. It is saved, but has to be mended."),
				      text);
			if (problem->hint[0] != '\0')
				slw_plain_say(plain, 0, "%s", problem->hint);
			slw_json_set_bool(plain->told, text, true);
		}
		free(text);
	}
}

/* Both answers, and how either comes about. */
static void tell_sides(const struct slw_plain *plain, const json_t *conflicts)
{
	const json_t *row;
	size_t i;

	json_array_foreach ((json_t *)(uintptr_t)conflicts, i, row) {
		char *text = slw_conflict_text(row);

		slw_plain_say(plain, 2, "%s", text);
		free(text);
	}
	slw_plain_say(
	    plain, 0, "%s",
	    _("Theirs holds. Give yours again to put it in its place, or take theirs with "
	      "an empty line."));
}

/* An answer that is refused, or was changed by someone else, is asked again; the rest ends it. */
static enum slw_plain_move refused(struct slw_plain *plain, const json_t *conflicts)
{
	if (plain->err->code != SLW_EINVAL && plain->err->code != SLW_ECONFLICT)
		return SLW_PLAIN_FAIL;
	if (conflicts != NULL)
		plain->err->hint[0] = '\0';
	slw_plain_complain(plain);
	if (conflicts != NULL)
		tell_sides(plain, conflicts);
	return slw_plain_reload(plain) == SLW_PLAIN_FAIL ? SLW_PLAIN_FAIL : SLW_PLAIN_AGAIN;
}

static enum slw_plain_move save_section(struct slw_plain *plain,
					const struct slw_plain_place *place)
{
	struct slw_edit edit = { .base_version = plain->session.version };
	enum slw_plain_move move = SLW_PLAIN_NEXT;
	enum slw_section section = SLW_BUSINESS;
	struct slw_problems problems;
	json_t *conflicts = NULL;
	char *key = slw_strndup(place->path, strcspn(place->path, "."));
	int found = slw_section_find(key);

	free(key);
	if (found >= 0)
		section = (enum slw_section)found;
	prune(plain, &plain->docs, slw_steps[section].fields, slw_steps[section].key);
	slw_problems_init(&problems);
	if (slw_plain_session(plain) < 0)
		move = SLW_PLAIN_FAIL;
	else if (slw_flow_update_step(plain->cli->service, &plain->session, section,
				      plain->docs.section[section], &edit, false, NULL, &conflicts,
				      &problems, plain->err) < 0)
		move = refused(plain, conflicts);
	else
		move = slw_plain_reload(plain); /* secrets are references now */
	if (move == SLW_PLAIN_NEXT)
		tell_conflicts(plain, &problems);
	slw_problems_release(&problems);
	json_decref(conflicts);
	return move;
}

void slw_plain_keep(struct slw_plain *plain, const json_t *object)
{
	struct slw_service *service = plain->cli->service;
	struct slw_err ignored = SLW_ERR_INIT;
	struct slw_draft draft = { .field = (char[]){ SLW_DRAFT_PRODUCT } };

	if (object == NULL) {
		if (plain->session.no != 0)
			slw_flow_draft_drop(service, &plain->session, 0, draft.field, &ignored);
		return;
	}
	if (slw_plain_session(plain) < 0)
		return;
	draft.base_version = plain->session.version;
	draft.value = slw_flow_draft_text(object);
	slw_flow_draft_put(service, &plain->session, &draft, &ignored);
	free(draft.value);
}

/* A copy without what does not apply. */
static json_t *finished_product(const struct slw_plain_product *product)
{
	struct slw_documents copy;
	json_t *result;

	slw_documents_init(&copy);
	slw_documents_copy(&copy, &product->docs);
	prune(NULL, &copy, slw_product_fields, "products.items[0]");
	result = slw_product_sorted(slw_documents_get(&copy, "products.items[0]"));
	slw_documents_release(&copy);
	return result;
}

/* A product can be saved once it has all that it needs; until then it is held. */
static enum slw_plain_move save_product(struct slw_plain *plain, struct slw_plain_product *product)
{
	struct slw_check check = { .catalog = slw_service_catalog(plain->cli->service),
				   .currency = slw_documents_currency(&product->docs) };
	struct slw_edit edit = { .base_version = plain->session.version };
	enum slw_plain_move move = SLW_PLAIN_NEXT;
	json_t *object = finished_product(product);
	struct slw_problems problems;

	slw_problems_init(&problems);
	slw_check_product(object, "product", &product->docs, &check, &problems);
	product->unsaved = problems.errors > 0;
	if (problems.errors == 0) {
		if (slw_plain_session(plain) < 0)
			move = SLW_PLAIN_FAIL;
		else if (slw_flow_product_put(
			     plain->cli->service, &plain->session, product->product_no, object, 0,
			     &edit, &product->product_no, NULL, &problems, plain->err) < 0) {
			product->unsaved = true;
			if (plain->err->code != SLW_EINVAL && plain->err->code != SLW_ECONFLICT)
				move = SLW_PLAIN_FAIL;
			else
				slw_plain_complain(plain);
		}
	}
	if (product->product_no == 0 && product->unsaved)
		slw_plain_keep(plain, slw_documents_get(&product->docs, "products.items[0]"));
	slw_problems_release(&problems);
	json_decref(object);
	return move;
}

enum slw_plain_move slw_plain_save(struct slw_plain *plain, const struct slw_plain_place *place)
{
	if (place->product != NULL)
		return save_product(plain, place->product);
	return save_section(plain, place);
}
