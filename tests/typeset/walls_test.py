"""The check of layers notices what goes through a wall within a room, by include and by call, and circles of files."""
import os, shutil, subprocess, sys, tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def told(objects, *args, more=()):
    """What the check says of the sources with lines added to some, by file, and of objects that hold a text each."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT + "/src", folder + "/src")
        os.mkdir(folder + "/tests")
        shutil.copy(ROOT + "/tests/layers.py", folder + "/tests")
        for path, line in more:
            with open("%s/src/%s.c" % (folder, path), "a") as out:
                out.write(line + "\n")
        for path, text in objects.items():
            out = "%s/build/obj/%s.o" % (folder, path)
            os.makedirs(os.path.dirname(out), exist_ok=True)
            subprocess.run(["cc", "-x", "c", "-c", "-o", out, "-"], input=text.encode(), check=True)
        done = subprocess.run([sys.executable, folder + "/tests/layers.py", *args], capture_output=True, text=True,
                              env={**os.environ, "B": folder + "/build"})
        assert done.returncode == 1, done.stdout
        return done.stdout


def calls(name, other):
    return "void %s(void); void %s(void); void %s(void) { %s(); }\n" % (name, other, name, other)


def test_walls_within_typeset(run):
    said = told({"typeset/flow/vlist": calls("flow_it", "page_make"), "typeset/page/makeup": "void page_make(void); void page_make(void) {}"},
                more=[("typeset/flow/vlist", '#include "typeset/page/page.h"')])
    lines = [line for line in said.splitlines() if "through a wall" in line]
    assert len(lines) == 2, said
    assert "vlist.c:" in lines[0] and "includes typeset/page/page.h" in lines[0], lines
    assert "vlist.o: calls page_make" in lines[1], lines


def test_circles_of_files(run):
    """A circle that nobody knows is told, and so is a file that comes into one that is known."""
    known = "around fraction limits node row scripts table".split()
    ring = {"typeset/math/" + name: calls(name, after) for name, after in zip([*known, "box"], [*known[1:], "box", known[0]])}
    said = told({"css/check": calls("css_a", "css_b"), "css/tokens": calls("css_b", "css_a"), **ring}, "--circles")
    assert "in a circle: css/check, css/tokens;" in said, said
    assert "in a circle: typeset/math/around, typeset/math/box, typeset/math/fraction" in said, said
