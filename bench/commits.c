/*
 * What durable commits take by themselves, without the program around them.
 *
 *     make bench/commits && bench/commits COMMITS [FOLDER]
 *
 * Each commit writes what a saved step writes: a row of 1 KB is changed, one of 2 KB and one of 200
 * bytes are added, in a new SQLite database in FOLDER (a new one under TMPDIR) with a write-ahead log and
 * synchronous=FULL. Beside it, as many calls of write() and fdatasync() of 4 KiB. Prints one line of JSON.
 */
#include "config.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

#include "base/banned.h"

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void need(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "commits: %s\n", what);
	exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
	need(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
}

static double commit_rows(const char *path, int commits)
{
	static const char edit[] =
	    "BEGIN IMMEDIATE;"
	    "UPDATE sessions SET data = hex(randomblob(512)) WHERE no = 1;"
	    "INSERT INTO versions(session, data) VALUES (1, hex(randomblob(1024)));"
	    "INSERT INTO events(session, data) VALUES (1, hex(randomblob(100)));"
	    "COMMIT";
	sqlite3 *db = NULL;
	double start;

	need(sqlite3_open(path, &db) == SQLITE_OK, path);
	run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		"CREATE TABLE sessions(no INTEGER PRIMARY KEY, data TEXT);"
		"CREATE TABLE versions(no INTEGER PRIMARY KEY, session INTEGER, data TEXT);"
		"CREATE TABLE events(no INTEGER PRIMARY KEY, session INTEGER, data TEXT);"
		"INSERT INTO sessions VALUES (1, '')");
	start = now_ms();
	for (int i = 0; i < commits; i++)
		run(db, edit);
	start = now_ms() - start;
	sqlite3_close(db);
	return start;
}

static double sync_blocks(const char *path, int count)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	char block[4096] = { 0 };
	double start = now_ms();

	need(fd >= 0, path);
	for (int i = 0; i < count; i++)
		need(write(fd, block, sizeof(block)) == (ssize_t)sizeof(block) &&
			 fdatasync(fd) == 0,
		     path);
	start = now_ms() - start;
	close(fd);
	return start;
}

int main(int argc, char **argv)
{
	int commits = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0;
	const char *tmp = getenv("TMPDIR");
	char *folder = argc > 2 ? slw_strdup(argv[2])
				: slw_printf("%s/commits-XXXXXX", tmp != NULL ? tmp : "/tmp");
	struct slw_err err = SLW_ERR_INIT;
	char *database, *file;

	if (commits < 1 || (argc <= 2 && mkdtemp(folder) == NULL))
		return 2;
	database = slw_path_join(folder, "commits.db");
	file = slw_path_join(folder, "blocks");
	printf("{\"commits\":%d,\"commits ms\":%.2f,\"blocks ms\":%.2f}\n", commits,
	       commit_rows(database, commits), sync_blocks(file, commits));
	if (argc <= 2)
		need(slw_folder_remove(folder, &err) == 0, err.msg);
	free(database);
	free(file);
	free(folder);
	return 0;
}
