"""A page of HTML as a source: what it is made of, its notes, its pictures, what is known of it."""
import base64, os, re, struct, tempfile, zlib


def png(side=1):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * side * (side + 1))) + chunk(b"IEND", b"")


PAGE = """<!DOCTYPE html><html lang="de"><head><title>Über  alles</title><meta name="author" content="A. Name"><meta name="date" content="2020-05-01T10:00">
<style>p { color: red }</style><script>alert("x")</script></head><body>
<h1>Über alles</h1>
<p>Words <b>bold</b><b>er</b><i> it </i><code>co`de</code> H<sub>2</sub>O <span class="smallcaps x">Small</span> <u>under</u>,
 <a href="#t2">there</a>, <a href="#gone">nowhere</a>, <a href="http://e.org/a_b(c)">out</a> a<b>"b"</b>c.<br>Next</p>
<div class="wrapper"><h2 id="t2"><strong>Sub</strong></h2></div>
<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ul><li>other</li></ul>
<ol start="4" type="a"><li><p>x</p><p>y</p></li><li><pre><code class="language-c">int x;
  y;
</code></pre></li></ol>
<blockquote><p>q</p><p>r</p></blockquote><div class="note"><p>boxed</p></div>
<table><caption>All of it</caption><tr><th>A|B</th><th>B</th></tr><tr><td align=right>1</td><td><code>a|b</code></td></tr></table>
<table><tr><td colspan=2>w <b>b</b><a href="#n1" role="doc-noteref">1</a></td></tr><tr><td rowspan=1>1<br>z</td><td>2<ul><li>k</li></ul></td></tr></table>
<figure><img src="p.png" alt="pic" width="40"><figcaption>Caption <i>it</i></figcaption></figure>
<p><img alt="A dot" src="data:image/png;base64,%s"></p>
<p>and<a href="#n2" role="doc-noteref">2</a>, once more<a href="#n1" role="doc-noteref">1</a>.</p>
<section role="doc-endnotes"><ol><li id="n1"><p>First.<a href="#r1" role="doc-backlink">back</a></p></li><li id="n2"><p>Second,</p><p>long.</p></li></ol></section>
<dl><dt>T</dt><dd>D</dd></dl><hr><p>E <math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math></p>
</body></html>""" % base64.b64encode(png()).decode()


def imported(run, page, *options):
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/a.dat", "wb").write(page if isinstance(page, bytes) else page.encode())
        open(folder + "/p.png", "wb").write(png(2))
        status, out, errors = run("import", "a.dat", "-o", "a.md", *options, cwd=folder)
        assert status == 0, errors
        source = open(folder + "/a.md", encoding="utf-8").read()
        status, dump, faults = run("dump", "a.md", cwd=folder)
        assert status == 0, faults
        return source, dump, errors, faults, {name: open(os.path.join(at, name), "rb").read() for at, _, names in os.walk(folder) for name in names}


def test_all_of_a_page(run):
    source, dump, errors, faults, files = imported(run, PAGE)
    assert source.startswith('---\ntitle: "Über alles"\nauthor: "A. Name"\nlang: de\ndate: 2020-05-01\n---\n\nWords **bolder** *it* ``co`de`` H~2~O [Small]{.smallcaps} [under]{.underline}, [there](#t2), nowhere, '
                             '[out](<http://e.org/a_b(c)>) a<strong>"b"</strong>c.\\\nNext\n\n## Sub {#t2}\n\n- a\n  - b\n- c\n\n<!-- -->\n\n- other\n\nd. x\n\n   y\n\ne. ```c\n   int x;\n     y;\n   ```\n\n> q\n>\n> r\n\n::: note\nboxed\n:::\n'), source
    assert "| A\\|B | B |\n|--:|---|\n| 1 | `a\\|b` |\n\n: All of it\n\n<table>\n<tbody>\n<tr>\n<td colspan=\"2\">\n\nw **b**[^1]\n\n</td>" in source, source
    assert '![Caption *it*](p.png){alt="pic" width="40"}\n\n![](a-media/picture.png){alt="A dot"}\n\nand[^2], once more[^1].\n\nT\n:   D\n\n* * *\n\nE $x^2$\n\n[^1]: First.\n\n[^2]: Second,\n\n    long.\n' in source, source
    assert "alert" not in source and "color" not in source and "back" not in source
    assert files["picture.png"] == png() and 'url="a-media/picture.png" alt="A dot" 1x1' in dump, dump
    assert "a link leads to a place that is not there" in errors and "its pictures stay where they are" in errors, errors
    assert "colspan=2" in dump and dump.count("Note ") == 2 and "NoteRef 1" in dump, dump


def test_formulas(run):
    """MathML that says its TeX is that; other stays what it is, and its signs are no marks."""
    page = ('<!DOCTYPE html><html lang=en><body><p>A <math><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>*</mo>\n\n<mi>c</mi><mo stretchy="false">*</mo><mi>_</mi><mo>&lt;</mo></math> and '
            '<math alttext="x^2"><mi>x</mi></math>.</p><table><tr><th>h<td><math><mi>d</mi><mo>|</mo></math></table></body></html>')
    source, dump, errors, faults, files = imported(run, page)
    assert 'Math "a/b * c * _ <"' in dump and "frac inner" in dump and "$x^2$" in source and 'Math "d|"' in dump and not errors, source + dump + errors


def test_languages(run):
    source = imported(run, "<!DOCTYPE html><html lang=en><body><p lang=fr>Un <i>mot</i></p><p lang=en>A <span lang=de>Wort</span></p></body></html>")[0]
    assert source.endswith("[Un *mot*]{lang=\"fr\"}\n\nA [Wort]{lang=\"de\"}\n"), source


def test_encodings_that_pages_declare(run):
    for name, data in (("latin-1", "<!DOCTYPE html><html><head><meta charset='iso-8859-1'></head><body><p>Stra\xdfe</p></body></html>".encode("latin-1")),
                       ("koi8-r", "<!DOCTYPE html><html><head><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'></head><body><p>Слово</p></body></html>".encode("koi8-r")),
                       ("utf-8", "<!DOCTYPE html><html><body><p>Straße Слово</p></body></html>".encode())):
        source = imported(run, data)[0]
        assert ("Straße" in source or "Слово" in source) and "Ã" not in source, (name, source)


def test_pictures_are_not_written_over_others(run):
    page = '<!DOCTYPE html><html lang="en"><body><p>x <img alt="d" src="data:image/png;base64,%s"></p></body></html>' % base64.b64encode(png()).decode()
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/in")
        open(folder + "/in/a.html", "w").write(page)
        assert run("import", "in/a.html", "-o", "in/a.md", "--media", "in/pics", cwd=folder)[0] == 0
        assert "![d](pics/picture.png)" in open(folder + "/in/a.md").read()
        assert run("import", "in/a.html", "-o", "in/a.md", "--media", "in/pics", cwd=folder)[0] == 0  # the same bytes
        open(folder + "/in/pics/picture.png", "wb").write(b"mine")
        open(folder + "/in/a.md", "w").write("mine, too")
        status, out, errors = run("import", "in/a.html", "-o", "in/a.md", "--media", "in/pics", cwd=folder)
        assert status == 2 and "in/pics/picture.png: error: there is a file of this name already" in errors, errors
        assert open(folder + "/in/pics/picture.png", "rb").read() == b"mine" and open(folder + "/in/a.md").read() == "mine, too"
        status, out, errors = run("import", "in/a.html", cwd=folder)
        assert status == 0 and "a picture is left out, since no file beside it is named" in errors and "in/a.html" not in os.listdir(folder), errors
        os.makedirs(folder + "/out")
        assert run("import", "in/a.html", "-o", "out/a.md", "--media", "pics", cwd=folder)[0] == 0
        assert "![d](../pics/picture.png)" in open(folder + "/out/a.md").read() and os.path.exists(folder + "/pics/picture.png")


def test_what_no_source_can_hold_goes(run):
    source, dump, errors, faults, files = imported(run, "<!DOCTYPE html><html lang=en><title>A\x01 &#1;&#x9f;\ntitle</title><p>Wo&#8;rds\x7f &#0; on")
    assert 'Meta title="A title"' in dump and "Words" in source and not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f]", source), repr(source)


def test_notes_that_nobody_calls_so(run):
    """As Word, LibreOffice and old e-books have them: a number that leads to a place which leads back."""
    word = ('<p>One<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> and two<a href="#_ftn2" name="_ftnref2">[2]</a>, see <a href="#c">c</a>, <a href="#long">1</a>.</p><p id="c">Here <a href="#c">c</a></p><p id="long">No note.</p>'
            '<hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> First.</p></div><div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> Second,</p><p>long.</p></div>')
    old = ('<p>One<sup><a id="r1" href="#f1">*</a></sup> and two<sup id="r2"><a href="#f2">2</a></sup>.</p><p><a id="f1"></a><a href="#r1">*</a> First.</p><p id="f2">2. Second. <a href="#r2">2</a></p>')
    source = imported(run, "<!DOCTYPE html><html lang=en><body>%s" % word)[0]
    assert source.endswith("One[^1] and two[^2], see [c](#c), [1](#long).\n\n[]{#c}Here [c](#c)\n\n[]{#long}No note.\n\n* * *\n\n[^1]: First.\n\n[^2]: Second,\n\n    long.\n"), source
    source = imported(run, "<!DOCTYPE html><html lang=en><body>%s" % old)[0]
    assert source.endswith("One[^1] and two[^2].\n\n[^1]: First.\n\n[^2]: 2. Second.\n".replace("2. S", "2\\. S")), source


def test_formats_of_style_sheets(run):
    page = ("<!DOCTYPE html><html lang=en><head><style>/* .no {font-style: italic} */ @media print { .i, p.x { color: red; font-style: italic } } span.b{font-weight:bold !important}\n.sc { font-variant : small-caps }"
            ".deep .no, p .no, .no:hover { font-style: italic } .end { font-style: italic</style></head><body><p class=i>Not a <span class='i q'>it</span><span class=i>al</span> <span class=b>bo</span> <span class=b>ld</span> <span class=sc>Sm</span> <span class=no>no</span> "
            '<span style="font-weight:700;vertical-align: super">s</span> <span class=end>end</span></p></body></html>')
    source = imported(run, page)[0]
    assert source.endswith("Not a *ital* **bo ld** [Sm]{.smallcaps} no **^s^** *end*\n"), source


def test_lists_that_leap_or_count_down(run):
    source, dump, errors, faults, files = imported(run, '<!DOCTYPE html><html lang=en><title>T</title><ol type=a start=3><li>c<li value=5>e<ul><li>in</ul></ol><p>x</p><ol reversed><li>two<li>one</ol><ol start=2><li>b</ol>')
    assert 'OrderedList 1 lower-alpha period' in dump and ' reversed' in dump and "OrderedList 2 decimal period" in dump and not faults, dump + faults
    assert re.findall(r'Item value="(\d+)"', dump) == ["3", "5", "2", "1"], dump
