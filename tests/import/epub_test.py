"""E-books as sources: our own come back word for word, others as their spine has them."""
import glob, os, sys, tempfile
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from html_test import png
from office import zipped
from reading import Tree, text_of

OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title id="t">The Title</dc:title><dc:title id="s">And more</dc:title>
<meta refines="#s" property="title-type">subtitle</meta><dc:creator>A. Name</dc:creator><dc:creator id="c">T. Name</dc:creator><meta refines="#c" property="role">trl</meta><dc:language>fr</dc:language><dc:date>2020-05</dc:date></metadata>
<manifest><item id="a" href="text/a%20b.xhtml" media-type="application/xhtml+xml"/><item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/><item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/><item id="i" href="img/cover.png" media-type="image/png" properties="cover-image"/></manifest>
<spine><itemref idref="c"/><itemref idref="nav"/><itemref idref="b"/><itemref idref="a"/><itemref idref="n"/></spine></package>"""


def page(body, head=""):
    return '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title>%s</head><body>%s</body></html>' % (head, body)


def book(**pages):
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": '<container><rootfiles><rootfile full-path="EPUB/p.opf"/></rootfiles></container>', "EPUB/p.opf": OPF, "EPUB/img/cover.png": png(2), "EPUB/img/dot.png": png(1),
             "EPUB/nav.xhtml": page('<nav epub:type="toc"><ol><li><a href="text/b.xhtml">contents</a></li></ol></nav>'), "EPUB/cover.xhtml": page('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="img/cover.png"/></svg>'),
             "EPUB/notes.xhtml": page('<section epub:type="endnotes"><h1>Notes</h1><ol><li id="n1"><p>Of <i>a</i>, see <a href="text/b.xhtml#s">there</a>.<a href="text/b.xhtml#r1" epub:type="backlink">back</a></p></li></ol></section>'),
             "EPUB/text/b.xhtml": page('<h1 id="s">Two</h1><p>Words<a href="../notes.xhtml#n1" epub:type="noteref" id="r1">1</a>, <a href="a%20b.xhtml#s">that</a>, <a href="a%20b.xhtml">the page</a>, <a href="https://e.org/">out</a>, <a href="#gone">gone</a>.</p>'),
             "EPUB/text/a b.xhtml": page('<section><h1 id="s">One</h1><p>More&#160;words.<span epub:type="pagebreak" id="p1">12</span><br/><img src="../img/dot.png" alt="A dot"/></p></section>')}
    parts.update(pages)
    return zipped(parts)


def imported(run, data, folder):
    open(folder + "/a.epub", "wb").write(data)
    status, out, errors = run("import", "a.epub", "-o", "a.md", cwd=folder)
    assert status == 0, errors
    return open(folder + "/a.md", encoding="utf-8").read(), errors


def test_all_of_a_book(run):
    with tempfile.TemporaryDirectory() as folder:
        source, errors = imported(run, book(), folder)
        assert source == ('---\ntitle: "The Title"\nsubtitle: "And more"\nauthor: "A. Name"\nlang: fr\ndate: 2020-05\ncover-image: "a-media/cover.png"\n---\n\n# Two {#s}\n\nWords[^1], [that](#a-b-s), [the page](#a-b), [out](https://e.org/), gone.\n\n'
                          '# []{#a-b}One {#a-b-s}\n\nMore\u00a0words.\\\n![A dot](a-media/dot.png)\n\n[^1]: Of *a*, see [there](#s).\n'), source
        assert sorted(os.listdir(folder + "/a-media")) == ["cover.png", "dot.png"]
        status, out, errors = run("check", "a.md", cwd=folder)
        assert status == 0 and "warning" not in errors.replace("'language'", ""), errors


def test_pages_that_are_no_xml(run):
    with tempfile.TemporaryDirectory() as folder:
        source, errors = imported(run, book(**{"EPUB/text/b.xhtml": "<html><body><p>One<p>Two &nbsp; &eacute;<br>three</body></html>"}), folder)
        assert "One\n\nTwo \u00a0 \u00e9\\\nthree\n" in source, source


def test_a_locked_book(run):
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/a.epub", "wb").write(book(**{"EPUB/text/b.xhtml": bytes(range(256)) * 20}))
        status, out, errors = run("import", "a.epub", "-o", "a.md", cwd=folder)
        assert status == 1 and "may be locked; take it from where it is not" in errors and os.listdir(folder) == ["a.epub"], errors


def words_of(run, source, folder):
    status, dump, errors = run("dump", source, cwd=folder)
    assert status == 0, errors
    return Tree(dump)


def test_our_own_books_come_back(run):
    """What is imported of a book has the words of the book's source; what is built of that, the words of that."""
    sources = [*glob.glob(HERE + "/../golden/*.md"), HERE + "/../../content/article.md"]
    for source in sources:
        with tempfile.TemporaryDirectory() as folder:
            status, out, errors = run("build", "--to", "epub", "-o", folder, source)
            assert status == 0, errors
            name = os.path.basename(source)[:-3]
            os.mkdir(folder + "/in")
            status, out, errors = run("import", "../%s.epub" % name, "-o", name + ".md", cwd=folder + "/in")
            assert status == 0, errors
            want, got = text_of(words_of(run, source, os.path.dirname(source)).text()), text_of(words_of(run, name + ".md", folder + "/in").text())
            at = next((i for i, pair in enumerate(zip(want, got)) if pair[0] != pair[1]), min(len(want), len(got)))
            assert want == got, "%s: %r is %r" % (name, want[max(0, at - 60):at + 60], got[max(0, at - 60):at + 60])
