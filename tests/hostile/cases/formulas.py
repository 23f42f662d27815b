"""Formulas of strangers: macros without end, deep and wide ones, signs that are none; bounded, and told at their line."""

HEAD = "---\ntitle: T\nlang: en\n%s---\n\n"
AT = r"^a\.md:\d+:\d+: (error|warning): "


def formula(name, tex, message=AT, front="", status=0):
    return ("formula: " + name, {"a.md": HEAD % front + "$$\n" + tex + "\n$$\n"}, ["build", "a.md"], status, message)


def doubled(count):
    """A macro that stands for two of the one before it."""
    names = [chr(97 + i) * 3 for i in range(count)]
    return r"\def\aaa{xx}" + "".join(r"\def\%s{\%s\%s}" % (after, before, before) for before, after in zip(names, names[1:])) + "\\" + names[-1]


CASES = [
    formula("a macro of itself", r"\def\a{\a}\a"),
    formula("a macro of itself and more", r"\def\a{x\a x}\a"),
    formula("macros of each other", r"\def\a{\b}\def\b{\a}\a"),
    formula("macros that double", doubled(4), None),
    formula("macros that double without end", doubled(25)),
    formula("an argument that doubles", r"\newcommand{\d}[1]{#1#1}" + r"\d{" * 40 + "x" + "}" * 40),
    formula("an argument that there is not", r"\newcommand{\d}[1]{#2}\d{x}", ""),
    formula("more arguments than there can be", r"\newcommand{\d}[99]{#1}\d{x}"),
    formula("a macro in the front matter that is of itself", r"\RR", front="macros:\n  RR: \\RR\n"),
    formula("a macro in the front matter that is none", "x", "", front="macros:\n  'R R': x\n  '': y\n  RR: '}{'\n"),
    formula("macros without end", "".join(r"\def\m%s{x}" % (chr(97 + i % 26) * (i // 26 + 1)) for i in range(2000)) + "y", ""),
    *[formula("one within the other: " + begin, begin * 100 + "x" + end * 100, "") for begin, end in (("x_{", "}"), ("x^{a+", "}"), (r"\sqrt[", "]{y}"), (r"\frac{1}{", "}"), (r"\overset{", "}{y}"),
      (r"\left(", r"\right)"), (r"\underbrace{", "}_{n}"), (r"\sum_{", "}"), (r"\text{$", "$}"), (r"\begin{matrix}", r"\end{matrix}"), (r"\phantom{", "}"), (r"\hat{", "}"), (r"\xrightarrow{", "}"), (r"{}_{", "}^2X"))],
    formula("columns said without end", r"\begin{array}{*{2000000000}{|}*{9000}{*{9000}{*{9000}{:}}}*{200000}{@{xyz}}*{9000}{*{9000}{c}}}x\end{array}", None),
    formula("braces without end", "{" * 5000 + "x" + "}" * 5000, ""),
    formula("nothing in braces", "{}", ""),
    formula("braces that stay open", "{" * 5000, ""),
    formula("braces that close", "}" * 5000, ""),
    formula("roots in roots", r"\sqrt{" * 2000 + "x" + "}" * 2000, ""),
    formula("fractions in fractions", r"\frac{1}{" * 2000 + "x" + "}" * 2000, ""),
    formula("scripts of scripts", "x" + "^{x" * 2000 + "}" * 2000, ""),
    formula("scripts without a base", "^" * 5000),
    formula("accents on accents", r"\hat{" * 1000 + "x" + "}" * 1000, ""),
    formula("fences in fences", r"\left(" * 1000 + "x" + r"\right)" * 1000, ""),
    formula("fences that stay open", r"\left(" * 1000),
    formula("tables in tables", r"\begin{matrix}" * 200 + "x" + r"\end{matrix}" * 200, ""),
    formula("a table of many columns", r"\begin{matrix}" + "x&" * 5000 + r"x\end{matrix}", ""),
    formula("a table of many rows", r"\begin{matrix}" + r"x\\" * 5000 + r"x\end{matrix}", ""),
    formula("columns without end", r"\begin{array}{*{1000000}{c}}x\end{array}", ""),
    formula("columns of columns", r"\begin{array}{" + "*{99}{" * 20 + "c" + "}" * 20 + r"}x\end{array}", ""),
    formula("exponents without end", r"\num[exponent-mode=fixed,fixed-exponent=-9223372036854775808]{1}\num[exponent-mode=scientific]{1e-9223372036854775808}", ""),
    formula("a cell over more columns than there are", r"\begin{array}{c}\multicolumn{2000000000}{c}{x}\end{array}", ""),
    formula("lines across", r"\begin{array}{c}" + r"\hline" * 5000 + r"x\end{array}", ""),
    formula("an environment of a wrong name", r"\begin{" + "x" * 50000 + "}"),
    formula("an end without a begin", r"\end{matrix}"),
    formula("a command of a long name", "\\" + "x" * 50000),
    formula("a rule without end", r"\rule{99999999999em}{99999999999em}", ""),
    formula("a rule of less than nothing", r"\rule{-5em}{-9em}", ""),
    formula("a space without end", r"\hspace{1e99em}x\kern-99999999999em", ""),
    formula("a row far away", r"\begin{matrix}x\\[9999999999em]y\end{matrix}", ""),
    formula("raised to the moon", r"\raisebox{999999999pt}{x}", ""),
    formula("sizes of sizes", r"\big" * 2000 + "("),
    formula("a colour that is none", r"\color{url(javascript:alert(1))}x", ""),
    formula("a link that runs", r"\href{javascript:alert(1)}{x}", ""),
    formula("markup in words", r"\text{</mtext><script>alert(1)</script>}", ""),
    formula("control characters", "x \u200b \u202e y \ufeff", ""),
    formula("a chemical formula without end", r"\ce{" + "H2O + " * 5000 + "}", ""),
    formula("units without end", r"\SI{1}{" + r"\kilo\metre" * 3000 + "}", ""),
    formula("tags", r"x \tag{1} \tag{2} \tag{" + "3" * 20000 + "}", ""),
    formula("labels", "".join(r"\label{a%d}" % i for i in range(2000)) + "x", ""),
    formula("a long sum", "x + " * 20000 + "y", ""),
    formula("limits without end", r"\sum" + r"\limits" * 20000 + "_x", ""),
    formula("primes without end", "x" + "'" * 20000, ""),
    formula("a comment to the end", "x % y", ""),
    ("formulas: many", {"a.md": HEAD % "" + "$x$ " * 20000}, ["check", "a.md"], 0, ""),
    ("formulas: that end nowhere", {"a.md": HEAD % "" + "$x " * 20000}, ["check", "a.md"], 0, ""),
]
