"""Code on paper: how much fits a line, what stands beside the lines, the white around, and that what is copied is the
source."""
import glob, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "typeset"))
sys.path.insert(0, HERE)
import geometry
from making import Made, marks

FRONT = "---\ntitle: T\nlang: en\n---\n\n"


def laid_out(run, text, *options, style=None):
    made = Made(run, FRONT + text, "--to", "pdf", *(["--style", "FOLDER/s.yaml"] if style else []), *options, files={"s.yaml": style or ""})
    assert not made.errors, made.errors
    return made.layout


def texts(layout):
    return [piece for page in layout.pages for piece in page if piece.kind == "text"]


def of_code(layout):
    return [piece for piece in texts(layout) if piece.elem is not None and layout.under(piece.elem, "Code")]


def copied(layout):
    """Listings as their elements have them."""
    return "".join(piece.text for piece in of_code(layout)).replace("\u00a0", " ")


def lines(pieces):
    found = {}
    for piece in pieces:
        found.setdefault((piece.page, round(piece.y, 1)), []).append(piece)
    return found


def test_a_line_holds_66_letters(run):
    """On the page of the default style."""
    code = "x" * 20 + " = " + "y" * 20 + " + " + "z" * 20
    assert len(code) == 66
    for text, count in ((code, 1), (code + " + w", 2)):
        assert len(lines(of_code(laid_out(run, "```python\n%s\n```\n" % text)))) == count


def compiled(run, name, lang, command):
    source = open(HERE + "/sample." + name).read()
    source = source.replace("\n\n", "\n\n\n\n", 1)
    layout = laid_out(run, "``` {.%s .numberLines hl_lines=2}\n%s```\n" % (lang, source))
    assert copied(layout) == source.rstrip("\n"), copied(layout)
    with tempfile.TemporaryDirectory() as d:
        open(d + "/copied." + lang, "w").write(copied(layout))
        subprocess.run([*command, d + "/copied." + lang], check=True, cwd=d)


def test_what_is_copied_compiles(run):
    compiled(run, "c", "c", ["cc", "-c", "-w", "-o", os.devnull])
    compiled(run, "python", "py", [sys.executable, "-m", "py_compile"])


def test_numbers_stand_beside_the_lines(run):
    """One for each line of the source, blank ones counted, none for what is turned over; in no text."""
    long = "a = " + " + ".join("name_%d" % i for i in range(12))
    source = "``` {.python .numberLines startFrom=9}\nx = 1\n%s\n\ny = 2\n```\n" % long
    layout = laid_out(run, source)
    rows = lines(of_code(layout))
    numbers = {round(y, 1): said for y, said in marks(run, FRONT + source)}
    assert [numbers.get(y) for _, y in sorted(rows)] == ["9", "10", "\u21aa", "11", "12"], (numbers, sorted(rows))
    assert layout.shapes and not [piece for piece in texts(layout) if piece.artifact == "Layout"]
    for page, x, y in layout.shapes:
        assert x < min(part.x0 for part in rows[page, round(y, 1)]) - 4, (x, y)
    with_numbers = run_text(layout)
    assert "9" not in with_numbers.split("x = 1")[0].split(), with_numbers


def run_text(layout):
    """What pdftotext finds, which leaves out what stands for nothing."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(layout.pdf.raw)
        file.flush()
        return subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True, check=True).stdout


def test_prompts_are_not_copied(run):
    source = "```console\n$ cargo new hello\n  Created it\n$ cd hello\n```\n"
    layout = laid_out(run, source)
    assert copied(layout) == "cargo new hello\n  Created it\ncd hello", copied(layout)
    assert [said.strip() for _, said in marks(run, FRONT + source)] == ["$", "$"]
    assert len({y for _, _, y in layout.shapes}) == 2, layout.shapes
    assert "$" not in run_text(layout)


def test_turned_over_is_indented_and_marked(run):
    code = "    call(" + ", ".join("argument_%d" % i for i in range(12)) + ")"
    source = "```c\n%s\n```\n" % code
    layout = laid_out(run, source)
    rows = [min(piece.x0 for piece in row if piece.text.strip()) for _, row in sorted(lines(of_code(layout)).items())]
    assert len(rows) >= 2 and all(x > rows[0] + 6 for x in rows[1:]), rows
    assert [said for _, said in marks(run, FRONT + source)] == ["\u21aa"] * (len(rows) - 1) and len(layout.shapes) == len(rows) - 1
    assert copied(layout) == code
    ends = ["".join(piece.text for piece in row).rstrip()[-1] for _, row in sorted(lines(of_code(layout)).items())]
    assert set(ends[:-1]) == {","}, ends


def test_tabs_lead_to_columns(run):
    layout = laid_out(run, "```c\n\tx\ty\nab\tc\n12345678\n```\n")
    at = {}
    for piece in of_code(layout):
        x = piece.x0
        for char in piece.text:
            at.setdefault(char, x)
    assert copied(layout) == "\tx\ty\nab\tc\n12345678"


def paragraphs_and_listings():
    out = []
    for i in range(60):
        out.append("Words of a paragraph %s.\n" % ("that is a little longer than a line of the page, as some are " * (i % 3)))
        out.append("```rust\n%s\n```\n" % "\n".join("let x_%d = %d;" % (k, i) for k in range(1 + i * 7 % 9)))
    return "\n".join(out + ["The end.\n"])


def gaps(layout):
    """From baseline to baseline, above and below listings that stand between text."""
    above, below = [], []
    for page in layout.pages:
        rows = {}
        for piece in page:
            if piece.kind == "text" and piece.elem is not None and piece.text.strip():
                rows[round(piece.y, 1)] = layout.under(piece.elem, "Code") is not None
        ys = sorted(rows)
        for one, other in zip(ys, ys[1:]):
            if rows[other] and not rows[one]:
                above.append(other - one)
            elif rows[one] and not rows[other]:
                below.append(other - one)
    return above, below


def test_white_around_is_the_same_everywhere(run):
    """Within less than half a line of text."""
    above, below = gaps(laid_out(run, paragraphs_and_listings()))
    assert len(above) > 30 and len(below) > 30
    for found in (above, below):
        found.sort()
        assert found[-3] - found[2] < 13.5 / 2, found


def test_leadings_meet(run):
    """In every style some lines of code are as high as some of text."""
    for name in ("default", "classic", "handout", "large-print"):
        text, code = (float(re.search(r"\n%s:[ {\n].*?leading: ([\d.]+)" % section, both(run, name), re.S).group(1))
                      for section in ("text", "code"))
        assert any(abs(code * k / text - round(code * k / text)) < 1e-6 for k in range(1, 7)), (name, text, code)


def both(run, name):
    """A style's own text before the default's."""
    own = open(HERE + "/../../assets/styles/%s.yaml" % name).read()
    return "\n" + own + "\n" + open(HERE + "/../../assets/styles/default.yaml").read()


def test_no_blank_line_at_a_pages_edge(run):
    """A long listing with blank lines: on each page its ground begins and ends with code."""
    code = "\n".join("let name_%d = %d;\n" % (i, i) for i in range(120))
    layout = laid_out(run, "```rust\n%s\n```\n" % code)
    for page in layout.pages:
        grounds = [piece for piece in page if piece.kind == "rect" and piece.artifact == "Background"]
        rows = [piece.y for piece in page if piece.kind == "text" and piece.elem is not None and layout.under(piece.elem, "Code")]
        if rows:
            top, foot = min(g.y0 for g in grounds), max(g.y1 for g in grounds)
            assert min(rows) - top < 14 and foot - max(rows) < 9, (min(rows) - top, foot - max(rows))
    assert copied(layout).rstrip("\n") == code.rstrip("\n")


def test_marked_lines_have_a_ground(run):
    layout = laid_out(run, "``` {.c hl_lines=\"2-3,5\"}\na;\nb;\nc;\nd;\ne;\n```\n")
    grounds = [piece for page in layout.pages for piece in page if piece.kind == "rect" and piece.artifact == "Background"]
    marked = grounds[1:]
    on = [any(g.y0 < piece.y < g.y1 for g in marked) for piece in of_code(layout) if piece.text.strip()]
    assert len(marked) == 3 and sum(on) >= 1, (len(marked), on)


def test_blank_lines_that_stand_out_have_their_ground(run):
    """Grounds of lines that follow each other meet, be one of them blank; what is copied has each line once."""
    code = "a;\nb;\n\nc;\n\nd;\n"
    layout = laid_out(run, "``` {.c hl_lines=\"2-4\"}\n%s```\n" % code)
    whole, *marked = sorted((piece for page in layout.pages for piece in page if piece.kind == "rect" and piece.artifact == "Background"),
                            key=lambda piece: piece.y0 - piece.y1)
    marked.sort(key=lambda piece: piece.y0)
    assert len(marked) == 3 and all(abs(one.y1 - two.y0) < .02 for one, two in zip(marked, marked[1:])), marked
    assert copied(layout).rstrip("\n") == code.rstrip("\n"), copied(layout)


def test_lines_stand_out_in_notes(run):
    layout = laid_out(run, "Words.[^1]\n\n[^1]: A note:\n\n    ``` {.c .numberLines hl_lines=\"2\"}\n    a;\n    b;\n    ```\n\n    And on.\n")
    grounds = [piece for page in layout.pages for piece in page if piece.kind == "rect" and piece.artifact == "Background"]
    rows = {piece.text.strip(): piece for piece in of_code(layout)}
    assert len(grounds) == 2, grounds
    whole, mark = sorted(grounds, key=lambda piece: piece.y0 - piece.y1)
    assert mark.y0 < rows["b;"].y < mark.y1 and not mark.y0 < rows["a;"].y < mark.y1
    assert whole.y0 < rows["a;"].y - 5 and whole.y1 > rows["b;"].y + 2


def test_a_tab_is_copied_as_one(run):
    """The blank that leads to a column is one glyph, which stands for a tab; what programs make of it is theirs."""
    layout = laid_out(run, "```make\nall:\n\techo\n```\n")
    assert copied(layout).rstrip() == "all:\n\techo", repr(copied(layout))


def test_words_hold_in_grey_and_have_colours_where_the_style_says(run):
    code = "```rust\nlet x = 1; // note\n```\n"

    def colours(style):
        made = Made(run, FRONT + code, "--to", "pdf", "--style", "FOLDER/s.yaml", files={"s.yaml": style})
        layout = made.layout
        data = b"".join(layout.pdf.data(part) for _, page in layout.pdf.pages() for part in (layout.pdf.list(page["/Contents"]) or [page["/Contents"]]))
        return made.fonts, len(set(re.findall(rb"[\d. ]+ rg\n", data)))

    fonts, plain = colours("code: {scheme: none}")
    assert "Mono-Bold" not in fonts and "Mono-Oblique" not in fonts, fonts
    fonts, weights = colours("code: {scheme: weights}")
    assert "Mono-Bold" in fonts and "Mono-Oblique" in fonts and weights == plain, fonts
    fonts, colored = colours("code: {scheme: colors}")
    assert colored >= plain + 3, (plain, colored)


def test_the_style_names_the_classes(run):
    status, out, errors = run("style")
    listed = set(re.findall(r"^  ([a-z]+):", out.split("code-words:")[1].split("\n\n")[0], re.M))
    css = open(HERE + "/../../assets/epub/code.css").read()
    assert set(re.findall(r"\.code-(\w+)", css)) <= listed and len(listed) == 21, listed


def test_colours_of_the_style_can_be_read(run):
    """WCAG 2, AA, on the grounds of code in every style."""
    import code_test
    text = open(HERE + "/../../assets/styles/default.yaml").read()
    colours = re.findall(r"#\w{6}", text.split("code-words:")[1].split("\n\n")[0])
    grounds = {}
    for path in glob.glob(HERE + "/../../assets/styles/*.yaml"):
        code = re.search(r"^code:(.*?)^\S", open(path).read() + "\n.", re.M | re.S)
        grounds[os.path.basename(path)] = re.findall(r'(?:background|mark): "(#\w{6})"', code.group(1)) if code else []
        assert "code-words:" not in open(path).read() or path.endswith("default.yaml"), "its colours are to be measured, too"
    assert len(colours) > 12 and len(grounds["default.yaml"]) == 2 and len(grounds) > 5, grounds
    for ground in {ground for found in grounds.values() for ground in found}:
        for colour in colours:
            assert code_test.contrast(colour, ground) >= 4.5, (colour, ground, code_test.contrast(colour, ground))


def test_keys_have_frames(run):
    """Four rules around each, its letters within, and nothing added to what is copied."""
    layout = laid_out(run, "Press <kbd>Ctrl</kbd>+[Page Up]{.key} or <kbd>A</kbd><kbd>B</kbd>.\n")
    rules = [piece for page in layout.pages for piece in page if piece.kind == "rect" and piece.artifact == "Layout"]
    assert len(rules) == 16, len(rules)
    frames = [rules[i:i + 4] for i in range(0, 16, 4)]
    words = {piece.text.strip(): piece for piece in texts(layout) if piece.elem is not None}
    for frame, text in zip(frames, ("Ctrl", "Page Up", "A", "B")):
        piece = words[text]
        assert min(r.x0 for r in frame) < piece.x0 and piece.x1 < max(r.x1 for r in frame), (text, piece)
        assert min(r.y0 for r in frame) < piece.y - 5 and max(r.y1 for r in frame) > piece.y, text
    said = "".join(piece.text for piece in texts(layout) if piece.elem is not None)
    assert "Press Ctrl+Page Up or AB." in said.replace("\n", ""), said


def test_white_around_listings_is_the_same(run):
    """Between a ground and the texts around it, whatever the number of lines; a heading's white is its style's."""
    words = "It was late in the year and nobody came along the road any more.\n\n"
    text = "".join(words + "```\n" + "line\n" * lines + "```\n\n" for lines in range(1, 12)) + words
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/t.md", "w").write("---\ntitle: T\nlang: en\n---\n\n" + text)
        assert run("build", "--to", "pdf", "-o", folder, folder + "/t.md")[0] == 0
        layout = geometry.Layout(folder + "/t.pdf")
    above, below = [], []
    for page in layout.pages:
        grounds = [piece for piece in page if piece.kind == "rect" and piece.artifact]
        texts = [piece for piece in page if piece.kind == "text" and piece.text.startswith("It was")]
        for ground in grounds:
            over = [piece.y for piece in texts if piece.y < ground.y0]
            under = [piece.y for piece in texts if piece.y > ground.y1] if over else []  # one that goes on here ends where it may
            above += [ground.y0 - max(over)] if over else []
            below += [min(under) - ground.y1] if under else []
    assert len(above) > 7 and max(above) - min(above) < .1 and max(below) - min(below) < .1, (above, below)


def test_grounds_are_apart(run):
    """Listings and boxes that follow each other are as far apart as texts are from them."""
    code, note = "```\nline\n```\n\n", "::: note\nWords.\n:::\n\n"
    for pair in (code + code, code + note, note + code, note + note):
        with tempfile.TemporaryDirectory() as folder:
            open(folder + "/t.md", "w").write("---\ntitle: T\nlang: en\n---\n\nText.\n\n" + pair + "Text.\n")
            assert run("build", "--to", "pdf", "-o", folder, folder + "/t.md")[0] == 0
            layout = geometry.Layout(folder + "/t.pdf")
        grounds = sorted((piece.y0, piece.y1) for piece in layout.pages[0] if piece.kind == "rect" and piece.artifact and piece.x1 - piece.x0 > 50)
        assert len(grounds) == 2 and grounds[1][0] - grounds[0][1] > 6, (pair, grounds)
