"""Outputs are all new or all old, whatever happens, and nothing else is left beside them."""
import os, resource, shutil, signal, stat, subprocess, tempfile, time, zipfile

BIFOLIO = os.environ["BIFOLIO"]
SOURCE = "---\ntitle: A title\nlang: en\n---\n\n# One\n\n" + "Some words that go on for a while. " * 40 + "\n"
LONGER = SOURCE + "\n\n".join("A paragraph of many words, number %d, so that this takes its time." % i for i in range(3000)) + "\n"


def contents(folder):
    return {name: open(folder + "/" + name, "rb").read() for name in os.listdir(folder) if os.path.isfile(folder + "/" + name)}


class Folder:
    """A folder with a source and the outputs of an older one."""

    def __enter__(self):
        self.made = tempfile.TemporaryDirectory()
        self.path = self.made.name
        self.write(SOURCE)
        assert self.build().returncode == 0
        self.old = contents(self.path)
        return self

    def __exit__(self, *_):
        self.made.cleanup()

    def write(self, text):
        with open(self.path + "/a.md", "w") as out:
            out.write(text)

    def build(self, *args, **more):
        return subprocess.run([BIFOLIO, "build", *args, "a.md"], cwd=self.path, stdin=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, **{"stdout": subprocess.PIPE, **more})

    def outputs(self):
        return {name: data for name, data in contents(self.path).items() if name != "a.md"}

    def assert_old(self, done, status=3):
        assert done.returncode == status and b": error: " in done.stderr, (done.returncode, done.stderr)
        assert self.outputs() == {name: data for name, data in self.old.items() if name != "a.md"}, os.listdir(self.path)


def test_a_file_may_not_grow(run):
    with Folder() as folder:
        folder.write(LONGER)
        for limit in (4096, len(folder.old["a.epub"]) + 20000):
            done = folder.build(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            folder.assert_old(done)
            assert b"File too large" in done.stderr, done.stderr


def test_the_disk_is_full(run):
    with Folder() as folder:
        folder.write(LONGER)
        script = 'mkdir disk && mount -t tmpfs -o size=64k none disk && cp a.epub a.pdf disk/ && "$0" build -o disk a.md; status=$?; ' \
                 'ls -A disk; cmp a.epub disk/a.epub && cmp a.pdf disk/a.pdf && exit $status'
        if os.geteuid() or subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", folder.path], capture_output=True).returncode:
            return  # nothing may be mounted here
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, BIFOLIO], cwd=folder.path, capture_output=True, text=True)
        assert done.returncode == 3 and "No space left on device" in done.stderr, (done.returncode, done.stderr)
        assert done.stdout.split() == ["a.epub", "a.pdf"], done.stdout


def test_the_folder_is_read_only(run):
    with Folder() as folder:
        os.chmod(folder.path, 0o555)
        able = lambda: os.geteuid() or (os.setgid(65534), os.setuid(65534))
        if subprocess.run([BIFOLIO, "--version"], capture_output=True, preexec_fn=able).returncode == 0:
            folder.assert_old(folder.build(preexec_fn=able))
        os.chmod(folder.path, 0o755)


def test_names_as_long_as_a_system_takes(run):
    """Temporaries beside them have room, too, and those of a killed build are known."""
    for stem in ("x" * 250, "\u00fc" * 125, "x" + "\u2003" * 83):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(folder + "/out")
            with open("%s/%s.md" % (folder, stem), "w") as out:
                out.write(SOURCE)
            for left in ("new", "old"):
                with open("%s/out/.%s.%s12-0" % (folder, (stem.encode() + b".epub")[:220].decode(errors="ignore"), left), "w") as out:
                    out.write("what a killed build has left")
            for _ in range(2):
                status, _, errors = run("build", "-o", "out", stem + ".md", cwd=folder)
                assert status == 0 and not errors, errors
                assert sorted(os.listdir(folder + "/out")) == [stem + ".epub", stem + ".pdf"]


def test_an_output_is_a_folder(run):
    for name in ("a.epub", "a.pdf"):
        with Folder() as folder:
            os.unlink(folder.path + "/" + name)
            os.mkdir(folder.path + "/" + name)
            done = folder.build()
            assert done.returncode == 3 and b"Is a directory" in done.stderr, done.stderr
            left = folder.outputs()
            assert left == {other: folder.old[other] for other in left} and len(left) == 1, os.listdir(folder.path)


def test_a_folder_that_cannot_be_made(run):
    with Folder() as folder:
        for target in ("a.md/deeper", "new/../a.md/deeper", "a.md"):
            done = folder.build("-o", target)
            folder.assert_old(done)
            assert not os.path.exists(folder.path + "/new") and (b"Not a directory" in done.stderr), done.stderr


def test_a_folder_is_made_with_those_it_is_in(run):
    """As mkdir -p does; where nothing can be written, none of them is left."""
    with tempfile.TemporaryDirectory() as top:
        with open(top + "/a.md", "w") as out:
            out.write(SOURCE)
        for target in ("one/two/three", "one/./four//five/", top + "/six/seven"):
            status, printed, errors = run("build", "-o", target, "--to", "epub", "a.md", cwd=top)
            assert status == 0 and not errors and os.path.exists(os.path.join(top, target, "a.epub")), printed + errors
        os.makedirs(top + "/one/two/bad/a.epub")
        before = sorted(os.walk(top))
        for target, status in (("one/two/bad", 3), ("new/deep/" + "x" * 300, 3)):
            assert run("build", "-o", target, "--to", "epub", "a.md", cwd=top)[0] == status
            assert sorted(os.walk(top)) == before, target


def test_a_signal_in_the_middle(run):
    with Folder() as folder:
        folder.write(LONGER)
        assert folder.build().returncode == 0
        new = folder.outputs()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            for delay in (0.002, 0.03, 0.09):
                folder.write(SOURCE)
                assert folder.build().returncode == 0
                folder.write(LONGER)
                going = subprocess.Popen([BIFOLIO, "build", "a.md"], cwd=folder.path, stdout=subprocess.DEVNULL)
                time.sleep(delay)
                going.send_signal(number)
                status = going.wait()
                left = folder.outputs()
                if number == signal.SIGKILL:  # no program can clean up after it: each file is whole, at the least
                    assert all(left[name] in (folder.old[name], new[name]) for name in new), (delay, sorted(left))
                else:
                    assert left in (new, {name: folder.old[name] for name in new}), (number, delay, sorted(left))
                assert status in (-number, 0), status


def test_standard_output_is_broken(run):
    with Folder() as folder:
        for broken in (open("/dev/full", "wb"), None):
            more = {"stdout": broken} if broken else {"preexec_fn": lambda: os.close(1), "stdout": None}
            folder.write(LONGER)
            done = folder.build(**more)
            assert done.returncode == 3 and b"standard output" in done.stderr, (done.returncode, done.stderr)
            assert sorted(folder.outputs()) == ["a.epub", "a.pdf"] and folder.outputs()["a.pdf"] != folder.old["a.pdf"]
            dump = subprocess.run([BIFOLIO, "dump", "a.md"], cwd=folder.path, stderr=subprocess.PIPE, **more)
            assert dump.returncode == 3 and b"standard output" in dump.stderr, (dump.returncode, dump.stderr)
        read, write = os.pipe()
        os.close(read)
        done = folder.build(stdout=write)
        os.close(write)
        assert done.returncode in (3, -signal.SIGPIPE), done.returncode


def test_every_standard_file_is_closed(run):
    with Folder() as folder:
        def close():
            for fd in (0, 1, 2):
                os.close(fd)
        done = subprocess.run([BIFOLIO, "build", "a.md"], cwd=folder.path, preexec_fn=close)
        assert done.returncode == 3, done.returncode
        assert contents(folder.path) == folder.old


def test_a_source_is_never_written_over(run):
    with Folder() as folder:
        shutil.copy(folder.path + "/a.md", folder.path + "/b.pdf")
        before = contents(folder.path)
        for args in (["--depfile", "a.md", "a.md"], ["--depfile", "./a.pdf", "a.md"], ["b.pdf"], ["--to", "pdf", "./b.pdf"]):
            status, out, err = run("build", *args, cwd=folder.path)
            assert status == 2 and "error" in err, (args, status, err)
            assert contents(folder.path) == before, args
        status, out, err = run("import", "a.md", "-o", "./a.md", cwd=folder.path)
        assert status == 2 and contents(folder.path) == before, (status, err)


def test_a_picture_that_is_none_is_not_written_over(run):
    with Folder() as folder:
        folder.write(SOURCE + "\n![What is in it](a.pdf)\n")
        before = contents(folder.path)
        status, out, err = run("build", "a.md", cwd=folder.path)
        assert status == 2 and "a.pdf: error: " in err and contents(folder.path) == before, (status, err)


def test_a_pipe_is_written_to_and_stays_one(run):
    with tempfile.TemporaryDirectory() as d:
        open(d + "/a.txt", "w").write("Title\n\nSome words.\n")
        os.mkfifo(d + "/pipe")
        status, out, errors = run("import", "a.txt", "-o", "pipe", cwd=d)
        assert status == 3 and "pipe: error: cannot write" in errors, errors  # nobody reads
        reader = os.open(d + "/pipe", os.O_RDONLY | os.O_NONBLOCK)
        status, out, errors = run("import", "a.txt", "-o", "pipe", cwd=d)
        assert status == 0 and os.read(reader, 1000).endswith(b"\n\nSome words.\n"), errors
        os.close(reader)
        assert stat.S_ISFIFO(os.stat(d + "/pipe").st_mode) and sorted(os.listdir(d)) == ["a.txt", "pipe"]


def test_now_says_when_the_newest_file_was_changed(run):
    with tempfile.TemporaryDirectory() as d:
        env = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        picture = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "dot.png"), "rb").read()
        for name, data, when in (("t.md", b"---\ntitle: T\nlang: en\n---\n\nText. ![A dot](dot.png)\n", 1600000000), ("dot.png", picture, 1700000000), ("d.md", b"---\ntitle: T\nlang: en\ndate: 2020\n---\n\nText.\n", 1700000000)):
            open(d + "/" + name, "wb").write(data)
            os.utime(d + "/" + name, (when, when))
        for args, wanted in ((["--now", "t.md"], "2023-11-14T22:13:20Z"), (["t.md"], "1980-01-01T00:00:00Z"), (["--now", "d.md"], "2020-01-01T00:00:00Z")):
            status, _, errors = run("build", *args, cwd=d, env=env)
            assert status == 0, errors
            package = zipfile.ZipFile(d + "/" + args[-1].replace(".md", ".epub")).read("OEBPS/package.opf").decode()
            assert "dcterms:modified\">%s<" % wanted in package, (args, package)
        assert run("build", "--now", "t.md", cwd=d, env={**env, "SOURCE_DATE_EPOCH": "1500000000"})[0] == 0
        assert "2017-07-14T02:40:00Z" in zipfile.ZipFile(d + "/t.epub").read("OEBPS/package.opf").decode()
