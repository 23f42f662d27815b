"""Landmarks and lists lead to what is in the spine."""
import os, re, tempfile, zipfile


def test_landmarks_are_in_the_spine(run):
    image = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#333"/></svg>'
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Small\n\n"
    for toc in ("", "toc: true\n"):
        with tempfile.TemporaryDirectory() as folder:
            open(folder + "/a.svg", "w").write(image)
            open(folder + "/t.md", "w").write("---\ntitle: T\nlang: en\n%s---\n\n# One\n\n![A](a.svg){alt=\"a\"}\n\n![B](a.svg){alt=\"b\"}\n\n%s%s" % (toc, table, table))
            status, _, errors = run("build", "-o", folder, folder + "/t.md")
            assert status == 0, errors
            book = zipfile.ZipFile(folder + "/t.epub")
            package, nav = (book.read("OEBPS/" + name).decode() for name in ("package.opf", "nav.xhtml"))
            names = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', package))
            spine = {names[one] for one in re.findall(r'<itemref idref="([^"]+)"', package)}
            marks = re.findall(r'href="([^"#]+)', re.search(r'<nav epub:type="landmarks".*?</nav>', nav, re.S).group(0))
            assert marks and set(marks) <= spine, sorted(set(marks) - spine)
            assert ("nav.xhtml" in marks) == bool(toc)
