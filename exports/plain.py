"""A case as plain text: every statement with its status and its sources, for a terminal or a printer."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.exports.texts import Texts


def sheet_lines(sheet: Sheet, width: int = 100) -> Iterator[str]:
    """Yield a case as lines of text, no longer than `width`."""
    texts = Texts(sheet.language)
    yield sheet.name
    yield texts(
        "plain.as_of", date=sheet.as_of, source=", ".join(filter(None, [sheet.source.document, sheet.source.heading]))
    )
    for section in sheet.sections:
        yield ""
        yield f"{section.title} ({len(section.statements)})"
        for one in section.statements:
            yield fill(_sentence(one, texts), width, initial_indent="  - ", subsequent_indent="    ")


def _sentence(one: Statement, texts: Texts) -> str:
    details = "; ".join(f"{label}: {value}" for label, value in one.details)
    status = ", ".join(filter(None, [one.status_label, texts("plain.reading") if one.is_reading else ""]))
    places = "; ".join(
        f"{place.heading or place.document}" + (f" ({place.form})" if place.form else "") for place in one.places
    )
    said = one.text if not details or one.text == details else f"{one.text} ({details})"
    return f"{said} [{status}] — {places}" if status else f"{said} — {places}"


def source_rows(sheet: Sheet) -> list[list[str]]:
    """Return how many statements rest on each passage of a case's sources, and how many of those are our reading."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for one in sheet.statements.values():
        for place in one.places:
            found = counts.setdefault((place.document, place.heading, place.form), [0, 0])
            found[0] += 1
            found[1] += one.is_reading
    return [[sheet.case, *place, str(said), str(read)] for place, (said, read) in counts.items()]
