/* The language of a document that does not say it, and whether the one that it says is any. */
#include "document/resolve.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

/* Letters by which one language is known from another of its script; of two that have as many, the earlier one. */
static const struct {
	const char *lang, *letters;
} known_by[] = {
        {"ja", "のはをにがでとしたるいてなもれらンスルトーアイ"},
        {"zh-Hant", "這個們說國會來時對學為沒還過後點開見長間問"},
        {"uk", "іїєґ"},
        {"bg", "ъ"},
        {"ru", "ъыэё"},
        {"be", "ўіыэё"},
        {"mk", "ѓќѕљњј"},
        {"sr", "ђћљњј"},
        {"mn", "үөыэё"},
        {"ky", "ңүөыэё"},
        {"tt", "әңүөһҗыэ"},
        {"kk", "құғәңһіыэ"},
        {"tg", "ҷӣӯҳқғэ"},
        {"fa", "پچژگیک"},
        {"ur", "پچژگیکٹڈڑےں"},
        {"ps", "پچژیټډړښځڅڼۍې"},
        {"ckb", "پچژگیکێڵڕۆەڤ"},
        {"ug", "پچژگۇۈۋېەۆ"},
        {"sd", "پچڃٿڀڄڏڊڻڳڦ"},
        {"yi", "װױײ"},
        {"mr", "ळ"},
        {"as", "ৰৱ"},
        {"ti", "ቐቑቒቓቔቕቖ"},
};

enum { SCRIPTS = 512 };

typedef struct {
	size_t in[SCRIPTS], known[BASE_LEN(known_by)], all;
} Letters;

/* Kana stands among ideographs, so it is one script with them; 0: none. */
static size_t script_of(uint32_t c)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)c, &error);
	size_t known = script > USCRIPT_INHERITED && (int)script < SCRIPTS ? (size_t)script : 0;
	return known == USCRIPT_HIRAGANA || known == USCRIPT_KATAKANA ? USCRIPT_HAN : known;
}

static void count_letter(Letters *letters, const char *text, size_t len, uint32_t c)
{
	size_t script = script_of(c);
	char letter[8] = {0};
	if (!script || !u_isalpha((UChar32)c))
		return;
	letters->in[script]++;
	letters->all++;
	if (script == USCRIPT_LATIN || len >= sizeof letter)
		return;
	memcpy(letter, text, len);
	for (size_t i = 0; i < BASE_LEN(known_by); i++)
		letters->known[i] += strstr(known_by[i].letters, letter) != NULL;
}

static void count_letters(const Doc *doc, Letters *letters)
{
	enum { ENOUGH = 20000 };
	for (const DocNode *node = doc->root; node && letters->all < ENOUGH; node = doc_next(node, doc->root, false)) {
		size_t used;
		for (size_t at = 0; node->type == DOC_TEXT && at < node->u.text.len; at += used) {
			const char *text = node->u.text.text + at;
			uint32_t c = utf8_decode(text, node->u.text.len - at, &used);
			count_letter(letters, text, used, c);
		}
	}
}

/* The language that most of a script is written in, by Unicode's own data. */
static const char *likely_language(Arena *arena, UScriptCode script)
{
	UErrorCode error = U_ZERO_ERROR;
	char tag[16], full[32], lang[ULOC_LANG_CAPACITY];
	snprintf(tag, sizeof tag, "und_%s", uscript_getShortName(script));
	uloc_addLikelySubtags(tag, full, sizeof full, &error);
	int32_t len = uloc_getLanguage(full, lang, sizeof lang, &error);
	return U_SUCCESS(error) && len > 0 && !str_eq(lang, "und") ? arena_strdup(arena, lang) : NULL;
}

static const char *name_of_script(UScriptCode script, const char *lang)
{
	bool east = script == USCRIPT_HAN;
	return !east ? uscript_getName(script) : str_eq(lang, "ja") ? "Japanese" : "Chinese";
}

/* The language whose letters are seen most; NULL if hardly any of one are. */
static const char *known_language(const Letters *letters, size_t script)
{
	enum { ONE_IN = 200 };
	const char *lang = NULL;
	size_t most = letters->in[script] / ONE_IN, used;
	for (size_t i = 0; i < BASE_LEN(known_by); i++) {
		const char *first = known_by[i].letters;
		if (letters->known[i] > most && script_of(utf8_decode(first, strlen(first), &used)) == script) {
			most = letters->known[i];
			lang = known_by[i].lang;
		}
	}
	return lang;
}

const char *res_guess_language(const Doc *doc, const char **letters_of)
{
	Letters letters = {0};
	size_t most = 0;
	count_letters(doc, &letters);
	for (size_t i = 0; i < SCRIPTS; i++)
		most = letters.in[i] > letters.in[most] ? i : most;
	if (most == USCRIPT_LATIN || 2 * letters.in[most] <= letters.all)
		return NULL;
	const char *lang = known_language(&letters, most);
	if (!lang)
		lang = likely_language(doc->arena, (UScriptCode)most);
	*letters_of = name_of_script((UScriptCode)most, lang);
	return lang;
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
