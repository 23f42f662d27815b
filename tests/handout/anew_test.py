"""What is set anew for paper: large print, a number of sheets, drafts, greys and watermarks conform and hold the same words."""
import base64, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "pdf", "verify"))
ARTICLE = os.path.join(HERE, "..", "..", "content", "article.md")


def breaches(path):
    import verify
    return verify.check(path)


def output(*args):
    return subprocess.run(args, capture_output=True, text=True).stdout


def words(path):
    """Of the structure's text: artifacts are left out."""
    text = "".join(re.findall(r'^ *"(.*)"$', output("pdfinfo", "-struct-text", path), re.M))
    return re.sub(r"\(page\s*\d+\)", "", text.replace("\u00ad", "")).split()


def build(run, d, *args, source=ARTICLE, status=0):
    done = run("build", "--to", "pdf", "-o", d, *args, source, env=dict(os.environ, PAPERSIZE="a4"))
    assert done[0] == status, done[2]
    return done


def test_large_print(run):
    with tempfile.TemporaryDirectory() as d:
        build(run, d, "--handout", "large-print")
        large = d + "/article-large-print.pdf"
        assert not breaches(large)
        assert "".join(words(large)) == "".join(words(d + "/article.pdf"))
        assert "595.28 x 841.89" in output("pdfinfo", large)
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", large, "-"], capture_output=True).stdout
        sizes = [float(m) for m in re.findall(rb"/F\d+ (\S+) Tf", plain)]
        assert min(s for s in sizes if s > 12) >= 14 and max(set(sizes), key=sizes.count) == 18, sorted(set(sizes))
        assert b"\xad" not in output("pdftotext", large, "-").encode("latin-1", "ignore"), "hyphenated"


def test_one_sheet(run):
    with tempfile.TemporaryDirectory() as d:
        for sheets in (1, 2):
            out = build(run, d, "--handout", "one-sheet", "--fit-sheets", str(sheets))[1]
            path = d + "/article-one-sheet.pdf"
            assert not breaches(path)
            assert int(re.search(r"Pages:\s+(\d+)", output("pdfinfo", path)).group(1)) <= 2 * sheets
            assert "".join(words(path)) == "".join(words(d + "/article.pdf"))
            assert "pt" in out, out


def test_what_does_not_fit_is_said(run):
    with tempfile.TemporaryDirectory() as d:
        with open(d + "/long.md", "w") as out:
            out.write("---\ntitle: Long\nlang: en\n---\n\n" + "\n\n".join("Words that go on and on for a paragraph of a long text. " * 12 for i in range(60)))
        status, out, err = build(run, d, "--handout", "one-sheet", source=d + "/long.md", status=1)
        assert "does not fit 2 pages" in err and "--fit-sheets" in err, err
        assert os.listdir(d) == ["long.md"]


GREY = """---
title: Grey
lang: en
---

A [link](https://example.org/).

![A drawing](g.svg){alt="a"}

![A picture](g.png){alt="b"}

::: tip
A tip.
:::
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="90" height="50"><defs><linearGradient id="a"><stop stop-color="red"/>
<stop offset="1" stop-color="blue"/></linearGradient></defs><rect width="60" height="40" fill="url(#a)"/>
<g opacity=".5"><circle cx="60" cy="30" r="20" fill="teal" stroke="#ff8000"/></g><text y="30" fill="green">Words (rg</text></svg>"""


def colours(path):
    """How far the channels of any pixel are apart."""
    data, most = subprocess.run(["pdftoppm", "-r", "40", path], capture_output=True).stdout, 0
    while data:
        head = data.split(b"\n", 3)
        width, height = map(int, head[1].split())
        pixels, data = head[3][:width * height * 3], head[3][width * height * 3:]
        most = max([most] + [max(pixels[i:i + 3]) - min(pixels[i:i + 3]) for i in range(0, len(pixels), 3)])
    return most


def png(width, height, rgb):
    import struct, zlib

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + bytes(rgb) * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_grey(run):
    with tempfile.TemporaryDirectory() as d:
        open(d + "/a.md", "w").write(GREY)
        open(d + "/g.png", "wb").write(png(20, 20, (200, 30, 90)))
        held = base64.b64encode(png(8, 8, (20, 130, 90))).decode()
        open(d + "/g.svg", "w").write(DRAWING.replace("</svg>", '<image width="9" height="9" href="data:image/png;base64,%s"/></svg>' % held))
        build(run, d, source=d + "/a.md")
        assert colours(d + "/a.pdf") > 100
        build(run, d, "--grey", "--handout", "booklet,large-print", source=d + "/a.md")
        for name in ("a.pdf", "a-booklet.pdf", "a-large-print.pdf"):
            assert colours(d + "/" + name) == 0, name
        assert not breaches(d + "/a.pdf") and not breaches(d + "/a-large-print.pdf")
        assert "Words (rg" in output("pdftotext", d + "/a.pdf", "-")


def test_draft_and_watermark(run):
    with tempfile.TemporaryDirectory() as d:
        build(run, d)
        plain = words(d + "/article.pdf")
        build(run, d, "--draft", "--watermark", "Not yet")
        path = d + "/article.pdf"
        assert not breaches(path)
        assert "".join(words(path)) == "".join(plain), "line numbers or watermark are read as text"
        pages = output("pdftotext", "-raw", path, "-").split("\f")[:-1]
        assert all(re.search(r"N\s*o\s*t\s*y\s*e\s*t", page) for page in pages), "up the diagonal"
        numbers = re.findall(r"(?:^|(?<= ))\d+(?=$| )", pages[0], re.M)
        assert numbers[:9] == [str(n) for n in range(1, 10)], numbers
