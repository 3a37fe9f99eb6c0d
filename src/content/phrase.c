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

static struct slw_piece *add_piece(struct slw_phrase *phrase, size_t *cap)
{
	struct slw_piece *piece;

	SLW_GROW(phrase->pieces, phrase->piece_count, *cap);
	piece = &phrase->pieces[phrase->piece_count++];
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

/* "[one|many]" or "[slot?one|many]". */
static bool compile_number(struct slw_piece *piece, const char *text, size_t len)
{
	const char *end = text + len, *mark = memchr(text, '?', len), *bar;
	struct slw_piece figure = { .slot = -1 };

	piece->kind = SLW_PIECE_NUMBER;
	if (mark != NULL) {
		if (!compile_slot(&figure, text, (size_t)(mark - text)))
			return false;
		text = mark + 1;
	}
	bar = memchr(text, '|', (size_t)(end - text));
	if (bar == NULL)
		return false;
	piece->slot = figure.slot;
	piece->one = slw_strndup(text, (size_t)(bar - text));
	piece->many = slw_strndup(bar + 1, (size_t)(end - bar - 1));
	return true;
}

bool slw_phrase_compile(struct slw_phrase *phrase, const char *text)
{
	size_t cap = 0;

	*phrase = (struct slw_phrase){ .group = -1 };
	phrase->needs[0] = phrase->avoids[0] = -1;
	while (*text != '\0') {
		struct slw_piece *piece = add_piece(phrase, &cap);
		size_t len = strcspn(text, "{[");

		if (len > 0) {
			piece->one = slw_strndup(text, len);
			text += len;
			continue;
		}
		len = strcspn(text, *text == '{' ? "}" : "]");
		if (text[len] == '\0')
			return false;
		if (*text == '{' ? !compile_slot(piece, text + 1, len - 1)
				 : !compile_number(piece, text + 1, len - 1))
			return false;
		text += len + 1;
	}
	return phrase->piece_count > 0;
}

void slw_phrase_release(struct slw_phrase *phrase)
{
	for (size_t i = 0; i < phrase->piece_count; i++) {
		free(phrase->pieces[i].one);
		free(phrase->pieces[i].many);
	}
	free(phrase->pieces);
}

bool slw_phrase_fits(const struct slw_phrase *phrase, const struct slw_slots *slots)
{
	for (const int *need = phrase->needs; *need >= 0; need++) {
		if (slots->value[*need] == NULL)
			return false;
	}
	for (const int *avoid = phrase->avoids; *avoid >= 0; avoid++) {
		if (slots->value[*avoid] != NULL)
			return false;
	}
	/* a slot that is written must be known, whether "if" says so or not */
	for (size_t i = 0; i < phrase->piece_count; i++) {
		const struct slw_piece *piece = &phrase->pieces[i];

		if (piece->kind == SLW_PIECE_SLOT && slots->value[piece->slot] == NULL)
			return false;
	}
	return true;
}

static void write_piece(const struct slw_piece *piece, const struct slw_slots *slots, bool at_start,
			struct slw_buf *out)
{
	const char *text = piece->one;
	bool plural = slots->plural;

	if (piece->kind == SLW_PIECE_SLOT)
		text = slots->value[piece->slot];
	if (piece->kind == SLW_PIECE_NUMBER) {
		if (piece->slot >= 0)
			plural = slots->value[piece->slot] == NULL ||
				 strcmp(slots->value[piece->slot], "1") != 0;
		text = plural ? piece->many : piece->one;
	}
	if (piece->capital || at_start)
		slw_grammar_capital(out, text);
	else
		slw_buf_str(out, text);
}

void slw_phrase_write(const struct slw_phrase *phrase, const struct slw_slots *slots,
		      struct slw_buf *out)
{
	for (size_t i = 0; i < phrase->piece_count; i++)
		write_piece(&phrase->pieces[i], slots, i == 0 && !phrase->inside, out);
}
