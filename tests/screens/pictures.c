/*
 * Pictures of the wizard's screens in colour, as SVG: pictures FOLDER [NAME]...
 *
 * The real program, in the pseudo-terminal of the tests, with the example shops. Each row of the table
 * is a file FOLDER/NAME.svg; script/pictures runs this for the README.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screens/place.h"
#include "screens/svg.h"
#include "screens/terminal.h"

#include "base/banned.h"

static const struct picture {
	const char *name;
	const char *title; /* for those who do not see it */
	const char *keys;  /* from the list of stores */
	const char *until; /* shown when the screen is there */
	int columns, lines;
} pictures[] = {
	{ "start", "The list of stores: new, an example, and four to go on with", "", "Your stores",
	  80, 16 },
	{ "business", "Step 1, the business: a form with a field that has the focus, and its help",
	  "Enter M-1 Tab Tab", "Wheel-thrown", 80, 24 },
	{ "products", "Step 2, the products as a table", "Enter M-2 Down", "River Mug", 80, 18 },
	{ "theme", "Step 3, themes with scores and reasons, and the shop in the colours of one",
	  "Enter M-3", "Atelier", 100, 30 },
	{ "texts", "Step 5, the texts with their scores", "Enter M-5 Down", "Tagline", 80, 24 },
	{ "review", "The review: what is left to do, and all that was answered", "Enter F5",
	  "Ready to launch", 80, 24 },
	{ "launched", "Launched: where the store is, and what would make it better",
	  "Enter F5 l Enter", "Launch 1 is done", 80, 18 },
};

static _Noreturn void give_up(const char *what, const char *detail)
{
	fprintf(stderr, "pictures: %s\n%s\n", what, detail);
	exit(1);
}

/* All example shops, launched; the one that is opened last on top. */
static void make_shops(const char *folder)
{
	static const char *const examples[] = { "bikes-nl", "stationery-jp", "tea-de",
						"pottery-us" };

	for (size_t i = 0; i < SLW_COUNT(examples); i++) {
		char *file = slw_printf("%s/examples/%s.yaml", SOURCES, examples[i]);
		const char *const make[] = { PROGRAM,	  "--answers", file, "--out",
					     examples[i], "--quiet",   NULL };

		if (slw_place_run(folder, make, NULL) != 0)
			give_up(examples[i], slw_place_read(folder, "stderr"));
		free(file);
	}
	slw_place_set_times(folder);
}

static void take(const struct picture *picture, const char *folder, const char *out)
{
	static const char *const argv[] = { PROGRAM, NULL };
	static const char *const env[] = { "COLORTERM=truecolor", NULL };
	const struct slw_terminal_opts opts = { .argv = argv,
						.env = env,
						.folder = folder,
						.lines = picture->lines,
						.columns = picture->columns };
	struct slw_terminal *t = slw_terminal_start(&opts);
	char *name = slw_printf("%s.svg", picture->name), *svg;

	if (t == NULL || !slw_terminal_wait(t, "Your stores"))
		give_up(picture->name, "the wizard does not start");
	slw_terminal_keys(t, picture->keys);
	if (!slw_terminal_wait(t, picture->until) || !slw_terminal_settle(t))
		give_up(picture->name, slw_terminal_dump(t));
	svg = slw_svg(t, picture->title);
	slw_place_write(out, name, svg);
	slw_terminal_free(t);
	free(svg);
	free(name);
}

static bool wanted(const char *name, int argc, char **argv)
{
	for (int i = 2; i < argc; i++)
		if (strcmp(argv[i], name) == 0)
			return true;
	return argc == 2;
}

int main(int argc, char **argv)
{
	char *folder;

	if (argc < 2) {
		fprintf(stderr, "usage: pictures FOLDER [NAME]...\n");
		return 2;
	}
	folder = slw_place_make();
	make_shops(folder);
	for (size_t i = 0; i < SLW_COUNT(pictures); i++)
		if (wanted(pictures[i].name, argc, argv))
			take(&pictures[i], folder, argv[1]);
	slw_place_remove(folder);
	return 0;
}
