/*
 * source: what people write -> the document tree.  Prefix: src_.
 * Markdown is cmark-gfm's with extensions of ours, front matter yaml's, raw HTML
 * libxml2's.  It reads images and includes from under the root alone and never
 * fetches anything.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/base.h"
#include "document/document.h"

/* One part of a book, in order: a file, or the heading of a part. */
typedef struct {
	const char *path;  /* "-" is standard input; lent for the document's life; NULL: a part's heading */
	const char *name;  /* the heading's words, or what a file is called that begins with no heading; NULL */
	const char *class; /* of its heading: "part", "appendix", "unnumbered"; NULL */
	int level;         /* that its first heading has in the book; 0: as it is written */
} SrcPart;

/* A book that one file describes.  All lives in the arena that it was read into. */
typedef struct {
	SrcPart *parts;
	size_t count;
	const char *file;   /* that says so: YAML, or a SUMMARY.md as mdBook reads it */
	const char *root;   /* the folder that nothing is read from outside of */
	const void *values; /* what it says of the book, as front matter does; NULL: the first source does */
	const char *title;  /* where there are no values; NULL */
	bool mdbook;        /* its texts are for mdBook */
	bool pandoc;        /* its texts are for what runs Pandoc */
	struct SrcOption {
		const char *name, *value; /* of the command line's: "to", "epub,pdf" */
		Pos pos;
	} * options;
	size_t option_count;
} SrcProject;

/* Whether a path is that of a book: a folder, a YAML file, a SUMMARY.md. */
bool src_is_project(const char *path);
/* The book that is meant by a path: of mdBook's list of files, or the folder "src" that holds it, the book.toml above;
 * else the path itself.  Opens no file. */
const char *src_book(Arena *arena, const char *path);
/* What the outputs of a source or a book are called, without folder and ending: by its path alone, for whoever writes
 * them believes nothing that a document says. */
const char *src_stem(Arena *arena, const char *path);
/* Reads a book's own file; false after an error that diag holds. */
bool src_project(const char *path, Arena *arena, Diag *diag, SrcProject *out);

/* Whose text is read: what is for another edition alone is left out. */
typedef enum { SRC_BOTH, SRC_PRINT, SRC_EPUB } SrcEdition;

typedef struct {
	const SrcPart *parts;
	size_t count;
	SrcEdition edition;
	const char *root;              /* the folder that nothing is read from outside of; NULL: the innermost that
	                                  holds all sources */
	const SrcProject *project;     /* that the parts are of; NULL */
	Pool *pool;                    /* for what can be done beside; NULL: nobody */
	const char *source_date_epoch; /* the variable's value, NULL if unset */
	bool newest;                   /* without that and without a date the document is of its newest file's */
	bool styled;                   /* see Doc */
} SrcRequest;

typedef enum { SRC_OK, SRC_UNREADABLE } SrcStatus;

/* Reads and parses.  Errors of the source are in diag and *out is
 * still the whole tree; *out is NULL on SRC_UNREADABLE (diag says why). */
SrcStatus src_read(const SrcRequest *request, Diag *diag, Doc **out);
/* Puts the words of pictures that are marked as damaged in their places, as where there is no file; before
 * src_complete.  The document names them no more. */
void src_drop_damaged(Doc *doc);
/* Resolves what was read, once; between the two what its style says of the text may come into the metadata. */
void src_complete(Doc *doc, Diag *diag);

/* Reads a year, a month or a day as front matter has it ("2023-09-19") as seconds since 1970; false if it is none. */
bool src_date(const char *text, int64_t *out);

/* For who reads other formats into a tree: adds to parent what an element of HTML is, by its name in small letters
 * and its attributes (names and values by turns, then NULL; NULL: none).  What the element holds belongs into the
 * node that is returned: parent itself where the tag means nothing, none where all of it goes. */
DocNode *src_add_element(Doc *doc, DocNode *parent, const char *name, const char *const *attributes, Pos pos);
/* Once all are added: gives the document's nodes and notes children that they may have, losing no text. */
void src_finish_elements(Doc *doc);

#endif
