#!/usr/bin/env python3
"""What each stage costs in instructions, counted by callgrind: they do not depend on what else a machine does.

usage: counts.py [--record].  Prints the counts beside those of counts.txt, which holds one column for each release of
the system that was measured, since libraries count, too; where a stage has come to cost a tenth more than is recorded,
the status is 1.  Who makes it dearer on purpose writes the table anew (--record) in the same commit and says why.  On
a system that is not in the table nothing is judged.
"""
import os, re, shutil, struct, subprocess, sys, tempfile, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
BIFOLIO = os.environ.get("BIFOLIO", HERE + "/../../build/bifolio")
TABLE = HERE + "/counts.txt"
MORE, LEAST = 1.1, 1e6  # what is judged: so much more, and more than so many instructions
# A stage is what the functions cost with all that they call, less what others of them do.  Only functions that are
# called from other files are named: a compiler puts others into their callers, and then they are not seen.
SHAPE = ["par_collect_text", "par_cut_words", "par_cut"]
STAGES = {"read": (["src_read"], []), "shape": (SHAPE, []), "break": (["par_break", "par_break_lasting"], SHAPE), "page": (["page_make"], []),
          "paint": (["pdf_write"], []), "epub": (["epub_plan", "epub_write"], []), "cover": (["render_cover"], [])}
WORDS = """the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were
all her she there would their we him been has when who will no more if out so said what up its about than into them can only other time
paragraph typography hyphenation measure leading baseline footnote quotation figure protrusion expansion signature imposition specimen""".split()


class Numbers:
    """A generator of our own: Python's may change."""

    def __init__(self):
        self.state = 1

    def below(self, most):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % most


def sentence(numbers, marks=("",)):
    words = [WORDS[numbers.below(len(WORDS))] for _ in range(6 + numbers.below(14))]
    mark = marks[numbers.below(len(marks))]
    words[2] = mark + words[2] + mark
    return " ".join(words).capitalize() + "."


def paragraph(numbers, marks=("",)):
    return " ".join(sentence(numbers, marks) for _ in range(3 + numbers.below(6)))


def plain_text(folder):
    numbers = Numbers()
    return "\n\n".join("# Chapter %d\n\n" % number + "\n\n".join(paragraph(numbers) for _ in range(40)) for number in range(1, 5))


def mixed_text(folder):
    numbers, out = Numbers(), []
    for number in range(1, 21):
        out += ["# Chapter %d {#c%d}" % (number, number), paragraph(numbers, ("", "*", "**", "`")), paragraph(numbers) + " [](#c1)[^%d]" % number,
                "[^%d]: %s" % (number, sentence(numbers)), "\n".join("- " + sentence(numbers) for _ in range(5)), "> " + paragraph(numbers),
                "| Measure | Value |\n|---------|------:|\n" + "\n".join("| %s | %d |" % (sentence(numbers), numbers.below(1000)) for _ in range(6)),
                "```c\nint main(void)\n{\n\treturn %d; /* %s */\n}\n```" % (number, sentence(numbers)), "So that $x_%d = \\frac{a}{b + c}$ holds." % number]
    return "\n\n".join(out)


def png(width, height, kind, channels):
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    rows = b"".join(b"\0" + bytes((x * y // 97 + 40 * c) % 256 for x in range(width // 8) for c in range(channels)) * 8 for y in range(height // 50)) * 50
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def picture_text(folder):
    names = {"rgb": (800, 600, 2, 3), "clear": (2400, 2000, 6, 4), "grey": (800, 600, 0, 1)}
    for name, what in names.items():
        open("%s/%s.png" % (folder, name), "wb").write(png(*what))
    return "\n\n".join("![A picture](%s.png){alt=x}" % name for name in names)


DOCUMENTS = {"text": plain_text, "mixed": mixed_text, "pictures": picture_text}


def costs(folder, name):
    """Each function's instructions, with those of what it calls."""
    with open(folder + "/t.md", "w") as out:
        out.write("---\ntitle: T\nauthor: A\nlang: en\n---\n\n" + DOCUMENTS[name](folder) + "\n")
    env = dict(os.environ, BIFOLIO_WORKER="no", LC_ALL="C")
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + folder + "/out", BIFOLIO, "build", "--jobs", "1", "t.md"],
                          cwd=folder, env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit("counts: " + done.stderr[-600:])
    listed = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--auto=no", "--threshold=100", folder + "/out"], capture_output=True, text=True).stdout
    found = {}
    for count, function in re.findall(r"^ *([\d,]+) \([ \d.]+%\) +\S*:(\w+)[' ]", listed, re.M):
        found[function] = max(found.get(function, 0), int(count.replace(",", "")))
    return found


def measured():
    out = {}
    for name in DOCUMENTS:
        with tempfile.TemporaryDirectory() as folder:
            cost = costs(folder, name)
            for stage, (takes, leaves) in STAGES.items():
                assert any(function in cost for function in takes), (name, stage)  # a document may have no use for one
                out[name, stage] = sum(cost.get(f, 0) for f in takes) - sum(cost.get(f, 0) for f in leaves)
    return out


def system():
    said = dict(re.findall(r'^(ID|VERSION_ID)="?([^"\n]*)', open("/etc/os-release").read(), re.M))
    return "%s-%s-%s" % (said.get("ID", "?"), said.get("VERSION_ID", "?"), os.uname().machine)


def recorded():
    """By system: by document and stage, millions."""
    lines = [line.split() for line in open(TABLE) if line.strip() and not line.startswith("#")] if os.path.exists(TABLE) else []
    return {name: {(row[0], row[1]): float(row[2 + at]) for row in lines[1:]} for at, name in enumerate(lines[0][2:])} if lines else {}


def record(table, found):
    table[system()] = {key: count / 1e6 for key, count in found.items()}
    names = sorted(table)
    with open(TABLE, "w") as out:
        out.write("# Millions of instructions by document and stage (counts.py).\n")
        out.write("%-9s %-6s %s\n" % ("document", "stage", " ".join("%16s" % name for name in names)))
        for key in found:
            out.write("%-9s %-6s %s\n" % (*key, " ".join("%16.1f" % table[name].get(key, 0) for name in names)))


def main():
    if not shutil.which("valgrind"):
        sys.exit("counts: valgrind is not installed")
    table, found, dearer = recorded(), measured(), []
    known = table.get(system(), {})
    print("millions of instructions: document, stage, recorded (%s), now" % (system() if known else "not in the table: nothing is judged"))
    for key, count in found.items():
        before = known.get(key, 0) * 1e6
        print("  %-9s %-6s %9.1f %9.1f %s" % (*key, before / 1e6, count / 1e6, "%+.1f %%" % (100 * count / before - 100) if before else ""))
        if before and count > before * MORE and count > before + LEAST:
            dearer.append("%s of %s" % (key[1], key[0]))
    if "--record" in sys.argv[1:]:
        record(table, found)
    elif dearer:
        sys.exit("counts: dearer by a tenth or more: %s; make it cheaper, or record it with the reason" % ", ".join(dearer))


if __name__ == "__main__":
    main()
