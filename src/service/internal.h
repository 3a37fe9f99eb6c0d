/* What the files of src/service/ share; nothing outside includes it. */
#ifndef SLW_SERVICE_INTERNAL_H
#define SLW_SERVICE_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "content/content.h"
#include "model/catalog.h"
#include "model/check.h"
#include "model/records.h"
#include "secret/vault.h"
#include "service/service.h"
#include "store/store.h"
#include "theme/theme.h"

struct slw_edit;
struct slw_problems;
struct slw_vectors;

struct slw_service {
	struct slw_store *store;
	struct slw_catalog catalog; /* this and the themes: after slw_service_ready() */
	struct slw_themes themes;
	bool ready;
	struct slw_writer *writer;   /* opened on first use */
	struct slw_vectors *vectors; /* opened on first use */
	struct slw_vault *vault;     /* opened on first use: most shops need no key file */
	char *data_folder, *author;
	char user_id[SLW_UUID_SIZE];
	struct slw_cache *cache,
	    *own_cache; /* replies of models; own_cache NULL: it is a shared one */
	const struct slw_log *log;
	const struct slw_progress *progress;
};

int slw_service_writer(struct slw_service *service, struct slw_writer **out, struct slw_err *err);

/* For checks: the catalogue and the currency of docs. */
struct slw_check slw_service_check(const struct slw_service *service,
				   const struct slw_documents *docs);

/* A deep copy into an initialized struct. */
void slw_session_copy(struct slw_session *to, const struct slw_session *from);

/* How often an edit begins anew when another process commits between its look and its commit. */
#define SLW_TRIES 20

/* One commit: a version, its products, its event. */
struct slw_commit {
	const char *kind, *note;    /* note NULL: none */
	int64_t expected;	    /* the newest version must be this one */
	int64_t parent;		    /* what an undo of it goes back to */
	struct slw_documents *docs; /* literal secrets move into the vault, here too */
	const struct slw_documents *before;
	/* Puts and removes product rows of the new version; may be NULL. */
	int (*products)(void *context, struct slw_service *service, int64_t session_no,
			int64_t version, struct slw_err *err);
	void *context;
	const char *event_type;
	/* The event's data and the note may depend on what products() did: called after it. */
	json_t *(*event_data)(void *context); /* new reference; NULL: none */
	char *(*make_note)(void *context);    /* malloc'd; NULL: .note */
	/* Whether products() changed anything; NULL: it did, where there is one. When neither an
	 * answer nor a product changed, the transaction is rolled back. */
	bool (*keep)(void *context);
	/* Drafts that go with it: of a section (its key) or of all sections (""), but not in entries of
	 * lists that are as they were; of a product; of the one that was new. */
	const char *draft_section; /* NULL: none */
	int64_t draft_product;	   /* 0: none */
	bool draft_new;
};

/*
 * Commits, with session->current_step and its metadata, and reads *session anew. A session without
 * a number is created in the same transaction, and has none again when that fails. *version is the
 * new one, or commit->expected when nothing changed. *changed (may be NULL) becomes the array of
 * changed keys. SLW_ECONFLICT as the store has it.
 */
int slw_service_commit(struct slw_service *service, struct slw_session *session,
		       const struct slw_commit *commit, int64_t *version, json_t **changed,
		       struct slw_err *err);

/* To each row of slw_journal_merge() what was the newest version behind base_version that changed it:
 * "version", "author", "changed_at". */
void slw_conflict_who(struct slw_service *service, const struct slw_session *session,
		      int64_t base_version, json_t *rows);
/* Adds rows (*rows NULL: none yet); one of the same key is replaced. */
void slw_conflict_add(json_t **rows, const json_t *found);
/* SLW_ECONFLICT with the keys of the rows; session is the newest. Returns -1. */
int slw_conflict_fail(const struct slw_session *session, const json_t *rows, struct slw_err *err);

/* After a commit was refused with SLW_ECONFLICT: says who changed what since session->version, and what
 * to do. Returns -1. */
int slw_conflict_stale(struct slw_service *service, const struct slw_session *session,
		       struct slw_err *err);

/* Turns problems into an error of the call: the first one's text. Returns -1. */
int slw_problems_fail(const struct slw_problems *problems, struct slw_err *err);

/* A product row as an object with its handle; new reference, NULL and err when it is damaged. */
json_t *slw_row_object(const struct slw_product_row *row, struct slw_err *err);

/* slw_store_product_put() with the SKUs that stand in row->data. */
int slw_service_put_row(struct slw_service *service, int64_t session_no, int64_t version,
			struct slw_product_row *row, struct slw_err *err);

/*
 * slw_store_product_list() of the current products for callers whose each() can fail: 0 goes on, 1
 * stops, -1 stops with err and is returned.
 */
int slw_service_products(struct slw_service *service, int64_t session_no, int64_t after_rank,
			 size_t limit,
			 int (*each)(void *context, const struct slw_product_row *row,
				     struct slw_err *err),
			 void *context, struct slw_err *err);

/*
 * The texts as slw_orchestrator_texts() has them, one after the other: those of the shop and its
 * collections, then those of each product in the order of the shop; by type. text is borrowed.
 */
typedef int slw_service_text(void *context, json_t *text, struct slw_err *err);
int slw_service_texts(struct slw_service *service, int64_t session_no, slw_service_text *each,
		      void *context, struct slw_err *err);

/*
 * A built-in text depends on its place among the others, too. With that in its hash, a session that
 * has changed has the texts that a new one with the same answers would have. A text of a model is
 * paid for: that it has moved is no reason to write it again.
 */
void slw_text_mark_place(const char *provider, unsigned int variation, char hash[65]);

/* One text by its type, product handle and subject, into an initialized row; SLW_ENOTFOUND. */
int slw_text_find(struct slw_service *service, const struct slw_session *session,
		  const json_t *text, struct slw_content_row *row, struct slw_err *err);
/* As slw_orchestrator_texts() has it; handle NULL: of no product. New reference. */
json_t *slw_text_json(const struct slw_content_row *row, const char *handle);

/* The theme that a launch takes: the one that was chosen, or the one that fits best. Borrowed. */
int slw_service_choose_theme(struct slw_service *service, const struct slw_session *session,
			     const struct slw_theme **theme, struct slw_err *err);

/* The folder that relative image paths of a session are below; NULL when it has none. Borrowed. */
const char *slw_session_folder(const struct slw_session *session);

#endif
