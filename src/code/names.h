/* What people call languages. */
#ifndef CODE_NAMES_H
#define CODE_NAMES_H

#include "code/spec.h"

typedef struct {
	const char *id;   /* its specification's; NULL: no language is called so */
	bool plain;       /* it is text of no language, or of one that has no specification */
	bool unspecified; /* the latter */
	bool session;     /* what a terminal shows */
} CodeLanguage;

typedef struct CodeNames CodeNames;
/* Lent: both outlive it. */
CodeNames *code_names_new(Arena *arena, CodeShelf *shelf);
/* The language that people call so, with its aliases; see above for what is none. */
CodeLanguage code_names_find(CodeNames *names, const char *name);
const char *code_names_nearest(CodeNames *names, const char *name); /* NULL if none is near */

#endif
