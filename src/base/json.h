/*
 * jansson, as the project uses it: values without floats for money, keys in the order they were
 * set, text that is valid UTF-8. References follow jansson: "borrowed" or "new".
 */
#ifndef SLW_BASE_JSON_H
#define SLW_BASE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_err;

/*
 * Parses len bytes: duplicate keys, NUL and lone surrogates are errors, nesting is capped at 64.
 * what names the source for the error text ("theme file themes/x/theme.json"). New reference or
 * NULL with SLW_EINVAL and the line and column.
 */
json_t *slw_json_parse(const char *text, size_t len, const char *what, struct slw_err *err);

/* Reads and parses a file of at most max bytes. New reference or NULL. */
json_t *slw_json_file(const char *path, size_t max, struct slw_err *err);

/* Compact text (keys in their order, UTF-8 unescaped). Free with free(). Never NULL. */
char *slw_json_text(const json_t *value);
char *slw_json_pretty(const json_t *value); /* two spaces of indent, newline at the end */

/* Borrowed values, with a fallback where the key is absent, null or of another type.
 * object may be NULL. */
const char *slw_json_str(const json_t *object, const char *key, const char *fallback);
int64_t slw_json_int(const json_t *object, const char *key, int64_t fallback);
bool slw_json_bool(const json_t *object, const char *key, bool fallback);
json_t *slw_json_object(const json_t *object, const char *key); /* NULL if not an object */
json_t *slw_json_array(const json_t *object, const char *key);	/* NULL if not an array */

/* Setters: value is copied; NULL text, or an empty string, removes nothing and sets nothing. */
void slw_json_set_str(json_t *object, const char *key, const char *value);
void slw_json_set_int(json_t *object, const char *key, int64_t value);
void slw_json_set_bool(json_t *object, const char *key, bool value);
/* New reference; bytes that are not UTF-8 become U+FFFD, here and in slw_json_set_str(). */
json_t *slw_json_new_str(const char *text);
/* As json_object_set_new(), but aborts when memory is gone; takes over the reference. */
void slw_json_set(json_t *object, const char *key, json_t *value);
void slw_json_append(json_t *array, json_t *value);

/*
 * A value by path, such as "contact.email" or "variants[2].sku"; borrowed, NULL if absent.
 */
json_t *slw_json_path(const json_t *value, const char *path);

#endif
