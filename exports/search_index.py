"""What the search field of every page looks in: a classic script a language, loaded at first use, also from disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

import pyoxigraph as ox

from craftgraph.exports.pages import Site
from craftgraph.exports.subject_pages import Subjects
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph.labels import Labels
from craftgraph.graph.namespaces import DEF, ID, VOC
from craftgraph.graph.questions import questions

SCRIPT = "search-index.js"
KINDS = ("case", "party", "activity", "goods", "target-group", "question", "page", "place", "post")
_PLACES = "questions/who-offers-places.html"
# The site's own pages: where they stand, the text with their title, and the text with words that lead to them.
_OWN = (
    ("dependence/index.html", "dep.title", "dependence"),
    ("compare/index.html", "compare.index", "compare"),
    ("compare/form.html", "door.form", "form"),
    ("questions/index.html", "questions.title", "questions"),
    ("sparql.html", "sparql.title", "sparql"),
    ("data.html", "data.title", "data"),
    ("parties/index.html", "party.index", "parties"),
    ("subjects/index.html", "subjects.title", "subjects"),
    ("network.html", "network.title", "network"),
    ("reference/index.html", "reference.title", "reference"),
    ("accessibility.html", "access.title", "accessibility"),
)

# What a reader may find: its kind, what it is called, a hint that tells it from its like, other names, and its page.
Entry = tuple[str, str, str, str, str]
Found = tuple[Entry, Sequence[str]]


def paths(_: Site) -> Iterator[str]:
    """Yield where the index stands."""
    yield SCRIPT


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the index as a script: rows of the number of a kind, a name, a hint, other names, and a link.

    A party and a post have the rows of their cases too, which come first, by number.
    """
    cases = list(site.names)
    rows = [
        [KINDS.index(kind), *rest, *([[cases.index(case) for case in where]] if where else [])]
        for (kind, *rest), where in entries(site)
    ]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    yield SCRIPT, f"window.craftgraphSearch = {data};\n"


def entries(site: Site) -> Iterator[Found]:
    """Yield everything that can be found, with the cases that it belongs to.

    That is: cases, parties, subjects, questions, the own pages, kinds of places, and posts.
    """
    others = [site.graph.labels(language) for language in LANGUAGES if language != site.language]
    for one in _cases(site, others):
        yield one, ()
    yield from _parties(site, others)
    for one in (*_subjects(site, others), *_own(site), *_kinds_of_places(site, others)):
        yield one, ()
    yield from _posts(site, others)


def _subjects(site: Site, others: Sequence[Labels]) -> Iterator[Entry]:
    """Yield the subjects, and the questions."""
    for one in site.made(Subjects).all.values():
        yield one.scheme, one.name, "", _names(site, one.iri, one.name, others), quote(one.path)
    for question in questions():
        path = f"questions/{question.name}.html"
        if site.has(path):
            yield "question", question.text(site.language), "", "", path


def _own(site: Site) -> Iterator[Entry]:
    """Yield the pages of the site itself, with the words that lead to them."""
    texts = site.texts
    for path, title, words in _OWN:
        if site.has(path):
            yield "page", texts(title), "", texts(f"search.words.{words}"), path
    for case, name in site.names.items():
        path = f"dependence/{case}.html"
        if site.has(path):
            yield "question", texts("dep.case.title", name=name), "", texts("search.words.dependence-case"), quote(path)


def _kinds_of_places(site: Site, others: Sequence[Labels]) -> Iterator[Entry]:
    """Yield each kind of place that people come to; narrower ones are found under the widest that they fall under."""
    if not site.has(_PLACES):
        return
    rows = site.graph.query(
        f"""SELECT ?top ?kind {{ ?kind skos:inScheme <{VOC}workplace> ; skos:broader* ?top
            FILTER NOT EXISTS {{ ?top skos:broader ?wider }} }} ORDER BY ?top ?kind"""
    ).rows
    found: dict[str, list[str]] = {}
    for top, kind in rows:
        if isinstance(top, ox.NamedNode) and isinstance(kind, ox.NamedNode):
            found.setdefault(top.value, []).append(kind.value)
    for top_iri, kinds in found.items():
        name = site.labels.of(top_iri)
        known = [word for iri in kinds for word in (site.labels.of(iri), *_words(site, iri, others))]
        yield "place", name, "", _joined(known, name), f"{_PLACES}#{quote(top_iri.rsplit('/', 1)[-1])}"


def _cases(site: Site, others: Iterable[Labels]) -> Iterator[Entry]:
    for case, name in site.names.items():
        centre = next(iter(_objects(site.graph.store, ID + case, DEF + "centre")), "")
        places = [site.labels.of(place) for place in _objects(site.graph.store, centre, DEF + "municipality")]
        known = [site.labels.of(centre), *site.labels.aliases(centre)] if centre else []
        names = _joined([*known, *places, *(labels.of(ID + case) for labels in others)], name)
        yield "case", name, "", names, f"{quote(case)}.html"


def _parties(site: Site, others: Iterable[Labels]) -> Iterator[Found]:
    """Yield each party once; where it has no page of its own, the newest map that it stands on."""
    found: dict[str, dict[str, str]] = {}
    for case in site.graph.cases:
        for party in site.map(case).parties:
            if party.group != "coordination":
                found.setdefault(party.id, {})[case] = party.kinds
    for party_id, cases in sorted(found.items()):
        name, newest = site.labels.of(ID + party_id), list(cases)[-1]
        path = f"parties/{party_id}.html"
        link = quote(path) if site.has(path) else f"{quote(newest)}.html#party={quote(party_id, safe='')}"
        yield ("party", name, cases[newest], _names(site, ID + party_id, name, others), link), list(cases)


def _posts(site: Site, others: Iterable[Labels]) -> Iterator[Found]:
    """Yield each post and body, on the map of its case: the same word may stand for another person elsewhere."""
    for case in site.graph.cases:
        for party in site.map(case).parties:
            if party.group == "coordination":
                link = f"{quote(case)}.html#party={quote(party.id, safe='')}"
                names = _names(site, ID + party.id, party.name, others)
                yield ("post", party.name, site.names[case], names, link), [case]


def _names(site: Site, iri: str, name: str, others: Iterable[Labels]) -> str:
    return _joined(_words(site, iri, others), name)


def _words(site: Site, iri: str, others: Iterable[Labels]) -> list[str]:
    """Return the other names of a thing, those in other languages among them."""
    return [*site.labels.aliases(iri), *(labels.of(iri) for labels in others)]


def _joined(names: Iterable[str], but: str) -> str:
    return " | ".join(dict.fromkeys(name for name in names if name.casefold() != but.casefold()))


def _objects(store: ox.Store, subject: str, predicate: str) -> list[str]:
    if not subject:
        return []
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))
