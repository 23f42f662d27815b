"""The same source gives the same bytes, wherever and however it is built."""
import os, shutil, subprocess, tempfile

BIFOLIO = os.environ["BIFOLIO"]
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
CONTENT = os.path.join(ROOT, "content")


def built(source, cwd, out, env=None, umask=0o022):
    done = subprocess.run([BIFOLIO, "build", "-o", out, source], cwd=cwd, env=env, umask=umask, capture_output=True, text=True)
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
