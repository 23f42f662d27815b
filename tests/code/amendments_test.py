"""What the program says of languages better than their specifications do: what other highlighters agree about."""
import glob, os, re, xml.etree.ElementTree as xml

from making import tree

AMENDMENTS = os.path.dirname(os.path.abspath(__file__)) + "/../../assets/code/amendments/"

# A language, a text, and words of it in their order with the classes that they have; None: they have none.
SAID = [
    ("ruby", 'run(<<~SQL.strip, "x")\n  select #{names.size} " /\nSQL\nraise "a"',
     [("string", "<<~SQL"), (None, ".strip"), ("string", '"x"'), ("string", "select"), (None, "names.size"), ("string", '" /\nSQL'), ("keyword", "raise"), ("string", '"a"')]),
    ("ruby", 'list <<"E1" + 2\nbody "\nE1\na<<b; c << d', [("string", '<<"E1"'), ("number", "2"), ("string", 'body "\nE1'), (None, "a<<b; c << d")]),
    ("ruby", 'x = a / b / c\ny = s =~ /"[^"\\]]*\'/ && t[/"/, 1]\nz = s.split(%r{/"}) + 1',
     [(None, "a / b / c"), ("string", '/"['), (None, "&& t["), ("string", '/"/'), ("number", "1"), ("string", '%r{/"}'), ("number", "1")]),
    ("ruby", 'puts "#{h["k"]}" # c\n__END__\n"', [("string", '"'), (None, 'h['), ("string", '"k"'), ("string", '"'), ("comment", "# c"), ("comment", '__END__\n"')]),
    ("scala", 'enum A:\n  case B\nend A\nval x = s"a $b ${f("c")} d" + 1e3\ngiven y: Int = 0x1F',
     [("keyword", "enum"), ("keyword", "case"), ("keyword", "end"), ("string", 's"a'), (None, "$b"), ("string", '"c"'), ("string", 'd"'), ("number", "1e3"), ("keyword", "given"), ("number", "0x1F")]),
    ("r", 'f <- function(x) x + 1L # c\ny <- "a\n b" + 0x1F + r"(\\)" + `in`',
     [("keyword", "function"), ("number", "1L"), ("comment", "# c"), ("string", '"a\n b"'), ("number", "0x1F"), ("string", 'r"(\\)"'), (None, "`in`")]),
    ("objc", "@property (nonatomic, copy) NSString *name;\n@autoreleasepool { for (id x in y) copy(x); }",
     [("keyword", "@property"), ("keyword", "nonatomic"), ("keyword", "copy"), ("keyword", "@autoreleasepool"), ("keyword", "for"), ("keyword", "in"), (None, "copy(x)")]),
    ("cmake", 'if(NOT EXISTS ${DIR} OR X STREQUAL "a${B}")', [("keyword", "NOT EXISTS"), ("variable", "${DIR}"), ("keyword", "OR"), ("keyword", "STREQUAL"), ("string", '"a'), ("escape", "${B}")]),
    ("perl", 'my %h = (s => 1, y => 2.5);\nif ($a eq $h{s} and $x) { my_s(3); ($b = $a) =~ s/"/\'/g; }',
     [(None, "s =>"), ("number", "1"), (None, "y =>"), ("number", "2.5"), ("keyword", "eq"), ("keyword", "and"), (None, "my_s("), ("number", "3"), ("string", 's/"/\'/g')]),
    ("yaml", "---\nday: 2001-12-14\nmask: 0xFF\nlist: [20, .5]\nname: a 20", [("preprocessor", "---"), ("number", "2001-12-14"), ("number", "0xFF"), ("number", "20"), ("string", "a 20")]),
    ("haskell", "import qualified A.B as C\nf x | x == 1 = as", [("keyword", "import qualified"), ("keyword", "as"), ("operator", "|"), ("number", "1"), (None, "as")]),
    ("latex", "Let $x^2 = \\frac12$. \\index{a}", [(None, "2 ="), ("keyword", "\\frac"), (None, "12"), ("keyword", "\\index")]),
    ("terraform", 'resource "aws" "web" {\n  ami = "a"\n}', [("keyword", "resource"), ("variable", '"aws" "web"'), ("string", '"a"')]),
    ("systemverilog", "assign y = 8'hFF + 10;\n#10ns x = 4'b1010;", [("keyword", "assign"), ("number", "8'hFF"), ("number", "10"), ("number", "10ns"), ("number", "4'b1010")]),
]


def classes(text, dump):
    """Each character's class, from the dump of its block."""
    said, at = [None] * len(text), 0
    for kind, piece in re.findall(r'^ +([a-z]+) "(.*)"$', dump, re.M):
        piece = re.sub(r"\\(.)", r"\1", piece)
        at = text.index(piece, at)
        said[at:at + len(piece)] = [kind] * len(piece)
        at += len(piece)
    return said


def test_words_have_the_classes_that_all_give_them(run):
    dump, errors = tree(run, "".join("~~~~ %s\n%s\n~~~~\n\n" % (lang, text) for lang, text, _ in SAID))
    assert not errors, errors
    blocks = re.split(r"^ *CodeBlock .*\n", dump, flags=re.M)[1:]
    assert len(blocks) == len(SAID)
    for block, (lang, text, words) in zip(blocks, SAID):
        said, at = classes(text, block + "\n"), 0
        for kind, word in words:
            at = text.index(word, at)
            here = [said[i] for i in range(at, at + len(word)) if not text[i].isspace()]
            assert all(found == kind or (kind, found) == (None, "operator") for found in here), (lang, word, kind, here)
            at += len(word)


def test_amendments_are_specifications(run):
    """Of the language that the file is named for, and all that it says has a name."""
    paths = glob.glob(AMENDMENTS + "*.lang")
    assert len(paths) >= 9
    for path in paths:
        root = xml.parse(path).getroot()
        assert root.tag == "language" and root.get("id") + ".lang" == os.path.basename(path), path
        for element in root.find("definitions"):
            assert element.get("id") and element.tag in ("context", "define-regex"), (path, element.attrib)
            assert element.get("put") in (None, "first", "last"), path
            for expression in [element, *element.iter("match"), *element.iter("start"), *element.iter("end")]:
                assert not re.search(r"[^\x00-\x7f]", expression.text or ""), path
