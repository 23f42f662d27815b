/* What RTF's control words do. */
#include "import/rtf.h"

#include <stdlib.h>
#include <string.h>

typedef void Action(Rtf *rtf, int number, bool given, long value);

static void set_format(Rtf *rtf, int number, bool given, long value)
{
	rtf_flush(rtf);
	if (given && !number)
		rtf_group(rtf)->formats &= ~(unsigned)value;
	else
		rtf_group(rtf)->formats |= (unsigned)value;
}

static void clear_format(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	rtf_flush(rtf);
	rtf_group(rtf)->formats &= ~(unsigned)value;
	if (value == ~0L)
		rtf_group(rtf)->hidden = false;
}

static void set_hidden(Rtf *rtf, int number, bool given, long value)
{
	(void)value;
	rtf_flush(rtf);
	rtf_group(rtf)->hidden = !given || number;
	if (rtf_group(rtf)->hidden)
		import_tell(rtf->import, "import-hidden", "hidden text is left out");
}

static void set_deleted(Rtf *rtf, int number, bool given, long value)
{
	(void)value;
	rtf_flush(rtf);
	rtf_group(rtf)->deleted = !given || number;
	import_tell(rtf->import, "import-changes", "a tracked deletion is carried out");
}

static void put_sign(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	rtf_sign(rtf, (uint32_t)value);
}

static void set_target(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	RtfGroup *group = rtf_group(rtf);
	rtf_flush(rtf);
	if (group->target == RTF_NOWHERE)
		return;
	group->target = (RtfTarget)value;
	buf_clear(value == RTF_MARKER ? &rtf->marker : value == RTF_FIELD ? &rtf->field : &rtf->aside);
	rtf->star = false;
}

static void tell_nowhere(Rtf *rtf, int number, bool given, long value)
{
	static const char *const told[][2] = {{"import-comment", "a comment is left out"},
	                                      {"import-dropped", "an object is left out; put it in as a picture"}};
	import_tell(rtf->import, told[value][0], told[value][1]);
	set_target(rtf, number, given, RTF_NOWHERE);
}

static void skip_furniture(Rtf *rtf, int number, bool given, long value)
{
	(void)value;
	import_tell_furniture(rtf->import, "?"); /* what it holds is not read */
	set_target(rtf, number, given, RTF_NOWHERE);
}

static void set_charset(Rtf *rtf, int number, bool given, long value)
{
	static const char *const names[] = {"WINDOWS-1252", "MACINTOSH", "CP437", "CP850"};
	(void)given;
	rtf->charset = value >= 0 ? names[value] : arena_printf(rtf->import->doc->arena, "CP%d", number);
}

static void set_font_charset(Rtf *rtf, int number, bool given, long value)
{
	static const struct {
		int charset;
		const char *name;
	} charsets[] = {{0, "WINDOWS-1252"},   {77, "MACINTOSH"},     {128, "CP932"},        {129, "CP949"},
	                {134, "CP936"},        {136, "CP950"},        {161, "WINDOWS-1253"}, {162, "WINDOWS-1254"},
	                {163, "WINDOWS-1258"}, {177, "WINDOWS-1255"}, {178, "WINDOWS-1256"}, {186, "WINDOWS-1257"},
	                {204, "WINDOWS-1251"}, {222, "CP874"},        {238, "WINDOWS-1250"}};
	(void)given;
	(void)value;
	for (size_t i = number ? 0 : BASE_LEN(charsets); i < BASE_LEN(charsets); i++) { /* 0 is the document's own */
		if (charsets[i].charset == number && rtf_group(rtf)->target == RTF_FONTS)
			map_set(rtf->charsets, rtf_key(rtf, rtf_group(rtf)->font), charsets[i].name);
	}
}

static void set_font(Rtf *rtf, int number, bool given, long value)
{
	(void)given;
	(void)value;
	rtf_flush(rtf);
	rtf_group(rtf)->font = number;
}

static void set_skip(Rtf *rtf, int number, bool given, long value)
{
	(void)given;
	(void)value;
	rtf_group(rtf)->skip = number < 0 || number > 100 ? 1 : number;
}

static void set_language(Rtf *rtf, int number, bool given, long value)
{
	static const struct {
		int id;
		const char *tag;
	} languages[] = {{1029, "cs"},    {1030, "da"},    {1031, "de-DE"}, {1032, "el"},    {1033, "en-US"},
	                 {1034, "es"},    {1035, "fi"},    {1036, "fr-FR"}, {1038, "hu"},    {1040, "it"},
	                 {1043, "nl"},    {1044, "nb"},    {1045, "pl"},    {1046, "pt-BR"}, {1048, "ro"},
	                 {1049, "ru"},    {1053, "sv"},    {1055, "tr"},    {1058, "uk"},    {2055, "de-CH"},
	                 {2057, "en-GB"}, {2070, "pt-PT"}, {3079, "de-AT"}, {3082, "es"}};
	(void)given;
	(void)value;
	for (size_t i = 0; i < BASE_LEN(languages); i++) {
		if (languages[i].id == number)
			import_lang(rtf->import, languages[i].tag);
	}
}

/* ---- paragraphs ---- */

static void reset_para(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	rtf_flush(rtf);
	rtf_group(rtf)->para = (RtfPara){.outline = -1};
}

/* Its numbers, by their offset. */
static void set_para(Rtf *rtf, int number, bool given, long value)
{
	(void)given;
	memcpy((char *)&rtf_group(rtf)->para + value, &number, sizeof number);
}

static void set_in_table(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	rtf_group(rtf)->para.in_table = true;
}

static void end_paragraph(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	if (rtf_group(rtf)->target != RTF_BODY)
		return;
	rtf_flush(rtf);
	rtf_end_paragraph(rtf);
}

static void end_line(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	rtf_flush(rtf);
	if (rtf_group(rtf)->target == RTF_BODY)
		import_add(rtf->import, rtf->flow.line, "br", NULL, NULL);
}

static void end_page(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	rtf_flush(rtf);
	if (rtf_group(rtf)->target == RTF_BODY)
		rtf_add_block(rtf, DOC_PAGE_BREAK);
}

/* ---- tables ---- */

static void begin_row(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	rtf->columns = 0;
	rtf->head = rtf->next_down = rtf->next_first = rtf->next_left = false;
}

static void set_row_flag(Rtf *rtf, int number, bool given, long value)
{
	bool *const flags[] = {&rtf->head, &rtf->next_first, &rtf->next_down, &rtf->next_left};
	(void)number;
	(void)given;
	*flags[value] = true;
}

static void add_column(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	if (rtf->columns < RTF_COLUMNS) {
		rtf->merge_first[rtf->columns] = rtf->next_first;
		rtf->merge_down[rtf->columns] = rtf->next_down;
		rtf->merge_left[rtf->columns++] = rtf->next_left;
	}
	rtf->next_down = rtf->next_first = rtf->next_left = false;
}

static void end_cell(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	rtf_flush(rtf);
	if (value)
		rtf_end_row(rtf);
	else
		rtf_end_cell(rtf);
}

/* ---- notes, fields, what is known of the document ---- */

static void begin_note(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	RtfGroup *group = rtf_group(rtf);
	rtf_flush(rtf);
	rtf->star = false;
	if (rtf->in_note || group->target != RTF_BODY)
		return;
	group->ends_note = rtf->in_note = true;
	group->formats = 0;
	group->link = NULL;
	DocNode *note = import_note(rtf->import, rtf->flow.line);
	rtf->outer = rtf->flow;
	rtf_begin_flow(&rtf->flow, rtf->import, note);
}

/* The result of a field that is a link goes into that. */
static void begin_result(Rtf *rtf, int number, bool given, long value)
{
	(void)number;
	(void)given;
	(void)value;
	RtfGroup *group = rtf_group(rtf);
	rtf_flush(rtf);
	const char *url = rtf->field.data ? import_field_link(rtf->import, rtf->field.data) : NULL;
	buf_clear(&rtf->field);
	group->link = url && group->target == RTF_BODY ? import_add(rtf->import, rtf->flow.line, "a", "href", url)
	                                               : group->link;
}

static void set_picture(Rtf *rtf, int number, bool given, long value)
{
	set_target(rtf, number, given, rtf_group(rtf)->target == RTF_BODY ? value : RTF_NOWHERE);
	rtf->picture = 0;
}

static void set_number(Rtf *rtf, int number, bool given, long value)
{
	int *const numbers[] = {&rtf->picture, &rtf->year, &rtf->month, &rtf->day};
	(void)given;
	if (value == 0 || !*numbers[value])
		*numbers[value] = number;
}

/* ---- all ---- */

#define PARA(field) (long)offsetof(RtfPara, field)

/* In strcmp's order. */
static const struct {
	const char *word;
	Action *action;
	long value;
} words[] = {
        {"ansi", set_charset, 0},
        {"ansicpg", set_charset, -1},
        {"author", set_target, RTF_AUTHOR},
        {"b", set_format, FORMAT_STRONG},
        {"bkmkend", set_target, RTF_NOWHERE},
        {"bkmkstart", set_target, RTF_BOOKMARK},
        {"bullet", put_sign, 0x2022},
        {"cell", end_cell, 0},
        {"cellx", add_column, 0},
        {"clmrg", set_row_flag, 3},
        {"clvmgf", set_row_flag, 1},
        {"clvmrg", set_row_flag, 2},
        {"colortbl", set_target, RTF_NOWHERE},
        {"deflang", set_language, 0},
        {"deleted", set_deleted, 0},
        {"dy", set_number, 3},
        {"emdash", put_sign, 0x2014},
        {"emspace", put_sign, ' '},
        {"endash", put_sign, 0x2013},
        {"enspace", put_sign, ' '},
        {"f", set_font, 0},
        {"fcharset", set_font_charset, 0},
        {"fi", set_para, PARA(first)},
        {"fldinst", set_target, RTF_FIELD},
        {"fldrslt", begin_result, 0},
        {"fonttbl", set_target, RTF_FONTS},
        {"footer", skip_furniture, 0},
        {"footerf", skip_furniture, 0},
        {"footerl", skip_furniture, 0},
        {"footerr", skip_furniture, 0},
        {"footnote", begin_note, 0},
        {"header", skip_furniture, 0},
        {"headerf", skip_furniture, 0},
        {"headerl", skip_furniture, 0},
        {"headerr", skip_furniture, 0},
        {"i", set_format, FORMAT_EMPH},
        {"ilvl", set_para, PARA(level)},
        {"info", set_target, RTF_INFO},
        {"intbl", set_in_table, 0},
        {"lang", set_language, 0},
        {"ldblquote", put_sign, 0x201C},
        {"li", set_para, PARA(left)},
        {"line", end_line, 0},
        {"listtext", set_target, RTF_MARKER},
        {"lquote", put_sign, 0x2018},
        {"ls", set_para, PARA(list)},
        {"mac", set_charset, 1},
        {"mo", set_number, 2},
        {"nestcell", end_paragraph, 0},
        {"nonesttables", set_target, RTF_NOWHERE},
        {"nonshppict", set_target, RTF_NOWHERE},
        {"nosupersub", clear_format, FORMAT_SUBSCRIPT | FORMAT_SUPERSCRIPT},
        {"object", tell_nowhere, 1},
        {"outlinelevel", set_para, PARA(outline)},
        {"page", end_page, 0},
        {"par", end_paragraph, 0},
        {"pard", reset_para, 0},
        {"pc", set_charset, 2},
        {"pca", set_charset, 3},
        {"pict", set_picture, RTF_PICTURE},
        {"picwgoal", set_number, 0},
        {"plain", clear_format, ~0L},
        {"pntext", set_target, RTF_MARKER},
        {"rdblquote", put_sign, 0x201D},
        {"row", end_cell, 1},
        {"rquote", put_sign, 0x2019},
        {"s", set_para, PARA(style)},
        {"scaps", set_format, FORMAT_SMALL_CAPS},
        {"sect", end_paragraph, 0},
        {"strike", set_format, FORMAT_STRIKEOUT},
        {"striked", set_format, FORMAT_STRIKEOUT},
        {"stylesheet", set_target, RTF_STYLES},
        {"sub", set_format, FORMAT_SUBSCRIPT},
        {"super", set_format, FORMAT_SUPERSCRIPT},
        {"tab", put_sign, '\t'},
        {"title", set_target, RTF_TITLE},
        {"trhdr", set_row_flag, 0},
        {"trowd", begin_row, 0},
        {"uc", set_skip, 0},
        {"ul", set_format, FORMAT_UNDERLINE},
        {"ulnone", clear_format, FORMAT_UNDERLINE},
        {"v", set_hidden, 0},
        {"yr", set_number, 1},
};

/* Groups that only some programs know, which are read. */
static bool is_known_group(const char *word)
{
	static const char *const names[] = {"shppict", "shpinst", "shptxt", "ud", "shp"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (str_eq(word, names[i]))
			return true;
	}
	return false;
}

static int by_word(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

void rtf_control(Rtf *rtf, const char *word, int number, bool given)
{
	bool star = rtf->star;
	const char *const *found = bsearch(word, words, BASE_LEN(words), sizeof *words, by_word);
	if (str_eq(word, "annotation") || str_eq(word, "atnid") || str_eq(word, "atnauthor"))
		tell_nowhere(rtf, number, given, 0);
	else if (found)
		words[(size_t)((const char *)found - (const char *)words) / sizeof *words].action(
		        rtf, number, given,
		        words[(size_t)((const char *)found - (const char *)words) / sizeof *words].value);
	else if (star && !is_known_group(word))
		set_target(rtf, number, given, RTF_NOWHERE);
	if (str_eq(word, "shptxt"))
		import_tell(rtf->import, "import-box",
		            "a text box is no box any more: its words follow the paragraph it stood at");
	rtf->star = false;
}
