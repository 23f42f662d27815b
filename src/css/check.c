/* Whether a style sheet keeps the grammar, and what it asks for. */
#include "css/css.h"
#include "css/selectors.h"

#include <string.h>
#include <strings.h>

enum { DEEPEST = 100, STRIDE = 512 };

/* What stands between the semicolons and brackets of a block: a declaration, a rule's selectors, an at-rule. */
typedef struct {
	size_t count;        /* tokens but for space */
	size_t first;        /* of them */
	bool coloned;        /* it begins with a name and a colon */
	bool at, addressing; /* it begins with @; with @namespace, whose address is a name */
} Item;

/* An open bracket, and the item within. */
typedef struct {
	size_t token;
	CssKind closes;
	bool rule;    /* of a rule, no at-rule: declarations are in it */
	bool rules;   /* of what holds rules: the sheet, @media and its like */
	bool page;    /* of @page, where at-rules fill margins */
	bool address; /* of a function whose strings are addresses */
	Item item;
} Level;

typedef struct {
	const char *text;
	const CssToken *tokens;
	size_t count;
	Arena *arena;
	Diag *diag;
	CssSheet *sheet;
	char *given; /* the sheet's text, to be changed */
	Level levels[DEEPEST];
	size_t depth; /* of the innermost; 0: the sheet itself */
	size_t len;
	const char *file;
	Pos *places; /* of every so many bytes; made for the first message */
	bool broken; /* what follows cannot be judged */
	bool fine;
} Check;

/* ---- messages ------------------------------------------------------------ */

/* The place of a byte, from that of one before it. */
static Pos count_on(const char *text, size_t from, size_t at, Pos pos)
{
	for (; from < at; from++) {
		if (text[from] == '\n')
			pos = (Pos){pos.file, pos.line + 1, 1};
		else
			pos.col += !utf8_goes_on(text[from + 1]);
	}
	return pos;
}

/* A sheet may have as many faults as words, and be one line: no search for a place begins at its beginning. */
static void find_places(Check *check)
{
	size_t count = check->len / STRIDE + 1;
	check->places = arena_alloc(check->arena, count * sizeof *check->places);
	check->places[0] = (Pos){check->file, 1, 1};
	for (size_t i = 1; i < count; i++)
		check->places[i] = count_on(check->text, (i - 1) * STRIDE, i * STRIDE, check->places[i - 1]);
}

static Pos place(Check *check, size_t at)
{
	if (!check->places)
		find_places(check);
	return count_on(check->text, at / STRIDE * STRIDE, at, check->places[at / STRIDE]);
}

static void fault(Check *check, size_t at, const char *code, const char *format, const char *name, size_t len)
{
	diag_report(check->diag, DIAG_ERROR, place(check, at), code, format, (int)len, name);
	check->fine = false;
}

static void broken(Check *check, size_t token, const char *what)
{
	diag_report(check->diag, DIAG_ERROR, place(check, check->tokens[token].at), "css-syntax", "%s", what);
	check->fine = false;
	check->broken = true;
}

static bool is_word(const Check *check, size_t token, const char *word)
{
	const CssToken *of = &check->tokens[token];
	return of->len == strlen(word) && !strncasecmp(check->text + of->at, word, of->len);
}

static bool is_any(const Check *check, size_t token, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_word(check, token, words[i]))
			return true;
	return false;
}

/* ---- files --------------------------------------------------------------- */

/* Whether an address stays within the sheet, or is the thing itself. */
static bool is_own(const char *name)
{
	static const char *const kinds[] = {"data:image/", "data:font/"};
	for (size_t i = 0; i < BASE_LEN(kinds); i++)
		if (!strncasecmp(name, kinds[i], strlen(kinds[i])))
			return true;
	return !*name || *name == '#';
}

static bool is_remote(const char *name)
{
	size_t scheme = strcspn(name, ":/?#");
	return name[scheme] == ':' || (name[0] == '/' && name[1] == '/');
}

static void take_file(Check *check, size_t token)
{
	const CssToken *of = &check->tokens[token];
	const char *name = arena_strndup(check->arena, check->text + of->at, of->len);
	if (is_own(name))
		return;
	if (strchr(name, '\\')) {
		fault(check, of->at, "css-address", "the name '%.*s' has a backslash; write it as the file is called",
		      name, of->len);
	} else if (is_remote(name)) {
		fault(check, of->at, "css-remote",
		      "'%.*s' is not a file beside this one, and an e-book fetches nothing; save it and name the file",
		      name, of->len);
	} else {
		CssSheet *sheet = check->sheet;
		size_t len = strcspn(name, "#");
		sheet->files[sheet->file_count++] =
		        (CssFile){of->at, len, arena_strndup(check->arena, name, len), place(check, of->at)};
	}
}

/* ---- items --------------------------------------------------------------- */

static Level *innermost(Check *check)
{
	return &check->levels[check->depth];
}

/* Whether semicolons end something at a level. */
static bool holds_items(const Check *check, const Level *level)
{
	return level == check->levels || level->closes == CSS_CLOSE_CURLY;
}

/* What a book's sheet must leave to its pages (EPUB 3.3, 6.3.1.3), or to nobody. */
static void check_property(Check *check, size_t token)
{
	static const char *const directions[] = {"direction", "unicode-bidi"}, *const scripts[] = {"behavior",
	                                                                                           "-moz-binding"};
	const CssToken *of = &check->tokens[token];
	if (is_any(check, token, directions, BASE_LEN(directions)))
		fault(check, of->at, "css-direction",
		      "an e-book's style sheet may not set '%.*s'; say dir=rtl of the words in the source",
		      check->text + of->at, of->len);
	else if (is_any(check, token, scripts, BASE_LEN(scripts)))
		fault(check, of->at, "css-script", "'%.*s' would run a program; leave it out", check->text + of->at,
		      of->len);
}

/* Whether an item declares a property of the author's own, such as --tone. */
static bool is_own_property(const Check *check, const Item *item)
{
	const CssToken *first = &check->tokens[item->first];
	return item->coloned && first->len > 2 && !strncmp(check->text + first->at, "--", 2);
}

/* Whether an item is a declaration: a name, a colon and a value, which one of the author's own may lack. */
static bool is_declaration(const Check *check, const Item *item)
{
	return item->coloned && (item->count > 2 || is_own_property(check, item));
}

/* Pages do not scroll, and e-readers take what is fixed for what is not. */
static void warn_of_fixed(Check *check, const Item *item, size_t end)
{
	for (size_t i = item->first; i < end && is_word(check, item->first, "position"); i++) {
		if (is_word(check, i, "fixed"))
			diag_report(check->diag, DIAG_WARNING, place(check, check->tokens[i].at), "css-fixed",
			            "e-readers have pages, on which nothing can be fixed; leave this out");
	}
}

static void end_item(Check *check, Level *level, size_t end)
{
	const Item *item = &level->item;
	if (item->count && !item->at && level == check->levels)
		broken(check, item->first,
		       "this ends without { and }; a rule is what it is for, and { property: value; }");
	else if (item->count && !item->at && !is_declaration(check, item))
		broken(check, item->first, "this is no declaration; write property: value; or selector { … }");
	else if (item->count && !item->at) {
		check_property(check, item->first);
		warn_of_fixed(check, item, end);
	}
	level->item = (Item){0};
}

/* An @charset is the file's, and what a book has is in UTF-8 anyway. */
static void blank_charset(Check *check, size_t token)
{
	size_t at = check->tokens[token].at;
	for (check->given[at - 1] = ' '; check->text[at] && check->text[at] != ';'; at++)
		check->given[at] = ' ';
	if (check->text[at])
		check->given[at] = ' ';
}

static void begin_at_rule(Check *check, size_t token, Item *item)
{
	item->at = true;
	item->addressing = is_word(check, token, "namespace");
	if (is_word(check, token, "import"))
		fault(check, check->tokens[token].at, "css-import",
		      "@%.*s is not followed; name the other style sheet by --css or css: beside this one",
		      check->text + check->tokens[token].at, check->tokens[token].len);
	else if (is_word(check, token, "charset"))
		blank_charset(check, token);
}

/* Enters a token into the item that it belongs to. */
static void count_token(Check *check, size_t token, Item *item)
{
	const CssToken *of = &check->tokens[token];
	if (!item->count) {
		item->first = token;
		if (of->kind == CSS_AT)
			begin_at_rule(check, token, item);
	}
	item->coloned |= item->count == 1 && of->kind == CSS_COLON && check->tokens[item->first].kind == CSS_IDENT;
	item->count++;
}

/* ---- brackets ------------------------------------------------------------ */

static Level *open_bracket(Check *check, size_t token, CssKind closes)
{
	if (check->depth + 1 == DEEPEST)
		broken(check, token, "brackets stand in each other deeper than anyone reads; take some apart");
	else
		check->levels[++check->depth] = (Level){.token = token, .closes = closes};
	return innermost(check);
}

/* Whether an at-rule's block has rules of which the selectors are such. */
static bool holds_rules(const Check *check, const Item *item)
{
	static const char *const names[] = {"media", "supports", "layer", "container", "scope", "starting-style"};
	return is_any(check, item->first, names, BASE_LEN(names));
}

/* Whether a name ends before a place, or begins behind it: nothing is there that blanks may stand beside. */
static bool is_part(const Check *check, size_t token)
{
	const CssToken *of = &check->tokens[token];
	char sign = check->text[of->at];
	return of->kind == CSS_DELIM
	               ? !strchr(">+~", sign)
	               : of->kind != CSS_COMMA && of->kind != CSS_OPEN_ROUND && of->kind != CSS_FUNCTION &&
	                         of->kind != CSS_CLOSE_ROUND && of->kind != CSS_OPEN_CURLY;
}

/* What checks e-books refuses comments in selectors: they become blanks, but not in the middle of a name's parts,
 * p and .a, where blanks would mean another thing.  Takes a run of comments and blanks; where it ends. */
static size_t blank_comments(Check *check, size_t first, size_t token, size_t end)
{
	bool blanks = false, comments = false;
	size_t from = token;
	for (; token < end && check->tokens[token].kind == CSS_SPACE; token++) {
		const CssToken *of = &check->tokens[token];
		bool comment = check->text[of->at] == '/';
		comments |= comment;
		blanks |= !comment;
		for (size_t i = 0; comment && i < of->len; i++)
			check->given[of->at + i] = check->text[of->at + i] == '\n' ? '\n' : ' ';
	}
	if (comments && !blanks && from > first && is_part(check, from - 1) && is_part(check, token))
		broken(check, from, "what checks e-books refuses a comment within a selector; take it out");
	return token;
}

static bool check_selectors(Check *check, const Item *item, size_t token)
{
	size_t at;
	for (size_t i = item->first; i < token && !check->broken; i++)
		i = check->tokens[i].kind == CSS_SPACE ? blank_comments(check, item->first, i, token) : i;
	if (check->broken)
		return false;
	const char *wrong = css_selectors(check->text, check->tokens, item->first, token, &at);
	if (wrong)
		broken(check, at, wrong);
	return !wrong;
}

/* Blocks within rules are CSS, but neither what reads e-books knows them nor what checks them. */
static void open_curly(Check *check, size_t token)
{
	Level *level = innermost(check);
	bool rule = !level->item.at, rules = level->rules && !rule && holds_rules(check, &level->item),
	     page = !rule && is_word(check, level->item.first, "page");
	if (!holds_items(check, level))
		broken(check, level->token, "this bracket is not closed; close it");
	else if (!level->item.count)
		broken(check, token, "nothing stands before this {; say what the rule is for");
	else if (level->rule)
		broken(check, level->item.first,
		       "e-readers know no rule within a rule; write it behind, with all of its selector");
	else if (level->page)
		broken(check, level->item.first, "e-books have no margins that can be filled; leave this out");
	else if (!rule || !level->rules || check_selectors(check, &level->item, token)) {
		level = open_bracket(check, token, CSS_CLOSE_CURLY);
		level->rule = rule;
		level->rules = rules;
		level->page = page;
	}
}

static void open_function(Check *check, size_t token)
{
	static const char *const addressed[] = {"url", "src", "image-set", "-webkit-image-set", "image"};
	const CssToken *of = &check->tokens[token];
	if (is_word(check, token, "expression"))
		fault(check, of->at, "css-script", "'%.*s' would run a program; leave it out", check->text + of->at,
		      of->len);
	open_bracket(check, token, CSS_CLOSE_ROUND)->address = is_any(check, token, addressed, BASE_LEN(addressed));
}

static void close_curly(Check *check, size_t token)
{
	Level *level = innermost(check);
	if (!check->depth) {
		broken(check, token, "this } closes nothing; take it out");
	} else if (level->closes != CSS_CLOSE_CURLY) {
		broken(check, level->token, "this bracket is not closed; close it");
	} else {
		end_item(check, level, token);
		check->depth--;
		innermost(check)->item = (Item){0};
	}
}

static void close_bracket(Check *check, size_t token)
{
	if (check->depth && innermost(check)->closes == check->tokens[token].kind)
		check->depth--;
	else
		broken(check, token, "this bracket closes nothing; take it out");
}

/* ---- the whole ----------------------------------------------------------- */

/* What a token of an item is by itself. */
static void take_part(Check *check, size_t token)
{
	bool address = innermost(check)->address;
	switch (check->tokens[token].kind) {
	case CSS_FUNCTION:
		open_function(check, token);
		break;
	case CSS_OPEN_ROUND:
		open_bracket(check, token, CSS_CLOSE_ROUND);
		break;
	case CSS_OPEN_SQUARE:
		open_bracket(check, token, CSS_CLOSE_SQUARE);
		break;
	case CSS_CLOSE_ROUND:
	case CSS_CLOSE_SQUARE:
		close_bracket(check, token);
		break;
	case CSS_BAD_STRING:
		broken(check, token, "this text does not end on its line; close its quotation marks");
		break;
	case CSS_BAD_URL:
		broken(check, token, "this address has signs that it may not have; put it in quotation marks");
		break;
	case CSS_URL:
	case CSS_STRING:
		if (check->tokens[token].kind == CSS_URL ? !check->levels[0].item.addressing : address)
			take_file(check, token);
		break;
	default:
		break;
	}
}

static void take(Check *check, size_t token)
{
	Level *level = innermost(check);
	switch (check->tokens[token].kind) {
	case CSS_SPACE:
		break;
	case CSS_OPEN_CURLY:
		open_curly(check, token);
		break;
	case CSS_CLOSE_CURLY:
		close_curly(check, token);
		break;
	case CSS_SEMICOLON:
		if (!level->item.count)
			broken(check, token, "this ; ends nothing, and who checks e-books refuses it; take it out");
		else if (holds_items(check, level))
			end_item(check, level, token);
		break;
	default:
		count_token(check, token, &level->item);
		take_part(check, token);
		break;
	}
}

/* A comment that goes on to the end hides what follows. */
static void check_end(Check *check)
{
	const CssToken *last = check->count ? &check->tokens[check->count - 1] : NULL;
	const char *end = last ? check->text + last->at + last->len : NULL;
	if (last && last->kind == CSS_SPACE && check->text[last->at] == '/' &&
	    (last->len < 4 || end[-1] != '/' || end[-2] != '*'))
		broken(check, check->count - 1, "this comment is not closed; write */ at its end");
	else if (check->depth)
		broken(check, innermost(check)->token, "this bracket is not closed; close it");
	else
		end_item(check, check->levels, check->count);
}

/* Room for as many files as a sheet can name. */
static CssFile *room_for_files(const CssTokens *tokens, Arena *arena)
{
	size_t most = 0;
	for (size_t i = 0; i < tokens->count; i++)
		most += tokens->all[i].kind == CSS_URL || tokens->all[i].kind == CSS_STRING;
	return arena_alloc(arena, (most + 1) * sizeof(CssFile));
}

static bool check_tokens(Check *check, const CssTokens *tokens)
{
	check->tokens = tokens->all;
	check->count = tokens->count;
	check->sheet->files = room_for_files(tokens, check->arena);
	for (size_t i = 0; i < tokens->count && !check->broken; i++)
		take(check, i);
	if (!check->broken)
		check_end(check);
	return check->fine;
}

bool css_read(const char *text, size_t len, const char *file, Arena *arena, Diag *diag, CssSheet *out)
{
	CssTokens tokens;
	char *given = arena_strndup(arena, text, len);
	size_t mark = str_starts(text, "\xEF\xBB\xBF") ? 3 : 0, good = utf8_check(text, len), nul = strlen(given);
	memset(given, ' ', mark);
	*out = (CssSheet){.text = given, .len = len};
	Check check = {
	        .text = given, .given = given, .len = len, .file = file, .arena = arena, .diag = diag, .sheet = out};
	check.levels[0].rules = true;
	check.fine = good == len && nul == len;
	if (!check.fine) {
		diag_report(diag, DIAG_ERROR, place(&check, good < nul ? good : nul), "css-encoding",
		            "this is no text in UTF-8; save the style sheet as one");
		return false;
	}
	if (!css_tokens(given, len, &tokens)) {
		diag_report(diag, DIAG_ERROR, (Pos){file, 1, 1}, "css-library",
		            "nothing that reads style sheets is there; install libmodest0");
		return false;
	}
	bool fine = check_tokens(&check, &tokens);
	css_tokens_free(&tokens);
	return fine;
}
