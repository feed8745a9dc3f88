"""A statement as one short sentence: in its own words where it has them, or else made of its main fields.

The catalogue holds a pattern for each list (`said.roles`), in parts between bars: a part is left out when the source
does not say one of its fields. Words that leave out of whom they are come after a lead (`lead.roles`).
"""

from __future__ import annotations

from functools import cache
from string import Formatter

from craftgraph.exports.sheet import Sheet, Statement, Value
from craftgraph.exports.texts import catalogue
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import NOBODY


def saying(sheet: Sheet, one: Statement) -> str:
    """Return a statement in one sentence, without a full stop."""
    words = one.text.removesuffix(".")
    if not sheet.has_words(one):
        text = made(sheet, one)
    elif any(words.casefold().startswith(sheet.labels.of(ID + actor).casefold()) for actor in one.mentions):
        text = words
    else:
        lead = _filled(sheet, one, f"lead.{one.listing}")
        text = f"{lead}: {sheet.labels.inside(words)}" if lead else words
    return text[:1].upper() + text[1:]


def made(sheet: Sheet, one: Statement) -> str:
    """Return a statement as its main fields tell it, whether it has words of its own or not; to go on a sentence."""
    return _filled(sheet, one, f"said.{one.listing}") or one.text


def _filled(sheet: Sheet, one: Statement, key: str) -> str:
    values, parts = sheet.values(one), []
    for part, fields in _pattern(key, sheet.language):
        words = {name: _words(sheet, name, values.get(name, ())) for name in fields}
        if all(words.values()):
            parts.append(part.format_map(words))
    return "".join(parts).strip()


@cache
def _pattern(key: str, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the parts of a pattern, each with the fields that it wants; none when there is no such pattern."""
    parts = catalogue()[key][language].split("|") if key in catalogue() else ()
    return tuple((part, tuple(name for _, name, _, _ in Formatter().parse(part) if name)) for part in parts)


def _words(sheet: Sheet, name: str, values: tuple[Value, ...]) -> str:
    texts = [value.text for value in values if value.key not in NOBODY]
    return ", ".join(sheet.labels.inside(text) if name == "audience" else text for text in texts)
