#include "config.h"

#define SLW_LIBCURL_ITSELF
#include "net/http_libcurl.h"

#include <assert.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"

#include "base/banned.h"

#define NAME   "libcurl.so.4" /* its ABI since 2006 */
#define OLDEST 0x075500	      /* as in configure.ac */

/* A library is loaded once for the whole process; written under pthread_once(), read after it. */
static struct {
	pthread_once_t once;
	bool loaded;
	char reason[200];
	struct slw_libcurl functions;
} libcurl = { .once = PTHREAD_ONCE_INIT };

static const struct {
	const char *name;
	size_t offset;
} functions[] = {
#define ROW(name) { #name, offsetof(struct slw_libcurl, name) },
	SLW_LIBCURL(ROW)
#undef ROW
};

static void load(void)
{
	void *library = dlopen(NAME, RTLD_LAZY | RTLD_LOCAL);

	for (size_t i = 0; library != NULL && i < sizeof(functions) / sizeof(functions[0]); i++) {
		void *function = dlsym(library, functions[i].name);

		memcpy((char *)&libcurl.functions + functions[i].offset, &function,
		       sizeof(function));
		if (function == NULL)
			library = NULL;
	}
	if (library == NULL)
		snprintf(libcurl.reason, sizeof(libcurl.reason), "%s", dlerror());
	else if (libcurl.functions.curl_version_info(CURLVERSION_NOW)->version_num < OLDEST)
		snprintf(libcurl.reason, sizeof(libcurl.reason), "%s",
			 _("it is older than version 7.85"));
	else
		libcurl.loaded = true;
}

int slw_libcurl_load(struct slw_err *err)
{
	pthread_once(&libcurl.once, load);
	if (libcurl.loaded)
		return 0;
	slw_err_set(err, SLW_EINTERNAL, _("could not load libcurl: %s"), libcurl.reason);
	return slw_err_hint(err, "%s", _("Install libcurl (Debian: libcurl4)."));
}

const struct slw_libcurl *slw_libcurl(void)
{
	pthread_once(&libcurl.once, load);
	assert(libcurl.loaded);
	return &libcurl.functions;
}
