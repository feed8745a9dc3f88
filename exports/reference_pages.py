"""The ontology as pages, from the same source as `docs/reference/`: every list, field and concept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from craftgraph.exports.pages import Site
from craftgraph.exports.reference import Concept, Reference
from craftgraph.exports.sheet import Statement
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph.model import Field, Listing
from craftgraph.graph.namespaces import PREFIXES, VOC
from craftgraph.graph.query import shorten

INDEX = "reference/index.html"
LISTS = "reference/lists.html"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology in two languages: `name` is how a case file or a query writes it."""

    iri: str
    name: str
    label: str
    other_label: str
    meaning: str


def address(scheme: str) -> str:
    """Return where the page of a vocabulary stands."""
    return f"reference/{scheme}.html"


def paths(site: Site) -> Iterator[str]:
    """Yield where the pages stand."""
    yield from (INDEX, LISTS)
    for graph in site.graph.store.named_graphs():
        if graph.value.startswith(VOC):
            yield address(graph.value.removeprefix(VOC))


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview, the page of the lists, and a page for each vocabulary."""
    made = _Pages(site)
    yield site.render("reference.html", INDEX, schemes=made.schemes())
    yield site.render("reference_lists.html", LISTS, lists=list(made.lists()))
    for scheme in made.reference.schemes:
        values = {"scheme": made.term(VOC + scheme, scheme), "concepts": list(made.concepts(scheme))}
        yield site.render("reference_scheme.html", address(scheme), **values)


class _Pages:
    def __init__(self, site: Site) -> None:
        self.reference = Reference(site.graph, [site.sheet(case) for case in site.graph.cases])
        self._here = self.reference.labels[site.language]
        self._other = self.reference.labels[next(one for one in LANGUAGES if one != site.language)]

    def term(self, iri: str, name: str) -> Term:
        other = self._other.of(iri)
        return Term(iri, name, self._here.of(iri), other, self._here.definition(iri))

    def schemes(self) -> list[tuple[Term, int]]:
        """Return the vocabularies in the order of their labels, each with the number of its concepts."""
        found = [
            (self.term(VOC + scheme, scheme), len(self.reference.concepts(VOC + scheme)))
            for scheme in self.reference.schemes
        ]
        return sorted(found, key=lambda one: one[0].label.casefold())

    def concepts(self, scheme: str) -> Iterator[tuple[Concept, Term]]:
        """Yield the concepts of a vocabulary, the narrower ones right under the broader."""
        for concept in self.reference.concepts(VOC + scheme):
            yield concept, self.term(concept.iri, f"{scheme}:{concept.name}")

    def lists(self) -> Iterator[tuple[str, Term, Statement | None, list[tuple[Field, Term, bool]]]]:
        """Yield each list: its name, its class, an example, and its fields with whether they are needed."""
        model = self.reference.model
        for listing in [model.case, model.profile, *model.lists.values()]:
            of_class = self.term(listing.class_iri, shorten(listing.class_iri, PREFIXES))
            yield listing.name, of_class, self.reference.examples.get(listing.name), list(self._fields(listing))

    def _fields(self, listing: Listing) -> Iterator[tuple[Field, Term, bool]]:
        needed = self.reference.needed.get(listing.class_iri, frozenset())
        for name, field in self.reference.model.fields.items():
            if name in listing.fields:
                yield field, self.term(field.iri, shorten(field.iri, PREFIXES)), field.iri in needed
