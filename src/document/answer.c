/* Lines to write on. */
#include "document/document.h"

#include <stdlib.h>

int doc_answer_lines(const DocNode *div)
{
	enum { MOST = 100 };
	const char *asked = doc_key(div, "lines");
	long lines = asked ? strtol(asked, NULL, 10) : 1;
	if (div->first || !doc_has_class(div, "answer"))
		return 0;
	return lines < 1 ? 1 : lines > MOST ? MOST : (int)lines;
}
