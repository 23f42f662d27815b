/* What depends on the language: inheritance, spaces. */
#include "document/resolve.h"

#include <string.h>

#define NNBSP "\u202F"

static bool is_rtl_language(const char *lang)
{
	static const char *const rtl[] = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr"};
	for (size_t i = 0; i < BASE_LEN(rtl); i++) {
		if (doc_same_language(rtl[i], lang))
			return !strstr(lang, "-Latn");
	}
	return false;
}

/* A BCP 47 tag by its shape: subtags of one to eight letters and digits, the first of
 * at most three. */
static bool is_tag(const char *lang)
{
	size_t run = 0, subtags = 0;
	if (strcspn(lang, "-") > 3)
		return false; /* no language has a code so long */
	for (; *lang; lang++) {
		bool letter = (*lang >= 'a' && *lang <= 'z') || (*lang >= 'A' && *lang <= 'Z');
		bool digit = *lang >= '0' && *lang <= '9';
		if (*lang == '-' && run) {
			subtags++;
			run = 0;
		} else if ((letter || (digit && subtags)) && run < 8) {
			run++;
		} else {
			return false;
		}
	}
	return run > 0 && (subtags || run > 1);
}

/* "en_US.UTF-8" as a tag; NULL if it is none even so. */
static const char *mended_tag(Arena *arena, const char *lang)
{
	char *tag = arena_strndup(arena, lang, strcspn(lang, ".@"));
	for (char *at = strchr(tag, '_'); at; at = strchr(at, '_'))
		*at = '-';
	return is_tag(tag) ? tag : NULL;
}

static void inherit(DocNode *node, const Doc *doc, Diag *diag)
{
	const char *lang = doc_key(node, "lang"), *dir = doc_key(node, "dir");
	const DocNode *parent = node->parent;
	if (lang && !is_tag(lang)) {
		diag_report(diag, DIAG_WARNING, node->pos, "lang-malformed",
		            "'%s' is not a language tag, so it is left out; write one such as fr or pt-BR", lang);
		lang = NULL;
	}
	node->lang = lang ? lang : parent ? parent->lang : doc->meta.lang;
	node->dir = parent ? parent->dir : doc->meta.dir;
	if (dir)
		node->dir = str_eq(dir, "rtl") ? DOC_DIR_RTL : DOC_DIR_LTR;
	else if (lang)
		node->dir = is_rtl_language(lang) ? DOC_DIR_RTL : DOC_DIR_LTR;
}

/* French: a narrow no-break space before ; ! ? » and after «, a whole one before a colon, where a space of
 * any kind was typed (Imprimerie nationale, Lexique des règles typographiques). */
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

static void space_french(Doc *doc, DocNode *node)
{
	const char *text = node->u.text.text;
	size_t len = node->u.text.len, space;
	Buf out = {0};
	for (size_t i = 0; i < len;) {
		bool opens = i >= 2 && !memcmp(text + i - 2, "«", 2);
		if (!is_space_at(text, len, i, &space)) {
			buf_char(&out, text[i++]);
			continue;
		}
		const char *after = text + i + space;
		size_t rest = len - i - space;
		bool closes = rest && (strchr(";:!?", *after) || (rest > 1 && !memcmp(after, "»", 2)));
		bool colon = closes && *after == ':' && !str_starts(node->lang, "fr-CH");
		if (opens || closes)
			buf_str(&out, colon ? "\u00A0" : NNBSP);
		else
			buf_add(&out, text + i, space);
		i += space;
	}
	if (out.len != len || memcmp(out.data ? out.data : "", text, len) != 0) {
		node->u.text.text = arena_strndup(doc->arena, out.data, out.len);
		node->u.text.len = out.len;
	}
	buf_free(&out);
}

static void name_language(Doc *doc, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	if (meta->lang && !is_tag(meta->lang)) {
		const char *meant = mended_tag(doc->arena, meta->lang);
		diag_report(diag, DIAG_ERROR, meta->lang_pos.file ? meta->lang_pos : meta->pos, "lang-malformed",
		            "'%s' is not a language tag; %s%s%s", meta->lang,
		            meant ? "did you mean " : "write one such as en, fr or pt-BR", meant ? meant : "",
		            meant ? "?" : "");
		meta->lang = NULL;
	} else if (!meta->lang && !meta->broken) {
		diag_report(
		        diag, DIAG_WARNING, meta->pos, "lang-missing",
		        "the document does not say its language, so English is taken; add lang: to the front matter");
	}
	if (!meta->lang)
		meta->lang = "en";
	if (meta->date)
		meta->date_text = res_date(doc->arena, meta->date, meta->lang);
	if (is_rtl_language(meta->lang) && meta->dir == DOC_DIR_LTR && !meta->dir_given)
		meta->dir = DOC_DIR_RTL;
}

/* The marks of the language at hand, looked up when it changes. */
typedef struct {
	const char *lang;
	ResMarks marks;
	bool lone; /* some mark had no partner */
} Speech;

static void settle_node(Doc *doc, DocNode *node, Speech *speech)
{
	if (node->type != DOC_QUOTED && node->type != DOC_TEXT)
		return;
	if (speech->lang != node->lang)
		*speech = (Speech){node->lang, res_marks(doc->arena, node->lang), speech->lone};
	speech->lone |= res_quote(node, speech->marks);
	if (node->type == DOC_TEXT && doc_same_language(node->lang, "fr"))
		space_french(doc, node);
}

static void settle_nodes(Doc *doc, DocNode *top, Speech *speech, Diag *diag)
{
	for (DocNode *node = top; node; node = (DocNode *)doc_next(node, top, false)) {
		inherit(node, doc, diag);
		settle_node(doc, node, speech);
	}
	if (speech->lone)
		doc_join_texts(doc, top);
	speech->lone = false;
}

void res_languages(Doc *doc, Diag *diag)
{
	DocNode *top;
	Speech speech = {0};
	name_language(doc, diag);
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		if (top->type == DOC_NOTE && top->u.note.ref)
			top->parent = (DocNode *)top->u.note.ref; /* a note speaks the language of its place */
		settle_nodes(doc, top, &speech, diag);
		top->parent = NULL;
	}
}

void doc_settle_words(Doc *doc, DocNode *top)
{
	Speech speech = {0};
	Diag *unheard = diag_new(false);
	settle_nodes(doc, top, &speech, unheard);
	diag_free(unheard);
}
