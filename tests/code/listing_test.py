"""Listings: captions, numbers, files, lines that stand out, code from files; in both editions."""
import os, re, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "typeset"))
sys.path.insert(0, os.path.join(HERE, "..", "pdf", "verify"))
import verify
from making import Made, front, lay, marks

FRONT = "---\ntitle: T\nlang: %s\n---\n\n"
FILE = "# start\n\ndef first():\n    return 1\n\n# tag::two[]\n    def second():\n        return 2\n# end::two[]\n# ANCHOR: three\nx = 3\n# ANCHOR_END: three\n"


def made(run, text, lang="en", wanted=0):
    """The e-book's pages, the layout, the messages and the dependencies."""
    built = Made(run, front(lang=lang) + text, "--depfile", "FOLDER/t.d", files={"src/main.py": FILE}, status=wanted)
    if wanted:
        return None, None, built.errors, None
    return built.pages, built.layout, built.errors, built.read("t.d").replace(built.folder, "")


def texts(layout, *kinds):
    found = []
    for page in layout.pages:
        for piece in page:
            if piece.kind == "text" and piece.elem is not None and layout.under(piece.elem, *kinds):
                found.append(piece.text)
    return "".join(found)


CAPTIONED = """
See [](#lst-one) and [](#lst-two).

```{.python #lst-one caption="A *first* one" filename="src/a.py"}
x = 1
```

```{.python filename="src/b.py"}
y = 2
```

```{.python #lst-two caption="Another"}
z = 3
```
"""


def test_captions_and_numbers(run):
    """Those that have a caption are counted, by a count of their own, and referred to."""
    pages, layout, errors, _ = made(run, CAPTIONED)
    assert not errors
    pages = pages.replace("\u00a0", " ")
    assert re.findall(r'<a href="#lst-\w+">(.*?)</a>', pages) == ["Listing 1", "Listing 2"]
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", pages)
    assert captions == ['<span class="label">Listing 1.</span> <code class="filename">src/a.py</code>: A <em>first</em> one',
                        '<code class="filename">src/b.py</code>', '<span class="label">Listing 2.</span> Another'], captions
    assert 'id="lst-one"' in pages and 'epub:type="loi"' not in pages
    shown = re.sub(r"\s+", " ", texts(layout, "Caption")).replace("\u00a0", " ")
    assert shown == "Listing 1. src/a.py: A first onesrc/b.pyListing 2. Another", shown


def test_lines_that_are_not_there_are_told(run):
    """A listing's own lines count, from 1 on; Quarto's key may ask for numbers alone."""
    block = "```{.c %s}\nint a;\nint b;\n```\n"
    for attributes, wanted, marked, numbers in (("hl_lines=\"9-10\" startFrom=9", "line 9 is to stand out, and this listing has 2;", 0, 2), ("hl_lines=2", "", 1, 0), ("hl_lines=0", "line 0", 0, 0), ("hl_lines=all", "by 'all'", 0, 0),
                                                ("code-line-numbers=true", "", 0, 2), ("code-line-numbers=false", "", 0, 0), ("code-line-numbers=\"1-2\"", "", 2, 0), ("hl_lines=\"2 1-2 2\"", "", 2, 0)):
        pages, _, errors, _ = made(run, block % attributes)
        assert (wanted in errors if wanted else not errors) and pages.count('class="marked"') == marked and ("numbered" in pages) == bool(numbers), (attributes, errors, pages)


def test_numbers_of_three_digits_have_room_and_go_on_in_the_next_file(run):
    text = "```{.text startFrom=99 hl_lines=\"1 9000\"}\n" + "".join("a line of some length, %d\n" % i for i in range(9000)) + "```\n"
    pages, _, errors, _ = made(run, text)
    first = [int(number) + 1 for number in re.findall(r'class="lines numbered hundreds"><code class="language-text" style="counter-reset: line (\d+)"', pages)]
    lines = [int(number) + 99 for number in re.findall(r"<code class=.*?>(?:<span[^>]*>)+a line of some length, (\d+)", pages)]
    assert not errors and len(first) > 1 and first == lines and pages.count('class="marked"') == 2, (errors, first, lines)


def test_a_file_s_ending_says_the_language_beside_other_classes(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"t.md": "---\ntitle: T\nauthor: A\nlang: en\n---\n\n::: {.numberLines include=\"a.c\"}\n:::\n\n::: {.python include=\"a.c\"}\n:::\n\n::: {.wrongg include=\"b.md\"}\n:::\n", "a.c": "int a;\n", "b.md": "Words.\n"})
        status, dump, errors = run("dump", "t.md", cwd=d)
    assert status == 0 and re.findall(r'CodeBlock "int a;"( [^@]*)@', dump) == [' .numberLines .c include="a.c" ', ' .python include="a.c" '], dump
    assert errors.count("\n") == 1 and ":13:" in errors and "'wrongg' means nothing" in errors, errors


def test_a_paragraph_below_with_a_colon_is_a_caption(run):
    """As below a table: as Markdown, with the id that ends it; a definition's colon begins a definition."""
    text = ("> ```c\n> int x;\n> ```\n>\n> : An *old* `a | b`\n> of two \\{lines} {#lst-one .wide}\n\nSee [](#lst-one).\n\n```{.c caption=\"Its own\"}\nint y;\n```\n\n: Words.\n\n"
            "Term\n:   ```c\n    int z;\n    ```\n:   more\n")
    pages, _, errors, _ = made(run, text)
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", pages.replace("\u00a0", " "))
    assert not errors and captions == ['<span class="label">Listing 1.</span> An <em>old</em> <code>a | b</code> of two {lines}', '<span class="label">Listing 2.</span> Its own'], (errors, captions)
    assert re.search(r'<figure [^>]*id="lst-one"', pages) and "<p>: Words.</p>" in pages and re.search(r"<dd>\s*more", pages) and pages.count(">Listing") == 3, pages


def test_captions_in_other_languages(run):
    for lang, label in (("de", "Listing 1"), ("es", "Listado 1"), ("ru", "Листинг 1"), ("ja", "リスト 1")):
        pages, _, _, _ = made(run, CAPTIONED, lang)
        assert label in pages.replace("\u00a0", " "), (lang, re.findall(r'<a href="#lst-\w+">(.*?)</a>', pages))


def test_a_caption_stays_with_its_code(run):
    text = "\n\n".join("Words of a paragraph, some of them long.\n\n```{.c caption=\"Number %d\"}\n%s\n```" % (i, "\n".join("int a_%d;" % k for k in range(2 + i % 9))) for i in range(40))
    _, layout, _, _ = made(run, text)
    for number, page in enumerate(layout.pages):
        rows = [(piece.y, bool(layout.under(piece.elem, "Caption"))) for piece in page if piece.kind == "text" and piece.elem is not None]
        assert not rows or not max(rows)[1], "page %d ends in a caption" % number


def test_conforms(run):
    built = Made(run, front() + CAPTIONED + "\n```{.console .numberLines hl_lines=1}\n$ ls # here\nfile\n```\n", "--to", "pdf")
    faults = verify.check(built.pdf)
    assert not faults, faults


def test_code_from_a_file(run):
    for part, wanted in (('lines="3-4"', "def first():\n    return 1"), ("lines=11", "x = 3"), ('lines="10-"', "# ANCHOR: three\nx = 3\n# ANCHOR_END: three"),
                         ("tag=two", "def second():\n    return 2"), ("tag=three", "x = 3")):
        pages, _, errors, depends = made(run, '::: {include="src/main.py" %s}\n:::\n' % part)
        code = re.search(r"<code[^>]*>(.*?)</code>", pages, re.S)
        assert re.sub(r"<[^>]*>", "", code.group(1)) == wanted, (part, code.group(0))
        assert 'class="language-py"' in code.group(0) and "code-" in code.group(1) and not errors
        assert "/src/main.py" in depends, depends


def test_what_cannot_be_included(run):
    for attributes, said in (('include="src/none.py"', "there is no such file"), ('include="../x.py"', "leads out of the folder"),
                             ('include="/etc/hostname"', "leads out of the folder"), ('include="src"', "name a file"),
                             ('include="src/main.py" tag=none', "no such lines"), ('include="src/main.py" lines=99', "no such lines")):
        _, _, errors, _ = made(run, "::: {%s}\n:::\n" % attributes, wanted=1)
        assert said in errors and ":6:1: error:" in errors, errors


def test_numbered_lines_in_the_ebook(run):
    pages, _, _, _ = made(run, '```{.python .numberLines startFrom=7 hl_lines="2-3"}\na = 1\n\nb = """\nc"""\n```\n')
    listing = re.search(r'<pre class="lines numbered"><code class="language-python" style="counter-reset: line 6">(.*?)</code>', pages, re.S).group(1)
    lines = re.findall(r"<span( class=\"marked\")?>((?:[^<]|<span class=\"code[^>]*>[^<]*</span>)*)</span>", listing)
    assert [bool(marked) for marked, _ in lines] == [False, True, True, False], listing
    assert re.sub(r"<[^>]*>", "", listing) == 'a = 1\n\nb = """\nc"""'


CALLED = "```python\nimport sys  # <1>\nx = 1\nfor line in sys.stdin:  # <2> <3>\n    pass\n```\n\n%s\n"


def test_callouts(run):
    """Where what follows explains them; at the lines' ends, beside the text, which is without them."""
    for after in ("<1> The *system*.\n<2> The lines.\n<3> Each.", "1. The *system*.\n2. The lines.\n3. Each."):
        pages, layout, errors, _ = made(run, CALLED % after)
        assert not errors, errors
        code = re.search(r"<code[^>]*>(.*?)</code>", pages, re.S).group(1)
        assert re.sub(r"<[^>]*>", "", code) == "import sys\nx = 1\nfor line in sys.stdin:\n    pass", code
        assert re.findall(r'data-callout="(.*?)"', code) == ["①", "②③"]
        assert re.findall(r"<li>(.*?)</li>", re.sub(r"\s*</?p>\s*", "", pages)) [-3:] == ["The <em>system</em>.", "The lines.", "Each."], pages
        assert texts(layout, "Code") == "import sys\nx = 1\nfor line in sys.stdin:\n    pass"
        beside = marks(run, front() + CALLED % after)
        rows = {round(piece.y, 1) for page in layout.pages for piece in page if piece.kind == "text" and piece.elem is not None}
        assert "".join(said for _, said in beside) == "①②③" and all(round(y, 1) in rows for y, _ in beside), beside
        assert pages.count(' style="list-style-type: circled"') == 1
        labels = [piece.text for page in layout.pages for piece in page if piece.kind == "text" and piece.elem is not None and piece.text[0] in "①②③123"]
        assert labels == ["①", "②", "③"], labels


def test_a_caption_stays_above_where_there_is_html(run):
    tree = run("dump", "-", stdin=(front() + "Press <kbd>Ctrl</kbd>.\n" + CAPTIONED).encode())[1]
    assert re.findall(r"^ +(Caption|CodeBlock|Figure)", tree, re.M) == ["Figure", "Caption", "CodeBlock"] * 3, tree
    html = '<figure id="lst-h"><pre><code class="language-c">int x;</code></pre><figcaption>Words</figcaption></figure>\n\nSee [](#lst-h).\n'
    tree = run("dump", "-", stdin=(front() + html).encode())[1]
    assert re.findall(r"^ +(Caption|CodeBlock|Figure)", tree, re.M) == ["Figure", "Caption", "CodeBlock"] and 'Str "Listing\u00a01"' in tree, tree


def test_listings_in_notes(run):
    """They are listings as those in the text are."""
    note = "Words.[^1] [](#lst-a)\n\n[^1]: A note.\n\n" + "".join(
        "    " + line + "\n" for line in ('``` {.python #lst-a caption="One" .numberLines}', "x = 1  # <1>", "```", "1. Called."))
    pages, layout, errors, _ = made(run, note)
    assert not errors and 'data-callout="①"' in pages and "<figcaption" in pages and ">Listing" in pages, pages
    assert texts(layout, "Code") == "x = 1", texts(layout, "Code")


def test_what_goes_on_says_so(run):
    """Above each page's part of a listing with a caption, where the style wants it; in no text."""
    code = "```{.python%s}\n" + "".join("x_%d = %d\n" % (i, i) for i in range(150)) + "```\n"
    for text, style, said in ((code % ' #lst-x caption="Long"', "true", 1), (code % "", "true", 0), (code % ' #lst-x caption="Long"', "false", 0)):
        layout = Made(run, front() + text, "--to", "pdf", "--style", "FOLDER/s.yaml", files={"s.yaml": "code: {continued: %s}\n" % style}).layout
        pages = [[piece for piece in page if piece.kind == "text" and "continued" in piece.text] for page in layout.pages]
        assert len(pages) >= 3 and [len(page) for page in pages] == [0] + [said] * (len(pages) - 1), pages
        for page, found in zip(layout.pages, pages):
            assert all(piece.artifact and piece.text.replace("\u00a0", " ") == "Listing 1 (continued)" for piece in found), found
            assert all(piece.y < other.y for piece in found for other in page if other.kind == "text" and other.text.startswith("x_"))


def test_no_callouts_without_explanation(run):
    pages, layout, _, _ = made(run, CALLED % "Words.")
    assert "# &lt;1&gt;" in re.sub(r"</?span[^>]*>", "", pages) and "data-callout" not in pages
    assert "# <1>" in texts(layout, "Code")


def test_drawings(run):
    """A picture takes the place of its code; else it is told, once, how to make one."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="9" height="9"/></svg>'
    for attributes, told in (("figure=flow.svg #fig-flow caption=\"The *flow*\" alt=\"A to B\"", 0), ("", 1)):
        block = "```{.mermaid %s}\ngraph TD; A-->B\n```\n\n"
        text = ("See [](#fig-flow).\n\n" if attributes else "") + block % attributes + ("" if attributes else block % "")
        made = Made(run, front() + text, "--to", "epub", files={"flow.svg": svg})
        assert made.errors.count("mmdc") == made.errors.count(": warning: ") + made.errors.count(": note: ") == told, made.errors
        page = made.files["opening.xhtml"].decode().replace("\u00a0", " ")
        assert ("A to B" in page and "Figure 1" in page and "<em>flow</em>" in page and "graph TD" not in page) == bool(attributes), page
