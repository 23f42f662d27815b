/* builder: what the builders of the vertical list share.  Inside typeset only:
 * blocks.c walks the tree, paragraphs.c sets paragraphs, heading.c headings, initial.c opens chapters, containers.c
 * enters what holds blocks, figure.c sets figures and tables, frontmatter.c the title and the contents. */
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
	bool italic, centered, flush_right, ragged, accent;
	bool tight; /* in a tight list */
	bool verse;
	Length verse_left, verse_right; /* beside its longest line */
	bool off_grid;                  /* in a list, a quotation or the like */
	const FlowBox *box;
	const FlowCellStyle *cell; /* NULL: not in a table */
	bool note;
	int list_depth;
	size_t list_first; /* of the list's items */
} Context;

/* What waits for the next item; met when one is added, and then nothing waits. */
typedef struct {
	FlowStart start;
	FlowFurniture furniture;    /* of the page, if the item begins one */
	Length space;               /* wanted above it */
	int penalty;                /* of a break before it; FLOW_FORBIDDEN: it is kept with the last one */
	const FlowLabel *label;     /* set beside it */
	const FlowListing *listing; /* that it is of */
	const DocNode *run_in;      /* the heading that stands in its first line; NULL */
	Length lead;                /* of a paragraph: more indent of its first line, for what stands in it before */
} Pending;

/* What the last block was, as far as the next one looks different for it. */
typedef enum { AFTER_OTHER, AFTER_PARAGRAPH, AFTER_HEADING } After;
/* What has begun, and has no text of its own yet. */
typedef enum { OPENED_NONE, OPENED_PART, OPENED_CHAPTER } Opened;

typedef struct {
	const FlowSetting *setting;
	FlowGalley *galley; /* that it is all for */
	FlowList *list;     /* that is added to: the galley's, or one beside it */
	Context *stack;
	size_t depth, cap;
	Length width;        /* of the frame */
	Length picture_most; /* how high a picture may be; 0: as high as it is */
	Pending pending;
	After after;
	Opened opened;
	bool front;        /* before the body */
	bool any;          /* something was set */
	size_t notes_done; /* of those that stand in the text */
} Flow;

/* Begins adding to a list, with text of a size; build_end gives back what it took, and leaves the list. */
Flow build_start(const FlowSetting *setting, FlowGalley *galley, FlowList *list, Length size, Length leading);
void build_end(Flow *flow);
Arena *build_arena(const Flow *flow);
Context *build_top(Flow *flow);
Context *build_push(Flow *flow);            /* a copy of the top; popped by flow->depth-- */
void build_space(Flow *flow, Length space); /* at least this above the next item */
/* The same of a block on a ground, which reaches up by a pad: below another ground it has that white besides. */
void build_space_of_box(Flow *flow, const DocNode *block, Length space, Length pad);
void build_begin(Flow *flow, FlowStart start, FlowFurniture furniture); /* at least these, for the next item */
void build_keep(Flow *flow);                                            /* no break before the next item */
void build_apart(Flow *flow);   /* the next paragraph continues none: it has no indent */
Length build_width(Flow *flow); /* between the context's indents */
void build_indent(Context *context, const DocNode *node, Length by); /* at the start side */
/* A paragraph as the context has it; node: NULL for the program's own words. */
ParSpec build_spec(Flow *flow, const DocNode *node);
/* The same of a heading of a look; the look of those of a level. */
ParSpec build_heading_spec(Flow *flow, const DocNode *node, const StyHeading *look);
const StyHeading *build_heading_style(const Flow *flow, int level);
/* Puts a label before those there are. */
FlowLabel *build_label(Flow *flow, const ParSpec *spec, Length x);
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
bool build_centers(Flow *flow); /* pictures that are narrower than the text stand in its middle */
/* What stands above a table or a listing where it goes on, with white below: the label of what it is called by, and
 * that it does. */
const FlowItem *build_again(Flow *flow, const DocNode *node, const DocNode *called, Length below);

/* ---- blocks.c: the walk, and the recursion of what holds blocks ---- */

void build_blocks(Flow *flow, const DocNode *parent); /* all that it holds */
void build_whole(Flow *flow, const DocNode *node);    /* a block, and all that it holds */

/* A paragraph, as it stands after the last block. */
void build_para(Flow *flow, const DocNode *para);
/* Opens a chapter with its first paragraph: an initial, words in small capitals. */
void build_initial(Flow *flow, const DocNode *node, ParSpec *spec);

/* The leading of a heading of so many lines: its style's, or the nearest with which all of them are as many leadings
 * of the text more than one line, so that the white around it is its style's, too.  What opens a page has its white
 * below. */
Length build_heading_leading(Flow *flow, const StyHeading *look, size_t lines, bool opens);
/* The white above a chapter's heading: the style's, or a little more or less, so that the text below is on the grid. */
Length build_sinkage(Flow *flow, const StyHeading *look);
/* How a heading looks, and what stands before its words in their line: a part's label or a chapter's; NULL. */
typedef struct {
	StyHeading look;
	const char *label;
	bool labelled; /* it has one, there or above: so that its number is said */
	uint32_t said; /* bytes of its words that are said, in a label of its own */
} BuildOpening;
/* Begins what the heading begins, maybe a page, with its label if that stands above. */
BuildOpening build_opening(Flow *flow, const DocNode *header);
void build_header(Flow *flow, const DocNode *header);

/* A term, and the column or the lines of its definition. */
void build_term(Flow *flow, const DocNode *term);
void build_enter_definition(Flow *flow, const DocNode *definition);
/* What holds blocks. */
void build_enter(Flow *flow, const DocNode *node);
void build_leave(Flow *flow, const DocNode *node);

void build_listing(Flow *flow, const DocNode *node); /* a block of code */
void build_captioned_listing(Flow *flow, const DocNode *figure);
void build_float(Flow *flow, const DocNode *node); /* a figure or table, which may float */
/* A float in its place, with so much white below; of what is left to whole lines the half is above, where that is no
 * heading, or all where one follows. */
void build_float_heights(const Flow *flow, FlowFloat *set, Length below, bool heading_follows);
/* The white that is pending, a heading's, takes the place of what a float right before it has below itself. */
void build_spare_white(Flow *flow);
void build_figure(Flow *flow, const DocNode *figure);

/* Whether a block's children have room side by side; then it sets them so, all but a caption. */
bool build_has_room(Flow *flow, const DocNode *parent);
void build_side_by_side(Flow *flow, const DocNode *parent);
bool build_sets_columns(Flow *flow, const DocNode *div); /* it is columns, which have room */
void build_columns(Flow *flow, const DocNode *div);

/* A table while it is set: measured at full size, then fitted to a width, then added
 * row by row.  The setting's arena has it. */
typedef struct Table Table;
Table *build_measured(Flow *flow, const DocNode *node);
bool build_fits(const Table *table, Length width); /* in its smallest type, no word cut */
Length build_fit(Flow *flow, Table *table);        /* to the context's width; returns its own */
void build_rows(Flow *flow, Table *table);
void build_table(Flow *flow, Table *table, Length width); /* with its caption and the white around */
const DocNode *build_table_node(const Table *table);
/* Takes a table that fits no page upright out of the text, to be set broadside; false if
 * it stands where it cannot leave. */
bool build_broadside(Flow *flow, Table *table);
/* Whether a div is to be set broadside as its author wants it, whatever it holds; and does so. */
bool build_turns(Flow *flow, const DocNode *div);
void build_landscape(Flow *flow, const DocNode *div);
/* The item that what leaves the text is to follow: the last of the text, or, where a page is about to begin, one that
 * shows nothing. */
uint32_t build_anchor(Flow *flow);
/* Sets a figure, or a table (else NULL), over all columns if one is too narrow; false if not, or it cannot be. */
bool build_wide(Flow *flow, const DocNode *node, Table *table);

/* A block, and all that it holds; all of a list's blocks but those up to set, NULL: none. */
void build_but(Flow *flow, const DocNode *parent, const DocNode *set);
/* Whether a block that the document begins with stands before its contents.  Sets those; returns the last, NULL if
 * there is none. */
bool build_is_before_contents(const Flow *flow, const DocNode *node);
const DocNode *build_before_contents(Flow *flow);

/* Shares out the white of what stands off the baseline grid, so that the text after it is
 * on it again; marks where white may be put in or taken out. */
void build_grid(FlowList *list, Length leading);

/* A note with its mark, added to a list. */
void build_note(Flow *flow, const DocNode *note, FlowList *list);
/* The notes called before a chapter's heading, or all that are left (NULL), where the style has them here. */
void build_end_notes(Flow *flow, const DocNode *before);

/* The title, on pages of its own in a book; the contents, if they are wanted. */
void build_title(Flow *flow);
/* At the end of what has no title page: the imprint that a book has behind its title. */
void build_colophon(Flow *flow);
void build_contents(Flow *flow);

#endif
