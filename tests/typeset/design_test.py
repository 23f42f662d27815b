"""Pages as they are designed: one axis, few sizes, one height of openings, in every style; proved by spoiling them."""
import glob, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), HERE]
import rules
from making import Made, front

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><rect width="100" height="60" fill="#888"/></svg>'
WORDS = "It was late in the year and `nobody` came along the road any more, [Enter]{.kbd} or not. "
HEAD = "---\ntitle: The long way to the harbour and back again in winter\nsubtitle: A history\nauthor: A. Name\npublisher: House\npublisher-place: Town\ndate: 2024-05-06\nrights: All of them\nlang: en\n---\n\n"
CHAPTER = "# %s\n\n%s\n\n![A bar](p.svg){#fig-%d}\n\n%s[^n%d]\n\n| A | B |\n|---|---|\n| a | `b` |\n\n: Table\n\n%s\n\n[^n%d]: A note with `code` and [small]{.small} words.\n\n"
TITLES = ("Short", "A title that is so long that it takes two lines of any page whatever its size is, or three", "Last")
BOOK = HEAD + "".join(CHAPTER % (title, WORDS * 60, i, WORDS * 6, i, WORDS * 9, i) for i, title in enumerate(TITLES))
STYLES = ("default", "classic", "novel", "poetry", "play", "handout", "large-print", "manual", "report", "recipe", "minutes", "worksheet", "paper")


def made(run, style, text=BOOK, more=""):
    return Made(run, text, "--to", "pdf", "--style", "FOLDER/s.yaml", files={"s.yaml": "base: %s\n%s" % (style, more), "p.svg": SVG})


def test_every_style_keeps_its_axis_its_sizes_and_its_heights(run):
    for name in STYLES:
        layout, style = made(run, name).layout, rules.Style(name)
        for rule in rules.DESIGN:
            faults = list(rule(layout, style))
            assert not faults, (name, rule.__name__, faults)


def test_goldens_and_the_gallery_keep_them(run):
    root = os.path.join(HERE, "..", "..")
    for path in sorted(glob.glob(root + "/tests/golden/*.md") + glob.glob(root + "/content/gallery/*.md")):
        text = open(path, encoding="utf-8").read()
        name, rtl = (re.search(r"^style: (\S+)", text, re.M) or [0, "default"])[1], "lang: he" in text
        layout, style = Made(run, None, "--to", "pdf", source=path).layout, rules.Style(name)
        for rule in rules.DESIGN:
            faults = list(rule(layout, style, rtl) if rule is rules.axis else rule(layout, style))
            assert not faults, (path, rule.__name__, faults)


def test_the_rules_see_what_is_spoilt(run):
    for more, rule in (("figure: {caption: center}\n", rules.axis), ("figure: {align: center}\n", rules.axis), ("title: {align: center}\n", rules.axis), ("heading-1: {centered: true}\n", rules.axis),
                       ("notes: {size: 9.4}\ntable: {size: 9.8}\n", rules.sizes)):
        assert list(rule(made(run, "default", more=more).layout, rules.Style())), (more, rule.__name__)
    layout = made(run, "novel").layout
    line = [line for page in range(len(layout.pages)) for line in layout.lines(page) if layout.kind(line.block) == "H1"][-1]
    for piece in line.pieces:
        piece.y += 4
    assert list(rules.openings(layout, rules.Style("novel")))
    page, head = [(page, piece) for page in range(len(layout.pages)) for piece in layout.pages[page] if piece.artifact == "Header"][0]
    head.x0, head.x1 = head.x0 + 9, head.x1 + 9
    assert list(rules.axis(layout, rules.Style("novel")))


def test_a_title_page_says_where_and_when(run):
    for text, line in ((BOOK, "Town · 2024"), (BOOK.replace("publisher-place: Town\n", ""), "2024"), (BOOK.replace("publisher: House\n", "").replace("publisher-place: Town\n", ""), "6 May 2024")):
        lines = [line.text for line in made(run, "default", text).layout.lines(0)]
        assert line in lines, lines
    book = made(run, "default", BOOK.replace("lang: en", "lang: en\nlogo: p.svg"), "title: {logo-height: 30}\n")
    logo = [piece for piece in book.layout.pages[0] if piece.kind == "image" or piece.y1 - piece.y0 > 20]
    house = next(line for line in book.layout.lines(0) if line.text == "House")
    assert logo and logo[0].elem is None and abs(logo[0].y1 - logo[0].y0 - 30) < 1 and logo[0].y1 < house.y, [(p.kind, p.y0, p.y1) for p in book.layout.pages[0]]
    half = made(run, "novel").layout.lines(0)
    assert not half and "harbour" in made(run, "novel").text("-l", "1"), "the half-title is not told twice"


def test_lines_of_titles_are_phrases(run):
    """They end where the sense pauses, or at least not after a small word."""
    title = "The Lighthouse Service: A History of Keepers, Lamps and Storms in Nine Counties"
    long = Made(run, '---\ntitle: "Tidal Power in Shallow Estuaries: Models, Measurements and Limits"\nlang: en\nstyle: report\n---\n\nWords.\n', "--to", "pdf").layout
    assert not any(line.text.strip() == "Estuaries:" for line in long.lines(0)), [line.text for line in long.lines(0)]
    short = Made(run, "---\ntitle: The Crisis Nobody Watched\nlang: en\nstyle: report\n---\n\nWords.\n", "--to", "pdf").layout
    assert [line.text.strip() for line in short.lines(0)][:2] == ["The Crisis", "Nobody Watched"], [line.text for line in short.lines(0)]
    wanted = ["The Lighthouse Service:", "A History of Keepers, Lamps", "and Storms in Nine Counties"]
    layout = Made(run, '---\ntitle: "%s"\nlang: en\n---\n\nWords.\n' % title, "--to", "pdf").layout
    lines = ["".join(piece.text for piece in line.pieces).strip() for line in layout.lines(0) if layout.kind(line.block) == "Title"]
    assert lines == wanted, lines


def heading_lines(run, heading, *more):
    layout = Made(run, "---\ntitle: T\nlang: en\n---\n\n# %s\n\nWords.\n" % heading, "--to", "pdf", *more).layout
    return [line.text.strip() for line in layout.lines(0) if layout.kind(line.block) in ("H1", "H2")]


def test_a_heading_parts_at_its_colon(run):
    """Where that takes no more lines; what stands before it is more than a label, and no more than a line."""
    for words, wanted in (("After the Storm: Repairing Roofs and Gutters There", ["After the Storm:", "Repairing Roofs and Gutters There"]),
                          ("After the Storm: Repairing Roofs, Gutters and Chimneys of Old Farm Houses", None),
                          ("Q: Where Are Roofs and Gutters Mended after Storms", None)):
        lines = heading_lines(run, words)
        assert len(lines) == 2 and (lines == wanted if wanted else not lines[0].endswith(":")), lines


def test_a_break_beside_a_heading_is_not_seen(run):
    """The heading's white is the style's, and no sign stands at it; between paragraphs it is seen in both editions."""
    plain = front(lang="en", title="T") + "Words.\n\n%s## One\n\n%sWords.\n\n%s%sWords.\n"
    without, beside, between = (Made(run, plain % signs) for signs in (("", "", "", ""), ("***\n\n", "***\n\n---\n\n", "", ""), ("", "", "***\n\n", "***\n\n")))
    places = [[(piece.text, round(piece.y, 1)) for piece in made.layout.pages[0] if piece.kind == "text"] for made in (without, beside, between)]
    assert places[0] == places[1] and len(places[2]) > len(places[0]), places
    assert [made.pages.count("<hr") for made in (without, beside, between)] == [0, 0, 2]


def test_a_small_drawing_keeps_its_size(run):
    """One that nearly fills the measure fills it; none grows by more than two thirds."""
    for wide, grows in ((120, False), (200, False), (320, True)):
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="40"><rect width="%d" height="40"/></svg>' % (wide, wide)
        made = Made(run, front(lang="en", title="T") + "Words.\n\n![A bar](a.svg)\n", "--to", "pdf", files={"a.svg": drawing})
        box = max((p for p in made.layout.pages[0] if p.kind in ("image", "rect")), key=lambda p: p.x1 - p.x0)
        assert (box.x1 - box.x0 > wide * .75 + 1) == grows and box.x1 - box.x0 < wide * .75 * 5 / 3, (wide, box.x1 - box.x0)
