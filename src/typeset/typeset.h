/*
 * typeset: (tree, style) -> pages.  Prefix: ts_.
 *
 * A function of its arguments, run once for each edition.  The result is a list
 * of pages, each built as a display list on demand from the broken lines, so
 * that a long book never holds all its glyphs at once.  Positions are Lengths
 * from the page's top left corner; y runs down.
 */
#ifndef TYPESET_TYPESET_H
#define TYPESET_TYPESET_H

#include "base/base.h"
#include "document/document.h"
#include "style/style.h"
#include "text/text.h"

/* What an item is to a reader; with its node it tells the PDF the structure
 * element, or the kind of artifact. */
typedef enum {
	TS_BODY,            /* text, image or rule of the node itself */
	TS_LABEL,           /* list bullet or number, a figure's "Figure 2", a task box; node: the item, caption… */
	TS_NUMBER,          /* a heading's number */
	TS_NOTE_MARK,       /* superior in the text; node: DOC_NOTE_REF */
	TS_NOTE_LABEL,      /* before the note at the foot; node: DOC_NOTE */
	TS_PAGE_REF,        /* " (page 7)" after a reference; node: the DOC_LINK */
	TS_DIV_TITLE,       /* "Tip" over an admonition; node: the DOC_DIV */
	TS_TITLE,           /* title block or page; node: NULL; sub: which part */
	TS_COLOPHON,        /* at the end of what has no title page; node: NULL; sub: which part */
	TS_TOC_TITLE,       /* of the contents; sub: 1 + DocListed of a list behind them */
	TS_TOC_ENTRY,       /* node: the DOC_HEADER, figure or the like that it leads to */
	TS_TOC_PAGE,        /* its page number */
	TS_NOTES_TITLE,     /* over notes at the book's end; node: the DOC_HEADER whose they are; NULL: of all */
	TS_ARTIFACT_HEAD,   /* running head */
	TS_ARTIFACT_FOOT,   /* folio */
	TS_ARTIFACT_LAYOUT, /* rules, leaders, decoration */
	TS_ARTIFACT_MARK,   /* text beside the text that is not copied with it: numbers of lines, prompts */
	TS_ARTIFACT_BACKGROUND,
	TS_ARTIFACT_REPEAT /* a table's head repeated on a later page */
} TsRole;

typedef enum {
	TS_PART_TITLE,
	TS_PART_SUBTITLE,
	TS_PART_AUTHOR,
	TS_PART_CREDITS,
	TS_PART_DATE,
	TS_PART_PUBLISHER,
	TS_PART_SERIES,
	TS_PART_RIGHTS,
	TS_PART_IDENTIFIER, /* of the imprint */
	TS_PARTS
} TsTitlePart;

/* How an item lies on the page: as it is; a quarter to the left, where its x runs up from the page's foot, its y from
 * the left edge; turned about the page's middle until its x runs along the diagonal that rises. */
typedef enum { TS_UPRIGHT, TS_TURNED, TS_SLANTED } TsTurn;

typedef enum { TS_GLYPHS, TS_RECT, TS_STROKE, TS_IMAGE } TsKind;

typedef struct {
	uint32_t id;      /* glyph in the face */
	uint32_t cluster; /* byte offset in TsItem.u.glyphs.text */
	Length x;         /* pen position from the item's x, expansion applied */
	Length dx, dy;    /* mark offsets from there; dy up */
} TsGlyph;

typedef struct {
	TsKind kind;
	TsRole role;
	uint8_t sub;          /* TsTitlePart */
	uint8_t turn;         /* TsTurn */
	const DocNode *node;  /* the innermost node it stands for: a DOC_TEXT, DOC_CODE, … */
	Length x, y;          /* glyphs: pen and baseline; else top left */
	Length width, height; /* glyphs: advance, and 0 */
	StyColor color;
	const char
	        *reading; /* what the items of a formula on one line, which share it, are read as; NULL: their text */
	union {
		struct {
			const TxtFace *face;
			Length size;
			int32_t expansion; /* 1/1000; glyphs are 1 + expansion / 1000 as wide */
			bool rtl;          /* clusters fall; text is in logical order all the same */
			bool hyphenated; /* the last glyph in reading order is a hyphen that hyphenation put in: U+00AD;
			                    its cluster is len */
			const char *text; /* the UTF-8 it stands for, spaces included, not NUL-terminated */
			uint32_t len;
			uint32_t offset; /* where text begins in node's text (TS_BODY of TEXT, CODE, MATH) */
			uint32_t count;
			const TsGlyph *glyphs; /* spaces are glyphs too, at the width they got */
		} glyphs;
		struct {
			Length thickness;
			bool falls; /* from the upper left corner of its box to the lower right; else from the lower
			               left */
		} stroke;
		struct {
			const DocImage *image;
		} image;
	} u;
} TsItem;

/* Items are in reading order; artifacts come first or last.  The page break's
 * word spaces: a line that ends in a space of the text keeps it as its last glyph
 * (of no width to the eye), so that extracted words stay apart. */
typedef struct {
	Length width, height;
	Length bleed, around; /* beyond its edges: what is trimmed off, and all that the sheet has, marks and bleed */
	bool recto;
	const char *label; /* folio, "" on a page that counts but shows none */
	const TsItem *items;
	size_t count;
} TsPage;

/* Where a node landed: for links, outline and named destinations. */
typedef struct {
	size_t page; /* index; SIZE_MAX if it is nowhere */
	Length x, y;
} TsPlace;

typedef struct TsEdition TsEdition;

/* Who wants to see breaks being decided is told in lines of text, without their ends. */
typedef struct {
	void (*say)(void *closure, const char *line);
	void *closure;
	bool lines, pages; /* of which breaks */
} TsTrace;

/* What an edition asks beyond its style. */
typedef struct {
	const Doc *doc;
	const Style *style;
	TxtFonts *fonts;
	Diag *diag;
	bool line_numbers;     /* at each page's left, from 1: an artifact, as is the watermark */
	const char *watermark; /* light, behind the text of each page; NULL */
	bool upright;          /* no page is turned for a wide table */
	Timer timer;           /* stages: shape, break, flow, page; who has one has them in one thread */
	Pool *pool;            /* for what can be done beside; NULL: nobody */
	const TsTrace *trace;  /* NULL: nobody asks */
} TsJob;

TsEdition *ts_typeset(const TsJob *job); /* NULL after an error that diag holds */
/* Sets the document on at most so many pages: the largest type for which that can
 * be, in one column or two, with leading and margins that grow tighter with it, down
 * to 8 pt.  style: what was found, in the arena.  NULL after an error that diag
 * holds: it cannot be, too. */
TsEdition *ts_fit(const TsJob *job, size_t pages, Arena *arena, const Style **style);
void ts_free(TsEdition *edition);
size_t ts_page_count(const TsEdition *edition);
bool ts_is_book(const TsEdition *edition); /* it has a title page, and chapters may begin pages */
/* Builds a page in the arena; valid until the arena is reset. */
const TsPage *ts_page(const TsEdition *edition, size_t index, Arena *arena);
const char *ts_page_label(const TsEdition *edition, size_t index);
const char *ts_note_mark(const TsEdition *edition, const DocNode *note); /* what the note is called by */
TsPlace ts_place(const TsEdition *edition, const DocNode *node);
const DocPageMap *ts_page_map(const TsEdition *edition); /* lent */

/* The pages as text, one item a line, for tests and for those who look for a fault. */
void ts_dump(const TsEdition *edition, Buf *out);

/* A drawn cover of width x height: title, subtitle, authors; or the author's own within these. */
const TsPage *ts_cover(const TsJob *job, Length width, Length height, Arena *arena);

/* Formulas as pages of their own size, in black; the job is copied, what it names is lent. */
typedef struct TsFormulas TsFormulas;
TsFormulas *ts_formulas_new(const TsJob *job);
void ts_formulas_free(TsFormulas *formulas); /* NULL is fine */
/* depth: what of the page is below the baseline.  NULL if it has no tree, or there is no face. */
const TsPage *ts_formula(TsFormulas *formulas, const DocNode *math, Arena *arena, Length *depth);

#endif
