#include "config.h"

#include "secret/vault.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

#include "base/banned.h"

Suite *suite_vault(void);

static char *folder;
static char *path;
static struct slw_err err;
static struct slw_vault *vault;

static void setup(void)
{
	folder = slw_strdup("/tmp/slw-vault-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	path = slw_printf("%s/config/store-wizard/key", folder);
	unsetenv("STORE_WIZARD_PASSPHRASE");
	unsetenv("STORE_WIZARD_KEY_FILE");
	err = SLW_ERR_INIT;
}

static void teardown(void)
{
	slw_vault_free(vault);
	vault = NULL;
	slw_folder_remove(folder, &err);
	free(folder);
	free(path);
}

static void open_vault(void)
{
	slw_vault_free(vault);
	vault = NULL;
	ck_assert_msg(slw_vault_open(&vault, path, &err) == 0, "%s", err.msg);
}

static void refused(enum slw_code code, const char *says)
{
	slw_vault_free(vault);
	vault = NULL;
	err = SLW_ERR_INIT;
	ck_assert_int_eq(slw_vault_open(&vault, path, &err), -1);
	ck_assert_ptr_null(vault);
	ck_assert_msg(err.code == code, "%s: %s", slw_code_name(err.code), err.msg);
	ck_assert_msg(strstr(err.msg, says) != NULL, "%s", err.msg);
}

struct sealed {
	char id[SLW_VAULT_ID_SIZE];
	void *data;
	size_t len;
};

static struct sealed seal(const char *value)
{
	struct sealed sealed;

	ck_assert_int_eq(slw_vault_seal(vault, value, sealed.id, &sealed.data, &sealed.len, &err),
			 0);
	return sealed;
}

static void opens_as(const struct sealed *sealed, const char *want)
{
	char *value = NULL;

	ck_assert_msg(
	    slw_vault_unseal(vault, sealed->id, sealed->data, sealed->len, &value, &err) == 0, "%s",
	    err.msg);
	ck_assert_str_eq(value, want);
	slw_secret_free(value);
}

static void does_not_open(const struct sealed *sealed)
{
	char *value = NULL;

	err = SLW_ERR_INIT;
	ck_assert_int_eq(
	    slw_vault_unseal(vault, sealed->id, sealed->data, sealed->len, &value, &err), -1);
	ck_assert_int_eq(err.code, SLW_EAUTH);
	ck_assert_ptr_null(value);
}

static const char *const values[] = { "", "sk_test_4eC39HqLyjWDarjtT1zdp7dc", "p\xC3\xA4ss\nword",
				      "\xF0\x9F\x94\x91" };

START_TEST(seal_and_open)
{
	struct sealed first, second;

	open_vault();
	first = seal(values[_i]);
	second = seal(values[_i]);
	/* the same secret is the same reference, but never the same bytes */
	ck_assert_str_eq(first.id, second.id);
	ck_assert_uint_eq(strspn(first.id, "0123456789abcdef"), 32);
	ck_assert_mem_ne(first.data, second.data, first.len);
	if (strlen(values[_i]) > 0)
		ck_assert_ptr_null(memmem(first.data, first.len, values[_i], strlen(values[_i])));
	/* also after the program ended */
	open_vault();
	opens_as(&first, values[_i]);
	opens_as(&second, values[_i]);
	free(first.data);
	free(second.data);
}
END_TEST

START_TEST(different_values_have_different_references)
{
	struct sealed a, b;

	open_vault();
	a = seal("one");
	b = seal("two");
	ck_assert_str_ne(a.id, b.id);
	/* what is stored under one name cannot be put under another */
	memcpy(a.id, b.id, sizeof(a.id));
	does_not_open(&a);
	free(a.data);
	free(b.data);
}
END_TEST

START_TEST(large_value)
{
	char *value = slw_malloc((1 << 20) + 2);
	struct sealed sealed;

	memset(value, 'x', (1 << 20) + 1);
	value[1 << 20] = '\0';
	open_vault();
	sealed = seal(value);
	opens_as(&sealed, value);
	free(sealed.data);
	value[1 << 20] = 'x';
	value[(1 << 20) + 1] = '\0';
	ck_assert_int_eq(slw_vault_seal(vault, value, sealed.id, &sealed.data, &sealed.len, &err),
			 -1);
	ck_assert_int_eq(err.code, SLW_ELIMIT);
	free(value);
}
END_TEST

START_TEST(every_damage_is_found)
{
	struct sealed sealed;
	char *value = NULL;

	open_vault();
	sealed = seal("secret");
	for (size_t i = 0; i < sealed.len; i++) {
		((unsigned char *)sealed.data)[i] ^= 1;
		does_not_open(&sealed);
		((unsigned char *)sealed.data)[i] ^= 1;
	}
	for (size_t len = 0; len < sealed.len; len++)
		ck_assert_int_eq(slw_vault_unseal(vault, sealed.id, sealed.data, len, &value, &err),
				 -1);
	ck_assert_int_eq(slw_vault_unseal(vault, "", sealed.data, sealed.len, &value, &err), -1);
	opens_as(&sealed, "secret");
	free(sealed.data);
}
END_TEST

START_TEST(another_key)
{
	struct sealed sealed, other;

	open_vault();
	sealed = seal("secret");
	ck_assert_int_eq(unlink(path), 0);
	open_vault();
	does_not_open(&sealed);
	other = seal("secret");
	ck_assert_str_ne(sealed.id, other.id);
	free(sealed.data);
	free(other.data);
}
END_TEST

static mode_t mode_of(const char *name)
{
	struct stat st;

	ck_assert_int_eq(stat(name, &st), 0);
	return st.st_mode & 0777;
}

START_TEST(for_its_owner_alone)
{
	char *parent = slw_path_folder(path);

	umask(0);
	open_vault();
	ck_assert_uint_eq(mode_of(path), 0600);
	ck_assert_uint_eq(mode_of(parent), 0700);
	for (mode_t mode = 1; mode < 0100; mode <<= 1) {
		ck_assert_int_eq(chmod(path, 0600 | mode), 0);
		refused(SLW_EAUTH, path);
		ck_assert_ptr_nonnull(strstr(err.hint, "chmod 600"));
	}
	ck_assert_int_eq(chmod(path, 0400), 0);
	open_vault();
	free(parent);
}
END_TEST

static const char *const damages[] = {
	"",
	"key\n",
	"key 00\n",
	"key zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
	"key 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f more\n",
	("key 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
	 "key 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"),
	"salt 000102030405060708090a0b0c0d0e0f 2 99999999999 000102030405060708090a0b0c0d0e0f\n",
	"salt 000102030405060708090a0b0c0d0e0f -2 67108864 000102030405060708090a0b0c0d0e0f\n",
	"-----BEGIN OPENSSH PRIVATE KEY-----\n",
};

START_TEST(damaged_file)
{
	struct slw_buf now;

	open_vault();
	ck_assert_int_eq(slw_file_replace(path, damages[_i], strlen(damages[_i]), 0600, &err), 0);
	refused(SLW_EIO, "damaged");
	/* and it is left as it is */
	slw_buf_init(&now, 0);
	ck_assert_int_eq(slw_file_read(path, 10000, &now, &err), 0);
	ck_assert_str_eq(now.data, damages[_i]);
	slw_buf_release(&now);
}
END_TEST

START_TEST(passphrase)
{
	struct sealed by_key, by_phrase;

	open_vault();
	by_key = seal("secret");
	setenv("STORE_WIZARD_PASSPHRASE", "correct horse battery staple", 1);
	open_vault();
	does_not_open(&by_key);
	by_phrase = seal("secret");
	open_vault();
	opens_as(&by_phrase, "secret");
	setenv("STORE_WIZARD_PASSPHRASE", "correct horse battery stable", 1);
	refused(SLW_EAUTH, "passphrase");
	ck_assert_ptr_null(strstr(err.msg, "horse"));
	/* the key that the file had is still there */
	unsetenv("STORE_WIZARD_PASSPHRASE");
	open_vault();
	opens_as(&by_key, "secret");
	does_not_open(&by_phrase);
	ck_assert_uint_eq(mode_of(path), 0600);
	free(by_key.data);
	free(by_phrase.data);
}
END_TEST

START_TEST(passphrase_alone)
{
	struct slw_buf text;

	setenv("STORE_WIZARD_PASSPHRASE", "x", 1);
	open_vault();
	slw_buf_init(&text, 0);
	ck_assert_int_eq(slw_file_read(path, 10000, &text, &err), 0);
	ck_assert_ptr_null(strstr(text.data, "\nkey "));
	slw_buf_release(&text);
	unsetenv("STORE_WIZARD_PASSPHRASE");
	refused(SLW_EAUTH, "passphrase");
}
END_TEST

START_TEST(default_places)
{
	char *config = slw_printf("%s/xdg", folder), *home = slw_printf("%s/home", folder);
	char *in_config = slw_printf("%s/store-wizard/key", config);
	char *in_home = slw_printf("%s/.config/store-wizard/key", home);

	setenv("HOME", home, 1);
	setenv("XDG_CONFIG_HOME", "relative/is/ignored", 1);
	ck_assert_int_eq(slw_vault_open(&vault, NULL, &err), 0);
	ck_assert_uint_eq(mode_of(in_home), 0600);
	slw_vault_free(vault);
	setenv("XDG_CONFIG_HOME", config, 1);
	ck_assert_int_eq(slw_vault_open(&vault, NULL, &err), 0);
	ck_assert_uint_eq(mode_of(in_config), 0600);
	slw_vault_free(vault);
	setenv("STORE_WIZARD_KEY_FILE", path, 1);
	ck_assert_int_eq(slw_vault_open(&vault, NULL, &err), 0);
	ck_assert_uint_eq(mode_of(path), 0600);
	slw_vault_free(vault);
	vault = NULL;
	unsetenv("STORE_WIZARD_KEY_FILE");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("HOME");
	ck_assert_int_eq(slw_vault_open(&vault, NULL, &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	free(config);
	free(home);
	free(in_config);
	free(in_home);
}
END_TEST

/* Processes that start at the same moment end up with one key, with or without a passphrase. */
START_TEST(first_use_at_once)
{
	enum { PROCESSES = 6 };
	char id[PROCESSES][SLW_VAULT_ID_SIZE];
	int pipes[PROCESSES][2];

	if (_i > 0)
		setenv("STORE_WIZARD_PASSPHRASE", "x", 1);
	for (size_t i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(pipe(pipes[i]), 0);
		if (fork() == 0) {
			struct sealed sealed;

			if (slw_vault_open(&vault, path, &err) < 0 ||
			    slw_vault_seal(vault, "secret", sealed.id, &sealed.data, &sealed.len,
					   &err) < 0)
				_exit(1);
			_exit(write(pipes[i][1], sealed.id, sizeof(sealed.id)) < 0);
		}
	}
	for (size_t i = 0; i < PROCESSES; i++) {
		int status;

		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
	}
	for (size_t i = 0; i < PROCESSES; i++) {
		ck_assert_int_eq(read(pipes[i][0], id[i], sizeof(id[i])), SLW_VAULT_ID_SIZE);
		ck_assert_str_eq(id[i], id[0]);
	}
}
END_TEST

Suite *suite_vault(void)
{
	Suite *suite = suite_create("vault");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, seal_and_open, 0, SLW_COUNT(values));
	tcase_add_test(tcase, different_values_have_different_references);
	tcase_add_test(tcase, large_value);
	tcase_add_test(tcase, every_damage_is_found);
	tcase_add_test(tcase, another_key);
	tcase_add_test(tcase, for_its_owner_alone);
	tcase_add_loop_test(tcase, damaged_file, 0, SLW_COUNT(damages));
	tcase_add_test(tcase, passphrase);
	tcase_add_test(tcase, passphrase_alone);
	tcase_add_test(tcase, default_places);
	tcase_add_loop_test(tcase, first_use_at_once, 0, 2);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	slw_secret_free(NULL);
	slw_vault_free(NULL);
	return suite;
}
