"""What cases are compared on, as the files of `ontology/features/` declare it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from craftgraph.graph import features as declaring
from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.features import Table, Value, features, presets, read
from craftgraph.graph.namespaces import ID, VOC
from craftgraph.graph.store import Graph

LISTS = """\
judgements:
- {characteristic: separate-sites, at: one}
- {characteristic: plan, status: ended, at: one}
- {characteristic: running, at: one}
parties:
- {party: shop, involvement: partner, at: one}
- {party: workshop, involvement: partner, status: planned, at: two}
- {party: care, involvement: context, at: two}
workplaces:
- {workplace: internship-place, host: shop, value: 5, at: one}
- {workplace: place-to-work, host: shop, min: 20, max: 30, at: one}
completeness:
- {list: parties, complete: yes, at: one}
"""
ODD = """\
# nl: Gezegd door
# en: Said by
# kind: concepts
# scheme: organisation-kind
# order: 0
# weight: 1
SELECT ?case ?value ?statement { GRAPH ?case { ?statement cg:saidBy ?who } ?who cg:kind ?value }
"""


def test_every_feature_can_be_asked_of_the_shipped_cases(graph: Graph) -> None:
    """Each query runs, its concepts are of the vocabulary that it names, and each value rests on something."""
    table = graph.features
    assert list(table.columns) == list(features())
    for name, column in table.columns.items():
        feature = column.feature
        assert set(feature.texts) == {"nl", "en"}
        if feature.kind != "number":
            taxonomy = table.taxonomy(feature)
            assert set(column.concepts) | set(feature.scale) <= set(taxonomy.concepts), name
        for statements in column.rests_on:
            for iri in statements:
                assert graph.query(f"ASK {{ <{iri}> ?p ?o }}").truth, (name, iri)


def test_most_features_tell_something_of_the_shipped_cases(graph: Graph) -> None:
    """All features but few have a value in several cases: a query that finds nothing would go unnoticed otherwise."""
    filled = {
        name: int((column.starts[1:] > column.starts[:-1]).sum()) for name, column in graph.features.columns.items()
    }
    assert min(filled.values()) >= 2, filled
    assert filled["target-groups"] == filled["partners"] == filled["municipal-part"] == len(graph.cases)


def test_values_come_with_their_statements_and_status(little: Callable[..., Graph]) -> None:
    """What ended is left out, context too; a unit has the kind of its parent; numbers are added up."""
    table = little(LISTS).features
    own = f"{ID}own-2024/"
    assert table.columns["phase"].values(0) == [
        Value(f"{VOC}characteristic/running", (f"{own}judgements_running",), "current")
    ]
    assert table.columns["partners"].values(0) == [
        Value(f"{VOC}organisation-kind/reuse-shop", (f"{own}parties_shop", f"{own}parties_workshop"), "current")
    ]
    (places,) = table.columns["places"].values(0)
    assert (places.value, places.status) == (25.0, "current")
    assert table.columns["money"].values(0) == []
    assert table.columns["partners"].closed.tolist() == [True]
    assert table.columns["phase"].closed.tolist() == [False]
    assert table.centres == (f"{ID}centre",)


def test_a_new_feature_needs_only_a_file(
    little: Callable[..., Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query in the folder is a feature, in its place in the order."""
    folder = tmp_path / "ontology" / "features"
    folder.mkdir(parents=True)
    (folder / "said.rq").write_text(ODD)
    (folder / "README.txt").write_text("no feature")
    graph = little(
        "parties:\n- {party: care, involvement: partner, at: one, said_by: shop}\n"
        "- {party: shop, involvement: partner, at: one}\n"
    )
    monkeypatch.setattr(declaring, "folder", lambda: tmp_path / "ontology")
    features.cache_clear()
    try:
        (value,) = Table(graph).columns["said"].values(0)
    finally:
        features.cache_clear()
    assert value.value == f"{VOC}organisation-kind/reuse-shop"
    assert value.status == ""


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (ODD.replace("concepts", "colours"), "'colours' is not a kind of feature"),
        (ODD.replace("# scheme: organisation-kind\n", ""), "does not say: scheme"),
        (ODD.replace("concepts", "number"), "does not say: span"),
        (ODD.replace("concepts", "scale").replace("# en: Said by\n", ""), "does not say: en, scale"),
    ],
)
def test_a_file_that_lacks_something_is_refused(wrong: str, told: str) -> None:
    """A feature without what its kind needs is no feature, and the message says what is missing."""
    with pytest.raises(ValueError, match=told):
        read("odd", wrong)


def test_presets_weigh_features_that_there_are() -> None:
    """Each preset has its name in both languages and positive weights for known features."""
    for preset in presets().values():
        assert set(preset.texts) == {"nl", "en"}
        assert set(preset.weights) <= set(features())
        assert all(weight > 0 for weight in preset.weights.values())
    assert presets()["all"].weights == {}


def test_an_unknown_case_is_said_to_be(graph: Graph) -> None:
    """A name that nothing has is told with the nearest one."""
    with pytest.raises(UnknownNameError, match="did you mean 'zwolle-2019'"):
        graph.features.row("zwole-2019")


def test_a_sum_rests_on_every_statement_that_it_adds(little: Callable[..., Graph]) -> None:
    """The number of places is of both statements, so that none is picked by chance."""
    (places,) = little(LISTS).features.columns["places"].values(0)
    assert len(places.statements) == 2
