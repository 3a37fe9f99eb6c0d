/* report.json and report.html of a launch: what was made, how ready it is, what to do next. */
#ifndef SLW_SERVICE_REPORT_H
#define SLW_SERVICE_REPORT_H

#include <jansson.h>

struct slw_buf;

/* report: {"business_name", "theme", "readiness", "checks", "recommendations", "counts": {label: n},
 * "integrations", "warnings"}. Appends a page without scripts. */
void slw_report_html(struct slw_buf *out, const json_t *report);

#endif
