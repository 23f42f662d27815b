/* images: the pictures that a document names, read from under its folder.
 * Inside source only. */
#ifndef SOURCE_IMAGES_H
#define SOURCE_IMAGES_H

#include "base/base.h"
#include "document/document.h"

/* The image at url as the author wrote it; NULL after an error that diag holds. */
const DocImage *src_image(Doc *doc, const char *url, Pos pos, Diag *diag);
/* Reads the images of all nodes. */
void src_images(Doc *doc, Diag *diag);

#endif
