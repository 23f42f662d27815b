"""The smallest DOCX and ODT documents that hold what a test wants."""
import io, zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = ('xmlns:w="%s" xmlns:r="%s" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
          'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"' % (W, R))
STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="A"><w:name w:val="Author"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style><w:style w:type="paragraph" w:styleId="Q2"><w:name w:val="Mine"/><w:basedOn w:val="Q"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Source Code"/></w:style><w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="V"><w:name w:val="Verbatim Char"/></w:style><w:style w:type="character" w:styleId="E"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="L"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>"""
NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"""


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relations(*items):
    return '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>' % "".join(
        '<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (name, R, kind, target, ' TargetMode="External"' if kind == "hyperlink" else "") for name, kind, target in items)


def docx(body, links=(), more=None, footnotes=""):
    """body: the XML of paragraphs; links: further relations of the document; more: further parts."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml"), ("r2", "core-properties", "docProps/core.xml")),
        "word/document.xml": "<w:document %s><w:body>%s</w:body></w:document>" % (SPACES, body),
        "word/_rels/document.xml.rels": relations(("s", "styles", "styles.xml"), ("n", "numbering", "numbering.xml"), ("f", "footnotes", "footnotes.xml"), *links),
        "word/styles.xml": "<w:styles %s>%s</w:styles>" % (SPACES, STYLES),
        "word/numbering.xml": "<w:numbering %s>%s</w:numbering>" % (SPACES, NUMBERING),
        "word/footnotes.xml": '<w:footnotes %s><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>%s</w:footnotes>' % (SPACES, footnotes),
        "docProps/core.xml": '<c xmlns:dc="d" xmlns:dcterms="t"><dc:title>From the program</dc:title><dc:creator>A. Name</dc:creator><dcterms:created>2021-03-04T05:06:07Z</dcterms:created></c>',
    }
    parts.update(more or {})
    return zipped(parts)


def para(text, style=None, more="", props=""):
    inner = ('<w:pStyle w:val="%s"/>' % style if style else "") + props
    return "<w:p>%s%s%s</w:p>" % ("<w:pPr>%s</w:pPr>" % inner if inner else "", run(text) if text else "", more)


def run(text, props=""):
    return '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % ("<w:rPr>%s</w:rPr>" % props if props else "", text)


def item(text, number, level=0):
    return para(text, props='<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>' % (level, number))


def odt(text, styles="", more=None):
    spaces = " ".join('xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name) for name in ("office", "text", "table", "style", "draw", "meta")) + \
        ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<office:document-content %s><office:automatic-styles>%s</office:automatic-styles><office:body><office:text>%s</office:text></office:body></office:document-content>" % (spaces, styles, text),
        "styles.xml": '<office:document-styles %s><office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="fr" fo:country="FR"/></style:default-style>'
                      '<style:style style:name="Quotations" style:family="paragraph"/><style:style style:name="Preformatted_20_Text" style:family="paragraph"/><style:style style:name="Title" style:family="paragraph"/></office:styles></office:document-styles>' % spaces,
        "meta.xml": "<office:document-meta %s><office:meta><dc:title>From the program</dc:title><meta:initial-creator>A. Name</meta:initial-creator><meta:creation-date>2021-03-04T05:06:07</meta:creation-date></office:meta></office:document-meta>" % spaces,
    }
    parts.update(more or {})
    return zipped(parts)
