/* What a template is compiled to; shared by the compiler and the renderer alone. */
#ifndef SLW_STOREFRONT_TEMPLATE_CODE_H
#define SLW_STOREFRONT_TEMPLATE_CODE_H

#include <stddef.h>
#include <stdint.h>

#include "storefront/template.h"

#define SLW_TPL_SCOPES 24 /* records and lists inside each other */
#define SLW_TPL_HOPS   4  /* names in a.b.c.d */

enum slw_tpl_op_kind {
	SLW_OP_LITERAL,
	SLW_OP_VALUE,
	SLW_OP_LOOP_VALUE, /* @index, @number */
	SLW_OP_IF,	   /* goes to .target when the value is absent */
	SLW_OP_UNLESS,	   /* goes to .target when it is there */
	SLW_OP_IF_LOOP,	   /* the same for @first, @last, @early */
	SLW_OP_UNLESS_LOOP,
	SLW_OP_EACH, /* enters a list or a record; goes to .target when it is empty */
	SLW_OP_NEXT, /* goes to .target while there are entries, else leaves */
};

enum slw_tpl_escape {
	SLW_ESCAPE_RAW, /* checked HTML, JSON */
	SLW_ESCAPE_HTML,
	SLW_ESCAPE_URL_START, /* may begin with a scheme: only known ones */
	SLW_ESCAPE_URL_PATH,
	SLW_ESCAPE_URL_QUERY,
	SLW_ESCAPE_SRCSET,
	SLW_ESCAPE_JSON_STRING,
	SLW_ESCAPE_JSON_VALUE,
	SLW_ESCAPE_CSS,
};

enum slw_tpl_loop {
	SLW_LOOP_FIRST,
	SLW_LOOP_LAST,
	SLW_LOOP_EARLY,
	SLW_LOOP_INDEX,
	SLW_LOOP_NUMBER
};

struct slw_tpl_op {
	uint8_t kind, escape, type, loop;
	uint8_t scope; /* index of the record that the path begins in; of EACH: its own */
	uint8_t hops;  /* offsets used; all but the last lead through a RECORD */
	uint32_t offset[SLW_TPL_HOPS];
	uint32_t target; /* of jumps: an index of ops; of LITERAL: where it begins */
	uint32_t size;	 /* of LITERAL: bytes; of EACH: bytes of one entry */
};

struct slw_template {
	struct slw_tpl_op *ops;
	size_t op_count, op_cap;
	char *text; /* all literals */
	size_t text_len;
};

/* One value in the way that its place asks for. */
void slw_tpl_escape_text(struct slw_buf *out, enum slw_tpl_escape escape, const char *text);

#endif
