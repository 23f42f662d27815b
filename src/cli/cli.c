/* Parsing the command line by the table of table.c. */
#include "cli/table.h"

#include <string.h>
#include <unistd.h>

/* What parsing has reached. */
typedef struct {
	CliOptions *options;
	const CliCommandInfo *command;
	unsigned long given; /* bits of CliOptionId */
	bool only_sources;   /* after "--" */
	bool failed;
} Parse;

static void usage_error(Parse *parse, const char *what, const char *word, const char *advice)
{
	fprintf(stderr, "bifolio: error: %s%s%s; %s\n", what, *word ? " " : "", word, advice);
	parse->failed = true;
}

static bool apply(Parse *parse, const CliOptionInfo *option, const char *value)
{
	parse->given |= 1ul << option->id;
	parse->options->given = parse->given;
	if (option->id == CLI_OPT_HELP)
		parse->options->help_for = parse->command ? parse->command->id : CLI_HELP;
	return cli_set_option(parse->options, option->id, value);
}

/* Names the value and those that the option can have. */
static void wrong_value(Parse *parse, const CliOptionInfo *option, const char *value)
{
	char what[120], advice[200], range[80];
	size_t len = (size_t)snprintf(advice, sizeof advice, "%s", "it can be ");
	snprintf(what, sizeof what, "wrong value for --%s: '%.80s'", option->name, value);
	for (size_t i = 0; cli_choice(option->id, i).text && len < sizeof advice; i++) {
		CliName name = cli_choice(option->id, i);
		const char *between = !i ? "" : cli_choice(option->id, i + 1).text ? ", " : " or ";
		len += (size_t)snprintf(advice + len, sizeof advice - len, "%s%.*s", between, name.len, name.text);
	}
	if (cli_is_list(option->id) && len < sizeof advice)
		snprintf(advice + len, sizeof advice - len, ", or several with commas");
	bool ranges = cli_range(option->id, range, sizeof range);
	if (ranges)
		snprintf(advice, sizeof advice, "it can be %s", range);
	bool told = ranges || !cli_is_open(option->id);
	usage_error(parse, what, "", told ? advice : option->help);
}

enum { MOST_NAMES = 64 };

/* The name that a word is the beginning of, if it is one alone, else the nearest; NULL. */
static const char *meant_by(const char *word, const char *const *names, size_t count)
{
	const char *begun = NULL;
	size_t beginnings = 0;
	for (size_t i = 0; i < count; i++) {
		if (*word && str_starts(names[i], word)) {
			begun = names[i];
			beginnings++;
		}
	}
	return beginnings == 1 ? begun : str_nearest(word, names, count);
}

/* Names the nearest of what could have been meant; else all, if there are few. */
static void unknown(Parse *parse, const char *what, const char *given, const char *dashes, const char *const *names,
                    size_t count)
{
	enum { FEW = 24 };
	char advice[240], plain[80];
	const char *word = given + strspn(given, "-");
	snprintf(plain, sizeof plain, "%.*s", (int)strcspn(word, "="), word);
	const char *near = meant_by(plain, names, count);
	size_t len = (size_t)snprintf(advice, sizeof advice, near ? "did you mean %s%s?" : "see bifolio --help", dashes,
	                              near);
	for (size_t i = 0; !near && !*dashes && count <= FEW && i < count && len < sizeof advice; i++)
		len += (size_t)snprintf(advice + len, sizeof advice - len, "%s%s",
		                        !i              ? ", or name "
		                        : i + 1 < count ? ", "
		                                        : " or ",
		                        names[i]);
	usage_error(parse, what, given, advice);
}

static void unknown_option(Parse *parse, const char *word)
{
	const char *names[MOST_NAMES];
	size_t count = 0;
	unsigned command = CLI_BIT(parse->command ? parse->command->id : CLI_HELP);
	for (size_t i = 0; i < cli_option_count && count < MOST_NAMES; i++) {
		if (cli_options[i].commands & command)
			names[count++] = cli_options[i].name;
	}
	unknown(parse, "unknown option", word, "--", names, word[1] == '-' ? count : 0);
}

static void unknown_command(Parse *parse, const char *word)
{
	const char *names[MOST_NAMES];
	char advice[160];
	size_t count = 0;
	for (; count < cli_command_count && count < MOST_NAMES; count++)
		names[count] = cli_commands[count].name;
	snprintf(advice, sizeof advice, "to publish a file, write bifolio build %.100s", word);
	if (strpbrk(word, "./"))
		usage_error(parse, "no command before", word, advice);
	else
		unknown(parse, "unknown command", word, "", names, count);
}

/* The option that word (without its value) names for the command at hand. */
static const CliOptionInfo *find_option(const Parse *parse, const char *word, size_t len)
{
	unsigned command = parse->command ? CLI_BIT(parse->command->id) : CLI_BIT(CLI_HELP);
	for (size_t i = 0; i < cli_option_count; i++) {
		const CliOptionInfo *option = &cli_options[i];
		bool is_long = len == strlen(option->name) + 2 && !memcmp(word, "--", 2) &&
		               !memcmp(word + 2, option->name, len - 2);
		bool is_short = len == 2 && option->letter && word[1] == option->letter;
		if ((is_long || is_short) && (option->commands & command))
			return option;
	}
	return NULL;
}

/* Handles the option at argv[at]; returns how many words it took. */
static int take_option(Parse *parse, char **argv, int at)
{
	const char *word = argv[at];
	size_t len = !memcmp(word, "--", 2) ? strcspn(word, "=") : 2;
	const CliOptionInfo *option = find_option(parse, word, len);
	if (!option) {
		unknown_option(parse, word);
		return 1;
	}
	const char *value = word[len] == '=' ? word + len + 1 : word[len] ? word + len : NULL;
	int taken = 1;
	if (option->value && !value) {
		value = argv[at + 1];
		taken = 2;
		if (!value) {
			usage_error(parse, "no value after", word, option->help);
			return 1;
		}
	}
	if (!option->value && value)
		usage_error(parse, "no value belongs to", word, option->help);
	else if (!apply(parse, option, value))
		wrong_value(parse, option, value);
	return taken;
}

static void take_word(Parse *parse, const char *word)
{
	if (parse->command) {
		parse->options->sources[parse->options->source_count++] = word;
		return;
	}
	parse->command = cli_find_command(word);
	if (parse->command)
		parse->options->command = parse->command->id;
	else
		unknown_command(parse, word);
}

/* Of what a command can be asked for, the name must be one; told by what. */
static void check_subject(Parse *parse, const char *word)
{
	char all[MOST_NAMES][24];
	const char *names[MOST_NAMES];
	size_t count = 0;
	for (CliName name; count < MOST_NAMES && (name = cli_subject(parse->command, count)).text; count++) {
		snprintf(all[count], sizeof all[count], "%.*s", name.len, name.text);
		names[count] = all[count];
		if (str_eq(all[count], word))
			return;
	}
	char what[40];
	snprintf(what, sizeof what, "%s does not know", parse->command->name);
	unknown(parse, what, word, "", names, count);
}

/* "bifolio help COMMAND", "bifolio man TOPIC", "bifolio completion SHELL". */
static void name_subject(Parse *parse)
{
	CliOptions *options = parse->options;
	const char *word = options->source_count ? options->sources[0] : NULL;
	if (options->source_count > 1)
		usage_error(parse, "too many names for", parse->command->name, "give one");
	else if (word)
		check_subject(parse, word);
	options->topic = word ? cli_find_topic(word) : NULL;
	if (options->command != CLI_HELP_ON)
		return;
	const CliCommandInfo *named = word ? cli_find_command(word) : NULL;
	options->command = CLI_HELP;
	options->help_for = named ? named->id : CLI_HELP;
}

static void check_sources(Parse *parse)
{
	size_t count = parse->options->source_count;
	if (!parse->command)
		usage_error(parse, "no command", "", "see bifolio --help");
	else if (parse->options->command != parse->command->id)
		return;
	else if (parse->command->most_sources && !count && !cli_subject(parse->command, 0).text)
		usage_error(parse, "no source", "", "name a file, or - for standard input");
	else if (count > parse->command->most_sources)
		usage_error(parse, "too many sources for", parse->command->name, "see bifolio --help");
	const char *conflict = parse->failed ? NULL : cli_find_conflict(parse->options, parse->given);
	if (conflict)
		usage_error(parse, conflict, "", "see bifolio COMMAND --help");
}

bool cli_parse(int argc, char **argv, Arena *arena, CliOptions *out)
{
	*out = (CliOptions){.command = CLI_HELP, .help_for = CLI_HELP, .to = CLI_TO_EPUB | CLI_TO_PDF};
	out->sources = arena_alloc(arena, (size_t)argc * sizeof *out->sources + 1);
	out->css = arena_alloc(arena, (size_t)argc * sizeof *out->css + 1);
	Parse parse = {.options = out};
	for (int i = 1; i < argc && !parse.failed;) {
		const char *word = argv[i];
		if (!parse.only_sources && str_eq(word, "--")) {
			parse.only_sources = true;
			i++;
		} else if (!parse.only_sources && word[0] == '-' && word[1]) {
			i += take_option(&parse, argv, i);
		} else {
			take_word(&parse, word);
			i++;
		}
	}
	if (!parse.failed && (out->command == CLI_HELP_ON || out->command == CLI_MAN || out->command == CLI_COMPLETION))
		name_subject(&parse);
	bool asked = out->command == CLI_VERSION || (out->command == CLI_HELP && argc > 1 && !parse.failed);
	if (!parse.failed && !(asked && (parse.command || !out->source_count)))
		check_sources(&parse);
	return !parse.failed;
}

bool cli_apart(void)
{
	return !str_eq(cli_environment("BIFOLIO_WORKER"), "no");
}

bool cli_colour(FILE *stream)
{
	const char *off = cli_environment("NO_COLOR");
	return isatty(fileno(stream)) && !(off && *off);
}
