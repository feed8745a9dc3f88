"""The catalogue of the pages' texts."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from craftgraph.exports import texts as catalogue_module
from craftgraph.exports.texts import LANGUAGES, Texts, catalogue
from craftgraph.graph.errors import CraftgraphError
from craftgraph.graph.messages import catalogue as messages
from craftgraph.graph.model import folder

_USED = re.compile(r"""\bt\(\s*['"]([\w.-]+)['"]""")
_FILLED = re.compile(r"\{(\w+)\}")


def test_every_text_is_there_in_both_languages() -> None:
    """A key has a Dutch and an English text, with the same values to fill in."""
    for key, texts in catalogue().items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() for text in texts.values()), key
        assert set(_FILLED.findall(texts["nl"])) == set(_FILLED.findall(texts["en"])), key


def test_every_text_that_a_template_asks_for_is_there() -> None:
    """No template asks for a key that the catalogue does not have."""
    folder = files("craftgraph.exports") / "templates"
    asked = {key for entry in folder.iterdir() for key in _USED.findall(entry.read_text("utf-8"))}
    assert asked
    for key in asked:
        found = any(known.startswith(key) for known in catalogue()) if key.endswith(".") else key in catalogue()
        assert found, key


def test_a_place_is_a_centre_and_what_is_said_of_it_a_description() -> None:
    """Readers meet one word for each: `casus` and `case` stay in code and identifiers."""
    for key, texts in {**catalogue(), **messages()}.items():
        assert not re.search(r"\bcasus", texts["nl"], re.IGNORECASE), key
    for key, texts in catalogue().items():
        assert not re.search(r"(?<!\{)\bcases?\b", texts["en"], re.IGNORECASE), key
    for entry in (*folder().iterdir(), *(folder() / "vocabularies").iterdir()):
        if entry.name.endswith(".ttl"):
            assert not re.search(r"\bcasus", entry.read_text("utf-8"), re.IGNORECASE), entry.name


def test_a_missing_text_stops_the_build() -> None:
    """A key that is not there raises, so that no page has a hole in it; the message names key and language."""
    with pytest.raises(CraftgraphError, match=r"'map\.titel' \(asked in 'nl'\).*did you mean 'map\.title'"):
        Texts("nl")("map.titel")


def test_a_text_without_one_language_names_key_language_and_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever forgot the English words reads which text it is and in which file it stands."""
    halved = {key: {"nl": words["nl"]} if key == "map.title" else words for key, words in catalogue().items()}
    monkeypatch.setattr(catalogue_module, "catalogue", lambda: halved)
    for ask in (lambda: Texts("en")("map.title"), lambda: Texts("en").starting("map.")):
        with pytest.raises(CraftgraphError, match=r"'map\.title' has no words in 'en'.*exports/texts/map\.json"):
            ask()


def test_one_is_said_in_the_singular() -> None:
    """Where a text has words for one, a number of one gets them."""
    for key, words in catalogue().items():
        if key.endswith(".one") and key.removesuffix(".one") in catalogue():
            values = dict.fromkeys(_FILLED.findall(words["nl"]), "x")
            one, many = (Texts("nl")(key.removesuffix(".one"), **{**values, "n": n}) for n in (1, 2))
            assert one != many.replace("2", "1"), key
    assert "1 kenmerken" not in Texts("nl")("form.js.status", name="Oss", degree="veel", n=1)
