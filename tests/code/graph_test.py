"""Graphs in DOT are drawn where Graphviz's library is; what cannot be drawn stays code, told at its place."""
import os, re, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pdf", "verify"))
import verify
from making import Made, front, lay, tree

DRAWN = """
See [](#fig-way).

```{.dot #fig-way caption="The *way*" width="60%"}
digraph {
  rankdir=LR
  one [label="Erste\\nStufe", id=mine]; two [shape=record, label="{<a> left|right}"]
  one -> two:a [label="größer"]
  subgraph cluster_x { label=Parts; two; three [label=<<B>A &amp; B</B>>] }
  alone
}
```
"""
WORDS = "Parts: Erste Stufe → left right (größer); A &amp; B; alone"


def test_a_graph_is_a_figure(run):
    """With its caption, number and words, in both editions; the same on every run; nothing of it is code."""
    made, again = (Made(run, front() + DRAWN) for _ in range(2))
    assert not made.errors, made.errors
    assert 'alt="%s"' % WORDS in made.pages and "<em>way</em>" in made.pages and "digraph" not in made.pages, made.pages
    assert re.search(r'<a href="#fig-way">Figure.1</a>', made.pages) and 'id="fig-way"' in made.pages
    drawing = made.files["images/graph-1.svg"].decode()
    assert "<text" in drawing and "größer" in drawing and "DOCTYPE" not in drawing and "<!--" not in drawing
    assert "Erste" in made.words and "größer" in made.words and "digraph" not in made.words
    assert not verify.check(made.path("t.pdf"))
    for name in "t.pdf", "t.epub":
        with open(made.path(name), "rb") as one, open(again.path(name), "rb") as other:
            assert one.read() == other.read()


def test_a_random_layout_is_none(run):
    graph = "```dot\ngraph { layout=neato; start=%s; a--b--c--d--a; a--c; e--f--g }\n```\n"
    drawings = [Made(run, front() + graph % "rand", "--to", "epub").files["images/graph-1.svg"] for _ in range(2)]
    assert drawings[0] == drawings[1] and b"<ellipse" in drawings[0]


def test_a_picture_and_words_of_its_own_go_before(run):
    dump, errors = tree(run, "```{.dot alt=\"One to two\"}\ndigraph{a->b}\n```\n\n```{.graphviz}\ngraph { a -- b [label=or]; c }\n```\n")
    assert not errors and 'alt="One to two"' in dump and 'alt="a – b (or); c"' in dump, (errors, dump)
    made = Made(run, front() + "```{.dot figure=a.svg alt=x}\nno DOT\n```\n", files={"a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'})
    assert "images/a.svg" in made.files and not made.errors


def test_cells_of_notebooks(run):
    """A language in braces is one; what stands in comments before its code is said of it."""
    dump, errors = tree(run, "```{dot}\n//| label: fig-a\n//| fig-cap: \"A graph\"\ndigraph{a->b}\n```\n\n```{r, eval=FALSE}\nx <- 1\n```\n")
    assert errors.count("\n") == 1 and "-:12:1: warning: nothing runs code here" in errors and "Figure" in dump and "#fig-a" in dump and '"A graph"' in dump and 'CodeBlock "x <- 1" .r' in dump, dump


TOLD = {
    "digraph {\n  a -> b\n  b -> ;\n}": (9, "no DOT from here"),
    "graph { a [image=\"x.png\"] }": (6, "pictures and style sheets are not taken"),
    "graph { a [label=<<TABLE><TR><TD><IMG SRC=\"x.png\"/></TD></TR></TABLE>>] }": (6, "pictures and style"),
    "graph { a -- b [minlen=101] }": (6, "more than can be laid out"),
    "graph { layout=nosuch; a -- b }": (6, "check its attributes"),
    "graph {" + "".join("n%d;" % i for i in range(1001)) + "}": (6, "more than can be laid out"),
}


def test_what_is_not_drawn_is_told(run):
    for graph, (line, said) in TOLD.items():
        made = Made(run, front() + "```dot\n%s\n```\n" % graph, "--to", "epub")
        assert made.errors.count("warning") == 1, made.errors
        assert re.search(r"t\.md:%d:1: warning: this graph is shown as code, for .*%s" % (line, said), made.errors), (graph[:40], made.errors)
        assert "<code" in made.pages and not any(name.endswith(".svg") for name in made.files)


def test_without_the_library(run):
    """A graph is code, told once with what to do."""
    with tempfile.TemporaryDirectory() as folder:
        lay(folder, {"libgvc.so.6": "", "t.md": front() + "```dot\ngraph{a}\n```\n\n```dot\ngraph{b}\n```\n"})
        status, _, errors = run("build", "-o", folder, folder + "/t.md", env=dict(os.environ, LD_LIBRARY_PATH=folder))
        assert status == 0 and errors.count("install libgvc6") == 1 and errors.count("warning") == 1, errors
