"""Listings of strangers: words that a pattern would go over again and again, languages that are none, files from elsewhere."""

HEAD = "---\ntitle: T\nlang: en\n---\n\n"
PIECES = {
    "python": ["'" * 3 + '\\"' * 8000, "f(" * 8000, "r'''" * 5000, "0x" + "f" * 30000, "@" * 30000, "\\\n" * 10000, "f'{" * 8000],
    "c": ["/*" * 10000, '"' + "\\x" * 15000, "#define a \\\n" * 5000, "a" * 40000, "(((" * 9000, "'" * 20000, "0" * 30000 + "x"],
    "html": ["<a " * 10000, "<!--" * 8000, "<script>" * 3000, "<a b='" * 6000, "&" * 30000],
    "javascript": ["/" * 30000, "/[" * 10000, "`${" * 10000, "x = /(" * 5000, "=>" * 15000],
    "ruby": ["<<A\n" * 5000, "%q(" * 9000, "#{" * 10000, "/" * 20000],
    "perl": ["s/" * 10000, "q{" * 10000, "$" * 30000, "<<'A';\n" * 3000],
    "bash": ["$(" * 10000, "${" * 10000, "<<A\n" * 5000, "`" * 20000, "'" * 9999],
    "css": ["a{" * 9000, "/*" * 9000, "#" * 30000],
    "json": ["[" * 30000, '{"a":' * 6000, '"' + "\\u" * 9000],
    "yaml": ["- " * 15000, "a: " * 9000, "&a *a " * 6000, "? " * 15000],
    "sql": ["'" * 9999, "--" * 15000, "(select " * 5000],
    "cpp": ['R"(' * 8000, "<" * 30000, "template<" * 5000],
    "rust": ["r#" * 9000, "'a" * 15000, "/*" * 9000],
    "markdown": ["*" * 30000, "[" * 20000, "`" * 20000, "> " * 10000],
    "latex": ["\\begin{a}" * 3000, "$" * 30000, "{" * 20000],
    "haskell": ["{-" * 9000, "(" * 20000],
    "xml": ["<![CDATA[" * 4000, "<a>" * 10000],
    "diff": ["@@ -1 +1 @@\n" * 3000, "+" * 30000],
    "ocaml": ["a" * 300000, "(*" * 10000],
}


def listing(name, language, text):
    return ("code: " + name, {"a.md": HEAD + "~~~~ " + language + "\n" + text + "\n~~~~\n"}, ["check", "a.md"], 0, "")


def included(name, what, files, message, status=0):
    return ("included: " + name, {"a.md": HEAD + "::: {include=\"%s\"}\n:::\n" % what, **files}, ["check", *["--strict"] * status, "a.md"], status, message)


MARKED = HEAD + '~~~~ {.c hl_lines="%s"}\n' % " ".join(str(i) for i in range(40001, 0, -2)) + "int x; <1>\n" * 40000 + "~~~~\n\n1. x\n"
TOLD = r"^a\.md:6:1: error: "
CASES = [listing("%s, %d" % (language, i + 1), language, text) for language, texts in PIECES.items() for i, text in enumerate(texts)] + [
    listing("a language that is a path", "../../../../etc/passwd", "x"),
    listing("a language that is long", "x" * 50000, "x"),
    listing("a language that is markup", "</code><script>", "x"),
    listing("numbers from far", '{.c .numberLines startFrom="99999999999999999999"}', "int x;\n" * 9),
    listing("numbers from below", '{.c .numberLines startFrom="-99999999999"}', "int x;\n" * 9),
    listing("lines without end that stand out", '{.c hl_lines="1-99999999999999"}', "int x;\n" * 9),
    listing("many lines that stand out", '{.c hl_lines="%s"}' % " ".join(str(i) for i in range(9000)), "int x;\n" * 9),
    ("code: lines that stand out and have callouts, many of each", {"a.md": MARKED}, ["build", "a.md"], 0, ""),
    included("a file", "f.c", {"f.c": "int x;\n"}, None),
    included("a file above", "../f.c", {}, TOLD, 1),
    included("a file of the system", "/etc/passwd", {}, TOLD, 1),
    included("a file of the system by a scheme", "file:///etc/passwd", {}, TOLD, 1),
    included("a device", "/dev/zero", {}, TOLD, 1),
    included("the folder", ".", {}, TOLD, 1),
    included("a file in another coding", "f.c", {"f.c": b"\xff\xfe\x00\x00"}, TOLD, 1),
    included("a name with a zero", "f\\0.c", {}, TOLD, 1),
    included("a long name", "x" * 20000, {}, "", 0),
    included("lines that are not there", 'f.c" lines="99-100', {"f.c": "int x;\n"}, "", 1),
    included("lines without end", 'f.c" lines="1-99999999999999999999', {"f.c": "int x;\n"}, ""),
    included("a tag that is not there", 'f.c" tag="x', {"f.c": "int x;\n"}, "", 1),
    included("itself", "a.md", {}, "", 1),
]
