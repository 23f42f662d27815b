"""Typical mistakes: each is told at its place, with what to do, and what is meant stays as it is."""
import os, re, tempfile

from making import Made, front, tree

HERE = os.path.dirname(os.path.abspath(__file__))
FRONT = "---\ntitle: T\nlang: en\n---\n\n"

# What is written after the front matter; place and words of each message, in order.
TEXTS = (
    ("::: note\ntext\n", ["6:1: warning: this div is never closed"]),
    (":::: note\n::: tip\ntext\n:::\n::::\n", []),
    ("```\ncode\n\n# no heading\n", ["6:1: warning: this block of code is never closed"]),
    ("> ```\n> code\n> ```\n\n- ~~~ c\n  code\n  ~~~~\n\n    indented\n", []),
    ("é[^x] and \\[^y] and [^1 2] `[^z]`\n", ["6:2: warning: there is no note 'x'"]),
    ("a[^x]\n\n[^x]: one\n\n[^x]: two\n\n> [^no]: three\n", ["10:1: warning: nothing calls the note 'x'", "12:3: warning: nothing calls the note 'no'"]),
    ("a[^x]\n\n[^x]: note[^y]\n\n[^y]: in a note\n", []),
    ("#Heading\n", ["6:1: warning: this is no heading without a space"]),
    ("#1 of all\n\n#hash tag\n\n#Two\nlines\n\n\\#Heading\n", []),
    ("| a | b |\n|---|\n| 1 | 2 |\n", ["6:1: warning: this is no table"]),
    ("a | b\n-- no table\n\na\n\\|\n", []),
    ("| a | b |\n|---|---|\n| 1 | `x|y` |\n", ["8:10: warning: this row has more cells"]),
    ("> | é |\n> |---|\n> | é | 2\n", ["8:9: warning: this row has more cells"]),
    ("| a | b |\n|---|---|\n| 1 | `x\\|y` |  \n| 1 | 2 | |\n1|2\n|1\n", []),
    ("Words:\n• one\n• two\n\n2. Fit:\n   a. one\n   b. two\n\nText\n2. two\n3. three\n",
     ["6:1: warning: lines of this paragraph begin as a list's items do", "10:4: warning: lines of", "14:1: warning: lines of"]),
    ("Words\n1. one\n2. two\n\nIn\n1999. Then\na. b\n• x\n", []),
    ("a [ ]{#x} b [](#x)\n", ["6:13: warning: nothing says what '#x' is called"]),
    ("::: warnng\nx\n:::\n\n::: epigrph\nx\n:::\n", ["6:1: warning: the class 'warnng' means nothing here; did you mean 'warning'?", "10:1: warning: the class 'epigrph' means"]),
    ("::: notes\nx\n:::\n\n::: my-box\nx\n:::\n\n::: {.warning .own}\nx\n:::\n",
     ["6:1: warning: the class 'notes' means nothing here, and stays", "10:1: warning: the class 'my-box' means nothing here, and stays"]),
    ("[a]{.right} [b]{.smallcaps} <span class=center>c</span>\n\n::: right\nd\n:::\n", ["6:1: warning: the class 'right' is of blocks"]),
    ("[](#l)\n\n```{#l .c}\nx\n```\n\n[](#m)\n\n```{#m .c caption=y}\nx\n```\n", ["8:1: warning: this listing is called, and has no number"]),
    ("# Introduction\n\n[x](#introducton)\n", ["8:1: warning: nothing here has the id 'introducton', so the link is left out; did you mean #introduction?"]),
    ("![a](dit.png) ![b](../golden/dot.png) ![c]()\n",
     ["6:1: warning: the image 'dit.png' is not there; did you mean 'dot.png'?", "6:15: warning: the image '../golden/dot.png' is not taken: it leads out",
      "6:39: warning: this image names no file"]),
    ("[a]{lang=french}\n", ["6:1: warning: 'french' is not a language tag"]),
    ("", ["1:1: warning: there is no text here"]),
)

# Whole sources.
SOURCES = (
    ("---\ntitle: T\nlang: en_US.UTF-8\n---\n\nx\n", ["3:7: error: 'en_US.UTF-8' is not a language tag; did you mean en-US?"]),
    ("---\ntitle: T\nlang: english\n---\n\nx\n", ["3:7: error: 'english' is not a language tag; write one"]),
    ("---\ntitle: A: B\nlang: en\n---\n\nx\n", ["2:9: error: this is not YAML"]),
    ("---\ntitle: T\nlang: en\n\nx\n", ["1:1: error: front matter begins here and never ends"]),
    ("\n \n---\ntitle: T\nlang: en\ndir: x\n---\n\n[a](#b)\n", ["6:6: error: 'dir' cannot", "9:1: warning: nothing here has the id 'b'"]),
    ("---\ntitle: T\nlang: en\npapersize: a7x\n---\n\nx\n", ["4:12: error: there is no paper 'a7x'"]),
    ("---\ntitle: T\nlang: en\nstyle: hanout\n---\n\nx\n", ["4:8: warning: the style 'hanout' is not taken, so both editions have the default: there is none of that name; did you mean 'handout'?"]),
    ("---\ntitle: T\nlang: en\nstyle: own/none.yaml\n---\n\nx\n", ["4:8: warning: the style 'own/none.yaml' is not taken, so both editions have the default: there is no such file"]),
    ("---\ntitle: T\nlang: en\nstyle: ../x.yaml\n---\n\nx\n", ["4:8: warning: the style '../x.yaml' is not taken, so both editions have the default: it leads out"]),
)


def check(run, text, wanted):
    status, out, errors = run("check", "-", cwd=HERE + "/../golden", stdin=text.encode())
    found = errors.strip().split("\n") if errors.strip() else []
    assert status == (1 if any(" error: " in w for w in wanted) else 0), text + errors
    assert len(found) == len(wanted), "%s\nwanted %s\nfound %s" % (text, wanted, errors)
    for one, other in zip(found, wanted):
        assert one.startswith("-:" + other), "%s\nwanted %s\nfound %s" % (text, other, one)


def test_in_the_text(run):
    for text, wanted in TEXTS:
        check(run, FRONT + text, wanted)


def test_in_the_front_matter(run):
    for text, wanted in SOURCES:
        check(run, text, wanted)


def test_classes_that_mean_nothing_are_told_once(run):
    text = "---\ntitle: T\nlang: en\n%s---\n\n::: sidenote\nx\n:::\n\n::: {.sidenote #a}\ny\n:::\n\nA [b]{.fancy} and [c]{.fancy .mark} <span class=\"other\">d</span>.\n\n::: {.landscape}\ne\n:::\n\n::: {.preface}\nf\n:::\n"
    for stdin, told in ((text % "", ["sidenote", "fancy"]), (text % "css: a.css\n", [])):
        status, dump, errors = run("dump", "-", stdin=stdin.encode())
        assert re.findall(r"the class '(\w+)' means nothing here", errors) == told, errors
    assert run("dump", "--strict", "-", stdin=(text % "").encode())[0] == 1


def test_style_attributes_are_read_or_told(run):
    text = front() + ('<span style="font-variant: small-caps">a</span> <span style="font-weight:bold;color:red">b</span> [c]{style="font-style: italic; color: blue"} '
                      '<span style="text-decoration: line-through">d</span>\n\n<p style="text-align:right">e</p>\n\n## F {style="page-break-before: always"}\n\ng\n\n'
                      '<div style="page-break-after: always">h</div>\n')
    status, dump, errors = run("dump", "-", stdin=text.encode())
    for wanted in ('SmallCaps\n      Str "a"', 'Strong\n      Str "b"', 'Emph\n      Str "c"', 'Strikeout\n      Str "d"', "Para .right"):
        assert wanted in re.sub(r" @\d+:\d+", "", dump), (wanted, dump)
    order = re.findall(r"^  (PageBreak|Header 2|Div)", dump, re.M)
    assert order == ["PageBreak", "Header 2", "Div", "PageBreak"], dump
    assert errors.count("\n") == 1 and "'color' in a style attribute means nothing here" in errors and "(and 1 more like it)" in errors, errors


def test_sizes_that_are_none(run):
    dot = open(os.path.dirname(os.path.abspath(__file__)) + "/../golden/dot.png", "rb").read()
    made = Made(run, front() + "![a](dot.png){width=foo} ![b](dot.png){height=0} ![c](dot.png){width=auto height=2cm}\n\n<figure style=\"width: 40%\"><img src=\"dot.png\" alt=\"d\"><figcaption>D</figcaption></figure>\n", files={"dot.png": dot})
    assert re.findall(r"t\.md:(\d+:\d+): warning: '(\w+)' is no (\w+) of a picture", made.errors) == [("6:1", "foo", "width"), ("6:26", "0", "height")] and made.errors.count("\n") == 2, made.errors
    styles = dict(re.findall(r'<img[^>]*alt="(\w)"(?: style="([^"]*)")?', made.pages))
    assert styles == {"a": "", "b": "", "c": "height: 2cm", "d": "width: 40%"}, made.pages


def test_sizes_count_in_the_e_book(run):
    dot = open(os.path.dirname(os.path.abspath(__file__)) + "/../golden/dot.png", "rb").read()
    text = '![a](dot.png){height=40%} ![b](dot.png){width="5 pc"} ![c](dot.png){width=1.5rem height=10} <img src="dot.png" alt="d" style="height:30%">\n'
    made = Made(run, front() + text, files={"dot.png": dot})
    styles = dict(re.findall(r'<img[^>]*alt="(\w)"(?: style="([^"]*)")?', made.pages))
    assert styles == {"a": "height: 40vh", "b": "width: 5pc", "c": "width: 1.5rem; height: 10px", "d": "height: 30vh"} and not made.errors, made.pages + made.errors


def test_lines_behind_bars_in_a_list(run):
    dump, errors = tree(run, "- | One\n  |   two\n- x\n")
    assert "Div (verse)" in dump and dump.count("LineBreak") == 1 and '"\u00a0\u00a0two"' in dump and not errors, dump + errors


def test_a_text_without_its_style_is_set_in_the_default(run):
    lost = Made(run, "---\ntitle: T\nlang: en\nstyle: lost.yaml\n---\n\nSome words.\n")
    plain = Made(run, FRONT + "Some words.\n")
    assert lost.errors.count("warning") == 1 and [p.x0 for page in lost.layout.pages for p in page] == [p.x0 for page in plain.layout.pages for p in page], lost.errors
    lost = "---\ntitle: T\nlang: en\nstyle: lost.yaml\n---\n\nx\n".encode()
    assert run("check", "--strict", "-", stdin=lost)[0] == 1
    status, _, errors = run("check", "--style", "gone.yaml", "-", stdin=lost)
    assert status == 1 and "error: cannot read the style 'gone.yaml'" in errors and "lost" not in errors, errors


def test_many_messages_are_fewer_than_forty_and_of_each_kind(run):
    kinds = ["[](#none%d)\n", "![a](https://example.com/%d.png)\n", "::: {.own-%d}\nx\n:::\n", "```{.tongue-%d}\nx\n```\n", "![](none%d.png)\n", "<tag-%d>x</tag-%d>\n", "a[^note%d]\n"]
    others = ["[@key]", "See @fig-a", "\\index{a}", "{{< a >}}", "[[a]]", "==a==", "++a++", "!!! a", "T> a", "W> a", "\\section{a}"]
    text = FRONT + "\n".join(kind.replace("%d", str(i)) for kind in kinds for i in range(50)) + "\n" + "\n\n".join(others) + "\n"
    _, _, errors = run("check", "-", stdin=text.encode())
    lines = errors.strip().split("\n")
    assert len(lines) < 40 and errors.count("more messages of the kind") == len(kinds) and "stays as it is" in errors, errors
    assert sum("is not read here" in line or "are not read" in line or "is no" in line or "this marks" in line or "this underlines" in line or "an index" in line for line in lines) >= len(others), errors
    every = run("check", "--diagnostics", "json", "-", stdin=text.encode())[2]
    assert every.count("\n") >= len(kinds) * 50 + len(others), every.count("\n")
    with tempfile.TemporaryDirectory() as d:
        names = ["%d.md" % i for i in range(3)]
        for i, name in enumerate(names):
            with open(d + "/" + name, "w") as file:
                file.write((FRONT if not i else "") + "\n\n".join(others) + "\n" + "".join("\n[](#%s%d%d)\n\n![a](none%s%d.png)\n" % (name[0], i, k, name[0], k) for k in range(20)))
        errors = run("check", *names, cwd=d)[2]
        assert errors.count("\n") < 40 and errors.count("more like it)") >= len(others), errors


def test_a_drawing_says_what_it_is(run):
    """Its own title and description, where its author has given no alternative; an empty one is one."""
    box = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">%s<g><title>no</title><rect width="9" height="9"/></g></svg>'
    files = {"a.svg": box % "<title>A &amp; b</title><desc>what\n  it is</desc>", "b.svg": box % "<desc>Only so</desc>", "c.svg": box % ""}
    text = "![](a.svg)\n\n![](b.svg)\n\n![mine](a.svg)\n\n<img src=\"a.svg\" alt=\"\">\n\n```{.mermaid figure=\"a.svg\"}\nx\n```\n\n![](c.svg)\n"
    made = Made(run, front() + text, files=files)
    alts = re.findall(r'<img class="drawing" [^>]*alt="([^"]*)"', made.pages)
    assert alts == ["A &amp; b: what it is", "Only so", "mine", "", "A &amp; b: what it is", ""], alts
    assert made.errors.count("warning: ") == 1 and "no alternative text" in made.errors and "A & b: what it is" in made.objects.replace("\\", ""), made.errors


def test_what_is_no_text_says_what_it_is(run):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>\n'
    with tempfile.TemporaryDirectory() as folder:
        for name, text, said in (("a.svg", "\n" + svg, "an SVG drawing"), ("a.csv", "a,b\n1,2\n", "a table (CSV)"), ("a.bib", "@book{x}\n", "a bibliography"), ("a.md", svg + "\nWords.\n", None), ("b.md", " \n", None)):
            with open(folder + "/" + name, "w") as out:
                out.write(text)
            status, _, errors = run("check", name, cwd=folder)
            assert (status == 1 and "this is no Markdown, it looks like " + said in errors) if said else "no Markdown" not in errors, (name, errors)
