/* Help, manual page and completion, printed from the one table. */
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
	fputs("\nbifolio COMMAND --help says more about a command.\n", out);
	fputs("Exit status: 0 done, 1 the source is at fault, 2 wrong usage, 3 the system failed.\n", out);
}

void cli_help(CliCommand command, FILE *out)
{
	for (size_t i = 0; i < cli_command_count; i++) {
		const CliCommandInfo *info = &cli_commands[i];
		if (info->id != command)
			continue;
		fprintf(out, "Usage: bifolio %s%s%s\n\n%s: %s.\n%s\n", info->name, *info->usage ? " " : "", info->usage,
		        info->name, info->summary, info->more);
		print_options(out, CLI_BIT(command));
		return;
	}
	program_help(out);
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

void cli_man(FILE *out)
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
	      ".It Ev SOURCE_DATE_EPOCH\nthe date of the outputs, in seconds since 1970.\n.El\n"
	      ".Sh EXIT STATUS\n0 done, 1 the source is at fault, 2 wrong usage, 3 the system failed.\n",
	      out);
}

static void complete_command(FILE *out, const CliCommandInfo *info)
{
	fprintf(out, "\t%s) words=\"", info->name);
	for (size_t i = 0; i < cli_option_count; i++)
		if (cli_options[i].commands & CLI_BIT(info->id))
			fprintf(out, " --%s", cli_options[i].name);
	fputs("\" ;;\n", out);
}

void cli_completion(FILE *out)
{
	fputs("_bifolio() {\n\tlocal words=\"\" here=${COMP_WORDS[COMP_CWORD]}\n\tcase ${COMP_WORDS[1]} in\n", out);
	for (size_t i = 0; i < cli_command_count; i++)
		complete_command(out, &cli_commands[i]);
	fputs("\tesac\n\t[ \"$COMP_CWORD\" -eq 1 ] && words=\"--help --version", out);
	for (size_t i = 0; i < cli_command_count; i++)
		fprintf(out, " %s", cli_commands[i].name);
	fputs("\"\n\tcase $here in\n\t-*) COMPREPLY=($(compgen -W \"$words\" -- \"$here\")) ;;\n"
	      "\t*) if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$here\"));"
	      " else COMPREPLY=($(compgen -f -- \"$here\")); fi ;;\n\tesac\n}\n"
	      "complete -o filenames -F _bifolio bifolio\n",
	      out);
}
