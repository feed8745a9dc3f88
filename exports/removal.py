"""What a removal comes to in words, and what a browser needs to work out the same by itself.

The sentences are made of the same texts here and in `assets/removal.js`; tests compare the two for every actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from craftgraph.exports.saying import saying
from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.exports.texts import Texts
from craftgraph.graph.namespaces import ID
from craftgraph.graph.whatif import Function, Scenario, Situation

# The lists that a loss may be of, in the order in which they are told.
_GROUPS = (
    *("posts", "bodies", "seats", "roles", "activities", "flows", "workplaces"),
    *("placements", "guidance"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario in words: what goes and who is cut off, what is lost in a heading, and each loss with its source.

    The heading counts the losses, and those for which others already do something like it. `note` says what it means
    that some losses name nobody else; it is empty where there are none such. `groups` holds
    the losses by what they are of (posts, flows of goods …), each under a heading with how many there are.
    """

    summary: tuple[str, ...]
    heading: str
    note: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def losses(self) -> tuple[str, ...]:
        """Every loss, in the order of the groups."""
        return tuple(loss for _, losses in self.groups for loss in losses)


def told(sheet: Sheet, found: Scenario) -> Told:
    """Put a scenario in words."""
    texts = Texts(sheet.language)

    def names(actors: Iterable[str]) -> str:
        return sheet.labels.join(ID + actor for actor in actors)

    summary = [texts("whatif.removed", names=names(found.removed))]
    if found.dragged:
        summary.append(texts("whatif.dragged", names=names(found.dragged)))
    summary.append(texts("whatif.tied", before=found.tied_before, after=found.tied_after))
    summary.append(texts("whatif.cut_off", names=names(found.cut_off)) if found.cut_off else texts("whatif.nobody"))
    shared = sum(bool(loss.others) for loss in found.losses)
    counted = texts(f"whatif.losses{'_others' if shared else ''}", n=len(found.losses), shared=shared)
    heading = counted if found.losses else texts("whatif.nothing")
    note = "" if all(loss.others for loss in found.losses) else texts("whatif.no_others")
    losses: dict[str, list[str]] = {listing: [] for listing in _GROUPS}
    for loss in found.losses:
        one = sheet.statements[loss.statement]
        others = f" {texts('whatif.others', names=names(loss.others))}" if loss.others else ""
        losses[one.listing].append(f"{said(sheet, one)} — {source(one)}.{others}")
    groups = [
        (texts("whatif.group", name=texts(f"list.{listing}"), n=len(lost)), tuple(lost))
        for listing, lost in losses.items()
        if lost
    ]
    return Told(tuple(summary), heading, note, tuple(groups))


def said(sheet: Sheet, one: Statement) -> str:
    """Return what a statement says in a sentence, and whether it only starts or is our reading."""
    texts = Texts(sheet.language)
    notes = [one.status_label] if one.status == "starting" else []
    notes += [texts("plain.reading")] if one.is_reading else []
    return saying(sheet, one) + (f" ({', '.join(notes)})" if notes else "")


def source(one: Statement) -> str:
    """Return the headings under which the sources say something."""
    return "; ".join(dict.fromkeys(place.heading or place.document for place in one.places))


def sentence(one: Statement, texts: Texts) -> str:
    """Return a statement with its fields, its status and its sources."""
    details = "; ".join(f"{label}: {value}" for label, value in one.details)
    status = ", ".join(filter(None, [one.status_label, texts("plain.reading") if one.is_reading else ""]))
    places = "; ".join(
        f"{place.heading or place.document}" + (f" ({place.form})" if place.form else "") for place in one.places
    )
    said = one.text if not details or one.text == details else f"{one.text} ({details})"
    return f"{said} [{status}] — {places}" if status else f"{said} — {places}"


def script_path(case: str) -> str:
    """Return where what a browser needs for a case stands as a script, below the folder of its language."""
    return f"dependence/{case}.js"


def stays(situation: Situation, actors: Iterable[str]) -> list[str]:
    """Return those of some actors, by identifier, that cannot be taken away."""
    return sorted(actor for actor in actors if ID + actor not in situation.actors)


def script_data(
    sheet: Sheet, situation: Situation, network: nx.Graph[str], pages: Sequence[str] = ("",)
) -> dict[str, Any]:
    """Return what the browser needs: actors by number, who falls with whom, who carries what, and the ties.

    `actors` are in the order of their names, as the sentences list them; a number of -1 stands for somebody who
    cannot go. `supports` holds for an actor the fields that drag it along: it goes when all of one are gone. A
    statement has its sentence, the headings of its `source`, the numbers of what it does (`does`), its carriers by
    field (`by`), the number of the name in `groups` that it is listed under (`group`), and the number of its `page`
    when that is not the first.

    :param network: the simple network on which it is measured who is cut off.
    :param pages: the page of each part of the sheet, as a link; one empty text when all stand on this page.
    """
    texts = Texts(sheet.language)
    order = sorted(situation.actors, key=lambda iri: (sheet.labels.of(iri).casefold(), iri))
    number = {iri: place for place, iri in enumerate(order)}
    functions: dict[Function, int] = {}

    def numbers(iris: Iterable[str]) -> list[int]:
        return sorted(number.get(iri, -1) for iri in iris)

    statements = [
        {
            "text": said(sheet, sheet.statements[iri]),
            "source": source(sheet.statements[iri]),
            "anchor": sheet.statements[iri].anchor,
            "does": sorted({functions.setdefault(function, len(functions)) for function in does}),
            "group": _GROUPS.index(sheet.statements[iri].listing),
            "by": [numbers(values) for values in situation.carriers(iri).values()],
        }
        | ({"page": page} if (page := sheet.part_of[sheet.statements[iri].anchor]) and len(pages) > 1 else {})
        for iri, does in situation.running.items()
    ]
    return {
        "actors": [
            {"id": iri.removeprefix(ID), "name": sheet.labels.of(iri), "body": situation.kind(iri) == "Body"}
            for iri in order
        ],
        "supports": {
            number[iri]: [numbers(values) for values in fields] for iri in order if (fields := situation.supports(iri))
        },
        "statements": statements,
        "groups": [texts(f"list.{listing}") for listing in _GROUPS],
        "ties": sorted(sorted((number[ID + one], number[ID + other])) for one, other in network.edges),
        "pages": list(pages),
        "texts": texts.starting("whatif."),
        "map": texts.starting("gone."),
    }
