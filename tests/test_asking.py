"""Asking saved questions for a site: what is asked again after a change, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from craftgraph.exports.asking import Questioner
from craftgraph.graph import questions as saved
from craftgraph.graph.namespaces import ID
from craftgraph.graph.query import Answer
from craftgraph.graph.questions import Question
from craftgraph.graph.scope import part_of
from craftgraph.graph.store import Graph

OF_A_CASE = [one for one in saved.questions() if one.parameters and one.parameters[0].name == "case"]


@pytest.fixture(scope="module")
def parts(graph: Graph) -> dict[str, Graph]:
    """Each case without the others."""
    return {case: part_of(graph, case) for case in graph.cases}


def _differing(graph: Graph, parts: dict[str, Graph], question: Question) -> list[str]:
    def rows(one: Graph, case: str) -> list[tuple[str, ...]]:
        return saved.answer(one, question, {"case": case}, "nl").texts

    return [case for case in graph.cases if rows(graph.with_results, case) != rows(parts[case], case)]


@pytest.mark.parametrize("question", [one for one in OF_A_CASE if one.is_within_case], ids=lambda one: one.name)
def test_a_question_within_a_case_reads_no_other_case(
    graph: Graph, parts: dict[str, Graph], question: Question
) -> None:
    """Every case gives the same rows, in the same order, when the other cases are not there."""
    assert _differing(graph, parts, question) == []


@pytest.mark.parametrize("question", [one for one in OF_A_CASE if not one.is_within_case], ids=lambda one: one.name)
def test_a_question_about_a_case_that_reads_others_does_not_say_that_it_keeps_within(
    graph: Graph, parts: dict[str, Graph], question: Question
) -> None:
    """Without the other cases the answer is another one for some case."""
    assert _differing(graph, parts, question)


def _asked_of(graph: Graph, patch: pytest.MonkeyPatch, names: Iterable[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Ask questions of all cases; return which were really asked, of which case, and all answers."""
    really: list[tuple[str, str]] = []
    ask = saved.answer

    def answer(one: Graph, question: Question, values: dict[str, str], language: str) -> Answer:
        really.append((question.name, values["case"]))
        return ask(one, question, values, language)

    asked = [(saved.find(name), case) for name in names for case in graph.cases]
    with patch.context() as counting:
        counting.setattr(saved, "answer", answer)
        questioner = Questioner(graph, "nl", asked)
        answers = [questioner.answer(question, case).serialize("csv").decode() for question, case in asked]
    return really, answers


def test_after_a_change_only_questions_that_may_see_it_are_asked_again(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another word in one case: that case within itself, and every case for a question that reads others."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path))
    names = ("challenges", "then-and-now")
    first, before = _asked_of(graph, monkeypatch, names)
    assert sorted(first) == sorted((name, case) for name in names for case in graph.cases)
    assert _asked_of(Graph(graph.store), monkeypatch, names) == ([], before)

    changed = ox.Store()
    home = ox.NamedNode(ID + "oss-2019")
    changed.bulk_extend(_reworded(quad) if quad.graph_name == home else quad for quad in graph.store)
    again, after = _asked_of(Graph(changed), monkeypatch, names)
    assert sorted(again) == [("challenges", "oss-2019"), *(("then-and-now", case) for case in sorted(graph.cases))]
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "empty"))
    assert after == _asked_of(Graph(changed), monkeypatch, names)[1] != before


def _reworded(quad: ox.Quad) -> ox.Quad:
    """Return a quad that has other words for a text in Dutch."""
    text = quad.object
    if not isinstance(text, ox.Literal) or text.language != "nl":
        return quad
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(f"{text.value}!", language="nl"), quad.graph_name)
