"""DOCX and ODT documents as sources."""
import os, sys, tempfile
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from html_test import imported, png
from office import SPACES, docx, item, odt, para, run as words

FRONT = '---\ntitle: "%s"\nauthor: "A. Name"\nlang: %s\ndate: 2021-03-04\n---\n\n'


def source_of(run, data, lang, title="From the program"):
    source, dump, errors, faults, files = imported(run, data)
    front = FRONT % (title, lang)
    assert source.startswith(front), source
    return source[len(front):], errors, files, faults


def test_words_of_docx(run):
    body = para("", more=words("Plain ") + words("bo", "<w:b/>") + words("ld ", '<w:b w:val="1"/>') + words("not", '<w:b w:val="0"/>') + words(" i", '<w:rStyle w:val="E"/>') + words("t", "<w:i/>") + words(" H") +
                words("2", '<w:vertAlign w:val="subscript"/>') + words("O ") + words("Small", "<w:smallCaps/>") + words(" ") + words("f()", '<w:rStyle w:val="V"/>') + words(" ") + words("u", '<w:u w:val="single"/>') +
                "<w:r><w:br/><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>")
    text, errors, files, faults = source_of(run, docx(body), "de-DE")
    assert text == "Plain **bold** not *it* H~2~O [Small]{.smallcaps} `f()` [u]{.underline}\\\na b\u2011c\n", text
    assert not errors and not faults, errors + faults


def test_signs_in_titles_and_drawings_beside_pictures(run):
    """A title is Markdown, too; where Office keeps an SVG beside its PNG, that is the picture."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    drawing = '<w:r><w:drawing><a:blip r:embed="png"><a:extLst><a:ext><svgBlip r:embed="svg"/></a:ext></a:extLst></a:blip></w:drawing></w:r>'
    data = docx(para("C# *and* \u201cmore_\u201d", "T") + para("", more=drawing), [("png", "image", "media/a.png"), ("svg", "image", "media/a.svg")], {"word/media/a.png": png(3), "word/media/a.svg": svg})
    source, dump, errors, faults, files = imported(run, data)
    assert 'Meta title="C# *and* \u201cmore_\u201d"' in dump and "a-media/a.svg" in source and files["a.svg"] == svg and "a.png" not in files, source + dump


def test_blocks_of_docx(run):
    body = (para("The Title", "T") + para("A. Name", "A") + para("Contents 1", "TOC1") + '<w:bookmarkStart w:id="1" w:name="there"/>' + para("First", "H1") + para("1. no list", more="<w:proofErr/>") + para("Second", "H2") +
            item("three", 1) + item("deep", 1, 1) + item("deeper", 1, 1) + item("four", 1) + para("Between") + item("five", 1) + item("dot", 2) + para("said", "Q") + para("twice", "Q2") + para("int x;", "C") + para("  y;", "C") +
            para("", props='<w:pBdr><w:bottom w:val="single"/></w:pBdr>') + para("after", more='<w:r><w:br w:type="page"/></w:r>') + para("see ", more='<w:hyperlink w:anchor="there">%s</w:hyperlink>' % words("above")))
    head = {"word/h.xml": "<w:hdr %s>%s</w:hdr>" % (SPACES, para("a head"))}
    text, errors, files, faults = source_of(run, docx(body, [("h", "header", "h.xml")], head), "de-DE", "The Title")
    assert errors.count("heads and feet of pages are left out") == 1, errors
    assert text == ("# First {#there}\n\n1\\. no list\n\n## Second\n\n3. three\n   <!-- -->\n   a) deep\n   b) deeper\n4. four\n\nBetween\n\n5. five\n\n- dot\n\n> said\n>\n> twice\n\n```\nint x;\n  y;\n```\n\n* * *\n\nafter\n\n\\newpage\n\n"
                    "see [above](#there)\n"), text
    assert "the table of contents is left out" in errors and not faults, errors + faults


def test_tables_notes_links_and_pictures_of_docx(run):
    cell = lambda text, props="", of_para="": "<w:tc>%s%s</w:tc>" % ("<w:tcPr>%s</w:tcPr>" % props if props else "", para(text, props=of_para))
    look = '<w:tblPr><w:tblLook w:firstRow="1"/></w:tblPr>'
    drawing = ('<w:r><w:drawing><wp:inline><wp:extent cx="1440000" cy="1"/><wp:docPr id="1" descr="A dot"/><a:graphic><a:graphicData><a:blip r:embed="pic"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')
    field = lambda kind: '<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind
    body = (para("Costs", "Cap") + "<w:tbl>%s<w:tr>%s%s</w:tr><w:tr>%s%s</w:tr></w:tbl>" % (look, cell("A|B"), cell("B"), cell("1"), cell("2", of_para='<w:jc w:val="right"/>')) +
            "<w:tbl><w:tr>%s%s</w:tr><w:tr>%s%s</w:tr><w:tr>%s</w:tr></w:tbl>" % (cell("down", '<w:vMerge w:val="restart"/>'), cell("x"), cell("", "<w:vMerge/>"), cell("y"), cell("wide", '<w:gridSpan w:val="2"/>')) +
            para("Note", more='<w:r><w:footnoteReference w:id="2"/></w:r>' + words(" and ") + '<w:hyperlink r:id="out">%s</w:hyperlink>' % words("out", '<w:rStyle w:val="L"/><w:u w:val="single"/>')) +
            para("", more=field("begin") + '<w:r><w:instrText> HYPERLINK "https://f.org/" </w:instrText></w:r>' + field("separate") + words("field") + field("end") + words(", page ") +
                 field("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + field("separate") + words("7") + field("end")) +
            para("", more=drawing) + para("A ", more='<w:ins>%s</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>' % words("new")) +
            para("", more='<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:rad><m:deg/><m:e><m:r><m:t>b</m:t></m:r></m:e></m:rad></m:den></m:f></m:oMath>') +
            para("Box:", more='<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>%s</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>%s</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>' % (para("boxed"), para("boxed"))))
    notes = '<w:footnote w:id="2">%s%s</w:footnote>' % (para("The note.", more=words(" More", "<w:i/>")), para("Two."))
    data = docx(body, [("out", "hyperlink", "https://e.org/"), ("pic", "image", "media/../media/a b.png")], {"word/media/a b.png": png(3)}, notes)
    text, errors, files, faults = source_of(run, data, "de-DE")
    assert text == ("| A\\|B | B |\n|---|--:|\n| 1 | 2 |\n\n: Costs\n\n<table>\n<tbody>\n<tr>\n<td rowspan=\"2\">down</td>\n<td>x</td>\n</tr>\n<tr>\n<td>y</td>\n</tr>\n<tr>\n<td colspan=\"2\">wide</td>\n</tr>\n</tbody>\n"
                    "</table>\n\nNote[^1] and [out](https://e.org/)\n\n[field](https://f.org/), page 7\n\n![](a-media/a-b.png){alt=\"A dot\" width=\"40mm\"}\n\nA new\n\n$\\frac{a}{\\sqrt{b}}$\n\nBox:\n\nboxed\n\n[^1]: The note. *More*\n\n    Two.\n"), text
    assert files["a-b.png"] == png(3)
    for said in ("a tracked deletion is carried out", "a tracked insertion is carried out", "a text box is no box any more"):
        assert errors.count(said) == 1, errors


def test_formulas_of_docx(run):
    """Each construct as TeX, which is read as mathematics again; one that is not known leaves its signs."""
    r = lambda text, style="": "<m:r>%s<m:t>%s</m:t></m:r>" % ('<m:rPr><m:sty m:val="p"/></m:rPr>' if style else "", text)
    of = lambda name, props="", **parts: "<m:%s>%s%s</m:%s>" % (name, "<m:%sPr>%s</m:%sPr>" % (name, props, name) if props else "", "".join("<m:%s>%s</m:%s>" % (key, text, key) for key, text in parts.items()), name)
    chr = lambda sign, name="chr": '<m:%s m:val="%s"/>' % (name, sign)
    known = [
        (of("sSup", e=r("x"), sup=r("2")), "{x}^{2}"), (of("sSub", e=r("x"), sub=r("i")), "{x}_{i}"), (of("sSubSup", e=r("x"), sub=r("i"), sup=r("2")), "{x}_{i}^{2}"),
        (of("sPre", sub=r("a"), sup=r("b"), e=r("X")), "{}_{a}^{b}{X}"), (of("rad", deg=r("3"), e=r("x")), "\\sqrt[3]{x}"),
        (of("d", e=r("x")), "\\left( x\\right) "), (of("d", chr("[", "begChr") + chr("", "endChr"), e=r("x")), "\\left[ x\\right. "), (of("d", chr("{", "begChr") + chr("}", "endChr"), e=r("x")), "\\left\\{ x\\right\\} "),
        (of("nary", chr("∑"), sub=r("i=1"), sup=r("n"), e=r("i")), "∑_{i=1}^{n}{i}"), (of("nary", sub="", sup="", e=r("f")), "∫{f}"),
        (of("acc", chr("\u0302"), e=r("x")), "\\hat{x}"), (of("acc", chr("\u20d7"), e=r("v")), "\\vec{v}"),
        (of("bar", chr("top", "pos"), e=r("x")), "\\overline{x}"), (of("bar", e=r("x")), "\\underline{x}"), (of("groupChr", e=r("x")), "\\underbrace{x}"),
        (of("groupChr", chr("⏞") + chr("top", "pos"), e=r("x")), "\\overbrace{x}"), (of("groupChr", chr("→") + chr("top", "pos"), e=r("x")), "\\overrightarrow{x}"),
        (of("m", mr="<m:e>%s</m:e><m:e>%s</m:e>" % (r("a"), r("b"))), "\\begin{matrix}a & b \\\\ \\end{matrix}"), (of("eqArr", e=r("a=b")), "\\begin{aligned}a=b \\\\ \\end{aligned}"),
        (of("func", fName=r("sin", "p"), e=r("x")), "\\sin {x}"), (of("func", fName=r("arg", "p"), e=r("x")), "{\\mathrm{arg}}{x}"), (of("limLow", e=r("X"), lim=r("n")), "{X}_{n}"), (of("borderBox", e=r("x")), "\\boxed{x}"),
        (r("50%#_^"), "50\\%\\#\\_\\text{^}"),
    ]
    body = "".join(para("", more="<m:oMath>%s</m:oMath>" % xml) for xml, _ in known) + para("", more="<m:oMathPara><m:oMath>%s</m:oMath></m:oMathPara>" % r("z"))
    text, errors, _, faults = source_of(run, docx(body), "de-DE")
    for xml, tex in known:
        assert "$%s$" % tex.rstrip() in text or "$%s$" % tex in text, (tex, text)
    assert "$$z$$" in text.replace("\n", "") and not faults and "formula" not in errors, (errors, faults, text)
    text, errors, _, _ = source_of(run, docx(para("", more="<m:oMath>%s%s</m:oMath>" % (r("a"), of("acc", chr("\u0323"), e=r("b"))))), "de-DE")
    assert "ab" in text and "$" not in text and errors.count("a formula keeps its signs alone") == 1, (text, errors)


ODT_STYLES = ('<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%" fo:font-variant="small-caps"/></style:style>'
              '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/><style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-style="italic"/><style:paragraph-properties fo:text-align="end"/></style:style>'
              '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="i" style:num-suffix=")" text:start-value="2"/><text:list-level-style-bullet text:level="2"/></text:list-style>')


def test_all_of_odt(run):
    text = ('<text:tracked-changes/><text:p text:style-name="Title">Le titre</text:p><text:h text:outline-level="1"><text:bookmark text:name="there"/>First</text:h>'
            '<text:p>Plain <text:span text:style-name="T1">bold</text:span> x<text:span text:style-name="T2">2</text:span><text:s text:c="3"/>a<text:tab/>b<text:line-break/>c'
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note> <text:a xlink:href="#there">above</text:a> <text:a xlink:href="https://e.org/">out</text:a></text:p>'
            '<text:list text:style-name="L1"><text:list-item><text:p>two</text:p><text:list><text:list-item><text:p>dot</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>three</text:p></text:list-item></text:list>'
            '<text:p>Between</text:p><text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>four</text:p></text:list-item></text:list>'
            '<text:p text:style-name="P1">said</text:p><text:p text:style-name="P1">twice</text:p><text:p text:style-name="Preformatted_20_Text">int<text:s text:c="2"/>x;</text:p><text:p text:style-name="Preformatted_20_Text"><text:s/>y;</text:p>'
            '<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table-header-rows>'
            '<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p text:style-name="P2">2</text:p></table:table-cell></table:table-row></table:table>'
            '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/></table:table-row></table:table>'
            '<text:p><draw:frame svg:width="4cm"><draw:image xlink:href="Pictures/a.png"/><svg:desc>A dot</svg:desc></draw:frame></text:p>'
            '<text:p>Box:<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame><office:annotation><text:p>gone</text:p></office:annotation></text:p><text:table-of-content><text:index-body><text:p>gone</text:p></text:index-body></text:table-of-content>')
    text, errors, files, faults = source_of(run, odt(text, ODT_STYLES, {"Pictures/a.png": png(3)}), "fr-FR", "Le titre")
    assert text == ("# First {#there}\n\nPlain **bold** x^[2]{.smallcaps}^ a b\\\nc[^1] [above](#there) [out](https://e.org/)\n\nii) two\n    - dot\niii) three\n\nBetween\n\niv) four\n\n> said\n>\n> twice\n\n```\nint  x;\n y;\n```\n\n"
                    "| A | B |\n|---|--:|\n| 1 | *2* |\n\n<table>\n<tbody>\n<tr>\n<td colspan=\"2\">wide</td>\n</tr>\n<tr>\n<td></td>\n<td></td>\n</tr>\n</tbody>\n</table>\n\n![](a-media/a.png){alt=\"A dot\" width=\"4cm\"}\n\nBox:\n\nboxed\n\n[^1]: The note.\n"), text
    assert files["a.png"] == png(3)
    for said in ("a tracked change is carried out", "a comment is left out", "a text box is no box any more", "the table of contents is left out"):
        assert errors.count(said) == 1, errors


def test_what_docx_has_and_a_source_has_not(run):
    """What is left out or changed is told, and nothing beside it is lost."""
    cell = lambda inner: "<w:tc>%s</w:tc>" % inner
    body = (para("Seen", more=words(" hidden", "<w:vanish/>") + words(" too") + '<w:r><w:commentReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>') +
            para("", more='<w:fldSimple w:instr=" HYPERLINK &quot;https://f.org/&quot; ">%s</w:fldSimple>' % words("a field")) +
            para("", more='<w:r><w:drawing><c:chart xmlns:c="c" r:id="x"/></w:drawing></w:r>') +
            "<w:tbl><w:tr>%s%s</w:tr></w:tbl>" % (cell(para("outer")), cell("<w:tbl><w:tr>%s</w:tr></w:tbl>" % cell(para("inner")) + para(""))) +
            '<w:altChunk r:id="y"/>' + para("Last"))
    notes = {"word/endnotes.xml": '<w:endnotes %s><w:endnote w:id="2">%s</w:endnote></w:endnotes>' % (SPACES, para("At the end."))}
    text, errors, _, _ = source_of(run, docx(body, [("e", "endnotes", "endnotes.xml")], notes), "de-DE")
    assert text == "Seen too[^1]\n\n[a field](https://f.org/)\n\n|  |  |\n|---|---|\n| outer | inner |\n\nLast\n\n[^1]: At the end.\n", text
    for said in ("hidden text is left out", "a comment is left out", "a chart or diagram is left out", "a table in a table is no table any more",
                 "a document inside the document is left out"):
        assert errors.count(said) == 1, (said, errors)


def test_objects_of_odt(run):
    """Formulas are those of their objects; what is a picture of one, or nothing, is told."""
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
    frame = '<draw:frame><draw:object xlink:href="./%s"/></draw:frame>'
    cell = lambda inner: "<table:table-cell>%s</table:table-cell>" % inner
    table = lambda inner: "<table:table><table:table-row>%s</table:table-row></table:table>" % cell(inner)
    body = "<text:p>By %s and %s.</text:p>" % (frame % "Object 1", frame % "Object 2") + table("<text:p>outer</text:p>" + table("<text:p>inner</text:p>"))
    text, errors, _, _ = source_of(run, odt(body, more={"Object 1/content.xml": math, "Object 2/content.xml": "<chart/>"}), "fr-FR")
    assert text.startswith("By <math><mfrac><mi>a</mi><mi>b</mi></mfrac></math> and .\n") and "outer\n\ninner\n" in text, text
    for said in ("an object is left out; put it in as a picture", "a table in a table is no table any more"):
        assert errors.count(said) == 1, (said, errors)


def test_ends_of_paragraphs_that_were_deleted_and_marked_words(run):
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = para("Joined ", props=mark) + para("with this.") + para("Own.") + para("", more='<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>', props=mark) + para("Kept", "H1") + \
        para("", more=words("hi", '<w:highlight w:val="yellow"/>') + words(" no", '<w:highlight w:val="none"/>'))
    text, errors, _, _ = source_of(run, docx(body), "de-DE")
    assert text == "Joined with this.\n\nOwn.\n\n# Kept\n\n[hi]{.mark} no\n", text


def test_odt_names_of_styles_readings_and_numbers(run):
    lists = '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
    quote = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/><style:style style:name="P2" style:family="paragraph" style:parent-style-name="Source_20_Code"/>'
    body = '<text:p text:style-name="P1">Said.</text:p><text:p text:style-name="P2">x = 1</text:p><text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby></text:p>' \
        '<text:list text:style-name="L"><text:list-item><text:p>one</text:p></text:list-item><text:list-item text:start-value="7"><text:p>seven</text:p></text:list-item></text:list>'
    text, errors, _, _ = source_of(run, odt(body, lists + quote), "fr-FR")
    assert text.startswith("> Said.\n\n```\nx = 1\n```\n\n<ruby>漢<rt>かん</rt></ruby>\n\n"), text
    assert '<li value="1">' in text and '<li value="7">' in text, text


def test_cells_that_stand_for_many(run):
    cell = lambda words, more="": "<table:table-cell%s>%s</table:table-cell>" % (more, "<text:p>%s</text:p>" % words if words else "")
    many = ' table:number-columns-repeated="%d"'
    row = lambda cells, count=1: '<table:table-row table:number-rows-repeated="%d">%s</table:table-row>' % (count, cells)
    body = "<table:table>%s%s%s</table:table>" % (row(cell("r", many % 3) + cell("z")), row(cell("a") + cell("", many % 3), 2), row(cell("", many % 4), 900))
    text, errors, _, _ = source_of(run, odt(body), "fr-FR")
    assert "| r | r | r | z |\n" in text and text.count("| a |  |  |  |\n") == 2 and text.count("|  |  |  |  |\n") == 2 and "import-repeated" not in errors, text
    text, errors, _, _ = source_of(run, odt("<table:table>%s</table:table>" % (row(cell("word " * 300, many % 3)) + row(cell("b"), 60000) * 3)), "fr-FR")
    assert len(text) < 20000 and "stands for many equal cells is here once" in errors, (len(text), errors)


def test_an_odt_that_is_locked(run):
    sealed = odt("", more={"content.xml": "\x01sealed", "META-INF/manifest.xml": "<m><encryption-data/></m>"})
    with tempfile.TemporaryDirectory() as d:
        with open(d + "/a.odt", "wb") as file:
            file.write(sealed)
        status, _, errors = run("import", "-o", "a.md", "a.odt", cwd=d)
        assert status == 1 and errors == "a.odt: error: it is locked by a password; save it without one where it was made\n", errors
