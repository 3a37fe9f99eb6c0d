#include "config.h"

#include "unit/suites.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/openat2.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

#include "base/banned.h"

static char root[32];

static void make_root(void)
{
	memcpy(root, "/tmp/slw-file-XXXXXX", 21);
	ck_assert_ptr_nonnull(mkdtemp(root));
}

static void remove_root(void)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_folder_remove(root, &err) == 0, "%s", err.msg);
	ck_assert(!slw_folder_exists(root));
}

/* The path of a name in the root; one at a time. */
static const char *in_root(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return path;
}

static void put(const char *name, const char *text)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_file_replace(in_root(name), text, strlen(text), 0644, &err) == 0, "%s",
		      err.msg);
}

static void make(const char *name)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_folder_make(in_root(name), 0755, &err) == 0, "%s", err.msg);
}

START_TEST(reads_up_to_the_cap)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf buf;

	slw_buf_init(&buf, 0);
	put("a", "12345");
	slw_buf_str(&buf, ">");
	ck_assert_int_eq(slw_file_read(in_root("a"), 5, &buf, &err), 0);
	ck_assert_str_eq(buf.data, ">12345");
	ck_assert_int_eq(slw_file_read(in_root("a"), 4, &buf, &err), -1);
	ck_assert_int_eq(err.code, SLW_ELIMIT);
	ck_assert_str_eq(buf.data, ">12345"); /* nothing of a file that failed */
	ck_assert_int_eq(slw_file_read(in_root("b"), 5, &buf, &err), -1);
	ck_assert_int_eq(err.code, SLW_ENOTFOUND);
	ck_assert_int_eq(slw_file_read(root, 5, &buf, &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	/* a file that does not say its size is capped all the same */
	ck_assert_int_eq(slw_file_read("/dev/zero", 100000, &buf, &err), -1);
	ck_assert_int_eq(err.code, SLW_ELIMIT);
	ck_assert_uint_eq(buf.len, strlen(">12345"));
	slw_buf_release(&buf);
}
END_TEST

START_TEST(replace_is_whole_and_leaves_nothing_beside)
{
	struct slw_err err = SLW_ERR_INIT;
	struct slw_buf buf;
	struct stat st;
	char **names;
	size_t count;

	umask(022);
	slw_buf_init(&buf, 0);
	put("a", "old and longer");
	ck_assert_int_eq(symlink("a", in_root("link")), 0);
	ck_assert_int_eq(slw_file_replace(in_root("link"), "new", 3, 0600, &err), 0);
	ck_assert_int_eq(lstat(in_root("link"), &st), 0);
	ck_assert(S_ISREG(st.st_mode)); /* the link is replaced, not written through */
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(slw_file_read(in_root("a"), 100, &buf, &err), 0);
	ck_assert_str_eq(buf.data, "old and longer");

	make("folder");
	ck_assert_int_eq(slw_file_replace(in_root("folder"), "x", 1, 0644, &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	ck_assert_int_eq(slw_file_replace(in_root("none/x"), "x", 1, 0644, &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	ck_assert_int_eq(slw_folder_list(root, &names, &count, &err), 0);
	ck_assert_uint_eq(count, 3);
	ck_assert_str_eq(names[0], "a");
	ck_assert_str_eq(names[1], "folder");
	ck_assert_str_eq(names[2], "link");
	slw_names_free(names, count);
	slw_buf_release(&buf);
}
END_TEST

START_TEST(folders_are_made_and_listed)
{
	struct slw_err err = SLW_ERR_INIT;
	char **names;
	size_t count;

	make("x/y//z/");
	make("x/y/z");
	ck_assert(slw_folder_exists(in_root("x/y/z")));
	put("x/b", "");
	put("x/B", "");
	put("x/.hidden", "");
	ck_assert(!slw_folder_exists(in_root("x/b")));
	ck_assert_int_eq(slw_folder_make(in_root("x/b/c"), 0755, &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	ck_assert_int_eq(slw_folder_make("", 0755, &err), -1);
	ck_assert_int_eq(slw_folder_list(in_root("x"), &names, &count, &err), 0);
	ck_assert_uint_eq(count, 4);
	ck_assert_str_eq(names[0], ".hidden");
	ck_assert_str_eq(names[1], "B");
	ck_assert_str_eq(names[2], "b");
	ck_assert_str_eq(names[3], "y");
	slw_names_free(names, count);
	ck_assert_int_eq(slw_folder_list(in_root("x/y/z"), &names, &count, &err), 0);
	ck_assert_uint_eq(count, 0);
	slw_names_free(names, count);
	ck_assert_int_eq(slw_folder_list(in_root("none"), &names, &count, &err), -1);
	ck_assert_int_eq(err.code, SLW_ENOTFOUND);
}
END_TEST

START_TEST(remove_does_not_follow_links)
{
	struct slw_err err = SLW_ERR_INIT;

	make("keep/inside");
	put("keep/file", "x");
	make("go/deep/er");
	put("go/deep/er/file", "x");
	ck_assert_int_eq(symlink("../keep", in_root("go/link")), 0);
	ck_assert_int_eq(symlink("../../keep/file", in_root("go/deep/link")), 0);
	ck_assert_int_eq(mkfifo(in_root("go/fifo"), 0600), 0);
	ck_assert_int_eq(slw_folder_remove(in_root("go"), &err), 0);
	ck_assert(!slw_folder_exists(in_root("go")));
	ck_assert_int_eq(access(in_root("keep/file"), F_OK), 0);
	ck_assert_int_eq(slw_folder_remove(in_root("go"), &err), 0); /* again is fine */

	ck_assert_int_eq(symlink("keep", in_root("link")), 0);
	ck_assert_int_eq(slw_folder_remove(in_root("link"), &err), 0);
	ck_assert(slw_folder_exists(in_root("keep/inside")));
}
END_TEST

/* A tree deeper than the descriptors allowed is refused, not crashed on. */
START_TEST(remove_of_a_very_deep_tree_says_so)
{
	struct slw_err err = SLW_ERR_INIT;
	int fd = open(root, O_RDONLY | O_DIRECTORY);

	ck_assert_int_eq(mkdirat(fd, "deep", 0755), 0);
	for (int i = 0; i < 250; i++) {
		int next = openat(fd, i == 0 ? "deep" : "d", O_RDONLY | O_DIRECTORY);

		close(fd);
		fd = next;
		ck_assert_int_eq(mkdirat(fd, "d", 0755), 0);
	}
	close(fd);
	ck_assert_int_eq(slw_folder_remove(in_root("deep"), &err), -1);
	ck_assert_int_eq(err.code, SLW_EIO);
	/* moved up by half, both halves fit */
	{
		struct slw_buf half;

		slw_buf_init(&half, 0);
		slw_buf_str(&half, in_root("deep"));
		for (int i = 0; i < 125; i++)
			slw_buf_str(&half, "/d");
		ck_assert_int_eq(rename(half.data, in_root("half")), 0);
		slw_buf_release(&half);
	}
}
END_TEST

static const struct {
	const char *why, *name;
	enum slw_code want;
	bool walk_refuses; /* without openat2 every link is refused */
} below[] = {
	{ "a file", "in/file", SLW_OK, false },
	{ "doubled slashes and dots", "in//./file", SLW_OK, false },
	{ "a link that stays inside", "in/inner", SLW_OK, true },
	{ "a folder link that stays inside", "folderlink/file", SLW_OK, true },
	{ "dots in a name are no way out", "in/..file", SLW_OK, false },
	{ "nothing", "", SLW_EINVAL, false },
	{ "absolute", "/etc/passwd", SLW_EINVAL, false },
	{ "up and out", "../outside", SLW_EINVAL, false },
	{ "up and in again", "in/../in/file", SLW_EINVAL, false },
	{ "up at the end", "in/..", SLW_EINVAL, false },
	{ "a link out", "in/out", SLW_EINVAL, false },
	{ "an absolute link", "in/absolute", SLW_EINVAL, false },
	{ "an absolute link to the inside", "in/home", SLW_EINVAL, false },
	{ "a folder link out", "outfolder/outside", SLW_EINVAL, false },
	{ "a link to itself", "in/loop", SLW_EINVAL, false },
	{ "a folder", "in", SLW_EINVAL, false },
	{ "the folder itself", ".", SLW_EINVAL, false },
	{ "a FIFO, without waiting for its writer", "in/fifo", SLW_EINVAL, false },
	{ "a socket", "in/socket", SLW_EINVAL, false },
	{ "not there", "in/none", SLW_ENOTFOUND, false },
	{ "a file as a folder", "in/file/x", SLW_ENOTFOUND, false },
};

static void fill_below(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	make("home/in");
	put("outside", "secret");
	put("home/in/file", "content");
	put("home/in/..file", "content");
	ck_assert_int_eq(symlink("file", in_root("home/in/inner")), 0);
	ck_assert_int_eq(symlink("in", in_root("home/folderlink")), 0);
	ck_assert_int_eq(symlink("../../outside", in_root("home/in/out")), 0);
	ck_assert_int_eq(symlink("/etc/passwd", in_root("home/in/absolute")), 0);
	ck_assert_int_eq(symlink("..", in_root("home/outfolder")), 0);
	ck_assert_int_eq(symlink("loop", in_root("home/in/loop")), 0);
	ck_assert_int_eq(mkfifo(in_root("home/in/fifo"), 0600), 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", in_root("home/in/socket"));
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	close(fd);
	{
		char *target = slw_strdup(in_root("home/in/file"));

		ck_assert_int_eq(symlink(target, in_root("home/in/home")), 0);
		free(target);
	}
}

static void check_below(int i, bool walk)
{
	enum slw_code want = walk && below[i].walk_refuses ? SLW_EINVAL : below[i].want;
	struct slw_err err = SLW_ERR_INIT;
	char text[8] = "";
	int fd;

	fill_below();
	fd = slw_file_open_below(in_root("home"), below[i].name, &err);
	ck_assert_msg(err.code == want, "%s: %s %s", below[i].why, slw_code_name(err.code),
		      err.msg);
	ck_assert((fd >= 0) == (want == SLW_OK));
	if (fd < 0)
		return;
	ck_assert_int_eq(read(fd, text, sizeof(text)), 7);
	ck_assert_int_eq(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
	close(fd);
}

/* Old kernels, valgrind and strict containers have none. */
static bool has_openat2(void)
{
	struct open_how how = { .flags = O_RDONLY };
	long fd = syscall(SYS_openat2, AT_FDCWD, "/", &how, sizeof(how));

	if (fd >= 0)
		close((int)fd);
	return fd >= 0;
}

START_TEST(stays_below)
{
	check_below(_i, !has_openat2());
}
END_TEST

static bool forbid_openat2(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { .len = SLW_COUNT(code), .filter = code };

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

START_TEST(stays_below_without_openat2)
{
	if (forbid_openat2())
		check_below(_i, true);
}
END_TEST

START_TEST(below_needs_its_folder)
{
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_int_eq(slw_file_open_below(in_root("none"), "x", &err), -1);
	ck_assert_int_eq(err.code, SLW_ENOTFOUND);
}
END_TEST

static const struct {
	const char *path, *folder;
} folders[] = {
	{ "a/b", "a" },	      { "a", "." },    { "/a", "/" },	 { "/", "/" },
	{ "", "." },	      { "a/b/", "a" }, { "a//b", "a" },	 { "//a", "/" },
	{ "/a/b/c", "/a/b" }, { "./a", "." },  { "../a", ".." },
};

START_TEST(folder_of_a_path)
{
	char *folder = slw_path_folder(folders[_i].path);

	ck_assert_msg(strcmp(folder, folders[_i].folder) == 0, "%s: %s", folders[_i].path, folder);
	free(folder);
}
END_TEST

START_TEST(joins)
{
	static const struct {
		const char *folder, *name, *want;
	} rows[] = { { "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "/", "b", "/b" },
		     { "", "b", "b" },	  { "a", "/b", "a/b" }, { ".", "b", "./b" } };

	for (size_t i = 0; i < SLW_COUNT(rows); i++) {
		char *path = slw_path_join(rows[i].folder, rows[i].name);

		ck_assert_str_eq(path, rows[i].want);
		free(path);
	}
}
END_TEST

START_TEST(data_folder_is_where_the_themes_are)
{
	struct slw_err err = SLW_ERR_INIT;
	char *folder;

	make("data/themes");
	ck_assert_int_eq(setenv("STORE_WIZARD_DATADIR", in_root("data"), 1), 0);
	folder = slw_data_folder(&err);
	ck_assert_ptr_nonnull(folder);
	ck_assert_str_eq(folder, in_root("data"));
	free(folder);
	/* a folder without themes/ is passed over */
	ck_assert_int_eq(setenv("STORE_WIZARD_DATADIR", in_root("none"), 1), 0);
	folder = slw_data_folder(&err);
	ck_assert(folder == NULL ? err.code == SLW_EINTERNAL : strstr(folder, root) == NULL);
	free(folder);
}
END_TEST

Suite *suite_file(void);
Suite *suite_file(void)
{
	Suite *suite = suite_create("file");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, make_root, remove_root);
	tcase_add_test(tc, reads_up_to_the_cap);
	tcase_add_test(tc, replace_is_whole_and_leaves_nothing_beside);
	tcase_add_test(tc, folders_are_made_and_listed);
	tcase_add_test(tc, remove_does_not_follow_links);
	tcase_add_test(tc, remove_of_a_very_deep_tree_says_so);
	tcase_add_loop_test(tc, stays_below, 0, (int)SLW_COUNT(below));
	tcase_add_loop_test(tc, stays_below_without_openat2, 0, (int)SLW_COUNT(below));
	tcase_add_test(tc, below_needs_its_folder);
	tcase_add_loop_test(tc, folder_of_a_path, 0, (int)SLW_COUNT(folders));
	tcase_add_test(tc, joins);
	tcase_add_test(tc, data_folder_is_where_the_themes_are);
	suite_add_tcase(suite, tc);
	return suite;
}
