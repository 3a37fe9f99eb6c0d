#include "config.h"

#include "storefront/template.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "storefront/template_code.h"
#include "storefront/template_html.h"

#include "base/banned.h"

#define PARTIAL_DEPTH 12
#define SECTION_DEPTH 32
#define OPS_MAX	      50000
#define TEXT_MAX      (2 * 1024 * 1024)
#define NAME_SHOWN    80

struct section {
	const char *name; /* in its template's text, of name_len bytes */
	size_t name_len;
	size_t op;
	bool enters; /* a list or a record */
	struct slw_html_place place;
};

struct scope {
	const struct slw_tpl_record *record;
	bool list;
};

/* One text that is being compiled: a template, a partial or a phrase. */
struct text {
	const char *name, *start, *at, *end;
	const struct text *outer;
	int depth;
};

struct compiler {
	struct slw_template *tpl;
	const struct slw_tpl_source *source;
	struct slw_buf literals;
	struct slw_html_state state;
	struct section sections[SECTION_DEPTH];
	size_t section_count;
	struct scope scopes[SLW_TPL_SCOPES];
	uint8_t scope_count;
	bool line_start; /* white space that follows has no meaning */
	bool fresh;	 /* the next literal may not be joined to the last: a jump leads here */
	struct slw_err *err;
};

static int compile_text(struct compiler *c, struct text *text);

/* The message with the place; name and position are of the text that was being read. */
static int damaged(struct compiler *c, const struct text *text, const char *at, const char *reason)
{
	int line = 1, column = 1;

	for (const char *p = text->start; p < at && p < text->end; p++) {
		if (*p == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)*p & 0xC0) != 0x80) {
			column++;
		}
	}
	return slw_err_set(c->err, SLW_EINTERNAL, _("template %s:%d:%d: %s"), text->name, line,
			   column, reason);
}

static struct slw_tpl_op *add_op(struct compiler *c, struct slw_tpl_op op)
{
	struct slw_template *tpl = c->tpl;

	SLW_GROW(tpl->ops, tpl->op_count, tpl->op_cap);
	tpl->ops[tpl->op_count] = op;
	return &tpl->ops[tpl->op_count++];
}

static void add_literal(struct compiler *c, const char *text, size_t len)
{
	struct slw_template *tpl = c->tpl;
	struct slw_tpl_op *last = tpl->op_count > 0 ? &tpl->ops[tpl->op_count - 1] : NULL;
	size_t start = c->literals.len;

	if (len == 0)
		return;
	slw_buf_add(&c->literals, text, len);
	if (last != NULL && !c->fresh && last->kind == SLW_OP_LITERAL) {
		last->size += (uint32_t)len;
		return;
	}
	c->fresh = false;
	add_op(c, (struct slw_tpl_op){
		      .kind = SLW_OP_LITERAL, .target = (uint32_t)start, .size = (uint32_t)len });
}

/* Indentation of the template's lines means nothing to a reader of the page. */
static bool is_indent(const struct compiler *c, char ch)
{
	enum slw_html_where where = c->state.place.where;

	return c->line_start && (ch == ' ' || ch == '\t' || ch == '\n') &&
	       (where == SLW_HTML_TEXT || where == SLW_HTML_BEFORE_ATTR ||
		(where == SLW_HTML_RAW && c->state.place.element == SLW_HTML_JSON &&
		 !c->state.place.json_string));
}

static int literal(struct compiler *c, const struct text *text, const char *end)
{
	const char *run = text->at;

	for (const char *p = text->at; p < end; p++) {
		const char *reason;

		if (is_indent(c, *p)) {
			add_literal(c, run, (size_t)(p - run));
			run = p + 1;
			continue;
		}
		c->line_start = *p == '\n';
		reason = slw_html_state_step(&c->state, p, (size_t)(text->end - p));
		if (reason != NULL)
			return damaged(c, text, p, _(reason));
	}
	add_literal(c, run, (size_t)(end - run));
	return 0;
}

/* --- names ----------------------------------------------------------------------------------- */

static const struct slw_tpl_field *find_field(const struct slw_tpl_record *record, const char *name,
					      size_t len)
{
	for (const struct slw_tpl_field *f = record->fields; f->name != NULL; f++) {
		if (strlen(f->name) == len && memcmp(f->name, name, len) == 0)
			return f;
	}
	return NULL;
}

static int unknown(struct compiler *c, const struct text *text, const char *at, size_t len,
		   const struct slw_tpl_record *record)
{
	const char *names[64], *nearest;
	char name[NAME_SHOWN], reason[NAME_SHOWN + 80];
	size_t count = 0;

	for (const struct slw_tpl_field *f = record->fields; f->name != NULL && count < 64; f++)
		names[count++] = f->name;
	if (len >= sizeof(name))
		len = sizeof(name) - 1;
	memcpy(name, at, len);
	name[len] = '\0';
	snprintf(reason, sizeof(reason), _("unknown name \"%s\" in a %s"), name, record->name);
	damaged(c, text, at, reason);
	nearest = slw_text_nearest(name, names, count);
	if (nearest != NULL)
		slw_err_hint(c->err, _("Did you mean \"%s\"?"), nearest);
	return -1;
}

static int resolve_loop(struct compiler *c, const struct text *text, const char *name, size_t len,
			struct slw_tpl_op *op)
{
	static const char *const names[] = { [SLW_LOOP_FIRST] = "@first",
					     [SLW_LOOP_LAST] = "@last",
					     [SLW_LOOP_EARLY] = "@early",
					     [SLW_LOOP_INDEX] = "@index",
					     [SLW_LOOP_NUMBER] = "@number" };
	uint8_t scope = c->scope_count;

	while (scope > 0 && !c->scopes[scope - 1].list)
		scope--;
	if (scope == 0)
		return damaged(c, text, name, _("this name has a meaning in a list only"));
	for (size_t i = 0; i < SLW_COUNT(names); i++) {
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) {
			op->kind = SLW_OP_LOOP_VALUE;
			op->loop = (uint8_t)i;
			op->scope = (uint8_t)(scope - 1);
			op->type = SLW_TPL_NUMBER;
			return 0;
		}
	}
	return damaged(c, text, name, _("unknown name of a list"));
}

/* Finds name ("a" or "a.b.c") and fills in scope, hops, offsets and type. */
static int resolve(struct compiler *c, const struct text *text, const char *name, size_t len,
		   struct slw_tpl_op *op, const struct slw_tpl_field **out)
{
	const char *end = name + len, *at = name;
	const struct slw_tpl_field *field = NULL;
	size_t part = strcspn(at, ".}") < len ? strcspn(at, ".}") : len;

	*out = NULL;
	if (len > 0 && name[0] == '@')
		return resolve_loop(c, text, name, len, op);
	for (uint8_t i = c->scope_count; i > 0 && field == NULL; i--) {
		field = find_field(c->scopes[i - 1].record, at, part);
		op->scope = (uint8_t)(i - 1);
	}
	if (field == NULL)
		return unknown(c, text, at, part, c->scopes[c->scope_count - 1].record);
	op->offset[op->hops++] = (uint32_t)field->offset;
	for (at += part; at < end; at += part) {
		at++; /* the point */
		part =
		    strcspn(at, ".}") < (size_t)(end - at) ? strcspn(at, ".}") : (size_t)(end - at);
		if (field->type != SLW_TPL_RECORD || op->hops == SLW_TPL_HOPS)
			return damaged(c, text, at, _("there is nothing below this name"));
		if (find_field(field->record, at, part) == NULL)
			return unknown(c, text, at, part, field->record);
		field = find_field(field->record, at, part);
		op->offset[op->hops++] = (uint32_t)field->offset;
	}
	op->type = (uint8_t)field->type;
	*out = field;
	return 0;
}

/* --- values ---------------------------------------------------------------------------------- */

static const char *escape_in_attr(const struct slw_html_place *place, enum slw_tpl_escape *escape)
{
	switch (place->attr) {
	case SLW_HTML_PLAIN:
		*escape = SLW_ESCAPE_HTML;
		return NULL;
	case SLW_HTML_URL:
		*escape = place->url == SLW_HTML_URL_START  ? SLW_ESCAPE_URL_START
			  : place->url == SLW_HTML_URL_PATH ? SLW_ESCAPE_URL_PATH
							    : SLW_ESCAPE_URL_QUERY;
		return NULL;
	case SLW_HTML_SRCSET:
		*escape =
		    place->url == SLW_HTML_URL_START ? SLW_ESCAPE_SRCSET : SLW_ESCAPE_URL_QUERY;
		return NULL;
	case SLW_HTML_CSS:
		*escape = SLW_ESCAPE_CSS;
		return NULL;
	case SLW_HTML_CODE:
		break;
	}
	return N_("no value is safe in this attribute");
}

static const char *escape_in_raw(const struct slw_html_state *state, enum slw_tpl_escape *escape)
{
	switch (state->place.element) {
	case SLW_HTML_RCDATA:
		*escape = SLW_ESCAPE_HTML;
		return NULL;
	case SLW_HTML_JSON:
		if (state->escaped)
			return N_("a value behind a backslash");
		*escape = state->place.json_string ? SLW_ESCAPE_JSON_STRING : SLW_ESCAPE_JSON_VALUE;
		return NULL;
	case SLW_HTML_STYLE:
		*escape = SLW_ESCAPE_CSS;
		return NULL;
	case SLW_HTML_SCRIPT:
	case SLW_HTML_NORMAL:
		break;
	}
	return N_("no value is safe in a script");
}

/* The reason why no value may stand here, or NULL and the escaping. */
static const char *escape_here(const struct slw_html_state *state, enum slw_tpl_escape *escape)
{
	switch (state->place.where) {
	case SLW_HTML_TEXT:
		*escape = SLW_ESCAPE_HTML;
		return NULL;
	case SLW_HTML_VALUE:
		return escape_in_attr(&state->place, escape);
	case SLW_HTML_RAW:
		return escape_in_raw(state, escape);
	case SLW_HTML_BEFORE_VALUE:
	case SLW_HTML_VALUE_BARE:
		return N_("a value in an attribute without quotes");
	case SLW_HTML_COMMENT:
	case SLW_HTML_MARKUP:
		return N_("a value in a comment");
	case SLW_HTML_TAG_OPEN:
	case SLW_HTML_TAG_NAME:
	case SLW_HTML_GAP:
	case SLW_HTML_BEFORE_ATTR:
	case SLW_HTML_ATTR_NAME:
		break;
	}
	return N_("a value inside a tag, outside of an attribute's quotes");
}

static const char *check_type(enum slw_tpl_type type, const struct slw_html_place *place,
			      enum slw_tpl_escape *escape)
{
	bool json = *escape == SLW_ESCAPE_JSON_VALUE;

	switch (type) {
	case SLW_TPL_TEXT:
	case SLW_TPL_NUMBER:
		return NULL;
	case SLW_TPL_HTML:
		if (place->where != SLW_HTML_TEXT)
			return N_("HTML can stand between tags only");
		*escape = SLW_ESCAPE_RAW;
		return NULL;
	case SLW_TPL_JSON:
		if (!json)
			return N_("JSON can stand as a value of JSON-LD only");
		*escape = SLW_ESCAPE_RAW;
		return NULL;
	case SLW_TPL_YES:
		return json ? NULL : N_("yes or no is no text (use a section)");
	case SLW_TPL_RECORD:
	case SLW_TPL_LIST:
	case SLW_TPL_POINTERS:
		break;
	}
	return N_("a list or a record is no text (use a section)");
}

static int value(struct compiler *c, const struct text *text, const char *name, size_t len)
{
	struct slw_tpl_op op = { .kind = SLW_OP_VALUE };
	const struct slw_tpl_field *field;
	enum slw_tpl_escape escape = SLW_ESCAPE_HTML;
	const char *reason;

	if (resolve(c, text, name, len, &op, &field) < 0)
		return -1;
	if (op.kind == SLW_OP_LOOP_VALUE && op.loop < SLW_LOOP_INDEX)
		return damaged(c, text, name, _("yes or no is no text (use a section)"));
	reason = escape_here(&c->state, &escape);
	if (reason == NULL)
		reason = check_type((enum slw_tpl_type)op.type, &c->state.place, &escape);
	if (reason != NULL)
		return damaged(c, text, name, _(reason));
	op.escape = (uint8_t)escape;
	add_op(c, op);
	slw_html_state_settle(&c->state);
	c->line_start = false;
	return 0;
}

/* --- sections -------------------------------------------------------------------------------- */

static int open_section(struct compiler *c, const struct text *text, const char *name, size_t len,
			char kind)
{
	struct slw_tpl_op op = { .kind = SLW_OP_VALUE };
	const struct slw_tpl_field *field;
	bool enters = false;

	slw_html_state_settle(&c->state);
	if (resolve(c, text, name, len, &op, &field) < 0)
		return -1;
	if (c->section_count == SECTION_DEPTH || c->scope_count == SLW_TPL_SCOPES)
		return damaged(c, text, name, _("too many sections inside each other"));
	if (op.kind == SLW_OP_LOOP_VALUE) {
		op.kind = kind == '^' ? SLW_OP_UNLESS_LOOP : SLW_OP_IF_LOOP;
	} else if (kind == '^') {
		op.kind = SLW_OP_UNLESS;
	} else if (kind == '?' || op.type < SLW_TPL_RECORD) {
		op.kind = SLW_OP_IF;
	} else {
		op.kind = SLW_OP_EACH;
		op.size = (uint32_t)field->record->size;
		op.loop = c->scope_count;
		c->scopes[c->scope_count++] =
		    (struct scope){ field->record, op.type != SLW_TPL_RECORD };
		enters = true;
	}
	c->sections[c->section_count++] = (struct section){ .name = name,
							    .name_len = len,
							    .op = c->tpl->op_count,
							    .enters = enters,
							    .place = c->state.place };
	add_op(c, op);
	return 0;
}

static int close_section(struct compiler *c, const struct text *text, const char *name, size_t len,
			 size_t base)
{
	struct section *section;

	slw_html_state_settle(&c->state);
	if (c->section_count == base)
		return damaged(c, text, name, _("no section is open here"));
	section = &c->sections[c->section_count - 1];
	if (section->name_len != len || memcmp(section->name, name, len) != 0)
		return damaged(c, text, name, _("another section is to be closed first"));
	if (!slw_html_place_equal(&section->place, &c->state.place))
		return damaged(c, text, name,
			       _("the section ends in another place of the HTML than it began"));
	c->section_count--;
	if (section->enters) {
		c->scope_count--;
		add_op(c, (struct slw_tpl_op){ .kind = SLW_OP_NEXT,
					       .scope = c->scope_count,
					       .target = (uint32_t)section->op + 1 });
	}
	c->tpl->ops[section->op].target = (uint32_t)c->tpl->op_count;
	c->fresh = true;
	return 0;
}

/* --- partials and phrases -------------------------------------------------------------------- */

static int partial(struct compiler *c, const struct text *outer, const char *name, size_t len)
{
	struct text text = { .outer = outer, .depth = outer->depth + 1 };
	char *copy = slw_strndup(name, len);
	size_t size = 0;
	int rc = -1;

	slw_html_state_settle(&c->state);
	if (text.depth > PARTIAL_DEPTH) {
		damaged(c, outer, name, _("templates that include each other too deep"));
		goto out;
	}
	if (c->source->load(c->source->context, copy, &text.start, &size, c->err) < 0) {
		slw_err_prefix(c->err, _("template %s"), outer->name);
		goto out;
	}
	text.name = copy;
	text.at = text.start;
	text.end = text.start + size;
	rc = compile_text(c, &text);
out:
	free(copy);
	return rc;
}

static int phrase_literal(struct compiler *c, const struct text *text, const char *start,
			  size_t len)
{
	enum slw_tpl_escape escape = SLW_ESCAPE_HTML;
	const char *reason = escape_here(&c->state, &escape);
	struct slw_buf coded;
	char *copy;

	if (reason == NULL && escape == SLW_ESCAPE_JSON_VALUE)
		reason = N_("a phrase outside of a JSON string");
	if (reason != NULL)
		return damaged(c, text, text->at, _(reason));
	if (len == 0)
		return 0;
	copy = slw_strndup(start, len);
	slw_buf_init(&coded, 0);
	slw_tpl_escape_text(&coded, escape, copy);
	add_literal(c, coded.data, coded.len);
	slw_buf_release(&coded);
	free(copy);
	return 0;
}

/* A phrase in the language of the shop; {name} in it are values. */
static int phrase(struct compiler *c, const struct text *text, const char *name, size_t len)
{
	char *key = slw_strndup(name, len);
	const char *words = c->source->word(c->source->context, key);
	const char *p = words != NULL ? words : key;
	struct text inner = { .name = text->name, .depth = text->depth };
	int rc = -1;

	slw_html_state_settle(&c->state);
	inner.start = inner.at = p;
	inner.end = p + strlen(p);
	while (*p != '\0') {
		size_t plain = strcspn(p, "{");
		size_t inside;

		if (phrase_literal(c, text, p, plain) < 0)
			goto out;
		p += plain;
		if (*p == '\0')
			break;
		inside = strcspn(p, "}");
		if (p[inside] == '\0') {
			damaged(c, text, text->at, _("a \"{\" without its \"}\" in a phrase"));
			goto out;
		}
		if (value(c, &inner, p + 1, inside - 1) < 0)
			goto out;
		p += inside + 1;
	}
	c->line_start = false;
	rc = 0;
out:
	free(key);
	return rc;
}

/* --- the text -------------------------------------------------------------------------------- */

static const char *find(const char *at, const char *end, const char *mark)
{
	for (; at + 1 < end; at++) {
		if (at[0] == mark[0] && at[1] == mark[1])
			return at;
	}
	return NULL;
}

static int tag(struct compiler *c, struct text *text, const char *inside, size_t len, size_t base)
{
	char kind = len > 0 ? inside[0] : '\0';

	if (kind != '\0' && strchr("#^?/>_!", kind) != NULL) {
		inside++;
		len--;
	}
	while (len > 0 && inside[0] == ' ') {
		inside++;
		len--;
	}
	while (len > 0 && inside[len - 1] == ' ')
		len--;
	if (kind == '!')
		return 0;
	if (len == 0)
		return damaged(c, text, text->at, _("a tag without a name"));
	switch (kind) {
	case '#':
	case '^':
	case '?':
		return open_section(c, text, inside, len, kind);
	case '/':
		return close_section(c, text, inside, len, base);
	case '>':
		return partial(c, text, inside, len);
	case '_':
		return phrase(c, text, inside, len);
	default:
		return value(c, text, inside, len);
	}
}

static int compile_text(struct compiler *c, struct text *text)
{
	size_t base = c->section_count;

	c->line_start = true;
	while (text->at < text->end) {
		const char *open = find(text->at, text->end, "{{"), *close;

		if (literal(c, text, open != NULL ? open : text->end) < 0)
			return -1;
		if (open == NULL)
			break;
		text->at = open;
		close = find(open + 2, text->end, "}}");
		if (close == NULL)
			return damaged(c, text, open, _("a \"{{\" without its \"}}\""));
		/* "{{_Page {page}}}": the first } is the phrase's own */
		if (open[2] == '_' && close + 2 < text->end && close[2] == '}')
			close++;
		if (c->tpl->op_count > OPS_MAX || c->literals.len > TEXT_MAX)
			return damaged(c, text, open, _("the template is too large"));
		if (tag(c, text, open + 2, (size_t)(close - open - 2), base) < 0)
			return -1;
		text->at = close + 2;
	}
	if (c->section_count != base)
		return damaged(c, text, c->sections[c->section_count - 1].name,
			       _("this section is not closed"));
	return 0;
}

int slw_template_compile(struct slw_template **out, const char *name,
			 const struct slw_tpl_record *root, const struct slw_tpl_source *source,
			 struct slw_err *err)
{
	struct slw_template *tpl = slw_calloc(1, sizeof(*tpl));
	struct compiler c = { .tpl = tpl, .source = source, .err = err, .scope_count = 1 };
	struct text text = { .name = name };
	size_t size = 0;
	int rc = -1;

	c.scopes[0].record = root;
	slw_buf_init(&c.literals, 0);
	slw_html_state_init(&c.state);
	if (source->load(source->context, name, &text.start, &size, err) < 0)
		goto out;
	text.at = text.start;
	text.end = text.start + size;
	if (compile_text(&c, &text) < 0)
		goto out;
	if (c.state.place.where != SLW_HTML_TEXT) {
		damaged(&c, &text, text.end, _("the template ends inside a tag or a script"));
		goto out;
	}
	rc = 0;
out:
	tpl->text_len = c.literals.len;
	tpl->text = slw_buf_take(&c.literals);
	if (rc == 0)
		*out = tpl;
	else
		slw_template_free(tpl);
	return rc;
}

void slw_template_free(struct slw_template *tpl)
{
	if (tpl == NULL)
		return;
	free(tpl->ops);
	free(tpl->text);
	free(tpl);
}
