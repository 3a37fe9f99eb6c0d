/* Step 4: services. Which providers there are is data (data/integrations/), by kind. */
#include "config.h"

#include "model/steps_tables.h"

#include <stddef.h>

#include "base/i18n.h"

#include "base/banned.h"

static const struct slw_choice modes[] = { { "test", N_("Test: no real money or mail") },
					   { "live", N_("Live") },
					   { NULL, NULL } };

#define PROVIDER_FIELDS(provider_kind)                                                        \
	{                                                                                     \
		{ .key = "provider",                                                          \
		  .type = SLW_FIELD_CHOICE,                                                   \
		  .flags = SLW_FIELD_REQUIRED,                                                \
		  .source = SLW_CHOICES_PROVIDERS,                                            \
		  .kind = provider_kind,                                                      \
		  .label = N_("Provider"),                                                    \
		  .help = N_("One of \"store-wizard integrations\".") },                      \
		    { .key = "mode",                                                          \
		      .type = SLW_FIELD_CHOICE,                                               \
		      .choices = modes,                                                       \
		      .fallback = "test",                                                     \
		      .label = N_("Mode"),                                                    \
		      .help = N_("Test keys for trying out, live keys for business."),        \
		      .example = "test" },                                                    \
		    { .key = "credentials",                                                   \
		      .type = SLW_FIELD_CREDENTIALS,                                          \
		      .kind = provider_kind,                                                  \
		      .max = 20,                                                              \
		      .label = N_("Credentials"),                                             \
		      .help = N_("Keys of your account there; secret ones as {env: NAME} or " \
				 "{file: PATH}.") },                                          \
		{                                                                             \
			.key = NULL                                                           \
		}                                                                             \
	}

static const struct slw_field payments[] = PROVIDER_FIELDS("payments");
static const struct slw_field shipping[] = PROVIDER_FIELDS("shipping");
static const struct slw_field email[] = PROVIDER_FIELDS("email");
static const struct slw_field analytics[] = PROVIDER_FIELDS("analytics");
static const struct slw_field tax[] = PROVIDER_FIELDS("tax");
static const struct slw_field store_engine[] = PROVIDER_FIELDS("store_engine");

const struct slw_field slw_integrations_fields[] = {
	{ .key = "payments",
	  .type = SLW_FIELD_RECORDS,
	  .max = 10,
	  .fields = payments,
	  .label = N_("Payments"),
	  .help = N_("How shoppers pay. Without one, orders come by e-mail.") },
	{ .key = "shipping",
	  .type = SLW_FIELD_RECORDS,
	  .max = 10,
	  .fields = shipping,
	  .label = N_("Shipping"),
	  .help = N_("Where labels and rates come from.") },
	{ .key = "email",
	  .type = SLW_FIELD_RECORDS,
	  .max = 10,
	  .fields = email,
	  .label = N_("E-mail"),
	  .help = N_("Newsletters and messages to customers.") },
	{ .key = "analytics",
	  .type = SLW_FIELD_RECORDS,
	  .max = 10,
	  .fields = analytics,
	  .label = N_("Analytics"),
	  .help = N_("Visits are counted only where this is set up, and with consent.") },
	{ .key = "tax",
	  .type = SLW_FIELD_RECORDS,
	  .max = 10,
	  .fields = tax,
	  .label = N_("Tax"),
	  .help = N_("Rates by address.") },
	{ .key = "store_engine",
	  .type = SLW_FIELD_RECORDS,
	  .max = 10,
	  .fields = store_engine,
	  .label = N_("Store engine"),
	  .help = N_("A running shop system that the catalogue is pushed into.") },
	{ .key = NULL }
};
