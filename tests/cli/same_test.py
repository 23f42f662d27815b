"""The same source gives the same bytes, wherever and however it is built."""
import os, re, shutil, struct, subprocess, tempfile, time, zipfile, zlib

BIFOLIO = os.environ["BIFOLIO"]
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
CONTENT = os.path.join(ROOT, "content")


def built(source, cwd, out, env=None, umask=0o022, jobs=()):
    done = subprocess.run([BIFOLIO, "build", "-o", out, *jobs, source], cwd=cwd, env=env, umask=umask, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [open("%s/article.%s" % (out, suffix), "rb").read() for suffix in ("epub", "pdf")]


def test_the_article_anywhere(run):
    plain = {name: value for name, value in os.environ.items() if name in ("PATH", "ASAN_OPTIONS")}
    with tempfile.TemporaryDirectory() as d:
        copy = d + "/a folder, elsewhere"
        shutil.copytree(CONTENT, copy)
        for name in os.listdir(copy):
            os.utime(copy + "/" + name, (1000000000, 1000000000))
        first = built("article.md", CONTENT, d + "/0")
        ways = [
            dict(source=CONTENT + "/article.md", cwd="/"),
            dict(source="article.md", cwd=copy),
            dict(source="./../" + os.path.basename(copy) + "//article.md", cwd=copy),
            dict(source="article.md", cwd=copy, env=plain, umask=0o077),
            dict(source="article.md", cwd=copy, env=dict(os.environ, LC_ALL="C", LANG="C", TZ="Asia/Kathmandu")),
            dict(source="article.md", cwd=copy, env=dict(os.environ, LC_ALL="de_DE.UTF-8", LANGUAGE="de", FC_LANG="ja", TZ="America/St_Johns")),
            dict(source="article.md", cwd=copy, env=dict(os.environ, LC_ALL="tr_TR.UTF-8", PANGO_LANGUAGE="hy:ja", HOME="/nonexistent")),
        ]
        for number, way in enumerate(ways, 1):
            again = built(out="%s/%d" % (d, number), **way)
            assert again[0] == first[0], ("the e-book differs", way)
            assert again[1] == first[1], ("the PDF differs", way)


def test_the_date_is_the_source_s(run):
    with tempfile.TemporaryDirectory() as d:
        env = dict(os.environ, SOURCE_DATE_EPOCH="1000000000")
        one, two = built("article.md", CONTENT, d + "/1", env), built("article.md", CONTENT, d + "/2", dict(env, TZ="Asia/Tokyo"))
        assert one == two
        info = subprocess.run(["pdfinfo", "-rawdates", d + "/1/article.pdf"], capture_output=True, text=True).stdout
        assert "D:20010909014640Z" in info, info


def test_svg_text_does_not_follow_the_locale(run):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="5" y="20" font-family="sans-serif">直 骨 Text Ա</text></svg>'
    with tempfile.TemporaryDirectory() as d:
        open(d + "/f.svg", "w").write(svg)
        open(d + "/article.md", "w").write("---\ntitle: T\nlang: en\n---\n\n![c](f.svg){alt=a}\n")
        one = built("article.md", d, d + "/1", dict(os.environ, LC_ALL="C"))
        two = built("article.md", d, d + "/2", dict(os.environ, LC_ALL="ja_JP.UTF-8", FC_LANG="ja", PANGO_LANGUAGE="ja"))
        assert one == two


def test_the_number_of_jobs_does_not_matter(run):
    with tempfile.TemporaryDirectory() as d:
        shutil.copy(CONTENT + "/timeline.svg", d)
        text = open(CONTENT + "/article.md").read().replace("toc: true", "toc: false")
        front, body = text.split("\n---\n", 1)
        more = "".join("\n\n# Chapter %d\n\n" % number + "Words *of* a chapter, **many** of them, for pages to fill. " * 400 for number in range(12))
        open(d + "/article.md", "w").write(front + "\n---\n" + body + more)
        one = built("article.md", d, d + "/1", jobs=["--jobs", "1"])
        for jobs in ("2", "3", "8"):
            assert built("article.md", d, d + "/" + jobs, jobs=["--jobs", jobs]) == one, jobs
        for jobs in ("0", "65", "two", ""):
            status, _, said = run("build", "--jobs", jobs, "article.md", cwd=d)
            assert status == 2 and "--jobs" in said, (jobs, said)


def test_paragraphs_that_several_threads_break_are_the_same(run):
    kinds = ["Plain words that an author wrote, *some* of them **heavy**, others in `code`, hyphenation's incomprehensibilities among them. " * 5,
             "See [](#end), which is on another page.", "A note.[^%d]", "A formula $x_%d = \\frac{a}{b}$ in a line of text.",
             "[Zuckerbäckerei und Schifffahrtsgesellschaft, Drucker und Bäcker]{lang=de-1901}", "מילים *בעברית* and words",
             "\\(a signed letter\\)\\\nin two lines", "Καλημέρα κόσμε, здравствуй, мир.", "- an item\n\n- another"]
    missing = "Letters that no font has, \u038B and \u0380, are told of where they stand first."
    with tempfile.TemporaryDirectory() as d:
        blocks = []
        for i in range(40):
            blocks += ["# Chapter %d" % i] * (i % 8 == 0) + ["## Section %d" % i] * (i % 3 == 0) + [missing] * (i > 12)
            blocks += [kind % i if "%" in kind else kind for kind in kinds[i % 3:]] + [kinds[0]] * 5 + ["[^%d]: The note." % i]
        open(d + "/article.md", "w").write("---\ntitle: T\nlang: en\n---\n\n" + "\n\n".join(blocks) + "\n\n# The end {#end}\n")
        made, said = {}, {}
        for jobs in ("1", "2", "7"):
            said[jobs] = run("build", "--jobs", jobs, "-o", d + "/" + jobs, "article.md", cwd=d)[2]
            made[jobs] = [open("%s/%s/article.%s" % (d, jobs, suffix), "rb").read() for suffix in ("epub", "pdf")]
            assert said[jobs] == said["1"] and made[jobs] == made["1"], (jobs, said[jobs], said["1"])
        assert "U+038B" in said["1"] and "U+0380" in said["1"], said["1"]


def test_messages_of_both_editions_are_told_with_any_number_of_jobs(run):
    with tempfile.TemporaryDirectory() as d:
        open(d + "/a.png", "wb").write(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\2\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0")
        open(d + "/a.md", "w").write("---\ntitle: T\nlang: en\n---\n\n![c](a.png){alt=a}\n\n[x](#none)\n")
        said = [run("build", "--jobs", jobs, "a.md", cwd=d) for jobs in ("1", "4")]
        assert said[0] == said[1] and said[0][0] == 0 and "a.png" in said[0][2] and "id 'none'" in said[0][2], said


def png(width, height, whole):
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    row = b"\0" + bytes(x // 40 % 256 for x in range(width * 3))
    data = zlib.compress(row * height, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + \
        chunk(b"IDAT", data if whole else data[:len(data) // 2]) + chunk(b"IEND", b"")


def test_pictures_that_several_threads_make_smaller_are_the_same(run):
    """Each in its place under its name; what cannot be read is told of in the order of the text."""
    with tempfile.TemporaryDirectory() as d:
        for number in range(5):
            open("%s/p%d.png" % (d, number), "wb").write(png(2400 + 80 * number, 1700, True))
        for number in range(3):
            open("%s/q%d.png" % (d, number), "wb").write(png(2400 - 900 * number, 1700, number == 1))
        show = lambda letter, count: "---\ntitle: T\nlang: en\n---\n\n" + "\n\n".join("![Words %d](%s%d.png){alt=a}" % (n, letter, n) for n in range(count)) + "\n"
        open(d + "/article.md", "w").write(show("p", 5))
        open(d + "/damaged.md", "w").write(show("q", 3))
        said, made = {}, {}
        for jobs in ("1", "2", "4"):
            run("build", "--to", "epub", "--jobs", jobs, "-o", d + "/" + jobs, "article.md", cwd=d)
            with open("%s/%s/article.epub" % (d, jobs), "rb") as made_one:
                made[jobs] = made_one.read()
            said[jobs] = run("build", "--to", "epub", "--jobs", jobs, "damaged.md", cwd=d)
            assert made[jobs] == made["1"] and said[jobs] == said["1"], (jobs, said[jobs])
        assert said["1"][0] == 0 and re.findall(r"^damaged\.md:(\d+):1: warning: the image '(q\d)", said["1"][2], re.M) == [("6", "q0"), ("10", "q2")], said["1"]
        with zipfile.ZipFile(d + "/1/article.epub") as book:
            files = "\n".join(book.namelist())
        assert all("images/p%d.png" % n in files for n in range(5)), files


def threads_of(command, cwd):
    """The processor's time that each thread of a process took, in nanoseconds."""
    taken = {}
    process = subprocess.Popen(command, cwd=cwd, env=dict(os.environ, BIFOLIO_WORKER="no"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        folder = "/proc/%d/task" % process.pid
        for thread in os.listdir(folder) if os.path.isdir(folder) else []:
            try:
                with open("%s/%s/schedstat" % (folder, thread)) as told:
                    taken[thread] = int(told.read().split()[0])
            except (OSError, ValueError, IndexError):
                pass  # it has ended meanwhile
        time.sleep(0.01)
    return sorted(taken.values())


def test_who_waits_for_pictures_makes_some(run):
    """Of two threads both make them: neither has less than a quarter of what the other has, however busy the machine."""
    with tempfile.TemporaryDirectory() as d:
        for number in range(16):
            open("%s/p%d.png" % (d, number), "wb").write(png(2400, 1700 + number, True))
        open(d + "/article.md", "w").write("---\ntitle: T\nlang: en\n---\n\n" + "\n\n".join("![Words](p%d.png){alt=a}" % n for n in range(16)) + "\n")
        taken = threads_of([BIFOLIO, "build", "--to", "epub", "--jobs", "2", "article.md"], d)
        assert len(taken) == 2 and taken[0] > taken[1] / 4, taken
