/* people: who has made a book.  Inside source only. */
#ifndef SOURCE_PEOPLE_H
#define SOURCE_PEOPLE_H

#include "document/document.h"
#include "yaml/yml.h"

/* A role of MARC's list. */
typedef struct {
	const char *code, *name; /* the name in English */
} SrcRelator;

/* The role by its code or its name; NULL if it is neither. */
const SrcRelator *src_relator(const char *role);
/* The name that is nearest to one that is none; NULL if none is near. */
const char *src_relator_near(const char *role);
/* Adds those that a key names, a name, a map or a list of these; role is theirs if they say none. */
void src_people(Doc *doc, const char *key, const char *role, const YmlValue *value, Diag *diag);

#endif
