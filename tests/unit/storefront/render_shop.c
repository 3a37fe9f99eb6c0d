/*
 * Renders the shop of an answers file into a folder, without a session, a database or content: for
 * the test of its HTML (tests/unit/storefront/html.sh), for measuring and for looking at.
 *
 *	render_shop ANSWERS FOLDER [THEME [PRODUCTS]]
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "unit/storefront/shop.h"

#include "base/banned.h"

static int write_file(void *context, const char *path, const void *data, size_t len,
		      struct slw_err *err)
{
	char *full = slw_path_join(context, path), *folder = slw_path_folder(full);
	FILE *file = NULL;
	int rc = -1;

	if (slw_folder_make(folder, 0755, err) == 0 && (file = fopen(full, "wb")) != NULL)
		rc = fwrite(data, 1, len, file) == len ? 0 : -1;
	if (file != NULL && fclose(file) != 0)
		rc = -1;
	if (rc < 0 && err->code == SLW_OK)
		slw_err_set(err, SLW_EIO, "cannot write %s", full);
	free(folder);
	free(full);
	return rc;
}

int main(int argc, char **argv)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_storefront_options options;
	struct slw_storefront_sink sink = { write_file, argc > 2 ? argv[2] : NULL };
	struct test_shop shop;
	struct slw_buf answers;
	int rc;

	if (argc < 3) {
		fprintf(stderr, "usage: render_shop ANSWERS FOLDER [THEME [PRODUCTS]]\n");
		return EXIT_FAILURE;
	}
	slw_buf_init(&answers, 0);
	if (slw_file_read(argv[1], 1024 * 1024, &answers, &err) < 0) {
		fprintf(stderr, "%s\n", err.msg);
		return EXIT_FAILURE;
	}
	test_shop_init(&shop, answers.data);
	shop.has_images = true;
	slw_json_set_str(shop.shop_texts, "tagline", "Made by hand, made to last");
	slw_json_set_str(shop.shop_texts, "faq",
			 "Q: How soon do you ship?\nA: Within two working days.\n\n"
			 "Q: Can I return it?\nA: Yes. See our returns page.\n");
	if (argc > 3)
		test_shop_theme(&shop, argv[3]);
	if (argc > 4)
		test_shop_grow(&shop, strtoul(argv[4], NULL, 10));
	test_shop_options(&shop, &options);
	rc = test_shop_write(&shop, &options, &sink, &err);
	if (rc < 0)
		fprintf(stderr, "%s %s\n", err.msg, err.hint);
	else
		printf("%zu pages, %zu products\n", shop.result.pages, shop.result.products);
	test_shop_release(&shop);
	slw_buf_release(&answers);
	return rc == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
