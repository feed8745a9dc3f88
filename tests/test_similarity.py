"""How alike concepts, steps, numbers and sets are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from craftgraph.graph.similarity import Taxonomy, best, matrix, nearness, step

# Couto & Silva 2011; published with their figures at https://github.com/lasigeBioTM/DiShIn (README, metals example)
METALS = Taxonomy(
    {
        "precious": [],
        "coinage": [],
        "palladium": ["precious"],
        "platinum": ["precious"],
        "gold": ["precious", "coinage"],
        "silver": ["precious", "coinage"],
        "copper": ["coinage"],
    },
    root="metal",
)


@st.composite
def taxonomies(draw: st.DrawFn) -> Taxonomy:
    """Any hierarchy: each concept stands under some of those before it, or under the root."""
    size = draw(st.integers(1, 12))
    parents = {
        f"c{at}": [f"c{above}" for above in draw(st.sets(st.integers(0, at - 1), max_size=2) if at else st.just(set()))]
        for at in range(size)
    }
    return Taxonomy(parents)


def test_the_published_example_of_metals_comes_out() -> None:
    """Copper and gold share what DiShIn's authors say that they share, with all ancestors and with the lowest alone."""
    assert METALS.shared("copper", "gold") == pytest.approx(0.2938933324510595)
    assert METALS.lin("copper", "gold") == pytest.approx(0.19539774554219633)
    assert METALS.shared_by_lowest("copper", "gold") == pytest.approx(0.587786664902119)
    assert METALS.shared("gold", "silver") == pytest.approx(0.587786664902119)
    assert METALS.lin("gold", "silver") == pytest.approx(0.39079549108439265)


@given(taxonomies(), st.data())
def test_likeness_of_concepts_lies_between_nothing_and_the_same(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """It is from 0 to 1, 1 for the same concept, and the same both ways."""
    one, other = (data.draw(st.sampled_from(taxonomy.concepts)) for _ in range(2))
    assert taxonomy.lin(one, one) == 1.0
    assert 0.0 <= taxonomy.lin(one, other) <= 1.0 + 1e-12
    assert taxonomy.lin(one, other) == pytest.approx(taxonomy.lin(other, one))


@given(taxonomies(), st.data())
def test_a_concept_tells_no_less_than_those_above_it(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """Information grows downwards, and nothing shares more than it tells."""
    one = data.draw(st.sampled_from(taxonomy.concepts))
    other = data.draw(st.sampled_from(taxonomy.concepts))
    assert all(taxonomy.information[above] <= taxonomy.information[one] + 1e-12 for above in taxonomy.ancestors(one))
    assert taxonomy.shared(one, other) <= taxonomy.shared_by_lowest(one, other) + 1e-12
    assert taxonomy.shared_by_lowest(one, other) <= min(taxonomy.information[one], taxonomy.information[other]) + 1e-12


def test_siblings_under_the_root_have_nothing_in_common() -> None:
    """What only the root holds together tells nothing; a closer ancestor tells something."""
    taxonomy = Taxonomy({"a": [], "b": [], "a1": ["a"], "a2": ["a"]})
    assert taxonomy.lin("a", "b") == 0.0
    assert 0 < taxonomy.lin("a1", "a2") < taxonomy.lin("a1", "a")


def test_a_circle_is_refused() -> None:
    """A concept that lies above itself is said to."""
    with pytest.raises(ValueError, match="lies above itself"):
        Taxonomy({"a": ["b"], "b": ["a"]}).ancestors("a")


def test_steps_on_a_scale_are_nearer_the_closer_they_stand() -> None:
    """The ends have nothing in common, a step is itself, and a scale of one step has no distance."""
    scale = ["idea", "plan", "running", "ended"]
    assert [step(scale, "idea", other) for other in scale] == pytest.approx([1, 2 / 3, 1 / 3, 0])
    assert step(["idea"], "idea", "idea") == 1.0


def test_a_scale_goes_before_the_hierarchy_where_both_stand_in_it() -> None:
    """Two concepts on the scale are compared by it, one beside it by the hierarchy."""
    taxonomy = Taxonomy({"low": [], "high": [], "low-kind": ["low"]})
    found = matrix(taxonomy, ["low"], ["low", "high", "low-kind"], ["low", "high"])
    assert found[0].tolist() == [1.0, 0.0, pytest.approx(taxonomy.lin("low", "low-kind"))]


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.floats(1, 1e9))
def test_numbers_are_nearer_the_smaller_their_ratio(one: float, other: float, third: float) -> None:
    """Nearness is from 0 to 1, 1 for the same, and never grows with the ratio."""
    same, near, far = nearness(one, np.array([one, other, third]), 10)
    assert same == 1.0
    assert 0 <= near <= 1
    if max(one / other, other / one) < max(one / third, third / one):
        assert near >= far


def test_numbers_that_are_no_sizes_are_the_same_or_not() -> None:
    """A size of 0 has no ratio: only 0 is like it."""
    assert nearness(0, np.array([0.0, 5.0]), 10).tolist() == [1.0, 0.0]
    assert nearness(5, np.array([0.0, 5.0]), 10).tolist() == [0.0, 1.0]


@given(st.lists(st.lists(st.floats(0, 1), max_size=4), min_size=1, max_size=8))
def test_the_best_of_each_run_is_what_one_by_one_gives(runs: list[list[float]]) -> None:
    """Runs of any length, empty ones too, give their own best; an empty one gives none."""
    values = np.array([value for run in runs for value in run], dtype=np.float64)
    starts = np.cumsum([0, *map(len, runs)])
    found = best(values, starts)
    for run, value in zip(runs, found, strict=True):
        assert np.isnan(value) if not run else value == max(run)
