/* extension: what the dialect has beyond cmark-gfm's own, as syntax extensions that
 * leave marks in cmark's tree.  Inside markdown only.
 *
 * A mark is a cmark node with user data: a CUSTOM_BLOCK, or, since cells of tables
 * hold no CUSTOM_INLINE, an EMPH.  Lists in letters and Roman numerals are cmark's
 * own LIST and ITEM, whose bullet_char says their style (an MdStyle).
 *
 * Two empty blocks, the first and the last of a document, are where the extension
 * is called before inlines are parsed, to make headings known as references, and
 * after them, while a typed quotation mark is still a node of its own. */
#ifndef MARKDOWN_EXTENSION_H
#define MARKDOWN_EXTENSION_H

#include "base/base.h"
#include "document/document.h"
#include "markdown/drawn.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <cmark-gfm/parser.h>
#include <cmark-gfm/references.h>

typedef enum {
	/* CUSTOM_BLOCKs */
	MD_BEGIN,
	MD_END,
	MD_DIV,
	MD_DIV_END, /* a closing fence: nothing */
	MD_DEFINITION,
	MD_DRAWN, /* a table that is drawn, and */
	MD_CELL,  /* one of its cells: see drawn.h */
	/* a FOOTNOTE_DEFINITION */
	MD_INLINE_NOTE, /* its words stand in the text */
	/* a HEADING */
	MD_HEADING,
	/* a PARAGRAPH */
	MD_PLAIN, /* would cost too much: it is plain text, or no table */
	/* EMPHs */
	MD_ATTR,      /* of what stands before it */
	MD_SPAN_OPEN, /* "[" of a span whose attributes follow its "]" */
	MD_DELIMITER, /* a run that found no partner: its text */
	MD_SUPERSCRIPT,
	MD_SUBSCRIPT,
	MD_STRIKEOUT,
	MD_MATH,
	MD_EMOJI,
	MD_VARIABLE,
	MD_QUOTE /* a typed quotation mark: its text */
} MdKind;

/* Delimiters of lists beside cmark's period and bracket, and styles beside decimal. */
enum { MD_TWO_PARENS = CMARK_PAREN_DELIM + 1 };
typedef enum {
	MD_LOWER_ALPHA = 'a',
	MD_UPPER_ALPHA = 'A',
	MD_LOWER_ROMAN = 'i',
	MD_UPPER_ROMAN = 'I',
	MD_EXAMPLE = '@'
} MdStyle;

/* The address of a link to a heading by its words: this, and the heading's number. */
#define MD_HEADING_URL "\002"
/* The address of a reference whose own is too long for so many uses. */
#define MD_LONG_URL "\003"

/* Stand for signs that cmark is not to see while it reads: a backtick that is no code's
 * (backticks.c), the last one of a marker that nests too deep (guard.c), the backslash of
 * a formula's "\\(", "\\[" or "\\begin", what would begin a list in a display (displays.c), a bar that divides no row
 * (cells.c, guard.c), nothing beside emphasis (flanks.c). */
enum { MD_FLANK = '\001', MD_TICK = '\004', MD_BACKSLASH = '\005', MD_MARKER = '\016', MD_SIGN = '\027' };
#define MD_MARKERS ">-+*.)= |"              /* by their distance from MD_MARKER, and from MD_SIGN */
void md_hide_ticks(char *text, size_t len); /* of a block's content */
void md_hide_brackets(char *text, size_t len);
/* Hides the sign at a place of the source in the copy that is fed; copy NULL: none was made yet.  Returns the copy,
 * which is the caller's.  base: MD_MARKER or MD_SIGN. */
char *md_hide_sign(char *copy, const char *text, size_t len, size_t at, int base);
size_t md_show_signs(char *text, size_t len); /* of what was made of it; its length then */
void md_flank(cmark_node *block);             /* in a block's content */
/* macros.c: whether a paragraph's content is nothing but TeX's definitions of macros. */
bool md_defines_macros(const char *text, size_t len);

typedef struct MdMark MdMark;
struct MdMark {
	MdKind kind;
	DocAttr *attr;
	const char *text; /* as it stands in the source; a maths' inside; an emoji */
	size_t len;
	const char *name;   /* MD_EMOJI, MD_VARIABLE */
	uint32_t line, col; /* cmark's: bytes; 0: not known */
	bool closed;        /* MD_DIV: its closing fence was met */
	bool display;
	uint32_t opening;        /* MD_MATH: bytes of what it begins with */
	bool late;               /* MD_MATH: one of several lines stood before it, so col is not known */
	bool tight;              /* MD_DEFINITION: no blank line before it */
	bool shortcut;           /* MD_ATTR: after "[words]" that a heading has, too: a span */
	int fence;               /* MD_DIV: its colons */
	int offset;              /* MD_DEFINITION: the columns that its lines are indented by */
	MdMark *open;            /* MD_ATTR after a span: its MD_SPAN_OPEN */
	MdDrawn *drawn;          /* MD_DRAWN, MD_CELL */
	const MdDrawnCell *cell; /* MD_CELL */
	DocNode *node;           /* MD_SPAN_OPEN: the "[" in the tree; MD_HEADING: the heading */
};

typedef struct {
	Arena *arena;     /* where marks live */
	const char *text; /* what is parsed */
	size_t len;
	bool pandoc; /* the dialect is Pandoc's own */
	cmark_parser *parser;
	cmark_syntax_extension *blocks, *marks;
	cmark_llist *chars;
	MdMark **headings; /* by number */
	size_t heading_count, heading_cap;
	struct MdNoteMark {
		uint32_t line;
		bool called;
	} * notes; /* definitions in the order of the source */
	size_t note_count, note_cap;
	bool brackets;   /* formulas may stand between \\( and \\), \\[ and \\] */
	MdDrawn **drawn; /* tables, in the order of the source */
	size_t drawn_count;
	struct MdFed {
		uint32_t line, col; /* 0: none */
	} * fed;                    /* where in the source each line stands that was read after it */
	size_t fed_count, fed_cap;
	uint32_t fed_line; /* the last one before them */
	Map *examples;     /* number by name; NULL */
	size_t example_count, inline_note_count;
	cmark_node *table; /* the table that grows */
	size_t missing;    /* cells that its short rows did not have */
	struct {
		cmark_node *block; /* whose inlines are parsed, */
		int start;         /* which begins in this line */
		uint32_t lines;    /* that formulas took in it: cmark does not count them */
		size_t in_vain;    /* bytes in which a formula's end was looked for and not found */
	} taken;
} MdExtensions;

/* For one text, which is lent; to be attached to one parser. */
MdExtensions *md_extensions_new(Arena *arena, const char *text, size_t len, bool pandoc);
void md_extensions_attach(MdExtensions *own, cmark_parser *parser); /* before the text is fed */
void md_extensions_end(MdExtensions *own);                          /* after it */
void md_extensions_free(MdExtensions *own);                         /* after the parser */

MdMark *md_mark(cmark_node *node); /* NULL if it is none */
MdMark *md_new_mark(cmark_syntax_extension *ext, MdKind kind);
Arena *md_arena(cmark_syntax_extension *ext);
/* A block of ours where the line is read, which the mark says more of. */
cmark_node *md_add_block(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, MdMark *mark);
void md_pass_line(cmark_parser *parser, const char *input, size_t len); /* nothing is left of it */
size_t md_trimmed(const char *text, size_t len);                        /* its bytes without white space at the end */

/* cells.c: tables that are drawn, which are found in the source before it is fed. */
char *md_hide_drawn(const MdExtensions *own, char *copy); /* of the source, to be fed; NULL: none was made yet */
char *md_hide_inner_bars(MdExtensions *own, char *copy);  /* likewise */
void md_read_cells(MdExtensions *own);                    /* after the text is fed */
void md_place_cells(MdExtensions *own);                   /* before inlines are parsed */
void md_place_fed(const MdExtensions *own, uint32_t *line, uint32_t *col); /* makes a place one in the source */
cmark_node *md_open_drawn(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, const char *input,
                          size_t len);
bool md_match_drawn(cmark_parser *parser, const MdMark *mark, const char *input, size_t len);
bool md_is_table(cmark_node *node); /* of any kind; NULL is none */
/* What a table's caption begins with, ": " or "Table: ": its bytes; 0 if the text is none. */
size_t md_caption_prefix(const char *text, size_t len);

/* The extensions' parts: blocks.c, lists.c, inlines.c, references.c, guard.c, backticks.c. */
cmark_node *md_open_block(cmark_syntax_extension *ext, int indented, cmark_parser *parser, cmark_node *parent,
                          unsigned char *input, int len);
int md_match_block(cmark_syntax_extension *ext, cmark_parser *parser, unsigned char *input, int len, cmark_node *node);
cmark_node *md_match_inline(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, unsigned char c,
                            cmark_inline_parser *in);
delimiter *md_join_runs(cmark_syntax_extension *ext, cmark_parser *parser, cmark_inline_parser *in, delimiter *opener,
                        delimiter *closer);
void md_name_headings(MdExtensions *own); /* before inlines are parsed */
void md_guard(MdExtensions *own);         /* before them, too */
/* Hides markers of quotations and lists where they nest too deep; NULL if none does,
 * else a copy of the text, for the caller to free. */
char *md_guard_nesting(const char *text, size_t len);
/* displays.c: the same, with what would begin a list within a display hidden; brackets: those of LaTeX are displays. */
char *md_guard_displays(const char *text, size_t len, bool brackets);
/* The bytes of the name, followed by a brace, of an environment that is a display by itself; 0 if it is another. */
size_t md_display_name(const char *text, size_t len);
void md_list_notes(MdExtensions *own);
void md_guard_references(MdExtensions *own);
/* A paragraph in place of the table that the line would begin or continue, if that
 * would cost too much; NULL if not. */
cmark_node *md_guard_table(cmark_syntax_extension *ext, cmark_parser *parser, cmark_node *parent, const char *input,
                           size_t len);
void md_mark_quotes(MdExtensions *own); /* after them */

/* A reading of a list's marker: "(iv)", "b.", "(2)". */
typedef struct {
	int start;
	unsigned char style; /* 0 or an MdStyle */
	cmark_delim_type delim;
	size_t len;
} MdMarker;
/* Reads the marker at text as an item of list, if it is not NULL, or as the first of
 * a list; false if it is none. */
bool md_read_marker(const char *text, size_t len, const cmark_list *list, MdMarker *out);

/* examples.c: the same of an example's, "(@name)"; it counts once it is an item.  The number of the example that
 * text[0] == '@' calls, and the bytes that this takes; NULL. */
bool md_read_example(const MdExtensions *own, const char *text, size_t len, MdMarker *out);
void md_count_example(MdExtensions *own, const char *text, const MdMarker *marker);
const char *md_example_called(const MdExtensions *own, const char *text, size_t len, size_t *used);

void md_cut_notes(MdExtensions *own); /* before inlines are parsed: inline_notes.c */
/* The bytes of the formula at text[0] == '$'; 0 if it is none. */
size_t md_formula_length(MdExtensions *own, const char *text, size_t len);
cmark_chunk md_chunk(cmark_mem *mem, const char *text); /* a copy of the text */

/* The emoji that GitHub's name text[0..len) stands for; NULL if none. */
const char *md_emoji(const char *text, size_t len, const char **name);

#endif
