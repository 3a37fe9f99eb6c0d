#include "config.h"

#include "store/backend.h"

#include <inttypes.h>

#include "base/err.h"
#include "base/i18n.h"

#include "base/banned.h"

int slw_store_no_session(struct slw_err *err)
{
	slw_err_set(err, SLW_ENOTFOUND, _("there is no such session"));
	return slw_err_hint(err,
			    _("The command \"sessions\" lists the sessions of this database."));
}

int slw_store_no_version(struct slw_err *err, int64_t version)
{
	if (version == 0)
		return slw_err_set(err, SLW_ENOTFOUND, _("the session has no version yet"));
	slw_err_set(err, SLW_ENOTFOUND, _("the session has no version %" PRId64), version);
	return slw_err_hint(err, _("The command \"log\" lists the versions that are kept."));
}

int slw_store_no_product(struct slw_err *err, int64_t product_no)
{
	return slw_err_set(err, SLW_ENOTFOUND, _("there is no product %" PRId64), product_no);
}

int slw_store_stale(struct slw_err *err, int64_t expected, int64_t newest)
{
	slw_err_set(
	    err, SLW_ECONFLICT,
	    _("the edit began from version %" PRId64 ", but the newest is version %" PRId64),
	    expected, newest);
	return slw_err_hint(err,
			    _("Someone else saved meanwhile; do it again on what is there now."));
}

int slw_store_handle_taken(struct slw_err *err, const char *handle, int64_t product_no,
			   int64_t owner)
{
	if (product_no == 0)
		return slw_err_set(
		    err, SLW_EINVAL,
		    _("the handle \"%s\" of a new product belongs to product %" PRId64 " already"),
		    handle, owner);
	return slw_err_set(
	    err, SLW_EINVAL,
	    _("the handle \"%s\" of product %" PRId64 " belongs to product %" PRId64 " already"),
	    handle, product_no, owner);
}

int slw_store_sku_taken(struct slw_err *err, const char *sku, const char *handle, const char *owner)
{
	return slw_err_set(err, SLW_EINVAL,
			   _("the SKU \"%s\" of product \"%s\" belongs to product \"%s\" already"),
			   sku, handle, owner);
}

int slw_store_sku_twice(struct slw_err *err, const char *sku, const char *handle)
{
	return slw_err_set(err, SLW_EINVAL, _("the SKU \"%s\" stands twice in product \"%s\""), sku,
			   handle);
}

int slw_store_same_session(struct slw_err *err, const char *id)
{
	return slw_err_set(err, SLW_EINVAL, _("there is a session %s already"), id);
}

int slw_store_no_content(struct slw_err *err, int64_t no)
{
	return slw_err_set(err, SLW_ENOTFOUND, _("there is no text %" PRId64), no);
}

int slw_store_content_locked(struct slw_err *err, const char *content_type)
{
	return slw_err_set(err, SLW_EINVAL, _("the text \"%s\" is locked"), content_type);
}

int slw_store_content_taken(struct slw_err *err, const char *content_type)
{
	return slw_err_set(err, SLW_EINVAL,
			   _("there is another text \"%s\" for the same product or collection"),
			   content_type);
}
