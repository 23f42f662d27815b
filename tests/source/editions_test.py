"""What is for one edition alone is in that one, whole, and the other knows nothing of it."""
import os, re

from making import Made, front

HEAD = "---\ntitle: T\nauthor: A\nlang: en\n---\n\n"


def both(run, text, head=HEAD):
    """The words of each edition, what was said, and the book's files by their names."""
    made = Made(run, head + text)
    book = {name: data.decode() for name, data in made.files.items() if name.endswith(".xhtml")}
    pages = [page for name, page in book.items() if "nav" not in name and "cover" not in name]
    words = re.sub("<[^>]*>", " ", " ".join(re.sub("(?s)<head>.*?</head>", "", page) for page in pages))
    return " ".join(made.text("-raw").split()), " ".join(words.split()), made.errors, book


def test_each_edition_has_its_own(run):
    for said, only, other in (('[W]{only=print}', 0, 1), ('[W]{only=epub}', 1, 0), ('[W]{.print-only}', 0, 1), ('[W]{.epub-only}', 1, 0),
                              ('::: {only=print}\nW\n:::', 0, 1), ('::: {.content-visible when-format="pdf"}\nW\n:::', 0, 1),
                              ('::: {.content-visible when-format="html"}\nW\n:::', 1, 0), ('::: {.content-hidden when-format="epub"}\nW\n:::', 0, 1),
                              ('::: {.content-visible unless-format="pdf"}\nW\n:::', 1, 0), ('::: {.content-hidden unless-format="pdf"}\nW\n:::', 0, 1),
                              ('a `<b>W</b>`{=html}', 1, 0), ('```{=html}\n<p>W</p>\n```', 1, 0), ('# W {only=print}', 0, 1),
                              ('```{.python .print-only}\nW\n```', 0, 1), ('```{.epub-only}\nW\n```', 1, 0), ('`W`{.print-only}', 0, 1), ('- W {only=print}', 0, 0)):
        if said.startswith("- "):
            said = "- [W]{only=epub}\n- x"
            only, other = 1, 0
        editions = both(run, "Before\n\n" + said + "\n\n# After\n\nx")
        assert re.search(r"\bW\b", editions[only]) and not re.search(r"\bW\b", editions[other]), (said, editions[:3])
    for said in ("::: hidden\nW\n:::", "[W]{.hidden}", "`W`{.hidden}", "::: content-hidden\nW\n:::", '::: {.content-visible when-format="docx"}\nW\n:::', "`W`{=latex}"):
        editions = both(run, "Before " + said if said[0] != ":" else "Before\n\n" + said)
        assert not re.search(r"\bW\b", editions[0] + editions[1]), (said, editions[:2])


def test_notes_and_figures_count_in_each(run):
    text = "# One\n\n[a[^p]]{only=print} b[^b] [c]{only=epub}\n\n## S {only=print}\n\nGone.\n\n## Left\n\nTo [](#s).\n\n[^p]: print\n\n[^b]: both\n"
    pdf, words, errors, book = both(run, text)
    assert "1 print" in pdf and "2 both" in pdf and "Gone" in pdf and "“S”" in pdf, pdf
    assert re.search("1\\. both", words) and "print" not in words and "Gone" not in words, words
    assert "link-broken" not in errors and re.search(r":\d+:\d+: warning: nothing here has the id .s.", errors), errors
    nav = book["nav.xhtml"]
    assert ">S<" not in nav and ">Left<" in nav, nav


def test_pages_are_where_both_have_them(run):
    text = "".join("# C%d\n\n[%s]{only=print}\n\n%s\n\n" % (i, "word " * 400, "other " * 50) for i in range(4))
    pdf, words, errors, book = both(run, text)
    nav = book["nav.xhtml"]
    targets = re.findall(r'<a href="([^"]*)">\d+</a>', nav[nav.index("page-list"):])
    for target in targets:
        file, anchor = (target.split("#") + [""])[:2]
        page = book[file]
        assert 'id="%s"' % anchor in page, target
    assert len(targets) >= 4 and len(set(targets)) == len(targets), targets


def test_editions_that_nobody_makes_are_told(run):
    _, _, errors, _ = both(run, "a [b]{only=paper} c")
    assert "there is no edition 'paper'" in errors and ":7:3:" in errors, errors


def test_variables_stand_for_the_front_matter(run):
    head = "---\ntitle: It's *the* title\nauthor: [A, B]\ndate: 2023-09-19\nlang: en\nvariables: {edition: second, n: 3}\n---\n\n"
    text = "# About {{title}}\n\n{{ author }}, {{date}}, {{< meta edition >}} ({{n}}) \\{{title}} `{{title}}` [x {{edition}}](https://x.y) {{ site.url }} {{nothing}} {{< video x >}}"
    status, dump, errors = run("dump", "-", stdin=(head + text).encode())
    said = "".join(re.findall(r'(?:Str|Code) "([^"]*)"', dump))
    assert "About It\u2019s the title" in said and "A, B, 19 September 2023, second (3) {{title}} {{title}} x second {{ site.url }} {{nothing}} {{< video x >}}" in said, said
    assert re.search(r"-:11:\d+: warning: [^\n]*names nothing", errors) and "1 more" in errors and "shortcodes" in errors, errors
    assert run("check", "-", stdin=(head + "{{title}}").encode())[2] == "", errors


def test_a_date_without_a_language_is_a_variable_too(run):
    status, dump, errors = run("dump", "-", stdin=b"---\ntitle: T\ndate: 2020-05-01\n---\n\nOn {{date}}.")
    assert status == 0 and 'Str "On 1 May 2020."' in dump and "fell over" not in errors, dump + errors


def test_print_alone_does_not_read_what_the_e_book_has(run):
    text = front() + "Words.\n\n::: {only=epub}\n![A dot](dot.png) and ![none](none.png)\n:::\n"
    dot = {"dot.png": open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "dot.png"), "rb").read()}
    made = Made(run, text, "--to", "pdf", "--depfile", "FOLDER/t.d", files=dot)
    assert not made.errors and "dot.png" not in made.read("t.d"), made.errors + made.read("t.d")
    made = Made(run, text, "--depfile", "FOLDER/t.d", files=dot)
    assert "none.png" in made.errors and "dot.png" in made.read("t.d"), made.errors + made.read("t.d")
