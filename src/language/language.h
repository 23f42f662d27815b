/*
 * language: what a language is, one file each in assets/languages/, and one lookup.
 * Prefix: lang_.  Nobody else knows a language's name.
 *
 * Tags are BCP 47's.  src/gen/languages.c makes a table of the files while the program is built; a language has
 * from the one above it (de-CH from de, and all from und) what its own file does not say.  Dates, and marks where a
 * file gives none, are the Common Locale Data Repository's, as src/gen/locales.c finds them.
 */
#ifndef LANGUAGE_LANGUAGE_H
#define LANGUAGE_LANGUAGE_H

#include "base/base.h"

/* Words that the program says. */
typedef enum {
	LANG_CONTENTS,
	LANG_FIGURE,
	LANG_TABLE,
	LANG_LISTING,
	LANG_EQUATION,
	LANG_NOTE,
	LANG_TIP,
	LANG_WARNING,
	LANG_IMPORTANT,
	LANG_CAUTION,
	LANG_PAGE,
	LANG_COVER,
	LANG_TITLE_PAGE,
	LANG_FIGURES,
	LANG_TABLES,
	LANG_LISTINGS,
	LANG_CONTINUED, /* of a table */
	LANG_NOTES,     /* at a book's end */
	LANG_BACK_TO_TEXT,
	LANG_COVER_OF, /* "%s" is the title of the book */
	LANG_SECTION,
	LANG_LANDMARKS,
	LANG_PAGES,
	LANG_QR_CODE,
	LANG_WORDS
} LangWord;

/* What people have done for a book: with their names for "%s". */
typedef enum {
	LANG_BY_TRANSLATOR,
	LANG_BY_EDITOR,
	LANG_BY_ILLUSTRATOR,
	LANG_BY_INTRODUCTION,
	LANG_BY_PREFACE,
	LANG_BY_AFTERWORD,
	LANG_BY
} LangBy;

/* Sections that are known by what they are called. */
typedef enum {
	LANG_ABSTRACT_HEADING,
	LANG_ACKNOWLEDGMENTS_HEADING,
	LANG_AFTERWORD_HEADING,
	LANG_APPENDIX_HEADING,
	LANG_BIBLIOGRAPHY_HEADING,
	LANG_CHAPTER_HEADING,
	LANG_COLOPHON_HEADING,
	LANG_CONCLUSION_HEADING,
	LANG_CONTRIBUTORS_HEADING,
	LANG_COPYRIGHT_PAGE_HEADING,
	LANG_DEDICATION_HEADING,
	LANG_EPILOGUE_HEADING,
	LANG_ERRATA_HEADING,
	LANG_FOREWORD_HEADING,
	LANG_GLOSSARY_HEADING,
	LANG_IMPRINT_HEADING,
	LANG_INTRODUCTION_HEADING,
	LANG_PART_HEADING,
	LANG_PREAMBLE_HEADING,
	LANG_PREFACE_HEADING,
	LANG_PROLOGUE_HEADING,
	LANG_VOLUME_HEADING,
	LANG_HEADINGS
} LangHeading;

/* How a chapter's number is written: not at all, 3, III, in words. */
typedef enum { LANG_COUNT_NONE, LANG_COUNT_ARABIC, LANG_COUNT_ROMAN, LANG_COUNT_WORDS } LangCount;

/* What a book offers those who cannot see it, or not well. */
typedef enum { LANG_SAYS_TEXT, LANG_SAYS_IMAGES, LANG_SAYS_SOME_IMAGES, LANG_SAYS_PAGES, LANG_SAYINGS } LangSaying;

/* Spaces at signs: as typed; French and Swiss ones before ; : ! ? and within marks; none between sentences. */
typedef enum { LANG_SPACES_USUAL, LANG_SPACES_FRENCH, LANG_SPACES_SWISS, LANG_SPACES_NONE } LangSpaces;

/* Which full-width stops stand in a corner of their em: 、 and 。; those and !, :, ;, ?; none, all stand in its
 * middle. */
typedef enum { LANG_STOPS_JAPANESE, LANG_STOPS_CHINESE, LANG_STOPS_MIDDLE } LangStops;

/* Lists of words have a space before and after each word; NULL: none. */
typedef struct {
	const char *tag, *name;
	bool rtl;
	const char *quotes[2][2]; /* single and double, opening and closing; NULL: see lang_quotes */
	LangSpaces spaces;
	const char *comma;             /* between names, with its space */
	const char *to, *and_word;     /* in "1 m to 3 m", "1, 2 and 3"; a sign where no word is known */
	const char *first_day;         /* of a month, where it is not written like other days; NULL or "" */
	const char *articles;          /* with which titles begin; a list */
	const char *words[LANG_WORDS]; /* English where the language's are not known */
	/* Of a figure, a table, a page, a section within a sentence, an equation: "%s. ábra"; NULL: the word, a space,
	 * "%s", of a section none is known. */
	const char *numbers[5];
	const char *people[LANG_BY];         /* English where the language's are not known */
	const char *sections[LANG_HEADINGS]; /* names, each with a bar before and after it; NULL: none are known */
	/* Of a chapter and of a part: "Chapter %s"; with a number in words, where that is another: "%s Kapitel"; the
	 * numbers in words, from one, a list, with U+00A0 within. */
	const char *divisions[2], *spelt[2], *ordinals[2];
	const char *says[LANG_SAYINGS]; /* sentences; English where the language's are not known … */
	const char *says_in;            /* … and the tag of what they are in */
	struct {
		int leading;        /* per cent of what the styles, made for Latin letters, give */
		int indent;         /* of paragraphs, all of them, in tenths of an em; 0: the style's */
		const char *digits; /* ten, in which numbers are written; NULL: ours */
		const char *counts; /* letters for what digits do not count, a list: see lang_letters */
		bool lining;        /* figures are as high as capitals, for letters are of one case */
		bool first_indent;  /* the first paragraph has one, too, where others have */
		bool nouns;         /* begin with capitals: these say nothing of names */
		bool small_labels;  /* of figures within a sentence: "voir tableau 2" */
		bool parted;        /* ligatures are of a compound's part, and cross no joint */
	} letters;
	struct {
		bool wide_signs; /* quotation marks and the like fill their em */
		bool squares;    /* ideographs are set as squares, with gaps next to other letters */
		LangStops stops;
		const char *fonts; /* region in the names of fonts, "JP"; NULL: by the script */
	} east_asia;
	struct {
		const char *titles; /* bound to the capital after them; a list, as the next two */
		const char *single; /* words of one letter, bound to whatever follows */
		const char *units;  /* bound to the number before */
		const char *see;    /* cut short with a full stop before what is referred to; a list, too */
		bool mild;          /* single letters had better not end a line, but may */
		bool syllables;     /* words are divided anywhere, without a hyphen, where lines are too loose */
	} customs;
	struct {
		const char *region;     /* whose usage is the rule where a tag names none; NULL */
		const char *elsewhere;  /* in regions that have no dictionary; NULL: region */
		const char *dictionary; /* the language whose dictionary stands in; NULL */
		bool syllabic;          /* r and l may stand for vowels */
		bool repeated;          /* a compound's hyphen that a line ends in begins the next one, too */
	} hyphenation;
} Language;

/* The language of a tag: by the longest beginning of the tag that has a file, else und's, which any has of what no
 * file says.  Never NULL; tag may be NULL or no tag at all. */
const Language *lang_find(const char *tag);

/* Whether a tag has a tag's shape; "en_US.UTF-8" as a tag, in the arena, NULL if it is none even so. */
bool lang_is_tag(const char *tag);
const char *lang_mended_tag(Arena *arena, const char *text);
/* Whether two tags name one language: their first subtags are the same. */
bool lang_same(const char *tag_a, const char *tag_b);
/* Whether a tag's letters run from right to left: by the script that it names, else by its language. */
bool lang_is_rtl(const char *tag);

/* One of the words that the program says; English where the language has none. */
const char *lang_word(const char *tag, LangWord word);
/* LANG_FIGURE, LANG_TABLE, LANG_LISTING, LANG_EQUATION or LANG_PAGE with its number, as the language has it: "Figure
 * 2", "2. ábra"; LANG_SECTION within a sentence, NULL where its form there is not known. */
const char *lang_numbered(Arena *arena, const char *tag, LangWord word, const char *number);
/* What a chapter or a part is called by its number: "Chapter 3", "Chapter Three", "3. fejezet"; numeral: the number as
 * it is to be written, NULL: in words, as far as the language's are known.  Without its word, "Three"; so where that is
 * not known. */
const char *lang_division(Arena *arena, const char *tag, bool part, long number, const char *numeral, bool word);
/* An appendix by its number, "Appendix A"; NULL where its name is not known. */
const char *lang_appendix(Arena *arena, const char *tag, const char *number);
/* Whether a heading says itself that it is a chapter or a part: it begins with the word for it. */
bool lang_says_division(const char *tag, bool part, const char *heading);
/* Whether a heading is what the contents are called in some language, whatever the case of its ASCII letters. */
bool lang_is_contents(const char *heading);
const char *lang_comma(const char *tag);
/* What a sentence does not need, in the language's parentheses, with the space before them. */
const char *lang_aside(Arena *arena, const char *tag, const char *text);
/* Whether a word stands in a list of words; the list may be NULL. */
bool lang_lists(const char *list, const char *word, size_t len);

/* Marks by kind, single and double, opening and closing. */
typedef struct {
	const char *pairs[2][2];
} LangQuotes;
LangQuotes lang_quotes(Arena *arena, const char *tag);

/* A number in the language's digits, ours being in it; itself where it has none of its own. */
const char *lang_digits(Arena *arena, const char *tag, const char *number);
/* The number as the language counts what it does not count in digits: pages before a book's body, appendices; NULL: in
 * Roman numbers and Latin letters. */
const char *lang_letters(Arena *arena, const char *tag, long number);

/* An ISO date as the language writes it; as it is where that is not known. */
const char *lang_date(Arena *arena, const char *iso, const char *lang);

/* Adds text with the spaces that the language has at its signs, where a space of any kind was typed; false, and
 * nothing added, where it has none of its own. */
bool lang_space(const Language *language, const char *text, size_t len, Buf *out);

#endif
