/*
 * base: what every room stands on. It calls nobody.
 *
 * Memory.  An Arena owns what lives as long as a document or a page; it is
 * freed whole.  A Buf is a growing run of bytes on the heap.  Neither returns
 * NULL: when memory ends the process leaves with exit status 3 (base_no_memory),
 * which is safe at any time since no output file exists before out_commit.
 *
 * Prefixes: arena_, buf_, str_, hash_, utf8_, url_, map_, diag_, tally_, file_, charset_, path_, out_, timer_, pool_,
 * late_, asset_, length_, number_, dimension_, paper_, sandbox_, worker_.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#if defined(__GNUC__)
#define BASE_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define BASE_PRINTF(f, a)
#endif

#define BASE_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* ---- memory -------------------------------------------------------------- */

/* Says so on standard error and leaves with status 3. */
_Noreturn void base_no_memory(void);
/* Leaves like that, too, if a call failed with an errno that says that the system has nothing left, be it memory or
 * open files: what is not found then may be there all the same. */
void base_heed(int error);
/* After a library has failed without a reason: leaves as base_no_memory does, if no memory is left to speak of. */
void base_heed_room(void);

/* So many bytes will be taken in small pieces, and given back by base_give_back: a hint, which saves the system
 * thousands of small pages.  It costs nothing that is not touched. */
void base_expect(size_t size);
/* Gives the system what has been freed, where much was held that is not needed any more; large blocks go back as they
 * are freed from then on. */
void base_give_back(void);

/* malloc, calloc and realloc that do not fail; freed with free(). */
void *base_alloc(size_t size);
void *base_calloc(size_t count, size_t size);
void *base_realloc(void *old, size_t size);
/* Doubles *cap until count + 1 items of size fit; returns the new block. */
void *base_grow(void *items, size_t count, size_t *cap, size_t size);

typedef struct Arena Arena;
/* Memory that is freed as a whole; what it gives is never NULL. */
Arena *arena_new(void);
void arena_free(Arena *arena);  /* NULL is fine */
void arena_reset(Arena *arena); /* forget all, keep the first block */
/* How full it is; released to that, it forgets what it gave since. */
typedef struct {
	void *block, *taken;
	size_t used;
} ArenaMark;
ArenaMark arena_mark(const Arena *arena);
void arena_release(Arena *arena, ArenaMark mark);
void arena_take(Arena *arena, void *block);   /* of malloc: it is the arena's now */
void *arena_alloc(Arena *arena, size_t size); /* zeroed, aligned for any type of at most eight bytes */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t len);
char *arena_printf(Arena *arena, const char *format, ...) BASE_PRINTF(2, 3);

/* A growing run of bytes; zero-initialise it.  data is NULL while empty, else
 * always followed by a NUL that len does not count. */
typedef struct {
	char *data;
	size_t len, cap;
} Buf;

/* The bytes go, and it is empty; to be begun anew or forgotten. */
void buf_free(Buf *buf);
void buf_clear(Buf *buf); /* keeps the memory */
void buf_reserve(Buf *buf, size_t more);
void buf_add(Buf *buf, const void *data, size_t len);
/* Here, as it is called for each letter of a book. */
static inline void buf_char(Buf *buf, char c)
{
	if (buf->len + 1 >= buf->cap)
		buf_reserve(buf, 1);
	buf->data[buf->len++] = c;
	buf->data[buf->len] = 0;
}
void buf_str(Buf *buf, const char *text);
void buf_utf8(Buf *buf, uint32_t codepoint);
void buf_printf(Buf *buf, const char *format, ...) BASE_PRINTF(2, 3);
void buf_int(Buf *buf, long long value);
/* value / 10^decimals in decimal, without trailing zeros, in no locale:
 * buf_fixed(b, 12500, 3) adds "12.5". */
void buf_fixed(Buf *buf, long long value, int decimals);
/* Text in quotation marks, on one line: signs that cannot be seen have names. */
void buf_quoted(Buf *buf, const char *text, size_t len);
/* Whether XML and HTML let no text hold a character: controls, noncharacters. */
bool utf8_is_barred(uint32_t c);
/* Text of XML, with quotes an attribute's; characters that it forbids are left out. */
void buf_xml(Buf *out, const char *text, size_t len, bool quotes);

/* ---- text ---------------------------------------------------------------- */

/* The code point at text[0..len), its length in *used (0 only for len 0).  A
 * malformed byte is U+FFFD of length 1. */
uint32_t utf8_decode(const char *text, size_t len, size_t *used);
size_t utf8_encode(uint32_t codepoint, char out[4]);
/* Whether a byte goes on with a character that an earlier one began. */
bool utf8_goes_on(char byte);
/* Where the character begins that the byte at an offset belongs to; the one that ends before it (at > 0). */
size_t utf8_start(const char *text, size_t at);
size_t utf8_back(const char *text, size_t at);
/* Offset of the first malformed byte, or len. */
size_t utf8_check(const char *text, size_t len);

bool str_eq(const char *a, const char *b); /* NULL equals NULL alone */
bool str_is_white(char c);                 /* a blank, a tab, a line's end */
bool str_starts(const char *text, const char *prefix);
size_t str_controls(const char *text, size_t len); /* where the first control code stands, or len */
bool str_ends(const char *text, const char *suffix);
/* The name nearest to word by edit distance, or NULL when none is near. */
const char *str_nearest(const char *word, const char *const *names, size_t count);
uint64_t str_hash(const void *data, size_t len); /* FNV-1a, for tables only */
/* One step of it: what is hashed so far and what comes next. */
uint64_t hash_step(uint64_t hash, uint32_t item);

/* What a file holds, by its bytes. */
typedef enum {
	FILE_TEXT,
	FILE_HTML,     /* a whole page */
	FILE_FRAGMENT, /* text that begins with a tag: HTML, or Markdown that begins with some */
	FILE_RTF,
	FILE_DOCX,
	FILE_ODT,
	FILE_EPUB,
	FILE_FOREIGN /* something that no room here reads as text */
} FileKind;
/* what: "a PDF", a static text; for texts nothing that counts. */
FileKind file_kind(const void *data, size_t len, const char **what);
/* What a text is that is in another language of marks than Markdown, by its name (NULL: it has none) and what it holds;
 * NULL if nothing says so. */
const char *file_markup(const char *name, const void *data, size_t len);

/* The encoding that text is in, if it is UTF-16 or UTF-32 by its mark or by the zeros of Latin letters; else NULL. */
const char *charset_guess(const char *text, size_t len);
/* Adds text of that encoding (a name that iconv knows) as UTF-8, without a mark.  false: there is none of that name,
 * or text at the offset *bad is not in it. */
bool charset_convert(const char *name, const char *text, size_t len, Buf *out, size_t *bad);

/* Whether a reader anywhere can follow an address: it is absolute, of a scheme that leads to something, and its host
 * is one (the WHATWG's URL standard). */
bool url_is_reachable(const char *url);

/* A map from strings to pointers, in an arena; insertion order is kept. */
typedef struct Map Map;
Map *map_new(Arena *arena);
void map_set(Map *map, const char *key, const void *value); /* copies the key */
void *map_get(const Map *map, const char *key);             /* NULL if absent */
bool map_has(const Map *map, const char *key);
size_t map_count(const Map *map);
const char *map_key(const Map *map, size_t index);
void *map_value(const Map *map, size_t index);

/* ---- lengths ------------------------------------------------------------- */

/* Every length of type and paper, in 1/1024 pt: whole numbers, so that lines and pages
 * come out the same on every machine. */
typedef int32_t Length;
#define LENGTH_PT 1024
Length length_of(double points); /* the nearest; what is too large is the largest that can be */
double length_points(Length length);

/* A number as people and files write it ("-12.5", ".5", "1e3"), in no locale.  Returns
 * how many of the bytes it takes, 0 if there is none. */
size_t number_read(const char *text, size_t len, double *out);

/* What CSS calls a dimension: a number and its unit, or a percentage. */
typedef enum { UNIT_PX, UNIT_PT, UNIT_PC, UNIT_MM, UNIT_CM, UNIT_IN, UNIT_EM, UNIT_REM, UNIT_PERCENT } Unit;
typedef struct {
	double value;
	Unit unit;
} Dimension;

/* Reads "12.5mm", "3 pt", "50%": the whole text but for white space around it.  bare is
 * the unit of a number that has none.  false if it is nothing of the kind. */
bool dimension_read(const char *text, Unit bare, Dimension *out);
const char *unit_name(Unit unit);                       /* as CSS writes it */
bool dimension_is_absolute(const Dimension *dimension); /* false: em, rem and % are of something else */
double dimension_points(const Dimension *dimension);    /* if it is absolute; CSS's px, of 96 an inch */

/* A sheet or a page; width 0: none was named. */
typedef struct {
	Length width, height;
} Paper;

/* "a4", "letter" and all other names of libpaper, "148x210mm", "6x9in"; false if it is none
 * of them, or so small or large that no page can be that.  The one place where paper is read:
 * at the doors, which are the command line, the front matter and the system. */
bool paper_read(const char *text, Paper *out);
Paper paper_of_system(void); /* that it is set up to print on; none if nobody says */
/* What pages of this size are printed on, if nobody says: A4, or Letter for pages that are
 * whole eighths of an inch. */
Paper paper_for(Length page_width, Length page_height);
Paper paper_a4(void);

/* ---- diagnostics --------------------------------------------------------- */

/* A place in a source: 1-based line and column (in code points).  line 0 is the
 * file as a whole, file NULL the program.  file is lent for the run. */
typedef struct {
	const char *file;
	uint32_t line, col;
} Pos;

typedef enum { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } DiagLevel;
typedef enum { DIAG_TEXT, DIAG_JSON } DiagFormat;

/* Exit statuses of the program. */
typedef enum { EXIT_DONE = 0, EXIT_SOURCE = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 } ExitStatus;

/* Collects messages: all of a run, told once each, sorted by place.  code is a
 * stable slug ("image-no-alt"), lent; the message says what is wrong and, after
 * a semicolon, what to do. */
typedef struct Diag Diag;
Diag *diag_new(bool strict); /* strict: warnings count as errors */
void diag_free(Diag *diag);
void diag_report(Diag *diag, DiagLevel level, Pos pos, const char *code, const char *format, ...) BASE_PRINTF(5, 6);
/* The same of so many more places. */
void diag_report_many(Diag *diag, DiagLevel level, Pos pos, const char *code, size_t more, const char *text);
/* Reports another's messages, errors as warnings: of what a document can do without. */
void diag_soften(Diag *diag, const Diag *own);
/* All messages as bytes, to be reported again in another process; of bytes that are none,
 * nothing is.  Texts go into the arena, which must outlive diag. */
void diag_pack(const Diag *diag, Buf *out);
void diag_unpack(Diag *diag, Arena *arena, const char *data, size_t len);
size_t diag_errors(const Diag *diag); /* under strict, warnings too */
/* Prints what was collected since the last call, in the order of files (as they
 * first appeared), lines, columns; as DIAG_TEXT, for people, many equal warnings once with
 * their number, and of a kind no more than anyone reads.  colour: ANSI colours for it. */
void diag_print(Diag *diag, FILE *stream, DiagFormat format, bool colour);

/* Messages that a source gives cause for again and again, told once each with their
 * first place and their number. */
typedef struct {
	Arena *arena;
	Map *told; /* by text; made on first use */
} Tally;

void tally_add(Tally *tally, Pos pos, const char *code, const char *text); /* a warning */
void tally_tell(const Tally *tally, Diag *diag);

/* ---- files --------------------------------------------------------------- */

typedef enum {
	PATH_OK,
	PATH_MISSING,  /* no such file */
	PATH_OUTSIDE,  /* leads out of the folder: "..", absolute, a link */
	PATH_NOT_FILE, /* a folder, device or pipe */
	PATH_TOO_LARGE,
	PATH_UNREADABLE /* errno says why */
} PathStatus;

/* Why a file is not to be had, and what to do; limit as that for which it is too large.  "": PATH_OK. */
const char *path_reason(Arena *arena, PathStatus status, size_t limit);

/* Reads name, a path relative to folder as the author wrote it, from under root alone, in
 * which the folder lies; no symbolic link may lead out.  limit is in bytes. */
PathStatus path_read_under(const char *root, const char *folder, const char *name, size_t limit, Buf *out);
/* The same of a path from where the program runs. */
PathStatus path_read_within(const char *root, const char *path, size_t limit, Buf *out);
/* The names of what lies in the folder of that name, in strcmp's order, in the arena: at most
 * so many; none if it leads out of root. */
size_t path_names_under(Arena *arena, const char *root, const char *folder, const char *name, const char **names,
                        size_t most);
/* Reads any file that the user named on the command line; "-" is standard input. */
PathStatus path_read(const char *path, size_t limit, Buf *out);
char *path_folder(Arena *arena, const char *path); /* "." if none */
char *path_stem(Arena *arena, const char *path);   /* "a/b.md" -> "b" */
char *path_join(Arena *arena, const char *folder, const char *name);
/* Without "." and, as far as folders are named before them, ".."; "." if nothing is left. */
char *path_normal(Arena *arena, const char *path);
/* As the system has it, absolute, links followed; NULL if there is no such file. */
char *path_real(Arena *arena, const char *path);
/* The innermost folder that holds all the files, absolute; NULL if none of theirs is there. */
char *path_common(Arena *arena, const char *const *paths, size_t count);
/* Which file a name leads to, whatever names it has. */
typedef struct {
	bool exists;
	uint64_t device, inode;
} PathFile;
PathFile path_file(const char *path);
bool path_file_same(const PathFile *a, const PathFile *b); /* false if one is missing */
bool path_same(const char *a, const char *b);              /* one file under two names; false if one is missing */

/* One finished output, in memory. */
typedef struct {
	const char *path;
	const void *data;
	size_t len;
} OutFile;

/* Writes all the files or none: beside their targets, synced, renamed; on any
 * failure the old files stay, no temporary is left, and diag says why. */
bool out_commit(const OutFile *files, size_t count, Diag *diag);

/* Gives standard files that are closed a place that cannot be written to, so that no
 * output is opened as one of them.  To be called first. */
void out_standard_files(void);

/* ---- work apart ---------------------------------------------------------- */

enum { SANDBOX_FILES = 1, SANDBOX_CALLS = 2 };
/* What of a sandbox this system has, as bits: Landlock over files, seccomp over system calls. */
unsigned sandbox_kinds(void);
/* Gives up, for good and for all that the process starts: to read other files than these and what is below these
 * folders, to write to any by its name, sockets, other programs, other processes.  Returns what it could give up. */
unsigned sandbox_enter(const char *const *readable, size_t count);

/* What a piece of work may take; of what is 0 or NULL there is no end. */
typedef struct {
	size_t memory;               /* address space, in bytes */
	unsigned seconds;            /* of a processor's time */
	unsigned wall_seconds;       /* of everyone's */
	const char *const *readable; /* as sandbox_enter takes them; NULL: in no sandbox */
	size_t readable_count;
	bool sandbox_needed; /* not without the whole of it */
} WorkerLimits;
/* A worker's answer, on its way. */
typedef struct {
	Buf held; /* small pieces, which go together */
	int to;
} WorkerAnswer;
/* Adds a piece; a large one goes to the parent as it is. */
void worker_give(WorkerAnswer *answer, const void *data, size_t len);
typedef void WorkerTask(void *closure, WorkerAnswer *answer);

typedef enum {
	WORKER_DONE,
	WORKER_NO_MEMORY,  /* it said so on standard error, unless the system killed it */
	WORKER_TOO_LONG,   /* beyond its processor time */
	WORKER_TOO_LATE,   /* beyond its time on the clock */
	WORKER_TOO_DEEP,   /* for its stack */
	WORKER_NO_STACK,   /* the system allows none to work with */
	WORKER_FELL,       /* over something: a bug of ours or of a library's */
	WORKER_NO_SANDBOX, /* that was needed */
	WORKER_NONE        /* no process could be made */
} WorkerEnd;

/* Does a task in a process of its own, which sees all that there is and changes nothing of it:
 * what it gives is added to out.  Unless it is done, out is worth nothing.  Not beside other threads. */
WorkerEnd worker_run(WorkerTask *task, void *closure, const WorkerLimits *limits, Buf *out);
/* Zeroed memory that a worker writes to and its parent reads; for as long as the process lives. */
void *worker_shared(size_t size);

/* ---- time ---------------------------------------------------------------- */

/* Who measures is told when a stage of the work ends; zero: nobody does. */
typedef struct {
	void (*ended)(void *closure, const char *stage);
	void *closure;
} Timer;
void timer_ended(const Timer *timer, const char *stage);

/* ---- threads ------------------------------------------------------------- */

/* Work that others do meanwhile: it reads what nobody changes, and writes what nobody else sees until it has been
 * waited for.  What comes of it does not depend on how many threads there are. */
typedef struct Pool Pool;
typedef struct PoolTask PoolTask;
typedef void PoolWork(void *closure);
unsigned pool_cores(void);     /* of this machine */
Pool *pool_new(unsigned jobs); /* done at once, by who asks and threads beside it; they begin with the first task */
void pool_free(Pool *pool);    /* NULL is fine; every task has been waited for */
PoolTask *pool_add(Pool *pool, PoolWork *work, void *closure); /* from a task, too */
/* Does it itself if nobody has begun, and others while somebody does it; frees it; NULL is fine. */
void pool_wait(Pool *pool, PoolTask *task);
/* Takes a task back that nobody has begun, or waits for it; frees it.  Whether it was done. */
bool pool_take_back(Pool *pool, PoolTask *task);
unsigned pool_threads(const Pool *pool); /* at most, beside who asks */

/* A library that few runs need, so that the others do not wait for its own fifty: opened when one does, for as long as
 * the process lives.  functions is a structure of as many pointers to functions as there are names.  false: it is not
 * installed, or lacks one. */
bool late_load(const char *file, const char *const *names, size_t count, void *functions);

/* What the program carries from assets/, by its path below it. */
typedef struct {
	const char *name;
	const char *data; /* NUL-terminated */
	size_t len;
} Asset;
const Asset *asset_get(const char *name); /* NULL if there is none */
const Asset *asset_at(size_t index);      /* by path in strcmp's order; NULL after the last */

#endif
