/* rtf: what the files of its reader share (Microsoft's Rich Text Format Specification 1.9.1).  Inside import only.
 * No library reads it.  rtf.c takes the file apart, rtf_text.c makes signs of its bytes, rtf_words.c knows the
 * control words, rtf_blocks.c makes paragraphs, lists and tables. */
#ifndef IMPORT_RTF_H
#define IMPORT_RTF_H

#include "import/lists.h"
#include "import/xml.h"

/* Where text goes. */
typedef enum {
	RTF_BODY,
	RTF_NOWHERE,
	RTF_FONTS,
	RTF_STYLES,
	RTF_TITLE,
	RTF_AUTHOR,
	RTF_FIELD, /* what a field is */
	RTF_PICTURE,
	RTF_MARKER, /* a list item's sign */
	RTF_BOOKMARK,
	RTF_INFO /* what the document says of itself: its parts have targets of their own */
} RtfTarget;

/* What a paragraph is, until \pard. */
typedef struct {
	int style, outline; /* outline: 0 is a first heading; -1: none */
	int list, level;    /* list: 0: none */
	int left, first;    /* indents, in twips */
	bool in_table;
} RtfPara;

/* What a group inherits and gives back. */
typedef struct {
	RtfTarget target;
	unsigned formats;
	bool hidden, deleted;
	int font, skip; /* skip: characters that stand for one of \u */
	RtfPara para;
	DocNode *link;   /* that text goes into; NULL */
	bool ends_note;  /* its end ends a note */
	bool ends_field; /* its end ends a field */
} RtfGroup;

enum { RTF_DEEPEST = 250, RTF_COLUMNS = 100 };

/* A text that is read into: the document, or a note. */
typedef struct {
	DocNode *parent, *line; /* line: what is read of a paragraph; a DOC_PARA that is not in the tree yet */
	DocNode *table, *row, *cell;
	size_t column;
	Lists lists;
} RtfFlow;

typedef struct {
	Import *import;
	const char *at, *end;
	const char *charset; /* of the document */
	RtfGroup groups[RTF_DEEPEST];
	size_t depth;           /* the group at hand is groups[depth] */
	Map *charsets, *styles; /* font, style, as a number in decimal -> its encoding; its name in small letters */
	Buf bytes;              /* in an encoding, not converted yet */
	Buf words;              /* UTF-8, not put yet */
	Buf aside;              /* text that goes elsewhere than into the body */
	Buf marker, field;
	int skipped;   /* characters that are still to be skipped */
	uint32_t high; /* the first half of a pair */
	bool star;     /* the group may be ignored */
	int picture;   /* width in twips */
	int year, month, day;
	bool merge_down[RTF_COLUMNS], merge_first[RTF_COLUMNS], merge_left[RTF_COLUMNS], head; /* of the row to come */
	bool next_down, next_first, next_left;                                                 /* of the cell to come */
	size_t columns;
	DocNode *above[RTF_COLUMNS]; /* cells that reach down */
	RtfFlow flow, outer;         /* outer: while a note is read */
	bool in_note;
} Rtf;

/* rtf.c */
RtfGroup *rtf_group(Rtf *rtf);
bool rtf_is_skipped(Rtf *rtf); /* whether a character only stands for one that \u said already */
void rtf_flush(Rtf *rtf);      /* puts what was read of words */
void rtf_sign(Rtf *rtf, uint32_t c);
const char *rtf_key(Rtf *rtf, int number);

/* rtf_words.c: number: 1 if none was written; given: one was */
void rtf_control(Rtf *rtf, const char *word, int number, bool given);

/* rtf_blocks.c */
void rtf_end_paragraph(Rtf *rtf);
void rtf_end_cell(Rtf *rtf);
void rtf_end_row(Rtf *rtf);
void rtf_begin_flow(RtfFlow *flow, Import *import, DocNode *parent);
void rtf_end_flow(Rtf *rtf);
void rtf_add_block(Rtf *rtf, DocType type); /* after what the line holds so far: a page's end */

#endif
