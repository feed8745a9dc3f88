"""Asking saved questions for a site: what is asked again after a change, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from craftgraph.exports.asking import Questioner
from craftgraph.graph import questions as saved
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import ID
from craftgraph.graph.query import Answer
from craftgraph.graph.questions import Question
from craftgraph.graph.results import case_results
from craftgraph.graph.store import Graph

OF_A_CASE = [one for one in saved.questions() if one.parameters and one.parameters[0].name == "case"]


def _named(question: Question) -> str:
    return question.name


@pytest.fixture(scope="module")
def asked(graph: Graph) -> Questioner:
    """What answers all questions about a case for a site."""
    return Questioner(graph, "nl", [(question, case) for question in OF_A_CASE for case in graph.cases])


@pytest.fixture(scope="module")
def asked_within(graph: Graph) -> Questioner:
    """The same, with every question taken to keep within its case."""
    within = [replace(question, is_within_case=True) for question in OF_A_CASE]
    return Questioner(graph, "nl", [(question, case) for question in within for case in graph.cases])


def _differing(graph: Graph, asked: Questioner, question: Question) -> list[str]:
    """Return the cases of which a question says something else in a site than when it is asked of everything."""
    return [
        case
        for case in graph.cases
        if asked.answer(question, case).texts != saved.answer(graph, question, {"case": case}, "nl").texts
    ]


@pytest.mark.parametrize("question", OF_A_CASE, ids=_named)
def test_a_site_answers_what_the_command_line_answers(graph: Graph, asked: Questioner, question: Question) -> None:
    """Every case gives the same rows in the same order, also where the other cases were not there to be asked."""
    assert _differing(graph, asked, question) == []


@pytest.mark.parametrize("question", [one for one in OF_A_CASE if not one.is_within_case], ids=_named)
def test_a_question_that_could_keep_within_a_case_says_so(
    graph: Graph, asked_within: Questioner, question: Question
) -> None:
    """Asked within each case, a question without the mark gives another answer for some case."""
    assert _differing(graph, asked_within, replace(question, is_within_case=True))


def test_what_is_computed_of_a_case_by_itself_follows_from_what_it_can_speak_of(graph: Graph) -> None:
    """Measures and dependence come out the same when the other cases are not there."""
    for case in graph.cases:
        part = graph.scopes.part(case)
        assert part.cases == (case,)
        assert set(case_results(part, case)) == set(case_results(graph, case))


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


@pytest.mark.parametrize(
    ("changed_case", "seen_in"),
    [("waarderegio-2022", ["waarderegio-2022"]), ("zwolle-2019", ["waarderegio-2022", "zwolle-2019"])],
)
def test_after_a_change_only_questions_that_may_see_it_are_asked_again(
    two_cases: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed_case: str, seen_in: list[str]
) -> None:
    """Another word in one case: that case within itself, and every case for a question that reads others.

    What became of the plans of 2019 stands in the case of 2022, which points at them, and so sees their words.
    """
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path))
    names = ("challenges", "then-and-now")
    first, before = _asked_of(two_cases, monkeypatch, names)
    assert sorted(first) == sorted((name, case) for name in names for case in two_cases.cases)
    assert _asked_of(Graph(two_cases.store), monkeypatch, names) == ([], before)

    changed = ox.Store()
    home = ox.NamedNode(ID + changed_case)
    changed.bulk_extend(_reworded(quad) if quad.graph_name == home else quad for quad in two_cases.store)
    again, after = _asked_of(Graph(changed), monkeypatch, names)
    assert sorted(again) == [
        *(("challenges", case) for case in seen_in),
        *(("then-and-now", case) for case in sorted(two_cases.cases)),
    ]
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "empty"))
    assert after == _asked_of(Graph(changed), monkeypatch, names)[1] != before


def _reworded(quad: ox.Quad) -> ox.Quad:
    """Return a quad that has other words for a text in Dutch; a case keeps its name, which all others know."""
    text = quad.object
    if not isinstance(text, ox.Literal) or text.language != "nl" or quad.subject == quad.graph_name:
        return quad
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(f"{text.value}!", language="nl"), quad.graph_name)


def test_what_another_case_file_says_of_a_party_counts_for_all_that_name_it(
    little_registry: str, header: str, write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A party that one case file brings along has its new name in the other case too, once it is called otherwise."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "cache"))
    takes_part = "parties:\n- {party: joiner, involvement: partner, at: one}\n"
    paths = [write(little_registry, "registry.yaml"), write(header + takes_part, "own.yaml")]
    participants = saved.find("participants")
    for name in ("Joiner", "Carpenter"):
        brought = f"organisations:\n- {{id: joiner, name: {name}, kind: reuse-shop, at: one}}\n"
        other = write(header.replace("own-2024", "other-2024") + takes_part + brought, "other.yaml")
        graph = load([*paths, other], only=True)
        (row,) = Questioner(graph, "en", [(participants, "own-2024")]).answer(participants, "own-2024").texts
        assert name in row


@pytest.mark.parametrize("sign", ["\\L", "\\P", "\\N"])
def test_a_line_may_break_within_a_text(
    little: Callable[..., Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    """Signs that some take for the end of a line (U+2028, U+2029, U+0085) stand in an answer as they were written."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "cache"))
    brought = f'organisations:\n- {{id: joiner, name: "one{sign}two", kind: reuse-shop, at: one}}\n'
    graph = little("parties:\n- {party: joiner, involvement: partner, at: one}\n" + brought)
    participants = saved.find("participants")
    expected = saved.answer(graph, participants, {"case": "own-2024"}, "en").texts
    assert any(len(cell.splitlines()) == 2 for cell in expected[0])
    assert Questioner(graph, "en", [(participants, "own-2024")]).answer(participants, "own-2024").texts == expected
