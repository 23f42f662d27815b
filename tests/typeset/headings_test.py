"""Headings of several lines, and chapters' openings."""
import os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE]
import rules
from making import Made, front

WORDS = "It was late in the year and nobody came along the road any more. "
LONG = "A heading that is so long that it takes two lines of any page, as some of them do"


def laid(run, text, style, more=""):
    return Made(run, front(more) + text, "--to", "pdf", "--style", style).layout


def test_white_around_headings_of_several_lines(run):
    text = ""
    for lines in range(3):
        for level in (2, 3, 2, 3, 3):
            text += "\n%s %s\n\n%s\n\n%s\n" % ("#" * level, " ".join([LONG] * lines) or "Short", WORDS * 5, WORDS * 4)
    for name in ("default", "classic", "novel", "manual", "report", "handout", "large-print"):
        layout, style = laid(run, text, name), rules.Style(name)
        faults = list(rules.white(layout, style)) + list(rules.grid(layout, style))
        assert not faults, (name, faults)
        for broken in ("heading-2: {before: 44}\n", "heading-2: {after: 21}\n") if name in ("default", "report") else ():
            assert list(rules.white(layout, rules.Style(name, broken))), "the rule sees what is wrong: %s in %s" % (broken, name)


def test_chapters_begin_at_one_height(run):
    text = "".join("\n# %s\n\n%s\n" % (title, WORDS * 160) for title in ("Short", LONG, LONG + " " + LONG, "Short again"))
    for name in ("default", "classic", "novel"):
        layout, style = laid(run, text, name, "toc: true\n"), rules.Style(name)
        tops = {}
        for number in range(len(layout.pages)):
            lines = [line for line in layout.lines(number) if layout.kind(line.block) == "H1" or "Contents" in line.text]
            if lines:
                tops[number] = round(lines[0].y, 1)
        assert len(tops) == 5 and len(set(tops.values())) == 1, (name, tops)
        assert not list(rules.grid(layout, style))


def svg(height):
    return '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="%d"><rect width="100" height="%d"/></svg>' % (height, height)


def test_white_around_headings_next_to_figures(run):
    """Below a figure or a table in its place a heading has its white and no more; below the heading a figure none that
    text has not."""
    text = "".join("\n## Head\n\n%s\n\n![Caption %d](%d.svg)\n\n## Next\n\n%s\n\n| A |\n|---|\n| cell |\n\n: Table\n\n### Third\n\n%s\n" % (WORDS * 3, i, i, WORDS * 2, WORDS * 2) for i in range(4))
    files = {"%d.svg" % i: svg(30 + 7 * i) for i in range(4)}
    for name in ("default", "classic", "report", "minutes", "manual", "handout"):
        layout, style = Made(run, front() + text, "--to", "pdf", "--style", name, files=files).layout, rules.Style(name)
        assert not list(rules.white(layout, style)), (name, list(rules.white(layout, style)))
        seen = 0
        for page in range(len(layout.pages)):
            blocks = [(line, layout.kind(line.block)) for line in layout.lines(page)]
            for (above, _), (line, kind) in zip(blocks, blocks[1:]):
                if kind in ("H2", "H3") and above.text in ("cell",):
                    gap, usual = line.y - above.y, style["heading-%s.before" % kind[1]] + style["heading-%s.leading" % kind[1]] + style["table.cell-pad"]
                    seen += 1
                    assert gap < usual + style.leading / 2 + 4, (name, page, gap, usual)
        assert seen > 1 or name == "classic", name # small pages
