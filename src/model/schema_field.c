/* One field as a JSON Schema. */
#include "config.h"

#include "model/schema_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/catalog.h"
#include "model/check_internal.h"

#include "base/banned.h"

#define LINE	"^\\s*\\S([^\\r\\n]*\\S)?\\s*$" /* a text of one line, white space around it */
#define NUMERIC "^\\s*[+-]?[0-9]+(\\.0+)?\\s*$"
#define DECIMAL "^\\s*[+-]?[0-9]+(\\.[0-9]{1,6}0*)?\\s*$"
#define MONEY	"^\\s*-?[0-9]+(\\.[0-9]+)?\\s*$"
#define YES_NO                                                                                \
	"^\\s*([Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss]" \
	"[Ee])\\s*$"

static void set_types(json_t *schema, const char *first, const char *second)
{
	json_t *types = slw_schema_one(first);

	slw_json_append(types, slw_json_new_str(second));
	slw_json_set(schema, "type", types);
}

static void set_text(json_t *schema, const struct slw_field *field)
{
	/* a plain number is a text as well, where the field has no form of its own */
	if (field->pattern != NULL)
		slw_json_set_str(schema, "type", "string");
	else
		set_types(schema, "string", "number");
	slw_json_set_int(schema, "minLength", field->min > 1 ? field->min : 1);
	slw_json_set_int(schema, "maxLength", slw_field_max(field));
	if (field->pattern != NULL)
		slw_json_set_str(schema, "pattern", field->pattern);
	else
		slw_json_set_str(schema, "pattern",
				 field->type == SLW_FIELD_LONG_TEXT ? "\\S" : LINE);
	if (field->pattern != NULL && field->pattern_help != NULL)
		slw_json_set_str(schema, "$comment", _(field->pattern_help));
}

static void set_range(json_t *schema, const struct slw_field *field, int64_t divisor)
{
	int64_t max = slw_field_max(field);

	/* the limits are whole numbers, or small enough to be exact */
	slw_json_set(schema, "minimum",
		     field->min % divisor == 0 ? json_integer(field->min / divisor)
					       : json_real((double)field->min / (double)divisor));
	slw_json_set(schema, "maximum",
		     max % divisor == 0 ? json_integer(max / divisor)
					: json_real((double)max / (double)divisor));
}

static void add_choice(void *context, const char *value, const char *label)
{
	(void)label;
	slw_json_append(context, slw_json_new_str(value));
}

static json_t *choices(const struct slw_field *field, const struct slw_catalog *catalog)
{
	json_t *values = json_array();

	slw_field_choices(field, catalog, add_choice, values);
	return values;
}

/* The choices of CHOICE; without the catalogue, what is in it is not known. */
static void set_choice(json_t *schema, const struct slw_field *field,
		       const struct slw_catalog *catalog)
{
	static const char *const names[] = { [SLW_CHOICES_COUNTRIES] = "country",
					     [SLW_CHOICES_CURRENCIES] = "currency",
					     [SLW_CHOICES_LANGUAGES] = "language" };
	bool open = catalog == NULL &&
		    (field->source == SLW_CHOICES_THEMES || field->source == SLW_CHOICES_PROVIDERS);

	if (field->source >= SLW_CHOICES_COUNTRIES && field->source <= SLW_CHOICES_LANGUAGES) {
		json_t *ref = slw_schema_ref(names[field->source]);

		json_object_update(schema, ref);
		json_decref(ref);
		return;
	}
	slw_json_set_str(schema, "type", "string");
	if (open)
		slw_json_set_str(schema, "pattern", "^[a-z0-9_-]+$");
	else
		slw_json_set(schema, "enum", choices(field, catalog));
}

static void set_format(json_t *schema, const struct slw_field *field)
{
	static const char *const formats[SLW_FIELD_TYPE__MAX] = {
		[SLW_FIELD_DATE] = "date", [SLW_FIELD_URL] = "uri", [SLW_FIELD_EMAIL] = "email"
	};

	slw_json_set_str(schema, "type", "string");
	slw_json_set_int(schema, "maxLength", slw_field_max(field));
	slw_json_set_str(schema, "pattern", slw_format_pattern(field->type));
	slw_json_set_str(schema, "format", formats[field->type]);
	if (field->type == SLW_FIELD_PHONE) {
		set_types(schema, "string", "integer");
		slw_json_set_int(schema, "minimum", 10000);
	}
}

static void set_counts(json_t *schema, const struct slw_field *field)
{
	if (field->min > 0)
		slw_json_set_int(schema, "minItems", field->min);
	slw_json_set_int(schema, "maxItems", slw_field_max(field));
}

static void set_list(json_t *schema, const struct slw_field *field,
		     const struct slw_catalog *catalog)
{
	json_t *item;

	slw_json_set_str(schema, "type", "array");
	set_counts(schema, field);
	if (field->type == SLW_FIELD_LIST) {
		item = slw_schema_field(field->item, catalog);
	} else if (field->type == SLW_FIELD_MULTI_CHOICE) {
		item = slw_schema_type("string");
		set_choice(item, field, catalog);
		slw_json_set_bool(schema, "uniqueItems", true);
	} else {
		item = slw_schema_record(field->fields, catalog);
	}
	if (field->shorthand != NULL) {
		const struct slw_field *only = slw_field_find(field->fields, field->shorthand);
		json_t *any_of = json_array();

		slw_json_append(any_of, slw_schema_field(only, catalog));
		slw_json_append(any_of, item);
		item = slw_schema_with("anyOf", any_of);
	}
	slw_json_set(schema, "items", item);
}

static void set_map(json_t *schema, const struct slw_field *field,
		    const struct slw_catalog *catalog)
{
	json_t *names = json_object();

	slw_json_set_str(schema, "type", "object");
	slw_json_set_int(schema, "maxProperties", slw_field_max(field));
	slw_json_set_int(names, "minLength", 1);
	slw_json_set_int(names, "maxLength", 255);
	slw_json_set(schema, "propertyNames", names);
	slw_json_set(schema, "additionalProperties", slw_schema_field(field->item, catalog));
}

/* Which keys there are is the provider's; the record that names it has the rules. */
static void set_credentials(json_t *schema, const struct slw_field *field)
{
	json_t *any_of = json_array(), *text = json_object();

	set_types(text, "string", "number");
	slw_json_set_str(text, "pattern", "\\S");
	slw_json_append(any_of, text);
	slw_json_append(any_of, slw_schema_ref("secret_reference"));
	slw_json_set_str(schema, "type", "object");
	slw_json_set_int(schema, "maxProperties", slw_field_max(field));
	slw_json_set(schema, "additionalProperties", slw_schema_with("anyOf", any_of));
}

static void set_by_type(json_t *schema, const struct slw_field *field,
			const struct slw_catalog *catalog)
{
	switch (field->type) {
	case SLW_FIELD_TEXT:
	case SLW_FIELD_LONG_TEXT:
		set_text(schema, field);
		break;
	case SLW_FIELD_NUMBER:
		set_types(schema, "integer", "string");
		set_range(schema, field, 1);
		slw_json_set_str(schema, "pattern", NUMERIC);
		break;
	case SLW_FIELD_DECIMAL:
		set_types(schema, "number", "string");
		set_range(schema, field, 1000);
		slw_json_set_str(schema, "pattern", DECIMAL);
		break;
	case SLW_FIELD_MONEY:
		set_types(schema, "number", "string");
		set_range(schema, field, 1);
		slw_json_set_str(schema, "pattern", MONEY);
		break;
	case SLW_FIELD_CHOICE:
		set_choice(schema, field, catalog);
		break;
	case SLW_FIELD_YES_NO:
		set_types(schema, "boolean", "string");
		slw_json_set_str(schema, "pattern", YES_NO);
		break;
	case SLW_FIELD_LIST:
	case SLW_FIELD_MULTI_CHOICE:
	case SLW_FIELD_RECORDS:
		set_list(schema, field, catalog);
		break;
	case SLW_FIELD_MAP:
		set_map(schema, field, catalog);
		break;
	case SLW_FIELD_CREDENTIALS:
		set_credentials(schema, field);
		break;
	default:
		set_format(schema, field);
		break;
	}
}

/* --- what is said of a field beside its rules -------------------------------------------------- */

/* "[a, b]" or "a, b" as an array. */
static json_t *text_list(const char *text)
{
	char *copy = slw_strdup(text), *rest = copy, *part;
	json_t *array = json_array();

	while ((part = strsep(&rest, ",")) != NULL) {
		char *name;

		part[strcspn(part, "]")] = '\0';
		name = slw_text_trim(part + strspn(part, "[ "));
		slw_json_append(array, slw_json_new_str(name));
		free(name);
	}
	free(copy);
	return array;
}

/* "{Artikel: title}" */
static json_t *text_map(const char *text)
{
	char *copy = slw_strdup(text + strspn(text, "{")), *colon = strchr(copy, ':');
	json_t *object = json_object();

	copy[strcspn(copy, "}")] = '\0';
	if (colon != NULL) {
		*colon = '\0';
		slw_json_set_str(object, copy, colon + 1 + strspn(colon + 1, " "));
	}
	free(copy);
	return object;
}

/* A value as an answers file has it, of a default or example. */
static json_t *typed(const struct slw_field *field, const char *text)
{
	size_t len = strlen(text);
	json_t *value = NULL;
	char *inner;

	switch (field->type) {
	case SLW_FIELD_LIST:
	case SLW_FIELD_MULTI_CHOICE:
		return text_list(text);
	case SLW_FIELD_MAP:
		return text_map(text);
	case SLW_FIELD_YES_NO:
		return json_boolean(strcmp(text, "yes") == 0);
	case SLW_FIELD_NUMBER:
	case SLW_FIELD_DECIMAL:
	case SLW_FIELD_MONEY:
		value = json_loads(text, JSON_DECODE_ANY, NULL);
		break;
	default:
		break;
	}
	if (value != NULL)
		return value;
	inner = len >= 2 && text[0] == '"' ? slw_strndup(text + 1, len - 2) : slw_strdup(text);
	value = slw_json_new_str(inner);
	free(inner);
	return value;
}

static void annotate(json_t *schema, const struct slw_field *field,
		     const struct slw_catalog *catalog)
{
	json_t *examples;
	char *title;

	if (field->label != NULL && field->unit != NULL) {
		title = slw_printf("%s (%s)", _(field->label), field->unit);
		slw_json_set_str(schema, "title", title);
		free(title);
	} else if (field->label != NULL) {
		slw_json_set_str(schema, "title", _(field->label));
	}
	slw_json_set_str(schema, "description", field->help != NULL ? _(field->help) : NULL);
	if (field->fallback != NULL)
		slw_json_set(schema, "default", typed(field, field->fallback));
	if ((field->flags & SLW_FIELD_OPEN) != 0) {
		slw_json_set(schema, "examples", choices(field, catalog));
	} else if (field->example != NULL && field->type != SLW_FIELD_SECRET) {
		examples = json_array();
		slw_json_append(examples, typed(field, field->example));
		slw_json_set(schema, "examples", examples);
	}
}

json_t *slw_schema_field(const struct slw_field *field, const struct slw_catalog *catalog)
{
	json_t *schema;

	if (field->type == SLW_FIELD_RECORD)
		schema = slw_schema_record(field->fields, catalog);
	else if (field->type == SLW_FIELD_SECRET)
		schema = slw_schema_secret(field->pattern);
	else
		schema = json_object();
	if (field->type != SLW_FIELD_RECORD && field->type != SLW_FIELD_SECRET)
		set_by_type(schema, field, catalog);
	annotate(schema, field, catalog);
	return schema;
}

json_t *slw_schema_secret(const char *pattern)
{
	json_t *one_of = json_array(), *literal = json_object();

	if (pattern != NULL)
		slw_json_set_str(literal, "type", "string");
	else
		set_types(literal, "string", "number");
	slw_json_set_str(literal, "pattern", pattern != NULL ? pattern : "\\S");
	slw_json_set_int(literal, "maxLength", 8192);
	slw_json_set_str(literal, "description", _("the secret itself; a reference is better"));
	slw_json_append(one_of, slw_schema_ref("secret_reference"));
	slw_json_append(one_of, literal);
	return slw_schema_with("oneOf", one_of);
}
