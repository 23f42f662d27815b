/* lines: what plain text is made of.  Inside import only: text.c says what each line is,
 * lines.c makes nodes of them. */
#ifndef IMPORT_LINES_H
#define IMPORT_LINES_H

#include "import/inner.h"

typedef struct {
	const char *text; /* without the white space around it */
	size_t len;
	uint32_t line, indent; /* indent: in columns */
} ImportLine;

typedef struct {
	ImportLine *lines;
	size_t count, cap;
	bool wrapped;         /* paragraphs are runs of lines, else each line is one */
	bool parts, chapters; /* there are headings such as "PART ONE", "Chapter 1" */
	size_t first;         /* the line of the first of these */
	uint32_t indent;      /* of most lines */
	size_t width;         /* bytes that lines of paragraphs reach */
} ImportText;

typedef enum {
	IMPORT_PARAGRAPH,
	IMPORT_RULE,
	IMPORT_LINES,
	IMPORT_VERSE,
	IMPORT_QUOTE,
	IMPORT_TABLE,
	IMPORT_LIST
} ImportKind;

/* The marker of an item that a line begins with: "* ", "2) ". */
typedef struct {
	size_t len;  /* with the space behind it; 0: there is none */
	long number; /* 0: a bullet */
	bool paren, parens;
} ImportMarker;
ImportMarker import_marker(const ImportLine *line);
/* Whether lines are the items of a list: of one kind, counted in order, all else indented further. */
bool import_is_list(const ImportLine *lines, size_t count);

/* Where lines go. */
typedef struct {
	Import *import;
	bool italics; /* _words_ between underscores are emphasised */
} ImportLines;

/* Adds the lines as a block of the kind; blocks of verses and of quotations that follow each other are one. */
void import_put(ImportLines *all, const ImportLine *lines, size_t count, ImportKind kind);
void import_put_heading(ImportLines *all, const char *text, size_t len, int level);

#endif
