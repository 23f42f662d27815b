"""Finished files conform to PDF/UA-1 and PDF/A-2a, and the checker that says so notices each rule's breach.

Every breach is made in the objects of a conforming file as qpdf's JSON has them, one at a time.
"""
import base64, copy, os, re, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "verify"))
import verify
from making import Made
from reader import Pdf, Stream

SOURCE = """---
title: Everything once
author: A Name
date: 2024-02-29
lang: en
toc: true
---

# First

Words and [des mots]{lang=fr}, `code`, notes[^1] [^2] and [a link](https://example.org), [](#second).

- one
- two

| Head | Other |
|------|-------|
| a    | b     |

: A caption

![A drawing](drawing.svg)

![A dot](dot.png)

> Quoted

## Second {#second}

Private \ue000 use.

[^1]: A note.

[^2]: Another.
"""
DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="40" height="40" fill="red" opacity=".5"/>'
           '<text x="5" y="50" font-family="DejaVu Sans">Words שלום</text></svg>')
kept = {}


def sample(run):
    """A conforming file's objects, to be broken."""
    if "pdf" not in kept:
        dot = open(HERE + "/../golden/dot.png", "rb").read()
        made = Made(run, SOURCE, "--to", "pdf", files={"drawing.svg": DRAWING, "dot.png": dot})
        kept["pdf"] = Pdf(made.pdf)
    return copy.deepcopy(kept["pdf"])


def broken(run, breach):
    pdf = sample(run)
    breach(pdf)
    return {rule for rule, _, _ in verify.check_pdf(pdf)}


def dicts(pdf, **wanted):
    """Dictionaries with these entries, streams' among them."""
    wanted = {"/" + k: v for k, v in wanted.items()}
    for value in pdf.objects.values():
        entries = value.dict if isinstance(value, Stream) else value
        if isinstance(entries, dict) and all(k in entries and v in (entries[k], None) for k, v in wanted.items()):
            yield entries


def first(pdf, **wanted):
    return next(dicts(pdf, **wanted))


def elem(pdf, role):
    return next(e for e in dicts(pdf, S="/" + role, P=None))


def streams(pdf, pattern):
    """Streams whose data hold a pattern."""
    for key, value in pdf.objects.items():
        if isinstance(value, Stream) and re.search(pattern, pdf.data(key), re.S):
            yield value


def rewrite(pdf, stream, old, new):
    data = re.sub(old, new, pdf.decode(stream), count=1, flags=re.S)
    assert data != pdf.decode(stream), old
    stream.dict.pop("/Filter", None)
    stream.decoded, stream.encoded = data, base64.b64encode(data).decode()


def content(old, new):
    def breach(pdf):
        rewrite(pdf, next(streams(pdf, old)), old, new)
    return breach


def removes(key, **wanted):
    def breach(pdf):
        del first(pdf, **wanted)[key]
    return breach


def sets(key, value, **wanted):
    def breach(pdf):
        first(pdf, **wanted)[key] = value
    return breach


def role(old, new):
    def breach(pdf):
        elem(pdf, old)["/S"] = "/" + new
    return breach


def elem_sets(name, key, value):
    def breach(pdf):
        if value is None:
            del elem(pdf, name)[key]
        else:
            elem(pdf, name)[key] = value
    return breach


def raw(old, new):
    def breach(pdf):
        assert re.search(old, pdf.raw, re.S)
        pdf.raw = re.sub(old, new, pdf.raw, count=1, flags=re.S)
    return breach


def xmp(old, new):
    return content(b"<x:xmpmeta.*?" + old, lambda m: re.sub(old + rb"\Z", new, m.group()))


def both_notes_alike(pdf):
    notes = list(dicts(pdf, S="/Note", P=None))
    notes[1]["/ID"] = notes[0]["/ID"]


def widths_off(pdf):
    font = first(pdf, Subtype="/CIDFontType0")
    font["/W"] = [w if not isinstance(w, list) else [x + 40 for x in w] for w in font["/W"]]


def parent_tree_shifted(pdf):
    array = pdf.at(pdf.dict(pdf.root["/StructTreeRoot"], "/ParentTree")["/Nums"][1])
    array.append(array.pop(0))


def parent_tree_short(pdf):
    pdf.at(pdf.dict(pdf.root["/StructTreeRoot"], "/ParentTree")["/Nums"][1])[0] = None


def link_lost(pdf):
    link = elem(pdf, "Link")
    kids = pdf.at(link["/K"])
    link["/K"] = [k for k in kids if not isinstance(k, dict)]


def long_string(pdf):
    first(pdf, Title=None)["/Title"] = "u:" + "x" * 40000


def row_short(pdf):
    row = elem(pdf, "TR")
    row["/K"] = pdf.at(row["/K"])[:1]


def cell_wide(pdf):
    elem(pdf, "TD")["/A"] = {"/O": "/Table", "/ColSpan": 2}


def cell_long(pdf):
    list(dicts(pdf, S="/TD", P=None))[-1]["/A"] = {"/O": "/Table", "/RowSpan": 3}


def no_scope(pdf):
    for head in dicts(pdf, S="/TH", P=None):
        del head["/A"]


def text_without_language(pdf):
    del pdf.root["/Lang"]


def no_intent(pdf):
    del pdf.root["/OutputIntents"]


def glyph_gone(pdf):
    rewrite(pdf, next(streams(pdf, rb"<65>\d")), rb"<65>\d+", b"<65>60000")


def glyph_notdef(pdf):
    rewrite(pdf, next(streams(pdf, rb"<65>\d")), rb"<65>\d+", b"<65>0")


def code_unread(pdf):
    rewrite(pdf, next(streams(pdf, rb"<65><0065>")), rb"<65><0065>\n", b"")


def code_bom(pdf):
    rewrite(pdf, next(streams(pdf, rb"<65><0065>")), rb"<65><0065>", b"<65><FEFF>")


def font(clause, test, ua=None):
    return {"a2 6.2.11%s-%d" % (clause, test), "ua1 7.21%s-%d" % (ua or clause, test)}


BREACHES = {
    "file": [
        (raw(rb"%PDF-1.7", b"%PDF-2.0"), {"a2 6.1.2-1", "ua1 6.1-1"}),
        (raw(rb"\n%\xe2\xe3\xcf\xd3", b"\n%abcd"), {"a2 6.1.2-2"}),
        (raw(rb"%%EOF\n\Z", b"%%EOF\nmore"), {"a2 6.1.3-3"}),
        (raw(rb" 0 obj\n<<", b" 0 obj <<"), {"a2 6.1.9-1"}),
        (raw(rb"/Length (\d+)>>", b"/Length 1>>"), {"a2 6.1.7.1-1"}),
        (raw(rb"\nendstream", b"endstream"), {"a2 6.1.7.1-2"}),
        (lambda pdf: pdf.trailer.pop("/ID"), {"a2 6.1.3-1"}),
        (lambda pdf: pdf.trailer.update({"/Encrypt": {"/P": -4}}), {"a2 6.1.3-2"}),
        (lambda pdf: pdf.trailer.update({"/Encrypt": {"/P": 0}}), {"a2 6.1.3-2", "ua1 7.16-1"}),
        (long_string, {"a2 6.1.13-3"}),
        (lambda pdf: pdf.root.update({"/" + "n" * 130: 1}), {"a2 6.1.13-4"}),
        (lambda pdf: pdf.root.update({"/X": 3000000000}), {"a2 6.1.13-1"}),
        (sets("/TrimBox", [0, 0, 2, 2], Type="/Page"), {"a2 6.1.13-11"}),
        (lambda pdf: first(pdf, Subtype="/Form").update({"/Filter": "/LZWDecode"}), {"a2 6.1.7.2-1", "a2 6.2.2-1"}),
    ],
    "catalog": [
        (lambda pdf: pdf.root.pop("/MarkInfo"), {"ua1 6.2-1", "a2 6.7.2.2-1"}),
        (lambda pdf: pdf.root["/MarkInfo"].update({"/Suspects": True}), {"ua1 7.1-4"}),
        (lambda pdf: pdf.root.pop("/ViewerPreferences"), {"ua1 7.1-10"}),
        (lambda pdf: pdf.root.update({"/Lang": "u:in English"}), {"ua1 7.2-29", "a2 6.7.4-1"}),
        (lambda pdf: pdf.root.update({"/AA": {}}), {"a2 6.5.2-1"}),
        (lambda pdf: pdf.root.update({"/Requirements": []}), {"a2 6.11-1"}),
        (lambda pdf: pdf.root.update({"/NeedsRendering": True}), {"a2 6.4.2-2"}),
        (lambda pdf: pdf.root.update({"/OCProperties": {"/D": {"/AS": []}}}),
         {"ua1 7.10-1", "a2 6.9-1", "ua1 7.10-2", "a2 6.9-4"}),
        (lambda pdf: pdf.root.update({"/AcroForm": {"/NeedAppearances": True, "/XFA": []}}), {"a2 6.4.1-3", "a2 6.4.2-1"}),
        (lambda pdf: first(pdf, Type="/OutputIntent").update({"/S": "/GTS_PDFX", "/DestOutputProfileRef": {}}),
         {"a2 6.2.3-3", "a2 6.2.10-2", "a2 6.2.4.3-2", "a2 6.2.4.3-4"}),
        (text_without_language, {"ua1 7.2-2", "ua1 7.2-34"}),
        (no_intent, {"a2 6.2.10-2", "a2 6.2.4.3-2", "a2 6.2.4.3-4"}),
    ],
    "metadata": [
        (xmp(rb"<pdfuaid:part>1</pdfuaid:part>", b""), {"ua1 5-1"}),
        (xmp(rb"<pdfuaid:part>1<", b"<pdfuaid:part>2<"), {"ua1 5-2"}),
        (xmp(rb"<pdfaid:part>2<", b"<pdfaid:part>1<"), {"a2 6.6.4-2"}),
        (xmp(rb"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"), {"a2 6.6.4-3"}),
        (xmp(rb"<dc:title>.*?</dc:title>", b""), {"ua1 7.1-9", "x info-xmp"}),
        (xmp(rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>", b""), {"a2 6.6.2.3.1-1"}),
        (xmp(rb"<pdfaProperty:category>internal", b"<pdfaProperty:category>inner"), {"a2 6.6.2.3.3-9"}),
        (xmp(rb"<xmp:CreateDate>[^<]*", b"<xmp:CreateDate>today"), {"a2 6.6.2.3.1-2", "x info-xmp"}),
        (xmp(rb"</rdf:RDF>", b""), {"a2 6.6.2.1-4"}),
        (content(rb'<\?xpacket begin=', b'<?xpacket bytes="9" begin='), {"a2 6.6.2.1-2"}),
        (content(rb'<\?xpacket begin=', b'<?xpacket encoding="UTF-8" begin='), {"a2 6.6.2.1-3"}),
        (content(rb"Everything once<", b"Everything \xff<"), {"a2 6.6.2.1-4", "a2 6.6.2.1-5"}),
        (lambda pdf: pdf.root.pop("/Metadata"), {"ua1 7.1-8", "a2 6.6.2.1-1", "ua1 5-1", "ua1 7.1-9", "a2 6.6.4-1"}),
        (sets("/Author", "u:Another", Title=None, Producer=None), {"x info-xmp"}),
    ],
    "roles": [
        (lambda pdf: pdf.root.pop("/StructTreeRoot"), None),
        (role("BlockQuote", "Quotation"), {"ua1 7.1-5", "a2 6.7.3.4-1"}),
        (lambda pdf: pdf.dict(pdf.root["/StructTreeRoot"], "/RoleMap").update({"/P": "/Span"}), {"ua1 7.1-7", "a2 6.7.3.4-3"}),
        (lambda pdf: pdf.dict(pdf.root["/StructTreeRoot"], "/RoleMap").update({"/Em": "/Odd", "/Odd": "/Em"}), {"ua1 7.1-6", "a2 6.7.3.4-2"}),
        (elem_sets("BlockQuote", "/P", None), {"ua1 7.1-3", "ua1 7.1-12", "x parent-tree"}),
        (role("H1", "H2"), {"ua1 7.4.2-1"}),
        (role("H1", "H"), {"ua1 7.4.2-1", "ua1 7.4.4-2", "ua1 7.4.4-3"}),
        (elem_sets("Figure", "/Alt", None), {"ua1 7.3-1"}),
        (elem_sets("Figure", "/A", None), {"x figure-bbox"}),
        (elem_sets("Note", "/ID", None), {"ua1 7.9-1"}),
        (both_notes_alike, {"ua1 7.9-2"}),
        (role("BlockQuote", "Formula"), {"ua1 7.7-1"}),
        (lambda pdf: next(e for e in dicts(pdf, Lang="u:fr")).update({"/Lang": "u:fr_FR"}), {"ua1 7.2-29", "a2 6.7.4-1"}),
        (link_lost, {"x link-objr"}),
    ],
    "nesting": [
        (role("TR", "P"), {"ua1 7.2-8", "ua1 7.2-36"}),
        (role("TH", "P"), {"ua1 7.2-10", "ua1 7.2-42"}),
        (role("THead", "P"), {"ua1 7.2-3", "ua1 7.2-4"}),
        (role("TBody", "THead"), {"ua1 7.2-11", "ua1 7.2-14"}),
        (role("THead", "TFoot"), set()),
        (role("LI", "P"), {"ua1 7.2-18", "ua1 7.2-19"}),
        (role("L", "Div"), {"ua1 7.2-17"}),
        (role("LBody", "P"), {"ua1 7.2-20"}),
        (role("TOCI", "P"), {"ua1 7.2-27"}),
        (role("TOC", "Div"), {"ua1 7.2-26"}),
        (row_short, {"ua1 7.2-42", "x parent-tree"}),
        (cell_wide, {"ua1 7.2-42"}),
        (cell_long, {"ua1 7.2-41"}),
        (no_scope, {"ua1 7.5-1"}),
        (role("BlockQuote", "TD"), {"ua1 7.2-9"}),
    ],
    "marks": [
        (content(rb"/H1 ?<</MCID \d+>>BDC", b"/H1 BMC"), {"ua1 7.1-3", "x mcid-used"}),
        (content(rb"/Artifact<<[^B]*>>BDC", b"/Span BMC"), {"ua1 7.1-3"}),
        (content(rb"(/H1<</MCID \d+>>BDC\n)(.*?EMC\n)", rb"\1/Artifact BMC\n\2EMC\n"), {"ua1 7.1-1"}),
        (content(rb"(/H1<</MCID \d+>>BDC\n.*?EMC\n)", rb"/Artifact BMC\n\1EMC\n"), {"ua1 7.1-2"}),
        (content(rb"(/H1<</MCID )\d+", rb"\g<1>0"), {"x mcid-unique", "x mcid-used"}),
        (parent_tree_shifted, {"x parent-tree"}),
        (parent_tree_short, {"ua1 7.1-3", "x parent-tree"}),
        (content(rb"/Span<</ActualText", b"/Span<</Lang(e_n)/ActualText"), {"ua1 7.2-29", "a2 6.7.4-1"}),
    ],
    "graphics": [
        (content(rb"BT\n", b"BT\nfoo\n"), {"a2 6.2.2-1"}),
        (content(rb"BT\n", b"BT\n0 0 0 1 k\n"), {"a2 6.2.4.3-3"}),
        (content(rb"BT\n", b"BT\n/Odd ri\n"), {"a2 6.2.6-1"}),
        (content(rb"BT\n", b"BT\n/GSx gs\n"), {"a2 6.2.2-2"}),
        (content(rb"BT\n", b"q " * 30 + b"Q " * 30 + b"BT\n"), {"a2 6.1.13-8"}),
        (sets("/Interpolate", True, Subtype="/Image"), {"a2 6.2.8-3"}),
        (sets("/Alternates", [], Subtype="/Image"), {"a2 6.2.8-1"}),
        (sets("/OPI", {}, Subtype="/Image"), {"a2 6.2.8-2"}),
        (sets("/BitsPerComponent", 5, Subtype="/Image"), {"a2 6.2.8-4"}),
        (sets("/Intent", "/Odd", Subtype="/Image"), {"a2 6.2.6-1"}),
        (sets("/ColorSpace", "/DeviceCMYK", Subtype="/Image"), {"a2 6.2.4.3-3"}),
        (sets("/PS", {}, Subtype="/Form"), {"a2 6.2.9-1"}),
        (sets("/Ref", {}, Subtype="/Form"), {"a2 6.2.9-2", "ua1 7.20-1"}),
        (sets("/Subtype", "/PS", Subtype="/Form"), {"a2 6.2.9-3"}),
    ],
    "links": [
        (removes("/Contents", Subtype="/Link"), {"ua1 7.18.1-2", "ua1 7.18.5-2"}),
        (removes("/F", Subtype="/Link"), {"a2 6.3.2-1"}),
        (sets("/F", 6, Subtype="/Link"), {"a2 6.3.2-2"}),
        (removes("/StructParent", Subtype="/Link"), {"ua1 7.18.5-1"}),
        (sets("/Subtype", "/Movie", Subtype="/Link"), {"a2 6.3.1-1", "a2 6.3.3-1", "ua1 7.18.1-1"}),
        (sets("/AP", {"/D": {}}, Subtype="/Link"), {"a2 6.3.3-2"}),
        (sets("/AP", {"/N": {}}, Subtype="/Link"), {"a2 6.3.3-4"}),
        (lambda pdf: first(pdf, Subtype="/Link", A=None)["/A"].update({"/S": "/Launch"}), {"a2 6.5.1-1"}),
        (lambda pdf: [p.update({"/Tabs": "/R"}) for p in dicts(pdf, Type="/Page")], {"ua1 7.18.3-1"}),
        (sets("/AA", {}, Type="/Page"), {"a2 6.5.2-2"}),
        (sets("/PresSteps", {}, Type="/Page"), {"a2 6.10-2"}),
        (lambda pdf: pdf.objects.update({"9999 0 R": {"/Type": "/Filespec", "/EF": {}}}), {"a2 6.8-2", "a2 6.8-5", "ua1 7.11-1"}),
    ],
    "fonts": [
        (lambda pdf: [d.pop("/FontFile3", None) for d in dicts(pdf, Type="/FontDescriptor")], font(".4.1", 1)),
        (widths_off, font(".5", 1)),
        (glyph_gone, font(".4.1", 2) | font(".8", 1)),
        (glyph_notdef, font(".4.1", 2) | font(".8", 1)),
        (code_unread, font(".7.2", 1, ".7")),
        (code_bom, font(".7.2", 2, ".7")),
        (content(rb"/Span<</ActualText[^>]*>>>BDC", b"/Span BMC"), {"a2 6.2.11.7.3-1"}),
        (lambda pdf: [f.pop("/CIDToGIDMap", None) for f in dicts(pdf, Subtype="/CIDFontType2")], font(".3.2", 1)),
        (sets("/WMode", 1, Type="/CMap"), font(".3.3", 2)),
        (sets("/UseCMap", "/Odd", Type="/CMap"), None),
        (lambda pdf: first(pdf, Type="/CMap")["/CIDSystemInfo"].update({"/Ordering": "u:Japan1"}), font(".3.1", 1) | {"x cmap-info"}),
        (lambda pdf: [f.update({"/Encoding": "/Odd-H"}) for f in [first(pdf, Subtype="/Type0")]], None),
        (lambda pdf: first(pdf, Subtype="/Type0").pop("/Type"), {"a2 6.2.11.2-1"}),
        (lambda pdf: first(pdf, Subtype="/CIDFontType0C").update({"/Subtype": "/Odd"}), {"a2 6.2.11.2-7"}),
    ],
}


def check_group(run, group):
    wrong = []
    for i, (breach, expected) in enumerate(BREACHES[group]):
        try:
            found = broken(run, breach)
        except (StopIteration, KeyError, AssertionError) as error:
            found = {"cannot be broken: %r" % error}
        if found != expected and not (expected is None and found):
            wrong.append("%s %d: %s, not %s" % (group, i, sorted(found), sorted(expected or {"some"})))
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_file_with_everything_conforms(run):
    found = verify.check_pdf(sample(run))
    assert not found, found[:5]


def test_breaches_of_file_and_catalog(run):
    check_group(run, "file")
    check_group(run, "catalog")


def test_breaches_of_metadata_and_links(run):
    check_group(run, "metadata")
    check_group(run, "links")


def test_breaches_of_roles_and_nesting(run):
    check_group(run, "roles")
    check_group(run, "nesting")


def test_breaches_of_marks_and_graphics(run):
    check_group(run, "marks")
    check_group(run, "graphics")


def test_breaches_of_fonts(run):
    check_group(run, "fonts")


def test_goldens_conform(run):
    with tempfile.TemporaryDirectory() as d:
        for name in sorted(os.listdir(HERE + "/../golden")):
            if name.endswith(".md"):
                status, _, errors = run("build", "--to", "pdf", "-o", d, HERE + "/../golden/" + name)
                assert status == 0, errors
                found = verify.check(d + "/" + name[:-3] + ".pdf")
                assert not found, (name, found[:5])
