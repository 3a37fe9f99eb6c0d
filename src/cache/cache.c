#include "config.h"

#include "cache/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cache/backend.h"

#include "base/banned.h"

static int check_key(const char *key, struct slw_err *err)
{
	size_t len = strnlen(key, SLW_CACHE_KEY_MAX + 1);

	if (len > 0 && len <= SLW_CACHE_KEY_MAX)
		return 0;
	return slw_err_set(err, SLW_EINVAL, _("a key of the cache has 1 to %d bytes"),
			   SLW_CACHE_KEY_MAX);
}

int slw_cache_get(struct slw_cache *cache, const char *key, struct slw_buf *value,
		  struct slw_err *err)
{
	if (cache == NULL)
		return 0;
	return check_key(key, err) < 0 ? -1 : cache->ops->get(cache, key, value, err);
}

int slw_cache_put(struct slw_cache *cache, const char *key, const void *data, size_t len,
		  struct slw_err *err)
{
	if (cache == NULL)
		return 0;
	return check_key(key, err) < 0 ? -1 : cache->ops->put(cache, key, data, len, err);
}

int slw_cache_remove(struct slw_cache *cache, const char *key, struct slw_err *err)
{
	if (cache == NULL)
		return 0;
	return check_key(key, err) < 0 ? -1 : cache->ops->remove(cache, key, err);
}

void slw_cache_figures(struct slw_cache *cache, struct slw_cache_figures *out)
{
	*out = (struct slw_cache_figures){ 0 };
	if (cache != NULL)
		cache->ops->figures(cache, out);
}

void slw_cache_free(struct slw_cache *cache)
{
	if (cache != NULL)
		cache->ops->close(cache);
}

/* With its length before it, so that no two lists of texts give the same bytes. */
static void add_text(struct slw_hash *hash, const char *text)
{
	size_t len = text == NULL ? 0 : strlen(text);
	char length[24];

	snprintf(length, sizeof(length), "%zu:", len);
	slw_hash_add(hash, length, strlen(length));
	if (len > 0)
		slw_hash_add(hash, text, len);
}

void slw_cache_content_key(char out[SLW_CACHE_CONTENT_KEY_SIZE], const char *provider,
			   const char *model, const char *prompt, const json_t *options)
{
	struct slw_hash *hash = slw_hash_new();
	char digits[SLW_HASH_SIZE], *text = NULL;

	if (options != NULL) {
		text = json_dumps(options, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
		if (text == NULL)
			slw_out_of_memory(0);
	}
	add_text(hash, provider);
	add_text(hash, model);
	add_text(hash, prompt);
	add_text(hash, text);
	free(text);
	slw_hash_end(hash, digits);
	snprintf(out, SLW_CACHE_CONTENT_KEY_SIZE, "wizard:content:%s", digits);
}
