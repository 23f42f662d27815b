/* Codes for glyphs, and which faces and glyphs a file uses. */
#include "pdf/font.h"
#include "pdf/fontfile.h"

#include <stdlib.h>
#include <string.h>

struct PdfFonts {
	Arena *arena;
	PdfFont **fonts; /* in order of first use */
	size_t count, cap;
	PdfFont *last;      /* the one asked for last: mostly the one asked for next */
	uint32_t resources; /* names given out */
};

PdfFonts *pdf_fonts_new(void)
{
	PdfFonts *fonts = base_calloc(1, sizeof *fonts);
	fonts->arena = arena_new();
	return fonts;
}

void pdf_fonts_free(PdfFonts *fonts)
{
	if (!fonts)
		return;
	for (size_t i = 0; i < fonts->count; i++) {
		free(fonts->fonts[i]->heads);
		free(fonts->fonts[i]->codes);
		free(fonts->fonts[i]);
	}
	free(fonts->fonts);
	arena_free(fonts->arena);
	free(fonts);
}

/* Starts a code space: the face's first, or a further one when that is full. */
static void open_space(PdfFont *font)
{
	memset(font->taken, 0, sizeof font->taken);
	font->next_pool = 0;
	font->next_wide = PDF_TWO_BYTES;
	font->resource = ++font->owner->resources;
}

PdfFont *pdf_font_of(PdfFonts *fonts, const TxtFace *face)
{
	if (fonts->last && fonts->last->face == face)
		return fonts->last;
	for (size_t i = 0; i < fonts->count; i++) {
		if (fonts->fonts[i]->face == face)
			return fonts->last = fonts->fonts[i];
	}
	PdfFont *font = base_calloc(1, sizeof *font);
	font->owner = fonts;
	font->face = face;
	font->info = txt_face_info(face);
	for (size_t i = 0; i < BASE_LEN(font->letters); i++)
		font->letters[i].glyph = UINT32_MAX;
	open_space(font);
	fonts->fonts = base_grow(fonts->fonts, fonts->count, &fonts->cap, sizeof *fonts->fonts);
	fonts->fonts[fonts->count++] = font;
	return fonts->last = font;
}

/* Codes that stand for nothing by nature, handed out in order: first those above
 * ASCII, then control codes but for line ends, then what ASCII letters left. */
static bool next_in_pool(PdfFont *font, uint32_t *code)
{
	while (font->next_pool < 64 + 31 + 94) {
		uint32_t n = font->next_pool++;
		uint32_t c = n < 64 ? 0x80 + n : n < 95 ? n - 63 : n - 95 + 0x21;
		bool awkward = c == '\n' || c == '\r' || c == '(' || c == ')' || c == '\\';
		if (awkward || font->taken[c])
			continue;
		*code = c;
		return true;
	}
	return false;
}

static uint32_t new_code(PdfFont *font, const char *text, size_t len)
{
	unsigned char c = len == 1 ? (unsigned char)*text : 0;
	uint32_t code = c;
	bool natural = c >= ' ' && c < 0x7f && !strchr("()\\", c) && !font->taken[c];
	if (!natural && !next_in_pool(font, &code)) {
		if (font->next_wide > 0xffff)
			open_space(font);
		return font->next_wide++;
	}
	font->taken[code] = true;
	return code;
}

/* The .notdef glyph itself must not be shown (ISO 19005-2, 6.2.11.8): if need be, any other is. */
static uint32_t replacement(const PdfFont *font)
{
	uint32_t glyph = txt_replacement(font->face);
	return glyph ? glyph : 1;
}

/* Text that a ToUnicode map may hold: at most what it has room for, no NUL and
 * no byte order mark. */
static const char *readable(PdfFont *font, uint32_t glyph, const char *text, size_t *len)
{
	enum { LONGEST = 120 };
	Buf out = {0};
	size_t used;
	for (size_t at = 0; at < *len && at < LONGEST; at += used) {
		uint32_t c = utf8_decode(text + at, *len - at, &used);
		if (c == 0xFEFF)
			c = 0x2060; /* the word joiner, which is what it means inside text */
		buf_utf8(&out, c && c != 0xFFFE ? c : 0xFFFD);
	}
	if (!out.len) {
		uint32_t c = txt_glyph_unicode(font->face, glyph);
		buf_utf8(&out, c ? c : 0xFFFD);
	}
	char *copy = arena_strndup(font->owner->arena, out.data, out.len);
	*len = out.len;
	buf_free(&out);
	return copy;
}

static void write_byte(PdfCode *code, char byte)
{
	static const char escapes[256] = PDF_ESCAPES;
	char escape = escapes[(unsigned char)byte];
	if (escape)
		code->written[code->length++] = '\\';
	code->written[code->length++] = escape ? escape : byte;
}

static const PdfCode *add_code(PdfFont *font, uint32_t glyph, const char *text, size_t len)
{
	PdfGlyphCode code = {.shown = glyph ? glyph : replacement(font), .key_len = (uint32_t)len};
	code.key = len ? arena_strndup(font->owner->arena, text, len) : "";
	code.text_len = len;
	code.text = readable(font, code.shown, text, &code.text_len);
	int64_t advance = (int64_t)txt_glyph_advance(font->face, code.shown) * PDF_EM;
	int64_t em = font->info->units_per_em ? font->info->units_per_em : 1000;
	code.out.advance = (int32_t)((advance + em / 2) / em);
	code.out.code = new_code(font, text, len);
	code.out.resource = font->resource;
	if (code.out.code >= PDF_TWO_BYTES)
		write_byte(&code.out, (char)(code.out.code >> 8));
	write_byte(&code.out, (char)code.out.code);
	code.next = font->heads[glyph];
	font->codes = base_grow(font->codes, font->count, &font->cap, sizeof *font->codes);
	font->codes[font->count++] = code;
	font->heads[glyph] = (uint32_t)font->count;
	return &font->codes[font->count - 1].out;
}

static void grow_heads(PdfFont *font, uint32_t glyph)
{
	size_t count = font->head_count ? font->head_count : 256;
	while (count <= glyph)
		count *= 2;
	font->heads = base_realloc(font->heads, count * sizeof *font->heads);
	memset(font->heads + font->head_count, 0, (count - font->head_count) * sizeof *font->heads);
	font->head_count = count;
}

const PdfCode *pdf_font_code(PdfFont *font, uint32_t glyph, const char *text, size_t len)
{
	if (glyph >= font->head_count)
		grow_heads(font, glyph);
	for (uint32_t i = font->heads[glyph]; i; i = font->codes[i - 1].next) {
		const PdfGlyphCode *code = &font->codes[i - 1];
		if (code->key_len == len && !memcmp(code->key, text, len))
			return &code->out;
	}
	return add_code(font, glyph, text, len);
}

const PdfCode *pdf_font_letter(PdfFont *font, uint32_t glyph, unsigned char letter)
{
	PdfLetter *known = &font->letters[letter];
	if (known->glyph != glyph)
		*known = (PdfLetter){glyph, *pdf_font_code(font, glyph, &(char){(char)letter}, 1)};
	return &known->code;
}

const PdfLetter *pdf_font_letters(const PdfFont *font)
{
	return font->letters;
}

bool pdf_fonts_write(PdfFonts *fonts, PdfFile *file, uint32_t dictionary, Diag *diag)
{
	Buf resources = {0};
	bool written = true;
	for (size_t i = 0; i < fonts->count && written; i++)
		written = pdf_font_write(fonts->fonts[i], file, &resources, diag);
	Buf *out = pdf_begin(file, dictionary);
	buf_str(out, "<<");
	buf_add(out, resources.data, resources.len);
	buf_str(out, ">>");
	pdf_end(file);
	buf_free(&resources);
	return written;
}
