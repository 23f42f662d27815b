/*
 * grey: colours taken out of samples, content and colour arrays, as the grey of the
 * same lightness.  Inside pdf only.
 */
#ifndef PDF_GREY_H
#define PDF_GREY_H

#include "base/base.h"
#include "image/image.h"

/* Three components become one. */
void pdf_grey_pixels(ImgPixels *pixels);
/* Samples of eight bits, three to a pixel, which stay three. */
void pdf_grey_samples(uint8_t *samples, size_t len);
/* Three components, 0 to 1, as the one that stands for them all. */
double pdf_grey_of(const double color[3]);
/* Adds content with its rg and RG operators in grey. */
void pdf_grey_content(const char *data, size_t len, Buf *out);

#endif
