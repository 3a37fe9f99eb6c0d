/*
 * Which sockets libcurl waits for, and when it wants its turn. By epoll and curl_multi_socket_action():
 * curl_multi_poll() and curl_multi_perform() look at every transfer whenever one has something, which
 * with 200 streams is most of the work.
 */
#include "config.h"

#include "net/http_private.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"

#include "base/banned.h"

#define BATCH 64

static int watch(CURL *easy, curl_socket_t fd, int what, void *context, void *socket_context)
{
	struct slw_http *http = context;
	struct epoll_event event = { .data.fd = fd };

	(void)easy;
	(void)socket_context;
	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(http->epoll, EPOLL_CTL_DEL, fd, NULL);
		return 0;
	}
	event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0u) |
		       ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0u);
	if (epoll_ctl(http->epoll, EPOLL_CTL_MOD, fd, &event) == 0 ||
	    epoll_ctl(http->epoll, EPOLL_CTL_ADD, fd, &event) == 0)
		return 0;
	return -1;
}

static int set_timer(CURLM *multi, long ms, void *context)
{
	struct slw_http *http = context;

	(void)multi;
	http->curl_due = ms < 0 ? INT64_MAX : slw_clock_monotonic() + ms;
	return 0;
}

int slw_http_loop_open(struct slw_http *http, struct slw_err *err)
{
	struct epoll_event event = { .events = EPOLLIN };

	http->curl_due = INT64_MAX;
	http->epoll = epoll_create1(EPOLL_CLOEXEC);
	http->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	event.data.fd = http->event;
	if (http->epoll < 0 || http->event < 0 ||
	    epoll_ctl(http->epoll, EPOLL_CTL_ADD, http->event, &event) < 0)
		return slw_err_errno(err, SLW_EINTERNAL, errno, "%s",
				     _("could not wait for the network"));
	curl_multi_setopt(http->multi, CURLMOPT_SOCKETFUNCTION, watch);
	curl_multi_setopt(http->multi, CURLMOPT_SOCKETDATA, http);
	curl_multi_setopt(http->multi, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(http->multi, CURLMOPT_TIMERDATA, http);
	return 0;
}

void slw_http_loop_close(struct slw_http *http)
{
	if (http->epoll >= 0)
		close(http->epoll);
	if (http->event >= 0)
		close(http->event);
}

static void take_wakeups(const struct slw_http *http)
{
	uint64_t count;

	while (read(http->event, &count, sizeof(count)) < 0 && errno == EINTR)
		;
}

static void take_event(struct slw_http *http, const struct epoll_event *event)
{
	int what = ((event->events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
		   ((event->events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
		   ((event->events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
	int running;

	if (event->data.fd == http->event)
		take_wakeups(http);
	else
		curl_multi_socket_action(http->multi, event->data.fd, what, &running);
}

static int wait_ms(const struct slw_http *http, int most)
{
	int64_t left = http->curl_due == INT64_MAX ? most : http->curl_due - slw_clock_monotonic();

	return left < 0 ? 0 : left < most ? (int)left : most;
}

void slw_http_loop_turn(struct slw_http *http, int most)
{
	struct epoll_event events[BATCH];
	int count = epoll_wait(http->epoll, events, BATCH, wait_ms(http, most)), running;

	http->in_curl = true;
	for (int i = 0; i < count; i++)
		take_event(http, &events[i]);
	if (slw_clock_monotonic() >= http->curl_due) {
		http->curl_due = INT64_MAX; /* before the call, which may set it */
		curl_multi_socket_action(http->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	}
	http->in_curl = false;
}

void slw_http_wakeup(struct slw_http *http)
{
	const uint64_t one = 1;

	while (write(http->event, &one, sizeof(one)) < 0 && errno == EINTR)
		;
}
