#include "config.h"

#include "theme/check.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/steps.h"
#include "theme/colour.h"
#include "theme/fonts.h"
#include "theme/theme.h"

#include "base/banned.h"

enum kind {
	TEXT,	  /* min to max characters on one line */
	NUMBER,	  /* min to max */
	NAME,	  /* one of names */
	NAMES,	  /* an array of names, each once */
	ANSWERS,  /* an array of choices of the field at .field */
	FONT,	  /* a choice of theme.fonts other than "theme" */
	WORDS,	  /* an array of lower-case words */
	HONOURED, /* an array of keys of step 3 */
	PALETTE,  /* all colours, in pairs that contrast */
	MEASURED, /* a date, or null as long as nothing was measured */
	RECORD,	  /* an object with .rules */
};

struct rule {
	const char *key; /* NULL ends the table */
	enum kind kind;
	bool optional;
	json_int_t min, max; /* characters, entries or the number itself */
	const char *const *names;
	const char *field;
	const struct rule *rules;
};

struct check {
	const char *source;
	struct slw_err *err;
};

static const char *const features[] = { "small_catalogue", "large_catalogue",
					"variants",	   "few_photos",
					"big_images",	   "long_texts",
					"specifications",  NULL };
static const char *const transforms[] = { "none", "uppercase", "capitalize", NULL };
static const char *const headers[] = { "left", "centered", "split", NULL };
static const char *const heroes[] = { "banner", "split", "text", "tall", NULL };
static const char *const grids[] = { "two", "three", "four", "list", NULL };
static const char *const cards[] = { "plain", "framed", "overlay", NULL };
static const char *const products[] = { "gallery", "stacked", "wide", NULL };
static const char *const ratios[] = { "square", "portrait", "landscape", NULL };

static const struct rule fonts[] = {
	{ "heading", FONT, false, 0, 0, NULL, NULL, NULL },
	{ "body", FONT, false, 0, 0, NULL, NULL, NULL },
	{ "base_size", NUMBER, false, 14, 22, NULL, NULL, NULL },
	{ "scale", NUMBER, false, 1067, 1618, NULL, NULL, NULL },
	{ "heading_weight", NUMBER, false, 300, 900, NULL, NULL, NULL },
	{ "heading_transform", NAME, false, 0, 0, transforms, NULL, NULL },
	{ "letter_spacing", NUMBER, false, -50, 200, NULL, NULL, NULL },
	{ NULL, RECORD, false, 0, 0, NULL, NULL, NULL }
};

static const struct rule space[] = { { "unit", NUMBER, false, 4, 16, NULL, NULL, NULL },
				     { "radius", NUMBER, false, 0, 32, NULL, NULL, NULL },
				     { "max_width", NUMBER, false, 800, 1800, NULL, NULL, NULL },
				     { NULL, RECORD, false, 0, 0, NULL, NULL, NULL } };

static const struct rule layout[] = { { "header", NAME, false, 0, 0, headers, NULL, NULL },
				      { "hero", NAME, false, 0, 0, heroes, NULL, NULL },
				      { "grid", NAME, false, 0, 0, grids, NULL, NULL },
				      { "card", NAME, false, 0, 0, cards, NULL, NULL },
				      { "product", NAME, false, 0, 0, products, NULL, NULL },
				      { "image_ratio", NAME, false, 0, 0, ratios, NULL, NULL },
				      { NULL, RECORD, false, 0, 0, NULL, NULL, NULL } };

static const struct rule lighthouse[] = {
	{ "performance", NUMBER, false, 0, 100, NULL, NULL, NULL },
	{ "accessibility", NUMBER, false, 0, 100, NULL, NULL, NULL },
	{ "best_practices", NUMBER, false, 0, 100, NULL, NULL, NULL },
	{ "seo", NUMBER, false, 0, 100, NULL, NULL, NULL },
	{ NULL, RECORD, false, 0, 0, NULL, NULL, NULL }
};

static const struct rule page[] = {
	{ "bytes", NUMBER, false, 1, 100000000, NULL, NULL, NULL },
	{ "requests", NUMBER, false, 1, 10000, NULL, NULL, NULL },
	{ "html_bytes", NUMBER, false, 1, 100000000, NULL, NULL, NULL },
	{ "css_bytes", NUMBER, false, 0, 100000000, NULL, NULL, NULL },
	{ "script_bytes", NUMBER, false, 0, 100000000, NULL, NULL, NULL },
	{ "image_bytes", NUMBER, false, 0, 100000000, NULL, NULL, NULL },
	{ NULL, RECORD, false, 0, 0, NULL, NULL, NULL }
};

static const struct rule performance[] = { { "measured", MEASURED, false, 0, 0, NULL, NULL, NULL },
					   { "shop", TEXT, true, 1, 200, NULL, NULL, NULL },
					   { "home", RECORD, true, 0, 0, NULL, NULL, page },
					   { "product", RECORD, true, 0, 0, NULL, NULL, page },
					   { "collection", RECORD, true, 0, 0, NULL, NULL, page },
					   { "lighthouse", RECORD, true, 0, 0, NULL, NULL,
					     lighthouse },
					   { NULL, RECORD, false, 0, 0, NULL, NULL, NULL } };

static const struct rule theme[] = {
	{ "id", TEXT, false, 1, 60, NULL, NULL, NULL },
	{ "name", TEXT, false, 1, 60, NULL, NULL, NULL },
	{ "description", TEXT, false, 1, 300, NULL, NULL, NULL },
	{ "industries", ANSWERS, false, 1, 20, NULL, "business.industry", NULL },
	{ "styles", ANSWERS, false, 1, 8, NULL, "theme.style", NULL },
	{ "features", NAMES, false, 0, 20, features, NULL, NULL },
	{ "keywords", WORDS, false, 1, 100, NULL, NULL, NULL },
	{ "colours", PALETTE, false, 0, 0, NULL, NULL, NULL },
	{ "dark", PALETTE, true, 0, 0, NULL, NULL, NULL },
	{ "fonts", RECORD, false, 0, 0, NULL, NULL, fonts },
	{ "space", RECORD, false, 0, 0, NULL, NULL, space },
	{ "layout", RECORD, false, 0, 0, NULL, NULL, layout },
	{ "customization_options", HONOURED, false, 0, 50, NULL, NULL, NULL },
	{ "performance_data", RECORD, false, 0, 0, NULL, NULL, performance },
	{ NULL, RECORD, false, 0, 0, NULL, NULL, NULL }
};

static int fault(const struct check *check, const char *path, const char *what)
{
	return slw_err_set(check->err, SLW_EINTERNAL, "%s: %s: %s", check->source, path, what);
}

static int fault_name(const struct check *check, const char *path, const char *value,
		      const char *const *names, size_t count)
{
	const char *near = slw_text_nearest(value, names, count);

	slw_err_set(check->err, SLW_EINTERNAL, _("%s: %s: \"%s\" is not one of its values"),
		    check->source, path, value);
	if (near != NULL)
		slw_err_hint(check->err, _("Did you mean \"%s\"?"), near);
	return -1;
}

static size_t count_names(const char *const *names)
{
	size_t count = 0;

	while (names[count] != NULL)
		count++;
	return count;
}

static int check_name(const struct check *check, const char *path, const json_t *value,
		      const char *const *names)
{
	const char *text = json_string_value(value);

	if (text == NULL)
		return fault(check, path, _("is not text"));
	for (size_t i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], text) == 0)
			return 0;
	return fault_name(check, path, text, names, count_names(names));
}

static int check_choice(const struct check *check, const char *path, const json_t *value,
			const struct slw_choice *choices)
{
	const char *names[64];
	size_t count = 0;

	for (; choices[count].value != NULL && count < SLW_COUNT(names) - 1; count++)
		names[count] = choices[count].value;
	names[count] = NULL;
	return check_name(check, path, value, names);
}

static int check_text(const struct check *check, const char *path, const json_t *value,
		      const struct rule *rule)
{
	const char *text = json_string_value(value);
	size_t chars;

	if (text == NULL)
		return fault(check, path, _("is not text"));
	chars = slw_text_chars(text);
	if (chars < (size_t)rule->min || chars > (size_t)rule->max || strchr(text, '\n') != NULL ||
	    slw_text_has_control(text))
		return slw_err_set(check->err, SLW_EINTERNAL,
				   _("%s: %s: is not one line of %d to %d characters"),
				   check->source, path, (int)rule->min, (int)rule->max);
	return 0;
}

static int check_number(const struct check *check, const char *path, const json_t *value,
			const struct rule *rule)
{
	if (!json_is_integer(value) || json_integer_value(value) < rule->min ||
	    json_integer_value(value) > rule->max)
		return slw_err_set(check->err, SLW_EINTERNAL,
				   _("%s: %s: is not a whole number from %d to %d"), check->source,
				   path, (int)rule->min, (int)rule->max);
	return 0;
}

static int check_word(const struct check *check, const char *path, const json_t *value)
{
	const char *text = json_string_value(value);

	if (text == NULL || text[0] == '\0' || strchr(text, '-') != NULL ||
	    !slw_text_is_handle(text))
		return fault(check, path, _("is not a word of the letters a to z and digits"));
	return 0;
}

static int check_honoured(const struct check *check, const char *path, const json_t *value)
{
	const char *text = json_string_value(value);
	const struct slw_field *field = NULL;
	char *key;

	if (text == NULL)
		return fault(check, path, _("is not text"));
	key = slw_printf("theme.%s", text);
	field = slw_steps_field(key, NULL);
	free(key);
	if (field == NULL)
		return slw_err_set(check->err, SLW_EINTERNAL,
				   _("%s: %s: step 3 has no field \"%s\""), check->source, path,
				   text);
	return 0;
}

static int check_entry(const struct check *check, const char *path, const json_t *value,
		       const struct rule *rule)
{
	switch (rule->kind) {
	case NAMES:
		return check_name(check, path, value, rule->names);
	case ANSWERS:
		return check_choice(check, path, value,
				    slw_steps_field(rule->field, NULL)->choices);
	case WORDS:
		return check_word(check, path, value);
	default:
		return check_honoured(check, path, value);
	}
}

static int check_array(const struct check *check, const char *path, const json_t *value,
		       const struct rule *rule)
{
	size_t count = json_array_size(value);

	if (!json_is_array(value) || count < (size_t)rule->min || count > (size_t)rule->max)
		return slw_err_set(check->err, SLW_EINTERNAL,
				   _("%s: %s: is not an array of %d to %d entries"), check->source,
				   path, (int)rule->min, (int)rule->max);
	for (size_t i = 0; i < count; i++) {
		char *entry = slw_printf("%s[%zu]", path, i);
		int rc = check_entry(check, entry, json_array_get(value, i), rule);

		for (size_t k = 0; rc == 0 && k < i; k++)
			if (json_equal(json_array_get(value, i), json_array_get(value, k)))
				rc = fault(check, entry, _("stands there twice"));
		free(entry);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int check_keys(const struct check *check, const char *path, const json_t *value,
		      const char *const *known, size_t count)
{
	const char *key;
	json_t *member;

	if (!json_is_object(value))
		return fault(check, path, _("is not an object"));
	json_object_foreach ((json_t *)value, key, member) {
		bool found = false;
		const char *near;

		for (size_t i = 0; i < count && !found; i++)
			found = strcmp(known[i], key) == 0;
		if (found)
			continue;
		slw_err_set(check->err, SLW_EINTERNAL, _("%s: %s: unknown key \"%s\""),
			    check->source, path, key);
		near = slw_text_nearest(key, known, count);
		if (near != NULL)
			slw_err_hint(check->err, _("Did you mean \"%s\"?"), near);
		return -1;
	}
	return 0;
}

static int check_pair(const struct check *check, const char *path, const json_t *palette,
		      const struct slw_colour_pair *pair)
{
	const char *front = slw_json_str(palette, pair->front, NULL);
	const char *back = slw_json_str(palette, pair->back, NULL);
	double ratio = slw_contrast(front, back);

	if (ratio * 100 >= pair->least)
		return 0;
	/* cut, not rounded: 4.499 must not read as 4.50 */
	slw_err_set(check->err, SLW_EINTERNAL,
		    _("%s: %s: %s %s on %s %s has a contrast of %d.%02d, below %d.%02d"),
		    check->source, path, pair->front, front, pair->back, back, (int)ratio,
		    (int)(ratio * 100) % 100, pair->least / 100, pair->least % 100);
	return slw_err_hint(check->err, _("Make one of the two darker or lighter."));
}

static int check_palette(const struct check *check, const char *path, const json_t *value)
{
	if (check_keys(check, path, value, slw_colour_keys, count_names(slw_colour_keys)) < 0)
		return -1;
	for (size_t i = 0; slw_colour_keys[i] != NULL; i++) {
		const json_t *colour = json_object_get(value, slw_colour_keys[i]);
		struct slw_rgb ignored;

		if (colour == NULL)
			return slw_err_set(check->err, SLW_EINTERNAL, _("%s: %s.%s: is missing"),
					   check->source, path, slw_colour_keys[i]);
		if (!slw_rgb_parse(json_string_value(colour), &ignored))
			return slw_err_set(check->err, SLW_EINTERNAL,
					   _("%s: %s.%s: is not a colour such as \"#2f5d50\""),
					   check->source, path, slw_colour_keys[i]);
	}
	for (const struct slw_colour_pair *pair = slw_colour_pairs; pair->front != NULL; pair++)
		if (check_pair(check, path, value, pair) < 0)
			return -1;
	return 0;
}

static int check_font(const struct check *check, const char *path, const json_t *value)
{
	if (check_choice(check, path, value,
			 slw_steps_field("theme.fonts.heading", NULL)->choices) < 0)
		return -1;
	if (slw_font_stack(json_string_value(value)) == NULL)
		return fault(check, path, _("is not a family of fonts"));
	return 0;
}

static int check_measured(const struct check *check, const char *path, const json_t *value)
{
	if (!json_is_null(value) &&
	    (!json_is_string(value) || !slw_date_valid(json_string_value(value))))
		return fault(check, path, _("is neither a date such as 2026-11-23 nor null"));
	return 0;
}

static int check_record(const struct check *check, const char *path, const json_t *value,
			const struct rule *rules);

static int check_value(const struct check *check, const char *path, const json_t *value,
		       const struct rule *rule)
{
	switch (rule->kind) {
	case TEXT:
		return check_text(check, path, value, rule);
	case NUMBER:
		return check_number(check, path, value, rule);
	case NAME:
		return check_name(check, path, value, rule->names);
	case NAMES:
	case ANSWERS:
	case WORDS:
	case HONOURED:
		return check_array(check, path, value, rule);
	case FONT:
		return check_font(check, path, value);
	case PALETTE:
		return check_palette(check, path, value);
	case MEASURED:
		return check_measured(check, path, value);
	case RECORD:
		break;
	}
	return check_record(check, path, value, rule->rules);
}

static int check_record(const struct check *check, const char *path, const json_t *value,
			const struct rule *rules)
{
	const char *keys[32];
	size_t count = 0;

	for (; rules[count].key != NULL && count < SLW_COUNT(keys); count++)
		keys[count] = rules[count].key;
	if (check_keys(check, path[0] == '\0' ? "theme" : path, value, keys, count) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const json_t *member = json_object_get(value, rules[i].key);
		char *below = slw_printf("%s%s%s", path, path[0] == '\0' ? "" : ".", rules[i].key);
		int rc = 0;

		if (member != NULL)
			rc = check_value(check, below, member, &rules[i]);
		else if (!rules[i].optional)
			rc = fault(check, below, _("is missing"));
		free(below);
		if (rc < 0)
			return -1;
	}
	return 0;
}

int slw_theme_check(const json_t *data, const char *id, const char *source, struct slw_err *err)
{
	const struct check check = { .source = source, .err = err };

	if (check_record(&check, "", data, theme) < 0)
		return -1;
	if (strcmp(slw_json_str(data, "id", ""), id) != 0)
		return slw_err_set(err, SLW_EINTERNAL,
				   _("%s: id: is \"%s\", but its folder is \"%s\""), source,
				   slw_json_str(data, "id", ""), id);
	return 0;
}
