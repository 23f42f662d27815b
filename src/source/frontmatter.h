/* frontmatter: YAML front matter -> what a document says of itself.  Inside source only. */
#ifndef SOURCE_FRONTMATTER_H
#define SOURCE_FRONTMATTER_H

#include "base/base.h"
#include "document/document.h"
#include "yaml/yml.h"

/* The bytes that front matter takes at the head of text, fences and blank lines before
 * it included; 0 if there is none.  *lines is how many lines those are. */
size_t src_front_find(const char *text, size_t len, uint32_t *lines);
/* Whether front matter begins, at the line *line, and has no end. */
bool src_front_is_open(const char *text, size_t len, uint32_t *line);

/* What the front matter names beside DocMeta's own. */
/* Pictures that front matter names. */
typedef enum { SRC_COVER, SRC_LOGO, SRC_ORNAMENT, SRC_PICTURES } SrcPicture;

typedef struct {
	struct {
		const char *path; /* NULL: there is none */
		Pos pos;
	} pictures[SRC_PICTURES];
	const char *abstract; /* Markdown; NULL */
	Pos abstract_pos;
} SrcFront;
void src_front_read(Doc *doc, const char *text, size_t len, const char *file, Diag *diag, SrcFront *out);

/* The same of values that were read already: a map. */
void src_front_take(Doc *doc, const YmlValue *map, Diag *diag, SrcFront *out);
/* Whether a key means something there. */
bool src_front_knows(const char *key);
/* What the front matter of a chapter calls it; NULL if it does not.  What is wrong there is a warning. */
const char *src_front_title(Doc *doc, const char *text, size_t len, const char *file, Diag *diag);

#endif
