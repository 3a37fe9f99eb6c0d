/*
 * libcurl, loaded when something is asked for the first time. With the thirty libraries below it, it is
 * a third of what the program's start costs and of its memory, and most runs ask for nothing.
 *
 * A file that includes this instead of <curl/curl.h> is written as any that uses libcurl. A function
 * that is used for the first time is one more row in both lists below; without, it does not link.
 */
#ifndef SLW_NET_HTTP_LIBCURL_H
#define SLW_NET_HTTP_LIBCURL_H

#define CURL_DISABLE_TYPECHECK /* its macros have the names of ours: constants need their L */
#include <curl/curl.h>
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt

struct slw_err;

/* X(name), in alphabetical order */
#define SLW_LIBCURL(X)              \
	X(curl_easy_cleanup)        \
	X(curl_easy_getinfo)        \
	X(curl_easy_init)           \
	X(curl_easy_setopt)         \
	X(curl_easy_strerror)       \
	X(curl_easy_unescape)       \
	X(curl_free)                \
	X(curl_getdate)             \
	X(curl_global_cleanup)      \
	X(curl_global_init)         \
	X(curl_multi_add_handle)    \
	X(curl_multi_cleanup)       \
	X(curl_multi_info_read)     \
	X(curl_multi_init)          \
	X(curl_multi_remove_handle) \
	X(curl_multi_setopt)        \
	X(curl_multi_socket_action) \
	X(curl_slist_append)        \
	X(curl_slist_free_all)      \
	X(curl_url)                 \
	X(curl_url_cleanup)         \
	X(curl_url_get)             \
	X(curl_url_set)             \
	X(curl_version_info)

struct slw_libcurl {
#define SLW_LIBCURL_MEMBER(name) __typeof__(name) *name;
	SLW_LIBCURL(SLW_LIBCURL_MEMBER)
#undef SLW_LIBCURL_MEMBER
};

/* From any thread, as often as one likes; it stays loaded. SLW_EINTERNAL: it is missing or too old. */
int slw_libcurl_load(struct slw_err *err);
/* What was loaded; must not be missing. */
const struct slw_libcurl *slw_libcurl(void);

#ifndef SLW_LIBCURL_ITSELF
#define curl_easy_cleanup	 (slw_libcurl()->curl_easy_cleanup)
#define curl_easy_getinfo	 (slw_libcurl()->curl_easy_getinfo)
#define curl_easy_init		 (slw_libcurl()->curl_easy_init)
#define curl_easy_setopt	 (slw_libcurl()->curl_easy_setopt)
#define curl_easy_strerror	 (slw_libcurl()->curl_easy_strerror)
#define curl_easy_unescape	 (slw_libcurl()->curl_easy_unescape)
#define curl_free		 (slw_libcurl()->curl_free)
#define curl_getdate		 (slw_libcurl()->curl_getdate)
#define curl_global_cleanup	 (slw_libcurl()->curl_global_cleanup)
#define curl_global_init	 (slw_libcurl()->curl_global_init)
#define curl_multi_add_handle	 (slw_libcurl()->curl_multi_add_handle)
#define curl_multi_cleanup	 (slw_libcurl()->curl_multi_cleanup)
#define curl_multi_info_read	 (slw_libcurl()->curl_multi_info_read)
#define curl_multi_init		 (slw_libcurl()->curl_multi_init)
#define curl_multi_remove_handle (slw_libcurl()->curl_multi_remove_handle)
#define curl_multi_setopt	 (slw_libcurl()->curl_multi_setopt)
#define curl_multi_socket_action (slw_libcurl()->curl_multi_socket_action)
#define curl_slist_append	 (slw_libcurl()->curl_slist_append)
#define curl_slist_free_all	 (slw_libcurl()->curl_slist_free_all)
#define curl_url		 (slw_libcurl()->curl_url)
#define curl_url_cleanup	 (slw_libcurl()->curl_url_cleanup)
#define curl_url_get		 (slw_libcurl()->curl_url_get)
#define curl_url_set		 (slw_libcurl()->curl_url_set)
#define curl_version_info	 (slw_libcurl()->curl_version_info)
#endif

#endif
