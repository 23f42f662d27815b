"""Books of many files: ids, links, chapters, projects, and pictures that cannot be had."""
import os, re, subprocess, tempfile, zipfile

from making import Made, lay

HERE = os.path.dirname(os.path.abspath(__file__))
DOT = open(HERE + "/../golden/dot.png", "rb").read()
FOLDERS = {
    "index.md": "---\ntitle: Folders\nlang: en\n---\n\n# Start\n\n[two](ch2/README.md) [its](ch2/README.md#summary) [bare](./ch2/) [html](ch2/more.html#exercises)\n",
    "ch1/README.md": "# One\n\n![shared](../img/dot.png) ![own](dot.png)\n\n## Summary {#summary}\n\n[above](#one) [gone](../ch2/README.md#none)\n",
    "ch2/README.md": "---\ntitle: Two by its front matter\nlayout: page\n---\n\nSee [summary](#summary), [back](../ch1/README.md).\n\n## Summary {#summary}\n\n## Exercises\n\n[here](#exercises)\n",
    "ch2/more.md": "# More\n\n[here](#exercises)\n\n## Exercises\n",
    "img/dot.png": DOT, "ch1/dot.png": DOT,
}
ORDER = ["index.md", "ch1/README.md", "ch2/README.md", "ch2/more.md"]


def links(dump):
    """What each link is called, and the id that it leads to."""
    return re.findall(r'Link internal .*?to="([^"]*)"\n +Str "([^"]*)"', dump)


def test_ids_are_each_source_s_own_first(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, FOLDERS)
        status, dump, errors = run("dump", *ORDER, cwd=d)
        assert status == 0, errors
        assert links(dump) == [("two-by-its-front-matter", "two"), ("summary-1", "its"), ("two-by-its-front-matter", "bare"), ("exercises-1", "html"),
                               ("one", "above"), ("two-by-its-front-matter", "gone"), ("summary-1", "summary"), ("one", "back"), ("exercises", "here"),
                               ("exercises-1", "here")], links(dump)
        assert dump.count("6x6") == 2 and errors.count("\n") == 1 and "ch1/README.md:7:15: warning: nothing there has the id 'none'" in errors, errors


def test_the_root_holds_what_is_read(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, FOLDERS)
        status, _, errors = run("dump", "--strict", "ch1/README.md", cwd=d)
        assert status == 1 and "ch1/README.md:3:1: error: the image '../img/dot.png'" in errors, errors
        status, _, errors = run("dump", "--root", ".", "ch1/README.md", cwd=d)
        assert status == 0 and "image '" not in errors, errors
        status, _, errors = run("dump", "--strict", "--root", "ch2", "ch1/README.md", cwd=d)
        assert status == 1 and errors.count("leads out of the folder") == 2, errors


def test_an_id_that_is_another_file_s_is_told_with_that_file(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"a.md": "# One {#one}\n\n[x](b.md#one) [y](b.md#tow)\n", "b.md": "# Two {#two}\n"})
        errors = run("dump", "a.md", "b.md", cwd=d)[2]
    assert "a.md:3:1: warning: nothing there has the id 'one', so the link leads to the file's beginning; it is in 'a.md'" in errors and "did you mean #two?" in errors, errors


def test_a_site_s_own_addresses_begin_at_the_root(run):
    files = {"a.md": "# One {#one}\n\n![p](/img/dot.png) [b](/ch/b.md) [id](/ch/b#there) [c](/none.md)\n", "ch/b.md": "# Two {#two}\n\n## There {#there}\n\n![p](/img/dot.png) [a](/a.md)\n\n![x](/etc/passwd)\n",
             "img/dot.png": FOLDERS["img/dot.png"]}
    with tempfile.TemporaryDirectory() as d:
        lay(d, files)
        for where, more, sources in ((d, (), ("a.md", "ch/b.md")), (d + "/ch", ("--root", ".."), ("../a.md", "b.md")), (d, ("--root", d), (d + "/a.md", "ch/b.md"))):
            status, dump, errors = run("dump", *more, *sources, cwd=where)
            assert status == 0 and dump.count("6x6") == 2 and links(dump) == [("two", "b"), ("there", "id"), ("one", "a")], dump + errors
            assert errors.count("warning") == 4 and "'/none.md' leads nowhere" in errors and "the image '/etc/passwd' is not taken: it leads out of the folder" in errors, errors


PROJECT = """title: A whole
author: A. Name
lang: en
sources:
  - index.md
  - part: The first part
    chapters: [ch1/README.md, ch2/README.md]
appendices: [ch2/more.md]
to: epub
"""


def test_a_book_s_own_file(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, dict(FOLDERS, **{"book.yaml": PROJECT}))
        for args, made in ((["-o", "made", "book.yaml"], "made/book.epub\n"), (["-o", "o", "--to", "pdf", "."], "o/%s.pdf\n" % os.path.basename(d))):
            status, out, errors = run("build", *args, cwd=d)
            assert status == 0 and out.endswith(made), (args, out, errors)
        package = zipfile.ZipFile(d + "/made/book.epub").read("OEBPS/package.opf").decode()
        assert ">A whole</dc:title>" in package and ">A. Name</dc:creator>" in package
        heads = [line.split(" @")[0].strip() for line in run("dump", ".", cwd=d)[1].split("\n") if "Header" in line]
        assert heads[:3] == ["Header 1 #start", "Header 1 #the-first-part .part", "Header 2 #one"], heads
        assert heads[-2:] == ["Header 1 #more .appendix", "Header 2 #exercises-1"], heads
        lay(d, {"book.yaml": PROJECT.replace("epub", "docx") + "output: elsewhere\n"})
        status, out, errors = run("build", ".", cwd=d)
        assert status == 1 and "book.yaml:9:5: error: 'to' cannot have this value" in errors and "book.yaml:10:9: warning: how a book is built, and where to" in errors, errors
        lay(d, {"book.yaml": PROJECT.replace("to: epub", "outputs: [epub]") + "jobs: 4\n"})
        status, out, errors = run("build", "-o", "p", "book.yaml", cwd=d)
        assert status == 0 and out == "p/book.epub\n" and "book.yaml:10:7: warning: " in errors and "give it --jobs" in errors, (out, errors)


SUMMARY = """# Summary

[Before](before.md)

# The part

- [First](a/first.md)
  - [Within](a/within.md)
- [Not written]()

[After](after.md)
"""


def test_a_summary_is_read_as_mdbook_reads_it(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"src/SUMMARY.md": SUMMARY, "src/before.md": "No heading.\n", "src/a/first.md": "# First\n\n[in](within.md)\n",
                "src/a/within.md": "<!-- old -->\n\n<a id='was'></a>\n<a id='once'></a>\n\n# Within\n\n## Deep\n", "src/after.md": "## After\n"})
        status, dump, errors = run("dump", ".", cwd=d)
        heads = re.findall(r"Header (\d) #([a-z-]*)(?: \.([a-z]+))?", dump)
        assert heads == [("1", "before", "unnumbered"), ("1", "the-part", "part"), ("2", "first", ""), ("3", "within", ""), ("4", "deep", ""),
                         ("1", "after", "unnumbered")], heads
        assert links(dump) == [("within", "in")], dump
        assert run("build", "--to", "epub", ".", cwd=d)[1] == os.path.basename(d) + ".epub\n"


def test_a_summary_of_gitbook_s_has_parts_of_the_second_level(run):
    with tempfile.TemporaryDirectory() as d:
        for title, book in (("目次 {#summary}", "A"), ("TABLE DES MATIèRES", "A"), ("A Book", "A Book")):
            lay(d, {"SUMMARY.md": "# %s\n\n* [A](./a.md)\n\n## Second part\n\n* [B](./x/b.md)\n" % title, "a.md": "# A\n\nText.\n", "x/b.md": "# B\n\n[^no]\n"})
            _, dump, errors = run("dump", ".", cwd=d)
            assert 'title="%s"' % book in dump and re.findall(r"Header (\d) #([a-z-]*)", dump) == [("1", "a"), ("1", "second-part"), ("2", "b")], dump
            assert "x/b.md:3:1: warning" in errors and "./" not in errors, errors


MISSING = """---
title: T
lang: en
---

# One

![A *tree* in words](none.png){#fig}

See [](#fig), and ![a flag](https://example.org/f.png) within.

![](far/shield.svg)
"""


def test_what_stands_for_a_picture_that_cannot_be_had(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"a.md": MISSING})
        status, out, errors = run("build", "a.md", cwd=d)
        assert status == 0 and [line.split(": warning: ")[0] for line in errors.splitlines()] == ["a.md:8:1", "a.md:10:19", "a.md:12:1"], errors
        page = zipfile.ZipFile(d + "/a.epub").read("OEBPS/one.xhtml").decode()
        assert re.search(r'<figure id="fig">\s*<div class="missing-image">\s*<p>A <em>tree</em> in words</p>', page), page
        assert '<span class="missing-image">[a flag]</span>' in page and "<p>shield.svg</p>" in page and "<img" not in page, page
        said = subprocess.run(["pdftotext", "-layout", d + "/a.pdf", "-"], capture_output=True, text=True).stdout
        assert said.count("A tree in words") == 2 and "and [a flag] within" in said and "shield.svg" in said, said
        assert run("build", "--strict", "a.md", cwd=d)[0] == 1


TOML = """# mdBook's
[build]
title = "Not this"

[book]
title = "A 'whole' book"  # and a comment
authors = [
    "A. Name",
    'B. Other',
]
language = "de"
src = "text"
multilingual = false

[output.html]
title = "Nor this"
"""


def test_mdbook_s_own_file(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"book.toml": TOML, "text/SUMMARY.md": "# Summary\n\n- [One](one.md)\n", "text/one.md": "# Eins\n\nText.\n"})
        for source in (".", "book.toml"):
            status, dump, errors = run("dump", source, cwd=d)
            assert status == 0 and not errors, errors
            meta = dump.split("\n")[0]
            assert 'lang="de"' in meta and "name=\"A. Name\"" in dump and "name=\"B. Other\"" in dump and "Header 1 #eins" in dump, dump
            assert "A ‚whole‘ book" in meta, meta
        assert run("build", "--to", "epub", "book.toml", cwd=d)[1] == os.path.basename(d) + ".epub\n"
        lay(d, {"book.toml": "[book]\ntitle = \"x\n"})
        status, _, errors = run("dump", ".", cwd=d)
        assert status == 1 and "book.toml:3:1: error: this is not YAML" in errors, errors


MAIN = """use std::io;

fn main() {
    // ANCHOR: all
    let a = 1;
    // ANCHOR: one
    let b = 2;
    // ANCHOR_END: one
    // ANCHOR_END: all
}
"""
INCLUDING = """# One

```rust,ignore
{{#rustdoc_include ../code/main.rs:all}}
```

```rust
# use std::io;
#
## seen
#[derive(Debug)]
{{#include ../code/main.rs:5}}
```

```
{{#include ../code/main.rs:1:3}} …
```

{{#title A page of the web}}

{{#include part.md}}

```
# stays
{{#include ../code/none.rs}}
```
"""


def test_files_are_taken_in_as_mdbook_does(run):
    """Whole, by lines or between anchors, in code and as text; what cannot be had is told and stays, as does all in other books."""
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"book.toml": TOML.replace("text", "src"), "src/SUMMARY.md": "# Summary\n\n- [One](one.md)\n", "code/main.rs": MAIN,
                "src/one.md": INCLUDING, "src/part.md": "Words *of* a part.\n"})
        status, dump, errors = run("dump", ".", cwd=d)
        codes = re.findall(r'CodeBlock "((?:[^"\\]|\\.)*)"', dump)
        assert codes == ["let a = 1;\\nlet b = 2;", "# seen\\n#[derive(Debug)]\\nlet a = 1;", "use std::io;\\n\\nfn main() { …",
                         "# stays\\n{{#include ../code/none.rs}}"], codes
        assert '"Words "' in dump and "title A page" not in dump, dump
        assert status == 0 and re.fullmatch(r"src/one\.md:25:1: warning: '../code/none\.rs' is not included: .*\n", errors), errors
        status, dump, errors = run("dump", "src/one.md", cwd=d)
        assert "{{#rustdoc_include" in dump and "{{#include part.md}}" in dump and "what mdBook puts in here is not read" in errors, errors


def test_the_book_is_meant_from_within_its_folder(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"book.toml": TOML.replace("text", "src"), "src/SUMMARY.md": "# Summary\n\n- [One](one.md)\n", "code/main.rs": MAIN,
                "src/one.md": "# One\n\n```rust\n{{#include ../code/main.rs:1}}\n```\n"})
        for folder, source in ((d, "src/SUMMARY.md"), (d, "src"), (d + "/src", "SUMMARY.md"), (d + "/src", ".")):
            status, dump, errors = run("dump", source, cwd=folder)
            assert status == 0 and not errors and "use std::io;" in dump and 'lang="de"' in dump, errors
        assert run("build", "--to", "epub", "-o", "o", "SUMMARY.md", cwd=d + "/src")[1] == "o/%s.epub\n" % os.path.basename(d)
        lay(d, {"text/SUMMARY.md": "# Summary\n\n- [One](one.md)\n", "text/one.md": "# One\n"})
        assert 'lang="de"' not in run("dump", "text/SUMMARY.md", cwd=d)[1]  # it is no part of that book


LISTINGS = """# One

<Listing number="5-1" file-name="src/main.rs" caption="A `User<T>` of ours">

```rust
fn main() {}
```

</Listing>

<Listing number="5-2" caption="Two <b>more</b>">

```
one
```

Words.

</Listing>

<Listing file-name="a.rs">

```rust
fn a() {}
```

</Listing>

::: {#lst-x caption="Of a div"}
```
two
```
:::

See [](#lst-x), <Listing caption="x">within</Listing>.
"""


def test_listings_of_elements(run):
    """Elements of other programs around a listing say its caption, its file and its number; around more they are figures."""
    made = Made(run, "---\ntitle: T\nlang: en\n---\n\n" + LISTINGS)
    assert made.errors.count("\n") == 1 and ":40:17: warning: the tag <Listing> means nothing here" in made.errors, made.errors
    for words in ("Listing 5-1. src/main.rs: A User<T> of ours", "Figure 5-2. Two more", "a.rs", "Listing 2. Of a div", "See Listing 2"):
        assert words in " ".join(made.words.split()), (words, made.words)
    page = re.sub(r"<[^>]*>", "", made.pages).replace("\u00a0", " ")
    assert "Listing 5-1. src/main.rs: A User&lt;T&gt; of ours" in page and "Figure 5-2. Two more" in page, page


def test_books_of_quarto_and_bookdown(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"_quarto.yml": "project:\n  type: book\n  output-dir: out\nbook:\n  title: Q\n  author: A\n  favicon: x.png\n  chapters: [index.qmd, part.qmd]\nbibliography: b.bib\nformat:\n  html:\n    theme: cosmo\nlang: en\n",
                "index.qmd": "# Preface {.unnumbered}\n\nText.\n", "part.qmd": "---\ntitle: Named by itself\nexecute:\n  echo: false\n---\n\nText.\n"})
        status, dump, errors = run("dump", ".", cwd=d)
        assert status == 0 and errors.count("\n") == 1 and "_quarto.yml:3:15: note: of this file's keys some mean nothing here and are left out: output-dir, favicon, bibliography" in errors, errors
        assert 'title="Q"' in dump and "#preface" in dump and "#named-by-itself" in dump, dump
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"_bookdown.yml": "book_filename: b\ndelete_merged_file: true\n", "index.Rmd": "---\ntitle: B\nauthor: A\nlang: en\nsite: x\noutput: y\n---\n\n# Start\n\nText.\n",
                "02-two.Rmd": "# Two\n\nText.\n", "01-one.Rmd": "# One\n\nText.\n", "_draft.Rmd": "# No\n", "README.md": "# Nor this\n"})
        status, dump, errors = run("dump", ".", cwd=d)
        assert status == 0 and re.findall(r"Header 1 #(\w+)", dump) == ["start", "one", "two"] and 'title="B"' in dump, dump + errors
        assert errors == "index.Rmd:5:1: warning: what other programs read in the front matter means nothing here and is left out: site, output\n", errors


def test_books_of_mkdocs_jupyter_book_and_myst(run):
    texts = {"%s.md" % name: "# %s\n\nSee [](b.md).\n" % name.upper() for name in "abcd"}
    mkdocs = {"mkdocs.yml": "site_name: M\nsite_author: A\ntheme:\n  name: x\nmarkdown_extensions:\n  - e:\n      f: !!python/name:g.h\nnav:\n  - Home: c.md\n  - The Part:\n    - Words: sub/b.md\n    - deep:\n      - a.md\n    - more/\n  - https://example.com/\n",
              "docs/c.md": "# C\n\nSee [](sub/b.md).\n", "docs/sub/b.md": "Words alone.\n", "docs/a.md": "# A\n\nSee [](c.md).\n", "docs/more/z.md": "# Z\n", "docs/more/index.md": "# Face\n", "docs/not.md": "# Not\n"}
    jupyter = {"_toc.yml": "format: jb-book\nroot: c\nparts:\n- caption: The Part\n  chapters:\n  - file: b\n    sections:\n    - file: a\n  - glob: x*\n", "_config.yml": "title   : M\nauthor: A\nexecute:\n  off: !x y\n", **texts}
    oldest = {"_toc.yml": "- file: c\n- part: The Part\n  chapters:\n  - file: b\n    sections:\n    - title: own\n      file: a\n- header: No\n", **texts}
    myst = {"myst.yml": "version: 1\nproject:\n  title: M\n  toc:\n    - file: c.md\n    - title: The Part\n      children:\n        - file: b.md\n          children: [{file: a.md}]\nsite: {}\n", **texts}
    for files, order, said in ((mkdocs, ["1 C", "1 The Part", "2 Words", "2 deep", "3 A", "2 Face", "2 Z"], 0), (jupyter, ["1 C", "1 The Part", "2 B", "3 A"], 1), (oldest, ["1 C", "1 The Part", "2 B", "3 A"], 0), (myst, ["1 C", "1 The Part", "2 B", "3 A"], 0)):
        with tempfile.TemporaryDirectory() as d:
            lay(d, files)
            status, dump, errors = run("dump", ".", cwd=d)
            found = [a + " " + b for a, b in re.findall(r'Header (\d)[^\n]*\n +Str "([^"]*)"', dump)]
            assert status == 0 and found == order and ('title="M"' in dump) == (files is not oldest) and ".part" in dump, dump + errors
            assert errors.count("by their names alone") == said and "leads nowhere" not in errors, errors
            name = [name for name in files if name.endswith(".yml")][0]
            assert run("dump", name, cwd=d)[1].split("\n", 1)[1] == dump.split("\n", 1)[1]
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"_toc.yml": "format: jb-book\nroot: a\nchapters:\n- file: n\n- file: b\n", "n.ipynb": '{"cells": [], "nbformat": 4}', **texts})
        status, dump, errors = run("dump", ".", cwd=d)
        assert status == 0 and re.findall(r"Header 1 #(\w)", dump) == ["a", "b"] and errors.count("n.ipynb: warning: this chapter is no Markdown, it looks like a Jupyter notebook") == 1, dump + errors
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"mkdocs.yml": "nav: [none.md]\n"})
        assert "docs/none.md: error: cannot read this file" in run("dump", ".", cwd=d)[2]
        lay(d, {"mkdocs.yml": "nav: {a: {b: c}}\n", "docs/a.md": "# A\n"})
        assert '"A"' in run("dump", ".", cwd=d)[1]


def test_what_a_book_s_file_may_not_say(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"book/a.md": "# One\n\n![dot](../img/dot.png)\n", "img/dot.png": DOT, "book/sub/in.png": DOT})
        for text in ("", "title: X\n", "title: X\nsources: []\n"):
            lay(d, {"e/book.yaml": text})
            status, _, errors = run("check", "e", cwd=d)
            assert status == 1 and "e/book.yaml: error: this book has no text" in errors, errors
        head = "title: X\nauthor: A\nlang: en\nsources: [a.md]\n"
        lay(d, {"book/book.yaml": head + "root: ..\n"})
        status, _, errors = run("check", "book", cwd=d)
        assert status == 0 and "book/book.yaml:5:7: warning: this root leads out of the book's own folder" in errors and "--root ." in errors and "is not taken" in errors, errors
        status, _, errors = run("check", "--root", ".", "book", cwd=d)
        assert "is not taken" not in errors, errors
        lay(d, {"book/book.yaml": head + "to: png\nhandout: [booklet]\n", "book/a.md": "# One\n\nText.\n"})
        status, out, errors = run("build", "-o", d + "/o", "book", cwd=d)
        assert status == 0 and sorted(os.listdir(d + "/o")) == ["book-001.png", "book-booklet.pdf"], (out, errors, os.listdir(d + "/o"))
