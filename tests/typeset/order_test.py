"""Notes are called in the order of their numbers, whatever waits for room."""
import rules
from making import front
from torture_test import built

FILLER = "The sea was calm, and nobody on the boat spoke of what had happened before they left the island in the rain. "


def source(height, table):
    """Pictures and tables whose captions call notes, and text that calls others right after them."""
    out, notes = [], 0
    for i in range(12):
        notes += 2
        seen = "| A | B |\n|---|---|\n" + "| x | y |\n" * 12 + "\n: A table.[^%d]" if table and i % 2 else "![A caption.[^%d]](wide.svg){height=%dcm}"
        out += [FILLER * (2 + i % 4), seen % ((notes - 1,) if table and i % 2 else (notes - 1, height + i % 3)), "Then[^%d] it was %s" % (notes, FILLER * 3)]
    return front(lang="en") + "\n\n".join(out + ["[^%d]: Note %d." % (i, i) for i in range(1, notes + 1)]) + "\n"


def test_of_what_floats(run):
    for height, table in ((5, False), (9, False), (7, True)):
        layout = built(run, source(height, table)).layout
        faults = list(rules.order(layout, rules.Style())) + list(rules.notes(layout, rules.Style()))
        assert not faults, "\n".join(faults)
        marks = [piece for page in layout.pages for piece in page if piece.kind == "text" and layout.under(piece.elem, "Reference")]
        assert len(marks) == 24, len(marks)


def test_of_a_table_below_a_chapters_heading(run):
    """It goes on on the next page rather than to let text pass."""
    rows = "".join("| x | y%s |\n" % ("[^%d]" % i if i < 9 else "") for i in range(1, 13))
    text = "# A chapter\n\n| A | B |\n|---|---|\n%s\n: A table.\n\nText[^9] and %s\n\n" % (rows, FILLER * 40)
    text += "".join("[^%d]: A note of some length, which takes more than one line at the foot of this page of ours.\n" % i for i in range(1, 10))
    layout = built(run, "---\nlang: en\ntitle: T\nstyle: classic\n---\n\n# One\n\n" + FILLER * 60 + "\n\n" + text).layout
    faults = list(rules.order(layout, rules.Style("classic")))
    assert not faults, "\n".join(faults)


def test_of_a_high_figure_below_a_chapters_heading(run):
    """Its picture is made as small as the heading and the notes leave it, rather than that text passes it."""
    for style, height in (("classic", 30), ("novel", 30), ("novel", 12)):
        text = "---\nlang: en\ntitle: T\nstyle: %s\n---\n\n# One\n\n%s\n\n# Two\n\n![A caption.[^1]](wide.svg){height=%dcm}\n\nText[^2] and %s\n\n[^1]: A note.\n\n[^2]: Another.\n" % (style, FILLER * 60, height, FILLER * 40)
        layout = built(run, text).layout
        faults = list(rules.order(layout, rules.Style(style))) + list(rules.notes(layout, rules.Style(style)))
        assert not faults, (style, height, faults)


def test_of_a_high_figure_that_no_text_follows(run):
    """It does not leave its heading alone on a page."""
    text = front("style: classic\n", lang="en") + "# One\n\n%s\n\n# Maps\n\n## First map\n\n![Tall](wide.svg){height=30cm}\n\n# Three\n\nWords.\n" % (FILLER * 60)
    pages = [" ".join(piece.text for piece in page if piece.kind == "text") for page in built(run, text).layout.pages]
    assert any("firstmap" in page.replace(" ", "").lower() and "Tall" in page for page in pages), pages
