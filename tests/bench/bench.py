"""How long bifolio takes, measured on a large text: a table, no judgement.

usage: bench.py [FILE.md]; without a file the text is that of Debian's package anarchism, which is
fetched into build/bench (never installed).  CPU seconds are user + system, the median of several
runs; nothing is warmed but the system's file cache.  Where pdfTeX (with microtype) or Typst is
installed, they set the same words on the same measure in the same run.
"""
import glob, gzip, os, re, shutil, statistics, subprocess, sys, tempfile, time

sys.dont_write_bytecode = True
import counts

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BIFOLIO = os.environ.get("BIFOLIO", ROOT + "/build/bifolio")
PACKAGE, SIZE, RUNS = "anarchism", 3300000, 3
STAGES = "read fonts shape break flow page place paint complete cover epub write".split()


def package_files():
    """The package's Markdown: as it is installed, or unpacked under build/bench."""
    pattern = "/usr/share/doc/" + PACKAGE + "/markdown/*.md.gz"
    folder = ROOT + "/build/bench"
    if not glob.glob(pattern) and not glob.glob(folder + pattern):
        os.makedirs(folder, exist_ok=True)
        for command in (["apt-get", "download", "-q", PACKAGE], ["sh", "-c", "dpkg-deb -x %s_*.deb ." % PACKAGE]):
            if not shutil.which(command[0]) or subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
                sys.exit("bench: the package %s cannot be fetched here; name a large Markdown file instead" % PACKAGE)
    return sorted(glob.glob(pattern) or glob.glob(folder + pattern))


def blocks(text):
    """Headings (#, then text) and paragraphs of plain words, alike in every tool's eyes."""
    for block in re.split(r"\n\s*\n", text):
        block = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(block.split()))
        heading = re.match(r"(#{1,3}) ", block)
        block = re.sub(r"[^\w\s.,;:?!'()-]", "", block.lstrip("#").replace("_", " ")).strip()
        block = block.encode("ascii", "ignore").decode()
        if heading and 3 < len(block) < 80:
            yield "#" + block
        elif len(block) > 60 and re.match(r"[A-Z]", block):
            yield block


def whole_text():
    if sys.argv[1:]:
        text = "\n\n".join(open(path, encoding="utf-8").read() for path in sys.argv[1:])
    else:
        text = "\n\n".join(gzip.open(path, "rt", encoding="utf-8", errors="ignore").read() for path in package_files())
    found, size = [], 0
    for block in blocks(text):
        found.append(block)
        size += len(block) + 2
        if size > SIZE:
            break
    return found


def markdown(found):
    return "---\ntitle: A long text\nauthor: Many\nlang: en\n---\n\n" + "\n\n".join(re.sub("^#", "# ", block) for block in found) + "\n"


def latex(found):
    return ("\\documentclass[10pt]{book}\\IfFileExists{lmodern.sty}{\\usepackage[T1]{fontenc}\\usepackage{lmodern}}{}\\usepackage{microtype}\n"
            "\\usepackage[papersize={148mm,210mm},textwidth=105mm]{geometry}\\begin{document}\n\\tableofcontents\n" +
            "\n\n".join(re.sub("^#(.*)", r"\\chapter{\1}", block) for block in found) + "\n\\end{document}\n")


def typst(found):
    return ('#set page(width: 148mm, height: 210mm, margin: (x: 21.5mm))\n#set par(justify: true)\n#set text(size: 10.5pt, lang: "en")\n' +
            "\n\n".join(re.sub("^#", "= ", block) for block in found) + "\n")


# A process starts with the peak of the one that started it: a small one starts it.
RUNNER = """import os, sys, time
begin, null = time.monotonic(), os.open(os.devnull, os.O_WRONLY)
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
_, status, usage = os.wait4(child, 0)
print(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.monotonic() - begin)"""


def run(command, folder):
    """(CPU seconds, peak MB, wall seconds, what it said)."""
    done = subprocess.run([sys.executable, "-ISc", RUNNER, *command], cwd=folder, capture_output=True, text=True)
    status, cpu, memory, wall = map(float, done.stdout.split()) if done.stdout else (1, 0, 0, 0)
    if status:
        sys.exit("bench: %s failed: %s" % (command[0], done.stderr[-400:]))
    return cpu, memory, wall, done.stderr


def median_run(command, folder, times=RUNS):
    runs = sorted(run(command, folder) for _ in range(times))
    return runs[len(runs) // 2]


def build(found, folder, *args):
    with open(folder + "/t.md", "w") as out:
        out.write(markdown(found))
    return median_run([BIFOLIO, "build", *args, "t.md"], folder)


def print_stages(said):
    spent = dict(re.findall(r"^([a-z]+) +([\d.]+) ms$", said, re.M))
    for stage in STAGES + sorted(set(spent) - set(STAGES)):
        if stage in spent:
            print("  %-10s %9.1f ms" % (stage, float(spent[stage])))


def part_of(found, part):
    """The first blocks of a text, up to a part of its size; it may be more than once the text."""
    most, size, taken = part * sum(map(len, found)), 0, []
    for block in found * max(1, int(part)):
        size += len(block)
        if size > most:
            break
        taken.append(block)
    return taken


def print_growth(found, folder):
    print("growth: text, CPU, CPU by the text's part, peak memory")
    one = None
    for name, part in (("1/64", 1 / 64), ("1/16", 1 / 16), ("1/4", 1 / 4), ("1", 1), ("4", 4)):
        cpu, memory, _, _ = build(part_of(found, part), folder)
        one = cpu if part == 1 else one
        print("  %-5s %8.3f s %8.3f s %6.0f MB%s" % (name, cpu, cpu / part, memory, "   %.2f times" % (cpu / one) if part > 1 else ""))


def print_others(found, folder, own):
    if shutil.which("pdflatex"):
        open(folder + "/x.tex", "w").write(latex(found))
        passes = [run(["pdflatex", "-interaction=batchmode", "x.tex"], folder) for _ in range(3)]
        cpu = sum(one[0] for one in passes)
        print("  pdfTeX, microtype, three passes %6.2f s %4.0f MB: %.1f times bifolio's two editions" % (cpu, passes[-1][1], cpu / own))
    if shutil.which("typst"):
        open(folder + "/x.typ", "w").write(typst(found))
        cpu, memory, _, _ = median_run(["typst", "compile", "x.typ"], folder)
        print("  Typst %32.2f s %4.0f MB: %.1f times bifolio's two editions" % (cpu, memory, cpu / own))


def print_cores(found, folder):
    print("cores: jobs, CPU, by the clock, peak memory")
    for jobs in sorted({1, 2, os.cpu_count() or 1}):
        cpu, memory, wall, _ = build(found, folder, "--jobs", str(jobs))
        print("  %-5d %8.3f s %8.3f s %6.0f MB" % (jobs, cpu, wall, memory))


def print_pictures(folder):
    """Screenshots with transparency, which go into the PDF as samples and are made smaller for the e-book."""
    print("pictures of 4.8 megapixels: how many, CPU, peak memory")
    open(folder + "/a.png", "wb").write(counts.png(2400, 2000, 6, 4))
    for count in (1, 4, 16):
        for number in range(count):  # each is another file
            shutil.copy(folder + "/a.png", "%s/p%d.png" % (folder, number))
        shown = ["![A picture](p%d.png){alt=x}" % number for number in range(count)]
        cpu, memory, _, _ = build(shown, folder)
        print("  %-5d %8.3f s %6.0f MB" % (count, cpu, memory))


def print_article(folder):
    runs = [run([BIFOLIO, "build", "-o", folder, ROOT + "/content/article.md"], folder) for _ in range(15)]
    print("the article, both editions, from a process's start: %.0f ms of CPU, %.0f ms by the clock, %.0f MB" %
          (1000 * statistics.median(one[0] for one in runs), 1000 * statistics.median(one[2] for one in runs), runs[0][1]))


def main():
    found = whole_text()
    with tempfile.TemporaryDirectory() as folder:
        cpu, memory, _, said = build(found, folder, "--timings")
        pages = ""
        if shutil.which("pdfinfo"):
            pages = ", %s pages" % re.search(r"Pages: +(\d+)", subprocess.run(["pdfinfo", "t.pdf"], cwd=folder, capture_output=True, text=True).stdout).group(1)
        print("%.1f MB of text%s; both editions: %.2f s of CPU, %.0f MB" % (len(markdown(found)) / 1e6, pages, cpu, memory))
        print_stages(said)
        print_growth(found, folder)
        print_cores(found, folder)
        print_pictures(folder)
        print("beside it, the PDF alone:")
        print_others(found, folder, cpu)
        print_article(folder)


main()
