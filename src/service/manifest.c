#include "config.h"

#include "service/manifest.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

#include "base/banned.h"

#define FILE_MAX (512u * 1024 * 1024)

struct entry {
	char *path;
	uint64_t size;
	char hash[SLW_HASH_SIZE];
	UT_hash_handle hh;
};

struct slw_manifest {
	struct entry *entries;
};

struct slw_manifest *slw_manifest_new(void)
{
	return slw_calloc(1, sizeof(struct slw_manifest));
}

void slw_manifest_free(struct slw_manifest *manifest)
{
	struct entry *entry, *next;

	if (manifest == NULL)
		return;
	HASH_ITER (hh, manifest->entries, entry, next) {
		HASH_DEL(manifest->entries, entry);
		free(entry->path);
		free(entry);
	}
	free(manifest);
}

void slw_manifest_add(struct slw_manifest *manifest, const char *path, uint64_t size,
		      const char *hash)
{
	struct entry *entry = slw_calloc(1, sizeof(*entry));

	entry->path = slw_strdup(path);
	entry->size = size;
	memcpy(entry->hash, hash, sizeof(entry->hash));
	HASH_ADD_KEYPTR(hh, manifest->entries, entry->path, strlen(entry->path), entry);
}

const char *slw_manifest_hash(const struct slw_manifest *manifest, const char *path)
{
	struct entry *entry;

	HASH_FIND_STR(manifest->entries, path, entry);
	return entry != NULL ? entry->hash : NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

char *slw_manifest_text(struct slw_manifest *manifest)
{
	struct slw_buf out;
	struct entry *entry;
	bool first = true;

	slw_buf_init(&out, 0);
	HASH_SORT(manifest->entries, by_path);
	slw_buf_str(&out, "{\"format\":1,\"program\":\"" PACKAGE_NAME "\",\"files\":[");
	for (entry = manifest->entries; entry != NULL; entry = entry->hh.next) {
		slw_buf_str(&out, first ? "\n{\"path\":\"" : ",\n{\"path\":\"");
		slw_escape_json_script(&out, entry->path);
		slw_buf_printf(&out, "\",\"size\":%llu,\"sha256\":\"%s\"}",
			       (unsigned long long)entry->size, entry->hash);
		first = false;
	}
	slw_buf_str(&out, "\n]}\n");
	return slw_buf_take(&out);
}

int slw_manifest_read(struct slw_manifest *manifest, const char *path, struct slw_err *err)
{
	json_t *root = slw_json_file(path, FILE_MAX, err), *file;
	size_t i;

	if (root == NULL)
		return -1;
	json_array_foreach (slw_json_array(root, "files"), i, file) {
		const char *name = slw_json_str(file, "path", ""),
			   *hash = slw_json_str(file, "sha256", "");

		if (strlen(hash) == SLW_HASH_SIZE - 1 && slw_manifest_hash(manifest, name) == NULL)
			slw_manifest_add(manifest, name, (uint64_t)slw_json_int(file, "size", 0),
					 hash);
	}
	json_decref(root);
	return 0;
}
