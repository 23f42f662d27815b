"""What is no text, given to import, and to build, which says what it looks like."""
import gzip, io, zipfile


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
DOCX = archive(word__document="<w/>")
NO_TEXT = {
    "docx": (DOCX, "a DOCX document; bifolio import a.md -o a.md makes"),
    "odt": (archive(mimetype="application/vnd.oasis.opendocument.text"), "an ODT document; bifolio import"),
    "epub": (archive(mimetype="application/epub+zip"), "an EPUB e-book; bifolio import"),
    "zip": (archive(a="b"), "a zip archive; name a file of text"),
    "rtf": (b"{\\rtf1 Words\\par}", "an RTF document; bifolio import"),
    "html": (b"\xef\xbb\xbf<!-- x -->\n<!DOCTYPE html><title>A</title>", "an HTML page; bifolio import"),
    "xhtml": (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'/>", "an HTML page; bifolio import"),
    "xml": (b"<?xml version='1.0'?><book/>", "XML; name a file of text"),
    "pdf": (b"%PDF-1.4\n", "a PDF; name a file of text"),
    "png": (PNG, "a PNG picture; name a file of text"),
    "gzip": (gzip.compress(b"# Words"), "a gzip archive; name a file of text"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a document of an old word processor"),
}
CASES = [("build " + name, {"a.md": data}, [command, "a.md"], 1, "^a.md:1:1: error: this is no Markdown, it looks like " + said)
         for name, (data, said) in NO_TEXT.items() for command in ("build", "check")]
CASES += [
    ("markdown that begins like one", {"a.md": "---\ntitle: A\nlang: en\n---\n\nRar! OggS, said the bear.\n"}, ["build", "a.md"], 0, None),
    ("words of a signature", {"a.md": "Rar! is what it said."}, ["check", "a.md"], 0, "no title"),
    ("markdown that begins with a tag", {"a.md": "<div>\n\nWords\n\n</div>"}, ["check", "a.md"], 0, "no title"),
    ("build utf-16", {"a.md": "# Words".encode("utf-16")}, ["build", "a.md"], 1, "^a.md:1:1: error: this file is UTF-16LE from its first byte on; .*iconv -f UTF-16LE"),
    ("build utf-16 without a mark", {"a.md": "# Words".encode("utf-16-be")}, ["build", "a.md"], 1, "^a.md:1:1: error: this file is UTF-16BE"),
    ("latin-1", {"a.txt": "café naïve text\n\nMore.\n".encode("latin-1")}, ["import", "a.txt"], 1, "^a.txt:1:4: error: this byte, 0xE9, is not UTF-8; .*iconv -f WINDOWS-1252"),
    ("windows-1252 far in", {"a.txt": b"Title\r\n\r\nIt said \x93no\x94.\r\n"}, ["import", "a.txt"], 1, "^a.txt:3:9: error: this byte, 0x93"),
    ("nul", {"a.txt": "Title\n\nWo\0rds here\n"}, ["import", "a.txt"], 1, "^a.txt:3:3: error: a NUL byte stands here"),
    ("control", {"a.txt": "pi\x08\n\nMore\x1b[1m words\x7f.\n"}, ["import", "a.txt"], 0, "^a.txt:1:3: warning: the control character U\\+0008"),
    ("utf-16 without its end", {"a.txt": "Words".encode("utf-16") + b"\x00\xd8"}, ["import", "a.txt"], 1, "^a.txt:1:1: error: this file begins as UTF-16LE, but byte 13 is not of it"),
    ("pdf", {"a.txt": b"%PDF-1.4\n"}, ["import", "a.txt"], 1, "^a.txt: error: this looks like a PDF, which cannot be imported"),
    ("png", {"a.txt": PNG}, ["import", "a.txt"], 1, "^a.txt: error: this looks like a PNG picture"),
    ("empty", {"a.txt": ""}, ["import", "a.txt"], 0, None),
]
