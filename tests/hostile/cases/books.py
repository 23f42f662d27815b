"""Books that one file describes, by strangers: files from elsewhere, circles, values without end."""

SOURCE = "---\ntitle: T\nlang: en\n---\n\n# A\n\nText.\n"
ELSEWHERE = ["../b.md", "/etc/passwd", "/dev/zero", "file:///etc/passwd", "http://e.example/b.md", ".", "..", "", "a.md/b.md", "x" * 5000 + ".md", "b\u202e.md"]


def book(name, text, message="error: ", status=1, files=None):
    return ("book: " + name, {"book.yaml": text, "a.md": SOURCE, **(files or {})}, ["check", "--strict", "book.yaml"], status, message)


def summary(name, text, message="error: ", status=1, files=None):
    return ("summary: " + name, {"SUMMARY.md": text, "a.md": SOURCE, **(files or {})}, ["check", "--strict", "SUMMARY.md"], status, message)


CASES = [
    book("one chapter", "title: T\nlang: en\nsources: [a.md]\n", None, 0),
    *[book("a chapter: " + name[:30], "title: T\nlang: en\nsources: ['%s']\n" % name) for name in ELSEWHERE],
    book("itself", "title: T\nlang: en\nsources: [book.yaml]\n", "may be meant as front matter"),  # it is a text, too
    book("a chapter often", "title: T\nlang: en\nsources: [%s]\n" % "a.md, " * 300, ""),
    book("sources in sources", "title: T\nlang: en\nsources: " + "[" * 5000 + "a.md" + "]" * 5000 + "\n"),
    book("anchors that double", "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join("%s: &%s [%s]\n" % (b, b, ", ".join(["*" + a] * 9)) for a, b in zip("abcdefgh", "bcdefghi")) + "sources: [a.md]\n"),
    book("an anchor of itself", "a: &a [*a]\nsources: [a.md]\n"),
    book("a tag that runs", "sources: !!python/object/apply:os.system [ls]\n"),
    book("keys without end", "".join("k%d: v\n" % i for i in range(20000)) + "sources: [a.md]\n"),
    book("no map", "- a\n- b\n"),
    book("nothing", "", "error: this book names no files"),
    book("control characters", b"title: \x01\nsources: [a.md]\n"),
    book("another coding", "title: T\n".encode("utf-16")),
    book("an output elsewhere", "title: T\nlang: en\noutput: /etc\nsources: [a.md]\n"),
    book("a root above", "title: T\nlang: en\nroot: /\nsources: [a.md]\n", "leads out of the book's own folder"),
    book("options that are none", "title: T\nlang: en\nrequire-sandbox: no\nlimits: memory=1\nsources: [a.md]\n"),
    summary("one chapter", "# Summary\n\n- [One](a.md)\n", "", 0),
    *[summary("a chapter: " + name[:30], "# Summary\n\n- [One](<%s>)\n" % name) for name in ELSEWHERE if name],
    summary("itself", "# Summary\n\n- [One](SUMMARY.md)\n", ""),
    summary("deep", "# Summary\n\n" + "".join("  " * i + "- [One](a.md)\n" for i in range(60)), "", 0),
    summary("brackets", "# Summary\n\n- " + "[" * 20000 + "\n", ""),
    summary("nothing", "", ""),
    summary("a file taken in without end", "# Summary\n\n- [One](b.md)\n", "b.md:16389:1: error: 'c' is not included: what this text takes in is more than 64 MB",
            files={"b.md": "# A\n\n```\n" + "{{#include c}}\n" * 40000 + "```\n", "c": "x\n"}),
    summary("a large file taken in often", "# Summary\n\n- [One](b.md)\n", "is not included: what this text takes in is more than 64 MB",
            files={"b.md": "# A\n\n```\n" + "{{#include c:1}}\n" * 100 + "```\n", "c": "x\n" * (1 << 20)}),
]
