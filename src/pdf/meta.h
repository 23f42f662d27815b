/* meta: what a file says of itself.  Inside pdf only. */
#ifndef PDF_META_H
#define PDF_META_H

#include "pdf/object.h"
#include "pdf/pdf.h"

/* The information dictionary, and the XMP packet that says the same; their object numbers. */
uint32_t pdf_info_write(const PdfJob *job, PdfFile *file);
uint32_t pdf_xmp_write(const PdfJob *job, PdfFile *file);
/* The output intent's dictionary; 0 if there is no profile. */
uint32_t pdf_intent_write(PdfFile *file);

#endif
