"""The first page: what this is, three ways in, the country with the centres on it, and what there is in figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from craftgraph.exports.country import country
from craftgraph.exports.network_page import taking_part
from craftgraph.exports.pages import Site
from craftgraph.exports.subject_pages import Subjects
from craftgraph.graph.namespaces import DEF, ID

# The three doors, each with where it leads and the key of what that is called; a page that is not made is left out.
DOORS = {
    "ask": (
        ("questions/index.html", "door.questions"),
        ("subjects/index.html", "subjects.title"),
        ("parties/index.html", "door.parties"),
        ("sparql.html", "door.sparql"),
        ("data.html", "door.data"),
    ),
    "begin": (
        ("compare/form.html", "door.form"),
        ("compare/index.html", "door.compare"),
        ("questions/index.html#initiator", "door.initiator"),
    ),
    "guide": (
        ("dependence/index.html", "door.dependence"),
        ("network.html", "door.network"),
        ("questions/index.html#programme-manager", "door.manager"),
    ),
}
_OTHERWISE = ("index.html#centres", "door.centres")


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre with the descriptions of it, oldest first: the case, its name and its date."""

    name: str
    municipalities: tuple[str, ...]
    cases: tuple[tuple[str, str, str], ...]


def paths(_: Site) -> Iterator[str]:
    """Yield where the first page stands."""
    yield "index.html"


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the first page."""
    doors = {
        name: [(path, key) for path, key in ways if site.has(path)] or [_OTHERWISE] for name, ways in DOORS.items()
    }
    yield site.render(
        "index.html",
        "index.html",
        doors=doors,
        country=country(site.graph.store, site.labels, site.graph.cases),
        centres=centres(site),
        figures=figures(site),
        cases=[{"case": case, "sheet": site.sheet(case)} for case in site.graph.cases],
    )


def centres(site: Site) -> list[Centre]:
    """Return the centres by name; a case whose centre is not named stands by itself."""
    found: dict[str, list[str]] = {}
    for case in site.graph.cases:
        found.setdefault(_one(site, ID + case, DEF + "centre") or ID + case, []).append(case)
    listed = [
        Centre(
            site.labels.of(centre),
            tuple(sorted(site.labels.of(place) for place in _all(site, centre, DEF + "municipality"))),
            tuple((case, site.names[case], site.sheet(case).as_of) for case in cases),
        )
        for centre, cases in found.items()
    ]
    return sorted(listed, key=lambda centre: centre.name.casefold())


def figures(site: Site) -> dict[str, int]:
    """Count what the site holds: centres, descriptions, parties, ties, flows, target groups and statements.

    A party that takes part in several centres counts once; a tie is a pair of parties of one case that have to do with
    each other now, plans left out; a flow is one step of goods from one party or place to the next.
    """
    drawn = [site.map(case) for case in site.graph.cases]
    ties = [
        len({frozenset((line.source, line.target)) for line in one.connections if not line.planned}) for one in drawn
    ]
    sections = [section for case in site.graph.cases for section in site.sheet(case).sections]
    return {
        "centres": len(centres(site)),
        "cases": len(site.graph.cases),
        "parties": len(taking_part(site)),
        "ties": sum(ties),
        "flows": sum(len(section.statements) for section in sections if section.name == "flows"),
        "groups": sum(subject.scheme == "target-group" for subject in site.made(Subjects).all.values()),
        "statements": sum(len(section.statements) for section in sections),
    }


def _all(site: Site, subject: str, predicate: str) -> list[str]:
    quads = site.graph.store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))


def _one(site: Site, subject: str, predicate: str) -> str:
    return min(_all(site, subject, predicate), default="")
