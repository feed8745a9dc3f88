"""A map of a case as a picture that needs no script: who is tied to whom, and what the loss of each does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from craftgraph.exports.network_map import Places
from craftgraph.graph.level import Level, rule

_WIDTH = 1000.0
_MARGIN = 46.0
_FONT = 15.0
_LARGE = 36.0  # on a telephone the drawing is a third as wide


@dataclass(frozen=True, slots=True)
class Mark:
    """An actor on the map: where, how large, the class of its level (`none` … `high`), and its name where it fits.

    `is_near` tells that the name fits in the larger letters of a narrow screen, too.
    """

    id: str
    x: float
    y: float
    size: float
    level: str
    label: str
    is_near: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A tie on the map, with the identifiers of its two ends."""

    one: str
    other: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class ImpactMap:
    """The marks and lines of a map; `height` goes with a width of 1000."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    height: float


def impact_map(
    network: nx.Graph[str], placed: Places, shares: Mapping[str, float], names: Mapping[str, str]
) -> ImpactMap:
    """Draw the tied actors of a network.

    :param placed: where the actors stand; they are brought to a width of 1000.
    :param shares: what the loss of each actor does, 0 to 1; the largest of its two shares.
    """
    tied = sorted(node for node in network if network.degree(node))
    if not tied:
        return ImpactMap((), (), 0.0)
    xs, ys = ([placed[node][axis] for node in tied] for axis in (0, 1))
    scale = (_WIDTH - 2 * _MARGIN) / max(1, max(xs) - min(xs))
    down = min(scale * 1.25, 760 / max(1, max(ys) - min(ys)))
    points = {
        node: (
            _MARGIN + (placed[node][0] - min(xs)) * scale,
            _MARGIN + (placed[node][1] - min(ys)) * down,
        )
        for node in tied
    }
    sizes = {node: 7 + 22 * shares.get(node, 0.0) ** 0.5 for node in tied}
    labelled = set(_with_room(tied, points, sizes, shares, names, _FONT))
    near = set(_with_room(tied, points, sizes, shares, names, _LARGE))
    marks = tuple(
        Mark(
            id=node,
            x=round(points[node][0], 1),
            y=round(points[node][1], 1),
            size=round(sizes[node], 1),
            level=_class(shares.get(node, 0.0)),
            label=names[node] if node in labelled else "",
            is_near=node in near,
        )
        for node in tied
    )
    lines = tuple(
        Line(one, other, *(round(value, 1) for end in (one, other) for value in points[end]))
        for one, other in sorted(sorted(edge) for edge in network.edges)
    )
    height = max(y for _, y in points.values()) + _MARGIN
    return ImpactMap(marks, lines, round(height, 1))


def _class(share: float) -> str:
    level = rule().level(share)
    return "none" if not share else level.value if level is not Level.LOW else "low"


def _with_room(
    tied: Iterable[str],
    points: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    shares: Mapping[str, float],
    names: Mapping[str, str],
    font: float,
) -> Iterator[str]:
    """Yield the actors whose names fit under their marks in letters of a size, those that weigh most first."""
    boxes: list[tuple[float, float, float, float]] = []
    for node in sorted(tied, key=lambda node: (-shares.get(node, 0.0), node)):
        x, y = points[node]
        half = len(names[node]) * font * 0.3
        top = y + sizes[node] + 2
        box = (x - half, top, x + half, top + font * 1.2)
        inside = box[0] > 0 and box[2] < _WIDTH
        if inside and not any(_overlap(box, other) for other in boxes):
            boxes.append(box)
            yield node


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
