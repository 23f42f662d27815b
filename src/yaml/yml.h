/*
 * yaml: YAML text to values that know their place (libyaml does the parsing).
 * Prefix: yml_.  Aliases, anchors and tags are errors; so is a key given twice, of which the first is what yml_get has.
 */
#ifndef YAML_YML_H
#define YAML_YML_H

#include "base/base.h"

typedef enum { YML_NULL, YML_SCALAR, YML_LIST, YML_MAP } YmlKind;

typedef struct YmlValue YmlValue;
struct YmlValue {
	YmlKind kind;
	Pos pos;
	const char *text;  /* YML_SCALAR: as written, unquoted */
	bool plain;        /* not quoted: "yes" and 12 may be a bool, a number */
	size_t count;      /* items of a list or a map */
	const char **keys; /* YML_MAP */
	Pos *key_pos;      /* YML_MAP */
	YmlValue **items;
};

/* Parses one document.  first is the place of text[0].  Everything lives in the
 * arena.  An empty text is a YML_NULL.  NULL after an error that diag holds, but for a key that is given twice. */
const YmlValue *yml_parse(const char *text, size_t len, Pos first, Arena *arena, Diag *diag);

const YmlValue *yml_get(const YmlValue *map, const char *key); /* NULL if absent or not a map */
bool yml_bool(const YmlValue *value, bool *out);               /* true, false, yes, no, on, off */
bool yml_int(const YmlValue *value, long *out);

/* Tells, by a message's code, that a key cannot have this value, which is named where it is one text, and what it can
 * have. */
void yml_tell_wrong(Diag *diag, const char *code, const char *key, const YmlValue *value, const char *what);

#endif
