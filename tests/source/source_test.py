"""The tree that each document of documents/ is read as; compare.py holds the same against Pandoc's."""
import glob, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import compare


def tree_of(run, text):
    status, dump, errors = run("dump", "-", cwd=HERE, stdin=text.encode())
    assert dump and status in (0, 1), errors
    return dump.split("\n", 1)[1]


def check_file(run, name):
    path = HERE + "/documents/" + name
    made = "".join("=== %s\n%s" % (title, tree_of(run, text)) for title, text in compare.documents(path + ".txt"))
    if "--golden" in sys.argv:
        open(path + ".dump", "w").write(made)
    expected = open(path + ".dump").read()
    for one, two in zip(made.split("=== "), expected.split("=== ")):
        assert one == two, "%s is read otherwise:\n%s\ninstead of\n%s" % (name, one, two)
    assert made == expected


for found in glob.glob(HERE + "/documents/*.txt"):
    stem = os.path.basename(found)[:-4]
    globals()["test_documents_" + stem] = lambda run, stem=stem: check_file(run, stem)
