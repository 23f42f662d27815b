/* The command line described once.  Inside cli only: cli.c parses by it, values.c
 * reads what an option is given, help.c prints it. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "cli/cli.h"

typedef enum {
	CLI_OPT_OUTPUT,
	CLI_OPT_TO,
	CLI_OPT_PAPER,
	CLI_OPT_STYLE,
	CLI_OPT_CSS,
	CLI_OPT_HANDOUT,
	CLI_OPT_FIT_SHEETS,
	CLI_OPT_ROOT,
	CLI_OPT_MEDIA,
	CLI_OPT_DRAFT,
	CLI_OPT_GREY,
	CLI_OPT_DPI,
	CLI_OPT_JOBS,
	CLI_OPT_WATERMARK,
	CLI_OPT_BOOKLET,
	CLI_OPT_NUP,
	CLI_OPT_TRIFOLD,
	CLI_OPT_NOTES,
	CLI_OPT_FLIP,
	CLI_OPT_SIGNATURE,
	CLI_OPT_THICKNESS,
	CLI_OPT_MARKS,
	CLI_OPT_RTL,
	CLI_OPT_PAGES,
	CLI_OPT_STRICT,
	CLI_OPT_DEPFILE,
	CLI_OPT_NOW,
	CLI_OPT_DIAGNOSTICS,
	CLI_OPT_TIMINGS,
	CLI_OPT_TRACE,
	CLI_OPT_LIST,
	CLI_OPT_LIMITS,
	CLI_OPT_REQUIRE_SANDBOX,
	CLI_OPT_VERBOSE,
	CLI_OPT_HELP,
	CLI_OPT_VERSION
} CliOptionId;

#define CLI_BIT(command) (1u << (command))

typedef struct {
	CliOptionId id;
	char letter;              /* 0: none */
	const char *name, *value; /* value: how help names it; NULL: a switch */
	const char *help;
	unsigned commands; /* CLI_BITs; CLI_HELP's for the bare program */
} CliOptionInfo;

typedef struct {
	CliCommand id;
	const char *name, *usage, *summary, *more;
	size_t most_sources;
} CliCommandInfo;

extern const CliOptionInfo cli_options[];
extern const size_t cli_option_count;
extern const CliCommandInfo cli_commands[];
extern const size_t cli_command_count;

/* A name in a text that may go on after it; no text: there is none. */
typedef struct {
	const char *text;
	int len;
} CliName;

/* The values that an option knows, one after the other. */
CliName cli_choice(CliOptionId id, size_t index);
bool cli_is_open(CliOptionId id); /* it has others than these, or any */
/* Says what it can have where it has no names, such as "a number from 1 to 64"; false: its help does. */
bool cli_range(CliOptionId id, char *text, size_t size);
bool cli_is_list(CliOptionId id); /* several of them may be given, with commas */
/* What a command that reads no file can be asked for: commands, topics, styles, shells. */
CliName cli_subject(const CliCommandInfo *command, size_t index);
/* Those that completion is for. */
typedef enum { CLI_BASH, CLI_ZSH, CLI_FISH, CLI_SHELLS } CliShell;
extern const char *const cli_shells[CLI_SHELLS];

/* A page of the manual beside the program's own. */
struct CliTopic {
	const char *name, *summary, *asset;
};
const CliTopic *cli_topic_at(size_t index); /* NULL after the last */
const CliTopic *cli_find_topic(const char *name);
void cli_help_on(const CliTopic *topic, FILE *out);
void cli_man_on(const CliTopic *topic, FILE *out); /* in mdoc */

/* Puts an option's value (NULL: a switch) where it belongs; false if it is wrong. */
bool cli_set_option(CliOptions *options, CliOptionId id, const char *value);
/* What is wrong with the options together, given as bits by CliOptionId; NULL if nothing. */
const char *cli_find_conflict(const CliOptions *options, unsigned long given);

const CliCommandInfo *cli_find_command(const char *name); /* NULL if there is none */
const char *cli_environment(const char *name);

#endif
