"""Asking the saved questions for a site: what was asked before, of the same statements, is remembered.

A question that keeps within a case (`# within: case`) is asked of a graph that holds no other case, so that its answer
follows from just what it is remembered by; every other one is asked of the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from craftgraph.graph import questions as saved
from craftgraph.graph.memory import remembered
from craftgraph.graph.query import Answer, KeptAnswer
from craftgraph.graph.questions import Question
from craftgraph.graph.store import Graph

Asked = tuple[Question, str]  # a question, and the value of its first parameter (empty without parameters)
_WHOLE = ""


class Questioner:
    """Answers questions of a graph in one language, those of one scope (a case, or the whole graph) together.

    :param asked: all questions that will be asked, no two with the same name and value.
    """

    def __init__(self, graph: Graph, language: str, asked: Iterable[Asked]) -> None:
        self._graph = graph
        self._language = language
        self._asked: dict[str, list[Asked]] = {}
        self._answers: dict[str, dict[str, Answer]] = {}
        for question, value in asked:
            self._asked.setdefault(_scope(question, value), []).append((question, value))

    def answer(self, question: Question, value: str) -> Answer:
        """Return the answer to a question."""
        scope = _scope(question, value)
        if scope not in self._answers:
            self.know(scope, self.ask(scope))
        return self._answers[scope][_key(question, value)]

    def ask(self, case: str = _WHOLE) -> str:
        """Ask what keeps within a case, or all else, and return the answers as a text for :meth:`know`."""
        scopes, asked = self._graph.scopes, self._asked.get(case, [])
        inputs = scopes.of(case) if case else scopes.whole
        queries = [f"{_key(*each)} {each[0].sparql}" for each in asked]
        return remembered("answers", [self._language, *inputs, *queries], partial(self._ask, case)) if asked else ""

    def know(self, case: str, answers: str) -> None:
        """Take in what :meth:`ask` returned, maybe in another process."""
        lines = (line.split("\t", 1) for line in answers.split("\n") if line)
        known = self._answers[case] = {}
        for key, results in lines:
            known[key] = KeptAnswer(self._graph.store, results, self._graph.prefixes)

    def _ask(self, scope: str) -> str:
        """Return a line with the name, the value and the results of each question, in SPARQL's JSON for results."""
        graph = self._graph.part_with_results(scope) if scope else self._graph.with_results
        lines = []
        for question, value in self._asked[scope]:
            values = {parameter.name: value for parameter in question.parameters[:1]}
            results = saved.answer(graph, question, values, self._language).serialize("json").decode()
            lines.append(f"{_key(question, value)}\t{results.strip()}")
        return "\n".join(lines)


def _scope(question: Question, value: str) -> str:
    return value if question.is_within_case else _WHOLE


def _key(question: Question, value: str) -> str:
    return f"{question.name} {value}"
