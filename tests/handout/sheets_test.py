"""Sheets are read back from the finished PDF, folded, stitched and leafed through; foreign pages keep what is on them."""
import os, re, subprocess, tempfile, zlib

from making import Made

MM = 72 / 25.4
HERE = os.path.dirname(os.path.abspath(__file__))


def pdf(objects, version="1.4", trailer=""):
    """A plain file of objects, by number from 1; 1 is the catalog."""
    out, places = b"%%PDF-%s\n" % version.encode(), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode())
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer.encode(), start)


def stream(text):
    return "<</Length %d>>\nstream\n%s\nendstream" % (len(text), text)


def numbered(count, width=420, height=595, extra=""):
    """So many pages, each with its number near its lower left corner."""
    objects = ["<</Type/Catalog/Pages 2 0 R%s>>" % extra,
               "<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 %g %g]/Resources<</Font<</F 3 0 R>>>>>>" % (
                   count, " ".join("%d 0 R" % (4 + 2 * i) for i in range(count)), width, height),
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for i in range(count):
        objects += ["<</Type/Page/Parent 2 0 R/Contents %d 0 R>>" % (5 + 2 * i),
                    stream("BT /F 20 Tf 40 40 Td (page%d) Tj ET" % (i + 1))]
    return pdf(objects)


def objects_of(data):
    """The objects of a file with object streams: (their text, their streams) by number."""
    text, streams = {}, {}
    for found in re.finditer(rb"(\d+) 0 obj\n(<<.*?>>)\nstream\n", data, re.S):
        length = int(re.search(rb"/Length (\d+)", found.group(2)).group(1))
        body = data[found.end():found.end() + length]
        if b"/FlateDecode" in found.group(2):
            body = zlib.decompress(body)
        streams[int(found.group(1))] = body
        if b"/ObjStm" not in found.group(2):
            continue
        first = int(re.search(rb"/First (\d+)", found.group(2)).group(1))
        heads = [int(n) for n in body[:first].split()]
        places = heads[1::2] + [len(body) - first]
        for i, number in enumerate(heads[::2]):
            text[number] = body[first + places[i]:first + places[i + 1]].decode("latin-1")
    return text, streams


def sides_of(data):
    """Each side's size and the pages on it: (number, left, bottom, scale, turned)."""
    text, streams = objects_of(data)
    tree = next(t for t in text.values() if re.search(r"/Type /Pages\b", t))
    sides = []
    for kid in re.findall(r"(\d+) 0 R", re.search(r"/Kids \[(.*?)\]", tree, re.S).group(1)):
        page = text[int(kid)]
        width, height = map(float, re.search(r"/MediaBox \[ 0 0 (\S+) (\S+) \]", page).groups())
        content = streams[int(re.search(r"/Contents (\d+) 0 R", page).group(1))].decode()
        turned = content.startswith("q -1 0 0 -1")
        placed = [(int(n), float(x), float(y), float(s), turned) for s, x, y, n in
                  re.findall(r"(\S+) 0 0 \1 (\S+) (\S+) cm /P(\d+) Do", content)]
        sides.append((width, height, placed))
    return sides


def impose(run, folder, source, *args):
    with open(folder + "/in.pdf", "wb") as out:
        out.write(source)
    status, out, err = run("impose", *args, "in.pdf", "-o", "out.pdf", cwd=folder)
    assert status == 0, err
    with open(folder + "/out.pdf", "rb") as made:
        return made.read(), out, err


def in_place(side):
    """(number, x of a point in the page's left part, upright) on the side as it is printed."""
    width, height, placed = side
    return [(n, width - x - 50 if turned else x + 50, not turned) for n, x, y, s, turned in placed]


def seen(side, through, about_vertical):
    """The pages at the left and at the right, looked at from the front; through the
    paper if it is the back, which the printer turned about one axis or the other."""
    found = [0, 0]
    for number, x, upright in in_place(side):
        if through and about_vertical:
            x = side[0] - x
        assert upright == (about_vertical or not through), "page %d is upside down" % number
        half = int(x > side[0] / 2)
        assert not found[half], "two pages in one place"
        found[half] = number
    return found


def leaf_through(sides, flip, rtl, signature):
    """The pages in reading order, of sheets that a printer turned over that edge,
    folded in the middle, laid into each other and stitched."""
    about_vertical = (flip == "short") == (sides[0][0] > sides[0][1])
    read = []
    for start in range(0, len(sides), 2 * signature):
        opening, closing = [], []
        for i in range(start, min(start + 2 * signature, len(sides)), 2):
            front, back = seen(sides[i], False, about_vertical), seen(sides[i + 1], True, about_vertical)
            first = 0 if rtl else 1 # the half that is opened first
            opening += [front[first], back[first]]
            closing = [back[1 - first], front[1 - first]] + closing
        read += opening + closing
    return read


def test_folded_stacks_read_in_order(run):
    cases = [(n, f, r, s) for n in (6, 9) for f in ("short", "long") for r in (False, True) for s in (0, 2)]
    cases += [(n, ("short", "long")[n % 2], n % 4 > 1, (0, 3, 4, 5)[n % 5 % 4]) for n in range(1, 201)]
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as d: # no disk to wait for
        for count, flip, rtl, signature in cases:
            args = ["--booklet", "--flip", flip] + (["--rtl"] if rtl else []) + (["--signature", str(signature)] if signature else [])
            data, out, err = impose(run, d, numbered(count), *args)
            sides = sides_of(data)
            sheets = (count + 3) // 4
            assert len(sides) == 2 * sheets, (count, len(sides))
            read = leaf_through(sides, flip, rtl, signature or sheets)
            assert read == list(range(1, count + 1)) + [0] * (4 * sheets - count), (count, flip, rtl, signature, read)
            assert "(%d sheet" % sheets in out and "%d page" % count in out, out
            assert ("%d blank" % (4 * sheets - count) in out) == (count % 4 > 0), out
            assert ("sheet is saved" in err) == (count > 4 and count % 4 in (1, 2)), (count, err)


def words_of(path):
    """(word, page, left, top, right, bottom) as poppler finds them."""
    text = subprocess.run(["pdftotext", "-bbox", "-cropbox", path, "-"], capture_output=True, text=True).stdout
    found, page = [], -1
    for line in text.split("\n"):
        page += "<page " in line
        match = re.search(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)</word>', line)
        if match:
            found.append((match.group(5), page) + tuple(map(float, match.groups()[:4])))
    return found


def test_forms_hold_their_pages(run):
    with tempfile.TemporaryDirectory() as d:
        for args in (["--booklet"], ["--booklet", "--flip", "long"], ["--nup", "2"], ["--nup", "4"], ["--trifold"], ["--notes"]):
            data, out, err = impose(run, d, numbered(7), *args)
            sides = sides_of(data)
            for word, side, left, top, right, bottom in words_of(d + "/out.pdf"):
                width, height, placed = sides[side]
                page = int(word[4:])
                number, x, y, scale, turned = next(p for p in placed if p[0] == page)
                at = (width - right, top) if turned else (left, height - bottom)
                assert abs(at[0] - (x + 40 * scale)) < 2, (args, word, at, x)


def test_cells_stand_on_the_sheet(run):
    with tempfile.TemporaryDirectory() as d:
        for size in ((420, 595), (612, 792), (842, 595), (300, 300), (128 * MM, 96 * MM)):
            for args in (["--nup", "2"], ["--nup", "4"], ["--notes"], ["--booklet"]):
                for paper in ("a4", "letter", "200x150mm"):
                    data, out, err = impose(run, d, numbered(9, *size), *args, "--paper", paper)
                    least = 0 if "--booklet" in args else 5 * MM
                    for width, height, placed in sides_of(data):
                        for number, x, y, scale, turned in placed:
                            assert x >= least - .02 and y >= least - .7, (size, args, paper, x, y)
                            assert x + size[0] * scale <= width - least + .02 and y + size[1] * scale <= height - least + .7
                        lefts = sorted({round(p[1], 1) for p in placed})
                        if "--nup" in args and len(lefts) == 2:
                            inner = lefts[1] - lefts[0] - size[0] * placed[0][3]
                            assert abs(inner - lefts[0]) < .2, "gutters differ"


def test_a_leaflet_is_folded_into_three(run):
    with tempfile.TemporaryDirectory() as d:
        for count, sheets in ((6, 1), (5, 1), (7, 2)):
            data, out, err = impose(run, d, numbered(count, 99 * MM, 210 * MM), "--trifold", "--paper", "a4")
            sides = sides_of(data)
            assert len(sides) == 2 * sheets and "%d sheet" % sheets in out, (count, len(sides), out)
            outside, inside = ([p[0] for p in sorted(side[2], key=lambda p: p[1])] for side in sides[:2])
            assert outside == [n for n in (5, 6, 1) if n <= count] and inside == [2, 3, 4], (outside, inside)
            for width, height, placed in sides:
                assert width > height and all(p[3] > .998 for p in placed)
        data, _, _ = impose(run, d, numbered(6, 99 * MM, 210 * MM), "--trifold", "--paper", "a4", "--rtl")
        assert [p[0] for p in sorted(sides_of(data)[0][2], key=lambda p: p[1])] == [1, 6, 5]


def test_creep(run):
    with tempfile.TemporaryDirectory() as d:
        for signature, thickness in ((0, .1), (5, .13), (0, .25)):
            args = ["--signature", str(signature)] if signature else []
            data, out, err = impose(run, d, numbered(40, 419.53, 595.28), "--booklet", "--paper", "a4", "--thickness", str(thickness), *args)
            for side, (width, height, placed) in enumerate(sides_of(data)):
                depth = side // 2 % (signature or 10)
                for number, x, y, scale, turned in placed:
                    assert scale == 1
                    fold = width / 2 - (x + 419.53) if x < width / 2 - 50 else x - width / 2
                    assert abs(fold + depth * thickness * MM) < .05 * MM, (side, fold)


def test_two_up_reads_as_the_article(run):
    with tempfile.TemporaryDirectory() as d:
        article = os.path.join(HERE, "..", "..", "content", "article.md")
        status, out, err = run("build", "--to", "pdf", "-o", d, "--handout", "2up,4up,notes,booklet", "--marks", article)
        assert status == 0, err
        assert [line.split(" ")[0] for line in out.splitlines()] == [
            d + "/article" + s for s in (".pdf", "-booklet.pdf", "-2up.pdf", "-4up.pdf", "-notes.pdf")], out

        def text(name, *args):
            out = subprocess.run(["pdftotext", "-raw", *args, d + "/article" + name, "-"], capture_output=True, text=True).stdout
            return out.split()
        whole = text(".pdf")
        assert text("-2up.pdf") == whole and text("-4up.pdf") == whole and text("-notes.pdf") == whole
        assert sorted(text("-booklet.pdf")) == sorted(whole)
        fonts = [subprocess.run(["pdffonts", d + "/article" + n], capture_output=True, text=True).stdout.count("\n") for n in (".pdf", "-2up.pdf")]
        assert fonts[0] == fonts[1], "fonts were doubled"
        for name in ("-booklet", "-2up", "-4up", "-notes"):
            assert_margin_white(d + "/article" + name + ".pdf")
            done = subprocess.run(["qpdf", "--check", d + "/article" + name + ".pdf"], capture_output=True, text=True)
            assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr, done.stdout


def assert_margin_white(path):
    """No ink within 5 mm of a sheet's edges."""
    data = subprocess.run(["pdftoppm", "-r", "50", "-gray", path], capture_output=True).stdout
    while data:
        width, height = map(int, data.split(b"\n", 3)[1].split())
        head = len(b"\n".join(data.split(b"\n", 3)[:3])) + 1
        rows, edge = data[head:head + width * height], int(5 / 25.4 * 50)
        data = data[head + width * height:]
        for y in range(height):
            row = rows[y * width:(y + 1) * width]
            near = row if y < edge or y >= height - edge else row[:edge] + row[width - edge:]
            assert min(near) > 200, (path, y)


def test_build_says_more_on_papers(run):
    with tempfile.TemporaryDirectory() as d:
        open(d + "/a.md", "w").write("---\ntitle: T\nlang: en\n---\n\nWords.\n")
        sizes = {}
        for name, args, env in (("none", [], {"PAPERSIZE": "letter"}), ("page", ["--paper", "a5"], {"PAPERSIZE": "letter"}),
                                ("half", ["--paper", "139.7x215.9mm"], {"PAPERSIZE": "a4"})):
            status, out, err = run("build", "--to", "pdf", "--handout", "booklet", *args, "a.md", cwd=d, env=dict(os.environ, **env))
            assert status == 0, err
            sizes[name] = sides_of(open(d + "/a-booklet.pdf", "rb").read())[0][:2], open(d + "/a.pdf", "rb").read()
        assert sizes["none"][0] == (792, 612) and sizes["page"][0] == (841.89, 595.28) and sizes["half"][0] == (792, 612), sizes
        assert sizes["none"][1] == sizes["page"][1], "the system's paper reached the pages"


def test_foreign_pages(run):
    """Rotated, cropped, scaled by UserUnit, in parts, without content, of many sizes, with scripts and links."""
    objects = ["<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</JavaScript<</Names[(a) 4 0 R]>>>>>>",
               "<</Type/Pages/Count 7/Kids[5 0 R 6 0 R 7 0 R 8 0 R 9 0 R 10 0 R 11 0 R]/MediaBox[10 20 310 420]/Resources<</Font<</F 3 0 R>>>>/Rotate 90>>",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<</S/JavaScript/JS(app.alert\\(2\\))>>",
               "<</Type/Page/Parent 2 0 R/Contents 12 0 R/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://example.org/)>>>>]>>",
               "<</Type/Page/Parent 2 0 R/Contents 12 0 R/Rotate 180>>", "<</Type/Page/Parent 2 0 R/Contents[13 0 R 14 0 R]/Rotate -90>>",
               "<</Type/Page/Parent 2 0 R/Contents 15 0 R/Rotate 0/CropBox[300 400 60 70]>>",
               "<</Type/Page/Parent 2 0 R/Contents 16 0 R/Rotate 0/UserUnit 2/MediaBox[0 0 300 400]>>",
               "<</Type/Page/Parent 2 0 R/Rotate 0>>", "<</Type/Page/Parent 2 0 R/Contents 17 0 R/Resources 18 0 R/Rotate 0>>",
               stream("BT /F 20 Tf 50 60 Td (shared) Tj ET"), stream("BT /F 20 Tf 50 60 Td (in"), stream(") Tj (parts) Tj ET"),
               stream("BT /F 20 Tf 100 110 Td (cropped) Tj ET BT /F 20 Tf 12 22 Td (outside) Tj ET"),
               stream("BT /F 20 Tf 100 110 Td (unit) Tj ET"), stream("0 0 m 9 9 l S"), "null"]
    with tempfile.TemporaryDirectory() as d:
        data, out, err = impose(run, d, pdf(objects), "--nup", "2", "--paper", "a4")
        assert not err, err
        done = subprocess.run(["qpdf", "--check", d + "/out.pdf"], capture_output=True, text=True)
        assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr, done.stdout + done.stderr
        for gone in ("JavaScript", "OpenAction", "Annot", "URI"):
            assert gone not in "".join(objects_of(data)[0].values()), gone
        # Every word stands where the page shows it; poppler knows no UserUnit.
        heights, sheets = (300, 400, 300, 330, 400), sides_of(data)
        placed = {p[0]: (side,) + p[1:] for side, (width, height, pages) in enumerate(sheets) for p in pages}
        before, after = words_of(d + "/in.pdf"), words_of(d + "/out.pdf")
        assert [w[0] for w in before] == [w[0] for w in after] and len(before) == 5, (before, after)
        for old, new in zip(before, after):
            side, x, y, scale, turned = placed[old[1] + 1]
            scale *= 2 if old[0] == "unit" else 1
            top = sheets[side][1] - y - heights[old[1]] * scale
            want = (side, x + old[2] * scale, top + old[3] * scale, x + old[4] * scale, top + old[5] * scale)
            assert all(abs(a - b) < .1 for a, b in zip(want, new[1:])), (old, new, want)


def test_fields_that_are_left_out_are_told(run):
    source = numbered(2).replace(b"/Contents 5 0 R", b"/Contents 5 0 R/Annots[<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N null>>>>]", 1)
    with tempfile.TemporaryDirectory() as d:
        open(d + "/broken.pdf", "wb").write(source) # its places have moved
        subprocess.run(["qpdf", "broken.pdf", "whole.pdf"], cwd=d, capture_output=True)
        status, out, err = run("impose", "--nup", "2", "whole.pdf", cwd=d)
        assert status == 0 and err.count("flatten-annotations") == 1, (status, err)


def test_hidden_layers_stay_hidden(run):
    objects = ["<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[7 0 R]>>>>>>", "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 200 300]>>",
               "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/Properties<</A 6 0 R/B 7 0 R>>>>>>",
               stream("/OC /A BDC BT /F 20 Tf 20 100 Td (shown) Tj ET EMC /OC /B BDC BT /F 20 Tf 20 200 Td (hidden) Tj ET EMC"),
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<</Type/OCG/Name(a)>>", "<</Type/OCG/Name(b)>>"]
    with tempfile.TemporaryDirectory() as d:
        impose(run, d, pdf(objects, "1.5"), "--nup", "2")
        assert [w[0] for w in words_of(d + "/out.pdf")] == ["shown"]


def test_bad_sources(run):
    good = numbered(4)
    with tempfile.TemporaryDirectory() as d:
        open(d + "/good.pdf", "wb").write(good)
        for name, args in (("user.pdf", ["--encrypt", "a", "b", "256", "--"]), ("owner.pdf", ["--encrypt", "", "b", "256", "--"])):
            subprocess.run(["qpdf", d + "/good.pdf", *args, d + "/" + name], check=True)
        bad = {"cut.pdf": good[:len(good) // 2], "empty.pdf": b"", "text.pdf": b"no PDF at all\n" * 50,
               "xref.pdf": good.replace(b"startxref\n", b"startxref\n9"), "none.pdf": pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>"]),
               "flate.pdf": pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 9 9]>>",
                                 "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", "<</Length 9/Filter/FlateDecode>>\nstream\nxxxxxxxxx\nendstream"])}
        for name, data in bad.items():
            open(d + "/" + name, "wb").write(data)
        before = sorted(os.listdir(d))
        for name in list(bad) + ["user.pdf", "owner.pdf"]:
            status, out, err = run("impose", "--booklet", name, "-o", "out.pdf", cwd=d)
            assert status == 1 and not out and ("encrypted" if name in ("user.pdf", "owner.pdf") else name) in err, (name, status, err)
            assert sorted(os.listdir(d)) == before, name
        assert run("impose", "--booklet", "missing.pdf", cwd=d)[0] == 1


def test_same_bytes(run):
    with tempfile.TemporaryDirectory() as d:
        one = impose(run, d, numbered(9), "--booklet", "--marks", "--paper", "a3")[0]
        assert one == impose(run, d, numbered(9), "--booklet", "--marks", "--paper", "a3")[0]


def test_combinations_are_usage(run):
    for args in (["impose", "a.pdf"], ["impose", "--booklet", "--nup", "2", "a.pdf"], ["impose", "--nup", "3", "a.pdf"],
                 ["impose", "--nup", "2", "--flip", "long", "a.pdf"], ["impose", "--booklet", "--flip", "up", "a.pdf"],
                 ["impose", "--booklet", "--signature", "0", "a.pdf"], ["impose", "--booklet", "--thickness", "thin", "a.pdf"],
                 ["build", "--handout", "poster", "a.md"], ["build", "--marks", "a.md"], ["build", "--handout", "2up", "--flip", "long", "a.md"]):
        status, out, err = run(*args)
        assert status == 2 and err, (args, status, err)


def test_url_leads_to_the_e_book(run):
    """The printed editions end with the address as a code, drawn in black runs, and as linked text; the e-book does not."""
    import zipfile
    url = "https://example.org/a/book.epub?x=1"
    with tempfile.TemporaryDirectory() as d:
        open(d + "/a.md", "w").write("---\ntitle: T\nlang: de\nurl: %s\n---\n\n# Eins\n\nWorte.\n" % url)
        status, out, err = run("build", "a.md", cwd=d)
        assert status == 0 and not err, err
        assert subprocess.run(["pdftotext", d + "/a.pdf", "-"], capture_output=True, text=True).stdout.count(url) == 1
        assert not subprocess.run(["pdfimages", "-list", d + "/a.pdf"], capture_output=True, text=True).stdout.split("\n")[2:-1]
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", d + "/a.pdf", "-"], capture_output=True).stdout
        assert b"/Alt (QR-Code: " + url.encode() in plain and b"/URI (" + url.encode() in plain
        book = zipfile.ZipFile(d + "/a.epub")
        assert not any("url.svg" in n or url.encode() in book.read(n) for n in book.namelist() if n.endswith((".xhtml", ".svg")))


def test_the_address_stands_where_there_is_room_for_it(run):
    """On the style's axis, on the page that the text ends on, with the white around it that scanners need."""
    text = "---\ntitle: T\nlang: en\nurl: https://example.org/library\nstyle: %s\n---\n\n" + "A line.\n\n" * 16
    for style, middle in (("default", False), ("classic", True)):
        made = Made(run, text % style, "--to", "pdf")
        code = [piece for piece in made.layout.pages[-1] if piece.kind in ("image", "rect") and 30 < piece.x1 - piece.x0 < 40]
        lines = sorted(made.layout.lines(0), key=lambda line: line.y)
        assert len(made.layout.pages) == 1 and code, (style, len(made.layout.pages))
        left, right, module = min(p.x0 for p in code), max(p.x1 for p in code), (code[0].x1 - code[0].x0) / 29
        edge = lines[1].pieces[0].x0
        assert (abs(left - edge) < 1) != middle, (style, left, edge)
        above, below = max(line.y for line in lines if line.text == "A line."), next(line for line in lines if "example" in line.text)
        assert code[0].y0 - above > 4 * module and below.y - .8 * below.size - code[0].y1 > 4 * module, (style, code[0].y0, above, below.y, code[0].y1)


def test_marks_stay_where_printers_reach(run):
    with tempfile.TemporaryDirectory() as d:
        for size in ((420, 595), (842, 595), (300, 400)):
            data, out, err = impose(run, d, numbered(6, *size), "--booklet", "--marks", "--paper", "a4", "--thickness", ".2")
            assert_margin_white(d + "/out.pdf")
            marks = b"".join(s for s in objects_of(data)[1].values() if b" Do Q" in s)
            assert marks.count(b" d\n") == 4 and (marks.count(b"l S") > 20) == (size == (300, 400)), "fold and stitches; cuts where there is room"
