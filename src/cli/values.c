/* What options are given, and what goes with what. */
#include "cli/table.h"

#include <stdio.h>
#include <string.h>

static const char *const handout_names[] = {
        [CLI_BOOKLET] = "booklet",     [CLI_TWO_UP] = "2up",  [CLI_FOUR_UP] = "4up",
        [CLI_TRIFOLD] = "trifold",     [CLI_NOTES] = "notes", [CLI_LARGE_PRINT] = "large-print",
        [CLI_ONE_SHEET] = "one-sheet",
};

static const char *const formats[] = {"epub", "pdf", "png", "svg"}; /* as bits: CLI_TO_EPUB… */
static const char *const traces[] = {"lines", "pages"};             /* CLI_TRACE_LINES, CLI_TRACE_PAGES */
static const char *const messages[] = {[DIAG_TEXT] = "text", [DIAG_JSON] = "json"};
static const char *const edges[] = {"short", "long"};
static const char *const nups[] = {"2", "4"};
static const char *const papers[] = {"a3", "a4", "a5", "a6", "b5", "letter", "legal", "6x9in"}; /* most in use */

static const struct {
	CliOptionId id;
	bool list;
	const char *const *names;
	size_t count;
} choices[] = {
        {CLI_OPT_TO, true, formats, BASE_LEN(formats)},
        {CLI_OPT_TRACE, true, traces, BASE_LEN(traces)},
        {CLI_OPT_HANDOUT, true, handout_names, BASE_LEN(handout_names)},
        {CLI_OPT_DIAGNOSTICS, false, messages, BASE_LEN(messages)},
        {CLI_OPT_FLIP, false, edges, BASE_LEN(edges)},
        {CLI_OPT_NUP, false, nups, BASE_LEN(nups)},
        {CLI_OPT_PAPER, false, papers, BASE_LEN(papers)},
};

const char *const cli_shells[CLI_SHELLS] = {[CLI_BASH] = "bash", [CLI_ZSH] = "zsh", [CLI_FISH] = "fish"};

static CliName name_of(const char *text)
{
	return (CliName){text, text ? (int)strlen(text) : 0};
}

/* Of those that the program carries. */
static CliName style_at(size_t index)
{
	const Asset *asset;
	for (size_t i = 0; (asset = asset_at(i)) != NULL; i++) {
		const char *name = str_starts(asset->name, "styles/") ? asset->name + strlen("styles/") : NULL;
		if (name && !index--)
			return (CliName){name, (int)strcspn(name, ".")};
	}
	return (CliName){0};
}

CliName cli_choice(CliOptionId id, size_t index)
{
	for (size_t i = 0; i < BASE_LEN(choices); i++)
		if (choices[i].id == id && index < choices[i].count)
			return name_of(choices[i].names[index]);
	return id == CLI_OPT_STYLE ? style_at(index) : (CliName){0};
}

bool cli_is_open(CliOptionId id)
{
	return id == CLI_OPT_PAPER || id == CLI_OPT_STYLE || !cli_choice(id, 0).text;
}

/* Numbers from 1 on, and what they count. */
static const struct {
	CliOptionId id;
	size_t most;
	const char *of;
} numbers[] = {
        {CLI_OPT_JOBS, 64, ""},
        {CLI_OPT_DPI, 2400, ""},
        {CLI_OPT_SIGNATURE, 1000, " of sheets"},
        {CLI_OPT_FIT_SHEETS, 1000, " of sheets"},
};

static const Dimension thickest = {2, UNIT_MM};

bool cli_range(CliOptionId id, char *text, size_t size)
{
	for (size_t i = 0; i < BASE_LEN(numbers); i++) {
		if (numbers[i].id != id)
			continue;
		snprintf(text, size, "a number%s from 1 to %zu", numbers[i].of, numbers[i].most);
		return true;
	}
	if (id == CLI_OPT_THICKNESS)
		snprintf(text, size, "a length from 0 to %g mm, such as 0.1", thickest.value);
	return id == CLI_OPT_THICKNESS;
}

bool cli_is_list(CliOptionId id)
{
	for (size_t i = 0; i < BASE_LEN(choices); i++)
		if (choices[i].id == id)
			return choices[i].list;
	return false;
}

static CliName topic_at(size_t index)
{
	const CliTopic *topic = cli_topic_at(index);
	return name_of(topic ? topic->name : NULL);
}

CliName cli_subject(const CliCommandInfo *command, size_t index)
{
	switch (command->id) {
	case CLI_HELP_ON:
		return index < cli_command_count ? name_of(cli_commands[index].name)
		                                 : topic_at(index - cli_command_count);
	case CLI_MAN:
		return topic_at(index);
	case CLI_STYLE:
		return style_at(index);
	case CLI_COMPLETION:
		return index < CLI_SHELLS ? name_of(cli_shells[index]) : (CliName){0};
	default:
		return (CliName){0};
	}
}

const char *cli_handout_name(CliHandout handout)
{
	return handout_names[handout];
}

/* Bits of the names in a list with commas; false if one is not among them. */
static bool read_names(const char *list, const char *const *names, size_t count, unsigned *out)
{
	*out = 0;
	while (*list) {
		size_t len = strcspn(list, ","), i = 0;
		while (i < count && (strlen(names[i]) != len || memcmp(names[i], list, len)))
			i++;
		if (i == count)
			return false;
		*out |= 1u << i;
		list += len;
		list += *list == ',';
	}
	return *out != 0;
}

static bool read_number(const char *text, size_t most, size_t *out)
{
	size_t number = 0;
	for (; *text >= '0' && *text <= '9' && number <= most; text++)
		number = number * 10 + (size_t)(*text - '0');
	*out = number;
	return !*text && number >= 1 && number <= most;
}

static bool set_number(CliOptionId id, const char *text, size_t *out)
{
	for (size_t i = 0; i < BASE_LEN(numbers); i++)
		if (numbers[i].id == id)
			return read_number(text, numbers[i].most, out);
	return false;
}

/* Of paper, in points: millimetres unless another unit is named. */
static bool read_thickness(const char *text, double *out)
{
	Dimension thickness;
	if (!dimension_read(text, UNIT_MM, &thickness) || !dimension_is_absolute(&thickness))
		return false;
	*out = dimension_points(&thickness);
	return *out >= 0 && *out <= dimension_points(&thickest);
}

/* Which of the names a value is. */
static bool read_name(const char *value, const char *const *names, size_t count, size_t *out)
{
	for (*out = 0; *out < count; ++*out)
		if (str_eq(names[*out], value))
			return true;
	return false;
}

static bool set_diagnostics(CliOptions *options, const char *value)
{
	size_t form;
	bool known = read_name(value, messages, BASE_LEN(messages), &form);
	options->diagnostics = known ? (DiagFormat)form : DIAG_TEXT;
	return known;
}

/* One layout alone is wanted of impose. */
static bool set_layout(CliOptions *options, CliHandout layout)
{
	bool first = !options->handouts || options->handouts == 1u << layout;
	options->handouts |= 1u << layout;
	return first;
}

static bool set_nup(CliOptions *options, const char *value)
{
	static const CliHandout layouts[] = {CLI_TWO_UP, CLI_FOUR_UP};
	size_t which;
	return read_name(value, nups, BASE_LEN(nups), &which) && set_layout(options, layouts[which]);
}

static bool set_flip(CliOptions *options, const char *value)
{
	size_t edge;
	bool known = read_name(value, edges, BASE_LEN(edges), &edge);
	options->flip_long = known && edge == 1;
	return known;
}

/* "memory=MB,cpu=SECONDS,time=SECONDS", any of them. */
static bool set_limits(CliLimits *limits, const char *list)
{
	enum { MOST = 1000000, DIGITS = 8 };
	size_t memory = 0;
	const struct {
		const char *name;
		size_t *value;
	} parts[] = {{"memory=", &memory}, {"cpu=", &limits->seconds}, {"time=", &limits->wall_seconds}};
	while (*list) {
		size_t i = 0;
		char number[DIGITS];
		while (i < BASE_LEN(parts) && !str_starts(list, parts[i].name))
			i++;
		if (i == BASE_LEN(parts))
			return false;
		list += strlen(parts[i].name);
		size_t len = strcspn(list, ",");
		if (len >= sizeof number)
			return false;
		memcpy(number, list, len);
		number[len] = '\0';
		if (!read_number(number, MOST, parts[i].value))
			return false;
		list += len;
		list += *list == ',';
	}
	limits->memory = memory << 20;
	return limits->memory || limits->seconds || limits->wall_seconds;
}

static bool set_sheets_option(CliOptions *options, CliOptionId id, const char *value)
{
	switch (id) {
	case CLI_OPT_HANDOUT:
		return read_names(value, handout_names, BASE_LEN(handout_names), &options->handouts);
	case CLI_OPT_BOOKLET:
		return set_layout(options, CLI_BOOKLET);
	case CLI_OPT_NUP:
		return set_nup(options, value);
	case CLI_OPT_TRIFOLD:
		return set_layout(options, CLI_TRIFOLD);
	case CLI_OPT_NOTES:
		return set_layout(options, CLI_NOTES);
	case CLI_OPT_FLIP:
		return set_flip(options, value);
	case CLI_OPT_SIGNATURE:
		return set_number(id, value, &options->signature);
	case CLI_OPT_THICKNESS:
		return read_thickness(value, &options->thickness);
	case CLI_OPT_FIT_SHEETS:
		return set_number(id, value, &options->fit_sheets);
	default:
		return false;
	}
}

/* The member of an option that is there or not; NULL: it has a value. */
static bool *flag_of(CliOptions *options, CliOptionId id)
{
	switch (id) {
	case CLI_OPT_DRAFT:
		return &options->draft;
	case CLI_OPT_NOW:
		return &options->now;
	case CLI_OPT_GREY:
		return &options->grey;
	case CLI_OPT_PAGES:
		return &options->pages;
	case CLI_OPT_STRICT:
		return &options->strict;
	case CLI_OPT_LIST:
		return &options->list;
	case CLI_OPT_TIMINGS:
		return &options->timings;
	case CLI_OPT_REQUIRE_SANDBOX:
		return &options->require_sandbox;
	case CLI_OPT_VERBOSE:
		return &options->verbose;
	case CLI_OPT_MARKS:
		return &options->marks;
	case CLI_OPT_RTL:
		return &options->rtl;
	default:
		return NULL;
	}
}

/* The member that takes a value as it is, unless it is empty; NULL: the value is read. */
static const char **text_of(CliOptions *options, CliOptionId id)
{
	switch (id) {
	case CLI_OPT_OUTPUT:
		return &options->output;
	case CLI_OPT_STYLE:
		return &options->style;
	case CLI_OPT_CSS:
		return &options->css[options->css_count];
	case CLI_OPT_WATERMARK:
		return &options->watermark;
	case CLI_OPT_DEPFILE:
		return &options->depfile;
	case CLI_OPT_ROOT:
		return &options->root;
	case CLI_OPT_MEDIA:
		return &options->media;
	default:
		return NULL;
	}
}

/* Outputs are files in a folder: what is called like one of them is a slip. */
static bool is_like_file(const CliOptions *options, const char *value)
{
	return options->command == CLI_BUILD && (str_ends(value, ".epub") || str_ends(value, ".pdf"));
}

bool cli_set_option(CliOptions *options, CliOptionId id, const char *value)
{
	bool *flag = flag_of(options, id);
	const char **text = text_of(options, id);
	if (flag)
		return *flag = true;
	if (id == CLI_OPT_OUTPUT && is_like_file(options, value))
		return false;
	if (text) {
		options->css_count += id == CLI_OPT_CSS;
		*text = value;
		return *value;
	}
	switch (id) {
	case CLI_OPT_TO:
		return read_names(value, formats, BASE_LEN(formats), &options->to);
	case CLI_OPT_PAPER:
		return paper_read(value, &options->paper);
	case CLI_OPT_DPI:
		return set_number(id, value, &options->dpi);
	case CLI_OPT_JOBS:
		return set_number(id, value, &options->jobs);
	case CLI_OPT_DIAGNOSTICS:
		return set_diagnostics(options, value);
	case CLI_OPT_TRACE:
		return read_names(value, traces, BASE_LEN(traces), &options->trace);
	case CLI_OPT_LIMITS:
		return set_limits(&options->limits, value);
	case CLI_OPT_HELP:
		options->command = CLI_HELP;
		return true;
	case CLI_OPT_VERSION:
		options->command = CLI_VERSION;
		return true;
	default:
		return set_sheets_option(options, id, value);
	}
}

bool cli_set_named(CliOptions *options, const char *name, const char *value)
{
	for (size_t i = 0; i < cli_option_count; i++) {
		const CliOptionInfo *option = &cli_options[i];
		if (!str_eq(option->name, name) || !(option->commands & CLI_BIT(CLI_BUILD)))
			continue;
		if (options->given & 1ul << option->id)
			return true;
		return (option->value != NULL) == (value != NULL) && cli_set_option(options, option->id, value);
	}
	return false;
}

const char *cli_find_conflict(const CliOptions *options, unsigned long given)
{
	unsigned long of_booklets =
	        1ul << CLI_OPT_FLIP | 1ul << CLI_OPT_SIGNATURE | 1ul << CLI_OPT_THICKNESS | 1ul << CLI_OPT_MARKS;
	if (options->command == CLI_IMPOSE && !options->handouts)
		return "no layout: give --booklet, --nup 2, --nup 4, --trifold or --notes";
	if ((given & of_booklets) && !(options->handouts & 1u << CLI_BOOKLET))
		return "--flip, --signature, --thickness and --marks are for booklets alone";
	if ((given & 1ul << CLI_OPT_FIT_SHEETS) && !(options->handouts & 1u << CLI_ONE_SHEET))
		return "--fit-sheets is for --handout one-sheet alone";
	if ((given & 1ul << CLI_OPT_RTL) && !options->handouts)
		return "--rtl is for handouts alone";
	if ((given & 1ul << CLI_OPT_DPI) && !(options->to & CLI_TO_PNG))
		return "--dpi is for --to png alone";
	if (options->grey && (options->to & CLI_TO_SVG))
		return "--grey is for pdf and png: pages as svg keep their colours";
	if (options->command == CLI_DUMP && !options->pages && (given & (1ul << CLI_OPT_PAPER | 1ul << CLI_OPT_STYLE)))
		return "the tree has no paper and no style: they are for dump --pages";
	return NULL;
}
