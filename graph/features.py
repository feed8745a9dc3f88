"""What cases are compared on: features, declared as data, and their values in every case.

A feature is a SPARQL query in `ontology/features/` that yields, for every case and profile at once, a value and the
statement that it rests on (with its status where it has one). Its first comment lines say what it is::

    # nl: Wie stuurt
    # en: Who steers
    # kind: concepts          concepts, scale (concepts in an order) or number
    # scheme: characteristic  the vocabulary of its concepts
    # within: governance      the concept of which the values are kinds, where it is not the whole vocabulary
    # scale: idea plan …      the order, from one end to the other, of a scale
    # span: 10                of a number: how many times larger is wholly different
    # list: judgements        the list of a case whose completeness tells whether a value that is not there is a no
    # exclusive: yes          a case has one of these at a time
    # order: 5                where it stands among the others
    # weight: 2               how much it counts unless someone says otherwise

A new feature needs no code. What has ended does not count; what is planned does, and is marked as such.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyoxigraph as ox

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.model import folder, local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES, VOC
from craftgraph.graph.similarity import Floats, Integers, Taxonomy, matrix

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

KINDS = ("concepts", "scale", "number")
_HEAD = re.compile(r"^#\s*(\w+):\s*(.+?)\s*$", re.MULTILINE)
_ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature, as its file declares it; `texts` holds its name in each language."""

    name: str
    texts: Mapping[str, str]
    kind: str
    scheme: str
    within: str
    scale: tuple[str, ...]
    span: float
    listing: str
    is_exclusive: bool
    order: int
    weight: float
    sparql: str

    def text(self, language: str) -> str:
        """Return the name of the feature in a language."""
        return self.texts[language]


@dataclass(frozen=True, slots=True)
class Preset:
    """A choice of weights for one question; features that it does not name do not count. Empty: as declared."""

    name: str
    texts: Mapping[str, str]
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a case: a concept (its IRI) or a number, with the statements that it rests on and the best status.

    `status` is empty where the value comes from the registry.
    """

    value: str | float
    statements: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Column:
    """The values of a feature in all cases, as runs: those of case i stand from `starts[i]` to `starts[i + 1]`.

    `codes` points into `concepts`; of a number, `numbers` holds it. `rests_on` holds statements, `statuses` how far
    each has come. `closed` tells for each case whether its list is said to be complete.
    """

    feature: Feature
    concepts: tuple[str, ...]
    starts: Integers
    codes: Integers
    numbers: Floats
    rests_on: tuple[tuple[str, ...], ...]
    statuses: tuple[str, ...]
    closed: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def values(self, row: int) -> list[Value]:
        """Return the values of a case."""
        return list(self._values[self.starts[row] : self.starts[row + 1]])

    @cached_property
    def _values(self) -> tuple[Value, ...]:
        is_number = self.feature.kind == "number"
        values = self.numbers.tolist() if is_number else [self.concepts[code] for code in self.codes]
        return tuple(map(Value, values, self.rests_on, self.statuses))


class Table:
    """Every feature of every case and profile of a graph, read once."""

    def __init__(self, graph: Graph) -> None:
        self.names: tuple[str, ...] = (*graph.cases, *graph.profiles)
        self.rows = {name: row for row, name in enumerate(self.names)}
        self.is_profile = np.array([row >= len(graph.cases) for row in range(len(self.names))], dtype=np.bool_)
        self.centres = _centres(graph.store, self.names)
        self.taxonomies = _taxonomies(graph.store)
        self._alike: dict[tuple[str, str], Floats] = {}
        closed = _closed_lists(graph.store)
        self.columns = {
            name: self._read(graph.store, feature, closed.get(feature.listing, frozenset()))
            for name, feature in features().items()
        }

    def row(self, name: str) -> int:
        """Return the row of a case or profile.

        :raises UnknownNameError: when there is none of that name.
        """
        if name not in self.rows:
            raise UnknownNameError("case or profile", name, self.names)
        return self.rows[name]

    def taxonomy(self, feature: Feature) -> Taxonomy:
        """Return the hierarchy in which the concepts of a feature are compared."""
        key = f"{feature.scheme}/{feature.within}" if feature.within else feature.scheme
        if key not in self.taxonomies:
            whole, root = self.taxonomies[feature.scheme], f"{VOC}{feature.scheme}/{feature.within}"
            inside = {concept for concept in whole.concepts if root in whole.ancestors(concept) and concept != root}
            parents = {concept: whole.parents(concept) & inside for concept in inside}
            self.taxonomies[key] = Taxonomy(parents)
        return self.taxonomies[key]

    def alike(self, column: Column, concept: str) -> Floats:
        """Return how alike a concept is to each concept of a column, worked out once."""
        feature = column.feature
        key = (feature.name, concept)
        if key not in self._alike:
            self._alike[key] = matrix(self.taxonomy(feature), [concept], column.concepts, feature.scale)[0]
        return self._alike[key]

    def _read(self, store: ox.Store, feature: Feature, closed: frozenset[str]) -> Column:
        found: dict[int, dict[str, tuple[set[str], set[str]]]] = {}
        for case, value, statement, status in _answers(store, feature):
            row = self.rows.get(case)
            if row is not None and status != _ENDED:
                rests, statuses = found.setdefault(row, {}).setdefault(value, (set(), set()))
                rests.add(statement)
                statuses.add(status)
        flat = [(row, value, *found[row][value]) for row in sorted(found) for value in sorted(found[row])]
        counts = np.zeros(len(self.names) + 1, dtype=np.int64)
        np.add.at(counts, [row + 1 for row, *_ in flat], 1)
        is_number = feature.kind == "number"
        concepts = () if is_number else tuple(sorted({value for _, value, _, _ in flat}))
        codes = {concept: code for code, concept in enumerate(concepts)}
        return Column(
            feature=feature,
            concepts=concepts,
            starts=np.cumsum(counts),
            codes=np.array([] if is_number else [codes[value] for _, value, _, _ in flat], dtype=np.int64),
            numbers=np.array([float(value) for _, value, _, _ in flat] if is_number else [], dtype=np.float64),
            rests_on=tuple(tuple(sorted(rests)) for _, _, rests, _ in flat),
            statuses=tuple(_furthest(statuses) for *_, statuses in flat),
            closed=np.array([name in closed for name in self.names], dtype=np.bool_),
        )


_FURTHEST = ("current", "starting", "planned", "explored", "wish", "")


def _furthest(statuses: set[str]) -> str:
    """Return how far the furthest of some statements has come."""
    return min(statuses, key=_FURTHEST.index)


@cache
def features() -> dict[str, Feature]:
    """Return every feature by its name, in their order."""
    found = [
        read(entry.name.removesuffix(".rq"), entry.read_text("utf-8"))
        for entry in (folder() / "features").iterdir()
        if entry.name.endswith(".rq")
    ]
    return {feature.name: feature for feature in sorted(found, key=lambda feature: (feature.order, feature.name))}


def read(name: str, sparql: str) -> Feature:
    """Read a feature from the text of its file.

    :raises ValueError: when it is of no known kind, or lacks what its kind needs.
    """
    head = dict(_HEAD.findall(sparql))
    kind = head.get("kind", "")
    if kind not in KINDS:
        raise ValueError(f"feature '{name}': '{kind}' is not a kind of feature; there are: {', '.join(KINDS)}")
    needed = {"concepts": ("scheme",), "scale": ("scheme", "scale"), "number": ("span",)}[kind]
    lacking = [word for word in ("nl", "en", "order", "weight", *needed) if word not in head]
    if lacking:
        raise ValueError(f"feature '{name}' does not say: {', '.join(lacking)}")
    scheme = head.get("scheme", "")
    return Feature(
        name=name,
        texts={"nl": head["nl"], "en": head["en"]},
        kind=kind,
        scheme=scheme,
        within=head.get("within", ""),
        scale=tuple(f"{VOC}{scheme}/{word}" for word in head.get("scale", "").split()),
        span=float(head.get("span", "10")),
        listing=head.get("list", ""),
        is_exclusive=head.get("exclusive") == "yes",
        order=int(head["order"]),
        weight=float(head["weight"]),
        sparql=sparql,
    )


def presets() -> dict[str, Preset]:
    """Return every preset by its name."""
    document = json.loads((folder() / "presets.json").read_bytes())
    return {
        name: Preset(name, {"nl": entry["nl"], "en": entry["en"]}, entry["weights"]) for name, entry in document.items()
    }


def vocabulary_prefixes(store: ox.Store) -> dict[str, str]:
    """Return the prefixes that the queries of features use: the usual ones and one a vocabulary."""
    names = (graph.value.removeprefix(VOC) for graph in store.named_graphs() if graph.value.startswith(VOC))
    return {name: f"{VOC}{name}/" for name in names} | PREFIXES


def _answers(store: ox.Store, feature: Feature) -> list[tuple[str, str, str, str]]:
    """Return the rows of a feature's query: case, value, statement and status."""
    rows = store.query(feature.sparql, prefixes=vocabulary_prefixes(store), use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    has_status = "status" in {variable.value for variable in rows.variables}
    found = []
    for row in rows:
        case, value = row["case"], row["value"]
        if case is not None and value is not None:
            status = row["status"] if has_status else None
            how_far = local_name(status.value) if status else ""
            found.append((case.value.removeprefix(ID), value.value, row["statement"].value, how_far))
    return found


def _centres(store: ox.Store, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the centre of each case; an empty text for a profile of none."""
    centre = ox.NamedNode(DEF + "centre")
    found = {
        quad.subject.value.removeprefix(ID): quad.object.value
        for quad in store.quads_for_pattern(None, centre, None, None)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    return tuple(found.get(name, "") for name in names)


def _taxonomies(store: ox.Store) -> dict[str, Taxonomy]:
    """Return the hierarchy of each vocabulary by its name."""
    parents: dict[str, dict[str, set[str]]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(PREFIXES["skos"] + "inScheme"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            parents.setdefault(quad.object.value.removeprefix(VOC), {})[quad.subject.value] = set()
    for quad in store.quads_for_pattern(None, ox.NamedNode(PREFIXES["skos"] + "broader"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            scheme = quad.object.value.removeprefix(VOC).partition("/")[0]
            parents[scheme][quad.subject.value].add(quad.object.value)
    return {scheme: Taxonomy(above) for scheme, above in parents.items()}


def _closed_lists(store: ox.Store) -> dict[str, frozenset[str]]:
    """Return for each list the cases whose source presents it as complete."""
    complete, yes = ox.NamedNode(DEF + "complete"), ox.NamedNode(VOC + "answer/yes")
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, complete, yes, None):
        for name in store.quads_for_pattern(quad.subject, ox.NamedNode(DEF + "list"), None, quad.graph_name):
            if isinstance(name.object, ox.Literal) and isinstance(quad.graph_name, ox.NamedNode):
                found.setdefault(name.object.value, set()).add(quad.graph_name.value.removeprefix(ID))
    return {name: frozenset(cases) for name, cases in found.items()}
