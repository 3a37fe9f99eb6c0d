/* Lines out and in. */
#include "config.h"

#include "cli/plain.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/signals.h"

#include "base/banned.h"

static void indent_by(unsigned int indent)
{
	printf("%*s", (int)indent, "");
}

/* One paragraph, broken between words; what is longer than a line stays whole. */
static void say_paragraph(const char *text, unsigned int indent, unsigned int columns)
{
	unsigned int at = indent;
	bool first = true;

	indent_by(indent);
	while (*text != '\0') {
		size_t len = strcspn(text, " ");
		char *word = slw_strndup(text, len);
		unsigned int width = (unsigned int)slw_text_columns(word);

		if (!first && at + 1 + width > columns) {
			putchar('\n');
			/* what goes on stands behind what begins */
			indent_by(indent > 0 ? indent + 2 : 0);
			at = indent > 0 ? indent + 2 : 0;
		} else if (!first) {
			putchar(' ');
			at++;
		}
		fputs(word, stdout);
		at += width;
		first = false;
		free(word);
		text += len;
		text += strspn(text, " ");
	}
	putchar('\n');
}

void slw_plain_say(const struct slw_plain *plain, unsigned int indent, const char *format, ...)
{
	struct slw_buf raw, safe;
	va_list args, again;
	char *rest, *line;
	int len;

	slw_buf_init(&raw, 0);
	slw_buf_init(&safe, 0);
	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len >= 0) {
		char *text = slw_malloc((size_t)len + 1);

		vsnprintf(text, (size_t)len + 1, format, again);
		slw_buf_str(&raw, text);
		free(text);
	}
	va_end(again);
	slw_text_display(&safe, raw.data, false);
	rest = safe.data;
	while ((line = strsep(&rest, "\n")) != NULL)
		say_paragraph(line, indent, plain->columns);
	slw_buf_release(&raw);
	slw_buf_release(&safe);
}

void slw_plain_gap(void)
{
	putchar('\n');
}

void slw_plain_complain(struct slw_plain *plain)
{
	slw_plain_say(plain, 0, _("Not taken: %s."), plain->err->msg);
	if (plain->err->hint[0] != '\0')
		slw_plain_say(plain, 0, "%s", plain->err->hint);
	*plain->err = SLW_ERR_INIT;
}

/* --- in ---------------------------------------------------------------------------------- */

/* Echo off where someone types a secret; true if it has to be put back. What was pasted ahead is
 * kept: it holds the next answers. */
static bool hide(const struct slw_plain *plain, bool secret, struct termios *before)
{
	struct termios quiet;

	if (!secret || !plain->terminal || tcgetattr(STDIN_FILENO, before) < 0)
		return false;
	quiet = *before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	return tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet) == 0;
}

/* 1: a line; 0: the end; -1: a signal. *zero: it held a NUL. */
static int read_raw(struct slw_buf *line, bool *zero)
{
	int c;

	slw_buf_clear(line);
	*zero = false;
	while ((c = getchar()) != EOF && c != '\n') {
		*zero = *zero || c == '\0';
		slw_buf_char(line, (char)c);
	}
	if (slw_signal_caught())
		return -1;
	if (c == EOF && line->len == 0)
		return 0;
	if (line->len > 0 && line->data[line->len - 1] == '\r')
		slw_buf_cut(line, line->len - 1);
	return 1;
}

enum slw_plain_move slw_plain_read(struct slw_plain *plain, const char *prompt, bool secret)
{
	struct termios before;
	bool hidden, zero;
	int got;

	for (;;) {
		fputs(prompt, stdout);
		fflush(stdout);
		hidden = hide(plain, secret, &before);
		got = read_raw(&plain->line, &zero);
		if (hidden)
			tcsetattr(STDIN_FILENO, TCSANOW, &before);
		/* where no terminal has echoed the end of the line */
		if (hidden || !plain->terminal || got <= 0)
			putchar('\n');
		if (got < 0) {
			slw_err_set(plain->err, SLW_ECANCELLED, "%s", _("interrupted"));
			return SLW_PLAIN_FAIL;
		}
		if (got == 0)
			return SLW_PLAIN_END;
		if (!plain->line.over && !zero)
			return SLW_PLAIN_NEXT;
		slw_plain_say(plain, 0, "%s",
			      zero ? _("Not taken: the line holds a zero byte.")
				   : _("Not taken: the line is too long."));
	}
}

enum slw_plain_move slw_plain_confirm(struct slw_plain *plain, bool *yes)
{
	for (;;) {
		enum slw_plain_move move = slw_plain_read(plain, _("yes or no [yes] > "), false);
		char *text;
		bool is_no;

		if (move != SLW_PLAIN_NEXT)
			return move;
		text = slw_text_trim(plain->line.data);
		is_no = strcasecmp(text, "no") == 0 || strcasecmp(text, "n") == 0;
		*yes =
		    text[0] == '\0' || strcasecmp(text, "yes") == 0 || strcasecmp(text, "y") == 0;
		free(text);
		if (*yes || is_no)
			return SLW_PLAIN_NEXT;
		slw_plain_say(plain, 0, "%s", _("Please write yes or no."));
	}
}
