/* Prompts of shells and interpreters. */
#include "code/session.h"

#include <string.h>

static const char *const prompts[] = {"$", "%", "#", ">", ">>>", "...", ">>", "..", "irb>", "mysql>", "sqlite>", "PS>"};

/* What may stand before the sign: "user@host:~/dir$", "[user@host dir]$", "(venv) $", "PS C:\\>", "C:\\dir>",
 * "postgres=#", "irb(main):001:0>". */
static size_t shell_prompt(const char *line, size_t len)
{
	size_t sign = 0;
	while (sign < len && !strchr("$#%>", line[sign]))
		sign++;
	if (sign == len || sign + 1 >= len || line[sign + 1] != ' ')
		return 0;
	bool host = memchr(line, '@', sign) || memchr(line, '\\', sign) || memchr(line, '=', sign) ||
	            !strncmp(line, "irb(", 4) || (*line == '(' && line[sign - 1] == ' ' && line[sign - 2] == ')');
	bool one_word = !memchr(line, ' ', sign) || *line == '[' || *line == '(' || !strncmp(line, "PS ", 3);
	return host && one_word ? sign + 2 : 0;
}

static size_t prompt_length(const char *line, size_t len)
{
	for (size_t i = 0; i < BASE_LEN(prompts); i++) {
		size_t own = strlen(prompts[i]);
		if (len >= own && !memcmp(line, prompts[i], own) && (len == own || line[own] == ' '))
			return len == own ? own : own + 1;
	}
	return len > 2 ? shell_prompt(line, len) : 0;
}

size_t code_session_line(const char *line, size_t len, uint8_t *classes)
{
	size_t prompt = prompt_length(line, len);
	memset(classes, prompt ? CODE_PROMPT : CODE_OUTPUT, prompt ? prompt : len);
	return prompt ? prompt : len + 1;
}
