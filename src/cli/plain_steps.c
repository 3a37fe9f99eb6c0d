/* Walking through the questions of a record. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "service/flow.h"

#include "base/banned.h"

/* The groups that begin with this question: their names and helps. */
static void tell_group(const struct slw_plain *plain, const struct slw_plain_questions *list,
		       size_t index)
{
	const struct slw_plain_question *question = &list->items[index];
	size_t count = 1;

	if (question->of == NULL ||
	    (index > 0 && strcmp(list->items[index - 1].group, question->group) == 0))
		return;
	while (index + count < list->count &&
	       strcmp(list->items[index + count].group, question->group) == 0)
		count++;
	slw_plain_gap();
	slw_plain_say(plain, 0, "%s: %s", _(question->of->label), _(question->of->help));
	slw_plain_say(
	    plain, 0,
	    P_("%zu question; :next goes past it.", "%zu questions; :next goes past them.", count),
	    count);
}

/* The first question of another group, behind this one. */
static size_t past_group(const struct slw_plain_questions *list, size_t index)
{
	const char *group = list->items[index].group;
	size_t next = index;

	if (list->items[index].of == NULL)
		return list->count;
	while (next < list->count && strcmp(list->items[next].group, group) == 0)
		next++;
	return next;
}

static enum slw_plain_move ask_any(struct slw_plain *plain, const struct slw_plain_place *place,
				   const struct slw_plain_question *question, const char *number)
{
	if (question->field.type != SLW_FIELD_RECORDS)
		return slw_plain_ask(plain, place, question, number);
	if (strcmp(question->path, "products.items") == 0)
		return slw_plain_products(plain, number);
	if (strcmp(question->path, "products.imports") == 0)
		return slw_plain_files(plain, place, question, number);
	return slw_plain_records(plain, place, question, number);
}

/* Where one is, so that the wizard goes on there; kept as the draft of an unfinished answer. */
static void remember(struct slw_plain *plain, const struct slw_plain_place *place,
		     const struct slw_plain_question *question)
{
	struct slw_err ignored = SLW_ERR_INIT;
	struct slw_draft draft = { .field = question->path,
				   .base_version = plain->session.version };
	struct slw_buf now;

	if (plain->session.no == 0 || place->product != NULL ||
	    question->field.type == SLW_FIELD_SECRET ||
	    (question->of != NULL && question->of->type == SLW_FIELD_CREDENTIALS))
		return;
	slw_buf_init(&now, 0);
	if (question->field.type != SLW_FIELD_RECORDS)
		slw_plain_value(plain, &question->field,
				slw_documents_get(place->docs, question->path), &now);
	draft.value = now.data;
	slw_flow_draft_put(plain->cli->service, &plain->session, &draft, &ignored);
	slw_buf_release(&now);
}

/* A jump within this record is made here, others by the walk above. */
static bool jumps_here(struct slw_plain *plain, const struct slw_plain_questions *list,
		       const struct slw_plain_place *place, size_t *index)
{
	size_t number = 0, len = strlen(place->number), found;

	/* what the record itself is in is not in the record */
	if (strchr(place->path, '[') != NULL &&
	    strncmp(place->path, plain->target, strlen(plain->target)) == 0)
		return false;
	if (strncmp(plain->target, place->number, len) == 0 && plain->target[len] == '.' &&
	    slw_plain_index(NULL, plain->target + len + 1, list->count, &number))
		found = number;
	else
		found = slw_plain_find(list, plain->target);
	if (found == list->count)
		return false;
	*index = found;
	return true;
}

/* The number and heading of one question, and its answer. */
static enum slw_plain_move ask_at(struct slw_plain *plain, const struct slw_plain_place *place,
				  const struct slw_plain_questions *list, size_t index)
{
	char *number = slw_printf("%s.%zu", place->number, index + 1);
	enum slw_plain_move move;

	tell_group(plain, list, index);
	remember(plain, place, &list->items[index]);
	move = ask_any(plain, place, &list->items[index], number);
	free(number);
	return move;
}

static size_t first_index(const struct slw_plain_questions *list,
			  const struct slw_plain_place *place, const char *start)
{
	size_t index, len = strlen(place->number);

	if (start == NULL)
		return 0;
	if (start[0] == '\0')
		return list->count > 0 ? list->count - 1 : 0;
	if (strncmp(start, place->number, len) == 0 && start[len] == '.' &&
	    slw_plain_index(NULL, start + len + 1, list->count, &index))
		return index;
	index = slw_plain_find(list, start);
	return index < list->count ? index : 0;
}

enum slw_plain_move slw_plain_walk(struct slw_plain *plain, const struct slw_plain_place *place,
				   const char *start)
{
	struct slw_plain_questions list = { .items = NULL };
	enum slw_plain_move move = SLW_PLAIN_NEXT;
	size_t index;

	slw_plain_list(plain, place, &list);
	index = first_index(&list, place, start);
	while (index < list.count) {
		char *path = slw_strdup(list.items[index].path);

		move = ask_at(plain, place, &list, index);
		if (slw_documents_get(place->docs, place->path) == NULL) {
			/* the record itself was undone, or refused before it was ever saved */
			move = move == SLW_PLAIN_NEXT ? SLW_PLAIN_STALE : move;
			free(path);
			break;
		}
		/* answers decide what else is asked */
		if (move != SLW_PLAIN_STALE || place->product == NULL)
			slw_plain_list(plain, place, &list);
		index = slw_plain_find(&list, path);
		free(path);
		if (move == SLW_PLAIN_STALE && place->docs == &plain->docs && index < list.count)
			continue; /* the same question, as it stands now */
		if (move == SLW_PLAIN_NEXT)
			index++;
		else if (move == SLW_PLAIN_PAST && index < list.count)
			index = past_group(&list, index);
		else if (move == SLW_PLAIN_BACK && index > 0)
			index--;
		else if (move != SLW_PLAIN_JUMP || !jumps_here(plain, &list, place, &index))
			break;
		move = SLW_PLAIN_NEXT;
	}
	slw_plain_questions_release(&list);
	return move;
}
