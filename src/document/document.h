/*
 * document: the tree that one source becomes and two editions are made from.
 * Prefix: doc_.  It knows no input and no output format.
 *
 * `source` builds the tree; doc_resolve then completes it (ids, sections, notes,
 * numbers, cross references, languages, serials).  After that it is const.
 * Everything lives in the document's arena.  Node names are Pandoc's.
 */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "base/base.h"
#include "code/code.h"
#include "image/image.h"
#include "math/math.h"
#include "language/language.h"

typedef enum {
	/* blocks */
	DOC_ROOT,
	DOC_PARA,
	DOC_PLAIN, /* a paragraph of a tight list, a cell, a term: inlines without space around */
	DOC_HEADER,
	DOC_BULLET_LIST,
	DOC_ORDERED_LIST,
	DOC_LIST_ITEM,
	DOC_BLOCK_QUOTE,
	DOC_CODE_BLOCK,
	DOC_RULE,    /* thematic break; HorizontalRule */
	DOC_TABLE,   /* DOC_CAPTION?, DOC_TABLE_HEAD, DOC_TABLE_BODY */
	DOC_CAPTION, /* of a table or a figure; holds blocks */
	DOC_TABLE_HEAD,
	DOC_TABLE_BODY,
	DOC_TABLE_ROW,
	DOC_TABLE_CELL,      /* holds blocks, mostly one DOC_PLAIN */
	DOC_FIGURE,          /* blocks (a DOC_PLAIN with the image), then DOC_CAPTION? */
	DOC_DEFINITION_LIST, /* DOC_TERM and DOC_DEFINITION, in order */
	DOC_TERM,            /* inlines */
	DOC_DEFINITION,      /* blocks */
	DOC_DIV,
	DOC_PAGE_BREAK,
	DOC_NOTE,      /* a footnote's body; child of no block: see Doc.notes */
	DOC_RAW_BLOCK, /* HTML as written, in u.text; gone when src_read returns */
	/* inlines */
	DOC_TEXT,
	DOC_SOFT_BREAK,
	DOC_LINE_BREAK,
	DOC_EMPH, /* from here to the last one above DOC_QUOTED: how words look, see doc_is_format */
	DOC_STRONG,
	DOC_STRIKEOUT,
	DOC_SUPERSCRIPT,
	DOC_SUBSCRIPT,
	DOC_SMALL_CAPS,
	DOC_UNDERLINE,
	DOC_QUOTED, /* its marks, by language, are in u.quoted */
	DOC_CODE,
	DOC_MATH, /* its source and, where that could be read, a tree */
	DOC_LINK,
	DOC_IMAGE,
	DOC_SPAN,
	DOC_RUBY, /* words with how they are read: inlines, and after each run of them a PAREN, a READING and a PAREN */
	DOC_READING,    /* inlines */
	DOC_RUBY_PAREN, /* a DOC_TEXT, "(" or ")", which an edition that sets readings beside the words leaves out */
	DOC_NOTE_REF,
	DOC_RAW_INLINE, /* as DOC_RAW_BLOCK */
	DOC_TYPES
} DocType;

typedef enum { DOC_ALIGN_DEFAULT, DOC_ALIGN_LEFT, DOC_ALIGN_CENTER, DOC_ALIGN_RIGHT } DocAlign;
typedef enum { DOC_DIR_LTR, DOC_DIR_RTL } DocDir;
typedef enum {
	DOC_NUM_DECIMAL,
	DOC_NUM_LOWER_ALPHA,
	DOC_NUM_UPPER_ALPHA,
	DOC_NUM_LOWER_ROMAN,
	DOC_NUM_UPPER_ROMAN,
	DOC_NUM_CIRCLED /* what explains a listing's callouts */
} DocNumStyle;
typedef enum { DOC_DELIM_PERIOD, DOC_DELIM_PAREN, DOC_DELIM_TWO_PARENS } DocNumDelim;
typedef enum { DOC_TASK_NONE, DOC_TASK_OPEN, DOC_TASK_DONE } DocTask;

/* What a fenced div is, from its classes; the typesetter and the e-book know
 * these, all others are DOC_DIV_PLAIN. */
typedef enum {
	DOC_DIV_PLAIN,
	DOC_DIV_NOTE,
	DOC_DIV_TIP,
	DOC_DIV_WARNING,
	DOC_DIV_EPIGRAPH,
	DOC_DIV_VERSE,
	DOC_DIV_PULLQUOTE,
	DOC_DIV_DEDICATION,
	DOC_DIV_ABSTRACT,
	DOC_DIV_MISSING, /* the words of a picture that cannot be had */
	DOC_DIV_COLUMNS, /* blocks side by side, each of them */
	DOC_DIV_COLUMN,  /* as a rule one of these */
	DOC_DIV_KINDS
} DocDivKind;

typedef enum {
	DOC_LINK_EXTERNAL, /* u.link.url */
	DOC_LINK_INTERNAL, /* u.link.target, written with text of its own */
	DOC_LINK_REFERENCE /* [](#id): its children are the target's name; in print its page follows */
} DocLinkKind;

typedef struct {
	const char *id; /* NULL if none */
	const char **classes;
	size_t class_count;
	const char **keys, **values; /* in the author's order; id and class are not among them */
	size_t pair_count;
} DocAttr;

/* An image file, read once from under the source's folder; one a path. */
typedef struct {
	const char *path; /* as written, normalised; unique in the document */
	const void *data; /* the file's own bytes, unchecked beyond its header */
	size_t len;
	ImgInfo info; /* what its header says */
	Pos pos;      /* where it is first shown */
	bool damaged; /* further in, so it cannot be shown: see src_drop_damaged */
} DocImage;

/* What a listing shows beside its lines, which count from 1. */
typedef struct {
	uint32_t number;       /* of the first; 0: lines have none */
	uint32_t (*marked)[2]; /* ranges that stand out, in order: first, last */
	size_t marked_count;
	uint32_t *called;      /* lines with callouts, in order … */
	const char **callouts; /* … and what stands at their ends: "①" */
	size_t called_count;
} DocListing;

/* What may stand beside a display, or beside one of its lines. */
typedef struct {
	const char *number; /* with its brackets, "(3)"; NULL: none */
	const char *whole;  /* what it and others are together, "(3)" of "(3a)"; NULL: it is no part */
	const char *label;  /* \label in the formula; NULL */
	bool called;        /* a reference calls it */
} DocEquation;

/* A long text has millions of them: a node is made by doc_node alone, since what paragraphs, texts and breaks have
 * no use for of the union is not there; nobody may write it, or copy u as a whole. */
typedef struct DocNode DocNode;
struct DocNode {
	DocType type : 8;
	DocDir dir : 8;     /* inherited; set by doc_resolve */
	bool generated : 1; /* text that the author did not write (a reference's name) */
	bool unpaired : 1;  /* TEXT: a quotation mark without a partner, in English until doc_resolve */
	uint32_t serial;    /* place in reading order from 1, note bodies last; dense */
	Pos pos;
	DocNode *parent, *prev, *next, *first, *last;
	DocAttr *attr;    /* NULL if none */
	const char *lang; /* BCP 47, inherited; set by doc_resolve */
	union {
		struct {
			const char *text;
			size_t len;
		} text; /* TEXT, CODE, CODE_BLOCK, MATH, RAW_…: UTF-8, NUL-terminated */
		struct {
			const char *text;
			size_t len;
			const char *lang;         /* what its author calls its language; NULL */
			bool of_html;             /* its classes need not be languages */
			const CodeTokens *tokens; /* NULL: it is in one colour */
			DocListing *listing;      /* NULL: nothing is to be seen but its lines */
		} code;                           /* CODE, CODE_BLOCK: the same, and what its words are */
		struct {
			const char *text;
			size_t len;
			bool display;
			uint32_t equation_count;
			const MathTree *tree;   /* NULL: the source is shown */
			DocEquation *equations; /* equation_count of a display that has a tree: one, or one a row of its
			                           lines */
		} math;
		struct {
			int level;
			const char *number;
			bool unnumbered, unlisted;
			const struct DocSection *section;
		} header; /* number: "2.1", NULL if none; section: that it opens, NULL if it stands in a list or the
		             like */
		struct {
			bool tight, reversed; /* reversed: numbers go down */
			DocNumStyle style;
			DocNumDelim delim;
			long start;
		} list; /* both lists, DEFINITION_LIST, TERM, DEFINITION */
		struct {
			DocTask task;
			long number;
		} item;
		struct {
			size_t columns;
			DocAlign *aligns;
			const char *label, *number;
		} table; /* label: "Table 2", number: "2"; NULL if not numbered */
		struct {
			DocAlign align;
			uint32_t column, rowspan, colspan;
			bool head;
		} cell;
		struct {
			const char *label, *number;
			bool listing; /* a listing with its caption before it, */
			bool counted; /* which has a number if any has: it has more than its file's name */
			bool part;    /* one of several side by side in another, */
			char letter;  /* and which, from 'a' */
		} figure;             /* label: "Figure 2", "Figure 2b"; NULL if not numbered */
		struct {
			DocDivKind kind;
		} div;
		struct {
			const char *open, *close;
			bool dbl;
		} quoted; /* the marks to print, spaces included */
		struct {
			DocLinkKind kind;
			const char *url, *title;
			const DocNode *target;
			size_t row; /* of a target that is a display: the line meant, from 1; 0: the whole */
		} link;
		struct {
			const DocImage *image;
			const char *url, *title, *alt;
			bool decorative;
		} image;
		struct {
			DocNode *note;
			uint32_t ordinal;
		} note_ref; /* ordinal: 1 for a note's first reference */
		struct {
			uint32_t number;
			DocNode *ref;
			uint32_t refs;
		} note; /* ref: its first reference */
	} u;
};

/* Displays that have numbers: those with an id or a label; of these those that are called; all. */
typedef enum { DOC_EQUATIONS_NAMED, DOC_EQUATIONS_REFERENCED, DOC_EQUATIONS_ALL } DocEquations;

typedef struct {
	const char *name, *role, *file_as; /* role: MARC relator, "aut" if not given; file_as NULL if not given */
	const char *role_name;             /* the role's in English; NULL if it was not given */
	Pos pos;
} DocPerson;

/* A file of CSS, as the author names it. */
typedef struct {
	const char *name;
	Pos pos;
} DocSheet;

/* What there may be lists of. */
typedef enum { DOC_LISTED_FIGURES, DOC_LISTED_TABLES, DOC_LISTED_LISTINGS, DOC_LISTS } DocListed;

typedef struct {
	const char *title, *subtitle; /* plain text; title never NULL after doc_resolve */
	const char *short_title;      /* for running heads; NULL */
	const DocNode *title_line;    /* the title with its formulas, a paragraph of no document; NULL: it has none */
	const DocNode *subtitle_line; /* the same */
	bool titled;                  /* the title was given: else the first heading's or the file's name */
	DocPerson *people;
	size_t people_count;
	const char *date;      /* as ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD); NULL if not given */
	const char *date_text; /* as it is shown, in the document's language; NULL if not given */
	const char *lang;      /* BCP 47; "en" with a warning if not given */
	DocDir dir;
	bool dir_given;
	const char *rights;            /* lines; between paragraphs stands an empty one */
	const char *place;             /* the publisher's */
	const char **more_identifiers; /* that it has, too */
	size_t more_identifier_count;
	const char *type, *source, *relation, *coverage; /* for catalogues, as Dublin Core has them */
	const char *publisher, *identifier, *description, *url, *style, *certifier, *conforms_to;
	const char **subjects;
	size_t subject_count;
	const char *series, *series_position;
	const DocImage *cover; /* NULL: draw one */
	const char *cover_alt;
	const DocNode *logo,
	        *ornament;     /* lines of a picture, of no document: the publisher's, a thematic break's; NULL */
	Paper paper;           /* none: the style's own */
	int toc;               /* -1 not said, 0 no, 1 yes */
	int toc_depth;         /* 0: not said */
	const char *toc_title; /* of the contents; NULL: the language's word */
	bool lists[DOC_LISTS]; /* wanted behind the contents: by DocListed */
	bool number_sections, numbering_said; /* whether they are counted is the text's word, not its style's */
	bool math_brackets;                   /* formulas may stand between \( and \), \[ and \], too */
	DocEquations equations;               /* which displays have numbers … */
	bool equations_by_chapter;            /* … and whether those begin anew in each chapter */
	bool mdbook;                          /* the text is of a book of mdBook's */
	bool pandoc;                      /* the text is in the dialect that Pandoc calls markdown, not commonmark_x */
	int64_t modified;                 /* seconds since 1970: SOURCE_DATE_EPOCH, else date, else 1980-01-01 */
	bool dated;                       /* modified was given, not the 1980 of last resort */
	const char *uuid_epub, *uuid_pdf; /* "urn:uuid:…": the book's, the same in later editions if it has title and
	                                     author; the PDF's, from the content */
	Pos pos;                          /* of the front matter, or of the file */
	bool broken;                      /* the front matter could not be read: what it lacks is not known */
	Pos style_pos;                    /* of its value; no file if not given */
	DocSheet *sheets;                 /* style sheets for the e-book */
	size_t sheet_count;
	Pos lang_pos; /* of lang's value; meaningful if lang was given */
} DocMeta;

/* What a section is to a book; a part holds chapters, or parts. */
typedef enum { DOC_DIVISION_SECTION, DOC_DIVISION_CHAPTER, DOC_DIVISION_PART } DocDivision;
typedef enum { DOC_MATTER_BODY, DOC_MATTER_FRONT, DOC_MATTER_BACK } DocMatter;

/* One heading of the outline: a section reaches to the next heading of its level or above. */
typedef struct DocSection {
	DocNode *header;
	int level;        /* 1.. without gaps: what both editions show */
	const char *text; /* plain */
	DocDivision division;
	int rank; /* as level, but 1 for parts and chapters, however many parts are around them */
	DocMatter matter;
	bool appendix; /* or in one */
	long ordinal;  /* of a part or a chapter: which of those that are counted; 0: it is not */
	bool boxed;    /* no page and no file can begin with it: what is around it cannot be left and taken up again */
	const char *kind; /* its term in the EPUB Structural Semantics Vocabulary: "preface"; NULL */
} DocSection;

/* Of a text that can be set: more of its paragraphs, headings and listings take more than half a gigabyte. */
enum { DOC_MOST_BLOCKS = 600000 };

typedef struct {
	Arena *arena;
	DocMeta meta;
	const char *root_folder; /* nothing that the document names is read from outside of it */
	size_t source_count;     /* files of text that it is read from */
	size_t included;         /* bytes of files that were taken in */
	DocNode *root;
	DocNode **notes; /* DOC_NOTE bodies in the order of their first reference */
	size_t note_count;
	const DocNode *coda;  /* closes printed editions, child of no block; NULL: see doc_add_coda */
	DocSection *sections; /* all headings in order */
	size_t section_count;
	DocImage **images; /* every image once, in order of use */
	size_t image_count;
	size_t missing_count;   /* images that are not there */
	bool called[DOC_LISTS]; /* whether the text calls any figure, table or listing by its number */
	bool divided;           /* some of the text is for one edition alone */
	bool styled;    /* a style sheet of somebody's own goes with the e-book, to which any class may say something */
	Map *ids;       /* id -> DocNode * */
	Map *places;    /* of many sources: "path", with all that it may be called by, and "path#id", with the
	                   ids that a source has by itself -> DocNode * */
	bool formulas;  /* it has some */
	Map *variables; /* what texts may name, by name -> char *; NULL: nothing */
	MathMacros *macros; /* of formulas: the front matter's, and those that formulas define */
	size_t blocks;      /* paragraphs, headings and listings that have been made */
	bool too_long;      /* there were to be more than DOC_MOST_BLOCKS */
	uint32_t serials;   /* highest serial */
	const char **files; /* every file read, for dependencies */
	size_t file_count;
} Doc;

/* An empty tree with its root. */
Doc *doc_new(void);
void doc_free(Doc *doc); /* NULL is fine */

/* Building; a node belongs to its document's arena. */
DocNode *doc_node(Doc *doc, DocType type, Pos pos);
DocNode *doc_inline_copy(Doc *doc, const DocNode *node); /* without what it holds; its attributes are shared */
DocNode *doc_text(Doc *doc, Pos pos, const char *text, size_t len);
void doc_append(DocNode *parent, DocNode *child); /* takes child out of where it was */
void doc_insert_before(DocNode *sibling, DocNode *node);
void doc_insert_after(DocNode *sibling, DocNode *node);
void doc_unlink(DocNode *node); /* with its children */
void doc_replace(DocNode *node, DocNode *with);
void doc_unwrap(DocNode *node);              /* leaves what it holds in its place */
void doc_join_texts(Doc *doc, DocNode *top); /* below top, texts side by side become one; not unpaired marks */
void doc_add_file(Doc *doc, const char *path);
void doc_add_note(Doc *doc, DocNode *note);
void doc_add_image(Doc *doc, DocImage *image);

DocAttr *doc_attr(Doc *doc, DocNode *node); /* made on first use */
void doc_add_class(Doc *doc, DocNode *node, const char *name);
void doc_set_key(Doc *doc, DocNode *node, const char *key, const char *value);
const char *doc_key(const DocNode *node, const char *key); /* NULL if absent */
bool doc_has_class(const DocNode *node, const char *name);
const char *doc_id(const DocNode *node);                            /* NULL if none */
bool doc_numbers_lines(const char *class);                          /* a class of listings, in any program's words */
uint32_t doc_count_lines(const DocNode *listing);                   /* an empty one has one */
uint32_t doc_first_line(const DocNode *listing, bool all);          /* 0: lines have no numbers, which all have */
bool doc_line_stands_out(const DocListing *listing, uint32_t line); /* NULL: none does */
const char *doc_line_callout(const DocListing *listing, uint32_t line); /* NULL: none */

/* Completes the tree; see above.  Reports, does not fail. */
void doc_resolve(Doc *doc, Diag *diag);

/* Gives a tree that stands by itself the document's language, quotation marks and spaces. */
void doc_resolve_words(Doc *doc, DocNode *top);

/* Makes the coda of a resolved tree that has a url: its QR code, which is lent, with
 * the address below.  The e-book, which the address leads to, has none. */
void doc_add_coda(Doc *doc, const DocImage *code);

/* Reading. */
DocDivKind doc_div_kind(const DocNode *div); /* what its classes say */
/* What a figure, a table or a listing is called where it stands: "Figure 2"; NULL if it has no caption nor id, or,
 * unless all have numbers, nothing calls any of its kind. */
const char *doc_label(const Doc *doc, const DocNode *of, bool all);
/* Whether sections that are parts are among them; whether one stands in the contents, which have so many levels unless
 * the document says how many. */
bool doc_has_parts(const Doc *doc);
bool doc_in_contents(const Doc *doc, const DocSection *section, int depth);
/* What stands above a part or a chapter that is counted: "Chapter Three", without its word "Three"; NULL for what is
 * not, or says so itself. */
const char *doc_division_label(Arena *arena, const DocSection *section, LangCount count, bool word);
/* What a box is headed with: the title that it was given, else its word in its language; NULL if it is no box. */
const char *doc_box_title(const DocNode *div);
const char *doc_type_name(DocType type); /* Pandoc's name */
const char *doc_div_name(DocDivKind kind);
bool doc_is_paragraph(const DocNode *node); /* with white around or without; NULL is none */
/* Tells of a div or a span whose classes mean nothing, unless a style sheet may give them a meaning. */
void doc_check_classes(const Doc *doc, const DocNode *node, Tally *tally);
bool doc_is_kind(const char *name); /* whether a class says what a section is */
bool doc_is_block(DocType type);
bool doc_is_inline(DocType type);
bool doc_is_format(DocType type); /* emphasis and the like: it holds words, and says but how they look */
/* Preorder successor of node inside top, NULL at the end; skip: not into node. */
const DocNode *doc_next(const DocNode *node, const DocNode *top, bool skip);
/* The same for those who build the tree, and may change it. */
DocNode *doc_next_mutable(DocNode *node, const DocNode *top, bool skip);
const DocNode *doc_ancestor(const DocNode *node, DocType type); /* node itself counts; NULL */
/* Adds the plain text below top: as read aloud, notes left out. */
void doc_plain_text(const DocNode *top, Buf *out);
/* Whether a link leads anywhere: into the document, or to an address that readers can follow from a book. */
bool doc_link_leads(const DocNode *link);
/* Whether a paragraph says whom a quotation is from: its last one that begins with a
 * dash, or one of the class attribution; whether a paragraph's last line does. */
bool doc_is_attribution(const DocNode *para);
/* Whether a heading may stand in the first line of what is below: it is words alone, no division's, and that is a
 * paragraph. */
bool doc_may_run_in(const DocNode *header);
/* Whether a thematic break is seen: beside a heading, which parts more than it does, it is not. */
bool doc_break_shows(const DocNode *rule);
/* Whether a paragraph goes on with the sentence of the display that is the paragraph before it: its first letter is
 * small. */
bool doc_goes_on(const DocNode *para);
bool doc_signs_off(const DocNode *para);
/* Whether a paragraph below a quotation or a poem begins anew: one that goes on with the sentence above that begins
 * with a small letter or a sign. */
bool doc_begins_anew(const DocNode *para);

/* How many lines to write on an empty div of the class answer is; 0: it is none. */
int doc_answer_lines(const DocNode *div);

/* Walks in document order: an enter and, for nodes that may hold others, a leave. */
typedef struct {
	const DocNode *node;
	bool enter;
	const DocNode *top;
	bool started;
} DocWalk;
DocWalk doc_walk(const DocNode *top);
bool doc_step(DocWalk *walk); /* false at the end */
void doc_skip(DocWalk *walk); /* after an enter: the next step is its leave */

/* The figures, tables or listings that a list of them has, those with a caption, one after another: the one after a
 * node, the first after NULL; NULL at the end.  And what it says of one: its caption's words, or what short="…" says.
 */
const DocNode *doc_next_listed(const Doc *doc, DocListed kind, const DocNode *after);
void doc_caption_text(const DocNode *node, Buf *out);

/* How much of the width that blocks side by side share one of them has, columns or parts of a figure, in 1/1000: what
 * it asks with width="40%", else what is left, of columns alike, of pictures so that they are alike in height. */
int doc_share(const DocNode *block);

/* What notes are called by, by number - 1: numbers or signs (*, †), from the first again in each group; groups
 * is by the same, NULL if all are one.  The chapter or part that a note is called in, 1 + its index among the sections,
 * 0 before all of them.  And its first call in the text itself: of a note in a note, that of the note around; NULL. */
const char **doc_note_marks(const Doc *doc, Arena *arena, const size_t *groups, bool signs);
size_t doc_note_chapter(const Doc *doc, const DocNode *note);
const DocNode *doc_note_call(const DocNode *note);
/* Whether somebody has written the book; what all others have done, a line each role: "translated by A. Name", in the
 * document's language as far as that is known.  NULL: there are no others. */
bool doc_is_author(const DocPerson *person);
const char *doc_credits(const Doc *doc, Arena *arena);
/* What stands between a mark and the one right before it, that 1 and 2 are not 12; NULL: none is there. */
const char *doc_note_comma(Arena *arena, const DocNode *ref);

/* A number in a list's style: 4 as "iv"; in decimal where the style has no such number. */
void doc_number(Buf *out, long number, DocNumStyle style);

/* The resolved tree as text, one node a line, indented: for people and golden tests. */
void doc_dump(const Doc *doc, Buf *out);

/* Where the print edition's pages begin: page i starts at byte `byte` of the
 * text of the node with serial `serial` (byte 0 for a node without text).
 * Sorted by page; first pages of front matter have roman labels.  A page of the
 * contents begins with the entry of the heading `serial`, or, for 0, with their
 * title; a page that begins with the document's title has no serial. */
typedef enum { DOC_PART_TEXT, DOC_PART_TITLE, DOC_PART_CONTENTS } DocPart;
typedef struct {
	uint32_t serial, byte;
	DocPart part;
	const char *label; /* the folio: "iv", "12" */
} DocPageStart;
typedef struct {
	DocPageStart *pages;
	size_t count;
} DocPageMap;

/* The same pages where another edition's tree of the same sources has them, in that one's arena. */
DocPageMap doc_carry_pages(const DocPageMap *map, const Doc *from, const Doc *to);

#endif
