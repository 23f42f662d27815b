"""Books made of the same words every time, and e-books taken apart."""
import html.parser, json, os, random, re, subprocess, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SYLLABLES = "ba re lo mi tun der sal ven pra cho ist ane gro wel fin tor qui sem dal nor".split()


def words(seed, count):
    """So many words that repeat nothing but themselves."""
    source = random.Random(seed)
    return ["".join(source.choice(SYLLABLES) for _ in range(source.randint(1, 4))) for _ in range(count)]


def paragraph(source, length, rich):
    out = words(source.random(), length)
    if rich:
        at = source.randrange(0, length - 9)
        kind = source.randrange(6)
        out[at] = ["*" + out[at], "**" + out[at], "[" + out[at], "`" + out[at], "[*" + out[at], '"' + out[at]][kind]
        end = at + source.randint(1, 8)
        out[end] += ["*", "**", "](https://example.com/)", "`", "*](#chapter-1)", '"'][kind]
    return " ".join(out).capitalize() + "."


def novel(chapters, paragraphs, seed=1, notes=True, rich=True):
    """A book with all that a page can begin in."""
    source = random.Random(seed)
    out = ["---\ntitle: A Book of Words\nauthor: A Name\nlang: en\n---\n"]
    defined = []
    for chapter in range(1, chapters + 1):
        out.append("# Chapter %d {#chapter-%d}\n" % (chapter, chapter))
        for number in range(paragraphs):
            text = paragraph(source, source.randint(20, 120), rich and number % 2)
            if notes and number % 7 == 3:
                defined.append("[^%d-%d]: %s\n" % (chapter, number, paragraph(source, 12, False)))
                text += "[^%d-%d]" % (chapter, number)
            if rich and number % 9 == 5:
                out.append("\n".join("- " + paragraph(source, 15, False) for _ in range(5)) + "\n")
            if rich and number % 11 == 7:
                out.append("> " + text + "\n")
                continue
            out.append(text + "\n")
    return "\n".join(out + defined)


class Page(html.parser.HTMLParser):
    """A file's words in order, with the marks and ids that stand between them."""

    SKIPPED = ("doc-noteref", "doc-backlink")

    def __init__(self, text):
        super().__init__()
        self.events, self.stack, self.links, self.ids = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs, void=False):
        attrs = dict(attrs)
        role = attrs.get("role", "")
        if "id" in attrs:
            self.ids.append(attrs["id"])
            self.events.append(("id", attrs["id"]))
        if "href" in attrs and tag == "a":
            self.links.append(attrs["href"])
        if tag == "img":
            self.events.append(("image", attrs.get("alt", "")))
        if role == "doc-pagebreak":
            self.events.append(("page", attrs["aria-label"], [t for t, _ in self.stack]))
        if tag == "aside" and role == "doc-footnote":
            self.events.append(("note", attrs["id"]))
        if not void and tag not in ("img", "br", "hr", "link", "meta"):
            skip = tag == "head" or role in self.SKIPPED or attrs.get("class") == "note-number"
            self.stack.append((tag, skip or bool(self.stack and self.stack[-1][1])))
        if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "br", "dt", "dd", "figcaption", "caption", "pre", "div"):
            self.events.append(("text", " "))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs, True)

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass
        if tag == "aside":
            self.events.append(("end", tag))
        if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "figcaption", "caption", "pre", "div", "aside"):
            self.events.append(("text", " "))

    def handle_data(self, data):
        if not (self.stack and self.stack[-1][1]):
            self.events.append(("text", data))


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        self.package = self.read("package.opf")
        hrefs = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', self.package))
        self.spine = [hrefs[i] for i in re.findall(r'<itemref idref="([^"]+)"', self.package)]
        self.pages = {name: Page(self.read(name)) for name in hrefs.values() if name.endswith(".xhtml")}

    def read(self, name):
        return self.zip.read("OEBPS/" + name).decode("utf-8")

    def texts(self):
        return [name for name in self.spine if name not in ("cover.xhtml", "title.xhtml", "nav.xhtml")]

    def page_list(self):
        nav = self.read("nav.xhtml")
        part = nav.partition('<nav epub:type="page-list"')[2].partition("</nav>")[0]
        return re.findall(r'<a href="([^"#]+)#([^"]+)">([^<]*)</a>', part)

    def meta(self, name):
        return re.findall(r'<meta property="%s"[^>]*>([^<]*)</meta>' % re.escape(name), self.package)


def pdf_page(path, number, box=None):
    crop = [] if not box else ["-r", "72", "-x", str(box[0]), "-y", str(box[1]), "-W", str(box[2]), "-H", str(box[3])]
    done = subprocess.run(["pdftotext", "-f", str(number), "-l", str(number), *crop, path, "-"], capture_output=True)
    return done.stdout.decode("utf-8")


def pdf_front(path):
    """How many pages have Roman numbers."""
    done = subprocess.run(["qpdf", "--json", "--json-key=pagelabels", path], capture_output=True)
    return next(range_["index"] for range_ in json.loads(done.stdout)["pagelabels"] if range_["label"]["/S"] == "/D")
