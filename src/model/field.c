#include "config.h"

#include "model/field.h"

#include <assert.h>

#include "model/money.h"

#include "base/banned.h"

/*
 * Names of the types, and how much a value may hold where its field says nothing: characters,
 * entries or, for numbers, the value itself. Numbers stay below 2^53, so that every JSON reader
 * keeps them exact.
 */
static const struct {
	const char *name;
	int64_t max;
} types[] = {
	[SLW_FIELD_TEXT] = { "text", 255 },
	[SLW_FIELD_LONG_TEXT] = { "long_text", 65535 },
	[SLW_FIELD_NUMBER] = { "number", INT64_C(9007199254740991) },
	[SLW_FIELD_DECIMAL] = { "decimal", INT64_C(1000000000000) },
	[SLW_FIELD_MONEY] = { "money", SLW_MONEY_MAX },
	[SLW_FIELD_CHOICE] = { "choice", 255 },
	[SLW_FIELD_MULTI_CHOICE] = { "multi_choice", 100 },
	[SLW_FIELD_YES_NO] = { "yes_no", 1 },
	[SLW_FIELD_SECRET] = { "secret", 8192 },
	[SLW_FIELD_COLOUR] = { "colour", 7 },
	[SLW_FIELD_DATE] = { "date", 10 },
	[SLW_FIELD_URL] = { "url", 2048 },
	[SLW_FIELD_EMAIL] = { "email", 254 },
	[SLW_FIELD_PHONE] = { "phone", 40 },
	[SLW_FIELD_HANDLE] = { "handle", 255 },
	[SLW_FIELD_FILE] = { "file", 2048 },
	[SLW_FIELD_LIST] = { "list", 1000 },
	[SLW_FIELD_MAP] = { "map", 200 },
	[SLW_FIELD_CREDENTIALS] = { "credentials", 50 },
	[SLW_FIELD_RECORD] = { "record", 200 },
	[SLW_FIELD_RECORDS] = { "records", 1000 },
};
static_assert(sizeof(types) / sizeof(types[0]) == SLW_FIELD_TYPE__MAX, "one entry per type");

const char *slw_field_type_name(enum slw_field_type type)
{
	return types[type].name;
}

int64_t slw_field_max(const struct slw_field *field)
{
	return field->max != 0 ? field->max : types[field->type].max;
}
