/* import: plain text -> Markdown.  import.c says what each line is, importput.c writes
 * it.  Inside source only. */
#ifndef SOURCE_IMPORT_H
#define SOURCE_IMPORT_H

#include "base/base.h"

typedef struct {
	const char *text; /* without the white space around it */
	size_t len;
	uint32_t line, indent; /* indent: in columns */
} ImpLine;

typedef struct {
	ImpLine *lines;
	size_t count, cap;
	bool wrapped;         /* paragraphs are runs of lines, else each line is one */
	bool parts, chapters; /* there are headings such as "PART ONE", "Chapter 1" */
	size_t first;         /* the line of the first of these */
	uint32_t indent;      /* of most lines */
	size_t width;         /* bytes that lines of paragraphs reach */
} ImpText;

typedef enum { IMP_PARAGRAPH, IMP_RULE, IMP_LINES, IMP_VERSE, IMP_QUOTE, IMP_TABLE } ImpKind;

/* What is open in the output: blocks of the same kind that follow each other are one. */
typedef struct {
	Buf *out;
	ImpKind holder; /* IMP_VERSE, IMP_QUOTE; else none */
	bool italics;   /* _words_ between underscores are emphasised */
} ImpWriter;

/* Writes the lines as a block of the kind. */
void imp_put(ImpWriter *writer, const ImpLine *lines, size_t count, ImpKind kind);
void imp_put_heading(ImpWriter *writer, const char *text, size_t len, int level);
void imp_end(ImpWriter *writer); /* closes what is open */

#endif
