/* What a terminal shows: prompts, what is typed after them, what comes back. */
#ifndef CODE_SESSION_H
#define CODE_SESSION_H

#include "code/code.h"

/* Classes of the line of a session: its prompt is CODE_PROMPT, a line of output CODE_OUTPUT.  Where what was
 * typed begins; len + 1 for output. */
size_t code_session_line(const char *line, size_t len, uint8_t *classes);

#endif
