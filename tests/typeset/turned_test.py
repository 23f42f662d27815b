"""Tables too wide for the page: on pages of their own, turned a quarter to the left, whole and in order, text before them filling its page."""
import os, re, sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pdf", "verify"))
import verify
from making import Made, front

FRONT = "---\ntitle: T\nlang: en\n---\n\n"
TEXT = "\n\n".join("Words of paragraph %d, which are many. " % i + "They flow on in front of the table as they do everywhere. " * 8 for i in range(14))


def table(columns, rows, caption=""):
    cells = [["Responsible%02d" % c for c in range(columns)]] + [["r%03dc%02d" % (r, c) for c in range(columns)] for r in range(rows)]
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    lines.insert(1, "|" + "---|" * columns)
    return "\n".join(lines) + "\n\n" + (": " + caption + "\n\n" if caption else "")


class Built(Made):
    def __init__(self, run, text, options=()):
        super().__init__(run, FRONT + text, *options)

    @property
    def nav(self):
        return self.files["nav.xhtml"].decode()

    def page_of(self, word):
        return next(i for i, page in enumerate(self.boxes) if any(w[4] == word for w in page))


def turned(box):
    return box[3] - box[1] > 2 * (box[2] - box[0])


def test_a_wide_table_is_turned_and_whole(run):
    built = Built(run, TEXT[:900] + "\n\n" + table(7, 5, "Seven of them[^n]") + TEXT + "\n\n[^n]: A remark about them.\n")
    assert "wide" not in built.errors, built.errors
    place = built.page_of("r000c00")
    cells = [w for w in built.boxes[place] if re.match(r"r\d|Resp", w[4])]
    assert len(cells) == 42 and all(turned(w) for w in cells)
    at = {w[4]: w for w in built.boxes[place]}
    assert at["r000c00"][0] < at["r001c00"][0], "the table's top is not to the left"
    assert at["r000c01"][3] < at["r000c00"][1], "columns do not run up"
    assert turned(at["remark"]) and at["remark"][0] > at["r004c00"][0], "the note is not below its table"
    words = re.findall(r"r\d\d\dc\d\d", built.structure)
    assert words == ["r%03dc%02d" % (r, c) for r in range(5) for c in range(7)], "not in order"
    before = [w for w in built.boxes[place - 1]]
    assert max(w[3] for w in before if w[4] != str(place)) > 490, "the page before has white at its foot"
    assert re.search(r">%d<" % (place + 1), built.nav), "no mark of the turned page in the e-book"


def test_turned_rows_and_links(run):
    built = Built(run, "# One {#one}\n\nText.\n\n" + table(7, 60, "A [reference](#one) here") + "After it.\n", ("--to", "pdf"))
    pages = [[w[4] for w in sorted(page) if re.match(r"r\d\d\dc00", w[4])] for page in built.boxes]
    pages = [page for page in pages if page]
    assert len(pages) > 2 and sum(pages, []) == ["r%03dc00" % r for r in range(60)]
    assert len(pages[-1]) > 1, "a single row is left"
    for page in built.boxes:
        for box in page:
            assert 40 < box[0] and box[2] < 380 and 40 < box[1] and box[3] < 560, "%s stands outside" % box[4]
        if any(w[4].startswith("r0") for w in page):
            assert sum(w[4].startswith("Resp") for w in page) == 7, "no head"
    at = next(w for page in built.boxes for w in page if w[4] == "reference")
    left, low, right, high = map(float, re.search(r"/Rect \[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)", built.objects).groups())
    height = 210 * 72 / 25.4
    assert left < (at[0] + at[2]) / 2 < right and low < height - (at[1] + at[3]) / 2 < high and high - low > right - left, "the link is elsewhere"


def test_many_turned_tables_keep_the_pages_in_order(run):
    text = table(7, 2) + "".join("# Chapter %d\n\n%s\n\n%s" % (i, TEXT[:1500], table(7, 2 + i)) for i in range(5)) + "::: note\n" + table(7, 2) + ":::\n"
    built = Built(run, text, ("--to", "pdf"))
    assert all(page for page in built.boxes[4:]), "a page with nothing"
    assert sum(len([w for w in page if re.match(r"r\d\d\dc00", w[4]) and turned(w)]) for page in built.boxes) == 2 + sum(2 + i for i in range(5))
    assert sum(w[4] == "r001c03" and not turned(w) for page in built.boxes for w in page) == 1, "a box's table is not there"


def test_what_its_author_wants_turned(run):
    text = front() + "# One\n\nBefore.\n\n::: landscape\n## A wide thing\n\n%s\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nLast.[^a]\n:::\n\nAfter.\n\n[^a]: A note.\n" % ("Words that fill a line. " * 12)
    made = Made(run, text)
    on = {page for page, pieces in enumerate(made.layout.pages) for piece in pieces if piece.turned}
    assert on == {1} and len(made.layout.pages) == 2, on
    assert "After." in made.text("-l", "1") and "A note." in made.words and made.words.count("Last.") == 1, made.words
    assert all(piece.turned for piece in made.layout.pages[1] if piece.artifact is None), made.layout.pages[1]
    assert not verify.check(made.path("t.pdf"))
    made = Made(run, front() + "# One\n\nBefore.\n\n::: landscape\nOne.\n:::\n\nBetween.\n\n<div class=\"landscape\">\n\nTwo.\n\n</div>\n\nAfter.\n")
    on = [{piece.turned for piece in page if piece.artifact is None and piece.kind == "text"} for page in made.layout.pages]
    assert on == [{False}, {True}, {True}] or [bool(t) for page in on for t in page] == [False, True, True], on
    sizes = {round(piece.size, 1) for page in made.layout.pages for piece in page if piece.kind == "text" and piece.text.strip() in ("Before.", "Between.", "After.", "One.", "Two.")}
    assert sizes == {10.5}, sizes
    made = Made(run, front() + "# One\n\n::: landscape\n# A chapter\n\nText.\n:::\n")
    assert not any(piece.turned for page in made.layout.pages for piece in page), "a chapter begins pages of its own"
