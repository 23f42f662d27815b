/* Quotation marks by language. */
#include "document/resolve.h"

#include <string.h>
#include <strings.h>

#define NNBSP "\u202F"

/* Where printers of the language set other marks than the Common Locale Data Repository
 * names, or spaces within them: the repository gives French and Arabic no inner pair of
 * their own, Danish books quote with points inwards, Croatian and Bulgarian close high.
 * Dutch has both orders, so it keeps what was typed.  What the repository changed its mind
 * of from one edition to the next, Spanish and Serbian, stands here too. */
static const struct {
	const char *lang;
	ResMarks marks;
} own[] = {
        {"fr-CH", {{{"‹" NNBSP, NNBSP "›"}, {"«" NNBSP, NNBSP "»"}}}},
        {"fr", {{{"“", "”"}, {"«" NNBSP, NNBSP "»"}}}},
        {"de-CH", {{{"‹", "›"}, {"«", "»"}}}},
        {"de-LI", {{{"‹", "›"}, {"«", "»"}}}},
        {"it-CH", {{{"‹", "›"}, {"«", "»"}}}},
        {"ar", {{{"“", "”"}, {"«", "»"}}}},
        {"bg", {{{"’", "’"}, {"„", "“"}}}},
        {"da", {{{"›", "‹"}, {"»", "«"}}}},
        {"es-ES", {{{"“", "”"}, {"«", "»"}}}},
        {"hr", {{{"‘", "’"}, {"„", "”"}}}},
        {"hy", {{{"“", "”"}, {"«", "»"}}}},
        {"lt", {{{"‚", "‘"}, {"„", "“"}}}},
        {"nl", {{{"‘", "’"}, {"“", "”"}}}},
        {"sr", {{{"’", "’"}, {"„", "”"}}}},
};

ResMarks res_marks(Arena *arena, const char *lang)
{
	if (!strcasecmp(lang, "es")) /* America quotes otherwise */
		lang = "es-ES";
	for (size_t i = 0; i < BASE_LEN(own); i++) {
		if (res_speaks(lang, own[i].lang))
			return own[i].marks;
	}
	ResLocale locale = res_locale(lang);
	if (!locale.fields)
		locale = res_locale("en");
	ResMarks marks;
	for (int i = 0; i < 4; i++)
		marks.pairs[i < 2][i % 2] = res_field(arena, locale, RES_MARKS + i);
	return marks;
}

/* Within a quotation of its own kind one takes the other kind's marks; a parent has
 * its own already. */
static bool is_double(const DocNode *quoted)
{
	bool dbl = quoted->u.quoted.dbl;
	for (const DocNode *node = quoted->parent; node && doc_is_inline(node->type); node = node->parent) {
		if (node->type == DOC_QUOTED)
			return node->u.quoted.dbl == dbl ? !dbl : dbl;
	}
	return dbl;
}

/* A mark that found no partner stands in English until now. */
static bool set_lone(DocNode *text, ResMarks marks)
{
	static const char *const english[2][2] = {{"‘", "’"}, {"“", "”"}};
	for (int i = 0; i < 4; i++) {
		if (!str_eq(text->u.text.text, english[i / 2][i % 2]))
			continue;
		text->u.text.text = marks.pairs[i / 2][i % 2];
		text->u.text.len = strlen(text->u.text.text);
		text->generated = false;
		return true;
	}
	return false;
}

bool res_quote(DocNode *node, ResMarks marks)
{
	if (node->type == DOC_QUOTED) {
		node->u.quoted.dbl = is_double(node);
		node->u.quoted.open = marks.pairs[node->u.quoted.dbl][0];
		node->u.quoted.close = marks.pairs[node->u.quoted.dbl][1];
	}
	return node->type == DOC_TEXT && node->generated && set_lone(node, marks);
}
