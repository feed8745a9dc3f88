"""The picture of the flows of goods."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from craftgraph.exports.flow_diagram import Band, Diagram, Leg, diagram
from craftgraph.exports.network_map import network_map
from craftgraph.exports.sheet import Sheet
from craftgraph.exports.summary import Summary, legs
from craftgraph.graph.store import Graph

PARTIES = st.sampled_from(["", "a", "b", "c", "d", "e", "f"])
LEGS = st.lists(
    st.builds(Leg, PARTIES, PARTIES, st.lists(st.sampled_from(["wood", "textile", "metal"]), max_size=3).map(tuple)),
    max_size=25,
)


def _ends(band: Band) -> tuple[tuple[float, float], tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[0-9.]+", band.path)]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])


def _drawn(*flows: Leg) -> Diagram:
    found = diagram(flows, {})
    assert found is not None
    return found


def test_goods_run_from_left_to_right() -> None:
    """A party that passes goods on stands right of who it has them from, and the band joins their sides."""
    found = _drawn(Leg("shop", "maker", ("wood",)), Leg("maker", "school", ("ceilings",)))
    places = {box.key: box for box in found.boxes}
    assert places["shop"].x < places["maker"].x < places["school"].x
    (start, end), _ = (_ends(band) for band in found.bands)
    assert start[0] in {places["shop"].x + places["shop"].width, places["maker"].x + places["maker"].width}
    assert end[0] in {places["maker"].x, places["school"].x}


def test_goods_that_come_back_are_drawn_once_more() -> None:
    """A circle of parties has no band that leads back: who gets goods back stands a second time."""
    found = _drawn(Leg("a", "b", ("wood",)), Leg("b", "a", ("wood",)))
    assert sorted(box.key for box in found.boxes) == ["a", "a", "b"]


def test_an_end_that_is_not_said_has_no_box() -> None:
    """Goods of which the source says no origin reach their party from nowhere."""
    found = _drawn(Leg("", "shop", ("wood",)))
    assert [box.key for box in found.boxes] == ["shop"]
    assert len(found.bands) == 1


def test_nothing_to_draw_draws_nothing() -> None:
    """Without two ends, or with the same party at both, there is no picture."""
    assert diagram([], {}) is None
    assert diagram([Leg("", "", ("wood",)), Leg("a", "a", ("wood",))], {}) is None


def test_a_plan_and_a_running_flow_are_two_bands() -> None:
    """What is planned between two parties is apart from what runs; goods of the same kind share a band."""
    found = _drawn(Leg("a", "b", ("wood",)), Leg("a", "b", ("metal",)), Leg("a", "b", ("paper",), planned=True))
    assert sorted((band.planned, band.title) for band in found.bands) == [
        (False, "a → b: metal, wood"),
        (True, "a → b: paper"),
    ]


@given(LEGS)
def test_boxes_never_overlap_and_every_flow_has_a_band(flows: list[Leg]) -> None:
    """Whatever flows there are, boxes stand apart inside the picture, bands run to the right, none is lost."""
    found = diagram(flows, {})
    pairs = {(leg.source, leg.target) for leg in flows if leg.source != leg.target}
    if not pairs:
        assert found is None
        return
    assert found is not None
    assert len(found.bands) == len(pairs)
    for one, other in combinations(found.boxes, 2):
        apart = one.y + one.height <= other.y + 0.2 or other.y + other.height <= one.y + 0.2
        assert one.x != other.x or apart
    assert all(box.x >= 0 and box.x + box.width <= found.width for box in found.boxes)
    assert all(box.y >= -0.1 and box.y + box.height <= found.height + 0.2 for box in found.boxes)
    for band in found.bands:
        (left, _), (right, _) = _ends(band)
        assert left < right


@given(LEGS)
def test_the_same_flows_give_the_same_picture(flows: list[Leg]) -> None:
    """The order in which flows stand in a file changes nothing."""
    assert diagram(flows, {}) == diagram(reversed(flows), {})


def test_a_case_draws_every_flow_between_known_parties(graph: Graph) -> None:
    """Each flow of each case that names a party is in its picture."""
    for case in graph.cases:
        sheet = Sheet(graph, case, "nl")
        summary = Summary(sheet, network_map(sheet, graph.network(case, planned=True)))
        told = list(legs(summary.told("flows")))
        assert summary.flows is not None
        ends = {(leg.source, leg.target, leg.planned) for leg in told if leg.source != leg.target}
        assert len(summary.flows.bands) == len(ends - {("", "", False), ("", "", True)})


def test_goods_pass_through_who_works_on_them(little: Callable[..., Graph]) -> None:
    """What comes in is the material, what goes on the product; without a worker goods go straight."""
    graph = little(
        "flows:\n"
        "- {material: wood, from: shop, by: depot, does: dismantling, product: bed-slats, to: school, at: one}\n"
        "- {material: textiles, from: shop, to: care, at: one}\n"
    )
    sheet = Sheet(graph, "own-2024", "en")
    summary = Summary(sheet, network_map(sheet, graph.network("own-2024")))
    found = sorted((leg.source, leg.target, leg.goods) for leg in legs(summary.told("flows")))
    assert found == [
        ("depot", "school", ("bed slats",)),
        ("shop", "care", ("textiles",)),
        ("shop", "depot", ("wood",)),
    ]
