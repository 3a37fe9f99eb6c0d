/*
 * Runs a harness without libFuzzer over each file of the folders and files it is given, and over
 * each beginning of a small one: a cut is the commonest damage of all. With no argument, as a
 * test, fuzz_NAME takes $srcdir/fuzz/corpus/NAME.
 */
#include "config.h"

#include "fuzz/fuzz.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

#include "base/banned.h"

#define MAX_SIZE 1048576 /* bytes of a corpus file */
#define MAX_CUTS 2048	 /* bytes up to which every beginning is tried */

/* A copy of exactly this size, so that a sanitizer sees a step beyond the end. */
static void run(const char *data, size_t size)
{
	uint8_t *copy = malloc(size > 0 ? size : 1);

	if (copy == NULL)
		abort();
	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static int run_file(const char *path, struct slw_err *err)
{
	struct slw_buf buf;
	int rc;

	slw_buf_init(&buf, 0);
	rc = slw_file_read(path, MAX_SIZE, &buf, err);
	if (rc == 0) {
		for (size_t size = 0; size < buf.len && buf.len <= MAX_CUTS; size++)
			run(buf.data, size);
		run(buf.data, buf.len);
	}
	slw_buf_release(&buf);
	return rc;
}

static int run_folder(const char *path, size_t *ran, struct slw_err *err)
{
	char **names = NULL;
	size_t count = 0;
	int rc = slw_folder_list(path, &names, &count, err);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		char *file = slw_path_join(path, names[i]);

		rc = run_file(file, err);
		free(file);
	}
	*ran += count;
	slw_names_free(names, count);
	return rc;
}

/* Takes a folder or a file. */
static int run_path(const char *path, size_t *ran, struct slw_err *err)
{
	if (slw_folder_exists(path))
		return run_folder(path, ran, err);
	*ran += 1;
	return run_file(path, err);
}

static char *own_corpus(const char *program)
{
	const char *srcdir = getenv("srcdir"), *name = strstr(program, "fuzz_");

	for (const char *next = name; next != NULL; next = strstr(next + 1, "fuzz_"))
		name = next;
	return slw_printf("%s/fuzz/corpus/%s", srcdir != NULL ? srcdir : ".",
			  name != NULL ? name + strlen("fuzz_") : "");
}

int main(int argc, char **argv)
{
	struct slw_err err = SLW_ERR_INIT;
	size_t ran = 0;
	int rc = 0;

	if (argc < 2) {
		char *corpus = own_corpus(argv[0]);

		rc = run_path(corpus, &ran, &err);
		free(corpus);
	}
	for (int i = 1; rc == 0 && i < argc; i++)
		rc = run_path(argv[i], &ran, &err);
	if (rc < 0)
		fprintf(stderr, "%s\n", err.msg);
	else if (ran == 0)
		fprintf(stderr, "no file to run\n");
	else
		printf("%zu files\n", ran);
	return rc == 0 && ran > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
