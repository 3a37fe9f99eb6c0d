/*
 * The key file of the vault, one line each: "key HEX" (made on first use), and where a passphrase
 * is used, "salt HEX OPERATIONS MEMORY CHECK": the salt and the cost of Argon2id, and a keyed hash
 * by which a wrong passphrase is told at once.
 */
#ifndef SLW_SECRET_KEY_FILE_H
#define SLW_SECRET_KEY_FILE_H

#include <sodium.h>
#include <stdbool.h>

struct slw_err;

#define SLW_KEY_SIZE   crypto_kdf_KEYBYTES
#define SLW_CHECK_SIZE 16

struct slw_key_file {
	bool has_key, has_salt;
	unsigned char key[SLW_KEY_SIZE];
	unsigned char salt[crypto_pwhash_SALTBYTES];
	unsigned long long operations;
	size_t memory; /* bytes */
	unsigned char check[SLW_CHECK_SIZE];
};

/* 1 read, 0 there is none, -1: SLW_EAUTH others may read it, SLW_EIO unreadable or damaged. */
int slw_key_file_read(const char *path, struct slw_key_file *out, struct slw_err *err);

/*
 * Makes the file, with its folder, for its owner alone. 1: made; 0: another process was first, read
 * that one; -1. With replace, an existing file is replaced.
 */
int slw_key_file_write(const char *path, const struct slw_key_file *file, bool replace,
		       struct slw_err *err);

/* Keeps other processes from changing the file until the descriptor is closed; -1 on failure. */
int slw_key_file_lock(const char *path, struct slw_err *err);

#endif
