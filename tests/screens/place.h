/* A folder of its own for each test, and programs run in it without a terminal. */
#ifndef SLW_TESTS_PLACE_H
#define SLW_TESTS_PLACE_H

/* A new folder under TMPDIR; the caller ends it with slw_place_remove(), which frees the name. */
char *slw_place_make(void);
void slw_place_remove(char *folder); /* with all that is in it; NULL is fine */

/*
 * Runs argv (ended by NULL) in the folder, with the surroundings of slw_terminal_start(), nothing on
 * standard input and no terminal. *out, where not NULL, becomes what it printed on standard output
 * (caller frees); standard error goes to FOLDER/stderr. Returns the exit status, 128 + N after signal
 * N, or -1 where nothing ran.
 */
int slw_place_run(const char *folder, const char *const *argv, char **out);

char *slw_place_read(const char *folder, const char *name); /* whole file; caller frees; or NULL */
void slw_place_write(const char *folder, const char *name, const char *text);

/* SQL for FOLDER's database, by no program of ours. */
void slw_place_sql(const char *folder, const char *sql);
/*
 * Ages and dates that look the same tomorrow: the sessions of FOLDER's database become hours old, the one
 * that was changed last one hour, and their versions are of one day.
 */
void slw_place_set_times(const char *folder);

#endif
