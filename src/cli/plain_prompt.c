/* One question: what it shows, and what is made of the answer. */
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
#include "model/codes.h"
#include "service/service.h"

#include "base/banned.h"

#define NOW_CHARS 200 /* of what holds now; :review has the whole */

static bool has_choices(const struct slw_field *field)
{
	return field->type == SLW_FIELD_CHOICE || field->type == SLW_FIELD_MULTI_CHOICE ||
	       (field->flags & SLW_FIELD_OPEN) != 0;
}

/* --- what is shown ----------------------------------------------------------------------- */

static void head_line(struct slw_plain *plain, const struct slw_plain_place *place,
		      const struct slw_field *field, const char *number)
{
	const struct slw_currency *currency = slw_documents_currency(place->docs);
	struct slw_buf line;

	slw_buf_init(&line, 0);
	slw_buf_printf(&line, "%s %s", number, _(field->label));
	if (field->type == SLW_FIELD_MONEY && currency != NULL)
		slw_buf_printf(&line, _(", in %s"), currency->code);
	else if (field->unit != NULL)
		slw_buf_printf(&line, _(", in %s"), field->unit);
	if ((field->flags & SLW_FIELD_REQUIRED) != 0)
		slw_buf_str(&line, _(", required"));
	slw_plain_say(plain, 0, "%s", line.data);
	slw_buf_release(&line);
}

/* The answer, or else the default. */
static void tell_now(struct slw_plain *plain, const struct slw_plain_place *place,
		     const struct slw_plain_question *question)
{
	const json_t *value = slw_documents_get(place->docs, question->path);
	const json_t *record = slw_documents_get(place->docs, question->group);
	json_t *fallback =
	    value != NULL ? NULL : slw_field_default(&question->field, record, place->docs);
	struct slw_buf text;
	char *cut;

	slw_buf_init(&text, 0);
	slw_plain_value(plain, &question->field, value != NULL ? value : fallback, &text);
	cut = slw_strdup(text.data);
	slw_text_cut(cut, NOW_CHARS);
	if (value != NULL)
		slw_plain_say(plain, 0, _("Now: %s%s"), cut,
			      strlen(cut) < text.len ? _(" ... (:review shows it all)") : "");
	else if (fallback != NULL)
		slw_plain_say(plain, 0, _("Default: %s"), cut);
	free(cut);
	slw_buf_release(&text);
	json_decref(fallback);
}

void slw_plain_head(struct slw_plain *plain, const struct slw_plain_place *place,
		    const struct slw_plain_question *question, const char *number)
{
	char *path = slw_plain_path(place, question->path);

	free(plain->at);
	plain->at = slw_printf("%s %s", number, path);
	slw_plain_gap();
	head_line(plain, place, &question->field, number);
	slw_plain_say(plain, 0, "%s", path);
	tell_now(plain, place, question);
	free(path);
}

static const char *type_hint(const struct slw_field *field)
{
	switch (field->type) {
	case SLW_FIELD_LONG_TEXT:
		return _("One line, or :text for more than one.");
	case SLW_FIELD_MULTI_CHOICE:
		return _("Numbers or names with commas between them; :none for none.");
	case SLW_FIELD_YES_NO:
		return _("yes or no");
	case SLW_FIELD_SECRET:
		return _(
		    "The secret itself, env:NAME for a variable, or file:PATH. What you type is "
		    "not shown.");
	case SLW_FIELD_LIST:
		return _(
		    "One entry a line; an empty line ends the list. [one, two] is a whole list.");
	default:
		return NULL;
	}
}

void slw_plain_explain(const struct slw_plain *plain, const struct slw_field *field)
{
	const char *hint = type_hint(field);

	if (field->help != NULL)
		slw_plain_say(plain, 0, "%s", _(field->help));
	if (field->pattern_help != NULL)
		slw_plain_say(plain, 0, _("Allowed: %s."), _(field->pattern_help));
	if (field->example != NULL)
		slw_plain_say(plain, 0, _("For example: %s"), field->example);
	if (hint != NULL)
		slw_plain_say(plain, 0, "%s", hint);
	slw_plain_say(plain, 0, "%s",
		      _("An empty line keeps what is there. :skip goes on, :clear takes an answer "
			"back, :help lists the commands."));
}

/* --- what is made of a line -------------------------------------------------------------- */

/* Each part of a list of choices by number or name; NULL: one of them was told. */
static char *multi_text(const struct slw_plain *plain, const struct slw_field *field,
			const char *text)
{
	char *copy = slw_strdup(text), *rest = copy, *part;
	struct slw_buf all;
	bool ok = true;

	slw_buf_init(&all, 0);
	while (ok && (part = strsep(&rest, ",")) != NULL) {
		char *name = slw_plain_choose(plain, field, part);

		ok = name != NULL;
		if (ok && name[0] != '\0')
			slw_buf_printf(&all, "%s%s", all.len > 0 ? ", " : "", name);
		free(name);
	}
	free(copy);
	if (ok)
		return slw_buf_take(&all);
	slw_buf_release(&all);
	return NULL;
}

static char *canonical_text(const struct slw_plain *plain, const struct slw_field *field,
			    const char *text)
{
	if (field->type == SLW_FIELD_MULTI_CHOICE)
		return multi_text(plain, field, text);
	if (has_choices(field))
		return slw_plain_choose(plain, field, text);
	if (field->type == SLW_FIELD_YES_NO) {
		char *trimmed = slw_text_trim(text);
		const char *word = strcasecmp(trimmed, "y") == 0   ? "yes"
				   : strcasecmp(trimmed, "n") == 0 ? "no"
								   : trimmed;
		char *result = slw_strdup(word);

		free(trimmed);
		return result;
	}
	return slw_strdup(text);
}

/* The text with typographic apostrophes, where it is valid so; else NULL. New reference. */
static json_t *with_apostrophe(const struct slw_field *field, const char *text,
			       const struct slw_check *check, char **mended)
{
	struct slw_err ignored = SLW_ERR_INIT;
	struct slw_buf out;
	json_t *value = NULL;

	if (field->pattern == NULL || strchr(text, '\'') == NULL)
		return NULL;
	slw_buf_init(&out, 0);
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\'')
			slw_buf_str(&out, "\u2019");
		else
			slw_buf_char(&out, *p);
	}
	if (slw_field_parse(field, out.data, check, &value, &ignored) == 0)
		*mended = slw_buf_take(&out);
	slw_buf_release(&out);
	return value;
}

static enum slw_plain_move offer_apostrophe(struct slw_plain *plain, json_t *mended,
					    const char *text, json_t **value)
{
	enum slw_plain_move move;
	bool yes = false;

	slw_plain_complain(plain);
	slw_plain_say(plain, 0, _("Take %s, with a typographic apostrophe?"), text);
	move = slw_plain_confirm(plain, &yes);
	if (move != SLW_PLAIN_NEXT)
		return move;
	if (!yes)
		return SLW_PLAIN_AGAIN;
	*value = json_incref(mended);
	return SLW_PLAIN_NEXT;
}

enum slw_plain_move slw_plain_parse(struct slw_plain *plain, const struct slw_plain_place *place,
				    const struct slw_field *field, const char *text, json_t **value)
{
	struct slw_check check = { .catalog = slw_service_catalog(plain->cli->service),
				   .currency = slw_documents_currency(place->docs) };
	enum slw_plain_move move = SLW_PLAIN_AGAIN;
	char *read = canonical_text(plain, field, text), *mended_text = NULL;
	json_t *mended;

	if (read == NULL)
		return SLW_PLAIN_AGAIN;
	if (slw_field_parse(field, read, &check, value, plain->err) == 0) {
		free(read);
		return SLW_PLAIN_NEXT;
	}
	mended = with_apostrophe(field, read, &check, &mended_text);
	if (mended != NULL)
		move = offer_apostrophe(plain, mended, mended_text, value);
	else
		slw_plain_complain(plain);
	json_decref(mended);
	free(mended_text);
	free(read);
	return move;
}

/* Lines up to one with a point alone, into .line. */
static enum slw_plain_move read_text(struct slw_plain *plain)
{
	enum slw_plain_move move;
	struct slw_buf all;

	slw_plain_say(plain, 0, "%s", _("Write the text; a line with a point alone ends it."));
	slw_buf_init(&all, plain->line.max);
	while ((move = slw_plain_read(plain, "| ", false)) == SLW_PLAIN_NEXT &&
	       strcmp(plain->line.data, ".") != 0)
		slw_buf_printf(&all, "%s\n", plain->line.data);
	slw_buf_clear(&plain->line);
	slw_buf_str(&plain->line, all.data);
	slw_buf_release(&all);
	return move;
}

static enum slw_plain_move set(struct slw_plain *plain, const struct slw_plain_place *place,
			       const struct slw_plain_question *question, json_t *value)
{
	slw_documents_set(place->docs, question->path, value);
	return slw_plain_save(plain, place);
}

/* Takes ":clear", ":none" and ":text", which are answers; true if it was one. */
static bool answer_command(struct slw_plain *plain, const struct slw_plain_place *place,
			   const struct slw_plain_question *question, enum slw_plain_move *move)
{
	const char *line = plain->line.data;

	if (strcmp(line, ":clear") == 0) {
		*move = set(plain, place, question, NULL);
		if (*move == SLW_PLAIN_NEXT)
			slw_plain_say(plain, 0, "%s", _("Taken back; the default holds."));
	} else if (strcmp(line, ":none") == 0 && question->field.type == SLW_FIELD_MULTI_CHOICE) {
		*move = set(plain, place, question, json_array());
	} else if (strcmp(line, ":text") == 0 && question->field.type == SLW_FIELD_LONG_TEXT) {
		json_t *value = NULL;

		*move = read_text(plain);
		if (*move == SLW_PLAIN_NEXT)
			*move = slw_plain_parse(plain, place, &question->field, plain->line.data,
						&value);
		if (*move == SLW_PLAIN_NEXT)
			*move = set(plain, place, question, value);
	} else {
		return false;
	}
	return true;
}

static enum slw_plain_move empty_line(struct slw_plain *plain, const struct slw_plain_place *place,
				      const struct slw_plain_question *question)
{
	const json_t *record = slw_documents_get(place->docs, question->group);
	json_t *fallback = slw_field_default(&question->field, record, place->docs);
	bool open = (question->field.flags & SLW_FIELD_REQUIRED) != 0 && fallback == NULL &&
		    slw_documents_get(place->docs, question->path) == NULL;

	json_decref(fallback);
	if (!open)
		return SLW_PLAIN_NEXT;
	slw_plain_say(plain, 0, "%s",
		      _("An answer is needed here. :skip leaves it open for now, ? explains."));
	return SLW_PLAIN_AGAIN;
}

/* --- lists of values --------------------------------------------------------------------- */

/* "[one, two]": the whole list. Quotes hold a comma together. */
static enum slw_plain_move replace_list(struct slw_plain *plain,
					const struct slw_plain_place *place,
					const struct slw_plain_question *question, char *inner)
{
	enum slw_plain_move move = SLW_PLAIN_NEXT;
	json_t *list = json_array();

	while (*inner != '\0' && move == SLW_PLAIN_NEXT) {
		json_t *value = NULL;
		size_t len;

		inner += strspn(inner, " ,");
		if (*inner == '\0')
			break;
		len = *inner == '"' ? strcspn(++inner, "\"") : strcspn(inner, ",");
		char *part = slw_strndup(inner, len);

		move = slw_plain_parse(plain, place, question->field.item, part, &value);
		if (move == SLW_PLAIN_NEXT)
			slw_json_append(list, value);
		free(part);
		inner += len + (inner[len] == '"');
	}
	if (move != SLW_PLAIN_NEXT) {
		json_decref(list);
		return move;
	}
	if (json_array_size(list) == 0) {
		json_decref(list);
		list = NULL;
	}
	return set(plain, place, question, list);
}

static enum slw_plain_move add_entry(struct slw_plain *plain, const struct slw_plain_place *place,
				     const struct slw_plain_question *question, const char *text)
{
	json_t *value = NULL, *list = slw_documents_get(place->docs, question->path);
	enum slw_plain_move move =
	    slw_plain_parse(plain, place, question->field.item, text, &value);

	if (move != SLW_PLAIN_NEXT)
		return move;
	list = list != NULL ? json_copy(list) : json_array();
	slw_json_append(list, value);
	return set(plain, place, question, list);
}

/* Countries and handles have no commas in them: one line may hold several. */
static enum slw_plain_move list_line(struct slw_plain *plain, const struct slw_plain_place *place,
				     const struct slw_plain_question *question)
{
	const struct slw_field *item = question->field.item;
	char *copy = slw_text_trim(plain->line.data), *rest = copy, *part;
	enum slw_plain_move move = SLW_PLAIN_NEXT;
	size_t len = strlen(copy);

	if (len > 1 && copy[0] == '[' && copy[len - 1] == ']') {
		copy[len - 1] = '\0';
		move = replace_list(plain, place, question, copy + 1);
		free(copy);
		return move;
	}
	if (item->type == SLW_FIELD_CHOICE || item->type == SLW_FIELD_HANDLE) {
		while (move == SLW_PLAIN_NEXT && (part = strsep(&rest, ",")) != NULL)
			if (part[strspn(part, " ")] != '\0')
				move = add_entry(plain, place, question, part);
	} else {
		move = add_entry(plain, place, question, copy);
	}
	free(copy);
	/* the list goes on until an empty line */
	return move == SLW_PLAIN_NEXT ? SLW_PLAIN_AGAIN : move;
}

/* --- asking ------------------------------------------------------------------------------ */

static enum slw_plain_move take_line(struct slw_plain *plain, const struct slw_plain_place *place,
				     const struct slw_plain_question *question)
{
	const char *text = plain->line.data;
	enum slw_plain_move move;
	json_t *value = NULL;

	if (text[strspn(text, " \t")] == '\0')
		return empty_line(plain, place, question);
	if (strcmp(text, "?") == 0) {
		slw_plain_explain(plain, &question->field);
		return SLW_PLAIN_AGAIN;
	}
	if (answer_command(plain, place, question, &move))
		return move;
	if (slw_plain_is_command(plain))
		return slw_plain_command(plain, place);
	if (text[0] == ':' && text[1] == ':')
		text++; /* an answer that begins with a colon */
	if (question->field.type == SLW_FIELD_LIST)
		return list_line(plain, place, question);
	move = slw_plain_parse(plain, place, &question->field, text, &value);
	return move == SLW_PLAIN_NEXT ? set(plain, place, question, value) : move;
}

enum slw_plain_move slw_plain_ask(struct slw_plain *plain, const struct slw_plain_place *place,
				  const struct slw_plain_question *question, const char *number)
{
	const char *hint = type_hint(&question->field);
	bool secret = question->field.type == SLW_FIELD_SECRET;
	enum slw_plain_move move;

	slw_plain_head(plain, place, question, number);
	if (question->field.source == SLW_CHOICES_THEMES)
		slw_plain_themes(plain);
	if (has_choices(&question->field))
		slw_plain_choices(plain, &question->field);
	else if (question->field.item != NULL && has_choices(question->field.item))
		slw_plain_choices(plain, question->field.item);
	if (hint != NULL)
		slw_plain_say(plain, 0, "%s", hint);
	do {
		move = slw_plain_read(plain, "> ", secret);
		if (move == SLW_PLAIN_NEXT)
			move = take_line(plain, place, question);
	} while (move == SLW_PLAIN_AGAIN);
	return move;
}
