/* html_text: what libxml2 reads of a node's children: raw ones as they stand, and a sign
 * in place of each other.  Inside source's html alone. */
#ifndef SOURCE_HTML_TEXT_H
#define SOURCE_HTML_TEXT_H

#include "base/base.h"
#include "document/document.h"

/* The element around all, so that libxml2 adds none of its own. */
#define HTML_ROOT "bifolio"

typedef struct {
	DocNode *node;
	size_t start, end;
	bool sign; /* else a raw node's own text */
} HtmlPiece;

typedef struct {
	Buf text;
	HtmlPiece *pieces;
	size_t count, cap;
	struct {
		size_t piece, at;
		Pos pos;
	} near; /* the place counted last */
} HtmlText;

/* Takes all children out of the parent.  A raw block leaves a sign after its text, too:
 * it parts the texts before and after it.  text keeps its memory from call to call. */
void src_html_collect(HtmlText *text, DocNode *parent, Tally *tally);
void src_html_text_free(HtmlText *text);

/* Where in the source a byte of the text stands.  Places are asked for mostly in order. */
Pos src_html_place(HtmlText *text, size_t at);
/* The place so many bytes on. */
Pos src_html_advance(Pos pos, const char *text, size_t count);

/* Whether it is HTML as it was written, block or inline. */
bool src_html_is_raw(const DocNode *node);
void src_html_costly(Tally *tally, Pos pos); /* says that something is taken as plain text */

#endif
