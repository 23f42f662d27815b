"""The licence, and the Debian package."""
import os, re, shutil, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = HERE + "/../.."


def test_the_licence_is_named(run):
    terms = open(TOP + "/LICENSE").read()
    assert terms.startswith("MIT License\n\nCopyright (c) 2026 the bifolio authors\n") and "[LICENSE](LICENSE)" in open(TOP + "/README.md").read()
    assert "licence: MIT; copyright 2026 the bifolio authors\n" in run("version", "--verbose")[1]
    assert ".Sh AUTHORS\n" in run("man")[1] and "MIT licence" in run("man")[1]


def test_a_package_is_its_builder_s_and_has_the_licence_s_terms(run):
    if not shutil.which("dpkg-shlibdeps"):
        return
    with tempfile.TemporaryDirectory() as d:
        for name in ("bin", "share/man/man1", "share/zsh/site-functions"):
            os.makedirs(d + "/root/usr/" + name)
        shutil.copy(os.environ["BIFOLIO"], d + "/root/usr/bin/bifolio")
        for name in ("man/man1/bifolio.1", "zsh/site-functions/_bifolio"):
            open(d + "/root/usr/share/" + name, "w").write("x\n")
        env = dict(os.environ, B=d, VERSION="0.1", DEBFULLNAME="A & B|C", DEBEMAIL="a@b.org")
        done = subprocess.run([TOP + "/assets/debian/package", d], env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        made = [name for name in os.listdir(d) if name.endswith(".deb")]
        fields = subprocess.run(["dpkg-deb", "-f", d + "/" + made[0]], capture_output=True, text=True).stdout
        assert "\nMaintainer: A & B|C <a@b.org>\n" in fields and re.search(r"\nDepends: .*\blibc6 ", fields), fields
        told = open(d + "/root/usr/share/doc/bifolio/copyright").read().split("License: Expat\n")[-1]
        terms = re.search(r"Permission.*", open(TOP + "/LICENSE").read(), re.S).group()
        assert re.sub(r"(?m)^ \.?", "", told) == terms, told
        del env["DEBEMAIL"]
        done = subprocess.run([TOP + "/assets/debian/package", d], env=env, capture_output=True, text=True)
        assert "DEBEMAIL" in done.stderr, done.stderr


def test_make_help_names_the_targets(run):
    told = subprocess.run(["make", "-s", "help"], cwd=TOP, capture_output=True, text=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", open(TOP + "/Makefile").read(), re.M).group(1).split()
    assert set(re.findall(r"^make (\w+) ", told, re.M)) == set(phony) - {"all"}, told
    named = set(re.findall(r"`make (\w+)", open(TOP + "/README.md").read()))
    assert named and not named - set(phony), named - set(phony)
