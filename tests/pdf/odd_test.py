"""A few of the documents that nobody would try; odd.py builds as many as one likes."""
import os, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import odd
from reader import Pdf
from making import Made, front


def test_odd_documents_conform(run):
    for seed in (9, 128):
        found = odd.faults(seed)
        assert not found, "seed %d: %s" % (seed, found[:3])


def build(run, body, title="T", *options):
    made = Made(run, front("toc: true\n", title=title) + body, "--to", "pdf", *options, files={"dot.png": odd.pictures.RED})
    found = odd.verify.check(made.path("t.pdf"))
    assert not found, found[:3]
    return Pdf(made.path("t.pdf")), " ".join(made.text("-layout").split())


def roles(pdf):
    return [e.get("/S", "")[1:] for e in pdf.objects.values() if isinstance(e, dict) and "/P" in e and "/S" in e]


def test_a_definition_of_a_picture_has_its_list(run):
    pdf, text = build(run, "![A dot](dot.png){#dot}\n\n:   What it means.\n\nWords.\n\n[a]: b\n:   Of nothing.\n\n[](#dot)\n")
    assert roles(pdf).count("L") == 1 and roles(pdf).count("LI") == 2 and "What it means." in text


def test_a_table_that_is_all_head_is_a_body(run):
    pdf, _ = build(run, "| A | B |\n|---|---|\n")
    assert "THead" not in roles(pdf) and roles(pdf).count("TBody") == 1 and roles(pdf).count("TH") == 2


def test_a_figure_in_a_note_has_its_number(run):
    _, text = build(run, "See [](#dot)[^a].\n\n[^a]: Words.\n\n    ![A dot](dot.png){#dot}\n")
    assert "Figure 1" in text, text


def test_links_to_what_is_empty_lead_on(run):
    pdf, _ = build(run, "A [link](#x) and notes[^a][^b].\n\n::: {#x}\n:::\n\nAfter.\n\n[^a]: \n    > Quoted[^c].\n\n[^b]: >\n\n[^c]: <!-- -->\n")
    links = [v for v in pdf.objects.values() if isinstance(v, dict) and v.get("/Subtype") == "/Link"]
    assert len(links) >= 4 and all("/Dest" in link for link in links), links


def test_a_title_of_several_pages_is_whole(run):
    _, text = build(run, "", " ".join("word%d" % number for number in range(600)))
    words = text.replace("\u00ad ", "").split()
    assert [word for word in words if word.startswith("word")][:600] == ["word%d" % number for number in range(600)], text


def test_brackets_that_are_escaped_open_no_span(run):
    _, text = build(run, "[\\]{=l}[]]() [one ![two]{lang=fr} three](https://example.org/) [\\[]{lang=fr}\n")
    assert "one !two three" in text, text


def test_columns_without_cells_of_their_own_take_no_room(run):
    rows = ("<thead><tr><th colspan='9' rowspan='0'>fi</th></tr><tr></tr></thead>", "<tbody><tr><th colspan='2'>third</th><td rowspan='2'>fluffy</td><td colspan='9' rowspan='0'>eg</td></tr>",
            "<tr></tr><tr></tr></tbody><tbody><tr></tr><tr></tr><tr><td>four</td></tr>",
            "<tr><td colspan='2'>two</td><th colspan='2'>Seventh</th><td colspan='9' rowspan='0'>two</td><td colspan='9' rowspan='0'>plain</td><th colspan='2'>Seventh</th></tr></tbody>")
    _, text = build(run, "<table>%s</table>\n\nAfter.\n" % "".join(rows), "T", "--paper", "60x90mm")
    assert "After." in text, text


def test_no_string_is_too_long(run):
    """Title, names, a heading, an alternative, an address and an id beyond what a string may hold."""
    body = "# %s\n\n![%s](dot.png)\n\n[l](https://e.example/%s) [x](#%s)\n\n## h {#%s}\n\ntext\n" % ("head " * 7000, "ält " * 9000, "u" * 40000, "i" * 40000, "i" * 40000)
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/a.md", "w") as out:
            out.write("---\ntitle: %s\nauthor: [%s]\nlang: en\n---\n\n%s" % ("t " * 20000, ", ".join("Author Ä%d" % i for i in range(3000)), body))
        odd.pictures.write(folder, "dot.png", odd.pictures.RED)
        status, _, errors = run("build", "--to", "pdf", "a.md", cwd=folder)
        assert status == 0, errors[:300]
        found = [breach for breach in odd.verify.check(folder + "/a.pdf") if not breach[0].startswith("x ")]
        assert not found, str(found)[:300]
