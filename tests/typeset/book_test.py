"""What books have that articles have not: parts, front matter, blank versos."""
import re, tempfile

import geometry, rules

SENTENCE = "It was late in the year and nobody came along the road any more, as far as one could see. "


def laid_out(run, source, style=None):
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/t.md", "w").write(source)
        status, _, errors = run("build", "--to", "pdf", "-o", folder, *(["--style", style] if style else []), folder + "/t.md")
        assert status == 0, errors
        layout = geometry.Layout(folder + "/t.pdf")
    rules.check(layout, rules.Style(style or "default"))
    return layout


def text_on(layout, page, artifacts=False):
    return " ".join("".join(piece.text for piece in layout.pages[page] if piece.kind == "text" and (piece.elem is None) == artifacts).split())


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
