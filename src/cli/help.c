/* Help and manual page, printed from the one table. */
#include "cli/table.h"

#include <string.h>

#define VERSION "0.1"

const char *cli_name_version(void)
{
	return "bifolio " VERSION;
}

void cli_version(bool verbose, FILE *out)
{
	fprintf(out, "%s\n", cli_name_version());
	if (!verbose)
		return;
	unsigned kinds = sandbox_kinds();
	fprintf(out, "sandbox: files (Landlock): %s; system calls (seccomp): %s\n",
	        kinds & SANDBOX_FILES ? "yes" : "no", kinds & SANDBOX_CALLS ? "yes" : "no");
	fputs("licence: MIT; copyright 2026 the bifolio authors\n", out);
}

static void print_options(FILE *out, unsigned command)
{
	fputs("\nOptions:\n", out);
	for (size_t i = 0; i < cli_option_count; i++) {
		const CliOptionInfo *option = &cli_options[i];
		if (!(option->commands & command))
			continue;
		char name[40];
		snprintf(name, sizeof name, "--%s%s%s", option->name, option->value ? " " : "",
		         option->value ? option->value : "");
		char letter[] = {'-', option->letter, ',', ' ', 0};
		fprintf(out, "  %s%-22s %s\n", option->letter ? letter : "    ", name, option->help);
	}
}

static void program_help(FILE *out)
{
	fputs("bifolio makes an e-book and a print PDF from one Markdown source.\n\nUsage:\n", out);
	for (size_t i = 0; i < cli_command_count; i++)
		fprintf(out, "  bifolio %s%s%s\n", cli_commands[i].name, *cli_commands[i].usage ? " " : "",
		        cli_commands[i].usage);
	fputs("\nCommands:\n", out);
	for (size_t i = 0; i < cli_command_count; i++)
		fprintf(out, "  %-12s %s\n", cli_commands[i].name, cli_commands[i].summary);
	print_options(out, CLI_BIT(CLI_HELP));
	fputs("\nTopics:\n", out);
	for (size_t i = 0; cli_topic_at(i); i++)
		fprintf(out, "  %-12s %s\n", cli_topic_at(i)->name, cli_topic_at(i)->summary);
	fputs("\nbifolio COMMAND --help says more about a command, bifolio help TOPIC about a topic.\n", out);
	fputs("Exit status: 0 done, 1 the source is at fault, 2 wrong usage, 3 the system failed.\n", out);
}

static void command_help(CliCommand command, FILE *out)
{
	for (size_t i = 0; i < cli_command_count; i++) {
		const CliCommandInfo *info = &cli_commands[i];
		if (info->id != command)
			continue;
		fprintf(out, "Usage: bifolio %s%s%s\n\n%s: %s.\n%s\n", info->name, *info->usage ? " " : "", info->usage,
		        info->name, info->summary, info->more);
		print_options(out, CLI_BIT(command));
	}
}

void cli_help(const CliOptions *options, FILE *out)
{
	if (options->topic)
		cli_help_on(options->topic, out);
	else if (options->help_for == CLI_HELP)
		program_help(out);
	else
		command_help(options->help_for, out);
}

/* Prose as mdoc wants it: each sentence on its own line. */
static void man_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		fputc(*text, out);
		if (text[0] == '.' && text[1] == ' ' && text++)
			fputc('\n', out);
	}
	fputc('\n', out);
}

static void man_options(FILE *out, unsigned command)
{
	bool any = false;
	for (size_t i = 0; i < cli_option_count; i++)
		any = any || cli_options[i].commands & command;
	if (!any)
		return;
	fputs(".Bl -tag -width Ds\n", out);
	for (size_t i = 0; i < cli_option_count; i++) {
		const CliOptionInfo *option = &cli_options[i];
		if (!(option->commands & command))
			continue;
		fputs(".It ", out);
		if (option->letter)
			fprintf(out, "Fl %c , ", option->letter);
		fprintf(out, "Fl Fl %s%s%s\n%s.\n", option->name, option->value ? " Ar " : "",
		        option->value ? option->value : "", option->help);
	}
	fputs(".El\n", out);
}

/* Uses as people have them; a test runs each. */
static const struct {
	const char *said, *command;
} examples[] = {
        {"Both editions of a text, in a folder of their own", "bifolio build -o out my-book.md"},
        {"Every message, warnings as errors, and nothing written", "bifolio check --strict my-book.md"},
        {"The print edition alone, on Letter, as a draft to write on",
         "bifolio build --to pdf --paper letter --draft my-book.md"},
        {"A booklet to fold and a copy in large print", "bifolio build --handout booklet,large-print my-book.md"},
        {"The pages of a PDF from elsewhere, two a side", "bifolio impose --nup 2 -o sheets.pdf any.pdf"},
        {"A source out of an old text", "bifolio import old-article.txt -o article.md"},
        {"A style of your own to begin with", "bifolio style classic > my-style.yaml"},
};

static void man_examples(FILE *out)
{
	fputs(".Sh EXAMPLES\n", out);
	for (size_t i = 0; i < BASE_LEN(examples); i++) {
		fprintf(out, "%s%s:\n.Dl $ ", i ? ".Pp\n" : "", examples[i].said);
		for (const char *at = examples[i].command; *at; at++)
			fputs(*at == '-' ? "\\-" : (char[]){*at, 0}, out);
		fputc('\n', out);
	}
}

static void man_files(FILE *out)
{
	fputs(".Sh FILES\n.Bl -tag -width Ds\n"
	      ".It Pa SOURCE.md\nMarkdown with front matter; see\n.Xr bifolio-markdown 5 .\n"
	      ".It Pa fonts/\nbeside the source or the style: fonts that the style names.\n"
	      ".It Pa STYLE.yaml\nwhat differs from a style; see\n.Xr bifolio-styles 5 .\n"
	      ".It Pa STEM.epub , STEM.pdf\nthe editions; see\n.Xr bifolio-editions 5 .\n"
	      ".It Pa STEM-booklet.pdf\nand so on: handouts; see\n.Xr bifolio-handouts 5 .\n.El\n",
	      out);
}

static void man_see_also(FILE *out)
{
	fputs(".Sh SEE ALSO\n", out);
	for (size_t i = 0; cli_topic_at(i); i++)
		fprintf(out, ".Xr bifolio-%s 5%s\n", cli_topic_at(i)->name, cli_topic_at(i + 1) ? " ," : "");
}

static void man_authors(FILE *out)
{
	fputs(".Sh AUTHORS\n.An The bifolio authors ,\n"
	      "2026.\nThe MIT licence lets everybody use, change and pass on the program, as long as its text goes "
	      "with it.\n",
	      out);
}

static void man_program(FILE *out)
{
	fputs(".Dd $Mdocdate$\n.Dt BIFOLIO 1\n.Os\n.Sh NAME\n.Nm bifolio\n"
	      ".Nd make an e-book and a print PDF from one Markdown source\n.Sh SYNOPSIS\n",
	      out);
	for (size_t i = 0; i < cli_command_count; i++)
		fprintf(out, ".Nm\n.Cm %s\n%s%s", cli_commands[i].name, cli_commands[i].usage,
		        *cli_commands[i].usage ? "\n" : "");
	fputs(".Sh DESCRIPTION\n.Nm\nreads Markdown with YAML front matter and writes an EPUB 3.3 and a "
	      "paginated, "
	      "tagged PDF.\n",
	      out);
	for (size_t i = 0; i < cli_command_count; i++) {
		const CliCommandInfo *info = &cli_commands[i];
		fprintf(out, ".Ss bifolio %s\n%s: %s.\n", info->name, info->name, info->summary);
		man_text(out, info->more);
		man_options(out, CLI_BIT(info->id));
	}
	fputs(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev NO_COLOR\nno colour in messages.\n"
	      ".It Ev SOURCE_DATE_EPOCH\nthe date of the outputs, in seconds since 1970.\n.El\n",
	      out);
	man_files(out);
	fputs(".Sh EXIT STATUS\n0 done, 1 the source is at fault, 2 wrong usage, 3 the system failed.\n", out);
	man_examples(out);
	man_see_also(out);
	man_authors(out);
}

void cli_man(const CliOptions *options, FILE *out)
{
	if (options->topic)
		cli_man_on(options->topic, out);
	else
		man_program(out);
}
