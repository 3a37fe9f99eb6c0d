#include "config.h"

#include "integration/provider_check.h"

#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"

#include "base/banned.h"

const char *const slw_provider_kinds[] = { "payments", "shipping",     "email", "analytics",
					   "tax",      "store_engine", NULL };

static const char *const file_keys[] = { "id",		"kind",	  "name", "website",
					 "credentials", "verify", NULL };
static const char *const credential_keys[] = { "key",	  "label",    "help",	"pattern",
					       "example", "required", "secret", NULL };
static const char *const verify_keys[] = { "method",  "url",	"test_url", "headers",
					   "basic",   "body",	"valid",    "limited",
					   "refused", "expect", "proves",   NULL };
static const char *const expect_keys[] = { "path", "equals", "present", "empty", NULL };

static bool among(const char *const *names, const char *name)
{
	for (; *names != NULL; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

static int fault(struct slw_err *err, const char *where, const char *what)
{
	return slw_err_set(err, SLW_EINTERNAL, "%s: %s", where, what);
}

static int check_keys(const json_t *object, const char *const *known, const char *where,
		      struct slw_err *err)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return fault(err, where, _("must be an object"));
	json_object_foreach ((json_t *)object, key, value) {
		if (!among(known, key))
			return slw_err_set(err, SLW_EINTERNAL, _("%s: unknown key \"%s\""), where,
					   key);
	}
	return 0;
}

/* A text that must be there and must not be empty; NULL after reporting. */
static const char *need_text(const json_t *object, const char *key, const char *where,
			     struct slw_err *err)
{
	const char *text = slw_json_str(object, key, "");

	if (text[0] != '\0')
		return text;
	slw_err_set(err, SLW_EINTERNAL, _("%s: \"%s\" must be a text"), where, key);
	return NULL;
}

/* a-z, 0-9 and _, and the characters of more. */
static bool is_name(const char *text, const char *more)
{
	if (text[0] == '\0')
		return false;
	for (; *text != '\0'; text++) {
		bool plain = (*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9');

		if (!plain && *text != '_' && strchr(more, *text) == NULL)
			return false;
	}
	return true;
}

static int check_pattern(const json_t *credential, const char *where, struct slw_err *err)
{
	const char *pattern = slw_json_str(credential, "pattern", NULL);
	const char *example = slw_json_str(credential, "example", "");
	regex_t compiled;
	int miss;

	if (pattern == NULL)
		return json_object_get(credential, "pattern") == NULL
			   ? 0
			   : fault(err, where, _("\"pattern\" must be a text"));
	if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return fault(err, where, _("\"pattern\" is not a regular expression"));
	miss = regexec(&compiled, example, 0, NULL, 0);
	regfree(&compiled);
	return miss == 0 ? 0 : fault(err, where, _("\"example\" does not match \"pattern\""));
}

static int check_credential(const json_t *list, size_t index, struct slw_err *err)
{
	const json_t *credential = json_array_get(list, index);
	char where[64];
	const char *key;

	snprintf(where, sizeof(where), "credentials[%zu]", index);
	if (check_keys(credential, credential_keys, where, err) < 0)
		return -1;
	key = need_text(credential, "key", where, err);
	if (key == NULL || need_text(credential, "label", where, err) == NULL ||
	    need_text(credential, "help", where, err) == NULL ||
	    need_text(credential, "example", where, err) == NULL)
		return -1;
	if (!is_name(key, ""))
		return fault(err, where, _("\"key\" must be a-z, 0-9 and _"));
	if (!json_is_boolean(json_object_get(credential, "required")) ||
	    !json_is_boolean(json_object_get(credential, "secret")))
		return fault(err, where, _("\"required\" and \"secret\" must be true or false"));
	for (size_t i = 0; i < index; i++) {
		if (strcmp(slw_json_str(json_array_get(list, i), "key", ""), key) == 0)
			return fault(err, where, _("its \"key\" is there twice"));
	}
	return 0;
}

static bool has_credential(const json_t *list, const char *name, size_t len)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *key = slw_json_str(json_array_get(list, i), "key", "");

		if (strlen(key) == len && memcmp(key, name, len) == 0)
			return true;
	}
	return false;
}

/*
 * Every {name} of the text must be a credential. The braces of JSON and GraphQL in a body hold
 * something else: a quote, a brace, a call, or a name of GraphQL's own, which begins with "_".
 */
static int check_names(const char *text, const json_t *credentials, const char *where,
		       struct slw_err *err)
{
	for (const char *p = strchr(text, '{'); p != NULL; p = strchr(p + 1, '{')) {
		size_t len = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
		const char *end = p + 1 + len;

		if (strncmp(end, ":suffix", 7) == 0)
			end += 7;
		if (len == 0 || p[1] == '_' || *end != '}')
			continue;
		if (!has_credential(credentials, p + 1, len))
			return slw_err_set(err, SLW_EINTERNAL,
					   _("%s: \"%.*s\" is not a credential"), where, (int)len,
					   p + 1);
	}
	return 0;
}

static int check_url(const json_t *verify, const char *key, const json_t *credentials,
		     struct slw_err *err)
{
	const char *url = slw_json_str(verify, key, NULL);

	if (url == NULL)
		return 0;
	if (strncmp(url, "https://", 8) != 0 && url[0] != '{')
		return slw_err_set(err, SLW_EINTERNAL,
				   _("verify: \"%s\" must begin with https:// or a credential"),
				   key);
	return check_names(url, credentials, "verify.url", err);
}

static int check_statuses(const json_t *verify, const char *key, bool needed, struct slw_err *err)
{
	const json_t *list = json_object_get(verify, key);

	if (list == NULL && !needed)
		return 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		int64_t status = json_integer_value(json_array_get(list, i));

		if (status < 100 || status > 599)
			list = NULL;
	}
	if (json_array_size(list) > 0)
		return 0;
	return slw_err_set(err, SLW_EINTERNAL, _("verify: \"%s\" must be a list of HTTP statuses"),
			   key);
}

static int check_expect(const json_t *verify, struct slw_err *err)
{
	const json_t *expect = json_object_get(verify, "expect");

	if (expect == NULL)
		return 0;
	if (check_keys(expect, expect_keys, "verify.expect", err) < 0 ||
	    need_text(expect, "path", "verify.expect", err) == NULL)
		return -1;
	if (json_object_size(expect) != 2)
		return fault(err, "verify.expect", _("needs one of equals, present, empty"));
	return 0;
}

static int check_templates(const json_t *verify, const json_t *credentials, struct slw_err *err)
{
	const json_t *headers = json_object_get(verify, "headers");
	const json_t *basic = json_object_get(verify, "basic");
	const char *name;
	json_t *value;

	if (headers != NULL && !json_is_object(headers))
		return fault(err, "verify.headers", _("must be an object"));
	json_object_foreach ((json_t *)headers, name, value) {
		if (!json_is_string(value) || strpbrk(json_string_value(value), "\r\n") != NULL)
			return fault(err, "verify.headers", _("must be texts of one line"));
		if (check_names(json_string_value(value), credentials, "verify.headers", err) < 0)
			return -1;
	}
	if (basic != NULL &&
	    (json_array_size(basic) != 2 || !json_is_string(json_array_get(basic, 0)) ||
	     !json_is_string(json_array_get(basic, 1))))
		return fault(err, "verify.basic", _("must be two texts"));
	for (size_t i = 0; i < json_array_size(basic); i++) {
		if (check_names(json_string_value(json_array_get(basic, i)), credentials,
				"verify.basic", err) < 0)
			return -1;
	}
	return check_names(slw_json_str(verify, "body", ""), credentials, "verify.body", err);
}

static int check_verify(const json_t *verify, const json_t *credentials, struct slw_err *err)
{
	const char *method, *proves;

	if (check_keys(verify, verify_keys, "verify", err) < 0)
		return -1;
	method = need_text(verify, "method", "verify", err);
	if (method == NULL || need_text(verify, "url", "verify", err) == NULL)
		return -1;
	if (strcmp(method, "GET") != 0 && strcmp(method, "POST") != 0)
		return fault(err, "verify", _("\"method\" must be GET or POST"));
	if (strcmp(method, "GET") == 0 && json_object_get(verify, "body") != NULL)
		return fault(err, "verify", _("a GET has no \"body\""));
	proves = need_text(verify, "proves", "verify", err);
	if (proves == NULL)
		return -1;
	if (strcmp(proves, "credentials") != 0 && strcmp(proves, "format") != 0)
		return fault(err, "verify", _("\"proves\" must be credentials or format"));
	if (check_url(verify, "url", credentials, err) < 0 ||
	    check_url(verify, "test_url", credentials, err) < 0 ||
	    check_statuses(verify, "valid", true, err) < 0 ||
	    check_statuses(verify, "limited", false, err) < 0 ||
	    check_statuses(verify, "refused", true, err) < 0)
		return -1;
	return check_expect(verify, err) < 0 ? -1 : check_templates(verify, credentials, err);
}

int slw_provider_check_patterns(const json_t *file, struct slw_err *err)
{
	const json_t *credentials = json_object_get(file, "credentials");
	char where[64];

	for (size_t i = 0; i < json_array_size(credentials); i++) {
		snprintf(where, sizeof(where), "credentials[%zu]", i);
		if (check_pattern(json_array_get(credentials, i), where, err) < 0)
			return -1;
	}
	return 0;
}

int slw_provider_check(const json_t *file, const char *id, struct slw_err *err)
{
	const json_t *credentials;
	const char *website, *kind;

	if (check_keys(file, file_keys, "file", err) < 0)
		return -1;
	if (!is_name(id, "-") || strcmp(slw_json_str(file, "id", ""), id) != 0)
		return fault(err, "id", _("must be the name of the file, in a-z, 0-9, _ and -"));
	kind = need_text(file, "kind", "file", err);
	website = kind == NULL ? NULL : need_text(file, "website", "file", err);
	if (website == NULL || need_text(file, "name", "file", err) == NULL)
		return -1;
	if (!among(slw_provider_kinds, kind))
		return slw_err_set(err, SLW_EINTERNAL, _("kind: there is no kind \"%s\""), kind);
	if (strncmp(website, "https://", 8) != 0)
		return fault(err, "website", _("must begin with https://"));
	credentials = json_object_get(file, "credentials");
	if (json_array_size(credentials) == 0)
		return fault(err, "credentials", _("must be a list"));
	for (size_t i = 0; i < json_array_size(credentials); i++) {
		if (check_credential(credentials, i, err) < 0)
			return -1;
	}
	return check_verify(json_object_get(file, "verify"), credentials, err);
}
