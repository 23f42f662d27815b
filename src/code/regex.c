/* Regular expressions, on PCRE2. */
#include "code/regex.h"
#include "code/ascii.h"

#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* After how many matches one is compiled to machine code, which takes as long as some hundred matches. */
enum { OFTEN = 100 };
/* How often a match may go back; no specification's comes near. */
enum { BACKTRACKS = 100000, DEPTH = 2000, HEAP_KIB = 4096 };
enum { GROUPS = 100 };

typedef struct {
	pcre2_code *code;
	bool tried, machine, any_byte;
	bool looked;       /* first is known */
	bool glances;      /* it takes nothing, and next says before which bytes it matches */
	CodeBounds bounds; /* where alone it matches */
	uint32_t uses, groups;
	uint8_t first[32];  /* the bytes by which a match may begin, as bits */
	bool next[128 + 1]; /* of ASCII, and the line's end */
} Compiled;

struct CodeRegex {
	const char *text;
	int options;
	Compiled forms[CODE_FORMS];
	CodeRegex *next;
};

struct CodeRegexes {
	Arena *arena;
	Map *known; /* by text and options */
	CodeRegex *all;
	pcre2_compile_context *rules;
	pcre2_match_context *limits;
	pcre2_jit_stack *stack;
	pcre2_match_data *matched, *tested;
	const Compiled *last; /* whose groups are in matched */
	uint64_t left;
	bool exhausted;
};

static void *get_memory(size_t size, void *closure)
{
	(void)closure;
	return base_alloc(size);
}

static void put_memory(void *memory, void *closure)
{
	(void)closure;
	free(memory);
}

CodeRegexes *code_regexes_new(Arena *arena)
{
	CodeRegexes *regexes = arena_alloc(arena, sizeof *regexes);
	pcre2_general_context *memory = pcre2_general_context_create(get_memory, put_memory, NULL);
	regexes->arena = arena;
	regexes->known = map_new(arena);
	regexes->rules = pcre2_compile_context_create(memory);
	regexes->limits = pcre2_match_context_create(memory);
	regexes->matched = pcre2_match_data_create(GROUPS, memory);
	regexes->tested = pcre2_match_data_create(1, memory);
	regexes->stack = pcre2_jit_stack_create(32 << 10, 1 << 20, memory);
	pcre2_set_newline(regexes->rules, PCRE2_NEWLINE_LF); /* whatever PCRE2 was built for */
	pcre2_set_match_limit(regexes->limits, BACKTRACKS);
	pcre2_set_depth_limit(regexes->limits, DEPTH);
	pcre2_set_heap_limit(regexes->limits, HEAP_KIB);
	if (regexes->stack)
		pcre2_jit_stack_assign(regexes->limits, NULL, regexes->stack);
	pcre2_general_context_free(memory);
	return regexes;
}

void code_regexes_free(CodeRegexes *regexes)
{
	if (!regexes)
		return;
	for (CodeRegex *regex = regexes->all; regex; regex = regex->next)
		for (int form = 0; form < CODE_FORMS; form++)
			pcre2_code_free(regex->forms[form].code);
	pcre2_match_data_free(regexes->matched);
	pcre2_match_data_free(regexes->tested);
	pcre2_jit_stack_free(regexes->stack);
	pcre2_match_context_free(regexes->limits);
	pcre2_compile_context_free(regexes->rules);
}

CodeRegex *code_regex(CodeRegexes *regexes, const char *text, int options)
{
	Buf key = {0};
	buf_char(&key, (char)('0' + options));
	buf_str(&key, text);
	CodeRegex *regex = map_get(regexes->known, key.data);
	if (!regex) {
		regex = arena_alloc(regexes->arena, sizeof *regex);
		*regex = (CodeRegex){
		        .text = arena_strdup(regexes->arena, text), .options = options, .next = regexes->all};
		regexes->all = regex;
		map_set(regexes->known, key.data, regex);
	}
	buf_free(&key);
	return regex;
}

/* The options of an expression, as PCRE2 has them. */
static uint32_t options_of(const CodeRegex *regex)
{
	return (regex->options & CODE_EXTENDED ? PCRE2_EXTENDED : 0) |
	       (regex->options & CODE_CASELESS ? PCRE2_CASELESS : 0) |
	       (regex->options & CODE_DUPNAMES ? PCRE2_DUPNAMES : 0);
}

static pcre2_code *compile(const CodeRegexes *regexes, const CodeRegex *regex, CodeForm form, uint32_t more)
{
	int error;
	size_t offset;
	uint32_t options = more | options_of(regex);
	Buf ascii = {0};
	pcre2_code *code = NULL;
	if (form == CODE_ASCII && code_ascii_pattern(regex->text, &ascii))
		code = pcre2_compile((PCRE2_SPTR)(ascii.data ? ascii.data : ""), ascii.len, options, &error, &offset,
		                     regexes->rules);
	buf_free(&ascii);
	if (!code)
		code = pcre2_compile((PCRE2_SPTR)regex->text, PCRE2_ZERO_TERMINATED, options | PCRE2_UTF | PCRE2_UCP,
		                     &error, &offset, regexes->rules);
	return code;
}

static void add_byte(Compiled *own, uint32_t byte)
{
	own->first[byte / 8 & 31] |= (uint8_t)(1u << byte % 8);
}

static void find_first(Compiled *own, const pcre2_code *code)
{
	uint32_t type = 0, unit = 0;
	const uint8_t *bits = NULL;
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bits);
	if (type == 1 && unit < 0x80) {
		add_byte(own, unit);
		if ((unit | 32) >= 'a' && (unit | 32) <= 'z')
			add_byte(own, unit ^ 32); /* it may stand for its other case as well */
	} else if (type != 1 && bits) {
		memcpy(own->first, bits, sizeof own->first);
	} else {
		own->any_byte = true;
	}
}

bool code_regex_begins(CodeRegexes *regexes, CodeRegex *regex, CodeForm form, int byte)
{
	Compiled *own = &regex->forms[form];
	if (!own->looked) {
		/* PCRE2 finds the first bytes only of what is not bound to a place. */
		pcre2_code *code = compile(regexes, regex, form, 0);
		own->looked = true;
		if (code)
			find_first(own, code);
		pcre2_code_free(code);
	}
	return own->any_byte || (byte >= 0 && own->first[byte / 8] & 1 << byte % 8);
}

/* Asks an expression that looks at the next byte alone before which it matches. */
static void find_next(const CodeRegexes *regexes, Compiled *own)
{
	for (size_t i = 0; i < BASE_LEN(own->next); i++) {
		unsigned char byte = (unsigned char)i;
		own->next[i] = pcre2_match(own->code, &byte, i < 0x80, 0, 0, regexes->tested, regexes->limits) >= 0;
	}
}

/* One that is used often is made quick. */
static void quicken(const CodeRegexes *regexes, const CodeRegex *regex, CodeForm form, Compiled *own)
{
	Buf ascii = {0};
	if (form == CODE_ASCII && code_ascii_pattern(regex->text, &ascii)) {
		bool extended = regex->options & CODE_EXTENDED;
		own->glances = code_ascii_glances(ascii.data ? ascii.data : "", extended);
		own->bounds = code_ascii_bounds(ascii.data ? ascii.data : "", extended);
	}
	buf_free(&ascii);
	if (own->glances)
		find_next(regexes, own);
	else
		own->machine = pcre2_jit_compile(own->code, PCRE2_JIT_COMPLETE) == 0;
}

static void make_ready(const CodeRegexes *regexes, const CodeRegex *regex, CodeForm form, Compiled *own)
{
	own->tried = true;
	own->code = compile(regexes, regex, form, PCRE2_ANCHORED);
	if (own->code)
		pcre2_pattern_info(own->code, PCRE2_INFO_CAPTURECOUNT, &own->groups);
}

static bool is_ready(const CodeRegexes *regexes, CodeRegex *regex, CodeForm form)
{
	Compiled *own = &regex->forms[form];
	if (!own->tried)
		make_ready(regexes, regex, form, own);
	if (own->code && ++own->uses == OFTEN)
		quicken(regexes, regex, form, own);
	return own->code != NULL;
}

/* What pcre2_match would say. */
static int glance(const Compiled *own, const CodePlace *place, pcre2_match_data *data)
{
	size_t *pair = pcre2_get_ovector_pointer(data);
	if (!own->next[place->at < place->len ? (unsigned char)place->text[place->at] : 128])
		return PCRE2_ERROR_NOMATCH;
	pair[0] = pair[1] = place->at;
	return 1;
}

static bool is_of_word(const CodePlace *place, size_t at)
{
	return at < place->len && code_is_letter(place->text[at]);
}

static bool is_bound(const CodePlace *place)
{
	return is_of_word(place, place->at) != (place->at && is_of_word(place, place->at - 1));
}

static int try_match(const CodeRegexes *regexes, const Compiled *own, const CodePlace *place, pcre2_match_data *data)
{
	PCRE2_SPTR text = (PCRE2_SPTR)place->text;
	if (own->glances)
		return glance(own, place, data);
	if ((own->bounds.line && place->at) || (own->bounds.word && !is_bound(place)))
		return PCRE2_ERROR_NOMATCH;
	if (own->machine)
		return pcre2_jit_match(own->code, text, place->len, place->at, 0, data, regexes->limits);
	return pcre2_match(own->code, text, place->len, place->at, PCRE2_NO_UTF_CHECK, data, regexes->limits);
}

static bool match(CodeRegexes *regexes, CodeRegex *regex, const CodePlace *place, pcre2_match_data *data)
{
	uint64_t cost = place->len - place->at + 16;
	if (regexes->left < cost || !is_ready(regexes, regex, place->form)) {
		regexes->exhausted |= regexes->left < cost;
		return false;
	}
	regexes->left -= cost;
	int found = try_match(regexes, &regex->forms[place->form], place, data);
	regexes->exhausted |= found < 0 && found != PCRE2_ERROR_NOMATCH;
	return found >= 0;
}

bool code_match(CodeRegexes *regexes, CodeRegex *regex, const CodePlace *place)
{
	if (!match(regexes, regex, place, regexes->matched))
		return false;
	regexes->last = &regex->forms[place->form];
	return true;
}

bool code_test(CodeRegexes *regexes, CodeRegex *regex, const CodePlace *place, size_t *end)
{
	if (!match(regexes, regex, place, regexes->tested))
		return false;
	*end = pcre2_get_ovector_pointer(regexes->tested)[1];
	return true;
}

bool code_group(const CodeRegexes *regexes, size_t number, CodeSpan *out)
{
	const size_t *pairs = pcre2_get_ovector_pointer(regexes->matched);
	if (number > regexes->last->groups || number >= GROUPS || pairs[2 * number] == PCRE2_UNSET)
		return false;
	*out = (CodeSpan){pairs[2 * number], pairs[2 * number + 1]};
	return out->from <= out->end; /* \K can turn them round */
}

bool code_group_named(const CodeRegexes *regexes, const char *name, CodeSpan *out)
{
	PCRE2_SPTR first, last;
	int size = pcre2_substring_nametable_scan(regexes->last->code, (PCRE2_SPTR)name, &first, &last);
	for (PCRE2_SPTR entry = first; size > 0 && entry <= last; entry += size)
		if (code_group(regexes, (size_t)entry[0] << 8 | entry[1], out))
			return true;
	return false;
}

bool code_regexes_exhausted(const CodeRegexes *regexes)
{
	return regexes->exhausted;
}

void code_regexes_allow(CodeRegexes *regexes, uint64_t bytes)
{
	regexes->left += bytes;
	regexes->exhausted = false;
}
