"""The catalogue of what craftgraph tells of files and queries."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from craftgraph.graph.errors import Finding
from craftgraph.graph.messages import Message, Place, catalogue, either, finding, in_language
from craftgraph.graph.model import folder

_FILLED = re.compile(r"(?<!\{)\{(\w+)\}")


def test_every_message_is_there_in_both_languages() -> None:
    """A message has a Dutch and an English text, with the same values to fill in."""
    for key, texts in catalogue().items():
        assert set(texts) == {"nl", "en"}, key
        assert all(text.strip() for text in texts.values()), key
        assert set(_FILLED.findall(texts["nl"])) == set(_FILLED.findall(texts["en"])), key


def test_every_rule_of_the_shapes_has_dutch_words() -> None:
    """What the rules in SPARQL say stands word for word in the catalogue, so that it can be said in Dutch."""
    said = re.findall(r'sh:message "([^"]+)"', (folder() / "shapes.ttl").read_text("utf-8"))
    texts = {key: entry["en"] for key, entry in catalogue().items() if key.startswith("shape.")}
    assert len(said) > 5
    assert set(said) == {f"{texts[key]}; {texts[f'{key}.do']}" for key in texts if not key.endswith(".do")}


def test_a_message_is_english_and_knows_its_dutch() -> None:
    """A message is its English text, also when copied; values that are messages are put in the other language too."""
    said = Message("ways", first=Message("add.case"), last=either(["`posts`", "`bodies`"]))
    assert said == "name the `id:` of a case, or `posts` or `bodies`"
    assert deepcopy(said).text("nl") == "noem de `id:` van een beschrijving, of `posts` of `bodies`"


def test_a_message_that_is_not_there_fails() -> None:
    """A key that the catalogue does not have raises, so that no finding is without words."""
    with pytest.raises(KeyError):
        Message("no.such.key")


def test_a_finding_is_put_in_words_by_whoever_prints() -> None:
    """A finding is told in a language; words that are no message stay as they are."""
    found = finding("x.yaml", Place(3, 4), "name-twice", name="id", line=2)
    assert str(found) == "x.yaml:3:4: `id` stands here twice (first on line 2); keep one, or make the values a list"
    dutch = in_language(found, "nl")
    assert dutch.problem == "`id` staat hier twee keer (eerst op regel 2)"
    assert in_language(found, "en") == found
    assert in_language(Finding("x", 1, 1, "a", "b"), "nl") == Finding("x", 1, 1, "a", "b")
