"""The country with the centres on it: an outline, a dot a centre, and names that do not cover each other.

The outline is `netherlands.json`, which tells its own origin. Points are of the municipality, from the registry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians

import pyoxigraph as ox

from craftgraph.graph.labels import Labels
from craftgraph.graph.namespaces import ID, PREFIXES, VOC

WIDTH = 520  # of the drawing; one unit is a pixel where there is room
TEXT = 21  # height of the names on the smallest screen, in the units of the drawing
_CHARACTER = 0.62 * TEXT  # a wide letter; readers have different ones
_RADIUS = 8
_PRESSED = 40  # so high is what one presses: 24 pixels on a phone
_GAP = 14
_SPACE = (TEXT, TEXT / 2)  # between two names beside and above each other, or they read as one
_MARGIN = 6

# A centre, the municipality that it works in, and where that lies; only the newest case of a centre is asked for.
_POINTS = f"""
SELECT ?case ?centre ?site ?lat ?long {{
  GRAPH ?case {{ ?case a cg:Case ; cg:centre ?centre }}
  ?centre cg:municipality/^cg:municipality ?site .
  ?site cg:precision <{VOC}precision/municipality-level> ; wgs:lat ?lat ; wgs:long ?long .
}} ORDER BY ?case ?site
"""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pin:
    """A centre on the map: the place by which it is known, its name, its newest case, and where dot and name stand.

    `anchor` is the side of the name that stands at `text_x` (`start`, `middle`, `end`, as SVG calls it); `box` is what
    one can press: dot and name together, as x, y, width and height.
    """

    case: str
    place: str
    centre: str
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str
    box: Box


@dataclass(frozen=True, slots=True)
class Country:
    """A drawing in SVG units: the paths of land and water, and the centres from north to south."""

    width: float
    height: float
    land: str
    water: str
    pins: tuple[Pin, ...]


@cache
def _outline() -> dict[str, list[list[Point]]]:
    found: dict[str, list[list[Point]]] = json.loads(
        files("craftgraph.exports").joinpath("netherlands.json").read_bytes()
    )
    return found


@cache
def _frame() -> tuple[float, float, float, float]:
    """Return the western and northern edge, and how many units a degree of longitude and of latitude is."""
    points = [point for ring in _outline()["land"] for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    across = (WIDTH - 2 * _MARGIN) / (east - west)
    return west, north, across, across / cos(radians((south + north) / 2))


def project(longitude: float, latitude: float) -> Point:
    """Return where a point lies on the drawing, in its units, from the upper left corner.

    An equirectangular projection that is true to scale in the middle of the country; over three degrees of latitude
    a distance is at most 3 % off.
    """
    west, north, across, down = _frame()
    return (round(_MARGIN + (longitude - west) * across, 1), round(_MARGIN + (north - latitude) * down, 1))


def country(store: ox.Store, labels: Labels, cases: Sequence[str]) -> Country:
    """Draw the country with the centres of the given cases; a centre without a point is not on it.

    :param cases: oldest first; a centre leads to the newest of its cases.
    """
    found: dict[str, tuple[str, list[str], list[Point]]] = {}
    rows = store.query(_POINTS, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    for row in sorted(rows, key=lambda row: cases.index(row["case"].value.removeprefix(ID))):
        case, centre, site = (row[name].value for name in ("case", "centre", "site"))
        newest, places, points = found.get(centre, ("", [], []))
        if newest != case:
            places, points = [], []
        point = project(float(row["long"].value), float(row["lat"].value))
        found[centre] = (case, [*places, labels.of(site)], [*points, point])
    middles = {
        centre: (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
        for centre, (_, _, points) in found.items()
    }
    order = sorted(found, key=lambda centre: (middles[centre][1], middles[centre][0], centre))
    names = [" / ".join(found[centre][1]) for centre in order]
    spots = [middles[centre] for centre in order]
    height = max(y for ring in _outline()["land"] for y in (project(*point)[1] for point in ring)) + _MARGIN
    pins = tuple(
        Pin(found[centre][0].removeprefix(ID), name, labels.of(centre), _round(spot[0]), _round(spot[1]), *placed)
        for centre, name, spot, placed in zip(order, names, spots, _place(spots, names, height), strict=True)
    )
    land, water = (_path(_outline()[kind]) for kind in ("land", "water"))
    return Country(WIDTH, round(height), land, water, pins)


def _path(rings: Iterable[Iterable[Point]]) -> str:
    return "".join("M" + "L".join("{:g} {:g}".format(*project(*point)) for point in ring) + "Z" for ring in rings)


def _round(number: float) -> float:
    return round(number, 1)


def _place(spots: Sequence[Point], names: Sequence[str], height: float) -> list[tuple[float, float, str, Box]]:
    """Put each name on the side of its dot where it covers least: other names, other dots, the edge of the drawing.

    Around a name stays a space before the next one begins, where there is room for it.

    Every name may move again as long as one finds a better side, at most ten rounds.
    """
    dots = [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in spots]
    sides = [_sides(spot, name) for spot, name in zip(spots, names, strict=True)]
    chosen = [0] * len(spots)

    def cost(number: int, side: int) -> float:
        box = sides[number][side][3]
        wide = (box[0] - _SPACE[0], box[1] - _SPACE[1], box[2] + _SPACE[0], box[3] + _SPACE[1])
        others = [dots[at] for at in range(len(dots)) if at != number]
        beside = [sides[at][chosen[at]][3] for at in range(len(dots)) if at != number]
        covered = sum(_overlap(box, other) for other in others) + sum(_overlap(wide, other) for other in beside)
        return covered + _area(box) - _overlap(box, (0, 0, WIDTH, height))

    for _ in range(10):
        before = list(chosen)
        for number in range(len(spots)):
            chosen[number] = min(
                range(4), key=lambda side: (round(cost(number, side), 3), side != chosen[number], side)
            )
        if chosen == before:
            break
    return [_whole(sides[number][side], dots[number]) for number, side in enumerate(chosen)]


def _sides(spot: Point, name: str) -> list[tuple[float, float, str, Box]]:
    """Return the places that a name can have: right, left, above and below its dot."""
    (x, y), long, half = spot, len(name) * _CHARACTER, TEXT / 2
    above, below = y - _GAP - half, y + _GAP + half
    return [
        (x + _GAP, y, "start", (x + _GAP, y - half, x + _GAP + long, y + half)),
        (x - _GAP, y, "end", (x - _GAP - long, y - half, x - _GAP, y + half)),
        (x, above, "middle", (x - long / 2, above - half, x + long / 2, above + half)),
        (x, below, "middle", (x - long / 2, below - half, x + long / 2, below + half)),
    ]


def _whole(side: tuple[float, float, str, Box], dot: Box) -> tuple[float, float, str, Box]:
    """Return a place for a name with the box of name and dot together, as x, y, width and height."""
    x, y, anchor, box = side
    low = (min(box[0], dot[0]), min(box[1], dot[1]))
    high = (max(box[2], dot[2]), max(box[3], dot[3]))
    more = max(0.0, _PRESSED - (high[1] - low[1])) / 2
    low, high = (low[0], low[1] - more), (high[0], high[1] + more)
    whole = (_round(low[0]), _round(low[1]), _round(high[0] - low[0]), _round(high[1] - low[1]))
    return _round(x), _round(y), anchor, whole


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)
