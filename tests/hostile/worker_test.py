"""Documents are read in a process of their own: what that may do, and what happens when it falls."""
import os, re, shutil, signal, subprocess, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
BIFOLIO = os.environ["BIFOLIO"]
SANITIZED = "asan" in BIFOLIO
SOURCE = "---\ntitle: T\nlang: de\n---\n\n# A\n\nWörter, ![f](f.svg) und $x^2$.\n\n```python\nx = 1\n```\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><text y="9">words</text></svg>'
LONG = SOURCE + "\n\n".join("Long words number %d stand here to be read and set by someone." % i for i in range(30000))


class Folder(tempfile.TemporaryDirectory):
    """A source that was built, and one that takes seconds in its place."""

    def __enter__(self):
        folder = super().__enter__()
        self.write("a.md", SOURCE)
        self.write("f.svg", SVG)
        assert subprocess.run([BIFOLIO, "build", "a.md"], cwd=folder, capture_output=True).returncode == 0
        self.old = self.contents()
        self.write("a.md", LONG)
        return self

    def write(self, name, text):
        with open(os.path.join(self.name, name), "w") as out:
            out.write(text)

    def contents(self):
        return {name: open(os.path.join(self.name, name), "rb").read() for name in os.listdir(self.name) if name != "a.md"}

    def build(self, *options):
        return subprocess.run([BIFOLIO, "build", *options, "a.md"], cwd=self.name, capture_output=True, text=True)


def children(pid):
    with open("/proc/%d/task/%d/children" % (pid, pid)) as file:
        return [int(child) for child in file.read().split()]


def worker_of(process):
    for _ in range(1000):
        found = children(process.pid)
        if found:
            return found[0]
        assert process.poll() is None
        time.sleep(0.002)
    raise AssertionError("there is no worker")


def test_a_worker_that_dies_is_an_error(run):
    for number, message, status in ((signal.SIGSEGV, "fell over", 1), (signal.SIGABRT, "fell over", 1), (signal.SIGXCPU, "processor time", 1),
                                    (signal.SIGKILL, "more memory", 3), (signal.SIGALRM, "took too long", 1)):
        if SANITIZED and number in (signal.SIGSEGV, signal.SIGABRT):
            continue  # the sanitizers catch these and have a report and an exit status of their own
        with Folder() as folder:
            going = subprocess.Popen([BIFOLIO, "build", "a.md"], cwd=folder.name, stderr=subprocess.PIPE, text=True)
            os.kill(worker_of(going), number)
            said = going.communicate()[1]
            assert going.returncode == status and re.search(r"^a\.md: error: .*%s.*; " % message, said), (going.returncode, said)
            assert folder.contents() == folder.old


def test_a_worker_goes_with_its_parent(run):
    with Folder() as folder:
        going = subprocess.Popen([BIFOLIO, "build", "a.md"], cwd=folder.name)
        worker = worker_of(going)
        going.kill()
        going.wait()
        for _ in range(1000):
            if not os.path.exists("/proc/%d" % worker) or " Z" in open("/proc/%d/stat" % worker).read():
                break
            time.sleep(0.005)
        else:
            raise AssertionError("the worker works for nobody")
        assert folder.contents() == folder.old


def test_limits(run):
    with Folder() as folder:
        folder.write("a.md", LONG * 6)
        for limits, status, message in (("cpu=1", 1, "processor time"), ("time=1", 1, "took too long"), ("memory=60", 3, "more memory")):
            if SANITIZED and limits.startswith("memory"):
                continue
            done = folder.build("--limits", limits)
            assert done.returncode == status and re.search(r"^a\.md: error: .*%s.*raise --limits" % message, done.stderr, re.M), (limits, done.returncode, done.stderr)
            assert folder.contents() == folder.old
        folder.write("a.md", SOURCE)
        done = folder.build("--limits", "memory=2000,cpu=100,time=100")
        assert done.returncode == 0 and folder.contents() == folder.old, done.stderr
        for wrong in ("", "memory", "memory=", "memory=0", "memory=x", "memory=1G", "cpu=-1", "cpu=99999999999999999999", "space=1", "cpu=1;time=1"):
            assert folder.build("--limits", wrong).returncode == 2, wrong


def has_sandbox():
    said = subprocess.run([BIFOLIO, "version", "--verbose"], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"bifolio [0-9.]+\nsandbox: files \(Landlock\): (yes|no); system calls \(seccomp\): (yes|no)\nlicence: [^\n]+\n", said), said
    return ": no" not in said


def test_a_sandbox_that_must_be(run):
    with Folder() as folder:
        folder.write("a.md", SOURCE)
        done = folder.build("--require-sandbox")
        if has_sandbox() or SANITIZED:
            assert done.returncode == 0 and folder.contents() == folder.old, done.stderr
        else:
            assert done.returncode == 3 and "no whole sandbox" in done.stderr, done.stderr


def test_a_kernel_without_a_sandbox(run):
    """Whatever it lacks, the bytes are the same, it is told by version, and an error for who must have it."""
    if SANITIZED or not has_sandbox():
        return
    with Folder() as folder, tempfile.TemporaryDirectory() as tools:
        subprocess.run(["cc", "-w", "-o", tools + "/lack", os.path.join(HERE, "lack.c"), "-lseccomp"], check=True)
        folder.write("a.md", SOURCE)
        on = lambda lacks, *arguments: subprocess.run([tools + "/lack", lacks, BIFOLIO, *arguments], cwd=folder.name, capture_output=True, text=True)
        if on("fck", "--version").returncode == 99:
            print("skipped: calls of the system cannot be taken away here")
            return
        for lacks in ("f", "c", "fc", "k"):
            said = on(lacks, "version", "--verbose").stdout
            assert "(Landlock): %s; system calls (seccomp): %s\n" % ("no" if "f" in lacks else "yes", "no" if "c" in lacks else "yes") in said, (lacks, said)
            done = on(lacks, "build", "a.md")
            assert done.returncode == 0 and not done.stderr and folder.contents() == folder.old, (lacks, done.stderr)
            done = on(lacks, "build", "--require-sandbox", "a.md")
            if lacks == "k":
                assert done.returncode == 0, done.stderr
            else:
                assert done.returncode == 3 and re.match(r"a\.md: error: .*no whole sandbox.*; leave out --require-sandbox", done.stderr), (lacks, done.stderr)
            assert folder.contents() == folder.old


def test_without_a_worker_the_bytes_are_the_same(run):
    with Folder() as folder:
        folder.write("a.md", SOURCE)
        done = subprocess.run([BIFOLIO, "build", "a.md"], cwd=folder.name, capture_output=True, env=dict(os.environ, BIFOLIO_WORKER="no"))
        assert done.returncode == 0 and folder.contents() == folder.old, done.stderr


READABLE = ("/usr/share/", "/usr/local/share/fonts", "/usr/lib/", "/lib/", "/usr/lib64/", "/lib64/", "/etc/fonts", "/etc/ld.so.cache", "/etc/locale.alias", "/etc/localtime", "/etc/papersize", "/etc/paperspecs",
            "/var/cache/fontconfig", "/dev/null", "/dev/urandom", "/proc/self/", "/sys/")
AT_HOME = ("/.fonts", "/.config/fontconfig", "/.local/share/fonts", "/.cache/fontconfig")


def test_what_is_asked_of_the_system(run):
    """No sockets, no programs, no file that is neither the source's, a font's nor the system's; the worker opens none
    for writing, its parent none but outputs."""
    if SANITIZED or "coverage" in BIFOLIO or not shutil.which("strace"):
        print("skipped: strace is not installed, or this program opens files for whoever measures it")
        return
    with Folder() as folder:
        folder.write("a.md", SOURCE)
        done = subprocess.run(["strace", "-f", "-o", "trace", "-e", "trace=%file,%network,%process,open_by_handle_at,io_uring_setup", BIFOLIO, "build", "--handout", "booklet,large-print", "a.md"],
                              cwd=folder.name, capture_output=True, text=True)
        if done.returncode and "ptrace" in done.stderr:
            print("skipped: nothing may be traced here")
            return
        assert done.returncode == 0, done.stderr
        lines = open(folder.name + "/trace").read().splitlines()
        calls = [line.split(None, 1)[1] for line in lines]
        assert not [call for call in calls if re.match(r"(socket|connect|bind|listen|accept|io_uring)", call)]
        assert len([call for call in calls if re.match(r"execve", call)]) == 1
        main = lines[0].split()[0]
        wrong = []
        opened = 0
        home = os.path.expanduser("~")
        for line in lines:
            pid, call = line.split(None, 1)
            match = re.match(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]*)", ([A-Z_|]+).*= (-?\d+)', call)
            if not match:
                continue
            path, flags, result = match.groups()
            opened += 1
            path = os.path.join(os.path.realpath(folder.name), path) if not path.startswith("/") else path
            own = path.startswith((os.path.realpath(folder.name), folder.name))
            if re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", flags) and int(result) >= 0 and not (own and pid == main):
                wrong.append(call)
            inside = own or path.startswith((*(home + at for at in AT_HOME), *READABLE)) or path + "/" in READABLE
            if int(result) >= 0 and not inside and "O_PATH" not in flags:
                wrong.append(call)
        assert opened > 20, "nothing was traced"
        assert not wrong, "\n".join(wrong[:20])


def test_nothing_else_can_be_read(run):
    """Where the source is not: not even by a link that was followed before."""
    if SANITIZED or not has_sandbox():
        return
    with tempfile.TemporaryDirectory() as away, Folder() as folder:
        with open(away + "/style.yaml", "w") as out:
            out.write("text:\n  size: 11pt\n")
        folder.write("a.md", SOURCE)
        assert folder.build("--style", away + "/style.yaml").returncode == 0
        os.mkfifo(folder.name + "/pipe.md")
        os.symlink(away + "/far.md", folder.name + "/near.md")
        with open(away + "/far.md", "w") as out:
            out.write(SOURCE.replace("f.svg", "../etc/passwd"))
        done = subprocess.run([BIFOLIO, "check", "--strict", "near.md"], cwd=folder.name, capture_output=True, text=True)
        assert done.returncode == 1 and "leads out" in done.stderr, done.stderr
