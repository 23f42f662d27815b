"""Plain text, imported: every word stays, in order, and nothing becomes markup."""
import os, re, tempfile

TEXTS = {
    "paragraphs a line each": "A Plain Title\n\nFirst paragraph, one long line that goes on and on without a break for more than a hundred characters.\n"
                              "Second paragraph, with *stars*, _lines_, `ticks`, [brackets], <tags>, $5 and $6, a^b^, ~x~, {braces}.\n"
                              "What follows:\nThird one with 100% & more; C# and \\back\\ slashes.\n",
    "wrapped": "The Crisis\n\nThis is a paragraph that was\nwrapped by hand at some column\nof a typewriter.\n\nAnother one\nwith two lines.\n\n"
               "THE SECOND PART\n\nIts text, \"quoted\" and 'single', don't and dogs'.\n\nUnderlined\n==========\n\nEnd.\n",
    "markers": "Title\n\n1. a number\n\na) a letter\n\n(iv) roman\n\nB.  two spaces\n\n- dash\n\n+ plus\n\n> greater\n\n# hash\n\n: colon\n\n::: fence\n\n"
               "~ tilde\n\n~~~ tildes\n\n--- dashes\n\n===\n\n***\n\n| a | b |\n|---|---|\n\n    four spaces\n\n\ttab\n\nTable: none\n\n[^1]: note[^1]\n\n"
               "[a]: http://u\n\n:smile: and a :heart: too\n\n![image](x.png) <script>alert(1)</script> &amp; &copy;\n",
    "curled": "Über “Typographie”\n\n‘Einfach’ und „deutsch“ — naïve Wörter, 日本語, עברית.\n\nEnde…\n",
    "crlf": "\ufeffTitle\r\n\r\nOne line.\r\nTwo lines: here.\r\n\r\nHEADING WITH # AND #\r\n\r\nMore.\r\n",
    "old mac": "Title\r\rOne.\r\rTwo.\r",
    "no end": "Title\n\nLast words without a newline",
}
MARKUP = ("Emph", "Strong", "Link", "Image", "Code", "CodeBlock", "Math", "BulletList", "OrderedList", "DefinitionList", "BlockQuote", "Table",
          "Superscript", "Subscript", "Strikeout", "NoteRef", "Div", "Span", "HorizontalRule")


def signs(text):
    """The words and signs that typography leaves alone."""
    return re.findall(r"[^\W_]+|[*_`\[\]<>$^~{}\\|#&@%+/]", text)


def imported(run, text):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/text.txt", "wb") as file:
            file.write(text.encode())
        status, out, errors = run("import", "text.txt", "-o", "text.md", cwd=folder)
        assert status == 0, errors
        status, dump, dump_errors = run("dump", "text.md", cwd=folder)
        assert status == 0, dump_errors
        return dump, errors


def plain(dump):
    title = re.match(r'Meta title="((?:[^"\\]|\\.)*)"', dump).group(1)
    found = re.findall(r'^ *Str "((?:[^"\\]|\\.)*)"$|^ *(Para|Plain|SoftBreak|Header)', dump, re.M)
    text = title + " " + "".join(" " if kind else words for words, kind in found)
    return text.replace('\\"', '"').replace("\\\\", "\\")


def test_every_word_in_order(run):
    for name, text in TEXTS.items():
        dump, errors = imported(run, text)
        rules = re.sub(r"(?m)^[=-]{3,}\r?$", "", text) if name == "wrapped" else text
        assert signs(plain(dump)) == signs(rules.replace("\ufeff", "")), "%s:\n%s\n%s" % (name, text, dump)


def test_nothing_becomes_markup(run):
    for name, text in TEXTS.items():
        dump, errors = imported(run, text)
        kinds = set(re.findall(r"^ *(\w+)", dump, re.M)) & set(MARKUP)
        assert not kinds, "%s: %s\n%s" % (name, kinds, dump)


def test_headings_are_told(run):
    dump, errors = imported(run, TEXTS["wrapped"])
    assert 'Meta title="The Crisis"' in dump
    assert re.findall(r"^ *Header 1 .*\n *Str \"(.*)\"", dump, re.M) == ["THE SECOND PART", "Underlined"], dump
    assert "text.txt:1:1: note: taken for the title" in errors and "text.txt:10:1: note: taken for a heading: THE SECOND PART" in errors, errors
    dump, errors = imported(run, TEXTS["paragraphs a line each"])
    assert re.findall(r"^ *Header 1 .*\n *Str \"(.*)\"", dump, re.M) == ["What follows"], dump


def test_built_with_its_words(run):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/a.txt", "w", encoding="utf-8") as file:
            file.write(TEXTS["markers"])
        assert run("import", "a.txt", "-o", "a.md", cwd=folder)[0] == 0
        status, out, errors = run("build", "--to", "epub", "a.md", cwd=folder)
        assert status == 0 and os.path.exists(folder + "/a.epub"), errors


BOOK = """A Tale

by A. N. Author

CONTENTS

  CHAPTER I.    The Beginning
  CHAPTER II.   The End

PART ONE

CHAPTER I.

DOWN THE HOLE

Alice was beginning to get _very_ tired of sitting by her sister on the
bank, and of having nothing to do: it had no _pictures or
conversations_ in it, and "what is the use," thought a snake_case_name of
Chapter 1 as if Part two were long.

    "How doth the little crocodile
      Improve his shining tail,

    And welcome little fishes in
      With gently smiling jaws!"

  *       *       *       *       *

    This is a letter which is set off from the rest of the text by its
    indent, and whose lines are as long as those of any other paragraph
    would be.

Chapter II
The end of it

1801. I have just returned from a visit to my landlord--the solitary
neighbour that I shall be troubled with.

    Name          Age     Town
    John           23     London
    Mary            5     Paris

John Smith,
12 High Street,
London.
"""


def test_a_book_as_typists_have_it(run):
    dump, errors = imported(run, BOOK)
    heads = re.findall(r"^ *Header (\d) .*\n *Str \"(.*)\"", dump, re.M)
    assert heads == [("1", "CONTENTS"), ("1", "PART ONE"), ("2", "CHAPTER I. DOWN THE HOLE"), ("2", "Chapter II: The end of it")], heads
    assert re.findall(r"Emph\n( *Str .*\n(?: *SoftBreak\n *Str .*\n)?)", dump)[0].strip() == 'Str "very"' and dump.count("Emph") == 2, dump
    verse = dump[dump.index("(verse)"):dump.index("HorizontalRule")]
    assert verse.count("Para") == 2 and verse.count("LineBreak") == 2 and "\u00a0\u00a0Improve" in verse, verse
    assert dump.count("BlockQuote") == 1 and "snake_case_name" in dump and 'CodeBlock "Name          Age     Town\\nJohn' in dump, dump
    assert 'Str "John Smith,"' in dump and 'Str "CHAPTER II.   The End"' in dump, dump
    typed = re.sub(r"[_*]", " ", BOOK.replace("snake_case_name", "snakecasename"))
    code = re.search(r'CodeBlock "(.*?)" @', dump).group(1).replace("\\n", " ")
    made = re.sub(r'CodeBlock ".*?" @', 'Para\n Str "%s"\n Para @' % code, dump).replace("snake_case_name", "snakecasename").replace("LineBreak", "SoftBreak")
    assert re.findall(r"[^\W_]+", plain(made)) == re.findall(r"[^\W_]+", typed)


def test_what_is_imported_can_be_read(run):
    """UTF-16 is converted, controls go: the source that is made has no fault."""
    text = "A \u2018Title\u2019\n\nW\u00f6rds, \u0436\u0437, and more of them.\n"
    for name, data in (("utf-16", text.encode("utf-16")), ("utf-16-be", b"\xfe\xff" + text.encode("utf-16-be")), ("utf-16-le", text.replace("\u0436\u0437", "x").encode("utf-16-le")),
                       ("utf-32", text.encode("utf-32")), ("controls", text.replace(" ", "\x01 \x9d", 2).replace("\n", "\r\n").encode() + b"\x1a")):
        with tempfile.TemporaryDirectory() as folder:
            open(folder + "/a.txt", "wb").write(data)
            assert run("import", "a.txt", "-o", "a.md", cwd=folder)[0] == 0
            status, out, errors = run("check", "--strict", "a.md", cwd=folder)
            assert status == 0 and not errors, name + errors
            made = open(folder + "/a.md", encoding="utf-8").read()
            assert "W\u00f6rds, " in made and "\u2018Title\u2019" in made, name + made


def test_lists_of_plain_text(run):
    dump, errors = imported(run, "Title\n\nSome words before that are a paragraph of text and wrap\nas a typewriter's lines do at about this width of them.\n\n  * a bullet\n    that goes on\n  * two _em_\n\n3) three\n4) four\n   more\n\n"
                            "\u2022 single\n\n\u2022 another\n\n- Hello, he said.\n- Go away!\n\n- apples\n- pears\n\n3. three\n5. not next\n\n* A note by itself.\n\n* * *\n\n12. December was cold\nand long, they said.\n")
    lists = re.findall(r"^  (BulletList|OrderedList.*?) @|^    (Item)|^  (Para|HorizontalRule) @", dump, re.M)
    assert ["".join(one) for one in lists] == ["Para", "BulletList", "Item", "Item", "OrderedList 3 decimal paren", "Item", "Item", "BulletList", "Item", "Item", "Para", "BulletList", "Item", "Item",
                                              "Para", "Para", "HorizontalRule", "Para"], dump
    assert plain(dump).split("width of them.")[1].split() == "a bullet that goes on two em three four more single another - Hello, he said. - Go away! apples pears 3. three 5. not next * A note by itself. 12. December was cold and long, they said.".split(), plain(dump)


def test_a_long_text_of_items_takes_no_time_of_its_square(run):
    dump, errors = imported(run, "- item\n" * 30000 + "- said.\n")
    assert "said." in dump and "BulletList" not in dump
