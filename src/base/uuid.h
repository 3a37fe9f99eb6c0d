/* UUIDs, RFC 9562. Text form: 36 lower-case characters. */
#ifndef SLW_BASE_UUID_H
#define SLW_BASE_UUID_H

#include <stdbool.h>

#define SLW_UUID_SIZE 37 /* with the NUL */

/* Version 7: milliseconds since 1970, then random; later ones sort later. */
void slw_uuid_v7(char out[SLW_UUID_SIZE]);
/* Version 4: random. */
void slw_uuid_v4(char out[SLW_UUID_SIZE]);
bool slw_uuid_valid(const char *text);

#endif
