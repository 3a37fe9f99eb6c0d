/*
 * OUT as design 7 has it: .launches/N/ is written, then put in place by one rename. Nothing outside
 * src/service/ includes it.
 */
#ifndef SLW_SERVICE_LAUNCH_FOLDER_H
#define SLW_SERVICE_LAUNCH_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slw_err;
struct slw_launch_folder;

/*
 * Makes OUT where it is absent, takes the lock on it (SLW_ELOCKED when another launch runs), removes
 * what an interrupted launch left, and begins launch N. SLW_EINVAL: OUT holds something else.
 * With dry_run nothing is made or written; files are only counted.
 */
int slw_launch_folder_open(struct slw_launch_folder **out, const char *path, bool dry_run,
			   struct slw_err *err);

/*
 * Writes one file; a file that the launch before has too becomes a hard link to it. The bytes are
 * copied, and hashed and written by a thread of the folder's own: what fails there comes from a later
 * call, at the latest from slw_launch_folder_finish().
 */
int slw_launch_folder_file(struct slw_launch_folder *folder, const char *path, const void *data,
			   size_t len, struct slw_err *err);

/* The folder's thread, to be given what makes streams. Borrowed. */
struct slw_backlog *slw_launch_folder_backlog(struct slw_launch_folder *folder);

/* The same piece by piece, several at a time; streams end with the folder at the latest. */
struct slw_launch_stream;
int slw_launch_stream_open(struct slw_launch_stream **out, struct slw_launch_folder *folder,
			   const char *path, struct slw_err *err);
/* From work that the folder's thread was given, or when it has finished. */
int slw_launch_stream_write(struct slw_launch_stream *stream, const void *data, size_t len,
			    struct slw_err *err);
int slw_launch_stream_close(struct slw_launch_stream *stream, struct slw_err *err);

/* Waits until all that was handed over is written. */
int slw_launch_folder_finish(struct slw_launch_folder *folder, struct slw_err *err);

struct slw_launch_counts {
	int number; /* N */
	uint64_t files, unchanged, bytes;
};
/* After slw_launch_folder_finish() or _commit(). */
void slw_launch_folder_counts(const struct slw_launch_folder *folder,
			      struct slw_launch_counts *counts);

/* Finishes, writes the manifest, waits until all is on disk, and puts the launch in place. */
int slw_launch_folder_commit(struct slw_launch_folder *folder, struct slw_err *err);

/* Removes what was written, unless it was committed. NULL is fine. */
void slw_launch_folder_free(struct slw_launch_folder *folder);

/* Puts the newest launch before the present one in place. */
int slw_launch_folder_rollback(const char *path, int *now, int *was, struct slw_err *err);

#endif
