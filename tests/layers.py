"""The way the data goes, by includes and by symbols.

A room may use those that the table names and no other; what it may not use of a room that it
knows is said beside it.  Includes are read from the sources, calls from the objects that were
built (nm over build/obj).  With --circles (make tidy) it looks, too, whether files call each other in a
circle: only where what they do is recursive.  With --table the arrows that there are get printed.
"""
import collections, functools, glob, os, re, subprocess, sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
BUILD = os.environ.get("B", os.path.join(ROOT, "build"))

# Each row adds to what its room may use; every room may use base.
BELOW = {
    "base": "",
    "cli": "",
    "css": "",
    "impose": "",
    "yaml": "",
    "gen": "yaml",
    "math": "",
    "language": "",
    "code": "",
    "graph": "",
    "document": "language code math image",
    "image": "",
    "text": "language",
    "style": "yaml language code",
    "markdown": "document math",
    "source": "language code graph document math image yaml markdown",
    "import": "document source image",
    "typeset": "language code document math style text image",
    "render": "language document style text typeset image",
    "pdf": "language code document math style text typeset image render",
    "epub": "css language code document math style text image",
    "app": "cli css document image style import source typeset text render pdf epub impose",
}
# Walls within a room: what each of its parts may use of the others; "": what stands above them.
# The room's own header is everybody's, what is above it calls nobody from below.
WITHIN = {"typeset": {"items": "", "math": "items", "paragraph": "items math", "flow": "items paragraph", "page": "items paragraph flow",
                      "": "items math paragraph flow page"}}
# A folder's face is the header of its name; what else it has is seen within the folder alone.
FACES = {"yaml": "yml"}
# Of these a room uses these functions alone: a source is probed, never decoded; the tree carries what was probed.
ONLY = {("source", "image"): r"img_probe(_words)?", ("import", "image"): r"img_probe", ("import", "source"): r"src_add_element|src_finish_elements|src_date", ("document", "image"): ""}
# Circles of files that call each other: all of each, and what in the data is the reason.
CIRCLES = {
    "math: expansion macros": "\\expandafter expands what follows what it stands before",
    "typeset/math: around fraction limits node row scripts table": "a formula's parts are formulas",
    "typeset/flow: blocks broadside columns figure notes table_cells table_columns table_rows wide": "a table's cell, a note, a figure hold blocks",
}


def may(room, other):
    return other in (room, "base") or other in BELOW[room].split()


def room_of(path, base):
    return os.path.relpath(path, base).split(os.sep)[0]


def part_of(path):
    """The part of its room that a path below src or obj is in, "" for none."""
    names = path.split("/")
    return names[1] if len(names) > 2 and names[0] in WITHIN else ""


def crosses(room, part, other):
    return room in WITHIN and part != other and other not in WITHIN[room][part].split()


def within():
    """What goes through a wall within a room."""
    for path in sorted(glob.glob(ROOT + "/src/*/**/*.[ch]", recursive=True)):
        name = os.path.relpath(path, ROOT + "/src")
        for number, line in enumerate(open(path), 1):
            match = re.match(r'#include "(([a-z]+)/[a-z]+/[^"]+)"', line)
            if match and match.group(2) == name.split("/")[0] and crosses(match.group(2), part_of(name), part_of(match.group(1))):
                yield "src/%s:%d: includes %s" % (name, number, match.group(1))
    for room in WITHIN:
        objects = {os.path.relpath(path, BUILD + "/obj"): symbols(path)
                   for path in sorted(glob.glob("%s/obj/%s/**/*.o" % (BUILD, room), recursive=True))
                   if os.path.exists(ROOT + "/src/" + os.path.relpath(path, BUILD + "/obj")[:-2] + ".c")}
        home = {name: part_of(path) for path, (defined, _) in objects.items() for name in defined}
        for path, (_, wanted) in objects.items():
            for name in sorted(wanted & home.keys()):
                if crosses(room, part_of(path), home[name]):
                    yield "obj/%s: calls %s" % (path, name)


def included():
    """(room, other room, place, None) of each include."""
    for path in sorted(glob.glob(ROOT + "/src/*/**/*.[ch]", recursive=True)):
        for number, line in enumerate(open(path), 1):
            match = re.match(r'#include "([a-z]+)/', line)
            if match:
                yield room_of(path, ROOT + "/src"), match.group(1), "%s:%d" % (os.path.relpath(path, ROOT), number), None


def walls():
    """What of a folder is included from outside of it, but for its face."""
    for path in sorted(glob.glob(ROOT + "/src/**/*.[ch]", recursive=True)):
        for number, line in enumerate(open(path), 1):
            match = re.match(r'#include "([a-z/]+)/([a-z_]+)\.h"', line)
            if not match:
                continue
            folder, header = match.groups()
            inside = os.path.dirname(os.path.relpath(path, ROOT + "/src")) + "/"
            if not inside.startswith(folder + "/") and header != FACES.get(folder, os.path.basename(folder)):
                yield "%s:%d: %s.h is seen within %s alone" % (os.path.relpath(path, ROOT), number, header, folder)


@functools.cache
def symbols(path):
    defined, wanted = set(), set()
    for line in subprocess.run(["nm", "-g", path], capture_output=True, text=True, check=True).stdout.splitlines():
        kind, name = line.split()[-2:]
        (wanted if kind in "Uw" else defined).add(name)
    return defined, wanted


def called():
    """(room, other room, object, symbol) of each call between rooms."""
    objects = {path: symbols(path) for path in sorted(glob.glob(BUILD + "/obj/*/**/*.o", recursive=True))
               if os.path.exists(ROOT + "/src/" + os.path.relpath(path, BUILD + "/obj")[:-2] + ".c")}
    home = {name: room_of(path, BUILD + "/obj") for path, (defined, _) in objects.items() for name in defined}
    for path, (_, wanted) in objects.items():
        for name in sorted(wanted):
            if name in home:
                yield room_of(path, BUILD + "/obj"), home[name], os.path.relpath(path, BUILD), name


def circles():
    """What calls itself through other files, though nothing in CIRCLES says why: no file comes into one unseen."""
    objects = {os.path.relpath(path, BUILD + "/obj")[:-2]: symbols(path) for path in sorted(glob.glob(BUILD + "/obj/*/**/*.o", recursive=True))}
    objects = {name: one for name, one in objects.items() if os.path.exists(ROOT + "/src/" + name + ".c")}
    home = {symbol: name for name, (defined, _) in objects.items() for symbol in defined}
    after = {name: {home[symbol] for symbol in wanted if symbol in home} - {name} for name, (_, wanted) in objects.items()}
    reach = {name: reached(after, name) for name in after}
    found = {frozenset(other for other in reach[name] if name in reach[other]) for name in after} - {frozenset()}
    known = {frozenset(folder + "/" + name for name in names.split()) for folder, names in (one.split(": ") for one in CIRCLES)}
    for circle in sorted(map(sorted, found - known)):
        yield "files call each other in a circle: %s; put what they share below them, or say in CIRCLES why not" % ", ".join(circle)
    for circle in sorted(map(sorted, known - found)):
        yield "there is no such circle of files any more: %s" % ", ".join(circle)


def reached(after, start):
    seen, rest = set(), list(after[start])
    while rest:
        name = rest.pop()
        if name not in seen:
            seen.add(name)
            rest.extend(after[name])
    return seen


def cycles(arrows):
    """The rooms that can reach themselves."""
    after = collections.defaultdict(set)
    for room, other in arrows:
        after[room].add(other)
    for start in sorted(after):
        if start in reached(after, start):
            yield start


def print_table(arrows):
    for room in BELOW:
        uses = ["%s (%d)" % (other, arrows[room, other]) for other in BELOW if arrows[room, other]]
        print("%-9s -> %s" % (room, ", ".join(uses)))


def main():
    arrows, wrong = collections.Counter(), []
    for room, other, place, symbol in [*included(), *called()]:
        if room == other:
            continue
        what = "calls " + symbol if symbol else "includes " + other
        if room not in BELOW or other not in BELOW or not may(room, other):
            wrong.append("%s: %s may not use %s: %s" % (place, room, other, what))
        elif symbol and not re.fullmatch(ONLY.get((room, other), ".*"), symbol):
            wrong.append("%s: %s may not use this of %s: %s" % (place, room, other, what))
        arrows[room, other] += symbol is not None
    wrong += walls()
    wrong += ["%s calls itself through other rooms" % room for room in cycles(arrow for arrow in arrows if arrows[arrow])]
    if "--circles" in sys.argv:
        wrong += circles()
    wrong += ["%s, through a wall within the room" % what for what in within()]
    for line in wrong:
        print(line)
    if wrong or "--table" in sys.argv:
        print_table(arrows)
    if not any(arrows.values()):
        wrong.append("no objects")
        print("layers: no objects under %s/obj; run make first" % BUILD)
    print("layers: %d arrows against the order" % len(wrong))
    return 1 if wrong else 0


sys.exit(main())
