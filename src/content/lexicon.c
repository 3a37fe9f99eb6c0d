#include "config.h"

#include "content/lexicon.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "content/grammar.h"
#include "content/words.h"

#include "base/banned.h"

#define CLASSES	      8 /* what a noun's figure is divided by: 0 is "class unknown" */
#define COMPOUND_END  4 /* bytes that the last part of a compound has at least */
#define COMPOUND_HEAD 3 /* and what stands before it: "kleine" is no "Leine" */
#define FIRST_NOUNS   3 /* words of a name among which its noun is, where it comes first */

struct slw_lexicon {
	const struct slw_grammar *grammar; /* borrowed: the language's */
	char *names[SLW_TOPICS];
	size_t count;
	struct slw_words *nouns; /* the figure is topic * CLASSES + class + 1 */
	struct slw_words *kinds; /* "any" of kinds: the topic */
	struct slw_words *stuff; /* "any" of the others: the topic */
	bool noun_first, compounds, noun_capital;
};

static int load_nouns(struct slw_lexicon *lexicon, const json_t *nouns, struct slw_err *err)
{
	const char *name;
	json_t *list;

	json_object_foreach ((json_t *)nouns, name, list) {
		int class = name[0] == '\0' ? -1 : slw_grammar_class(lexicon->grammar, name);

		if (name[0] != '\0' && class < 0)
			return slw_err_set(err, SLW_EINTERNAL,
					   _("topics: there is no class of nouns \"%s\""), name);
		slw_words_add_list(lexicon->nouns, list,
				   (float)(lexicon->count * CLASSES + (size_t)(class + 1)));
	}
	return 0;
}

int slw_lexicon_load(struct slw_lexicon **out, const json_t *topics,
		     const struct slw_grammar *grammar, struct slw_err *err)
{
	struct slw_lexicon *lexicon;
	int rc = 0;

	if (json_array_size(topics) > SLW_TOPICS)
		return slw_err_set(err, SLW_EINTERNAL, _("there are at most %d topics"),
				   SLW_TOPICS);
	lexicon = slw_calloc(1, sizeof(*lexicon));
	lexicon->grammar = grammar;
	lexicon->nouns = slw_words_new();
	lexicon->kinds = slw_words_new();
	lexicon->stuff = slw_words_new();
	lexicon->noun_first = json_is_true(slw_grammar_data(grammar, "noun_first"));
	lexicon->compounds = json_is_true(slw_grammar_data(grammar, "compounds"));
	lexicon->noun_capital = json_is_true(slw_grammar_data(grammar, "noun_capital"));
	for (size_t i = 0; i < json_array_size(topics) && rc == 0; i++) {
		const json_t *topic = json_array_get(topics, i);

		lexicon->names[i] = slw_strdup(slw_json_str(topic, "name", ""));
		slw_words_add_list(slw_json_bool(topic, "kind", false) ? lexicon->kinds
								       : lexicon->stuff,
				   slw_json_array(topic, "any"), (float)i);
		rc = load_nouns(lexicon, slw_json_object(topic, "nouns"), err);
		lexicon->count++;
	}
	if (rc == 0)
		*out = lexicon;
	else
		slw_lexicon_free(lexicon);
	return rc;
}

void slw_lexicon_free(struct slw_lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	for (size_t i = 0; i < lexicon->count; i++)
		free(lexicon->names[i]);
	slw_words_free(lexicon->nouns);
	slw_words_free(lexicon->kinds);
	slw_words_free(lexicon->stuff);
	free(lexicon);
}

int slw_lexicon_topic(const struct slw_lexicon *lexicon, const char *name)
{
	for (size_t i = 0; i < lexicon->count; i++) {
		if (strcmp(lexicon->names[i], name) == 0)
			return (int)i;
	}
	return -1;
}

/* The words at, or at and the next one. */
static bool find_at(const struct slw_words *words, const struct slw_tokens *tokens, size_t at,
		    size_t count, float *figure)
{
	const struct slw_token *from = &tokens->list[at], *to = from + count - 1;

	return at + count <= tokens->count &&
	       slw_words_find(words, tokens->folded + from->offset,
			      to->offset + to->len - from->offset, figure);
}

/* The longest listed word that the one at "at" ends in. */
static bool find_compound(const struct slw_lexicon *lexicon, const struct slw_tokens *tokens,
			  size_t at, float *figure)
{
	const struct slw_token *token = &tokens->list[at];
	const char *word = tokens->folded + token->offset;

	for (size_t start = COMPOUND_HEAD; lexicon->compounds && start + COMPOUND_END <= token->len;
	     start++) {
		if (((unsigned char)word[start] & 0xC0) != 0x80 &&
		    slw_words_find(lexicon->nouns, word + start, token->len - start, figure))
			return true;
	}
	return false;
}

/* A noun that ends with the word at "at"; *first is where it begins. */
static bool find_noun(const struct slw_lexicon *lexicon, const struct slw_tokens *tokens, size_t at,
		      size_t *first, float *figure)
{
	*first = at > 0 ? at - 1 : at;
	if (at > 0 && find_at(lexicon->nouns, tokens, at - 1, 2, figure))
		return true;
	*first = at;
	return find_at(lexicon->nouns, tokens, at, 1, figure) ||
	       find_compound(lexicon, tokens, at, figure);
}

static uint64_t bit(float topic)
{
	return UINT64_C(1) << (unsigned int)topic;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The noun as it stands in running text. */
static void copy_noun(const struct slw_lexicon *lexicon, const char *name,
		      const struct slw_tokens *tokens, size_t first, size_t last,
		      struct slw_subject *out)
{
	size_t from = tokens->list[first].offset;
	size_t len = tokens->list[last].offset + tokens->list[last].len - from;
	bool shouted = len > 1 && is_capital(name[from]) && is_capital(name[from + 1]);

	if (len >= sizeof(out->noun)) {
		out->noun_class = -1;
		return;
	}
	memcpy(out->noun, (lexicon->noun_capital && !shouted ? name : tokens->folded) + from, len);
	out->noun[len] = '\0';
	if (lexicon->noun_capital && out->noun[0] >= 'a' && out->noun[0] <= 'z')
		out->noun[0] = (char)(out->noun[0] - 32);
}

static bool is_joined(const struct slw_lexicon *lexicon, const struct slw_tokens *tokens)
{
	if (strpbrk(tokens->folded, "&+/") != NULL)
		return true;
	for (size_t i = 0; i < tokens->count; i++) {
		if (slw_grammar_is(lexicon->grammar, SLW_WORD_JOINS,
				   tokens->folded + tokens->list[i].offset, tokens->list[i].len))
			return true;
	}
	return false;
}

/* Whether the word may follow the noun without being it: a colour, a size, a figure. */
static bool trails(const struct slw_lexicon *lexicon, const struct slw_tokens *tokens, size_t at)
{
	const char *word = tokens->folded + tokens->list[at].offset;

	return (word[0] >= '0' && word[0] <= '9') ||
	       slw_grammar_is(lexicon->grammar, SLW_WORD_TRAILS, word, tokens->list[at].len);
}

/* How many words there are before one such as "with". */
static size_t head_length(const struct slw_lexicon *lexicon, const struct slw_tokens *tokens)
{
	size_t i = 1;

	while (i < tokens->count &&
	       !slw_grammar_is(lexicon->grammar, SLW_WORD_ENDS_HEAD,
			       tokens->folded + tokens->list[i].offset, tokens->list[i].len))
		i++;
	return i < tokens->count ? i : tokens->count;
}

/* Where the name has its noun, and the kind that goes with it. */
static bool find_head(const struct slw_lexicon *lexicon, const char *name,
		      const struct slw_tokens *tokens, struct slw_subject *out)
{
	size_t first, count = head_length(lexicon, tokens);
	float figure;

	if (tokens->count == 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t at = lexicon->noun_first ? i : count - 1 - i;

		if (lexicon->noun_first && i >= FIRST_NOUNS)
			break;
		if (!find_noun(lexicon, tokens, at, &first, &figure)) {
			if (!lexicon->noun_first && !trails(lexicon, tokens, at))
				break;
			continue;
		}
		out->noun_class = (int)figure % CLASSES - 1;
		if (out->noun_class >= 0 && is_joined(lexicon, tokens))
			out->noun_class = -1;
		if (out->noun_class >= 0)
			copy_noun(lexicon, name, tokens, first, at, out);
		out->noun_first = first == 0;
		out->topics |= bit((float)((int)figure / CLASSES));
		return true;
	}
	return false;
}

/* A kind by any of its words or nouns, from the end of the text on. */
static bool find_kind(const struct slw_lexicon *lexicon, const char *text, struct slw_subject *out)
{
	struct slw_tokens tokens;
	bool found = false;
	size_t first;
	float figure;

	slw_tokens_init(&tokens, text);
	for (size_t i = tokens.count; i-- > 0 && !found;) {
		found = find_at(lexicon->kinds, &tokens, i, 1, &figure) ||
			find_at(lexicon->kinds, &tokens, i, 2, &figure);
		if (found) {
			out->topics |= bit(figure);
		} else if (find_noun(lexicon, &tokens, i, &first, &figure)) {
			out->topics |= bit((float)((int)figure / CLASSES));
			found = true;
		}
	}
	slw_tokens_release(&tokens);
	return found;
}

static void add_stuff(const struct slw_lexicon *lexicon, const struct slw_tokens *tokens,
		      struct slw_subject *out)
{
	float figure;

	for (size_t i = 0; i < tokens->count; i++) {
		if (find_at(lexicon->stuff, tokens, i, 1, &figure) ||
		    find_at(lexicon->stuff, tokens, i, 2, &figure))
			out->topics |= bit(figure);
	}
}

static void add_stuff_of(const struct slw_lexicon *lexicon, const json_t *value,
			 struct slw_subject *out)
{
	struct slw_tokens tokens;

	if (!json_is_string(value))
		return;
	slw_tokens_init(&tokens, json_string_value(value));
	add_stuff(lexicon, &tokens, out);
	slw_tokens_release(&tokens);
}

/* "Cat bowl" is for cats first, and a bowl second. */
static bool find_overriding(const struct slw_lexicon *lexicon, const struct slw_tokens *tokens,
			    struct slw_subject *out)
{
	float figure;

	for (size_t i = 0; i < tokens->count; i++) {
		if (find_at(lexicon->kinds, tokens, i, 1, &figure) ||
		    find_at(lexicon->kinds, tokens, i, 2, &figure)) {
			out->topics = bit(figure);
			return true;
		}
	}
	return false;
}

void slw_lexicon_subject(const struct slw_lexicon *lexicon, const char *name, const json_t *facts,
			 struct slw_subject *out)
{
	static const char *const others[] = { "product_type", "category", "product_category" };
	const json_t *features = slw_json_array(facts, "features");
	struct slw_tokens tokens;
	bool found;

	*out = (struct slw_subject){ .noun_class = -1 };
	slw_tokens_init(&tokens, name);
	found = find_head(lexicon, name, &tokens, out);
	found = find_overriding(lexicon, &tokens, out) || found;
	add_stuff(lexicon, &tokens, out);
	slw_tokens_release(&tokens);
	found = found || find_kind(lexicon, name, out);
	for (size_t i = 0; i < SLW_COUNT(others) && !found; i++)
		found = find_kind(lexicon, slw_json_str(facts, others[i], ""), out);
	add_stuff_of(lexicon, json_object_get(facts, "description"), out);
	for (size_t i = 0; i < json_array_size(features); i++)
		add_stuff_of(lexicon, json_array_get(features, i), out);
}
