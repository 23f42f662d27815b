"""What is no file where one is named, and a system that has too little left: told, in time, and nothing is lost."""
import base64, os, re, resource, signal, socket, subprocess, tempfile

BIFOLIO = os.environ["BIFOLIO"]
SANITIZED = "asan" in BIFOLIO
HEAD = "---\ntitle: T\nlang: en\n---\n\n"
SOURCE = HEAD + "# A\n\nWords, ![f](f.svg) and $x^2$.\n\n```python\nx = 1\n```\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><text y="9">words</text></svg>'
# What names a file in a source, and whether the build does without it.
NAMED = {"![A](%s)\n": True, '::: {include="%s"}\n:::\n': False, '``` {.python include="%s"}\n```\n': False}
NO_FILE = "it is a folder or a device"


def carry_out(folder, *arguments, **more):
    return subprocess.run([BIFOLIO, *arguments], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, **more)


def write(folder, text):
    with open(folder + "/a.md", "w") as out:
        out.write(text)


def test_what_is_no_file(run):
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as bound:
        bound.bind(folder + "/socket")
        os.mkfifo(folder + "/pipe")
        os.mkdir(folder + "/folder")
        for name in ("socket", "pipe", "folder"):
            for text, goes_on in NAMED.items():
                write(folder, HEAD + text % name)
                done = carry_out(folder, "check", "a.md")
                assert done.returncode == (0 if goes_on else 1), (name, text, done.stderr)
                assert re.match(r"a\.md:6:1: (warning|error): .*'%s'.*%s; name " % (name, NO_FILE), done.stderr), (name, text, done.stderr)
        write(folder, HEAD + "Text.\n")
        for arguments in ("check socket", "import socket", "impose --booklet socket", "check --css socket a.md"):
            done = carry_out(folder, *arguments.split())
            assert done.returncode == 1 and NO_FILE in done.stderr, (arguments, done.stderr)
        assert carry_out(folder, "check", "/dev/null").returncode == 0


def test_links_within_a_book(run):
    """To what lies in it they are followed, from whatever folder; to nothing, in circles and out of it they are told."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/book/deep")
        for name in ("book/deep/f.svg", "away.svg"):
            with open(folder + "/" + name, "w") as out:
                out.write(SVG)
        for name, to in {"near": "deep/f.svg", "nothing": "gone.svg", "circle": "circle", "out": "../away.svg", "self": ".", "deep/up": "../deep/f.svg", "deep/far": "../../away.svg"}.items():
            os.symlink(to, folder + "/book/" + name)
        for name, told in {"near": None, "deep/up": None, "self/" * 30 + "near": None, "nothing": "the image 'nothing' is a link to a file that is not there; put", "circle": "leads out of the folder",
                           "out": "leads out of the folder", "self/" * 60 + "near": "leads out of the folder", "deep/far": "leads out of the folder"}.items():
            write(folder + "/book", HEAD + "![A](%s)\n" % name)
            done = carry_out(folder, "check", "book/a.md")
            assert done.returncode == 0 and (re.match(r"book/a\.md:6:1: warning: .*" + told, done.stderr) if told else not done.stderr), (name, done.stderr)


def test_chapters_that_are_no_files_of_the_book(run):
    """A pipe is not waited for, and what lies elsewhere is not read, be there a sandbox or not."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/book/ch")
        for name in ("away.md", "book/ch/in.md"):
            with open(folder + "/" + name, "w") as out:
                out.write("# Words\n\nsecret\n")
        os.mkfifo(folder + "/book/ch/pipe.md")
        os.mkdir(folder + "/book/ch/folder.md")
        for name, to in {"link.md": "in.md", "far.md": "../../away.md", "loop.md": "loop.md", "gone.md": "nothing.md"}.items():
            os.symlink(to, folder + "/book/ch/" + name)
        os.symlink("../..", folder + "/book/ch/up")
        outside = "leads out of the folder"
        for name, told in {"ch/in.md": None, "ch/link.md": None, "ch/pipe.md": NO_FILE, "ch/folder.md": NO_FILE, "ch/far.md": outside, "ch/loop.md": outside, "../away.md": outside,
                           "ch/up/away.md": outside, "ch/gone.md": "there is no such file", folder + "/away.md": outside}.items():
            for file, text in (("book.yaml", "title: T\nlang: en\nsources: ['%s']\n"), ("SUMMARY.md", "# Summary\n\n- [One](%s)\n")):
                with open(folder + "/book/" + file, "w") as out:
                    out.write(text % name)
                for worker in ("", "no"):
                    done = carry_out(folder, "check", "book/" + file, env=dict(os.environ, BIFOLIO_WORKER=worker))
                    if told:
                        assert done.returncode == 1 and re.search(r"error: cannot read this file: .*%s.*; " % told, done.stderr), (file, name, worker, done.stderr)
                    else:
                        assert done.returncode == 0 and "error" not in done.stderr, (file, name, worker, done.stderr)
        with open(folder + "/book/book.yaml", "w") as out:
            out.write("title: T\nlang: en\nsources: [../away.md]\n")
        done = carry_out(folder, "check", "--root", ".", "book/book.yaml")
        assert done.returncode == 0 and not done.stderr, done.stderr


def test_a_picture_where_there_is_no_file(run):
    """What is imported is compared with what stands in its place, unless that would never end."""
    svg = "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()
    for make in (os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path)):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/a.html", "w") as out:
                out.write("<p>Words<img src='%s'>" % svg)
            os.mkdir(folder + "/o-media")
            make(folder + "/o-media/picture.svg")
            done = carry_out(folder, "import", "-o", "o.md", "a.html")
            assert done.returncode == 2 and "there is a file of this name already" in done.stderr and sorted(os.listdir(folder)) == ["a.html", "o-media"], done.stderr


class Built(tempfile.TemporaryDirectory):
    """A source with outputs of an older one beside it."""

    def __enter__(self):
        folder = super().__enter__()
        with open(folder + "/f.svg", "w") as out:
            out.write(SVG)
        write(folder, SOURCE)
        assert carry_out(folder, "build", "a.md").returncode == 0
        self.new = self.contents()
        write(folder, SOURCE.replace("title: T", "title: Old"))
        assert carry_out(folder, "build", "a.md").returncode == 0
        self.old = self.contents()
        write(folder, SOURCE)
        return self

    def contents(self):
        return {name: open(os.path.join(self.name, name), "rb").read() for name in os.listdir(self.name) if name != "a.md"}

    def limited(self, limit, value):
        done = carry_out(self.name, "build", "a.md", preexec_fn=lambda: resource.setrlimit(limit, (value, value)))
        after = self.contents()
        for name, data in self.old.items():
            with open(os.path.join(self.name, name), "wb") as out:
                out.write(data)
        return done, after


def test_too_little_is_left(run):
    """Of open files, of the stack, of memory: it is done and right, or the system is at fault and all is as it was."""
    if SANITIZED:
        return
    limits = [(resource.RLIMIT_NOFILE, number, "no more files|no process could be made") for number in range(4, 8)]
    limits += [(resource.RLIMIT_STACK, kilobytes << 10, r"small a stack; raise the limit") for kilobytes in (64, 512, 1024, 4096)]
    limits += [(resource.RLIMIT_DATA, megabytes << 20, "out of memory|more memory") for megabytes in (4, 12, 20, 200)]
    limits += [(resource.RLIMIT_AS, megabytes << 20, "out of memory|more memory") for megabytes in (106, 108, 110, 112, 230)]
    with Built() as built:
        seen = set()
        for limit, value, message in limits:
            done, after = built.limited(limit, value)
            if done.returncode == 127 or (limit == resource.RLIMIT_STACK and done.returncode == -signal.SIGSEGV):
                continue  # the program was not begun
            seen.add((limit, done.returncode))
            assert done.returncode in (0, 3), (limit, value, done.returncode, done.stderr)
            assert after == (built.old if done.returncode else built.new), (limit, value, sorted(after))
            assert not done.returncode or re.search(r"error: .*(%s)" % message, done.stderr), (limit, value, done.stderr)
        for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_STACK, resource.RLIMIT_DATA):
            assert (limit, 0) in seen and (limit, 3) in seen, (limit, seen)
