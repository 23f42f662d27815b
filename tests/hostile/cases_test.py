"""Cases in a table: files, arguments, and what is to come of it: exit status, message, files after, in moments."""
import fcntl, os, struct, subprocess, tempfile, time

BIFOLIO = os.environ["BIFOLIO"]
HEAD = "---\ntitle: T\nlang: en\n---\n\n"
LIMIT = 10  # seconds, each


def jpeg_of_scans(count):
    """A progressive JPEG of 8 x 8 whose one coefficient is coded over and over."""
    def segment(marker, body):
        return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    quant = segment(0xDB, b"\0" + b"\1" * 64)
    frame = segment(0xC2, struct.pack(">BHHB", 8, 8, 8, 1) + b"\1\x11\0")
    table = segment(0xC4, b"\0" + b"\1" + b"\0" * 15 + b"\0") + segment(0xC4, b"\x10" + b"\1" + b"\0" * 15 + b"\0")
    first = segment(0xDA, b"\1\1\0\0\0\x01") + b"\x7f"
    return b"\xff\xd8" + quant + frame + table + first + (segment(0xDA, b"\1\1\0\0\0\x10") + b"\x7f") * (count - 1) + b"\xff\xd9"


def pdf(objects):
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out, places = [b"%PDF-1.4\n"], []
    at = len(out[0])
    for number, body in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % at)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body.encode()))
        at += len(out[-1])
    size = len(objects) + 1
    return b"".join(out + [b"xref\n0 %d\n0000000000 65535 f \n" % size] + places +
                    [b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, at)])


def one_page(box="0 0 300 400", more="", objects=()):
    return pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[%s]%s>>" % (box, more), *objects])


CHAIN = one_page(more="/Resources<</X 4 0 R>>", objects=["<</X %d 0 R>>" % (i + 5) for i in range(150000)] + ["null"])

# name: (files, links, arguments, status, what stands in the messages, what does not, files after)
CASES = {
    "jpeg of many scans": ({"a.md": HEAD + "![a](a.jpg)\n", "a.jpg": jpeg_of_scans(20000)}, {}, ["build", "a.md"], 1,
                           ["a.md:6:1: error:", "more than 500 scans"], [], ["a.jpg", "a.md"]),
    "jpeg of some scans": ({"a.md": HEAD + "![a](a.jpg)\n", "a.jpg": jpeg_of_scans(12)}, {}, ["build", "a.md"], 0,
                           [], ["scans"], ["a.epub", "a.jpg", "a.md", "a.pdf"]),
    "names outside": ({"src/a.md": HEAD + "![a](d/secretnam.png)\n\n![a](e/../d/secretnam.png)\n\n![a](nam.png)\n",
                       "src/name.png": "x", "outside/secretname.png": "x"}, {"src/d": "../outside"}, ["check", "src/a.md"], 1,
                      ["src/a.md:6:1: error:", "src/a.md:8:1: error:", "did you mean 'name.png'"], ["secretname"], None),
    "many wrong names": ({"a.md": HEAD + "".join("![a](p%04d.jpeg)\n\n" % i for i in range(5000)),
                          **{"picture-%04d.jpg" % i: "x" for i in range(1900)}}, {}, ["check", "a.md"], 1,
                         ["'p4999.jpeg' is not taken"], [], None),
    "a page far away": ({"a.pdf": one_page("1000000000000000 0 1000000000000300 400")}, {}, ["impose", "--nup", "2", "a.pdf"], 1,
                        ["a.pdf: error: page 1", "no usable size"], [], ["a.pdf"]),
    "a page of plain size": ({"a.pdf": one_page()}, {}, ["impose", "--nup", "2", "a.pdf", "-o", "b.pdf"], 0, [], ["error"], ["a.pdf", "b.pdf"]),
    "a chain of objects": ({"a.pdf": CHAIN}, {}, ["impose", "--nup", "2", "a.pdf"], 1,
                           ["a.pdf: error: this PDF asks for more memory or time"], [], ["a.pdf"]),
    "remnants of a killed build": ({"a.md": HEAD + "x\n", ".a.pdf.new12-0": "x", ".a.pdf.old12-0": "x", ".a.epub.old7-10": "x",
                                    ".a.pdf.new": "x", ".b.pdf.new12-0": "x", ".a.pdf.newer12-0": "x"}, {}, ["build", "a.md"], 0,
                                   [], ["error"], [".a.pdf.new", ".a.pdf.newer12-0", ".b.pdf.new12-0", "a.epub", "a.md", "a.pdf"]),
    "remnants stay while nothing is written": ({"a.md": HEAD + "![a](b.png)\n", ".a.pdf.old12-0": "x"}, {}, ["build", "a.md"], 1,
                                               ["error"], [], [".a.pdf.old12-0", "a.md"]),
}


def lay(folder, files, links):
    for name, data in files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
        with open(os.path.join(folder, name), "wb") as out:
            out.write(data if isinstance(data, bytes) else data.encode())
    for name, to in links.items():
        os.symlink(to, os.path.join(folder, name))


def test_each_case_ends_as_it_should(run):
    for name, (files, links, args, status, said, unsaid, after) in CASES.items():
        with tempfile.TemporaryDirectory() as d:
            lay(d, files, links)
            begun = time.time()
            done = subprocess.run([BIFOLIO, *args], cwd=d, capture_output=True, text=True, errors="replace", timeout=120)
            assert done.returncode == status, (name, done.returncode, done.stderr[:500])
            assert time.time() - begun < LIMIT, "%s: %.1f s" % (name, time.time() - begun)
            for words in said:
                assert words in done.stderr, (name, words, done.stderr[:500])
            for words in unsaid:
                assert words not in done.stderr, (name, words, done.stderr[:500])
            assert after is None or sorted(os.listdir(d)) == sorted(after), (name, sorted(os.listdir(d)))


def test_who_writes_to_a_folder_is_waited_for(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"a.md": HEAD + "x\n"}, {})
        other = os.open(d, os.O_RDONLY)
        fcntl.flock(other, fcntl.LOCK_EX)
        build = subprocess.Popen([BIFOLIO, "build", "a.md"], cwd=d, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1.5)
        assert build.poll() is None and os.listdir(d) == ["a.md"], os.listdir(d)
        os.close(other)
        assert build.wait(10) == 0 and sorted(os.listdir(d)) == ["a.epub", "a.md", "a.pdf"]
        build.communicate()


def test_builds_at_once_leave_one_s_outputs(run):
    with tempfile.TemporaryDirectory() as d:
        for i in range(4):
            lay(d, {"%d/a.md" % i: HEAD + "Word%d.\n" % i}, {})
        os.mkdir(d + "/out")
        for turn in range(3):
            builds = [subprocess.Popen([BIFOLIO, "build", "-o", "out", "%d/a.md" % i], cwd=d, stdout=subprocess.DEVNULL) for i in range(4)]
            assert [build.wait(60) for build in builds] == [0] * 4
            text = subprocess.run(["pdftotext", "out/a.pdf", "-"], cwd=d, capture_output=True, text=True).stdout
            book = subprocess.run(["unzip", "-p", "out/a.epub", "*.xhtml"], cwd=d, capture_output=True, text=True).stdout
            winner = [i for i in range(4) if "Word%d" % i in text]
            assert [i for i in range(4) if "Word%d" % i in book] == winner and len(winner) == 1, (winner, text)
            assert sorted(os.listdir(d + "/out")) == ["a.epub", "a.pdf"], os.listdir(d + "/out")
