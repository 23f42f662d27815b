/* Spaces at signs. */
#include "language/language.h"

#include <string.h>

#define NNBSP "\u202F"

static bool is_space_at(const char *text, size_t len, size_t at, size_t *size)
{
	if (at < len && text[at] == ' ')
		*size = 1;
	else if (at + 1 < len && !memcmp(text + at, "\u00A0", 2))
		*size = 2;
	else
		return false;
	return true;
}

/* French: a narrow no-break space before ; ! ? » and after «, a whole one before a colon (Imprimerie nationale,
 * Lexique des règles typographiques), which the Swiss make narrow, too. */
bool lang_space(const Language *language, const char *text, size_t len, Buf *out)
{
	if (language->spaces != LANG_SPACES_FRENCH && language->spaces != LANG_SPACES_SWISS)
		return false;
	for (size_t i = 0, space; i < len;) {
		bool opens = i >= 2 && !memcmp(text + i - 2, "«", 2);
		if (!is_space_at(text, len, i, &space)) {
			buf_char(out, text[i++]);
			continue;
		}
		const char *after = text + i + space;
		size_t rest = len - i - space;
		bool closes = rest && (strchr(";:!?", *after) || (rest > 1 && !memcmp(after, "»", 2)));
		bool colon = closes && *after == ':' && language->spaces == LANG_SPACES_FRENCH;
		if (opens || closes)
			buf_str(out, colon ? "\u00A0" : NNBSP);
		else
			buf_add(out, text + i, space);
		i += space;
	}
	return true;
}
