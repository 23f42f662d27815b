/* Taking RTF apart: groups, control words, characters in many encodings. */
#include "import/rtf.h"

#include <stdlib.h>
#include <string.h>

/* ---- text ---- */

static void put_byte(Rtf *rtf, char byte)
{
	RtfTarget target = rtf_group(rtf)->target;
	if (rtf_is_skipped(rtf) || target == RTF_NOWHERE)
		return;
	if (target == RTF_PICTURE)
		buf_char(&rtf->aside, byte);
	else
		buf_char(&rtf->bytes, byte);
}

/* ---- tables before the text ---- */

/* "Heading 1;" ends a style's group, "Times;" a font's. */
static void name_style(Rtf *rtf)
{
	Arena *arena = rtf->import->doc->arena;
	if (!rtf->aside.len)
		return;
	char *name = arena_strndup(arena, rtf->aside.data, rtf->aside.len);
	name += strspn(name, " ");
	name[strcspn(name, ";")] = '\0';
	for (char *at = name; *at; at++)
		*at = (char)(*at >= 'A' && *at <= 'Z' ? *at | 32 : *at);
	map_set(rtf->styles, rtf_key(rtf, rtf_group(rtf)->para.style), name);
}

static int digit_of(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c | 32 : c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* A picture is written in digits, two for a byte. */
static void put_picture(Rtf *rtf)
{
	Import *import = rtf->import;
	Buf data = {0};
	int half = -1;
	for (size_t i = 0; i < rtf->aside.len; i++) {
		int digit = digit_of(rtf->aside.data[i]);
		if (digit < 0)
			continue;
		if (half >= 0)
			buf_char(&data, (char)(half << 4 | digit));
		half = half >= 0 ? -1 : digit;
	}
	const char *name = data.len ? import_picture(import, "picture", data.data, data.len) : NULL;
	DocNode *image = name ? import_add(import, rtf->flow.line, "img", "src", name) : NULL;
	if (image && rtf->picture > 0)
		doc_set_key(import->doc, image, "width",
		            arena_printf(import->doc->arena, "%dmm", (int)((long)rtf->picture * 254 / 14400)));
	buf_free(&data);
}

/* What was collected aside goes where it belongs when its group ends. */
static void end_target(Rtf *rtf, RtfTarget outer)
{
	Import *import = rtf->import;
	RtfTarget target = rtf_group(rtf)->target;
	if (target == RTF_STYLES && rtf->depth > 2)
		name_style(rtf);
	if (target == outer && target != RTF_STYLES && target != RTF_FONTS)
		return;
	if (target == RTF_TITLE && rtf->aside.len)
		import_set(&import->doc->meta.title, import, rtf->aside.data);
	else if (target == RTF_AUTHOR && rtf->aside.len)
		import_person(import, rtf->aside.data);
	else if (target == RTF_PICTURE)
		put_picture(rtf);
	else if (target == RTF_BOOKMARK && rtf->aside.len)
		import_add(import, rtf->flow.line, "a", "id", rtf->aside.data);
	if (target != RTF_BODY)
		buf_clear(&rtf->aside);
}

/* ---- groups ---- */

static bool open_group(Rtf *rtf)
{
	rtf_flush(rtf);
	if (rtf->depth + 1 == RTF_DEEPEST)
		return false;
	rtf->depth++;
	rtf->groups[rtf->depth] = rtf->groups[rtf->depth - 1];
	rtf_group(rtf)->ends_note = rtf_group(rtf)->ends_field = false;
	rtf->star = false;
	rtf->skipped = 0;
	return true;
}

static void close_group(Rtf *rtf)
{
	rtf_flush(rtf);
	rtf->skipped = 0;
	if (!rtf->depth)
		return;
	const RtfGroup *group = rtf_group(rtf);
	end_target(rtf, rtf->groups[rtf->depth - 1].target);
	if (group->ends_note)
		rtf_end_flow(rtf);
	rtf->depth--;
}

/* ---- control words ---- */

static void read_word(Rtf *rtf)
{
	enum { LONGEST = 32, MOST = 1 << 30 };
	char word[LONGEST + 1] = "";
	size_t len = 0;
	for (; rtf->at < rtf->end && ((*rtf->at | 32) >= 'a' && (*rtf->at | 32) <= 'z'); rtf->at++) {
		if (len < LONGEST)
			word[len++] = *rtf->at;
	}
	bool minus = rtf->at < rtf->end && *rtf->at == '-', given = false;
	long number = 0;
	rtf->at += minus;
	for (; rtf->at < rtf->end && *rtf->at >= '0' && *rtf->at <= '9'; rtf->at++, given = true)
		number = number < MOST / 10 ? number * 10 + (*rtf->at - '0') : number;
	if (rtf->at < rtf->end && *rtf->at == ' ')
		rtf->at++;
	if (str_eq(word, "bin")) { /* bytes that mean nothing to us: pictures in them are rare */
		size_t left = (size_t)(rtf->end - rtf->at);
		rtf->at += (size_t)number < left ? (size_t)number : left;
		return;
	}
	if (str_eq(word, "u")) {
		rtf_sign(rtf, (uint32_t)(minus ? 65536 - number : number) & 0xFFFF);
		rtf->skipped = rtf_group(rtf)->skip;
	} else if (!rtf_is_skipped(rtf)) {
		rtf_control(rtf, word, (int)(!given ? 1 : minus ? -number : number), given);
	}
}

static void read_symbol(Rtf *rtf)
{
	static const struct {
		char symbol;
		uint32_t c;
	} signs[] = {{'\\', '\\'}, {'{', '{'}, {'}', '}'}, {'~', 0xA0}, {'-', 0xAD}, {'_', 0x2011}};
	char c = *rtf->at++;
	if (c == '\'') {
		int high = rtf->at < rtf->end ? digit_of(rtf->at[0]) : -1,
		    low = rtf->end - rtf->at > 1 ? digit_of(rtf->at[1]) : -1;
		rtf->at += high >= 0 && low >= 0 ? 2 : 0;
		if (high >= 0 && low >= 0)
			put_byte(rtf, (char)(high << 4 | low));
	} else if (c == '*') {
		rtf->star = true;
	} else if (c == '\n' || c == '\r') {
		rtf_control(rtf, "par", 1, false);
	}
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		if (signs[i].symbol == c)
			rtf_sign(rtf, signs[i].c);
	}
}

static bool read_all(Rtf *rtf)
{
	while (rtf->at < rtf->end) {
		char c = *rtf->at++;
		if (c == '{') {
			if (!open_group(rtf))
				return false;
		} else if (c == '}') {
			close_group(rtf);
		} else if (c == '\\' && rtf->at < rtf->end) {
			if ((*rtf->at | 32) >= 'a' && (*rtf->at | 32) <= 'z')
				read_word(rtf);
			else
				read_symbol(rtf);
		} else if (c != '\r' && c != '\n' && c) {
			put_byte(rtf, c);
		}
	}
	return true;
}

static void set_date(Rtf *rtf)
{
	if (rtf->year > 0 && rtf->month > 0 && rtf->month < 13 && rtf->day > 0 && rtf->day < 32)
		import_date(rtf->import, arena_printf(rtf->import->doc->arena, "%04d-%02d-%02d", rtf->year % 10000,
		                                      rtf->month, rtf->day));
}

bool import_rtf(Import *import, const Buf *data)
{
	Rtf *rtf = base_calloc(1, sizeof *rtf);
	Arena *arena = import->doc->arena;
	*rtf = (Rtf){.import = import,
	             .at = data->data,
	             .end = data->data + data->len,
	             .charset = "WINDOWS-1252",
	             .charsets = map_new(arena),
	             .styles = map_new(arena)};
	rtf->groups[0] = (RtfGroup){.skip = 1, .font = -1, .para = {.outline = -1}};
	import->flat = true;
	rtf_begin_flow(&rtf->flow, import, import->doc->root);
	bool read = read_all(rtf);
	rtf_flush(rtf);
	while (rtf->in_note)
		rtf_end_flow(rtf);
	rtf_end_paragraph(rtf);
	set_date(rtf);
	Buf *const bufs[] = {&rtf->bytes, &rtf->words, &rtf->aside, &rtf->marker, &rtf->field};
	for (size_t i = 0; i < BASE_LEN(bufs); i++)
		buf_free(bufs[i]);
	free(rtf);
	return read ||
	       import_fail(
	               import, "import-broken",
	               "its groups stand in each other more deeply than is read here; save it anew where it was made");
}
