"""What a profile can learn from the cases that are like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from craftgraph.exports.advice import Advice, advice_lines
from craftgraph.exports.likeness import LazySheets, Likeness
from craftgraph.graph.answers import MUNICIPALITY, PARTS, Answers, answers, implied_parties
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.store import Graph

ONE = """\
judgements:
- {characteristic: plan, at: one}
parties:
- {party: shop, involvement: partner, at: one}
- {party: care, involvement: partner, at: one}
- {party: school, involvement: partner, status: planned, at: one}
bodies:
- {id: team, name: {nl: Team, en: Team}, at: two}
audiences:
- {id: pupils, label: {nl: a, en: a}, groups: practical-education-pupils, at: one}
challenges:
- {id: money, theme: finance, at: two, what: {nl: Te weinig geld., en: Too little money.},
   helped: {nl: Een fonds., en: A fund.}}
- {id: young, theme: staffing, audience: pupils, at: two, what: {nl: Weinig leiding., en: Few guides.}}
success_factors:
- {id: lines, theme: short-lines, at: two, what: {nl: Korte lijnen., en: Short lines.}}
"""
TWO = """\
judgements:
- {characteristic: running, at: one}
parties:
- {party: care, involvement: partner, at: one}
- {party: depot, involvement: context, at: one}
roles:
- {holder: care, role: host, at: one}
"""
PLAN = """\
kind: profile
id: our-plan
municipalities: [town]
defaults: {status: planned, basis: stated, involvement: partner}
judgements:
- {characteristic: plan}
parties:
- {kind: reuse-shop}
audiences:
- {id: groups, label: {nl: a, en: a}, groups: practical-education-pupils}
"""


@pytest.fixture
def plans(little_registry: str, header: str, tmp_path: Path) -> Graph:
    """A profile with two cases of two centres."""
    more = "- {id: elsewhere, name: Elders, municipalities: town, at: report}\n"
    (tmp_path / "registry.yaml").write_text(little_registry.replace("organisations:\n", more + "organisations:\n", 1))
    (tmp_path / "one.yaml").write_text(header.replace("own-2024", "one-2024") + ONE)
    second = header.replace("own-2024", "two-2024").replace("centre: centre", "centre: elsewhere")
    (tmp_path / "two.yaml").write_text(second + TWO)
    (tmp_path / "plan.yaml").write_text(PLAN)
    return load([tmp_path], only=True)


@pytest.fixture
def learnt(plans: Graph) -> Answers:
    """What the profile learns from both."""
    return Answers(plans, plans.compare("our-plan"))


def names(found: Answers, answer: str) -> list[str]:
    """Return what is missing of a kind of thing."""
    return [one.value.rsplit("/", 1)[-1] for asked, there in found.missing() if asked.name == answer for one in there]


def test_every_answer_can_be_asked(graph: Graph) -> None:
    """Each query belongs to a part, has a name in both languages, and finds something in the shipped cases."""
    assert {answer.part for answer in answers()} == set(PARTS)
    found = Answers(graph, graph.compare("zwolle-2019"))
    for answer in answers():
        assert set(answer.texts) == {"nl", "en"}
        assert found._instances[answer.name], answer.name


def test_what_is_missing_is_what_they_had_and_the_profile_has_not(learnt: Answers) -> None:
    """The reuse shop is there; care is missing and in both; a school that is only planned they did not have."""
    assert names(learnt, "parties") == ["care-organisation"]
    (care,) = next(there for asked, there in learnt.missing() if asked.name == "parties")
    assert (care.near, care.all) == (2, 2)
    assert care.telling == pytest.approx(1.0)
    assert {(one.case, one.who) for one in care.instances} == {
        ("one-2024", (f"{ID}care",)),
        ("two-2024", (f"{ID}care",)),
    }
    assert names(learnt, "bodies") == ["def#Body"]
    assert names(learnt, "roles") == ["host"]


def test_a_broader_kind_is_not_missing_where_a_narrower_is_there(plans: Graph) -> None:
    """Who has a secondary school does not miss an educational institution, nor the other way round."""
    found = Answers(plans, plans.compare("our-plan"))
    base = f"{VOC}organisation-kind/"
    assert found.is_akin(f"{base}educational-institution", {f"{base}secondary-school"})
    assert found.is_akin(f"{base}secondary-school", {f"{base}educational-institution"})
    assert not found.is_akin(f"{base}secondary-school", {f"{base}university"})


def test_challenges_of_the_same_situation_come_first(learnt: Answers) -> None:
    """The challenge that is about the profile's own group goes before another of the same case."""
    themes = [one.value.rsplit("/", 1)[-1] for one in learnt.part("challenges")]
    assert themes == ["staffing", "finance"]
    assert [one.value.rsplit("/", 1)[-1] for one in learnt.part("helped")] == ["short-lines"]


def test_organisations_that_work_in_several_centres_are_named(learnt: Answers) -> None:
    """Care works in both centres and is of a kind that is missing; the shop, in one, is not named."""
    assert learnt.wanted_kinds() >= {f"{VOC}organisation-kind/reuse-shop", f"{VOC}organisation-kind/care-organisation"}
    assert [(one.party, one.centres) for one in learnt.candidates(learnt.wanted_kinds())] == [(f"{ID}care", 2)]


def test_organisations_nearby_come_first(tmp_path: Path) -> None:
    """For a plan in Amersfoort: who is there, then who works within 40 km; far away, only who is in several centres."""
    plan = PLAN.replace("[town]", "[gemeente-amersfoort]")
    (tmp_path / "our-plan.yaml").write_text(plan)
    own = load([tmp_path])
    found = Answers(own, own.compare("our-plan")).candidates([f"{VOC}organisation-kind/care-organisation"])
    distances = [one.distance for one in found]
    assert distances[0] == 0.0
    assert all(one.centres > 1 for one in found if one.distance is None)
    near = [distance for distance in distances if distance is not None]
    assert near == sorted(near)
    assert max(near) <= 40


def test_only_the_nearest_are_asked(plans: Graph) -> None:
    """With one case to learn from nothing of the other is told, except how common a thing is."""
    found = Answers(plans, plans.compare("our-plan"), nearest=1)
    assert [one.case for one in found.near] == ["one-2024"]
    assert names(found, "roles") == []
    (care,) = next(there for asked, there in found.missing() if asked.name == "parties")
    assert (care.near, care.all) == (1, 2)


def test_what_is_learnt_is_told_with_its_source(plans: Graph, learnt: Answers) -> None:
    """Each line names the case and the heading; what helped against a challenge stands beside it."""
    labels = Labels(plans.store, "en")
    likeness = Likeness(learnt.comparison, labels, LazySheets(labels, plans))
    text = "\n".join(advice_lines(Advice(likeness, learnt), width=200))
    assert (
        "care organisation (in 2 of these 2 centres, in 2 of all 2): Care (one-2024): One, Care (two-2024): One" in text
    )
    assert "Too little money. What helped: A fund. – one-2024 (Two)" in text
    assert "Care (care organisation): Own, Own" not in text


def test_a_party_that_follows_from_an_answer_is_not_missing(tmp_path: Path) -> None:
    """Who says that the municipality backs the plan from a distance does not miss a municipality."""
    plan = "kind: profile\nid: our-plan\ndefaults: {status: planned, basis: stated}\n"
    (tmp_path / "our-plan.yaml").write_text(plan)
    bare = load([tmp_path])
    assert "municipality" in names(Answers(bare, bare.compare("our-plan")), "parties")
    (tmp_path / "our-plan.yaml").write_text(plan + "judgements:\n- {characteristic: municipality-at-a-distance}\n")
    told = load([tmp_path])
    assert "municipality" not in names(Answers(told, told.compare("our-plan")), "parties")


def test_ones_own_municipality_is_not_missing(tmp_path: Path) -> None:
    """Who says in which municipality the plan is does not miss a municipality, and is not told to ask it elsewhere."""
    plan = (
        "kind: profile\nid: our-plan\nmunicipalities: [gemeente-zwolle]\ndefaults: {status: planned, basis: stated}\n"
    )
    (tmp_path / "our-plan.yaml").write_text(plan + "judgements:\n- {characteristic: one-site}\n")
    graph = load([tmp_path])
    found = Answers(graph, graph.compare("our-plan"))
    assert "municipality" not in names(found, "parties")
    parties = {one.party for one in found.candidates([MUNICIPALITY])}
    assert parties
    assert ID + "gemeente-zwolle" not in parties


def test_what_implies_a_party_is_known(graph: Graph) -> None:
    """The concepts and kinds of the list of implied parties stand in the vocabularies."""
    labels = Labels(graph.store, "en")
    for concept, kinds in implied_parties().items():
        assert labels.has(concept), concept
        assert all(labels.has(kind) for kind in kinds), kinds


def test_centres_are_counted_not_descriptions(graph: Graph) -> None:
    """WaardeRing is described twice and counts once: five centres are asked, nothing is in more than nine others."""
    found = Answers(graph, graph.compare("oss-2019"))
    table = graph.features
    assert len({table.centres[table.row(one.case)] for one in found.near}) == len(found.near) == 5
    assert found.centres == 9
    counted = [one for _, there in found.missing() for one in there]
    assert max(one.all for one in counted) == 9
    assert all(one.near <= min(one.all, 5) for one in counted)
