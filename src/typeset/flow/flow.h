/*
 * flow: blocks -> the vertical list.  Inside typeset only: page/ makes pages of it.
 *
 * The document is set as a galley: one list of items from top to bottom (lines,
 * pictures, rows), with white above each and a price on a break before it, and beside
 * it the notes, the floats and the broadside tables that its items call for.  Nothing
 * here knows where a page ends.
 */
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

/* Where an item stands: after the one before it, or first on a page, a right-hand one. */
typedef enum { FLOW_ON, FLOW_PAGE, FLOW_RECTO } FlowStart;
/* What stands around a page that begins with an item: running head and folio, the folio, nothing. */
typedef enum { FLOW_FULL, FLOW_FOLIO, FLOW_BARE } FlowFurniture;

/* A ground that the items of one block share, maybe within another. */
typedef struct FlowBox FlowBox;
struct FlowBox {
	const FlowBox *outer;
	StyColor color;
	Length x, width;
	Length pad, pad_below; /* above its first item and below its last, on each page */
	Length bar;            /* thickness of a rule along its start side; 0 none */
	StyColor bar_color;
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
	const FlowItem *again;           /* above these, where the table goes on: that it does; NULL: nothing says so */
} FlowRow;

/* A list's bullet or number, a chapter's initial, an ornament. */
typedef struct FlowLabel FlowLabel;
struct FlowLabel {
	Par *par;
	Length x;    /* of its measure, from the frame's left edge */
	Length drop; /* how far below the first baseline it stands: an initial */
	const FlowLabel *next;
};

/* What stands beside the lines of a listing and behind them, by the lines of its paragraph. */
typedef struct {
	const uint32_t *numbers;     /* 0: none; NULL: no line has one */
	const bool *marked;          /* stands out; NULL: none does */
	const char *const *callouts; /* at its end, or NULL; NULL: none has any */
	Length number_end;           /* where numbers end, from the frame's left edge */
	Length mark;                 /* where the sign of what is turned over stands */
	const FlowItem *again;       /* above its lines, where it goes on; as a row's */
	TxtStyle style;
} FlowListing;

/* What the items of one paragraph, image or row share. */
typedef struct {
	uint8_t kind;
	uint8_t furniture; /* FlowFurniture */
	bool toc : 1;      /* with leaders and a page number */
	bool front : 1;    /* before the body: roman folios */
	bool heading : 1;
	bool caption : 1;       /* before what it belongs to */
	uint16_t widow, orphan; /* what dividing a paragraph there costs */
	Par *par;
	const DocNode *node;        /* of an image, a rule; else the block */
	const DocNode *run_in;      /* a heading in its first line; NULL */
	const FlowBox *box;         /* NULL: on the bare page */
	const FlowLabel *label;     /* set beside the first line; NULL */
	const FlowListing *listing; /* NULL: it is none */
	FlowRow *row;
	Length x, width;   /* of an image, a rule: from the frame's left edge */
	uint32_t number;   /* of a float, in FlowGalley.floats */
	float fewer, more; /* what a line less or more costs; FLOW_NEVER if there is no such variant */
} FlowBlock;
#define FLOW_NEVER 1e18F
enum { FLOW_TOC_RIGHT = 2 }; /* ems at the right of the contents that are their page numbers' */

struct FlowItem {
	const FlowBlock *block;
	Length before;       /* space above; none at a frame's top unless kept */
	Length height, base; /* advance; baseline from its top */
	int penalty;         /* of a break before it */
	uint32_t line;
	uint32_t first_note; /* in FlowList.refs */
	Length top; /* of the first heading of some: below a frame's, so that the text after them is on the grid */
	uint16_t note_count;
	uint16_t within; /* of the white above a listing, and of that below: its ground reaches so much farther */
	uint8_t variant;
	FlowStart start : 2;
	bool stretch : 1;   /* the space above may take a line more */
	bool from_grid : 1; /* the space above begins on the grid */
	bool on_grid : 1;   /* its top is brought to the baseline grid */
	bool keep_before : 1;
	bool barrier : 1; /* no float called before it may stand after it */
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
	Length *ends; /* by item: where it ends, from the note's top */
} FlowNote;

/* A figure or table with its caption: a list of its own.  Its mark in the text is an
 * item as high as it; where it does not fit there it stands at the top of a frame
 * after, and the mark has no height. */
typedef struct {
	FlowList list;
	Length above;      /* white over it, in place, beside the mark's own */
	Length height;     /* in place, with its white: whole lines */
	Length top_height; /* at a frame's top, with the white below */
	Length white;      /* over it, in place, beside what is left to whole lines */
	bool below_heading;
	bool waits, alone; /* for one, wherever its mark stands; has it to itself */
} FlowFloat;

/* A table that is too wide for the page: set broadside, a quarter to the left, on pages
 * of its own, which follow the one that its text has come to. */
typedef struct {
	FlowList list;
	uint32_t after; /* item of the text */
	Length width;
} FlowBroadside;

/* What is too wide for a column: over all of them, at the head of a page after the one that its text has come to, or at
 * the foot of the last. */
typedef struct {
	FlowList list;
	uint32_t after; /* item of the text */
	Length height;  /* with white below, whole lines */
} FlowWide;

/* What a galley is set for.  Lent; the arena has its blocks and paragraphs. */
typedef struct {
	const TsJob *job;
	ParContext *context;
	Arena *arena;
	Length measure;                 /* of a column */
	Length text_width, text_height; /* of a page: all columns, whole lines */
	int columns;
	bool ragged;             /* whatever the style says */
	bool book;               /* title page, contents, chapters on new pages */
	Par **pars;              /* by serial: paragraphs that no round changes; NULL until they are set */
	struct FlowAhead *ahead; /* NULL: nobody breaks any before */
} FlowSetting;

typedef struct {
	FlowList list;
	FlowList span;      /* title block over all columns of the first page */
	Length span_height; /* with its white below, on the grid */
	FlowNote *notes;    /* by number - 1 */
	size_t note_count;
	FlowFloat *floats; /* in the order of their marks */
	size_t float_count, float_cap;
	FlowBroadside *broadsides; /* in order */
	size_t broadside_count, broadside_cap;
	FlowWide *wides; /* in order */
	size_t wide_count, wide_cap;
	bool half_title; /* on the first leaf */
	bool parted;     /* of the book: sections of the first level that hold chapters */
} FlowGalley;

/* Sets the document; the galley lends from the setting, and is to be freed. */
void flow_build(const FlowSetting *setting, FlowGalley *galley);
void flow_free(FlowGalley *galley);
/* After it has come to pages, which have a list of their own: gives back the text's, unless heads of it are repeated.
 */
void flow_forget_text(FlowGalley *galley);

/* How a paragraph of the text itself will be set, as far as what stands before it says so: flow_foretell, which threads
 * may ask. */
typedef ParSpec FlowForetell(const FlowSetting *setting, const DocNode *para);
FlowForetell flow_foretell;
/* Paragraphs of the text itself that other threads break meanwhile, from the last on, while the galley is set from the
 * first on.  What is not set as it was foretold, or needs more than lines, is broken where it stands, as if nobody had.
 * NULL: there are no other threads, or it is not worth their while.  The setting and the pool are lent, and paragraphs
 * live until it is freed. */
typedef struct FlowAhead FlowAhead;
FlowAhead *flow_ahead_new(const FlowSetting *setting, Pool *pool, FlowForetell *foretell);
void flow_ahead_end(FlowAhead *ahead);  /* before anything else is done with the context; NULL is fine */
void flow_ahead_free(FlowAhead *ahead); /* after its end; NULL is fine */
/* A paragraph of that spec, the setting's own now; NULL: nobody has broken it. */
Par *flow_ahead_take(FlowAhead *ahead, const ParSpec *spec);

/* ---- lists ---- */

/* Adds an item that is otherwise zero. */
FlowItem *flow_add(FlowList *list, const FlowBlock *block);
/* Adds a paragraph's lines in a variant, each like another; the first gets before.
 * Returns how many. */
size_t flow_add_par(FlowList *list, const FlowBlock *block, size_t variant, const FlowItem *like, Length before);
void flow_add_ref(FlowList *list, FlowItem *item, const DocNode *note);
/* Adds another list's item, with its notes. */
FlowItem *flow_copy(FlowList *list, const FlowList *from, const FlowItem *item);
void flow_free_list(FlowList *list);
/* Of all items, the space above the first left out. */
Length flow_height(const FlowList *list);
/* What says that a table or a listing goes on, if an item stands first in a frame; NULL. */
const FlowItem *flow_again(const FlowItem *item);
/* Of what is repeated of a table or a listing above a frame's first item, one of the list: that it goes on, and a
 * table's head. */
Length flow_repeat_height(const FlowList *list, const FlowItem *item);
/* Where an item's top stands, when the one before it ends at y; first: of its
 * frame; free: nothing above it in the frame is on the grid. */
int64_t flow_top(const FlowSetting *setting, const FlowItem *item, int64_t y, bool first, bool free);

/* ---- what the setting says ---- */

/* Plain text in the style's default. */
ParSpec flow_spec(const FlowSetting *setting, const DocNode *node);
/* Whether a line has formulas, and else words alone: then what repeats it (contents, running heads) sets its nodes and
 * not its text.  NULL is fine. */
bool flow_repeats(const DocNode *line);
/* Whether notes stand on the pages that call them. */
bool flow_has_page_notes(const FlowSetting *setting);
/* Whether what stands in a block depends on pages: numbers of some, or notes that each page counts. */
bool flow_asks_pages(const FlowSetting *setting, const DocNode *block);
/* The baseline on which an item calls one of its notes, from the item's top. */
Length flow_note_base(const FlowItem *item, uint32_t note);
/* Between two notes in the margin. */
Length flow_aside_gap(const FlowSetting *setting);
/* The space from the last body line to the first note, with its rule. */
Length flow_note_gap(const FlowSetting *setting);
Length flow_leading(const FlowSetting *setting);

#endif
