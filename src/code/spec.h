/*
 * One file of a language's specification, as it was written: its elements by their ids, nothing made of them
 * yet.  Ids are of one language; with another's before a colon they name what that one has.
 */
#ifndef CODE_SPEC_H
#define CODE_SPEC_H

#include "code/regex.h"

#include <libxml/tree.h>

typedef struct CodeSpec CodeSpec;
struct CodeSpec {
	const char *id;
	xmlDoc *xml;
	Arena *arena;                  /* has its maps */
	int options;                   /* of its expressions, unless they say otherwise */
	const char *opening, *closing; /* what \%[ and \%] stand for */
	Map *contexts, *regexes;       /* id -> xmlNode */
	Map *styles;                   /* id -> xmlNode */
	CodeSpec *next;                /* of those read */
};

/* The folder of the specifications, and which file has which id. */
typedef struct CodeShelf CodeShelf;
CodeShelf *code_shelf_new(Arena *arena);
bool code_shelf_is_empty(CodeShelf *shelf); /* no specifications are installed */
/* Reads a language's specification; NULL if there is none.  The caller frees what it holds. */
CodeSpec *code_spec_read(CodeShelf *shelf, Arena *arena, const char *id);
/* Looks up anew what has which id, when elements were changed. */
void code_spec_index(CodeSpec *spec);
/* amend.c: puts what the program has of its own for a language into its specification. */
void code_spec_amend(CodeSpec *spec, Arena *arena);
void code_spec_free(CodeSpec *spec); /* its XML; NULL is fine */
/* The language whose name is that, in any case, or whose files end that way: "Objective-C", "hs"; NULL. */
const char *code_shelf_find(CodeShelf *shelf, const char *name);
/* The ids of all, for suggestions. */
const char *const *code_shelf_ids(CodeShelf *shelf, size_t *count);

/* An attribute's value in spec's memory, NULL if absent; a boolean one. */
const char *code_attribute(const xmlNode *node, const char *name);
bool code_flag(const xmlNode *node, const char *name, bool otherwise);
/* The options of an expression's element, where they differ from those around it. */
int code_options(const xmlNode *node, int otherwise);
bool code_is(const xmlNode *node, const char *name);
const xmlNode *code_child(const xmlNode *node, const char *name); /* the first of that name; NULL */
/* The text of an element, in arena. */
const char *code_content(Arena *arena, const xmlNode *node);

#endif
