#include "config.h"

#include "model/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

void slw_session_init(struct slw_session *session)
{
	*session = (struct slw_session){ .current_step = 1 };
}

void slw_session_release(struct slw_session *session)
{
	free(session->business_name);
	json_decref(session->configuration);
	json_decref(session->metadata);
	slw_session_init(session);
}

static void clear_version(struct slw_version *version)
{
	*version = (struct slw_version){ .version = 0 };
}

void slw_version_init(struct slw_version *version)
{
	clear_version(version);
	slw_documents_init(&version->docs);
}

void slw_version_release(struct slw_version *version)
{
	free(version->kind);
	free(version->author);
	free(version->note);
	json_decref(version->changed);
	slw_documents_release(&version->docs);
	clear_version(version);
}

void slw_product_row_init(struct slw_product_row *row)
{
	*row = (struct slw_product_row){ .product_no = 0 };
}

void slw_product_row_release(struct slw_product_row *row)
{
	free(row->handle);
	free(row->data);
	slw_product_row_init(row);
}

void slw_draft_release(struct slw_draft *draft)
{
	free(draft->field);
	free(draft->value);
	*draft = (struct slw_draft){ .product_no = 0 };
}

void slw_content_row_init(struct slw_content_row *row)
{
	*row = (struct slw_content_row){ .no = 0 };
}

void slw_content_row_release(struct slw_content_row *row)
{
	free(row->subject);
	free(row->content_type);
	json_decref(row->content_data);
	free(row->prompt_used);
	free(row->prompt_hash);
	free(row->provider);
	free(row->model_used);
	json_decref(row->facts);
	free(row->state);
	slw_content_row_init(row);
}

void slw_theme_row_release(struct slw_theme_row *row)
{
	free(row->theme_id);
	free(row->theme_name);
	free(row->industry_category);
	json_decref(row->performance_data);
	json_decref(row->customizations);
	*row = (struct slw_theme_row){ .theme_id = NULL };
}

void slw_integration_row_release(struct slw_integration_row *row)
{
	free(row->integration_type);
	free(row->provider_name);
	free(row->status);
	json_decref(row->configuration);
	free(row->error_message);
	*row = (struct slw_integration_row){ .provider_name = NULL };
}

void slw_event_release(struct slw_event *event)
{
	free(event->event_type);
	json_decref(event->event_data);
	*event = (struct slw_event){ .event_type = NULL };
}

bool slw_draft_is_below(const char *path, const char *other)
{
	size_t len = strlen(other);

	return strncmp(path, other, len) == 0 &&
	       (path[len] == '\0' || path[len] == '.' || path[len] == '[');
}
