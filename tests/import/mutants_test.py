"""Documents of other programs that are damaged anywhere: told, or read to a source that can be read, the same on each run."""
import io, os, random, re, sys, tempfile, zipfile
from xml.etree import ElementTree
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from epub_test import book
from html_test import PAGE, png
from office import docx, item, odt, para, run as words
from rtf_test import HEAD

COUNT = int(os.environ.get("MUTANTS", 40))
NUMBERS = [b"0", b"-1", b"7", b"99", b"65536", b"2147483648", b"99999999999999999999"]
DOCX = docx(para("Head", "H1") + item("one", 1) + item("deep", 1, 1) + "<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>" % (para("a"), para("b")) + para("b", more=words("i", "<w:i/>") + '<w:r><w:footnoteReference w:id="2"/></w:r>') +
            para("", more='<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>'), footnotes='<w:footnote w:id="2">%s</w:footnote>' % para("note"))
ODT = odt('<text:h text:outline-level="1">Head</text:h><text:list><text:list-item><text:p>one<text:s text:c="3"/><text:span>two</text:span></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell>'
          '</table:table-row></table:table><text:p><draw:frame><draw:image xlink:href="a.png"/></draw:frame></text:p>', more={"a.png": png(2)})
RTF = (HEAD + r"\pard\s1 Head\par{\b b}{\i i} \u1078?\'e9{\footnote note}\par\trowd\cellx1\cellx2\pard\intbl a\cell b\cell\row\pard{\field{\*\fldinst HYPERLINK ""\"x\"" r"}{\fldrslt y}}\par{\pict\pngblip " + png(2).hex() + "}}").encode()


def mutate(data, chance):
    data = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        kind, at = chance.randrange(5), chance.randrange(len(data) + 1)
        size = chance.randint(1, 60)
        found = list(re.finditer(rb"<[^>]{1,80}>|\\[a-z]+-?\d*", bytes(data)))
        numbers = list(re.finditer(rb"\d+", bytes(data)))
        if kind == 0:
            del data[at:at + size]
        elif kind == 1:
            data[at:at] = data[(start := chance.randrange(len(data) + 1)):start + size * 5]
        elif kind == 2 and numbers:
            one = chance.choice(numbers)
            data[one.start():one.end()] = chance.choice(NUMBERS)
        elif kind == 3 and found:
            one = chance.choice(found)
            data[one.start():one.end()] = b""
        elif found:
            data[at:at] = chance.choice(found).group()
    return bytes(data)


def is_xml(data):
    try:
        return ElementTree.fromstring(data) is not None
    except (ElementTree.ParseError, ValueError, LookupError):
        return False


def mutate_part(data, chance):
    """One part of an archive, mostly so that it is still XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        part = chance.choice([name for name in old.namelist() if re.search("xml$|opf$|rels$", name)])
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                tries = [mutate(content, chance) for _ in range(8)]
                content = next((one for one in tries if is_xml(one)), tries[0])
            new.writestr(name, content)
    return made.getvalue()


def test_mutants(run):
    samples = [DOCX, ODT, book(), RTF, PAGE.encode()]
    wrong = []
    for number in range(COUNT):
        chance = random.Random(number)
        sample = samples[number % len(samples)]
        data = (mutate_part if sample[:2] == b"PK" and number % 20 >= len(samples) else mutate)(sample, chance)
        with tempfile.TemporaryDirectory() as folder:
            open(folder + "/a.dat", "wb").write(data)
            status, out, errors = run("import", "a.dat", "-o", "a.md", cwd=folder)
            if status == 0:
                status, out, errors = run("dump", "a.md", cwd=folder)
                if status:
                    wrong.append("%d: what is made cannot be read: %s" % (number, errors))
            elif status != 1 or ": error: " not in errors or os.listdir(folder) != ["a.dat"]:
                wrong.append("%d: status %d: %s" % (number, status, errors))
    assert not wrong, "\n".join(wrong)
