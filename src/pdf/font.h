/*
 * font: the faces of one file, the codes their glyphs are shown by, and the font
 * objects in the end.  Inside pdf only.
 *
 * A code stands for a glyph together with the text it is read as, so that a
 * ligature, a small capital or a hyphen that hyphenation put in extracts as its
 * letters: one glyph may have several codes.  A face is one Type 0 font with an
 * embedded CMap: one byte for the first codes (letters of ASCII keep theirs), two
 * bytes for the others.  Word spacing is not used: some readers take the glyph whose
 * CID is 32 for the space.
 */
#ifndef PDF_FONT_H
#define PDF_FONT_H

#include "base/base.h"
#include "pdf/object.h"
#include "text/text.h"

typedef struct PdfFonts PdfFonts;
typedef struct PdfFont PdfFont; /* one face; lent by PdfFonts */

enum { PDF_TWO_BYTES = 0xC000 }; /* codes below are one byte, the others two */
#define PDF_EM 1000000           /* advances are in millionths of an em */

typedef struct {
	uint32_t resource; /* the font is /F<resource> */
	uint32_t code;
	int32_t advance;
	uint8_t length;
	char written[4]; /* the code in a string, so many bytes: with what escapes them */
} PdfCode;

/* The faces that a file shows, with the glyphs of each. */
PdfFonts *pdf_fonts_new(void);
void pdf_fonts_free(PdfFonts *fonts); /* NULL is fine */
PdfFont *pdf_font_of(PdfFonts *fonts, const TxtFace *face);
/* The code of a glyph that is read as text. Lent until the next call. */
const PdfCode *pdf_font_code(PdfFont *font, uint32_t glyph, const char *text, size_t len);
/* The same of a letter of ASCII… */
const PdfCode *pdf_font_letter(PdfFont *font, uint32_t glyph, unsigned char letter);
/* …which each glyph of most texts is: 128 of them, with the glyph that each was shown by last; no glyph: none yet. */
typedef struct {
	uint32_t glyph;
	PdfCode code;
} PdfLetter;
const PdfLetter *pdf_font_letters(const PdfFont *font);

/* Writes all fonts and the dictionary of font resources; false after an error
 * that diag holds. */
bool pdf_fonts_write(PdfFonts *fonts, PdfFile *file, uint32_t dictionary, Diag *diag);

#endif
