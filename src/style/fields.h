/* fields: the values of a style as data.  Inside style only: fields.c holds the tables, values.c reads a value by them,
 * style.c a file's sections, named.c what comes with the program, copies.c makes others of a style. */
#ifndef STYLE_FIELDS_H
#define STYLE_FIELDS_H

#include "style/style.h"
#include "yaml/yml.h"

typedef enum { SECTION, LENGTH, NUMBER, FLAG, COLOR, FAMILY, TEXT, CHOICE, CHOICES, MARKS, SIZES, TAGS } StyKind;

/* A value: under which key, of what kind, where, in which range (points for lengths). */
typedef struct {
	const char *key;
	StyKind kind;
	size_t field;
	double least, most;
	const char *const *words; /* of a CHOICE: in the order of its enumeration, NULL-terminated */
} StyField;

/* Of a style, each section's behind a row that has its name (SECTION); of a StyHeading. */
extern const StyField sty_fields[], sty_heading_fields[];
extern const size_t sty_field_count, sty_heading_field_count;

typedef struct {
	Style *style;
	Arena *arena;
	Diag *diag;
	bool failed;
	bool users; /* it is the user's file that is read */
} StyLoader;

/* Says what a key may have that has something else; the style is not made. */
void sty_wrong(StyLoader *loader, const YmlValue *value, const char *key, const char *what);
/* Reads a value by its field into its place. */
void sty_set_field(StyLoader *loader, const StyField *field, const YmlValue *value, void *out);
/* Reads the looks of a class of words in code. */
void sty_set_word(StyLoader *loader, const char *key, const YmlValue *value, StyWord *out);
/* "plain, bold or italic". */
const char *sty_listed(Arena *arena, const char *const *names, size_t count);

#endif
