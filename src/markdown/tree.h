/* tree: from cmark's tree to nodes; tree.c walks it, tree_blocks.c makes blocks, tree_inlines.c inlines.
 * Inside markdown only. */
#ifndef MARKDOWN_TREE_H
#define MARKDOWN_TREE_H

#include "markdown/extension.h"

typedef struct {
	Doc *doc;
	const char *text;
	size_t len;
	Pos first;
	size_t *lines; /* where each line of the text begins */
	size_t line_count;
	struct {
		uint32_t line;
		size_t bytes;
		uint32_t chars;
	} near;           /* the place counted last: places come mostly in order */
	DocNode *top;     /* what the blocks are appended to */
	DocNode *current; /* the open node */
	DocAttr *pending; /* attributes that stood alone before a block */
	Pos pending_pos;
	DocNode **notes; /* by cmark's number */
	size_t note_count, note_cap;
	DocNode **links; /* to headings, whose targets are set at the end */
	size_t link_count, link_cap;
	MdExtensions *extensions;
	Tally tally;
	Diag *diag;
	bool defines;  /* the open paragraph had a formula that defined macros, and was nothing else */
	unsigned lost; /* searches for calls of notes that found none */
	Pos last;      /* a place for what has none of its own */
} Maker;

/* maker.c */
void md_index_lines(Maker *maker);                       /* before any place is asked for */
Pos md_place(Maker *maker, uint32_t line, uint32_t col); /* cmark's line and column, in bytes */
Pos md_place_of(Maker *maker, cmark_node *node);
void md_append(Maker *maker, DocNode *node); /* to the open node */
DocNode *md_open(Maker *maker, DocType type, Pos pos);
DocNode *md_add_literal(Maker *maker, DocType type, cmark_node *from, bool trim);
void md_set_box_title(Maker *maker, DocNode *div, const DocNode *words); /* of which a box's line has the text */

/* tree_blocks.c: a node of cmark's tree is entered, and left. */
void md_enter(Maker *maker, cmark_node *from);
void md_leave(Maker *maker, cmark_node *from);

/* tree_drawn.c: tables that are drawn. */
void md_enter_drawn(Maker *maker, cmark_node *from);
void md_enter_drawn_cell(Maker *maker, cmark_node *from);
void md_leave_drawn_cell(Maker *maker);
void md_check_drawn(Maker *maker, Pos pos); /* of a block that may be one in the other dialect */

/* captions.c */
void md_make_figure(Maker *maker, DocNode *para);                    /* of a paragraph with an image alone */
bool md_give_caption(Maker *maker, DocNode *para, cmark_node *from); /* to a table beside it; true: it is a caption */
void md_take_caption_before(Maker *maker, DocNode *table);
void md_make_table_div(Maker *maker, DocNode *div); /* of a div, if it is a table with its caption */

/* subfigures.c */
void md_make_rows(Maker *maker, DocNode *list);      /* of a list of definitions; if they are such figures it goes */
void md_make_figure_div(Maker *maker, DocNode *div); /* of a div, if it is one */

/* faults.c: what was likely meant otherwise. */
void md_check_code(Maker *maker, cmark_node *from, Pos pos);
void md_check_div(Maker *maker, const MdMark *mark, Pos pos);
void md_check_text(Maker *maker, const char *text);
void md_check_note(Maker *maker, uint32_t line); /* of a note that nothing calls */
void md_check_row(Maker *maker, cmark_node *row);
void md_check_paragraph(const Maker *maker, const DocNode *para);
void md_check_items(const Maker *maker, const DocNode *para); /* lines that are meant as a list */
void md_check_heading(Maker *maker, const DocNode *header);

/* dialects.c: what other dialects write. */
bool md_read_page_break(Maker *maker, DocNode *para); /* true: the paragraph is one now */
/* Of a book of mdBook's: true: the paragraph named a file to take in, and is a div that does now, or a page's title. */
bool md_read_inclusion_alone(Maker *maker, DocNode *para);
void md_read_alert(Maker *maker, DocNode *quote);
void md_read_division(Maker *maker, DocNode *header); /* "(PART) Name", "(APPENDIX) Name", as bookdown writes them */
void md_read_raw(Maker *maker, DocNode *code);        /* which may be another node then, or gone */

/* escaped.c: whether a mark in a block's text stands nowhere in its source but behind a backslash, as what its author
 * wants to see. */
bool md_is_escaped(const Maker *maker, const DocNode *block, const char *mark);
/* Where in the source what stands at a place of the text stands; slashed: a backslash before it does not matter. */
Pos md_find_mark(Maker *maker, const DocNode *block, const char *at, const char *mark, bool slashed);
/* The source of a block, without code. */
void md_add_source(const Maker *maker, const DocNode *block, Buf *out);

/* markups.c: what is of other markups than Markdown, in a block's text that has these bytes; in its source. */
void md_check_markups(Maker *maker, const DocNode *block, const char *text, const bool has[256]);
void md_check_source(Maker *maker, const DocNode *block, const char *source);

/* foreign.c: what others write and is not read, in a block of words. */
void md_check_dialect(Maker *maker, const DocNode *block);
/* What is set lower or higher and has several words. */
void md_check_script(Maker *maker, const DocNode *script);

/* code_cells.c: what a name in braces in a language's place is: code that another program would run, what is drawn
 * here, or a directive, no language.  Tells of it; silent: its code is not shown. */
typedef enum { MD_CELL_RUN, MD_CELL_DRAWN, MD_CELL_DIRECTIVE } MdCellKind;
MdCellKind md_check_cell(Maker *maker, Pos pos, const char *name, bool silent);
void md_check_inline_cell(Maker *maker, const DocNode *code);

/* verse.c: lines whose beginnings mean something. */
void md_indent_line(Maker *maker, cmark_node *soft_break); /* in verse: as the source is */
bool md_read_lines(Maker *maker, DocNode *para);           /* true: it stands in a block of verse now */

/* tree_inlines.c: a node of cmark's, or one of our marks, becomes inlines of the open node. */
void md_enter_inline(Maker *maker, cmark_node *from);
void md_enter_mark(Maker *maker, cmark_node *from);
void md_add_display(Maker *maker, DocNode *code,
                    uint32_t line); /* in a code block's place; its first line in the source */
bool md_holds(const MdMark *mark);  /* whether a mark is a node that holds others */

#endif
