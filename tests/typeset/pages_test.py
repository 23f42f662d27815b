"""What stands around the text and leads through it: white of headings, running heads, folios, contents, references."""
import re

import rules
from making import Made

LINE = "Nobody came along the road any more, as far as one could see. "


def built(run, source, *options):
    return Made(run, source, "--to", "pdf", *options).layout


def front(title, *lines):
    return "---\n%slang: en\n%s---\n\n" % ("title: '%s'\n" % title if title else "", "".join(line + "\n" for line in lines))


def shown(layout, artifact):
    return [" ".join(piece.text for piece in page if piece.artifact == artifact and piece.kind == "text").strip() for page in layout.pages]


def text_of(layout):
    return re.sub(r"\s+", " ", layout.reading())


def test_white_of_headings_before_figures(run):
    """A heading over a table, in its place or away from it, has the white that it has over text."""
    table = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 8 + "\n: What it holds {#tbl-a}\n\n"
    for lines in range(2, 34, 3):
        source = front("T") + "# One\n\n" + (LINE * 2 + "\n\n") * lines + "## Two\n\n" + table + LINE * 40 + "\n"
        rules.check(built(run, source), rules.Style())


def test_heads_are_shortened_by_sense(run):
    body = "# One\n\n" + (LINE * 30 + "\n\n") * 12
    long = "Measuring the Slow Drift of Rivers: A Study of Four Valleys in the North, 1950 to 2020"
    assert "Measuring the Slow Drift of Rivers" in shown(built(run, front(long) + body), "Header")
    assert "Slow Rivers" in shown(built(run, front(long, "short-title: Slow Rivers") + body), "Header")
    section = '# A Heading of More Words Than a Running Head Has Any Room For Between Its Two Ends{}\n\n' + body[7:] + "# Last\n\nEnd.\n"
    assert "Own Words" in shown(built(run, front("T") + section.format(' {short="Own Words"}')), "Header")
    heads = shown(built(run, front("T") + section.format("")), "Header")
    assert not any("\u2026" in head or "Heading" in head for head in heads), heads


def test_nothing_around_what_has_no_title(run):
    assert not any(shown(built(run, front("") + (LINE * 30 + "\n\n") * 8), "Header"))
    assert not any(shown(built(run, front("") + "Dear reader.\n"), "Footer")), "a single page has a number"
    for source in ("# Shopping\n\nMilk.\n", "# Shopping\n\n" + "Milk and more. " * 900 + "\n"):
        layout = built(run, source)
        heads = [" ".join(piece.text for piece in page if piece.artifact == "Header").strip() for page in layout.pages]
        assert heads[0] == "" and all("Shopping" in head for head in heads[2::2]), heads


def test_entries_of_contents_stay_together(run):
    """An entry that has others below it ends no page; numbers stand in columns of their own."""
    text = "".join("# Chapter\n\n%s\n\n" % LINE + "".join("## Section\n\n%s\n\n" % LINE for _ in range(3)) for _ in range(30))
    layout = built(run, front("T", "toc: true", "number-sections: true", "toc-depth: 2") + text)
    ends = set()
    for page in range(len(layout.pages)):
        entries = [line for line in layout.lines(page) if layout.under(line.block, "TOCI")]
        if entries:
            ends.add(entries[-1].text.split()[0].count("."))
            starts = {round(min(piece.x0 for piece in line.pieces if "Chapter" in piece.text)) for line in entries if "Chapter" in line.text}
            assert len(starts) <= 1, starts
    assert ends and 0 not in ends, "a chapter's entry ends a page"


def test_references_are_language(run):
    pages = "::: pagebreak\n:::\n\n"
    near = built(run, front("T", "number-sections: true") + "# One\n\nAs [](#b) shows.\n\n# Two {#b}\n\nText.\n")
    assert "As section 2 shows." in text_of(near)
    far = built(run, front("T") + "# One\n\nAs [](#b) and [](#a) show.\n\n## Here {#a}\n\nText.\n\n" + pages * 2 + "Text.\n\n" + pages + "# Two {#b}\n\nText.\n")
    assert re.search("As “Two” \\(page.\\d\\) and “Here” show.", text_of(far)), text_of(far)[:200]


def test_rights_keep_their_lines(run):
    rights = "rights: |\n  Copyright A. Author\n  All given.\n\n  First edition\n"
    layout = built(run, front("T", rights.rstrip()) + ("# One\n\n" + (LINE * 30 + "\n\n") * 8) * 3)
    lines = {round(piece.y): piece.text.strip() for page in layout.pages for piece in page if piece.kind == "text" and piece.elem and "Author" in text_of(layout)}
    found = [text for text in lines.values() if text in ("Copyright A. Author", "All given.", "First edition")]
    assert len(found) == 3, found
