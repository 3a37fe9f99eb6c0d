#include "config.h"

#include "model/steps.h"

#include <string.h>

#include "base/i18n.h"
#include "model/steps_tables.h"

#include "base/banned.h"

const struct slw_step slw_steps[SLW_SECTION__MAX] = {
	[SLW_BUSINESS] = { .key = "business",
			   .column = "business_info",
			   .number = 1,
			   .title = N_("Business"),
			   .help = N_("Who runs the shop and for whom."),
			   .fields = slw_business_fields },
	[SLW_PRODUCTS] = { .key = "products",
			   .column = "product_config",
			   .number = 2,
			   .title = N_("Products"),
			   .help = N_("What you sell, how it is shipped, returned and taxed."),
			   .fields = slw_products_fields },
	[SLW_THEME] = { .key = "theme",
			.column = "theme_settings",
			.number = 3,
			.title = N_("Theme"),
			.help = N_("How the shop looks."),
			.fields = slw_theme_fields },
	[SLW_INTEGRATIONS] = { .key = "integrations",
			       .column = "integrations",
			       .number = 4,
			       .title = N_("Integrations"),
			       .help =
				   N_("Payments, shipping, e-mail and the other services you use."),
			       .fields = slw_integrations_fields },
	[SLW_CONTENT] = { .key = "content",
			  .column = "content_data",
			  .number = 5,
			  .title = N_("Content"),
			  .help = N_("Which texts are written for you, and how."),
			  .fields = slw_content_fields },
	[SLW_SEO] = { .key = "seo",
		      .column = "seo_config",
		      .number = 6,
		      .title = N_("Search and launch"),
		      .help = N_("How search engines and social networks show the shop."),
		      .fields = slw_seo_fields },
	[SLW_LAUNCH] = { .key = "launch",
			 .column = "launch_config",
			 .number = 6,
			 .title = N_("Launch"),
			 .help = N_("What is made at the end."),
			 .fields = slw_launch_fields },
};

int slw_section_find(const char *key)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++)
		if (strcmp(slw_steps[i].key, key) == 0)
			return i;
	return -1;
}

static const struct slw_field *find_part(const struct slw_field *table, const char *key, size_t len)
{
	for (; table != NULL && table->key != NULL; table++)
		if (strncmp(table->key, key, len) == 0 && table->key[len] == '\0')
			return table;
	return NULL;
}

const struct slw_field *slw_field_find(const struct slw_field *table, const char *key)
{
	return find_part(table, key, strlen(key));
}

const struct slw_field *slw_steps_field(const char *path, enum slw_section *section)
{
	size_t len = strcspn(path, ".");
	const struct slw_field *table = NULL, *field = NULL;

	for (int i = 0; i < SLW_SECTION__MAX; i++)
		if (strncmp(slw_steps[i].key, path, len) == 0 && slw_steps[i].key[len] == '\0') {
			table = slw_steps[i].fields;
			if (section != NULL)
				*section = (enum slw_section)i;
		}
	while (path[len] == '.') {
		path += len + 1;
		len = strcspn(path, ".[");
		field = find_part(table, path, len);
		if (field == NULL)
			return NULL;
		table = field->fields;
		while (path[len] == '[')
			len += strcspn(path + len, "]") +
			       (path[len + strcspn(path + len, "]")] != '\0');
	}
	return field;
}
