/*
 * style: how it looks, described once, read by both outputs.  Prefix: sty_.
 * The values come from assets/styles/default.yaml, a named style or a file of
 * the user's on top.  Which there are, with their names, kinds and ranges, is told by
 * values.inc alone: the types below, and what reads a file, are made of it.
 */
#ifndef STYLE_STYLE_H
#define STYLE_STYLE_H

#include "base/base.h"
#include "code/code.h"
#include "language/language.h"

typedef struct {
	uint8_t r, g, b;
} StyColor;
enum { STY_HEADINGS = 6, STY_PART = STY_HEADINGS, STY_LABEL, STY_LOOKS }; /* levels, and what looks as they do */
enum { STY_MARKS = 3, STY_NAMES = 8 };

/* What a value may be among (StyRag, StyAlign, …). */
#define WORD(value, word) value,
#define WORDS_OF(type, words) typedef enum { words } type;
#include "style/values.inc"
#undef WORD
#undef WORDS_OF

typedef struct {
	const char *names[STY_NAMES]; /* families in order of wish; NULL-terminated unless full */
	Pos pos[STY_NAMES];           /* of each in the user's file; no file: a style of ours names it */
} StyFamily;

/* How words of one class in code look. */
typedef struct {
	bool bold, italic, colored;
	StyColor color; /* if colored */
} StyWord;

/* Choices, at least one. */
typedef struct {
	int values[STY_MARKS];
	int count;
} StyList;

/* Members, by their kinds. */
#define LENGTH(section, member, key, least, most) Length member;
#define NUMBER(section, member, key, least, most) int member;
#define FLAG(section, member, key) bool member;
#define COLOR(section, member, key) StyColor member;
#define FAMILY(section, member, key) StyFamily member;
#define TEXT(section, member, key, most) const char *member;
#define MARKS(section, member, key, most) const char *member[STY_MARKS];
#define CHOICE(section, member, key, type) type member;
#define CHOICES(section, member, key, type) StyList member;
#define SIZES(section, member, key, least, most) Length member[STY_MARKS];
#define TAGS(section, member, key) StyFamily member;
#define SECTION(member, name) struct {
#define END(member)                                                                                                    \
	}                                                                                                              \
	member;

typedef struct {
#define HEADINGS
#include "style/values.inc"
#undef HEADINGS
} StyHeading;

/* A value that a file of the user's says, by its section and key, and where. */
typedef struct {
	const char *section, *key;
	Pos pos;
} StySaid;

typedef struct {
	const char *name;
	const StySaid *said;
	size_t said_count;
#include "style/values.inc"
	StyHeading heading[STY_LOOKS]; /* by level from 0; of parts, STY_PART; of labels, STY_LABEL */
	StyWord words[CODE_CLASSES];   /* of code, by CodeClass */
} Style;

#undef LENGTH
#undef NUMBER
#undef FLAG
#undef COLOR
#undef FAMILY
#undef TEXT
#undef MARKS
#undef CHOICE
#undef CHOICES
#undef SIZES
#undef TAGS
#undef SECTION
#undef END

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
/* What may be meant by a name that is none of theirs: the nearest, else "name " and all of them with more behind. */
const char *sty_advice(Arena *arena, const char *name, const char *more);

/* What stands with the title of a part, else a chapter: "Chapter Three". */
typedef struct {
	LangCount label;
	bool word; /* else its number alone */
	StyLabelPlace place;
	const char *ornament; /* between a label above and the title; "": none */
} StyOpening;
StyOpening sty_opening(const Style *style, bool part);

/* As white as paper: a ground that is none. */
bool sty_is_white(StyColor color);

/* Copies with something changed. */
Style *sty_scaled(const Style *style, int permille, Arena *arena); /* every length but the page's */
Style *sty_grey(const Style *style, Arena *arena);                 /* colours as the greys of the same lightness */
Style *sty_draft(const Style *style,
                 Arena *arena); /* room to write: half more leading, a third of the page at the outer edge */

#endif
