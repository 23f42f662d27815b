/* Diagnostics: collected, told once each, printed in the order of the source. */
#include "base/base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	DiagLevel level;
	Pos pos;
	size_t file_rank, order;
	size_t more; /* places of which the same is true */
	const char *code;
	char *text;
} Message;

struct Diag {
	Arena *arena;
	Message *items;
	size_t count, cap, printed;
	size_t errors, warnings;
	bool strict;
	Map *seen;
	const char **files;
	size_t file_count, file_cap;
};

static const struct {
	const char *name, *colour;
} levels[] = {
        [DIAG_NOTE] = {"note", "\033[36m"},
        [DIAG_WARNING] = {"warning", "\033[33m"},
        [DIAG_ERROR] = {"error", "\033[31m"},
};

Diag *diag_new(bool strict)
{
	Diag *diag = base_calloc(1, sizeof *diag);
	diag->arena = arena_new();
	diag->seen = map_new(diag->arena);
	diag->strict = strict;
	return diag;
}

void diag_free(Diag *diag)
{
	if (!diag)
		return;
	arena_free(diag->arena);
	free(diag->items);
	free(diag->files);
	free(diag);
}

/* Files are told in the order in which they first had something to say; their names are kept, for what they were
 * read into may be gone before they are told. */
static size_t file_rank(Diag *diag, const char *file)
{
	if (!file)
		return 0;
	for (size_t i = 0; i < diag->file_count; i++)
		if (str_eq(diag->files[i], file))
			return i + 1;
	diag->files = base_grow(diag->files, diag->file_count, &diag->file_cap, sizeof *diag->files);
	diag->files[diag->file_count++] = arena_strdup(diag->arena, file);
	return diag->file_count;
}

void diag_report_many(Diag *diag, DiagLevel level, Pos pos, const char *code, size_t more, const char *text)
{
	const char *key = arena_printf(diag->arena, "%s:%u:%u:%d:%s", pos.file ? pos.file : "", pos.line, pos.col,
	                               (int)level, text);
	if (map_has(diag->seen, key))
		return;
	map_set(diag->seen, key, diag);
	diag->items = base_grow(diag->items, diag->count, &diag->cap, sizeof *diag->items);
	size_t rank = file_rank(diag, pos.file);
	pos.file = rank ? diag->files[rank - 1] : NULL;
	diag->items[diag->count] = (Message){
	        .level = level,
	        .pos = pos,
	        .file_rank = rank,
	        .order = diag->count,
	        .more = more,
	        .code = code,
	        .text = arena_strdup(diag->arena, text),
	};
	diag->count++;
	diag->errors += level == DIAG_ERROR;
	diag->warnings += level == DIAG_WARNING;
}

void diag_report(Diag *diag, DiagLevel level, Pos pos, const char *code, const char *format, ...)
{
	char text[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	diag_report_many(diag, level, pos, code, 0, text);
}

void diag_soften(Diag *diag, const Diag *own)
{
	for (size_t i = 0; i < own->count; i++) {
		const Message *item = &own->items[i];
		diag_report_many(diag, item->level == DIAG_ERROR ? DIAG_WARNING : item->level, item->pos, item->code,
		                 item->more, item->text);
	}
}

void diag_pack(const Diag *diag, Buf *out)
{
	for (size_t i = 0; i < diag->count; i++) {
		const Message *item = &diag->items[i];
		const char *texts[] = {item->pos.file ? item->pos.file : "", item->code, item->text};
		buf_printf(out, "%d %u %u %zu", (int)item->level, (unsigned)item->pos.line, (unsigned)item->pos.col,
		           item->more);
		for (size_t k = 0; k < BASE_LEN(texts); k++) {
			buf_char(out, '\0');
			buf_str(out, texts[k]);
		}
		buf_char(out, '\0');
	}
}

void diag_unpack(Diag *diag, Arena *arena, const char *data, size_t len)
{
	for (size_t at = 0; at < len;) {
		const char *parts[4];
		unsigned level, line, col;
		size_t more;
		for (size_t i = 0; i < BASE_LEN(parts); i++) {
			const char *end = at < len ? memchr(data + at, '\0', len - at) : NULL;
			if (!end)
				return;
			parts[i] = arena_strdup(arena, data + at);
			at = (size_t)(end - data) + 1;
		}
		if (sscanf(parts[0], "%u %u %u %zu", &level, &line, &col, &more) != 4 || level > DIAG_ERROR)
			return;
		diag_report_many(diag, (DiagLevel)level, (Pos){*parts[1] ? parts[1] : NULL, line, col}, parts[2], more,
		                 parts[3]);
	}
}

size_t diag_errors(const Diag *diag)
{
	return diag->errors + (diag->strict ? diag->warnings : 0);
}

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
	const Message *a = left, *b = right;
	int order = compare_sizes(a->file_rank, b->file_rank);
	if (!order)
		order = compare_sizes(a->pos.line, b->pos.line);
	if (!order)
		order = compare_sizes(a->pos.col, b->pos.col);
	return order ? order : compare_sizes(a->order, b->order);
}

/* A control character in a message could drive the terminal, and one of direction turn
 * the line around: shown as "?". */
static void put_plain(Buf *out, const char *text)
{
	for (size_t len = strlen(text), used; len; text += used, len -= used) {
		uint32_t c = utf8_decode(text, len, &used);
		bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
		               (c >= 0x2066 && c <= 0x2069);
		if (control)
			buf_char(out, '?');
		else
			buf_add(out, text, used);
	}
}

static const char *level_name(const Diag *diag, const Message *message)
{
	bool raised = diag->strict && message->level == DIAG_WARNING;
	return levels[raised ? DIAG_ERROR : message->level].name;
}

static void put_more(Buf *out, const Message *message)
{
	if (message->more)
		buf_printf(out, " (and %zu more like it)", message->more);
}

static void put_text(Buf *out, const Message *message, const char *name, bool colour)
{
	if (message->pos.file) {
		put_plain(out, message->pos.file);
		if (message->pos.line)
			buf_printf(out, ":%u:%u", message->pos.line, message->pos.col);
	} else {
		buf_str(out, "bifolio");
	}
	buf_printf(out, ": %s%s:%s ", colour ? levels[message->level].colour : "", name, colour ? "\033[0m" : "");
	put_plain(out, message->text);
	put_more(out, message);
	buf_char(out, '\n');
}

static void put_string(Buf *out, const char *text)
{
	buf_char(out, '"');
	for (size_t len = strlen(text), used; len; text += used, len -= used) {
		uint32_t c = utf8_decode(text, len, &used);
		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", (char)c);
		else if (c < 0x20)
			buf_printf(out, "\\u%04x", c);
		else if (c == 0xFFFD && used == 1)
			buf_str(out, "\\ufffd");
		else
			buf_add(out, text, used);
	}
	buf_char(out, '"');
}

static void put_json(Buf *out, const Message *message, const char *name)
{
	buf_str(out, "{\"file\":");
	if (message->pos.file)
		put_string(out, message->pos.file);
	else
		buf_str(out, "null");
	buf_printf(out, ",\"line\":%u,\"column\":%u,\"level\":\"%s\",\"code\":", message->pos.line, message->pos.col,
	           name);
	put_string(out, message->code);
	buf_str(out, ",\"message\":");
	Buf text = {0};
	buf_str(&text, message->text);
	put_more(&text, message);
	put_string(out, text.data);
	buf_free(&text);
	buf_str(out, "}\n");
}

/* Standard error has no buffer of its own. */
static void flush_lines(Buf *out, FILE *stream)
{
	if (out->len)
		fwrite(out->data, 1, out->len, stream);
	fflush(stream);
	buf_clear(out);
}

/* ---- what is told to people, who read no more than some lines ---- */

enum { MANY = 40 };

/* How many of a kind are told, and how many that are equal one by one: the first of these that is few in all. */
typedef struct {
	size_t most, equal;
} Measure;
static const Measure measures[] = {{30, 3}, {10, 3}, {5, 3}, {3, 1}, {2, 1}};

/* Of the messages with one text, and of those of one kind. */
typedef struct {
	size_t count, told;
	size_t places; /* that they speak of */
} Count;

static Count *count_of(Arena *arena, Map *counts, const char *key)
{
	Count *count = map_get(counts, key);
	if (!count) {
		count = arena_alloc(arena, sizeof *count);
		map_set(counts, key, count);
	}
	return count;
}

static const char *text_key(Arena *arena, const Message *message)
{
	return arena_printf(arena, "%s %s", message->code, message->text);
}

/* Its code; where that is all that others write, each text is a kind. */
static const char *kind_key(Arena *arena, const Message *message)
{
	return str_ends(message->code, "-other") ? text_key(arena, message) : message->code;
}

static void count_all(const Diag *diag, Arena *arena, Map *texts, Map *kinds, size_t equal)
{
	for (size_t i = diag->printed; i < diag->count; i++) {
		const Message *message = &diag->items[i];
		Count *text = count_of(arena, texts, text_key(arena, message));
		text->places += 1 + message->more;
		Count *kind = count_of(arena, kinds, kind_key(arena, message));
		if (++text->count <= equal)
			kind->count++;
		else if (text->count == equal + 1) /* now told once */
			kind->count -= equal - 1;
	}
}

/* The lines that are told if so many of a kind are. */
static size_t count_lines(const Map *kinds, size_t most)
{
	size_t lines = 0;
	for (size_t i = 0; i < map_count(kinds); i++) {
		size_t count = ((const Count *)map_value(kinds, i))->count;
		lines += count > most ? most + 1 : count;
	}
	return lines;
}

/* Whether a message is told: an error always, each place of which is to be mended; of what is not at fault, what is the
 * same at many places is told once with its number, and of a kind some. */
static bool is_told(const Diag *diag, Arena *arena, Map *texts, Map *kinds, Measure measure, Message *message)
{
	if (message->level == DIAG_ERROR || diag->strict)
		return true;
	Count *text = count_of(arena, texts, text_key(arena, message)),
	      *kind = count_of(arena, kinds, kind_key(arena, message));
	bool many = text->count > measure.equal;
	if ((many && text->told++) || kind->told >= measure.most)
		return false;
	kind->told++;
	if (many)
		message->more = text->places - 1;
	return true;
}

static void put_rest(Buf *out, const Map *kinds, size_t most)
{
	for (size_t i = 0; i < map_count(kinds); i++) {
		const Count *kind = map_value(kinds, i);
		if (kind->count > kind->told && kind->told == most)
			buf_printf(out,
			           "bifolio: note: %zu more messages of the kind '%s'; --diagnostics json has all\n",
			           kind->count - kind->told, map_key(kinds, i));
	}
}

static void print_json(Diag *diag, Buf *out, FILE *stream)
{
	enum { ENOUGH = 1 << 16 };
	for (size_t i = diag->printed; i < diag->count; i++) {
		const Message *message = &diag->items[i];
		put_json(out, message, level_name(diag, message));
		if (out->len > ENOUGH)
			flush_lines(out, stream);
	}
}

static void print_text(Diag *diag, Buf *out, bool colour)
{
	Arena *arena = arena_new();
	Map *texts = NULL, *kinds = NULL;
	size_t step = 0;
	for (bool few = false; !few; step++) {
		texts = map_new(arena);
		kinds = map_new(arena);
		count_all(diag, arena, texts, kinds, measures[step].equal);
		few = step + 1 == BASE_LEN(measures) || count_lines(kinds, measures[step].most) < MANY;
	}
	const Measure measure = measures[step - 1];
	for (size_t i = diag->printed; i < diag->count; i++) {
		Message *message = &diag->items[i];
		if (is_told(diag, arena, texts, kinds, measure, message))
			put_text(out, message, level_name(diag, message), colour);
	}
	put_rest(out, kinds, measure.most);
	arena_free(arena);
}

void diag_print(Diag *diag, FILE *stream, DiagFormat format, bool colour)
{
	Buf out = {0};
	if (diag->printed == diag->count)
		return;
	qsort(diag->items + diag->printed, diag->count - diag->printed, sizeof *diag->items, by_place);
	if (format == DIAG_JSON)
		print_json(diag, &out, stream);
	else
		print_text(diag, &out, colour);
	diag->printed = diag->count;
	flush_lines(&out, stream);
	buf_free(&out);
}
