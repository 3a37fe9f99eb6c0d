/* What is in a folder, for one who types a path: the front ends themselves touch no file. */
#ifndef SLW_SERVICE_FILES_H
#define SLW_SERVICE_FILES_H

#include <jansson.h>
#include <stdbool.h>

struct slw_err;

#define SLW_FILES_MAX 200 /* told at most */

/*
 * The files and folders that a path can go on to: those of its folder whose names begin as its last part
 * does, without regard to case; "~/" is the home folder. Names that begin with a dot only where one is
 * typed, or that are not UTF-8, never. Files are product files (.csv, .tsv, .txt), none where only
 * folders are wanted. Result: {"path": what all of them have in common, at least the path itself, with
 * "/" behind the only folder, "entries": [{"path", "name", "folder", "bytes"}], "more": so many are left
 * out}; folders last. A folder that cannot be read has no entries.
 */
json_t *slw_files_list(const char *path, bool only_folders);

/* The path as a person types it: without spaces and quotes around it, "~/" is the home folder. New string. */
char *slw_files_path(const char *typed);

#endif
