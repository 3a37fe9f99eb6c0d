/*
 * The rules of the journal, without storage: what differs between two states, and how two edits
 * that began from the same version come together.
 */
#ifndef SLW_MODEL_JOURNAL_H
#define SLW_MODEL_JOURNAL_H

#include <jansson.h>
#include <stdbool.h>

struct slw_documents;
struct slw_field;

/*
 * The keys that differ, as paths to the smallest field (a RECORD is gone into, a LIST or RECORDS is
 * one field), in table order. New array of strings.
 */
json_t *slw_journal_changed(const struct slw_documents *before, const struct slw_documents *after);

/* Side by side: array of {"key", "before", "after"}; null where absent; secrets as references, a
 * literal one as {"hidden": true}. */
json_t *slw_journal_diff(const struct slw_documents *before, const struct slw_documents *after);

/*
 * Three-way merge: base is the version that the edit began from, theirs the newest one, mine the
 * edit. A field that changed on one side only takes that side; on both sides to the same value, that
 * value; to different values it is a conflict. merged (initialized) is set only when there is none.
 * *conflicts is a new array of {"key", "base", "theirs", "mine"} as in slw_journal_diff(), empty
 * without conflicts.
 * Returns 0, or -1 when there are conflicts.
 */
int slw_journal_merge(const struct slw_documents *base, const struct slw_documents *theirs,
		      const struct slw_documents *mine, struct slw_documents *merged,
		      json_t **conflicts);

/*
 * The same for one record of a table, such as a product: base and theirs may be NULL (there was none).
 * *merged is a new object, with mine where both sides differ; *conflicts as above, with keys from the
 * record on ("title"). True when there is no conflict.
 */
bool slw_journal_merge_record(const struct slw_field *table, const json_t *base,
			      const json_t *theirs, const json_t *mine, json_t **merged,
			      json_t **conflicts);

#endif
