/*
 * Files: reading with a cap, writing that survives a crash, and folders that a path from outside
 * cannot leave.
 */
#ifndef SLW_BASE_FILE_H
#define SLW_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

struct slw_buf;
struct slw_err;

/* Appends the whole file; SLW_ELIMIT when it is larger than max, SLW_ENOTFOUND, SLW_EIO. */
int slw_file_read(const char *path, size_t max, struct slw_buf *out, struct slw_err *err);

/*
 * Replaces path by a new file of these bytes (temporary file beside it, fsync, rename); a link is
 * replaced, not followed. mode as for open(2): less the umask.
 */
int slw_file_replace(const char *path, const void *data, size_t len, mode_t mode,
		     struct slw_err *err);

/* mkdir -p; an existing folder is fine. */
int slw_folder_make(const char *path, mode_t mode, struct slw_err *err);
/* rm -r, without following links, up to 200 levels; a path that does not exist is fine. */
int slw_folder_remove(const char *path, struct slw_err *err);
bool slw_folder_exists(const char *path);

/* The names in a folder, sorted by byte, without "." and ".."; names and *names are malloc'd. */
int slw_folder_list(const char *path, char ***names, size_t *count, struct slw_err *err);
void slw_names_free(char **names, size_t count);

/*
 * Opens name below the folder for reading: relative, no "..", no symbolic link that leaves the
 * folder (openat2 with RESOLVE_BENEATH, or a walk with O_NOFOLLOW where the kernel lacks it),
 * regular files only. Returns a descriptor or -1: SLW_EINVAL the path leaves the folder or is not
 * a regular file, SLW_ENOTFOUND, SLW_EIO.
 */
int slw_file_open_below(const char *folder, const char *name, struct slw_err *err);

/* "dir/name", new string; and the folder part of a path ("." if none), new string. */
char *slw_path_join(const char *folder, const char *name);
/* name, or dir/name where it is relative and dir is neither NULL nor empty; new string. */
char *slw_path_from(const char *folder, const char *name);
char *slw_path_folder(const char *path);

/*
 * The program's read-only data: $STORE_WIZARD_DATADIR, share/store-wizard beside the bin/ folder
 * of the executable, data/ of a source tree that the executable was built in, or the folder of
 * installation, the first that holds themes/. New string; NULL with SLW_EINTERNAL.
 */
char *slw_data_folder(struct slw_err *err);

/*
 * The translations: $STORE_WIZARD_LOCALEDIR, po/ beside the executable (a build folder),
 * share/locale beside its bin/ folder, or the folder of installation, the first that is there. New
 * string.
 */
char *slw_locale_folder(void);

#endif
