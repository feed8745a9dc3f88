"""What the search field of every page looks in: a classic script a language, loaded at first use, also from disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pyoxigraph as ox

from craftgraph.exports.pages import Site
from craftgraph.exports.subject_pages import Subjects
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph.labels import Labels
from craftgraph.graph.namespaces import DEF, ID
from craftgraph.graph.questions import questions

SCRIPT = "search-index.js"
KINDS = ("case", "party", "activity", "goods", "target-group", "question")

# What a reader may find: its kind, what it is called, a hint that tells it from its like, other names, and its page.
Entry = tuple[str, str, str, str, str]


def paths(_: Site) -> Iterator[str]:
    """Yield where the index stands."""
    yield SCRIPT


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the index as a script: rows of the number of a kind, a name, a hint, other names, and a link."""
    rows = [[KINDS.index(kind), *rest] for kind, *rest in entries(site)]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    yield SCRIPT, f"window.craftgraphSearch = {data};\n"


def entries(site: Site) -> Iterator[Entry]:
    """Yield everything that can be found: cases, parties, activities, goods, target groups and questions."""
    others = [Labels(site.graph.store, language) for language in LANGUAGES if language != site.language]
    yield from _cases(site, others)
    yield from _parties(site, others)
    for one in Subjects.of(site).all.values():
        yield one.scheme, one.name, "", _names(site, one.iri, one.name, others), quote(one.path)
    for question in questions():
        path = f"questions/{question.name}.html"
        if site.has(path):
            yield "question", question.text(site.language), "", "", path


def _cases(site: Site, others: Iterable[Labels]) -> Iterator[Entry]:
    for case, name in site.names.items():
        centre = next(iter(_objects(site.graph.store, ID + case, DEF + "centre")), "")
        places = [site.labels.of(place) for place in _objects(site.graph.store, centre, DEF + "municipality")]
        known = [site.labels.of(centre), *site.labels.aliases(centre)] if centre else []
        names = _joined([*known, *places, *(labels.of(ID + case) for labels in others)], name)
        yield "case", name, "", names, f"{quote(case)}.html"


def _parties(site: Site, others: Iterable[Labels]) -> Iterator[Entry]:
    """Yield each party once; where it has no page of its own, the newest map that it stands on."""
    found: dict[str, tuple[str, str]] = {}
    for case in site.graph.cases:
        for party in site.map(case).parties:
            if party.group != "coordination":
                found[party.id] = (case, party.kinds)
    for party_id, (case, kinds) in sorted(found.items()):
        name = site.labels.of(ID + party_id)
        path = f"parties/{party_id}.html"
        link = quote(path) if site.has(path) else f"{quote(case)}.html#party={quote(party_id, safe='')}"
        yield "party", name, kinds, _names(site, ID + party_id, name, others), link


def _names(site: Site, iri: str, name: str, others: Iterable[Labels]) -> str:
    return _joined([*site.labels.aliases(iri), *(labels.of(iri) for labels in others)], name)


def _joined(names: Iterable[str], but: str) -> str:
    return " | ".join(dict.fromkeys(name for name in names if name.casefold() != but.casefold()))


def _objects(store: ox.Store, subject: str, predicate: str) -> list[str]:
    if not subject:
        return []
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))
