/*
 * Functions that this project does not call, because their result depends on what the caller
 * forgot: a length, a locale, a static buffer. Every .c file includes this header last; a call
 * then fails to compile and the message says what to call instead.
 */
#ifndef SLW_BASE_BANNED_H
#define SLW_BASE_BANNED_H

#define SLW_BANNED(func, instead) slw_banned_##func##_use_##instead

#undef strcpy
#define strcpy(d, s) SLW_BANNED(strcpy, slw_strdup_or_slw_buf)
#undef strcat
#define strcat(d, s) SLW_BANNED(strcat, slw_buf)
#undef sprintf
#define sprintf(...) SLW_BANNED(sprintf, snprintf_or_slw_printf)
#undef vsprintf
#define vsprintf(...) SLW_BANNED(vsprintf, vsnprintf)
#undef strncpy
#define strncpy(d, s, n) SLW_BANNED(strncpy, slw_text_copy)
#undef strncat
#define strncat(d, s, n) SLW_BANNED(strncat, slw_buf)
#undef strtok
#define strtok(s, d) SLW_BANNED(strtok, strsep_or_strcspn)
#undef atoi
#define atoi(s) SLW_BANNED(atoi, slw_parse_int)
#undef atol
#define atol(s) SLW_BANNED(atol, slw_parse_int)
#undef gmtime
#define gmtime(t) SLW_BANNED(gmtime, gmtime_r)
#undef localtime
#define localtime(t) SLW_BANNED(localtime, localtime_r)

#endif
