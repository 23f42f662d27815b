/*
 * page: the galley -> pages -> display lists.  Inside typeset only: edition.c drives it.
 *
 * Pages are made up of frames, a column each: floats at the top, items of the text,
 * parts of notes at the foot.  pagebreak.c finds where the frames end, makeup.c makes
 * them, walk.c goes down one, compose.c paints; labels.c and places.c tell what stands
 * where.  The galley stays as it is; where a paragraph was made longer or shorter, the
 * makeup's own list has it so.
 */
#ifndef TYPESET_PAGE_PAGE_H
#define TYPESET_PAGE_PAGE_H

#include "typeset/flow/flow.h"

/* Lines of a note that stand in one frame. */
typedef struct {
	uint32_t note;       /* index: number - 1 */
	uint32_t first, end; /* items of its list */
	Length y;            /* beside its line: from the frame's top */
} PagePart;

/* A column of a page. */
typedef struct {
	uint32_t first, end;               /* items */
	uint32_t first_float, float_count; /* at its top */
	uint32_t first_part, part_count;   /* notes at its foot */
	Length x, y;                       /* from the corner of the page's text */
	Length aside;                      /* where its notes begin that stand beside it; 0: they stand at its foot */
	Length height;                     /* to the foot of its notes */
	Length used;                       /* of it, by its text; all if notes are at its foot */
	const char *reason;                /* why it ends where it does; NULL if nobody asks */
} PageFrame;

/* Whose headings may run along the head. */
typedef enum { PAGE_PART, PAGE_CHAPTER, PAGE_SECTION, PAGE_HEADS } PageHead;

/* A page of a broadside table: as wide as the text is high. */
typedef struct {
	const FlowList *list;            /* the table's */
	uint32_t first, end;             /* items */
	uint32_t first_part, part_count; /* its notes */
	Length x, y;                     /* of the items, from the corner of the turned text */
} PageBroadside;

typedef struct {
	uint32_t first_frame, frame_count;
	uint32_t first, end;             /* items of all its frames */
	uint32_t first_wide, wide_count; /* over all columns, at its head … */
	uint32_t foot_count;             /* … and after those as many at its foot, */
	Length foot;                     /* from here on, from the top of its text */
	bool blank, front;
	uint32_t broadside;               /* 1 + index into broadsides, of a broadside page; 0 */
	const DocNode *heads[PAGE_HEADS]; /* of what its top is in, for the running head; NULL: of none */
	const char *label;
} Page;

typedef struct {
	const FlowSetting *setting; /* lent, as is the galley */
	const FlowGalley *galley;
	FlowList list; /* the galley's text as it stands on the pages */
	Page *pages;
	size_t page_count, page_cap;
	PageFrame *frames;
	size_t frame_count, frame_cap;
	PagePart *parts;
	size_t part_count, part_cap;
	PageBroadside *broadsides;
	size_t broadside_count, broadside_cap;
	size_t widened;     /* headings that have a line of white more, so that pages are even */
	uint32_t *place_of; /* by serial: 1 + index into places */
	TsPlace *places;
	size_t place_count, place_cap;
} PageMakeup;

/* Makes pages, with their labels, heads and places; to be freed, before the galley is. */
void page_make(const FlowSetting *setting, const FlowGalley *galley, PageMakeup *makeup);
void page_free(PageMakeup *makeup);
/* A page's display list, in the arena. */
const TsPage *page_paint(const PageMakeup *makeup, size_t index, Arena *arena);
/* Tells the job's trace, if it asks for lines, why the lines on the pages end where they do. */
void page_trace_lines(const PageMakeup *makeup);
/* The same of pages. */
void page_trace(const PageMakeup *makeup);
TsPlace page_place(const PageMakeup *makeup, const DocNode *node);
/* Where the source begins on each page; in the setting's arena. */
DocPageMap page_map(const PageMakeup *makeup);

#endif
