/*
 * The commands. To add one: a row here, a function in cmd_*.c, a section in man/store-wizard.1.
 */
#include "config.h"

#include "cli/commands.h"

#include "base/i18n.h"
#include "cli/cli.h"

#include "base/banned.h"

#define RUN(name) .run = slw_cmd_##name, .print = slw_print_##name

static const struct slw_cli_option apply_options[] = {
	{ "answers", "FILE", N_("the answers, YAML or JSON; - is standard input") },
	{ "out", "DIR", N_("where the store is written; ./NAME-OF-THE-BUSINESS without it") },
	{ "session", "ID", N_("bring a standing session to what the file says; ask on in it") },
	{ "plain", NULL, N_("ask the questions line by line, for screen readers and scripts") },
	{ "check", NULL, N_("validate the answers only; nothing is written") },
	{ "dry-run", NULL, N_("say what would be written, sent and published") },
	{ "fetch-images", NULL, N_("fetch images from their addresses into the store") },
	{ "rollback", NULL, N_("put the launch before the present one in place, in --out") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option open_options[] = {
	{ "plain", NULL, N_("ask the questions line by line, for screen readers and scripts") },
	{ "out", "DIR", N_("where the store is written; ./NAME-OF-THE-BUSINESS without it") },
	{ "fetch-images", NULL, N_("fetch images from their addresses into the store") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option sessions_options[] = {
	{ "filter", "TEXT", N_("only sessions whose ID or name has this") },
	{ "limit", "N", N_("at most so many") },
	{ "like", "ID",
	  N_("those whose shops are most like this session's, the most alike first") },
	{ "provider", "NAME", N_("of --like: auto, openai, local or builtin; builtin without it") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option delete_options[] = {
	{ "yes", NULL, N_("really delete") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option copy_options[] = {
	{ "name", "NAME", N_("the business name of the copy") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option answers_options[] = {
	{ "out", "FILE", N_("write to this file instead of standard output") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option log_options[] = {
	{ "limit", "N", N_("at most so many, newest first") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option import_options[] = {
	{ "session", "ID", N_("into this session; a new one without it") },
	{ "dry-run", NULL, N_("preflight: account for every row, write nothing") },
	{ "map", "COLUMN=FIELD", N_("which field a column is; may be given again") },
	{ "currency", "CODE", N_("of the prices, for a session that has none yet") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option themes_options[] = {
	{ "industry", "X", N_("for this industry") },
	{ "style", "Y", N_("for this style") },
	{ "session", "ID", N_("for this session") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option generate_options[] = {
	{ "inputs", "FILE", N_("the facts, a JSON object; - is standard input") },
	{ "tone", "TONE", N_("professional, friendly, playful, luxurious, bold or plain") },
	{ "length", "LENGTH", N_("short, medium or long") },
	{ "language", "CODE", N_("language of the text, ISO 639-1") },
	{ "alternatives", "N", N_("how many other versions, 0 to 5") },
	{ "provider", "NAME", N_("auto, openai, anthropic, local or builtin; auto without it") },
	{ "model", "NAME", N_("the provider's name of the model") },
	{ "stream", NULL, N_("print the text as it comes, on a terminal") },
	{ "session", "ID", N_("of generate all: the session") },
	{ "jobs", "N", N_("of generate all: how many at a time; 8 without it") },
	{ "max-tokens", "N", N_("tokens that it may take") },
	{ "max-cost", "USD", N_("US dollars that it may cost") },
	{ "keyword", "WORDS", N_("a keyword to use; may be given again") },
	{ "session", "ID", N_("write the text of this session anew, with its facts") },
	{ "product", "HANDLE", N_("of this product; without it, the texts of all") },
	{ "collection", "HANDLE", N_("of this collection; without it, the texts of all") },
	{ "over", NULL, N_("write over texts that were edited or locked, too") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option analyze_options[] = {
	{ "text", "FILE", N_("look at this text instead of a session; - is standard input") },
	{ "facts", "FILE", N_("what the text may claim, a JSON object; - is standard input") },
	{ "language", "CODE", N_("language of the text, ISO 639-1; found out without it") },
	{ "type", "TYPE", N_("what the text is to be; product_description without it") },
	{ "length", "LENGTH", N_("short, medium or long") },
	{ "keyword", "WORDS", N_("a keyword that it should have; may be given again") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option export_options[] = {
	{ "format", "F", N_("shopify_csv, woocommerce_csv, feed or json") },
	{ "out", "FILE", N_("write to this file instead of standard output") },
	{ NULL, NULL, NULL },
};

static const struct slw_cli_option launch_options[] = {
	{ "out", "DIR", N_("where the store is written") },
	{ "dry-run", NULL, N_("say what would be written, sent and published") },
	{ "fetch-images", NULL, N_("fetch images from their addresses into the store") },
	{ NULL, NULL, NULL },
};

const struct slw_command slw_commands[] = {
	{ "", "", 0, 0, N_("answers to a launched store"), NULL, apply_options, RUN(apply) },
	{ "open", "ID", 1, 1, N_("go on with the questions of a session"), NULL, open_options,
	  RUN(open) },
	{ "sessions", "", 0, 0, N_("list the sessions of this database"), NULL, sessions_options,
	  RUN(sessions) },
	{ "show", "ID", 1, 1, N_("all of a session: answers, products, texts"), NULL, NULL,
	  RUN(show) },
	{ "answers", "ID", 1, 1, N_("write a session out as an answers file"),
	  N_("Secrets are written as references, never as values."), answers_options,
	  RUN(answers) },
	{ "copy", "ID", 1, 1, N_("a new session with the same answers"), NULL, copy_options,
	  RUN(copy) },
	{ "delete", "ID", 1, 1, N_("delete a session and its journal"), NULL, delete_options,
	  RUN(delete) },
	{ "log", "ID", 1, 1, N_("the versions of a session"), NULL, log_options, RUN(log) },
	{ "diff", "ID A B", 3, 3, N_("what differs between two versions"), NULL, NULL, RUN(diff) },
	{ "undo", "ID", 1, 1, N_("take the last change back"), NULL, NULL, RUN(undo) },
	{ "redo", "ID", 1, 1, N_("take an undo back"), NULL, NULL, RUN(redo) },
	{ "restore", "ID VERSION", 2, 2, N_("go back to a version"), NULL, NULL, RUN(restore) },
	{ "import", "FILE", 1, 1, N_("products from a CSV file"),
	  N_("Shopify's and WooCommerce's files are recognized by their headers; the columns of "
	     "any "
	     "other file are mapped by themselves where their names are plain, or with --map."),
	  import_options, RUN(import) },
	{ "themes", "", 0, 0, N_("themes, ranked, with the reasons"), NULL, themes_options,
	  RUN(themes) },
	{ "generate", "TYPE", 1, 1, N_("one piece of content, or all of a session"),
	  N_("TYPE is all, product_description, tagline, about, category_description, meta_title, "
	     "meta_description, faq, welcome_email, social_post, blog_post or image_alt."),
	  generate_options, RUN(generate) },
	{ "integrations", "[verify|setup]", 0, 1, N_("known providers and their credentials"), NULL,
	  NULL, RUN(integrations) },
	{ "analyze", "[ID]", 0, 1,
	  N_("launch readiness, with what to mend; or what a text is worth"),
	  N_("With --text it looks at a text: its score part by part, keywords, sentiment, "
	     "language, "
	     "and what it claims that the facts do not hold."),
	  analyze_options, RUN(analyze) },
	{ "export", "ID", 1, 1, N_("products as a file for another system"), NULL, export_options,
	  RUN(export) },
	{ "launch", "ID", 1, 1, N_("write the store of a session"), NULL, launch_options,
	  RUN(launch) },
	{ "schema", "", 0, 0, N_("the JSON Schema of answers files"), NULL, NULL, RUN(schema) },
	{ "doctor", "", 0, 0, N_("what is set up and what is not"), NULL, NULL, RUN(doctor) },
	{ "migrate", "", 0, 0, N_("bring the database up to date"), NULL, NULL, RUN(migrate) },
	{ "help", "[COMMAND]", 0, 1, N_("what a command does and takes"), NULL, NULL, RUN(help) },
	{ .name = NULL },
};
