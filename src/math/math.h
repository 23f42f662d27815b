/*
 * math: formulas.  TeX becomes a tree of MathML's elements, which the e-book writes as
 * it is and the typesetter sets.  Prefix: math_.  It knows no document.
 *
 * A tree lives in the arena that it was made in and is const from then on.  Its nodes
 * are those of MathML Core (https://www.w3.org/TR/mathml-core/), each with the class
 * that TeX gives it (The TeXbook, chapter 18), so that it can be set by either's rules.
 * What differs from MathML:
 *   - letters of an alphabet are that alphabet's own characters, the italic ones too;
 *   - classes are as they are after TeX's rules 5 and 6: a binary operator that has
 *     nothing to join is an ordinary symbol;
 *   - munder, mover and munderover that are movable are scripts wherever displaystyle
 *     is off.
 */
#ifndef MATH_MATH_H
#define MATH_MATH_H

#include "base/base.h"

typedef enum {
	MATH_ROW,
	MATH_ID,    /* mi: a variable, or a name such as sin */
	MATH_NUM,   /* mn */
	MATH_OP,    /* mo: u.op */
	MATH_TEXT,  /* mtext: words, spaces count */
	MATH_SPACE, /* u.space */
	MATH_FRAC,  /* numerator, denominator; u.frac */
	MATH_SQRT,  /* one kid */
	MATH_ROOT,  /* base, index */
	MATH_SUB,   /* base, script */
	MATH_SUP,
	MATH_SUBSUP, /* base, below, above */
	MATH_UNDER,  /* base, below; u.over */
	MATH_OVER,   /* base, above; u.over */
	MATH_UNDEROVER,
	MATH_MULTI,   /* mmultiscripts: base, sub, sup, sub before, sup before; an empty row where there is none */
	MATH_TABLE,   /* rows; u.table */
	MATH_TR,      /* cells; u.row */
	MATH_TD,      /* one kid; u.cell */
	MATH_STYLE,   /* one kid; u.style */
	MATH_PADDED,  /* one kid; u.padded */
	MATH_PHANTOM, /* one kid, which takes its room and is not seen */
	MATH_ENCLOSE, /* one kid; u.enclose */
	MATH_KINDS
} MathKind;

/* TeX's classes; after its rules a node in a row has one of these. */
typedef enum {
	MATH_ORD,
	MATH_LARGE, /* op: operators such as a sum's, and names such as sin */
	MATH_BIN,
	MATH_REL,
	MATH_OPEN,
	MATH_CLOSE,
	MATH_PUNCT,
	MATH_INNER,
	MATH_NO_CLASS /* spaces and changes of style: what is beside them sees through */
} MathClass;

/* A length: the sum of both. */
typedef struct {
	int32_t em; /* 1/1000 of the em in the place where it stands */
	int32_t pt; /* 1/1000 pt */
} MathLength;

typedef enum { MATH_CENTER, MATH_LEFT, MATH_RIGHT } MathAlign;
typedef enum { MATH_NO_LINE, MATH_SOLID, MATH_DASHED, MATH_DOUBLE } MathLine;
typedef enum { MATH_UNSAID, MATH_OFF, MATH_ON } MathSwitch;

/* Which alphabet a letter is of; see MathNode.plain. */
typedef enum {
	MATH_ITALIC, /* what a single letter is by itself */
	MATH_NORMAL, /* upright */
	MATH_BOLD,
	MATH_BOLD_ITALIC,
	MATH_SCRIPT, /* \mathcal and \mathscr */
	MATH_BOLD_SCRIPT,
	MATH_FRAKTUR,
	MATH_BOLD_FRAKTUR,
	MATH_DOUBLE_STRUCK,
	MATH_SANS,
	MATH_BOLD_SANS,
	MATH_SANS_ITALIC,
	MATH_SANS_BOLD_ITALIC,
	MATH_MONOSPACE,
	MATH_VARIANTS
} MathVariant;

/* Lines around and through; a set. */
enum {
	MATH_BOX_LEFT = 1,
	MATH_BOX_RIGHT = 2,
	MATH_BOX_TOP = 4,
	MATH_BOX_BOTTOM = 8,
	MATH_BOX = 15,
	MATH_STRIKE_UP = 16,   /* from the lower left: \cancel */
	MATH_STRIKE_DOWN = 32, /* from the upper left: \bcancel; both: \xcancel */
	MATH_STRIKE_LINE = 64, /* \sout */
	MATH_CIRCLE = 128
};

/* A rule across a table, before a row, from column `from` up to `to`. */
typedef struct {
	uint32_t row, from, to;
	MathLine line;
} MathRule;

typedef struct MathNode MathNode;
struct MathNode {
	MathKind kind;
	MathClass class;
	uint32_t offset; /* of the byte in the source that it comes from; a macro's use, for what that holds */
	const MathNode *const *kids;
	size_t count;
	/* ID, NUM, OP, TEXT: UTF-8, NUL-terminated.  plain is the same in the letters of
	 * text, for those who copy: "x" for U+1D465; where nothing was mapped it is text. */
	const char *text, *plain;
	MathVariant variant; /* ID, NUM */
	union {
		struct {
			bool stretchy, symmetric; /* stretches with its row, evenly about the axis */
			bool large_op;            /* larger where displaystyle is on */
			bool movable_limits;
			bool fence, separator;
			bool accent;               /* a sign set over or under what it belongs to */
			bool prime;                /* its glyph is that of a superscript already */
			MathLength min_size;       /* of \big and kin: exactly that high; zero if not said */
			MathLength lspace, rspace; /* beside what its class has; mostly zero */
		} op;
		struct {
			MathLength width, height, depth; /* height and depth: of \rule, which is drawn, and of struts */
			bool drawn;
			bool breaks; /* \\ outside a table: a line ends here */
			bool no_break;
		} space;
		struct {
			bool thick_given;
			MathLength thickness; /* 0 for none (binomials); the face's if not given */
			MathAlign num_align;  /* \cfrac[l] */
			bool continued;       /* \cfrac: struts above */
		} frac;
		struct {
			bool movable;              /* limits that are scripts where displaystyle is off */
			bool accent, accent_under; /* what is above, below, is an accent: close, not smaller */
			bool brace;                /* an over- or underbrace: takes limits itself */
		} over;
		struct {
			size_t columns;
			const MathAlign *aligns;       /* one a column */
			const MathLength *column_gaps; /* between columns: columns - 1 */
			const MathLine *column_lines;  /* before each column and after the last: columns + 1 */
			const MathRule *rules;
			size_t rule_count;
			MathLength row_gap;      /* between all rows; u.row has more */
			MathSwitch displaystyle; /* of all cells */
			bool script;             /* smallmatrix, substack: cells in script style */
			bool alignment;          /* align and kin: a display's lines, which may part at a page's end */
			bool loose;              /* cases: its lines are a fifth higher */
			bool multline;           /* first line left, last right, the others as the row says */
			MathAlign vertical;      /* where its axis is: CENTER; LEFT the first row's baseline, RIGHT the
			                            last's */
			bool edge_before, edge_after; /* array, smallmatrix: room at the outer columns' sides */
			bool spread;                  /* flalign: takes the whole measure */
		} table;
		struct {
			MathLength gap;            /* more, or less, below this row: \\[2pt] */
			const MathNode *tag;       /* \tag: what stands at the edge, brackets included; NULL if none */
			bool no_number;            /* \notag, \nonumber */
			const char *label;         /* \label{…}, or NULL */
			const MathNode *intertext; /* words on lines of their own before this row; NULL if none */
		} row;
		struct {
			uint32_t span;    /* columns; 1 mostly */
			bool align_given; /* \multicolumn: */
			MathAlign align;  /* instead of the column's */
			MathLine left, right;
		} cell;
		struct {
			MathSwitch displaystyle;
			bool level_given;
			int level;          /* scriptlevel, absolute */
			const char *colour; /* "#rrggbb" or NULL */
			const char *background;
			int percent; /* size of the face; 0 for no change: \large and kin in mathematics */
		} style;
		struct {
			bool no_width, no_height, no_depth; /* these count for nothing */
			MathAlign align;    /* without width: LEFT begins at the point (\rlap), RIGHT ends there, CENTER
			                       straddles it */
			MathLength voffset; /* up */
			MathLength before, after; /* more room at the sides */
		} padded;
		struct {
			unsigned lines;     /* MATH_BOX… */
			const char *colour; /* of the lines, or NULL */
		} enclose;
	} u;
};

/* \ref or \eqref: words that are another formula's number, which is not known yet when it is read. */
typedef struct MathRef MathRef;
struct MathRef {
	const char *label;
	bool bracketed;
	size_t offset;
	MathNode *words; /* the label, until math_refer */
	MathRef *next;
};

typedef struct {
	const MathNode *root; /* a row */
	bool display;
	const char *source; /* what a reader of the source sees: TeX; a formula in MathML has its own alttext, or "" */
	size_t len;
	bool foreign;        /* read from MathML: the source does not tell it from others */
	const MathNode *tag; /* the whole formula's \tag, as at u.row */
	bool no_number;      /* \notag */
	bool starred;        /* an environment that does not number: equation*, align* … */
	bool numbered;       /* an environment of the document's own that numbers: equation, align, gather … */
	bool parts;          /* subequations: its lines are parts of one number */
	const char *label;   /* \label{…}, or NULL */
	MathRef *refs;       /* NULL: none */
} MathTree;

/* What is wrong, and where; the first that was met. */
typedef struct {
	size_t offset;       /* bytes from the formula's begin */
	const char *message; /* what is wrong; what to do.  In the arena */
} MathFault;

/* Macros, in an arena.  What a formula defines is known to those after it. */
typedef struct MathMacros MathMacros;
MathMacros *math_macros_new(Arena *arena);
/* Defines \name, as \newcommand{\name}[args]{body} would; "[2] body" may say how many
 * arguments it takes, else the highest #n in it does.  name stands without the backslash.
 * False, and why, if it is no name or the body cannot be read. */
bool math_macros_set(MathMacros *macros, const char *name, const char *body, MathFault *fault);
/* The words between the ends of a range and before a list's last quantity, lent; "to" and "and" if nobody says any. */
void math_macros_say(MathMacros *macros, const char *to, const char *and_word);

/* Reads TeX, without its dollars.  NULL, and why, if it is at fault.  macros may be NULL. */
const MathTree *math_parse(Arena *arena, const char *tex, size_t len, bool display, MathMacros *macros,
                           MathFault *fault);

/* An element of MathML as it was read.  What is text stands among its kids with no name. */
typedef struct MathElement MathElement;
struct MathElement {
	const char *name;              /* in small letters, without a prefix; NULL: text */
	const char *text;              /* of text */
	const char *const *attributes; /* names and values by turns; NULL ends them */
	const MathElement *const *kids;
	size_t count;
};

/* Reads a math element of presentation MathML (Core's elements, mfenced, menclose and semantics), or of content
 * MathML's arithmetic, sets and calculus.  NULL, and why, if it holds others, or lacks what they need; offsets mean
 * nothing.  The source is its alttext, else TeX that an annotation has, else "". */
const MathTree *math_from_mathml(Arena *arena, const MathElement *element, MathFault *fault);

/* The table whose rows a display's lines are, each with a number of its own or none: align and kin; else NULL. */
const MathNode *math_lines(const MathTree *tree);
/* Puts a number in the place of a reference. */
void math_refer(MathRef *ref, const char *number);
/* A number without the brackets around it; in the arena. */
const char *math_bare_number(Arena *arena, const char *number);

/* MathML of a tree: one math element with its namespace and alttext; attrs are more of its
 * attributes, " id=\"x\"", or NULL; numbers, one a row of its lines, NULL for what has none, stand at
 * the edge, if count is that of the rows. */
void math_write(const MathTree *tree, const char *attrs, const char *const *numbers, size_t count, Buf *out);
/* The tree as text, one node a line, indented: for people and tests. */
void math_dump(const MathTree *tree, size_t indent, Buf *out);
/* How wide a formula is, in 1/1000 of its em: about what its signs take, for who does not set it. */
int32_t math_breadth(const MathTree *tree);
/* The formula as plain Unicode, on one line, as one would type it: "E = mc²". */
void math_plain(const MathTree *tree, Buf *out);
/* The same of one node. */
void math_plain_node(const MathNode *node, Buf *out);

#endif
