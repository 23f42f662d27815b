"""What the command line promises: statuses, outputs, nothing half-written."""
import json, os, pty, re, select, shutil, subprocess, tempfile, threading, time


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


def test_a_near_name_is_suggested(run):
    for args, near in ((["bild", "a.md"], "build"), (["build", "--papr", "a4", "a.md"], "--paper"), (["check", "--strct=yes", "a.md"], "--strict")):
        status, out, err = run(*args)
        assert status == 2 and "did you mean %s?" % near in err and err.count("\n") == 1, (args, status, err)


def test_wrong_values_and_names_are_told_with_what_is_right(run):
    with tempfile.TemporaryDirectory() as d:
        write(d + "/book.md", "# One\n")
        for args, status, said in ((["build", "--jobs", "0", "book.md"], 2, "wrong value for --jobs: '0'; it can be a number from 1 to 64"), (["build", "--thickness", "x", "book.md"], 2, "a length from 0 to 2 mm"),
                                   (["build", "-o", "out.epub", "book.md"], 2, "wrong value for --output: 'out.epub'; the folder"), (["build", "--out", "x", "book.md"], 2, "did you mean --output?"),
                                   (["completion", "tcsh"], 2, "or name bash, zsh or fish"), (["build", "--root", "none", "book.md"], 1, "the root 'none' is no folder"),
                                   (["build", "book"], 1, "there is no such file; did you mean book.md?"), (["check", "./bok.md"], 1, "did you mean book.md?"), (["import", "a.docx"], 1, "there is no such file; check its name"),
                                   (["import", "book.md"], 0, "book.md: warning: this is called like Markdown"), (["check", "book.md", "book.md"], 0, "book.md: warning: this source is named twice")):
            got, _, errors = run(*args, cwd=d)
            assert got == status and said in errors, errors
        assert os.listdir(d) == ["book.md"], os.listdir(d)


def test_every_command_has_help_and_stands_in_the_manual(run):
    status, out, err = run("--help")
    commands = re.findall(r"^  bifolio (\w+)", out, re.M)
    assert status == 0 and {"build", "check", "import", "dump"} <= set(commands), out
    manual = run("man")[1]
    for command in commands:
        status, out, err = run(command, "--help")
        assert status == 0 and out.startswith("Usage: bifolio " + command) and not err, (command, out, err)
        assert ".Ss bifolio %s\n" % command in manual, command
        for option in re.findall(r"--([a-z-]+)", out.split("Options:")[1] if "Options:" in out else ""):
            assert "Fl Fl " + option in manual, option
    assert not [line for line in manual.split("\n")[:-1] if not line.strip()], "the manual has blank lines"
    if shutil.which("mandoc"):
        lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=manual, capture_output=True, text=True)
        assert not lint.stdout, lint.stdout


def test_bash_completion(run):
    script = run("completion")[1] + 'COMP_WORDS=(bifolio build --st); COMP_CWORD=2; _bifolio; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["--style", "--strict"], (done.stdout, done.stderr)


def on_terminal(command, cwd, env):
    """What a command writes to a terminal."""
    child, fd = pty.fork()
    if not child:
        os.chdir(cwd)
        os.execve(command[0], command, env)
    said = b""
    while select.select([fd], [], [], 20)[0]:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(fd)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode()


def write_late(path, text):
    """Lets who reads a pipe wait, once it is there."""
    with open(path, "w") as out:
        time.sleep(0.7)
        out.write(text)


def test_colour_and_progress_are_for_terminals(run):
    command = [os.environ["BIFOLIO"], "build", "a.md"]
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with folder() as d:
        write(d + "/a.md", GOOD + "\n[x](#none)\n")
        began = time.monotonic()
        status, said = on_terminal(command, d, env)
        took = time.monotonic() - began
        assert status == 0 and "\033[33mwarning:" in said and ("…" not in said or took > .5), (took, said)
        status, said = on_terminal(command, d, dict(env, NO_COLOR="1"))
        assert status == 0 and "\033[33m" not in said and "warning: " in said, said
        os.mkfifo(d + "/b.md")
        threading.Thread(target=write_late, args=(d + "/b.md", GOOD)).start()
        status, said = on_terminal([*command[:2], "b.md"], d, env)
        assert status == 0 and re.search("\r\033\\[K[A-Z][A-Za-z -]+…", said), said
        assert said.replace("\r\n", "\n").endswith("\r\033[Kb.epub\nb.pdf\n"), said


def test_missing_source_is_one(run):
    with folder() as d:
        for args in (["build", "none.md"], ["import", "none.txt"], ["impose", "--booklet", "none.pdf"]):
            status, out, err = run(*args, cwd=d)
            assert status == 1 and err.startswith(args[-1] + ": error: "), (status, err)
        assert os.listdir(d) == []


def test_errors_leave_old_outputs(run):
    with folder() as d:
        write(d + "/a.md", GOOD)
        assert run("build", "a.md", cwd=d)[0] == 0
        before = {n: open(d + "/" + n, "rb").read() for n in ("a.epub", "a.pdf")}
        write(d + "/a.md", GOOD + "\n![x](none.png)\n\n![y](../up.png)\n")
        status, out, err = run("build", "--strict", "a.md", cwd=d)
        assert status == 1 and "a.md:10:1: error" in err and "a.md:12:1: error" in err, (status, err)
        assert {n: open(d + "/" + n, "rb").read() for n in before} == before
        assert sorted(os.listdir(d)) == ["a.epub", "a.md", "a.pdf"], os.listdir(d)


def test_paths_stay_inside(run):
    with folder() as d, folder() as other:
        write(other + "/out.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        os.symlink(other + "/out.svg", d + "/link.svg")
        for name in ("../x.svg", other + "/out.svg", "link.svg", "%2e%2e/x.svg", "http://example.org/x.png", "//example.org/x.png"):
            write(d + "/a.md", GOOD + "\n![x](%s)\n" % name)
            status, out, err = run("check", "--strict", "a.md", cwd=d)
            assert status == 1 and "a.md:10:1: error" in err, (name, status, err)


def test_diagnostics_as_json(run):
    with folder() as d:
        write(d + "/a.md", "---\ntitel: X\nlang: en\n---\n\n# H\n")
        status, out, err = run("check", "--diagnostics", "json", "a.md", cwd=d)
        rows = [json.loads(line) for line in err.splitlines()]
        assert any(r["code"] == "front-key" and r["line"] == 2 and "title" in r["message"] for r in rows), err
        for row in rows:
            assert list(row) == ["file", "line", "column", "level", "code", "message"], row
            assert row["level"] in ("note", "warning", "error") and re.fullmatch("[a-z0-9-]+", row["code"]), row
        odd = d + '/a "b"\n\\\x01é.md'
        write(odd, "Text \x7f[x](#no\"ne)\n")
        status, out, err = run("check", "--diagnostics", "json", odd)
        rows = [json.loads(line) for line in err.splitlines()]
        assert rows and {row["file"] for row in rows} == {odd}, err


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


def test_depfile_is_what_make_reads(run):
    with folder() as d:
        os.mkdir(d + "/pic tures")
        write(d + "/pic tures/on#e$.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
        write(d + "/look.yaml", "text: {size: 11}\n")
        write(d + "/a b.md", "---\ntitle: T\nlang: en\nstyle: look.yaml\n---\n\n![c](<pic tures/on#e$.svg>){alt=x}\n")
        write(d + "/two.md", "More.\n")
        assert run("build", "-o", "out", "--depfile", "deps", "a b.md", "two.md", cwd=d)[0] == 0
        write(d + "/Makefile", "out/a\\ b.epub out/a\\ b.pdf: ; @echo made again\n-include deps\n")
        env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        make = lambda: subprocess.run(["make", "-s", "out/a b.pdf"], cwd=d, env=env, capture_output=True, text=True)
        assert make().stdout == "", open(d + "/deps").read()
        for name in ("a b.md", "two.md", "look.yaml", "pic tures/on#e$.svg"):
            for output in ("epub", "pdf"):
                os.utime(d + "/out/a b." + output)
            time.sleep(0.01)
            os.utime(d + "/" + name, (time.time() + 60,) * 2)
            assert make().stdout == "made again\n", (name, open(d + "/deps").read())
            os.utime(d + "/" + name, (1, 1))


def test_names_as_people_have_them(run):
    with folder() as d:
        for name in ("two words.md", "-dash.md", "line\nbreak.md", "plain", "a.b.md", "ünï.md"):
            write(d + "/" + name, GOOD)
            stem = name[:-3] if name.endswith(".md") else name
            status, out, err = run("build", "--to", "pdf", "--", name, cwd=d)
            assert (status, out, err) == (0, stem + ".pdf\n", ""), (name, status, out, err)
            assert os.path.exists(d + "/" + stem + ".pdf"), name


def test_parts_of_one_book(run):
    with folder() as d:
        write(d + "/one.md", GOOD)
        write(d + "/two.md", "# Two\n\nOther words, of [the first](#one).\n")
        status, out, err = run("build", "one.md", "two.md", cwd=d)
        assert (status, out, err) == (0, "one.epub\none.pdf\n", ""), (status, out, err)
        text = subprocess.run(["pdftotext", d + "/one.pdf", "-"], capture_output=True, text=True).stdout
        assert text.index("Some words") < text.index("Other words"), text


def test_sources_that_cannot_be_read(run):
    with folder() as d:
        os.mkdir(d + "/folder.md")
        os.mkfifo(d + "/pipe.md")
        with open(d + "/binary.md", "wb") as out:
            out.write(b"a\xff\xfe\0b")
        for name, wanted in (("folder.md", 1), ("none.md", 1), ("binary.md", 1)):
            status, out, err = run("build", name, cwd=d)
            assert status == wanted and err.startswith(name) and "error: " in err and not out, (name, status, out, err)
        assert sorted(os.listdir(d)) == ["binary.md", "folder.md", "pipe.md"]


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
        for wrong in ("b99", "210x297", "3x", "1x1mm", "-5x6in", "9999x9999mm", ""):
            status, out, err = run("build", "--paper", wrong, "a.md", cwd=d)
            assert status == 2 and not out and "wrong value for --paper" in err, (wrong, err)
            assert run("impose", "--booklet", "--paper", wrong, "a.pdf", "-o", "b.pdf", cwd=d)[0] == 2, wrong


def test_the_readme_s_example(run):
    readme = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "README.md")).read()
    with folder() as d:
        write(d + "/a.md", readme.split("```markdown\n")[1].split("```")[0])
        write(d + "/figure.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="90" height="60"/></svg>')
        status, out, err = run("build", "--strict", "a.md", cwd=d)
        assert status == 0 and not err, err


def test_help_and_version_as_commands(run):
    assert run("help") == run("--help") and run("help")[0] == 0
    assert run("help", "build") == run("build", "--help") and "Usage: bifolio build" in run("help", "build")[1]
    assert run("version") == run("--version") and run("version")[1].startswith("bifolio ")
    status, out, errors = run("help", "buld")
    assert status == 2 and "did you mean build?" in errors
