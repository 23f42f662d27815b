/* GIF to samples, by giflib: its first picture, as it stands on its screen. */
#include "image/inner.h"

#include <stdlib.h>
#include <string.h>

#include <gif_lib.h>

typedef struct {
	const uint8_t *data;
	size_t len, at;
} Reader;

static int take(GifFileType *gif, GifByteType *out, int len)
{
	Reader *in = gif->UserData;
	size_t left = in->len - in->at, count = len < 0 ? 0 : (size_t)len < left ? (size_t)len : left;
	memcpy(out, in->data + in->at, count);
	in->at += count;
	return (int)count;
}

/* Reads an extension; the colour that is clear, if it says one. */
static bool read_extension(GifFileType *gif, int *clear)
{
	int code;
	GifByteType *block;
	if (DGifGetExtension(gif, &code, &block) != GIF_OK)
		return false;
	while (block) {
		GraphicsControlBlock control;
		if (code == GRAPHICS_EXT_FUNC_CODE && DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
			*clear = control.TransparentColor;
		if (DGifGetExtensionNext(gif, &block) != GIF_OK)
			return false;
	}
	return true;
}

/* Goes to the first picture. */
static bool find_picture(GifFileType *gif, int *clear)
{
	GifRecordType type;
	*clear = NO_TRANSPARENT_COLOR;
	while (DGifGetRecordType(gif, &type) == GIF_OK) {
		if (type == IMAGE_DESC_RECORD_TYPE)
			return DGifGetImageDesc(gif) == GIF_OK;
		if (type != EXTENSION_RECORD_TYPE || !read_extension(gif, clear))
			return false;
	}
	return false;
}

/* The row that the picture's n-th line is: four passes if it is interlaced. */
static uint32_t row_of(const GifImageDesc *image, uint32_t line)
{
	static const uint32_t starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
	uint32_t height = (uint32_t)image->Height;
	for (size_t pass = 0; image->Interlace && pass < BASE_LEN(starts); pass++) {
		uint32_t lines = height > starts[pass] ? (height - starts[pass] + steps[pass] - 1) / steps[pass] : 0;
		if (line < lines)
			return starts[pass] + line * steps[pass];
		line -= lines;
	}
	return line;
}

static void put_line(const GifImageDesc *image, const ColorMapObject *colors, int clear, const GifPixelType *line,
                     uint32_t y, ImgPixels *out)
{
	for (int i = 0; i < image->Width && image->Left + i < (int)out->width; i++) {
		size_t at = (size_t)y * out->width + (size_t)(image->Left + i);
		if (line[i] == clear || line[i] >= colors->ColorCount)
			continue;
		const GifColorType *color = &colors->Colors[line[i]];
		out->color[at * 3] = color->Red;
		out->color[at * 3 + 1] = color->Green;
		out->color[at * 3 + 2] = color->Blue;
		out->alpha[at] = 255;
	}
}

static bool read_picture(GifFileType *gif, int clear, ImgPixels *out)
{
	const GifImageDesc *image = &gif->Image;
	const ColorMapObject *colors = image->ColorMap ? image->ColorMap : gif->SColorMap;
	if (!colors || image->Width <= 0 || image->Height <= 0 ||
	    (size_t)image->Width * (size_t)image->Height > IMG_MOST_GIF)
		return false;
	GifPixelType *line = base_alloc((size_t)image->Width);
	bool fine = true;
	for (uint32_t i = 0; fine && i < (uint32_t)image->Height; i++) {
		uint32_t y = (uint32_t)image->Top + row_of(image, i);
		fine = DGifGetLine(gif, line, image->Width) == GIF_OK;
		if (fine && y < out->height)
			put_line(image, colors, clear, line, y, out);
	}
	free(line);
	return fine;
}

static bool is_opaque(const ImgPixels *pixels)
{
	size_t count = (size_t)pixels->width * pixels->height;
	for (size_t i = 0; i < count; i++) {
		if (pixels->alpha[i] != 255)
			return false;
	}
	return true;
}

const char *img_decode_gif(const void *data, size_t len, ImgPixels *out)
{
	Reader in = {data, len, 0};
	int error = 0, clear;
	GifFileType *gif = DGifOpen(&in, take, &error);
	bool fine = gif && gif->SWidth > 0 && gif->SHeight > 0 && find_picture(gif, &clear);
	if (fine) {
		*out = (ImgPixels){.width = (uint32_t)gif->SWidth, .height = (uint32_t)gif->SHeight, .components = 3};
		size_t count = (size_t)out->width * out->height;
		out->color = base_alloc(count * 3);
		memset(out->color, 255, count * 3);
		out->alpha = base_calloc(count, 1);
		fine = read_picture(gif, clear, out);
	}
	if (fine && is_opaque(out)) {
		free(out->alpha);
		out->alpha = NULL;
	}
	if (gif)
		DGifCloseFile(gif, &error);
	return fine ? NULL : "is a damaged GIF";
}
