/* The finished example that a first look begins with: one of examples/, as a session of its own. */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "model/problem.h"
#include "service/apply.h"
#include "service/internal.h"

#include "base/banned.h"

/* Beside the data folder: in a source tree, and where they are installed. */
static char *find_example(const struct slw_service *service)
{
	static const char *const places[] = { "../examples/pottery-us.yaml",
					      "../doc/store-wizard/examples/pottery-us.yaml" };

	for (size_t i = 0; i < SLW_COUNT(places); i++) {
		char *path = slw_printf("%s/%s", service->data_folder, places[i]);

		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	return NULL;
}

int slw_demo_apply(struct slw_service *service, struct slw_session *session, struct slw_err *err)
{
	char *path = find_example(service);
	struct slw_problems problems;
	struct slw_plan *plan = NULL;
	json_t *result = NULL;

	if (path == NULL) {
		slw_err_set(err, SLW_ENOTFOUND, "%s", _("the examples are not installed"));
		return slw_err_hint(err, "%s", _("They come with the package, in its doc folder."));
	}
	slw_problems_init(&problems);
	if (slw_plan_open(&plan, path, &service->catalog, &problems, err) == 0) {
		if (problems.errors > 0)
			slw_err_set(err, SLW_EINVAL, _("the example is damaged: %s"),
				    problems.items[0].message);
		else
			result = slw_plan_apply(service, plan, session, err);
	}
	slw_plan_free(plan);
	slw_problems_release(&problems);
	free(path);
	if (result == NULL)
		return -1;
	json_decref(result);
	return 0;
}
