/*
 * Inside the room: the parser, and what its files give each other.
 *
 * TeX is read as TeX does: a stack of inputs, where a macro's body lies on what stands
 * after its use.  Commands are looked up in this order: the author's macros, the table
 * of commands, macros of the program's own, symbols.  Whatever takes words of its own
 * language (chemistry, units) writes TeX, which is then read like any other.
 *
 * After a fault every input is at its end, so that what is being read comes to an end
 * by itself.
 */
#ifndef MATH_INNER_H
#define MATH_INNER_H

#include "math/math.h"

/* How many bytes a formula may be long; how deep groups, macros and environments may lie in
 * each other, all together, for what walks a tree may recurse; how often macros are expanded,
 * and to how many bytes. */
enum { MATH_LONGEST = 1 << 15, MATH_DEPTH = 150, MATH_EXPANSIONS = 10000, MATH_EXPANDED = 1 << 18 };

typedef enum {
	TOKEN_END,
	TOKEN_CHAR,
	TOKEN_COMMAND,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_SUP,
	TOKEN_SUB,
	TOKEN_CELL, /* & */
	TOKEN_TIE,
	TOKEN_DOLLAR,
	TOKEN_BLANK /* in text alone */
} TokenKind;

typedef struct {
	TokenKind kind;
	uint32_t cp;
	const char *name; /* of a command, without its backslash */
	size_t offset;
	bool primitive; /* not to be looked up among the author's macros */
} Token;

/* A run of source.  What is fixed has the offset of its use, whatever its length. */
typedef struct MathInput MathInput;
struct MathInput {
	const char *text;
	size_t len, at, offset;
	bool fixed, wall; /* wall: nothing is read from below until it is taken down */
	const char *primitive;
	MathInput *below;
};

/* A run of the source that is an argument. */
typedef struct {
	const char *text;
	size_t len, offset;
	bool fixed;
} MathArg;

/* What \tag and its kin say while a row is read. */
typedef struct {
	const MathNode *tag, *intertext;
	bool no_number;
	const char *label;
} MathRowNotes;

/* What commands there are.  They read with the parser, so it is told of them: by itself it knows none. */
typedef struct Command Command;
typedef struct {
	const Command *(*find)(const char *name); /* NULL */
	const char *(*nearest)(const char *name); /* of all that are known, be they symbols; NULL if none is near */
} MathCommands;

typedef struct {
	Arena *arena;   /* of the tree */
	Arena *scratch; /* of what reading needs */
	MathMacros *macros;
	const MathCommands *commands; /* NULL where no TeX is read */
	MathFault *fault;
	bool failed;
	MathInput *input;
	Token ahead;
	bool has_ahead;
	bool text;      /* blanks count */
	unsigned style; /* TeX's: 0 display, 1 text, 2 script, 3 the smallest */
	unsigned depth;
	unsigned expansions;
	size_t expanded;
	MathNode **stack; /* of nodes that wait for their row; heap */
	size_t top, cap, row_from;
	bool in_cell;
	MathVariant font; /* MATH_VARIANTS: letters as they come */
	bool bold;
	MathRowNotes *notes;
	MathTree *tree;
} Parser;

enum { MATH_ARGUMENTS = 9 };
typedef enum {
	MATH_PARAMETER,
	MATH_PARAMETER_SIGN,  /* open: whether that sign stands there */
	MATH_PARAMETER_OPTION /* between open and close */
} MathParameterKind;

typedef struct {
	MathParameterKind kind;
	char open, close;
	const char *missing; /* what stands for it where it is left out; NULL if it may not be */
} MathParameter;

typedef struct {
	const char *body;
	int args;
	MathParameter parameters[MATH_ARGUMENTS];
	const char *pattern; /* of \def: what stands before, between and after the arguments; NULL if nothing does */
	bool primitive;      /* \let to a command: body is not looked up again */
} MathMacro;

struct Command {
	const char *name;
	/* Reads what it takes, from behind it; offset is its own.  NULL: it prints nothing, or is at fault, which is
	 * told. */
	MathNode *(*read)(Parser *p, const Command *command, size_t offset);
	int arg;
	const char *text;
};

/* ---- input.c ---- */
/* Tells what is wrong at an offset of the source; the first fault ends the formula. */
void math_fail(Parser *p, size_t offset, const char *format, ...) BASE_PRINTF(3, 4);
/* Puts source before what is left; behind a wall nothing is taken until that is taken down. */
void math_push(Parser *p, MathArg arg, bool wall);
void math_take_down(Parser *p);   /* the highest wall, and what lies on it */
Token math_next_token(Parser *p); /* as it is written */
/* The next byte of source itself, blanks skipped; '\0' at the end.  Nothing may be ahead. */
char math_next_byte(Parser *p);
bool math_take_byte(Parser *p, char c);       /* if it is next */
bool math_takes(Parser *p, const char *word); /* the same of a word */
size_t math_place(const Parser *p);
/* An argument's source: a group without its braces, a command, or one character. */
MathArg math_arg(Parser *p, const char *command);
MathArg math_one_token(Parser *p);                 /* the same of one token, be it a brace */
bool math_option(Parser *p, MathArg *out);         /* [...] if it is next */
const char *math_arg_text(Parser *p, MathArg arg); /* a copy with blanks at the ends taken off */

/* ---- macros.c ---- */
Token math_peek(Parser *p); /* the author's macros expanded */
Token math_take(Parser *p);
bool math_expand_once(Parser *p, const Token *token); /* false if it is nothing that is expanded */
bool math_is_macro(const Parser *p, const char *name);
const char *math_word_between(const Parser *p, bool last);      /* see math_macros_say */
const char *math_macro_body(const Parser *p, const char *name); /* of one without arguments; NULL */
const MathMacro *math_macro(const Parser *p, const char *name); /* NULL */
bool math_is_name(const char *name);                            /* of a command */
void math_define(Parser *p, const char *name, MathMacro macro, size_t offset);
/* A body with its arguments put in. */
MathArg math_substitute(Parser *p, const char *body, int args, const MathArg *given, size_t offset);

/* ---- definitions.c ---- */
/* Commands that define others. */
MathNode *math_read_newcommand(Parser *p, const Command *command, size_t offset);
MathNode *math_read_def(Parser *p, const Command *command, size_t offset);
MathNode *math_read_let(Parser *p, const Command *command, size_t offset);
MathNode *math_read_futurelet(Parser *p, const Command *command, size_t offset);
MathNode *math_read_declare(Parser *p, const Command *command, size_t offset);
MathNode *math_read_document_command(Parser *p, const Command *command, size_t offset);
MathNode *math_read_newcommandx(Parser *p, const Command *command, size_t offset);
MathNode *math_read_paired(Parser *p, const Command *command, size_t offset);

/* ---- expansion.c ---- */
bool math_expand(Parser *p, const Token *token); /* what TeX expands of itself; false if it is nothing of that */

/* ---- nodes.c ---- */
/* What trees are made of: nodes with kids, and leaves. */
MathNode *math_parent(Parser *p, MathKind kind, MathClass class, size_t offset, size_t count,
                      const MathNode *const *kids);
MathNode *math_wrap(Parser *p, MathKind kind, MathClass class, size_t offset, const MathNode *kid);
MathNode *math_kid(const MathNode *parent, size_t index); /* to be changed, while the parent is still being built */
MathNode *math_symbol(Parser *p, uint32_t cp, MathClass class, size_t offset);
MathNode *math_operator(Parser *p, const char *text, MathClass class, size_t offset);
MathNode *math_letters(Parser *p, const char *text, size_t len, MathVariant variant, size_t offset);
MathNode *math_words(Parser *p, const char *text, size_t len, size_t offset);
MathNode *math_gap(Parser *p, MathLength length, size_t offset);

/* ---- parse.c ---- */
bool math_enter(Parser *p, size_t offset); /* one deeper; false, and a fault, when too deep */
void math_leave(Parser *p);
void math_stack(Parser *p, MathNode *node);
MathNode *math_collect(Parser *p, size_t from, size_t offset); /* what was stacked since, as a row or alone */
size_t math_stack_row(Parser *p); /* stacks what stands up to what ends a row; from where on */
MathNode *math_row(Parser *p);    /* to what ends a row, which is not taken */
MathNode *math_rest(Parser *p);   /* the same, classes not settled: for changes of style within a row */
MathNode *math_row_of(Parser *p, MathArg arg);
MathNode *math_group_of(Parser *p, MathNode *row);        /* as braces make it: of the class ord */
MathNode *math_argument(Parser *p, const char *command);  /* a row, as an argument of command */
MathNode *math_read_token(Parser *p, const Token *token); /* NULL if it prints nothing */

/* ---- commands.c ---- */
/* Of all that there are the one of a name, and the nearest name of one; NULL. */
const Command *math_command(const char *name);
const char *math_nearest(const char *name);

/* ---- builtins.c ---- */
const char *math_builtin(const char *name, int *args); /* the body of a macro of the program's own; NULL */
size_t math_builtin_names(const char **out, size_t most);

/* ---- delimiters.c ---- */
/* The sign that stands next as a delimiter, "" for "."; NULL, and a fault, if none does. */
const char *math_delimiter(Parser *p, const char *command);
MathNode *math_fence(Parser *p, const char *text, MathClass class, bool stretchy, size_t offset);
MathNode *math_read_left(Parser *p, const Command *command, size_t offset);
MathNode *math_read_big(Parser *p, const Command *command, size_t offset);
MathNode *math_fenced(Parser *p, const char *open, MathNode *kid, const char *close, size_t offset);

/* ---- fractions.c ---- */
/* Fractions and roots. */
MathNode *math_read_frac(Parser *p, const Command *command, size_t offset);
MathNode *math_read_cfrac(Parser *p, const Command *command, size_t offset);
MathNode *math_read_genfrac(Parser *p, const Command *command, size_t offset);
MathNode *math_read_infix(Parser *p, const Command *command, size_t offset);
MathNode *math_read_sqrt(Parser *p, const Command *command, size_t offset);
MathNode *math_read_root(Parser *p, const Command *command, size_t offset);

/* ---- accents.c ---- */
/* What stands above, below and around. */
MathNode *math_read_accent(Parser *p, const Command *command, size_t offset);
MathNode *math_read_over(Parser *p, const Command *command, size_t offset);
MathNode *math_read_stack(Parser *p, const Command *command, size_t offset);
MathNode *math_read_arrow(Parser *p, const Command *command, size_t offset);
MathNode *math_read_sideset(Parser *p, const Command *command, size_t offset);
MathNode *math_read_prescript(Parser *p, const Command *command, size_t offset);
MathNode *math_read_not(Parser *p, const Command *command, size_t offset);

/* ---- styles.c ---- */
/* How what follows, or an argument, looks and what room it takes. */
MathNode *math_read_font(Parser *p, const Command *command, size_t offset);
MathNode *math_read_old_font(Parser *p, const Command *command, size_t offset);
MathNode *math_read_bold(Parser *p, const Command *command, size_t offset);
MathNode *math_read_style(Parser *p, const Command *command, size_t offset);
MathNode *math_read_size(Parser *p, const Command *command, size_t offset);
MathNode *math_read_scale(Parser *p, const Command *command, size_t offset);
MathNode *math_read_color(Parser *p, const Command *command, size_t offset);
MathNode *math_read_textcolor(Parser *p, const Command *command, size_t offset);
MathNode *math_read_box(Parser *p, const Command *command, size_t offset);
MathNode *math_read_phantom(Parser *p, const Command *command, size_t offset);
MathNode *math_read_smash(Parser *p, const Command *command, size_t offset);
MathNode *math_read_lap(Parser *p, const Command *command, size_t offset);
MathNode *math_read_raise(Parser *p, const Command *command, size_t offset);
MathNode *math_read_class(Parser *p, const Command *command, size_t offset);

/* ---- words.c ---- */
/* Words in a row, in which $…$ is mathematics again. */
MathNode *math_text_of(Parser *p, MathArg arg, MathVariant variant);
MathNode *math_read_text(Parser *p, const Command *command, size_t offset);
MathNode *math_read_circled(Parser *p, const Command *command, size_t offset);
MathNode *math_read_operator(Parser *p, const Command *command, size_t offset);
MathNode *math_read_name(Parser *p, const Command *command, size_t offset);
MathNode *math_read_verb(Parser *p, const Command *command, size_t offset);
MathNode *math_read_char(Parser *p, const Command *command, size_t offset);
MathNode *math_read_mod(Parser *p, const Command *command, size_t offset);

/* ---- spaces.c ---- */
bool math_length(const char *text, size_t len, MathLength *out); /* "3pt"; false if it is none */
MathLength math_line_end(Parser *p);                             /* what may follow \\: a star, more room */
MathNode *math_read_space(Parser *p, const Command *command, size_t offset);
MathNode *math_read_hspace(Parser *p, const Command *command, size_t offset);
MathNode *math_read_rule(Parser *p, const Command *command, size_t offset);
MathNode *math_read_dots(Parser *p, const Command *command, size_t offset);
MathNode *math_read_colon(Parser *p, const Command *command, size_t offset);
MathNode *math_read_ignored(Parser *p, const Command *command, size_t offset);
MathNode *math_read_assigned(Parser *p, const Command *command, size_t offset);
MathNode *math_read_line(Parser *p, const Command *command, size_t offset);

/* ---- environments.c ---- */
/* What begins and ends, and what may stand in its rows alone. */
MathNode *math_read_begin(Parser *p, const Command *command, size_t offset);
MathNode *math_read_stray(Parser *p, const Command *command, size_t offset);
MathNode *math_read_tag(Parser *p, const Command *command, size_t offset);
MathNode *math_read_label(Parser *p, const Command *command, size_t offset);
MathNode *math_read_intertext(Parser *p, const Command *command, size_t offset);
MathNode *math_read_matrix(Parser *p, const Command *command, size_t offset);

/* ---- preamble.c ---- */
enum { MATH_COLUMNS = 256 };

/* Columns as array has them.  Texts are TeX that each row has there; NULL: nothing. */
typedef struct {
	MathAlign aligns[MATH_COLUMNS];
	MathLine lines[MATH_COLUMNS + 1];
	MathLength gaps[MATH_COLUMNS];
	const char *between[MATH_COLUMNS + 1]; /* @{…}: before a column */
	const char *before[MATH_COLUMNS + 1];  /* >{…}: read with a cell */
	const char *after[MATH_COLUMNS];       /* <{…}, and @{…} behind what stands at the right */
	size_t count;
	bool closed_before, closed_after; /* @{}: no room at that edge */
} MathPreamble;
bool math_preamble(Parser *p, const char *text, MathPreamble *out); /* into an empty one; false at what is no column */
bool math_column_align(char c, MathAlign *align);                   /* false if it is none */

/* ---- units.c ---- */
typedef enum { MATH_PER_POWER, MATH_PER_SLASH, MATH_PER_FRACTION } MathPer;
typedef struct {
	const char *between; /* of two units */
	const char *slash;   /* before what they are divided by */
	MathPer per;
} MathUnitStyle;
/* Writes units as TeX; true if they stand close to their number, as degrees do. */
bool math_write_units(Parser *p, Buf *out, MathArg arg, const MathUnitStyle *style);

/* ---- notation.c ---- */
/* How numbers are written: siunitx's keys with their values. */
typedef struct {
	const char *mode;     /* exponent-mode: input, scientific, engineering, fixed */
	const char *fixed;    /* fixed-exponent */
	const char *unity;    /* print-unity-mantissa */
	const char *plus;     /* print-implicit-plus */
	const char *separate; /* separate-uncertainty: what is in brackets stands after a sign */
} MathNotation;
/* A number written so, in siunitx's own notation still; as it came if it is no plain decimal number. */
const char *math_notation(Arena *arena, const char *text, const MathNotation *notation);

/* ---- physics.c, chemistry.c, quantities.c ---- */
/* They write TeX, which is read in their place. */
MathNode *math_read_physics(Parser *p, const Command *command, size_t offset);
MathNode *math_read_derivative(Parser *p, const Command *command, size_t offset);
MathNode *math_read_ce(Parser *p, const Command *command, size_t offset);
MathNode *math_read_quantity(Parser *p, const Command *command, size_t offset);
MathNode *math_read_setup(Parser *p, const Command *command, size_t offset);
MathNode *math_read_new_unit(Parser *p, const Command *command, size_t offset);

/* ---- diagrams.c ---- */
/* What stands up to \end{CD}, which is taken, too. */
MathNode *math_read_diagram(Parser *p, size_t offset);

/* ---- symbols.c ---- */
typedef struct {
	const char *name;
	uint32_t cp;
	MathClass class;
} MathSymbol;
const MathSymbol *math_symbol_named(const char *name); /* NULL */
MathClass math_class_of(uint32_t cp);
size_t math_symbol_names(const char **out, size_t most);

/* ---- alphabets.c ---- */
uint32_t math_letter(uint32_t cp, MathVariant variant); /* the letter in that alphabet, or itself */
MathVariant math_bolder(MathVariant variant);
MathVariant math_variant_of(uint32_t cp, MathVariant font, bool bold); /* font MATH_VARIANTS: TeX's own choice */

/* ---- operators.c: MathML Core's dictionary ---- */
typedef enum { FORM_PREFIX, FORM_INFIX, FORM_POSTFIX } MathForm;
typedef struct {
	int lspace, rspace; /* 1/18 em */
	bool stretchy, symmetric, large_op, movable_limits;
} MathEntry;
MathEntry math_dictionary(const char *text, MathForm form);
/* TeX's space between two classes, in 1/18 em; in scripts there is less. */
int math_space_between(MathClass left, MathClass right, bool script);
/* The operator at the base of scripts and limits, NULL if there is none. */
const MathNode *math_core(const MathNode *node);

#endif
