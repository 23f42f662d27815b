"""The rules of PDF/UA-1 and PDF/A-2a that a finished file shows from outside, read with qpdf's JSON and poppler."""
import json, os, re, subprocess

from making import Made, front

HERE = os.path.dirname(os.path.abspath(__file__))
cache = {}


def objects(run, name):
    """All objects of a golden's PDF by their number, and the file's path-free text."""
    if name not in cache:
        made = Made(run, None, "--to", "pdf", source=os.path.join(HERE, "..", "golden", name + ".md"))
        text = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", made.pdf],
                              capture_output=True, text=True).stdout
        cache[name] = json.loads(text)["qpdf"][1]
    return cache[name]


def values(found):
    for entry in found.values():
        yield entry.get("value", entry.get("stream", {}).get("dict", {}))


def catalog(found):
    return found["obj:" + found["trailer"]["value"]["/Root"]]["value"]


def of_type(found, name):
    return [v for v in values(found) if isinstance(v, dict) and v.get("/Type") == name]


def stream(found, reference):
    import base64
    return base64.b64decode(found["obj:" + reference]["stream"]["data"])


def test_catalog(run):
    found = objects(run, "notes")
    root = catalog(found)
    assert root["/Lang"] == "u:en" and root["/MarkInfo"]["/Marked"] is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is True
    assert root["/OutputIntents"] and root["/StructTreeRoot"] and root["/PageLabels"] and root["/Outlines"]
    assert catalog(objects(run, "hebrew"))["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_xmp(run):
    found = objects(run, "notes")
    xmp = stream(found, catalog(found)["/Metadata"]).decode()
    for part in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "pdfaSchema:namespaceURI", "Notes and tables"):
        assert part in xmp, part
    entry = found["obj:" + catalog(found)["/Metadata"]]["stream"]["dict"]
    assert "/Filter" not in entry


def test_every_font_is_embedded_and_read(run):
    for name in ("inline", "blocks", "hebrew"):
        found = objects(run, name)
        fonts = of_type(found, "/Font")
        assert fonts
        for font in fonts:
            if font["/Subtype"] == "/Type0":
                assert "/ToUnicode" in font and "/Encoding" in font, font
        for descriptor in of_type(found, "/FontDescriptor"):
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, descriptor


def test_all_content_is_marked(run):
    for name in ("notes", "blocks", "html"):
        found = objects(run, name)
        for page in of_type(found, "/Page"):
            depth = 0
            text = stream(found, page["/Contents"]).decode("latin-1")
            text = re.sub(r"\((?:\\.|[^()\\])*\)", "()", text)
            text = re.sub(r"/Span<</ActualText\(\)>>BDC(.*?)EMC", r"\1", text, flags=re.S)  # what is shown stands for other text
            for word in text.split():
                depth += word in ("BDC", "BMC") or word.endswith(">>BDC")
                depth -= word == "EMC"
                assert depth in (0, 1), "marks are nested"
                if re.search(r"(^|\])(TJ|Tj|Do|f)$", word):
                    assert depth == 1, "content without a mark in " + name


def test_pages_follow_the_structure(run):
    found = objects(run, "book")
    for page in of_type(found, "/Page"):
        assert page["/Tabs"] == "/S" and "/StructParents" in page


def test_links_say_what_they_are(run):
    found = objects(run, "notes")
    links = of_type(found, "/Annot")
    assert len(links) >= 4
    for link in links:
        assert link["/Contents"] and "/StructParent" in link and link["/F"] == 4, link


def all_elements(found):
    return [v for v in values(found) if isinstance(v, dict) and "/S" in v and "/P" in v]


def elements(found, tag):
    return [e for e in all_elements(found) if e["/S"] == tag]


def test_structure(run):
    found = objects(run, "notes")
    assert len(elements(found, "/TH")) == 3 and all("/Scope" in str(e["/A"]) for e in elements(found, "/TH"))
    assert len(elements(found, "/TD")) == 6 and len(elements(found, "/TR")) == 3
    notes = elements(found, "/Note")
    assert len(notes) == 2 and len({n["/ID"] for n in notes}) == 2
    figures = elements(found, "/Figure")
    assert {f["/Alt"] for f in figures} == {"u:A red circle inside a square", "u:dot"}
    assert all("/BBox" in f["/A"] for f in figures)
    assert len(elements(found, "/TOCI")) == 2 and len(elements(found, "/Caption")) == 2


def test_headings_leave_no_gap(run):
    found = objects(run, "book")
    assert [len(elements(found, "/H%d" % n)) for n in range(1, 5)] == [2, 2, 1, 0]


def test_lists_and_languages(run):
    found = objects(run, "blocks")
    items = elements(found, "/LI")
    assert items and len(elements(found, "/LBody")) >= len(items) - 1
    assert any(e.get("/Lang") == "u:fr" for e in all_elements(objects(run, "inline")))


def test_folios(run):
    found = objects(run, "notes")
    assert catalog(found)["/PageLabels"]["/Nums"][0] == 0


def test_a_note_in_a_note_follows_it(run):
    words = Made(run, front() + "Text[^a].\n\n[^a]: Outer[^b].\n\n[^b]: Inner.\n", "--to", "pdf").words
    assert words.index("Outer") < words.index("Inner")


def heard(run, source):
    """What is read aloud: the structure's text, as poppler joins it."""
    return Made(run, front() + source, "--to", "pdf").structure


def test_lines_do_not_run_together_when_heard(run):
    said = heard(run, "One\\\ntwo *three*\\\n`four`\nfive\n\n```\nsix\nseven\n\neight\n```\n\n::: verse\nnine\nten\n:::\n\n::: verse\nאחת\nשתים\n:::\n")
    for words in (r"One\s+two ", r"nine\s+ten", r"אחת\s+שתים", r"six\s+seven\s+eight"):
        assert re.search(words, said), (words, said)


def test_an_epigraph_is_another_s_words(run):
    said = heard(run, "::: epigraph\nQuoted.\n:::\n")
    assert re.search(r'BlockQuote[^"]*"Quoted\."', said), said


def test_people_and_subjects_are_lists(run):
    made = Made(run, front("author: [A Name, B Name]\nsubject: [trees, <leaves>]\n") + "Words.\n", "--to", "pdf")
    info, xmp = made.info(), made.info("-meta")
    assert re.search(r"Author: +A Name; B Name\n", info) and re.search(r"Keywords: +trees; <leaves>\n", info), info
    assert "<rdf:li>A Name</rdf:li><rdf:li>B Name</rdf:li>" in xmp and "<rdf:li>trees</rdf:li>" in xmp, xmp
    assert "<pdf:Keywords>trees; &lt;leaves&gt;</pdf:Keywords>" in xmp, xmp
