"""A page for each activity, kind of goods and target group: in which centres it occurs, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from craftgraph.exports.pages import Site
from craftgraph.exports.sheet import Statement
from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import PREFIXES, VOC

SCHEMES = ("activity", "goods", "target-group")
INDEX = "subjects/index.html"
_SCHEME = ox.NamedNode(PREFIXES["skos"] + "inScheme")
_BROADER = ox.NamedNode(PREFIXES["skos"] + "broader")


@dataclass(frozen=True, slots=True)
class Subject:
    """A concept that cases speak of, itself or by a narrower one.

    `said` holds for each case, oldest first, the statements that name the concept itself; `total` and `centres` count
    the statements and the cases of the concept with all narrower ones.
    """

    iri: str
    scheme: str
    name: str
    definition: str
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    said: tuple[tuple[str, tuple[Statement, ...]], ...]
    total: int
    centres: int

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"subjects/{self.scheme}/{local_name(self.iri)}.html"


class Subjects:
    """The subjects of a site, by their IRI; each scheme in the order of its labels."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._store = site.graph.store

    @cached_property
    def all(self) -> dict[str, Subject]:
        """Every subject that some case speaks of."""
        found = {}
        for scheme in SCHEMES:
            for iri in sorted(self._concepts(scheme), key=self._order):
                subject = self._subject(scheme, iri)
                if subject.total:
                    found[iri] = subject
        return found

    def _subject(self, scheme: str, iri: str) -> Subject:
        below = [self._said.get(each, {}) for each in self._below(iri)]
        used = {(case, one.iri) for said in below for case, statements in said.items() for one in statements}
        labels = self._site.labels
        return Subject(
            iri=iri,
            scheme=scheme,
            name=labels.of(iri),
            definition=labels.definition(iri),
            broader=self._related(iri, up=True),
            narrower=self._related(iri, up=False),
            said=tuple((case, tuple(said)) for case, said in self._said.get(iri, {}).items()),
            total=len(used),
            centres=len({case for case, _ in used}),
        )

    @cached_property
    def _said(self) -> dict[str, dict[str, list[Statement]]]:
        """The statements of each case that name a concept, by the concept; cases oldest first."""
        found: dict[str, dict[str, list[Statement]]] = {}
        naming = {
            concept: _named(self._store.quads_for_pattern(None, None, ox.NamedNode(concept), None))
            for scheme in SCHEMES
            for concept in self._concepts(scheme)
        }
        for case in self._site.graph.cases:
            statements = self._site.sheet(case).statements
            for concept, iris in naming.items():
                if said := [statements[iri] for iri in sorted(iris & statements.keys())]:
                    found.setdefault(concept, {})[case] = said
        return found

    def _concepts(self, scheme: str) -> set[str]:
        return _named(self._store.quads_for_pattern(None, _SCHEME, ox.NamedNode(VOC + scheme), None))

    def _below(self, iri: str) -> set[str]:
        """Return a concept with all narrower ones."""
        found, waiting = {iri}, [iri]
        while waiting:
            for one in self._related(waiting.pop(), up=False):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    def _related(self, iri: str, *, up: bool) -> tuple[str, ...]:
        if up:
            quads = self._store.quads_for_pattern(ox.NamedNode(iri), _BROADER, None, None)
            found = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
        else:
            found = _named(self._store.quads_for_pattern(None, _BROADER, ox.NamedNode(iri), None))
        return tuple(sorted(found, key=self._order))

    def _order(self, iri: str) -> tuple[str, str]:
        return self._site.labels.of(iri).casefold(), iri


def paths(site: Site) -> Iterator[str]:
    """Yield where the overview and the page of each subject stand."""
    yield INDEX
    yield from (one.path for one in site.made(Subjects).all.values())


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview and the page of each subject."""
    subjects = site.made(Subjects).all
    yield site.render("subjects.html", INDEX, schemes=SCHEMES, subjects=list(subjects.values()))
    for one in subjects.values():
        yield site.render("subject.html", one.path, subject=one, subjects=subjects, link=site.statement_link)


def _named(quads: Iterable[ox.Quad]) -> set[str]:
    """Return the IRIs of the subjects of some quads."""
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
