/* tally: messages that a source gives cause for again and again, told once each
 * with their first place and their number.  Inside source only. */
#ifndef SOURCE_TALLY_H
#define SOURCE_TALLY_H

#include "base/base.h"

typedef struct {
	Arena *arena;
	Map *told; /* by text; made on first use */
} SrcTally;

void src_tally_add(SrcTally *tally, Pos pos, const char *code, const char *text); /* a warning */
void src_tally_tell(const SrcTally *tally, Diag *diag);

#endif
