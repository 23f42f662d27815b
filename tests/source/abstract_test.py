"""The front matter's abstract: text like any other, before all of it."""
import subprocess, tempfile, zipfile

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
    folder = tempfile.mkdtemp()
    open(folder + "/t.md", "w").write(HEAD % extra)
    status, _, errors = run("build", "-o", folder, folder + "/t.md")
    assert status == 0 and not errors, errors
    text = subprocess.run(["pdftotext", folder + "/t.pdf", "-"], capture_output=True, text=True).stdout
    book = zipfile.ZipFile(folder + "/t.epub")
    pages = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xhtml", ".opf"))}
    subprocess.run(["rm", "-r", folder])
    return text, pages


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
