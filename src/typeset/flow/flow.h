/* flow: the document as one vertical list, frames cut from it, and what both share.
 * Inside typeset only: flow/ builds the
 * list, page/turned.c what is set turned, page/grid.c brings it to the grid, page/frame.c and pagebreak.c cut it,
 * compose.c paints,
 * edition.c drives. */
#ifndef TYPESET_FLOW_FLOW_H
#define TYPESET_FLOW_FLOW_H

#include "typeset/paragraph/paragraph.h"

typedef enum {
	FLOW_LINE,
	FLOW_IMAGE,
	FLOW_RULE,
	FLOW_ROW,
	FLOW_FLOAT,
	FLOW_LABEL
} FlowKind;                                          /* RULE, LABEL: no more than their label */
enum { FLOW_FORBIDDEN = 10000, FLOW_DIVIDED = 400 }; /* a break's penalty from here on: none; after a hyphen */

/* A ground that the items of one block share, maybe within another. */
typedef struct FlowBox FlowBox;
struct FlowBox {
	const FlowBox *outer;
	StyColor color;
	Length x, width;
	Length pad; /* above its first item and below its last, on each page */
	Length bar; /* thickness of a rule along its start side; 0 none */
	bool rtl;
};

typedef struct FlowItem FlowItem;

/* One cell of a table row: a list of its own, of which this may be a part. */
typedef struct {
	FlowItem *items;
	size_t count;
	const DocNode **refs; /* notes its items call */
	Length x, width, height;
	Length drop;   /* of its top below the row's */
	uint32_t rows; /* that it reaches over */
	bool wide;     /* reaches over several columns */
} FlowCell;

typedef struct {
	FlowCell *cells;
	size_t count;
	bool head, rule_above, rule_below;
	Length rule, width, x;
	Length pad;                      /* half of it above, half below */
	uint32_t head_first, head_count; /* the table's head rows, repeated on later pages */
} FlowRow;

/* A list's bullet or number, a chapter's initial, an ornament. */
typedef struct FlowLabel FlowLabel;
struct FlowLabel {
	Par *par;
	Length x;    /* of its measure, from the frame's left edge */
	Length drop; /* how far below the first baseline it stands: an initial */
	const FlowLabel *next;
};

/* What the items of one paragraph, image or row share. */
typedef struct {
	uint8_t kind;
	bool toc;     /* with leaders and a page number */
	bool opening; /* of a chapter: no running head */
	bool front;   /* before the body: roman folios */
	bool heading;
	bool bare; /* a page that begins with it has no head and no folio */
	Par *par;
	const DocNode *node;    /* of an image, a rule; else the block */
	const FlowBox *box;     /* NULL: on the bare page */
	const FlowLabel *label; /* set beside the first line; NULL */
	uint16_t widow, orphan; /* what dividing a paragraph there costs */
	Length x, width;        /* of an image, a rule: from the frame's left edge */
	FlowRow *row;
	uint32_t number;   /* of a float, in TsEdition.floats */
	float fewer, more; /* what a line less or more costs; FLOW_NEVER if there is no such variant */
} FlowBlock;
#define FLOW_NEVER 1e18F

struct FlowItem {
	const FlowBlock *block;
	Length before;       /* space above; none at a frame's top unless kept */
	Length height, base; /* advance; baseline from its top */
	int penalty;         /* of a break before it */
	uint32_t line;
	uint32_t first_note; /* in FlowList.refs */
	uint16_t note_count;
	uint32_t sheets; /* turned pages that follow the page it stands on */
	uint8_t variant;
	uint8_t stretch;      /* half lines that the space above may give up or take: 0, 1, 2 */
	bool on_grid;         /* its top is brought to the baseline grid */
	bool new_page, recto; /* begins a page; a right-hand one */
	bool keep_before;
	bool barrier; /* no float called before it may stand after it */
};

typedef struct {
	FlowItem *items;
	size_t count, cap;
	const DocNode **refs; /* notes called, in order */
	size_t ref_count, ref_cap;
} FlowList;

/* A note's lines: a list of its own. */
typedef struct {
	FlowList list;
	Length height;
} FlowNote;

/* A figure or table with its caption: a list of its own.  Its mark in the text is an
 * item as high as it; where it does not fit there it stands at the top of a frame
 * after, and the mark has no height. */
typedef struct {
	FlowList list;
	Length above;      /* white over it, in place */
	Length height;     /* in place, with its white: whole lines */
	Length top_height; /* at a frame's top, with the white below */
} FlowFloat;

/* Lines of a note that stand in one frame. */
typedef struct {
	uint32_t note;       /* index: number - 1 */
	uint32_t first, end; /* items of its list */
} FlowPart;

/* A table that is too wide for the page: set turned, on pages of its own, which
 * follow the one that its text has come to. */
typedef struct {
	FlowList list;
	uint32_t after; /* item of the text */
	Length width;
} FlowTurned;

/* A turned page of such a table: as wide as the text is high. */
typedef struct {
	FlowList list;
	uint32_t again;  /* its first items are rows of the head repeated */
	FlowPart *parts; /* its notes; the edition's arena has them */
	size_t part_count;
	Length height; /* of the items, the notes below them */
	Length x, y;   /* of the items, from the corner of the turned text */
} FlowSheet;

/* A column of a page. */
typedef struct {
	uint32_t first, end;               /* items */
	uint32_t first_float, float_count; /* at its top */
	uint32_t first_part, part_count;   /* notes at its foot */
	Length x, y;                       /* from the corner of the page's text */
	Length height;                     /* to the foot of its notes */
	int8_t change, stretch;            /* lines that paragraphs, white gave: told in tests */
} FlowFrame;

typedef struct {
	uint32_t first_frame, frame_count;
	uint32_t first, end; /* items of all its frames */
	bool blank, front;
	uint32_t sheet;      /* 1 + index into sheets, of a turned page */
	const DocNode *head; /* the chapter at its top, for the running head */
	char *label;
} FlowPage;

struct TsEdition {
	TsJob job;
	Arena *arena;
	ParContext *context;
	FlowList list;
	FlowList span;      /* title block over all columns of the first page */
	Length span_height; /* with its white below, on the grid */
	FlowNote *notes;    /* by number - 1 */
	FlowFloat *floats;  /* in the order of their marks */
	size_t float_count, float_cap;
	FlowTurned *turned; /* in order */
	size_t turned_count, turned_cap;
	FlowSheet *sheets; /* theirs, in order */
	size_t sheet_count, sheet_cap;
	FlowPage *pages;
	size_t page_count, page_cap;
	FlowFrame *frames;
	size_t frame_count, frame_cap;
	FlowPart *parts;
	size_t part_count, part_cap;
	Length width, height;           /* of the page */
	Length measure;                 /* of a column */
	Length text_width, text_height; /* of all columns */
	int columns;
	bool half_title;    /* on the first leaf */
	bool parted;        /* of the book: sections of the first level that hold chapters */
	bool refers;        /* pages' numbers stand in the text */
	bool book;          /* title page, contents, chapters on new pages */
	uint32_t *place_of; /* by serial: 1 + index into places */
	TsPlace *places;
	size_t place_count, place_cap;
	DocPageMap map;
	Par **pars;          /* by serial: paragraphs that no round changes */
	const char **labels; /* of the round before, by serial of a target */
};

/* Builds list and notes. */
void flow_build(TsEdition *edition);
/* Divides what is turned into sheets, and tells the items that they follow. */
void flow_turn(TsEdition *edition);

/* Adds an item that is otherwise zero. */
FlowItem *flow_add(FlowList *list, const FlowBlock *block);
/* Adds a paragraph's lines in a variant, each like another; the first gets before.
 * Returns how many. */
size_t flow_add_par(FlowList *list, const FlowBlock *block, size_t variant, const FlowItem *like, Length before);
/* Enters what the paragraph's other variants cost. */
void flow_price(FlowBlock *block);
/* Enters the notes that a line of the item calls for the first time. */
void flow_add_refs(FlowList *list, FlowItem *item, const Par *par, size_t variant, size_t line);
void flow_add_ref(FlowList *list, FlowItem *item, const DocNode *note);
/* Adds another list's item, with its notes. */
FlowItem *flow_copy(FlowList *list, const FlowList *from, const FlowItem *item);
/* Plain text in the edition's default style. */
ParSpec flow_spec(const TsEdition *edition, const DocNode *node);
/* The space from the last body line to the first note, with its rule. */
Length flow_note_gap(const TsEdition *edition);
Length flow_leading(const TsEdition *edition);
const FlowNote *flow_note_of(const TsEdition *edition, const DocNode *note);
/* Of the table's head that is repeated above a frame's first item. */
Length flow_repeat_height(const TsEdition *edition, const FlowItem *item);
/* Where an item's top stands, when the one before it ends at y; first: of its
 * frame; free: nothing above it in the frame is on the grid. */
int64_t flow_top(const TsEdition *edition, const FlowItem *item, int64_t y, bool first, bool free);

/* Shares out the white of what stands off the grid, so that the text after it is
 * on it again; marks where white may be put in or taken out. */
void flow_settle(const TsEdition *edition, FlowList *list);

/* Puts a frame's white where it belongs: as many lines as were asked, and what is
 * missing to its foot. */
void flow_justify(const TsEdition *edition, FlowList *list, const FlowFrame *frame);

/* Cuts the list into frames, taking paragraphs' variants where they help. */
void flow_break(TsEdition *edition);

#endif
