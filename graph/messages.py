"""What craftgraph tells of files and queries, in Dutch and English, from one catalogue: `ontology/messages.json`."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

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


def _words(key: str, language: str, values: dict[str, object]) -> str:
    filled = {name: value.text(language) if isinstance(value, Message) else value for name, value in values.items()}
    return catalogue()[key][language].format(**filled)
