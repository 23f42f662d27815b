"""What is no text, given to import, and to build, which says what it looks like."""
import gzip, io, re, zipfile


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
DOCX = archive(word__document="<w/>")
NO_TEXT = {
    "docx": (DOCX, "a DOCX document; bifolio import -o a.md a.md makes"),
    "odt": (archive(mimetype="application/vnd.oasis.opendocument.text"), "an ODT document; bifolio import"),
    "epub": (archive(mimetype="application/epub+zip"), "an EPUB e-book; bifolio import"),
    "zip": (archive(a="b"), "a zip archive; name a file of text"),
    "rtf": (b"{\\rtf1 Words\\par}", "an RTF document; bifolio import"),
    "html": (b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html><title>A</title>", "an HTML page; bifolio import"),
    "xhtml": (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'/>", "an HTML page; bifolio import"),
    "xml": (b"<?xml version='1.0'?><book/>", "XML; name a file of text"),
    "pdf": (b"%PDF-1.4\n", "a PDF; name a file of text"),
    "png": (PNG, "a PNG picture; name a file of text"),
    "gzip": (gzip.compress(b"# Words"), "a gzip archive; name a file of text"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a document of an old word processor"),
}
CASES = [("build " + name, {"a.md": data}, [command, "a.md"], 1, "^a.md:1:1: error: this is no Markdown, it looks like " + said)
         for name, (data, said) in NO_TEXT.items() for command in ("build", "check")]
CASES += [
    ("markdown that begins like one", {"a.md": "---\ntitle: A\nlang: en\n---\n\nRar! OggS, said the bear.\n"}, ["build", "a.md"], 0, None),
    ("words of a signature", {"a.md": "Rar! is what it said."}, ["check", "a.md"], 0, "no title"),
    ("markdown that begins with a tag", {"a.md": "<div>\n\nWords\n\n</div>"}, ["check", "a.md"], 0, "no title"),
    ("build utf-16", {"a.md": "# Words".encode("utf-16")}, ["build", "a.md"], 1, "^a.md:1:1: error: this file is UTF-16LE from its first byte on; .*iconv -f UTF-16LE"),
    ("build utf-16 without a mark", {"a.md": "# Words".encode("utf-16-be")}, ["build", "a.md"], 1, "^a.md:1:1: error: this file is UTF-16BE"),
    ("latin-1", {"a.txt": "café naïve text\n\nMore.\n".encode("latin-1")}, ["import", "a.txt"], 1, "^a.txt:1:4: error: this byte, 0xE9, is not UTF-8; .*iconv -f WINDOWS-1252"),
    ("windows-1252 far in", {"a.txt": b"Title\r\n\r\nIt said \x93no\x94.\r\n"}, ["import", "a.txt"], 1, "^a.txt:3:9: error: this byte, 0x93"),
    ("nul", {"a.txt": "Title\n\nWo\0rds here\n"}, ["import", "a.txt"], 1, "^a.txt:3:3: error: a NUL byte stands here"),
    ("control", {"a.txt": "pi\x08\n\nMore\x1b[1m words\x7f.\n"}, ["import", "a.txt"], 0, "^a.txt:1:3: warning: the control character U\\+0008"),
    ("utf-16 without its end", {"a.txt": "Words".encode("utf-16") + b"\x00\xd8"}, ["import", "a.txt"], 1, "^a.txt:1:1: error: this file begins as UTF-16LE, but byte 13 is not of it"),
    *[(name, {name: data}, [command, name], 1, "^%s(:1:1)?: error: this .*looks like %s.* make a source of it, as pandoc" % (re.escape(name), said))
      for command in ("import", "build") for name, data, said in (
          ("a.txt", b'{"cells": [],\n "nbformat": 4}\n', "a Jupyter notebook"), ("a.md", b"% by hand\n\\documentclass{book}\n", "a LaTeX document"),
          ("a.rst", b"Title\n=====\n", "reStructuredText"), ("a.adoc", b"= Title\n", "AsciiDoc"), ("a.org", b"* Title\n", "an Org document"))],
    ("pdf", {"a.txt": b"%PDF-1.4\n"}, ["import", "a.txt"], 1, "^a.txt: error: this looks like a PDF, which cannot be imported"),
    ("png", {"a.txt": PNG}, ["import", "a.txt"], 1, "^a.txt: error: this looks like a PNG picture"),
    ("empty", {"a.txt": ""}, ["import", "a.txt"], 0, None),
]


# ---- documents of other programs: what unfolds, what reaches out, what has no end ----

def docx(body, more={}):
    return compressed({"word/document.xml": "<w:document xmlns:w='w'><w:body>%s</w:body></w:document>" % body, **more})


def compressed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


P = "<w:p><w:r><w:t>Words</w:t></w:r></w:p>"


def otherwise(at, data):
    """A document whose archive says something else of its parts, so many bytes into the directory's entries."""
    made = bytearray(docx(P))
    for entry in range(len(made)):
        if made[entry:entry + 4] == b"PK\1\2":
            made[entry + at:entry + at + len(data)] = data
    return bytes(made)


LOCKED = bytearray(docx(P))
for at in range(len(LOCKED)):  # the flag of a password, in both headers
    if LOCKED[at:at + 4] == b"PK\3\4":
        LOCKED[at + 6] |= 1
    if LOCKED[at:at + 4] == b"PK\1\2":
        LOCKED[at + 8] |= 1
RELS = "<r><Relationship Id='%s' Type='x/%s' Target='%s'/></r>"
PICTURE = "<w:p><w:r><w:drawing><blip embed='p'/></w:drawing></w:r></w:p>"
CASES += [
    ("docx that unfolds", {"a.docx": docx(" " * (24 << 20) + P)}, ["import", "a.docx"], 1, "error: it unfolds to more than a document of its size can be"),
    ("docx of many bytes", {"a.docx": docx(P * 60000)}, ["import", "a.docx"], 0, None),
    ("docx with a DTD", {"a.docx": compressed({"word/document.xml": "<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><w><body>&b;</body></w>"})}, ["import", "a.docx"], 1, "declares entities"),
    ("docx with an outside entity", {"secret.txt": "secret", "a.docx": compressed({"word/document.xml": "<!DOCTYPE w [<!ENTITY a SYSTEM 'secret.txt'>]><w><body>&a;</body></w>"})}, ["import", "a.docx"], 1, "declares entities"),
    ("docx too deep", {"a.docx": docx("<w:sdt>" * 5000 + P + "</w:sdt>" * 5000)}, ["import", "a.docx"], 1, "its XML cannot be read, or goes too deep"),
    ("docx with a password", {"a.docx": bytes(LOCKED)}, ["import", "a.docx"], 1, "damaged or locked by a password"),
    ("docx of another sum", {"a.docx": otherwise(16, b"\1\2\3\4")}, ["import", "a.docx"], 1, "a part of it is damaged .*; save it anew"),
    ("docx longer than it says", {"a.docx": otherwise(24, b"\x20\0\0\0")}, ["import", "a.docx"], 1, "a part of it is damaged .*; save it anew"),
    ("docx cut off", {"a.docx": docx(P)[:-30]}, ["import", "a.docx"], 1, "its archive is damaged"),
    ("docx without its text", {"a.docx": compressed({"word/document2.xml": ""})}, ["import", "a.docx"], 1, "a part that it must have is missing"),
    ("docx with a picture from outside", {"secret.png": PNG, "a.docx": docx(PICTURE, {"word/_rels/document.xml.rels": RELS % ("p", "image", "../../../secret.png")})}, ["import", "a.docx"], 0, "a picture is not in the document, so it is left out"),
    ("docx of notes in notes", {"a.docx": compressed({"word/document.xml": "<w><body><p><r><footnoteReference id='1'/></r></p></body></w>", "word/_rels/document.xml.rels": RELS % ("f", "footnotes", "footnotes.xml"),
                                                      "word/footnotes.xml": "<w><footnote id='1'><p><r><t>Note</t><footnoteReference id='1'/></r></p></footnote></w>"})}, ["import", "a.docx"], 0, None),
    ("docx of styles in a ring", {"a.docx": compressed({"word/document.xml": "<w><body><p><pPr><pStyle val='a'/></pPr><r><rPr><rStyle val='a'/></rPr><t>Words</t></r></p></body></w>", "word/_rels/document.xml.rels": RELS % ("s", "styles", "styles.xml"),
                                                        "word/styles.xml": "<w><style styleId='a'><basedOn val='b'/></style><style styleId='b'><basedOn val='a'/></style></w>"})}, ["import", "a.docx"], 0, None),
    ("docx of wide cells", {"a.docx": docx("<w:tbl>" + ("<w:tr>" + "<w:tc><w:tcPr><w:gridSpan w:val='4000000000'/></w:tcPr>%s</w:tc>" % P * 300 + "</w:tr>") * 20 + "</w:tbl>")}, ["import", "a.docx"], 0, None),
    ("docx of many lists", {"a.docx": docx("<w:p><w:pPr><w:numPr><w:ilvl w:val='8'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>" * 3000, {"word/_rels/document.xml.rels": RELS % ("n", "numbering", "numbering.xml"),
                                                                                                                                       "word/numbering.xml": "<w><num numId='1'><abstractNumId val='1'/></num></w>"})}, ["import", "a.docx"], 0, None),
    ("odt of spaces and cells", {"a.odt": compressed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<d><body><text>%s</text></body></d>" % (
        "<p>a<s c='4000000000'/>b</p>" * 500 + "<table><table-row>" + "<table-cell number-columns-repeated='99999999'>" * 200 + "<p>x</p>" + "</table-cell>" * 200 + "</table-row></table>")})}, ["import", "a.odt"], 0, None),
    ("html too deep", {"a.html": "<!DOCTYPE html><body>" + "<div><b><i>" * 20000 + "Words"}, ["import", "a.html"], 1, "a.html:1:"),
    ("html of lists in lists", {"a.html": "<!DOCTYPE html><body>" + "<ul><li>x" * 20000}, ["import", "a.html"], 1, "more deeply than is read here"),
    ("html of wide cells", {"a.html": "<!DOCTYPE html><body><table>" + "<tr><td colspan=65000 rowspan=65000>x" * 300}, ["import", "a.html"], 0, None),
    ("html of many attributes", {"a.html": "<!DOCTYPE html><body><p " + " ".join("a%d=1" % i for i in range(20000)) + ">Words"}, ["import", "a.html"], 0, None),
    ("html of many marks", {"a.html": "<!DOCTYPE html><body><p>" + "<b>a</b><i>b</i>" * 100000}, ["import", "a.html"], 0, None),
    ("html with entities of its own", {"a.html": "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><body><p>&a; Words"}, ["import", "a.html"], 0, None),
    ("epub that unfolds", {"a.epub": compressed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='p.opf'/></c>", "p.opf": "<p>" + " " * (24 << 20) + "</p>"})}, ["import", "a.epub"], 1, "unfolds to more"),
    ("epub of one page a thousand times", {"a.epub": compressed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='p.opf'/></c>", "a.xhtml": "<html><body><p>%s</p></body></html>" % ("Words " * 300000),
        "p.opf": "<p><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine>%s</spine></p>" % ("<itemref idref='a'/>" * 1000)})}, ["import", "a.epub"], 0, None),
    ("epub with pictures from outside", {"secret.png": PNG, "a.epub": compressed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='p.opf'/></c>", "a.xhtml": "<html><body><p>Words<img src='../secret.png'/></p></body></html>",
        "p.opf": "<p><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></p>"})}, ["import", "a.epub"], 0, "a picture is not in the document"),
    ("rtf too deep", {"a.rtf": "{\\rtf1 " + "{" * 20000 + "Words"}, ["import", "a.rtf"], 1, "more deeply than is read here"),
    ("rtf cut off", {"a.rtf": "{\\rtf1 Words{\\b more{\\footnote no end {\\field{\\*\\fldinst HYPERLINK"}, ["import", "a.rtf"], 0, None),
    ("rtf of closing braces", {"a.rtf": "{\\rtf1 Words" + "}" * 100000 + "\\par\\cell\\row\\cellx"}, ["import", "a.rtf"], 0, None),
    ("rtf of large numbers", {"a.rtf": "{\\rtf1\\uc99999999999\\u99999999999?\\ls99999999999\\ilvl-99999999999\\outlinelevel99999999999\\s-9999999\\bin99999999999999 x}"}, ["import", "a.rtf"], 0, None),
    ("rtf of rows and cells", {"a.rtf": "{\\rtf1 " + "\\trowd" + "\\clvmrg\\cellx1" * 300 + "\\intbl " + ("x\\cell" * 300 + "\\row") * 60 + "}"}, ["import", "a.rtf"], 0, None),
    ("rtf of notes in notes", {"a.rtf": "{\\rtf1 Words" + "{\\footnote note" * 200 + "}" * 201}, ["import", "a.rtf"], 0, None),
    ("rtf that jumps back", {"a.rtf": "{\\rtf1 a\\bin-5 b\\'zz\\'}"}, ["import", "a.rtf"], 0, None),
    ("rtf of many fonts", {"a.rtf": "{\\rtf1{\\fonttbl" + "".join("{\\f%d\\fcharset204 x;}" % i for i in range(50000)) + "}" + "".join("\\f%d\\'e0" % i for i in range(50000)) + "}"}, ["import", "a.rtf"], 0, None),
    ("epub of many pages", {"a.epub": compressed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='p.opf'/></c>", **{"%d.xhtml" % i: "<html><body><p>%s</p></body></html>" % ("Words " * 300000) for i in range(120)},
        "p.opf": "<p><manifest>%s</manifest><spine>%s</spine></p>" % ("".join("<item id='i%d' href='%d.xhtml' media-type='application/xhtml+xml'/>" % (i, i) for i in range(120)), "".join("<itemref idref='i%d'/>" % i for i in range(120)))})},
     ["import", "a.epub"], 1, "unfolds to more"),
    ("html with controls in its title", {"a.html": "<!DOCTYPE html><title>A\x01 &#1;&#x9f; title</title><p>Wo&#8;rds\x7f"}, ["import", "a.html"], 0, None),
    ("html of many codes", {"a.html": "<!DOCTYPE html><body><p>" + "<code>a</code><span><code>b</code></span>" * 100000}, ["import", "a.html"], 0, None),
    ("html of links that lead to each other", {"a.html": "<!DOCTYPE html><body>" + "".join("<p><a id='a%d' href='#b%d'>1</a> x <a id='b%d' href='#a%d'>1</a></p>" % (i, i, i, i) for i in range(20000))}, ["import", "a.html"], 0, None),
    ("html of numbers that lead to a long block", {"a.html": "<!DOCTYPE html><body><div id='t'>" + "<a href='#t'>1</a>" * 50000}, ["import", "a.html"], 0, None),
    ("html of a style sheet without end", {"a.html": "<!DOCTYPE html><head><style>" + ".a{font-style:italic}/*" * 50000 + ".b," * 100000 + "</style><body><p class='" + "a " * 50000 + "'>Words<span class='" + "a b " * 50000 + "'>x"}, ["import", "a.html"], 0, None),
    ("epub of a long manifest", {"a.epub": compressed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c><rootfile full-path='p.opf'/></c>",
        "p.opf": "<p><metadata>%s</metadata><manifest>%s</manifest><spine>%s</spine></p>" % ("<creator id='c'>x</creator>" * 2000 + "<meta refines='#d' property='role'>aut</meta>" * 2000, "<item id='i' href='a.xhtml'/>" * 5000, "<itemref idref='x'/>" * 5000)})},
     ["import", "a.epub"], 0, None),
    ("docx of many numberings", {"a.docx": docx("<w:p><w:pPr><w:numPr><w:numId w:val='9'/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>" * 3000, {"word/_rels/document.xml.rels": RELS % ("n", "numbering", "numbering.xml"),
        "word/numbering.xml": "<w>%s<num numId='9'><abstractNumId val='none'/></num></w>" % ("<abstractNum abstractNumId='1'/>" * 5000)})}, ["import", "a.docx"], 0, None),
    ("docx of formulas within each other", {"a.docx": docx("<w:p><m:oMath xmlns:m='m'>" + "<m:sSub><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sub>" * 60 + "<m:r><m:t>y</m:t></m:r>" + "</m:sub></m:sSub>" * 60 + "</m:oMath></w:p>")},
     ["import", "a.docx"], 0, None),
    ("docx of cells across everything", {"a.docx": docx("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2147483647'/></w:tcPr>%s</w:tc></w:tr></w:tbl>" % P)}, ["import", "a.docx"], 0, ""),
    ("docx in another packing", {"a.docx": otherwise(10, b"\x62\0")}, ["import", "a.docx"], 1, "a part of it is damaged .*; save it anew"),
    ("docx after a program", {"a.docx": b"MZ" + bytes(500) + docx(P)}, ["import", "a.docx"], 1, "error: "),
    ("docx before a long remark", {"a.docx": docx(P)[:-2] + b"\xff\xff" + b"x" * 65535}, ["import", "a.docx"], 0, None),
    ("html of bases and frames", {"a.html": "<!DOCTYPE html><base href='file:///etc/'><frameset><frame src='passwd'></frameset><p>x<a href='javascript:1'>y</a>"}, ["import", "a.html"], 0, ""),
    ("html of every mark", {"a.html": "<!DOCTYPE html><p>" + "*_`[](){}#+-.!|<>~^$\\:@&amp;&lt;" * 5000}, ["import", "a.html"], 0, ""),
    ("rtf of bytes that are not there", {"a.rtf": "{\\rtf1 x{\\pict\\bin99999999999 y}}"}, ["import", "a.rtf"], 0, ""),
    ("rtf of an object", {"a.rtf": "{\\rtf1 x{\\object\\objemb{\\*\\objdata " + "4d5a" * 50000 + "}{\\result y}}}"}, ["import", "a.rtf"], 0, "an object is left out"),
    ("strict: what is left out is an error", {"a.html": "<!DOCTYPE html><body><p>Words<iframe src='x'></iframe>"}, ["import", "--strict", "a.html", "-o", "b.md"], 1, "<iframe> is left out"),
    ("a folder", {"a/b.txt": "Words"}, ["import", "a"], 1, "^a: error: cannot read this file: it is a folder or a device; name a file"),
]
