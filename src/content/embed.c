#include "config.h"

#include "content/embed.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/words.h"

#include "base/banned.h"

#define FILE_MAX  (16 * 1024 * 1024)
#define ROW_BYTES (sizeof(float) + SLW_EMBED_DIMENSIONS)
/* Weights of words after Arora et al., "A Simple but Tough-to-Beat Baseline for Sentence Embeddings"
 * (2017): a / (a + p), with p of Zipf's law by the word's rank. */
#define RARE	    1e-3
#define ZIPF_OFFSET 2.7
#define ZIPF_SUM    9.0 /* about the sum of 1 / rank over the words of a language */
/* Of a word that has no vector, against one that has: its letters say little of its sense. */
#define LETTERS_WEIGHT 0.6F
#define WORD_MAX       64

struct slw_vectors {
	struct slw_words *words; /* the figure is the row */
	float *rows;		 /* of length 1, without what all have in common */
	float *weights;
	size_t count;
};

/* --- loading ----------------------------------------------------------------------------- */

static int damaged(const char *path, struct slw_err *err)
{
	return slw_err_set(err, SLW_EINTERNAL, _("%s: not the word vectors of this version"), path);
}

static float read_scale(const char *row)
{
	uint32_t bits = 0;
	float scale;

	for (size_t i = 0; i < sizeof(bits); i++)
		bits |= (uint32_t)(unsigned char)row[i] << (8 * i); /* little endian everywhere */
	memcpy(&scale, &bits, sizeof(scale));
	return scale;
}

static void set_length(float *row, float length)
{
	float sum = 0;

	for (size_t i = 0; i < SLW_EMBED_DIMENSIONS; i++)
		sum += row[i] * row[i];
	if (sum <= 0)
		return;
	length /= sqrtf(sum);
	for (size_t i = 0; i < SLW_EMBED_DIMENSIONS; i++)
		row[i] *= length;
}

/* All words share a direction, which would make any two texts alike. */
static void drop_common(struct slw_vectors *vectors)
{
	float mean[SLW_EMBED_DIMENSIONS] = { 0 };

	for (size_t i = 0; i < vectors->count; i++)
		for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
			mean[k] += vectors->rows[i * SLW_EMBED_DIMENSIONS + k];
	for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
		mean[k] /= (float)vectors->count;
	for (size_t i = 0; i < vectors->count; i++) {
		float *row = vectors->rows + i * SLW_EMBED_DIMENSIONS;

		for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
			row[k] -= mean[k];
		set_length(row, 1);
	}
}

static void read_rows(struct slw_vectors *vectors, const char *bytes)
{
	vectors->rows = slw_calloc(vectors->count * SLW_EMBED_DIMENSIONS, sizeof(float));
	vectors->weights = slw_calloc(vectors->count, sizeof(float));
	for (size_t i = 0; i < vectors->count; i++) {
		const char *row = bytes + i * ROW_BYTES;
		double share = 1 / (ZIPF_SUM * ((double)i + ZIPF_OFFSET));
		float scale = read_scale(row);

		vectors->weights[i] = (float)(RARE / (RARE + share));
		for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
			vectors->rows[i * SLW_EMBED_DIMENSIONS + k] =
			    scale * (float)(int8_t)row[sizeof(float) + k];
	}
	drop_common(vectors);
}

static void read_words(struct slw_vectors *vectors, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		slw_words_add(vectors->words, text, len, (float)vectors->count);
		vectors->count++;
		text += len + (text[len] == '\n');
	}
}

int slw_vectors_load(struct slw_vectors **out, const char *data_folder, struct slw_err *err)
{
	struct slw_vectors *vectors = slw_calloc(1, sizeof(*vectors));
	char *words_path = slw_path_join(data_folder, "vectors/en.txt");
	char *rows_path = slw_path_join(data_folder, "vectors/en.i8");
	struct slw_buf words, rows;
	int rc = -1;

	slw_buf_init(&words, FILE_MAX);
	slw_buf_init(&rows, FILE_MAX);
	vectors->words = slw_words_new();
	if (slw_file_read(words_path, FILE_MAX, &words, err) < 0 ||
	    slw_file_read(rows_path, FILE_MAX, &rows, err) < 0) {
		err->code = SLW_EINTERNAL;
		goto out;
	}
	read_words(vectors, words.data);
	if (vectors->count == 0 || rows.len != vectors->count * ROW_BYTES) {
		damaged(rows_path, err);
		goto out;
	}
	read_rows(vectors, rows.data);
	rc = 0;
	*out = vectors;
out:
	if (rc < 0)
		slw_vectors_free(vectors);
	slw_buf_release(&rows);
	slw_buf_release(&words);
	free(rows_path);
	free(words_path);
	return rc;
}

void slw_vectors_free(struct slw_vectors *vectors)
{
	if (vectors == NULL)
		return;
	slw_words_free(vectors->words);
	free(vectors->rows);
	free(vectors->weights);
	free(vectors);
}

/* --- a text ------------------------------------------------------------------------------ */

static bool find_word(const struct slw_vectors *vectors, const char *word, size_t len, size_t *row)
{
	float figure;

	if (len == 0 || !slw_words_find(vectors->words, word, len, &figure))
		return false;
	*row = (size_t)figure;
	return true;
}

/* "bowls", "candles'", "knitted": the word without an ending, with an e or the last letter once. */
static bool find_base(const struct slw_vectors *vectors, const char *word, size_t len, size_t *row)
{
	static const char *const endings[] = { "'s", "\xE2\x80\x99s", "s",  "es",
					       "ed", "ing",	      "er", "ly",
					       "y",  "ness" };
	char base[WORD_MAX + 2];

	for (size_t i = 0; i < SLW_COUNT(endings) && len <= WORD_MAX; i++) {
		size_t end = strlen(endings[i]), rest = len - end;

		if (len < end + 3 || memcmp(word + rest, endings[i], end) != 0)
			continue;
		memcpy(base, word, rest);
		base[rest] = 'e';
		if (find_word(vectors, base, rest, row) ||
		    find_word(vectors, base, rest + 1, row) ||
		    (base[rest - 1] == base[rest - 2] && find_word(vectors, base, rest - 1, row)))
			return true;
	}
	return false;
}

static void add(float *restrict sum, const float *restrict row, float weight)
{
	for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++)
		sum[k] += weight * row[k];
}

/* A point of its own for a run of three letters: the signs are the bits of its hash. */
static void add_letters(float *sum, const char *run, size_t len)
{
	uint64_t bits = slw_words_hash(run, len);

	for (size_t k = 0; k < SLW_EMBED_DIMENSIONS; k++) {
		/* xorshift64* (Vigna) */
		bits ^= bits >> 12;
		bits ^= bits << 25;
		bits ^= bits >> 27;
		sum[k] += (bits * 0x2545F4914F6CDD1DULL) >> 63 != 0 ? 1 : -1;
	}
}

/* A word without a vector is where its letters are, in threes: "Töpferei" is near "Töpfer". */
static void add_unknown(float *sum, const char *word, size_t len)
{
	float point[SLW_EMBED_DIMENSIONS] = { 0 };
	char framed[WORD_MAX + 3];

	len = len < WORD_MAX ? len : WORD_MAX;
	framed[0] = '<';
	memcpy(framed + 1, word, len);
	framed[len + 1] = '>';
	for (size_t i = 0; i + 3 <= len + 2; i++)
		add_letters(point, framed + i, 3);
	set_length(point, 1);
	add(sum, point, LETTERS_WEIGHT);
}

static void add_word(const struct slw_vectors *vectors, const char *word, size_t len, float *sum)
{
	size_t row;

	if (find_word(vectors, word, len, &row) || find_base(vectors, word, len, &row))
		add(sum, vectors->rows + row * SLW_EMBED_DIMENSIONS, vectors->weights[row]);
	else if (len > 2)
		add_unknown(sum, word, len);
}

bool slw_vectors_embed(const struct slw_vectors *vectors, const char *text,
		       float out[SLW_EMBED_DIMENSIONS])
{
	struct slw_tokens tokens, pieces = { 0 };
	bool any;

	memset(out, 0, SLW_EMBED_DIMENSIONS * sizeof(*out));
	slw_tokens_init(&tokens, text);
	slw_tokens_split(&pieces, &tokens);
	for (size_t i = 0; i < pieces.count; i++)
		add_word(vectors, pieces.folded + pieces.list[i].offset, pieces.list[i].len, out);
	any = slw_embed_cosine(out, out, SLW_EMBED_DIMENSIONS) > 0;
	set_length(out, 1);
	slw_tokens_release(&pieces);
	slw_tokens_release(&tokens);
	return any;
}
