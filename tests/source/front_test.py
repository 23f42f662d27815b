"""Front matter, and what a file is made of: each fault at its place, all in one run."""
import re, tempfile

from making import Made, front, lay


def messages(run, text, *more):
    text = text if isinstance(text, bytes) else text.encode()
    status, dump, errors = run("dump", "-", *more, stdin=text)
    return status, dump, errors


FAULTS = """---
title: [a, b]
subtitel: x
author:
- A
- name: B
  role: trl
  file-as: "B, C"
  nmae: x
- [x]
date: 2023-02-30
lang: english_x
dir: up
toc: maybe
toc-depth: 9
subject: {a: b}
keywords: [a, {b: c}]
numbersections: 3
papersize: [a4]
cover-image: ../x.png
cover-alt:
  - x
---

# Heading
"""


def test_all_faults_at_their_places(run):
    status, dump, errors = messages(run, FAULTS)
    assert status == 1
    for place in ("2:8: error", "3:1: warning", "9:3: warning", "10:3: error", "11:7: error", "12:7: error", "13:6: error", "14:6: error", "15:12: error",
                  "16:10: error", "17:15: error", "18:17: error", "19:12: error", "20:14: warning", "22:3: error"):
        assert "-:" + place in errors, place + " is not in\n" + errors
    assert "did you mean 'subtitle'?" in errors
    assert 'Person name="B" role="trl" file-as="B, C"' in dump


def test_all_keys(run):
    status, dump, errors = messages(run, """---
title: A "quoted" title
subtitle: Sub
author: One Name
date: 2023-09
lang: fr
rights: © me
publisher: P
identifier: urn:isbn:9780000000000
description: |
  Two
  lines
subject: [a, b]
keywords: c
series: S
series-position: 2
toc: yes
toc-depth: 2
papersize: a4
numbersections: false
---
text
""")
    assert status == 0 and not errors, errors
    assert 'title="A «\u202fquoted\u202f» title" subtitle="Sub" lang="fr" date="2023-09"' in dump, dump
    assert 'description="Two lines"' in dump and dump.count("Subject") == 3 and 'Person name="One Name" role="aut"' in dump, dump


def test_no_anchors_aliases_tags_or_doubles(run):
    for text, place in (("a: &x y", "2:4"), ("a: *x", "2:4"), ("a: !!str y", "2:4"), ("title: x\ntitle: y", "3:1"), ("- x", "2:1"),
                        ("title: x\n bad: : y", "3:5"), ("a: \"x", ""), ("a: [", "")):
        status, dump, errors = messages(run, "---\n%s\n---\n\nThe text stays.\n" % text)
        assert status == 1 and "-:" + place in errors and "The text stays." in dump, text + "\n" + errors


def test_title_from_heading_or_file(run):
    status, dump, errors = messages(run, "# The *first*\n\ntext\n")
    assert status == 0 and 'title="The first"' in dump and "no title" in errors
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/my-file.md", "w").write("text\n")
        status, dump, errors = run("dump", "my-file.md", cwd=folder)
        assert 'title="my-file"' in dump and "no title" in errors


def test_parts_of_a_book(run):
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/1.md", "w").write("---\ntitle: T\nlang: en\n---\n\n# One\n\nA[^a]\n\n[^a]: first\n")
        open(folder + "/2.md", "w").write("# Two\n\nB[^a] [see](#one)\n\n[^a]: second\n\n![](../no.png)\n")
        status, dump, errors = run("dump", "1.md", "2.md", cwd=folder)
        assert dump.index("One") < dump.index("Two") and "Note 2" in dump and 'to="one"' in dump, dump
        assert "2.md:7:1: warning" in errors, errors


def test_bom_crlf_bytes_that_are_no_text(run):
    status, dump, errors = messages(run, b"\xef\xbb\xbf---\r\ntitle: T\r\nlang: en\r\n---\r\n\r\n# H\r\n\r\nbad \xff byte\r\n\r\nnul \0 x\r\n")
    assert status == 1 and 'title="T"' in dump and "bad \ufffd byte" in dump and "nul \ufffd x" in dump and "\\r" not in dump, dump
    assert "-:8:5: error: this byte is not UTF-8" in errors and "-:10:5: error: a NUL" in errors, errors


def test_few_bytes_of_windows_are_read(run):
    """They came with what was pasted; a text that is all of another encoding is an error as before."""
    text = b"---\ntitle: T\nlang: en\nurl: 'https\\://example.com/a'\n---\n\n" + "It’s a text — of UTF-8. ".encode() * 20
    status, dump, errors = messages(run, text + b"Didn\x92t he \x93go\x94?\n")
    assert status == 0 and "Didn’t he “go”?" in dump, dump
    assert errors == "-:7:485: warning: this is the first of 3 bytes that are not UTF-8, and are read as Windows has them; save the file as UTF-8 in your editor\n", errors
    assert messages(run, "---\ntitle: T\n---\n\nÇa a été très déjà vu, là.\n".encode("latin-1"))[0] == 1
    assert messages(run, text + b"\x81\n")[0] == 1  # no sign of Windows'


def test_other_encodings_and_line_ends(run):
    text = '---\ntitle: T\nlang: en\n---\n\n# Ä heading\n\nwords\n'
    for name, data in (("le", b"\xff\xfe" + text.encode("utf-16-le")), ("be", b"\xfe\xff" + text.encode("utf-16-be")), ("no mark", text.encode("utf-16-le"))):
        status, dump, errors = messages(run, data)
        assert status == 1 and re.fullmatch(r"-:1:1: error: this file is UTF-16.E from its first byte on; save it as UTF-8 in your editor, or write iconv -f UTF-16.E -t UTF-8 OLD >NEW\n", errors) and '"Ä heading"' in dump, name + errors
    for end in ("\r", "\r\n"):
        status, dump, errors = messages(run, text.replace("\n", end))
        assert status == 0 and not errors and 'title="T"' in dump and "@6:1" in dump, errors


def test_messages_cannot_turn_the_line_around(run):
    status, dump, errors = messages(run, "---\ntitle: T\nlang: en\n---\n\n[x](#a\u202eb\u0085c)\n")
    assert "'a?b?c'" in errors, errors


def test_roles_and_pandocs_names(run):
    status, dump, errors = messages(run, """---
title:
- type: main
  text: The Eye of the Wind
- type: subtitle
  text: A Story
creator:
- {role: author, text: First}
- {role: Translator, name: Second}
- {role: author of introduction, name: Third}
contributor:
- {role: editor, text: Fourth}
- Fifth
- {role: chef, name: Sixth}
identifier:
- scheme: ISBN-13
  text: 9780306406157
belongs-to-collection: The Workshop
group-position: 2
lang: en
---

x
""")
    assert status == 0 and 'title="The Eye of the Wind" subtitle="A Story"' in dump and "9780306406157" in dump, dump + errors
    assert re.findall(r'Person name="(\w+)" role="(\w+)"', dump) == [("First", "aut"), ("Second", "trl"), ("Third", "aui"), ("Fourth", "edt"), ("Fifth", "ctb"), ("Sixth", "ctb")], dump
    assert re.findall(r"-:(\d+:\d+): (.*)", errors) == [("14:10", "warning: 'chef' is no role of MARC's list, so it is left out; write one such as editor, translator or ill")], errors


LETTERS = [
    ("uk", "Київ — столиця України, її найбільше місто."), ("uk", "Привіт"), ("be", "Прывітанне, свет! Усё добра ў нас."), ("bg", "България е държава"),
    ("sr", "Љубав и њихова кућа"), ("mk", "Ѓердан и ќерка, љубов"), ("kk", "Қазақстан — Орталық Азиядағы мемлекет"), ("am", "ሰላም ለዓለም"), ("ka", "საქართველო"),
    ("hy", "Հայաստան"), ("hi", "नमस्ते दुनिया"), ("mr", "महाराष्ट्र शाळा"), ("bn", "বাংলা"), ("as", "অসমীয়া ভাৰত"), ("ta", "வணக்கம்"), ("te", "హలో"), ("si", "සිංහල"),
    ("km", "ខ្មែរ"), ("zh-Hant", "這個國家的學生們說"), ("fa", "سلام دنیا، این یک کتاب است"), ("ur", "یہ ایک کتاب ہے"), ("ps", "دا یو ښه کتاب دی څنګه"),
    ("ug", "بۇ كىتاب ئۇيغۇرچە"), ("yi", "ייִדיש איז אַ שפּראַך װאָס"), ("ar", "هذا كتاب كبير للجميع"), ("chr", "ᏣᎳᎩ"), ("ru", "Это русский текст, а «ї» — одна буква " + "и ещё много слов об этом " * 9),
]


def test_languages_are_guessed_and_checked(run):
    for text, lang in (("Привет, мир и люди", "ru"), ("Γειά σου κόσμε", "el"), ("שלום עולם", "he"), ("مرحبا بالعالم", "ar"), ("これは日本語の文章です", "ja"), ("你好世界", "zh"), ("안녕하세요", "ko"), ("Привет only in Latin words", "en")):
        _, dump, errors = messages(run, "---\ntitle: T\n---\n\n" + text)
        assert 'lang="%s"' % lang in dump and ("so English is taken" in errors if lang == "en" else "add lang: %s" % lang in errors), dump + errors
    for lang, text in LETTERS:
        _, dump, errors = messages(run, "---\ntitle: T\n---\n\n" + text)
        assert 'lang="%s"' % lang in dump and "add lang: %s" % lang in errors, dump + errors
        assert lang not in ("kk", "ru") or ("are not known in" in errors) == (lang == "kk"), errors
    for lang, said in (("xx", "'xx' names no language"), ("vo", "are not known in 'vo'"), ("de", ""), ("pt-BR", ""), ("zh-Hant-TW", "")):
        _, dump, errors = messages(run, "---\ntitle: T\nlang: %s\n---\n\nx" % lang)
        assert (re.search(r"-:3:7: warning: .*%s" % re.escape(said), errors) if said else not errors), lang + errors


PEOPLE = """author:
  - {name: Ana Müller, role: aut}
  - Bo Li
  - {name: Carla Díaz, role: translator}
  - {name: Dev Patel, role: trl}
  - {name: Eva Moss, role: Narrator}
contributor: Finn Odd
"""


def test_roles_are_said_on_both_title_pages(run):
    for lang, line, aside in (("en", "translated by Carla Díaz, Dev Patel", "(narrator)"), ("de", "übersetzt von Carla Díaz, Dev Patel", "(narrator)"),
                              ("ja", "訳：Carla Díaz、Dev Patel", "（narrator）"), ("sw", "translated by Carla Díaz, Dev Patel", "(narrator)")):
        made = Made(run, front(PEOPLE, lang=lang) + "# One\n\nText.\n")
        page = re.sub(r"\s+", " ", made.files["title.xhtml"].decode())
        assert '<p class="author">Ana Müller</p> <p class="author">Bo Li</p> <p class="credits">%s</p>' % line in page, page
        assert re.search(r'<p class="credits">Eva Moss ?%s</p> <p class="credits">Finn Odd</p>' % re.escape(aside), page), page
        if lang != "ja":
            assert "\n%s\nEva Moss %s\nFinn Odd\n" % (line, aside) in made.words, made.words
    assert 'contributor id="person-5">Eva Moss<' in made.package and ">nrt</meta>" in made.package, made.package


def test_roles_have_marc_s_newer_names_too(run):
    made = Made(run, front("author: [{name: A, role: Metal-engraver}, {name: B, role: software developer}, {name: C, role: fon}, {name: D, role: cook}]\n") + "Text.\n")
    assert [code in made.package for code in (">mte<", ">swd<", ">fon<")] == [True] * 3, made.package
    assert made.errors.count("warning") == 1 and "'cook' is no role" in made.errors, made.errors


RELATORS = """
abr=abridger act=actor adp=adapter aft=author_of_afterword,_colophon,_etc. ann=annotator aqt=author_in_quotations_or_text_abstracts arr=arranger art=artist aud=author_of_dialog
aui=author_of_introduction,_etc. aut=author bkd=book_designer cll=calligrapher clr=colorist cmm=commentator cmp=composer com=compiler cov=cover_designer cph=copyright_holder cre=creator
crr=corrector ctb=contributor ctg=cartographer cwt=commentator_for_written_text dgs=degree_supervisor dis=dissertant dte=dedicatee dub=dubious_author edc=editor_of_compilation edt=editor
egr=engraver fac=facsimilist ill=illustrator ilu=illuminator ink=inker ive=interviewee ivr=interviewer lbt=librettist ltr=letterer lyr=lyricist mrk=markup_editor nrt=narrator oth=other
pbd=publisher_director pfr=proofreader pht=photographer pnc=penciller red=redaktor res=researcher rev=reviewer sce=scenarist swd=software_developer tad=technical_advisor ths=thesis_advisor
trc=transcriber trl=translator tyd=type_designer tyg=typographer voc=vocalist wac=writer_of_added_commentary wal=writer_of_added_lyrics wam=writer_of_accompanying_material
wat=writer_of_added_text waw=writer_of_afterword wdc=woodcutter wde=wood_engraver wfs=writer_of_film_story wft=writer_of_intertitles wfw=writer_of_foreword win=writer_of_introduction
wpr=writer_of_preface wst=writer_of_supplementary_textual_content wts=writer_of_television_story"""


def test_roles_by_code_and_by_name_go_to_their_element(run):
    roles = [role.split("=") for role in RELATORS.split()]
    people = ["{name: Person %s-%d, role: \"%s\"}" % (code, way, role) for code, name in roles for way, role in enumerate((code, name.replace("_", " ")))]
    made = Made(run, front("author: [%s]\n" % ", ".join(people)) + "Text.\n")
    assert "role" not in made.errors, made.errors
    said = {name: (element, code) for element, _, name, code in re.findall(r'<dc:(\w+) id="(person-\d+)">([^<]+)</dc:\1>\s*<meta refines="#\2" property="role" scheme="marc:relators">(\w+)<', made.package)}
    for code, _ in roles:
        for way in (0, 1):
            assert said["Person %s-%d" % (code, way)] == ("creator" if code in ("aut", "cre") else "contributor", code), said
    words, page = re.sub(r"\s+", " ", made.words), made.files["title.xhtml"].decode()
    for code, name in roles:
        if code not in ("aut", "cre", "ctb", "trl", "edt", "ill", "win", "wpr", "aui", "aft", "waw"):
            line = "Person %s-0, Person %s-1 (%s)" % (code, code, re.split(",| or ", name.replace("_", " "))[0])
            assert line in words and line in page, line + words


def test_a_book_without_an_author_has_a_maker_where_somebody_made_it(run):
    for role, element in (("edt", "creator"), ("art", "creator"), ("trl", "contributor"), ("ctb", "contributor")):
        made = Made(run, front("author: [{name: First, role: %s}, {name: Second, role: pfr}]\n" % role) + "Text.\n", "--to", "epub")
        assert '<dc:%s id="person-1">First<' % element in made.package and '<dc:contributor id="person-2">Second<' in made.package, made.package


def test_several_authors_in_one_text_are_told(run):
    _, dump, errors = messages(run, "---\ntitle: T\nlang: en\nauthor: A. Name; B. Name\n---\n\nx\n")
    assert "-:4:9: warning: this is taken for one name; write several as a list" in errors and 'name="A. Name; B. Name"' in dump, dump + errors


def test_html_in_a_title_is_read_as_its_marks_are(run):
    made = Made(run, front('subtitle: "H<sub>2</sub>O &amp; <u title=x>more</u>"\nrights: "<b>All</b> mine"\n', title='"<em>All</em> of it <br/> <code>x</code>, <script>y</script>"') + "Text.\n")
    page = made.files["title.xhtml"].decode()
    for words in ("All of it x, &lt;script&gt;y&lt;/script&gt;", "H2O &amp; more", "All mine"):
        assert ">%s<" % words in page, page
        assert words == "All mine" or words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") in re.sub(r"\s+", " ", made.words), page + made.words


def test_marks_of_quotation_in_a_title_with_angle_brackets(run):
    made = Made(run, front(title="'R&D in <Practice>: a \"Handbook\"'") + "Text.\n")
    assert "R&amp;D in &lt;Practice&gt;: a “Handbook”" in made.files["title.xhtml"].decode(), made.files["title.xhtml"]


def test_wrong_values_are_named_with_those_that_are_right(run):
    for line, said in (("toc: maybe", "4:6: error: 'toc' cannot have this value, 'maybe'; give it true or false"), ("dir: up", "4:6: error: 'dir' cannot have this value, 'up'; give it ltr or rtl"),
                       ("toc-depth: 9", "'9'; give it a number from 1 to 6"), ("isbn: 9780306406158", "4:7: warning: '9780306406158' is no ISBN"), ("isbn: 0-306-40615-1", "is no ISBN"),
                       ("series-position: two", "4:18: warning: 'two' is no number"), ("ISBN: 9780306406157", "did you mean 'isbn'?"),
                       ("author: {name: X, role: editr}", "4:25: warning: 'editr' is no role of MARC's list, so it is left out; did you mean 'editor'?")):
        _, _, errors = messages(run, "---\ntitle: T\nlang: en\n%s\n---\n\nx\n" % line)
        assert said in errors and errors.count("\n") == 1, line + errors
    for line in ("isbn: 978-0-306-40615-7", "isbn: 0-306-40615-2", "isbn: 080442957X", "author:", 'contributor: ""', "series-position: 1.5"):
        status, _, errors = messages(run, "---\ntitle: T\nlang: en\n%s\n---\n\nx\n" % line)
        assert status == 0 and not errors, line + errors


def test_people_and_identifiers_as_others_write_them(run):
    made = Made(run, front("author:\n- name: {given: Ann, family: Lee}\n  affiliations: [{name: U}]\n- {given: Bo, family: Ray}\n- {literal: The Group}\n"
                           "identifier: [{scheme: DOI, text: 10.1/2}, {scheme: ISBN-13, text: 978-0-306-40615-7}]\n") + "Text.\n", "--to", "epub")
    assert re.findall(r'<dc:creator id="person-\d">([^<]+)<', made.package) == ["Ann Lee", "Bo Ray", "The Group"], made.package
    assert re.findall(r'property="file-as">([^<]+)<', made.package) == ["Lee, Ann", "Ray, Bo"], made.package
    assert re.findall(r"<dc:identifier[^>]*>([^<]+)<", made.package) == ["10.1/2", "978-0-306-40615-7"], made.package
    assert made.errors.count("warning") == 1 and "'affiliations' says nothing of an author" in made.errors, made.errors


def test_front_matter_of_a_later_source_stops_nothing(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"a.md": front() + "# One\n", "b.md": "---\ntitle: Two\ndate: 1\ndate: 2\n---\n\nWords.\n", "c.md": "---\nkey: *other\n---\n\n# Three\n", "d.md": "---\ntitle: Z\n\n# Four\n"})
        status, dump, errors = run("dump", "a.md", "b.md", "c.md", "d.md", cwd=d)
    assert status == 0 and re.findall(r"(\w\.md:\d+:\d+): (\w+)", errors) == [("b.md:4:1", "warning"), ("c.md:2:6", "warning"), ("d.md:1:1", "warning")], errors
    assert re.findall(r'Header 1 #\w+ .*\n    Str "(\w+)"', dump) == ["One", "Two", "Three", "Four"], dump


def test_what_catalogues_ask_besides(run):
    made = Made(run, front("type: Text\nsource: An older book\nrelation: Its sequel\ncoverage: Ghent, 1432\ntoc: true\ntoc-title: What is in it\n") + "# One\n\nx\n\n# Two\n\ny\n")
    said = re.findall(r"<dc:(type|source|relation|coverage)>(.*?)<", made.package)
    assert said == [("type", "Text"), ("source", "An older book"), ("relation", "Its sequel"), ("coverage", "Ghent, 1432")] and not made.errors, made.package + made.errors
    nav = made.files["nav.xhtml"].decode()
    assert '<h1 id="toc-title">What is in it</h1>' in nav and "Contents" not in nav and "What is in it" in made.words and "Contents" not in made.words, nav + made.words


def test_what_is_of_the_text_is_told_so(run):
    for key, place in (("dedication", "::: dedication"), ("Epigraph", "::: epigraph"), ("acknowledgements", "# Acknowledgments"), ("preface", "# Preface"), ("genre", "'subject'"),
                       ("cover", "'cover-image'"), ("pubdate", "'date'"), ("page-progression-direction", "'dir'"), ("nonsense", "leave it out")):
        _, _, errors = messages(run, "---\ntitle: T\nlang: en\n%s: x\n---\n\nx" % key)
        assert re.search(r"-:4:1: warning: the front matter's '%s' is .*%s" % (key, re.escape(place)), errors) and errors.count("warning") == 1, errors
    made = Made(run, front("cover-image: x\n") + "x\n")
    assert "t.md:4:14: warning: the image 'x' is not taken" in made.errors, made.errors


def test_one_person_of_several_roles_and_texts_in_maps(run):
    """As Pandoc's metadata have them: a person is there once for each role, {text: …} is its text."""
    made = Made(run, front("author:\n  - {name: Cy, role: [editor, illustrator]}\nsubject: [a, {text: b c, authority: BISAC}]\ndate: {text: 2020-01-02}\n") + "x\n")
    assert re.findall(r'property="role"[^>]*>(\w+)<', made.package) == ["edt", "ill"] and made.package.count(">Cy<") == 2, made.package
    assert re.findall(r"<dc:subject>(.*?)<", made.package) == ["a", "b c"] and "<dc:date>2020-01-02<" in made.package, made.package
    assert [line.split(": ", 1)[1] for line in made.errors.splitlines()] == ["warning: 'authority' says nothing of 'subject' here, so it is left out; text: is read"], made.errors
