#include "config.h"

#include "model/documents.h"

#include "base/mem.h"

#include "base/banned.h"

static json_t *new_object(void)
{
	json_t *object = json_object();

	if (object == NULL)
		slw_out_of_memory(0);
	return object;
}

void slw_documents_init(struct slw_documents *docs)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		docs->section[i] = new_object();
}

void slw_documents_release(struct slw_documents *docs)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		json_decref(docs->section[i]);
		docs->section[i] = NULL;
	}
}

void slw_documents_copy(struct slw_documents *to, const struct slw_documents *from)
{
	struct slw_documents copy;

	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		copy.section[i] = json_deep_copy(from->section[i]);
		if (copy.section[i] == NULL)
			slw_out_of_memory(0);
	}
	slw_documents_release(to);
	*to = copy;
}
