"""What changed at a centre, and what connects the centres: as lines to read, as rows, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from textwrap import fill
from typing import Any

from craftgraph.exports.sheet import Sheet, decimal_text
from craftgraph.exports.texts import Texts
from craftgraph.graph.bridges import Bridge, Bridges, Link, Programme
from craftgraph.graph.change import CHANGES, KINDS, THINGS, Change, Coordination, Difference, Standing
from craftgraph.graph.dependence import Assessment
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.store import Graph

CHANGE_COLUMNS = (
    "change",
    "kind",
    "id",
    "name",
    "involvement_then",
    "involvement_now",
    "status_then",
    "status_now",
    "roles_then",
    "roles_now",
    "groups_then",
    "groups_now",
    "involved_then",
    "involved_now",
    "statements",
    "sources",
)
BRIDGE_COLUMNS = ("kind", "id", "name", "centre", "case", "involvement", "status", "roles", "works", "statements")


class ChangeReport:
    """What changed between two cases, in one language."""

    def __init__(self, graph: Graph, found: Change, language: str) -> None:
        self.found = found
        self.labels = graph.labels(language)
        self.texts = Texts(language)
        self.language = language
        self.sheets = [Sheet(graph, case, language, self.labels) for case in (found.then, found.now)]

    def lines(self, width: int = 100) -> Iterator[str]:
        """Yield the comparison in sentences, with the passages that each of them rests on."""
        t, found = self.texts, self.found
        yield t("change.title", now=self.sheets[1].name, then=self.sheets[0].name)
        yield fill(t("change.caution"), width)
        left_out = sum(one.is_context for one in found.parties)
        if left_out:
            yield fill(t("change.context", n=left_out), width)
        for kind in (*KINDS, *THINGS):
            yield from self._kind(kind, width)
        yield ""
        yield t("change.coordination")
        for when, one in zip(("then", "now"), found.coordination, strict=True):
            yield _item(t(f"change.{when}", what=self._coordination(one)) + self._sources(one.evidence), width)
        yield ""
        yield t("change.dependence")
        for line in self._dependence():
            yield _item(line, width)
        then, now = (one.tied for one in found.dependence)
        yield fill(t("change.measured", then=then, now=now), width)

    def rows(self) -> list[list[str]]:
        """Return every party, post, body and sum of money as a row of `CHANGE_COLUMNS`."""
        return [
            [
                one.change,
                one.kind,
                one.name,
                self._name(one),
                *(side.involvement for side in (one.then, one.now)),
                *(side.status for side in (one.then, one.now)),
                *("; ".join(side.roles) for side in (one.then, one.now)),
                *("; ".join(side.groups) for side in (one.then, one.now)),
                *("; ".join(side.involved) for side in (one.then, one.now)),
                "; ".join(iri.removeprefix(ID) for iri in (*one.then.evidence, *one.now.evidence)),
                "; ".join(self._headings((*one.then.evidence, *one.now.evidence))),
            ]
            for one in (*self.found.parties, *self.found.things)
        ]

    def data(self) -> dict[str, Any]:
        """Return everything as data for JSON."""
        found = self.found
        return {
            "then": found.then,
            "now": found.now,
            "parties": [self._as_data(one) for one in found.parties],
            "things": [self._as_data(one) for one in found.things],
            "coordination": [asdict(one) for one in found.coordination],
            "dependence": [_dependence_data(one) for one in found.dependence],
        }

    def _as_data(self, one: Difference) -> dict[str, Any]:
        return {"change": one.change, "label": self._name(one), **asdict(one)}

    def _kind(self, kind: str, width: int) -> Iterator[str]:
        differences = {change: self.found.of(change, kind) for change in CHANGES}
        if kind in KINDS:
            differences = {
                change: tuple(one for one in ones if not one.is_context) for change, ones in differences.items()
            }
        if any(differences.values()):
            yield ""
            yield self.texts(f"change.kind.{kind}")
        for change, ones in differences.items():
            if ones:
                yield f"  {self.texts(f'change.{change}', n=len(ones))}"
            for one in sorted(ones, key=lambda one: self._name(one).casefold()):
                evidence = (*one.then.evidence, *one.now.evidence)
                yield _item(f"{self._name(one)}{self._standing(one)}{self._sources(evidence)}", width)

    def _standing(self, one: Difference) -> str:
        then, now = self._side(one.then), self._side(one.now)
        if one.change == "stayed" and then != now:
            return ": " + self.texts("change.from_to", then=then, now=now)
        said = now if one.now.is_there else then
        return f": {said}" if said else ""

    def _side(self, side: Standing) -> str:
        if not side.is_there:
            return self.texts("change.none")
        if side.involved:
            return self.labels.join(ID + one for one in side.involved)
        if side.involvement:
            return self.labels.of(f"{VOC}involvement/{side.involvement}")
        if not side.named:
            return self.texts("change.in_group", groups=self.labels.join(ID + one for one in side.groups))
        return ""

    def _coordination(self, one: Coordination) -> str:
        return self.labels.join(ID + name for name in (*one.posts, *one.parties)) or self.texts("change.nobody")

    def _dependence(self) -> Iterator[str]:
        then, now = self.found.dependence
        levels = [self.texts(f"level.{one.level.value}") for one in (then, now)]
        yield f"{self.texts('change.whole')}: {self.texts('change.from_to', then=levels[0], now=levels[1])}"
        for name in then.by_name:
            sides = [self._dimension(one, name) for one in (then, now)]
            yield f"{self.texts(f'dimension.{name}')}: {self.texts('change.from_to', then=sides[0], now=sides[1])}"

    def _dimension(self, assessment: Assessment, name: str) -> str:
        one = assessment.by_name[name]
        level = self.texts(f"level.{one.level.value}")
        if not one.actors or one.why_not:
            return level
        names = self.labels.join(ID + actor for actor in one.actors)
        if one.share is None:
            return self.texts("change.on_signs", level=level, names=names)
        return self.texts("change.on", level=level, share=f"{one.share:.0%}", names=names)

    def _name(self, one: Difference) -> str:
        if one.kind in KINDS:
            return self.labels.of(ID + one.name)
        case = self.found.now if one.now.named else self.found.then
        return self.labels.of(f"{ID}{case}/{one.name}")

    def _sources(self, evidence: Iterable[str]) -> str:
        headings = self._headings(evidence)
        return " — " + "; ".join(headings) if headings else ""

    def _headings(self, evidence: Iterable[str]) -> list[str]:
        """Return the passages behind statements, each once."""
        places = [
            place.heading or place.document
            for iri in evidence
            for sheet in self.sheets
            if iri in sheet.statements
            for place in sheet.statements[iri].places
        ]
        return list(dict.fromkeys(places))


class BridgesReport:
    """What connects the centres, in one language."""

    def __init__(self, graph: Graph, found: Bridges, language: str) -> None:
        self.found = found
        self.labels = graph.labels(language)
        self.texts = Texts(language)
        self.language = language
        self.sheets = {case: Sheet(graph, case, language, self.labels) for case in found.cases}

    def summary(self, width: int = 100) -> Iterator[str]:
        """Yield what the whole looks like, in sentences."""
        found = self.found
        yield fill(
            self.texts(
                "bridges.whole",
                actors=found.actors,
                centres=len(found.centres),
                bridges=len(found.bridges),
                groups=len(found.groups),
                share=f"{found.fragmentation:.0%}",
            ),
            width,
        )
        yield fill(self.texts("bridges.caution"), width)

    def bridge_table(self) -> tuple[list[str], list[list[str]]]:
        """Return the actors that work in several centres as a table, the furthest reaching first."""
        names = ("actor", "centres", "roles", "cut_off", "fragmentation", "source")
        return self._columns(names), [self._bridge(one) for one in self.found.bridges]

    def programme_table(self) -> tuple[list[str], list[list[str]]]:
        """Return the programmes as a table, a row for each case where they are named."""
        columns = self._columns(("programme", "run_by", "centres", "pays", "goes", "source"))
        return columns, [row for one in self.found.programmes for row in self._programme(one)]

    def rows(self) -> list[list[str]]:
        """Return every tie of a bridge or a programme with a centre as a row of `BRIDGE_COLUMNS`."""
        rows = [self._link(bridge, one) for bridge in self.found.bridges for one in bridge.links]
        for programme in self.found.programmes:
            for one in programme.supports:
                statements = "; ".join(iri.removeprefix(ID) for iri in one.statements)
                works = str(bool(one.pays or one.orphaned or one.dragged)).lower()
                name = self.labels.of(ID + programme.name)
                rows.append(["programme", programme.name, name, one.centre, one.case, "", "", "", works, statements])
        return rows

    def data(self) -> dict[str, Any]:
        """Return everything as data for JSON."""
        return asdict(self.found)

    def _columns(self, names: Iterable[str]) -> list[str]:
        return [self.texts(f"bridges.column.{name}") for name in names]

    def _bridge(self, one: Bridge) -> list[str]:
        said = [
            f"{self.labels.of(ID + link.centre)}: {', '.join(self._what(link))}" for link in one.links if link.works
        ]
        return [
            self.labels.of(ID + one.actor),
            str(len(one.centres)),
            "\n".join(said),
            str(one.cut_off),
            decimal_text(f"{one.fragmentation:.2f}", self.language),
            "\n".join(self._sources(link.case, link.evidence) for link in one.links if link.works),
        ]

    def _what(self, link: Link) -> Iterator[str]:
        if link.involvement:
            yield self.labels.of(f"{VOC}involvement/{link.involvement}")
        for role, status in link.roles:
            shown = self.labels.of(f"{VOC}role/{role}")
            yield shown if status == "current" else f"{shown} ({self.labels.of(f'{VOC}status/{status}')})"

    def _programme(self, one: Programme) -> Iterator[list[str]]:
        for support in one.supports:
            goes = [self.labels.of(ID + name) for name in support.dragged]
            goes += [self._function(function) for function in support.orphaned]
            yield [
                self.labels.of(ID + one.name),
                self.labels.join(ID + name for name in one.run_by),
                self.labels.of(ID + support.centre) + f" ({support.case})",
                self.labels.join(support.pays),
                "; ".join(goes),
                self._sources(support.case, support.statements),
            ]

    def _function(self, function: tuple[str, ...]) -> str:
        return ", ".join(self.labels.of(value) for value in function[1:] if value)

    def _sources(self, case: str, evidence: Iterable[str]) -> str:
        statements = self.sheets[case].statements
        places = (place for iri in evidence if iri in statements for place in statements[iri].places)
        return "; ".join(dict.fromkeys(place.heading or place.document for place in places))

    def _link(self, bridge: Bridge, one: Link) -> list[str]:
        return [
            bridge.kind,
            bridge.actor,
            self.labels.of(ID + bridge.actor),
            one.centre,
            one.case,
            one.involvement,
            one.status,
            "; ".join(f"{role} ({status})" for role, status in one.roles),
            str(one.works).lower(),
            "; ".join(iri.removeprefix(ID) for iri in one.evidence),
        ]


def _item(text: str, width: int) -> str:
    return fill(text, width, initial_indent="  - ", subsequent_indent="    ")


def _dependence_data(one: Assessment) -> dict[str, Any]:
    return {
        "case": one.case,
        "level": one.level.value,
        "tied": one.tied,
        "dimensions": [
            {
                "name": dimension.name,
                "level": dimension.level.value,
                "share": dimension.share,
                "actors": dimension.actors,
                "why_not": dimension.why_not,
                "signs": {sign.name: sign.answer for sign in dimension.signs},
                "evidence": [iri.removeprefix(ID) for iri in dimension.evidence],
            }
            for dimension in one.dimensions
        ],
    }
