"""Spaces before French signs: narrowed where one was typed, none put in."""


def text_of(run, text, lang):
    status, dump, errors = run("dump", "-", stdin=("---\ntitle: T\nlang: %s\n---\n\n%s\n" % (lang, text)).encode())
    assert status == 0, errors
    return dump.replace("\u202f", "_").replace("\u00a0", "~")


def test_spaces_before_signs(run):
    found = text_of(run, "Oui ! Non ? Bien ; merci : « ça » voilà! 12:30", "fr")
    assert "Oui_! Non_? Bien_; merci~: «_ça_» voilà! 12:30" in found, found
    assert "merci_:" in text_of(run, "merci : oui", "fr-CH")
    assert "Oui ! Non ? : a" in text_of(run, "Oui ! Non ? : a", "en")
