/*
 * What a field is. The tables of fields (steps.h) are the only definition of what the wizard asks:
 * the forms, the prompts, the answers reader, the JSON Schema, the API's validation, the field
 * reference in the manual and the error texts all read them.
 *
 * Values are jansson values in one canonical form per type, which is also what a store keeps:
 *
 *	type		canonical JSON			in an answers file
 *	TEXT		string, trimmed, one line	a scalar
 *	LONG_TEXT	string, may have newlines	a scalar
 *	NUMBER		integer				14
 *	DECIMAL		string "8.875" (no exponent,	8.875
 *			no trailing zeros)
 *	MONEY		integer, minor units of the	12.50
 *			shop's currency
 *	CHOICE		string, one of the choices	a scalar
 *	MULTI_CHOICE	array of those, table order	a sequence
 *	YES_NO		true or false			true, false, yes, no
 *	SECRET		{"env": NAME}, {"file": PATH},	{env: NAME}, {file: PATH},
 *			{"vault": ID} or, until the	{vault: ID}, or the secret itself
 *			service put it into the vault,
 *			{"literal": VALUE}
 *	COLOUR		string "#rrggbb", lower case	"#1A2b3c" or "#abc"
 *	DATE		string "2026-11-23"		the same
 *	URL		string, absolute http(s) URL	the same
 *	EMAIL		string				the same
 *	PHONE		string, digits + ( ) - . / and	the same
 *			spaces
 *	HANDLE		string, a-z 0-9 -		the same
 *	FILE		string: a relative path below	the same
 *			the answers file's folder, or
 *			an https URL
 *	LIST		array of .item values		a sequence
 *	MAP		object of strings		a mapping
 *	CREDENTIALS	object: names by the provider's	a mapping
 *			catalogue entry, values as TEXT
 *			or SECRET
 *	RECORD		object with .fields		a mapping
 *	RECORDS		array of such objects		a sequence of mappings
 */
#ifndef SLW_MODEL_FIELD_H
#define SLW_MODEL_FIELD_H

#include <stdint.h>

enum slw_field_type {
	SLW_FIELD_TEXT,
	SLW_FIELD_LONG_TEXT,
	SLW_FIELD_NUMBER,
	SLW_FIELD_DECIMAL,
	SLW_FIELD_MONEY,
	SLW_FIELD_CHOICE,
	SLW_FIELD_MULTI_CHOICE,
	SLW_FIELD_YES_NO,
	SLW_FIELD_SECRET,
	SLW_FIELD_COLOUR,
	SLW_FIELD_DATE,
	SLW_FIELD_URL,
	SLW_FIELD_EMAIL,
	SLW_FIELD_PHONE,
	SLW_FIELD_HANDLE,
	SLW_FIELD_FILE,
	SLW_FIELD_LIST,
	SLW_FIELD_MAP,
	SLW_FIELD_CREDENTIALS,
	SLW_FIELD_RECORD,
	SLW_FIELD_RECORDS,
	SLW_FIELD_TYPE__MAX
};

enum slw_field_flag {
	SLW_FIELD_REQUIRED = 1 << 0, /* when it applies (see .when) */
	SLW_FIELD_OPEN = 1 << 1,     /* the choices are suggestions; other values are fine */
	SLW_FIELD_INPUT = 1 << 2,    /* told to the reader, acted on, never stored or exported */
	SLW_FIELD_BULK = 1 << 3,     /* of a product: may be changed for many at once (bulk.h) */
};

/* Where the choices of CHOICE, MULTI_CHOICE and of LISTs of CHOICE come from. */
enum slw_choice_source {
	SLW_CHOICES_TABLE = 0, /* .choices */
	SLW_CHOICES_COUNTRIES, /* codes.h, ISO 3166-1 alpha-2 */
	SLW_CHOICES_CURRENCIES,
	SLW_CHOICES_LANGUAGES,
	SLW_CHOICES_THEMES,    /* catalog.h, and "auto" */
	SLW_CHOICES_PROVIDERS, /* catalog.h, those of the kind named by .kind */
};

struct slw_choice {
	const char *value; /* NULL ends the table */
	const char *label; /* N_() */
};

/* A default that is computed from other answers where .fallback cannot be a constant. */
enum slw_derived {
	SLW_DERIVED_NONE = 0,
	SLW_DERIVED_HANDLE,	       /* from the title beside it */
	SLW_DERIVED_TAX_INCLUDED,      /* whether the country shows prices with tax */
	SLW_DERIVED_BUSINESS_LANGUAGE, /* business.language */
	SLW_DERIVED_CONTACT_EMAIL,     /* business.contact.email */
	SLW_DERIVED_BUSINESS_NAME,     /* business.business_name */
};

enum slw_when_test {
	SLW_WHEN_ALWAYS = 0,
	SLW_WHEN_EQUALS, /* of the effective value: the answer, or else the default */
	SLW_WHEN_NOT_EQUALS,
	SLW_WHEN_SET,
	SLW_WHEN_NOT_SET,
	SLW_WHEN_COUNTRY_IN, /* value is a group of codes.h; key is a country field */
};

/* When a field applies: a field that does not is neither asked nor accepted. */
struct slw_when {
	enum slw_when_test test;
	const char *key; /* a key of the same record, or "section.key" from the top */
	const char *value;
};

struct slw_field {
	const char *key; /* NULL ends the table */
	enum slw_field_type type;
	unsigned int flags;
	/* Characters (TEXT and its kin), .unit (NUMBER), entries (LIST, MAP, RECORDS, MULTI_CHOICE),
	 * minor units (MONEY), thousandths (DECIMAL). max 0 means the type's own cap. */
	int64_t min, max;
	/* A POSIX extended regular expression that is valid and means the same in ECMA-262, so
	 * that the JSON Schema can carry it. .pattern_help says it in words. */
	const char *pattern, *pattern_help;
	const struct slw_choice *choices;
	enum slw_choice_source source;
	const char *kind;     /* of SLW_CHOICES_PROVIDERS and CREDENTIALS */
	const char *fallback; /* the default, as in an answers file; NULL: none. A MULTI_CHOICE's
			       * is a list with commas. Not for MONEY (its decimals are not known
			       * here) and what is no scalar. */
	enum slw_derived derived;
	const char *unit;    /* "days", "g", "%" */
	const char *label;   /* N_() */
	const char *help;    /* N_(): one or two sentences */
	const char *example; /* as in an answers file, for the block to paste and the manual */
	struct slw_when when;
	const struct slw_field *fields; /* of RECORD and RECORDS */
	const struct slw_field *item;	/* of LIST: one entry, without a key */
	const char *shorthand; /* of RECORDS: a scalar entry stands for a record with this key */
};

/* A stable name of a type for schema and manual: "text", "money" ... Never NULL. */
const char *slw_field_type_name(enum slw_field_type type);

/* The entry with this key, or NULL. */
const struct slw_field *slw_field_find(const struct slw_field *table, const char *key);

/* .max, or the type's own cap where .max is 0; see the table in field.c. */
int64_t slw_field_max(const struct slw_field *field);

#endif
