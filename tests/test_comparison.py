"""Which cases are like a profile or another case, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftgraph.graph.comparison import Comparison, choose_weights, side_by_side
from craftgraph.graph.errors import CraftgraphError, UnknownNameError
from craftgraph.graph.features import features
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import VOC
from craftgraph.graph.store import Graph

CASES = {
    "alpha-2020": """\
judgements:
- {characteristic: lead-organisation, at: one}
- {characteristic: plan, at: one}
audiences:
- {id: students, label: {nl: a, en: a}, groups: [mbo-students, status-holders], forms: day-activities, at: one}
""",
    "beta-2020": """\
judgements:
- {characteristic: lead-organisation, at: one}
- {characteristic: running, at: one}
audiences:
- {id: students, label: {nl: a, en: a}, groups: [mbo-students, status-holders, residents], at: one}
""",
    "gamma-2020": """\
judgements:
- {characteristic: shared-governance, at: one}
audiences:
- {id: pupils, label: {nl: a, en: a}, groups: [hbo-students], forms: regular-employment, at: one}
""",
    "delta-2020": "parties:\n- {party: shop, involvement: partner, at: one}\n",
}


@pytest.fixture
def four(little_registry: str, header: str, tmp_path: Path) -> Graph:
    """Four small cases, of two centres: alpha and delta of one, beta and gamma of the other."""
    more = "- {id: elsewhere, name: Elders, municipalities: town, at: report}\n"
    registry = little_registry.replace("organisations:\n", more + "organisations:\n", 1)
    (tmp_path / "registry.yaml").write_text(registry)
    for name, lists in CASES.items():
        own = header.replace("own-2024", name)
        if name in ("beta-2020", "gamma-2020"):
            own = own.replace("centre: centre", "centre: elsewhere")
        (tmp_path / f"{name}.yaml").write_text(own + lists)
    return load([tmp_path], only=True)


def scores(found: Comparison) -> dict[str, float]:
    """Return the score of each case."""
    return {one.case: round(one.score, 4) for one in found}


def test_only_what_the_profile_states_counts(four: Graph) -> None:
    """Beta has all that alpha has on groups, and more: alpha finds it wholly alike, beta finds alpha less so."""
    there = four.compare("alpha-2020", features=["target-groups"])
    back = four.compare("beta-2020", features=["target-groups"])
    assert scores(there)["beta-2020"] == 1.0
    assert scores(back)["alpha-2020"] < 1.0


def test_a_case_is_wholly_like_its_own_copy(graph: Graph) -> None:
    """Every shipped case has likeness 1 with itself on every feature that it states."""
    for case in graph.cases:
        found = graph.compare(case)
        for reason in found.reasons(case):
            assert reason.similarity == pytest.approx(1.0)
            assert reason.outcome == "shared"


def test_what_is_unknown_gets_the_average_and_widens_the_range(four: Graph) -> None:
    """Delta says nothing on steering: it gets what the others get on average, and may lie anywhere."""
    found = four.compare("alpha-2020", features=["governance"], same_centre=True)
    by_case = {one.case: one for one in found}
    assert scores(found) == {"beta-2020": 1.0, "gamma-2020": 0.0, "delta-2020": 0.5}
    assert (by_case["delta-2020"].low, by_case["delta-2020"].high, by_case["delta-2020"].known) == (0, 1, 0)
    assert (by_case["gamma-2020"].low, by_case["gamma-2020"].high, by_case["gamma-2020"].known) == (0, 0, 1)
    (reason,) = found.reasons("delta-2020")
    assert (reason.outcome, reason.similarity, reason.points) == ("unknown", 0.5, 0.5)


def test_what_a_list_leaves_out_may_still_be_true(four: Graph) -> None:
    """Gamma does not name status holders and does not say that its list is complete: no surely not."""
    found = four.compare("alpha-2020", features=["target-groups"])
    (reason,) = found.reasons("gamma-2020")
    assert {match.wanted.value: match.outcome for match in reason.matches} == {
        f"{VOC}target-group/mbo-students": "near",
        f"{VOC}target-group/status-holders": "silent",
    }
    assert reason.outcome == "partly"
    assert reason.low < 1 == reason.high


def test_of_which_there_is_one_at_a_time_another_is_a_no(four: Graph) -> None:
    """A case that steers otherwise does surely not steer as the profile does."""
    (reason,) = four.compare("alpha-2020", features=["governance"]).reasons("gamma-2020")
    (match,) = reason.matches
    assert (reason.outcome, match.outcome, reason.high) == ("different", "other", 0.0)
    assert match.found is not None
    assert match.found.value == f"{VOC}characteristic/shared-governance"


def test_steps_of_a_scale_are_compared_by_their_distance(four: Graph) -> None:
    """A plan stands three steps of six from a centre that runs; the ends of the way to work have nothing in common."""
    assert scores(four.compare("alpha-2020", features=["phase"]))["beta-2020"] == pytest.approx(0.5)
    assert scores(four.compare("alpha-2020", features=["activation-steps"]))["gamma-2020"] == 0.0


def test_other_descriptions_of_the_centre_are_left_out_unless_asked_for(four: Graph) -> None:
    """Alpha and delta are of one centre: neither is the other's best comparison."""
    found = four.compare("alpha-2020")
    assert set(scores(found)) == {"beta-2020", "gamma-2020"}
    assert found.left_out == ("delta-2020",)
    assert "delta-2020" in scores(four.compare("alpha-2020", same_centre=True))


def test_scores_are_what_the_reasons_add_up_to(graph: Graph) -> None:
    """The points of the reasons make the score, the shares make one, and the score lies in its range."""
    for case in graph.cases:
        found = graph.compare(case)
        for one in found:
            reasons = found.reasons(one.case)
            assert sum(reason.points for reason in reasons) == pytest.approx(one.score)
            assert sum(reason.share for reason in reasons) == pytest.approx(1.0)
            assert sum(reason.share * reason.low for reason in reasons) == pytest.approx(one.low)
            assert -1e-9 <= one.low <= one.score + 1e-9
            assert one.score <= one.high + 1e-9 <= 1 + 2e-9


@given(st.dictionaries(st.sampled_from(sorted(features())), st.floats(0.01, 100), min_size=1))
def test_any_weights_keep_scores_between_nothing_and_one(shared_graph: Graph, weights: Mapping[str, float]) -> None:
    """Whatever the weights, scores are from 0 to 1, in order, and no more known than all."""
    found = Comparison(shared_graph.features, "zwolle-2019", weights)
    listed = [one.score for one in found]
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(listed))
    assert all(-1e-9 <= one.low <= one.high <= 1 + 1e-9 and 0 <= one.known <= 1 + 1e-9 for one in found)


def test_more_in_common_never_makes_less_alike(four: Graph) -> None:
    """A weight moved to a feature on which a case is wholly alike does not lower its score."""
    even = scores(four.compare("alpha-2020", weights={"governance": 1}, features=["governance", "phase"]))
    moved = scores(four.compare("alpha-2020", weights={"governance": 9}, features=["governance", "phase"]))
    assert moved["beta-2020"] >= even["beta-2020"]


def test_a_profile_without_anything_lists_cases_by_what_is_known(four: Graph) -> None:
    """With nothing to compare on there is no score: the case of which most is known comes first."""
    found = four.compare("delta-2020", features=["money"], same_centre=True)
    assert found.features == ()
    assert [one.case for one in found] == ["alpha-2020", "beta-2020", "gamma-2020"]
    assert [one.score for one in found] == [0, 0, 0]
    assert found.reasons("alpha-2020") == ()


def test_a_feature_on_which_nobody_else_says_anything_is_named(four: Graph) -> None:
    """Only delta has partners in its list: that tells nothing of the others, and is said."""
    found = four.compare("delta-2020", same_centre=True)
    assert found.features == ()
    assert found.unanswered == ("partners",)


def test_two_at_once_of_which_there_is_one_is_a_contradiction(
    little: Callable[..., Graph],
) -> None:
    """Two phases that both hold now contradict each other; one now and one planned do not."""
    now = "judgements:\n- {characteristic: plan, at: one}\n- {characteristic: running, at: one}\n"
    later = now.replace("running", "running, status: planned")
    ((name, values),) = little(now).compare("own-2024").contradictions
    assert (name, len(values)) == ("phase", 2)
    assert little(later).compare("own-2024").contradictions == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"weights": {"money": -1.0}}, "weight of 'money' is -1"),
        ({"weights": {"money": float("nan")}}, "weight of 'money' is nan"),
        ({"weights": {"money": 0.0}, "only": ["money"]}, "Every weight is 0"),
        ({"weights": {"mony": 1.0}}, "did you mean 'money'"),
        ({"only": ["colour"]}, "no feature 'colour'"),
        ({"preset": "guidence"}, "did you mean 'guidance'"),
    ],
)
def test_wrong_weights_are_refused_in_words(words: dict[str, object], told: str) -> None:
    """Weights that are negative, no number or all zero, and unknown names, are told with how to go on."""
    with pytest.raises(CraftgraphError, match=told):
        choose_weights(**words)  # type: ignore[arg-type]


def test_a_preset_weighs_only_what_it_names() -> None:
    """The preset on guidance leaves the place out; a weight of one's own comes on top, and 0 takes a feature away."""
    chosen = choose_weights("guidance", {"phase": 2, "money": 0})
    assert "physical-form" not in chosen
    assert "money" not in chosen
    assert chosen["phase"] == 2
    assert choose_weights(only=["money"]) == {"money": features()["money"].weight}


def test_cases_stand_side_by_side(four: Graph) -> None:
    """A row a feature that one of them states, with the values of each."""
    table = dict(side_by_side(four.features, ["alpha-2020", "gamma-2020"]))
    assert [[value.value for value in values] for values in table["phase"]] == [[f"{VOC}characteristic/plan"], []]
    assert "partners" not in table
    with pytest.raises(UnknownNameError, match="case or profile"):
        side_by_side(four.features, ["alpha-2020", "omega"])


def test_a_comparison_shows_itself_as_a_table(four: Graph) -> None:
    """Notebooks and the prompt see the ranking."""
    found = four.compare("alpha-2020")
    assert found._repr_html_().count("<tr>") == 3
    assert [line.split()[0] for line in repr(found).splitlines()[3:5]] == [one.case for one in found]


@pytest.fixture(scope="session")
def shared_graph(graph: Graph) -> Graph:
    """The shipped graph, for properties that are tried many times."""
    return graph


def test_the_invented_profiles_of_the_evaluation_find_their_like() -> None:
    """The profiles of docs/comparables.md are right, and each finds first the case that the page says it should."""
    folder = Path(__file__).resolve().parent.parent / "docs" / "profiles"
    graph = load([folder])
    first = {profile: graph.compare(profile).ranking[0].case for profile in graph.profiles}
    assert first == {"campus": "oss-2019", "neighbourhood": "arnhem-2019", "village": "goeree-overflakkee-2019"}


def test_an_order_within_overlapping_ranges_is_rough(graph: Graph) -> None:
    """The shipped sources leave much open, so that ranges overlap; without anything to compare on nothing is said."""
    found = graph.compare("zwolle-2019")
    first, second = found.ranking[:2]
    assert first.low <= second.high
    assert found.is_rough
