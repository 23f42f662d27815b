"""What links of a PDF and an e-book may lead to: addresses that readers can follow; what would run is text."""
from making import Made, front

RUN = ["javascript:alert(1)", "JavaScript:alert(1)", "java&#115;cript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd",
       "jar:https://e.example/!x", "//host/x", "../secret.html"]
LEAD = ["https://e.example/a", "mailto:a@e.example"]


def built(run, head, links):
    made = Made(run, front("author: A\n" + head) + "\n\n".join("[w%d](%s)" % pair for pair in enumerate(links)) + "\n")
    return made.objects, made.words, made.pages + made.package, made.errors


def test_what_runs_is_text(run):
    pdf, words, pages, errors = built(run, "", RUN)
    assert "/URI" not in pdf and "/Annot" not in pdf and "script:" not in pdf.lower()
    assert all("w%d" % i in words and "w%d" % i in pages for i in range(len(RUN))), words
    assert not any(address in pages for address in ("script:", "data:text", "file:", "jar:", "secret")), pages
    assert "8 more such links" in errors, errors


def test_what_leads_is_a_link(run):
    pdf, _, pages, errors = built(run, "", LEAD)
    assert all("/URI (%s)" % address in pdf and 'href="%s"' % address in pages for address in LEAD) and not errors, errors


def test_the_books_own_address(run):
    pdf, words, pages, errors = built(run, 'url: "javascript:alert(9)"\n', [])
    assert "t.md:5:6: warning: 'javascript:alert(9)' leads nowhere" in errors, errors
    assert "alert(9)" not in pdf + words + pages
    words = built(run, "url: https://e.example/book\n", [])[1]
    assert "https://e.example/book" in words.replace("\n", ""), words
