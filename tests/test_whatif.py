"""What falls over when someone or something goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import ID
from craftgraph.graph.store import Graph
from craftgraph.graph.whatif import Scenario, Situation, whatif

OWN = """
id: own-2024
centre: waardering
as_of: 2024
name: Own
source: waarderegio-2022
defaults: {status: current, basis: stated, at: inleiding}
parties:
  - {party: rova, involvement: partner}
  - {party: cibap, involvement: partner}
  - {party: tiem, involvement: partner}
  - {party: windesheim, involvement: partner}
  - {party: thorbecke, involvement: partner}
  - {party: thorbecke-in-bedrijf, involvement: associate}
posts:
  - {id: leader, name: Leader, duties: coordination, employers: [rova, cibap], paid_by: grant}
  - {id: coach, name: Coach, duties: job-coaching, employers: tiem}
funding:
  - {id: grant, name: Grant, funder: vang-hha, kind_of_money: prize}
bodies:
  - {id: table, name: Table, convener: leader}
seats:
  - {body: table, holder: cibap}
  - {body: table, holder: tiem}
audiences:
  - {id: pupils, label: pupils, groups: pupils}
roles:
  - {holder: leader, role: coordinator}
  - {holder: rova, role: collector}
  - {holder: cibap, role: collector, status: planned}
guidance:
  - {by: coach, guidance: job-coaching, audience: pupils, host: rova}
  - {by: windesheim, guidance: job-coaching, audience: pupils, host: rova}
flows:
  - {material: bicycles, from: rova, to: cibap}
  - {material: bicycles, from: [cibap, windesheim], to: tiem, does: repair}
activities:
  - {id: making, activity: building, by: thorbecke-in-bedrijf, with: tiem}
"""


@pytest.fixture(scope="module")
def own(registry: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Scenario]:
    """Ask what falls over in a small case."""
    path = tmp_path_factory.mktemp("own") / "own.yaml"
    path.write_text(OWN, "utf-8")
    graph = load([*registry, path], only=True)
    return lambda *without, **choices: whatif(graph, "own-2024", without, **choices)


def _lost(found: Scenario) -> set[str]:
    return {one.statement.rsplit("/", 1)[-1] for one in found.losses}


def test_money_that_stops_takes_the_post_it_pays_and_what_hangs_on_it(own: Callable[..., Scenario]) -> None:
    """Without the grant the leader goes, with the body that only the leader convenes and the coordinating."""
    found = own("grant")
    assert found.removed == ("own-2024/grant",)
    assert found.dragged == ("own-2024/leader", "own-2024/table")
    assert _lost(found) == {"leader", "roles_leader_coordinator", "table"}


def test_it_does_not_matter_which_side_says_who_pays(write: Callable[..., Path], registry: list[Path]) -> None:
    """Money that `pays` a post takes it along just as the money that a post is `paid_by`."""
    text = OWN.replace(", paid_by: grant", "").replace("kind_of_money: prize}", "kind_of_money: prize, pays: leader}")
    assert "own-2024/leader" in whatif(load([*registry, write(text)], only=True), "own-2024", ["grant"]).dragged


def test_a_funder_takes_its_money_along(own: Callable[..., Scenario]) -> None:
    """Removing who pays is removing what is paid."""
    assert "own-2024/leader" in own("vang-hha").dragged


def test_an_employer_takes_only_posts_that_nobody_else_employs(own: Callable[..., Scenario]) -> None:
    """The leader has a second employer and stays; the coach has one and goes."""
    assert own("rova").dragged == ()
    assert own("tiem").dragged == ("own-2024/coach",)
    assert "own-2024/leader" in own("rova", "cibap").dragged


def test_an_organisation_takes_its_units(own: Callable[..., Scenario]) -> None:
    """Without the school its workshop is gone too, and what only the workshop does."""
    found = own("thorbecke")
    assert "thorbecke-in-bedrijf" in found.dragged
    assert _lost(found) == {"making"}


def test_what_others_carry_too_is_not_lost(own: Callable[..., Scenario]) -> None:
    """A flow with two senders survives one of them; guidance names who does the same already."""
    assert "flows_bicycles_cibap-and-windesheim_repair_tiem" not in _lost(own("windesheim"))
    (loss,) = [one for one in own("coach").losses if one.kind == "GuidanceStatement"]
    assert loss.others == ("windesheim",)


def test_a_plan_cannot_be_lost(own: Callable[..., Scenario]) -> None:
    """A role that is only planned is not among what falls over, and cannot stand in either."""
    found = own("rova")
    assert _lost(found) == {"roles_rova_collector", "flows_bicycles_rova_cibap"}
    assert all("cibap" not in one.others for one in found.losses if one.kind == "RoleHolding")


def test_who_is_cut_off_is_named(own: Callable[..., Scenario]) -> None:
    """Removing who connects others shows who no longer reaches the rest, in names and in numbers."""
    found = own("tiem", projection="stated")
    assert found.cut_off == ("thorbecke-in-bedrijf",)
    assert (found.tied_before, found.tied_after) == (6, 3)
    assert found.fragmentation_after > found.fragmentation_before


def test_everything_removed_leaves_nothing(own: Callable[..., Scenario]) -> None:
    """Without anyone there is no network, nobody is cut off, and F is nought."""
    found = own("rova", "cibap", "tiem", "windesheim", "thorbecke", "thorbecke-in-bedrijf", "leader", "coach")
    assert (found.tied_after, found.cut_off, found.fragmentation_after) == (0, (), 0.0)


def test_an_actor_that_the_case_does_not_have_is_told(own: Callable[..., Scenario]) -> None:
    """A misspelt actor is answered with the nearest one, an actor of another case with those there are."""
    with pytest.raises(UnknownNameError, match="did you mean 'leader'"):
        own("leadr")
    with pytest.raises(UnknownNameError, match="no actor in this case 'binthout'"):
        own("binthout")


@pytest.mark.parametrize("case", ["zwolle-2019", "waarderegio-2022"])
def test_every_actor_of_a_shipped_case_has_an_answer(graph: Graph, case: str) -> None:
    """Whoever is on the map can be taken away, and what is then cut off was tied before."""
    network = graph.network(case)
    for actor in network:
        found = whatif(graph, case, [actor.removeprefix(f"{case}/")])
        assert found.tied_after <= found.tied_before
        assert set(found.cut_off) <= set(network)


def test_the_project_leader_of_zwolle_hangs_on_the_prize_money(graph: Graph) -> None:
    """Chapter 12, challenges: the coordinator's post is paid by the contest's money, so it goes with it."""
    found = whatif(graph, "zwolle-2019", ["vang-prize-money"])
    assert "zwolle-2019/project-leader" in found.dragged


def test_a_seat_that_falls_empty_is_a_loss_while_others_stay_at_the_table(own: Callable[..., Scenario]) -> None:
    """Without the care organisation its seat is empty; who else sits there is told."""
    (seat,) = [one for one in own("tiem").losses if one.kind == "Seat"]
    assert seat.others == ("cibap",)


def test_a_person_takes_the_posts_that_they_hold(write: Callable[..., Path], registry: list[Path]) -> None:
    """Without the person behind two posts both stand empty."""
    text = OWN.replace("paid_by: grant}", "held_by: someone}").replace("employers: tiem}", "held_by: someone}")
    text += 'persons:\n  - {id: someone, person_name: "Some One"}\n'
    found = whatif(load([*registry, write(text)], only=True), "own-2024", ["someone"])
    assert {"own-2024/leader", "own-2024/coach"} <= set(found.dragged)


def test_a_place_or_a_centre_is_nobody_who_can_go(graph: Graph) -> None:
    """Sites and centres are no actors; asking without one is answered with who there is."""
    sites = {row[0].removeprefix("id:") for row in graph.query("SELECT ?site { ?site a cg:Site }").texts}
    for case in graph.cases:
        assert not {iri.removeprefix(ID) for iri in Situation(graph, case).actors} & (sites | {"waardering"})
    with pytest.raises(UnknownNameError):
        whatif(graph, "zwolle-2019", ["waardering"])
