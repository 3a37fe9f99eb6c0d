#include "config.h"

#include "model/answers_node.h"

#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/answers_arena.h"
#include "model/check_internal.h"
#include "model/problem.h"

#include "base/banned.h"

#define MAX_DEPTH   64
#define MAX_ANCHORS 1000
#define MAX_ROUNDS  20
#define WEIGHT_UNIT 64	   /* bytes of text that count as one node more */
#define ALIAS_MAX   200000 /* nodes that all aliases together may stand for */

struct frame {
	struct slw_node *node;
	size_t first; /* of its children among the pending nodes */
	bool flow;
};

struct anchor {
	const char *name;
	struct slw_node *node;
};

/* One pass over the text. */
struct builder {
	struct slw_tree *tree;
	struct slw_problems *problems;
	struct frame *stack;
	size_t depth, stack_cap;
	struct slw_node **pending; /* children of the open nodes; keys before their values */
	size_t pending_count, pending_cap;
	struct anchor *anchors;
	size_t anchor_count, anchor_cap;
	uint64_t aliased; /* weight of all aliases */
	size_t end;	  /* where the last event ended */
	bool stop;
};

/* --- places ----------------------------------------------------------------------------------- */

static void index_lines(struct slw_tree *tree)
{
	const char *p = tree->text, *end = p + tree->len, *next;

	do {
		SLW_GROW(tree->lines, tree->line_count, tree->line_cap);
		tree->lines[tree->line_count++] = (uint32_t)(p - tree->text);
		next = memchr(p, '\n', (size_t)(end - p));
		p = next != NULL ? next + 1 : end;
	} while (next != NULL);
}

/* Number of the line, from 0. */
static size_t line_of(const struct slw_tree *tree, size_t offset)
{
	size_t low = 0, high = tree->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (tree->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void slw_tree_position(const struct slw_tree *tree, size_t offset, int *line, int *column)
{
	size_t at = line_of(tree, offset);

	*line = (int)at + 1;
	*column = 1;
	for (size_t i = tree->lines[at]; i < offset && i < tree->len; i++)
		*column += ((unsigned char)tree->text[i] & 0xC0) != 0x80;
}

static size_t line_start(const struct slw_tree *tree, size_t line)
{
	return line < tree->line_count ? tree->lines[line] : tree->len;
}

static struct slw_problem *report(struct slw_tree *tree, struct slw_problems *problems,
				  size_t offset, const char *message, const char *hint)
{
	struct slw_problem *problem =
	    slw_problems_add(problems, SLW_PROBLEM_ERROR, "syntax", "", message, hint);

	if (problem != NULL) {
		problem->file = slw_strdup(tree->name);
		slw_tree_position(tree, offset, &problem->line, &problem->column);
	}
	return problem;
}

/* --- building --------------------------------------------------------------------------------- */

static bool is_number(const char *text, bool *whole)
{
	const char *p = text + (text[0] == '-' || text[0] == '+' ? 1 : 0);
	size_t digits = strspn(p, "0123456789"), more = 0;

	*whole = digits > 0 && p[digits] == '\0';
	if (*whole)
		return true;
	p += digits;
	if (*p == '.') {
		more = strspn(++p, "0123456789");
		p += more;
	}
	if (digits + more == 0)
		return false;
	if (*p == 'e' || *p == 'E') {
		p += p[1] == '-' || p[1] == '+' ? 2 : 1;
		digits = strspn(p, "0123456789");
		p += digits;
		if (digits == 0)
			return false;
	}
	return *p == '\0';
}

static bool is_word(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, text) == 0)
			return true;
	return false;
}

static enum slw_node_plain resolve(const char *text)
{
	static const char *const nulls[] = { "~", "null", "Null", "NULL", NULL };
	static const char *const bools[] = {
		"true", "True", "TRUE", "false", "False", "FALSE", NULL
	};
	static const char *const floats[] = { ".inf",  ".Inf",	".INF",	 "-.inf", "-.Inf",
					      "-.INF", "+.inf", "+.Inf", "+.INF", ".nan",
					      ".NaN",  ".NAN",	NULL };
	bool whole;

	if (text[0] == '\0')
		return SLW_NODE_EMPTY;
	if (is_word(text, nulls))
		return SLW_NODE_NULL;
	if (is_word(text, bools))
		return SLW_NODE_BOOL;
	if (is_word(text, floats))
		return SLW_NODE_FLOAT;
	if (is_number(text, &whole))
		return whole ? SLW_NODE_INTEGER : SLW_NODE_FLOAT;
	return SLW_NODE_STRING;
}

/* *len is SIZE_MAX where the library cannot make a text of its token. */
static const char *copy_token(struct builder *builder, struct fy_token *token, size_t *len)
{
	const char *text = token != NULL ? fy_token_get_text(token, len) : NULL;

	if (text == NULL) {
		*len = token != NULL && fy_token_get_text_length(token) != 0 ? SIZE_MAX : 0;
		return "";
	}
	return slw_arena_text(builder->tree->arena, text, *len);
}

static struct slw_node *new_node(struct builder *builder, enum slw_node_kind kind, size_t offset)
{
	struct slw_node *node = slw_arena_alloc(builder->tree->arena, sizeof(*node));

	*node = (struct slw_node){ .kind = kind, .offset = (uint32_t)offset, .weight = 1 };
	return node;
}

/* Puts a node that is done where it belongs: the root, a value, an entry, a key. */
static void attach(struct builder *builder, struct slw_node *node)
{
	struct frame *top = builder->depth > 0 ? &builder->stack[builder->depth - 1] : NULL;

	if (top == NULL) {
		builder->tree->root = node;
		return;
	}
	if (top->node->kind == SLW_NODE_MAPPING && (builder->pending_count - top->first) % 2 == 0 &&
	    node->kind != SLW_NODE_SCALAR)
		report(builder->tree, builder->problems, node->offset,
		       _("a key must be one word or text, not a list or mapping"), "");
	SLW_GROW(builder->pending, builder->pending_count, builder->pending_cap);
	builder->pending[builder->pending_count++] = node;
	top->node->weight += node->weight;
}

static void open_node(struct builder *builder, struct slw_node *node, bool flow)
{
	if (builder->depth == MAX_DEPTH) {
		report(builder->tree, builder->problems, node->offset,
		       _("nested deeper than 64 levels"), _("no answer needs that many"));
		builder->stop = true;
		return;
	}
	node->open = true;
	SLW_GROW(builder->stack, builder->depth, builder->stack_cap);
	builder->stack[builder->depth++] =
	    (struct frame){ .node = node, .first = builder->pending_count, .flow = flow };
}

static void close_node(struct builder *builder)
{
	struct frame top = builder->stack[builder->depth - 1];
	size_t count = builder->pending_count - top.first;
	struct slw_node **from = count > 0 ? builder->pending + top.first : NULL;
	bool mapping = top.node->kind == SLW_NODE_MAPPING;

	if (mapping)
		count /= 2;
	top.node->count = (uint32_t)count;
	top.node->children =
	    slw_arena_alloc(builder->tree->arena, count * sizeof(*top.node->children));
	if (mapping)
		top.node->keys =
		    slw_arena_alloc(builder->tree->arena, count * sizeof(*top.node->keys));
	for (size_t i = 0; i < count; i++) {
		if (mapping)
			top.node->keys[i] = from[2 * i];
		top.node->children[i] = mapping ? from[2 * i + 1] : from[i];
	}
	top.node->open = false;
	builder->pending_count = top.first;
	builder->depth--;
	attach(builder, top.node);
}

static void add_anchor(struct builder *builder, struct fy_event *event, struct slw_node *node)
{
	struct fy_token *token = fy_event_get_anchor_token(event);
	size_t len;

	if (token == NULL)
		return;
	if (builder->anchor_count == MAX_ANCHORS) {
		report(builder->tree, builder->problems, node->offset, _("more than 1000 anchors"),
		       "");
		builder->stop = true;
		return;
	}
	SLW_GROW(builder->anchors, builder->anchor_count, builder->anchor_cap);
	builder->anchors[builder->anchor_count++] =
	    (struct anchor){ .name = copy_token(builder, token, &len), .node = node };
}

/* A tag asks a program to make something of the value; the fields alone decide what it is. */
static void check_tag(struct builder *builder, struct fy_event *event, struct slw_node *node)
{
	struct fy_token *token = fy_event_get_tag_token(event);
	const struct fy_mark *mark;
	char shown[SLW_EXCERPT];
	struct slw_problem *problem;
	const char *text;
	size_t len;

	if (token == NULL)
		return;
	text = copy_token(builder, token, &len);
	if (node->kind == SLW_NODE_SCALAR && strcmp(text, "tag:yaml.org,2002:str") == 0) {
		node->plain = SLW_NODE_STRING;
		return;
	}
	mark = fy_token_start_mark(token);
	if (strncmp(text, "tag:yaml.org,2002:", 18) == 0)
		text += 18;
	problem =
	    report(builder->tree, builder->problems, mark != NULL ? mark->input_pos : node->offset,
		   "", _("take it out; the fields know what their values are"));
	if (problem != NULL) {
		free(problem->message);
		problem->message =
		    slw_printf(_("tags such as %s are not supported"), slw_excerpt(shown, text));
	}
}

/* Bytes between the start of the line and this place. */
static size_t indent_of(const struct slw_tree *tree, size_t offset)
{
	return offset - tree->lines[line_of(tree, offset)];
}

/*
 * A text behind "|" or ">" must be deeper than its key. The library (0.7.12) takes lines at the
 * same depth as well, so that keys behind an empty text would vanish in it without a word.
 */
static bool check_block(struct builder *builder, struct fy_event *event, size_t len)
{
	const struct fy_mark *mark = fy_event_start_mark(event);
	const struct frame *top = builder->depth > 0 ? &builder->stack[builder->depth - 1] : NULL;
	const struct slw_tree *tree = builder->tree;
	size_t at, key;

	if (mark == NULL || top == NULL || len == 0)
		return true;
	at = mark->input_pos;
	key = top->node->kind == SLW_NODE_SEQUENCE || builder->pending_count == top->first
		  ? top->node->offset
		  : builder->pending[builder->pending_count - 1]->offset;
	at += strspn(tree->text + at, " \r\n");
	if (at >= tree->len || indent_of(tree, at) > indent_of(tree, key))
		return true;
	report(builder->tree, builder->problems, at,
	       _("a text behind | or > must stand deeper than its key"),
	       _("indent it, or take the | or > out"));
	builder->tree->damaged = true;
	return false;
}

static void add_scalar(struct builder *builder, struct fy_event *event, size_t offset)
{
	enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
	struct slw_node *node = new_node(builder, SLW_NODE_SCALAR, offset);
	size_t len;

	node->text = copy_token(builder, event->scalar.value, &len);
	if (style == FYSS_PLAIN)
		node->plain = resolve(node->text);
	if ((style == FYSS_LITERAL || style == FYSS_FOLDED) && !check_block(builder, event, len)) {
		len = 0;
		node->text = "?";
	} else if (len == SIZE_MAX) {
		report(builder->tree, builder->problems, offset, _("this text cannot be read"),
		       _("check the indentation of its lines"));
		len = 0;
		node->text = "?";
	} else if (!slw_text_valid(node->text, len)) {
		report(builder->tree, builder->problems, offset,
		       _("holds a character that no text may have"),
		       _("take \\0 and the like out"));
		len = 0;
		node->text = "?";
	}
	node->len = (uint32_t)len;
	node->weight += len / WEIGHT_UNIT;
	check_tag(builder, event, node);
	add_anchor(builder, event, node);
	attach(builder, node);
}

static struct slw_node *find_anchor(const struct builder *builder, const char *name)
{
	for (size_t i = builder->anchor_count; i > 0; i--)
		if (strcmp(builder->anchors[i - 1].name, name) == 0)
			return builder->anchors[i - 1].node;
	return NULL;
}

/* What an alias stands for is shared, not copied; its weight says what a copy would take. */
static void add_alias(struct builder *builder, struct fy_event *event, size_t offset)
{
	size_t len;
	const char *name = copy_token(builder, event->alias.anchor, &len), *message = NULL;
	struct slw_node *target = find_anchor(builder, name);

	if (target == NULL)
		message = _("there is no anchor of this name before this place");
	else if (target->open)
		message = _("an alias inside of what it stands for");
	else if ((builder->aliased += target->weight) > ALIAS_MAX) {
		message = _("aliases stand for too much");
		builder->stop = true;
	}
	if (message != NULL) {
		report(builder->tree, builder->problems, offset, message, _("write the value out"));
		target = new_node(builder, SLW_NODE_SCALAR, offset);
		target->text = "?";
		target->len = 1;
	}
	attach(builder, target);
}

/* Where nothing was written: at the key, or behind what came before. */
static size_t empty_offset(const struct builder *builder)
{
	const struct frame *top = builder->depth > 0 ? &builder->stack[builder->depth - 1] : NULL;

	if (top != NULL && top->node->kind == SLW_NODE_MAPPING &&
	    (builder->pending_count - top->first) % 2 == 1)
		return builder->pending[builder->pending_count - 1]->offset;
	return builder->end;
}

/* The library's mark of a text is behind its quotation mark, or behind the line of its "|". */
static size_t scalar_offset(const struct builder *builder, enum fy_scalar_style style, size_t mark)
{
	const char *text = builder->tree->text;
	size_t at = builder->end;

	if ((style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) && mark > 0 &&
	    (text[mark - 1] == '"' || text[mark - 1] == '\''))
		return mark - 1;
	if (style != FYSS_LITERAL && style != FYSS_FOLDED)
		return mark;
	while (at < mark && strchr("|>\n", text[at]) == NULL)
		at++;
	return at < mark && text[at] != '\n' ? at : mark;
}

static size_t event_offset(const struct builder *builder, struct fy_event *event)
{
	const struct fy_mark *mark = fy_event_start_mark(event);
	enum fy_scalar_style style = FYSS_ANY;

	if (event->type == FYET_SCALAR) {
		style = fy_token_scalar_style(event->scalar.value);
		if (style == FYSS_PLAIN && fy_token_get_text_length(event->scalar.value) == 0)
			return empty_offset(builder);
	}
	if (mark == NULL)
		return empty_offset(builder);
	if (event->type == FYET_ALIAS && mark->input_pos > 0 &&
	    builder->tree->text[mark->input_pos - 1] == '*')
		return mark->input_pos - 1;
	return scalar_offset(builder, style, mark->input_pos);
}

static void take_event(struct builder *builder, struct fy_event *event)
{
	size_t offset = event_offset(builder, event);
	const struct fy_mark *end = fy_event_end_mark(event);
	struct slw_node *node;

	switch (event->type) {
	case FYET_DOCUMENT_START:
		if (builder->tree->root != NULL) {
			report(builder->tree, builder->problems, offset,
			       _("a second document begins here"),
			       _("one file holds the answers of one shop; take the --- out"));
			builder->stop = true;
		}
		break;
	case FYET_SCALAR:
		add_scalar(builder, event, offset);
		break;
	case FYET_ALIAS:
		add_alias(builder, event, offset);
		break;
	case FYET_MAPPING_START:
	case FYET_SEQUENCE_START:
		node = new_node(builder,
				event->type == FYET_MAPPING_START ? SLW_NODE_MAPPING
								  : SLW_NODE_SEQUENCE,
				offset);
		check_tag(builder, event, node);
		add_anchor(builder, event, node);
		open_node(builder, node, fy_event_get_node_style(event) == FYNS_FLOW);
		break;
	case FYET_MAPPING_END:
	case FYET_SEQUENCE_END:
		close_node(builder);
		break;
	default:
		break;
	}
	if (end != NULL)
		builder->end = end->input_pos;
}

/* --- syntax errors ---------------------------------------------------------------------------- */

static void swallow(struct fy_diag *diag, void *user, const char *text, size_t len)
{
	(void)diag;
	(void)user;
	(void)text;
	(void)len;
}

/* The library's words, and ours. */
static const struct {
	const char *part, *message, *hint;
} words[] = {
	{ "invalid multiline plain key", N_("the lines from here do not fit together"),
	  N_("check the indentation of the next line; write keys as \"key: value\"") },
	{ "could not find expected ':'", N_("a key without a colon"),
	  N_("write \"key: value\", with a space behind the colon") },
	{ "invalid nested block mapping on the same line", N_("a second colon on the line"),
	  N_("put a value that holds \": \" in quotes") },
	{ "plain scalar cannot start with", N_("a value cannot begin with this character"),
	  N_("put the value in quotes") },
	{ "wrongly indented double-quoted", N_("a quotation mark is not closed"),
	  N_("end the text with \" ") },
	{ "wrongly indented single-quoted", N_("a quotation mark is not closed"),
	  N_("end the text with '; write an apostrophe inside of it twice, or use \" around it") },
	{ "unterminated", N_("a quotation mark is not closed"), N_("end the text with it") },
	{ "block scalar with wrongly indented", N_("this line is not indented as its text is"),
	  N_("indent all lines of a text behind | or > alike") },
	{ "trailing content", N_("text behind the closing quotation mark"),
	  N_("write an apostrophe inside of '...' twice, or use \" around the text") },
	{ "tab character may not be used", N_("a tab is used for indentation"),
	  N_("indent with spaces") },
	{ "invalid escape", N_("an escape that does not exist, after \\ in double quotes"),
	  N_("write \\\\ for a backslash, or use single quotes") },
};

/* The offset of a tab in the indentation of this line or the next, SIZE_MAX if there is none. */
static size_t find_tab(const struct slw_tree *tree, size_t line)
{
	for (size_t i = line; i < line + 2 && i < tree->line_count; i++) {
		const char *p = tree->text + tree->lines[i];
		size_t spaces = 0;

		while (tree->lines[i] + spaces < tree->len && p[spaces] == ' ')
			spaces++;
		if (tree->lines[i] + spaces < tree->len && p[spaces] == '\t')
			return tree->lines[i] + spaces;
	}
	return SIZE_MAX;
}

static size_t error_offset(const struct builder *builder, const struct fy_diag_error *error)
{
	const struct fy_mark *mark = error->fyt != NULL ? fy_token_start_mark(error->fyt) : NULL;

	if (mark != NULL)
		return mark->input_pos;
	return error->line > 0 ? line_start(builder->tree, (size_t)error->line - 1) : builder->end;
}

/* The outermost [ or { that is open, where that is what is wrong; SIZE_MAX if it is not. What is
 * not closed is noticed at the next line that begins at the margin. */
static size_t find_open(const struct builder *builder, const char *message, size_t offset)
{
	if (strstr(message, "without a closing") == NULL &&
	    strstr(message, "indented flow") == NULL &&
	    offset != line_start(builder->tree, line_of(builder->tree, offset)))
		return SIZE_MAX;
	for (size_t i = 0; i < builder->depth; i++)
		if (builder->stack[i].flow)
			return builder->stack[i].node->offset;
	return SIZE_MAX;
}

/* Adds the problem; returns the number of the line that the error is in. */
static size_t report_syntax(const struct builder *builder, struct fy_diag *diag,
			    struct slw_problems *problems)
{
	const char *message = _("this is not YAML"), *hint = "";
	struct fy_diag_error *error;
	size_t offset = builder->end, tab, open = SIZE_MAX;
	void *iter = NULL;

	while ((error = fy_diag_errors_iterate(diag, &iter)) != NULL)
		if (error->type == FYET_ERROR)
			break;
	if (error != NULL) {
		offset = error_offset(builder, error);
		message = error->msg;
		for (size_t i = 0; i < SLW_COUNT(words); i++)
			if (strstr(error->msg, words[i].part) != NULL) {
				message = _(words[i].message);
				hint = _(words[i].hint);
				break;
			}
	}
	if (error != NULL)
		open = find_open(builder, error->msg, offset);
	tab = find_tab(builder->tree, line_of(builder->tree, offset));
	if (open != SIZE_MAX) {
		offset = open;
		message = _("a [ or { is not closed");
		hint = _("end it with ] or }; # begins a comment unless it is in quotes");
	} else if (tab != SIZE_MAX) {
		offset = tab;
		message = _("a tab is used for indentation");
		hint = _("indent with spaces");
	}
	report(builder->tree, problems, offset, message, hint);
	return line_of(builder->tree, offset);
}

/* --- passes ----------------------------------------------------------------------------------- */

/* Makes comments of the lines from the damage to the next key at the left margin: false if there is
 * none. Blank lines would not do: they belong to a text behind "|". */
static bool blank_damage(const struct slw_tree *tree, char *copy, size_t line)
{
	size_t from = line_start(tree, line), to;

	if (copy[0] == '{' || copy[0] == '[')
		return false;
	for (line++;; line++) {
		unsigned char c;

		if (line >= tree->line_count)
			return false;
		to = line_start(tree, line);
		c = to < tree->len ? (unsigned char)copy[to] : ' ';
		if (c >= 0x80 || c == '"' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z'))
			break;
	}
	for (size_t i = from; i < to; i++)
		if (copy[i] != '\n' && copy[i] != '\r')
			copy[i] = i == from || copy[i - 1] == '\n' ? '#' : ' ';
	return true;
}

/* Runs through the text once: 0, or -1 with the line of a syntax error. */
static int run_pass(struct builder *builder, const char *text, size_t *line,
		    struct slw_problems *problems)
{
	struct fy_diag_cfg diag_config;
	struct fy_parse_cfg config = { .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG |
						FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE |
						FYPCF_ALLOW_DUPLICATE_KEYS };
	struct fy_parser *parser;
	struct fy_event *event;
	int rc = 0;

	fy_diag_cfg_default(&diag_config);
	diag_config.fp = NULL;
	diag_config.output_fn = swallow;
	diag_config.colorize = false;
	config.diag = fy_diag_create(&diag_config);
	if (config.diag == NULL)
		slw_out_of_memory(0);
	fy_diag_set_collect_errors(config.diag, true);
	parser = fy_parser_create(&config);
	if (parser == NULL || fy_parser_set_string(parser, text, builder->tree->len) != 0)
		slw_out_of_memory(0);
	while (!builder->stop && (event = fy_parser_parse(parser)) != NULL) {
		take_event(builder, event);
		fy_parser_event_free(parser, event);
	}
	if (!builder->stop && fy_parser_get_stream_error(parser)) {
		*line = report_syntax(builder, config.diag, problems);
		rc = -1;
	}
	fy_parser_destroy(parser);
	fy_diag_destroy(config.diag);
	return rc;
}

/* Moves what one pass found to the caller's list. */
static void keep(struct slw_problems *to, struct slw_problems *found)
{
	for (size_t i = 0; i < found->count; i++) {
		struct slw_problem *from = &found->items[i], *problem;

		problem = slw_problems_add(to, from->severity, from->kind, from->key, from->message,
					   from->hint);
		if (problem != NULL) {
			problem->file = slw_strdup(from->file);
			problem->line = from->line;
			problem->column = from->column;
		}
	}
}

static void release_builder(struct builder *builder)
{
	free(builder->stack);
	free(builder->pending);
	free(builder->anchors);
}

void slw_tree_parse(struct slw_tree *tree, const char *name, const char *text, size_t len,
		    struct slw_problems *problems)
{
	char *copy = NULL;
	bool again = true;

	*tree = (struct slw_tree){ .text = slw_strndup(text, len), .len = len };
	tree->name = slw_strdup(name);
	tree->arena = slw_arena_new();
	index_lines(tree);
	for (int round = 1; again; round++) {
		struct slw_problems found;
		struct builder builder = { .tree = tree, .problems = &found };
		size_t line;

		slw_problems_init(&found);
		tree->root = NULL;
		again = false;
		if (run_pass(&builder, copy != NULL ? copy : text, &line, problems) < 0) {
			tree->damaged = true;
			if (copy == NULL)
				copy = slw_strndup(text, len);
			again = round < MAX_ROUNDS && blank_damage(tree, copy, line);
		}
		if (!again) {
			tree->damaged = tree->damaged || builder.stop;
			while (builder.depth > 0)
				close_node(&builder);
			keep(problems, &found);
		}
		slw_problems_release(&found);
		release_builder(&builder);
	}
	free(copy);
}

void slw_tree_release(struct slw_tree *tree)
{
	slw_arena_free(tree->arena);
	free(tree->lines);
	free(tree->text);
	free(tree->name);
	*tree = (struct slw_tree){ .arena = NULL };
}

/* --- looking up ------------------------------------------------------------------------------- */

static size_t find_key(const struct slw_node *mapping, const char *key)
{
	if (mapping != NULL && mapping->kind == SLW_NODE_MAPPING)
		for (size_t i = 0; i < mapping->count; i++)
			if (mapping->keys[i]->kind == SLW_NODE_SCALAR &&
			    strcmp(mapping->keys[i]->text, key) == 0)
				return i;
	return SIZE_MAX;
}

const struct slw_node *slw_node_get(const struct slw_node *mapping, const char *key)
{
	size_t i = find_key(mapping, key);

	return i == SIZE_MAX ? NULL : mapping->children[i];
}

const struct slw_node *slw_node_key(const struct slw_node *mapping, const char *key)
{
	size_t i = find_key(mapping, key);

	return i == SIZE_MAX ? NULL : mapping->keys[i];
}

const struct slw_node *slw_node_at(const struct slw_node *sequence, size_t index)
{
	if (sequence == NULL || sequence->kind != SLW_NODE_SEQUENCE || index >= sequence->count)
		return NULL;
	return sequence->children[index];
}
