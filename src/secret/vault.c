#include "config.h"

#include "secret/vault.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "secret/key_file.h"

#include "base/banned.h"

#define SEAL_FORMAT 1	      /* first byte of what is sealed */
#define MAX_VALUE   (1 << 20) /* a key or token is far shorter */

#define NONCE	crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG	crypto_aead_xchacha20poly1305_ietf_ABYTES
#define HEAD	(1 + NONCE)
#define CONTEXT "slwvault" /* crypto_kdf_CONTEXTBYTES */
static_assert(sizeof(CONTEXT) - 1 == crypto_kdf_CONTEXTBYTES, "libsodium's length");

/* In memory of its own, locked and between guard pages; read-only once it is made. */
struct slw_vault {
	unsigned char seal[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
	unsigned char name[crypto_generichash_KEYBYTES];
	unsigned char check[crypto_generichash_KEYBYTES];
};

static const char *get_setting(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

static char *default_path(struct slw_err *err)
{
	const char *given = get_setting("STORE_WIZARD_KEY_FILE");
	const char *config = get_setting("XDG_CONFIG_HOME");
	const char *home = get_setting("HOME");

	if (given != NULL)
		return slw_strdup(given);
	/* the base directory specification: a relative path is to be ignored */
	if (config != NULL && config[0] == '/')
		return slw_printf("%s/store-wizard/key", config);
	if (home != NULL)
		return slw_printf("%s/.config/store-wizard/key", home);
	slw_err_set(err, SLW_EIO, _("cannot tell where the key file is: HOME is not set"));
	slw_err_hint(err, _("Set STORE_WIZARD_KEY_FILE."));
	return NULL;
}

static void derive_keys(struct slw_vault *vault, const unsigned char *key)
{
	crypto_kdf_derive_from_key(vault->seal, sizeof(vault->seal), 1, CONTEXT, key);
	crypto_kdf_derive_from_key(vault->name, sizeof(vault->name), 2, CONTEXT, key);
	crypto_kdf_derive_from_key(vault->check, sizeof(vault->check), 3, CONTEXT, key);
}

static void make_check(const struct slw_vault *vault, unsigned char check[SLW_CHECK_SIZE])
{
	static const unsigned char text[] = "passphrase";

	crypto_generichash(check, SLW_CHECK_SIZE, text, sizeof(text) - 1, vault->check,
			   sizeof(vault->check));
}

static int derive_passphrase(struct slw_vault *vault, const struct slw_key_file *file,
			     const char *passphrase, struct slw_err *err)
{
	unsigned char key[SLW_KEY_SIZE];
	int rc = crypto_pwhash(key, sizeof(key), passphrase, strlen(passphrase), file->salt,
			       file->operations, file->memory, crypto_pwhash_ALG_ARGON2ID13);

	if (rc < 0)
		slw_err_set(err, SLW_ELIMIT,
			    _("could not use the passphrase: %zu MiB of memory are needed"),
			    file->memory >> 20);
	else
		derive_keys(vault, key);
	sodium_memzero(key, sizeof(key));
	return rc;
}

static int use_passphrase(struct slw_vault *vault, const char *path,
			  const struct slw_key_file *file, const char *passphrase,
			  struct slw_err *err)
{
	unsigned char check[SLW_CHECK_SIZE];

	if (derive_passphrase(vault, file, passphrase, err) < 0)
		return -1;
	make_check(vault, check);
	if (sodium_memcmp(check, file->check, sizeof(check)) == 0)
		return 0;
	slw_err_set(err, SLW_EAUTH, _("the passphrase does not belong to the key file %s"), path);
	return slw_err_hint(err, _("Check STORE_WIZARD_PASSPHRASE."));
}

/* A key file may have been made without a passphrase; its key stays for what it sealed. */
static int add_salt(struct slw_vault *vault, struct slw_key_file *file, const char *passphrase,
		    struct slw_err *err)
{
	randombytes_buf(file->salt, sizeof(file->salt));
	file->operations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
	file->memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;
	if (derive_passphrase(vault, file, passphrase, err) < 0)
		return -1;
	make_check(vault, file->check);
	file->has_salt = true;
	return 0;
}

/* The first use of this file, or the first of a passphrase with it. 1, 0 (look again) or -1. */
static int complete_file(struct slw_vault *vault, const char *path, struct slw_key_file *file,
			 const char *passphrase, bool exists, struct slw_err *err)
{
	int lock = -1, rc = -1;

	if (exists) {
		lock = slw_key_file_lock(path, err);
		if (lock < 0 || slw_key_file_read(path, file, err) < 0)
			goto out;
		if (passphrase != NULL && file->has_salt) {
			rc = 0;
			goto out;
		}
	}
	if (passphrase == NULL) {
		crypto_kdf_keygen(file->key);
		file->has_key = true;
		derive_keys(vault, file->key);
	} else if (add_salt(vault, file, passphrase, err) < 0) {
		goto out;
	}
	rc = slw_key_file_write(path, file, exists, err);
out:
	if (lock >= 0)
		close(lock);
	return rc;
}

static int load_keys(struct slw_vault *vault, const char *path, struct slw_err *err)
{
	const char *passphrase = get_setting("STORE_WIZARD_PASSPHRASE");
	struct slw_key_file file = { .has_key = false };
	int rc;

	do {
		rc = slw_key_file_read(path, &file, err);
		if (rc < 0)
			break;
		if (passphrase != NULL && file.has_salt) {
			rc = use_passphrase(vault, path, &file, passphrase, err) < 0 ? -1 : 1;
		} else if (passphrase == NULL && file.has_key) {
			derive_keys(vault, file.key);
			rc = 1;
		} else if (passphrase == NULL && file.has_salt) {
			slw_err_set(err, SLW_EAUTH, _("the key file %s needs its passphrase"),
				    path);
			rc = slw_err_hint(err, _("Set STORE_WIZARD_PASSPHRASE."));
		} else {
			rc = complete_file(vault, path, &file, passphrase, rc == 1, err);
		}
	} while (rc == 0);
	sodium_memzero(&file, sizeof(file));
	return rc < 0 ? -1 : 0;
}

int slw_vault_open(struct slw_vault **out, const char *path, struct slw_err *err)
{
	struct slw_vault *vault = NULL;
	char *found = NULL;
	int rc = -1;

	if (sodium_init() < 0)
		return slw_err_set(err, SLW_EINTERNAL, _("there is no source of random numbers"));
	found = path != NULL ? slw_strdup(path) : default_path(err);
	if (found == NULL)
		goto out;
	vault = sodium_malloc(sizeof(*vault));
	if (vault == NULL)
		slw_out_of_memory(sizeof(*vault));
	if (load_keys(vault, found, err) < 0)
		goto out;
	sodium_mprotect_readonly(vault);
	*out = vault;
	vault = NULL;
	rc = 0;
out:
	slw_vault_free(vault);
	free(found);
	return rc;
}

void slw_vault_free(struct slw_vault *vault)
{
	sodium_free(vault); /* wipes it */
}

int slw_vault_seal(const struct slw_vault *vault, const char *value, char id[SLW_VAULT_ID_SIZE],
		   void **sealed, size_t *len, struct slw_err *err)
{
	unsigned char hash[(SLW_VAULT_ID_SIZE - 1) / 2];
	size_t size = strlen(value);
	unsigned char *out;

	if (size > MAX_VALUE)
		return slw_err_set(err, SLW_ELIMIT, _("cannot keep a secret of more than %d bytes"),
				   MAX_VALUE);
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)value, size, vault->name,
			   sizeof(vault->name));
	sodium_bin2hex(id, SLW_VAULT_ID_SIZE, hash, sizeof(hash));
	out = slw_malloc(HEAD + size + TAG);
	out[0] = SEAL_FORMAT;
	randombytes_buf(out + 1, NONCE);
	/* bound to its name, so that stored secrets cannot be exchanged for each other */
	crypto_aead_xchacha20poly1305_ietf_encrypt(
	    out + HEAD, NULL, (const unsigned char *)value, size, (const unsigned char *)id,
	    SLW_VAULT_ID_SIZE - 1, NULL, out + 1, vault->seal);
	*sealed = out;
	*len = HEAD + size + TAG;
	return 0;
}

int slw_vault_unseal(const struct slw_vault *vault, const char *id, const void *sealed, size_t len,
		     char **value, struct slw_err *err)
{
	const unsigned char *in = sealed;
	char *out = NULL;

	if (len < HEAD + TAG || len > HEAD + TAG + MAX_VALUE || in[0] != SEAL_FORMAT ||
	    strlen(id) != SLW_VAULT_ID_SIZE - 1)
		goto refused;
	out = slw_malloc(len - HEAD - TAG + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
		(unsigned char *)out, NULL, NULL, in + HEAD, len - HEAD, (const unsigned char *)id,
		SLW_VAULT_ID_SIZE - 1, in + 1, vault->seal) < 0)
		goto refused;
	out[len - HEAD - TAG] = '\0';
	*value = out;
	return 0;
refused:
	free(out); /* a failed decryption leaves nothing of the value there */
	slw_err_set(err, SLW_EAUTH,
		    _("cannot open a stored secret: it was kept under another key, or is damaged"));
	return slw_err_hint(err, _("Use the key file and passphrase it was stored with, or enter "
				   "the secret again."));
}

void slw_secret_free(char *value)
{
	if (value == NULL)
		return;
	sodium_memzero(value, strlen(value));
	free(value);
}
