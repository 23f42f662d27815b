/* contents: the order of a book's files as MkDocs, Jupyter Book and MyST have it.  Inside source only. */
#ifndef SOURCE_CONTENTS_H
#define SOURCE_CONTENTS_H

#include "source/summary.h"
#include "yaml/yml.h"

/* Whether a path is that of their files: mkdocs.yml, _toc.yml, myst.yml. */
bool src_is_contents(const char *path);

/* Takes of the text of one of them what is read here, the rest being of a dialect of YAML: other lines become empty. */
void src_contents_keep(char *text);

/* Adds the files that it names, and to values, which has room for so many, what it says of the book as front matter
 * does; *folder becomes the one that holds the files, which is given as that of path. */
enum { SRC_CONTENTS_VALUES = 8 };
void src_contents(const char *path, const YmlValue *map, Arena *arena, Diag *diag, SrcParts *out, YmlValue *values,
                  const char **folder);

#endif
