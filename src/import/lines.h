/* lines: what plain text is made of.  Inside import only: text.c says what each line is,
 * write.c writes it. */
#ifndef IMPORT_LINES_H
#define IMPORT_LINES_H

#include "base/base.h"

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

typedef enum { IMPORT_PARAGRAPH, IMPORT_RULE, IMPORT_LINES, IMPORT_VERSE, IMPORT_QUOTE, IMPORT_TABLE } ImportKind;

/* What is open in the output: blocks of the same kind that follow each other are one. */
typedef struct {
	Buf *out;
	ImportKind holder; /* IMPORT_VERSE, IMPORT_QUOTE; else none */
	bool italics;      /* _words_ between underscores are emphasised */
} ImportWriter;

/* Writes the lines as a block of the kind. */
void import_put(ImportWriter *writer, const ImportLine *lines, size_t count, ImportKind kind);
void import_put_heading(ImportWriter *writer, const char *text, size_t len, int level);
void import_end(ImportWriter *writer); /* closes what is open */

#endif
