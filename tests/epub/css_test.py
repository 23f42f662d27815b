"""Style sheets of people's own: checked, in the e-book behind its own, with what they show."""
import os, re, tempfile

from making import Made, front, lay

PICTURE = open(os.path.dirname(os.path.abspath(__file__)) + "/../golden/dot.png", "rb").read()
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><rect width="9" height="9"/></svg>'
TODAY = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "today.css"), encoding="utf-8").read().strip()
WRONG = [
    ("p { color: red", "1:3", "not closed"), ("p { color: (red; }", "1:12", "not closed"), ("p { color red }", "1:5", "property: value"),
    ("p { color: ; }", "1:5", "property: value"), ("} p { a: b }", "1:1", "closes nothing"), ("p ] { a: b }", "1:3", "closes nothing"),
    ("{ a: b }", "1:1", "before this {"), ("a: b; p { a: b }", "1:1", "without {"), ("p { a: 'b\n }", "1:9", "quotation marks"), ("/* a", "1:1", "*/"),
    ("p { a: b }\n\n/* é */ é { a: url(x y) }", "3:20", "quotation marks"), ("p { a: b; & q { a: b } }", "1:11", "rule within a rule"),
    ("@import 'b.css';", "1:2", "--css"), ("p { a: url(http://a.b/c.png) }", "1:12", "fetches nothing"), ("p { a: url(//a.b/c.png) }", "1:12", "fetches nothing"),
    ("p { a: image-set('http://a.b/c.png' 1x) }", "1:19", "fetches nothing"), ("p { a: url('javascript:b') }", "1:13", "fetches nothing"),
    ("p { a: url(data:text/html,b) }", "1:12", "fetches nothing"), ("p { a: url(none.png) }", "1:12", "no such file"), ("p { a: url(../t.md) }", "1:12", "leads out"),
    ("p { a: url(t.md) }", "1:12", "neither a picture nor a font"), ("p { a: expression(b) }", "1:8", "run a program"), ("p { Behavior: b }", "1:5", "run a program"),
    ("p { direction: rtl }", "1:5", "dir=rtl"), ("p { a: b } \0", "1:12", "UTF-8"), (b"p { a: '\xff' }", "1:9", "UTF-8"), ("(" * 200, "1:100", "deeper"),
    ("[a i] { a: b }", "1:4", "way to compare"), ("[a='b' i] { a: b }", "1:8", "between a value and ]"), ("[] { a: b }", "1:2", "name of an attribute"),
    ("[a=] { a: b }", "1:4", "quotation marks"), ("p:nth-child(2n of .a) { a: b }", "1:16", "'of'"), (":lang(a, b) { a: b }", "1:8", "for each"),
    (":is() { a: b }", "1:5", "no selector"), ("a > { a: b }", "1:4", "no selector"), ("a, , b { a: b }", "1:4", "no selector"), ("a..b { a: b }", "1:3", "class"),
    ("a / b { a: b }", "1:3", "no selector"), ("* | a { a: b }", "1:4", "follow |"), ("a: b { a: b }", "1:3", "follow :"), ("@media print { p { a: b } q > > r { a: b } }", "1:31", "no selector"),
    ("p/* c */.a { a: b }", "1:2", "within a selector"), ("p, q/**//**/:not(.a) { a: b }", "1:5", "within a selector"),
    ("p { a: b;; c: d }", "1:10", "ends nothing"), ("p { a: b };", "1:11", "ends nothing"), ("@page { a: b; @top-left { a: b } }", "1:16", "margins"),
]


def test_a_sheet_comes_after_the_books_own(run):
    made = Made(run, front("css: [a.css, more/a.css]\n") + "Words.\n", files={"a.css": "\ufeff@charset 'utf-8';" + TODAY, "more/a.css": "p { a: b }"})
    assert made.files["sheets/a.css"].decode().strip() == TODAY.replace("/* c */", "       ") and made.files["sheets/a-2.css"] == b"p { a: b }"
    links = ["style.css", "sheets/a.css", "sheets/a-2.css"]
    for name, page in made.files.items():
        if name.endswith(".xhtml"):
            assert re.findall(r'<link rel="stylesheet" type="text/css" href="([^"]+)"/>', page.decode()) == links, name
    assert re.findall(r'href="([^"]+)" media-type="text/css"', made.package) == links


def test_the_command_line_names_sheets_anywhere(run):
    files = {"a.css": "p { a: b }", "b.css": "q { a: b }"}
    made = Made(run, front("css: a.css\n") + "Words.\n", "--css", "FOLDER/b.css", "--css", "FOLDER/a.css", files=files)
    assert [made.files["sheets/" + name] for name in ("a.css", "b.css", "a-2.css")] == [b"p { a: b }", b"q { a: b }", b"p { a: b }"]
    with tempfile.TemporaryDirectory() as other:
        lay(other, {"c.css": "p { a: url(img/b.png) }", "img/b.png": PICTURE})
        assert Made(run, front() + "Words.\n", "--css", other + "/c.css").files["sheets/b.png"] == PICTURE
        errors = Made(run, front("css: %s/c.css\n" % other) + "Words.\n", status=1).errors
        assert "t.md:4:6: error: " in errors and "leads out" in errors, errors


def test_what_a_sheet_shows_goes_along(run):
    font = next(os.path.join(folder, name) for folder, _, names in os.walk("/usr/share/fonts") for name in names if name == "DejaVuSans.ttf")
    sheet = 'p { a: url("img/b.png"); b: url( img/b.png ) } @font-face { font-family: X; src: url(X.ttf) }\nq { a: image-set("img/d.svg#x" 1x) }'
    made = Made(run, front("css: s/a.css\n") + "Words.\n", files={"s/a.css": sheet, "s/img/b.png": PICTURE, "s/img/d.svg": DRAWING, "s/X.ttf": open(font, "rb").read()})
    assert made.files["sheets/a.css"].decode() == sheet.replace("img/", ""), made.files["sheets/a.css"]
    assert made.files["sheets/b.png"] == PICTURE and b"<rect" in made.files["sheets/d.svg"] and b"script" not in made.files["sheets/d.svg"]
    assert dict(re.findall(r'href="sheets/([^"]+)" media-type="([^"]+)"', made.package)) == {
        "a.css": "text/css", "b.png": "image/png", "X.ttf": "font/ttf", "d.svg": "image/svg+xml"}


def test_what_is_wrong_is_told_at_its_place(run):
    sheets = {"s%d.css" % i: sheet for i, (sheet, _, _) in enumerate(WRONG)}
    made = Made(run, front("css: [%s]\n" % ", ".join(sheets)) + "Words.\n", "--to", "epub", files=sheets, status=1)
    for i, (sheet, at, message) in enumerate(WRONG):
        lines = [line for line in made.errors.splitlines() if line.startswith("s%d.css:%s: error: " % (i, at)) and message in line]
        assert lines, (sheet, [line for line in made.errors.splitlines() if line.startswith("s%d.css:" % i)])
    assert not os.path.exists(made.path("t.epub"))


def test_comments_and_names_of_the_future(run):
    """A comment beside a name is blanks in the book, where others refuse it; rules at @ that nobody knows are CSS."""
    sheet = "/* a */p/* b */, q /* c */.d { a: b }\n@unknown x { p { a: b } }\n@ufo x;\np { position: fixed }"
    made = Made(run, front("css: a.css\n") + "Words.\n", files={"a.css": sheet})
    book = made.files["sheets/a.css"].decode()
    assert book == sheet.replace("/* b */", "       ").replace("/* c */", "       "), book
    assert "a.css:4:15: warning: e-readers have pages" in made.errors and made.errors.count("a.css:") == 1, made.errors


def test_a_book_without_sheets_is_as_before(run):
    made = Made(run, front() + "Words.\n")
    assert not [name for name in made.files if "sheets" in name] and made.pages.count('rel="stylesheet"') == made.pages.count("<head>")


def test_a_sheet_that_is_not_there_is_left_out(run):
    """What the text names and is not there keeps no book from being made; what the command names does."""
    made = Made(run, "---\ntitle: T\nlang: en\ncss: none.css\n---\n\nText.\n", "--to", "epub")
    assert "t.md:4:6: warning: the style sheet 'none.css' is not taken: there is no such file" in made.errors and "Text." in made.pages, made.errors
    made = Made(run, "---\ntitle: T\nlang: en\n---\n\nText.\n", "--to", "epub", "--css", "none.css", status=1)
    assert "error: the style sheet 'none.css' is not taken" in made.errors, made.errors


def test_elements_that_old_engines_do_not_know_are_blocks(run):
    made = Made(run, front() + "::: note\nx\n:::\n\n# A {.preface}\n\ny\n")
    blocks = re.search(r"\n([a-z, ]*) \{\n\tdisplay: block;\n\}", made.files["style.css"].decode()).group(1).split(", ")
    assert blocks == ["article", "aside", "figcaption", "figure", "footer", "header", "nav", "section"], blocks


def test_numbered_displays_need_no_boxes(run):
    """Where nothing flexes, formula and number are a line: cells without a row are lost, or painted at a page's head."""
    for align in ("center", "start"):
        made = Made(run, front("style: s.yaml\n") + "$$ a = b $$ {#eq-a}\n", "--to", "epub", files={"s.yaml": "formula:\n  align: %s\n" % align})
        sheet = re.sub(r"/\*.*?\*/", "", made.files["style.css"].decode(), flags=re.S)
        plain = re.sub(r"@[^{;]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet)
        shown = {}
        for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
            for selector in selectors.split(","):
                shown.setdefault(selector.strip(), {}).update(re.findall(r"([\w-]+):\s*([^;]+);", rules))
        assert shown[".equation"]["display"] == "block" and shown['math[display="block"]']["display"] == "block", shown
        assert shown['.equation math[display="block"]']["display"] == "inline" and shown[".equation"]["text-align"] in ("center", "start"), shown
        assert not [one for one, rules in shown.items() if "equation" in one and "table" in rules.get("display", "")], shown
        assert re.search(r'</math></span> <span class="equation-number">\(1\)</span>', made.pages), made.pages
        assert shown[".equation > .equation-number"]["font-variant-numeric"] == "lining-nums", shown


def test_engines_that_know_little_lose_nothing(run):
    """Outside @supports nothing is a cell or caption of what is no table, verse keeps its breaks; hidden navigation is so by rule."""
    made = Made(run, front() + "| a\n|   b\n\n\\newpage\n\n\\newpage\n\n::: columns\n::: column\nc\n:::\n::: column\nd\n:::\n:::\n", "--to", "epub")
    sheet = re.sub(r"/\*.*?\*/", "", made.files["style.css"].decode(), flags=re.S)
    plain = re.sub(r"@[^{;]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet)
    for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
        assert not re.search(r"display: (?:table|none)", rules) or re.search(r"hidden|::before|\.division", selectors), (selectors, rules)
    assert re.search(r"nav\[hidden\] \{\s*display: none", plain) and re.search(r"\.page-break \+ \.page-break \{[^}]*page-break-before: auto", plain), plain
    assert re.search(r"@supports \(display: block\) \{\s*\.verse p > span[^}]*display: block[^}]*\}\s*\.verse p > br[^}]*display: none", sheet), sheet
