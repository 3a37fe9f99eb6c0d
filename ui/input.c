#include "config.h"

#include "ui/input.h"

#include <string.h>
#include <unistr.h>
#include <wchar.h>

#include "base/text.h"

#include "base/banned.h"

#define MORE ((size_t)-1) /* a sequence has begun and not ended */

#define PASTE_START  "\033[200~"
#define PASTE_END    "\033[201~"
#define MAX_SEQUENCE 48
#define KEPT	     65536 /* decoded bytes */

void slw_input_init(struct slw_input *input, bool utf8)
{
	*input = (struct slw_input){ .utf8 = utf8 };
	slw_buf_init(&input->bytes, 0);
	slw_buf_init(&input->paste, SLW_PASTE_MAX);
	slw_buf_init(&input->text, 0);
}

void slw_input_release(struct slw_input *input)
{
	slw_buf_release(&input->bytes);
	slw_buf_release(&input->paste);
	slw_buf_release(&input->text);
}

void slw_input_key(struct slw_input *input, const char *sequence, uint32_t key)
{
	if (sequence == NULL || sequence[0] != '\033' || sequence[1] == '\0' ||
	    input->key_count == SLW_INPUT_KEYS)
		return;
	input->keys[input->key_count].sequence = sequence;
	input->keys[input->key_count++].key = key;
}

void slw_input_feed(struct slw_input *input, const void *bytes, size_t len)
{
	size_t left = slw_input_pending(input);

	/* of a paste there is always something left, and it may be long */
	if (left == 0 || input->at > KEPT) {
		memmove(input->bytes.data, input->bytes.data + input->at, left);
		slw_buf_cut(&input->bytes, left);
		input->at = 0;
	}
	slw_buf_add(&input->bytes, bytes, len);
}

size_t slw_input_pending(const struct slw_input *input)
{
	return input->bytes.len - input->at;
}

/* A sequence of the description at text: its length, MORE where text is the beginning of one, or 0. */
static size_t described(const struct slw_input *input, const char *text, size_t len, uint32_t *key)
{
	size_t found = 0;

	for (size_t i = 0; i < input->key_count; i++) {
		const char *sequence = input->keys[i].sequence;
		size_t size = strlen(sequence);

		if (size <= len && size > found && memcmp(text, sequence, size) == 0) {
			*key = input->keys[i].key;
			found = size;
		}
	}
	return found;
}

static uint32_t modifiers(unsigned int parameter)
{
	uint32_t bits = parameter > 0 ? parameter - 1 : 0;

	return ((bits & 1) != 0 ? SLW_KEY_SHIFT : 0) | ((bits & 2) != 0 ? SLW_KEY_ALT : 0) |
	       ((bits & 4) != 0 ? SLW_KEY_CONTROL : 0);
}

static uint32_t letter_key(char letter)
{
	switch (letter) {
	case 'A':
		return SLW_KEY_UP;
	case 'B':
		return SLW_KEY_DOWN;
	case 'C':
		return SLW_KEY_RIGHT;
	case 'D':
		return SLW_KEY_LEFT;
	case 'H':
		return SLW_KEY_HOME;
	case 'F':
		return SLW_KEY_END;
	case 'Z':
		return SLW_KEY_BACKTAB;
	case 'M':
		return SLW_KEY_ENTER; /* of the keypad */
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return SLW_KEY_F1 + (uint32_t)(letter - 'P');
	default:
		return SLW_KEY_NONE;
	}
}

static uint32_t number_key(unsigned int number)
{
	static const uint8_t function[] = {
		[11] = 1, [12] = 2, [13] = 3, [14] = 4,	 [15] = 5,  [17] = 6,
		[18] = 7, [19] = 8, [20] = 9, [21] = 10, [23] = 11, [24] = 12
	};
	static const uint32_t editing[] = {
		[1] = SLW_KEY_HOME, [2] = SLW_KEY_INSERT,  [3] = SLW_KEY_DELETE,
		[4] = SLW_KEY_END,  [5] = SLW_KEY_PAGE_UP, [6] = SLW_KEY_PAGE_DOWN,
		[7] = SLW_KEY_HOME, [8] = SLW_KEY_END,
	};

	if (number < sizeof(editing) / sizeof(editing[0]))
		return editing[number];
	if (number < sizeof(function) && function[number] != 0)
		return SLW_KEY_F1 + function[number] - 1;
	return SLW_KEY_NONE;
}

static void mouse_event(struct slw_ui_event *event, unsigned int button, int x, int y, bool release)
{
	event->kind = SLW_EVENT_MOUSE;
	event->mouse.x = x > 0 ? x - 1 : 0;
	event->mouse.y = y > 0 ? y - 1 : 0;
	button &= ~0x1cu; /* shift, alt, control */
	if (button == 64)
		event->mouse.kind = SLW_MOUSE_WHEEL_UP;
	else if (button == 65)
		event->mouse.kind = SLW_MOUSE_WHEEL_DOWN;
	else if (release || button == 3)
		event->mouse.kind = SLW_MOUSE_RELEASE;
	else if (button == 0)
		event->mouse.kind = SLW_MOUSE_PRESS;
	else
		event->kind = SLW_EVENT_KEY; /* other buttons, motion: nothing */
}

/* "\033[" and what follows, len bytes in all. */
static size_t control_sequence(const char *text, size_t len, struct slw_ui_event *event)
{
	unsigned int parameters[4] = { 0 }, count = 0;
	size_t i = 2;
	bool mouse = false;

	if (len < 3)
		return MORE;
	if (text[2] == '[') { /* the console's F1 to F5 */
		if (len < 4)
			return MORE;
		if (text[3] >= 'A' && text[3] <= 'E')
			event->key = SLW_KEY_F1 + (uint32_t)(text[3] - 'A');
		return 4;
	}
	if (text[2] == 'M') {
		if (len < 6)
			return MORE;
		mouse_event(event, (unsigned char)text[3] - 32u, (unsigned char)text[4] - 32,
			    (unsigned char)text[5] - 32, false);
		return 6;
	}
	if (text[2] == '<') {
		mouse = true;
		i++;
	}
	for (; i < len && i < MAX_SEQUENCE; i++) {
		if (text[i] >= '0' && text[i] <= '9') {
			if (count < 4 && parameters[count] < 10000)
				parameters[count] =
				    parameters[count] * 10 + (unsigned int)(text[i] - '0');
		} else if (text[i] == ';') {
			count++;
		} else if (text[i] >= 0x40 && text[i] <= 0x7e) {
			break;
		} else if (text[i] < 0x20 || text[i] > 0x3f) {
			return i; /* damaged: dropped up to here */
		}
	}
	if (i == MAX_SEQUENCE)
		return i;
	if (i == len)
		return MORE;
	if (mouse && (text[i] == 'M' || text[i] == 'm'))
		mouse_event(event, parameters[0], (int)parameters[1], (int)parameters[2],
			    text[i] == 'm');
	else if (text[i] == '~' || text[i] == '$' || text[i] == '^' || text[i] == '@')
		event->key = number_key(parameters[0]) | modifiers(parameters[1]);
	else if (!mouse)
		event->key = letter_key(text[i]) | modifiers(parameters[1]);
	if ((event->key & ~SLW_KEY_MODIFIERS) == 0)
		event->key = SLW_KEY_NONE;
	return i + 1;
}

/* One character as a key. MORE: it is not complete. */
static size_t character(const struct slw_input *input, const char *text, size_t len, uint32_t *key)
{
	unsigned char first = (unsigned char)text[0];
	ucs4_t c;
	int bytes;

	if (first < 0x80) {
		*key = first == '\n' ? SLW_KEY_ENTER : first == '\b' ? SLW_KEY_BACKSPACE : first;
		return 1;
	}
	if (!input->utf8) {
		mbstate_t state = { 0 };
		wchar_t wide;
		size_t used = mbrtowc(&wide, text, len, &state);

		*key = used >= (size_t)-2 || used == 0 ? 0xfffd : (uint32_t)wide;
		return used == (size_t)-2 && len < 8	 ? MORE
		       : used >= (size_t)-2 || used == 0 ? 1
							 : used;
	}
	bytes = u8_mbtoucr(&c, (const uint8_t *)text, len);
	if (bytes == -2)
		return MORE;
	*key = bytes < 0 ? 0xfffd : c;
	return bytes < 0 ? 1 : (size_t)bytes;
}

static size_t escape(const struct slw_input *input, const char *text, size_t len,
		     struct slw_ui_event *event)
{
	size_t used = described(input, text, len, &event->key);

	if (used > 0)
		return used;
	if (len == 1)
		return MORE;
	if (text[1] == '[')
		return control_sequence(text, len, event);
	if (text[1] == 'O') {
		if (len < 3)
			return MORE;
		event->key = letter_key(text[2]);
		return event->key != SLW_KEY_NONE ? 3 : 2;
	}
	if (text[1] == '\033') {
		event->key = SLW_KEY_ESC;
		return 1;
	}
	used = character(input, text + 1, len - 1, &event->key);
	if (used == MORE)
		return MORE;
	event->key |= SLW_KEY_ALT;
	return used + 1;
}

/* The text of a paste; what its end mark is not in yet stays. */
static int paste_part(struct slw_input *input, bool flush, struct slw_ui_event *event)
{
	const char *text = input->bytes.data + input->at, *end;
	size_t len = input->bytes.len - input->at, keep = strlen(PASTE_END) - 1;
	size_t len_kept = 0;

	end = memmem(text, len, PASTE_END, strlen(PASTE_END));
	if (end == NULL && !flush) {
		if (len > keep) {
			slw_buf_add(&input->paste, text, len - keep);
			input->at += len - keep;
		}
		return 0;
	}
	slw_buf_add(&input->paste, text, end != NULL ? (size_t)(end - text) : len);
	input->at += end != NULL ? (size_t)(end - text) + strlen(PASTE_END) : len;
	input->pasting = false;
	for (size_t i = 0; i < input->paste.len; i++) {
		if (input->paste.data[i] == '\r' && input->paste.data[i + 1] == '\n')
			continue; /* one line end, not two */
		input->paste.data[len_kept++] =
		    input->paste.data[i] == '\r' ? '\n' : input->paste.data[i];
	}
	slw_buf_cut(&input->paste, len_kept);
	slw_buf_clear(&input->text);
	slw_text_repair(&input->text, input->paste.data, input->paste.len);
	slw_buf_clear(&input->paste);
	*event = (struct slw_ui_event){ .kind = SLW_EVENT_PASTE,
					.text = input->text.data,
					.len = input->text.len };
	return 1;
}

static int next_event(struct slw_input *input, bool flush, struct slw_ui_event *event)
{
	const char *text = input->bytes.data + input->at;
	size_t len = input->bytes.len - input->at, used;

	if (len == 0)
		return 0;
	*event = (struct slw_ui_event){ .kind = SLW_EVENT_KEY };
	if (len >= strlen(PASTE_START) && memcmp(text, PASTE_START, strlen(PASTE_START)) == 0) {
		input->at += strlen(PASTE_START);
		input->pasting = true;
		return paste_part(input, false, event);
	}
	used = text[0] == '\033' ? escape(input, text, len, event)
				 : character(input, text, len, &event->key);
	if (used == MORE && !flush)
		return -1;
	if (used == MORE) {
		/* Escape by itself; or Alt with the bracket; or bytes of no character */
		event->kind = SLW_EVENT_KEY;
		event->key = text[0] != '\033' ? 0xfffd
			     : len == 2	       ? SLW_KEY_ALT | (unsigned char)text[1]
			     : len == 1	       ? (uint32_t)SLW_KEY_ESC
					       : (uint32_t)SLW_KEY_NONE;
		used = text[0] != '\033' ? 1 : len;
	}
	input->at += used;
	return 1;
}

int slw_input_next(struct slw_input *input, bool flush, struct slw_ui_event *event)
{
	int rc;

	do {
		rc = input->pasting ? paste_part(input, flush, event)
				    : next_event(input, flush, event);
	} while (rc == 1 && event->kind == SLW_EVENT_KEY && event->key == SLW_KEY_NONE);
	return rc;
}
