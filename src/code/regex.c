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
	bool looked; /* first is known */
	uint32_t uses;
	uint8_t first[32]; /* the bytes by which a match may begin, as bits */
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
	const pcre2_code *last; /* whose groups are in matched */
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

static pcre2_code *compile(const CodeRegexes *regexes, const CodeRegex *regex, CodeForm form, uint32_t more)
{
	int error;
	size_t offset;
	uint32_t options = more | (regex->options & CODE_EXTENDED ? PCRE2_EXTENDED : 0) |
	                   (regex->options & CODE_CASELESS ? PCRE2_CASELESS : 0) |
	                   (regex->options & CODE_DUPNAMES ? PCRE2_DUPNAMES : 0);
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

static bool is_ready(const CodeRegexes *regexes, CodeRegex *regex, CodeForm form)
{
	Compiled *own = &regex->forms[form];
	if (!own->tried)
		own->code = compile(regexes, regex, form, PCRE2_ANCHORED);
	own->tried = true;
	if (own->code && ++own->uses == OFTEN)
		own->machine = pcre2_jit_compile(own->code, PCRE2_JIT_COMPLETE) == 0;
	return own->code != NULL;
}

static bool match(CodeRegexes *regexes, CodeRegex *regex, const CodePlace *place, pcre2_match_data *data)
{
	uint64_t cost = place->len - place->at + 16;
	if (regexes->left < cost || !is_ready(regexes, regex, place->form)) {
		regexes->exhausted |= regexes->left < cost;
		return false;
	}
	regexes->left -= cost;
	const Compiled *own = &regex->forms[place->form];
	int found = (own->machine ? pcre2_jit_match : pcre2_match)(own->code, (PCRE2_SPTR)place->text, place->len,
	                                                           place->at, own->machine ? 0 : PCRE2_NO_UTF_CHECK,
	                                                           data, regexes->limits);
	regexes->exhausted |= found < 0 && found != PCRE2_ERROR_NOMATCH;
	return found >= 0;
}

bool code_match(CodeRegexes *regexes, CodeRegex *regex, const CodePlace *place)
{
	if (!match(regexes, regex, place, regexes->matched))
		return false;
	regexes->last = regex->forms[place->form].code;
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
	uint32_t count = 0;
	pcre2_pattern_info(regexes->last, PCRE2_INFO_CAPTURECOUNT, &count);
	if (number > count || number >= GROUPS || pairs[2 * number] == PCRE2_UNSET)
		return false;
	*out = (CodeSpan){pairs[2 * number], pairs[2 * number + 1]};
	return out->from <= out->end; /* \K can turn them round */
}

bool code_group_named(const CodeRegexes *regexes, const char *name, CodeSpan *out)
{
	PCRE2_SPTR first, last;
	int size = pcre2_substring_nametable_scan(regexes->last, (PCRE2_SPTR)name, &first, &last);
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
