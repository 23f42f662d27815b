/* fontfile: one face as the objects of a PDF font.  Inside pdf's fonts only. */
#ifndef PDF_FONTFILE_H
#define PDF_FONTFILE_H

#include "pdf/font.h"

/* A glyph with the text it is read as. */
typedef struct {
	PdfCode out;
	uint32_t next;  /* 1 + index of another of the same glyph, 0: none */
	uint32_t shown; /* the glyph, or what stands for one that is missing */
	uint32_t key_len;
	const char *key;  /* the text as asked for */
	const char *text; /* as it may be written */
	size_t text_len;
} PdfGlyphCode;

struct PdfFont {
	PdfFonts *owner;
	const TxtFace *face;
	const TxtFaceInfo *info;
	uint32_t *heads; /* by glyph asked for: 1 + index into codes */
	size_t head_count;
	PdfGlyphCode *codes;
	size_t count, cap;
	PdfLetter letters[128];
	bool taken[256]; /* one-byte codes of the current code space */
	uint32_t next_pool, next_wide;
	uint32_t resource; /* of the current code space */
};

/* Adds "/F1 12 0 R…" to resources; false after an error that diag holds. */
bool pdf_font_write(const PdfFont *font, PdfFile *file, Buf *resources, Diag *diag);

#endif
