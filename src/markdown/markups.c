/* Pieces of other markups than Markdown that stand in a text: told at their place where their shape leaves no doubt. */
#include "markdown/tree.h"

#include <regex.h>
#include <string.h>

#define STAYS ", so this stays as it is; write "
#define BEGIN "(^|\n)"
#define BEFORE "(^|[ \n(])"
#define AFTER "([] \n.,;:!?)]|$)"

#define PICTURE(ending) BEFORE "!\1?[^] !\n|\1]+[.]" ending "[^!\n]*!" AFTER

/* What stands in a block's text: a mark that it cannot be without, and its shape, in which \1 is what is no text. */
typedef struct {
	const char *mark, *shape, *said;
} Markup;

/* Each begins a block with its mark. */
static const Markup leading[] = {
        /* MediaWiki, Creole, DokuWiki */
        {"=", "^(= ?[^= \n\1][^=\n]*=|={3,4}[^= \n][^=\n]*={3,4}|={5,6} ?[^= \n][^=\n]*={5,6})$",
         "this is no heading here" STAYS "# and a space before it, as many # as its level"},
        {"; ",
         "^; [^:\n]+ : ", "this is no term here" STAYS "it on a line, and on the next a colon, a space and what it is"},
        /* Textile, Confluence */
        {"h", "^h[1-6](\\([^)\n]*\\))?\\. [^\n]",
         "this is no heading here" STAYS "# and a space before it, as many # as its level"},
        {"bq.", "^bq\\. ", "this is no quotation here" STAYS "> and a space before it"},
        {"fn", "^fn[0-9]+\\. ", "this is no note here" STAYS "[^name]: before it, and [^name] where it belongs"},
        /* Org */
        {":", "^:[A-Za-z][A-Za-z_-]*:( [^\n]*)?\n:[A-Za-z]",
         "fields are not read here" STAYS "name: value in the front matter, or a list"},
        /* AsciiDoc */
        {"= ", "^= [A-Z\200-\377][^=\n]*$", "this is no heading here" STAYS "# and a space before it"},
        {"<<<", "^<<<$", "no page ends here" STAYS "\\newpage"},
        /* reStructuredText */
        {".. ", "^\\.\\. ([_|[]|[^:\n]+(\n|$))",
         "directives are not read here" STAYS "{#name} behind what it names, or <!-- words --> for a comment"},
        {"==", "^={3,}\n[^=\n]",
         "this is neither a heading nor a box here" STAYS "# and a space before a heading, ::: note around a box"},
        {"==", "^={2,} +={2,}", "this is no table here" STAYS "a bar between cells and |---| under the first row"},
        /* roff, POD, Typst, TeX, Djot */
        {".", "^\\.(TH|SH|SS|PP|TP|IP|RS|RE|nf|fi)([ \n]|$)",
         "requests of roff are not read here" STAYS "it in Markdown"},
        {"=", "^=(head[1-6]|over|item|back|cut|pod|encoding|begin|end)([ \n]|$)",
         "this is Perl's documentation, which is not read here" STAYS "# before a heading, - before an item"},
        {"#",
         "^#((image|figure|heading|table|outline|pagebreak|align|quote|bibliography)[(\\[]|(set|show|let|import) "
         "[a-z\1])",
         "what Typst does is not done here" STAYS "it in Markdown, or ``` around code"},
        {"^", "^\\^[a-z0-9-]+$", "this is no mark here" STAYS "{#name} above what it names"},
};

static const Markup within[] = {
        /* MediaWiki, Creole, DokuWiki */
        {"//", BEFORE "//[^] /\n][^/\n]*//" AFTER, "this is not italic here" STAYS "*words*"},
        {"^^", BEFORE "?\\^\\^[^] ^\n][^^\n]*\\^\\^" AFTER, "this is set neither high nor low here" STAYS "^words^"},
        {"[", "\\[\1?(https?|ftp)://[^] \n]+ [^]\n]+\\]([^](]|$)", "this is no link here" STAYS "[words](address)"},
        {"**", BEGIN "\\*{2,6} [^*\n]+(\n|$)",
         "this is neither a heading nor an item here" STAYS "## before a heading, or spaces and - before an item"},
        /* Textile, Confluence */
        {".png", PICTURE("png"), "this is no picture here" STAYS "![words](file)"},
        {".jpg", PICTURE("jpg"), "this is no picture here" STAYS "![words](file)"},
        {".gif", PICTURE("gif"), "this is no picture here" STAYS "![words](file)"},
        {".svg", PICTURE("svg"), "this is no picture here" STAYS "![words](file)"},
        {"{", BEGIN "\\{(code|quote|noformat|panel|info|note|tip|warning|expand)(:[^}\n]*)?\\}",
         "this is no box here" STAYS "::: note and, at its end, :::, or ``` around code"},
        /* Org */
        {"#+", BEGIN "#\\+[A-Za-z_]+(:|[ \n]|$)",
         "what Org says of a document is not read here" STAYS "it in the front matter, or ``` around code"},
        {"[fn:", "\\[fn:[^]\n]*\\]", "this is no note here" STAYS "[^name], and elsewhere [^name]: and its words"},
        /* AsciiDoc */
        {"[",
         BEGIN "\\[((source|listing|verse|quote|sidebar|cols|options)([,=%][^]\n]*)|source|listing|verse|%[a-z]+|[.][a-"
               "z][a-z.-]*)\\](\n|$)",
         "this says nothing of the block below here" STAYS "{.class} above it, or ``` and a language around code"},
        {"[", BEGIN "\\[(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\\](\n|$)",
         "this is no box here" STAYS "::: note and, at its end, :::"},
        {"<<", BEFORE "<<[A-Za-z_\200-\377][^<>\n]*>>",
         "this is no reference here" STAYS "[](#name), or quotation marks as the language has them"},
        {"[",
         BEFORE "(link|xref|mailto|kbd|btn|menu|pass|stem|latexmath|asciimath|indexterm2?|icon|image|video|audio):([^: "
                "\n[][^ \n[]*)?\\[[^]\n]*\\]",
         "macros are not read here" STAYS "[words](address), ![words](file) or $…$"},
        {"::", "^(toc|ifdef|ifndef|ifeval|endif)::",
         "directives are not read here" STAYS "toc: true in the front matter, or ::: {include=\"file\"} and :::"},
        {"::", "(^[^.:\n][^:\n]{0,60}[^: \n]:: [^ ]|[^: \n]::$)",
         "two colons mean nothing here" STAYS "one, and below a term : what it is, or ``` around code"},
        {"((", "\\(\\(\\([^()\n]+\\)\\)\\)", "an index is not made here, so this stays as it is; remove it"},
        /* reStructuredText */
        {"]_", "\\[(#?[0-9A-Za-z]*|\\*)\\]_" AFTER,
         "this is no note here" STAYS "[^name], and elsewhere [^name]: and its words"},
        {"\n^^^", "^[^\n]+\n\\^{3,}$", "this is no heading here" STAYS "# and a space before it"},
        {"\n+++", "^[^\n]+\n[+]{3,}$", "this is no heading here" STAYS "# and a space before it"},
        /* BBCode, WordPress */
        {"[/", "\\[/(b|i|u|s|url|img|quote|code|size|color|center|list|spoiler|caption|gallery|video|embed)\\]",
         "tags in brackets are not read here" STAYS "*words*, **words** or [words](address)"},
        {"[", "\\[(video|audio|gallery|embed|playlist|youtube) [a-z]+=",
         "shortcodes are not read here" STAYS "what it stands for"},
        /* roff, POD, Typst, TeX, Djot */
        {"\\\n", "[^\\]\\\\\n", "two backslashes end no line here, so one stays; write one at the line's end"},
        {"``", BEFORE "``[^` \n]",
         "these are neither quotation marks nor code here" STAYS "\" before and after words, ` before and after code"},
        {"{=", "\\{=[A-Za-z][^{}=\n]*=\\}", "this marks nothing here" STAYS "[words]{.mark}"},
};

/* Of which Markdown leaves nothing in the text, so the source is searched. */
static const Markup in_source[] = {
        {"''", BEFORE "''[^] '\n][^'\n]*''" AFTER, "this is not italic here" STAYS "*words*"},
};

static void check(Maker *maker, const DocNode *block, const char *text, const Markup *markup)
{
	regex_t shape;
	regmatch_t found;
	if (!strstr(text, markup->mark) || regcomp(&shape, markup->shape, REG_EXTENDED) != 0)
		return;
	bool told = regexec(&shape, text, 1, &found, 0) == 0 && !md_is_escaped(maker, block, markup->mark);
	regfree(&shape);
	if (!told)
		return;
	const char *at = text + found.rm_so;
	at += *at == ' ' || *at == '\n' || (*at == '(' && at[1] != '(');
	tally_add(&maker->tally, md_find_mark(maker, block, at, markup->mark, false), "dialect-markup", markup->said);
}

void md_check_markups(Maker *maker, const DocNode *block, const char *text, const bool has[256])
{
	for (size_t i = 0; i < BASE_LEN(leading); i++) {
		if (str_starts(text, leading[i].mark))
			check(maker, block, text, &leading[i]);
	}
	for (size_t i = 0; i < BASE_LEN(within); i++) {
		const char *mark = within[i].mark;
		if (has[(unsigned char)*mark] && has[(unsigned char)mark[strlen(mark) - 1]])
			check(maker, block, text, &within[i]);
	}
}

void md_check_source(Maker *maker, const DocNode *block, const char *source)
{
	for (size_t i = 0; i < BASE_LEN(in_source); i++)
		check(maker, block, source, &in_source[i]);
}
