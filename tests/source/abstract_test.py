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


def test_an_abstract_describes_unless_something_else_does(run):
    _, pages = build(run, "")
    package = next(p for name, p in pages.items() if name.endswith(".opf"))
    assert "<dc:description>It finds “that”. And then that.</dc:description>" in package, package
    _, pages = build(run, "description: Said so.\n")
    package = next(p for name, p in pages.items() if name.endswith(".opf"))
    assert "<dc:description>Said so.</dc:description>" in package, package
