"""Spaces before French signs: narrowed where one was typed, none put in."""
from making import tree


def text_of(run, text, lang):
    return tree(run, text, lang)[0].replace("\u202f", "_").replace("\u00a0", "~")


def test_spaces_before_signs(run):
    found = text_of(run, "Oui ! Non ? Bien ; merci : « ça » voilà! 12:30", "fr")
    assert "Oui_! Non_? Bien_; merci~: «_ça_» voilà! 12:30" in found, found
    assert "merci_:" in text_of(run, "merci : oui", "fr-CH")
    assert "Oui ! Non ? : a" in text_of(run, "Oui ! Non ? : a", "en")
