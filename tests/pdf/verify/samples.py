"""Proves the checker on a folder of samples with known verdicts: samples.py FOLDER [RULE…].

A sample's folder names the standard (ua-1, a-2a, a-2b, a-2u), its file name the clause, the test and the verdict.
"""
import collections, os, re, sys

import verify

# Where the samples count a clause's tests otherwise than validators do now, any test of the clause is meant, or of the clause that took it over.
TAKEN_OVER = {"a2 6.2.10": "a2 6.2.4.3", "a2 6.2.4.4": "a2 6.2.4.3", "a2 6.2.4.5": "a2 6.2.4.3", "ua1 7.18.7": "ua1 7.11", "a2 6.2.9.1": "a2 6.2.9",
              "a2 6.2.9.2": "a2 6.2.9", "a2 6.2.9.3": "a2 6.2.9", "a2 6.2.8.1": "a2 6.2.8", "ua1 7.2": "ua1 7.2"}
NAME = re.compile(r"(?:veraPDF test suite )?([\d.-]+?)-t(\d+)-(pass|fail)-\w+\.pdf$")


def samples(folder):
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            match = NAME.search(name)
            standard = re.search(r"/(ua-1|a-2[abu])(/|$)", base)
            if match and standard:
                prefix = "ua1" if standard.group(1) == "ua-1" else "a2"
                clause = match.group(1).replace("-", ".").strip(".")
                yield os.path.join(base, name), prefix, clause, int(match.group(2)), match.group(3)


def main():
    table = collections.defaultdict(lambda: [0, 0, []])
    wanted = sys.argv[2:]
    for path, prefix, clause, test, verdict in samples(sys.argv[1]):
        rule = "%s %s-%d" % (prefix, clause, test)
        if wanted and rule not in wanted:
            continue
        try:
            found = {r for r, _, _ in verify.check(path)}
        except Exception as error:
            found = {"crash %s: %s" % (type(error).__name__, error)}
        clause = rule.rsplit("-", 1)[0]
        related = {r for r in found if r.rsplit("-", 1)[0] in (clause, TAKEN_OVER.get(clause))}
        said = "fail" if rule in found or (verdict == "fail" and related) else "pass"
        row = table[rule]
        row[1] += 1
        if said == verdict and not any(r.startswith("crash") for r in found):
            row[0] += 1
        else:
            row[2].append("%s (%s)" % (os.path.basename(path), ", ".join(sorted(r for r in found if r.startswith((prefix, "crash"))))))
    right = total = 0
    for rule, (good, all_, wrong) in sorted(table.items()):
        print("%-22s %d of %d%s" % (rule, good, all_, "".join("\n    " + w for w in wrong)))
        right, total = right + good, total + all_
    print("%d of %d samples judged rightly" % (right, total))


main()
