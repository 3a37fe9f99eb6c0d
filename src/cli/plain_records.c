/* Lists of records among the answers: collections, zones, rates, integrations, options, variants. */
#include "config.h"

#include "cli/plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"

#include "base/banned.h"

bool slw_plain_index(const struct slw_plain *plain, const char *text, size_t count, size_t *index)
{
	int64_t number;

	if (slw_parse_int(text, 1, (int64_t)count, &number)) {
		*index = (size_t)number - 1;
		return true;
	}
	if (plain != NULL && count == 0)
		slw_plain_say(plain, 0, "%s", _("There is no entry yet."));
	else if (plain != NULL)
		slw_plain_say(plain, 0, _("Write a number from 1 to %zu behind it."), count);
	return false;
}

bool slw_plain_indexes(const struct slw_plain *plain, const char *text, size_t count, size_t *from,
		       size_t *to)
{
	size_t first = strcspn(text, " ");
	char *number = slw_strndup(text, first);
	bool good = slw_plain_index(plain, number, count, from) &&
		    slw_plain_index(plain, text + first + strspn(text + first, " "), count, to);

	free(number);
	return good;
}

void slw_plain_list_words(const struct slw_plain *plain)
{
	slw_plain_say(plain, 0, "%s",
		      _("Write add, edit 1, copy 1, move 2 1, delete 1, list or done; an empty "
			"line is done."));
}

/* One list while it is asked. */
struct records {
	const struct slw_plain_place *place;
	const struct slw_plain_question *question;
	const char *number;
};

static size_t count_of(const struct records *records)
{
	return json_array_size(slw_documents_get(records->place->docs, records->question->path));
}

/* An entry by the first of its fields that says something. */
static void say_entry(const struct slw_plain *plain, const struct records *records, size_t index)
{
	const struct slw_field *table = records->question->field.fields;
	const json_t *list = slw_documents_get(records->place->docs, records->question->path);
	const json_t *entry = json_array_get(list, index);
	struct slw_buf text;

	slw_buf_init(&text, 0);
	for (; table->key != NULL && text.len == 0; table++) {
		const json_t *value = json_object_get(entry, table->key);

		if (value != NULL)
			slw_plain_value(plain, table, value, &text);
	}
	slw_plain_say(plain, 2, "%zu %s", index + 1, text.len > 0 ? text.data : _("(empty)"));
	slw_buf_release(&text);
}

static void say_list(const struct slw_plain *plain, const struct records *records)
{
	size_t count = count_of(records);

	if (count == 0)
		slw_plain_say(plain, 0, "%s", _("There is no entry yet."));
	for (size_t i = 0; i < count; i++)
		say_entry(plain, records, i);
}

/* Takes an entry out; an empty list is no answer. */
static enum slw_plain_move take_out(struct slw_plain *plain, const struct records *records,
				    size_t index)
{
	struct slw_documents *docs = records->place->docs;
	char *path = slw_printf("%s[%zu]", records->question->path, index);

	slw_documents_set(docs, path, NULL);
	free(path);
	if (count_of(records) == 0)
		slw_documents_set(docs, records->question->path, NULL);
	return slw_plain_save(plain, records->place);
}

static enum slw_plain_move edit_entry(struct slw_plain *plain, const struct records *records,
				      size_t index, bool is_new)
{
	char *path = slw_printf("%s[%zu]", records->question->path, index);
	char *number = slw_printf("%s.%zu", records->number, index + 1);
	struct slw_plain_place place = { .docs = records->place->docs,
					 .table = records->question->field.fields,
					 .path = path,
					 .number = number,
					 .product = records->place->product };
	enum slw_plain_move move = slw_plain_walk(plain, &place, NULL), saved;
	const json_t *entry = slw_documents_get(place.docs, path);

	if (move != SLW_PLAIN_FAIL && move != SLW_PLAIN_STALE && entry != NULL &&
	    (json_object_size(entry) == 0 || (is_new && move == SLW_PLAIN_DROP))) {
		saved = take_out(plain, records, index);
		if (saved == SLW_PLAIN_FAIL)
			move = saved;
		else
			slw_plain_say(plain, 0, "%s", _("The entry was not kept."));
	}
	free(path);
	free(number);
	/* from here on it is the list that is asked */
	return move == SLW_PLAIN_NEXT || move == SLW_PLAIN_BACK || move == SLW_PLAIN_PAST ||
		       move == SLW_PLAIN_DROP
		   ? SLW_PLAIN_AGAIN
		   : move;
}

static bool is_full(const struct slw_plain *plain, const struct records *records)
{
	if ((int64_t)count_of(records) < slw_field_max(&records->question->field))
		return false;
	slw_plain_say(plain, 0, _("There can be %zu at most."), count_of(records));
	return true;
}

static enum slw_plain_move add_entry(struct slw_plain *plain, const struct records *records)
{
	json_t *list = slw_documents_get(records->place->docs, records->question->path);
	size_t count = json_array_size(list);

	if (is_full(plain, records))
		return SLW_PLAIN_AGAIN;
	list = list != NULL ? json_copy(list) : json_array();
	json_array_append_new(list, json_object());
	slw_documents_set(records->place->docs, records->question->path, list);
	return edit_entry(plain, records, count, true);
}

static enum slw_plain_move keep_list(struct slw_plain *plain, const struct records *records,
				     json_t *list, const char *done)
{
	enum slw_plain_move move;

	slw_documents_set(records->place->docs, records->question->path, list);
	move = slw_plain_save(plain, records->place);
	if (move == SLW_PLAIN_NEXT)
		slw_plain_say(plain, 0, "%s", done);
	return move == SLW_PLAIN_FAIL ? move : SLW_PLAIN_AGAIN;
}

static enum slw_plain_move move_entry(struct slw_plain *plain, const struct records *records,
				      size_t from, size_t to)
{
	json_t *list = json_copy(slw_documents_get(records->place->docs, records->question->path));
	json_t *entry = json_incref(json_array_get(list, from));

	json_array_remove(list, from);
	json_array_insert_new(list, to, entry);
	return keep_list(plain, records, list, _("Moved."));
}

static enum slw_plain_move copy_entry(struct slw_plain *plain, const struct records *records,
				      size_t index)
{
	json_t *list;

	if (is_full(plain, records))
		return SLW_PLAIN_AGAIN;
	list = json_copy(slw_documents_get(records->place->docs, records->question->path));
	json_array_insert_new(list, index + 1, json_deep_copy(json_array_get(list, index)));
	return keep_list(plain, records, list, _("Copied; the copy stands behind it."));
}

static enum slw_plain_move empty_line(const struct slw_plain *plain, const struct records *records)
{
	if ((records->question->field.flags & SLW_FIELD_REQUIRED) == 0 || count_of(records) > 0)
		return SLW_PLAIN_NEXT;
	slw_plain_say(plain, 0, "%s",
		      _("At least one is needed: add. :skip leaves it open for now."));
	return SLW_PLAIN_AGAIN;
}

static enum slw_plain_move take_line(struct slw_plain *plain, const struct records *records)
{
	const char *rest, *line = plain->line.data;
	size_t index, to;

	if (line[strspn(line, " \t")] == '\0' || slw_plain_word(plain, "done", NULL))
		return empty_line(plain, records);
	if (strcmp(line, "?") == 0) {
		slw_plain_say(plain, 0, "%s", _(records->question->field.help));
		return SLW_PLAIN_AGAIN;
	}
	if (slw_plain_word(plain, "add", NULL))
		return add_entry(plain, records);
	if (slw_plain_word(plain, "list", NULL)) {
		say_list(plain, records);
		return SLW_PLAIN_AGAIN;
	}
	if (slw_plain_word(plain, "edit", &rest))
		return slw_plain_index(plain, rest, count_of(records), &index)
			   ? edit_entry(plain, records, index, false)
			   : SLW_PLAIN_AGAIN;
	if (slw_plain_word(plain, "delete", &rest)) {
		if (!slw_plain_index(plain, rest, count_of(records), &index))
			return SLW_PLAIN_AGAIN;
		if (take_out(plain, records, index) == SLW_PLAIN_FAIL)
			return SLW_PLAIN_FAIL;
		slw_plain_say(plain, 0, "%s", _("Deleted; :undo brings it back."));
		return SLW_PLAIN_AGAIN;
	}
	if (slw_plain_word(plain, "copy", &rest))
		return slw_plain_index(plain, rest, count_of(records), &index)
			   ? copy_entry(plain, records, index)
			   : SLW_PLAIN_AGAIN;
	if (slw_plain_word(plain, "move", &rest))
		return slw_plain_indexes(plain, rest, count_of(records), &index, &to)
			   ? move_entry(plain, records, index, to)
			   : SLW_PLAIN_AGAIN;
	if (slw_plain_is_command(plain))
		return slw_plain_command(plain, records->place);
	slw_plain_list_words(plain);
	return SLW_PLAIN_AGAIN;
}

enum slw_plain_move slw_plain_records(struct slw_plain *plain, const struct slw_plain_place *place,
				      const struct slw_plain_question *question, const char *number)
{
	struct records records = { .place = place, .question = question, .number = number };
	enum slw_plain_move move;

	do {
		slw_plain_head(plain, place, question, number);
		slw_plain_say(plain, 0, "%s",
			      _("add, edit 1, copy 1, move 2 1, delete 1, list, done"));
		move = slw_plain_read(plain, "> ", false);
		if (move == SLW_PLAIN_NEXT)
			move = take_line(plain, &records);
		/* what was undone may have been in the list, which is asked as it is now */
		if (move == SLW_PLAIN_STALE && place->docs == &plain->docs)
			move = SLW_PLAIN_AGAIN;
	} while (move == SLW_PLAIN_AGAIN);
	return move;
}
