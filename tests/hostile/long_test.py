"""Lines and paragraphs of any length are set in time that grows with their length, not with its square."""
import os, re, subprocess, tempfile

from making import spent

LIMIT = 20 if "asan" in os.environ["BIFOLIO"] else 2  # seconds of the processor's, for each: most take a tenth of it


def check(run, source, *options, text=False):
    """Sets a source in time; with text, all of its letters, which are x, are on the pages."""
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/long.md", "w") as out:
            out.write(source)
        begun = spent()
        status, _, errors = run("build", "--to", "pdf", *options, "long.md", cwd=folder)
        took = spent() - begun
        assert status == 0, errors[:500]
        assert took < LIMIT, "%s...: it took %.1f s" % (source[:30], took)
        if text:
            found = subprocess.run(["pdftotext", folder + "/long.pdf", "-"], capture_output=True, check=True).stdout.count(b"x")
            assert found == source.count("x"), "%s...: %d letters" % (source[:30], found)


def test_albums(run):
    """Figures without end: each is on a page, and they take their time alone."""
    from zlib import compress, crc32
    chunks = ((b"IHDR", (12).to_bytes(4, "big") + (8).to_bytes(4, "big") + b"\x08\0\0\0\0"),
              (b"IDAT", compress(b"\0" * 13 * 8)), (b"IEND", b""))
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/a.png", "wb") as out:
            out.write(b"\x89PNG\r\n\x1a\n" + b"".join(len(data).to_bytes(4, "big") + kind + data +
                      crc32(kind + data).to_bytes(4, "big") for kind, data in chunks))
        for count, between in (400, ""), (1250, "Some text. " * 40 + "\n\n"):
            with open(folder + "/album.md", "w") as out:
                out.write("# One\n\n" + ("![A caption](a.png){width=100%}\n\n" + between) * count)
            begun = spent()
            status, _, errors = run("build", "--to", "pdf", "album.md", cwd=folder)
            took = spent() - begun
            assert status == 0, errors[:500]
            assert took < LIMIT, "figures: it took %.1f s" % took
            if count > 400:
                continue
            text = subprocess.run(["pdftotext", folder + "/album.pdf", "-"], capture_output=True, text=True, check=True).stdout
            each = [page.count("A caption") for page in text.split("\f")]
            assert sum(each) == count and max(each) <= 2, "%d figures, up to %d on a page" % (sum(each), max(each))


def test_notes_without_end(run):
    """Longer than pages, and many in one paragraph."""
    check(run, "Text[^1] here.\n\n[^1]: " + "xxxx xxx xxxx xxxxx xx xxx xxxx " * 12000 + "\n", text=True)
    check(run, "Xx " + "".join("xxxx[^%d] " % i for i in range(600)) + "\n\n" +
          "".join("[^%d]: %s\n\n" % (i, "Xx xxxx xx xxxx xxxxx. " * 12) for i in range(600)))


def test_long_lines_of_code(run):
    check(run, "---\ntitle: T\n---\n\n```\n" + "x" * 400000 + "\n```\n", text=True)
    check(run, "```\n" + "xxx xx " * 120000 + "\n```\n")
    check(run, "    " + "xxx(xx) " * 110000 + "\n")
    check(run, "```\n" + "x\t" * 100000 + "\n```\n", text=True)


def test_long_ragged_paragraphs(run):
    check(run, "---\ntitle: T\n---\n\n`" + "x" * 60000 + "`\n", "--style", "handout", text=True)
    check(run, "xxx xxxxx xx " * 30000 + "\n", "--style", "handout")
    check(run, "---\ntitle: T\nauthor: [%s]\n---\n\nText.\n" % ", ".join(["Xxxxx Xxxx"] * 60000))


def test_tables_without_end(run):
    check(run, "| x |\n|---|\n" + "| x |\n" * 25000)


def test_a_table_has_500_columns_at_most(run):
    """With bars at its edges, too; what has more stays as it is, and is told."""
    for count, read in ((500, True), (501, False)):
        row = "| " + " | ".join("c%d" % at for at in range(count)) + " |\n"
        status, tree, errors = run("dump", "-", stdin=("---\ntitle: T\nlang: en\n---\n\n" + row + "|---" * count + "|\n" + row).encode())
        assert status == 0 and (len(re.findall("^ +Cell ", tree, re.M)) == 2 * count) == read, (count, tree[:300])
        assert ("taken as plain text" in errors) != read, errors[:300]
