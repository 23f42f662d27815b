/* flow: the document as one vertical list, pages cut from it, and what both share.
 * Inside typeset only: flow.c and table.c build the list, break.c cuts it,
 * page.c paints, typeset.c drives. */
#ifndef TYPESET_FLOW_H
#define TYPESET_FLOW_H

#include "typeset/par.h"

typedef enum { FLOW_LINE, FLOW_IMAGE, FLOW_RULE, FLOW_ROW } FlowKind;
enum { FLOW_FORBIDDEN = 10000 };                      /* a break's penalty from here on: none */

/* One cell of a table row. */
typedef struct {
	Par *par;                                      /* NULL: empty */
	TsUnit x, width;
} FlowCell;

typedef struct {
	FlowCell *cells;
	size_t count;
	bool head, rule_above, rule_below;
	TsUnit rule, width, x;
	uint32_t head_first, head_count;               /* the table's head rows, repeated on later pages */
} FlowRow;

typedef struct {
	uint8_t kind;
	bool on_grid;                                  /* its top is moved down to the baseline grid */
	bool new_page, recto;                          /* begins a page; a right-hand one */
	bool filled;                                   /* has a ground of the color fill */
	bool toc;                                      /* with leaders and a page number */
	bool opening;                                  /* of a chapter: no running head */
	bool front;                                    /* before the body: roman folios */
	uint16_t variant;
	uint32_t line;
	Par *par;
	TsUnit x;                                      /* of the measure, from the text's left edge */
	TsUnit before;                                 /* space above; none at a page's top unless kept */
	bool keep_before;
	TsUnit height, base;                           /* advance; baseline from its top */
	int penalty;                                   /* of a page break before it */
	const DocNode *node;                           /* of an image, a rule; else the block */
	Par *label;                                    /* a list's bullet or number, set beside the line; NULL */
	TsUnit label_x;
	StyColor fill;
	TsUnit fill_x, fill_width;
	TsUnit width;                                  /* of an image, a rule */
	FlowRow *row;
	uint32_t first_note, note_count;               /* in FlowList.refs */
} FlowItem;

typedef struct {
	FlowItem *items;
	size_t count, cap;
	const DocNode **refs;                          /* notes called, in order */
	size_t ref_count, ref_cap;
} FlowList;

/* A note's lines: a list of its own. */
typedef struct {
	FlowList list;
	TsUnit height;
} FlowNote;

typedef struct {
	uint32_t first, end;                           /* items */
	int lines_more;                                /* what paragraphs gave: told in tests */
	bool blank, front;
	const DocNode *head;                           /* the chapter at its top, for the running head */
	char *label;
} FlowPage;

struct TsEdition {
	TsJob job;
	Arena *arena;
	ParContext *context;
	FlowList list;
	FlowNote *notes;                               /* by number - 1 */
	FlowPage *pages;
	size_t page_count, page_cap;
	TsUnit width, height;                          /* of the page */
	TsUnit text_width, text_height;
	bool book;                                     /* title page, contents, chapters on new pages */
	uint32_t *place_of;                            /* by serial: 1 + index into places */
	TsPlace *places;
	size_t place_count, place_cap;
	DocPageMap map;
	const char **labels;                           /* of the round before, by serial of a target */
};

/* Builds list and notes. */
void flow_build(TsEdition *edition);
void flow_add_table(TsEdition *edition, FlowList *list, const DocNode *table, TsUnit x, TsUnit width, TsUnit before);

FlowItem *flow_add(FlowList *list);                   /* zeroed, FLOW_LINE */
/* Adds a paragraph's lines in a variant; the first gets before.  Returns how many. */
size_t flow_add_par(FlowList *list, Par *par, size_t variant, const FlowItem *like, TsUnit before);
/* Enters the notes that a line of the item calls for the first time. */
void flow_add_refs(FlowList *list, FlowItem *item, const Par *par, size_t variant, size_t line);
/* Plain text in the edition's default style. */
ParSpec flow_spec(const TsEdition *edition, const DocNode *node);
TsUnit flow_row_height(const FlowRow *row, TsUnit leading, TsUnit pad);
/* The space from the last body line to the first note, with its rule. */
TsUnit flow_note_gap(const TsEdition *edition);

/* Cuts the list into pages, taking paragraphs' variants where they help. */
void flow_break(TsEdition *edition);

#endif
