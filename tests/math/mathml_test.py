"""MathML in raw HTML: read as what it is, written and set as if it were TeX."""
import glob, os, re, subprocess

from making import Made, spent

HERE = os.path.dirname(os.path.abspath(__file__))
FRONT = "---\ntitle: Formulas\nauthor: A Name\nlang: en\n---\n\n# C\n\n"


def built(run, text, to="epub"):
    made = Made(run, FRONT + text, "--to", to)
    return made.words if to == "pdf" else "".join(page for name, page in made.spine if name.endswith("c.xhtml")), made.errors


def formulas(page):
    return [re.sub(r' xmlns="[^"]*"', "", formula) for formula in re.findall(r"<math.*?</math>", page, re.S)]


def test_in_lines_and_in_blocks(run):
    page, errors = built(run, 'A <math alttext="half"><mfrac><mi>a</mi><mn>2</mn></mfrac></math> b.\n\n'
                         '<math display="block">\n  <mi>x</mi><mo>=</mo>\n  <mn>1</mn>\n</math>\n\n'
                         '<p>In <em>HTML</em> <math><mi>y</mi></math> too.</p>\n')
    assert not errors, errors
    assert formulas(page) == ['<math alttext="half"><mrow><mfrac><mi>a</mi><mn>2</mn></mfrac></mrow></math>',
                              '<math display="block" alttext="x = 1"><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow></math>',
                              '<math alttext="y"><mrow><mi>y</mi></mrow></math>']
    assert re.search(r"<p><math [^>]*display=\"block\"", page) and re.search(r"<p>In <em>HTML</em> <math .*</math> too.</p>", page), page


def test_what_is_written_is_read_again(run):
    """Of the formulas whose MathML is known, two thirds come back as they were, and none is lost."""
    lines = [line for path in sorted(glob.glob(HERE + "/*.mathml")) for line in open(path, encoding="utf-8").read().split("\n") if line.startswith("<math")]
    hidden = [re.sub(r"[*_\[\]\\`~^]", lambda sign: "&#%d;" % ord(sign.group()), line) for line in lines]
    page, errors = built(run, "\n\n".join("A %s b." % line for line in hidden) + "\n")
    found = formulas(page)
    assert "math-fault" not in errors and len(found) == len(lines), errors
    same = sum(one == re.sub(' alttext="[^"]*"', "", other) for one, other in zip(lines, found))
    assert 3 * same >= 2 * len(lines), "%d of %d" % (same, len(lines))


def test_classes_are_found(run):
    text = ("A <math><mo>-</mo><mi>b</mi><mo>&PlusMinus;</mo><mi>c</mi><mo>&InvisibleTimes;</mo><mi>d</mi></math> and\n"
            "<math><mo>|</mo><mi>x</mi><mo>|</mo><mo>=</mo><mover><mi>v</mi><mo stretchy=\"false\">→</mo></mover></math>.\n")
    words, errors = built(run, text, "pdf")
    assert not errors and "−b ± cd" in words.replace("\u2060", ""), (words, errors)
    dumped = subprocess.run([os.environ["BIFOLIO"], "dump", "-"], input=(FRONT + text).encode(), capture_output=True).stdout.decode()
    assert 'op bin "±"' in dumped and 'op rel "="' in dumped and dumped.count('op ord "−"') == 1, dumped


def test_faults_are_told_and_text_is_kept(run):
    page, errors = built(run, "A <math><mfrac><mi>a</mi></mfrac></math> and <math><apply><zork/><ci>x</ci></apply></math>, open <math><mi>y</mi>.\n")
    assert "t.md:9:3: warning: <mfrac> holds 1 elements, not 2; the formula's text is shown" in errors, errors
    assert "<zork> is no element of MathML that is read" in errors
    assert "A a and x, open &lt;math&gt;y." in re.sub(r"</?p>", "", page), page


def test_content_is_read_as_what_it_says(run):
    """Content MathML has no look of its own: it gets that of TeX, with brackets where they are needed."""
    formulas = (("<apply><eq/><apply><divide/><apply><plus/><ci>a</ci><ci>b</ci></apply><cn>2</cn></apply><apply><times/><cn>3</cn><apply><minus/><ci>x</ci>"
                 "<apply><minus/><ci>y</ci><cn>1</cn></apply></apply></apply></apply>", r"\frac{a+b}{2}=3\,\left(x-\left(y-1\right)\right)"),
                ("<apply><power/><apply><plus/><ci>a</ci><cn>1</cn></apply><cn>2</cn></apply>", r"{\left(a+1\right)}^{2}"),
                ("<apply><sum/><bvar><ci>i</ci></bvar><lowlimit><cn>1</cn></lowlimit><uplimit><infinity/></uplimit><apply><ci>f</ci><ci>i</ci></apply></apply>",
                 r"\sum _{i=1}^{\infty } f(i)"),
                ("<apply><int/><bvar><ci>x</ci></bvar><lowlimit><cn>0</cn></lowlimit><apply><exp/><apply><minus/><ci>x</ci></apply></apply></apply>",
                 r"\int _{0} e^{-x}\,d{x}"),
                ("<apply><root/><degree><cn>3</cn></degree><ci>speed_%</ci></apply>", r"\sqrt[3]{\mathit{speed\_\%}}"),
                ("<cn type='rational'>1<sep/>2</cn>", r"\frac{1}{2}"),
                ("<semantics><apply><diff/><bvar><ci>x</ci></bvar><apply><sin/><ci>x</ci></apply></apply></semantics>", r"\frac{d}{dx}\sin  x"),
                ("<matrix><matrixrow><cn>1</cn><cn>0</cn></matrixrow></matrix>", r"\begin{pmatrix}1&amp;0\end{pmatrix}"))
    page, errors = built(run, "\n\n".join("A <math>%s</math> b." % formula for formula, _ in formulas) + "\n")
    assert not errors and re.findall('alttext="([^"]*)"', page) == [tex for _, tex in formulas], (errors, re.findall('alttext="([^"]*)"', page))
    assert "<msqrt" in page or "<mroot" in page and "<mtable" in page, page


def test_tex_that_a_tool_has_left_is_the_source(run):
    page, _ = built(run, 'A <math><semantics><mi>x</mi><annotation encoding="application/x-tex">x_{}</annotation></semantics></math>.\n')
    assert 'alttext="x_{}"' in page and "annotation" not in page


def test_hostile_mathml_ends(run):
    start = spent()
    deep = "<math>%s<mi>x</mi>%s</math>" % ("<mrow>" * 20000, "</mrow>" * 20000)
    for text in ("A %s b.\n" % deep, deep + "\n", "A " + "<math><mi>" * 20000 + "\n", "<math>" * 20000 + "</math>" * 20000 + "\n"):
        built(run, text)
    assert spent() - start < 60
