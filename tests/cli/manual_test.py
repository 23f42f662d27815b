"""The manual names whatever the program reads: its tables and the texts beside each other; and what is installed."""
import glob, os, pty, re, select, shlex, shutil, subprocess, tempfile, time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TOPICS = ["markdown", "metadata", "styles", "handouts", "editions"]


def source(*names):
    paths = [path for name in names for path in glob.glob(ROOT + "/src/" + name)]
    assert paths, names
    return "".join(open(path).read() for path in paths)


def words(run, topic):
    status, out, errors = run("help", topic)
    assert status == 0 and not errors and out.startswith("bifolio " + topic), (topic, errors)
    return set(re.findall(r"[A-Za-z0-9][\w-]*", out))


def table(text, opening):
    """The names in quotation marks that begin the rows of a table."""
    rows = text.split(opening)[1].split("\n};")[0]
    names = re.findall(r'\{"([^"]+)"', rows)
    assert len(names) > 5, opening
    return names


def test_every_key_of_front_matter_stands_in_the_manual(run):
    told = words(run, "metadata")
    missing = [key for key in table(source("source/frontmatter.c"), "static const Key keys[] = {") if key not in told]
    assert not missing, "assets/manual/metadata.txt does not name " + ", ".join(missing)


def test_every_class_and_attribute_stands_in_the_manual(run):
    told = words(run, "markdown")
    everywhere = source("document/*.c", "markdown/*.c", "source/*.c", "epub/*.c", "typeset/*/*.c", "typeset/*.c")
    names = re.findall(r'doc_has_class\([^"()]*, "([\w-]{2,})"\)', everywhere)
    names += re.findall(r'doc_key\([^"()]*, "((?!data-)[\w-]+)"\)', everywhere)
    names += table(source("document/divs.c"), "} classes[] = {") + table(source("document/divisions.c"), "} kinds[LANG_HEADINGS] = {")
    for file, opening in (("document/classes.c", "names[] = {\"numberLines\""), ("source/code.c", "looks[] = {"), ("document/divs.c", "breaks[] = {\"pagebreak\""),
                          ("markdown/tree_inlines.c", '} types[] = {{"smallcaps"'), ("epub/tags.c", 'names[] = {"abbr"'), ("typeset/paragraph/inlines.c", "code[] = {")):
        row = source(file).split(opening)
        assert len(row) == 2, (file, opening)
        names += re.findall(r'"([\w-]+)"', (opening + row[1]).split("};")[0])
    for keys in re.findall(r'const char \*const\[\]\)\{(.*?), NULL\}', source("source/listing.c")):
        names += re.findall(r'"([\w-]+)"', keys)
    missing = sorted(set(names) - told)
    assert len(set(names)) > 80 and not missing, "assets/manual/markdown.txt does not name " + ", ".join(missing)


def test_every_element_of_html_stands_in_the_manual(run):
    told = words(run, "markdown")
    missing = [tag for tag in table(source("source/html_elements.c"), "HtmlElement elements[] = {") if tag not in told]
    assert not missing, "assets/manual/markdown.txt does not name " + ", ".join(missing)


def test_every_value_of_a_style_stands_in_the_manual(run):
    out = run("help", "styles")[1]
    assert run("style")[1].strip() in re.sub("^    ", "", out, flags=re.M), "the default style is not shown whole"
    told = words(run, "styles")
    names = re.findall(r'^[A-Z]+\([\w, ]+, "([\w-]+)"', source("style/values.inc"), flags=re.M)
    missing = sorted(set(names) - told)
    assert len(names) > 150 and not missing, "assets/styles/default.yaml does not name " + ", ".join(missing)


def test_every_handout_stands_in_the_manual(run):
    told = words(run, "handouts")
    names = re.findall(r'= "([\w-]+)"', source("cli/values.c").split("handout_names[] = {")[1].split("};")[0])
    assert len(names) == 7 and not set(names) - told, set(names) - told


def test_help_and_pages_of_the_manual(run):
    assert [line.split()[0] for line in run("--help")[1].split("\nTopics:\n")[1].split("\n\n")[0].split("\n")] == TOPICS
    program = run("man")[1]
    for topic in TOPICS:
        page = run("man", topic)[1]
        assert ".Dt BIFOLIO-%s 5\n" % topic.upper() in page and ".Xr bifolio-%s 5" % topic in program, topic
        blanks = [line for line in page.split("\n")[:-1] if not line.strip()]
        assert not blanks and page.count(".Bd ") == page.count(".Ed\n") and page.count(".Bl ") == page.count(".El\n"), topic
        for tool in (["mandoc", "-T", "lint", "-W", "warning"], ["groff", "-k", "-mandoc", "-Tutf8", "-ww", "-z"]):
            if shutil.which(tool[0]):
                lint = subprocess.run(tool, input=page, capture_output=True, text=True)
                assert not lint.stdout + lint.stderr, (topic, lint.stdout + lint.stderr)
    said = re.sub(r"\\e", r"\\", re.sub(r"\\&|\\-", lambda m: m.group().replace("\\&", "").replace("\\-", "-"), run("man", "markdown")[1]))
    assert "{#lst-one caption=\"A first program\" .numberLines}" in said and "\\newpage, \\pagebreak" in said, said
    for args in (["help", "stiles"], ["man", "stiles"], ["completion", "tcsh"], ["man", "a", "b"]):
        status, out, errors = run(*args)
        assert status == 2 and not out and errors.count("\n") == 1, (args, errors)
    assert "did you mean styles?" in run("help", "stiles")[2]


def test_the_manual_s_examples_run(run):
    text = subprocess.run(["groff", "-mandoc", "-Tascii", "-P-c"], input=run("man")[1], capture_output=True, text=True).stdout \
        if shutil.which("groff") else run("man")[1].replace("\\-", "-").replace(".Dl ", "")
    commands = re.findall(r"^ *\$ (bifolio .*)$", text, re.M)
    assert len(commands) == 7, text
    run_all(run, commands)


def run_all(run, commands):
    """Runs a reader's commands in a folder that has what they name."""
    with tempfile.TemporaryDirectory() as d:
        open(d + "/my-book.md", "w").write("---\ntitle: T\nauthor: A\nlang: en\n---\n\n# One\n\nWords.\n")
        open(d + "/old-article.txt", "w").write("A Title\n\nSome words.\n")
        assert run("build", "--to", "pdf", "my-book.md", cwd=d)[0] == 0
        os.rename(d + "/my-book.pdf", d + "/any.pdf")
        for command in commands:
            command, _, target = command.partition(" > ")
            status, out, errors = run(*shlex.split(command)[1:], cwd=d)
            assert status == 0, (command, errors)
            if target:
                open(d + "/" + target, "w").write(out)


def test_the_tutorial_can_be_followed(run):
    """Each file of the README's tutorial is written as it says, each command is run."""
    tutorial = open(ROOT + "/README.md").read().split("\n## Ten minutes\n")[1].split("\n## ")[0]
    with tempfile.TemporaryDirectory() as d:
        ran = 0
        for name, text, command in re.findall(r"`([\w./-]+)`:\n\n```(?:\w+)\n((?:.|\n)*?)```|^    (bifolio .*)$", tutorial, re.M):
            if name:
                os.makedirs(os.path.dirname(d + "/" + name), exist_ok=True)
                open(d + "/" + name, "w").write(text)
                continue
            command, _, target = command.partition(" > ")
            status, out, errors = run(*shlex.split(command)[1:], cwd=d)
            assert status == 0 and not re.search("warning: |error: ", errors), (command, errors)
            if target:
                open(d + "/" + target, "w").write(out)
            ran += 1
        assert ran >= 8 and os.path.exists(d + "/out/island.epub") and os.path.exists(d + "/out/island-booklet.pdf"), (ran, os.listdir(d))


def complete(run, *typed):
    script = run("completion", "bash")[1] + 'COMP_WORDS=(bifolio "$@"); COMP_CWORD=$#; _bifolio; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script, "bash", *typed], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout.split()


def test_completion_knows_values(run):
    assert complete(run, "build", "--style", "cl") == ["classic"]
    assert complete(run, "build", "--handout", "booklet,la") == ["booklet,large-print"]
    assert {"a4", "letter"} <= set(complete(run, "build", "--paper", ""))
    assert complete(run, "build", "--to", "=", "p") == complete(run, "build", "--to", "p") and "pdf" in complete(run, "build", "--to", "p")
    assert complete(run, "help", "met") == ["metadata"] and complete(run, "completion", "") == ["bash", "zsh", "fish"]
    assert complete(run, "build", "READ") == ["README.md"]
    for shell in ("zsh", "fish"):
        script = run("completion", shell)[1]
        assert "booklet" in script and "classic" in script and "metadata" in script and "--letter" not in script, script
        if shutil.which(shell):
            done = subprocess.run([shell, "-n", "/dev/stdin"], input=script, capture_output=True, text=True)
            assert done.returncode == 0 and not done.stderr, done.stderr


# What is typed, and what has to be among what is offered then.
OFFERED = (("bifolio build --to ", ["epub", "pdf", "png"]), ("bifolio build --handout=booklet,", ["large-print"]), ("bifolio build --paper ", ["a4", "letter"]),
           ("bifolio help m", ["markdown", "metadata"]), ("bifolio build --flip ", ["short", "long"]), ("bifolio im", ["import", "impose"]))


def test_fish_completes(run):
    if not shutil.which("fish"):
        print("skipped: there is no fish here")
        return
    with tempfile.TemporaryDirectory() as d:
        open(d + "/bifolio.fish", "w").write(run("completion", "fish")[1])
        for typed, offered in OFFERED:
            done = subprocess.run(["fish", "--no-config", "-c", "source bifolio.fish; complete -C %s" % shlex.quote(typed)], capture_output=True, text=True, cwd=d,
                                  env={**os.environ, "HOME": d, "TERM": "dumb"})
            words = [line.split("\t")[0].rpartition("=")[2].rpartition(",")[2] for line in done.stdout.splitlines()]
            assert set(offered) <= set(words) and not done.stderr, (typed, done.stdout, done.stderr)
            assert "--flip" not in typed or len(words) == len(offered), words # no files


def wait_for(terminal, words, seconds=20):
    """What a terminal shows until all of these words are there, or the time is over."""
    shown, end = "", time.monotonic() + seconds
    while not all(word in shown for word in words) and time.monotonic() < end:
        if select.select([terminal], [], [], .2)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


def test_zsh_completes(run):
    if not shutil.which("zsh"):
        print("skipped: there is no zsh here")
        return
    with tempfile.TemporaryDirectory() as d:
        open(d + "/_bifolio", "w").write(run("completion", "zsh")[1])
        child, terminal = pty.fork()
        if not child:
            os.chdir(d)
            os.execvpe("zsh", ["zsh", "-f", "-i"], {**os.environ, "HOME": d, "TERM": "dumb", "COLUMNS": "200", "LINES": "50"})
        os.write(terminal, b"PS1=; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; print be''gun\n")
        assert "begun" in wait_for(terminal, ["begun"])
        for typed, offered in OFFERED:
            os.write(terminal, typed.encode() + b"\t\t")
            shown = wait_for(terminal, offered)
            assert all(word in shown for word in offered), (typed, shown)
            os.write(terminal, b"\x15print nex''t\n")  # the line goes
            wait_for(terminal, ["next"])
        os.close(terminal)
        os.waitpid(child, 0)


def test_install_and_uninstall(run):
    build = os.path.dirname(os.path.abspath(os.environ["BIFOLIO"]))
    with tempfile.TemporaryDirectory() as d:
        make = ["make", "-s", "-C", ROOT, "-o", build + "/bifolio", "B=" + build, "DESTDIR=" + d, "PREFIX=/usr"]
        env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
        files = lambda: sorted(os.path.relpath(p, d) for p in glob.glob(d + "/**", recursive=True) if os.path.isfile(p))
        done = subprocess.run([*make, "install"], capture_output=True, text=True, env=env)
        assert done.returncode == 0, done.stderr
        assert {"usr/bin/bifolio", "usr/share/man/man1/bifolio.1", *("usr/share/man/man5/bifolio-%s.5" % t for t in TOPICS)} <= set(files()), files()
        assert len(files()) == 10 and all(os.path.getsize(d + "/" + name) for name in files()), files()
        done = subprocess.run([*make, "uninstall"], capture_output=True, text=True, env=env)
        assert done.returncode == 0 and not files(), (done.stderr, files())


def test_usage_errors_name_what_was_given_and_what_may_be(run):
    for args, said in ((["my-book.md"], ["my-book.md", "bifolio build my-book.md"]),
                       (["build", "--to", "docx", "a.md"], ["--to", "'docx'", "epub", "pdf"]),
                       (["build", "--handout=3up", "a.md"], ["--handout", "'3up'", "booklet", "one-sheet"]),
                       (["impose", "--nup", "3", "a.pdf"], ["--nup", "'3'", "2 or 4"]),
                       (["build", "--paper", "b99", "a.md"], ["--paper", "'b99'", "a4"])):
        status, out, errors = run(*args)
        assert status == 2 and not out and all(word in errors for word in said), (args, errors)


def test_other_names_of_keys_are_known(run):
    source = "---\ntitle: T\nlang: en\n%s: X\n---\n\nWords.\n"
    for key, here in (("copyright", "rights"), ("cover", "cover-image"), ("collections", "series"), ("tags", "keywords"), ("website", "url")):
        errors = run("check", "-", stdin=(source % key).encode())[2]
        assert "-:4:1: warning" in errors and "'%s'" % here in errors, (key, errors)
    for key in ("editor", "doi", "isbn"):  # known, or told what is
        errors = run("check", "-", stdin=(source % key).encode())[2]
        assert "leave it out" not in errors, errors
