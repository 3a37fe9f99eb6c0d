/*
 * What the harnesses share. Each is one function that takes bytes and aborts when a promise is
 * broken. Built with standalone.c it reads the files it is given, which is what "make check" does
 * with fuzz/corpus/; built with "clang -fsanitize=fuzzer,address" it looks for new ones.
 */
#ifndef SLW_FUZZ_H
#define SLW_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says what was broken by which result, and aborts, so that the fuzzer keeps the input. */
static inline _Noreturn void fuzz_fail(const char *what, const char *result)
{
	fprintf(stderr, "%s: %s\n", what, result);
	abort();
}

#endif
