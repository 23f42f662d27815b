/* What is written: where it goes, what it is made from, what is told of it. */
#include "app/inner.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Outputs whose whole names the options tell: the two editions, the dependencies, the handouts. */
enum { MOST_NAMED = 3 + CLI_HANDOUTS };

static const char *target(const CliOptions *options, Arena *arena, const char *suffix)
{
	const char *stem = src_stem(arena, options->sources[0]);
	const char *folder = options->output && options->command == CLI_BUILD ? options->output : ".";
	return path_join(arena, folder, arena_printf(arena, "%s%s", stem, suffix));
}

const char *app_target(const AppRun *run, const char *suffix)
{
	return target(run->options, run->arena, suffix);
}

static const char *handout_target(const CliOptions *options, Arena *arena, CliHandout handout)
{
	return target(options, arena, arena_printf(arena, "-%s.pdf", cli_handout_name(handout)));
}

/* Whether a path is a page's: the stem, a number, the picture's suffix. */
static bool is_picture(const CliOptions *options, Arena *arena, const char *path)
{
	const char *stem = target(options, arena, "-"), *number = path + strlen(stem);
	if (!str_starts(path, stem))
		return false;
	const char *suffix = number + strspn(number, "0123456789");
	bool book = src_is_project(options->sources[0]); /* which may ask for it itself */
	return suffix > number && (((book || options->to & CLI_TO_PNG) && str_eq(suffix, ".png")) ||
	                           ((book || options->to & CLI_TO_SVG) && str_eq(suffix, ".svg")));
}

const char *app_media_folder(const CliOptions *options, Arena *arena)
{
	const char *output = options->output;
	if (options->media || !output)
		return options->media;
	return path_join(arena, path_folder(arena, output), arena_printf(arena, "%s-media", path_stem(arena, output)));
}

const char *app_output_folder(const CliOptions *options, Arena *arena, size_t outputs)
{
	if (options->command == CLI_IMPORT)
		return outputs > (options->output != NULL) ? app_media_folder(options, arena) : NULL;
	return options->command == CLI_BUILD ? options->output : NULL;
}

/* Whether a path is that of an imported picture: in the folder for those itself. */
static bool is_medium(const CliOptions *options, Arena *arena, const char *path)
{
	const char *folder = app_media_folder(options, arena);
	const char *name = folder ? path + strlen(path_join(arena, folder, "")) : NULL;
	return folder && str_starts(path, path_join(arena, folder, "")) && *name && *name != '.' && !strchr(name, '/');
}

const char *app_expected_output(const CliOptions *options, Arena *arena, const char *path)
{
	const char *all[MOST_NAMED];
	size_t count = 0;
	all[count++] = options->command == CLI_BUILD ? target(options, arena, ".epub") : options->output;
	all[count++] = options->command == CLI_BUILD ? target(options, arena, ".pdf") : NULL;
	all[count++] = options->depfile;
	bool book = options->command == CLI_BUILD && src_is_project(options->sources[0]);
	for (int i = 0; i < CLI_HANDOUTS; i++)
		all[count++] =
		        book || options->handouts & 1u << i ? handout_target(options, arena, (CliHandout)i) : NULL;
	for (size_t i = 0; i < count && path; i++) {
		if (str_eq(all[i], path))
			return all[i];
	}
	if (path && options->command == CLI_IMPORT && is_medium(options, arena, path))
		return arena_strdup(arena, path);
	if (path && options->command == CLI_BUILD && is_picture(options, arena, path))
		return arena_strdup(arena, path);
	return NULL;
}

void app_add_output(AppRun *run, const char *path, Buf *data, const char *said)
{
	AppResult *result = run->result;
	result->outputs = base_grow(result->outputs, result->count, &result->cap, sizeof *result->outputs);
	result->outputs[result->count++] = (AppOutput){.path = path, .data = *data, .said = said, .told = true};
	*data = (Buf){0};
}

void app_add_editions(AppRun *run)
{
	if (run->options->to & CLI_TO_EPUB)
		app_add_output(run, app_target(run, ".epub"), &run->epub, NULL);
	if (run->options->to & CLI_TO_PDF)
		app_add_output(run, app_target(run, ".pdf"), &run->pdf, NULL);
}

void app_add_handout(AppRun *run, CliHandout handout)
{
	const char *path = run->options->command == CLI_IMPOSE ? run->options->output : NULL;
	if (!path)
		path = handout_target(run->options, run->arena, handout);
	app_add_output(run, path, &run->handouts[handout], run->made[handout]);
}

/* A file name as Make reads it. */
static void make_name(Buf *out, const char *name)
{
	for (; *name; name++) {
		if (strchr(" #\\", *name))
			buf_char(out, '\\');
		if (*name == '$')
			buf_char(out, '$');
		buf_char(out, *name);
	}
}

static void make_source(Buf *out, const char *name)
{
	buf_str(out, " \\\n ");
	make_name(out, name);
}

/* The rule for Make, of all outputs so far. */
void app_add_dependencies(AppRun *run)
{
	AppResult *result = run->result;
	Buf rule = {0};
	if (!run->options->depfile)
		return;
	for (size_t i = 0; i < result->count; i++) {
		buf_str(&rule, i ? " " : "");
		make_name(&rule, result->outputs[i].path);
	}
	buf_char(&rule, ':');
	for (size_t i = 0; i < run->doc->file_count; i++) {
		if (!str_eq(run->doc->files[i], "-"))
			make_source(&rule, run->doc->files[i]);
	}
	if (run->style_file)
		make_source(&rule, run->style_file);
	for (size_t i = 0; i < run->font_file_count; i++)
		make_source(&rule, run->font_files[i]);
	buf_char(&rule, '\n');
	app_add_output(run, run->options->depfile, &rule, NULL);
	result->outputs[result->count - 1].told = false;
}

/* The length of a path's first part that is longer than so many bytes. */
static size_t next_part(const char *path, size_t len)
{
	len += strspn(path + len, "/");
	return len + strcspn(path + len, "/");
}

/* A folder and those that it stands in are made; there: how many bytes of its path name what was there before. */
static bool make_folder(Arena *arena, const char *folder, size_t *there, Diag *diag)
{
	*there = folder ? strlen(folder) : 0;
	for (size_t len = 0, end = *there; len < end;) {
		size_t before = len;
		len = next_part(folder, len);
		const char *part = arena_strndup(arena, folder, len);
		bool made = !mkdir(part, 0777);
		*there = made && *there == end ? before : *there;
		if (made || errno == EEXIST || errno == EISDIR)
			continue;
		diag_report(diag, DIAG_ERROR, (Pos){.file = part}, "output-failed", "cannot make this folder: %s",
		            strerror(errno));
		return false;
	}
	return true;
}

/* Takes away what make_folder made, as nothing is in it. */
static void unmake_folder(Arena *arena, const char *folder, size_t there)
{
	for (size_t len = folder ? strlen(folder) : 0; len > there; len--) {
		if (len > 0 && folder[len - 1] != '/' && (!folder[len] || folder[len] == '/'))
			rmdir(arena_strndup(arena, folder, len));
	}
}

/* Of what was read, and of the outputs: the files that there are. */
static PathFile *find_files(const AppResult *result)
{
	PathFile *files = base_alloc((result->read_count + result->count + 1) * sizeof *files);
	for (size_t i = 0; i < result->read_count; i++)
		files[i] = path_file(result->read[i]);
	for (size_t i = 0; i < result->count; i++)
		files[result->read_count + i] = path_file(result->outputs[i].path);
	return files;
}

static bool is_taken(const PathFile *files, size_t file)
{
	for (size_t i = 0; i < file; i++)
		if (path_file_same(&files[i], &files[file]))
			return true;
	return false;
}

/* Nothing is written over a file that it is made from, and no two outputs are one. */
static bool spares(const AppResult *result, Diag *diag)
{
	PathFile *files = find_files(result);
	size_t i = 0;
	while (i < result->count && !is_taken(files, result->read_count + i))
		i++;
	if (i < result->count)
		diag_report(diag, DIAG_ERROR, (Pos){.file = result->outputs[i].path}, "output-is-source",
		            "this would be written over one of the sources or outputs; name another file or folder");
	free(files);
	return i == result->count;
}

/* What would be written over a file with other bytes is no output of an earlier run. */
static bool is_free(const AppOutput *output, Diag *diag)
{
	Buf old = {0};
	bool same = path_read_within("/", output->path, output->data.len, &old) == PATH_OK &&
	            old.len == output->data.len && (!old.len || !memcmp(old.data, output->data.data, old.len));
	bool free = same || !path_file(output->path).exists;
	if (!free)
		diag_report(diag, DIAG_ERROR, (Pos){.file = output->path}, "output-exists",
		            "there is a file of this name already, which is not this picture; move it, or name another "
		            "folder by --media");
	buf_free(&old);
	return free;
}

static bool are_free(const AppResult *result, Diag *diag)
{
	bool free = true;
	for (size_t i = 0; i < result->count; i++)
		free &= !result->outputs[i].fresh || is_free(&result->outputs[i], diag);
	return free;
}

ExitStatus app_write(AppResult *result, Diag *diag)
{
	if (!result->count)
		return EXIT_DONE;
	if (!spares(result, diag) || !are_free(result, diag))
		return EXIT_USAGE;
	OutFile *files = base_alloc(result->count * sizeof *files);
	for (size_t i = 0; i < result->count; i++) {
		const AppOutput *output = &result->outputs[i];
		files[i] = (OutFile){output->path, output->data.data, output->data.len};
	}
	size_t there;
	result->written =
	        make_folder(result->arena, result->folder, &there, diag) && out_commit(files, result->count, diag);
	if (!result->written)
		unmake_folder(result->arena, result->folder, there);
	free(files);
	return result->written ? EXIT_DONE : EXIT_SYSTEM;
}

void app_print(const AppResult *result, FILE *out)
{
	if (result->text.len)
		fwrite(result->text.data, 1, result->text.len, out);
	for (size_t i = 0; i < result->count && result->written; i++) {
		const AppOutput *output = &result->outputs[i];
		if (output->told)
			fprintf(out, "%s%s%s%s\n", output->path, output->said ? " (" : "",
			        output->said ? output->said : "", output->said ? ")" : "");
	}
}
