"""The catalogue of the pages' texts."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from craftgraph.exports.texts import LANGUAGES, Texts, catalogue

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


def test_a_missing_text_stops_the_build() -> None:
    """A key that is not there raises, so that no page has a hole in it."""
    with pytest.raises(KeyError):
        Texts("nl")("no.such.key")
