/*
 * Texts for a shop: what is asked for, who writes it, and what comes back. Providers stand behind
 * content/provider.h; the built-in writer needs nothing and always answers.
 */
#ifndef SLW_CONTENT_CONTENT_H
#define SLW_CONTENT_CONTENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_budget;
struct slw_documents;
struct slw_err;
struct slw_log;
struct slw_product;
struct slw_progress;
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

	/*
	 * The words as they come, from the first on: plain text in pieces of whole characters, without
	 * control characters but newlines. With text NULL what came so far is void and another attempt
	 * begins. What the response holds in the end is the text that counts. NULL: all at the end.
	 */
	void (*piece)(void *context, const char *text, size_t len);
	void *piece_context;
	struct slw_budget
	    *budget; /* what may be spent, content/budget.h; borrowed; NULL: anything */
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
	long milliseconds;

	/* What all questions for this text took together; 0 for the built-in writer. */
	long tokens_in, tokens_out, tokens; /* tokens is both */
	int64_t cost;	   /* millionths of a US dollar; of a model without a known price: 0 ... */
	bool cost_unknown; /* ... and this */
	bool capped;	   /* the budget did not let a model write it */
	/* Who was asked before and did not write it: array of {"provider", "reason"}; NULL: nobody. */
	json_t *fallbacks;
	/* What is still wrong after the text was mended once: array of {"kind": "language", "short",
	 * "long", "form", "cut", "text"}, text in the words of the user; NULL: nothing. The score is
	 * lower for it. */
	json_t *problems;
	/* What came of a stream that broke. It is nobody's text: keep it apart, never publish it. NULL:
	 * none did. */
	char *draft;
};
void slw_content_response_init(struct slw_content_response *response);
void slw_content_response_release(struct slw_content_response *response);

/*
 * Loads prompts, prices and the writer's phrases from data_folder, and reads from the environment
 * which models are set up (HACKING.md, "to add a model provider"). Nothing is contacted. Belongs to
 * one thread. SLW_EINTERNAL: a data file is damaged.
 */
int slw_writer_open(struct slw_writer **out, const char *data_folder, struct slw_err *err);
void slw_writer_free(struct slw_writer *writer); /* texts on their way end as cancelled */

/*
 * For the servers of models; 0 means 10 s, 30 s, 120 s (idle and total five times that for a model of
 * one's own) and 3 tries. Not while texts are on their way.
 */
struct slw_writer_limits {
	unsigned int connect_ms, idle_ms, total_ms, tries;
	unsigned int texts; /* that are asked for at a time; 8 */
	const struct slw_log *log;
};
void slw_writer_limit(struct slw_writer *writer, const struct slw_writer_limits *limits);

/*
 * Writes one text and waits for it; stops within 100 ms when progress (may be NULL) says so.
 *
 * provider "auto" asks those that are set up, in the order openai, anthropic, local, and ends at
 * builtin; response->fallbacks says why one did not write. A named provider writes or fails, but for
 * a budget that has builtin take over.
 *
 * SLW_EINVAL: unknown type, a variable of its prompt is missing (the message names it), the provider
 * refused to write this; SLW_ENOTSUP: the provider is not set up, or the built-in writer has no
 * phrases for the language; SLW_EAUTH, SLW_ENET, SLW_ETIMEOUT, SLW_ELIMIT (429, an empty account, a
 * reply of megabytes, the budget), SLW_ECANCELLED. After a failure content is NULL, and draft,
 * fallbacks, tokens and cost hold. Release it in any case.
 */
int slw_writer_generate(struct slw_writer *writer, const struct slw_content_request *request,
			struct slw_content_response *response, const struct slw_progress *progress,
			struct slw_err *err);

/*
 * The same for many at a time. The request is copied but for budget; done comes once, from
 * slw_writer_run(), slw_writer_cancel() or slw_writer_free(), or from in here where nobody has to be
 * asked; err->code is SLW_OK where the text was written. The response is borrowed; take its members by
 * copying the struct and initializing it. -1: the request is wrong, and done does not come.
 */
typedef void slw_writer_done(void *context, struct slw_content_response *response,
			     const struct slw_err *err);
int slw_writer_start(struct slw_writer *writer, const struct slw_content_request *request,
		     slw_writer_done *done, void *context, struct slw_err *err);
/* Works until something was done, at most timeout_ms; how many texts are on their way still. */
size_t slw_writer_run(struct slw_writer *writer, int timeout_ms);
/* Ends all that are on their way, at once. */
void slw_writer_cancel(struct slw_writer *writer);

/* The prompt hash that generate() would give, without writing: whether a stored text is current. */
int slw_writer_hash(struct slw_writer *writer, const struct slw_content_request *request,
		    char out[65], struct slw_err *err);

/* Whether a model is set up that auto would ask before the built-in writer. */
bool slw_writer_has_model(const struct slw_writer *writer);

/*
 * Which providers are set up: array of {"name", "label", "configured", "url", "model", "reason"};
 * with ask, they are asked for their models, and there is "answers" (bool), and where that is false
 * "error" and "hint". One that failed so often that this writer leaves it alone has "breaker" ("open",
 * "half_open") and "again_ms", when it is asked again. Never a key. New reference.
 */
json_t *slw_writer_providers(struct slw_writer *writer, bool ask,
			     const struct slw_progress *progress);

#endif
