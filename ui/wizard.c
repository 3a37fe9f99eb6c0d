#include "config.h"

#include "ui/wizard.h"

#include "base/err.h"
#include "service/service.h"
#include "ui/app.h"
#include "ui/screen.h"
#include "ui/views.h"

#include "base/banned.h"

int slw_wizard_run(const struct slw_wizard_options *options, int *signal, struct slw_err *err)
{
	struct slw_app_options app_options = { .database = options->database,
					       .service = options->service };
	struct slw_screen *screen = NULL;
	struct slw_app *app;
	int rc = -1;

	*signal = 0;
	if (slw_screen_open(&screen, err) < 0)
		return -1;
	app = slw_app_new(&app_options);
	if (options->session == NULL) {
		slw_app_push(app, slw_view_start_new(app));
	} else {
		/* the list of all sessions is read when one comes back to it */
		slw_app_push_below(app, slw_view_start_new(app));
		if (slw_service_ready(options->service, err) < 0 ||
		    slw_app_open(app, options->session, err) < 0)
			goto out;
		slw_app_resume(app);
	}
	rc = slw_app_run(app, screen, err);
	*signal = slw_screen_signal(screen);
out:
	/* the terminal is given back at once; signals are ours until all is saved, so that one more
	 * Ctrl-C breaks nothing off */
	slw_screen_suspend(screen);
	slw_app_free(app);
	slw_screen_close(screen);
	return rc;
}
