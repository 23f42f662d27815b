/* images: the pictures that a document names, read from under the root alone.
 * Inside source only. */
#ifndef SOURCE_IMAGES_H
#define SOURCE_IMAGES_H

#include "base/base.h"
#include "document/document.h"

/* The image at url as the author wrote it; NULL after a warning that diag holds. */
const DocImage *src_image(Doc *doc, const char *url, Pos pos, Diag *diag);
/* Puts the words of an image that cannot be had in its place, and gives what stands there now. */
DocNode *src_stand_in(Doc *doc, DocNode *image);
/* Reads the images of all nodes. */
void src_images(Doc *doc, Diag *diag);

#endif
