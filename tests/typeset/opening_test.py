"""What a style says of headings and of how parts and chapters open, in both editions."""
import os, re, sys

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")]
from making import Made, front

WORDS = "It was late in the year and nobody came along the road any more. "
FULL = WORDS * 45
BOOK = "# Leaving {.part}\n\n# The road\n\n%s\n\n# The long way through the hills, which nobody had ever taken in winter before\n\n%s\n\n# Arriving {.part}\n\n# Home\n\n%s\n" % (FULL, FULL, FULL)


def styled(run, style, text, more="", lang="en", **options):
    return Made(run, front("style: s.yaml\n" + more, lang=lang) + text, files={"s.yaml": style}, **options)


def headings(made, kind="H1"):
    """Lines of headings: page, text, baseline, size, in the order of pages."""
    return [(page, line.text.strip(), round(line.y, 1), line.size) for page in range(len(made.layout.pages)) for line in made.layout.lines(page)
            if made.layout.kind(line.block) == kind]


def rule_of(css, selector):
    return re.search(r"(?:^|\n)%s \{([^}]*)\}" % re.escape(selector), css)[1]


def test_labels_of_parts_and_chapters(run):
    style = "title: {block-below-pages: 1}\npart: {label: roman, ornament: '~'}\nchapter: {label: words}\n"
    made = styled(run, style, BOOK)
    found = [text for _, text, _, _ in headings(made)] + [text for _, text, _, _ in headings(made, "H2")]
    for label in ("Part I", "Part II", "Chapter One", "Chapter Two", "Chapter Three"):
        assert label in [text.replace("\u00a0", " ") for text in found], (label, found)
    chapters = [line for line in headings(made, "H2") if "Chapter" in line[1]]
    titles = [min(line[2] for line in headings(made, "H2") if line[0] == page and "Chapter" not in line[1]) for page, *_ in chapters]
    assert len({line[2] for line in chapters}) == 1 and len(set(titles)) == 1 and titles[0] > chapters[0][2] + 10, (chapters, titles)
    assert '<span class="division">Chapter\u00a0Two</span> The long way' in made.pages and "Part\u00a0II</span> Arriving" in made.pages, made.pages
    css = made.files["style.css"].decode()
    assert "display: block" in rule_of(css, "h1 .division") and 'content: "~"' in rule_of(css, ".part > h1 .division::after")
    assert made.words.count("~") == 2, "an ornament with each part's label"


def test_labels_in_the_line_alone_and_none(run):
    made = styled(run, "title: {block-below-pages: 1}\nchapter: {label: arabic, label-word: false, label-place: beside}\n", BOOK)
    assert "1 The road" in re.sub(r"[\s\u00a0]+", " ", made.words) and "Chapter" not in made.words
    text = "# Chapter One\n\n%s\n\n# IV\n\n%s\n\n# Free {.unnumbered}\n\n%s\n\n# The End\n\n%s\n" % ((WORDS * 30,) * 4)
    made = styled(run, "chapter: {label: words}\n", text)
    assert re.findall(r'class="division">([^<]*)<', made.pages) == ["Chapter\u00a0Three"], made.pages


def test_labels_in_languages(run):
    for lang, first, second in (("de", "Erstes\u00a0Kapitel", "Zweites\u00a0Kapitel"), ("fr", "Chapitre\u00a0premier", "Chapitre\u00a0deuxième"), ("ru", "Глава\u00a0первая", "Глава\u00a0вторая"),
                                ("hu", "Első\u00a0fejezet", "Második\u00a0fejezet"), ("ja", "第一章", "第二章"), ("ko", "제1장", "제2장"), ("vo", "1", "2")):
        made = styled(run, "chapter: {label: words}\n", "# A\n\nText.\n\n# B\n\nText.\n", lang=lang)
        assert re.findall(r'class="division">([^<]*)<', made.pages) == [first, second], (lang, made.pages)


def test_upper_case_by_language(run):
    for lang, words, upper in (("de", "Eine Straße", "EINE STRASSE"), ("tr", "Bir kitap", "BİR KİTAP"), ("el", "Η γη μας", "Η ΓΗ ΜΑΣ")):
        made = styled(run, "heading-2: {upper-case: true}\n", "# A\n\nText.\n\n## %s\n\nText.\n" % words, "toc: false\n", lang)
        assert upper in made.words, (lang, made.words)
        assert "<h2" in made.pages and words in made.pages and "text-transform: uppercase" in rule_of(made.files["style.css"].decode(), "h2, .level-2 h1")


def test_a_rule_below_and_a_separator(run):
    made = styled(run, "heading-2: {rule: 1, separator: '.', color: '#aa0000'}\n", "# A\n\nText.\n\n## Words\n\nText below.\n", "number-sections: true\n")
    heading, below = [line for line in made.layout.lines(0) if "Words" in line.text][0], [line for line in made.layout.lines(0) if "below" in line.text][0]
    bars = [piece for piece in made.layout.pages[0] if piece.kind == "rect" and piece.x1 - piece.x0 > 250]
    assert len(bars) == 1 and abs(bars[0].y1 - bars[0].y0 - 1) < .1 and heading.y < bars[0].y0 < below.y - 8, (bars, heading.y, below.y)
    assert heading.text.replace("\u00a0", " ").startswith("1.1. "), heading.text
    plain = styled(run, "heading-2: {color: '#aa0000'}\n", "# A\n\nText.\n\n## Words\n\nText below.\n", "number-sections: true\n")
    assert abs([line for line in plain.layout.lines(0) if "below" in line.text][0].y - below.y) < .1, "the rule moves the text"
    assert '<span class="number">1.1.</span>' in made.pages and "border-bottom-style: solid" in rule_of(made.files["style.css"].decode(), "h2, .level-2 h1")


def test_a_heading_runs_in(run):
    text = "# A\n\nText.\n\n## B\n\nText.\n\n### Run in\n\n%s\n\n### %s\n\nNot beside.\n\n### Before a list\n\n- item\n" % (WORDS * 4, WORDS)
    made = styled(run, "heading-3: {run-in: true, weight: 700}\n", text)
    lines = made.layout.lines(0)
    beside = [line for line in lines if line.text.startswith("Run in")]
    first = [line for line in lines if "It was late" in line.text][0]
    assert beside and abs(beside[0].y - first.y) < .1 and made.layout.kind(beside[0].block) == "H3", [(line.y, line.text) for line in lines]
    words = min(piece.x0 for piece in first.pieces if "It was" in piece.text)
    assert 6 < words - max(piece.x1 for piece in beside[0].pieces) < 16, (words, beside[0].pieces)
    below = [line for line in lines if "Not beside" in line.text][0]
    assert below.y > max(line.y for line in lines if made.layout.kind(line.block) == "H3" and "late" in line.text) + 10
    assert [line for line in lines if "item" in line.text][0].y > [line for line in lines if "Before a list" in line.text][0].y + 10
    assert "/Title <FEFF00520075006E" in made.objects or "(Run in)" in made.objects, "the outline leads to it"
    sheet, head = made.files["style.css"].decode(), r"<h\d( class=\"run-in\")? id=\"%s"
    floats, before = (rule_of(sheet, "h3%s, .level-2 h2%s, .level-3 h1%s" % (after, after, after)) for after in (".run-in", ".run-in + p"))
    assert "float: left" in floats and "padding-top: 1.29em" in floats and "padding-top: 1.29em" in before and "float" not in rule_of(sheet, "h3, .level-2 h2, .level-3 h1"), floats
    assert [bool(re.search(head % name, made.pages).group(1)) for name in ("run-in", "before-a-list", "b")] == [True, False, False]


def test_parts_have_a_style_of_their_own(run):
    made = styled(run, "title: {block-below-pages: 1}\nheading-1: {size: 18, weight: 700}\nheading-part: {weight: 400, italic: true}\n", BOOK)
    (_, _, _, part), (_, _, _, chapter) = headings(made)[0], headings(made, "H2")[0]
    assert abs(part - 24) < .1 and abs(chapter - 18) < .1, (part, chapter)
    css = rule_of(made.files["style.css"].decode(), ".part > h1")
    assert "font-style: italic" in css and "font-weight: normal" in css, css


def test_wrong_values_are_told(run):
    made = styled(run, "chapter:\n  label: word\nheading-part: {colour: red}\n", "Text.\n", status=1)
    assert "s.yaml:2:10" in made.errors and "none, arabic, roman or words" in made.errors and "did you mean 'color'" in made.errors, made.errors
