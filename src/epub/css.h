/* Rules of the e-book's style sheet: how they are written, and who writes which. */
#ifndef EPUB_CSS_H
#define EPUB_CSS_H

#include "epub/plan.h"

/* Begins a rule for a selector, and ends one. */
void ep_css_rule(Buf *out, const char *selector);
void ep_css_end(Buf *out);

/* A property of the rule. */
void ep_css_put(Buf *out, const char *property, const char *value);
/* length / base, to the hundredth, with this unit; 0 has none. */
void ep_css_ratio(Buf *out, const char *property, Length length, Length base, const char *unit);
void ep_css_em(Buf *out, const char *property, Length length, Length base);
/* OpenType's features, those of figures with the others: a style sheet knows no words. */
void ep_css_features(Buf *out, const StyFamily *tags, const StyFamily *numbers);
/* Families that go with the book, then the reader's own of the style's kind. */
void ep_css_family(const Ep *ep, Buf *out, const char *generic);

/* A text as a string, wherever a value has one. */
void ep_css_string(Buf *out, const char *text);

/* css_sides.c: rewrites a finished sheet of a book that runs one way alone, with left and right before start and end.
 */
void ep_css_sides(bool rtl, Buf *css);

/* css_headings.c: headings, their labels, title pages, how chapters begin. */
void ep_css_headings(const Ep *ep, Buf *out);

#endif
