/* fields: the values of a style as data.  Inside style only: fields.c holds the table, values.c reads a value by it,
 * style.c a file's sections, named.c what comes with the program, copies.c makes others of a style. */
#ifndef STYLE_FIELDS_H
#define STYLE_FIELDS_H

#include "style/style.h"
#include "yaml/yml.h"

typedef enum { LENGTH, NUMBER, FLAG, COLOR, FAMILY, TEXT, CHOICE, WORD, MARKS } StyKind;

/* A value: in which section, under which key, of what kind, where, in which range
 * (points for lengths). */
typedef struct {
	const char *section, *key;
	StyKind kind;
	size_t field;
	double least, most;
} StyField;

extern const StyField sty_fields[], sty_heading_fields[]; /* of a style; of a StyHeading */
extern const size_t sty_field_count, sty_heading_field_count;
/* What a CHOICE is among, in the order of its enumeration, NULL-terminated; a field's least says which these are. */
extern const char *const sty_choices[][5];

typedef struct {
	Style *style;
	Arena *arena;
	Diag *diag;
	bool failed;
	bool users; /* it is the user's file that is read */
} StyLoader;

/* Says what a key may have that has something else; the style is not made. */
void sty_wrong(StyLoader *loader, Pos pos, const char *key, const char *what);
/* Reads a value by its field into its place. */
void sty_set_field(StyLoader *loader, const StyField *field, const YmlValue *value, void *out);
/* "plain, bold or italic". */
const char *sty_listed(Arena *arena, const char *const *names, size_t count);

#endif
