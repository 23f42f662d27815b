/* lists: items that come one paragraph after the other, each with its level, as word processors have them.  Inside
 * import only. */
#ifndef IMPORT_LISTS_H
#define IMPORT_LISTS_H

#include "import/inner.h"

enum { LISTS_DEEPEST = 9 };

/* How a level counts; type: as HTML's ol has it, NULL: bullets. */
typedef struct {
	const char *list; /* a name that all items of a list share */
	const char *type;
	long start;
	DocNumDelim delim;
} ListKind;

typedef struct {
	size_t depth;
	struct {
		ListKind kind;
		size_t level;
		DocNode *list, *item;
	} open[LISTS_DEEPEST];
	Map *counts; /* "list/level" -> how many items there were */
} Lists;

/* A new item at a level, in the list that is open, or a new one in the parent. */
DocNode *lists_item(Import *import, Lists *lists, DocNode *parent, size_t level, const ListKind *kind);
/* The item that is open at a level, for what belongs to it without a sign of its own; NULL. */
DocNode *lists_open_item(const Lists *lists, size_t level);
void lists_end(Lists *lists);

#endif
