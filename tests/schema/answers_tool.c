/*
 * For check_schema.py: "schema" prints the JSON Schema of a small catalogue; "read FILE..." prints
 * for each file "right" or "wrong" and, behind a tab, the first error.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "unit/answers/support.h"

#include "base/banned.h"

static int print_schema(void)
{
	json_t *schema = slw_answers_schema(&test_catalog);
	char *text = slw_json_pretty(schema);

	fputs(text, stdout);
	free(text);
	json_decref(schema);
	return EXIT_SUCCESS;
}

static const char *first_error(const struct slw_problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		if (problems->items[i].severity == SLW_PROBLEM_ERROR)
			return problems->items[i].message;
	return "";
}

static int read_file(const char *path)
{
	struct slw_err err = SLW_ERR_INIT;
	struct reading reading;
	struct slw_buf text;
	bool wrong;

	slw_buf_init(&text, 0);
	if (slw_file_read(path, SLW_ANSWERS_MAX, &text, &err) < 0) {
		fprintf(stderr, "%s\n", err.msg);
		return -1;
	}
	read_bytes(&reading, text.data, text.len);
	wrong = reading.answers == NULL || reading.problems.errors > 0;
	printf("%s\t%s\n", wrong ? "wrong" : "right", first_error(&reading.problems));
	reading_release(&reading);
	slw_buf_release(&text);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "schema") == 0)
		return print_schema();
	if (argc < 3 || strcmp(argv[1], "read") != 0)
		return EXIT_FAILURE;
	for (int i = 2; i < argc; i++)
		if (read_file(argv[i]) < 0)
			return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
