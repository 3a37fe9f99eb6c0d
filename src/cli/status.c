#include "config.h"

#include "cli/cli.h"

#include "base/err.h"
#include "base/mem.h"

#include "base/banned.h"

int slw_exit_status(int code)
{
	static const int statuses[SLW_CODE__MAX] = {
		[SLW_OK] = 0,	     [SLW_EUSAGE] = 2,	   [SLW_EINVAL] = 3,
		[SLW_ENOTFOUND] = 3, [SLW_EAMBIGUOUS] = 3, [SLW_ECONFLICT] = 8,
		[SLW_ESTORE] = 4,    [SLW_ELOCKED] = 4,	   [SLW_EIO] = 4,
		[SLW_ENET] = 5,	     [SLW_ETIMEOUT] = 5,   [SLW_EAUTH] = 6,
		[SLW_ELIMIT] = 3,    [SLW_EPARTIAL] = 7,   [SLW_ECANCELLED] = 130,
		[SLW_ENOTSUP] = 2,   [SLW_EINTERNAL] = 1,
	};

	return code >= 0 && code < SLW_CODE__MAX ? statuses[code] : 1;
}
