/* One phrase: compiled from its text, and written with the values of its slots. */
#include "config.h"

#include "content/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "content/grammar.h"
#include "content/phrase.h"
#include "content/slots.h"

#include "base/banned.h"

#define FORMS_MAX 100000 /* ways to say one phrase that are told apart */

static struct slw_piece *add_piece(struct slw_run *run)
{
	struct slw_piece *piece;

	SLW_GROW(run->pieces, run->count, run->cap);
	piece = &run->pieces[run->count++];
	*piece = (struct slw_piece){ .slot = -1 };
	return piece;
}

/* "{slot}" or "{Slot}"; false where there is no such slot. */
static bool compile_slot(struct slw_piece *piece, const char *name, size_t len)
{
	char lower[32];

	if (len == 0 || len >= sizeof(lower))
		return false;
	memcpy(lower, name, len);
	lower[len] = '\0';
	if (lower[0] >= 'A' && lower[0] <= 'Z') {
		piece->capital = true;
		lower[0] = (char)(lower[0] + 32);
	}
	piece->kind = SLW_PIECE_SLOT;
	piece->slot = slw_slot_find(lower);
	return piece->slot >= 0;
}

/* "[one|many]", "[slot?one|many]" or a form for each of the language's classes of nouns. */
static bool compile_forms(struct slw_piece *piece, const char *text, size_t len, size_t form_count)
{
	const char *end = text + len, *mark = memchr(text, '?', len);
	struct slw_piece figure = { .slot = -1 };

	piece->kind = SLW_PIECE_NUMBER;
	if (mark != NULL) {
		if (!compile_slot(&figure, text, (size_t)(mark - text)))
			return false;
		text = mark + 1;
	}
	piece->slot = figure.slot;
	while (text <= end && piece->form_count < SLW_FORMS) {
		const char *bar = memchr(text, '|', (size_t)(end - text));

		bar = bar == NULL ? end : bar;
		piece->forms[piece->form_count++] = slw_strndup(text, (size_t)(bar - text));
		text = bar + 1;
	}
	if (piece->form_count != 2 && mark == NULL && piece->form_count == form_count)
		piece->kind = SLW_PIECE_FORM;
	return text > end && (piece->form_count == 2 || piece->kind == SLW_PIECE_FORM);
}

static void note_slot(struct slw_phrase *phrase, const struct slw_piece *piece)
{
	if (piece->kind == SLW_PIECE_SLOT)
		slw_slot_set_add(&phrase->needs, piece->slot);
	if (piece->kind == SLW_PIECE_FORM)
		phrase->needs_class = true;
}

/* Pieces without choices among them; text ends at len. */
static bool compile_run(struct slw_phrase *phrase, struct slw_run *run, const char *text,
			size_t len, size_t form_count)
{
	const char *end = text + len;

	while (text < end) {
		struct slw_piece *piece = add_piece(run);
		const char *stop = text;
		bool good;

		while (stop < end && *stop != '{' && *stop != '[')
			stop++;
		if (stop > text) {
			piece->forms[0] = slw_strndup(text, (size_t)(stop - text));
			piece->form_count = 1;
			text = stop;
			continue;
		}
		stop = memchr(text, *text == '{' ? '}' : ']', (size_t)(end - text));
		if (stop == NULL)
			return false;
		len = (size_t)(stop - text) - 1;
		good = *text == '{' ? compile_slot(piece, text + 1, len)
				    : compile_forms(piece, text + 1, len, form_count);
		if (!good)
			return false;
		note_slot(phrase, piece);
		text = stop + 1;
	}
	return true;
}

/* The bar that ends an alternative of a choice: those in brackets belong to the brackets. */
static const char *alternative_end(const char *text, const char *end)
{
	bool in_bracket = false;

	for (; text < end; text++) {
		if (*text == '[' || *text == ']')
			in_bracket = *text == '[';
		else if (*text == '|' && !in_bracket)
			break;
	}
	return text;
}

/* "<one|another>" */
static bool compile_choice(struct slw_phrase *phrase, struct slw_piece *piece, const char *text,
			   size_t len, size_t form_count)
{
	const char *end = text + len;
	size_t cap = 0;

	piece->kind = SLW_PIECE_CHOICE;
	while (text <= end) {
		const char *stop = alternative_end(text, end);
		struct slw_run *run;

		SLW_GROW(piece->runs, piece->run_count, cap);
		run = &piece->runs[piece->run_count++];
		*run = (struct slw_run){ 0 };
		if (!compile_run(phrase, run, text, (size_t)(stop - text), form_count))
			return false;
		text = stop + 1;
	}
	if (phrase->form_count * piece->run_count <= FORMS_MAX)
		phrase->form_count *= piece->run_count;
	return piece->run_count > 1;
}

bool slw_phrase_compile(struct slw_phrase *phrase, const char *text, size_t form_count)
{
	*phrase = (struct slw_phrase){ .group = -1, .form_count = 1 };
	while (*text != '\0') {
		size_t len = strcspn(text, "<");

		if (len > 0) {
			if (!compile_run(phrase, &phrase->run, text, len, form_count))
				return false;
			text += len;
			continue;
		}
		len = strcspn(text, ">");
		if (text[len] == '\0' ||
		    !compile_choice(phrase, add_piece(&phrase->run), text + 1, len - 1, form_count))
			return false;
		text += len + 1;
	}
	return phrase->run.count > 0;
}

static void release_run(struct slw_run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		struct slw_piece *piece = &run->pieces[i];

		for (size_t f = 0; f < piece->form_count; f++)
			free(piece->forms[f]);
		for (size_t r = 0; r < piece->run_count; r++)
			release_run(&piece->runs[r]);
		free(piece->runs);
	}
	free(run->pieces);
}

void slw_phrase_release(struct slw_phrase *phrase)
{
	release_run(&phrase->run);
}

bool slw_phrase_fits(const struct slw_phrase *phrase, const struct slw_slots *slots)
{
	for (size_t i = 0; i < SLW_COUNT(phrase->needs.bits); i++) {
		if ((phrase->needs.bits[i] & ~slots->known.bits[i]) != 0 ||
		    (phrase->avoids.bits[i] & slots->known.bits[i]) != 0)
			return false;
	}
	return (!phrase->needs_class || slots->noun_class >= 0) &&
	       (phrase->topics == 0 || (phrase->topics & slots->topics) != 0);
}

struct writing {
	const struct slw_grammar *grammar;
	const struct slw_slots *slots;
	struct slw_buf *out;
	size_t form; /* what is left of the number of the form */
	bool at_start;
};

static const char *piece_text(const struct slw_piece *piece, const struct slw_slots *slots)
{
	bool plural = slots->plural;

	if (piece->kind == SLW_PIECE_SLOT)
		return slots->value[piece->slot];
	if (piece->kind == SLW_PIECE_FORM)
		return piece->forms[slots->noun_class];
	if (piece->kind == SLW_PIECE_NUMBER) {
		if (piece->slot >= 0)
			plural = slots->value[piece->slot] == NULL ||
				 strcmp(slots->value[piece->slot], "1") != 0;
		return piece->forms[plural ? 1 : 0];
	}
	return piece->forms[0];
}

static void write_run(struct writing *writing, const struct slw_run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct slw_piece *piece = &run->pieces[i];
		const char *text;

		if (piece->kind == SLW_PIECE_CHOICE) {
			size_t chosen = writing->form % piece->run_count;

			writing->form /= piece->run_count;
			write_run(writing, &piece->runs[chosen]);
			continue;
		}
		text = piece_text(piece, writing->slots);
		if (piece->capital || writing->at_start)
			slw_grammar_capital(writing->out, text);
		else if (piece->kind == SLW_PIECE_SLOT)
			slw_grammar_join(writing->grammar, writing->out, text);
		else
			slw_buf_str(writing->out, text);
		writing->at_start = writing->at_start && text[0] == '\0';
	}
}

void slw_phrase_write(const struct slw_phrase *phrase, const struct slw_grammar *grammar,
		      const struct slw_slots *slots, size_t form, struct slw_buf *out)
{
	struct writing writing = { .grammar = grammar,
				   .slots = slots,
				   .out = out,
				   .form = form % phrase->form_count,
				   .at_start = !phrase->inside };

	write_run(&writing, &phrase->run);
}
