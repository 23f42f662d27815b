/* package: archives of strangers, within bounds.  Inside import only. */
#ifndef IMPORT_PACKAGE_H
#define IMPORT_PACKAGE_H

#include "import/xml.h"

typedef struct Package Package;
/* The bytes are lent until it is closed.  NULL with a static text in *fault if it cannot be read. */
Package *package_open(const Buf *data, const char **fault);
void package_close(Package *package); /* NULL is fine */

/* The bytes of a part, by its path; false if there is none, or what it holds is beyond all bounds.  Of text, which
 * takes more room when it is read, there may be less. */
typedef enum { PACKAGE_TEXT, PACKAGE_PICTURE, PACKAGE_KINDS } PackageKind;
bool package_part(Package *package, const char *path, PackageKind kind, Buf *out);
/* The same as XML, for xmlFreeDoc; NULL if there is none, or it cannot be read, with the reason in *fault. */
xmlDoc *package_xml(Package *package, const char *path, const char **fault);
/* A path as another part calls it: "../media/a.png" from "word/document.xml" is "media/a.png"; percents undone. */
const char *package_path(Arena *arena, const char *from, const char *name);
/* A part that is a picture, put beside the source: the name that the source calls it by; NULL: it is left out, which is
 * told. */
const char *package_picture(Import *import, Package *package, const char *path);
/* Why a part could not be read, if it was there; NULL. */
const char *package_fault(const Package *package);

#endif
