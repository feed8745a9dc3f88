"""Two descriptions of one centre beside each other: who came, who stayed, and who is named no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from craftgraph.exports.joined_map import CAME, STAYED, WENT, over_each_other
from craftgraph.exports.map_data import written
from craftgraph.exports.network_map import LAYER_COLOURS, Party
from craftgraph.exports.network_page import joined_values
from craftgraph.exports.pages import Site
from craftgraph.exports.summary import Part, Summary, Told
from craftgraph.graph.namespaces import ID, PREFIXES

_REVISION = ox.NamedNode(PREFIXES["prov"] + "wasRevisionOf")


@dataclass(frozen=True, slots=True)
class Change:
    """A party at two moments: what it does at each, None where that description does not name it as taking part."""

    party: Party
    before: Part | None
    after: Part | None


def paths(site: Site) -> Iterator[str]:
    """Yield where the pages stand: one for each case that follows another."""
    yield from (address(case) for case, _ in _pairs(site))


def address(case: str) -> str:
    """Return where a case is set beside the one before it."""
    return f"moments/{case}.html"


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield for each case that follows another the two beside each other."""
    for case, earlier in _pairs(site):
        words = {state: site.texts(f"layer.{state}") for state in (CAME, STAYED, WENT)}
        maps = {one: site.map(one) for one in (earlier, case)}
        joined = over_each_other(
            (earlier, maps[earlier]), (case, maps[case]), {one: site.places(one) for one in maps}, words
        )
        summaries = {one: Summary(site.sheet(one), maps[one]) for one in maps}
        changes = list(_changes(summaries[earlier], summaries[case]))
        title = site.texts("moments.of", first=site.names[earlier], second=site.names[case])
        values = joined_values(site, joined, address(case), title)
        topics = {number: lines[0][1].layer for number, lines in joined.origins.items()}
        for edge, one in zip(values["data"]["edges"], joined.map.connections, strict=True):
            edge["topic"] = topics[one.id]
        values["data"] = written(values["data"])
        yield site.render(
            "moments.html",
            address(case),
            **values,
            topics=[(one, site.texts(f"layer.{one}")) for one in LAYER_COLOURS if one in topics.values()],
            ranked=maps[case].parties,
            case=case,
            earlier=earlier,
            title=title,
            groups=[(state, [one for one in changes if _state(one) == state]) for state in (CAME, STAYED, WENT)],
            outcomes=_outcomes(summaries[case]),
        )


def _pairs(site: Site) -> Iterator[tuple[str, str]]:
    for case in site.graph.cases:
        quads = site.graph.store.quads_for_pattern(ox.NamedNode(site.graph.case_iri(case)), _REVISION, None, None)
        for quad in quads:
            earlier = quad.object.value.removeprefix(ID) if isinstance(quad.object, ox.NamedNode) else ""
            if earlier in site.graph.cases:
                yield case, earlier


def _changes(before: Summary, after: Summary) -> Iterator[Change]:
    old, new = ({part.party.id: part for _, parts in one.parts for part in parts} for one in (before, after))
    for party in sorted(old | new, key=lambda party: (new.get(party) or old[party]).party.name.casefold()):
        yield Change((new.get(party) or old[party]).party, old.get(party), new.get(party))


def _state(one: Change) -> str:
    return STAYED if one.before and one.after else CAME if one.after else WENT


def _outcomes(after: Summary) -> tuple[Told, ...]:
    """Return what the later description says of plans in the earlier one."""
    return after.told("outcomes")
