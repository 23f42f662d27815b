"""CPU time on a long text: bifolio's two editions, and Typst and pdfTeX on the same words where they are installed.

usage: bench.py [FILE]; without one the prose of documents that Debian installs is taken.
Figures are ratios to bifolio's own.  Nothing is warmed but the system's file cache, which each program has alike.
"""
import glob, os, re, resource, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BIFOLIO = os.environ.get("BIFOLIO", os.path.join(HERE, "..", "build", "bifolio"))


def prose():
    """The longest plain texts that Debian's packages hold here."""
    files = sys.argv[1:] or sorted(glob.glob("/usr/share/perl/*/pod/*.pod"), key=os.path.getsize)[-40:] or \
        sorted(glob.glob("/usr/share/doc/*/*.txt") + glob.glob("/usr/share/vim/*/doc/*.txt"), key=os.path.getsize)[-40:]
    found = []
    for path in files:
        text = open(path, encoding="utf-8", errors="ignore").read()
        for block in re.split(r"\n\s*\n", text):
            line = " ".join(block.split())
            if len(line) > 120 and re.match(r"[A-Z]", line) and not re.search(r"[{}\\|<>=$#_^~&%@*`\[\]]", line):
                found.append(line)
    return found


def cpu(*command, cwd):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr.decode()[-400:] + done.stdout.decode()[-400:]
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def best(*command, cwd):
    return min(cpu(*command, cwd=cwd) for _ in range(3))


def main():
    paragraphs = prose()
    size = sum(map(len, paragraphs))
    if not size:
        print("bench: no long text is installed here; name one")
        return
    with tempfile.TemporaryDirectory() as d:
        open(d + "/t.md", "w").write("---\ntitle: Prose\nlang: en\n---\n\n# One\n\n" + "\n\n".join(paragraphs) + "\n")
        open(d + "/t.typ", "w").write('#set page(width:148mm,height:210mm)\n#set par(justify:true)\n#set text(size:10.5pt,lang:"en")\n' + "\n\n".join(paragraphs))
        open(d + "/t.tex", "w").write("\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\begin{document}\n" +
                                      "\n\n".join(re.sub(r"[^\x00-\x7f]", "", p) for p in paragraphs) + "\n\\end{document}\n")
        own = best(BIFOLIO, "build", "t.md", cwd=d)
        print("%d KB of prose: bifolio, both editions: %.2f s of CPU" % (size // 1000, own))
        print("bifolio, PDF alone: %.2f" % (best(BIFOLIO, "build", "--to", "pdf", "t.md", cwd=d) / own))
        if shutil.which("typst"):
            print("Typst, PDF: %.2f" % (best("typst", "compile", "t.typ", cwd=d) / own))
        if shutil.which("pdflatex"):
            print("pdfTeX, PDF: %.2f" % (best("pdflatex", "-interaction=batchmode", "t.tex", cwd=d) / own))


main()
