/*
 * Small allocations. When memory is gone these print one line and abort: no caller could go on.
 * What a peer or a file sizes does not belong here but in buf.h, which has a cap.
 */
#ifndef SLW_BASE_MEM_H
#define SLW_BASE_MEM_H

#include <stddef.h>

/* Never NULL, also for size 0. Free with free(). */
void *slw_malloc(size_t size) __attribute__((malloc, returns_nonnull));
void *slw_calloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *slw_realloc(void *ptr, size_t count, size_t size) __attribute__((returns_nonnull));

/* slw_strdup(NULL) is NULL. */
char *slw_strdup(const char *text) __attribute__((malloc));
char *slw_strndup(const char *text, size_t len) __attribute__((malloc, returns_nonnull));
char *slw_printf(const char *format, ...)
    __attribute__((malloc, returns_nonnull, format(printf, 1, 2)));

/* What the functions above end in, for a library's allocation that failed. size may be 0. */
_Noreturn void slw_out_of_memory(size_t size);

/*
 * Makes room for one more element in a growing array: after it, array[count] may be written.
 * *cap is in elements; array may start as NULL with a cap of 0.
 */
#define SLW_GROW(array, count, cap)                                              \
	do {                                                                     \
		if ((count) == (cap)) {                                          \
			(cap) = (cap) == 0 ? 8 : (cap)*2;                        \
			(array) = slw_realloc((array), (cap), sizeof(*(array))); \
		}                                                                \
	} while (0)

#define SLW_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
