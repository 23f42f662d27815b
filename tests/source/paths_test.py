"""Images are read from under the source's folder alone."""
import os, shutil, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
INSIDE = ["dot.png", "./dot.png", "sub/dot.png", "sub%2Fdot.png", "inside.png", "d%6ft.png", "sub/../dot.png"]
OUTSIDE = ["../dot.png", "%2e%2e/dot.png", "..%2fdot.png", "/etc/passwd", "%2fetc/passwd", "outside.png", "sub/../../dot.png", "sub\\\\dot.png",
           "..%5cdot.png", "zero.png", "loop.png", "up/dot.png"]
NO_FILES = ["folder.png", "pipe.png", "missing.png", "dot.png/", "~/dot.png", "a%00.png"]
REMOTE = ["https://example.org/a.png", "//example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AA", "HTTP:a.png"]


def test_each_at_its_place(run):
    with tempfile.TemporaryDirectory() as top:
        folder = top + "/book"
        os.makedirs(folder + "/sub")
        os.makedirs(folder + "/folder.png")
        for place in (top, folder, folder + "/sub"):
            shutil.copy(HERE + "/../golden/dot.png", place + "/dot.png")
        os.symlink("../dot.png", folder + "/outside.png")
        os.symlink("sub/dot.png", folder + "/inside.png")
        os.symlink("/dev/zero", folder + "/zero.png")
        os.symlink("loop.png", folder + "/loop.png")
        os.symlink("..", folder + "/up")
        os.mkfifo(folder + "/pipe.png")
        names = INSIDE + OUTSIDE + NO_FILES + REMOTE
        with open(folder + "/b.md", "w") as file:
            file.write("---\ntitle: T\nlang: en\n---\n" + "".join("x ![a](<%s>)\n" % name for name in names))
        status, dump, errors = run("dump", "--strict", "b.md", cwd=folder)
        assert status == 1
        for line, name in enumerate(names, 5):
            place = "b.md:%d:3: error: the image" % line
            assert (place in errors) == (name not in INSIDE), name + "\n" + errors
        said = {line.split(":")[1]: line for line in errors.split("\n") if line}
        for line, name in enumerate(names, 5):
            if name in OUTSIDE:
                assert "leads out of the folder that holds the sources" in said[str(line)], said[str(line)]
            elif name in REMOTE:
                assert "nothing is fetched" in said[str(line)], said[str(line)]
        assert dump.count("6x6") == len(INSIDE), dump
