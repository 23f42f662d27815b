/* The language of a document that does not say it, and whether the one that it says is any. */
#include "document/resolve.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

/* Scripts by what they are mostly written for. */
enum { KANA, IDEOGRAPHS };
static const struct {
	UScriptCode script;
	const char *lang, *letters;
} scripts[] = {
        [KANA] = {USCRIPT_HIRAGANA, "ja", "Japanese"},
        [IDEOGRAPHS] = {USCRIPT_HAN, "zh", "Chinese"},
        {USCRIPT_GREEK, "el", "Greek"},
        {USCRIPT_CYRILLIC, "ru", "Cyrillic"},
        {USCRIPT_ARMENIAN, "hy", "Armenian"},
        {USCRIPT_HEBREW, "he", "Hebrew"},
        {USCRIPT_ARABIC, "ar", "Arabic"},
        {USCRIPT_DEVANAGARI, "hi", "Devanagari"},
        {USCRIPT_BENGALI, "bn", "Bengali"},
        {USCRIPT_TAMIL, "ta", "Tamil"},
        {USCRIPT_THAI, "th", "Thai"},
        {USCRIPT_GEORGIAN, "ka", "Georgian"},
        {USCRIPT_HANGUL, "ko", "Korean"},
};

typedef struct {
	size_t in[BASE_LEN(scripts)], all; /* all: of these and Latin */
} Letters;

static void count_letter(Letters *letters, uint32_t c)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)c, &error);
	letters->all += script == USCRIPT_LATIN;
	for (size_t i = 0; i < BASE_LEN(scripts); i++) {
		bool in = script == scripts[i].script || (i == KANA && script == USCRIPT_KATAKANA);
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
	enum { A_KANA_IN = 20 }; /* ideographs among which there is kana are Japanese */
	Letters letters = {0};
	size_t most = 0;
	count_letters(doc, &letters);
	if (A_KANA_IN * letters.in[KANA] > letters.all) {
		letters.in[KANA] += letters.in[IDEOGRAPHS];
		letters.in[IDEOGRAPHS] = 0;
	}
	for (size_t i = 0; i < BASE_LEN(scripts); i++)
		most = letters.in[i] > letters.in[most] ? i : most;
	if (2 * letters.in[most] <= letters.all)
		return NULL;
	*letters_of = scripts[most].letters;
	return scripts[most].lang;
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
