"""What formulas are read as.

NAME.txt holds formulas, one a line, those of a line of text between dollars; NAME.mathml has the MathML of each below
it, without what all have.  faults.txt holds formulas that are at fault, each followed by a line with the column and
the beginning of what is said of it.
"""
import glob, json, os, re, sys
import xml.etree.ElementTree
from making import Made, spent

HERE = os.path.dirname(os.path.abspath(__file__))
FRONT = "---\ntitle: Formulas\nauthor: A Name\nlang: en\n%s---\n\n"


def built(run, text, more="", *args):
    """The pages of the e-book as one text, its package, and what was said."""
    made = Made(run, FRONT % more + text, "--to", "epub", *args)
    return made.pages, made.package, made.errors


def formulas(page):
    """The math elements of a page, in order, without what all have; each is well formed."""
    found = re.findall(r"<math.*?</math>", page, re.S)
    for formula in found:
        xml.etree.ElementTree.fromstring(formula)
    return [re.sub(r' (xmlns|alttext)="[^"]*"', "", formula) for formula in found]


def test_definitions_may_be_a_paragraph(run):
    """Of which nothing is seen, as nothing is of a formula that does no more; what is not all of definitions is text."""
    for definition in ("\\newcommand{\\eps}{\\varepsilon}\n\\def\\R{\\mathbb{R}}", "> \\newcommand*\\eps{\\varepsilon} \\renewcommand{\\R}[1][x_1]{\\mathbb{R}}",
                       "$\\providecommand{\\eps}{\\varepsilon}$\n$$\\def\\R{\\mathbb R}$$", "\\DeclareMathOperator{\\eps}{ε}\n\n\\def\\R{\\mathbb{R}}"):
        status, tree, errors = run("dump", "-", stdin=(FRONT % "" + "One.\n\n" + definition + "\n\nLet $\\eps\\in\\R$ be.\n").encode())
        assert status == 0 and not errors and "ℝ" in tree, (definition, errors)
        assert len(re.findall("Para", tree)) == 2 and len(re.findall("Math ", tree)) == 1, (definition, tree)
    for text in ("\\newcommand{\\a}{b} is how it is said.", "\\newcommand{\\a}{b", "\\newcommand", "\\frac{a}{b}"):
        status, tree, errors = run("dump", "-", stdin=(FRONT % "" + text + "\n").encode())
        assert status == 0 and "TeX is not read here" in errors and "Str " in tree, (text, errors, tree)


def check_file(run, name):
    lines = open(HERE + "/%s.txt" % name, encoding="utf-8").read().splitlines()
    text = "\n\n".join("A formula %s in words." % line if line.startswith("$") else "$$%s$$" % line for line in lines)
    page, _, errors = built(run, text + "\n")
    assert "math-fault" not in errors and "shown as its source" not in errors, errors
    made = formulas(page)
    assert len(made) == len(lines), "%d formulas of %d" % (len(made), len(lines))
    result = "".join("%s\n%s\n" % pair for pair in zip(lines, made))
    if "--golden" in sys.argv:
        open(HERE + "/%s.mathml" % name, "w", encoding="utf-8").write(result)
    expected = open(HERE + "/%s.mathml" % name, encoding="utf-8").read()
    for one, two in zip(result.splitlines(), expected.splitlines()):
        assert one == two, "%s is read otherwise:\n%s\ninstead of\n%s" % (name, one, two)
    assert result == expected


for found in glob.glob(HERE + "/*.mathml") + glob.glob(HERE + "/*.txt"):
    stem = os.path.basename(found).rsplit(".", 1)[0]
    if stem != "faults":
        globals()["test_formulas_" + stem] = lambda run, stem=stem: check_file(run, stem)


def test_faults_have_their_place(run):
    lines = open(HERE + "/faults.txt", encoding="utf-8").read().splitlines()
    pairs = list(zip(lines[::2], lines[1::2]))
    # each in a book of its own line: what one defines, the next would know
    page, _, errors = built(run, "\n\n".join("$%s$" % tex for tex, _ in pairs) + "\n", "", "--diagnostics", "json")
    said_there = {(fault["line"], fault["column"]): fault["message"] for fault in map(json.loads, filter(None, errors.split("\n")))}
    first = FRONT.count("\n") + 1
    for index, (tex, said) in enumerate(pairs):
        column, message = said.split(" ", 1)
        there = said_there.get((first + 2 * index, int(column)), "")
        assert there.startswith(message), "%s: not said: %s\n%s" % (tex, said, there or errors)
    assert page.count('class="math"') == len(pairs)


def test_places_in_lines_and_quotations(run):
    _, _, errors = built(run, "> Words:\n> $$a +\n>   \\zork + b$$\n> then $$c\n> \\zark$$\n\nAnd $x$ $\\zirk$.\n")
    for place in ("9:5: warning: '\\zork'", "11:3: warning: '\\zark'", "13:10: warning: '\\zirk'"):
        assert "t.md:" + place in errors, place + "\n" + errors


def test_macros_of_the_front_matter(run):
    front = "macros:\n  RR: \\mathbb{R}\n  pair: '\\langle #1, #2 \\rangle'\n  '\\half': '\\frac12'\n"
    page, _, errors = built(run, "$\\RR$ and $\\pair{a}{b}$ and $\\half$\n", front)
    made = formulas(page)
    assert made[0] == "<math><mrow><mi>ℝ</mi></mrow></math>", made[0]
    assert "<mi>a</mi><mo>,</mo><mi>b</mi>" in made[1] and "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in made[2]
    assert "macros" not in errors, errors


def test_a_faulty_macro_is_told_at_its_place(run):
    _, _, errors = built(run, "x\n", "macros:\n  2x: y\n")
    assert "t.md:6:3: warning: " in errors, errors


def test_the_package_says_where_formulas_are(run):
    _, package, _ = built(run, "# One\n\n$x$\n\n# Two\n\nwords\n")
    assert package.count('properties="mathml"') == 1
    assert "<meta property=\"schema:accessibilityFeature\">MathML</meta>" in package
    assert "<meta property=\"schema:accessibilityFeature\">latex</meta>" in package
    _, package, _ = built(run, "# One\n\nwords\n")
    assert "mathml" not in package and "MathML" not in package


def test_the_source_is_the_text_for_those_who_do_not_see(run):
    page, _, _ = built(run, "$a < \"b\"$ and $\\bad$\n")
    assert 'alttext="a &lt; &quot;b&quot;"' in page
    assert '<code class="math">\\bad</code>' in page


def test_names_of_headings_are_words(run):
    page, _, _ = built(run, "# On $E = mc^2$\n\nwords\n")
    assert ">On E = mc²</a>" in page


HOSTILE = {
    "braces": "{" * 1900,
    "fractions": "\\frac{" * 300 + "x",
    "a macro of itself": "\\def\\a{\\a}\\a",
    "macros of each other": "\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a",
    "doubled": "\\newcommand\\x[1]{#1#1}" + "\\x{" * 40 + "y" + "}" * 40,
    "left": "\\left(" * 300,
    "scripts": "x^{" * 400,
    "environments": "\\begin{matrix}" * 120,
    "chemistry": "\\ce{" * 300,
}


def test_hostile_formulas_end(run):
    begin = spent()
    text = "\n\n".join("$%s%s$" % (tex, "}" * (tex.count("{") - tex.count("}"))) for tex in HOSTILE.values())
    page, _, errors = built(run, text + "\n")
    assert "<math" not in page
    told = run("dump", "--diagnostics", "json", "-", stdin=(FRONT % "" + text + "\n").encode())[2]
    assert told.count("the formula is shown as its source") == len(HOSTILE), told
    assert spent() - begin < 10


def test_megabytes_of_braces(run):
    begin = spent()
    for text in ("${" * 100000, "$" + "{" * 500000 + "$", "$$" + "\\left(" * 100000 + "$$"):
        status, _, errors = run("dump", "-", stdin=text.encode())
        assert status in (0, 1), errors
    assert spent() - begin < 30


def test_what_is_too_long_is_told_at_once(run):
    for text, told in (("$" + "{" * 10_000_000 + "$", "this would take too long to read as Markdown"),
                       ("$" + "\\frac{" * 10000 + "x" + "}{y}" * 10000 + "$", "a formula is 32768 bytes long at most")):
        begin = spent()
        status, _, errors = run("check", "--limits", "memory=400", "-", stdin=(FRONT % "" + text + "\n").encode())
        assert status == 0 and told in errors, errors[:400]
        assert spent() - begin < 20


def test_titles_hold_formulas(run):
    subtitle = "subtitle: \"“$\\\\sqrt{y}$” and words\"\n"
    made = Made(run, "---\ntitle: On $E = mc^2$\nauthor: A\nlang: en\n%s---\n\n# Of $\\alpha_1$\n\nText.\n" % subtitle)
    package, title, words, outline = made.package, made.files["title.xhtml"].decode(), made.words, made.info()
    assert not made.errors, made.errors
    assert ">On E = mc²<" in package and ">“√y” and words<" in package, package
    assert '<item id="title" href="title.xhtml" media-type="application/xhtml+xml" properties="mathml"/>' in package
    assert "<msup><mi>c</mi><mn>2</mn></msup>" in title and "“<math" in title and "</math>” and words" in title
    assert "On E = mc2" in words.replace("²", "2") and "√" in words, words
    assert re.search(r"Title:\s+On E = mc²", outline), outline


def test_faults_of_titles_are_told(run):
    _, _, errors = built(run, "Words.\n", 'subtitle: "Of $\\\\fooo$"\n')
    assert errors.count("math-fault") + errors.count("in a title: '\\fooo' is not known") == 1, errors


def test_what_is_not_closed_is_told(run):
    page, _, errors = built(run, "Words\n\n$$ \\frac{a}{b $$\n\nand $$ a} $$ and {$$x$$}.\n")
    assert "t.md:9:12: warning: this '{' is not closed" in errors and "this '}' closes nothing" in errors and errors.count("warning") == 2, errors


def test_what_core_leaves_to_style_sheets(run):
    """Bars, boxes and strokes are drawn by rules that books with formulas alone have; arrows grow over what has room at its sides."""
    books = [Made(run, FRONT % "" + text + "\n", "--to", "epub") for text in ("Words.", "$\\overline{a+b} \\cancel{x} \\xrightarrow{f}$")]
    sheets, page = [made.files["style.css"].decode() for made in books], books[1].pages
    assert "mover.bar" not in sheets[0] and "math" not in sheets[0] and "mover.bar" in sheets[1]
    for name in set(re.findall(r'<m[a-z]+ [^>]*class="([a-z]+)"', page)):
        assert "." + name in sheets[1], name
    assert '<mover accent="true" class="bar">' in page and '<menclose notation="updiagonalstrike" class="updiagonalstrike">' in page
    assert '<mspace width="0.4em"/><mi>f</mi><mspace width="0.4em"/>' in page and 'width="+' not in page


def test_pictures_where_the_style_asks(run):
    """One of all that look alike, as high as its MathML says; without the style's word there are none."""
    text = "A $x^2$, $x^2$ and $\\frac{a}{b}${alt=\"a by b\"}.\n\n$$x^2$$\n"
    made = Made(run, FRONT % "style: s.yaml\n" + text, "--to", "epub", files={"s.yaml": "ebook: {formula-images: true}\n"})
    names, package, page = [name for name in made.files if name.startswith("formulas/")], made.package, made.pages
    sizes = [re.search(r'width="([\d.]+)(?:pt)?" height="([\d.]+)', made.files[name].decode()).groups() for name in names]
    bare = Made(run, FRONT % "" + text, "--to", "epub")
    assert not made.errors and not bare.errors and not [name for name in bare.files if "formulas" in name]
    assert len(names) == 3 and package.count('media-type="image/svg+xml"') == 3
    told = re.findall(r'altimg="(formulas/\d.svg)" altimg-width="([\d.]+)em" altimg-height="([\d.]+)em" altimg-valign="-([\d.]+)em"', page)
    assert [found[0] for found in told] == ["formulas/%d.svg" % number for number in (1, 1, 2, 3)], told
    assert abs(float(told[0][1]) * 10.5 - float(sizes[0][0])) < .1 and abs(float(told[0][2]) * 10.5 - float(sizes[0][1])) < .1, (told, sizes)
    assert 'alttext="a by b"' in page and page.count('alttext="x^2"') == 3


def test_lines_of_displays_are_no_lists(run):
    """A plus, a minus, a number or a bracket that begins a line of a display is mathematics, in quotations and lists too; what
    no display encloses is what it was."""
    text = ("$$\na\n+ b\n- c\n> 0\n1. x\n* y\n$$\n\n> $$\n> a\n> + b\n> $$\n\n- item\n  $$\n  x\n  - y\n  $$\n- next\n\n"
            "Costs $$ here\n- a list\n\n```\n$$\n- code\n$$\n```\n")
    status, dumped, _ = run("dump", "-", stdin=(FRONT % "" + text).encode())
    assert status == 0
    for shown in ("a\\n+ b\\n- c\\n> 0\\n1. x\\n* y", "a\\n+ b", "x\\n- y", "$$\\n- code\\n$$"):
        assert shown in dumped, dumped
    assert dumped.count("BulletList") == 2 and dumped.count("OrderedList") == 0 and dumped.count("BlockQuote") == 1, dumped
    begin = spent()
    for part in ("$$\n- x\n", "$$ x\n", "\\[\n", "\\begin{align}\n"):
        run("dump", "-", stdin=(FRONT % "math-brackets: true\n" + part * 50000).encode())
    assert spent() - begin < 30


def test_quantities_speak_the_language(run):
    """Ranges and lists have the language's words, a sign where none is known; a locale its marks; what is not kept is told."""
    text = "$\\qtyrange{5}{10}{m}$ and $\\numlist{1;2;3}$.\n"
    for tag, to, and_word in (("en", " to ", " and "), ("de-AT", " bis ", " und "), ("fr", " à ", " et "), ("ja", "–", ", ")):
        made = Made(run, FRONT.replace("lang: en", "lang: " + tag) % "" + text, "--to", "epub")
        found, errors = formulas(made.pages), made.errors
        assert not errors and "<mtext>%s</mtext>" % to.replace(" ", "\u00a0") in found[0] and "<mtext>%s</mtext>" % and_word.replace(" ", "\u00a0") in found[1], (tag, found, errors)
    page, _, errors = built(run, "$\\num[locale=DE]{1.5e3}$ $\\num[zero-symbol=x]{1234}$ $\\num[detect-all]{7}$\n")
    assert "<mn>1,5</mn>" in formulas(page)[0] and "⋅" in formulas(page)[0], page
    assert ".md:" in errors and "'zero-symbol' is not known" in errors and errors.count("warning") == 1, errors


def test_numbers_are_written_as_keys_say(run):
    """Exponents move, what is unsure is spelt out and bracketed, digits are filled up, one unit is for all; no key is silent."""
    cases = (("\\num[exponent-mode=scientific]{12345.6}", "1.23456×104"), ("\\num[exponent-mode=engineering]{12345(6)}", "12.345(6)×103"),
             ("\\num[scientific-notation=true]{-0.00120}", "−1.20×10−3"), ("\\num[exponent-mode=fixed,fixed-exponent=3]{123}", "0.123×103"),
             ("\\num[exponent-mode=fixed]{3e4}", "30000"), ("\\num[exponent-mode=scientific]{0}", "0"),
             ("\\qty[separate-uncertainty]{1.23(14)}{\\kN}", "(1.23±0.14)kN"), ("\\num[uncertainty-mode=separate]{8(2)e3}", "(8±2)×103"),
             ("\\qty{1.2+-0.1e3}{\\um}", "(1.2±0.1)×103μm"), ("\\num{1.2+-0.1}", "1.2±0.1"), ("\\num{+-5}", "±5"),
             ("\\num[minimum-decimal-digits=2]{5}", "5.00"), ("\\num[minimum-integer-digits=2]{5}", "05"), ("\\num[drop-zero-decimal]{5.00}", "5"),
             ("\\num[print-unity-mantissa=false]{1e5}", "105"), ("\\num[print-implicit-plus]{5}", "+5"), ("\\num[exponent-base=2]{3e8}", "3×28"),
             ("\\num[group-digits=integer]{12345.67891}", "12345.67891"), ("\\qtylist[list-units=single]{1;2;4}{\\cm}", "1,2\u00a0and\u00a04cm"),
             ("\\qtyrange[range-units=bracket]{1}{2}{m}", "(1\u00a0to\u00a02)m"), ("\\unit{N\\cdot m}", "N⋅m"), ("\\qty{1}{\\MHz}", "1MHz"),
             ("\\qty{3}{\\elementarycharge}", "3e"), ("\\qty[per-mode=symbol,per-symbol=:]{2}{\\m\\per\\s}", "2m:s"))
    page, _, errors = built(run, "\n\n".join("$%s$" % tex for tex, _ in cases) + "\n")
    found = [re.sub(r"<[^>]*>|[\u2062\u2009]", "", formula) for formula in formulas(page)]
    wrong = [(tex, was, wanted) for (tex, wanted), was in zip(cases, found) if was != wanted]
    assert not wrong and not errors and len(found) == len(cases), (wrong, errors)
