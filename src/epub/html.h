/* One file of the text on its way: what html.c (blocks) and inline.c share. */
#ifndef EPUB_HTML_H
#define EPUB_HTML_H

#include "epub/plan.h"

#define EP_DEEPEST 16 /* sections */

typedef struct {
	Ep *ep;
	const EpFile *file;
	Buf *out;
	int depth;  /* of the next line */
	bool again; /* elements go on from the file before: without ids */
	struct {
		int level;
		const DocNode *owner; /* the block in which it was opened */
	} sections[EP_DEEPEST];
	int open;
	unsigned regions;   /* tables without a label that scroll */
	int heading;        /* the level of the last section's, as written */
	const char *header; /* the element of the heading that is open */
	size_t *waiting;    /* pages, by index, that found no place yet */
	size_t wait_count, wait_cap;
	size_t notes_done;        /* of the document, up to which none waits for its place */
	const DocNode *link;      /* the link around, since links do not nest */
	const DocNode *ref_after; /* notes called in a link come after it: the first, */
	const DocNode *ref_end;   /* and the last of them */
	const DocNode *verse;     /* the paragraph whose lines are spans */
	const DocNode *sign;      /* the break in it before who is quoted; NULL: none */
	EpLine line;              /* of the listing that is written */
	size_t clinging;          /* bytes of the text that comes next, which belong to the formula before */
} Html;

/* html.c */
bool ep_is_blank(const DocNode *node);                          /* holds nothing to be read aloud */
bool ep_is_text(const DocNode *node);                           /* has bytes that a page can begin at */
void ep_open_block(Html *html, const DocNode *node, EpTag tag); /* on a line of its own */
/* On the line of what is inside, or on its own if that has lines. */
void ep_close_block(Html *html, const char *tag);
void ep_put_line(Html *html, const char *tag, const char *attrs, const char *text);
void ep_fresh(Html *html); /* to the start of a line of its own */
void ep_open_tag(Html *html, const DocNode *node, EpTag tag);
/* The same, before what else belongs in the tag. */
void ep_open_start(Html *html, const DocNode *node, EpTag tag);
/* Adds id, language and direction; the last two only where they change. */
void ep_put_common(Html *html, const DocNode *node, Buf *out);
bool ep_needs_tag(Html *html, const DocNode *node); /* has any of these */

/* Page markers that wait, written here; div: a line each. */
void ep_put_pages(Html *html, bool block);
/* Takes the pages that begin with node, and those inside it. */
void ep_take_pages(Html *html, const DocNode *node);
void ep_take_all_pages(Html *html, const DocNode *top);

/* sections.c */
void ep_enter_header(Html *html, const DocNode *node);
/* Closes those of a level and below that were opened in owner; NULL: in anything. */
void ep_close_sections(Html *html, int level, const DocNode *owner);

/* blocks.c */
void ep_enter_block(Html *html, const DocNode *node);
void ep_leave_block(Html *html, const DocNode *node);

/* inline.c */
void ep_enter_inline(Html *html, const DocNode *node);
void ep_leave_inline(Html *html, const DocNode *node);
void ep_put_math(Html *html, const DocNode *node);        /* math.c: one that has a tree */
void ep_put_text(Html *html, const DocNode *node);        /* with its markers between */
bool ep_has_lines(const Html *html, const DocNode *node); /* a listing whose lines are spans */
/* Whether what is in an inline node was written on entering it. */
bool ep_is_whole(const DocNode *node);

#endif
