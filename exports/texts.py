"""Every text of the pages, in Dutch and English, from one catalogue: the files of `texts/`, a subject each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from craftgraph.graph.errors import CraftgraphError, nearest

LANGUAGES = ("nl", "en")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return the catalogue: a text in each language under each key.

    :raises ValueError: when two files have the same key.
    """
    found: dict[str, dict[str, str]] = {}
    for name, texts in _by_file().items():
        if twice := found.keys() & texts.keys():
            raise ValueError(f"{name} has texts that another file has too: {', '.join(sorted(twice))}")
        found |= texts
    return found


def _by_file() -> dict[str, dict[str, dict[str, str]]]:
    from importlib.resources import files  # costs a tenth of the time of `craftgraph --help`, which needs no texts

    folder = files("craftgraph.exports").joinpath("texts")
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".json")), key=lambda one: one.name)
    return {entry.name: json.loads(entry.read_bytes()) for entry in entries}


@cache
def _keys(prefix: str) -> tuple[str, ...]:
    """Return the keys of the catalogue that begin with a prefix."""
    return tuple(key for key in catalogue() if key.startswith(prefix))


def _missing(key: str, language: str) -> CraftgraphError:
    """Return the error that says which text is not there, in which language, and where to write it."""
    name = next((name for name, texts in _by_file().items() if key in texts), "")
    if name:
        return CraftgraphError(
            f"The text '{key}' has no words in '{language}': write them in exports/texts/{name}, "
            f"beside those in {' and '.join(sorted(catalogue().get(key, {}))) or 'other languages'}."
        )
    hint = nearest(key, catalogue())
    tail = f"did you mean '{hint}'?" if hint else "write it there in every language."
    return CraftgraphError(f"There is no text '{key}' (asked in '{language}') in exports/texts/*.json; {tail}")


class Texts:
    """The texts of one language; a key that is not there fails, so that no page is built with a hole in it."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its values filled in; where `n` is one, that under `key.one`, if there is such a text.

        :raises CraftgraphError: for a key that the catalogue does not have in this language.
        """
        if not values:
            return self._of(key)
        if str(values.get("n")) == "1" and f"{key}.one" in catalogue():
            key = f"{key}.one"
        return self._of(key).format(**values)

    def _of(self, key: str) -> str:
        try:
            return catalogue()[key][self.language]
        except KeyError:
            raise _missing(key, self.language) from None

    def starting(self, prefix: str) -> dict[str, str]:
        """Return the texts whose keys begin with a prefix, without it (for scripts)."""
        return {key.removeprefix(prefix): self._of(key) for key in _keys(prefix)}


_DESCRIBES = re.compile(r"(?:de|het|een|the|an?) ")


def opening_name(name: str) -> str:
    """Return a name as it opens a page or a sentence: a description with an article gets a capital there.

    >>> opening_name("de makers van WaardeRing"), opening_name("repareren.nu")
    ('De makers van WaardeRing', 'repareren.nu')
    """
    return name[0].upper() + name[1:] if _DESCRIBES.match(name) else name


_MOMENT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]|2[1-4])(?:-(\d\d))?)?(~?)")


def date_text(date: str, texts: Texts) -> str:
    """Write a date or an interval of EDTF as people do; anything finer stays as it is.

    Besides years, months and days there are seasons (`2019-23`, autumn) and dates by approximation (`2022-06~`).
    """
    return " – ".join(_moment(part, texts) for part in date.split("/"))


def _moment(date: str, texts: Texts) -> str:
    found = _MOMENT.fullmatch(date)
    if found is None:
        return date
    year, month, day, about = found.groups()
    if month == "06" and about and not day:
        return texts("date.mid", year=year)
    text = " ".join([*([str(int(day))] if day else []), *([texts(f"month.{month}")] if month else []), year])
    return texts("date.about", date=text) if about else text
