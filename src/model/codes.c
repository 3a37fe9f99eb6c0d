#include "config.h"

#include "model/codes.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "model/codes_data.h"

#include "base/banned.h"

/* The code is the first member of all three structs, so that one search serves them. */
static_assert(offsetof(struct slw_country, code) == 0, "code is first");
static_assert(offsetof(struct slw_currency, code) == 0, "code is first");
static_assert(offsetof(struct slw_language, code) == 0, "code is first");

static int compare_code(const void *key, const void *entry)
{
	const char *const *code = entry;

	return strcmp(key, *code);
}

static const void *find(const char *code, const void *table, size_t count, size_t size)
{
	return code == NULL ? NULL : bsearch(code, table, count, size, compare_code);
}

const struct slw_country *slw_countries(size_t *count)
{
	*count = slw_country_table_count;
	return slw_country_table;
}

const struct slw_currency *slw_currencies(size_t *count)
{
	*count = slw_currency_table_count;
	return slw_currency_table;
}

const struct slw_language *slw_languages(size_t *count)
{
	*count = slw_language_table_count;
	return slw_language_table;
}

const struct slw_country *slw_country_find(const char *code)
{
	return find(code, slw_country_table, slw_country_table_count, sizeof(struct slw_country));
}

const struct slw_currency *slw_currency_find(const char *code)
{
	return find(code, slw_currency_table, slw_currency_table_count,
		    sizeof(struct slw_currency));
}

const struct slw_language *slw_language_find(const char *code)
{
	return find(code, slw_language_table, slw_language_table_count,
		    sizeof(struct slw_language));
}

unsigned int slw_country_group(const char *name)
{
	static const struct {
		const char *name;
		enum slw_country_group group;
	} groups[] = {
		{ "eu", SLW_COUNTRY_EU },
		{ "tax_included", SLW_COUNTRY_TAX_INCLUDED },
		{ "imprint", SLW_COUNTRY_IMPRINT },
		{ "privacy", SLW_COUNTRY_PRIVACY },
		{ "withdrawal", SLW_COUNTRY_WITHDRAWAL },
	};

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(groups[i].name, name) == 0)
			return groups[i].group;
	return 0;
}
