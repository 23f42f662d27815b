/* Pairs of typed quotation marks; apostrophes, primes and the Hebrew signs among them. */
#include "markdown/quotes.h"

#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { DEEPEST = 32 };

/* What stands for the ends of a block, and for what is no text. */
enum { WHITE = ' ', SIGN = '*' };

typedef enum { SIDE_WHITE, SIDE_SIGN, SIDE_WORD } Side;

/* A typed mark, and the characters beside it. */
typedef struct {
	DocNode *node;
	uint32_t before, after;
	bool dbl, opens, closes;
	bool weak; /* opens, but is more likely an apostrophe: '90s, 'tis */
} Mark;

static bool is_mark(const DocNode *node)
{
	return node->type == DOC_TEXT && node->unpaired &&
	       (str_eq(node->u.text.text, "\"") || str_eq(node->u.text.text, "'"));
}

static Side side_of(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	if (c < ' ' || category == UTF8PROC_CATEGORY_ZS)
		return SIDE_WHITE;
	bool sign = (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) ||
	            (c < 0x80 && category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO);
	return sign ? SIDE_SIGN : SIDE_WORD;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_hebrew(uint32_t c)
{
	return c >= 0x5D0 && c <= 0x5EA;
}

/* What stands beside a mark: at the ends of an inline, and beside one, that inline's
 * own delimiters. */
static uint32_t beside(const DocNode *parent, const DocNode *node, bool before)
{
	if (!node)
		return doc_is_inline(parent->type) ? SIGN : WHITE;
	if (node->type == DOC_SOFT_BREAK || node->type == DOC_LINE_BREAK)
		return WHITE;
	if (node->type != DOC_TEXT || !node->u.text.len)
		return SIGN;
	const char *text = node->u.text.text;
	size_t at = before ? utf8_back(text, node->u.text.len) : 0, used;
	return utf8_decode(text + at, node->u.text.len - at, &used);
}

/* ---- apostrophes that look like opening marks ---- */

static size_t word_length(const char *text)
{
	size_t len = 0;
	while ((text[len] | 0x20) >= 'a' && (text[len] | 0x20) <= 'z')
		len++;
	return len;
}

/* Words that lost their beginning, and decades. */
static bool is_shortened(const DocNode *next)
{
	static const char *const words[] = {"tis",    "twas", "twere",  "twill", "twould",    "em",     "til",  "till",
	                                    "cause",  "cos",  "cuz",    "bout",  "round",     "neath",  "n",    "s",
	                                    "t",      "k",    "nuff",   "kay",   "ere",       "e",      "im",   "er",
	                                    "ow",     "ave",  "as",     "ad",    "is",        "ello",   "ullo", "alf",
	                                    "ard",    "ow's", "un",     "uns",   "pon",       "gainst", "gin",  "midst",
	                                    "mongst", "fore", "course", "sides", "specially", "struth"};
	if (!next || next->type != DOC_TEXT)
		return false;
	const char *text = next->u.text.text;
	size_t len = word_length(text), digits = strspn(text, "0123456789");
	for (size_t i = 0; i < BASE_LEN(words); i++) {
		if (len == strlen(words[i]) && !strncasecmp(text, words[i], len))
			return true;
	}
	return digits == 2 && (!word_length(text + 2) || (text[2] == 's' && word_length(text + 2) == 1));
}

static Mark read_mark(const DocNode *parent, DocNode *node)
{
	Mark mark = {.node = node, .dbl = *node->u.text.text == '"'};
	mark.before = beside(parent, node->prev, true);
	mark.after = beside(parent, node->next, false);
	Side prev = side_of(mark.before), next = side_of(mark.after);
	bool left = next == SIDE_WORD || (next == SIDE_SIGN && prev != SIDE_WORD);
	bool right = prev == SIDE_WORD || (prev == SIDE_SIGN && next != SIDE_WORD);
	mark.opens = left && (!right || prev == SIDE_SIGN);
	mark.closes = right && (!left || next == SIDE_SIGN);
	mark.weak = mark.opens && !mark.dbl && is_shortened(node->next);
	return mark;
}

/* ---- marks that stand for something else ---- */

static void set(DocNode *node, const char *text)
{
	node->unpaired = false;
	node->u.text.text = text;
	node->u.text.len = strlen(text);
}

/* The digits that end the text before a mark, "10" of "5'10"; 0 if there are none or
 * more than can be feet, inches, minutes or seconds. */
static size_t short_number(const DocNode *text)
{
	size_t len = text && text->type == DOC_TEXT ? text->u.text.len : 0, count = 0;
	while (count < len && is_digit((unsigned char)text->u.text.text[len - 1 - count]))
		count++;
	return count <= 3 ? count : 0;
}

/* Seconds or inches: after a number that comes after minutes or feet. */
static bool ends_measure(const Mark *mark)
{
	const DocNode *number = mark->node->prev, *prime = number ? number->prev : NULL;
	size_t digits = short_number(number);
	if (!mark->dbl || !digits || !prime || prime->type != DOC_TEXT || !str_eq(prime->u.text.text, "′"))
		return false;
	return number->u.text.len == digits || (number->u.text.len == digits + 1 && *number->u.text.text == ' ');
}

/* Minutes or feet, before a number of seconds or inches; 1'000 is none.  After a blank the number has its own mark. */
static bool in_measure(const Mark *mark)
{
	const DocNode *next = mark->node->next;
	if (mark->dbl || !short_number(mark->node->prev) || !next || next->type != DOC_TEXT)
		return false;
	const char *number = next->u.text.text;
	bool apart = *number == ' ';
	size_t digits = strspn(number + apart, "0123456789");
	return digits && digits < 3 &&
	       (!apart || (next->u.text.len == digits + 1 && next->next && is_mark(next->next) &&
	                   *next->next->u.text.text == '"'));
}

static const char *typed(const Mark *mark)
{
	return mark->dbl ? "\"" : "'";
}

/* The sign itself is meant. */
static bool is_bracketed(const Mark *mark)
{
	return (mark->before == '(' && mark->after == ')') || (mark->before == '[' && mark->after == ']');
}

/* What is no quotation mark whatever stands around; NULL if it may be one. */
static const char *other_sign(const Mark *mark)
{
	if (is_hebrew(mark->before) && is_hebrew(mark->after))
		return mark->dbl ? "״" : "׳";
	if (is_bracketed(mark))
		return typed(mark);
	return ends_measure(mark) ? "″" : in_measure(mark) ? "′" : NULL;
}

/* A paragraph of speech that goes on in the next one opens and does not close. */
static bool opens_speech(const Mark *mark)
{
	const DocNode *node = mark->node;
	bool upper = utf8proc_category((utf8proc_int32_t)mark->after) == UTF8PROC_CATEGORY_LU;
	return mark->opens && !mark->weak && upper && !node->prev && node->parent->type == DOC_PARA;
}

/* At the ends of an inline or a block it can only open or close what is there. */
static bool opens_lone(const Mark *mark)
{
	const DocNode *node = mark->node;
	return !node->prev || (node->next && mark->opens && !mark->closes);
}

static const char *lone_sign(const Mark *mark)
{
	if (side_of(mark->before) == SIDE_WHITE && side_of(mark->after) == SIDE_WHITE && mark->node->prev &&
	    mark->node->next)
		return typed(mark);
	if (mark->closes && short_number(mark->node->prev))
		return mark->dbl ? "″" : "′";
	return is_hebrew(mark->before) && !mark->dbl ? "׳" : NULL;
}

/* A mark without a partner: doc_resolve gives “ ” ‘ the language's own form. */
static void set_lone(const Mark *mark)
{
	const char *sign = lone_sign(mark);
	bool speech = !mark->dbl && opens_speech(mark);
	set(mark->node, sign ? sign : mark->dbl ? opens_lone(mark) ? "“" : "”" : speech ? "‘" : "’");
	mark->node->unpaired = !sign && (mark->dbl || speech);
}

/* ---- pairs ---- */

/* Marks that opened and wait for their partner. */
typedef struct {
	Mark marks[DEEPEST];
	size_t depth;
} Waiting;

/* Whether two marks stand around one letter. */
static bool holds_letter(const Mark *open, const Mark *close)
{
	const DocNode *text = open->node->next;
	return text->next == close->node && text->type == DOC_TEXT && text->u.text.len == 1;
}

/* One more than the place of the mark that this one closes; 0 if there is none.  What
 * is likely an apostrophe is taken last. */
static size_t find_partner(const Waiting *waiting, const Mark *mark)
{
	size_t weak = 0;
	for (size_t at = waiting->depth; at; at--) {
		const Mark *open = &waiting->marks[at - 1];
		if (open->dbl == mark->dbl && !open->weak)
			return at;
		if (open->dbl == mark->dbl && !weak)
			weak = at;
		else if (open->dbl != mark->dbl && weak)
			break;
	}
	return weak && (mark->before != 's' || holds_letter(&waiting->marks[weak - 1], mark)) ? weak : 0;
}

static void wrap(Doc *doc, const Mark *open, const Mark *close)
{
	DocNode *quoted = doc_node(doc, DOC_QUOTED, open->node->pos);
	quoted->u.quoted.dbl = open->dbl;
	doc_insert_before(open->node, quoted);
	while (open->node->next != close->node)
		doc_append(quoted, open->node->next);
	doc_unlink(open->node);
	doc_unlink(close->node);
}

/* "rock 'n' roll": two apostrophes. */
static bool is_n(const Mark *open, const Mark *close)
{
	const DocNode *text = open->node->next;
	return open->weak && text->next == close->node && text->u.text.len == 1 && (*text->u.text.text | 0x20) == 'n';
}

static bool close_mark(Doc *doc, Waiting *waiting, const Mark *mark)
{
	size_t at = find_partner(waiting, mark);
	if (!at)
		return false;
	while (waiting->depth > at)
		set_lone(&waiting->marks[--waiting->depth]);
	const Mark *open = &waiting->marks[--waiting->depth];
	if (is_n(open, mark)) {
		set(open->node, "’");
		set(mark->node, "’");
	} else {
		wrap(doc, open, mark);
	}
	return true;
}

void md_pair_quotes(Doc *doc, DocNode *parent)
{
	Waiting waiting = {.depth = 0};
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		if (!is_mark(node))
			continue;
		Mark mark = read_mark(parent, node);
		const char *other = other_sign(&mark);
		if (other)
			set(node, other);
		else if (mark.closes && close_mark(doc, &waiting, &mark))
			continue;
		else if (mark.opens && waiting.depth < DEEPEST)
			waiting.marks[waiting.depth++] = mark;
		else
			set_lone(&mark);
	}
	while (waiting.depth)
		set_lone(&waiting.marks[--waiting.depth]);
}
