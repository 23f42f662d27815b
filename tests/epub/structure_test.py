"""What an e-book is made of: files, links, ids, metadata."""
import importlib.util, os, re, subprocess
import xml.dom.minidom
from making import Made

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("book", HERE + "/book.py")
book = importlib.util.module_from_spec(spec)
spec.loader.exec_module(book)

FRONT = "---\ntitle: The Title\nlang: en\n%s---\n\n"


def made(run, text, more="", *args, files=None):
    built = Made(run, FRONT % more + text, "--to", "epub", *args, files=files)
    return book.Book(built.path("t.epub"))


def check_sound(edition):
    """Every file is XML, no larger than readers bear, has no h1 but of chapters; every link leads somewhere."""
    for name, page in edition.pages.items():
        text = edition.read(name)
        xml.dom.minidom.parseString(text.encode("utf-8"))
        assert len(text.encode("utf-8")) < 250000, name + " is too large"
        assert len(set(page.ids)) == len(page.ids), name + " has an id twice"
        levels = [int(n) for n in re.findall(r"<h([1-6])[ >]", text)]
        parts = len(re.findall(r'<section [^>]*role="doc-(?!abstract)', text))
        assert levels.count(1) <= max(1, parts), name + " has two h1, and not as many chapters"
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), name + " has a gap in its headings: %s" % levels
        for href in page.links:
            if re.match("[a-z]+:", href):
                continue
            file, _, id = href.partition("#")
            assert (file or name) in edition.pages, href + " leads to no file"
            assert not id or id in edition.pages[file or name].ids, href + " leads nowhere"


def test_large_blocks_are_divided(run):
    """A paragraph, a listing, a list and a table of more than 250 KB each, no word lost."""
    words = ["w%d" % i for i in range(45000)]
    blocks = {
        "paragraph": " ".join(words),
        "code": "```\n" + "\n".join(words) + "\n```",
        "list": "\n".join("%d. %s" % (i + 1, " ".join(words[i * 50:i * 50 + 50])) for i in range(900)),
        "table": "| a | b |\n|--|--|\n" + "".join("| %s | %s |\n" % (" ".join(words[i:i + 50]), words[i + 50]) for i in range(0, 44880, 51)),
    }
    for name, text in blocks.items():
        edition = made(run, text + "\n")
        check_sound(edition)
        assert len(edition.texts()) > 1, name + " is in one file"
        found = [w for file in edition.texts() for w in re.findall(r"\bw\d+\b", "".join(e[1] for e in edition.pages[file].events if e[0] == "text"))]
        assert found == re.findall(r"\bw\d+\b", text), "words of the " + name + " are lost or out of order"


def test_odd_headings(run):
    for text in ("", "Words.\n", "## A\n\n## B\n\n### C\n", "# A\n\n#### B\n\n# C\n\n###### D\n\n## E\n", "::: x\n# A\n\n# B\n:::\n\n> # C\n\n::: note\n# D\n:::\n"):
        check_sound(made(run, text))


def test_parts(run):
    """A heading without words over others is a part, those are chapters; a part's name stands before its first."""
    words = "word " * 1200 + "\n\n"
    edition = made(run, "".join("# %s\n\n" % part + "".join("## Ch %s%d\n\n%s### S\n\nt\n\n" % (part, i, words) for i in (1, 2))
                                for part in ("One", "Two")))
    check_sound(edition)
    assert edition.texts() == ["one.xhtml", "ch-one2.xhtml", "two.xhtml", "ch-two2.xhtml"], edition.texts()
    first = edition.read("one.xhtml")
    assert 'epub:type="part" role="doc-part"' in first and re.findall("<h[1-6]", first) == ["<h1", "<h1", "<h2"], first
    assert 'epub:type="chapter" role="doc-chapter"' in first and 'role="doc-chapter"' in edition.read("ch-one2.xhtml")
    assert edition.read("nav.xhtml").count("<ol>") >= 4


def test_short_chapters_share_a_file(run):
    """Not those that the author says are chapters, and not the preface with the body."""
    text = "# Preface\n\nt\n\n# One\n\nt\n\n## S\n\nt\n\n# Two\n\nt\n\n# Three%s\n\nt\n\n# Long\n\n" + "word " * 1200
    edition = made(run, text % "")
    check_sound(edition)
    assert edition.texts() == ["preface.xhtml", "one.xhtml", "long.xhtml"], edition.texts()
    assert re.findall("<h[1-6]", edition.read("one.xhtml")) == ["<h1", "<h2", "<h1", "<h1"]
    assert 'href="one.xhtml#two"' in edition.read("nav.xhtml")
    assert made(run, "# Book I\n\n# Part\n\n# I\n\n" + "word " * 1200 + "\n\n# II\n\nt\n").texts() == ["book-i.xhtml", "ii.xhtml"]
    assert made(run, text % " {.chapter}").texts() == ["preface.xhtml", "one.xhtml", "three.xhtml", "long.xhtml"]


def test_ids(run):
    """Authors' ids that look like ours, or are none in XML."""
    edition = made(run, "# A {#note-1}\n\nText[^1] [x](#noteref-1) [p](#page-1) [y](#שלום) [q](#1a) [m](#a:b)\n\n## B {#noteref-1}\n\n"
                   "## C {#page-1}\n\n## שלום\n\n[s]{#1a} [t]{#a:b}\n\n[^1]: n\n")
    check_sound(edition)
    assert "note-1" in edition.pages[edition.texts()[0]].ids


def test_notes(run):
    """A reference is sup, a and its number; every reference has its way back; notes end their section."""
    edition = made(run, "# A\n\nOne[^1] and again[^1].\n\n# B {.chapter}\n\nAnd [a link[^1]](https://example.com/).\n\n[^1]: The note.\n")
    check_sound(edition)
    text = edition.read("a.xhtml")
    assert re.search(r'<sup><a id="noteref-1" href="#note-1" epub:type="noteref" role="doc-noteref">1</a></sup>', text), text
    assert [h for h in edition.pages["a.xhtml"].links if "noteref" in h] == ["#noteref-1", "#noteref-1-2", "b.xhtml#noteref-1-3"]
    assert text.index("</aside>") > text.index("again") and text.index("</aside>") < text.index("</section>")
    assert "a link</a><sup>" in edition.read("b.xhtml")


def test_characters(run):
    """What XML bars is left out, what it reserves is escaped."""
    edition = made(run, "# A & <b> \"c\"\n\nOne \x01\x0b\ufdd0\U0001ffff\x7f two & `<` \U0001f600 \ue000 end.\n", 'author: "X & <Y>"\nseries: "S & T"\n')
    check_sound(edition)
    xml.dom.minidom.parseString(edition.package.encode("utf-8"))
    text = edition.read(edition.texts()[0])
    assert not re.search("[\x01\x0b\x7f\ufdd0\U0001ffff]", text) and "\U0001f600" in text and "\ue000" in text


def test_accessibility(run):
    """Said as it is: no claim without a certifier, no alternatives where there are none."""
    plain = made(run, "Words.\n")
    assert plain.meta("schema:accessMode") == ["textual"] and plain.meta("schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" not in plain.meta("schema:accessibilityFeature") and plain.meta("dcterms:conformsTo") == []
    assert made(run, "Words.\n", "conforms-to: WCAG 2.1 AA\n").meta("dcterms:conformsTo") == []
    claimed = made(run, "Words.\n", "conforms-to: WCAG 2.1 AA\ncertifier: A Name\n")
    assert claimed.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert claimed.package.count("a11y:certifiedBy") == 1 and "A Name</meta>" in claimed.package


def test_style_sheet(run):
    """No colour and no ground but under drawings; sizes relative."""
    css = made(run, "Words.\n").read("style.css")
    rules = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    assert set(re.findall(r"[^-]color: ([^;]+);", rules)) == {"inherit"}, "a fixed colour"
    assert re.findall(r"([^\n{}]+) \{[^}]*background", rules) == ["img.drawing"]
    assert not re.search(r"font-size: [\d.]+(px|pt|mm|cm)", rules)


def test_fonts(run):
    """Armenian brings its font, English none."""
    assert not [n for n in made(run, "Words.\n").names if "fonts/" in n]
    fonts = [n for n in made(run, "Խաղաղություն\n", "").names if "fonts/" in n]
    assert len(fonts) == 1, fonts


def test_faces_of_some_words(run):
    """Who does not know unicode-range sets no text in a face that lacks most of it; a face of the book's script has what stands between its words."""
    css = made(run, "The word Խաղաղություն.\n").read("style.css")
    face = css.index("@font-face")
    assert css[:face].rstrip().endswith("@supports (display: grid) {") and css.count("@font-face") == 1, css[face - 60:face + 60]
    edition = Made(run, "---\ntitle: ספר\nlang: he\n---\n\nשלום \"עולם\", 12 abc.\n")
    css = edition.files["style.css"].decode()
    assert "@font-face" in css and "@supports (display: grid) {\n\n@font-face" not in css
    assert re.findall("unicode-range: ([^;]+)", css) == [only for only in re.findall("unicode-range: ([^;]+)", css) if "U+5D" in only and "U+20" not in only], css
    name, data = next((name, data) for name, data in edition.files.items() if "fonts/" in name)
    with open(edition.path("face"), "wb") as file:
        file.write(data)
    known = subprocess.run(["fc-query", "--format=%{charset}", edition.path("face")], capture_output=True, text=True, check=True).stdout.split()
    points = {c for one in known for c in range(int(one.split("-")[0], 16), int(one.split("-")[-1], 16) + 1)}
    assert {ord(c) for c in "שלום,. 12abc”"} <= points, known


def test_sides_have_names_too(run):
    """Before each start and end stands a left or right, for engines that know no others; not where blocks run both ways."""
    def sides(text, front=""):
        lines = [line.strip() for line in re.sub(r"/\*.*?\*/", "", made(run, text, front).read("style.css"), flags=re.S).split("\n")]
        return [(lines[i - 1], line) for i, line in enumerate(lines) if re.search("-inline-(start|end)|text-align: (start|end)", line)]
    for front, names in (("", ("left", "right")), ("dir: rtl\n", ("right", "left"))):
        found = sides("Words.\n", front)
        assert len(found) > 30
        for before, line in found:
            wanted = line.replace("inline-start", names[0]).replace("inline-end", names[1]).replace("align: start", "align: " + names[0]).replace("align: end", "align: " + names[1])
            assert before == wanted, (before, line)
    for text, front in (("Words.\n\n::: {dir=rtl}\nאב\n:::\n", ""), ("אב\n\n```\ncode\n```\n", "dir: rtl\n")):
        assert not [before for before, _ in sides(text, front) if re.search("-(left|right): [^0]|align: (left|right)", before)], sides(text, front)


def test_definitions_have_their_list(run):
    """No dd or li without its list, whatever stands before it."""
    texts = ("| a |\n|---|\n| 1 |\n\n: Caption\n\n: Lone\n", "{.x}\n\n: Lone\n", "A\n\n{.c #d}\n: B\n", "- a\n\n    {.q}\n\n- b\n")
    for text in texts:
        tree = xml.dom.minidom.parseString(made(run, text).read("opening.xhtml").encode("utf-8"))
        for tag, lists in (("dd", ("dl",)), ("li", ("ul", "ol"))):
            for node in tree.getElementsByTagName(tag):
                assert node.parentNode.tagName in lists, "%s in %s: %r" % (tag, node.parentNode.tagName, text)


def test_paragraphs_stay_apart(run):
    """Words stand in their block without a paragraph where there are no others beside them."""
    page = made(run, "a\n:   One.\n\n    Two.\n\n:   Three.\n").read("opening.xhtml")
    assert re.search(r"<dd>\s*<p>One\.</p>\s*<p>Two\.</p>\s*</dd>\s*<dd>Three\.</dd>", page), page


def test_links_that_lead_nowhere(run):
    """They are told, once, and are no links; those of odd hosts neither."""
    dead = ["javascript:x", "http://", "other.html", "../x", "/abs", "//x.y/", "https://e..x/", "https://a%20b.c/", "https://1.2.3.999/",
            "https://e.x:99999/", "foo:bar", "mailto:"]
    alive = ["https://example.com", "HTTP://user:pw@example.com:8080/a?b#c", "https://münchen.de./", "https://127.0.0.1/", "mailto:a@b.c", "tel:+1"]
    built = Made(run, FRONT % "" + " ".join("[w](<%s>)" % url for url in dead + alive) + "\n", "--to", "epub")
    assert built.errors.count("leads nowhere") == 1 and "11 more" in built.errors, built.errors
    links = book.Book(built.path("t.epub")).pages["opening.xhtml"].links
    assert [link.split("//")[-1][:9] for link in links] == [url.split("//")[-1][:9] for url in alive], links


def test_listings_and_addresses_can_be_cut(run):
    """A long line of a listing is an element, so that it hangs; nothing is added to any text."""
    code = "short\n\n    let long_name_of_a_variable = function_of_a_name(argument_one, argument_two);\n}"
    address = "https://example.com/a/long/path/to-a-place/with_a_name.html"
    page = made(run, "```text\n%s\n```\n\n```\nshort\nlines\n```\n\n<%s> and `std::collections::HashMap::with_hasher` and words/words.\n" % (code, address)).read("opening.xhtml")
    listing = re.search(r'<pre class="lines"><code class="language-text">(.*?)</code>', page, re.S).group(1)
    assert re.sub("<[^>]+>", "", listing) == code and listing.count("<span>") == listing.count("</span>") == 4, listing
    assert "<pre><code>short\nlines</code></pre>" in page
    assert "std::<wbr/>collections::<wbr/>" in page and "words/words." in page
    assert re.sub("<[^>]+>", "", re.search(r"<p>.*?</p>", page, re.S).group(0)).startswith(address + " and std::collections::HashMap::with_hasher and")


def test_embedded_faces_are_whole(run):
    """With embed-fonts, each face has every letter of the text, set upright or not."""
    edition = made(run, "# Head\n\n::: epigraph\nWords\n\n— Ďábel *Ůž*\n:::\n\n**Ñandú** *x*\n", "style: style.yaml\nauthor: Ĉapek\n",
                   files={"style.yaml": "ebook: {embed-fonts: true}\nheading-1: {sans: true}\n"})
    css = edition.read("style.css")
    faces = re.findall(r"@font-face \{(.*?)\}", css, re.S)
    assert len(faces) == 4, [n for n in edition.names if "fonts/" in n]
    for face in faces:
        ranges = re.search("unicode-range: ([^;]+)", face).group(1).split(", ")
        points = {c for one in ranges for c in range(int(one[2:].split("-")[0], 16), int(one[2:].split("-")[-1], 16) + 1)}
        missing = [c for c in "ĈapekWords—ĎábelŮžÑandú0123456789()" if ord(c) not in points]
        assert not missing, "%s lacks %s" % (re.search('"([^"]+)"', face).group(1), missing)


def test_code_runs_from_the_left(run):
    """In a text from the right, too; its author may say otherwise."""
    page = made(run, "# א\n\nא `a = 1` [x]{dir=ltr}\n\n```\nb\n```\n\n``` {dir=rtl}\nc\n```\n", "dir: rtl\n").read("chapter.xhtml")
    assert '<code dir="ltr">' in page and '<pre dir="ltr">' in page and "<pre>" in page, page


def test_quoted_lines(run):
    """Lines that the author ended hang; who said them stands apart."""
    page = made(run, "> One line \\\n> and *one \\\n> more*\\\n> \u2014 A Poet\n\n> No lines\n> here \\\n> but one\n\n> Words.\n").read("opening.xhtml")
    assert page.count('<p class="lines">') == 1 and '<span class="attribution">\u2014 A Poet</span>' in page, page
    assert "<span>and <em>one</em></span><br/>" in page.replace(" </em>", "</em>") and "<em>more</em></span>" in page, page


def test_identifiers(run):
    """A later edition is the same book; without an author it is known by its words alone; an ISBN is one however written."""
    known = lambda text, front: re.search(r'<dc:identifier id="book-id">([^<]*)<', made(run, text, front).package).group(1)
    author = "author: A Name\n"
    assert known("Words.\n", author) == known("Other words.\n", author + "date: 2024\n")
    assert known("Words.\n", author) != known("Words.\n", "author: B Name\n")
    assert known("Words.\n", "") != known("Other words.\n", "")
    assert known("Words.\n", "identifier: my:own\n") == "my:own"
    for isbn in ("978-3-16-148410-0", "urn:isbn:9783161484100", "ISBN 978 3 16 148410 0"):
        edition = made(run, "Words.\n", "identifier: '%s'\n" % isbn)
        assert 'id="book-id">urn:isbn:9783161484100<' in edition.package and 'scheme="onix:codelist5">15<' in edition.package, isbn
        assert 'name="dtb:uid" content="urn:isbn:9783161484100"' in edition.read("toc.ncx")
    assert known("Words.\n", "identifier: '978-3-16-148410-1'\n") == "978-3-16-148410-1"


def test_names_for_those_who_listen(run):
    """A heading without words has a name, and so has each table that scrolls, its own."""
    wide = "| " + " | ".join("columnhead" for _ in range(9)) + " |\n|" + "---|" * 9 + "\n| " + "x | " * 9 + "\n\n"
    page = made(run, "# A\n\n" + wide + "Words.\n\n" + wide + "##\n\n[&#160;](#a) <a href='https://example.com/'></a>\n").read("a.xhtml")
    assert re.findall('role="region" tabindex="0" aria-label="([^"]+)"', page) == ["Table", "Table (2)"], page
    assert re.search('<h2 aria-label="Section"[^>]*></h2>', page), page
    assert re.search('<a [^>]*href="#a" aria-label="A">', page), page


def body(edition):
    """The text's file as one line, what stands in the body alone."""
    text = edition.read(edition.texts()[0])
    return re.sub(r">\s+<", "><", re.search(r"<body[^>]*>(.*)</body>", text, re.S).group(1))


def test_lists_of_html_are_numbered_as_html_says(run):
    text = body(made(run, '<ol start=4 type=a><li>x<li value=9>y<li>z</ol><ol reversed><li>x<li>y</ol>\n'))
    assert '<ol start="4" type="a"><li>x</li><li value="9">y</li><li>z</li></ol>' in text, text
    assert '<ol reversed="reversed" start="2"><li>x</li><li>y</li></ol>' in text, text


def test_names_that_the_author_gave_stay(run):
    text = body(made(run, '# H {.big}\n\n<p class="a b" data-x="1">p <kbd class="key">K</kbd> <abbr title="Long">L</abbr> <code>c</code> <mark>m</mark></p>\n\n'
                          '[s]{.one #two data-up=3 Data-Up=4} [l](https://e.example/){.link}\n\n::: {.note .mine}\nn\n:::\n\n<ul class="u"><li class="i">x</ul>\n'))
    for part in ('<h1 class="big" id="h">', '<p class="a b" data-x="1">', '<kbd class="key">K</kbd>', '<abbr title="Long">L</abbr>', "<code>c</code>", "<mark>m</mark>",
                 '<span class="one" id="two" data-up="3">s</span>', '<a class="link" href="https://e.example/">', '<aside class="admonition note mine" role="note">',
                 '<ul class="u"><li class="i">x</li></ul>'):
        assert part in text, part + " is not in " + text


def test_tasks_have_no_bullet_and_others_keep_theirs(run):
    text = body(made(run, "- [x] done\n- plain\n"))
    assert '<ul><li class="task-item"><span class="task">' in text and "<li>plain</li>" in text, text


DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="300"><rect width="200" height="300" fill="#204060"/></svg>'


def test_a_cover_is_pixels(run):
    """Shops take no SVG: of the author's own, pixels are made, and the drawing is there only where the text shows it."""
    for text, shown in (("Text.", []), ("![A picture](c.svg){alt=x}", ["images/c.svg"])):
        edition = made(run, "# One\n\n" + text, 'cover-image: c.svg\ncover-alt: "A blue one"\n', files={"c.svg": DRAWN})
        assert [name for name in edition.names if name.endswith(".svg")] == ["OEBPS/" + name for name in shown], edition.names
        data = edition.zip.read("OEBPS/images/cover.png")
        assert data[16:24] == (1600).to_bytes(4, "big") + (2400).to_bytes(4, "big"), data[:30]
        assert 'alt="A blue one"' in edition.read("cover.xhtml") and edition.read("package.opf").count('properties="cover-image"') == 1
