/* Captions that say their own number, as people copy them: "Figure 3: A mill", "**Fig. 3.** A mill", "2. ábra. Malom".
 * It is their figure's number, and not said twice. */
#include "document/resolve.h"

#include <string.h>
#include <strings.h>

static const char NUMBER[] = "\x01"; /* stands for the number in a language's form of a label */
static const char DIGITS[] = "0123456789";

/* A label, read at the beginning of a text. */
typedef struct {
	const char *at; /* what follows */
	const char *number;
	size_t number_len;
} Label;

static size_t space_len(const char *text)
{
	static const char *const spaces[] = {" ", "\u00A0", "\u202F"};
	for (size_t i = 0; i < BASE_LEN(spaces); i++) {
		if (str_starts(text, spaces[i]))
			return strlen(spaces[i]) + space_len(text + strlen(spaces[i]));
	}
	return 0;
}

/* The bytes of a number: "3", "3.1", "15-2", "A.4", "2b"; 0. */
static size_t number_len(const char *text)
{
	bool letter = *text >= 'A' && *text <= 'Z';
	size_t end = letter && (text[1] == '.' || text[1] == '-') ? 2 : letter, run;
	if (!(run = strspn(text + end, DIGITS)))
		return 0;
	end += run;
	while ((text[end] == '.' || text[end] == '-') && (run = strspn(text + end + 1, DIGITS)) != 0)
		end += 1 + run;
	return end + (text[end] >= 'a' && text[end] <= 'z');
}

/* Whether a text begins with a label of that form; its word may be cut short with a full stop. */
static bool read_label(const char *form, const char *text, Label *label)
{
	enum { SHORTEST = 3 };
	const char *word = form;
	*label = (Label){.at = text};
	while (*form) {
		size_t space = space_len(form);
		if (space) {
			form += space;
			label->at += space_len(label->at);
		} else if (*form == *NUMBER) {
			form++;
			label->number = label->at;
			label->at += label->number_len = number_len(label->at);
			if (!label->number_len)
				return false;
		} else if (!strncasecmp(form, label->at, 1)) {
			form++;
			label->at++;
		} else if ((*label->at == '.' || *label->at == ' ') && form - word >= SHORTEST &&
		           !utf8_goes_on(*form) && strchr(form, *NUMBER)) {
			label->at++;
			form = strchr(form, *NUMBER);
			label->at += space_len(label->at);
		} else {
			return false;
		}
	}
	return true;
}

/* What follows the mark between a label and its caption's words; NULL: there is none, so that the label is one of them.
 */
static const char *after_mark(const char *text)
{
	static const char *const marks[] = {":", "\u2014", "\u2013", "|", "\uFF1A", "\u3000", ". ", "- "};
	text += space_len(text);
	for (size_t i = 0; i < BASE_LEN(marks); i++) {
		if (str_starts(text, marks[i]))
			return text + strlen(marks[i]) + space_len(text + strlen(marks[i]));
	}
	return str_eq(text, ".") ? text + 1 : NULL;
}

static DocNode *first_words(const DocNode *of)
{
	DocNode *node = of->first;
	while (node && node->type != DOC_CAPTION)
		node = node->next;
	while (node && node->type != DOC_TEXT)
		node = node->first;
	return node;
}

/* A text loses what stands before a place in it; with nothing left it goes, and what was around it alone. */
static void cut_before(DocNode *text, const char *at)
{
	text->u.text.len -= (size_t)(at - text->u.text.text);
	text->u.text.text = at;
	for (DocNode *node = text; !node->first && (node != text || !text->u.text.len) && doc_is_inline(node->type);) {
		DocNode *parent = node->parent;
		doc_unlink(node);
		node = parent;
	}
}

/* Whether a label is all that is said, in bold or not. */
static bool is_all(const DocNode *text, const Label *label)
{
	const DocNode *top = text;
	while (!top->next && doc_is_inline(top->parent->type))
		top = top->parent;
	return !*label->at && !top->next;
}

const char *res_own_label(Doc *doc, const DocNode *of, LangWord term)
{
	DocNode *text = first_words(of);
	const char *form = lang_numbered(doc->arena, doc->meta.lang, term, NUMBER);
	Label label;
	if (!text || !read_label(form, text->u.text.text, &label))
		return NULL;
	const char *words = after_mark(label.at);
	bool marked_up = !*label.at && doc_is_inline(text->parent->type); /* "**Figure 3** A mill" */
	if (!words && !marked_up && !str_ends(form, ".") && !is_all(text, &label))
		return NULL;
	cut_before(text, words ? words : label.at);
	DocNode *rest = first_words(of);
	const char *others = rest && marked_up && !words ? after_mark(rest->u.text.text) : NULL;
	if (rest)
		cut_before(rest, others ? others : rest->u.text.text + space_len(rest->u.text.text));
	return arena_strndup(doc->arena, label.number, label.number_len);
}
