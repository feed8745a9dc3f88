"""The saved questions that are shipped: what holds for each of them, in both languages."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from craftgraph.graph.questions import READERS, Question, ask, questions
from craftgraph.graph.store import Graph

QUESTIONS = questions()


@pytest.fixture(scope="module")
def computed(graph: Graph) -> Graph:
    """The shipped cases with what was computed of them."""
    return graph.with_results


def test_there_are_enough_questions_for_every_reader() -> None:
    """At least twenty questions are saved, and each of the three readers has at least ten of them."""
    assert len(QUESTIONS) >= 20
    for reader in READERS:
        assert sum(reader in question.readers for question in QUESTIONS) >= 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_says_what_it_asks_and_for_whom(question: Question) -> None:
    """The header holds the question in Dutch and English, two texts that ask something, and its readers."""
    assert {"nl", "en"} <= set(question.texts)
    assert question.text("nl") != question.text("en")
    assert all("?" in text for text in question.texts.values())
    assert set(question.readers) <= set(READERS)
    assert question.readers


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_says_whose_statements_it_reads(question: Question) -> None:
    """Statements are read in the named graph of a case or report, so that moments and sources never mix unseen."""
    assert re.search(r"GRAPH \?(case|network|report|assessment)\b", question.sparql)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_has_as_many_answers_in_both_languages(computed: Graph, question: Question) -> None:
    """With its default parameters a question has an answer, in Dutch as many rows as in English."""
    dutch, english = (ask(computed, question.name, {}, language) for language in ("nl", "en"))
    assert len(english) > 0
    assert len(dutch) == len(english)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_row_is_labelled_and_sourced(computed: Graph, question: Question, language: str) -> None:
    """Where a thing is shown its name is shown too, and where a question gives sources every row has one."""
    answer = ask(computed, question.name, {}, language)
    names = set(answer.variables)
    always = names & {"name", "role", "change", "body", "list", "post"}
    if question.name != "plans-of-then":  # a plan of which nothing more is said has no later source
        always |= names & {"source"}
    for row in answer.texts:
        cells = dict(zip(answer.variables, row, strict=True))
        assert all(cells[name] for name in always), cells


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_no_label_is_in_another_language(computed: Graph, question: Question) -> None:
    """A text is in the reader's language, or has no language because it is a proper name."""
    for row in ask(computed, question.name, {}, "nl").rows:
        languages = {term.language for term in row if isinstance(term, ox.Literal)}
        assert languages <= {"nl", None}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_gives_the_same_answer_through_rdflib(computed: Graph, question: Question) -> None:
    """A saved question asked of the rdflib dataset has as many rows as asked of the store."""
    answer = ask(computed, question.name)
    asked = computed.with_results if question.needs_results else computed
    found = asked.dataset.query(question.sparql, initNs=answer.prefixes)
    assert len(list(found)) == len(answer)


def test_most_central_are_those_of_the_network(computed: Graph) -> None:
    """The question on central parties gives the first fifteen of the coordinated network, in the same order."""
    answer = ask(computed, "central-parties", {"case": "waarderegio-2022"}, "nl")
    measures = computed.measures("waarderegio-2022")
    expected = [(one.degree, f"{one.betweenness:.4f}") for one in measures[:15]]
    found = [(int(float(row[3])), f"{float(row[2]):.4f}") for row in answer.texts]
    assert found == expected
