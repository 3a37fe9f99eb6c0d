/* One scalar: text to canonical value and back, and the limits of single values. */
#include "config.h"

#include "model/check_internal.h"

#include <inttypes.h>
#include <regex.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/catalog.h"
#include "model/codes.h"
#include "model/money.h"

#include "base/banned.h"

#define DECIMAL_PLACES 6
#define MICRO	       INT64_C(1000000)
#define WHOLE_MAX      INT64_C(1000000000) /* before the point of a DECIMAL */

static const struct slw_currency *currency_of(const struct slw_check *check)
{
	return check != NULL ? check->currency : NULL;
}

static const struct slw_catalog *catalog_of(const struct slw_check *check)
{
	return check != NULL ? check->catalog : NULL;
}

bool slw_field_is_scalar(const struct slw_field *field)
{
	return field->type < SLW_FIELD_LIST && field->type != SLW_FIELD_SECRET &&
	       field->type != SLW_FIELD_MULTI_CHOICE;
}

struct slw_field slw_credential_field(const struct slw_catalog_credential *credential)
{
	return (struct slw_field){
		.key = credential->key,
		.type = credential->secret ? SLW_FIELD_SECRET : SLW_FIELD_TEXT,
		.flags = credential->required ? SLW_FIELD_REQUIRED : 0,
		.pattern = credential->pattern,
		.label = credential->label,
		.help = credential->help,
		.example = credential->example,
	};
}

/* A pattern that does not compile is a defect of the catalogue and refuses nothing. */
static bool matches(const char *pattern, const char *text)
{
	regex_t regex;
	bool match;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return true;
	match = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return match;
}

/* The text with typographic apostrophes for straight ones, if only these stood in the way. */
static char *typographic(const char *pattern, const char *text)
{
	struct slw_buf buf;

	if (strchr(text, '\'') == NULL)
		return NULL;
	slw_buf_init(&buf, 0);
	for (; *text != '\0'; text++)
		if (*text == '\'')
			slw_buf_str(&buf, "’");
		else
			slw_buf_char(&buf, *text);
	if (matches(pattern, buf.data))
		return slw_buf_take(&buf);
	slw_buf_release(&buf);
	return NULL;
}

static int check_pattern(const struct slw_field *field, const char *text, const char **kind,
			 struct slw_err *err)
{
	char shown[SLW_EXCERPT], *better;

	if (matches(field->pattern, text))
		return 0;
	*kind = "format";
	better = typographic(field->pattern, text);
	slw_err_set(err, SLW_EINVAL, _("\"%s\" does not have the right form"),
		    slw_excerpt(shown, text));
	if (better != NULL)
		slw_err_hint(err, _("write \"%s\", with the typographic apostrophe ’"),
			     slw_excerpt(shown, better));
	else if (field->pattern_help != NULL)
		slw_err_hint(err, "%s", _(field->pattern_help));
	else if (field->example != NULL)
		slw_err_hint(err, _("for example: %s"), field->example);
	free(better);
	return -1;
}

static int check_length(const struct slw_field *field, const char *text, const char **kind,
			struct slw_err *err)
{
	size_t bytes = strlen(text), max = (size_t)slw_field_max(field), chars;
	size_t min = field->min > 1 ? (size_t)field->min : 1;

	if (bytes >= min * 4 && bytes <= max)
		return 0;
	*kind = "range";
	chars = slw_text_chars(text);
	if (chars == 0) {
		slw_err_set(err, SLW_EINVAL, _("is empty"));
		return slw_err_hint(err, (field->flags & SLW_FIELD_REQUIRED) != 0
					     ? _("a value is needed")
					     : _("give a value or leave the key out"));
	}
	if (chars < min)
		return slw_err_set(err, SLW_EINVAL,
				   _("has %zu characters; at least %zu are needed"), chars, min);
	if (chars > max)
		return slw_err_set(err, SLW_EINVAL,
				   _("has %zu characters; at most %zu are possible"), chars, max);
	return 0;
}

/* Everything that holds for a canonical string: length, lines, format, pattern, choice. */
static int check_string(const struct slw_field *field, const char *text,
			const struct slw_check *check, const char **kind, struct slw_err *err)
{
	if (check_length(field, text, kind, err) < 0)
		return -1;
	if (field->type == SLW_FIELD_CHOICE)
		return slw_choice_check(field, text, catalog_of(check), kind, err);
	if (field->type == SLW_FIELD_TEXT && text[strcspn(text, "\r\n")] != '\0') {
		*kind = "format";
		slw_err_set(err, SLW_EINVAL, _("has more than one line"));
		return slw_err_hint(err, _("write it on one line"));
	}
	if (slw_format_check(field->type, text, kind, err) < 0)
		return -1;
	return field->pattern != NULL ? check_pattern(field, text, kind, err) : 0;
}

/* "1 to 365 days"; the caps of the types are nothing to write about */
static void hint_range(const struct slw_field *field, struct slw_err *err, const char *min,
		       const char *max)
{
	if (field->max == 0)
		slw_err_hint(err, _("%s or more"), min);
	else if (field->unit != NULL)
		slw_err_hint(err, _("%s to %s %s"), min, max, field->unit);
	else
		slw_err_hint(err, _("%s to %s"), min, max);
}

static int out_of_range(const struct slw_field *field, const char **kind, struct slw_err *err,
			const char *value, const char *min, const char *max)
{
	*kind = "range";
	slw_err_set(err, SLW_EINVAL, _("%s is out of range"), value);
	hint_range(field, err, min, max);
	return -1;
}

static int check_number(const struct slw_field *field, int64_t number, const char **kind,
			struct slw_err *err)
{
	int64_t max = slw_field_max(field);
	char value[24], low[24], high[24];

	if (number >= field->min && number <= max)
		return 0;
	snprintf(value, sizeof(value), "%" PRId64, number);
	snprintf(low, sizeof(low), "%" PRId64, field->min);
	snprintf(high, sizeof(high), "%" PRId64, max);
	return out_of_range(field, kind, err, value, low, high);
}

static int parse_number(const struct slw_field *field, char *text, json_t **value,
			const char **kind, struct slw_err *err)
{
	char *digits = text + (text[0] == '+' ? 1 : 0), *point = strchr(digits, '.');
	char shown[SLW_EXCERPT];
	int64_t number;

	slw_excerpt(shown, text);
	if (point != NULL && point != digits && point[1] != '\0' &&
	    point[1 + strspn(point + 1, "0")] == '\0')
		*point = '\0';
	if (digits[0] == '-' && text[0] == '+')
		digits = text;
	if (!slw_parse_int(digits, INT64_MIN, INT64_MAX, &number)) {
		*kind = "type";
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a whole number"), shown);
		return field->unit != NULL
			   ? slw_err_hint(err, _("write the digits alone, in %s"), field->unit)
			   : slw_err_hint(err, _("write the digits alone"));
	}
	if (check_number(field, number, kind, err) < 0)
		return -1;
	*value = json_integer(number);
	return 0;
}

bool slw_decimal_read(const char *text, int64_t *micro)
{
	bool negative = text[0] == '-';
	int64_t whole = 0, part = 0;
	int places = 0;
	const char *p = text + (text[0] == '-' || text[0] == '+' ? 1 : 0);

	if (*p < '0' || *p > '9')
		return false;
	for (; *p >= '0' && *p <= '9'; p++) {
		whole = whole * 10 + (*p - '0');
		if (whole > WHOLE_MAX)
			return false;
	}
	if (*p == '.') {
		if (*++p == '\0')
			return false;
		for (; *p >= '0' && *p <= '9'; p++) {
			if (places == DECIMAL_PLACES && *p != '0')
				return false;
			if (places < DECIMAL_PLACES) {
				part = part * 10 + (*p - '0');
				places++;
			}
		}
	}
	for (; places < DECIMAL_PLACES; places++)
		part *= 10;
	*micro = (whole * MICRO + part) * (negative ? -1 : 1);
	return *p == '\0';
}

static void write_decimal(char out[40], int64_t micro)
{
	size_t len;

	snprintf(out, 40, "%s%" PRId64 ".%06" PRId64, micro < 0 ? "-" : "",
		 (micro < 0 ? -micro : micro) / MICRO, (micro < 0 ? -micro : micro) % MICRO);
	len = strlen(out);
	while (out[len - 1] == '0')
		len--;
	out[len - (out[len - 1] == '.' ? 1 : 0)] = '\0';
}

static int check_decimal(const struct slw_field *field, const char *text, char out[40],
			 const char **kind, struct slw_err *err)
{
	char shown[SLW_EXCERPT], low[40], high[40];
	int64_t micro, max = slw_field_max(field);

	if (!slw_decimal_read(text, &micro)) {
		*kind = "type";
		slw_err_set(err, SLW_EINVAL, _("\"%s\" is not a decimal number"),
			    slw_excerpt(shown, text));
		return slw_err_hint(err,
				    _("digits, with a point and at most %d decimals, alone: 8.875"),
				    DECIMAL_PLACES);
	}
	write_decimal(out, micro);
	if (micro >= field->min * 1000 && micro <= max * 1000)
		return 0;
	write_decimal(low, field->min * 1000);
	write_decimal(high, max * 1000);
	return out_of_range(field, kind, err, out, low, high);
}

static int check_money(const struct slw_field *field, int64_t minor, const struct slw_check *check,
		       const char **kind, struct slw_err *err)
{
	char value[SLW_MONEY_SIZE], low[SLW_MONEY_SIZE], high[SLW_MONEY_SIZE];
	const struct slw_currency *currency = currency_of(check);

	if (minor >= field->min && minor <= slw_field_max(field))
		return 0;
	slw_money_format(value, minor, currency);
	slw_money_format(low, field->min, currency);
	slw_money_format(high, slw_field_max(field), currency);
	return out_of_range(field, kind, err, value, low, high);
}

static int parse_money(const struct slw_field *field, const char *text,
		       const struct slw_check *check, json_t **value, const char **kind,
		       struct slw_err *err)
{
	int64_t minor;

	*kind = "format";
	if (slw_money_parse(text, currency_of(check), &minor, err) < 0 ||
	    check_money(field, minor, check, kind, err) < 0)
		return -1;
	*value = json_integer(minor);
	return 0;
}

static int parse_yes_no(const char *text, json_t **value, const char **kind, struct slw_err *err)
{
	static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };
	char shown[SLW_EXCERPT];

	for (size_t i = 0; i < SLW_COUNT(words); i++)
		if (strcasecmp(words[i], text) == 0) {
			*value = json_boolean(i % 2 == 1);
			return 0;
		}
	*kind = "type";
	slw_err_set(err, SLW_EINVAL, _("\"%s\" is neither yes nor no"), slw_excerpt(shown, text));
	return slw_err_hint(err, _("write yes or no"));
}

static int compare_ranks(const struct slw_field *field, const struct slw_catalog *catalog,
			 const char *a, const char *b)
{
	size_t left = slw_choice_rank(field, a, catalog),
	       right = slw_choice_rank(field, b, catalog);

	return (left > right) - (left < right);
}

int slw_choice_insert(const struct slw_field *field, const char *text,
		      const struct slw_check *check, json_t *array, const char **kind,
		      struct slw_err *err)
{
	size_t at = json_array_size(array);

	if (slw_choice_check(field, text, catalog_of(check), kind, err) < 0)
		return -1;
	while (at > 0) {
		const char *before = json_string_value(json_array_get(array, at - 1));
		int order = compare_ranks(field, catalog_of(check), before, text);

		if (order == 0) {
			*kind = "conflict";
			return slw_err_set(err, SLW_EINVAL, _("\"%s\" is listed twice"), text);
		}
		if (order < 0)
			break;
		at--;
	}
	if (json_array_insert_new(array, at, slw_json_new_str(text)) != 0)
		slw_out_of_memory(0);
	return 0;
}

static int parse_multi(const struct slw_field *field, char *text, const struct slw_check *check,
		       json_t **value, const char **kind, struct slw_err *err)
{
	json_t *array = json_array();
	char *rest = text, *part;

	while ((part = strsep(&rest, ",")) != NULL) {
		char *name = slw_text_trim(part);
		int rc =
		    name[0] == '\0' ? 0 : slw_choice_insert(field, name, check, array, kind, err);

		free(name);
		if (rc < 0) {
			json_decref(array);
			return -1;
		}
	}
	*value = array;
	return 0;
}

/* What "KEY:" in a text names, with the braces of an answers file or without; NULL: another text.
 * New string. */
static char *reference_name(const char *text, const char *key)
{
	size_t len = strlen(text), begin = strlen(key);
	bool braces = len > 2 && text[0] == '{' && text[len - 1] == '}';
	char *inner, *name;

	if (braces) {
		text++;
		len -= 2;
	}
	if (len <= begin + 1 || strncmp(text, key, begin) != 0 || text[begin] != ':')
		return NULL;
	inner = slw_strndup(text + begin + 1, len - begin - 1);
	name = slw_text_trim(inner);
	free(inner);
	return name;
}

/* "env:NAME" or "{env: NAME}", else the secret itself. Its text is in no message. */
static int parse_secret(const struct slw_field *field, const char *text, json_t **value,
			const char **kind, struct slw_err *err)
{
	static const char *const keys[] = { "env", "file", "vault" };
	json_t *object = json_object();

	for (size_t i = 0; i < SLW_COUNT(keys); i++) {
		char *name = reference_name(text, keys[i]);

		if (name != NULL)
			slw_json_set(object, keys[i], slw_json_new_str(name));
		free(name);
	}
	if (json_object_size(object) == 0)
		slw_json_set(object, "literal", slw_json_new_str(text));
	if (slw_scalar_check(field, object, NULL, kind, err) < 0) {
		json_decref(object);
		return -1;
	}
	*value = object;
	return 0;
}

/* "#ABC" to "#aabbcc" */
static void canonical_colour(char out[8], const char *text)
{
	for (size_t i = 0; i < 6; i++) {
		char c = strlen(text) == 4 ? text[1 + i / 2] : text[1 + i];

		out[1 + i] = (char)(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
	}
	out[0] = '#';
	out[7] = '\0';
}

static int parse_string(const struct slw_field *field, const char *text,
			const struct slw_check *check, json_t **value, const char **kind,
			struct slw_err *err)
{
	char colour[8];

	if (check_string(field, text, check, kind, err) < 0)
		return -1;
	if (field->type == SLW_FIELD_COLOUR) {
		canonical_colour(colour, text);
		text = colour;
	}
	*value = slw_json_new_str(text);
	return 0;
}

static int parse_trimmed(const struct slw_field *field, char *text, const struct slw_check *check,
			 json_t **value, const char **kind, struct slw_err *err)
{
	char decimal[40];

	if (text[0] == '\0' && field->type != SLW_FIELD_MULTI_CHOICE) {
		struct slw_field any = { .type = SLW_FIELD_TEXT, .flags = field->flags };

		return check_length(&any, text, kind, err);
	}
	switch (field->type) {
	case SLW_FIELD_NUMBER:
		return parse_number(field, text, value, kind, err);
	case SLW_FIELD_DECIMAL:
		if (check_decimal(field, text, decimal, kind, err) < 0)
			return -1;
		*value = slw_json_new_str(decimal);
		return 0;
	case SLW_FIELD_MONEY:
		return parse_money(field, text, check, value, kind, err);
	case SLW_FIELD_YES_NO:
		return parse_yes_no(text, value, kind, err);
	case SLW_FIELD_MULTI_CHOICE:
		return parse_multi(field, text, check, value, kind, err);
	case SLW_FIELD_SECRET:
		return parse_secret(field, text, value, kind, err);
	default:
		return parse_string(field, text, check, value, kind, err);
	}
}

int slw_scalar_parse(const struct slw_field *field, const char *text, const struct slw_check *check,
		     json_t **value, const char **kind, struct slw_err *err)
{
	char *trimmed;
	int rc;

	*kind = "format";
	if (!slw_text_valid(text, strlen(text)))
		return slw_err_set(err, SLW_EINVAL, _("is not valid UTF-8"));
	trimmed = slw_text_trim(text);
	rc = parse_trimmed(field, trimmed, check, value, kind, err);
	free(trimmed);
	return rc;
}

int slw_field_parse(const struct slw_field *field, const char *text, const struct slw_check *check,
		    json_t **value, struct slw_err *err)
{
	const char *kind;

	return slw_scalar_parse(field, text, check, value, &kind, err);
}

static int wrong_type(const struct slw_field *field, const char **kind, struct slw_err *err)
{
	*kind = "type";
	return slw_err_set(err, SLW_EINVAL, _("is not a value of the type %s"),
			   slw_field_type_name(field->type));
}

static int not_canonical(const char **kind, struct slw_err *err)
{
	*kind = "format";
	return slw_err_set(err, SLW_EINVAL, _("is not in its canonical form"));
}

static bool has_outer_space(const char *text)
{
	unsigned char first = (unsigned char)text[0];
	unsigned char last = (unsigned char)text[text[0] == '\0' ? 0 : strlen(text) - 1];
	char *trimmed;
	bool same;

	if (first == ' ' || last == ' ' || (first >= '\t' && first <= '\r') ||
	    (last >= '\t' && last <= '\r'))
		return true;
	if (first < 0x80 && last < 0x80)
		return false;
	trimmed = slw_text_trim(text);
	same = strcmp(trimmed, text) == 0;
	free(trimmed);
	return !same;
}

static int check_canonical_string(const struct slw_field *field, const json_t *value,
				  const struct slw_check *check, const char **kind,
				  struct slw_err *err)
{
	const char *text = json_string_value(value);
	char colour[8];

	if (text == NULL)
		return wrong_type(field, kind, err);
	if (has_outer_space(text))
		return not_canonical(kind, err);
	if (check_string(field, text, check, kind, err) < 0)
		return -1;
	if (field->type == SLW_FIELD_COLOUR) {
		canonical_colour(colour, text);
		if (strcmp(colour, text) != 0)
			return not_canonical(kind, err);
	}
	return 0;
}

static int check_multi(const struct slw_field *field, const json_t *value,
		       const struct slw_check *check, const char **kind, struct slw_err *err)
{
	json_t *array = json_array(), *entry;
	int rc = 0;
	size_t i;

	json_array_foreach (value, i, entry) {
		const char *text = json_string_value(entry);

		if (text == NULL)
			rc = wrong_type(field, kind, err);
		else
			rc = slw_choice_insert(field, text, check, array, kind, err);
		if (rc < 0)
			break;
	}
	if (rc == 0 && (int64_t)json_array_size(value) < field->min) {
		*kind = "range";
		rc = slw_err_set(err, SLW_EINVAL, _("needs at least %" PRId64 " entries"),
				 field->min);
	}
	if (rc == 0 && !json_equal(array, value))
		rc = not_canonical(kind, err);
	json_decref(array);
	return rc;
}

static int check_reference(const struct slw_field *field, const char *key, const char *text,
			   const char **kind, struct slw_err *err)
{
	bool literal = strcmp(key, "literal") == 0;

	*kind = "secret";
	if (strcmp(key, "env") == 0 && !slw_is_env_name(text)) {
		slw_err_set(err, SLW_EINVAL, _("env is not the name of a variable"));
		return slw_err_hint(err, _("the name alone, as in {env: STRIPE_SECRET_KEY}; not "
					   "the secret, no $"));
	}
	if (text[0] == '\0' || slw_text_chars(text) > (size_t)slw_field_max(field))
		return slw_err_set(err, SLW_EINVAL, _("is empty or too long"));
	if (literal && field->pattern != NULL && !matches(field->pattern, text)) {
		slw_err_set(err, SLW_EINVAL, _("does not look like a %s"),
			    field->label != NULL ? field->label : field->key);
		return field->example == NULL
			   ? -1
			   : slw_err_hint(err, _("it looks like %s"), field->example);
	}
	return 0;
}

static int check_secret(const struct slw_field *field, const json_t *value, const char **kind,
			struct slw_err *err)
{
	static const char *const keys[] = { "env", "file", "vault", "literal" };

	for (size_t i = 0; i < SLW_COUNT(keys); i++) {
		const char *text = slw_json_str(value, keys[i], NULL);

		if (text != NULL && json_object_size(value) == 1)
			return check_reference(field, keys[i], text, kind, err);
	}
	*kind = "secret";
	slw_err_set(err, SLW_EINVAL, _("is not a secret"));
	return slw_err_hint(err, _("write {env: NAME} or {file: PATH}"));
}

int slw_scalar_check(const struct slw_field *field, const json_t *value,
		     const struct slw_check *check, const char **kind, struct slw_err *err)
{
	char decimal[40];

	switch (field->type) {
	case SLW_FIELD_NUMBER:
		return json_is_integer(value)
			   ? check_number(field, json_integer_value(value), kind, err)
			   : wrong_type(field, kind, err);
	case SLW_FIELD_MONEY:
		return json_is_integer(value)
			   ? check_money(field, json_integer_value(value), check, kind, err)
			   : wrong_type(field, kind, err);
	case SLW_FIELD_DECIMAL:
		if (!json_is_string(value))
			return wrong_type(field, kind, err);
		if (check_decimal(field, json_string_value(value), decimal, kind, err) < 0)
			return -1;
		return strcmp(decimal, json_string_value(value)) == 0 ? 0
								      : not_canonical(kind, err);
	case SLW_FIELD_YES_NO:
		return json_is_boolean(value) ? 0 : wrong_type(field, kind, err);
	case SLW_FIELD_MULTI_CHOICE:
		return json_is_array(value) ? check_multi(field, value, check, kind, err)
					    : wrong_type(field, kind, err);
	case SLW_FIELD_SECRET:
		return check_secret(field, value, kind, err);
	default:
		return check_canonical_string(field, value, check, kind, err);
	}
}

static void format_multi(const json_t *value, struct slw_buf *out)
{
	json_t *entry;
	size_t i;

	json_array_foreach (value, i, entry) {
		const char *text = json_string_value(entry);

		slw_buf_printf(out, "%s%s", i > 0 ? ", " : "", text != NULL ? text : "");
	}
}

/* A literal secret has no text: it is shown and written nowhere. */
static void format_secret(const json_t *value, struct slw_buf *out)
{
	static const char *const keys[] = { "env", "file", "vault" };

	for (size_t i = 0; i < SLW_COUNT(keys); i++) {
		const char *text = slw_json_str(value, keys[i], NULL);

		if (text != NULL)
			slw_buf_printf(out, "{%s: %s}", keys[i], text);
	}
}

void slw_field_format(const struct slw_field *field, const json_t *value,
		      const struct slw_check *check, struct slw_buf *out)
{
	char money[SLW_MONEY_SIZE];

	if (json_is_string(value)) {
		slw_buf_str(out, json_string_value(value));
	} else if (json_is_boolean(value)) {
		slw_buf_str(out, json_is_true(value) ? "yes" : "no");
	} else if (json_is_array(value)) {
		format_multi(value, out);
	} else if (json_is_object(value)) {
		format_secret(value, out);
	} else if (json_is_integer(value) && field->type == SLW_FIELD_MONEY) {
		slw_money_format(money, json_integer_value(value), currency_of(check));
		slw_buf_str(out, money);
	} else if (json_is_integer(value)) {
		slw_buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	}
}
