"""The front matter's abstract: text like any other, before all of it."""
from making import Made

HEAD = """---
title: T
author: A
lang: en
toc: true
abstract: |
  It *finds* "that".

  And then[^1] that.

  [^1]: The abstract's note.
%s---

# One {#one}

Text.

# Two

More.
"""


def build(run, extra):
    made = Made(run, HEAD % extra)
    assert not made.errors, made.errors
    return made.words, {name: data.decode() for name, data in made.files.items() if name.endswith((".xhtml", ".opf"))}


def test_an_abstract_stands_between_title_and_contents(run):
    text, pages = build(run, "")
    assert text.index("It finds “that”.") < text.index("Contents") < text.index("One"), text
    assert text.count("It finds") == 1 and text.count("The abstract’s note") == 1, text
    page = [p for p in pages.values() if 'role="doc-abstract"' in p]
    assert len(page) == 1 and page[0].count("<em>finds</em>") == 1, pages.keys()


def test_a_book_s_abstract_has_a_leaf_before_the_contents(run):
    """At the height of a dedication, without head and folio; the first chapter is on page 1."""
    made = Made(run, HEAD.replace("Text.", "Words of the text. " * 1200) % "", "--to", "pdf")
    pages = ["".join(line.text + " " for line in made.layout.lines(page)) for page in range(8)]
    leaf, contents, first = (next(i for i, page in enumerate(pages) if words in page) for words in ("It finds", "Contents", "Words of"))
    assert 0 < leaf < contents < first and leaf % 2 == contents % 2 == first % 2 == 0, (leaf, contents, first)
    assert not [piece for piece in made.layout.pages[leaf] if piece.artifact in ("Header", "Footer")], made.layout.pages[leaf]
    assert [piece.text for piece in made.layout.pages[first] if piece.artifact == "Footer"] == ["1"], made.layout.pages[first]


def test_an_abstract_describes_unless_something_else_does(run):
    _, pages = build(run, "")
    package = next(p for name, p in pages.items() if name.endswith(".opf"))
    assert "<dc:description>It finds “that”. And then that.</dc:description>" in package, package
    _, pages = build(run, "description: Said so.\n")
    package = next(p for name, p in pages.items() if name.endswith(".opf"))
    assert "<dc:description>Said so.</dc:description>" in package, package
