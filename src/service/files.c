#include "config.h"

#include "service/files.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistr.h>

#include "base/err.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

struct listing {
	char *before;	    /* of the path as it is typed, up to the last "/" */
	const char *prefix; /* behind it */
	char *folder;	    /* that is read */
	bool only_folders;
	json_t *entries, *folders;
	size_t count;
	char *common; /* of all names; NULL: there was none yet */
};

char *slw_files_path(const char *typed)
{
	char *path = slw_text_trim(typed), *full;
	size_t len = strlen(path);
	const char *home = getenv("HOME");

	if (len > 1 && (path[0] == '\'' || path[0] == '"') && path[len - 1] == path[0]) {
		memmove(path, path + 1, len - 2);
		path[len - 2] = '\0';
	}
	if (path[0] != '~' || path[1] != '/' || home == NULL)
		return path;
	full = slw_printf("%s%s", home, path + 1);
	free(path);
	return full;
}

static bool is_product_file(const char *name)
{
	static const char *const ends[] = { ".csv", ".tsv", ".txt" };
	size_t len = strlen(name);

	for (size_t i = 0; i < SLW_COUNT(ends); i++)
		if (len > 4 && strcasecmp(name + len - 4, ends[i]) == 0)
			return true;
	return false;
}

/* Never in the middle of a character. */
static void cut_common(struct listing *listing, const char *name)
{
	size_t len = 0;

	if (listing->common == NULL) {
		listing->common = slw_strdup(name);
		return;
	}
	while (listing->common[len] != '\0' && listing->common[len] == name[len])
		len++;
	while (len > 0 && ((unsigned char)name[len] & 0xc0) == 0x80)
		len--;
	listing->common[len] = '\0';
}

static void add(struct listing *listing, const char *name)
{
	char *full = slw_path_join(listing->folder, name);
	struct stat about;
	bool there = stat(full, &about) == 0, folder = there && S_ISDIR(about.st_mode);
	json_t *entry;
	char *path;

	free(full);
	if (!there || (!folder && (listing->only_folders || !S_ISREG(about.st_mode) ||
				   !is_product_file(name))))
		return;
	cut_common(listing, name);
	if (listing->count++ >= SLW_FILES_MAX)
		return;
	path = slw_printf("%s%s%s", listing->before, name, folder ? "/" : "");
	entry = json_object();
	slw_json_set_str(entry, "path", path);
	slw_json_set_str(entry, "name", name);
	slw_json_set_bool(entry, "folder", folder);
	slw_json_set_int(entry, "bytes", folder ? 0 : (int64_t)about.st_size);
	slw_json_append(folder ? listing->folders : listing->entries, entry);
	free(path);
}

static bool begins(const char *name, const char *prefix)
{
	if (u8_check((const uint8_t *)name, strlen(name)) != NULL)
		return false;
	return strncasecmp(name, prefix, strlen(prefix)) == 0 &&
	       (name[0] != '.' || prefix[0] == '.');
}

/* What was typed, and as much more as all the names have in common. */
static char *completed(const struct listing *listing)
{
	const json_t *only = json_array_get(listing->entries, 0);

	if (listing->count == 1 && only != NULL)
		return slw_strdup(slw_json_str(only, "path", ""));
	if (listing->common == NULL || strlen(listing->common) < strlen(listing->prefix))
		return slw_printf("%s%s", listing->before, listing->prefix);
	return slw_printf("%s%s", listing->before, listing->common);
}

json_t *slw_files_list(const char *path, bool only_folders)
{
	const char *slash = strrchr(path, '/');
	struct listing listing = { .before = slw_strndup(
				       path, slash != NULL ? (size_t)(slash - path) + 1 : 0),
				   .prefix = slash != NULL ? slash + 1 : path,
				   .only_folders = only_folders,
				   .entries = json_array(),
				   .folders = json_array() };
	struct slw_err ignored = SLW_ERR_INIT;
	json_t *result = json_object();
	char **names = NULL, *whole;
	size_t count = 0;

	listing.folder = slw_files_path(listing.before[0] != '\0' ? listing.before : "./");
	if (slw_folder_list(listing.folder, &names, &count, &ignored) == 0)
		for (size_t i = 0; i < count; i++)
			if (begins(names[i], listing.prefix))
				add(&listing, names[i]);
	slw_names_free(names, count);
	json_array_extend(listing.entries, listing.folders);
	whole = completed(&listing);
	slw_json_set_str(result, "path", whole);
	slw_json_set_int(result, "more",
			 (int64_t)(listing.count - json_array_size(listing.entries)));
	slw_json_set(result, "entries", listing.entries);
	json_decref(listing.folders);
	free(whole);
	free(listing.common);
	free(listing.folder);
	free(listing.before);
	return result;
}
