"""Lines and paragraphs of any length are set in time that grows with their length, not with its square."""
import os, resource, subprocess, tempfile

LIMIT = 20 if "asan" in os.environ["BIFOLIO"] else 2  # seconds of the processor's, for each: most take a tenth of it


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


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


def test_long_lines_of_code(run):
    check(run, "---\ntitle: T\n---\n\n```\n" + "x" * 400000 + "\n```\n", text=True)
    check(run, "```\n" + "xxx xx " * 120000 + "\n```\n")
    check(run, "    " + "xxx(xx) " * 110000 + "\n")


def test_long_ragged_paragraphs(run):
    check(run, "---\ntitle: T\n---\n\n`" + "x" * 60000 + "`\n", "--style", "handout", text=True)
    check(run, "xxx xxxxx xx " * 30000 + "\n", "--style", "handout")
    check(run, "---\ntitle: T\nauthor: [%s]\n---\n\nText.\n" % ", ".join(["Xxxxx Xxxx"] * 60000))
