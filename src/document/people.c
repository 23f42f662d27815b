/* Who has made a book, as its title pages say it. */
#include "document/document.h"

#include <string.h>

bool doc_is_author(const DocPerson *person)
{
	return !person->role || str_eq(person->role, "aut") || str_eq(person->role, "cre");
}

/* What is said of a role; NULL: only its name is known. */
static const char *form_of(const char *lang, const char *role)
{
	static const struct {
		const char *role;
		LangBy by;
	} forms[] = {
	        {"trl", LANG_BY_TRANSLATOR},   {"edt", LANG_BY_EDITOR},    {"ill", LANG_BY_ILLUSTRATOR},
	        {"win", LANG_BY_INTRODUCTION}, {"wpr", LANG_BY_PREFACE},   {"aui", LANG_BY_INTRODUCTION},
	        {"aft", LANG_BY_AFTERWORD},    {"waw", LANG_BY_AFTERWORD},
	};
	for (size_t i = 0; i < BASE_LEN(forms); i++) {
		if (str_eq(forms[i].role, role))
			return lang_find(lang)->people[forms[i].by];
	}
	return NULL;
}

/* Whether one before it has the same role: it is named with that one. */
static bool is_named(const DocMeta *meta, size_t person)
{
	for (size_t i = 0; i < person; i++) {
		if (!doc_is_author(&meta->people[i]) && str_eq(meta->people[i].role, meta->people[person].role))
			return true;
	}
	return false;
}

/* "translated by" those of a role, or "A. Name (narrator)"; one who has only contributed is named. */
static void add_line(const DocMeta *meta, Arena *arena, const DocPerson *first, Buf *out)
{
	const char *form = form_of(meta->lang, first->role), *gap = form ? strstr(form, "%s") : "";
	buf_add(out, form ? form : "", form ? (size_t)(gap - form) : 0);
	for (const DocPerson *other = first; other < meta->people + meta->people_count; other++) {
		if (str_eq(other->role, first->role))
			buf_printf(out, "%s%s", other == first ? "" : lang_comma(meta->lang), other->name);
	}
	if (form)
		buf_str(out, gap + 2);
	else if (!str_eq(first->role, "ctb"))
		buf_str(out, lang_aside(arena, meta->lang, first->role_name ? first->role_name : first->role));
}

const char *doc_credits(const Doc *doc, Arena *arena)
{
	const DocMeta *meta = &doc->meta;
	Buf text = {0};
	for (size_t i = 0; i < meta->people_count; i++) {
		if (doc_is_author(&meta->people[i]) || is_named(meta, i))
			continue;
		if (text.len)
			buf_char(&text, '\n');
		add_line(meta, arena, &meta->people[i], &text);
	}
	const char *copy = text.len ? arena_strndup(arena, text.data, text.len) : NULL;
	buf_free(&text);
	return copy;
}
