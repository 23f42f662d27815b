"""The print edition's pages in the e-book: each marker stands before the words that
the page of the PDF begins with."""
import glob, importlib.util, os, re, xml.dom.minidom

from making import Made, front

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("book", HERE + "/book.py")
book = importlib.util.module_from_spec(spec)
spec.loader.exec_module(book)

TEXT = (0, 61, 420, 460)  # of the default style's page, without its running head and folio


def letters(text):
    return re.sub(r"[\W\d_]", "", text.replace("\u00ad", "")).lower()


def after_markers(pages, names):
    """Label -> the text after its marker, notes left out, whether a picture comes first, and the elements around it."""
    flow, found, note = [], {}, 0
    for name in names:
        for event in pages[name].events:
            if event[0] == "note":
                note += 1
            elif event[0] == "end":
                note = max(0, note - 1)
            elif event[0] == "page":
                found[event[1]] = (len(flow), event[2])
            elif event[0] == "image":
                flow.append("\0")
            elif event[0] == "text" and not note:
                flow.append(event[1])
    texts = {label: ("".join(flow[at:at + 400]), around) for label, (at, around) in found.items()}
    return {label: (text, text.lstrip().startswith("\0"), around) for label, (text, around) in texts.items()}


def begins(epub, pdf, most=24):
    """Whether the page begins with the text, or with the rest of its first word."""
    first = len(letters(epub.split()[0])) if epub.split() else 0
    want, have = letters(pdf)[:most], letters(epub)
    return any(have[k:].startswith(want) for k in range(first + 1))


def compare(epub_path, pdf_path):
    edition = book.Book(epub_path)
    listed = edition.page_list()
    after = after_markers(edition.pages, [n for n in edition.spine if n == "title.xhtml"] + edition.texts())
    front = book.pdf_front(pdf_path)
    arabic = [label for _, _, label in listed if label.isdigit()]
    assert arabic, "no page is listed"
    assert len(set(arabic)) == len(arabic) and arabic == sorted(arabic, key=int), "pages out of order"
    for name, id, label in listed:
        assert id in edition.pages[name].ids, "page %s leads nowhere" % label
        if not label.isdigit():
            continue
        text, picture, around = after[label]
        most = len(letters("".join(e[1] for e in edition.pages[name].events if e[0] == "text"))) if name == "title.xhtml" else 24
        assert "a" not in around, "the marker of page %s is in a link" % label
        pdf = book.pdf_page(pdf_path, front + int(label), TEXT)
        if "table" in around:  # its head is repeated there, and its columns come one by one
            assert letters(text)[:10] in letters(pdf)[:150], "page %s does not begin in this row: %r" % (label, text[:60])
            continue
        floated = re.match(r"(Figure|Table) \d+\.", pdf) and not re.match(r"\s*(Figure|Table) \d+\.", text)
        if picture or floated:  # it stands at the page's top, the text that the page begins with below it
            assert letters(text)[:8 if floated else 24] in letters(pdf), "page %s is not that of the picture before %r" % (label, text[:60])
            continue
        assert letters(pdf) == "" or begins(text, pdf, min(24, most)), \
            "page %s begins with %r, its marker stands before %r" % (label, pdf[:60], text[:60])
    marked = [event[1] for page in edition.pages.values() for event in page.events if event[0] == "page"]
    assert sorted(marked) == sorted(label for _, _, label in listed), "markers and page list differ"
    return edition, arabic


def check_source(run, source):
    made = Made(run, None, source=source)
    compare(made.epub, made.pdf)


def test_article(run):
    check_source(run, HERE + "/../../content/article.md")


def test_goldens(run):
    for source in sorted(glob.glob(HERE + "/../golden/*.md")):
        check_source(run, source)


def test_book(run):
    """Pages that begin in emphasis, links, code, lists, quotations and divided words; front matter in Roman figures."""
    made = Made(run, book.novel(14, 30))
    edition, arabic = compare(made.path("t.epub"), made.path("t.pdf"))
    assert len(arabic) > 60, "the book is too short to try anything"
    labels = [label for _, _, label in edition.page_list()]
    assert labels[:2] == ["i", "iii"], "front matter: " + " ".join(labels[:4])
    assert edition.page_list()[0][0] == "title.xhtml" and edition.page_list()[1][0] == "nav.xhtml"
    around = [tag for page in edition.pages.values() for event in page.events if event[0] == "page" for tag in event[2]]
    for tag in ("li", "blockquote"):
        assert tag in around, "no page began in " + tag


def test_source_of_pages(run):
    """pageBreakSource is the PDF's identifier, and there is none without pages."""
    made = Made(run, front() + "Words.\n")
    source, = book.Book(made.path("t.epub")).meta("pageBreakSource")
    pdf, epub = (open(made.path("t." + kind), "rb").read() for kind in ("pdf", "epub"))
    assert source.startswith("urn:uuid:") and source.encode() in pdf, "the PDF does not call itself " + source
    alone = Made(run, front() + "Words.\n", "--to", "epub")
    assert open(alone.path("t.epub"), "rb").read() == epub, "--to epub makes another e-book"


def test_a_page_may_begin_in_code_in_a_link(run):
    made = Made(run, front() + "[`%s`](https://example.org/)\n" % " ".join("word%d" % i for i in range(1500)))
    for name, page in made.spine:
        xml.dom.minidom.parseString(page.encode())
    assert made.pages.count("</code></a><span epub:type=\"pagebreak\"") > 2 and made.pages.count("<code>") == made.pages.count("</code>"), made.pages[:3000]
