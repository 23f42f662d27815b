/*
 * pdf: pages -> a PDF 1.7 file that conforms to PDF/UA-1 (ISO 14289-1) and
 * PDF/A-2a (ISO 19005-2).  Prefix: pdf_.
 *
 * Content streams, fonts, structure and metadata are written directly; cairo
 * (through paint) draws vector figures, which qpdf takes apart into forms.  So
 * marked content stands exactly where a rule wants it, whatever cairo's version.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "base/base.h"
#include "document/document.h"
#include "style/style.h"
#include "typeset/typeset.h"

typedef struct {
	const Doc *doc;
	const Style *style;
	const TsEdition *edition;
	const char *producer; /* "bifolio 0.1" */
	bool grey;            /* images and drawings without colours; those of the text are the style's */
	Diag *diag;
	Pool *pool;
	Timer timer; /* stage: paint */
} PdfJob;

/* Adds the finished file to out; false after an error that diag holds. */
bool pdf_write(const PdfJob *job, Buf *out);

#endif
