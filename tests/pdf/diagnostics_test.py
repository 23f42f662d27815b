"""What a source lacks for conformance is said at its line, and the file conforms all the same."""
import os, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "verify"))
import verify

# What is wrong, where, and a word of what is said; each source has that one fault.
HEAD = "---\ntitle: t\nlang: en\n---\n\n"
FAULTS = [
    (HEAD + "![](dot.png)\n", "6:1", "alternative"),
    (HEAD + "# One\n\n### Three\n", "8:1", "level"),
    ("---\ntitle: t\n---\n\nText.\n", "1:1", "language"),
    (HEAD + "A [](https://example.org) link.\n", "6:3", "link"),
    (HEAD + "|   |   |\n|---|---|\n| a | b |\n", "6:1", "head"),
]


def test_faults_are_said_and_mended(run):
    dot = open(HERE + "/../golden/dot.png", "rb").read()
    for source, place, word in FAULTS:
        with tempfile.TemporaryDirectory() as d:
            open(d + "/a.md", "w").write(source)
            open(d + "/dot.png", "wb").write(dot)
            status, _, errors = run("build", "--to", "pdf", "a.md", cwd=d)
            said = [line for line in errors.split("\n") if line.startswith("a.md:%s: warning" % place)]
            assert status == 0 and len(said) == 1 and word in said[0], (source, errors)
            assert not verify.check(d + "/a.pdf"), source
            assert run("build", "--to", "pdf", "--strict", "a.md", cwd=d)[0] == 1, source
            assert run("check", "--strict", "a.md", cwd=d)[0] == 1, source
