/* The languages of one document, and its listings. */
#include "code/engine.h"
#include "code/names.h"
#include "code/session.h"

#include <stdlib.h>
#include <string.h>

/* What all listings may cost, and each one for each of its bytes: forty times what they do. */
enum { ALLOWANCE = 300000000, ALLOWANCE_A_BYTE = 4000 };

typedef struct {
	CodeGrammar *grammar; /* NULL: its specification is missing */
} Loaded;

struct Code {
	Diag *diag;
	Arena *arena;
	CodeRegexes *regexes; /* made with the first language */
	CodeShelf *shelf;
	CodeNames *names;
	Map *loaded; /* id -> Loaded */
	Map *told;   /* languages that were said not to be known */
	bool missing_told;
};

Code *code_new(Diag *diag)
{
	Code *code = base_calloc(1, sizeof *code);
	Arena *arena = arena_new();
	*code = (Code){.diag = diag, .arena = arena, .shelf = code_shelf_new(arena)};
	code->names = code_names_new(arena, code->shelf);
	code->loaded = map_new(arena);
	code->told = map_new(arena);
	return code;
}

void code_free(Code *code)
{
	if (!code)
		return;
	for (size_t i = 0; i < map_count(code->loaded); i++)
		code_grammar_free(((Loaded *)map_value(code->loaded, i))->grammar);
	code_regexes_free(code->regexes);
	arena_free(code->arena);
	free(code);
}

const char *code_language(Code *code, const char *name)
{
	return code_names_find(code->names, name).id;
}

static void tell_unknown(Code *code, const char *name, bool unspecified, Pos pos)
{
	if (map_has(code->told, name))
		return;
	map_set(code->told, name, code);
	const char *nearest = unspecified ? NULL : code_names_nearest(code->names, name);
	if (unspecified)
		diag_report(code->diag, DIAG_NOTE, pos, "code-language",
		            "there is no specification of \"%s\", so its code is in one colour", name);
	else if (nearest)
		diag_report(code->diag, DIAG_WARNING, pos, "code-language",
		            "\"%s\" is no language that is known, so its code is in one colour; "
		            "did you mean \"%s\"?",
		            name, nearest);
	else
		diag_report(code->diag, DIAG_WARNING, pos, "code-language",
		            "\"%s\" is no language that is known, so its code is in one colour; "
		            "write \"text\" for what is in none",
		            name);
}

static void tell_missing(Code *code, Pos pos)
{
	if (!code->missing_told)
		diag_report(code->diag, DIAG_WARNING, pos, "code-specifications",
		            "no specifications of languages are installed, so code is in one colour; "
		            "install libgtksourceview-4-common");
	code->missing_told = true;
}

static CodeGrammar *grammar_of(Code *code, const char *id)
{
	Loaded *loaded = map_get(code->loaded, id);
	if (!loaded) {
		loaded = arena_alloc(code->arena, sizeof *loaded);
		if (!code->regexes) {
			code->regexes = code_regexes_new(code->arena);
			code_regexes_allow(code->regexes, ALLOWANCE);
		}
		loaded->grammar = code_grammar_new(code->shelf, code->regexes, code->arena, id);
		map_set(code->loaded, id, loaded);
	}
	return loaded->grammar;
}

static const CodeTokens *make_runs(Arena *arena, const uint8_t *classes, size_t len)
{
	size_t count = 0;
	for (size_t i = 0; i < len; i++)
		count += i + 1 == len || classes[i] != classes[i + 1];
	if (!len || (count == 1 && classes[0] == CODE_PLAIN))
		return NULL;
	CodeTokens *tokens = arena_alloc(arena, sizeof *tokens);
	CodeRun *runs = arena_alloc(arena, count * sizeof *runs);
	*tokens = (CodeTokens){runs, count};
	for (size_t i = 0; i < len; i++)
		if (i + 1 == len || classes[i] != classes[i + 1])
			*runs++ = (CodeRun){(uint32_t)(i + 1), classes[i]};
	return tokens;
}

/* A blank between two words of one class is of it, too: "let mut". */
static void join_words(const char *text, size_t len, uint8_t *classes)
{
	for (size_t i = 1; i + 1 < len; i++)
		if (text[i] == ' ' && classes[i - 1] == classes[i + 1])
			classes[i] = classes[i - 1];
}

/* A line and its end have their classes; false if it took too long. */
static bool paint_line(CodeState *state, bool session, const char *line, size_t len, uint8_t *classes)
{
	size_t typed = session ? code_session_line(line, len, classes) : 0;
	return typed > len || code_line(state, line + typed, len - typed, classes + typed);
}

/* How far it got. */
static size_t paint_lines(CodeGrammar *grammar, bool session, const char *text, size_t len, uint8_t *classes)
{
	CodeState *state = code_state_new(grammar);
	size_t at = 0;
	while (at < len) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line = end ? (size_t)(end - text) - at : len - at;
		if (!paint_line(state, session, text + at, line, classes + at))
			break;
		at += line + (end != NULL);
	}
	code_state_free(state);
	return at;
}

static uint32_t lines_before(const char *text, size_t end)
{
	uint32_t lines = 0;
	for (size_t i = 0; i < end; i++)
		lines += text[i] == '\n';
	return lines;
}

const CodeTokens *code_tokens(Code *code, Arena *arena, const char *name, const char *text, size_t len, Pos pos)
{
	CodeLanguage language = code_names_find(code->names, name);
	if (language.plain && !language.unspecified)
		return NULL;
	if (code_shelf_is_empty(code->shelf)) {
		tell_missing(code, pos);
		return NULL;
	}
	CodeGrammar *grammar = language.id && !language.plain ? grammar_of(code, language.id) : NULL;
	if (!grammar) {
		tell_unknown(code, name, language.unspecified, pos);
		return NULL;
	}
	uint8_t *classes = base_calloc(len + 1, 1);
	code_regexes_allow(code->regexes, (uint64_t)len * ALLOWANCE_A_BYTE);
	size_t done = paint_lines(grammar, language.session, text, len, classes);
	if (done < len) {
		memset(classes + done, CODE_PLAIN, len - done);
		diag_report(code->diag, DIAG_WARNING, pos, "code-costly",
		            "line %u of this code takes too long to read as %s, so it is in one colour from there on",
		            lines_before(text, done) + 1, name);
	}
	join_words(text, len, classes);
	const CodeTokens *tokens = make_runs(arena, classes, len);
	free(classes);
	return tokens;
}
