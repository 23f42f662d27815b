/* builder: what the builders of the vertical list share.  Inside typeset only:
 * blocks.c walks the tree, initial.c opens chapters, containers.c enters what holds blocks, figure.c sets figures
 * and tables, frontmatter.c the title and the contents. */
#ifndef TYPESET_FLOW_BUILDER_H
#define TYPESET_FLOW_BUILDER_H

#include "typeset/flow/flow.h"

/* How text is set in a table's cell. */
typedef struct {
	ParAlign align;
	uint16_t weight;
	Length gap;   /* white at the right of what it holds */
	bool divided; /* words may be hyphenated */
} FlowCellStyle;

/* What blocks inherit from those around them. */
typedef struct {
	Length left, right;
	Length size, leading;
	bool italic, centered, ragged, accent;
	bool tight; /* in a tight list */
	bool verse;
	Length verse_left, verse_right; /* beside its longest line */
	bool off_grid;                  /* in a list, a quotation or the like */
	const FlowBox *box;
	const FlowCellStyle *cell; /* NULL: not in a table */
	bool note;
	int list_depth;
} Context;

typedef struct {
	TsEdition *edition;
	FlowList *list;
	Context *stack;
	size_t depth, cap;
	Length width; /* of the frame */
	Length space; /* wanted above the next item */
	bool indent;  /* the next paragraph follows another */
	bool keep;    /* no page break before the next item */
	bool new_page, recto, opening, front, bare;
	int penalty;            /* of a break before the next item */
	const FlowLabel *label; /* for the next line */
	bool heading;           /* the last item is of a heading */
	bool initial;           /* a chapter has begun: its first paragraph may open with an initial */
	bool in_part;           /* sections of the second level are chapters */
	bool parted;            /* a part has begun, and no chapter yet */
	bool any;               /* body text was set */
	size_t section;         /* of the last heading, in the outline */
} Flow;

Flow build_start(TsEdition *edition, FlowList *list, Length size, Length leading);
void build_end(Flow *flow);
Arena *build_arena(const Flow *flow);
Context *build_top(Flow *flow);
Context *build_push(Flow *flow);                                     /* a copy of the top; popped by flow->depth-- */
void build_space(Flow *flow, Length space);                          /* at least this above the next item */
Length build_width(Flow *flow);                                      /* between the context's indents */
void build_indent(Context *context, const DocNode *node, Length by); /* at the start side */
const StyHead *build_head(const Flow *flow, int level);
ParSpec build_head_spec(Flow *flow, const DocNode *node, const StyHead *head);
/* Begins the page of a part or a chapter, the section of the flow; how its heading looks. */
StyHead build_opening(Flow *flow, const DocNode *header, int level);

ParSpec build_spec(Flow *flow, const DocNode *node);
/* Puts a label before those there are. */
FlowLabel *build_label(Flow *flow, const ParSpec *spec, Length x);
/* Opens a chapter with its first paragraph: an initial, words in small capitals. */
void build_initial(Flow *flow, const DocNode *node, ParSpec *spec);
/* A block as the flow stands, and what its first item is like. */
FlowBlock *build_block(Flow *flow, FlowKind kind, const DocNode *node);
FlowItem build_like(Flow *flow, const FlowBlock *block, Length leading, Length size);
/* Adds a paragraph whose lines are as they are: a heading, verse. */
size_t build_add_fixed(Flow *flow, FlowBlock *block, Par *par, Length leading, Length size);
/* Adds a paragraph; returns the index of its first item, the list's count if it has none. */
size_t build_add(Flow *flow, const ParSpec *spec, Length leading);
void build_off_grid(Flow *flow, size_t first); /* all items from first on */
void build_done(Flow *flow);                   /* something was added: its wishes are met */
FlowBox *build_box(Flow *flow, StyColor color, Length pad);

void build_blocks(Flow *flow, const DocNode *parent); /* all that it holds */
void build_whole(Flow *flow, const DocNode *node);    /* a block, and all that it holds */

/* What holds blocks. */
void build_enter(Flow *flow, const DocNode *node);
void build_leave(Flow *flow, const DocNode *node);

void build_float(Flow *flow, const DocNode *node); /* a figure or table, which may float */
void build_figure(Flow *flow, const DocNode *figure);

/* A table while it is set: measured at full size, then fitted to a width, then added
 * row by row.  The edition's arena has it. */
typedef struct Table Table;
Table *build_measured(Flow *flow, const DocNode *table);
bool build_divides(const Flow *flow, const ParSpec *spec); /* whether words of a cell's paragraph are hyphenated */
bool build_fits(const Table *table, Length width);         /* in its smallest type, no word cut */
Length build_fit(Flow *flow, Table *table);                /* to the context's width; returns its own */
void build_rows(Flow *flow, Table *table);
void build_table(Flow *flow, Table *table, Length width); /* with its caption and the white around */
const DocNode *build_table_node(const Table *table);
/* Takes a table that fits no page upright out of the text; false if it stands where
 * it cannot leave. */
bool build_turned(Flow *flow, Table *table);

void build_title(Flow *flow);
void build_contents(Flow *flow);

#endif
