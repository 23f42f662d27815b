/* What depends on the language: inheritance, spaces. */
#include "document/resolve.h"

#include <string.h>

static void inherit(DocNode *node, const Doc *doc, Diag *diag)
{
	const char *lang = doc_key(node, "lang"), *dir = doc_key(node, "dir");
	const DocNode *parent = node->parent;
	if (lang && !lang_is_tag(lang)) {
		diag_report(diag, DIAG_WARNING, node->pos, "lang-malformed",
		            "'%s' is not a language tag, so it is left out; write one such as fr or pt-BR", lang);
		lang = NULL;
	}
	node->lang = lang ? lang : parent ? parent->lang : doc->meta.lang;
	DocDir around = parent ? parent->dir : doc->meta.dir;
	bool rtl = dir ? str_eq(dir, "rtl") : lang ? lang_is_rtl(lang) : around == DOC_DIR_RTL;
	node->dir = rtl ? DOC_DIR_RTL : DOC_DIR_LTR;
}

/* Sets the spaces at signs as the language has them. */
static void space_signs(Doc *doc, DocNode *node, const Language *language)
{
	Buf out = {0};
	const char *text = node->u.text.text;
	size_t len = node->u.text.len;
	if (lang_space(language, text, len, &out) && (out.len != len || (len && memcmp(out.data, text, len) != 0))) {
		node->u.text.text = arena_strndup(doc->arena, out.data, out.len);
		node->u.text.len = out.len;
	}
	buf_free(&out);
}

static void guess_language(Doc *doc, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	const char *letters;
	meta->lang = res_guess_language(doc, &letters);
	if (meta->lang)
		diag_report(
		        diag, DIAG_WARNING, meta->pos, "lang-missing",
		        "the document does not say its language; its letters are %s, so '%s' is taken; add lang: %s "
		        "to the front matter, or what it is",
		        letters, meta->lang, meta->lang);
	else if (!meta->broken)
		diag_report(
		        diag, DIAG_WARNING, meta->pos, "lang-missing",
		        "the document does not say its language, so English is taken; add lang: to the front matter");
}

static void name_language(Doc *doc, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	if (meta->lang && !lang_is_tag(meta->lang)) {
		const char *meant = lang_mended_tag(doc->arena, meta->lang);
		diag_report(diag, DIAG_ERROR, meta->lang_pos.file ? meta->lang_pos : meta->pos, "lang-malformed",
		            "'%s' is not a language tag; %s%s%s", meta->lang,
		            meant ? "did you mean " : "write one such as en, fr or pt-BR", meant ? meant : "",
		            meant ? "?" : "");
		meta->lang = NULL;
	} else {
		if (!meta->lang)
			guess_language(doc, diag);
		if (meta->lang)
			res_check_language(doc, diag);
	}
	if (!meta->lang)
		meta->lang = "en";
	if (meta->date)
		meta->date_text = lang_date(doc->arena, meta->date, meta->lang);
	if (lang_is_rtl(meta->lang) && meta->dir == DOC_DIR_LTR && !meta->dir_given)
		meta->dir = DOC_DIR_RTL;
}

/* The language at hand and its marks, looked up when it changes. */
typedef struct {
	const char *lang;
	const Language *language;
	LangQuotes marks;
	bool lone; /* some mark had no partner */
} Speech;

static void resolve_word(Doc *doc, DocNode *node, Speech *speech)
{
	if (node->type != DOC_QUOTED && node->type != DOC_TEXT)
		return;
	const char *lang = node->lang ? node->lang : "en"; /* what is read may not know its language yet */
	if (speech->lang != lang)
		*speech = (Speech){lang, lang_find(lang), lang_quotes(doc->arena, lang), speech->lone};
	speech->lone |= res_quote(node, speech->marks);
	if (node->type == DOC_TEXT)
		space_signs(doc, node, speech->language);
}

static void resolve_words(Doc *doc, DocNode *top, Speech *speech, Diag *diag)
{
	for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
		inherit(node, doc, diag);
		resolve_word(doc, node, speech);
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
			top->parent = top->u.note.ref; /* a note speaks the language of its place */
		resolve_words(doc, top, &speech, diag);
		top->parent = NULL;
	}
}

void doc_resolve_words(Doc *doc, DocNode *top)
{
	Speech speech = {0};
	Diag *unheard = diag_new(false);
	resolve_words(doc, top, &speech, unheard);
	diag_free(unheard);
}
