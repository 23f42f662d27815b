"""What tests build: a text goes in, and what users get of it can be asked for.

made = Made(run, front(lang="de") + "Words.", "--to", "pdf"); made.layout, made.words, made.errors …
A status other than the one that is expected (None: any) fails the test with what the program said.
"""
import functools, os, re, resource, subprocess, tempfile, zipfile

import geometry


def front(more="", title="T", lang="en"):
    """Front matter; more: lines of it."""
    return "---\ntitle: %s\nlang: %s\n%s---\n\n" % (title, lang, more)


def dumped(run, text, lang="en"):
    """The whole of the tree, as dump has it, and what was said."""
    status, dump, errors = run("dump", "-", stdin=(front(lang=lang) + text).encode())
    assert status == 0, errors
    return dump, errors


def tree(run, text, lang="en"):
    """The tree below the document's node without places, and what was said."""
    dump, errors = dumped(run, text, lang)
    return "\n".join(re.sub(r" @\d+:\d+$", "", line) for line in dump.split("\n")[2:]).rstrip(), errors


def marks(run, text, *options):
    """What is seen beside the text and is none in a PDF (numbers of lines, signs): baselines from the page's top, and words."""
    status, pages, errors = run("dump", "--pages", *options, "-", stdin=text.encode())
    assert status == 0, errors
    return [(float(y), said) for y, said in re.findall(r'^  mark .*?[-\d.]+,([-\d.]+) .*"(.*)"$', pages, re.M)]


def spent():
    """Seconds of a processor that what was run has taken so far: no other's load counts."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def lay(folder, files):
    """Writes files, by their names below a folder: texts, or bytes."""
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(data if isinstance(data, bytes) else data.encode())


class Made:
    """A text's editions: t.md with files beside it, built in a folder that lasts as long as this does; or those of a
    source that stands elsewhere."""

    def __init__(self, run, text, *args, files=None, status=0, source=None):
        self.kept = tempfile.TemporaryDirectory()
        self.folder = self.kept.name
        lay(self.folder, {**({} if source else {"t.md": text}), **(files or {})})
        source = source or self.path("t.md")
        stem = os.path.splitext(os.path.basename(source))[0]
        self.pdf, self.epub = self.path(stem + ".pdf"), self.path(stem + ".epub")
        self.status, _, errors = run("build", "-o", self.folder, *(arg.replace("FOLDER", self.folder) for arg in args), source)
        self.errors = errors.replace(self.folder + "/", "")
        assert status is None or self.status == status, errors

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    # ---- the PDF ----

    @functools.cached_property
    def layout(self):
        return geometry.Layout(self.pdf)

    def text(self, *args):
        """What pdftotext says."""
        return subprocess.run(["pdftotext", *args, self.pdf, "-"], capture_output=True, text=True, check=True).stdout

    @property
    def words(self):
        return self.text()

    @functools.cached_property
    def boxes(self):
        """Of each page its words, (x from, y from, x to, y to, word), y down."""
        word = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<'
        return [[(*map(float, found[:4]), found[4]) for found in re.findall(word, page)] for page in self.text("-bbox").split("<page ")[1:]]

    def info(self, *args):
        """What pdfinfo says."""
        return subprocess.run(["pdfinfo", *args, self.pdf], capture_output=True, text=True, check=True).stdout

    @property
    def structure(self):
        """The structure's elements with their text, as poppler reads it aloud."""
        return self.info("-struct-text")

    @property
    def fonts(self):
        return subprocess.run(["pdffonts", self.pdf], capture_output=True, text=True, check=True).stdout

    @functools.cached_property
    def objects(self):
        """The PDF's objects as text, nothing packed."""
        return subprocess.run(["qpdf", "--qdf", "--object-streams=disable", self.pdf, "-"], capture_output=True).stdout.decode("latin-1")

    # ---- the e-book ----

    @functools.cached_property
    def files(self):
        with zipfile.ZipFile(self.epub) as book:
            return {name.partition("/")[2]: book.read(name) for name in sorted(book.namelist()) if name.startswith("OEBPS/")}

    @functools.cached_property
    def package(self):
        return self.files["package.opf"].decode()

    @functools.cached_property
    def spine(self):
        """The content documents' names and texts, in the order of reading."""
        hrefs = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', self.package))
        names = [hrefs[item] for item in re.findall(r'<itemref idref="([^"]+)"', self.package)]
        return [(name, self.files[name].decode()) for name in names]

    @property
    def pages(self):
        """All XHTML as one text."""
        return "\n".join(data.decode() for name, data in self.files.items() if name.endswith(".xhtml"))
