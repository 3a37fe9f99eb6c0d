/*
 * The wizard line by line: the same questions as the full-screen one, one after the other, for
 * screen readers, terminals without cursor movement, and scripts. What it writes is only ever
 * appended. Fields, defaults, choices, checks and their words come from model/; each answer is saved
 * as soon as it is given.
 */
#ifndef SLW_CLI_PLAIN_H
#define SLW_CLI_PLAIN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/documents.h"
#include "model/field.h"
#include "model/records.h"

struct slw_cli;
struct slw_err;

/* True where ACCESSIBLE (not 0, not false) or TERM=dumb asks for lines instead of a screen. */
bool slw_plain_preferred(void);

/* Asks from the first open question of a session (name; NULL: a new one) to the launch. */
int slw_plain_run(struct slw_cli *cli, const char *name, struct slw_err *err);

/* --- between the files of plain*.c ------------------------------------------------------- */

/* What follows from a line, and where a walk through questions has ended. */
enum slw_plain_move {
	SLW_PLAIN_NEXT,	 /* on to the next question; of a walk: all were asked */
	SLW_PLAIN_AGAIN, /* the same question once more */
	SLW_PLAIN_BACK,
	SLW_PLAIN_PAST,	 /* past the rest of the group, the record or the step */
	SLW_PLAIN_JUMP,	 /* to .target */
	SLW_PLAIN_DROP,	 /* leave a record without keeping it */
	SLW_PLAIN_STALE, /* undone or redone: what is being edited may be another one now */
	SLW_PLAIN_LEAVE, /* :quit */
	SLW_PLAIN_END,	 /* the input has ended */
	SLW_PLAIN_FAIL,	 /* .err is set */
};

struct slw_plain {
	struct slw_cli *cli;
	struct slw_err *err;
	struct slw_session session; /* .no is 0 until there is something to save */
	struct slw_documents docs;  /* as they are saved */
	struct slw_buf line;	    /* the last line that was read, without its end */
	bool terminal;		    /* someone types */
	unsigned int columns;
	char *target;	 /* of SLW_PLAIN_JUMP: a path */
	char *at;	 /* the question that is open: "1.8 business.country" */
	json_t *told;	 /* conflicts that were told already: message -> true */
	json_t *pending; /* a product that was not complete when one stopped; or NULL */
};

/* A product while it is edited: it stands in products.items[0] of .docs, which is a copy. */
struct slw_plain_product {
	struct slw_documents docs;
	int64_t product_no; /* 0: not saved yet */
	size_t index;	    /* its place in the shop, from 0 */
	bool unsaved;	    /* something was answered that could not be saved yet */
};

/* The record whose fields are asked: a section, or an entry of a list. */
struct slw_plain_place {
	struct slw_documents *docs;
	const struct slw_field *table;
	const char *path;		   /* "business", "products.shipping.zones[0]" */
	const char *number;		   /* "1", "2.4.1" */
	struct slw_plain_product *product; /* NULL: answers of a section */
};

/* One question: a field that applies and is no group of fields. */
struct slw_plain_question {
	struct slw_field field; /* a copy: credentials are made from the catalogue */
	char *path;
	char *group;		    /* path of the group that it is in */
	const struct slw_field *of; /* that group; NULL: the record itself */
};
struct slw_plain_questions {
	struct slw_plain_question *items;
	size_t count, cap;
};

/* plain_line.c: text out, wrapped, with so many columns of indentation; lines in. */
void slw_plain_say(const struct slw_plain *plain, unsigned int indent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void slw_plain_gap(void); /* an empty line */
/* Into .line: NEXT, END, or FAIL when a signal came. secret: without echo on a terminal. */
enum slw_plain_move slw_plain_read(struct slw_plain *plain, const char *prompt, bool secret);
/* A question of yes or no beside the fields: NEXT and *yes, or END, FAIL. An empty line is yes. */
enum slw_plain_move slw_plain_confirm(struct slw_plain *plain, bool *yes);
/* Words of .err, which is forgotten. */
void slw_plain_complain(struct slw_plain *plain);

/* plain_questions.c: what is asked of a record now; the list is released first. */
void slw_plain_list(const struct slw_plain *plain, const struct slw_plain_place *place,
		    struct slw_plain_questions *list);
void slw_plain_questions_release(struct slw_plain_questions *list);
/* The index of a path or of the end of one ("price"); count if it is not there. */
size_t slw_plain_find(const struct slw_plain_questions *list, const char *path);
/* The path of a field that is asked for by its path, section or own key ("country"), outside of lists
 * of records; NULL if there is none. New string. */
char *slw_plain_resolve(const char *target);
/* A path as a person reads it: the product that is edited has its own index. New string. */
char *slw_plain_path(const struct slw_plain_place *place, const char *path);
/* A value of any type in a few words, for reviews; never a secret. Appends. */
void slw_plain_value(const struct slw_plain *plain, const struct slw_field *field,
		     const json_t *value, struct slw_buf *out);

/* plain_prompt.c: one question, its answer set in place->docs and saved. */
enum slw_plain_move slw_plain_ask(struct slw_plain *plain, const struct slw_plain_place *place,
				  const struct slw_plain_question *question, const char *number);
/* What every question begins with: number, label, key, and what holds now. */
void slw_plain_head(struct slw_plain *plain, const struct slw_plain_place *place,
		    const struct slw_plain_question *question, const char *number);
void slw_plain_explain(const struct slw_plain *plain, const struct slw_field *field);
/* The value of a text: NEXT and *value, AGAIN (told why), or END, FAIL. */
enum slw_plain_move slw_plain_parse(struct slw_plain *plain, const struct slw_plain_place *place,
				    const struct slw_field *field, const char *text,
				    json_t **value);

/* plain_choice.c */
void slw_plain_choices(const struct slw_plain *plain, const struct slw_field *field);
/* The text that slw_field_parse() takes for what was typed: a number, a label, its beginning. NULL:
 * it fits more than one, and they were told. New string. */
char *slw_plain_choose(const struct slw_plain *plain, const struct slw_field *field,
		       const char *text);

/* plain_command.c: a line that begins with ":"; place and question may be NULL. */
bool slw_plain_is_command(const struct slw_plain *plain);
enum slw_plain_move slw_plain_command(struct slw_plain *plain, const struct slw_plain_place *place);
/* True if the line is this word, or this word after ":"; *rest is what follows it. */
bool slw_plain_word(const struct slw_plain *plain, const char *word, const char **rest);

/* plain_save.c: NEXT; AGAIN (refused and told; docs are as saved); FAIL. */
enum slw_plain_move slw_plain_save(struct slw_plain *plain, const struct slw_plain_place *place);
enum slw_plain_move slw_plain_reload(struct slw_plain *plain);
/* Keeps a new product that cannot be saved yet as a draft (flow.h); NULL: there is none. */
void slw_plain_keep(struct slw_plain *plain, const json_t *object);
int slw_plain_session(struct slw_plain *plain); /* makes it on first use */

/* plain_steps.c: from the question at start (a path; NULL: the first, "": the last). */
enum slw_plain_move slw_plain_walk(struct slw_plain *plain, const struct slw_plain_place *place,
				   const char *start);

/* plain_records.c, plain_products.c: questions that are lists of records. */
enum slw_plain_move slw_plain_records(struct slw_plain *plain, const struct slw_plain_place *place,
				      const struct slw_plain_question *question,
				      const char *number);
enum slw_plain_move slw_plain_products(struct slw_plain *plain, const char *number);
/* Whether a number behind a word ("edit 2") is one of count entries; told if not. *index from 0. */
bool slw_plain_index(const struct slw_plain *plain, const char *text, size_t count, size_t *index);
/* The same for two of them ("move 5 1"). */
bool slw_plain_indexes(const struct slw_plain *plain, const char *text, size_t count, size_t *from,
		       size_t *to);
/* What can be written at a list. */
void slw_plain_list_words(const struct slw_plain *plain);

/* plain_import.c: the question for product files; one file. What its columns are is asked where it
 * does not say itself, or with ask. */
enum slw_plain_move slw_plain_files(struct slw_plain *plain, const struct slw_plain_place *place,
				    const struct slw_plain_question *question, const char *number);
enum slw_plain_move slw_plain_import(struct slw_plain *plain, const char *path, bool ask);

/* plain_review.c, plain_launch.c */
enum slw_plain_move slw_plain_review(struct slw_plain *plain);
void slw_plain_themes(struct slw_plain *plain);
/* NEXT: launched, or left for later by choice. */
enum slw_plain_move slw_plain_launch(struct slw_plain *plain);

#endif
