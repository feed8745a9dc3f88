"""The catalogue of the pages' texts."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from craftgraph.exports.texts import LANGUAGES, Texts, catalogue
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
    """A key that is not there raises, so that no page has a hole in it."""
    with pytest.raises(KeyError):
        Texts("nl")("no.such.key")
