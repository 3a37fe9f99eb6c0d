/*
 * slw_html_clean() of html.h. Nothing of the source is copied as markup: each tag of the result
 * is written here, from the stack of what is open, and all text is escaped. Tags are written only
 * when text arrives for them, so that empty elements leave no trace.
 */
#include "config.h"

#include "base/html.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/html_link.h"
#include "base/html_token.h"
#include "base/mem.h"

#include "base/banned.h"

#define MAX_BLOCKS  24
#define MAX_INLINES 16
#define MAX_BREAKS  2

struct block {
	enum slw_html_tag tag;
	bool implied; /* not in the source, but asked for by what stands in it */
	bool written;
};

struct inline_element {
	enum slw_html_tag tag;
	bool silent;  /* open in the source, but not to be written */
	size_t depth; /* of blocks in the source; it does not outlive the one it began in */
	char *href;
};

struct cleaner {
	struct slw_buf *out;
	struct block blocks[MAX_BLOCKS];
	size_t block_count;
	struct inline_element inlines[MAX_INLINES];
	size_t inline_count;
	size_t inlines_written; /* the first so many of them are open in the result */
	bool blank_lines_part;	/* no element parts the text, so blank lines do */
	bool at_start;		/* nothing stands in this block yet */
	bool space;
	unsigned int breaks;
};

static const char *const names[] = {
	[SLW_TAG_P] = "p",
	[SLW_TAG_H3] = "h3",
	[SLW_TAG_H4] = "h4",
	[SLW_TAG_UL] = "ul",
	[SLW_TAG_OL] = "ol",
	[SLW_TAG_LI] = "li",
	[SLW_TAG_BLOCKQUOTE] = "blockquote",
	[SLW_TAG_STRONG] = "strong",
	[SLW_TAG_B] = "b",
	[SLW_TAG_EM] = "em",
	[SLW_TAG_I] = "i",
	[SLW_TAG_A] = "a",
};

static void write_start(struct slw_buf *out, enum slw_html_tag tag)
{
	slw_buf_char(out, '<');
	slw_buf_str(out, names[tag]);
	slw_buf_char(out, '>');
}

static void write_end(struct slw_buf *out, enum slw_html_tag tag)
{
	slw_buf_str(out, "</");
	slw_buf_str(out, names[tag]);
	slw_buf_char(out, '>');
}

/* --- inline elements ---------------------------------------------------------------------- */

/* Closes in the result all inline elements from the index on; they stay open in the source. */
static void suspend_inlines(struct cleaner *c, size_t index)
{
	while (c->inlines_written > index) {
		struct inline_element *element = &c->inlines[--c->inlines_written];

		if (!element->silent)
			write_end(c->out, element->tag);
	}
}

static void resume_inlines(struct cleaner *c)
{
	for (; c->inlines_written < c->inline_count; c->inlines_written++) {
		struct inline_element *element = &c->inlines[c->inlines_written];

		if (element->silent)
			continue;
		if (element->href == NULL) {
			write_start(c->out, element->tag);
			continue;
		}
		slw_buf_str(c->out, "<a href=\"");
		slw_escape_html(c->out, element->href);
		slw_buf_str(c->out, "\" rel=\"nofollow\">");
	}
}

static void drop_inline(struct cleaner *c, size_t index)
{
	suspend_inlines(c, index);
	free(c->inlines[index].href);
	c->inline_count--;
	memmove(&c->inlines[index], &c->inlines[index + 1],
		(c->inline_count - index) * sizeof(c->inlines[0]));
}

/* The index of the innermost open element of this tag, or inline_count. */
static size_t find_inline(const struct cleaner *c, enum slw_html_tag tag)
{
	for (size_t i = c->inline_count; i > 0; i--) {
		if (c->inlines[i - 1].tag == tag)
			return i - 1;
	}
	return c->inline_count;
}

static size_t source_depth(const struct cleaner *c)
{
	size_t depth = 0;

	for (size_t i = 0; i < c->block_count; i++)
		depth += c->blocks[i].implied ? 0 : 1;
	return depth;
}

static void open_inline(struct cleaner *c, const struct slw_html_token *token)
{
	size_t same = find_inline(c, token->tag);
	bool repeated = same < c->inline_count;
	struct inline_element element = { .tag = token->tag };

	if (token->tag == SLW_TAG_A) {
		/* links do not nest: the next one ends the one before */
		if (repeated)
			drop_inline(c, same);
		element.href = token->text == NULL ? NULL : slw_html_link(token->text, token->len);
		element.silent = element.href == NULL;
	} else {
		element.silent = repeated;
	}
	if (c->inline_count == MAX_INLINES) {
		free(element.href);
		return;
	}
	element.depth = source_depth(c);
	c->inlines[c->inline_count++] = element;
}

static void close_inline(struct cleaner *c, enum slw_html_tag tag)
{
	size_t index = find_inline(c, tag);

	if (index < c->inline_count)
		drop_inline(c, index);
}

/* --- blocks ------------------------------------------------------------------------------- */

static void begin_block_content(struct cleaner *c)
{
	c->at_start = true;
	c->space = false;
	c->breaks = 0;
}

static void push_block(struct cleaner *c, enum slw_html_tag tag, bool implied)
{
	suspend_inlines(c, 0);
	c->blocks[c->block_count++] = (struct block){ .tag = tag, .implied = implied };
	begin_block_content(c);
}

/* Closes blocks until count are left. */
static void pop_blocks(struct cleaner *c, size_t count)
{
	size_t depth;

	if (c->block_count <= count)
		return;
	suspend_inlines(c, 0);
	while (c->block_count > count) {
		struct block *block = &c->blocks[--c->block_count];

		if (block->written)
			write_end(c->out, block->tag);
	}
	depth = source_depth(c);
	for (size_t i = c->inline_count; i > 0; i--) {
		if (c->inlines[i - 1].depth > depth)
			drop_inline(c, i - 1);
	}
	begin_block_content(c);
}

static enum slw_html_tag top_tag(const struct cleaner *c)
{
	return c->block_count == 0 ? SLW_TAG_OTHER : c->blocks[c->block_count - 1].tag;
}

static bool is_list(enum slw_html_tag tag)
{
	return tag == SLW_TAG_UL || tag == SLW_TAG_OL;
}

static bool is_heading(enum slw_html_tag tag)
{
	return tag == SLW_TAG_H3 || tag == SLW_TAG_H4;
}

/* A p or heading holds text alone: whatever block comes next ends it. */
static void end_text_block(struct cleaner *c)
{
	if (top_tag(c) == SLW_TAG_P || is_heading(top_tag(c)))
		pop_blocks(c, c->block_count - 1);
}

/* A list holds items alone: anything else goes into one, or behind a list that was implied. */
static void leave_list_level(struct cleaner *c)
{
	while (is_list(top_tag(c))) {
		if (c->blocks[c->block_count - 1].implied)
			pop_blocks(c, c->block_count - 1);
		else
			push_block(c, SLW_TAG_LI, true);
	}
}

/* The count of blocks below the innermost list, or block_count if a quotation comes first. */
static size_t find_list(const struct cleaner *c)
{
	for (size_t i = c->block_count; i > 0; i--) {
		if (is_list(c->blocks[i - 1].tag))
			return i - 1;
		if (c->blocks[i - 1].tag == SLW_TAG_BLOCKQUOTE)
			break;
	}
	return c->block_count;
}

/* Text before and after is apart, without a block of its own. */
static void part(struct cleaner *c)
{
	enum slw_html_tag top = top_tag(c);

	if (top == SLW_TAG_P)
		pop_blocks(c, c->block_count - 1);
	else if (is_heading(top))
		c->space = true;
	else if (c->breaks == 0)
		c->breaks = 1;
}

/* Three levels are kept free: for an implied item, an implied list and the p of a text. */
static bool is_deep(const struct cleaner *c)
{
	return c->block_count + 4 > MAX_BLOCKS;
}

static void open_block(struct cleaner *c, enum slw_html_tag tag)
{
	if (tag == SLW_TAG_P && is_heading(top_tag(c))) {
		part(c);
		return;
	}
	end_text_block(c);
	if (tag == SLW_TAG_LI) {
		size_t list = find_list(c);

		if (list < c->block_count)
			pop_blocks(c, list + 1);
		else if (!is_deep(c))
			push_block(c, SLW_TAG_UL, true);
		else
			return;
		push_block(c, SLW_TAG_LI, false);
		return;
	}
	/* before the depth is asked for: what it implies here stands there when the result is read */
	leave_list_level(c);
	if (is_deep(c))
		part(c);
	else
		push_block(c, tag, false);
}

static void close_block(struct cleaner *c, enum slw_html_tag tag)
{
	for (size_t i = c->block_count; i > 0; i--) {
		enum slw_html_tag at = c->blocks[i - 1].tag;

		if (at == tag || (is_heading(tag) && is_heading(at))) {
			pop_blocks(c, i - 1);
			return;
		}
		/* these are not reached through: their end tag stands somewhere else */
		if (tag == SLW_TAG_P || is_heading(tag) ? at != SLW_TAG_P && !is_heading(at)
							: tag == SLW_TAG_LI && is_list(at))
			return;
	}
}

/* --- text --------------------------------------------------------------------------------- */

/* Writes all that is due before the next character. */
static void begin_text(struct cleaner *c)
{
	leave_list_level(c);
	if (c->block_count == 0 || top_tag(c) == SLW_TAG_BLOCKQUOTE)
		push_block(c, SLW_TAG_P, true);
	for (size_t i = 0; i < c->block_count; i++) {
		if (!c->blocks[i].written)
			write_start(c->out, c->blocks[i].tag);
		c->blocks[i].written = true;
	}
	if (!c->at_start) {
		for (unsigned int i = 0; i < c->breaks; i++)
			slw_buf_str(c->out, "<br>");
		if (c->space && c->breaks == 0)
			slw_buf_char(c->out, ' ');
	}
	resume_inlines(c);
	c->at_start = false;
	c->space = false;
	c->breaks = 0;
}

static bool is_space(char ch)
{
	return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r' || ch == '\f';
}

static const char *take_spaces(struct cleaner *c, const char *p, const char *end)
{
	unsigned int newlines = 0;

	for (; p < end && is_space(*p); p++) {
		if (*p == '\n' || (*p == '\r' && !(p + 1 < end && p[1] == '\n')))
			newlines++;
	}
	c->space = true;
	if (newlines >= 2 && c->blank_lines_part)
		part(c);
	return p;
}

/* Controls and noncharacters, which no HTML may hold. */
static bool is_forbidden(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code <= 0x9F) ||
	       (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
}

static void add_char(struct cleaner *c, uint32_t code)
{
	uint8_t bytes[6];
	int len;

	if (code < 0x80 && is_space((char)code)) {
		c->space = true;
		return;
	}
	/* a no-break space at the start is how editors keep an empty paragraph */
	if (is_forbidden(code) || (code == 0xA0 && c->at_start))
		return;
	begin_text(c);
	len = u8_uctomb(bytes, code, sizeof(bytes));
	slw_escape_html_text(c->out, (const char *)bytes, (size_t)len);
}

static bool is_plain(char ch)
{
	return (unsigned char)ch > ' ' && (unsigned char)ch < 0x7F && ch != '&';
}

/* The end of the run of plain ASCII at p, single spaces inside it included. */
static const char *plain_run(const char *p, const char *end)
{
	while (p < end && (is_plain(*p) || (*p == ' ' && p + 1 < end && is_plain(p[1]))))
		p++;
	return p;
}

static void add_text(struct cleaner *c, const char *p, size_t len)
{
	const char *end = p + len;

	while (p < end) {
		const char *run = is_space(*p) ? p : plain_run(p, end);
		uint32_t code;
		size_t used;

		if (run > p) {
			begin_text(c);
			slw_escape_html_text(c->out, p, (size_t)(run - p));
			p = run;
		} else if (is_space(*p)) {
			p = take_spaces(c, p, end);
		} else if (*p == '&') {
			used = slw_html_entity(p, (size_t)(end - p), false, &code);
			add_char(c, used > 0 ? code : '&');
			p += used > 0 ? used : 1;
		} else {
			ucs4_t uc;

			p += u8_mbtouc(&uc, (const uint8_t *)p, (size_t)(end - p));
			add_char(c, uc);
		}
	}
}

/* --- tags --------------------------------------------------------------------------------- */

static void take_tag(struct cleaner *c, const struct slw_html_token *token)
{
	bool start = token->kind == SLW_HTML_START;

	switch (token->tag) {
	case SLW_TAG_P:
	case SLW_TAG_H3:
	case SLW_TAG_H4:
	case SLW_TAG_UL:
	case SLW_TAG_OL:
	case SLW_TAG_LI:
	case SLW_TAG_BLOCKQUOTE:
		if (start)
			open_block(c, token->tag);
		else
			close_block(c, token->tag);
		break;
	case SLW_TAG_STRONG:
	case SLW_TAG_B:
	case SLW_TAG_EM:
	case SLW_TAG_I:
	case SLW_TAG_A:
		if (start)
			open_inline(c, token);
		else
			close_inline(c, token->tag);
		break;
	case SLW_TAG_BR: /* "</br>" is a br too */
		if (c->breaks < MAX_BREAKS)
			c->breaks++;
		break;
	case SLW_TAG_BREAK:
		part(c);
		break;
	case SLW_TAG_CELL:
		c->space = true;
		break;
	default:
		break;
	}
}

void slw_html_clean(struct slw_buf *out, const char *html)
{
	struct cleaner c = { .out = out, .at_start = true };
	struct slw_html_token token;
	bool tags, blocks;

	if (strncmp(html, "\xEF\xBB\xBF", 3) == 0)
		html += 3;
	slw_html_survey(html, &tags, &blocks);
	c.blank_lines_part = !blocks;
	while (slw_html_next(&html, &token)) {
		if (token.kind == SLW_HTML_TEXT)
			add_text(&c, token.text, token.len);
		else
			take_tag(&c, &token);
	}
	pop_blocks(&c, 0);
	while (c.inline_count > 0)
		drop_inline(&c, c.inline_count - 1);
}
