"""Names each function of a header of which the header says nothing: neither beside it nor above it or its neighbours;
and each file that is longer than one may be.

make tidy runs it.  What a function does, in which unit, and whose memory it is, stands where it is declared.
"""
import glob, os, re, sys

MOST_LINES = 600
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def silent(path):
    """The place and name of each declaration that has no comment in its lines or in those above, up to an empty one;
    what names a part of the header says nothing of it."""
    said = False
    text = open(path, encoding="utf-8").read()
    text = re.sub(r"\(([^();]*)\)", lambda match: match.group().replace("\n\t", " "), text)  # a declaration is a line
    for line in text.split("\n"):
        said = line.strip() != "" and (said or "/*" in line and "/* ----" not in line)
        name = re.match(r"(?!typedef|extern|static|enum|struct)[A-Za-z_][\w \*]*?\b(\w+)\(", line)
        if name and not said:
            yield "%s: %s" % (os.path.relpath(path, ROOT), name.group(1))


def too_long(path):
    """What is to be said of a file that nobody reads in one go."""
    with open(path, encoding="utf-8") as lines:
        count = sum(1 for line in lines)
    if count > MOST_LINES:
        yield "%s has %d lines, and may have %d" % (os.path.relpath(path, ROOT), count, MOST_LINES)


def main():
    headers, files = (sorted(glob.glob(ROOT + "/src/**/*." + kind, recursive=True)) for kind in ("h", "[ch]"))
    found = [one + " has no contract in its header" for path in headers for one in silent(path)]
    found += [one for path in files for one in too_long(path)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


sys.exit(main())
