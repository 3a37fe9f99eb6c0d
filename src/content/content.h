/*
 * Texts for a shop: what is asked for, who writes it, and what comes back. Providers stand behind
 * content/provider.h; the built-in writer needs nothing and always answers.
 */
#ifndef SLW_CONTENT_CONTENT_H
#define SLW_CONTENT_CONTENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct slw_documents;
struct slw_err;
struct slw_product;
struct slw_writer;

/* What a type of text is about. */
enum slw_content_scope { SLW_CONTENT_PRODUCT, SLW_CONTENT_COLLECTION, SLW_CONTENT_SHOP };

struct slw_content_type {
	const char *name;    /* "product_description" ... design.md 6; one table, in its order */
	unsigned int scopes; /* 1 << enum slw_content_scope: meta_title has all three */
	int words_min[3], words_max[3]; /* for short, medium, long; 0: counted in characters */
	int chars_max;			/* 0: no limit in characters */
};

const struct slw_content_type *slw_content_types(size_t *count);
const struct slw_content_type *slw_content_type_find(const char *name);

/*
 * Facts: an object with what is known and may be said, made from answers that slw_documents_resolve()
 * and slw_product_resolve() filled in; the one input of every writer. New references.
 */
json_t *slw_content_shop_facts(const struct slw_documents *docs);
json_t *slw_content_product_facts(const struct slw_product *product,
				  const struct slw_documents *docs);
/* collection: one of products.collections; product_count and some titles of its products. */
json_t *slw_content_collection_facts(const json_t *collection, size_t product_count,
				     const char *const *titles, size_t title_count,
				     const struct slw_documents *docs);

struct slw_content_request {
	const char *content_type;
	enum slw_content_scope scope;
	const json_t *facts;  /* borrowed. From the command line: an object of the type's variables
			      * (product_name, category, features, audience, voice ...) */
	const char *tone;     /* NULL: friendly */
	const char *length;   /* "short", "medium", "long"; NULL: medium */
	const char *language; /* ISO 639-1; NULL: en */
	const json_t *keywords; /* array of strings or NULL */
	int alternatives;	/* 0 to 5 */
	const char *provider;	/* "auto", "builtin" ...; NULL: auto */
	const char *model;	/* NULL: the provider's own */
	/* Chooses among equal sentences. Callers number the subjects of a shop (product 1, 2, 3 ...),
	 * so that neighbours do not read alike; the same number gives the same text. */
	unsigned int variation;
};

struct slw_content_response {
	/* Plain text, paragraphs apart by an empty line. faq: blocks "Q: ...\nA: ..." apart by an
	 * empty line; welcome_email: the first line is "Subject: ..."; blog_post: the first line is
	 * the title, headings are paragraphs of one line without a full stop. */
	char *content;
	json_t *alternatives; /* array of strings */
	double quality_score; /* 0 to 1 */
	json_t *parts;	      /* of the score: {"length": 0.9, "keywords": ...} */
	json_t *seo_keywords; /* array of strings */
	json_t *sentiment;    /* {"score": -1..1, "label": "positive"} */
	json_t *claims;	      /* array of {"text", "offset", "kind"}: said without a fact */
	char *provider, *model, *prompt_used;
	char prompt_hash[65];
	long tokens, milliseconds; /* 0 for the built-in writer's tokens */
};
void slw_content_response_init(struct slw_content_response *response);
void slw_content_response_release(struct slw_content_response *response);

/* Loads prompts and the writer's phrases from data_folder. SLW_EINTERNAL: a data file is damaged. */
int slw_writer_open(struct slw_writer **out, const char *data_folder, struct slw_err *err);
void slw_writer_free(struct slw_writer *writer);

/*
 * Writes one text. response is initialized. SLW_EINVAL: unknown type, a variable of its prompt is
 * missing (the message names it); SLW_ENOTSUP: the provider is not part of this build or the built-in
 * writer has no phrases for the language.
 */
int slw_writer_generate(struct slw_writer *writer, const struct slw_content_request *request,
			struct slw_content_response *response, struct slw_err *err);

/* The prompt hash that generate() would give, without writing: whether a stored text is current. */
int slw_writer_hash(struct slw_writer *writer, const struct slw_content_request *request,
		    char out[65], struct slw_err *err);

#endif
