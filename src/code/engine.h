/* Runs a text through a language's contexts. */
#ifndef CODE_ENGINE_H
#define CODE_ENGINE_H

#include "code/grammar.h"

/* What is known between one line and the next. */
typedef struct CodeState CodeState;
CodeState *code_state_new(CodeGrammar *grammar);
void code_state_free(CodeState *state); /* NULL is fine */

/* Gives each of the len bytes of a line, which has no end of line in it, its class.  False if it took too long
 * or its contexts are too deep: then the state is of no use any more. */
bool code_line(CodeState *state, const char *text, size_t len, uint8_t *classes);

#endif
