"""--trace=lines, --trace=pages: why each line, each page ends where it does."""
import re
from par_test import prose
from making import Made, front

LINE = re.compile(r't\.md:(\d+):(\d+): line (\d+) of (\d+) ends "([^"]*)"(, as it must|, at a hyphen)?: ratio (-?[\d.]+), badness (\d+), '
                  r'demerits (\d+) of (\d+)(?:; second best ends "([^"]*)" at (\d+)|; no other way in \d+ lines)?$')


def traced(run, body, *args):
    made = Made(run, front() + body, "--to", "pdf", *args)
    return made.errors.splitlines(), made.text("-layout"), made.read("t.md").split("\n")


def test_lines_say_why_they_end(run):
    said, text, source = traced(run, prose(20, 3) + "[^1]\n\n| a | b |\n|---|---|\n| in a cell | c |\n\n[^1]: Of a note.\n", "--trace=lines")
    paragraphs, seconds, hyphens = {}, 0, 0
    for line in said:
        match = LINE.match(line)
        assert match or line.startswith("line 1 of 1 ends \"T\""), line
        if not match:
            continue
        row, col, number, count, ends, why, ratio, badness, demerits, total, other, dearer = match.groups()
        lines = paragraphs.setdefault((row, total, count), [])
        lines.append(match)
        assert int(number) == len(lines) or count == "1", "in order: " + line
        assert (why == ", as it must") == (number == count), line
        assert (why == ", at a hyphen") == (ends.endswith("-") and number != count), line
        r = abs(float(ratio))  # told to a thousandth
        assert abs(4e4 * r ** 2 + 2e5 * r ** 4 - int(badness)) <= 0.0005 * (8e4 * r + 8e5 * r ** 3) + 1, line
        if other:
            assert other != ends and int(dearer) >= int(total), "dearer, and another: " + line
            seconds += 1
        hyphens += why == ", at a hyphen"
        words = ends.rstrip("-1").split()[-1]  # the note is called by 1
        beside = r"\s" if "|" in source[int(row) - 1] else r"\s*$"  # cells
        assert re.search(re.escape(words) + r"[-\u2010\u00ad\d]?" + beside, text, re.M), "no line of the page ends so: " + line
        assert words in source[int(row) - 1][int(col) - 1:], "the line's last word is not after its place: " + line
        assert count != "1" or source[int(row) - 1][int(col) - 1:].startswith(ends), "a line begins at its first letter: " + line
    for lines in paragraphs.values():
        demerits, total, count = sum(int(m[9]) for m in lines), int(lines[0][10]), int(lines[0][4])
        assert len(lines) % count == 0 and abs(demerits - total) <= count, "demerits of lines are the paragraph's: %d, %d" % (demerits, total)
    assert seconds > 10 and hyphens, (seconds, hyphens)
    assert any(m[5] == "Of a note." for lines in paragraphs.values() for m in lines), "notes are told"
    assert any(m[5] == "in a cell" for lines in paragraphs.values() for m in lines), "cells are told"


def test_nothing_is_said_unasked(run):
    assert traced(run, prose(2, 4))[0] == []
    assert not [line for line in traced(run, prose(2, 4), "--trace=pages")[0] if "ratio" in line]


def test_tracing_changes_nothing(run):
    assert traced(run, prose(5, 5))[1] == traced(run, prose(5, 5), "--trace=lines")[1]


def test_what_is_traced_must_be_known(run):
    status, _, errors = run("check", "--trace=words", "t.md")
    assert status == 2 and "lines or pages" in errors, errors


def test_pages_say_why_they_end(run):
    body = "\n\n".join(prose(5, seed) for seed in range(60)) + "\n"
    said, text, _ = traced(run, body, "--trace=pages")
    found = [re.match(r"page (\d+): from (?:t\.md:(\d+):\d+|item \d+)(?: line \d+)?, (\d+) of (\d+) lines: demerits \d+(.*)", line)
             for line in said]
    assert all(found), said
    pages = [int(match.group(1)) for match in found]
    places = [int(match.group(2)) for match in found if match.group(2)]
    assert pages == sorted(set(pages)) and pages[-1] == text.count("\f") and len(pages) > 4, pages  # none of a blank one
    assert places == sorted(places) and len(set(places)) > 3, places
    assert all(int(match.group(3)) <= int(match.group(4)) for match in found), "a page too full"
    assert any("second best begins at t.md:" in match.group(5) for match in found), said
    assert traced(run, body)[1] == text
