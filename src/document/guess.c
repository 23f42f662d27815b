/* The language of a document that does not say it, and whether the one that it says is any. */
#include "document/resolve.h"

#include <string.h>
#include <unicode/uloc.h>

/* Letters by what they are mostly written for; of ideographs alone that is Chinese, with kana among them Japanese. */
static const struct {
	uint32_t first, last;
	const char *lang, *letters;
} scripts[] = {
        {0x0370, 0x03FF, "el", "Greek"},      {0x1F00, 0x1FFF, "el", "Greek"},    {0x0400, 0x052F, "ru", "Cyrillic"},
        {0x0530, 0x058F, "hy", "Armenian"},   {0x0590, 0x05FF, "he", "Hebrew"},   {0x0600, 0x06FF, "ar", "Arabic"},
        {0x0900, 0x097F, "hi", "Devanagari"}, {0x0980, 0x09FF, "bn", "Bengali"},  {0x0B80, 0x0BFF, "ta", "Tamil"},
        {0x0E00, 0x0E7F, "th", "Thai"},       {0x10A0, 0x10FF, "ka", "Georgian"}, {0x3040, 0x30FF, "ja", "Japanese"},
        {0xAC00, 0xD7AF, "ko", "Korean"},     {0x4E00, 0x9FFF, "zh", "Chinese"},
};

typedef struct {
	size_t in[BASE_LEN(scripts)], latin, all;
} Letters;

static void count_letter(Letters *letters, uint32_t c)
{
	bool latin = ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= 0xC0 && c < 0x250);
	letters->latin += latin;
	letters->all += latin;
	for (size_t i = 0; i < BASE_LEN(scripts) && c >= scripts[0].first; i++) {
		bool in = c >= scripts[i].first && c <= scripts[i].last;
		letters->in[i] += in;
		letters->all += in;
	}
}

static void count_letters(const Doc *doc, Letters *letters)
{
	enum { ENOUGH = 20000 };
	for (const DocNode *node = doc->root; node && letters->all < ENOUGH; node = doc_next(node, doc->root, false)) {
		size_t used;
		for (size_t at = 0; node->type == DOC_TEXT && at < node->u.text.len; at += used)
			count_letter(letters, utf8_decode(node->u.text.text + at, node->u.text.len - at, &used));
	}
}

const char *res_guess_language(const Doc *doc, const char **letters_of)
{
	Letters letters = {0};
	size_t most = 0;
	bool kana = false;
	count_letters(doc, &letters);
	for (size_t i = 0; i < BASE_LEN(scripts); i++) {
		most = letters.in[i] > letters.in[most] ? i : most;
		kana = kana || (str_eq(scripts[i].lang, "ja") && 20 * letters.in[i] > letters.all);
	}
	if (2 * letters.in[most] <= letters.all)
		return NULL;
	bool japanese = kana && str_eq(scripts[most].lang, "zh");
	*letters_of = japanese ? "Japanese" : scripts[most].letters;
	return japanese ? "ja" : scripts[most].lang;
}

void res_check_language(const Doc *doc, Diag *diag)
{
	const DocMeta *meta = &doc->meta;
	size_t len = strcspn(meta->lang, "-");
	Pos pos = meta->lang_pos.file ? meta->lang_pos : meta->pos;
	bool private = len == 1 || str_starts(meta->lang, "und");
	if (!private && (len > 3 || (len == 2 && !*uloc_getISO3Language(meta->lang))))
		diag_report(diag, DIAG_WARNING, pos, "lang-unknown",
		            "'%s' names no language; write one such as en, fr or pt-BR", meta->lang);
	else if (!lang_same(meta->lang, "en") &&
	         str_eq(lang_word(meta->lang, LANG_CONTENTS), lang_word("en", LANG_CONTENTS)))
		diag_report(diag, DIAG_WARNING, pos, "lang-words",
		            "the program's own words ('Contents', 'Figure', 'Note') are not known in '%s', so they are "
		            "English; tell us what they are",
		            meta->lang);
}
