/*
 * source: a foreign PDF, opened and read page by page.  Inside impose only.  What
 * qpdf would repair is refused, since a repaired page may lack what was on it.
 */
#ifndef IMPOSE_INPUT_H
#define IMPOSE_INPUT_H

#include "impose/impose.h"

#include <qpdf/qpdf-c.h>

typedef struct {
	qpdf_data qpdf;
	const char *name;
	Diag *diag;
	size_t pages;
	int *streams; /* content streams that have become forms, by object number; sorted */
	size_t stream_count, stream_cap;
	size_t unpacked; /* bytes of content, so far */
} ImpSource;

/* A page as it is seen: its crop box, turned upright, in points. */
typedef struct {
	double width, height;
	qpdf_oh form; /* in the source's file; its matrix puts the page's lower left corner to 0, 0 */
} ImpPage;

/* What is told of streams that would take all memory, or hours, once unpacked. */
#define IMP_BOMB                                                                                                       \
	"a stream of this PDF unpacks to more than any page needs; make it anew, for example by printing it to a file"

/* false after an error that diag holds; imp_source_close all the same. */
bool imp_source_open(ImpSource *source, const Buf *pdf, const char *name, Diag *diag);
void imp_source_close(ImpSource *source);
/* Makes a form of a page; false after an error. */
bool imp_source_page(ImpSource *source, size_t index, ImpPage *out);
/* Reports why a PDF is not taken; returns false. */
bool imp_source_refuse(ImpSource *source, const char *code, const char *why);
/* Reports what qpdf has found wrong since the last call; false if there was something. */
bool imp_source_sound(ImpSource *source);
/* Whether a stream that is packed at least so many times, one in another, unpacks to no more than *left bytes, of which
 * it then takes its share; one that is packed fewer times is not looked at. */
bool imp_unpacks_within(qpdf_data qpdf, qpdf_oh stream, size_t least, size_t *left);
/* Fills a new stream; with a line's end where there is nothing, since qpdf's empty
 * compressed streams are none. */
void imp_set_data(qpdf_data qpdf, qpdf_oh stream, const void *data, size_t len);
/* Whether the file says that it is read from the right. */
bool imp_source_is_rtl(ImpSource *source);

#endif
