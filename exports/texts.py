"""Every text of the pages, in Dutch and English, from one catalogue: the files of `texts/`, a subject each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "en")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return the catalogue: a text in each language under each key.

    :raises ValueError: when two files have the same key.
    """
    found: dict[str, dict[str, str]] = {}
    for entry in sorted(files("craftgraph.exports").joinpath("texts").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".json"):
            texts: dict[str, dict[str, str]] = json.loads(entry.read_bytes())
            if twice := found.keys() & texts.keys():
                raise ValueError(f"{entry.name} has texts that another file has too: {', '.join(sorted(twice))}")
            found |= texts
    return found


class Texts:
    """The texts of one language; a key that is not there fails, so that no page is built with a hole in it."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its values filled in.

        :raises KeyError: for a key that the catalogue does not have in this language.
        """
        text = catalogue()[key][self.language]
        return text.format(**values) if values else text

    def starting(self, prefix: str) -> dict[str, str]:
        """Return the texts whose keys begin with a prefix, without it (for scripts)."""
        return {
            key.removeprefix(prefix): texts[self.language]
            for key, texts in catalogue().items()
            if key.startswith(prefix)
        }


_MOMENT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


def date_text(date: str, texts: Texts) -> str:
    """Write a date or an interval of EDTF (`2019-10`, `2019/2020-06`) as people do; anything finer stays as it is."""
    return " – ".join(_moment(part, texts) for part in date.split("/"))


def _moment(date: str, texts: Texts) -> str:
    found = _MOMENT.fullmatch(date)
    if found is None:
        return date
    year, month, day = found.groups()
    return " ".join([*([str(int(day))] if day else []), *([texts(f"month.{month}")] if month else []), year])
