/* mdext: what the dialect has beyond cmark-gfm's own, as syntax extensions that
 * leave marks in cmark's tree.  Inside source only. */
#ifndef SOURCE_MDEXT_H
#define SOURCE_MDEXT_H

#include "base/base.h"
#include "document/document.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

typedef enum {
	/* CUSTOM_BLOCKs */
	MD_DIV,
	MD_DIV_END,                                    /* a closing fence: nothing */
	MD_DEFINITION,
	/* CUSTOM_INLINEs */
	MD_ATTR,                                       /* of what stands before it */
	MD_SPAN_OPEN,                                  /* "[" of a span whose attributes follow its "]" */
	MD_DELIMITER,                                  /* a run that found no partner: its text */
	MD_SUPERSCRIPT,
	MD_SUBSCRIPT,
	MD_STRIKEOUT,
	MD_MATH
} MdKind;

/* What a custom node is: its user data. */
typedef struct MdMark MdMark;
struct MdMark {
	MdKind kind;
	DocAttr *attr;
	const char *text;                              /* as it stands in the source, or a maths' inside */
	size_t len;
	uint32_t line, col;                            /* cmark's: bytes; 0: not known */
	bool closed;                                   /* MD_DIV: its closing fence was met */
	bool display;
	int offset;                                    /* MD_DEFINITION: the columns that its lines are indented by */
	MdMark *open;                                  /* MD_ATTR after a span: its MD_SPAN_OPEN */
	DocNode *node;                                 /* MD_SPAN_OPEN: the "[" in the tree */
};

typedef struct MdExtensions MdExtensions;
MdExtensions *md_extensions_new(Arena *arena);        /* marks live in the arena */
void md_extensions_attach(MdExtensions *extensions, cmark_parser *parser);
void md_extensions_free(MdExtensions *extensions);    /* after the parser */

#endif
