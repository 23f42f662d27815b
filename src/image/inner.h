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

/* The same as img_probe of a file of pixels, by its header; what it does not say stays as it was.  False: it is none.
 */
bool img_probe_pixels(const void *data, size_t len, ImgInfo *out, const char **why);

/* A drawing's tree, read without network and without entities; NULL and why. */
xmlDocPtr img_svg_tree(const void *data, size_t len, const char **why);

/* Preorder successor inside root; skip: not into node. */
xmlNodePtr img_svg_next(xmlNodePtr node, xmlNodePtr root, bool skip);
/* Takes away all that img_svg_clean does. */
void img_svg_clean_tree(xmlDocPtr tree);
/* Whether a clean tree of a drawing of so many CSS px may be rendered: NULL, or what it has too much of. */
const char *img_svg_cost(xmlNodePtr root, double width, double height);

/* A line of a drawing, given as a path's or a polygon's text: its length, and about how often it crosses itself. */
typedef struct {
	double length, crossings;
} ImgLines;
void img_svg_measure(const char *text, bool points, ImgLines *out);
/* How many dashes a unit of length has by a list of theirs and of what is between; 0: it is a whole line. */
double img_svg_dashes(const char *text, size_t len);
/* The same by declarations of CSS; otherwise if they do not say it. */
double img_svg_declared_dashes(const char *css, size_t len, double otherwise);
/* Of the selectors of style sheets: how many there are; how often what an element stands in, what stands beside it, the
 * bytes of an attribute have to be gone through. */
typedef struct {
	double each, above, beside, within;
} ImgSelectors;
/* Adds those that a rule has. */
void img_svg_count_selectors(const char *text, size_t len, ImgSelectors *sum);
/* Of a tree: elements; the same, and more for those of many classes; its depth; its longest attribute, in bytes. */
typedef struct {
	double elements, words, depth, longest;
} ImgTreeSize;
/* Adds an element of it. */
void img_svg_take_size(const xmlNode *node, ImgTreeSize *size);
/* In steps of a few nanoseconds, what matching them against all of its elements takes. */
double img_svg_match_cost(const ImgSelectors *sum, const ImgTreeSize *size);
/* Whether a text lists more than a hundred things: of fonts, looking for all takes long. */
bool img_svg_is_long_list(const char *text, size_t len);
/* The size of a drawing's smallest words, in the units of its own system; 0: it has none. */
double img_svg_letters(xmlNodePtr root);
/* How much larger a transform makes things at most: "scale(2) matrix(3 0 0 3 9 9)" does it six times. */
double img_svg_scale(const char *transform);

/* Whether an ICC profile is sRGB by its own name. */
bool img_icc_is_srgb(const void *data, size_t len);

/* A PNG as img_decode gives it; NULL or why not. */
const char *img_decode_png(const void *data, size_t len, size_t max_pixels, ImgPixels *out);

/* Whether a PNG can be decoded to its end: NULL, or why not; info learns whether its rows are whole as they are. */
const char *img_check_png(const void *data, size_t len, ImgInfo *info);

/* Converts samples of `components` (1, 3 or 4) to grey or RGB in place of pixels'
 * color; icc may be NULL; inverted: CMYK as Adobe stores it. */
bool img_to_srgb(ImgPixels *pixels, uint8_t *samples, uint32_t components, const void *icc, size_t icc_len,
                 bool inverted);

/* The first picture of a file, as img_decode gives it; NULL or why not. */
const char *img_decode_gif(const void *data, size_t len, ImgPixels *out);
const char *img_decode_webp(const void *data, size_t len, size_t max_pixels, ImgPixels *out);

/* The least side of a box of pixels, each to become one, so that at most max_pixels remain (0: 1). */
uint32_t img_box_side(uint32_t width, uint32_t height, size_t max_pixels);

/* Takes rows of grey or RGB samples, each pixel's alpha after it where channels are even, and makes them planes of at
 * most max_pixels (0: all). */
typedef struct {
	ImgPixels *out;
	uint32_t width, height, channels, side, done; /* side: of a box; done: rows taken */
	uint64_t *sums; /* of the boxes that the last rows are part of: colours, their weight, alpha */
} ImgRows;
void img_rows_begin(ImgRows *rows, uint32_t width, uint32_t height, uint32_t channels, size_t max_pixels,
                    ImgPixels *out);
void img_rows_add(ImgRows *rows, const uint8_t *row);
void img_rows_end(ImgRows *rows); /* before its time, too */

/* One row of pixels with its alpha between. */
void img_weave(const ImgPixels *pixels, uint32_t y, uint8_t *row);

/* The colours of an opaque picture of RGB, 0xRRGGBB each, as they come; 0 if there are more than most, or none are to
 * be told apart so. */
size_t img_count_colors(const ImgPixels *pixels, uint32_t *colors, size_t most);
/* Rows of a PNG, each after how it is filtered: indices of colours, a byte each; samples.  On the heap. */
uint8_t *img_index_rows(const ImgPixels *pixels, const uint32_t *colors, size_t count, size_t *len);
uint8_t *img_filter_rows(const ImgPixels *pixels, size_t channels, size_t *len);

/* Makes boxes of pixels one so that at most max_pixels remain. */
void img_shrink(ImgPixels *pixels, size_t max_pixels);

/* Turns pixels as EXIF says. */
void img_turn(ImgPixels *pixels, uint8_t orientation);

#endif
