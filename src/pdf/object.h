/*
 * object: the objects of one PDF file, from a number to its bytes.  Inside pdf
 * only.  Plain objects go into compressed object streams, content and fonts into
 * streams of their own; a cross-reference stream ends the file (ISO 32000-1,
 * 7.5.7 and 7.5.8).
 */
#ifndef PDF_OBJECT_H
#define PDF_OBJECT_H

#include "base/base.h"

typedef struct PdfFile PdfFile;

/* Adds to out, which outlives it; the pool, which does, too, compresses streams. */
PdfFile *pdf_file_new(Buf *out, Pool *pool);
void pdf_file_free(PdfFile *file); /* NULL is fine */

/* A new object number, to be filled later; count of them in a row. */
uint32_t pdf_reserve(PdfFile *file, uint32_t count);

/* A plain object: write its text into the Buf, then end it. One at a time. */
Buf *pdf_begin(PdfFile *file, uint32_t id);
void pdf_end(PdfFile *file);

/* For a page's operators, of which there are most: quickly; for others; for what is little; as it is. */
typedef enum { PDF_FLATE_QUICK, PDF_FLATE, PDF_FLATE_BEST, PDF_RAW } PdfFilter;
/* A stream; entries is the inside of its dictionary without Length and, but for
 * PDF_RAW, without Filter. */
void pdf_stream(PdfFile *file, uint32_t id, const char *entries, const void *data, size_t len, PdfFilter filter);

/* Writes what is pending and the cross-reference stream; identity is hashed into
 * the trailer's ID with all bytes before. */
void pdf_finish(PdfFile *file, uint32_t catalog, uint32_t info, const char *identity);

/* Bytes that a string may have; ISO 19005-2, 6.1.13, allows a few more. */
enum { PDF_LONGEST = 32000 };

/* What follows a backslash in place of a byte of a string, as a table of 256; 0: it stands as it is. */
#define PDF_ESCAPES                                                                                                    \
	{                                                                                                              \
		['('] = '(', [')'] = ')', ['\\'] = '\\', ['\r'] = 'r'                                                  \
	}

/* Pieces of objects. */
void pdf_ref(Buf *out, uint32_t id);                      /* " 12 0 R" */
void pdf_name(Buf *out, const char *name);                /* "/Name", escaped */
void pdf_string(Buf *out, const char *bytes, size_t len); /* a byte string */
void pdf_text(Buf *out, const char *text); /* a text string from UTF-8; of a very long one its beginning */
void pdf_text_n(Buf *out, const char *text, size_t len);
void pdf_hex(Buf *out, uint32_t value, int digits); /* digits alone */
/* Appends UTF-16BE in hexadecimal digits. */
void pdf_utf16(Buf *out, const char *text, size_t len);

/* Lengths: units of 1/1024 pt become whole hundredths of a point. */
int32_t pdf_hundredths(int32_t unit);
void pdf_length(Buf *out, int32_t unit); /* in points */

#endif
