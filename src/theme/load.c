#include "config.h"

#include "theme/theme.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "theme/check.h"

#include "base/banned.h"

#define THEME_BYTES_MAX ((size_t)64 * 1024)
#define THEMES_MAX	500

/* Below the folder of themes, so that a link in it cannot bring in another file. */
static json_t *read_theme(const char *folder, const char *id, const char *source,
			  struct slw_err *err)
{
	char *name = slw_path_join(id, "theme.json");
	char text[4096];
	struct slw_buf all;
	json_t *data = NULL;
	ssize_t got = -1;
	int fd;

	slw_buf_init(&all, THEME_BYTES_MAX);
	fd = slw_file_open_below(folder, name, err);
	if (fd < 0)
		goto out;
	while ((got = read(fd, text, sizeof(text))) > 0)
		slw_buf_add(&all, text, (size_t)got);
	close(fd);
	if (got < 0)
		slw_err_set(err, SLW_EIO, _("could not read %s"), source);
	else if (all.over)
		slw_err_set(err, SLW_EINTERNAL, _("%s: is larger than %zu bytes"), source,
			    THEME_BYTES_MAX);
	else
		data = slw_json_parse(all.data, all.len, source, err);
out:
	slw_buf_release(&all);
	free(name);
	return data;
}

static int load_one(struct slw_theme *theme, const char *folder, const char *id,
		    struct slw_err *err)
{
	char *below = slw_path_join(folder, id);
	char *source = slw_path_join(below, "theme.json");
	json_t *data = NULL;
	int rc = -1;

	if (!slw_text_is_handle(id)) {
		slw_err_set(err, SLW_EINTERNAL, _("%s: \"%s\" is not the name of a theme"), folder,
			    id);
		slw_err_hint(err, _("Themes are folders named with a to z, 0 to 9 and hyphens."));
		goto out;
	}
	data = read_theme(folder, id, source, err);
	if (data == NULL || slw_theme_check(data, id, source, err) < 0)
		goto out;
	theme->id = slw_strdup(id);
	theme->name = slw_strdup(slw_json_str(data, "name", id));
	theme->data = json_incref(data);
	rc = 0;
out:
	/* whatever was wrong, the program's own data is at fault */
	if (rc < 0)
		err->code = SLW_EINTERNAL;
	json_decref(data);
	free(source);
	free(below);
	return rc;
}

int slw_themes_load(struct slw_themes *themes, const char *data_folder, struct slw_err *err)
{
	char *folder = slw_path_join(data_folder, "themes");
	struct slw_themes loaded = { NULL, 0 };
	char **names = NULL;
	size_t count = 0;
	int rc = -1;

	if (slw_folder_list(folder, &names, &count, err) < 0) {
		err->code = SLW_EINTERNAL;
		goto out;
	}
	if (count > THEMES_MAX) {
		slw_err_set(err, SLW_EINTERNAL, _("%s: more than %d themes"), folder, THEMES_MAX);
		goto out;
	}
	loaded.items = slw_calloc(count, sizeof(*loaded.items));
	for (size_t i = 0; i < count; i++) {
		if (names[i][0] == '.')
			continue;
		if (load_one(&loaded.items[loaded.count], folder, names[i], err) < 0)
			goto out;
		loaded.count++;
	}
	if (loaded.count == 0) {
		slw_err_set(err, SLW_EINTERNAL, _("%s: holds no theme"), folder);
		goto out;
	}
	*themes = loaded;
	loaded = (struct slw_themes){ NULL, 0 };
	rc = 0;
out:
	slw_themes_release(&loaded);
	slw_names_free(names, count);
	free(folder);
	return rc;
}

void slw_themes_release(struct slw_themes *themes)
{
	for (size_t i = 0; i < themes->count; i++) {
		free(themes->items[i].id);
		free(themes->items[i].name);
		json_decref(themes->items[i].data);
	}
	free(themes->items);
	themes->items = NULL;
	themes->count = 0;
}

const struct slw_theme *slw_themes_find(const struct slw_themes *themes, const char *id)
{
	for (size_t i = 0; id != NULL && i < themes->count; i++)
		if (strcmp(themes->items[i].id, id) == 0)
			return &themes->items[i];
	return NULL;
}
