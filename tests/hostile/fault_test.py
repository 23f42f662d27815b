"""Every kind of call fails in turn while a text is built: what is told as done is right, and what is not lost nothing.

FAULTS=all (make faults) tries every single one, which takes hours; otherwise some, spread over all.
"""
import os, shutil, signal, subprocess, tempfile, time

BIFOLIO = os.environ["BIFOLIO"]
HERE = os.path.dirname(os.path.abspath(__file__))
ALL = os.environ.get("FAULTS") == "all"
ARTICLE = os.path.join(HERE, "..", "..", "content")


def shim(folder):
    """The library that is preloaded; None where it cannot be."""
    library = folder + "/fault.so"
    if "asan" in BIFOLIO:
        return None
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-w", "-o", library, HERE + "/fault.c", "-ldl"], check=True)
    return library


class Build:
    """A folder with the article's outputs as they were, and as they are to be."""

    def __init__(self, folder):
        self.library = shim(folder)
        self.folder = folder + "/work"
        shutil.copytree(ARTICLE, self.folder)
        self.source = open(self.folder + "/article.md").read()
        self.new = self.make()
        self.write(self.source.replace("title:", "title: Old", 1))
        self.old = self.make()
        self.write(self.source)
        assert self.new != self.old

    def write(self, text):
        with open(self.folder + "/article.md", "w") as out:
            out.write(text)

    def make(self):
        subprocess.run([BIFOLIO, "build", "article.md"], cwd=self.folder, check=True, capture_output=True)
        return self.outputs()

    def outputs(self):
        return {name: open(os.path.join(self.folder, name), "rb").read() for name in os.listdir(self.folder) if name.startswith(("article.epub", "article.pdf", "."))}

    def put_back(self):
        for name, data in self.old.items():
            with open(os.path.join(self.folder, name), "wb") as out:
                out.write(data)

    def fail(self, kind, number):
        """Whether the fault came to pass; the folder's outputs are as they were then."""
        env = dict(os.environ, LD_PRELOAD=self.library, FAULT="%s:%d" % (kind, number), SOURCE_DATE_EPOCH="")
        env.pop("SOURCE_DATE_EPOCH")
        done = subprocess.run([BIFOLIO, "build", "article.md"], cwd=self.folder, capture_output=True, env=env, timeout=120)
        after, what = self.outputs(), "%s %d: status %d: %s" % (kind, number, done.returncode, done.stderr.decode()[-400:])
        if done.returncode == 0:
            assert after == self.new, what
        elif kind == "kill":
            assert all(after[name] in (self.old[name], self.new[name]) for name in self.new), what
            assert self.make() == self.new, what + ": something is left"
        else:
            # what is printed comes last: where that fails, the new files stand, both
            assert after in (self.old, self.new), what + ": %s" % sorted(after)
            assert done.returncode in (1, 3) and b"error: " in done.stderr, what
        if after != self.old:
            self.put_back()
        return b"FAULT" in done.stderr


def last(build, kind):
    """A number of which no call is."""
    number = 16
    while build.fail(kind, number):
        number *= 4
    return number


def try_kind(kind, tries):
    with tempfile.TemporaryDirectory() as folder:
        build = Build(folder)
        if not build.library:
            return
        assert build.fail(kind, 1), "no call is of the kind " + kind
        end = last(build, kind)
        numbers = range(2, end) if ALL or end <= 16 else sorted({int(2 + (end - 2) * (i + 0.5) / tries) for i in range(tries)} | {2, 5})
        for number in numbers:
            if not build.fail(kind, number) and (ALL or end <= 16):
                break


def test_memory_fails(run):
    try_kind("memory", 12)


def test_calls_fail(run):
    for kind in ("write", "rename", "linkat", "fork") if not ALL else ("write", "read", "fsync", "rename", "linkat", "link", "close", "fork", "pipe"):
        try_kind(kind, 2)


def test_killed_at_a_call(run):
    try_kind("kill", 4)


def kill_at(build, number, moment):
    """A signal at a moment of a build: the outputs are the old ones or the new ones, and nothing lies beside them."""
    process = subprocess.Popen([BIFOLIO, "build", "article.md"], cwd=build.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    process.send_signal(number)
    status = process.wait()
    after, what = build.outputs(), "%s after %.4f s: status %d" % (number.name, moment, status)
    assert status in (0, -number), what
    if number == signal.SIGKILL:
        assert all(after[name] in (build.old[name], build.new[name]) for name in build.new), what
        after = build.make()
        assert after == build.new, what + ": something is left"
    assert after == build.new if status == 0 else after in (build.old, build.new), what + ": %s" % sorted(after)
    if after != build.old:
        build.put_back()


def test_killed_at_a_moment(run):
    count = 200 if ALL else 12
    with tempfile.TemporaryDirectory() as folder:
        build = Build(folder)
        begun = time.monotonic()
        build.make()
        took = time.monotonic() - begun
        build.put_back()
        for i in range(count):
            kill_at(build, (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)[i % 3], took * i / count)
