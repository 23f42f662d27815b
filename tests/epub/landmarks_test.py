"""Landmarks and lists lead to what is in the spine."""
import re

from making import Made, front


def test_landmarks_are_in_the_spine(run):
    image = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#333"/></svg>'
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Small\n\n"
    for toc in ("", "toc: true\n"):
        made = Made(run, front(toc) + "# One\n\n![A](a.svg){alt=\"a\"}\n\n![B](a.svg){alt=\"b\"}\n\n" + table + table, files={"a.svg": image})
        spine = {name for name, _ in made.spine}
        marks = re.findall(r'href="([^"#]+)', re.search(r'<nav epub:type="landmarks".*?</nav>', made.files["nav.xhtml"].decode(), re.S).group(0))
        assert marks and set(marks) <= spine, sorted(set(marks) - spine)
        assert ("nav.xhtml" in marks) == bool(toc)
