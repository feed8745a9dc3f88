"""From statements to a network: which statement makes which edge."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pyoxigraph as ox
import pytest

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.namespaces import ID
from craftgraph.graph.projection import CURRENT, PLANNED, project, projections, rules, simple
from craftgraph.graph.store import Graph

PUPILS = "audiences:\n- {id: pupils, label: {nl: a, en: a}, groups: pupils, at: one}\n"
PARTNERS = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
- {party: care, involvement: associate, at: one}
- {party: school, involvement: context, at: one}
"""
CORE = "bodies:\n- {id: core, name: {nl: a, en: a}, convener: town, at: one}\n"
LEAD = "posts:\n- {id: lead, name: {nl: a, en: a}, duties: DUTY, employers: [town, care], at: one}\n"
MONEY = "funding:\n- {id: f, name: {nl: a, en: a}, kind_of_money: prize, funder: town, recipient: shop, at: one}\n"

Edges = set[tuple[str, str]]

EDGES: list[tuple[str, str, Edges]] = [
    ("tie", "ties:\n- {tie: contracts, from: shop, to: depot, at: one}\n", {("shop", "depot")}),
    (
        "tie",
        "ties:\n- {tie: contracts, from: shop, to: [depot, care], at: one}\n",
        {("shop", "depot"), ("shop", "care")},
    ),
    (
        "tie-among",
        "ties:\n- {tie: cooperates, among: [shop, depot, care], at: one}\n",
        {("care", "depot"), ("care", "shop"), ("depot", "shop")},
    ),
    ("flow", "flows:\n- {material: wood, from: shop, to: depot, at: one}\n", {("shop", "depot")}),
    (
        "flow",
        "flows:\n- {material: wood, from: shop, by: care, to: depot, at: one}\n",
        {("shop", "care"), ("care", "depot")},
    ),
    ("flow", "flows:\n- {material: wood, from: shop, by: care, at: one}\n", {("shop", "care")}),
    ("flow", "flows:\n- {material: wood, by: care, to: depot, at: one}\n", {("care", "depot")}),
    ("flow", "flows:\n- {material: wood, from: shop, at: one}\n", set()),
    (
        "placement",
        PUPILS + "placements:\n- {audience: pupils, from: school, to: shop, placement: referral, at: one}\n",
        {("school", "shop")},
    ),
    (
        "placement",
        PUPILS + "placements:\n- {audience: pupils, from: school, via: care, to: shop, placement: referral, at: one}\n",
        {("school", "care"), ("care", "shop")},
    ),
    ("guidance", "guidance:\n- {by: care, guidance: coaching, host: shop, at: one}\n", {("care", "shop")}),
    (
        "activity",
        "activities:\n- {id: a, activity: repair, by: shop, with: [depot, care], at: one}\n",
        {("shop", "depot"), ("shop", "care")},
    ),
    ("seat", CORE + "seats:\n- {body: core, holder: shop, at: one}\n", {("shop", "own-2024/core")}),
    ("convening", CORE, {("town", "own-2024/core")}),
    ("employment", LEAD.replace("DUTY", "coordination"), {("town", "own-2024/lead"), ("care", "own-2024/lead")}),
    (
        "coordination",
        PARTNERS + "roles:\n- {holder: town, role: coordinator, at: one}\n",
        {("town", "shop"), ("town", "depot")},
    ),
    ("coordination", PARTNERS + "roles:\n- {holder: town, role: host, at: one}\n", set()),
    (
        "coordination",
        PARTNERS + LEAD.replace("DUTY", "project-lead"),
        {("own-2024/lead", "shop"), ("own-2024/lead", "depot")},
    ),
    ("coordination", PARTNERS + LEAD.replace("DUTY", "administration"), set()),
    ("funding", MONEY, {("town", "shop")}),
    (
        "stake",
        "stakes:\n- {owner: [shop, town], owned: depot, stake: founder, at: one}\n",
        {("shop", "depot"), ("town", "depot")},
    ),
]


def ties(network: nx.MultiDiGraph[str]) -> Edges:
    """Return the pairs that a network ties."""
    return {(one, other) for one, other in network.edges()}


@pytest.mark.parametrize(("rule", "lists", "edges"), EDGES)
def test_a_rule_makes_its_edges(rule: str, lists: str, edges: Edges, little: Callable[..., Graph]) -> None:
    """Each rule makes the edges that its statement stands for, in the direction in which things go."""
    assert ties(project(little(lists), "own-2024", [rule])) == edges


def test_every_rule_is_tried() -> None:
    """No rule stands in the ontology that the table above does not try."""
    assert {rule for rule, _, edges in EDGES if edges} == set(rules())


EVERYTHING = (
    PARTNERS
    + CORE
    + LEAD.replace("DUTY", "coordination")
    + MONEY
    + "ties:\n- {tie: contracts, from: shop, to: depot, at: one}\n"
    + "- {tie: advises, from: care, to: depot, basis: read, at: one}\n"
    + "seats:\n- {body: core, holder: shop, at: one}\n"
)


@pytest.mark.parametrize("projection", sorted(projections()))
def test_every_edge_names_its_rule_and_statement(projection: str, little: Callable[..., Graph]) -> None:
    """An edge says by which rule it was made, on which layer, and from which statement of the case."""
    graph = little(EVERYTHING)
    network = project(graph, "own-2024", projection)
    assert network.number_of_edges()
    for _, _, data in network.edges(data=True):
        assert data["rule"] in projections()[projection].rules
        assert data["layer"] == rules()[data["rule"]].layer
        assert data["status"] == "current"
        assert graph.store.query(f"ASK {{ GRAPH <{ID}own-2024> {{ <{data['statement']}> a ?class }} }}")
    assert network.graph["rules"] == projections()[projection].rules
    assert (network.graph["case"], network.graph["projection"]) == ("own-2024", projection)


def test_what_the_source_says_is_told_from_what_we_conclude(little: Callable[..., Graph]) -> None:
    """An edge is stated where its rule is and the statement is not our reading; a coordinator's edges are derived."""
    network = project(little(EVERYTHING), "own-2024")
    stated = {(one, other): data["stated"] for one, other, data in network.edges(data=True)}
    assert stated["shop", "depot"] is True
    assert stated["care", "depot"] is False
    assert stated["own-2024/lead", "shop"] is False


def test_each_projection_has_more_than_the_one_before(little: Callable[..., Graph]) -> None:
    """The full projection has the edges of the coordinated one, and that those of the stated one."""
    graph = little(EVERYTHING)
    stated, coordinated, full = (ties(project(graph, "own-2024", name)) for name in ("stated", "coordinated", "full"))
    assert stated < coordinated < full


@pytest.mark.parametrize("status", [*CURRENT, *PLANNED, "ended"])
def test_what_is_not_yet_there_counts_on_request_only(status: str, little: Callable[..., Graph]) -> None:
    """What starts or runs counts; wishes, explorations and plans only when asked for; what ended never."""
    lists = f"parties:\n- {{party: shop, involvement: partner, status: {status}, at: one}}\n"
    lists += f"ties:\n- {{tie: contracts, from: care, to: depot, status: {status}, at: one}}\n"
    graph = little(lists)
    now, then = (project(graph, "own-2024", "stated", planned=planned) for planned in (False, True))
    everybody = {"shop", "care", "depot"}
    assert set(now) == (everybody if status in CURRENT else set())
    assert set(then) == (everybody if status in (*CURRENT, *PLANNED) else set())
    assert then.graph["planned"] is True


@pytest.mark.parametrize("end", ["unknown", "public"])
def test_nobody_in_particular_is_no_node(end: str, little: Callable[..., Graph]) -> None:
    """`unknown` and `public` may stand where a party should, and are never actors of the network."""
    lists = f"parties:\n- {{party: {end}, involvement: partner, at: one}}\n"
    lists += f"ties:\n- {{tie: contracts, from: shop, to: {end}, at: one}}\n"
    for roll_up in (False, True):
        assert set(project(little(lists), "own-2024", roll_up=roll_up)) == set()


def test_a_collective_stands_for_its_members_when_they_are_all_known(little: Callable[..., Graph]) -> None:
    """A complete collective is expanded to its members; one that may have others is an actor itself."""
    complete = "ties:\n- {tie: contracts, from: shop, to: schools, at: one}\n"
    assert ties(project(little(complete), "own-2024")) == {("shop", "school"), ("shop", "academy")}
    open_ended = "ties:\n- {tie: contracts, from: shop, to: towns, at: one}\n"
    network = project(little(open_ended), "own-2024")
    assert ties(network) == {("shop", "towns")}
    assert network.nodes["towns"]["kind"] == "Collective"


def test_nobody_deals_with_themselves(little: Callable[..., Graph]) -> None:
    """An edge from a party to a collective that it is a member of leaves the party itself out."""
    lists = "ties:\n- {tie: contracts, from: school, to: schools, at: one}\n"
    assert ties(project(little(lists), "own-2024")) == {("school", "academy")}


def test_units_roll_up_on_request(little: Callable[..., Graph]) -> None:
    """A unit of one organisation stands for it when asked; a unit of several, or of an unknown one, stays itself."""
    lists = "ties:\n- {tie: contracts, from: care, to: [workshop, shared-yard, stray], at: one}\n"
    lists += "parties:\n- {party: stray, involvement: partner, at: one}\n"
    graph = little(lists)
    assert set(project(graph, "own-2024")) == {"care", "workshop", "shared-yard", "stray"}
    assert set(project(graph, "own-2024", roll_up=True)) == {"care", "shop", "shared-yard", "stray"}


def test_context_is_left_out_unless_asked_for(little: Callable[..., Graph]) -> None:
    """A party that is only named as context is no actor, nor are its ties edges, unless asked for."""
    graph = little(PARTNERS + "ties:\n- {tie: contracts, from: shop, to: [school, depot], at: one}\n")
    without = project(graph, "own-2024")
    assert "school" not in without
    assert ties(without) == {("shop", "depot")}
    within = project(graph, "own-2024", context=True)
    assert ties(within) == {("shop", "depot"), ("shop", "school")}
    assert within.nodes["school"]["involvement"] == "context"


def test_parties_tied_to_nobody_are_nodes(little: Callable[..., Graph]) -> None:
    """A party without any tie is in the network all the same; a body only where rules tie parties to it."""
    graph = little(PARTNERS + CORE)
    network = project(graph, "own-2024", "stated")
    assert set(network) == {"shop", "depot", "care"}
    assert network.number_of_edges() == 0
    assert "own-2024/core" in project(graph, "own-2024")


def test_stated_ties_are_those_that_the_source_says_itself(little: Callable[..., Graph]) -> None:
    """What is our reading makes no edge in the projection `stated`, and an edge that says so in the others."""
    graph = little("ties:\n- {tie: contracts, from: shop, to: depot, basis: read, at: one}\n")
    assert project(graph, "own-2024", "stated").number_of_edges() == 0
    ((_, _, data),) = project(graph, "own-2024").edges(data=True)
    assert data["stated"] is False


def test_a_coordinator_deals_with_those_who_take_part_already(little: Callable[..., Graph]) -> None:
    """A partner that is only wished for is tied to the coordinator when plans are counted, not before."""
    roles = "roles:\n- {holder: depot, role: coordinator, at: one}\n"
    parties = "parties:\n- {party: shop, involvement: partner, status: wish, at: one}\n"
    graph = little(parties + roles)
    assert project(graph, "own-2024").number_of_edges() == 0
    ((_, _, data),) = project(graph, "own-2024", planned=True).edges(data=True)
    assert data["status"] == "wish"


def test_nodes_say_who_they_are(little: Callable[..., Graph]) -> None:
    """A node carries its class, the kinds of organisation, its involvement and its identifier."""
    network = project(little(PARTNERS + LEAD.replace("DUTY", "coordination")), "own-2024")
    assert network.nodes["shop"] == {
        "iri": ID + "shop",
        "kind": "Organisation",
        "kinds": ("reuse-shop",),
        "involvement": "partner",
        "status": "current",
    }
    assert network.nodes["own-2024/lead"]["kind"] == "Post"


def test_other_cases_do_not_leak_in(little: Callable[..., Graph]) -> None:
    """The network of a case rests on the statements of that case alone."""
    graph = little("ties:\n- {tie: contracts, from: shop, to: depot, at: one}\n")
    before = project(graph, "own-2024", "full")
    other = ID + "other-2020"
    lines = graph.store.dump(format=ox.RdfFormat.N_QUADS, prefixes=None)
    assert lines is not None
    moved = lines.replace(f"{ID}own-2024".encode(), other.encode()).replace(b"/care>", b"/town>")
    graph.store.bulk_load(moved, format=ox.RdfFormat.N_QUADS)
    assert nx.utils.graphs_equal(project(graph, "own-2024", "full"), before)


@pytest.mark.parametrize(
    ("projection", "message"),
    [
        ("coordinate", "no projection 'coordinate'; did you mean 'coordinated'?"),
        (["tie", "flows"], "no rule 'flows'; did you mean 'flow'?"),
    ],
)
def test_unknown_projections_and_rules_are_named(
    projection: str | list[str], message: str, little: Callable[..., Graph]
) -> None:
    """A projection or rule that is not there is refused with what comes near."""
    graph = little()
    with pytest.raises(UnknownNameError) as caught:
        project(graph, "own-2024", projection)
    assert message in str(caught.value)
    with pytest.raises(UnknownNameError, match="no case 'own'"):
        project(graph, "own")


def test_a_case_that_says_nothing_has_an_empty_network(little: Callable[..., Graph]) -> None:
    """Without parties or ties there is a network, with nobody in it."""
    assert len(project(little(), "own-2024")) == 0


def test_the_simple_network_counts_statements(little: Callable[..., Graph]) -> None:
    """Directions and parallel edges go, the number of statements stays, and one stated one is enough to be stated."""
    lists = """\
ties:
- {tie: contracts, from: shop, to: depot, basis: read, at: one}
- {tie: advises, from: depot, to: shop, at: one}
- {tie: advises, from: care, to: shop, basis: read, at: one}
"""
    plain = simple(project(little(lists), "own-2024"))
    assert plain["shop"]["depot"] == {"weight": 2, "stated": True}
    assert plain["care"]["shop"] == {"weight": 1, "stated": False}
    assert plain.graph["case"] == "own-2024"


def test_projections_are_told_in_both_languages() -> None:
    """Every rule and projection has Dutch and English words, and a projection names rules that are there."""
    for texts in [rule.texts for rule in rules().values()] + [one.texts for one in projections().values()]:
        assert texts["nl"]
        assert texts["en"]
        assert texts["nl"] != texts["en"]
    assert all(set(projection.rules) <= set(rules()) for projection in projections().values())
    assert {rule.kind for rule in rules().values()} == {"stated", "derived"}
