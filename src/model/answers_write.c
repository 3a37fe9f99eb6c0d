/* Documents and products as an answers file. */
#include "config.h"

#include "model/answers.h"

#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "model/answers_internal.h"
#include "model/check.h"

#include "base/banned.h"

#define FLUSH_AT 65536

struct writer {
	const struct slw_documents *docs;
	struct slw_check check;
	const struct slw_answers_sink *sink;
	struct slw_err *err;
	struct slw_buf buf;
	size_t lines; /* begun so far */
	bool dash;    /* the next line begins an entry of a list */
	bool failed;
};

static void write_value(struct writer *writer, const struct slw_field *field, const json_t *value,
			size_t indent);
static void write_record(struct writer *writer, const struct slw_field *table, const json_t *record,
			 size_t indent);

static void flush(struct writer *writer, size_t at)
{
	if (writer->buf.len < at || writer->failed || writer->buf.len == 0)
		return;
	writer->failed = writer->sink->write(writer->sink->context, writer->buf.data,
					     writer->buf.len, writer->err) < 0;
	slw_buf_clear(&writer->buf);
}

/* Two spaces a level; the first line of an entry has its dash where the last two would be. */
static void begin_line(struct writer *writer, size_t indent)
{
	flush(writer, FLUSH_AT);
	for (size_t i = writer->dash ? 2 : 0; i < indent; i++)
		slw_buf_char(&writer->buf, ' ');
	if (writer->dash)
		slw_buf_str(&writer->buf, "- ");
	writer->dash = false;
	writer->lines++;
}

static void write_text(struct writer *writer, const char *text, size_t indent)
{
	const char *newline;

	if (!slw_answers_fits_block(text)) {
		slw_answers_quote(&writer->buf, text);
		slw_buf_char(&writer->buf, '\n');
		return;
	}
	slw_buf_str(&writer->buf, "|\n");
	for (; text != NULL; text = newline != NULL ? newline + 1 : NULL) {
		newline = strchr(text, '\n');
		if (*text != '\n')
			begin_line(writer, indent);
		slw_buf_add(&writer->buf, text,
			    newline != NULL ? (size_t)(newline - text) : strlen(text));
		slw_buf_char(&writer->buf, '\n');
	}
}

/* The value of a scalar, behind "key: " or "- ". */
static void write_scalar(struct writer *writer, const struct slw_field *field, const json_t *value,
			 size_t indent)
{
	if (json_is_string(value) && field->type != SLW_FIELD_DECIMAL) {
		write_text(writer, json_string_value(value), indent);
		return;
	}
	slw_field_format(field, value, &writer->check, &writer->buf);
	slw_buf_char(&writer->buf, '\n');
}

static void write_key(struct writer *writer, const char *key, size_t indent)
{
	begin_line(writer, indent);
	slw_answers_quote(&writer->buf, key);
	slw_buf_char(&writer->buf, ':');
}

static void write_list(struct writer *writer, const struct slw_field *item, const json_t *value,
		       size_t indent)
{
	json_t *entry;
	size_t i;

	json_array_foreach (value, i, entry) {
		writer->dash = true;
		begin_line(writer, indent + 4);
		write_scalar(writer, item, entry, indent + 4);
	}
}

static void write_record_entry(struct writer *writer, const struct slw_field *field,
			       const json_t *entry, size_t indent)
{
	const json_t *only =
	    field->shorthand != NULL ? json_object_get(entry, field->shorthand) : NULL;

	writer->dash = true;
	if (json_object_size(entry) == 0) {
		begin_line(writer, indent);
		slw_buf_str(&writer->buf, "{}\n");
	} else if (only != NULL && json_object_size(entry) == 1) {
		begin_line(writer, indent);
		write_scalar(writer, slw_field_find(field->fields, field->shorthand), only, indent);
	} else {
		write_record(writer, field->fields, entry, indent);
	}
	writer->dash = false;
}

static void write_records(struct writer *writer, const struct slw_field *field, const json_t *value,
			  size_t indent)
{
	json_t *entry;
	size_t i;

	json_array_foreach (value, i, entry)
		write_record_entry(writer, field, entry, indent + 4);
}

static void write_map(struct writer *writer, const json_t *value, size_t indent)
{
	json_t *object = (json_t *)value, *entry;
	const char *key;

	json_object_foreach (object, key, entry) {
		write_key(writer, key, indent);
		slw_buf_char(&writer->buf, ' ');
		write_text(writer, json_is_string(entry) ? json_string_value(entry) : "",
			   indent + 2);
	}
}

/* A literal secret stays where it is; a line says that one is due here. */
static void write_credentials(struct writer *writer, const json_t *value, size_t indent)
{
	json_t *object = (json_t *)value, *entry;
	const char *key;

	json_object_foreach (object, key, entry) {
		if (json_object_get(entry, "literal") != NULL) {
			begin_line(writer, indent);
			slw_buf_str(&writer->buf, "# ");
			slw_answers_quote(&writer->buf, key);
			slw_buf_str(&writer->buf, ": {env: NAME}\n");
			continue;
		}
		write_key(writer, key, indent);
		if (json_is_object(entry)) {
			slw_buf_char(&writer->buf, '\n');
			write_map(writer, entry, indent + 2);
		} else {
			slw_buf_char(&writer->buf, ' ');
			write_text(writer, json_is_string(entry) ? json_string_value(entry) : "",
				   indent + 2);
		}
	}
}

/* True if nothing of it is written, so that an empty mapping must stand there. */
static bool is_hollow(const struct slw_field *field, const json_t *value)
{
	json_t *object = (json_t *)value, *entry;
	const char *key;

	if (json_is_array(value))
		return json_array_size(value) == 0;
	if (field->type != SLW_FIELD_CREDENTIALS)
		return json_object_size(value) == 0;
	json_object_foreach (object, key, entry)
		if (json_object_get(entry, "literal") == NULL)
			return false;
	return true;
}

static void write_value(struct writer *writer, const struct slw_field *field, const json_t *value,
			size_t indent)
{
	if (!json_is_array(value) && !json_is_object(value)) {
		slw_buf_char(&writer->buf, ' ');
		write_scalar(writer, field, value, indent + 2);
		return;
	}
	if (is_hollow(field, value)) {
		slw_buf_str(&writer->buf, json_is_array(value) ? " []\n" : " {}\n");
		if (field->type != SLW_FIELD_CREDENTIALS)
			return;
	} else {
		slw_buf_char(&writer->buf, '\n');
	}
	switch (field->type) {
	case SLW_FIELD_LIST:
		write_list(writer, field->item, value, indent);
		break;
	case SLW_FIELD_MULTI_CHOICE:
		write_list(writer, &(const struct slw_field){ .type = SLW_FIELD_CHOICE }, value,
			   indent);
		break;
	case SLW_FIELD_RECORDS:
		write_records(writer, field, value, indent);
		break;
	case SLW_FIELD_RECORD:
		write_record(writer, field->fields, value, indent + 2);
		break;
	case SLW_FIELD_CREDENTIALS:
		write_credentials(writer, value, indent + 2);
		break;
	default:
		write_map(writer, value, indent + 2);
		break;
	}
}

static void write_record(struct writer *writer, const struct slw_field *table, const json_t *record,
			 size_t indent)
{
	for (; table->key != NULL; table++) {
		const json_t *value = json_object_get(record, table->key);

		if (value == NULL || !slw_field_applies(table, record, writer->docs))
			continue;
		write_key(writer, table->key, indent);
		write_value(writer, table, value, indent);
	}
}

/* Products one by one, as they come; the key stands only where there is one. */
static int write_products(struct writer *writer, const struct slw_field *field,
			  const struct slw_answers_source *products)
{
	const json_t *product;
	bool any = false;
	int rc;

	while ((rc = products->next(products->context, &product, writer->err)) == 1) {
		if (!any) {
			write_key(writer, field->key, 2);
			slw_buf_char(&writer->buf, '\n');
		}
		any = true;
		write_record_entry(writer, field, product, 6);
		if (writer->failed)
			return -1;
	}
	return rc;
}

static int write_products_section(struct writer *writer, const struct slw_answers_source *products)
{
	const json_t *record = writer->docs->section[SLW_PRODUCTS];
	const struct slw_field *table = slw_steps[SLW_PRODUCTS].fields;

	for (; table->key != NULL; table++) {
		const json_t *value = json_object_get(record, table->key);

		if (strcmp(table->key, "items") == 0 && products != NULL) {
			if (write_products(writer, table, products) < 0)
				return -1;
		} else if (value != NULL && (table->flags & SLW_FIELD_INPUT) == 0) {
			write_key(writer, table->key, 2);
			write_value(writer, table, value, 2);
		}
	}
	return 0;
}

/* A section's key is written only where something stands below it. */
static int write_section(struct writer *writer, int section,
			 const struct slw_answers_source *products)
{
	size_t before;
	int rc = 0;

	flush(writer, 1);
	write_key(writer, slw_steps[section].key, 0);
	slw_buf_char(&writer->buf, '\n');
	before = writer->lines;
	if (section == SLW_PRODUCTS)
		rc = write_products_section(writer, products);
	else
		write_record(writer, slw_steps[section].fields, writer->docs->section[section], 2);
	if (writer->lines == before)
		slw_buf_clear(&writer->buf);
	return writer->failed ? -1 : rc;
}

int slw_answers_write(const struct slw_documents *docs, const struct slw_answers_source *products,
		      const struct slw_answers_sink *sink, struct slw_err *err)
{
	struct writer writer = { .docs = docs, .sink = sink, .err = err };
	int rc = 0;

	writer.check.currency = slw_documents_currency(docs);
	slw_buf_init(&writer.buf, 0);
	slw_buf_str(&writer.buf, "# Answers for Store Launch Wizard: store-wizard --answers FILE "
				 "--out DIR\n");
	for (int i = 0; rc == 0 && i < SLW_SECTION__MAX; i++)
		rc = write_section(&writer, i, products);
	if (rc == 0)
		flush(&writer, 1);
	slw_buf_release(&writer.buf);
	return rc == 0 && !writer.failed ? 0 : -1;
}
