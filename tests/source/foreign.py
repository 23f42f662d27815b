"""Documents as people bring them from elsewhere: a name, a text, and what is told of it, place and words.  All other lines
are no one's fault, and told of nothing.  foreign.py FOLDER writes them, each to a file, to be looked at as e-books."""
import os, sys

NO = "this is no "
DOCUMENTS = [
    # Obsidian
    ("wiki-links", "[[Page]] and [[Page|words]], ![[a.png]]; lists [[1, 2], [3]] stay", ["1:1 " + NO + "link"]),
    ("callouts", "> [!info]- A *folded* one\n> Text.\n\n> [!question]\n> Text.\n\n> [!nonsense]\n> Text.", ["7:3 there is no box of this name"]),
    ("comments", "Words %%hidden%% on. 5 %% 3\n\n%%\nblock\n%%", ["1:7 " + NO + "comment", "3:1 " + NO + "comment"]),
    ("tasks", "- [x] done\n- [/] half\n- [-] not at all\n\n[a]{.mark}", ["2:3 there is no such task"]),
    ("marked", "==words== and a == b", ["1:1 this marks nothing"]),
    # Hugo, Jekyll, GitBook, MDX
    ("hugo", "{{< figure src=\"a.png\" >}}\n\n{{% notice %}}\n\n{{ .Page.Title }} and {{title}}", ["1:1 shortcodes", "5:1 templates"]),
    ("jekyll", "{% raw %}x{% endraw %}\n\n{:.note}\nWords {: .red} here.\n\n* TOC\n{:toc}\n\n[a]({% link b.md %})",
     ["1:1 tags of templates", "3:1 this gives nothing a class", "7:1 this makes no contents", "9:3 " + NO + "link"]),
    ("colons", "::: tip My title\nWords.\n:::\n\n:::note[Title]\nWords.\n:::\n\n::: tip\nRead.\n:::", ["1:1 this begins no div", "5:1 the class 'note[Title]' means nothing"]),
    ("mdx", "import Tabs from './tabs'\n\nimport duties from abroad\n\n{/* not shown */}\n\nexport const a = 1", ["1:1 nothing is run", "5:1 " + NO + "comment"]),
    ("vue", "[[toc]]", ["1:1 this makes no contents"]),
    # MyST, reStructuredText, Asciidoctor, MediaWiki
    ("myst", "```{note}\nWords.\n```\n\n```{figure} a.png\nWords\n```\n\n(name)=\n\nSee {ref}`name`, {x} `y`.\n\n% hidden\n\n(a)= b",
     ["1:1 " + NO + "box", "5:1 " + NO + "picture", "9:1 " + NO + "mark", "11:5 roles", "13:1 " + NO + "comment"]),
    ("rst", ".. note:: Words\n\n:ref:`x` and `link <https://x.y>`_\n\n.. and so on: more", ["1:1 directives", "3:1 roles", "3:1 " + NO + "link"]),
    ("asciidoc", "== Section\n\nimage::a.png[Words]\n\n|===\n| a\n\ninclude::b.adoc[]\n\nWords.footnote:[More.]",
     ["1:1 " + NO + "heading", "3:1 " + NO + "picture", "5:1 " + NO + "table", "8:1 this includes nothing", "10:7 " + NO + "note"]),
    ("mediawiki", "'''Bold''' words\n\n{| class=x\n|}\n\n{{Template|x}}", ["1:1 this is neither bold", "3:1 " + NO + "table", "6:1 templates"]),
    # R Markdown, Quarto, Pandoc
    ("cells", "```{r plot, eval=FALSE}\nplot(1)\n```\n\nThe mean is `r mean(x)`; `r two` and `{r}`.\n\n```{=latex}\nx\n```", ["1:1 nothing runs code", "7:1 what is raw latex"]),
    ("hidden-cells", "```{r setup, include=FALSE}\nlibr\n```\n\n```{r}\n#| include: false\nlibr\n```\n\n```{r}\n#| echo: false\nplot(1)\n```\n\n```{dot}\n//| echo: false\ndigraph { a -> b }\n```\n\nEnd.", ["10:1 nothing runs code here, and this is not to be shown"]),
    ("references", "See @thm-a and @lst-b, me@example.org.", ["1:5 " + NO + "reference here, so this stays as it is; write [](#name)", "1:16 " + NO + "reference here, so this stays as it is; write [](#lst-name)"]),
    ("citations", "As [see @doe99, p. 3] and [-@roe] say, not [mail a@b.c] nor @handle.", ["1:4 citations"]),
    ("examples", "(@good) An example.\n\n#. One\n#. Two", ["1:1 such a list", "3:1 " + NO + "item"]),
    ("brackets", "A formula \\(a^2\\) here, `\\(code\\)`, and \\[not\\] this.\n\n\\[\nx = y\n\\]", ["1:11 \\( and \\) are brackets", "3:1 \\[ and \\] are brackets"]),
    ("tex", "\\vspace{1cm}\n\nWords\\footnote{More.} and \\noindent others.\n\nWords \\newpage more\n\nC:\\\\newer\\older, `\\tiny`, $\\alpha$, \\\\server stay, \\n",
     ["1:1 TeX is not read", "5:7 no page ends within"]),
    ("scripts", "H~2~O x^(2)^ a~b c~ and ^d *e f*^", ["1:15 these words are set low", "1:25 these words are set high"]),
    ("keys", "As @smith2020 says; @handle and a@b2020.example; [^a note of words] [^1 2]", ["1:4 citations", "1:50 " + NO + "note"]),
    ("crossref", "@fig:one, @Eq:two and {@tbl:three}; at 10:fig:one", ["1:1 " + NO + "reference", "1:11 " + NO + "reference", "1:24 " + NO + "reference"]),
    ("includes", "--8<-- \"a.md\"\n\n{!b.md!}\n\n<<(c.rs)\n\n@import \"d\"\n\n<% e %>", ["1:1 this includes nothing", "9:1 tags of templates"]),
    ("blocks", "Words of this ^block-1\n\n- [] a task\n\n???+ note\n\n||hidden|| a || b\n\n:nosuchsign: 10:20:30 std::move:", ["1:15 " + NO + "mark", "3:3 there is no such task", "5:1 " + NO + "box",
      "7:1 this hides nothing", "9:1 there is no sign"]),
    ("braces", "# A {#b c}\n\n{.d} words, {#e f}\n\n{.last}", ["1:5 these attributes have nothing", "5:1 these attributes are of the block below"]),
    ("eastern", "他说__真的__吗，_是_的，a_b_c 和 **真的**吗", ["1:3 underscores"]),
    ("bars", "| a | b |\n| c | d |\n\n| one line |\n\n| verse\n| lines", ["1:1 this is no table without a line"]),
    ("classes", "# A {.unnumberd}\n\n[b](https://c.d){.external target=x kind=y} *e*{.own} ![f](data.png){.center scale=50%}",
     ["1:1 the class 'unnumberd' means nothing here; did you mean 'unnumbered'?", "3:1 the class 'external' means", "3:1 the key 'kind' means", "3:45 the class 'own' means", "3:55 the class 'center' is of blocks", "3:55 the key 'scale' means", "3:55 the image"]),
    # other markups than Markdown
    ("wiki", "=Head=\n\n====== Deep ======\n\nSome //slanted words// here, http://a.b//c // d\n\nSome ''mono words'' here and the strings '' and ''.\n\n[https://a.b the words] here\n\n; term : what it is\n\n* one\n** two",
     ["1:1 " + NO + "heading", "5:6 this is not italic here, so this stays as it is; write *words* (and 1 more", "9:1 " + NO + "link", "11:1 " + NO + "term", "14:1 this is neither a heading nor an item"]),
    ("textile", "h1. Title words\n\nbq. Said\n\nfn1. Note\n\n!image.png! and !important!\n\n{code}\nint x;\n{code}\n\nAt /users/{note} and h1.5",
     ["1:1 " + NO + "heading", "3:1 " + NO + "quotation", "5:1 " + NO + "note", "7:1 " + NO + "picture", "9:1 " + NO + "box"]),
    ("org", "#+TITLE: A book\n\n#+begin_src c\nint x;\n#+end_src\n\n*** Deep\n\n:PROPERTIES:\n:ID: 3\n:END:\n\nWords[fn:1] here.",
     ["1:1 what Org says of a document is not read here, so this stays as it is; write it in the front matter, or ``` around code (and 1 more", "7:1 this is neither a heading", "9:1 fields", "13:6 " + NO + "note"]),
    ("asciidoctor", "= The Title\n\n[source,c]\n----\nint x;\n----\n\n[.lead]\nWords <<ref,see>> and xref:part[Part]; x << y >> z.\n\nifdef::x[]\n\nterm:: what it is\n\n[NOTE]\n====\nStay\n====\n\nAn (((entry))) of std::vector and f :: Int.",
     ["1:1 " + NO + "heading", "3:1 this says nothing of the block below here, so this stays as it is; write {.class} above it, or ``` and a language around code (and 1 more like it)", "9:7 " + NO + "reference", "9:23 macros", "11:1 directives", "13:1 two colons",
      "15:1 " + NO + "box", "20:4 an index"]),
    ("restructured", ".. _target:\n\n.. [1] The note\n\nTitle\n^^^^^\n\nWords [1]_ and a[0]_b\n\nExample::\n\n    code\n\n=====  =====\none    two\n=====  =====",
     ["1:1 directives are not read here, so this stays as it is; write {#name} behind what it names, or <!-- words --> for a comment (and 1 more", "5:1 " + NO + "heading", "8:7 " + NO + "note", "10:7 two colons", "14:1 " + NO + "table"]),
    ("others", "[b]bold[/b] and [quote]said[/quote]\n\n.SH NAME\n\n=head1 NAME\n\n#set page(width: 3cm)\n\nTex\\\\\nlines\n\n{=bright=}\n\n[gallery ids=\"1\"]",
     ["1:8 tags in brackets", "3:1 requests of roff", "5:1 this is Perl", "7:1 what Typst does", "9:3 two backslashes", "12:1 this marks nothing", "14:1 shortcodes"]),
    ("none-of-these", "= 5 + 3\n\n5 = 3 = 2\n\n\\//not slanted/\\/\n\nSee //server/share\n\n.NET is a name\n\n** both ** of them\n\n# x\n\nWords: these, `==x==`, [a] and [quote] (see http://a.b/ for c) \\=Head= a = b", []),
    # what goes wrong anywhere
    ("links", "[a](b c) [d][e] [f](g\n[h](https://i.j)", ["1:3 " + NO + "link", "1:12 nothing has this name"]),
    ("changes", "{++more++} {>>why<<} {~~a~>b~~}", ["1:1 marks of changes", "1:2 this underlines nothing"]),
    ("headings", "####### Seven\n\n# Chapter\\label{x}\n\nWords.", ["1:1 there are six levels", "3:10 TeX is not read"]),
    ("cell", "| a | b |\n|---|---|\n| [[Page]] | $x$ |", ["3:3 " + NO + "link"]),
    ("office", "<o:p></o:p> and <v:shape id=\"x\">", ["1:1 " + NO + "tag"]),
    ("late-front", "Words.\n\n---\nkey: value\n---\n\nMore.\n\n---\n\nNo key: here\n---", ["4:1 this is a heading between rules"]),
    # what is read
    ("github-math", "```math\nx^2 +\n\\bad\n```\n\nA $`y`$ here.", ["3:1 '\\bad' is not known"]),
    ("info-strings", "```c title=\"a.c\" {1,3-4} linenos\nint x;\n\nint w;\nint v;\n```\n\n```c title=\"An example\"\nint y;\n```\n\n```rust,ignore\nlet z;\n```", []),
    ("table-div", "::: {#tbl-x}\n| a |\n|---|\n| b |\n\nWhat it *says*\n:::\n\nSee [](#tbl-x).", []),
    ("line-block", "| One\n|   two\n  goes on\n|\n| Three", []),
]


def main():
    for name, text, _ in DOCUMENTS:
        with open(os.path.join(sys.argv[1], "foreign-%s.md" % name), "w") as file:
            file.write("---\ntitle: T\nlang: en\n---\n\n%s\n" % text)


if __name__ == "__main__":
    main()
