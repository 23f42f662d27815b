/*
 * Lines of a drawing: how long they are, and how often they cross themselves.  Who fills or strokes a line finds all
 * its crossings, of which there may be as many as pairs of its pieces: a megabyte's scribble takes hours.
 *
 * Curves count as the lines between the points that shape them.  Of many pieces not all pairs are tried but some, the
 * same ones each time, and what they say is taken for all.
 */
#include "image/inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct {
	double x, y;
} Point;

typedef struct {
	Point from, to;
} Piece;

enum { MOST_PIECES = 1 << 20 };

typedef struct {
	Piece *pieces; /* all, or as many as there may be, each as likely as the others */
	size_t kept, cap, count;
	Point at, start; /* the last point, and that which the line goes back to */
	double length;
	uint64_t chance;
} Line;

/* A number below most, from a row that is always the same (Knuth, TAOCP 2, 3.3.4). */
static size_t draw(Line *line, size_t most)
{
	line->chance = line->chance * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(line->chance >> 33) % most;
}

static void go_to(Line *line, Point to)
{
	Piece piece = {line->at, to};
	line->length += hypot(to.x - line->at.x, to.y - line->at.y);
	line->at = to;
	line->count++;
	if (line->kept < MOST_PIECES) {
		line->pieces = base_grow(line->pieces, line->kept, &line->cap, sizeof piece);
		line->pieces[line->kept++] = piece;
		return;
	}
	size_t place = draw(line, line->count);
	if (place < line->kept)
		line->pieces[place] = piece;
}

/* ---- reading ------------------------------------------------------------- */

/* How many numbers a letter of a path takes; 0: it is none. */
static size_t numbers_of(char letter)
{
	static const struct {
		const char *letters;
		size_t count;
	} kinds[] = {{"MmLlTt", 2}, {"HhVv", 1}, {"SsQq", 4}, {"Cc", 6}, {"Aa", 7}};
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		if (letter && strchr(kinds[i].letters, letter))
			return kinds[i].count;
	}
	return 0;
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " ,\t\r\n");
}

/* Reads a letter's numbers; NULL if they are not all there.  An arc's flags are a digit each. */
static const char *read_numbers(const char *text, char letter, size_t count, double *numbers)
{
	enum { LONGEST = 60 };
	for (size_t i = 0; i < count; i++) {
		text = skip_blanks(text);
		bool flag = (letter == 'A' || letter == 'a') && (i == 3 || i == 4);
		size_t used = number_read(text, flag ? strnlen(text, 1) : strnlen(text, LONGEST), &numbers[i]);
		if (!used)
			return NULL;
		text += used;
	}
	return text;
}

/* An arc is taken for the two lines by its top, which is as far as its radii say. */
static void go_round(Line *line, const double *radii, Point to)
{
	Point from = line->at;
	double far = (fabs(radii[0]) + fabs(radii[1])) / 2, wide = hypot(to.x - from.x, to.y - from.y);
	if (wide > 0)
		go_to(line, (Point){(from.x + to.x) / 2 + (to.y - from.y) / wide * far,
		                    (from.y + to.y) / 2 - (to.x - from.x) / wide * far});
	go_to(line, to);
}

static void follow(Line *line, char letter, const double *numbers, size_t count)
{
	bool relative = letter >= 'a';
	Point from = relative ? line->at : (Point){0, 0};
	const double *end = numbers + count - 2;
	switch (relative ? letter - 'a' + 'A' : letter) {
	case 'H':
		go_to(line, (Point){from.x + numbers[0], line->at.y});
		return;
	case 'V':
		go_to(line, (Point){line->at.x, from.y + numbers[0]});
		return;
	case 'M':
		line->at = line->start = (Point){from.x + numbers[0], from.y + numbers[1]};
		return;
	case 'A':
		go_round(line, numbers, (Point){from.x + end[0], from.y + end[1]});
		return;
	default:
		for (size_t i = 0; i + 1 < count; i += 2)
			go_to(line, (Point){from.x + numbers[i], from.y + numbers[i + 1]});
	}
}

static void read_path(const char *text, Line *line)
{
	double numbers[7];
	char letter = 0;
	for (text = skip_blanks(text); *text; text = skip_blanks(text)) {
		if (*text == 'Z' || *text == 'z') {
			go_to(line, line->start);
			letter = 0;
			text++;
			continue;
		}
		if (numbers_of(*text))
			letter = *text++;
		size_t count = numbers_of(letter);
		text = count ? read_numbers(text, letter, count, numbers) : NULL;
		if (!text)
			return; /* what follows a fault is not drawn */
		follow(line, letter, numbers, count);
		if (letter == 'M' || letter == 'm') /* more points are a line's */
			letter = letter == 'M' ? 'L' : 'l';
	}
}

static void read_points(const char *text, Line *line)
{
	double numbers[2];
	bool first = true;
	while ((text = read_numbers(text, 'L', 2, numbers)) != NULL) {
		follow(line, first ? 'M' : 'L', numbers, 2);
		first = false;
	}
	go_to(line, line->start);
}

/* ---- crossings ----------------------------------------------------------- */

/* On which side of a piece a point lies: the sign says it. */
static double side(const Piece *piece, Point point)
{
	return (piece->to.x - piece->from.x) * (point.y - piece->from.y) -
	       (piece->to.y - piece->from.y) * (point.x - piece->from.x);
}

static bool cross(const Piece *a, const Piece *b)
{
	return side(a, b->from) * side(a, b->to) < 0 && side(b, a->from) * side(b, a->to) < 0;
}

static double count_crossings(Line *line)
{
	enum { TRIES_EACH = 4, MOST_TRIES = 400000 };
	double pairs = (double)line->count * ((double)line->count - 1) / 2;
	size_t tries = line->kept * TRIES_EACH < MOST_TRIES ? line->kept * TRIES_EACH : MOST_TRIES, found = 0;
	for (size_t i = 0; i < tries; i++)
		found += cross(&line->pieces[draw(line, line->kept)], &line->pieces[draw(line, line->kept)]);
	return tries ? pairs * (double)found / (double)tries : 0;
}

void img_svg_measure(const char *text, bool points, ImgLines *out)
{
	Line line = {0};
	if (points)
		read_points(text, &line);
	else
		read_path(text, &line);
	*out = (ImgLines){.length = line.length, .crossings = count_crossings(&line)};
	free(line.pieces);
}

/* ---- what is said of lines and all else ---------------------------------- */

double img_svg_dashes(const char *text, size_t len)
{
	const double invisible = 1e-4; /* shorter ones are drawn as a whole line */
	double count = 0, sum = 0, number;
	for (size_t at = 0; at < len && text[at] != ';' && text[at] != '}';) {
		size_t used = number_read(text + at, len - at < 40 ? len - at : 40, &number);
		count += used != 0;
		sum += used ? number : 0;
		at += used ? used : 1;
	}
	return sum > count * invisible ? count / sum : 0;
}

double img_svg_declared_dashes(const char *css, size_t len, double otherwise)
{
	static const char name[] = "stroke-dasharray";
	enum { NAME = sizeof name - 1 };
	for (size_t at = 0; at + NAME < len; at++) {
		if (!strncasecmp(css + at, name, NAME))
			return img_svg_dashes(css + at + NAME, len - at - NAME);
	}
	return otherwise;
}

double img_svg_scale(const char *transform)
{
	double whole = 1, number;
	for (const char *at = transform; (at = strchr(at, '(')) != NULL;) {
		size_t before = (size_t)(at - transform), left = before >= 5 && !memcmp(at - 5, "scale", 5)    ? 2
		                                                 : before >= 6 && !memcmp(at - 6, "matrix", 6) ? 4
		                                                                                               : 0;
		double most = left ? 0 : 1;
		for (at++; left && *at && *at != ')';) {
			size_t used = number_read(at, strnlen(at, 40), &number);
			most = used && fabs(number) > most ? fabs(number) : most;
			left -= used != 0;
			at += used ? used : 1;
		}
		whole *= most > 1 ? most : 1;
	}
	return whole;
}

bool img_svg_is_long_list(const char *text, size_t len)
{
	enum { MOST = 100 };
	const char *end = text + len;
	size_t commas = 0;
	for (const char *at = text; (at = memchr(at, ',', (size_t)(end - at))) != NULL && commas < MOST; at++)
		commas++;
	return commas >= MOST;
}
