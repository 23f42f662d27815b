"""Sources that nobody would write: mutations of the goldens, the same on each run, never crash or hang."""
import glob, os, random, resource, subprocess, tempfile

BIFOLIO = os.environ["BIFOLIO"]
HERE = os.path.dirname(os.path.abspath(__file__))
SANITIZED = "asan" in BIFOLIO
COUNT = int(os.environ.get("MUTANTS", 36))
SPICES = [b"[", b"](", b"![", b"`", b"```\n", b"*", b"_", b"::: note\n", b":::\n", b"> ", b"- ", b"1. ", b"| ", b"|-|\n", b"[^1]", b"\n[^1]: ",
          b"<a ", b"</div>", b"<!--", b"{#x .y z=1}", b"$$", b"~", b"^", b"\t", b"\r", b"\\", b"&#x10FFFF;", b"\xe2\x80\xae", b"\xf0\x9f\x91\xa8",
          b"\xcc\x81" * 9, b"\0", b"\xff", b"---\n", b"lang: ar\n", b"title: [\n", b"toc: true\n", b"# ", b"\n\n", b"    ", b": ", b"(@) ", b"  \n"]


def limits():
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60) if SANITIZED else (5, 5))


def mutant(source, chance):
    """A few cuts, copies and foreign bits."""
    data = bytearray(source)
    for _ in range(chance.randint(1, 12)):
        at, size = chance.randrange(len(data) + 1), chance.randrange(1, 60)
        kind = chance.randrange(4)
        if kind == 0:
            del data[at:at + size]
        elif kind == 1:
            data[at:at] = data[(start := chance.randrange(len(data) + 1)):start + size]
        elif kind == 2:
            data[at:at] = chance.choice(SPICES) * chance.choice([1, 1, 1, 2, 40])
        else:
            data[at:at + 1] = chance.choice(SPICES)
    return bytes(data)


def try_one(source, folder, command):
    done = subprocess.run([BIFOLIO, *command, "-"], input=source, cwd=folder, capture_output=True, preexec_fn=limits)
    fell = b"fell over" in done.stderr or b"processor time" in done.stderr  # what the worker does not survive is told as an error
    if done.returncode not in (0, 1) or (done.returncode == 1 and b": error: " not in done.stderr) or fell:
        kept = os.path.join(tempfile.gettempdir(), "bifolio-mutant-%08x.md" % random.Random(source).getrandbits(32))
        open(kept, "wb").write(source)
        raise AssertionError("%s: status %d: %s" % (kept, done.returncode, done.stderr.decode(errors="replace")[-1500:]))


def test_mutants(run):
    sources = [open(path, "rb").read() for path in sorted(glob.glob(HERE + "/../golden/*.md"))]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(COUNT):
            chance = random.Random(number)
            source = mutant(chance.choice(sources), chance)
            try_one(source, folder, ["build"] if number % 2 else ["check"])


def test_repeats(run):
    with tempfile.TemporaryDirectory() as folder:
        for piece in (b"[", b"![", b"*a ", b"> ", b"- ", b"`", b"[a](", b"<a?", b"::: x\n", b"\\", b"{.a", b"^a^", b"$a", b"# a\n", b"a|", b"[^a]", b"&amp;", b"<b>", b"~~a"):
            try_one(piece * (30000 // len(piece)), folder, ["check"])
