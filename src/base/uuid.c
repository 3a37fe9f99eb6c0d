#include "config.h"

#include "base/uuid.h"

#include <stdint.h>
#include <time.h>

#include "base/hash.h"

#include "base/banned.h"

static void write_text(char out[SLW_UUID_SIZE], uint8_t bytes[16], uint8_t version)
{
	static const char digits[] = "0123456789abcdef";
	char *p = out;

	bytes[6] = (uint8_t)((bytes[6] & 0x0F) | (version << 4));
	bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80);
	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		*p++ = digits[bytes[i] >> 4];
		*p++ = digits[bytes[i] & 0x0F];
	}
	*p = '\0';
}

/* The time in units of 1/4096 ms. */
static uint64_t ticks(void)
{
	struct timespec ts = { 0 };
	uint64_t ms, rest;

	clock_gettime(CLOCK_REALTIME, &ts);
	ms = (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
	rest = (uint64_t)ts.tv_nsec % 1000000;
	return (ms << 12) | (rest * 4096 / 1000000);
}

/*
 * RFC 9562, 6.2, method 3: the 12 bits after the milliseconds carry the fraction of the
 * millisecond. Waiting for the next tick (a quarter of a microsecond) makes two calls in a row
 * sort in their order without any state between them. A clock that stands still is given up on.
 */
void slw_uuid_v7(char out[SLW_UUID_SIZE])
{
	uint64_t began = ticks(), now = began, ms;
	uint8_t bytes[16];

	slw_random(bytes, sizeof(bytes));
	for (int tries = 0; now == began && tries < 100000; tries++)
		now = ticks();
	ms = now >> 12;
	for (int i = 0; i < 6; i++)
		bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
	bytes[6] = (uint8_t)((now >> 8) & 0x0F);
	bytes[7] = (uint8_t)now;
	write_text(out, bytes, 7);
}

void slw_uuid_v4(char out[SLW_UUID_SIZE])
{
	uint8_t bytes[16];

	slw_random(bytes, sizeof(bytes));
	write_text(out, bytes, 4);
}

bool slw_uuid_valid(const char *text)
{
	for (int i = 0; i < SLW_UUID_SIZE - 1; i++) {
		char c = text[i];

		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (c != '-')
				return false;
		} else if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
			return false;
		}
	}
	return text[SLW_UUID_SIZE - 1] == '\0';
}
