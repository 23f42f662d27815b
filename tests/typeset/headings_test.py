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
