"""Styles: what a file may say, on what it stands, and the page on other papers."""
import os, re, subprocess, tempfile

from making import Made

TEXT = "---\ntitle: T\nlang: en\n---\n\n" + "A line of ordinary words that has about as many letters as others. " * 60 + "\n"


def built(run, style, *options, text=TEXT):
    made = Made(run, text, "--to", "pdf", "--style", "FOLDER/s.yaml", *options, files={"s.yaml": style}, status=None)
    return made.status, made.errors, open(made.path("t.pdf"), "rb").read() if not made.status else b""


def layout(pdf):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True).stdout


def test_every_wrong_value_is_told_at_its_line(run):
    status, errors, _ = built(run, "text: {size: huge}\nbreak: 3\ncolours: {}\nchapter:\n  drop-cap: 9\n  sinkage: 2 ells\n"
                                   "verse: {centered: perhaps}\ncolors: {cover: red}\n")
    assert status == 1
    for place, said in (("1:14", "length from 4pt"), ("2:8", "keys and values"), ("3:1", "'colors'?"), ("5:13", "from 0 to 5"), ("6:12", "a length"),
                        ("7:19", "true or false"), ("8:17", "#rrggbb")):
        assert re.search(r"s\.yaml:%s: error: .*%s" % (place, said), errors), (place, said, errors)
    status, errors, _ = built(run, "base: modern\n")
    assert status == 1 and "s.yaml:1:7: error" in errors and "classic" in errors, errors


def test_a_file_may_stand_on_a_named_style(run):
    made = Made(run, TEXT, "--to", "pdf", "--style", "classic")
    named = open(made.pdf, "rb").read()
    assert built(run, "base: classic\ntext:\n")[2] == named
    status, style, _ = run("style", "classic")
    assert status == 0 and built(run, style)[2] == named
    assert run("style", "modern")[0] == 2


def test_a_measure_of_at_most_75_letters(run):
    for paper in ("a5", "a4", "letter", "b5", "6x9in", "200x200mm"):
        for style in ("{}", "base: classic\n"):
            status, errors, pdf = built(run, style, "--paper", paper)
            assert status == 0, errors
            lines = sorted(len(line.strip()) for line in layout(pdf).splitlines() if len(line.strip()) > 40)
            assert 55 <= lines[len(lines) // 2] <= 76, (paper, style, lines[len(lines) // 2])


def test_short_pages_where_feet_need_not_be_even(run):
    text = "---\ntitle: T\nlang: en\n---\n\n" + "\n\n".join("Say:\n\n- one\n- two\n- three" for _ in range(60))
    status, errors, pdf = built(run, "page: {even: false}\n", text=text)
    assert status == 0, errors
    for page in layout(pdf).split("\f"):
        lines = [line.strip() for line in page.splitlines() if line.strip() and not line.strip().isdigit()]
        assert not lines or lines[-1] != "Say:", "a line that leads in stands alone at the foot"


def test_66_columns_of_code_fit_a_line_in_every_style(run):
    """On each style's own page and on A5; large print is large, a narrow leaflet and two columns on A5 have no room."""
    text = "---\ntitle: T\nlang: en\n---\n\n```\n%s\n```\n" % ("x" * 66)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "t.md")
        open(path, "w").write(text)
        for name in [line.split()[0] for line in run("style", "--list")[1].splitlines() if not line.startswith("large-print")]:
            for paper in ([], ["--paper", "a5"]) if name != "paper" else ([],):
                out = run("dump", "--pages", "--style", name, *paper, path)[1]
                assert "x" * 66 in out, (name, paper, out[:400])


def test_values_without_effect_are_told_once(run):
    """What a style's file says and nothing on paper shows: a note for each reason, one for all that the text has not."""
    style = "chapter: {drop-cap: 3, new-page: true}\npage: {column-gap: 20}\ntable: {size: 8}\nverse: {indent: 10}\ntext: {size: 11, indent: 9}\nnotes: {size: 8}\n"
    text = "---\ntitle: T\nlang: en\n---\n\n# One\n\nWords.[^1]\n\n# Two\n\nWords.\n\n[^1]: A note.\n"
    _, errors, _ = built(run, style, text=text)
    wanted = (("1:11", "chapter.drop-cap, chapter.new-page: the text is shorter than a book"), ("2:8", "page.column-gap: there is one column"),
              ("3:9", "the text has none of these, so on paper what the style says of them has no effect: verse, tables"))
    told = re.findall(r"s\.yaml:(\d+:\d+): note: (.*)", errors)
    assert len(told) == len(wanted) and all(place == where and said.startswith(what) for (place, said), (where, what) in zip(told, wanted)), errors
    book = style.replace("page: {column-gap: 20}", "page: {columns: 2, column-gap: 20}") + "title: {block-below-pages: 0}\n"
    _, errors, _ = built(run, book, text=text + "\n::: verse\nA\n:::\n\n| a |\n|---|\n| b |\n")
    assert not errors, errors
    for value, why in (("chapter: {sinkage: 9, new-page: false}", "chapter.sinkage: no chapter begins a page"), ("text: {paragraph-space: 6, indent: 9}", "text.indent: paragraph-space"),
                       ("text: {rag: ragged, widest: 300}", "text.widest: lines are ragged"), ("notes: {side-gap: 9}", "notes.side-gap: notes do not stand at the side"),
                       ("running: {show: false, left: title}", "running.left: there are no running heads")):
        _, errors, _ = built(run, value + "\ntitle: {block-below-pages: 0}\n", text=text)
        assert errors.count("note: ") == 1 and "note: " + why in errors, (value, errors)
    assert "note" not in built(run, "base: novel\n", text=text)[1]


def test_what_is_told_of_values_names_values(run):
    """Each row of the table is a value that styles have."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/app/effects.c")) as file:
        rows = re.findall(r'\{"([\w-]+)", (?:"([\w-]+)"|NULL), \{', file.read())
    _, default, _ = run("style", "default")
    sections = {name: body for name, body in re.findall(r"^([\w-]+):(.*(?:\n[ #].*)*)", default, re.M)}
    assert len(rows) > 50, rows
    for section, key in rows:
        assert section in sections and (not key or re.search(r"[ {]%s:" % key, sections[section])), (section, key)
