/*
 * Countries (ISO 3166-1), currencies (ISO 4217, with the decimals of its minor unit) and languages
 * (ISO 639-1), as C tables that script/generate-codes makes at build time from Debian's iso-codes
 * and data/codes/. Names are English; iso-codes has text domains of its own for translations.
 */
#ifndef SLW_MODEL_CODES_H
#define SLW_MODEL_CODES_H

#include <stdbool.h>
#include <stddef.h>

/* What the law of a country asks of a shop there, as far as it changes what the wizard asks. */
enum slw_country_group {
	SLW_COUNTRY_EU = 1 << 0,
	SLW_COUNTRY_TAX_INCLUDED = 1 << 1, /* consumer prices are shown with VAT or GST */
	SLW_COUNTRY_IMPRINT = 1 << 2, /* who runs the shop, register and VAT number on the site */
	SLW_COUNTRY_PRIVACY = 1 << 3, /* a named privacy contact (GDPR and its kin) */
	SLW_COUNTRY_WITHDRAWAL = 1 << 4, /* 14 days to withdraw from a distance sale */
};

struct slw_country {
	const char *code;     /* "DE" */
	const char *name;     /* "Germany" */
	const char *currency; /* "EUR": the usual one there; "" when not known */
	unsigned int groups;  /* enum slw_country_group */
};

struct slw_currency {
	const char *code; /* "EUR" */
	const char *name;
	const char *symbol; /* "€"; the code where there is none in common use */
	int decimals;	    /* 0 (JPY), 2 (EUR), 3 (KWD), 4 (CLF) */
};

struct slw_language {
	const char *code; /* "en" */
	const char *name; /* "English" */
	bool right_to_left;
};

/* All of them, sorted by code. */
const struct slw_country *slw_countries(size_t *count);
const struct slw_currency *slw_currencies(size_t *count);
const struct slw_language *slw_languages(size_t *count);

/* By exact code; NULL if there is none. code may be NULL. */
const struct slw_country *slw_country_find(const char *code);
const struct slw_currency *slw_currency_find(const char *code);
const struct slw_language *slw_language_find(const char *code);

/* "eu", "tax_included", "imprint", "privacy", "withdrawal"; 0 if there is no such group. */
unsigned int slw_country_group(const char *name);

#endif
