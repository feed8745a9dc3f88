"""The graph: everything that is known, in Oxigraph, one named graph a case; :mod:`craftgraph.graph.load` fills it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.memory import remembered, remembered_value
from craftgraph.graph.namespaces import ID, NAMES_GRAPH

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from craftgraph.graph.answers import Instance, Worker
    from craftgraph.graph.bridges import Bridges
    from craftgraph.graph.centrality import Measures
    from craftgraph.graph.change import Change
    from craftgraph.graph.comparison import Comparison
    from craftgraph.graph.dependence import Assessment
    from craftgraph.graph.features import Table
    from craftgraph.graph.labels import Labels
    from craftgraph.graph.mitigation import Mitigation
    from craftgraph.graph.projection import Facts, Parties
    from craftgraph.graph.query import Answer
    from craftgraph.graph.scope import Scopes
    from craftgraph.graph.whatif import Scenario, Situation

_CASES = """
PREFIX cg: <https://w3id.org/craftgraph/def#>
SELECT ?case { GRAPH ?case { ?case a cg:Case ; cg:asOf ?date } } ORDER BY STR(?date) ?case
"""


_PROFILES = """
PREFIX cg: <https://w3id.org/craftgraph/def#>
SELECT ?profile { GRAPH ?profile { ?profile a cg:Profile } } ORDER BY ?profile
"""


class Graph:
    """A loaded knowledge graph: what the command line does, from Python.

    >>> from craftgraph import load
    >>> graph = load()
    >>> graph.cases[-1]
    'waarderegio-2022'
    """

    def __init__(self, store: ox.Store, *, is_read_only: bool = False) -> None:
        self.store = store
        self.is_read_only = is_read_only
        self._facts: dict[str, Facts] = {}
        self._situations: dict[str, Situation] = {}
        self._risks: dict[str, Assessment] = {}
        self._labels: dict[str, Labels] = {}
        self._bridges: dict[bool, Bridges] = {}
        self._parts: dict[str, Graph] = {}

    def copy_into_memory(self) -> None:
        """Go on with a copy of the store that takes more statements."""
        store = ox.Store()
        store.bulk_extend(self.store)
        self.store, self.is_read_only = store, False

    @cached_property
    def cases(self) -> tuple[str, ...]:
        """The identifiers of the cases, oldest first."""
        rows = self.store.query(_CASES)
        assert isinstance(rows, ox.QuerySolutions)
        return tuple(row["case"].value.removeprefix(ID) for row in rows)

    @cached_property
    def profiles(self) -> tuple[str, ...]:
        """The identifiers of the profiles: unfinished cases, which are compared with the others but are none yet."""
        rows = self.store.query(_PROFILES)
        assert isinstance(rows, ox.QuerySolutions)
        return tuple(row["profile"].value.removeprefix(ID) for row in rows)

    def case_iri(self, case: str) -> str:
        """Return the IRI of a case, which is that of its named graph too.

        :raises UnknownNameError: when there is no such case.
        """
        if case not in self.cases:
            raise UnknownNameError("case", case, self.cases)
        return ID + case

    def query(self, sparql: str) -> Answer:
        """Ask a SPARQL question; the usual prefixes need no declaration.

        :raises QueryError: when the query cannot be parsed, with the place.
        """
        from craftgraph.graph.query import ask

        return ask(self.store, sparql, self.prefixes)

    def question(self, name: str, **parameters: str) -> Answer:
        """Ask a saved question by its name.

        :raises UnknownNameError: when there is no such question or parameter.
        """
        from craftgraph.graph.questions import ask

        return ask(self, name, parameters)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that a query may use; see :func:`craftgraph.graph.query.prefixes`."""
        from craftgraph.graph.query import prefixes

        return prefixes(self.store)

    @cached_property
    def parties(self) -> Parties:
        """What networks are made with of the parties of all cases, read once."""
        from craftgraph.graph.projection import Parties

        return Parties(self.store)

    def facts(self, case: str) -> Facts:
        """Return what networks are made with of the statements of a case, read once."""
        from craftgraph.graph.projection import Facts

        if case not in self._facts:
            self._facts[case] = Facts(self, self.case_iri(case))
        return self._facts[case]

    def situation(self, case: str) -> Situation:
        """Return a case as it stands, read once; see :class:`craftgraph.graph.whatif.Situation`."""
        from craftgraph.graph.whatif import Situation

        if case not in self._situations:
            self._situations[case] = Situation(self, case)
        return self._situations[case]

    def labels(self, language: str) -> Labels:
        """Return what things are called in a language, read once."""
        from craftgraph.graph.labels import Labels

        if language not in self._labels:
            self._labels[language] = Labels(self.store, language)
        return self._labels[language]

    def network(self, case: str, projection: str = "coordinated", planned: bool = False) -> nx.MultiDiGraph[str]:
        """Return the network of a case as NetworkX sees it; see :mod:`craftgraph.graph.projection`."""
        from craftgraph.graph.projection import project

        return project(self, case, projection, planned=planned)

    def measures(self, case: str, projection: str = "coordinated", planned: bool = False) -> Measures:
        """Return who is central in the network of a case, the most central first; notebooks show it as a table."""
        from craftgraph.graph.centrality import Measures

        network = self.network(case, projection, planned)
        labels = self.labels("en")
        names = {node: labels.of(data["iri"]) for node, data in network.nodes(data=True)}
        return Measures(network, names)

    @cached_property
    def features(self) -> Table:
        """What every case and profile is compared on, read once."""
        from craftgraph.graph.features import Table

        return Table(self)

    @cached_property
    def answers(self) -> dict[str, dict[str, list[Instance]]]:
        """What each case and profile has of the things that may be learnt from it, read once, by what is asked for."""
        from craftgraph.graph.answers import answers, instances

        return {answer.name: instances(self.store, answer) for answer in answers()}

    @cached_property
    def workers(self) -> tuple[Worker, ...]:
        """Every organisation that works in some case, read once."""
        from craftgraph.graph.answers import workers

        return tuple(workers(self))

    def compare(
        self,
        profile: str,
        preset: str = "all",
        weights: Mapping[str, float] | None = None,
        features: Sequence[str] = (),
        same_centre: bool = False,
    ) -> Comparison:
        """Return the cases that are like a profile or case, the most alike first, with the reasons.

        :param preset: the question to weigh the features for (`ontology/presets.json`).
        :param weights: how much some features count instead.
        :param features: count only these.
        :param same_centre: compare with other descriptions of the same centre too.
        :raises CraftgraphError: for an unknown name, or weights that are negative or all 0.
        """
        from craftgraph.graph.comparison import Comparison, choose_weights

        chosen = choose_weights(preset, weights, features)
        return Comparison(self.features, profile, chosen, same_centre=same_centre)

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """How every case compares with the others, all features weighed as the ontology says."""
        return {case: self.compare(case) for case in self.cases}

    def risk(self, case: str) -> Assessment:
        """Return how dependent a case is on one actor, worked out once; see :mod:`craftgraph.graph.dependence`."""
        from craftgraph.graph.dependence import assess

        if case not in self._risks:
            self._risks[case] = assess(self, case)
        return self._risks[case]

    @cached_property
    def assessments(self) -> tuple[tuple[Assessment, Mitigation], ...]:
        """How dependent every case is, and what would help, the most dependent first."""
        return remembered_value("assessments", self.scopes.whole, self._assess)

    def _assess(self) -> tuple[tuple[Assessment, Mitigation], ...]:
        from craftgraph.graph.dependence import ranked
        from craftgraph.graph.mitigation import advise
        from craftgraph.graph.precedent import precedents

        found = [assessment for _, assessment in self._computed.values()]
        known = precedents(self)
        return tuple((one, advise(self, one.case, known)) for one in ranked(self, found))

    def whatif(self, case: str, *without: str) -> Scenario:
        """Return what falls over when some actors go; see :mod:`craftgraph.graph.whatif`."""
        from craftgraph.graph.whatif import whatif

        return whatif(self, case, without)

    def change(self, now: str, then: str | None = None) -> Change:
        """Say what changed at a centre between two cases of it; see :mod:`craftgraph.graph.change`."""
        from craftgraph.graph.change import change

        return change(self, now, then)

    def bridges(self, *, every_case: bool = False) -> Bridges:
        """Say who connects the centres, and what hangs on programmes; see :mod:`craftgraph.graph.bridges`."""
        from craftgraph.graph.bridges import bridges

        if every_case not in self._bridges:
            self._bridges[every_case] = bridges(self, every_case=every_case)
        return self._bridges[every_case]

    def dossier(self, profile: str, out: str | Path, **choices: Any) -> Path:
        """Write what a comparison says as pages to print, and return the first one.

        :param choices: those of :meth:`compare`.
        """
        from craftgraph.exports.dossier import write_dossier

        return write_dossier(self, self.compare(profile, **choices), Path(out), choices.get("preset", "all"))

    def map(self, case: str, out: str | Path, language: str = "nl", **choices: Any) -> Path:
        """Draw the network of a case as one page; see :func:`craftgraph.exports.site.write_map`."""
        from craftgraph.exports.site import write_map

        write_map(self, case, Path(out), language, **choices)
        return Path(out)

    def build(self, out: str | Path = "site") -> Path:
        """Build the whole site in a folder and return its first page."""
        from craftgraph.exports.site import write_site

        write_site(self, Path(out))
        return Path(out) / "index.html"

    @cached_property
    def results(self) -> tuple[ox.Quad, ...]:
        """The measures of every projection of every case, its dependence and its comparison, as RDF in order.

        Each named graph stands in one of the texts, where it is in order.
        """
        texts = (*self.case_results.values(), self._cross_results)
        quads = [quad for text in texts for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True)]
        return tuple(sorted(quads, key=lambda quad: str(quad.graph_name)))

    @cached_property
    def _cross_results(self) -> str:
        """What was computed of all cases together, as N-Quads; it is remembered as long as nothing changes."""
        from craftgraph.graph.rdf import serialize
        from craftgraph.graph.results import cross_results

        return remembered("results", self.scopes.whole, lambda: serialize(cross_results(self), "nq").decode())

    @cached_property
    def case_results(self) -> dict[str, str]:
        """What was computed of each case by itself, as N-Quads."""
        return {case: text for case, (text, _) in self._computed.items()}

    @cached_property
    def _computed(self) -> dict[str, tuple[str, Assessment]]:
        """What was computed of each case by itself, as N-Quads, and its dependence.

        It follows from the scope of the case, and is remembered as long as nothing of that changes.
        """
        from craftgraph.graph.rdf import serialize
        from craftgraph.graph.results import case_results

        def compute(case: str) -> tuple[str, Assessment]:
            part = self._parts[case] = self.scopes.part(case)
            found = serialize(case_results(part, case), "nq").decode(), part.risk(case)
            part._take_in(found[0])
            return found

        return {case: remembered_value("cases", self.scopes.of(case), partial(compute, case)) for case in self.cases}

    @cached_property
    def scopes(self) -> Scopes:
        """What each case can speak of; see :mod:`craftgraph.graph.scope`."""
        from craftgraph.graph.scope import Scopes

        return Scopes(self)

    def part_with_results(self, case: str) -> Graph:
        """Return a graph with all that a case can speak of, and with what was computed of it by itself."""
        results = self.case_results[case]
        if case not in self._parts:
            self._parts[case] = self.scopes.part(case)
            self._parts[case]._take_in(results)
        return self._parts[case]

    def _take_in(self, results: str) -> None:
        """Add what was computed of this graph, and answer from it."""
        self.store.load(results, format=ox.RdfFormat.N_QUADS, lenient=True)
        self.with_results = self

    @cached_property
    def with_results(self) -> Graph:
        """A copy with the computed measures in it and without persons' names: what pages and files answer from."""
        store = ox.Store()
        store.bulk_extend(self.store)
        store.remove_graph(ox.NamedNode(NAMES_GRAPH))
        texts = (*self.case_results.values(), self._cross_results)
        store.load("".join(texts), format=ox.RdfFormat.N_QUADS, lenient=True)  # in bulk takes twice as long here
        copy = Graph(store)
        copy.with_results = copy
        return copy

    @cached_property
    def dataset(self) -> Dataset:
        """The same store as an `rdflib.Dataset`; its default graph is the union of all named graphs."""
        from oxrdflib.store import OxigraphStore
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.store), default_union=True)

    def __repr__(self) -> str:
        return f"<craftgraph.Graph: {len(self.cases)} cases, {len(self.store)} quads>"

    def _repr_html_(self) -> str:
        from craftgraph.graph.query import html_table

        labels = self.labels("en")
        rows = [[case, labels.of(ID + case)] for case in self.cases]
        return html_table(["case", "name"], rows)
