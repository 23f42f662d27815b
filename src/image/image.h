/*
 * image: what a picture is before anything decodes it, and what the two editions
 * need made of it.  Prefix: img_.  Decoding is libpng's, libjpeg-turbo's,
 * giflib's, libwebp's and librsvg's; colour is lcms2's.
 */
#ifndef IMAGE_IMAGE_H
#define IMAGE_IMAGE_H

#include "base/base.h"

typedef enum { IMG_NONE, IMG_PNG, IMG_JPEG, IMG_SVG, IMG_GIF, IMG_WEBP } ImgType;

typedef struct {
	ImgType type;
	uint32_t width, height; /* pixels, as it is to be seen (orientation applied); SVG: CSS px */
	uint32_t dpi;           /* 0: not said */
	double letters;         /* SVG: the size of its smallest words, in CSS px; 0: it has none */
	uint8_t orientation;    /* EXIF, 1..8; 1 if it says nothing */
	uint8_t components;     /* 1 grey, 3, 4 (CMYK for JPEG) */
	bool alpha, icc, progressive;
	bool cut;    /* a JPEG whose end is not there, */
	bool torn;   /* or that has in its midst what cannot be */
	bool flawed; /* a JPEG of which img_check has found a part that no decoder can read */
	bool whole;  /* a PNG whose rows img_check has gone over, so that nobody need do it again */
} ImgInfo;

/* Reads headers alone, once for an image: its facts go with its bytes from then on.  NULL
 * if fine, else what is wrong, as a static text. */
const char *img_probe(const void *data, size_t len, ImgInfo *out);

/* Whether what info was probed of can be decoded to its end: NULL, or what is wrong, as a static text.  What is damaged
 * within a JPEG is not wrong, as the rest can be seen, but info learns of it.  No drawings. */
const char *img_check(const void *data, size_t len, ImgInfo *info);

/* 8-bit samples, sRGB or grey, top row first, as they are to be seen. */
typedef struct {
	uint32_t width, height;
	uint8_t components; /* 1 or 3 */
	uint8_t *color;     /* width * height * components */
	uint8_t *alpha;     /* width * height; NULL if opaque */
} ImgPixels;
/* Decodes what info was probed of, converts to sRGB or grey, applies the orientation; at most max_pixels
 * (boxes of pixels made one where larger; 0: as it is); of what moves, the first picture.
 * NULL if fine, else why not. */
const char *img_decode(const void *data, size_t len, const ImgInfo *info, size_t max_pixels, ImgPixels *out);
void img_pixels_free(ImgPixels *pixels);

/* true when a JPEG can go into a PDF byte for byte: baseline or progressive,
 * grey or YCbCr, no foreign profile, upright. */
bool img_jpeg_passes(const ImgInfo *info);

/* A PNG's rows as they are: PDF's filters are PNG's (ISO 32000-1, 7.4.4.4). */
typedef struct {
	uint32_t width, height;
	uint8_t bits, components; /* of a sample; 1 grey or a palette's index, 3 */
	const uint8_t *palette;   /* RGB, in the PNG */
	uint32_t palette_count;   /* 0: none */
	Buf rows;                 /* deflated; the caller's to free */
} ImgFiltered;
/* true when a PNG can go into a PDF so: whole, opaque, not interlaced, at most 8 bits a sample, no foreign profile. */
bool img_png_passes(const void *data, size_t len, const ImgInfo *info, ImgFiltered *out);

/* Encoders for what was scaled or converted. */
bool img_write_png(const ImgPixels *pixels, Buf *out);
bool img_write_jpeg(const ImgPixels *pixels, int quality, Buf *out);

/* An image of few colours: four bits a pixel, the left one high, top row first, each
 * row whole bytes after one of 0, as in PNG; colors are 0xRRGGBB. */
#define IMG_INDEXED_COLORS 16
typedef struct {
	uint32_t width, height;
	uint8_t *rows;
	uint32_t colors[IMG_INDEXED_COLORS];
	size_t color_count;
} ImgIndexed;
size_t img_indexed_row(uint32_t width); /* bytes of a row */
bool img_write_indexed_png(const ImgIndexed *image, Buf *out);

/* An SVG without scripts, links, foreign objects and outside references: well-
 * formed XML text.  NULL if fine, else why not. */
const char *img_svg_clean(const void *data, size_t len, Buf *out);

/* What a drawing says of itself, its title and its description, in one line; nothing if it says nothing. */
void img_probe_words(const void *data, size_t len, Buf *out);

/* A QR code of text as a clean SVG, each of its modules so many units wide.  The quiet zone of four modules around it
 * is the page's. */
enum { IMG_QR_MODULE = 4 };
bool img_qr_svg(const char *text, Buf *out);

/* The sRGB profile of the output intent; NULL if it is not installed. */
bool img_srgb_profile(Buf *out);

#endif
