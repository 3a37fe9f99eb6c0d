/* Global Trade Item Numbers (GS1 General Specifications): EAN, UPC, ISBN-13, GTIN-14. */
#ifndef SLW_STOREFRONT_GTIN_H
#define SLW_STOREFRONT_GTIN_H

#include <stdbool.h>

/* True for 8, 12, 13 or 14 digits whose last is the check digit. text may be NULL. */
bool slw_gtin_valid(const char *text);

#endif
