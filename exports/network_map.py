"""The map of a network: pyvis builds it, the coordinates come from :mod:`craftgraph.exports.layout`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import networkx as nx

from craftgraph.exports.sheet import Sheet
from craftgraph.graph.centrality import Centrality, centralities, thin
from craftgraph.graph.labels import Labels
from craftgraph.graph.memory import remembered
from craftgraph.graph.namespaces import DEF, ID, VOC
from craftgraph.graph.projection import CURRENT, PLANNED, project, rules, simple

LAYER_COLOURS = {
    "goods": "#00694B",
    "people": "#8A3E70",
    "guidance": "#B4470F",
    "cooperation": "#44546A",
    "coordination": "#75828E",
    "money": "#8C6D31",
    "formal": "#6B6B6B",
}
_ARROWS = frozenset({"flow", "placement", "guidance", "funding", "stake"})
_INK = "#22303C"
_PLAIN = {"shape": "text", "color": "#FFFFFF"}  # the name of a place above its map: no mark
_OPTIONAL = ("funding", "stake")  # rules whose lines show on request


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of party on the map, told apart by shape and by a colour that colour-blind people can tell apart."""

    name: str
    label: str
    shape: str
    color: str


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of the map with all that the page says of it; `statements` are anchors on the page.

    `planned` tells that the actor itself, or its taking part, is still a wish or a plan.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    group: str
    kinds: str
    involvement: str
    planned: bool
    measures: Centrality
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connection:
    """A line of the map: two parties, the layer, and the statements (anchors) with the rules that made it.

    `statuses` are those of its statements; `since` and `until` the years between which it is there, where all of them
    say so. A line that is `optional` (money, ownership) shows on request and counts in no figure.
    """

    id: str
    source: str
    target: str
    layer: str
    planned: bool
    directed: bool
    rules: tuple[str, ...]
    statements: tuple[str, ...]
    statuses: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    optional: bool = False


@dataclass(frozen=True)
class NetworkMap:
    """A map ready to be drawn: `nodes` and `edges` are what vis-network takes.

    `is_thin` tells that too few parties are tied to say who is central.
    """

    groups: tuple[Group, ...]
    layers: tuple[str, ...]
    parties: tuple[Party, ...]
    connections: tuple[Connection, ...]
    is_thin: bool
    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)


@cache
def _groups() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(files("craftgraph.exports").joinpath("groups.json").read_bytes())
    return found


def group_of(kind: str, kinds: Iterable[str]) -> str:
    """Return the group of an actor, by its class and its kinds of organisation; the first that fits.

    >>> group_of("Organisation", ["municipality"]), group_of("Body", []), group_of("UnnamedParty", [])
    ('government', 'coordination', 'other')
    """
    wanted = {kind, *kinds}
    return next((name for name, group in _groups().items() if wanted & set(group["kinds"])), "other")


Places = dict[str, tuple[int, int]]


def places(network: nx.MultiDiGraph[str], *names: Labels) -> Places:
    """Place the parties of a network, with room for the longest of their names in several languages.

    What was placed before is remembered: it takes longer than anything else on a page.
    """
    lines = {
        node: max((line for labels in names for line in _wrap(labels.of(data["iri"])).split("\n")), key=len)
        for node, data in network.nodes(data=True)
    }
    ties = simple(network)

    def place() -> str:
        from craftgraph.exports.layout import positions  # SciPy takes longer to import than to recall what was placed

        return json.dumps(positions(ties, lines))

    inputs = [json.dumps(sorted(lines.items())), json.dumps(sorted(sorted(pair) for pair in ties.edges()))]
    found: Places = json.loads(remembered("places", inputs, place))
    return {node: (found[node][0], found[node][1]) for node in sorted(found)}


def network_map(sheet: Sheet, network: nx.MultiDiGraph[str], placed: Places | None = None) -> NetworkMap:
    """Make the map of a projected network, in the language of the sheet.

    :param placed: where the parties stand; by default with room for their names in this language.
    """
    labels = {node: sheet.labels.of(data["iri"]) for node, data in network.nodes(data=True)}
    connections = tuple(_connections(sheet, _with_optional(sheet, network)))
    mentions = _mentions(sheet)
    expected = _expected(sheet)
    untied = {node: Centrality(node, 0, 0.0, 0.0, None, None, None) for node in network}
    found = centralities(_current(network), holes=False)
    measured = untied | {one.actor: one for one in found}
    parties = tuple(
        Party(
            id=node,
            name=labels[node],
            aliases=sheet.labels.aliases(data["iri"]),
            group=group_of(data["kind"], data["kinds"]),
            kinds=_kind_words(sheet, data),
            involvement=sheet.labels.of(f"{VOC}involvement/{data['involvement']}") if data["involvement"] else "",
            planned=node in expected and not measured[node].degree,
            measures=measured[node],
            statements=tuple(mentions.get(node, ())),
        )
        for node, data in (
            (node, network.nodes[node]) for node in sorted(network, key=lambda node: labels[node].casefold())
        )
    )
    used = {party.group for party in parties}
    groups = tuple(
        Group(name, group[sheet.language], group["shape"], group["color"])
        for name, group in _groups().items()
        if name in used
    )
    present = {connection.layer for connection in connections}
    layers = tuple(layer for layer in LAYER_COLOURS if layer in present)
    nodes, edges = draw(parties, connections, placed or places(network, sheet.labels))
    return NetworkMap(groups, layers, parties, connections, thin(found), nodes, edges)


def _current(network: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return the network of what starts or runs, so that figures on a page never count a plan."""
    kept: nx.MultiDiGraph[str] = nx.MultiDiGraph(**network.graph)
    kept.add_nodes_from(node for node in network.nodes(data=True) if node[1]["status"] in CURRENT)
    for one, other, data in network.edges(data=True):
        if data["status"] in CURRENT:
            kept.add_nodes_from((node, network.nodes[node]) for node in (one, other))
            kept.add_edge(one, other, **data)
    return simple(kept)


def _kind_words(sheet: Sheet, data: dict[str, Any]) -> str:
    kinds = [sheet.labels.of(f"{VOC}organisation-kind/{kind}") for kind in data["kinds"]]
    return ", ".join(kinds) or sheet.labels.of(f"{DEF}{data['kind']}")


def _mentions(sheet: Sheet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in sheet.sections:
        for one in section.statements:
            for actor in {*one.mentions, one.iri.removeprefix(ID)}:
                found.setdefault(actor, []).append(one.anchor)
    return found


def _expected(sheet: Sheet) -> set[str]:
    """Return the actors that are not there yet: parties that may join, bodies and posts that may come."""
    there: set[str] = set()
    not_yet: set[str] = set()
    for one in sheet.statements.values():
        actors = one.mentions if one.listing == "parties" else (one.iri.removeprefix(ID),)
        if one.listing in ("parties", "bodies", "posts"):
            (not_yet if one.status in PLANNED else there).update(actors)
    return not_yet - there


def _connections(sheet: Sheet, network: nx.MultiDiGraph[str]) -> Iterable[Connection]:
    texts = {name: rule.texts[sheet.language] for name, rule in rules().items()}
    gathered: dict[tuple[str, str, str, bool, bool], list[tuple[str, str, str]]] = {}
    optional = {rules()[name].layer for name in _OPTIONAL} if network.graph.get("optional") else set()
    for one, other, data in network.edges(data=True):
        directed = data["rule"] in _ARROWS
        ends = (one, other) if directed or one < other else (other, one)
        key = (*ends, data["layer"], data["status"] not in CURRENT, directed)
        gathered.setdefault(key, []).append((texts[data["rule"]], data["statement"], data["status"]))
    for number, (key, found) in enumerate(sorted(gathered.items()), 1):
        source, target, layer, planned, directed = key
        named = tuple(dict.fromkeys(text for text, _, _ in found))
        statements = tuple(dict.fromkeys(iri.removeprefix(sheet.iri + "/") for _, iri, _ in found))
        statuses = tuple(sorted({status for _, _, status in found}))
        years = [sheet.years(iri) for _, iri, _ in found]
        since = min(first for first, _ in years) if all(first for first, _ in years) else ""
        until = max(last for _, last in years) if all(last for _, last in years) else ""
        yield Connection(
            f"c{number}",
            source,
            target,
            layer,
            planned,
            directed,
            named,
            statements,
            statuses,
            since,
            until,
            layer in optional,
        )


def _with_optional(sheet: Sheet, network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a network with the lines that show on request, where both ends are on the map anyway."""
    chosen = network.graph
    if set(_OPTIONAL) & set(chosen["rules"]):
        return network
    choices = {name: bool(chosen[name]) for name in ("planned", "context", "roll_up")}
    more = project(sheet.graph, sheet.case, _OPTIONAL, **choices)
    whole: nx.MultiDiGraph[str] = nx.MultiDiGraph(network, optional=True)
    whole.add_edges_from(edge for edge in more.edges(data=True) if edge[0] in network and edge[1] in network)
    return whole


def draw(
    parties: Iterable[Party],
    connections: Iterable[Connection],
    placed: Places,
    looks: Mapping[str, Group] | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what vis-network takes: the nodes and the edges of a map.

    :param placed: where each party stands, in pixels.
    :param looks: the shape and colour of each group; by default those of the kinds of party.
    """
    from pyvis.network import Network

    canvas = Network(directed=True)
    groups = {name: {"shape": one.shape, "color": one.color} for name, one in looks.items()} if looks else _groups()
    for party in parties:
        look = groups.get(party.group, _PLAIN)
        x, y = placed[party.id]
        canvas.add_node(
            party.id,
            label=_wrap(party.name, 20 if party.group in groups else 12),
            shape=look["shape"],
            size=round(11 + 26 * party.measures.betweenness**0.5),
            x=x,
            y=y,
            group=party.group,
        )
    for one in connections:
        canvas.add_edge(
            one.source,
            one.target,
            id=one.id,
            color=LAYER_COLOURS.get(one.layer, _INK),
            dashes=one.planned,
            arrows="to" if one.directed else "",
            width=min(1.2 + 0.5 * (len(one.statements) - 1), 4),
            layer=one.layer,
            planned=one.planned,
            statuses=one.statuses,
            optional=one.optional,
            **({"since": one.since} if one.since else {}),
            **({"until": one.until} if one.until else {}),
        )
    for node in canvas.nodes:
        node["color"] = {"background": groups.get(node["group"], _PLAIN)["color"]}
    return canvas.nodes, canvas.edges


def _wrap(name: str, width: int = 20) -> str:
    """Break a long name in two or three lines, at its spaces."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width and len(lines) < 3:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
