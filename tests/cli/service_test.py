"""What assets/service holds for those who run the program for strangers does what it says, as far as it can be tried here."""
import json, os, re, shlex, shutil, subprocess, tempfile

BIFOLIO = os.environ["BIFOLIO"]
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SOURCE = "---\ntitle: T\nlang: en\n---\n\n# A\n\nText and $x^2$.\n"
# A root that is read-only but for one folder, no network, no rights: what unit and container give.
SHUT = """set -e
mount --bind "$1" "$1"; mount --bind "$2" "$2"; mount -o remount,bind,ro "$1"
shift 2; cd "$1"; shift
! (echo >written) 2>/dev/null
exec "$@"
"""


def read(name):
    with open(ROOT + "/assets/service/" + name) as file:
        return file.read()


def unit_command():
    return shlex.split(re.search(r"^ExecStart=(.*)$", read("bifolio@.service"), re.M).group(1))


def container_command():
    text = read("Containerfile")
    return sum((json.loads(re.search(r"^%s (.*)$" % key, text, re.M).group(1)) for key in ("ENTRYPOINT", "CMD")), [])


def try_command(command, out):
    """Builds where all but the output's folder is read-only, and no network is."""
    with tempfile.TemporaryDirectory() as job, tempfile.TemporaryDirectory() as made:
        with open(job + "/book.md", "w") as file:
            file.write(SOURCE)
        command = [BIFOLIO, *[made if word == out else word for word in command[1:]]]
        shut = ["unshare", "--map-root-user", "--user", "--net", "--mount"]
        if "asan" in BIFOLIO or subprocess.run([*shut, "mount", "--bind", job, job], capture_output=True).returncode:
            done = subprocess.run(command, cwd=job, capture_output=True, text=True)
        else:
            done = subprocess.run([*shut, "sh", "-c", SHUT, "sh", job, made, job, *command], capture_output=True, text=True)
        if "no whole sandbox" in done.stderr:
            return
        assert done.returncode == 0, done.stderr
        assert sorted(os.listdir(made)) == ["book.epub", "book.pdf"] and os.listdir(job) == ["book.md"]


def test_the_commands_of_unit_and_container(run):
    try_command(unit_command(), "out")
    try_command(container_command(), "/out")
    assert "--require-sandbox" in unit_command() and "--require-sandbox" in container_command()


def test_the_unit_is_one(run):
    if not shutil.which("systemd-analyze"):
        return
    with tempfile.TemporaryDirectory() as folder:
        unit = folder + "/bifolio@a.service"
        with open(unit, "w") as out:
            out.write(read("bifolio@.service").replace("/usr/bin/bifolio", os.path.abspath(BIFOLIO)).replace("man:bifolio(1)", "https://example.org/"))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
        assert done.returncode == 0 and "bifolio@a.service" not in done.stderr, done.stderr


def test_the_container_s_targets_are_there(run):
    with open(ROOT + "/Makefile") as file:
        targets = re.findall(r"^([a-z]+):", file.read(), re.M)
    for target in re.search(r"make -C /source (.*)$", read("Containerfile"), re.M).group(1).split():
        assert target in targets, target
