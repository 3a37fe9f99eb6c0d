#include "config.h"

#include "storefront/gtin.h"

#include <string.h>

#include "base/banned.h"

bool slw_gtin_valid(const char *text)
{
	size_t len = text != NULL ? strlen(text) : 0;
	int sum = 0;

	if (len != 8 && len != 12 && len != 13 && len != 14)
		return false;
	if (strspn(text, "0123456789") != len || strspn(text, "0") == len)
		return false;
	for (size_t i = 0; i + 1 < len; i++) /* weights 3, 1, 3 ... from the right */
		sum += (text[i] - '0') * ((len - i) % 2 == 0 ? 3 : 1);
	return (10 - sum % 10) % 10 == text[len - 1] - '0';
}
