"""Blocks side by side: columns, and figures in one figure, in print and in the e-book."""
import os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", part) for part in ("epub", "pdf", "pdf/verify", "typeset")]
import verify
from making import Made
from rules import Style
from table_test import picture

PICTURES = {"wide.png": picture(800, 90), "high.png": picture(800, 30)}
FRONT = "---\ntitle: T\nlang: %s\n---\n\n"
TWO = """:::: columns
::: {.column width="30%"}
left words stand here

- one
- two
:::
::: {.column width="70%"}
right words, with a note[^1]

| a | b |
|---|---|
| 1 | 2 |
:::
::::

After.

[^1]: The note itself.
"""
FIGURES = """![The first](wide.png){#fig-a} ![](high.png){#fig-b alt="high"}

: Both of *them* {#fig-both}

As [](#fig-both) and [](#fig-b) show.
"""


def built(run, text, lang="en", *args):
    """The layout and the e-book's text; the PDF has passed."""
    made = Made(run, FRONT % lang + text, *args, files=PICTURES)
    assert not verify.check(made.path("t.pdf")), verify.check(made.path("t.pdf"))
    return made.layout, made.pages


def find(layout, text):
    return next(piece for page in layout.pages for piece in page if piece.kind == "text" and text in piece.text and not piece.artifact)


def test_columns_stand_side_by_side(run):
    style = Style()
    layout, text = built(run, TWO)
    left, right = find(layout, "left"), find(layout, "right")
    gap, room = style.gap, style.measure - style.gap
    assert abs(left.y - right.y) < .1, "they begin on one line"
    assert abs(left.x0 - style.inner) < .5 and abs(right.x0 - style.inner - .3 * room - gap) < .5, (left.x0, right.x0)
    assert find(layout, "After.").y > max(find(layout, "two").y, find(layout, "1").y)
    assert find(layout, "itself").page == 0 and find(layout, "itself").y > find(layout, "After.").y, "notes are at the foot"
    assert re.search(r'<div class="columns">\s*<div class="column" style="width: 30%">', text), text
    assert 'class="column" style="width: 70%"' in text


def test_columns_share_what_is_left(run):
    thirds = ":::: columns\n" + "".join("::: column\n%s\n:::\n" % word for word in ("one", "two", "three")) + "::::\n"
    layout, text = built(run, thirds)
    at = [find(layout, word).x0 for word in ("one", "two", "three")]
    assert abs(at[1] - at[0] - (at[2] - at[1])) < .5 and text.count("width: 33%") == 3, at
    layout, _ = built(run, thirds, "he")
    assert find(layout, "one").x0 > find(layout, "two").x0 > find(layout, "three").x0, "from right to left"


def test_columns_higher_than_a_page_go_on(run):
    long = ":::: columns\n" + "".join("::: column\n%s\n:::\n" % "\n\n".join("%s%03d stands here." % (side, i) for i in range(60)) for side in "lr") + "::::\n"
    layout, _ = built(run, long)
    found = {side: [(piece.page, piece.y) for page in layout.pages for piece in page if piece.kind == "text" and re.match(side + r"\d", piece.text)] for side in "lr"}
    assert len(found["l"]) == len(found["r"]) == 60 and found["l"] == sorted(found["l"]) == found["r"], "line by line"
    assert {page for page, _ in found["l"]} == {0, 1}
    whole, _ = built(run, "It was late.\n\n" * 20 + TWO)
    assert find(whole, "left").page == find(whole, "two").page, "what a page has room for stays together"


def test_columns_without_room_stand_below_each_other(run):
    many = ":::: columns\n" + "".join("::: column\nw%d\n:::\n" % i for i in range(9)) + "::::\n"
    layout, _ = built(run, many)
    assert [find(layout, "w%d" % i).y for i in range(9)] == sorted(find(layout, "w%d" % i).y for i in range(9))
    assert len({round(find(layout, "w%d" % i).x0) for i in range(9)}) <= 2
    cell, _ = built(run, "<table><tr><td>\n\n%s\n</td><td>x</td></tr></table>\n" % TWO.split("[^1]:")[0].replace("[^1]", ""))
    assert find(cell, "left").y < find(cell, "right").y


def test_figures_in_a_figure(run):
    layout, text = built(run, FIGURES)
    images = [piece for piece in layout.pages[0] if piece.kind == "image"]
    assert len(images) == 2 and abs(images[0].y0 - images[1].y0) < .1 and abs(images[0].y1 - images[1].y1) < .5, "in a row, alike in height"
    first, second, both = find(layout, "(a)"), find(layout, "(b)"), find(layout, "Both")
    assert images[0].x0 - .5 < first.x0 < images[0].x1 < images[1].x0 - .5 < second.x0 and both.y > second.y > images[0].y1
    words = " ".join(piece.text for piece in layout.pages[0] if piece.kind == "text")
    assert re.search(r"Figure\s*1\s*\.", words) and re.search(r"As\s+Figure\s*1\s+and\s+Figure\s*1b\s+show", words), words
    assert re.search(r'<figure class="columns" id="fig-both">\s*<figure class="column" id="fig-a" style="width: 50%">', text), text
    assert '<span class="label">(b)</span>' in text and "Figure\u00a01b</a>" in text and text.count("<figcaption>") == 3


def test_figures_in_a_div_are_the_same(run):
    div = "::: {#fig-both layout-ncol=2}\n![The first](wide.png){#fig-a}\n\n![The second](high.png){#fig-b}\n\nBoth of *them*\n:::\n\nAs [](#fig-both) and [](#fig-b) show.\n"
    layout, text = built(run, div)
    assert "Figure\u00a01b</a>" in text and find(layout, "(b)").y < find(layout, "Both").y
    plain, text = built(run, div.replace("#fig-both layout-ncol=2", "#both"))
    assert "(b)" not in text and "Both of" in text


def test_what_is_no_figure_in_a_figure(run):
    for source in ("![a](wide.png) ![b](high.png)\n\nNo caption.\n", "![a](wide.png) and ![b](high.png)\n\n: A definition\n"):
        _, text = built(run, source)
        assert "(a)" not in text and "<figure" not in text, text


def test_parts_are_not_in_lists_of_figures(run):
    nav = Made(run, FRONT % "en" + FIGURES + "\n![Third](wide.png)\n", "--to", "epub", files=PICTURES).files["nav.xhtml"].decode()
    assert "Both of" in nav and "Third" in nav and "The first" not in nav, nav
