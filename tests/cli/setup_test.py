"""What the tests call is what tests/setup installs: a machine that is bare passes them, too."""
import glob, os, re

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
# What a Debian with a compiler has, and what the packages of tests/setup bring.
BROUGHT = set("bash cc dpkg-deb fc-list fc-match fc-query fix-qdf make nm pdffonts pdfimages pdfinfo pdftoppm pdftotext qpdf sh unshare".split())
# These run elsewhere than in `make check`.
APART = ("bench/", "code/agreement.py", "pdf/odd.py")
CALL = re.compile(r'\b(?:run|Popen|check_output|check_call)\(\s*\[\s*"([a-z0-9.+-]+)"')


def callers():
    for path in sorted(glob.glob(HERE + "/**/*.py", recursive=True)):
        name = os.path.relpath(path, HERE)
        if not name.startswith(APART):
            with open(path, encoding="utf-8") as file:
                yield name, file.read()


def unguarded(text):
    """Programs that a text calls, that no package brings, and that it does not ask for."""
    return [program for program in CALL.findall(text) if program not in BROUGHT and 'which("%s")' % program not in text]


def test_programs_that_tests_call_are_set_up(run):
    assert unguarded('subprocess.run([' + '"unzip", "-l"])') == ["unzip"] and unguarded('subprocess.run(["qpdf", "--check"])') == []
    found = {name: unguarded(text) for name, text in callers() if unguarded(text)}
    assert not found, "programs that tests/setup does not install: %s" % found
