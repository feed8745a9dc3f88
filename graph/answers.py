"""What a profile can learn from the cases that are like it: what they had that it lacks, what was hard, what helped.

What is asked for is data: SPARQL queries in `ontology/answers/`, read like features, that yield for every case a value
(a concept), who did or gave it, and the statement that says so. `# part:` says where an answer belongs: `missing`,
`challenges`, `helped`, `organisations` or `responsible`.

Only what was starting or running counts as something that a case had; plans do not. Counted are centres: of a centre
with several descriptions the most alike one is asked.

Who takes part may follow from something else that a profile states (`ontology/implied-parties.json`): who writes that
the municipality pays has a municipality.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.comparison import Comparison
from craftgraph.graph.features import vocabulary_prefixes
from craftgraph.graph.model import folder, local_name
from craftgraph.graph.namespaces import DEF, ID, VOC
from craftgraph.graph.projection import CURRENT

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

PARTS = ("missing", "challenges", "helped", "organisations", "responsible")
NEAREST = 5
MUNICIPALITY = VOC + "organisation-kind/municipality"
NEARBY = 40  # kilometres: what one drives to for a meeting
_POINTS = """SELECT (STR(?town) AS ?iri) ?lat ?long {
    ?site cg:precision precision:municipality-level ; cg:municipality ?town ; wgs:lat ?lat ; wgs:long ?long }"""
_HEAD = re.compile(r"^#\s*(\w+):\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A query of `ontology/answers/`: its name, its texts, and the part of the answer that it belongs to."""

    name: str
    texts: Mapping[str, str]
    part: str
    order: int
    sparql: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A value in a case: who did or gave it (IRIs), the statement that says so, its status, and what it is about."""

    case: str
    value: str
    statement: str
    status: str
    who: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that some of the nearest cases have: where, in how many centres near and in all, and how telling.

    `telling` is the share of the nearest cases that have it, each counted by its score, from 0 to 1.
    """

    value: str
    instances: tuple[Instance, ...]
    near: int
    all: int
    telling: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation of a kind that is wanted: where it takes part, and how far that is in kilometres, if known.

    `distance` is from the profile's municipality to the nearest one in which the organisation stands or takes part.
    """

    party: str
    kinds: tuple[str, ...]
    instances: tuple[Instance, ...]
    centres: int
    distance: float | None


@cache
def answers() -> tuple[Answer, ...]:
    """Return every answer that is asked for, in their order."""
    found = []
    for entry in (folder() / "answers").iterdir():
        if entry.name.endswith(".rq"):
            sparql = entry.read_text("utf-8")
            head = dict(_HEAD.findall(sparql))
            texts = {"nl": head["nl"], "en": head["en"]}
            found.append(Answer(entry.name.removesuffix(".rq"), texts, head["part"], int(head["order"]), sparql))
    return tuple(sorted(found, key=lambda answer: answer.order))


def instances(store: ox.Store, answer: Answer) -> dict[str, list[Instance]]:
    """Ask a query: what each case (or profile) has, and by whom."""
    rows = store.query(answer.sparql, prefixes=vocabulary_prefixes(store), use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    has_about = "about" in {variable.value for variable in rows.variables}
    found: dict[tuple[str, str, str], Instance] = {}
    for row in rows:
        case, value, statement = (row[name].value for name in ("case", "value", "statement"))
        key = (case, value, statement)
        one = found.get(key) or Instance(case.removeprefix(ID), value, statement, local_name(row["status"].value))
        who = {*one.who, row["who"].value} if row["who"] is not None else set(one.who)
        about = {*one.about, row["about"].value} if has_about and row["about"] is not None else set(one.about)
        found[key] = replace(one, who=tuple(sorted(who)), about=tuple(sorted(about)))
    by_case: dict[str, list[Instance]] = {}
    for key in sorted(found):
        by_case.setdefault(found[key].case, []).append(found[key])
    return by_case


@cache
def implied_parties() -> Mapping[str, frozenset[str]]:
    """Return which kinds of party take part where something else is so: IRIs of kinds by the IRI of a concept."""
    document = json.loads((folder() / "implied-parties.json").read_bytes())
    return {VOC + concept: frozenset(VOC + kind for kind in kinds) for concept, kinds in document.items()}


@dataclass(frozen=True, slots=True)
class Worker:
    """An organisation that works in some centre: its kinds, with a statement each, and the towns of it and its cases.

    `centres` counts centres, of which one may have several cases.
    """

    party: str
    kinds: frozenset[str]
    instances: tuple[Instance, ...]
    cases: frozenset[str]
    centres: int
    towns: frozenset[str]


def workers(graph: Graph) -> Iterator[Worker]:
    """Yield every organisation that works in some case, by its identifier."""
    table, store = graph.features, graph.store
    found: dict[str, list[Instance]] = {}
    for listed in graph.answers["organisations"].values():
        for one in listed:
            if one.status in CURRENT:
                found.setdefault(one.who[0], []).append(one)
    for party, there in sorted(found.items()):
        cases = frozenset(one.case for one in there)
        count = len({table.centres[table.row(case)] for case in cases})
        towns = _towns(store, party).union(*(_towns(store, ID + case) for case in cases))
        once = tuple({one.statement: one for one in there}.values())
        yield Worker(party, frozenset(one.value for one in there), once, cases, count, towns)


def _towns(store: ox.Store, iri: str) -> frozenset[str]:
    """Return the municipalities of a case, a profile or a party."""
    quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(DEF + "municipality"), None, None)
    return frozenset(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))


class Answers:
    """What the cases nearest to a profile can tell it.

    :param nearest: how many of the most similar centres to look at, each by its most similar case.
    """

    def __init__(self, graph: Graph, comparison: Comparison, nearest: int = NEAREST) -> None:
        self._graph = graph
        self.comparison = comparison
        self._centres = {one.case: self.centre(one.case) for one in comparison.ranking}
        first = {self._centres[one.case]: one for one in reversed(comparison.ranking)}
        self.near = tuple(one for one in comparison.ranking if first[self._centres[one.case]] is one)[:nearest]
        self._scores = {one.case: one.score if comparison.features else 1.0 for one in self.near}
        self._others = tuple(one.case for one in comparison.ranking)
        self._found: dict[str, list[Finding]] = {}

    def missing(self) -> Iterator[tuple[Answer, list[Finding]]]:
        """Yield, for each kind of thing, what the nearest cases have and the profile does not, the most telling first.

        What lies above or below something that the profile has is not missing.
        """
        for answer in answers():
            if answer.part == "missing":
                has = self._has(answer)
                found = [one for one in self._findings(answer) if not self.is_akin(one.value, has)]
                if found:
                    yield answer, found

    def _has(self, answer: Answer) -> set[str]:
        """Return what the profile has of a kind of thing, plans included, and what follows from what it states."""
        has = {one.value for one in self._instances[answer.name].get(self.comparison.profile, ())}
        if answer.name == "parties":
            stated = [str(value.value) for _, values in self.comparison.stated() for value in values]
            has.update(*(implied_parties().get(iri, ()) for iri in stated))
            if self._here:  # one's own municipality is nobody to be found elsewhere
                has.add(MUNICIPALITY)
        return has

    @cached_property
    def _here(self) -> frozenset[str]:
        """The municipalities of the profile."""
        return _towns(self._graph.store, ID + self.comparison.profile)

    @property
    def centres(self) -> int:
        """How many centres there are to learn from."""
        return len(set(self._centres.values()))

    def centre(self, case: str) -> str:
        """Return the centre that a case describes; the case itself where it names none."""
        table = self.comparison.table
        return table.centres[table.row(case)] or case

    def part(self, part: str) -> list[Finding]:
        """Return what the nearest cases say on `challenges`, or on what `helped`, by theme, the most telling first."""
        return [one for answer in answers() if answer.part == part for one in self._findings(answer)]

    def had(self, name: str) -> list[Finding]:
        """Return what the nearest cases have of a kind of thing (`money`), whether the profile has it or not."""
        return [one for answer in answers() if answer.name == name for one in self._findings(answer)]

    def responsible(self) -> list[Instance]:
        """Return who is responsible for the target groups that the profile states, after the reports as a whole."""
        groups = {
            str(value.value) for name, values in self.comparison.stated() if name == "target-groups" for value in values
        }
        return [one for one in self.responsibilities() if any(self.is_akin(group, groups) for group in one.about)]

    def responsibilities(self) -> list[Instance]:
        """Return who is responsible for which target groups, after the reports as a whole."""
        return [one for listed in self._instances["responsibilities"].values() for one in listed]

    def candidates(self, kinds: Iterable[str]) -> list[Candidate]:
        """Return organisations of some kinds that work nearby (within 40 km), or in several centres already."""
        wanted = frozenset(kinds)
        found = []
        for one in self.workers():
            if not wanted & one.kinds or self.comparison.profile in one.cases or one.party in self._here:
                continue
            distance = self.distance(self._here, one.towns)
            if one.centres > 1 or distance is not None:
                matching = tuple(sorted(wanted & one.kinds))
                found.append(Candidate(one.party, matching, one.instances, one.centres, distance))
        return sorted(found, key=lambda one: (one.distance is None, one.distance or 0.0, -one.centres, one.party))

    def workers(self) -> tuple[Worker, ...]:
        """Return every organisation that works in some case, by its identifier."""
        return self._graph.workers

    def distance(self, here: Iterable[str], there: Iterable[str]) -> float | None:
        """Return how far the nearest of some municipalities are apart (IRIs; in km), None when not within 40 km."""
        found = _distance(here, there, self._points)
        return found if found is not None and found <= NEARBY else None

    def wanted_kinds(self) -> frozenset[str]:
        """Return the kinds of party that the profile wants but has no name for, and those that it misses."""
        sparql = f"""SELECT DISTINCT ?kind {{
            GRAPH <{ID}{self.comparison.profile}> {{ ?taking_part a cg:Participation ; cg:party ?party }}
            ?party a cg:UnnamedParty ; cg:kind ?kind }}"""
        rows = self._graph.query(sparql).rows
        unchosen = {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}
        missing = {one.value for answer, found in self.missing() if answer.name == "parties" for one in found}
        return frozenset(unchosen | missing)

    @property
    def _instances(self) -> dict[str, dict[str, list[Instance]]]:
        return self._graph.answers

    def _findings(self, answer: Answer) -> list[Finding]:
        """Return what the nearest cases had, by value, the most telling first."""
        if answer.name not in self._found:
            self._found[answer.name] = self._find(answer)
        return self._found[answer.name]

    def _find(self, answer: Answer) -> list[Finding]:
        total = sum(self._scores.values()) or 1.0
        situation = {str(value.value) for _, values in self.comparison.stated() for value in values}
        by_case = self._instances[answer.name]
        had = {case: [one for one in by_case.get(case, ()) if one.status in CURRENT] for case in self._others}
        values: dict[str, list[Instance]] = {}
        for case in self._scores:
            for one in had[case]:
                values.setdefault(one.value, []).append(one)
        centres: dict[str, set[str]] = {}
        for case in self._others:
            for one in had[case]:
                centres.setdefault(one.value, set()).add(self._centres[case])
        found = []
        for value, there in values.items():
            cases = {one.case for one in there}
            fitting = {one.case for one in there if situation & set(one.about)}
            points = sum(self._scores[case] * (2 if case in fitting else 1) for case in cases)
            ordered = sorted(
                there, key=lambda one: (not situation & set(one.about), -self._scores[one.case], one.statement)
            )
            found.append(Finding(value, tuple(ordered), len(cases), len(centres[value]), min(points / total, 1.0)))
        size = max(len(self._others), 1)
        return sorted(found, key=lambda one: (-round(one.telling, 9), one.all / size, one.value))

    def is_akin(self, value: str, has: set[str]) -> bool:
        """Whether a concept is one of some others, or lies above or below one of them."""
        if value in has:
            return True
        scheme = value.removeprefix(VOC).partition("/")[0]
        taxonomy = self.comparison.table.taxonomies.get(scheme)
        if taxonomy is None or value not in taxonomy.concepts:
            return False
        return any(
            one in taxonomy.ancestors(value) or value in taxonomy.ancestors(one)
            for one in has
            if one in taxonomy.concepts
        )

    @cached_property
    def _points(self) -> dict[str, tuple[float, float]]:
        """The latitude and longitude of each municipality that has a point of its own."""
        rows = self._graph.query(_POINTS).texts
        return {town: (float(lat), float(long)) for town, lat, long in rows}


def _distance(here: Iterable[str], there: Iterable[str], points: Mapping[str, tuple[float, float]]) -> float | None:
    """Return the kilometres between the two nearest of some municipalities; 0 for the same one, None when unknown."""
    known = list(there)
    if set(here) & set(known):
        return 0.0
    pairs = [(points[one], points[other]) for one in here for other in known if one in points and other in points]
    return min((kilometres(*pair) for pair in pairs), default=None)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points (latitude, longitude) along the earth's surface, by the haversine formula.

    >>> round(kilometres((52.512, 6.094), (52.156, 5.387)))
    62
    """
    (north, east), (south, west) = ((radians(lat), radians(long)) for lat, long in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin((east - west) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def cases_of(found: Sequence[Instance]) -> tuple[str, ...]:
    """Return the cases of some instances, in their order, without doubles."""
    return tuple(dict.fromkeys(one.case for one in found))
