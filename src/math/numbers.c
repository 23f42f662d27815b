/* What formulas are known by: their rows, the numbers beside them, and who calls those. */
#include "math/inner.h"

#include <string.h>

const MathNode *math_lines(const MathTree *tree)
{
	const MathNode *only = tree->root->count == 1 ? tree->root->kids[0] : NULL;
	return only && only->kind == MATH_TABLE && only->u.table.alignment ? only : NULL;
}

const char *math_bare_number(Arena *arena, const char *number)
{
	size_t len = strlen(number);
	bool brackets = len > 2 && number[0] == '(' && number[len - 1] == ')';
	return brackets ? arena_strndup(arena, number + 1, len - 2) : number;
}

void math_refer(MathRef *ref, const char *number)
{
	ref->words->text = ref->words->plain = number;
}
