/*
 * The text of an answers file as a tree of nodes that know their place; for src/model/ alone.
 * libfyaml's events are turned into it, so that nothing of the library is seen elsewhere.
 */
#ifndef SLW_MODEL_ANSWERS_NODE_H
#define SLW_MODEL_ANSWERS_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_problems;

enum slw_node_kind { SLW_NODE_SCALAR, SLW_NODE_SEQUENCE, SLW_NODE_MAPPING };

/* What a plain scalar is by the core schema of YAML 1.2; everything else is SLW_NODE_STRING. */
enum slw_node_plain {
	SLW_NODE_STRING,
	SLW_NODE_EMPTY, /* nothing was written */
	SLW_NODE_NULL,	/* null, ~ */
	SLW_NODE_BOOL,
	SLW_NODE_INTEGER,
	SLW_NODE_FLOAT,
};

struct slw_node {
	enum slw_node_kind kind;
	enum slw_node_plain plain;
	bool open;		    /* its end was not met yet: an alias to it would never end */
	uint32_t offset;	    /* bytes from the start of the text */
	uint32_t count;		    /* children: entries of a sequence, keys of a mapping */
	uint32_t len;		    /* of text */
	const char *text;	    /* of a scalar, with a NUL behind it */
	struct slw_node **keys;	    /* of a mapping: scalars */
	struct slw_node **children; /* of a sequence or mapping; an alias is its target */
	uint64_t weight;	    /* memory that it would take, aliases written out */
};

struct slw_tree {
	char *text; /* a copy, so that places are known later */
	size_t len;
	char *name;
	struct slw_node *root; /* NULL when the file holds nothing */
	bool damaged;	       /* syntax errors: parts are missing */
	uint32_t *lines;       /* offset of each line */
	size_t line_count, line_cap;
	struct slw_arena *arena;
};

/*
 * Parses valid UTF-8 of less than 2^32 bytes; every problem of syntax is added. After an error it
 * goes on with the next key at the left margin.
 */
void slw_tree_parse(struct slw_tree *tree, const char *name, const char *text, size_t len,
		    struct slw_problems *problems);
void slw_tree_release(struct slw_tree *tree);

/* 1-based; column counts characters. */
void slw_tree_position(const struct slw_tree *tree, size_t offset, int *line, int *column);

/* NULL-safe: the value of a key (the first one of that name), an entry, a key's own node. */
const struct slw_node *slw_node_get(const struct slw_node *mapping, const char *key);
const struct slw_node *slw_node_at(const struct slw_node *sequence, size_t index);
const struct slw_node *slw_node_key(const struct slw_node *mapping, const char *key);

#endif
