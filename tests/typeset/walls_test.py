"""The check of layers notices what goes through a wall within a room, by include and by call."""
import os, shutil, subprocess, sys, tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def test_walls_within_typeset(run):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT + "/src", folder + "/src")
        os.mkdir(folder + "/tests")
        shutil.copy(ROOT + "/tests/layers.py", folder + "/tests")
        with open(folder + "/src/typeset/flow/vlist.c", "a") as out:
            out.write('#include "typeset/page/page.h"\n')
        for path, text in (("flow/vlist", "void page_make(void); void flow_it(void); void flow_it(void) { page_make(); }"),
                           ("page/makeup", "void page_make(void); void page_make(void) {}")):
            os.makedirs(os.path.dirname("%s/build/obj/typeset/%s" % (folder, path)))
            subprocess.run(["cc", "-x", "c", "-c", "-o", "%s/build/obj/typeset/%s.o" % (folder, path), "-"],
                           input=text.encode(), check=True)
        told = subprocess.run([sys.executable, folder + "/tests/layers.py"], capture_output=True, text=True,
                              env={**os.environ, "B": folder + "/build"})
        lines = [line for line in told.stdout.splitlines() if "through a wall" in line]
        assert told.returncode == 1, told.stdout
        assert len(lines) == 2, told.stdout
        assert "vlist.c:" in lines[0] and "includes typeset/page/page.h" in lines[0], lines
        assert "vlist.o: calls page_make" in lines[1], lines
