#include "config.h"

#include "storefront/template.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "storefront/template_code.h"

#include "base/banned.h"

#define EARLY 4 /* entries of a list that are likely on the first screen */

struct scope {
	const void *record;
	const struct slw_tpl_list *list; /* NULL in a record */
	size_t index;
};

/* Where an address may lead: everything else could run as a script. */
static bool is_safe_address(const char *text)
{
	static const char *const schemes[] = { "http:", "https:", "mailto:", "tel:" };
	size_t len = strcspn(text, ":/?#");

	if (text[len] != ':')
		return true;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t j = 0;

		while (schemes[i][j] != '\0' && (text[j] | 0x20) == (schemes[i][j] | 0x20))
			j++;
		if (schemes[i][j] == '\0')
			return true;
	}
	return false;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Leaves what has a meaning in an address, and encodes what may not stand in one. */
static void escape_address(struct slw_buf *out, const char *text, const char *kept)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		char coded[3] = { '%', digits[c >> 4], digits[c & 15] };

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    (c < 0x80 && strchr("-._~", c) != NULL))
			slw_buf_char(out, *text);
		else if (c == '%' && is_hex(text[1]) && is_hex(text[2]))
			slw_buf_char(out, '%');
		else if (c == '&')
			slw_buf_str(out, strchr(kept, c) != NULL ? "&amp;" : "%26");
		else if (c < 0x80 && strchr(kept, c) != NULL)
			slw_buf_char(out, *text);
		else
			slw_buf_add(out, coded, sizeof(coded));
	}
}

static void escape_css(struct slw_buf *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || (c < 0x80 && strchr(" #%.,-_", c) != NULL);

		if (!plain) {
			slw_buf_str(out, "unset");
			return;
		}
	}
	slw_buf_str(out, text);
}

void slw_tpl_escape_text(struct slw_buf *out, enum slw_tpl_escape escape, const char *text)
{
	switch (escape) {
	case SLW_ESCAPE_RAW:
		slw_buf_str(out, text);
		break;
	case SLW_ESCAPE_HTML:
		slw_escape_html(out, text);
		break;
	case SLW_ESCAPE_URL_START:
		escape_address(out, is_safe_address(text) ? text : "#", "/:?#@!$&()*+,;=[]");
		break;
	case SLW_ESCAPE_URL_PATH:
		escape_address(out, text, "/:@!$&()*+,;=");
		break;
	case SLW_ESCAPE_URL_QUERY:
		slw_escape_url(out, text);
		break;
	case SLW_ESCAPE_SRCSET:
		escape_address(out, is_safe_address(text) ? text : "#", "/:?#@!$&()*+;=[]");
		break;
	case SLW_ESCAPE_JSON_STRING:
		slw_escape_json_script(out, text);
		break;
	case SLW_ESCAPE_JSON_VALUE:
		slw_buf_char(out, '"');
		slw_escape_json_script(out, text);
		slw_buf_char(out, '"');
		break;
	case SLW_ESCAPE_CSS:
		escape_css(out, text);
		break;
	}
}

/* Where the value of an op lies, or NULL when a record on the way is absent. */
static const void *value_at(const struct slw_tpl_op *op, const struct scope *scopes)
{
	const char *at = scopes[op->scope].record;

	for (uint8_t i = 0; i + 1 < op->hops; i++) {
		const void *record;

		memcpy(&record, at + op->offset[i], sizeof(record));
		if (record == NULL)
			return NULL;
		at = record;
	}
	return at + op->offset[op->hops - 1];
}

static bool is_there(const struct slw_tpl_op *op, const struct scope *scopes)
{
	const void *at = value_at(op, scopes);

	if (at == NULL)
		return false;
	switch ((enum slw_tpl_type)op->type) {
	case SLW_TPL_TEXT:
	case SLW_TPL_HTML:
	case SLW_TPL_JSON: {
		const char *text = *(const char *const *)at;

		return text != NULL && text[0] != '\0';
	}
	case SLW_TPL_NUMBER:
		return *(const int64_t *)at != 0;
	case SLW_TPL_YES:
		return *(const bool *)at;
	case SLW_TPL_RECORD:
		return *(const void *const *)at != NULL;
	case SLW_TPL_LIST:
	case SLW_TPL_POINTERS:
		return ((const struct slw_tpl_list *)at)->count > 0;
	}
	return false;
}

static void add_number(struct slw_buf *out, int64_t number)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%" PRId64, number);

	slw_buf_add(out, text, (size_t)len);
}

static void add_value(const struct slw_tpl_op *op, const struct scope *scopes, struct slw_buf *out)
{
	const void *at = value_at(op, scopes);
	const char *text;

	if (op->type == SLW_TPL_NUMBER) {
		add_number(out, at != NULL ? *(const int64_t *)at : 0);
	} else if (op->type == SLW_TPL_YES) {
		slw_buf_str(out, at != NULL && *(const bool *)at ? "true" : "false");
	} else {
		text = at != NULL ? *(const char *const *)at : NULL;
		if (text == NULL && op->type == SLW_TPL_JSON)
			text = "null";
		slw_tpl_escape_text(out, (enum slw_tpl_escape)op->escape, text != NULL ? text : "");
	}
}

static bool loop_test(const struct slw_tpl_op *op, const struct scope *scopes)
{
	const struct scope *scope = &scopes[op->scope];

	switch ((enum slw_tpl_loop)op->loop) {
	case SLW_LOOP_FIRST:
		return scope->index == 0;
	case SLW_LOOP_LAST:
		return scope->index + 1 == scope->list->count;
	case SLW_LOOP_EARLY:
		return scope->index < EARLY;
	case SLW_LOOP_INDEX:
		return scope->index > 0;
	case SLW_LOOP_NUMBER:
		break;
	}
	return true;
}

static void enter_entry(const struct slw_tpl_op *op, struct scope *scope)
{
	const char *items = scope->list->items;

	if (op->type == SLW_TPL_POINTERS)
		memcpy(&scope->record, items + scope->index * sizeof(void *), sizeof(void *));
	else
		scope->record = items + scope->index * op->size;
}

/* False when there is nothing to enter. */
static bool enter(const struct slw_tpl_op *op, struct scope *scopes, uint8_t own)
{
	struct scope *scope = &scopes[own];
	const void *at;

	if (!is_there(op, scopes))
		return false;
	at = value_at(op, scopes);
	*scope = (struct scope){ .list = at };
	if (op->type == SLW_TPL_RECORD)
		*scope = (struct scope){ .record = *(const void *const *)at };
	else
		enter_entry(op, scope);
	return true;
}

static bool next(const struct slw_tpl_op *each, struct scope *scope)
{
	if (scope->list == NULL || scope->index + 1 >= scope->list->count)
		return false;
	scope->index++;
	enter_entry(each, scope);
	return true;
}

void slw_template_render(const struct slw_template *tpl, const void *root, struct slw_buf *out)
{
	struct scope scopes[SLW_TPL_SCOPES] = { { .record = root } };
	size_t i = 0;

	while (i < tpl->op_count) {
		const struct slw_tpl_op *op = &tpl->ops[i];
		bool goes_on = true;

		switch ((enum slw_tpl_op_kind)op->kind) {
		case SLW_OP_LITERAL:
			slw_buf_add(out, tpl->text + op->target, op->size);
			break;
		case SLW_OP_VALUE:
			add_value(op, scopes, out);
			break;
		case SLW_OP_LOOP_VALUE:
			add_number(out, (int64_t)scopes[op->scope].index +
					    (op->loop == SLW_LOOP_NUMBER ? 1 : 0));
			break;
		case SLW_OP_IF:
			goes_on = is_there(op, scopes);
			break;
		case SLW_OP_UNLESS:
			goes_on = !is_there(op, scopes);
			break;
		case SLW_OP_IF_LOOP:
			goes_on = loop_test(op, scopes);
			break;
		case SLW_OP_UNLESS_LOOP:
			goes_on = !loop_test(op, scopes);
			break;
		case SLW_OP_EACH:
			goes_on = enter(op, scopes, op->loop);
			break;
		case SLW_OP_NEXT:
			/* target is the op behind EACH */
			goes_on = !next(&tpl->ops[op->target - 1], &scopes[op->scope]);
			break;
		}
		i = goes_on ? i + 1 : op->target;
	}
}
