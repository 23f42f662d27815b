/* What shells complete, printed from the one table: commands, options, and the values that options know. */
#include "cli/table.h"

#include <string.h>

static void put_name(CliName name, size_t index, FILE *out)
{
	fprintf(out, "%s%.*s", index ? " " : "", name.len, name.text);
}

static void put_choices(CliOptionId id, FILE *out)
{
	for (size_t i = 0; cli_choice(id, i).text; i++)
		put_name(cli_choice(id, i), i, out);
}

static void put_subjects(const CliCommandInfo *command, FILE *out)
{
	for (size_t i = 0; cli_subject(command, i).text; i++)
		put_name(cli_subject(command, i), i, out);
}

/* Whether an option of the same name stands before: that of other commands. */
static bool is_repeated(size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (cli_options[i].id == cli_options[index].id)
			return true;
	return false;
}

/* ---- bash ---- */

/* What may follow an option. */
static void bash_values(FILE *out)
{
	fputs("\tcase $before in\n", out);
	for (size_t i = 0; i < cli_option_count; i++) {
		const CliOptionInfo *option = &cli_options[i];
		if (!cli_choice(option->id, 0).text || is_repeated(i))
			continue;
		fprintf(out, "\t--%s) words=\"", option->name);
		put_choices(option->id, out);
		fputs("\" ;;\n", out);
	}
	fputs("\tesac\n", out);
}

static void bash_options(FILE *out, const CliCommandInfo *info)
{
	fprintf(out, "\t%s) words=\"", info->name);
	for (size_t i = 0; i < cli_option_count; i++)
		if (cli_options[i].commands & CLI_BIT(info->id))
			fprintf(out, " --%s", cli_options[i].name);
	fputs("\" ;;\n", out);
}

/* Topics of help, styles, shells: what stands behind a command that takes no file. */
static void bash_subjects(FILE *out)
{
	fputs("\tcase ${COMP_WORDS[1]} in\n", out);
	for (size_t i = 0; i < cli_command_count; i++) {
		if (!cli_subject(&cli_commands[i], 0).text)
			continue;
		fprintf(out, "\t%s) words=\"", cli_commands[i].name);
		put_subjects(&cli_commands[i], out);
		fputs("\" ;;\n", out);
	}
	fputs("\tesac\n", out);
}

static void complete_bash(FILE *out)
{
	fputs("_bifolio() {\n\tlocal words=\"\" here=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n",
	      out);
	fputs("\tif [ \"$here\" = = ]; then here=\"\"; elif [ \"$before\" = = ]; then"
	      " before=${COMP_WORDS[COMP_CWORD-2]}; fi\n",
	      out);
	bash_values(out);
	fputs("\tif [ \"$words\" ]; then\n"
	      "\t\tlocal list=\"\"\n\t\tcase $here in *,*) list=${here%,*}, ;; esac\n"
	      "\t\tCOMPREPLY=($(compgen -P \"$list\" -W \"$words\" -- \"${here##*,}\"))\n"
	      "\t\t[ \"$before\" = --style ] && COMPREPLY+=($(compgen -f -- \"$here\"))\n"
	      "\t\treturn\n\tfi\n",
	      out);
	fputs("\tcase $here in\n\t-*)\n\tcase ${COMP_WORDS[1]} in\n", out);
	for (size_t i = 0; i < cli_command_count; i++)
		bash_options(out, &cli_commands[i]);
	fputs("\tesac ;;\n\t*)\n", out);
	bash_subjects(out);
	fputs("\t;;\n\tesac\n\t[ \"$COMP_CWORD\" -eq 1 ] && words=\"--help --version", out);
	for (size_t i = 0; i < cli_command_count; i++)
		fprintf(out, " %s", cli_commands[i].name);
	fputs("\"\n\tif [ \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$here\"));"
	      " else COMPREPLY=($(compgen -f -- \"$here\")); fi\n}\n"
	      "complete -o filenames -F _bifolio bifolio\n",
	      out);
}

/* ---- zsh ---- */

/* Text within brackets in single quotes: "[what it does]". */
static void zsh_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("[]:\\", *text))
			fputc('\\', out);
		fputs(*text == '\'' ? "'\\''" : (char[]){*text, 0}, out);
	}
}

static void zsh_values(FILE *out, CliOptionId id)
{
	bool known = cli_choice(id, 0).text, list = cli_is_list(id);
	fputs(!known ? "_files" : list ? "_values -s , value " : "(", out);
	put_choices(id, out);
	fputs(known && !list ? ")" : "", out);
}

static void zsh_option(FILE *out, const CliOptionInfo *option)
{
	fprintf(out, "\t\t'--%s%s[", option->name, option->value ? "=" : "");
	zsh_text(out, option->help);
	fputc(']', out);
	if (option->value) {
		fputc(':', out);
		zsh_text(out, option->value);
		fputc(':', out);
		zsh_values(out, option->id);
	}
	fputs("' \\\n", out);
}

static void zsh_command(FILE *out, const CliCommandInfo *info)
{
	fprintf(out, "\t%s) _arguments \\\n", info->name);
	for (size_t i = 0; i < cli_option_count; i++)
		if (cli_options[i].commands & CLI_BIT(info->id))
			zsh_option(out, &cli_options[i]);
	bool subjects = cli_subject(info, 0).text;
	fputs(subjects ? "\t\t'*:subject:(" : "\t\t'*:file:_files", out);
	put_subjects(info, out);
	fputs(subjects ? ")' ;;\n" : "' ;;\n", out);
}

static void complete_zsh(FILE *out)
{
	fputs("#compdef bifolio\n_bifolio() {\n\tlocal -a commands=(\n", out);
	for (size_t i = 0; i < cli_command_count; i++) {
		fprintf(out, "\t\t'%s:", cli_commands[i].name);
		zsh_text(out, cli_commands[i].summary);
		fputs("'\n", out);
	}
	fputs("\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n"
	      "\tlocal command=$words[2]\n\tshift words\n\t(( CURRENT-- ))\n\tcase $command in\n",
	      out);
	for (size_t i = 0; i < cli_command_count; i++)
		zsh_command(out, &cli_commands[i]);
	fputs("\tesac\n}\n_bifolio \"$@\"\n", out);
}

/* ---- fish ---- */

static void fish_text(FILE *out, const char *text)
{
	fputc('\'', out);
	for (; *text; text++) {
		if (strchr("'\\", *text))
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('\'', out);
}

static void fish_option(FILE *out, const CliCommandInfo *info, const CliOptionInfo *option)
{
	fprintf(out, "complete -c bifolio -n '__fish_seen_subcommand_from %s' -l %s", info->name, option->name);
	if (option->letter)
		fprintf(out, " -s %c", option->letter);
	bool is_file = cli_is_open(option->id) && !cli_range(option->id, NULL, 0) && option->id != CLI_OPT_PAPER;
	if (option->value)
		fputs(is_file ? " -r" : " -r -f", out);
	if (cli_choice(option->id, 0).text) {
		fputs(cli_is_list(option->id) ? " -a '(__fish_append , " : " -a '", out);
		put_choices(option->id, out);
		fputs(cli_is_list(option->id) ? ")'" : "'", out);
	}
	fputs(" -d ", out);
	fish_text(out, option->help);
	fputc('\n', out);
}

static void complete_fish(FILE *out)
{
	for (size_t i = 0; i < cli_command_count; i++) {
		const CliCommandInfo *info = &cli_commands[i];
		fprintf(out, "complete -c bifolio -f -n __fish_use_subcommand -a %s -d ", info->name);
		fish_text(out, info->summary);
		fputc('\n', out);
		if (cli_subject(info, 0).text) {
			fprintf(out, "complete -c bifolio -f -n '__fish_seen_subcommand_from %s' -a '", info->name);
			put_subjects(info, out);
			fputs("'\n", out);
		}
		for (size_t k = 0; k < cli_option_count; k++)
			if (cli_options[k].commands & CLI_BIT(info->id))
				fish_option(out, info, &cli_options[k]);
	}
}

void cli_completion(const CliOptions *options, FILE *out)
{
	static void (*const print[])(FILE * out) = {
	        [CLI_BASH] = complete_bash, [CLI_ZSH] = complete_zsh, [CLI_FISH] = complete_fish};
	const char *shell = options->source_count ? options->sources[0] : cli_shells[CLI_BASH];
	for (size_t i = 0; i < CLI_SHELLS; i++)
		if (str_eq(cli_shells[i], shell))
			print[i](out);
}
