/*
 * style: how it looks, described once, read by both outputs.  Prefix: sty_.
 * The values come from assets/styles/default.yaml, a named style or a file of
 * the user's on top; each has its name, unit and range in one table (style.c).
 */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "base/base.h"
#include "code/code.h"

typedef struct {
	uint8_t r, g, b;
} StyColor;
typedef enum { STY_JUSTIFIED, STY_RAGGED } StyRag;
/* What of the looks of words in code counts in print. */
typedef enum { STY_SCHEME_NONE, STY_SCHEME_WEIGHTS, STY_SCHEME_COLORS } StyScheme;
typedef enum { STY_START, STY_CENTER } StyAlign; /* along the measure */
/* What a running head says; of the two sides of a spread each its own. */
typedef enum { STY_SAYS_TITLE, STY_SAYS_AUTHOR, STY_SAYS_CHAPTER, STY_SAYS_NOTHING } StySays;
/* Where the folio stands: below the middle of the text, below or above its outer edge, nowhere. */
typedef enum { STY_FOLIO_CENTER, STY_FOLIO_OUTER, STY_FOLIO_HEAD, STY_FOLIO_NONE } StyFolio;
/* How a label stands before what it names: "Figure 2". */
/* Which captions have numbers: all; those of a kind that the text calls by number. */
typedef enum { STY_NUMBERS_ALWAYS, STY_NUMBERS_REFERENCED } StyNumbers;
typedef enum { STY_LABEL_PLAIN, STY_LABEL_BOLD, STY_LABEL_ITALIC, STY_LABEL_SMALL_CAPS } StyLabel;
/* Where notes stand in print: at the foot of the page that calls them, at their chapter's end, at the book's. */
typedef enum { STY_NOTES_FOOT, STY_NOTES_CHAPTER, STY_NOTES_BOOK } StyNotesPlace;
/* How definitions stand to their terms: below them, going on in their lines, in a column at their side. */
typedef enum { STY_DEFINED_BELOW, STY_DEFINED_RUN_IN, STY_DEFINED_BESIDE } StyDefined;
#define STY_HEADINGS 6
#define STY_MARKS 3
#define STY_NAMES 8

typedef struct {
	const char *names[STY_NAMES]; /* families in order of wish; NULL-terminated unless full */
	Pos pos[STY_NAMES];           /* of each in the user's file; no file: a style of ours names it */
} StyFamily;

typedef struct {
	Length size, leading;
	Length before, after; /* space, rounded to the grid where the page maker wants it */
	int weight;
	bool italic, small_caps, centered, sans;
	Length tracking;
	StyColor color;
} StyHeading;

/* How words of one class in code look. */
typedef struct {
	bool bold, italic, colored;
	StyColor color; /* if colored */
} StyWord;

typedef struct Style Style;
struct Style {
	const char *name;
	struct {
		Length width, height;
		Length inner, outer, top, bottom; /* margins */
		int columns;
		Length column_gap;
		Length binding;  /* more at the spine than the inner margin: it has it already */
		Length bleed;    /* beyond the page's edges, to be trimmed off */
		bool crop_marks; /* that say where */
		bool even;       /* facing pages end at one height; else where they may */
		bool grid;       /* lines stand on those of the facing page and of the back */
		bool mirrored;   /* the inner margin is at the spine; else at the left of every page */
	} page;
	struct {
		StyFamily serif, sans, mono, math;
	} faces;
	struct {
		Length size, leading, indent;
		Length paragraph_space; /* between paragraphs; 0: indents instead */
		StyRag rag;
		bool hyphenate, oldstyle_figures, sans;
		bool indent_all;                 /* the first paragraph too; of itself in languages that want it */
		bool italics;                    /* else what is emphasised is bold */
		int word_space;                  /* per cent of the face's own space */
		int narrowest, widest;           /* in justified lines: per cent of that */
		int before_hyphen, after_hyphen; /* fewest letters that hyphenation leaves there */
		int protrusion;                  /* per cent of the full table; 0 off */
		int expansion;                   /* 1/1000: 20 is 2 % either way; 0 off */
		StyColor color;
	} text;
	StyHeading heading[STY_HEADINGS];
	struct {
		Length sinkage;       /* above a chapter's opening */
		bool new_page, recto; /* level-1 headings of a book */
		int drop_cap;         /* lines; 0 none */
		int lead_words;       /* in small capitals at a chapter's opening */
	} chapter;
	struct {
		Length title_size, subtitle_size, author_size;
		int block_below_pages;
		bool half_title;
		bool show; /* in print; else the source sets it, or it is not said */
		StyAlign align;
		Length height; /* on a page of its own: white above, from the text's top */
		int weight;
		bool sans, small_caps; /* of the title itself */
		Length tracking;
		StyColor color;
		bool author_small_caps;
	} title;
	struct {
		Length indent, before;
		Length size;
	} quote;
	struct {
		Length indent, turnover;
		bool centered;
	} verse; /* centered: on its longest line */
	struct {
		Length indent, size;
		bool italic;
	} epigraph;
	struct {
		Length size, leading;
		bool italic;
	} pullquote;
	struct {
		Length rule, pad, size;
	} admonition; /* rule: thickness of the bar at its side */
	struct {
		const char *ornament;
		Length before, after;
	} breaks; /* thematic; no ornament: a blank line */
	struct {
		Length indent, item_space;
		const char *bullets[STY_MARKS]; /* by depth; from the first again below; NULL: none */
	} list;
	struct {
		StyDefined form;
		StyLabel term;
		Length indent, before; /* of definitions: their lines, or their column; above terms in tight lists */
	} definition;
	struct {
		Length size, leading, indent;
		int width;                 /* of its letters, per cent of the face's own */
		StyColor background, mark; /* mark: of lines that stand out */
		StyScheme scheme;
	} code;
	StyWord words[CODE_CLASSES]; /* of code, by CodeClass */
	struct {
		Length size, leading, rule, rule_width, before;
		StyNotesPlace place;
		bool restart; /* each chapter's are counted from the first */
		bool symbols; /* instead of numbers */
	} notes;
	struct {
		Length size, leading, rule_width, cell_pad;
		Length column_gap; /* between the words of two columns */
		int keep;          /* per cent of the text's height: what is no higher stays on one page */
		bool full_width;
		bool continued;        /* where it goes on says so */
		StyColor head, stripe; /* grounds of heads and of every second row; white: none */
	} table;
	struct {
		Length before, after, caption_size;
		StyAlign caption;
		StyLabel label; /* of tables too */
		StyNumbers numbers;
		int height; /* at most: per cent of the text's */
	} figure;
	struct {
		StyAlign align; /* of displays */
		Length indent;  /* of those at the start */
	} formula;
	struct {
		bool leaders;  /* dots up to the page's number */
		int weight;    /* of entries of the first level, where there are others */
		Length before; /* above each of these */
	} contents;
	struct {
		Length size;
		bool small_caps;
		Length distance;
		bool show;
		StySays left, right; /* on left-hand pages and on right-hand ones */
		StyFolio folio;
		bool total; /* with the last page's number: "3 / 12" */
	} running;
	struct {
		bool embed_fonts;
		bool formula_images; /* beside MathML */
	} ebook;                     /* the faces go with it: else those alone that readers lack */
	struct {
		StyColor link, rule, accent, admonition, cover;
		StyColor note, tip, important, warning, caution; /* an admonition's bar and its title */
	} colors;                                                /* cover: of the drawn cover's cloth */
	struct {
		int widow, orphan, hyphen, ladder, runt;
	} penalties;
};

/* Named or from a file: overlay is the text of the user's style file (NULL: none), which
 * may say with `base: NAME` what it stands on.  Everything lives in the arena.  NULL after
 * errors that diag holds. */
typedef struct {
	const char *base; /* "default", "handout", "classic", "large-print"; NULL: default */
	const char *overlay;
	size_t overlay_len;
	const char *overlay_file;
	const char *lang; /* the document's: some scripts want more leading; NULL */
	Paper paper;      /* none: the style's own */
} StyRequest;
const Style *sty_load(const StyRequest *request, Arena *arena, Diag *diag);

/* The text of a style that comes with the program ("classic"); NULL if there is none of that name. */
const Asset *sty_named(const char *name);

/* The names of all of these in strcmp's order, with what each is for in a line; returns how many, at most so many. */
typedef struct {
	const char *name, *purpose;
} StyNamed;
size_t sty_list(Arena *arena, StyNamed *out, size_t most);
/* "classic, default, … or report": for messages. */
const char *sty_names(Arena *arena);

/* As white as paper: a ground that is none. */
bool sty_is_white(StyColor color);

/* Copies with something changed. */
Style *sty_scaled(const Style *style, int permille, Arena *arena); /* every length but the page's */
Style *sty_grey(const Style *style, Arena *arena);                 /* colours as the greys of the same lightness */
Style *sty_draft(const Style *style,
                 Arena *arena); /* room to write: half more leading, a third of the page at the outer edge */

#endif
