/*
 * Secrets at rest: XChaCha20-Poly1305 with a key that lies in a file of the user (0600, made on
 * first use) or comes from a passphrase by Argon2id. A secret is named by a keyed hash of its
 * value, so that the same secret is the same reference and the reference tells nothing.
 */
#ifndef SLW_SECRET_VAULT_H
#define SLW_SECRET_VAULT_H

#include <stddef.h>

struct slw_err;
struct slw_vault;

#define SLW_VAULT_ID_SIZE 33 /* 32 hexadecimal digits and the NUL */

/*
 * path: the key file; made, with its folder, when it is absent. NULL: $STORE_WIZARD_KEY_FILE, or
 * store-wizard/key under XDG_CONFIG_HOME. $STORE_WIZARD_PASSPHRASE, where set, is used in its place
 * (the salt is then kept in the file). SLW_EIO; SLW_EAUTH when the file is readable by others.
 */
int slw_vault_open(struct slw_vault **out, const char *path, struct slw_err *err);
void slw_vault_free(struct slw_vault *vault); /* wipes the key; NULL is fine */

/* id of the value; *sealed is malloc'd (nonce and ciphertext). */
int slw_vault_seal(const struct slw_vault *vault, const char *value, char id[SLW_VAULT_ID_SIZE],
		   void **sealed, size_t *len, struct slw_err *err);
/* *value is malloc'd; wipe it with slw_secret_free(). SLW_EAUTH: another key, or damaged. */
int slw_vault_unseal(const struct slw_vault *vault, const char *id, const void *sealed, size_t len,
		     char **value, struct slw_err *err);
void slw_secret_free(char *value); /* wipes and frees; NULL is fine */

#endif
