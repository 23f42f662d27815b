"""Hostile cases, each a row of a table: the files, the command, the exit status, a message, the files after it.

A case is (name, files, arguments, status, message).  files are by name, the source a.md among them; a
text stands for its UTF-8.  status may be two, where versions of a library differ.  message is a regular expression that standard error must hold, None: nothing may be
said.  Status 0: what the command makes is there after it; else the folder is as it was.  Nothing may take longer
than SECONDS of processor time or more than MEMORY.  The tables are in cases/, a file a subject.
"""
import glob, importlib.util, os, re, resource, subprocess, tempfile

BIFOLIO = os.environ["BIFOLIO"]
SANITIZED = "asan" in BIFOLIO
SECONDS, MEMORY = 100 if SANITIZED else 10, 512 << 20
HERE = os.path.dirname(os.path.abspath(__file__))
MADE = {"build": {"a.epub", "a.pdf"}, "check": set(), "dump": set(), "import": set(), "impose": {"a-2up.pdf"}}


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def contents(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            whole = os.path.join(path, name)
            found[os.path.relpath(whole, folder)] = open(whole, "rb").read() if os.path.isfile(whole) else None
    return found


def carry_out(arguments, folder):
    """The status, what was said, and what it took."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([BIFOLIO, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, preexec_fn=limits)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return process.returncode, said.read().decode(errors="replace"), usage


def try_case(name, files, arguments, status, message):
    with tempfile.TemporaryDirectory() as folder:
        for path, data in files.items():
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            with open(os.path.join(folder, path), "wb") as out:
                out.write(data.encode() if isinstance(data, str) else data)
        before = contents(folder)
        got, said, usage = carry_out(arguments, folder)
        assert got in (status if isinstance(status, tuple) else (status,)), "%s: status %d: %s" % (name, got, said[-600:])
        fell = "fell over" in said and "fell over" not in (message or "")
        assert not fell, "%s: %s" % (name, said[-3000:])
        assert SANITIZED or usage.ru_maxrss < MEMORY // 1024, "%s: it took %d MB" % (name, usage.ru_maxrss // 1024)
        if message is None:
            assert not said, "%s: %s" % (name, said[:600])
        else:
            assert re.search(message, said, re.M), "%s: %s" % (name, said[:600])
        after = contents(folder)
        made = {path for path in after if path not in before}
        assert {path: after.get(path) for path in before} == before, name + ": a source was changed"
        assert made == (MADE[arguments[0]] if got == 0 else set()), "%s: %s" % (name, sorted(made))


def load(path):
    spec = importlib.util.spec_from_file_location("cases_" + os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES


def test_of(path):
    def test(run):
        wrong = []
        for case in load(path):
            try:
                try_case(*case)
            except AssertionError as error:
                wrong.append(str(error))
        assert not wrong, "\n".join(wrong)
    return test


for _path in sorted(glob.glob(HERE + "/cases/*.py")):
    globals()["test_" + os.path.basename(_path)[:-3]] = test_of(_path)
