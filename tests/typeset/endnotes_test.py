"""Where notes stand in print, and what they are called by; the e-book's stay as they are."""
import os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", part) for part in ("epub", "pdf", "pdf/verify", "typeset")]
import rules, verify
from making import Made, front

WORDS = "It was late in the year and nobody came along the road any more. "


def source(chapters=3, notes=4):
    text, defined, number = "---\ntitle: T\nlang: en\n---\n\n", "", 0
    for chapter in range(1, chapters + 1):
        text += "# Chapter %s\n\n" % "abc"[chapter - 1]
        for _ in range(notes):
            number += 1
            text += WORDS * 6 + "word%d[^n%d] " % (number, number) + WORDS * 6 + "\n\n"
            defined += "[^n%d]: The note%d of this book, with %s\n" % (number, number, WORDS)
    return text + defined


def built(run, style, text=None, lang="en"):
    made = Made(run, (text or source()).replace("lang: en", "lang: " + lang), "--style", "FOLDER/s.yaml",
                files={"s.yaml": "title: {block-below-pages: 2}\nnotes: {%s}\n" % style})
    assert not verify.check(made.path("t.pdf")), verify.check(made.path("t.pdf"))
    assert not [fault for rule in (rules.inside, rules.overlap) for fault in rule(made.layout, rules.Style())]
    return made.layout, "".join(page for name, page in made.spine if "chapter" in name)


def places(layout, word):
    return [(number, piece.y) for number, page in enumerate(layout.pages) for piece in page if piece.kind == "text" and re.search(r"\b%s\b" % word, piece.text)]


def place_of_heading(layout, words):
    """Where a line of these words stands that is no running head and no line of the contents."""
    for number, page in enumerate(layout.pages):
        for line in layout.lines(number):
            if line.text.strip() == words and not any(layout.under(piece.elem, "TOCI") for piece in line.pieces):
                return number, line.y
    return None


def marks(layout, pages=None):
    """The marks in the text and those before the notes, by the pieces' elements."""
    found = {"Note": [], "text": []}
    for page in pages or layout.pages:
        for piece in page:
            if piece.kind == "text" and piece.elem is not None and layout.kind(piece.elem) == "Lbl" and layout.under(piece.elem, "Note"):
                found["Note"].append(piece.text.strip())
            elif piece.kind == "text" and piece.elem is not None and layout.under(piece.elem, "Reference") and not layout.under(piece.elem, "TOCI"):
                found["text"].append(piece.text.strip())
    return found


def test_at_the_end_of_each_chapter(run):
    layout, text = built(run, "place: chapter")
    for chapter in range(3):
        begin, end = place_of_heading(layout, "Chapter " + "abc"[chapter]), place_of_heading(layout, "Chapter " + "abcd"[chapter + 1]) or (99, 0)
        for note in range(chapter * 4 + 1, chapter * 4 + 5):
            (at,), (called,) = places(layout, "note%d" % note), places(layout, "word%d" % note)
            assert begin < called < at < end, (note, begin, called, at, end)
            assert all(at > other for other in places(layout, "word%d" % (chapter * 4 + 4))), "after the text"
    assert marks(layout)["Note"] == [str(i) for i in range(1, 13)]
    rules_above = [piece for page in layout.pages for piece in page if piece.kind == "rect"]
    assert len(rules_above) == 3, "a rule above each chapter's"
    assert text.count('role="doc-noteref"') == 12 == text.count('role="doc-footnote"')


def test_at_the_end_of_the_book(run):
    layout, _ = built(run, "place: book")
    heading = place_of_heading(layout, "Notes")
    found = [places(layout, "note%d" % note)[0] for note in range(1, 13)]
    assert found == sorted(found) and min(found) > heading and heading[0] > places(layout, "word12")[0][0], "on pages of their own"
    assert place_of_heading(built(run, "place: book", None, "de")[0], "Anmerkungen")
    layout, _ = built(run, "place: book, restart: true")
    heads = [[line.y for line in layout.lines(page) if line.text.strip().startswith("Chapter ")] for page in range(heading[0], len(layout.pages))]
    assert sum(len(page) for page in heads) == 3, "by chapter"


def test_counted_from_the_first_and_signs(run):
    layout, text = built(run, "restart: true")
    assert marks(layout)["Note"] == ["1", "2", "3", "4"] * 3 == marks(layout)["text"], marks(layout)
    assert 'epub:type="noteref" role="doc-noteref">12</a>' in text, "the e-book's numbers are its own"
    for page in range(len(layout.pages)):
        called = [p for p in layout.pages[page] if p.kind == "text" and re.search(r"word\d", p.text)]
        assert all(places(layout, re.search(r"word(\d+)", p.text).expand(r"note\1"))[0][0] == page for p in called), "at the foot of the page"
    layout, _ = built(run, "symbols: true, restart: true", source(2, 8))
    assert marks(layout)["Note"] == ["*", "†", "‡", "§", "‖", "¶", "**", "††"] * 2, marks(layout)


def test_each_page_counts_its_own(run):
    """As its text calls them, of whatever page the words came to stand on; a table's, too."""
    text = source(2, 23).replace("word9[^n9]", "\n\n| a[^t] | b |\n|---|---|\n| c | d |\n\n") + "[^t]: A table's.\n"
    for style, sign in (("restart: page", lambda n: str(n)), ("restart: page, symbols: true", lambda n: "*†‡§‖¶"[n - 1])):
        layout, book = built(run, style, text)
        counts = []
        for page in layout.pages:
            found = marks(layout, [page])
            wanted = [sign(i + 1) for i in range(len(found["Note"]))]
            assert found["Note"] == wanted == sorted(found["text"], key=wanted.index), (len(counts), found)
            counts.append(len(wanted))
        assert sum(counts) == 46 and max(counts) > 2, counts
    assert 'role="doc-noteref">46</a>' in book, "the e-book's are counted through"
    layout, _ = built(run, "restart: page, place: chapter")
    assert marks(layout)["Note"] == ["1", "2", "3", "4"] * 3, "what stands at a chapter's end no page counts"


def test_a_note_in_a_note_and_none(run):
    text = "---\ntitle: T\nlang: en\n---\n\n# One\n\nText[^a] here.\n\n# Two\n\nText[^c].\n\n[^a]: First, with another[^b].\n[^b]: Second.\n[^c]: Third.\n"
    layout, _ = built(run, "place: book", text)
    assert marks(layout)["Note"] == ["1", "2", "3"] and places(layout, "Second") > places(layout, "Third")
    layout, _ = built(run, "place: chapter", "---\ntitle: T\nlang: en\n---\n\n# One\n\nText.\n")
    assert not any(piece.kind == "rect" for piece in layout.pages[0])


def test_marks_side_by_side_are_two(run):
    made = Made(run, front() + "Two.[^a][^b] Apart.[^a] [^b]\n\n[^a]: First.\n\n[^b]: Second.\n")
    assert "Two.1, 2 Apart.1 2" in made.words.replace("\u202f", " "), made.words
    assert re.search(r'>1</a></sup><sup>,\u202f</sup><sup><a [^>]*>2</a>', made.pages) and made.pages.count("<sup>,") == 1, made.pages
    marks = [made.layout.under(piece.elem, "Reference") for piece in made.layout.pages[0] if piece.text.strip() == ","]
    assert marks == [None], "the comma is the paragraph's: %s" % marks
    made = Made(run, front(lang="ja") + "二。[^a][^b]\n\n[^a]: 一。\n\n[^b]: 二。\n")
    assert "<sup>、</sup>" in made.pages, made.pages


SIDE = "notes: {place: side, side-width: 38mm, side-gap: 7mm}\npage: {width: 170mm, outer: 56mm}\n"


def test_notes_in_the_margin_of_both_editions(run):
    text = front("style: s.yaml\n") + "# One\n\nWords with a note,[^a] and\nanother.[^b]\n\nMore words.\n\n[^a]: The first.\n\n[^b]: The second.\n"
    made = Made(run, text, files={"s.yaml": SIDE})
    lines = {line.strip(): line for line in made.text("-layout").splitlines()}
    assert any(re.search(r"Words with.*1 +The first\.", line) for line in lines), lines
    page = made.pages
    first, second, more = (page.index(words) for words in ("The first.", "The second.", "More words."))
    assert first < second < more and page.count("<aside ") == 2, page
    css = made.files["style.css"].decode()
    assert re.search(r"@media \(min-width: 45em\) \{.*float: right;.*margin-right: -\d", css, re.S), css[-900:]
    assert "clear: right" not in Made(run, front() + "Words.[^a]\n\n[^a]: A note.\n").files["style.css"].decode()


def test_a_margin_without_room_for_notes_is_an_error(run):
    for wrong in ("notes: {place: side}\n", SIDE.replace("{width", "{columns: 2, width")):
        errors = Made(run, front("style: s.yaml\n") + "Words.\n", files={"s.yaml": wrong}, status=1).errors
        assert "side-width and side-gap" in errors, errors
