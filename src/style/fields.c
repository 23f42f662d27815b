/* The values of a style and where they go, from values.inc. */
#include "style/fields.h"

#define WORD(value, word) [value] = word,
#define WORDS_OF(type, words) static const char *const type##_words[] = {words NULL};
#include "style/values.inc"
#undef WORD
#undef WORDS_OF

/* Of a type that language/ has. */
static const char *const LangCount_words[] = {[LANG_COUNT_NONE] = "none",
                                              [LANG_COUNT_ARABIC] = "arabic",
                                              [LANG_COUNT_ROMAN] = "roman",
                                              [LANG_COUNT_WORDS] = "words",
                                              NULL};

#define LENGTH(section, member, key, least, most) {key, LENGTH, AT(section, member), least, most, NULL},
#define NUMBER(section, member, key, least, most) {key, NUMBER, AT(section, member), least, most, NULL},
#define FLAG(section, member, key) {key, FLAG, AT(section, member), 0, 0, NULL},
#define COLOR(section, member, key) {key, COLOR, AT(section, member), 0, 0, NULL},
#define FAMILY(section, member, key) {key, FAMILY, AT(section, member), 0, 0, NULL},
#define TEXT(section, member, key, most) {key, TEXT, AT(section, member), 0, most, NULL},
#define MARKS(section, member, key, most) {key, MARKS, AT(section, member), 0, most, NULL},
#define CHOICE(section, member, key, type) {key, CHOICE, AT(section, member), 0, 0, type##_words},
#define CHOICES(section, member, key, type) {key, CHOICES, AT(section, member), 0, 0, type##_words},
#define SIZES(section, member, key, least, most) {key, SIZES, AT(section, member), least, most, NULL},
#define TAGS(section, member, key) {key, TAGS, AT(section, member), 0, 0, NULL},
#define SECTION(member, name) {name, SECTION, 0, 0, 0, NULL},
#define END(member)

#define AT(section, member) offsetof(Style, section.member)
const StyField sty_fields[] = {
#include "style/values.inc"
};
const size_t sty_field_count = BASE_LEN(sty_fields);

#undef AT
#define AT(section, member) offsetof(StyHeading, member)
#define HEADINGS
const StyField sty_heading_fields[] = {
#include "style/values.inc"
};
const size_t sty_heading_field_count = BASE_LEN(sty_heading_fields);
