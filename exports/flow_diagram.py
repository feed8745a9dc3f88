"""Flows of goods as a picture: boxes for parties, bands for goods, laid out in columns from left to right.

The layout is that of a Sankey diagram with equal amounts (the sources give no weights): layers by the longest way,
order by barycentres (Sugiyama, Tagawa and Toda 1981), places by relaxation as d3-sankey does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import wrap

import networkx as nx

_BOX, _GAP = 166.0, 180.0  # how wide a box is, and the way between two columns, in pixels
_LINE, _BAND = 15.0, 17.0  # a line of text in a box, and one on a band
_APART = 12.0  # between two boxes of a column
_NAME, _GOODS = 21, 27  # characters on a line of a box, and of a band
_CHARACTER = 6.2  # about how wide one is
_WHERE = (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75)  # where on a band its text may stand, the best place first
# Where a syllable begins: with a consonant, or two that go together, and a vowel; four letters are left at least.
_SYLLABLE = re.compile(
    r"(?:[bcdfgkptv][lr]|(?<![bcdfgkptv](?=[lr]))[bcdfghjklmnpqrstvwxz])(?=[aeiouy]\w\w)", re.IGNORECASE
)
_Room = tuple[float, float, float, float]  # left, top, right, bottom
_MOST_LINES = 3
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Leg:
    """Goods that go from one party to another; an end that the source does not say is an empty text."""

    source: str
    target: str
    goods: tuple[str, ...]
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A party in the picture: its place, and its name in lines."""

    key: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """Goods on their way: the middle line of the band, how thick it is, and what is written on it, and where."""

    path: str
    thickness: float
    lines: tuple[str, ...]
    x: float
    y: float
    planned: bool
    title: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A picture of flows, in pixels."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]


@dataclass(slots=True)
class _Stop:
    """A box, a bend in a long band, or an end that the source does not say."""

    key: str
    lines: tuple[str, ...]
    height: float
    column: int = 0
    y: float = 0.0
    before: list[tuple[_Stop, float]] = field(default_factory=list)
    after: list[tuple[_Stop, float]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(slots=True)
class _Way:
    """A band with the stops that it passes, and at what height it leaves and reaches each."""

    stops: list[_Stop]
    lines: tuple[str, ...]
    planned: bool
    title: str
    heights: list[list[float]] = field(default_factory=list)

    @property
    def thickness(self) -> float:
        return _BAND * max(len(self.lines), 1) + 3


def diagram(legs: Iterable[Leg], names: Mapping[str, str]) -> Diagram | None:
    """Lay out flows from left to right; None when there is nothing to draw.

    A party that goods come back to stands a second time, further to the right. Legs between the same two parties are
    one band.

    :param names: what each party is called.
    """
    bundles = _bundles(legs)
    if not bundles:
        return None
    stops, ways = _stops(bundles, names)
    _columns(stops, ways)
    _bends(stops, ways)
    bottom = 0.0
    for part in _apart(stops, ways):
        _places(_ordered(part))
        low = min(stop.y for stop in part)
        for stop in part:
            stop.y += bottom - low
        bottom = max(stop.y + stop.height for stop in part) + 2 * _APART
    _ports(ways)
    boxes = tuple(
        Box(stop.key, stop.lines, stop.column * (_BOX + _GAP), round(stop.y, 1), _BOX, stop.height)
        for stop in stops
        if stop.lines
    )
    width = max(stop.column for stop in stops) * (_BOX + _GAP) + _BOX
    height = max(stop.y + stop.height for stop in stops)
    taken: list[_Room] = []
    bands = tuple(_band(way, taken) for way in ways)
    return Diagram(width, round(height, 1), boxes, bands)


def _bundles(legs: Iterable[Leg]) -> dict[tuple[str, str, bool], list[str]]:
    """Return the goods that go between two ends, running flows and plans apart."""
    found: dict[tuple[str, str, bool], list[str]] = {}
    for leg in legs:
        if (leg.source or leg.target) and leg.source != leg.target:
            goods = found.setdefault((leg.source, leg.target, leg.planned), [])
            goods.extend(word for word in leg.goods if word not in goods)
    return {key: sorted(goods) for key, goods in found.items()}


def _stops(
    bundles: Mapping[tuple[str, str, bool], Sequence[str]], names: Mapping[str, str]
) -> tuple[list[_Stop], list[_Way]]:
    """Make the boxes and the ways between them; no way leads back."""
    order: nx.DiGraph[str] = nx.DiGraph()
    stops: dict[str, _Stop] = {}
    ways: list[_Way] = []

    def stop(key: str, name: str) -> _Stop:
        if key not in stops:
            lines = tuple(_lines(names.get(name, name), _NAME)) if name else ()
            stops[key] = _Stop(name, lines, len(lines) * _LINE + 14 if lines else 0.0)
        return stops[key]

    for number, ((source, target, planned), goods) in enumerate(sorted(bundles.items())):
        first, last = source or f"?{number}", target or f"!{number}"
        if first in order and last in order and nx.has_path(order, last, first):
            last += " again"
        order.add_edge(first, last)
        way = [stop(first, source), stop(last, target)]
        ways.append(_Way(way, tuple(_lines(", ".join(goods), _GOODS)), planned, _title(source, target, goods, names)))
    return list(stops.values()), ways


def _title(source: str, target: str, goods: Sequence[str], names: Mapping[str, str]) -> str:
    ends = [names.get(end, end) for end in (source, target)]
    return f"{ends[0] or '?'} → {ends[1] or '?'}" + (f": {', '.join(goods)}" if goods else "")


def _lines(text: str, width: int) -> list[str]:
    lines = wrap(" ".join(_broken(word, width) for word in text.split(" ")), width, break_long_words=False)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: width - 1].rstrip(", ") + " …"]
    return lines


def _broken(word: str, width: int) -> str:
    """Return a word with a hyphen and a space where it does not fit on a line, between syllables if that can be.

    >>> _broken("arbeidstrainingscentra", 21), _broken("Fietsreparatiewerkplaats", 21)
    ('arbeidstrainings- centra', 'Fietsreparatiewerk- plaats')
    """
    if all(len(part) <= width for part in word.split("-")):
        return word
    places = [found.start() for found in _SYLLABLE.finditer(word, 2, len(word)) if found.start() < width]
    at = max(places, default=width - 1)
    return f"{word[:at]}- {_broken(word[at:], width)}"


def _columns(stops: Sequence[_Stop], ways: Sequence[_Way]) -> None:
    """Put every box as far left as the goods allow, and those where goods begin right before the next."""
    flow: nx.DiGraph[int] = nx.DiGraph()
    flow.add_nodes_from(range(len(stops)))
    at = {id(stop): number for number, stop in enumerate(stops)}
    flow.add_edges_from((at[id(way.stops[0])], at[id(way.stops[-1])]) for way in ways)
    for number in nx.lexicographical_topological_sort(flow):
        stops[number].column = max((stops[before].column + 1 for before in flow.predecessors(number)), default=0)
    for number, stop in enumerate(stops):
        if not flow.in_degree(number) and flow.out_degree(number):
            stop.column = min(stops[after].column for after in flow.successors(number)) - 1


def _bends(stops: list[_Stop], ways: Sequence[_Way]) -> None:
    """Let a band that passes columns have a place of its own in each, and tell every stop its neighbours."""
    for way in ways:
        first, last = way.stops
        between = [_Stop("", (), way.thickness, column) for column in range(first.column + 1, last.column)]
        stops.extend(between)
        way.stops = [first, *between, last]
        for one, other in pairwise(way.stops):
            one.after.append((other, way.thickness))
            other.before.append((one, way.thickness))
    for one in stops:
        one.height = max(one.height, *(sum(weight for _, weight in near) for near in (one.before, one.after)))


def _apart(stops: Sequence[_Stop], ways: Sequence[_Way]) -> list[list[_Stop]]:
    """Return the stops that goods go between in groups that have nothing to do with each other, the largest first."""
    whole: nx.Graph[int] = nx.Graph()
    at = {id(stop): number for number, stop in enumerate(stops)}
    whole.add_nodes_from(range(len(stops)))
    whole.add_edges_from((at[id(one)], at[id(other)]) for way in ways for one, other in pairwise(way.stops))
    parts = sorted(nx.connected_components(whole), key=lambda part: (-len(part), min(part)))
    return [[stops[number] for number in sorted(part)] for part in parts]


def _ordered(stops: Sequence[_Stop]) -> list[list[_Stop]]:
    """Return the stops of each column in an order in which few bands cross."""
    columns: list[list[_Stop]] = [[] for _ in range(max(stop.column for stop in stops) + 1)]
    for stop in stops:
        columns[stop.column].append(stop)
    for number in range(_ROUNDS):
        forward = number % 2 == 0
        for column in columns if forward else reversed(columns):
            rank = {id(stop): place for each in columns for place, stop in enumerate(each)}
            keys = {id(stop): _mean(stop, forward, rank) for stop in column}
            column.sort(key=lambda stop: keys[id(stop)])
            _uncrossed(column, {id(stop): place for each in columns for place, stop in enumerate(each)})
    return columns


def _uncrossed(column: list[_Stop], rank: Mapping[int, int]) -> None:
    """Swap stops beside each other as long as fewer bands cross by it."""
    for _ in column:
        swapped = False
        for at in range(len(column) - 1):
            one, other = column[at], column[at + 1]
            if _crossings(one, other, rank) > _crossings(other, one, rank):
                column[at], column[at + 1] = other, one
                swapped = True
        if not swapped:
            return


def _crossings(upper: _Stop, lower: _Stop, rank: Mapping[int, int]) -> int:
    """Count the pairs of bands that cross when one stop stands above the other."""
    sides = ((upper.before, lower.before), (upper.after, lower.after))
    return sum(rank[id(a)] > rank[id(b)] for mine, yours in sides for a, _ in mine for b, _ in yours)


def _mean(stop: _Stop, forward: bool, rank: Mapping[int, int]) -> float:
    near = stop.before if forward else stop.after
    total = sum(weight for _, weight in near)
    return sum(rank[id(other)] * weight for other, weight in near) / total if total else float(rank[id(stop)])


def _places(columns: Sequence[list[_Stop]]) -> None:
    """Bring every stop as near to its neighbours as the others in its column allow."""
    for column in columns:
        y = 0.0
        for stop in column:
            stop.y = y
            y += stop.height + _APART
    for number in range(2 * _ROUNDS):
        forward = number % 2 == 0
        for column in columns if forward else reversed(columns):
            for stop in column:
                near = stop.before if forward else stop.after
                total = sum(weight for _, weight in near)
                if total:
                    stop.y = sum(other.middle * weight for other, weight in near) / total - stop.height / 2
            _push_apart(column)


def _push_apart(column: Sequence[_Stop]) -> None:
    """Keep the order and push what overlaps apart, down first and then, around the middle, up again."""
    if not column:
        return
    wished = sum(stop.middle for stop in column) / len(column)
    for one, other in pairwise(column):
        other.y = max(other.y, one.y + one.height + _APART)
    shift = wished - sum(stop.middle for stop in column) / len(column)
    for stop in column:
        stop.y += shift


def _ports(ways: Sequence[_Way]) -> None:
    """Say at what height each way leaves and reaches its stops, so that bands at one box lie beside each other."""
    leaving: dict[tuple[int, int], float] = {}
    reaching: dict[tuple[int, int], float] = {}
    stops: dict[int, _Stop] = {}
    out: dict[int, list[tuple[int, int]]] = {}
    into: dict[int, list[tuple[int, int]]] = {}
    for number, way in enumerate(ways):
        for at, (one, other) in enumerate(pairwise(way.stops)):
            stops |= {id(one): one, id(other): other}
            out.setdefault(id(one), []).append((number, at))
            into.setdefault(id(other), []).append((number, at))
    for found, mine, step in ((leaving, out, 1), (reaching, into, 0)):
        for key, steps in mine.items():
            steps.sort(key=lambda place, step=step: (ways[place[0]].stops[place[1] + step].middle, place))  # type: ignore[misc]
            y = stops[key].middle - sum(ways[number].thickness for number, _ in steps) / 2
            for number, at in steps:
                found[number, at] = y + ways[number].thickness / 2
                y += ways[number].thickness
    for number, way in enumerate(ways):
        way.heights = [[leaving[number, at], reaching[number, at]] for at in range(len(way.stops) - 1)]


def _band(way: _Way, taken: list[_Room]) -> Band:
    parts: list[str] = []
    spots: list[tuple[float, float]] = []
    for (one, other), (start, end) in zip(pairwise(way.stops), way.heights, strict=True):
        left, right = one.column * (_BOX + _GAP) + _BOX, other.column * (_BOX + _GAP)
        middle = (left + right) / 2
        a, b = round(start, 1), round(end, 1)
        parts.append(f"{'L' if parts else 'M'}{left:g} {a:g}")
        parts.append(f"L{right:g} {b:g}" if a == b else f"C{middle:g} {a:g} {middle:g} {b:g} {right:g} {b:g}")
        spots += [_on_curve(left, right, start, end, part) for part in _WHERE]
    x, y = _label_spot(way, spots, taken)
    return Band("".join(parts), way.thickness, way.lines, round(x, 1), round(y, 1), way.planned, way.title)


def _on_curve(left: float, right: float, start: float, end: float, part: float) -> tuple[float, float]:
    """Return a point of the band between two stops: `part` 0 is where it begins, 1 where it ends."""
    rest = 1 - part
    middle = (left + right) / 2
    x = rest**3 * left + 3 * rest**2 * part * middle + 3 * rest * part**2 * middle + part**3 * right
    y = (rest**3 + 3 * rest**2 * part) * start + (3 * rest * part**2 + part**3) * end
    return x, y


def _label_spot(way: _Way, spots: Sequence[tuple[float, float]], taken: list[_Room]) -> tuple[float, float]:
    """Return where the text of a band covers no other text, or else the middle; and keep its room."""
    wide = max((len(line) for line in way.lines), default=0) * _CHARACTER / 2
    high = len(way.lines) * _LINE / 2

    def room(spot: tuple[float, float]) -> _Room:
        return spot[0] - wide, spot[1] - high, spot[0] + wide, spot[1] + high

    def is_free(spot: tuple[float, float]) -> bool:
        left, top, right, bottom = room(spot)
        return not any(left < r and l < right and top < b and t < bottom for l, t, r, b in taken)  # noqa: E741

    found = next((spot for spot in spots if is_free(spot)), spots[0])
    taken.append(room(found))
    return found
