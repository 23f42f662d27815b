/* resolve: the passes that complete a tree, in the order of doc_resolve.
 * Inside document only. */
#ifndef DOCUMENT_RESOLVE_H
#define DOCUMENT_RESOLVE_H

#include "document/document.h"

/* The tree and after it each note's body, as one sequence of tops. */
DocNode *res_top(const Doc *doc, size_t index); /* NULL past the last */

/* What is known of a language: a line of the table that src/gen/locales.c prints, by the
 * longest tag that begins lang; fields is NULL if nothing is known of it. */
typedef struct {
	const char *fields;
} ResLocale;
typedef enum {
	RES_MARKS = 0,
	RES_DAY = 4,
	RES_MONTH,
	RES_YEAR,
	RES_DIGITS,
	RES_MONTHS,
	RES_ALONE = RES_MONTHS + 12
} ResField;
ResLocale res_locale(const char *lang);
const char *res_field(Arena *arena, ResLocale locale, int field);
bool res_speaks(const char *lang, const char *tag); /* whether lang is tag, or tag with more subtags */

/* An ISO date as the language writes it; as it is where that is not known. */
const char *res_date(Arena *arena, const char *iso, const char *lang);

/* Marks by kind, single and double, opening and closing (marks.c). */
typedef struct {
	const char *pairs[2][2];
} ResMarks;
ResMarks res_marks(Arena *arena, const char *lang);
/* Gives a quotation its marks, or is true after a lone mark got its own. */
bool res_quote(DocNode *node, ResMarks marks);

void res_languages(Doc *doc, Diag *diag);  /* lang, dir, quotation marks, spaces (language.c) */
void res_soft_breaks(DocNode *top);        /* those between ideographs go (softbreaks.c) */
void res_ids(Doc *doc, Diag *diag);        /* ids of authors and of headings (ids.c) */
void res_sections(Doc *doc, Diag *diag);   /* outline and numbers (resolve.c) */
void res_references(Doc *doc, Diag *diag); /* links, and figures' and tables' labels (references.c) */

#endif
