/* An import in words. */
#ifndef SLW_UI_IMPORT_REPORT_H
#define SLW_UI_IMPORT_REPORT_H

#include <jansson.h>
#include <stdbool.h>

struct slw_report;

/* report: of slw_import_run() (service/apply.h); done: it is imported, else it was looked through. */
void slw_import_report(struct slw_report *lines, const json_t *report, bool done);

#endif
