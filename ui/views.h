/* The views, by what opens them. Each lives in view_NAME.c. */
#ifndef SLW_UI_VIEWS_H
#define SLW_UI_VIEWS_H

#include <jansson.h>

struct slw_app;
struct slw_view;

struct slw_view *slw_view_start_new(struct slw_app *app);
/* Any step drawn from its fields; key (may be NULL): the field with the focus. */
struct slw_view *slw_view_step_new(struct slw_app *app, int step, const char *key);

/*
 * What opens a step: a row for each step with a view of its own, in view_step.c; the others are drawn
 * by slw_view_step_new().
 */
struct slw_view *slw_view_of_step(struct slw_app *app, int step, const char *key);

/* Behind the steps: everything on one page, the launch, the versions. */
struct slw_view *slw_view_review_new(struct slw_app *app);
struct slw_view *slw_view_launch_new(struct slw_app *app);
struct slw_view *slw_view_journal_new(struct slw_app *app);
/* result: of slw_history_diff(); about: one line about the version. */
struct slw_view *slw_view_diff_new(struct slw_app *app, const json_t *result, const char *about);

/* Steps with a view of their own; a field that only the form has opens the form. */
struct slw_view *slw_view_products_new(struct slw_app *app, const char *key);
struct slw_view *slw_view_import_new(struct slw_app *app);
struct slw_view *slw_view_theme_new(struct slw_app *app, const char *key);
/* The form of step 3 with the miniature beside or below it, which changes as one types. */
struct slw_view *slw_view_theme_options_new(struct slw_app *app, const char *key);
struct slw_view *slw_view_integrations_new(struct slw_app *app, const char *key);
struct slw_view *slw_view_content_new(struct slw_app *app, const char *key);
struct slw_view *slw_view_seo_new(struct slw_app *app, const char *key);

#endif
