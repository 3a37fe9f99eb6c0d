/*
 * Templates for pages: text with tags in {{ }}, compiled once and rendered many times over C
 * structs, without a tree in between. Every value is escaped for the place it stands in; which
 * place that is, is found out when the template is compiled, by following the HTML around it.
 *
 *	{{name}} {{shop.name}}	a value: text, number, checked HTML (TPL_HTML), JSON (TPL_JSON)
 *	{{#name}}..{{/name}}	a list: once for each entry; a record: inside it; else: if it is there
 *	{{?name}}..{{/name}}	if it is there, without going into it
 *	{{^name}}..{{/name}}	if it is absent, empty, zero or false
 *	{{>name}}		another template, compiled into this place
 *	{{_Words {name}}}	a phrase in the language of the shop, with values in { }
 *	{{!remark}}		nothing
 *	{{@first}} {{@last}} {{@early}} {{@index}} {{@number}}	of the innermost list; early: among
 *				the first four; index counts from 0, number from 1
 *
 * Names are looked up in the innermost record and outward, and a name that is nowhere is an error,
 * as is a value where no escaping makes it safe (tag and attribute names, unquoted attributes,
 * event handlers, scripts, comments) or a section that leaves the HTML in another state than it
 * found it in.
 */
#ifndef SLW_STOREFRONT_TEMPLATE_H
#define SLW_STOREFRONT_TEMPLATE_H

#include <stddef.h>

struct slw_buf;
struct slw_err;
struct slw_template;

enum slw_tpl_type {
	SLW_TPL_TEXT,	  /* const char *: escaped; NULL is empty */
	SLW_TPL_HTML,	  /* const char *: from slw_html_clean(); in text only */
	SLW_TPL_JSON,	  /* const char *: a JSON value, safe in <script>; in JSON-LD only */
	SLW_TPL_NUMBER,	  /* int64_t */
	SLW_TPL_YES,	  /* bool: for sections, and in JSON-LD as true or false */
	SLW_TPL_RECORD,	  /* const struct X *: NULL is absent */
	SLW_TPL_LIST,	  /* struct slw_tpl_list of structs */
	SLW_TPL_POINTERS, /* struct slw_tpl_list of pointers to structs */
};

struct slw_tpl_list {
	const void *items;
	size_t count;
};

struct slw_tpl_record;

struct slw_tpl_field {
	const char *name; /* NULL ends the table */
	enum slw_tpl_type type;
	size_t offset;
	const struct slw_tpl_record *record; /* of RECORD, LIST and POINTERS */
};

struct slw_tpl_record {
	const char *name; /* for error texts */
	size_t size;
	const struct slw_tpl_field *fields;
};

struct slw_tpl_source {
	/* The text of a template, borrowed while it is compiled. SLW_ENOTFOUND. */
	int (*load)(void *context, const char *name, const char **text, size_t *len,
		    struct slw_err *err);
	/* The phrase in the language of the shop, borrowed; NULL: the phrase itself. */
	const char *(*word)(void *context, const char *phrase);
	void *context;
};

/* SLW_EINTERNAL: the template is damaged; the message has its name, line and column. */
int slw_template_compile(struct slw_template **out, const char *name,
			 const struct slw_tpl_record *root, const struct slw_tpl_source *source,
			 struct slw_err *err);
void slw_template_free(struct slw_template *tpl);

/* Appends. root is a struct of the record that the template was compiled for. */
void slw_template_render(const struct slw_template *tpl, const void *root, struct slw_buf *out);

#endif
