/* The table itself. */
#include "cli/table.h"

#include <stdlib.h>

enum {
	BUILD = CLI_BIT(CLI_BUILD),
	CHECK = CLI_BIT(CLI_CHECK),
	IMPORT = CLI_BIT(CLI_IMPORT),
	DUMP = CLI_BIT(CLI_DUMP),
	BARE = CLI_BIT(CLI_HELP),
	ALL = BUILD | CHECK | IMPORT | DUMP
};

const CliOptionInfo cli_options[] = {
        {CLI_OPT_OUTPUT, 'o', "output", "PATH", "the folder for the outputs; for import, the file to write",
         BUILD | IMPORT},
        {CLI_OPT_TO, 0, "to", "FORMATS", "what to make: epub, pdf or epub,pdf (both by default)", BUILD},
        {CLI_OPT_PAPER, 0, "paper", "SIZE", "the page: a4, a5, letter or WxHmm, such as 120x190mm",
         BUILD | CHECK},
        {CLI_OPT_STYLE, 0, "style", "STYLE",
         "default, handout, classic, or a YAML file with values of your own", BUILD | CHECK},
        {CLI_OPT_STRICT, 0, "strict", NULL, "take warnings for errors", BUILD | CHECK | DUMP},
        {CLI_OPT_DEPFILE, 0, "depfile", "FILE", "write what the outputs depend on, in Make's syntax", BUILD},
        {CLI_OPT_DIAGNOSTICS, 0, "diagnostics", "FORMAT",
         "how messages are printed: text or json, one object a line", ALL},
        {CLI_OPT_TIMINGS, 0, "timings", NULL, "print the CPU time of each stage on standard error", BUILD},
        {CLI_OPT_HELP, 'h', "help", NULL, "print this help", ALL | BARE},
        {CLI_OPT_VERSION, 'V', "version", NULL, "print the version", BARE},
};
const size_t cli_option_count = BASE_LEN(cli_options);

const CliCommandInfo cli_commands[] = {
        {CLI_BUILD, "build", "[-o DIR] [--to epub,pdf] [--paper SIZE] SOURCE.md...",
         "make the e-book and the print PDF",
         "Writes DIR/STEM.epub and DIR/STEM.pdf, STEM being the first source's name. Several sources are the "
         "parts of one book, in order; the first holds the front matter. - reads standard input.",
         SIZE_MAX},
        {CLI_CHECK, "check", "[--strict] SOURCE.md...", "report every diagnostic, write nothing",
         "Reads and sets the document as build does and prints what it finds.", SIZE_MAX},
        {CLI_IMPORT, "import", "TEXT [-o SOURCE.md]", "turn a plain-text article into structured source",
         "Prints the source, or writes it to the file named by -o, and says what it took for headings.", 1},
        {CLI_DUMP, "dump", "SOURCE.md...", "print the resolved tree",
         "One node a line, for people and for tests.", SIZE_MAX},
        {CLI_MAN, "man", "", "print the manual page", "In mdoc, for mandoc and groff.", 0},
        {CLI_COMPLETION, "completion", "", "print the completion for bash", "To be sourced by bash.", 0},
};
const size_t cli_command_count = BASE_LEN(cli_commands);

const CliCommandInfo *cli_find_command(const char *name)
{
	for (size_t i = 0; i < cli_command_count; i++)
		if (str_eq(cli_commands[i].name, name))
			return &cli_commands[i];
	return NULL;
}

const char *cli_environment(const char *name)
{
	return getenv(name);
}
