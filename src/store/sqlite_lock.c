/*
 * Who holds the lock. Asking with F_GETLK would need a descriptor of the file, and closing it
 * would drop the locks that SQLite holds for this process, so the kernel's list is read instead.
 */
#include "config.h"

#include "store/sqlite.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

/* Where SQLite's locks lie: wal.c (the log's locks in the -shm file) and os.h (in the database). */
#define SHM_WRITE   120
#define SHM_RECOVER 122
#define PENDING	    0x40000000

struct lock_range {
	ino_t inode;
	uint64_t first, last;
};

static bool range_of(const char *path, const char *suffix, uint64_t first, uint64_t last,
		     struct lock_range *range)
{
	char *name = slw_printf("%s%s", path, suffix);
	struct stat st;
	bool found = stat(name, &st) == 0;

	free(name);
	if (found)
		*range = (struct lock_range){ st.st_ino, first, last };
	return found;
}

/* "1: POSIX  ADVISORY  WRITE 4242 fe:00:131 120 120", the end may be "EOF". */
static long match_line(const char *line, const struct lock_range *ranges, size_t count)
{
	unsigned int major, minor;
	uint64_t inode, first, last = UINT64_MAX;
	long pid;
	int got = sscanf(line, "%*d: %*s %*s WRITE %ld %x:%x:%" SCNu64 " %" SCNu64 " %" SCNu64,
			 &pid, &major, &minor, &inode, &first, &last);

	if (got < 5 || pid <= 0 || pid == (long)getpid())
		return 0;
	for (size_t i = 0; i < count; i++)
		if (inode == ranges[i].inode && first <= ranges[i].last && last >= ranges[i].first)
			return pid;
	return 0;
}

static void name_of(long pid, char *name, size_t size)
{
	char path[48], line[64] = "?";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/comm", pid);
	file = fopen(path, "re");
	if (file != NULL && fgets(line, sizeof(line), file) != NULL)
		line[strcspn(line, "\n")] = '\0';
	if (file != NULL)
		fclose(file);
	slw_text_copy(name, size, line);
}

long slw_sqlite_holder(const char *path, char *name, size_t size)
{
	struct lock_range ranges[2];
	size_t count = 0;
	char line[256];
	long pid = 0;
	FILE *locks;

	count += range_of(path, "-shm", SHM_WRITE, SHM_RECOVER, &ranges[count]);
	count += range_of(path, "", PENDING, UINT64_MAX, &ranges[count]);
	locks = fopen("/proc/locks", "re");
	if (locks == NULL)
		return 0;
	while (pid == 0 && fgets(line, sizeof(line), locks) != NULL)
		pid = match_line(line, ranges, count);
	fclose(locks);
	if (pid > 0)
		name_of(pid, name, size);
	return pid;
}
