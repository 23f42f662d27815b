/* What the files of this room tell each other. */
#ifndef IMAGE_INNER_H
#define IMAGE_INNER_H

#include "image/image.h"

#include <libxml/tree.h>

/* The most pixels that anything here decodes whole. */
#define IMG_MOST_PIXELS ((size_t)1 << 28)
/* Of a GIF, and of what moves, which cannot be made smaller as it is read. */
#define IMG_MOST_GIF ((size_t)1 << 26)

/* Of a JPEG: each of its scans goes over the whole picture anew, in few bytes.  Encoders write ten or so. */
#define IMG_MOST_SCANS 500

/* A drawing's tree, read without network and without entities; NULL and why. */
xmlDocPtr img_svg_tree(const void *data, size_t len, const char **why);

/* Preorder successor inside root; skip: not into node. */
xmlNodePtr img_svg_next(xmlNodePtr node, xmlNodePtr root, bool skip);
/* Takes away all that img_svg_clean does. */
void img_svg_clean_tree(xmlDocPtr tree);
/* Whether a clean tree of a drawing of so many CSS px may be rendered: NULL, or what it has too much of. */
const char *img_svg_cost(xmlNodePtr root, double width, double height);

/* Whether an ICC profile is sRGB by its own name. */
bool img_icc_is_srgb(const void *data, size_t len);

/* Converts samples of `components` (1, 3 or 4) to grey or RGB in place of pixels'
 * color; icc may be NULL; inverted: CMYK as Adobe stores it. */
bool img_to_srgb(ImgPixels *pixels, uint8_t *samples, uint32_t components, const void *icc, size_t icc_len,
                 bool inverted);

/* The first picture of a file, as img_decode gives it; NULL or why not. */
const char *img_decode_gif(const void *data, size_t len, ImgPixels *out);
const char *img_decode_webp(const void *data, size_t len, size_t max_pixels, ImgPixels *out);

/* Scales by area so that at most max_pixels remain. */
void img_shrink(ImgPixels *pixels, size_t max_pixels);

/* Turns pixels as EXIF says. */
void img_turn(ImgPixels *pixels, uint8_t orientation);

#endif
