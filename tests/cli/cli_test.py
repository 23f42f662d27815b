"""What the command line promises: statuses, outputs, nothing half-written."""
import json, os, tempfile


def folder():
    return tempfile.TemporaryDirectory()


def write(path, text):
    with open(path, "w") as out:
        out.write(text)
    return path


GOOD = "---\ntitle: A title\nlang: en\n---\n\n# One\n\nSome words.\n"


def test_build_says_what_it_made(run):
    with folder() as d:
        write(d + "/a.md", GOOD)
        status, out, err = run("build", "a.md", cwd=d)
        assert (status, out, err) == (0, "a.epub\na.pdf\n", ""), (status, out, err)
        assert open(d + "/a.pdf", "rb").read(5) == b"%PDF-"
        assert open(d + "/a.epub", "rb").read(2) == b"PK"


def test_only_one_output(run):
    with folder() as d:
        write(d + "/a.md", GOOD)
        status, out, err = run("build", "--to", "pdf", "a.md", cwd=d)
        assert status == 0 and not os.path.exists(d + "/a.epub"), (status, err)


def test_usage_is_two(run):
    for args in (["frobnicate"], ["build"], ["build", "--nonsense", "x.md"], ["build", "--to", "docx", "x.md"]):
        status, out, err = run(*args)
        assert status == 2 and err, (args, status, err)


def test_missing_source_is_three(run):
    with folder() as d:
        status, out, err = run("build", "none.md", cwd=d)
        assert status == 3 and "none.md" in err, (status, err)
        assert os.listdir(d) == []


def test_errors_leave_old_outputs(run):
    with folder() as d:
        write(d + "/a.md", GOOD)
        assert run("build", "a.md", cwd=d)[0] == 0
        before = {n: open(d + "/" + n, "rb").read() for n in ("a.epub", "a.pdf")}
        write(d + "/a.md", GOOD + "\n![x](none.png)\n\n![y](../up.png)\n")
        status, out, err = run("build", "a.md", cwd=d)
        assert status == 1 and "a.md:10:1: error" in err and "a.md:12:1: error" in err, (status, err)
        assert {n: open(d + "/" + n, "rb").read() for n in before} == before
        assert sorted(os.listdir(d)) == ["a.epub", "a.md", "a.pdf"], os.listdir(d)


def test_paths_stay_inside(run):
    with folder() as d, folder() as other:
        write(other + "/out.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        os.symlink(other + "/out.svg", d + "/link.svg")
        for name in ("../x.svg", other + "/out.svg", "link.svg", "%2e%2e/x.svg", "http://example.org/x.png", "//example.org/x.png"):
            write(d + "/a.md", GOOD + "\n![x](%s)\n" % name)
            status, out, err = run("check", "a.md", cwd=d)
            assert status == 1 and "a.md:10:1: error" in err, (name, status, err)


def test_diagnostics_as_json(run):
    with folder() as d:
        write(d + "/a.md", "---\ntitel: X\nlang: en\n---\n\n# H\n")
        status, out, err = run("check", "--diagnostics", "json", "a.md", cwd=d)
        rows = [json.loads(line) for line in err.splitlines()]
        assert any(r["code"] == "front-key" and r["line"] == 2 and "title" in r["message"] for r in rows), err


def test_strict_makes_warnings_errors(run):
    with folder() as d:
        write(d + "/a.md", "Only words.\n")
        assert run("check", "a.md", cwd=d)[0] == 0
        assert run("check", "--strict", "a.md", cwd=d)[0] == 1


def test_depfile(run):
    with folder() as d:
        write(d + "/a.md", GOOD)
        assert run("build", "--depfile", "a.d", "a.md", cwd=d)[0] == 0
        text = open(d + "/a.d").read()
        assert text.startswith("a.epub a.pdf:") and "a.md" in text, text


def test_standard_input(run):
    with folder() as d:
        status, out, err = run("build", "-", cwd=d, stdin=GOOD.encode())
        assert status == 0 and out == "stdin.epub\nstdin.pdf\n", (status, out, err)


def test_import_keeps_every_word(run):
    with folder() as d:
        write(d + "/t.txt", "A Title\n\nThe first part:\nIt is *starred* and 1. numbered, a line a paragraph.\n"
              "# not a heading\n\nTHE SECOND\nMore words_here [and] so on.\n")
        status, out, err = run("import", "t.txt", "-o", "t.md", cwd=d)
        assert status == 0 and "taken for a heading: The first part" in err, (status, err)
        status, dump, err = run("dump", "t.md", cwd=d)
        assert 'Header 1 #the-first-part' in dump and "*starred*" in dump and "# not a heading" in dump, dump


def test_page_sizes(run):
    import subprocess
    with folder() as d:
        write(d + "/a.md", GOOD)
        for paper, size in (("a4", "595.28 x 841.89"), ("letter", "612 x 792"), ("100x200mm", "283.46 x 566.93")):
            assert run("build", "--to", "pdf", "--paper", paper, "a.md", cwd=d)[0] == 0
            info = subprocess.run(["pdfinfo", d + "/a.pdf"], capture_output=True, text=True).stdout
            assert size in info, (paper, info)
        assert run("build", "--paper", "b99", "a.md", cwd=d)[0] != 0
