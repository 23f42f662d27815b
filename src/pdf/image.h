/* image: pictures as XObjects, each once.  Inside pdf only. */
#ifndef PDF_IMAGE_H
#define PDF_IMAGE_H

#include "base/base.h"
#include "document/document.h"
#include "pdf/object.h"

typedef struct PdfImages PdfImages;

PdfImages *pdf_images_new(PdfFile *file, bool grey, Diag *diag); /* grey: without colours */
void pdf_images_free(PdfImages *images);                         /* NULL is fine */
/* The image is /X<name>, drawn on the unit square; 0 if it cannot be shown (diag
 * says why). */
uint32_t pdf_image_name(PdfImages *images, const DocImage *image);
/* Writes the dictionary of XObject resources. */
void pdf_images_write(PdfImages *images, uint32_t dictionary);

/* A drawing as a form on the unit square; 0 if it fails (vector.c). */
uint32_t pdf_vector(PdfFile *file, const DocImage *image, bool grey);

#endif
