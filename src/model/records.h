/*
 * The rows that a store keeps, as the layers above see them. Times are milliseconds since 1970
 * (clock.h), 0 for "never". A session is known by a UUIDv7 outside and by an integer inside.
 * Each struct owns what it points to; release with its _release(). An _init() allocates nothing but
 * the documents of a version (empty objects): texts and JSON start as NULL, which reads as "" and as
 * nothing.
 */
#ifndef SLW_MODEL_RECORDS_H
#define SLW_MODEL_RECORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"
#include "model/documents.h"

/* wizard_sessions */
struct slw_session {
	int64_t no; /* integer key, never shown */
	char id[SLW_UUID_SIZE];
	char user_id[SLW_UUID_SIZE];
	char *business_name;   /* of the newest version, for lists; "" before step 1 */
	int current_step;      /* 1 to SLW_STEP_COUNT */
	int64_t version;       /* newest version, 0 before the first commit */
	int64_t product_count; /* current products */
	json_t *configuration; /* the user's preferences */
	json_t *metadata;
	int64_t created_at, updated_at, completed_at;
};
void slw_session_init(struct slw_session *session);
void slw_session_release(struct slw_session *session);

/* store_configs: one committed edit. Documents are whole; products that changed are found by their
 * own rows. */
struct slw_version {
	int64_t version; /* 1, 2, 3 ... */
	int64_t parent;	 /* the version that the edit began from, 0 for the first */
	char *kind;   /* "answers", "edit", "import", "undo", "redo", "restore", "merge", "copy" */
	char *author; /* user or program, for the journal */
	char *note;   /* one sentence for the journal: "imported shirts.csv: 12 created"; or "" */
	json_t *changed;	   /* array of the keys that differ from the parent */
	struct slw_documents docs; /* sections are {} where only a list was asked for */
	int64_t products_changed;  /* products that differ from the version before */
	int64_t product_count;	   /* products at this version */
	int64_t created_at;
};
void slw_version_init(struct slw_version *version);
void slw_version_release(struct slw_version *version);

/* products: data is the product object (slw_product_fields) as compact JSON text. */
struct slw_product_row {
	int64_t product_no; /* 1, 2, 3 ... within its session; never used again */
	int64_t valid_from; /* version */
	int64_t valid_to;   /* version that ended it, 0 while current */
	int64_t rank;	    /* order in the shop; sparse, in steps of SLW_RANK_STEP */
	char *handle;
	char *data;
};
#define SLW_RANK_STEP 1024
void slw_product_row_init(struct slw_product_row *row);
void slw_product_row_release(struct slw_product_row *row);

/* drafts: what is being typed. Never a secret. */
struct slw_draft {
	int64_t product_no; /* 0: a field of the documents */
	char *field;	    /* path */
	char *value;
	int64_t cursor; /* characters from the start */
	int64_t base_version;
	int64_t updated_at;
};
void slw_draft_release(struct slw_draft *draft);
/* Whether a path is another one, or below it: "a.b", "a.b.c" and "a.b[2]" are at or below "a.b". */
bool slw_draft_is_below(const char *path, const char *other);

/* generated_content */
struct slw_content_row {
	int64_t no; /* 0 until it is stored */
	char id[SLW_UUID_SIZE];
	int64_t product_no; /* 0: of the shop or of a collection */
	char *subject;	    /* collection handle, or "" */
	char *content_type; /* "product_description" ... */
	json_t *
	    content_data; /* {"content", "alternatives", "parts", "seo_keywords", "sentiment", ...} */
	char *prompt_used;
	char *prompt_hash; /* SHA-256 of prompt and facts: the same request is not written anew */
	char *provider, *model_used;
	json_t *facts;
	double quality_score;  /* 0 to 1 */
	int user_rating;       /* 1 to 5; 0: not rated */
	char *state;	       /* "generated", "edited", "flagged", "approved" (flagged, and
				* someone vouches for it), "failed", "partial" */
	bool locked;	       /* never written over */
	int64_t store_version; /* version of the answers that it was written for */
	int64_t generated_at, updated_at;
};
void slw_content_row_init(struct slw_content_row *row);
void slw_content_row_release(struct slw_content_row *row);

/* theme_recommendations */
struct slw_theme_row {
	char *theme_id, *theme_name, *industry_category;
	double recommendation_score; /* 0 to 1 */
	json_t *performance_data;
	json_t *customizations; /* with "reasons" and, in the chosen one, "chosen": true */
	int64_t created_at;
};
void slw_theme_row_release(struct slw_theme_row *row);

/* integration_status */
struct slw_integration_row {
	char *integration_type; /* "payments" ... */
	char *provider_name;
	char *status;	       /* "pending", "valid", "limited", "invalid", "unreachable" */
	json_t *configuration; /* mode and plain values; secrets as references */
	char *error_message;   /* "" if none */
	int64_t last_sync, created_at, updated_at;
};
void slw_integration_row_release(struct slw_integration_row *row);

/* wizard_analytics */
struct slw_event {
	char *event_type; /* "session_created", "step_updated", "imported", "launched" ... */
	json_t *event_data;
	int64_t timestamp;
};
void slw_event_release(struct slw_event *event);

#endif
