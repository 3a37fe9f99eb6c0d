/*
 * UTF-8 text (libunistring): validity, cleaning, counting, handles, nearest names, numbers.
 * Lengths named "chars" count Unicode code points, "bytes" count bytes, "columns" are terminal
 * cells (UAX #11).
 */
#ifndef SLW_BASE_TEXT_H
#define SLW_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_buf;

/* True if text is valid UTF-8 without NUL (surrogates and over-long forms are invalid). */
bool slw_text_valid(const char *text, size_t bytes);

/* Number of bytes at the start of text that are ASCII (below 0x80), at most bytes. */
size_t slw_text_ascii(const char *text, size_t bytes);

/* Appends text with every byte sequence that is not UTF-8 replaced by U+FFFD. */
void slw_text_repair(struct slw_buf *out, const char *text, size_t bytes);

size_t slw_text_chars(const char *text);
size_t slw_text_columns(const char *text);

/*
 * Copies at most size - 1 bytes, cut at a character, always NUL-terminated.
 * Returns true if all of it fitted.
 */
bool slw_text_copy(char *to, size_t size, const char *from);

/* Shortens text in place to at most chars code points; returns text. */
char *slw_text_cut(char *text, size_t chars);

/* New string without white space (Unicode) at both ends. */
char *slw_text_trim(const char *text);

/*
 * Appends text as it may be shown on a terminal: control characters (C0 but newline and tab, DEL,
 * C1), bidi overrides and isolates (U+202A-202E, U+2066-2069) and invalid bytes are left out or
 * become U+FFFD. With one_line, newlines and tabs become spaces.
 */
void slw_text_display(struct slw_buf *out, const char *text, bool one_line);

/* True if text holds a control character other than newline and tab. */
bool slw_text_has_control(const char *text);

/* Unicode case folding and NFC: equal for texts that a person takes for the same. New string. */
char *slw_text_fold(const char *text);

/*
 * A handle (slug) for URLs and file names: lower case a-z, 0-9 and single hyphens, 1 to 255
 * bytes, made from any text: Latin letters lose their accents (NFKD; ß -> ss, æ -> ae, ø -> o,
 * ł -> l), apostrophes
 * vanish (men's -> mens), everything else separates words. Text that leaves nothing (such as Japanese) gives
 * "item-" and eight hexadecimal digits of its hash, so that it is stable. New string, never NULL.
 */
char *slw_text_handle(const char *text);
bool slw_text_is_handle(const char *text);

/*
 * Damerau-Levenshtein distance over code points, case folded; SIZE_MAX above limit, and for a
 * pair of long texts (together over 4 million cells), which are no names.
 */
size_t slw_text_distance(const char *a, const char *b, size_t limit);

/*
 * The name nearest to text for "did you mean": names[0..count), or NULL when none is near (more
 * than a third of the length away). Ties go to the first.
 */
const char *slw_text_nearest(const char *text, const char *const *names, size_t count);

/* Decimal integer, whole text, range checked. False (and *out untouched) otherwise. */
bool slw_parse_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* Words as the content types count them: runs of letters, digits, apostrophes and hyphens. */
size_t slw_text_words(const char *text);

#endif
