"""Sources of nothing or nearly nothing, and of bytes that are no text."""

HEAD = "---\ntitle: T\nlang: en\n---\n"
NOT_TEXT = r"^a\.md(:\d+:\d+)?: error: "


def text(name, data, message="", status=0, command="build"):
    return ("text: " + name, {"a.md": data}, [command, "a.md"], status, message)


CASES = [
    text("nothing", b""), text("a line's end", "\n"), text("spaces", "  \t \n  \n"), text("a mark of order", b"\xef\xbb\xbf"),
    text("a head alone", HEAD), text("a head of nothing", "---\n---\n"), text("a head that stays open", "---\ntitle: T\n", NOT_TEXT, 1),
    text("a rule", HEAD + "\n---\n"), text("a comment", HEAD + "\n<!-- a -->\n"), text("an empty heading", HEAD + "\n#\n"),
    text("an empty list", HEAD + "\n-\n-\n"), text("an empty table", HEAD + "\n| |\n|-|\n| |\n"), text("an empty quotation", HEAD + "\n>\n"),
    text("an empty note", HEAD + "\na[^1]\n\n[^1]:\n"), text("a note that nobody calls", HEAD + "\n[^1]: a\n"), text("an empty listing", HEAD + "\n```\n```\n"),
    text("an empty formula", HEAD + "\n$$\n$$\n"), text("a page's end alone", HEAD + "\n\\newpage\n"), text("signs that take no room", HEAD + "\n\u200b\u2060\ufeff\n"),
    text("marks without letters", HEAD + "\n" + "\u0301" * 2000 + "\n"), text("a word of many marks", HEAD + "\na" + "\u0301" * 20000 + "\n"),
    text("ways of reading without end", HEAD + "\n" + "\u202e\u2067\u202a" * 20000 + "a\n"), text("the last sign that there is", HEAD + "\n\U0010ffff\ufffe\n"),
    text("zeros", b"\0" * 1000, NOT_TEXT, 1), text("bytes", bytes(range(256)) * 9, NOT_TEXT, 1), text("a surrogate", b"a \xed\xa0\x80\n", NOT_TEXT, 1),
    text("a long form", b"a \xc0\xaf\n", NOT_TEXT, 1), text("UTF-16", "a\n".encode("utf-16"), NOT_TEXT, 1), text("UTF-16 without a mark", "abc\n".encode("utf-16-be"), NOT_TEXT, 1),
    text("UTF-32", "a\n".encode("utf-32"), NOT_TEXT, 1), text("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NOT_TEXT, 1),
]
