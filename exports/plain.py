"""A case as plain text: every statement with its status and its sources, for a terminal or a printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill

from craftgraph.exports.removal import sentence, told
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.texts import Texts, date_text
from craftgraph.graph.corpus import inputs
from craftgraph.graph.namespaces import ID
from craftgraph.graph.whatif import Scenario


def sheet_lines(sheet: Sheet, width: int = 100) -> Iterator[str]:
    """Yield a case as lines of text, no longer than `width`."""
    texts = Texts(sheet.language)
    yield sheet.name
    yield texts(
        "plain.as_of",
        date=date_text(sheet.as_of, texts),
        source=", ".join(filter(None, [sheet.source.document, sheet.source.heading])),
    )
    for key, cases in (("plain.follows", sheet.earlier), ("plain.followed_by", sheet.later)):
        if cases:
            yield texts(key, names=", ".join(f"{sheet.labels.of(ID + case)} ({case})" for case in cases))
    for section in sheet.sections:
        yield ""
        yield f"{section.title} ({len(section.statements)})"
        for one in section.statements:
            yield fill(sentence(one, texts), width, initial_indent="  - ", subsequent_indent="    ")


def whatif_lines(sheet: Sheet, found: Scenario, width: int = 100) -> Iterator[str]:
    """Yield in sentences what falls over in a scenario, with the source of each statement that it rests on."""
    words = told(sheet, found)
    yield from words.summary
    yield from ("", words.heading)
    if words.note:
        yield fill(words.note, width)
    for heading, losses in words.groups:
        yield heading
        for loss in losses:
            yield fill(loss, width, initial_indent="  - ", subsequent_indent="    ")


def source_rows(sheet: Sheet) -> list[list[str]]:
    """Return how many statements rest on each passage of a case's sources, and how many of those are our reading."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for one in sheet.statements.values():
        for place in one.places:
            found = counts.setdefault((place.document, place.heading, place.form), [0, 0])
            found[0] += 1
            found[1] += one.is_reading
    return [[sheet.case, *place, str(said), str(read)] for place, (said, read) in counts.items()]


def checked_line(findings: int, paths: Sequence[Path], only: bool, language: str) -> str:
    """Say how many findings there are, in how many files: those at `paths`, or the shipped ones."""
    texts = Texts(language)

    def counted(key: str, number: int, **values: object) -> str:
        return texts(key, **values) if number == 1 else texts(f"{key}s", n=number, **values)

    listed = [entry for entry in inputs(paths, only)[0] if not paths or not entry.is_shipped]
    files = counted("check.file", len(listed))
    where = files if paths else texts("check.shipped", files=files)
    return counted("check.finding", findings, where=where) if findings else texts("check.nothing", where=where)
