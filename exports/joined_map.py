"""Several maps as one: the whole country side by side, or two moments of one centre over each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from craftgraph.exports.network_map import Connection, Group, NetworkMap, Party, Places, draw
from craftgraph.graph.centrality import Centrality, centralities, thin

_MARGIN = (420, 420)  # between two maps beside each other, in pixels
_TITLE = 150  # above each of them, for its name
CENTRE = "centre"
CAME, STAYED, WENT = "came", "stayed", "went"


@dataclass(frozen=True)
class Joined:
    """A map made of several; `origins` says for each line, by its identifier, of which case it is and its name there.

    `cases` holds for each party the cases that it is in.
    """

    map: NetworkMap
    origins: Mapping[str, tuple[tuple[str, Connection], ...]]
    cases: Mapping[str, tuple[str, ...]]


def side_by_side(maps: Mapping[str, NetworkMap], placed: Mapping[str, Places], names: Mapping[str, str]) -> Joined:
    """Put maps beside each other, each under the name of its place; who is in several stands between them.

    :param placed: where the parties of each case stand on its own map.
    :param names: what stands above the map of each case.
    """
    cases: dict[str, list[str]] = {}
    parties: dict[str, list[Party]] = {}
    for case, drawn in maps.items():
        for party in drawn.parties:
            cases.setdefault(party.id, []).append(case)
            parties.setdefault(party.id, []).append(party)
    corners = _corners(placed)
    points: dict[str, list[tuple[float, float]]] = {}
    for case, places in placed.items():
        left, top = corners[case]
        for party_id, (x, y) in places.items():
            points.setdefault(party_id, []).append((left + x, top + y))
    at: Places = {
        party: (round(sum(x for x, _ in spots) / len(spots)), round(sum(y for _, y in spots) / len(spots)))
        for party, spots in points.items()
    }
    lines = [(case, one) for case, drawn in maps.items() for one in drawn.connections]
    connections = tuple(replace(one, id=f"c{number}") for number, (_, one) in enumerate(lines, 1))
    origins = {f"c{number}": (line,) for number, line in enumerate(lines, 1)}
    measures = _measures(parties, connections)
    titles = [_title(case, names[case]) for case in maps]
    for case in maps:
        heights = [y for _, y in placed[case].values()] or [0]
        at[titles[list(maps).index(case)].id] = (
            round(corners[case][0]),
            round(corners[case][1] + min(heights) - _TITLE),
        )
    merged = tuple(
        replace(
            found[0],
            planned=all(one.planned for one in found),
            involvement="",
            measures=measures[party],
            statements=(),
        )
        for party, found in sorted(parties.items(), key=lambda pair: pair[1][0].name.casefold())
    )
    groups = _groups(maps.values())
    nodes, edges = draw((*merged, *titles), connections, at)
    whole = NetworkMap(groups, _layers(maps.values()), merged, connections, thin(measures.values()), nodes, edges)
    return Joined(whole, origins, {party: tuple(found) for party, found in cases.items()})


def over_each_other(
    earlier: tuple[str, NetworkMap],
    later: tuple[str, NetworkMap],
    placed: Mapping[str, Places],
    words: Mapping[str, str],
) -> Joined:
    """Lay two maps of one centre over each other: parties and lines that came, stayed, and are named no more.

    Measures are those of the later map, and of the earlier one for who is named no more: together they are no network.

    :param placed: where the parties stand on each of the two maps; the later one goes first.
    :param words: what the three groups are called.
    """
    (before, first), (after, second) = earlier, later
    old, new = {one.id: one for one in first.parties}, {one.id: one for one in second.parties}
    cases = {party: tuple(case for case, mine in ((before, old), (after, new)) if party in mine) for party in old | new}
    groups = (
        Group(STAYED, words[STAYED], "dot", "#44546A"),
        Group(CAME, words[CAME], "triangle", "#009E73"),
        Group(WENT, words[WENT], "triangleDown", "#D55E00"),
    )
    found: dict[tuple[str, str, str], dict[str, list[Connection]]] = {}
    for case, drawn in (earlier, later):
        for one in drawn.connections:
            if not one.optional:
                ends = (one.source, one.target) if one.directed or one.source < one.target else (one.target, one.source)
                found.setdefault((*ends, one.layer), {}).setdefault(case, []).append(one)
    connections, origins = [], {}
    for number, ((source, target, _), by_case) in enumerate(sorted(found.items()), 1):
        mine = [(case, one) for case, ones in by_case.items() for one in ones]
        connections.append(
            Connection(
                id=f"c{number}",
                source=source,
                target=target,
                layer=_state(before in by_case, after in by_case),
                planned=all(one.planned for _, one in mine),
                directed=any(one.directed for _, one in mine),
                rules=tuple(dict.fromkeys(rule for _, one in mine for rule in one.rules)),
                statements=(),
                statuses=tuple(sorted({status for _, one in mine for status in one.statuses})),
            )
        )
        origins[f"c{number}"] = tuple(mine)
    measures = {party: one.measures for party, one in (old | new).items()}
    parties = tuple(
        replace(one, group=_state(one.id in old, one.id in new), measures=measures[one.id], statements=())
        for one in sorted((old | new).values(), key=lambda one: one.name.casefold())
    )
    at: Places = dict(placed[after])
    low = max((y for _, y in at.values()), default=0)
    gone = [one.id for one in parties if one.id not in at]
    for number, party in enumerate(gone):
        across = 10
        at[party] = ((number % across) * 190 - 95 * (across - 1), low + 130 + 100 * (number // across))
    nodes, edges = draw(parties, connections, at, {group.name: group for group in groups})
    layers = tuple(state for state in (STAYED, CAME, WENT) if any(one.layer == state for one in connections))
    shown = tuple(group for group in groups if any(one.group == group.name for one in parties))
    whole = NetworkMap(shown, layers, parties, tuple(connections), second.is_thin, nodes, edges)
    return Joined(whole, origins, cases)


def _state(was: bool, is_there: bool) -> str:
    return STAYED if was and is_there else CAME if is_there else WENT


def _title(case: str, name: str) -> Party:
    return Party(f"{case}/", name, (), CENTRE, "", "", False, Centrality(case, 0, 0.2, 0.0, None, None, None), ())


def _corners(placed: Mapping[str, Places]) -> dict[str, tuple[float, float]]:
    """Return the middle of each map when they stand in rows."""
    across = max(1, math.ceil(math.sqrt(1.3 * len(placed))))  # a map is wider than high
    sizes = {
        case: (
            max((abs(x) for x, _ in places.values()), default=0) * 2,
            max((abs(y) for _, y in places.values()), default=0) * 2 + _TITLE,
        )
        for case, places in placed.items()
    }
    found: dict[str, tuple[float, float]] = {}
    names, y = list(placed), 0.0
    for row in (names[start : start + across] for start in range(0, len(names), across)):
        high = max(sizes[case][1] for case in row)
        x = 0.0
        for case in row:
            found[case] = (x + sizes[case][0] / 2, y + high / 2)
            x += sizes[case][0] + _MARGIN[0]
        y += high + _MARGIN[1]
    return found


def _measures(parties: Mapping[str, object], connections: Sequence[Connection]) -> dict[str, Centrality]:
    """Measure a joined map as a single one is measured: what runs, without money and ownership."""
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted(parties))
    network.add_edges_from((one.source, one.target) for one in connections if not one.planned and not one.optional)
    return {one.actor: one for one in centralities(network, holes=False)}


def _groups(maps: Iterable[NetworkMap]) -> tuple[Group, ...]:
    found: dict[str, Group] = {}
    for drawn in maps:
        found |= {group.name: group for group in drawn.groups}
    return tuple(found.values())


def _layers(maps: Iterable[NetworkMap]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for drawn in maps:
        found |= dict.fromkeys(drawn.layers)
    return tuple(found)
