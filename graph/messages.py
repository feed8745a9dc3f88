"""What craftgraph tells of files and queries, in Dutch and English, from one catalogue: `ontology/messages.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, Protocol

from craftgraph.graph.errors import Finding
from craftgraph.graph.model import folder


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return the catalogue: a text in each language under each key."""
    found: dict[str, dict[str, str]] = json.loads((folder() / "messages.json").read_bytes())
    return found


class Message(str):
    """A text in English that can be put in another language: `key` leads to its words, `values` are filled in.

    A value may itself be a message.
    """

    key: str
    values: dict[str, object]

    def __new__(cls, key: str, /, **values: object) -> Message:
        """Make a message of the catalogue.

        :raises KeyError: for a key that the catalogue does not have.
        """
        made = super().__new__(cls, _words(key, "en", values))
        made.key, made.values = key, values
        return made

    def __deepcopy__(self, _: dict[int, Any]) -> Message:
        return self

    def text(self, language: str) -> str:
        """Return the message in a language."""
        return _words(self.key, language, self.values)


class Place(NamedTuple):
    """A place in a file; line and column count from 1."""

    line: int = 1
    column: int = 1


class Placed(Protocol):
    """Whatever stands at a line and column of a file."""

    @property
    def line(self) -> int:
        """The line, from 1."""

    @property
    def column(self) -> int:
        """The column, from 1."""


def finding(path: str, place: Placed, key: str, remedy: str = "", /, **values: object) -> Finding:
    """Make a finding whose problem is the message of `key`, and its remedy that of `remedy` (by default `key.do`)."""
    return Finding(path, place.line, place.column, Message(key, **values), remedy or Message(f"{key}.do", **values))


def in_language(found: Finding, language: str) -> Finding:
    """Return a finding in a language; what was never a message stays as it is."""
    texts = [one.text(language) if isinstance(one, Message) else one for one in (found.problem, found.remedy)]
    return replace(found, problem=texts[0], remedy=texts[1])


def told(error: Exception, language: str) -> str:
    """Return what an error says in a language; what was never a message stays as it is."""
    said = error.args[0] if error.args else ""
    return said.text(language) if isinstance(said, Message) else str(error)


def either(names: Sequence[str]) -> str:
    """Return names as a choice.

    >>> either(["a", "b", "c"]), either(["a"])
    ('a, b or c', 'a')
    """
    return Message("choice", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


def _words(key: str, language: str, values: dict[str, object]) -> str:
    filled = {name: value.text(language) if isinstance(value, Message) else value for name, value in values.items()}
    return catalogue()[key][language].format(**filled)
