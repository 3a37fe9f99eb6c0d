#include "config.h"

#include "model/problem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define DEFAULT_MAX 1000
#define TEXT_CHARS  1000 /* of one text; a value that is quoted in it may be of any length */

/* A control character that would join two words becomes a space before the rest vanish. */
static char *clean(const char *text)
{
	struct slw_buf buf;
	char *spaced = slw_strdup(text == NULL ? "" : text);

	for (unsigned char *p = (unsigned char *)spaced; *p != '\0'; p++)
		if (*p < 0x20 || *p == 0x7F) {
			*p = ' ';
		} else if (p[0] == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F) {
			p[0] = ' ';
			memmove(p + 1, p + 2, strlen((char *)p + 2) + 1);
		}
	slw_buf_init(&buf, 0);
	slw_text_display(&buf, spaced, true);
	free(spaced);
	return slw_text_cut(slw_buf_take(&buf), TEXT_CHARS);
}

void slw_problems_init(struct slw_problems *problems)
{
	*problems = (struct slw_problems){ .max = DEFAULT_MAX };
}

void slw_problems_release(struct slw_problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		struct slw_problem *problem = &problems->items[i];

		free(problem->file);
		free(problem->key);
		free(problem->message);
		free(problem->hint);
	}
	free(problems->items);
	slw_problems_init(problems);
}

struct slw_problem *slw_problems_add(struct slw_problems *problems, enum slw_severity severity,
				     const char *kind, const char *key, const char *message,
				     const char *hint)
{
	size_t max = problems->max == 0 ? DEFAULT_MAX : problems->max;
	struct slw_problem *problem;

	if (severity == SLW_PROBLEM_ERROR)
		problems->errors++;
	if (problems->count >= max) {
		problems->dropped++;
		return NULL;
	}
	SLW_GROW(problems->items, problems->count, problems->cap);
	problem = &problems->items[problems->count++];
	*problem = (struct slw_problem){ .severity = severity,
					 .kind = kind,
					 .key = clean(key),
					 .message = clean(message),
					 .hint = clean(hint) };
	return problem;
}

static char *format_text(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
static char *format_text(const char *format, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		return slw_strdup(format);
	text = slw_malloc((size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, args);
	return text;
}

struct slw_problem *slw_problems_addf(struct slw_problems *problems, enum slw_severity severity,
				      const char *kind, const char *key, const char *format, ...)
{
	struct slw_problem *problem;
	va_list args;
	char *message;

	va_start(args, format);
	message = format_text(format, args);
	va_end(args);
	problem = slw_problems_add(problems, severity, kind, key, message, NULL);
	free(message);
	return problem;
}

bool slw_problem_blocks(const struct slw_problem *problem)
{
	return problem->severity == SLW_PROBLEM_ERROR && strcmp(problem->kind, "missing") != 0 &&
	       strcmp(problem->kind, "conflict") != 0;
}

void slw_problem_hint(struct slw_problem *problem, const char *format, ...)
{
	va_list args;
	char *hint;

	if (problem == NULL)
		return;
	va_start(args, format);
	hint = format_text(format, args);
	va_end(args);
	free(problem->hint);
	problem->hint = clean(hint);
	free(hint);
}

static int compare_int(int a, int b)
{
	return (a > b) - (a < b);
}

static int compare_places(const struct slw_problem *a, const struct slw_problem *b)
{
	int order = compare_int(a->line <= 0, b->line <= 0);

	if (order != 0 || a->line <= 0)
		return order;
	order = strcmp(a->file == NULL ? "" : a->file, b->file == NULL ? "" : b->file);
	if (order == 0)
		order = compare_int(a->line, b->line);
	return order != 0 ? order : compare_int(a->column, b->column);
}

/* The number in the order found, which qsort() does not keep by itself. */
struct ranked {
	struct slw_problem problem;
	size_t rank;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	int order = compare_places(&a->problem, &b->problem);

	return order != 0 ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

void slw_problems_sort(struct slw_problems *problems)
{
	struct ranked *all = slw_calloc(problems->count, sizeof(*all));

	for (size_t i = 0; i < problems->count; i++)
		all[i] = (struct ranked){ problems->items[i], i };
	qsort(all, problems->count, sizeof(*all), compare_ranked);
	for (size_t i = 0; i < problems->count; i++)
		problems->items[i] = all[i].problem;
	free(all);
}

static void add_place(struct slw_buf *out, const struct slw_problem *problem)
{
	if (problem->file != NULL) {
		slw_text_display(out, problem->file, true);
		slw_buf_char(out, ':');
	}
	if (problem->line > 0) {
		slw_buf_printf(out, "%d:", problem->line);
		if (problem->column > 0)
			slw_buf_printf(out, "%d:", problem->column);
	}
	if (problem->file != NULL || problem->line > 0)
		slw_buf_char(out, ' ');
}

void slw_problem_text(struct slw_buf *out, const struct slw_problem *problem)
{
	add_place(out, problem);
	if (problem->key[0] != '\0')
		slw_buf_printf(out, "%s: ", problem->key);
	if (problem->severity == SLW_PROBLEM_WARNING)
		slw_buf_str(out, _("warning: "));
	slw_buf_str(out, problem->message);
	if (problem->hint[0] != '\0')
		slw_buf_printf(out, " (%s)", problem->hint);
}

json_t *slw_problem_json(const struct slw_problem *problem)
{
	json_t *object = json_object();

	slw_json_set_str(object, "severity",
			 problem->severity == SLW_PROBLEM_WARNING ? "warning" : "error");
	slw_json_set_str(object, "kind", problem->kind);
	slw_json_set_str(object, "file", problem->file);
	if (problem->line > 0)
		slw_json_set_int(object, "line", problem->line);
	if (problem->column > 0)
		slw_json_set_int(object, "column", problem->column);
	slw_json_set_str(object, "key", problem->key);
	slw_json_set_str(object, "message", problem->message);
	slw_json_set_str(object, "hint", problem->hint);
	return object;
}

json_t *slw_problems_json(const struct slw_problems *problems)
{
	json_t *array = json_array();

	for (size_t i = 0; i < problems->count; i++)
		slw_json_append(array, slw_problem_json(&problems->items[i]));
	return array;
}
