#include "config.h"

#include "content/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/codes.h"

#include "base/banned.h"

#define FILE_MAX  (64 * 1024)
#define TYPES	  16
#define SCOPES	  3
#define VALUE_MAX 8000 /* bytes of one variable in a prompt */

static const char *const scope_names[SCOPES] = { [SLW_CONTENT_PRODUCT] = "product",
						 [SLW_CONTENT_COLLECTION] = "collection",
						 [SLW_CONTENT_SHOP] = "shop" };

struct names {
	char **list;
	size_t count, cap;
};

struct prompt {
	struct names required[SCOPES], optional;
	char *text;
};

struct slw_prompts {
	struct prompt prompt[TYPES]; /* in the order of slw_content_types() */
	struct names known;	     /* of all types */
	char *system;
};

static void add_name(struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->list[i], name) == 0)
			return;
	}
	SLW_GROW(names->list, names->count, names->cap);
	names->list[names->count++] = slw_strdup(name);
}

static void release_names(struct names *names)
{
	slw_names_free(names->list, names->count);
}

static void add_names(struct slw_prompts *prompts, struct names *names, const char *line)
{
	while (*line != '\0') {
		size_t len = strcspn(line, ",\n");
		char *part = slw_strndup(line, len), *name = slw_text_trim(part);

		if (name[0] != '\0') {
			add_name(names, name);
			add_name(&prompts->known, name);
		}
		free(name);
		free(part);
		line += len;
		line += *line != '\0' ? 1 : 0;
	}
}

/* One line above "---"; false if it is none of those that there are. */
static bool read_line(struct slw_prompts *prompts, struct prompt *prompt, const char *line)
{
	if (strncmp(line, "optional: ", 10) == 0) {
		add_names(prompts, &prompt->optional, line + 10);
		return true;
	}
	if (strncmp(line, "required ", 9) != 0)
		return false;
	line += 9;
	for (size_t i = 0; i < SCOPES; i++) {
		size_t len = strlen(scope_names[i]);

		if (strncmp(line, scope_names[i], len) == 0 && strncmp(line + len, ": ", 2) == 0) {
			add_names(prompts, &prompt->required[i], line + len + 2);
			return true;
		}
	}
	return false;
}

static int read_prompt(struct slw_prompts *prompts, struct prompt *prompt, const char *text,
		       unsigned int scopes, const char *path, struct slw_err *err)
{
	while (strncmp(text, "---\n", 4) != 0) {
		size_t len = strcspn(text, "\n");
		char *line = slw_strndup(text, len);
		bool fine = read_line(prompts, prompt, line);

		free(line);
		if (!fine || text[len] == '\0')
			return slw_err_set(err, SLW_EINTERNAL,
					   _("%s: the head of the prompt is damaged"), path);
		text += len + 1;
	}
	prompt->text = slw_strdup(text + 4);
	for (size_t i = 0; i < SCOPES; i++) {
		if ((scopes & (1u << i)) != 0 && prompt->required[i].count == 0)
			return slw_err_set(err, SLW_EINTERNAL, _("%s: \"required %s\" is missing"),
					   path, scope_names[i]);
	}
	return 0;
}

static int load_system(struct slw_prompts *prompts, const char *data_folder, struct slw_err *err)
{
	char *path = slw_path_join(data_folder, "prompts/system.txt");
	struct slw_buf text;
	int rc;

	slw_buf_init(&text, 0);
	rc = slw_file_read(path, FILE_MAX, &text, err);
	if (rc < 0)
		err->code = SLW_EINTERNAL;
	prompts->system = slw_buf_take(&text);
	free(path);
	return rc;
}

int slw_prompts_load(struct slw_prompts **out, const char *data_folder, struct slw_err *err)
{
	struct slw_prompts *prompts = slw_calloc(1, sizeof(*prompts));
	size_t count;
	const struct slw_content_type *types = slw_content_types(&count);
	int rc = load_system(prompts, data_folder, err);

	for (size_t i = 0; i < count && rc == 0; i++) {
		char *path = slw_printf("%s/prompts/%s.txt", data_folder, types[i].name);
		struct slw_buf text;

		slw_buf_init(&text, 0);
		if (slw_file_read(path, FILE_MAX, &text, err) < 0) {
			err->code = SLW_EINTERNAL;
			rc = -1;
		} else {
			rc = read_prompt(prompts, &prompts->prompt[i], text.data, types[i].scopes,
					 path, err);
		}
		slw_buf_release(&text);
		free(path);
	}
	if (rc == 0)
		*out = prompts;
	else
		slw_prompts_free(prompts);
	return rc;
}

void slw_prompts_free(struct slw_prompts *prompts)
{
	if (prompts == NULL)
		return;
	for (size_t i = 0; i < TYPES; i++) {
		for (size_t scope = 0; scope < SCOPES; scope++)
			release_names(&prompts->prompt[i].required[scope]);
		release_names(&prompts->prompt[i].optional);
		free(prompts->prompt[i].text);
	}
	release_names(&prompts->known);
	free(prompts->system);
	free(prompts);
}

const char *slw_prompts_system(const struct slw_prompts *prompts)
{
	return prompts->system;
}

static const struct prompt *prompt_of(const struct slw_prompts *prompts,
				      const struct slw_content_type *type)
{
	size_t count;

	return &prompts->prompt[type - slw_content_types(&count)];
}

static bool has_text(const json_t *value)
{
	if (json_is_string(value))
		return json_string_value(value)[strspn(json_string_value(value), " \t\r\n")] !=
		       '\0';
	return json_is_array(value) ? json_array_size(value) > 0
				    : value != NULL && !json_is_null(value);
}

/* The first required variable of the scope that the facts do not have, or NULL. */
static const char *find_missing(const struct prompt *prompt, enum slw_content_scope scope,
				const json_t *facts)
{
	const struct names *required = &prompt->required[scope];

	for (size_t i = 0; i < required->count; i++) {
		if (!has_text(json_object_get(facts, required->list[i])))
			return required->list[i];
	}
	return NULL;
}

static int check_known(const struct slw_prompts *prompts, const json_t *facts, struct slw_err *err)
{
	const struct names *known = &prompts->known;
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)facts, key, value) {
		const char *near;
		bool found = false;

		for (size_t i = 0; i < known->count && !found; i++)
			found = strcmp(known->list[i], key) == 0;
		if (found)
			continue;
		slw_err_set(err, SLW_EINVAL, _("there is no variable \"%s\""), key);
		near = slw_text_nearest(key, (const char *const *)known->list, known->count);
		if (near != NULL)
			slw_err_hint(err, _("Did you mean \"%s\"?"), near);
		return -1;
	}
	return 0;
}

int slw_prompt_check(const struct slw_prompts *prompts, const struct slw_content_type *type,
		     const struct slw_content_request *request, enum slw_content_scope *scope,
		     struct slw_err *err)
{
	const struct prompt *prompt = prompt_of(prompts, type);
	int fallback = -1;

	if (!json_is_object(request->facts))
		return slw_err_set(err, SLW_EINVAL, _("the variables of %s must be an object"),
				   type->name);
	if (check_known(prompts, request->facts, err) < 0)
		return -1;
	for (size_t i = 0; i < SCOPES; i++) {
		if ((type->scopes & (1u << i)) == 0 ||
		    find_missing(prompt, (enum slw_content_scope)i, request->facts) != NULL)
			continue;
		if (i == (size_t)request->scope) {
			*scope = request->scope;
			return 0;
		}
		fallback = fallback < 0 ? (int)i : fallback;
	}
	if (fallback >= 0) {
		*scope = (enum slw_content_scope)fallback;
		return 0;
	}
	for (fallback = (int)request->scope; (type->scopes & (1u << fallback)) == 0;)
		fallback = (fallback + 1) % SCOPES;
	slw_err_set(err, SLW_EINVAL, _("the variable \"%s\" of %s is missing"),
		    find_missing(prompt, (enum slw_content_scope)fallback, request->facts),
		    type->name);
	return slw_err_hint(err, _("Add it to the inputs."));
}

static void add_text(struct slw_buf *out, const char *text)
{
	struct slw_buf safe;

	slw_buf_init(&safe, 0);
	slw_text_display(&safe, text, true);
	for (const char *p = safe.data; *p != '\0'; p++) {
		if (*p == '<')
			slw_buf_str(out, "&lt;");
		else
			slw_buf_char(out, *p);
	}
	slw_buf_release(&safe);
}

static void add_scalar(struct slw_buf *out, const json_t *value)
{
	if (json_is_string(value))
		add_text(out, json_string_value(value));
	else if (json_is_integer(value))
		slw_buf_printf(out, "%lld", (long long)json_integer_value(value));
	else if (json_is_boolean(value))
		slw_buf_str(out, json_is_true(value) ? "yes" : "no");
}

static void add_array(struct slw_buf *out, const json_t *array, const char *separator)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *entry = json_array_get(array, i);

		if (i > 0)
			slw_buf_str(out, separator);
		if (json_is_object(entry)) {
			add_scalar(out, json_object_get(entry, "name"));
			slw_buf_str(out, " (");
			add_array(out, json_object_get(entry, "values"), ", ");
			slw_buf_str(out, ")");
		} else {
			add_scalar(out, entry);
		}
	}
}

static void add_value(struct slw_buf *out, const json_t *value)
{
	struct slw_buf text;

	slw_buf_init(&text, 0);
	if (!has_text(value))
		slw_buf_str(&text, "not given");
	else if (json_is_array(value))
		add_array(&text, value, "; ");
	else
		add_scalar(&text, value);
	if (text.len > VALUE_MAX) {
		size_t len = VALUE_MAX;

		while (((unsigned char)text.data[len] & 0xC0) == 0x80)
			len--;
		slw_buf_cut(&text, len);
	}
	slw_buf_str(out, text.data);
	slw_buf_release(&text);
}

static bool is_in_text(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = strchr(text, '{'); p != NULL; p = strchr(p + 1, '{')) {
		if (strncmp(p + 1, name, len) == 0 && p[len + 1] == '}')
			return true;
	}
	return false;
}

static void add_fact_lines(struct slw_buf *out, const struct prompt *prompt,
			   const struct names *names, const json_t *facts)
{
	for (size_t i = 0; i < names->count; i++) {
		const json_t *value = json_object_get(facts, names->list[i]);

		if (!has_text(value) || is_in_text(prompt->text, names->list[i]))
			continue;
		slw_buf_printf(out, "%s: ", names->list[i]);
		add_value(out, value);
		slw_buf_char(out, '\n');
	}
}

static void add_facts(struct slw_buf *out, const struct prompt *prompt, const json_t *facts)
{
	struct names all = { 0 };

	for (size_t scope = 0; scope < SCOPES; scope++) {
		for (size_t i = 0; i < prompt->required[scope].count; i++)
			add_name(&all, prompt->required[scope].list[i]);
	}
	for (size_t i = 0; i < prompt->optional.count; i++)
		add_name(&all, prompt->optional.list[i]);
	add_fact_lines(out, prompt, &all, facts);
	release_names(&all);
}

static int length_of(const char *name)
{
	if (name != NULL && strcmp(name, "short") == 0)
		return 0;
	return name != NULL && strcmp(name, "long") == 0 ? 2 : 1;
}

/* "German (de)": a model knows a language better by its name. */
static void add_language(struct slw_buf *out, const char *code)
{
	const struct slw_language *language = slw_language_find(code);

	if (language == NULL)
		add_text(out, code);
	else
		slw_buf_printf(out, "%s (%s)", language->name, code);
}

static void add_variable(struct slw_buf *out, const struct prompt *prompt, const char *name,
			 const struct slw_content_type *type,
			 const struct slw_content_request *request)
{
	int length = length_of(request->length);

	if (strcmp(name, "facts") == 0)
		add_facts(out, prompt, request->facts);
	else if (strcmp(name, "tone") == 0)
		add_text(out, request->tone == NULL ? "friendly" : request->tone);
	else if (strcmp(name, "language") == 0)
		add_language(out, request->language == NULL ? "en" : request->language);
	else if (strcmp(name, "keywords") == 0)
		add_value(out, request->keywords);
	else if (strcmp(name, "length") == 0 && type->words_max[1] == 0)
		slw_buf_printf(out, "at most %d characters", type->chars_max);
	else if (strcmp(name, "length") == 0)
		slw_buf_printf(out, "%d-%d words", type->words_min[length],
			       type->words_max[length]);
	else
		add_value(out, json_object_get(request->facts, name));
}

char *slw_prompt_fill(const struct slw_prompts *prompts, const struct slw_content_type *type,
		      const struct slw_content_request *request)
{
	const struct prompt *prompt = prompt_of(prompts, type);
	const char *text = prompt->text;
	struct slw_buf out;

	slw_buf_init(&out, 0);
	while (*text != '\0') {
		size_t plain = strcspn(text, "{"), len;
		char name[64];

		slw_buf_add(&out, text, plain);
		text += plain;
		len = strspn(text + (*text != '\0'), "abcdefghijklmnopqrstuvwxyz_");
		if (*text == '\0')
			break;
		if (len == 0 || len >= sizeof(name) || text[len + 1] != '}') {
			slw_buf_char(&out, *text++);
			continue;
		}
		memcpy(name, text + 1, len);
		name[len] = '\0';
		add_variable(&out, prompt, name, type, request);
		text += len + 2;
	}
	return slw_buf_take(&out);
}
