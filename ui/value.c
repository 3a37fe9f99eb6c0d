#include "config.h"

#include "ui/value.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/check.h"
#include "model/documents.h"
#include "model/money.h"
#include "service/service.h"
#include "ui/app.h"

#include "base/banned.h"

#define VALUE_MAX 4000 /* bytes of one line */

struct label {
	const char *wanted;
	struct slw_buf *out;
	bool found;
};

static void find_label(void *context, const char *value, const char *label)
{
	struct label *search = context;

	if (!search->found && strcmp(value, search->wanted) == 0) {
		slw_buf_str(search->out, label);
		search->found = true;
	}
}

static void add_choice(struct slw_app *app, const struct slw_field *field, const char *value,
		       struct slw_buf *out)
{
	struct label search = { .wanted = value, .out = out };

	slw_field_choices(field, slw_service_catalog(slw_app_service(app)), find_label, &search);
	if (!search.found)
		slw_buf_str(out, value);
}

static void add_money(struct slw_app *app, int64_t minor, struct slw_buf *out)
{
	const struct slw_documents *docs = slw_app_docs(app);
	const struct slw_currency *currency = slw_documents_currency(docs);

	if (currency != NULL)
		slw_money_display(out, minor, currency,
				  slw_documents_str(docs, "business.language", "en"));
	else
		slw_buf_printf(out, "%lld.%02lld", (long long)(minor / 100),
			       (long long)(minor < 0 ? -minor % 100 : minor % 100));
}

static void add_value(struct slw_app *app, const struct slw_field *field, const json_t *value,
		      struct slw_buf *out);

static void add_list(struct slw_app *app, const struct slw_field *item, const json_t *list,
		     struct slw_buf *out)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (i > 0)
			slw_buf_str(out, ", ");
		add_value(app, item, json_array_get(list, i), out);
	}
}

static void add_choices(struct slw_app *app, const struct slw_field *field, const json_t *list,
			struct slw_buf *out)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *one = json_string_value(json_array_get(list, i));

		if (i > 0)
			slw_buf_str(out, ", ");
		add_choice(app, field, one != NULL ? one : "", out);
	}
}

static void add_count(size_t count, struct slw_buf *out)
{
	slw_buf_printf(out, P_("%zu entry", "%zu entries", count), count);
}

static void add_scalar(struct slw_app *app, const struct slw_field *field, const json_t *value,
		       struct slw_buf *out)
{
	const struct slw_check check = { .catalog = slw_service_catalog(slw_app_service(app)),
					 .currency = slw_documents_currency(slw_app_docs(app)) };

	if ((field->flags & SLW_FIELD_OPEN) && json_is_string(value)) {
		add_choice(app, field, json_string_value(value), out);
		return;
	}
	slw_field_format(field, value, &check, out);
	if (field->unit != NULL)
		slw_buf_printf(out, " %s", _(field->unit));
}

static void add_value(struct slw_app *app, const struct slw_field *field, const json_t *value,
		      struct slw_buf *out)
{
	switch (field->type) {
	case SLW_FIELD_CHOICE:
		add_choice(app, field, json_is_string(value) ? json_string_value(value) : "", out);
		break;
	case SLW_FIELD_MULTI_CHOICE:
		add_choices(app, field, value, out);
		break;
	case SLW_FIELD_YES_NO:
		slw_buf_str(out, json_is_true(value) ? _("Yes") : _("No"));
		break;
	case SLW_FIELD_MONEY:
		add_money(app, json_integer_value(value), out);
		break;
	case SLW_FIELD_SECRET:
		slw_buf_str(out, _("set"));
		break;
	case SLW_FIELD_LIST:
		add_list(app, field->item, value, out);
		break;
	case SLW_FIELD_RECORDS:
		add_count(json_array_size(value), out);
		break;
	case SLW_FIELD_MAP:
	case SLW_FIELD_CREDENTIALS:
	case SLW_FIELD_RECORD:
		add_count(json_object_size(value), out);
		break;
	default:
		add_scalar(app, field, value, out);
	}
}

char *slw_value_text(struct slw_app *app, const struct slw_field *field, const json_t *value)
{
	struct slw_buf out;

	slw_buf_init(&out, VALUE_MAX);
	if (value != NULL && !json_is_null(value))
		add_value(app, field, value, &out);
	return slw_buf_take(&out);
}

#define BLOCK_MAX (64u * 1024)
#define DEPTH_MAX 6

static void add_block(struct slw_app *app, const struct slw_field *field, const json_t *value,
		      int depth, struct slw_buf *out);

static void add_indent(struct slw_buf *out, int depth, bool bullet)
{
	if (out->len > 0)
		slw_buf_char(out, '\n');
	for (int i = 0; i < depth; i++)
		slw_buf_str(out, "  ");
	if (bullet)
		slw_buf_str(out, "- ");
}

/* "Label: value", for each field that has one. */
static void add_record(struct slw_app *app, const struct slw_field *table, const json_t *record,
		       int depth, bool bullet, struct slw_buf *out)
{
	for (const struct slw_field *field = table; field->key != NULL; field++) {
		const json_t *value = json_object_get(record, field->key);

		if (value == NULL || json_is_null(value))
			continue;
		add_indent(out, depth, bullet);
		slw_buf_printf(out, "%s: ", _(field->label));
		if (field->fields != NULL && depth < DEPTH_MAX)
			add_block(app, field, value, depth + 1, out);
		else
			add_value(app, field, value, out);
		depth += bullet;
		bullet = false;
	}
}

static void add_block(struct slw_app *app, const struct slw_field *field, const json_t *value,
		      int depth, struct slw_buf *out)
{
	const char *key;
	json_t *entry;
	size_t i;

	if (field->type == SLW_FIELD_RECORD) {
		add_record(app, field->fields, value, depth, false, out);
	} else if (field->type == SLW_FIELD_RECORDS) {
		json_array_foreach ((json_t *)(uintptr_t)value, i, entry)
			add_record(app, field->fields, entry, depth, true, out);
	} else if (field->type == SLW_FIELD_LIST) {
		json_array_foreach ((json_t *)(uintptr_t)value, i, entry) {
			add_indent(out, depth, true);
			add_value(app, field->item, entry, out);
		}
	} else if (field->type == SLW_FIELD_MAP) {
		json_object_foreach ((json_t *)(uintptr_t)value, key, entry) {
			add_indent(out, depth, true);
			slw_buf_printf(out, "%s: %s", key,
				       json_is_string(entry) ? json_string_value(entry) : "");
		}
	} else {
		add_value(app, field, value, out);
	}
}

char *slw_value_block(struct slw_app *app, const struct slw_field *field, const json_t *value)
{
	struct slw_buf out;

	slw_buf_init(&out, BLOCK_MAX);
	if (value != NULL && !json_is_null(value))
		add_block(app, field, value, 0, &out);
	return slw_buf_take(&out);
}

char *slw_value_plain(const json_t *value)
{
	if (value == NULL || json_is_null(value))
		return slw_strdup("");
	if (json_is_string(value))
		return slw_strdup(json_string_value(value));
	return slw_json_text(value);
}

char *slw_value_money(struct slw_app *app, int64_t minor)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	add_money(app, minor, &out);
	return slw_buf_take(&out);
}
