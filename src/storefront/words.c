#include "config.h"

#include "storefront/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

#define WORDS_MAX (256 * 1024)

int slw_words_load(json_t **words, const char *data_folder, const char *language,
		   struct slw_err *err)
{
	struct slw_err own = SLW_ERR_INIT;
	char *path;

	*words = NULL;
	if (strcmp(language, "en") == 0 || !slw_text_is_handle(language))
		return 0;
	path = slw_printf("%s/storefront/words/%s.json", data_folder, language);
	*words = slw_json_file(path, WORDS_MAX, &own);
	free(path);
	if (*words != NULL || own.code == SLW_ENOTFOUND)
		return 0;
	return slw_err_set(err, SLW_EINTERNAL, "%s", own.msg);
}

const char *slw_words_get(const json_t *words, const char *phrase)
{
	return words == NULL ? phrase : slw_json_str(words, phrase, phrase);
}
