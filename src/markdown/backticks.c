/* Backticks that find no partner.
 *
 * In cmark-gfm as Debian 12 has it, a run of them without a partner makes all but the
 * first span of code after it in its paragraph plain text.  Such runs are written in
 * MD_TICK before inlines are parsed, and are backticks again in the tree. */
#include "markdown/extension.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 80 }; /* cmark pairs none that are longer */

typedef struct {
	size_t at, len; /* without a backtick that is escaped */
	size_t partner; /* the next run of this length; SIZE_MAX if none */
	size_t whole;   /* its length as a closing run, where no sign is escaped */
} Run;

static size_t find_runs(const char *text, size_t len, Run **out)
{
	size_t count = 0, cap = 0, slashes = 0;
	for (size_t i = 0; i < len; i++) {
		size_t run = 0;
		while (i + run < len && text[i + run] == '`')
			run++;
		if (run) {
			*out = base_grow(*out, count, &cap, sizeof **out);
			(*out)[count++] = (Run){i + slashes % 2, run - slashes % 2, SIZE_MAX, run};
			i += run - 1;
		}
		slashes = text[i] == '\\' ? slashes + 1 : 0;
	}
	return count;
}

static void pair_runs(Run *runs, size_t count)
{
	size_t next[LONGEST + 1];
	for (size_t i = 0; i <= LONGEST; i++)
		next[i] = SIZE_MAX;
	for (size_t i = count; i--;) {
		if (runs[i].len <= LONGEST)
			runs[i].partner = next[runs[i].len];
		if (runs[i].whole <= LONGEST)
			next[runs[i].whole] = i;
	}
}

void md_hide_ticks(char *text, size_t len)
{
	Run *runs = NULL;
	size_t count = memchr(text, '`', len) ? find_runs(text, len, &runs) : 0;
	pair_runs(runs, count);
	for (size_t i = 0; i < count; i++) {
		if (runs[i].partner != SIZE_MAX && runs[i].len)
			i = runs[i].partner;
		else
			memset(text + runs[i].at, MD_TICK, runs[i].len);
	}
	free(runs);
}

void md_hide_brackets(char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		if (text[i] != '\\')
			continue;
		if (text[i + 1] == '(' || text[i + 1] == '[' || (len - i > 7 && !memcmp(text + i + 1, "begin{", 6)))
			text[i] = MD_BACKSLASH;
		i++; /* what it escapes */
	}
}

char *md_hide_sign(char *copy, const char *text, size_t len, size_t at, int base)
{
	static const char markers[] = MD_MARKERS;
	if (!copy) {
		copy = base_calloc(len + 1, 1);
		memcpy(copy, text, len);
	}
	copy[at] = (char)(base + (strchr(markers, text[at]) - markers));
	return copy;
}

static char shown(char sign)
{
	static const char markers[] = MD_MARKERS;
	if (sign == MD_TICK)
		return '`';
	if (sign == MD_BACKSLASH)
		return '\\';
	if (sign >= MD_MARKER && sign < MD_MARKER + (int)sizeof markers - 1)
		return markers[sign - MD_MARKER];
	return sign >= MD_SIGN && sign < MD_SIGN + (int)sizeof markers - 1 ? markers[sign - MD_SIGN] : sign;
}

size_t md_show_signs(char *text, size_t len)
{
	size_t kept = str_controls(text, len);
	for (size_t i = kept; i < len; i++) {
		if (text[i] != MD_FLANK)
			text[kept++] = shown(text[i]);
	}
	if (kept < len)
		text[kept] = '\0';
	return kept;
}
