/* The tables that script/generate-codes makes, for codes.c alone: sorted by code. */
#ifndef SLW_MODEL_CODES_DATA_H
#define SLW_MODEL_CODES_DATA_H

#include <stddef.h>

#include "model/codes.h"

extern const struct slw_country slw_country_table[];
extern const size_t slw_country_table_count;
extern const struct slw_currency slw_currency_table[];
extern const size_t slw_currency_table_count;
extern const struct slw_language slw_language_table[];
extern const size_t slw_language_table_count;

#endif
