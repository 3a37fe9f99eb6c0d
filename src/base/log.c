#include "config.h"

#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/text.h"

#include "base/banned.h"

#define LINE_SIZE 4096

void slw_log_say(const struct slw_log *log, enum slw_log_level level, const char *format, ...)
{
	char text[LINE_SIZE];
	struct slw_buf safe;
	va_list args;

	if (log == NULL || log->write == NULL || level < log->least)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* names of files and texts of servers end up here: one line, nothing for a terminal */
	slw_buf_init(&safe, 0);
	slw_text_display(&safe, text, true);
	log->write(log->context, level, safe.data);
	slw_buf_release(&safe);
}
