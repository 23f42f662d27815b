"""What is too wide for one of two columns stands over both, at a page's head or at the foot of the last."""
import os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "pdf", "verify")]
import rules, verify
from table_test import rows_by_page
from making import Made, front

STYLE = "page: {width: 210mm, height: 297mm, inner: 18mm, outer: 18mm, top: 22mm, bottom: 24mm, columns: 2, column-gap: 16}\ntext: {size: 9.5, leading: 12, indent: 12}\n"
WORDS = ("It was late in the year and nobody came along the road any more, as far as one could see. " * 12 + "\n\n")
HEAD = "| Host | Region | CPU | Memory | Disk | Network | Operating system | Owner | Comment |\n|---|---|---|---|---|---|---|---|---|\n"


def table(number, caption=True, note=""):
    row = "| %d%s | eu-west-1 | few | 64 GB | 2 TB | 10 Gbit/s | Debian 12 | alpha.example.org | primary database |\n" % (number, note)
    return HEAD + row + ("\n: Hosts %d {#tbl-%d}\n" % (number, number) if caption else "") + "\n"


def laid(run, text, *pictures):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"><rect width="9" height="9"/></svg>'
    made = Made(run, front("style: s.yaml\n") + text, "--to", "pdf", files={"s.yaml": STYLE, **{name: svg % size for name, size in pictures}})
    assert not verify.check(made.path("t.pdf")), verify.check(made.path("t.pdf"))
    layout = made.layout
    faults = [fault for rule in (rules.grid, rules.inside, rules.overlap) for fault in rule(layout, rules.Style("default", STYLE))]
    assert not faults, faults
    return layout


def extent(layout, page, kind="Table"):
    pieces = [piece for piece in layout.pages[page] if layout.under(piece.elem, kind)] if len(layout.pages) > page else []
    assert not any(piece.turned for piece in pieces)
    return (min(p.x0 for p in pieces), max(p.x1 for p in pieces), min(p.y0 for p in pieces), max(p.y1 for p in pieces)) if pieces else None


def text_of(layout, page):
    return [piece for piece in layout.pages[page] if piece.kind == "text" and not piece.artifact and layout.kind(layout_block(layout, piece)) == "P"]


def layout_block(layout, piece):
    elem = piece.elem
    while layout.kind(elem) in ("Span", "Em", "Strong", "Link", "Reference"):
        elem = elem.parent
    return elem


def test_a_short_text_has_them_at_its_foot(run):
    style = rules.Style("default", STYLE)
    layout = laid(run, WORDS + table(1, False) + WORDS)
    assert len(layout.pages) == 1
    x0, x1, top, _ = extent(layout, 0)
    assert x0 < style.inner + 20 and x1 > style.width - style.outer - 40, (x0, x1)
    assert top > max(piece.y1 for piece in text_of(layout, 0)), "below both columns"


def test_others_stand_at_the_head_of_a_page_after(run):
    layout = laid(run, "As [](#tbl-2) shows.\n\n" + WORDS * 3 + table(1) + WORDS * 14 + table(2) + WORDS * 14 + table(3))
    pages = rows_by_page(layout)
    assert sorted(sum(pages, [])) == [1, 2, 3] and [row for page in pages for row in page] == [1, 2, 3], pages
    for page, rows in enumerate(pages):
        if rows and rows[0] < 3:
            x0, x1, _, low = extent(layout, page)
            assert x1 - x0 > rules.Style("default", STYLE).measure * 1.5
            assert low < min(piece.y0 for piece in text_of(layout, page)), "above both columns of page %d" % (page + 1)
    assert any("Table" in piece.text and "2" in piece.text for page in layout.pages for piece in page if piece.kind == "text")


def test_many_at_the_end_have_pages_of_their_own(run):
    rows = "".join("| %d | eu-west-1 | few | 64 GB | 2 TB | 10 Gbit/s | Debian 12 | alpha.example.org | primary database |\n" % i for i in range(20))
    layout = laid(run, WORDS + "".join(HEAD + rows + "\n: Hosts\n\n" for _ in range(5)) + WORDS)
    assert [len(page) for page in rows_by_page(layout)].count(0) == 0 and sum(len(page) for page in rows_by_page(layout)) == 100, rows_by_page(layout)


def test_figures_over_both_columns(run):
    style = rules.Style("default", STYLE)
    strip, narrow = ("strip.svg", (900, 200)), ("narrow.svg", (900, 700))
    layout = laid(run, WORDS + "![A strip](strip.svg)\n\n" + WORDS, strip)
    x0, x1, _, _ = extent(layout, 0, "Figure")
    assert x1 - x0 > style.measure * 1.8
    layout = laid(run, WORDS + "![No strip](narrow.svg)\n\n" + WORDS, narrow)
    x0, x1, _, _ = extent(layout, 0, "Figure")
    assert x1 - x0 <= style.measure + .1
    layout = laid(run, WORDS + "![Asked](narrow.svg){.wide}\n\n" + WORDS, narrow)
    x0, x1, _, _ = extent(layout, 0, "Figure")
    assert x1 - x0 > style.measure * 1.8


def test_what_calls_notes_stays_in_its_column(run):
    layout = laid(run, WORDS + table(1, True, "[^1]") + WORDS + "\n[^1]: A note.\n")
    assert any("A note." in piece.text or "note" in piece.text for page in layout.pages for piece in page if piece.kind == "text" and layout.under(piece.elem, "Note"))
