/* Samples that decoding has made. */
#include "image/image.h"

#include <stdlib.h>

void img_pixels_free(ImgPixels *pixels)
{
	free(pixels->color);
	free(pixels->alpha);
	*pixels = (ImgPixels){0};
}
