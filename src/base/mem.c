#include "config.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

_Noreturn void slw_out_of_memory(size_t size)
{
	fprintf(stderr, "store-wizard: out of memory (%zu bytes wanted)\n", size);
	abort();
}

void *slw_malloc(size_t size)
{
	void *ptr = malloc(size == 0 ? 1 : size);

	if (ptr == NULL)
		slw_out_of_memory(size);
	return ptr;
}

void *slw_calloc(size_t count, size_t size)
{
	void *ptr = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (ptr == NULL)
		slw_out_of_memory(size);
	return ptr;
}

void *slw_realloc(void *ptr, size_t count, size_t size)
{
	void *bigger;

	if (size != 0 && count > SIZE_MAX / size)
		slw_out_of_memory(SIZE_MAX);
	bigger = realloc(ptr, count * size == 0 ? 1 : count * size);
	if (bigger == NULL)
		slw_out_of_memory(count * size);
	return bigger;
}

char *slw_strdup(const char *text)
{
	return text == NULL ? NULL : slw_strndup(text, strlen(text));
}

char *slw_strndup(const char *text, size_t len)
{
	char *copy = slw_malloc(len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *slw_printf(const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		slw_out_of_memory(0);
	text = slw_malloc((size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}
