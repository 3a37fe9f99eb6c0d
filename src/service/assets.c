#include "config.h"

#include "service/assets.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uthash.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/image.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "base/text.h"
#include "net/http.h"
#include "service/launch_folder.h"
#include "storefront/storefront.h"

#include "base/banned.h"

#define WARNING_MAX 200

struct asset {
	char *src;
	char *url; /* NULL: not usable */
	int width, height;
	UT_hash_handle hh;
};

struct slw_assets {
	struct slw_assets_options options;
	struct asset *by_src;
	struct written {
		char *path;
		UT_hash_handle hh;
	} * written; /* two sources may be one file */
	struct slw_http *http;
	json_t *warnings;
};

struct slw_assets *slw_assets_new(const struct slw_assets_options *options)
{
	struct slw_assets *assets = slw_calloc(1, sizeof(*assets));

	assets->options = *options;
	assets->warnings = json_array();
	return assets;
}

void slw_assets_free(struct slw_assets *assets)
{
	struct asset *asset, *next;
	struct written *written, *after;

	if (assets == NULL)
		return;
	HASH_ITER (hh, assets->by_src, asset, next) {
		HASH_DEL(assets->by_src, asset);
		free(asset->src);
		free(asset->url);
		free(asset);
	}
	HASH_ITER (hh, assets->written, written, after) {
		HASH_DEL(assets->written, written);
		free(written->path);
		free(written);
	}
	slw_http_free(assets->http);
	json_decref(assets->warnings);
	free(assets);
}

json_t *slw_assets_warnings(const struct slw_assets *assets)
{
	return assets->warnings;
}

static void warn(struct slw_assets *assets, const char *src, const char *why)
{
	char *text = slw_printf("%s: %s", src, why);

	if (json_array_size(assets->warnings) < WARNING_MAX)
		slw_json_append(assets->warnings, json_string(text));
	free(text);
}

static int read_local(const struct slw_assets *assets, const char *src, struct slw_buf *data,
		      struct slw_err *err)
{
	char space[65536];
	ssize_t got;
	int fd;

	if (assets->options.folder == NULL) {
		slw_err_set(err, SLW_ENOTFOUND, "%s",
			    _("the folder of the answers file is not known"));
		return -1;
	}
	fd = slw_file_open_below(assets->options.folder, src, err);
	if (fd < 0)
		return -1;
	while ((got = read(fd, space, sizeof(space))) > 0 || (got < 0 && errno == EINTR))
		if (got > 0)
			slw_buf_add(data, space, (size_t)got);
	if (got < 0)
		slw_err_errno(err, SLW_EIO, errno, "%s", _("could not read it"));
	close(fd);
	if (data->over)
		return slw_err_set(err, SLW_ELIMIT, _("it is larger than %u MiB"),
				   SLW_IMAGE_MAX / (1024 * 1024));
	return got < 0 ? -1 : 0;
}

static int fetch(struct slw_assets *assets, const char *url, struct slw_buf *data,
		 struct slw_err *err)
{
	if (assets->http == NULL && slw_http_open(&assets->http, NULL, err) < 0)
		return -1;
	slw_progress_report(assets->options.progress, _("fetching images"),
			    HASH_COUNT(assets->by_src), 0);
	return slw_http_get(assets->http, url, data, NULL, assets->options.progress, err);
}

/* images/clay-pot-0a1b2c3d4e5f.jpg: readable, and another name when the content is another. */
static char *image_path(const char *src, const struct slw_buf *data, const char *extension)
{
	const char *base = strrchr(src, '/');
	size_t len;
	char hash[SLW_HASH_SIZE], *stem, *handle, *path;

	base = base != NULL ? base + 1 : src;
	len = strcspn(base, ".?#");
	stem = slw_strndup(base, len < 60 ? len : 60);
	handle = slw_text_handle(stem);
	slw_hash_bytes(data->data, data->len, hash);
	path = slw_printf("images/%s-%.12s.%s", handle, hash, extension);
	free(handle);
	free(stem);
	return path;
}

static int write_image(struct slw_assets *assets, const char *path, const struct slw_buf *data,
		       struct slw_err *err)
{
	struct written *written;
	char *full;
	int rc;

	HASH_FIND_STR(assets->written, path, written);
	if (written != NULL)
		return 0;
	full = slw_path_join("storefront", path);
	rc = slw_launch_folder_file(assets->options.launch, full, data->data, data->len, err);
	free(full);
	written = slw_calloc(1, sizeof(*written));
	written->path = slw_strdup(path);
	HASH_ADD_KEYPTR(hh, assets->written, written->path, strlen(written->path), written);
	return rc;
}

/* Reads, checks and writes; an image that cannot be used is a warning, not an error. */
static int take_in(struct slw_assets *assets, struct asset *asset, bool remote, struct slw_err *err)
{
	struct slw_err failure = SLW_ERR_INIT;
	struct slw_image_info info;
	struct slw_buf data;
	const char *reason = "";
	char *path;
	int rc = 0;

	slw_buf_init(&data, SLW_IMAGE_MAX);
	if ((remote ? fetch(assets, asset->src, &data, &failure)
		    : read_local(assets, asset->src, &data, &failure)) < 0) {
		warn(assets, asset->src, failure.msg);
		if (failure.code == SLW_ECANCELLED) {
			*err = failure;
			rc = -1;
		}
	} else if (!slw_image_probe(data.data, data.len, &info, &reason)) {
		warn(assets, asset->src, _(reason));
	} else {
		path = image_path(asset->src, &data, info.extension);
		rc = write_image(assets, path, &data, err);
		asset->url = slw_printf("/%s", path);
		asset->width = info.width;
		asset->height = info.height;
		free(path);
	}
	slw_buf_release(&data);
	return rc;
}

int slw_assets_image(struct slw_assets *assets, const char *src, struct slw_storefront_image *image,
		     struct slw_err *err)
{
	bool remote = strncmp(src, "https://", 8) == 0 || strncmp(src, "http://", 7) == 0;
	struct asset *asset;

	if (remote && !assets->options.fetch) {
		*image = (struct slw_storefront_image){ .url = src };
		return 1;
	}
	HASH_FIND_STR(assets->by_src, src, asset);
	if (asset == NULL) {
		asset = slw_calloc(1, sizeof(*asset));
		asset->src = slw_strdup(src);
		HASH_ADD_KEYPTR(hh, assets->by_src, asset->src, strlen(asset->src), asset);
		if (take_in(assets, asset, remote, err) < 0)
			return -1;
		/* what could not be fetched is still at its address */
		if (asset->url == NULL && remote)
			asset->url = slw_strdup(src);
	}
	if (asset->url == NULL)
		return 0;
	*image = (struct slw_storefront_image){ .url = asset->url,
						.width = asset->width,
						.height = asset->height };
	return 1;
}
