"""What books have that articles have not: parts, front matter, blank versos."""

import rules
from making import Made

SENTENCE = "It was late in the year and nobody came along the road any more, as far as one could see. "


def laid_out(run, source, style=None):
    layout = Made(run, source, "--to", "pdf", *(["--style", style] if style else [])).layout
    rules.check(layout, rules.Style(style or "default"))
    return layout


def text_on(layout, page, artifacts=False):
    return " ".join(" ".join(piece.text for piece in layout.pages[page] if piece.kind == "text" and (piece.elem is None) == artifacts).split())


def page_of(layout, text):
    """The page that begins with the text."""
    return next(page for page in range(len(layout.pages)) if text_on(layout, page).startswith(text))


def parted(letters):
    chapter = SENTENCE * (letters // len(SENTENCE)) + "\n\n"
    parts = "".join("# Part %s\n\n" % part + "".join("## Chapter %s%d\n\n%s" % (part, i, chapter) for i in (1, 2)) for part in "AB")
    return "---\ntitle: T\nlang: en\n---\n\n# Preface\n\n" + chapter + parts


def test_parts_have_leaves_and_chapters_pages(run):
    layout = laid_out(run, parted(9000))
    for part in "AB":
        page = page_of(layout, "Part " + part)
        assert text_on(layout, page) == "Part " + part and page % 2 == 0
        assert not text_on(layout, page, True) and not layout.pages[page + 1], "a part's leaf shows more than its name"
        assert page_of(layout, "Chapter %s1" % part) == page + 2
        page_of(layout, "Chapter %s2" % part)


def test_short_sections_are_no_chapters(run):
    layout = laid_out(run, parted(4500))
    page = page_of(layout, "Part A")
    assert "Chapter A1" in text_on(layout, page)


FRONT = """---
title: The Title
subtitle: The Subtitle
author: An Author
publisher: A Press
date: 2024-05
rights: All rights kept
identifier: urn:isbn:978-3-16-148410-0
series: A Series
series-position: 3
lang: en
toc: true
---

::: dedication
To nobody.
:::

::: epigraph
A motto.
:::

"""


def test_what_has_no_title_page_ends_with_its_imprint(run):
    source = FRONT.replace("A Press\n", "A Press\npublisher-place: Town\n") + "# One\n\n" + SENTENCE * 8 + "\n"
    for style in ("default", "paper", "letter"):
        layout = laid_out(run, source, style)
        last = [page for page, pieces in enumerate(layout.pages) if pieces][-1]
        assert text_on(layout, last).endswith("A Press, Town A Series, 3 All rights kept ISBN 978-3-16-148410-0"), style


def test_front_matter(run):
    source = FRONT + "".join("# Chapter %d\n\n%s\n\n" % (i, SENTENCE * 60) for i in range(1, 8))
    for style, first in (("default", 0), ("classic", 2)):
        layout = laid_out(run, source, style)
        lowest = max(piece.y1 for piece in layout.pages[first])
        assert text_on(layout, first) == "The Title The Subtitle An Author A Press 2024"
        assert lowest > rules.Style(style).height * .7, "the publisher is not at the foot"
        assert text_on(layout, first + 1) == "A Series, 3 All rights kept ISBN 978-3-16-148410-0"
        assert text_on(layout, first + 2) == "To nobody." and text_on(layout, first + 4) == "A motto."
        assert text_on(layout, first + 6).startswith("Contents Chapter 1")
        assert ("vii" if style == "default" else "ix") in text_on(layout, first + 6, True).split()
        assert text_on(layout, first + 8).startswith("Chapter 1") and text_on(layout, first + 8, True) == "1"
        for page in [first + 3, first + 5, first + 7] + [1] * (first > 0):
            assert not layout.pages[page], "page %d is not blank" % (page + 1)
        for page in (first, first + 1, first + 2, first + 4):
            assert not text_on(layout, page, True), "page %d shows more than its text" % (page + 1)
    assert text_on(layout, 0, True) == "The Title", "no half-title"


def test_an_article_has_a_title_block(run):
    layout = laid_out(run, FRONT.replace("toc: true\n", "") + "# Section\n\n" + SENTENCE * 20)
    assert text_on(layout, 0).startswith("The Title The Subtitle An Author May 2024 ") and "Section" in text_on(layout, 0)
