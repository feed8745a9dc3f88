"""The mechanism of saved questions: what their files say, and how they are asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from craftgraph.exports.terminal import headings
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph import questions as saving
from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.questions import READERS, THEMES, Parameter, ask, find, questions, read
from craftgraph.graph.store import Graph

CASE = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: associate, at: one}
"""
WHO = """\
# nl: Wie doet mee als wat?
# en: Who takes part as what?
# for: initiator, researcher
# about: partners
SELECT ?name ?label {
  VALUES ?case { id:own-2024 }
  VALUES ?involvement { involvement:partner }
  VALUES ?lang { "en" }
  GRAPH ?case { ?s cg:involvement ?involvement ; cg:party ?party }
  ?party skos:prefLabel ?name .
  ?involvement skos:prefLabel ?label . FILTER(LANG(?label) = ?lang)
}
"""
CENTRAL = """\
# nl: Wie staat tussen anderen?
# en: Who stands between others?
# for: programme-manager
# about: dependence
# results: yes
SELECT ?actor { ?m a cg:Measurement ; cg:ofActor ?actor }
"""


@pytest.fixture
def own(little: Callable[..., Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """A graph with two parties, and two saved questions about it."""
    folder = tmp_path / "ontology" / "questions"
    folder.mkdir(parents=True)
    (folder / "who.rq").write_text(WHO)
    (folder / "central.rq").write_text(CENTRAL)
    (folder / "README.txt").write_text("not a question")
    graph = little(CASE)
    monkeypatch.setattr(saving, "folder", lambda: tmp_path / "ontology")
    return graph


def test_a_file_says_what_its_question_is() -> None:
    """Texts, readers, parameters and the need for results are read from the file."""
    question = read("who", WHO)
    assert question.text("nl") == "Wie doet mee als wat?"
    assert question.text("en") == question.text("fr") == "Who takes part as what?"
    assert question.readers == ("initiator", "researcher")
    assert question.parameters == (
        Parameter("case", "id", "own-2024"),
        Parameter("involvement", "involvement", "partner"),
    )
    assert not question.needs_results
    assert read("central", CENTRAL).needs_results


@pytest.mark.usefixtures("own")
def test_questions_are_listed_by_name() -> None:
    """Every .rq file is a question, and no other file."""
    assert [question.name for question in questions()] == ["central", "who"]


def test_a_question_has_its_defaults(own: Graph) -> None:
    """Without values a question is asked with those of its file."""
    assert ask(own, "who").texts == [("Shop", "partner")]


def test_values_are_put_in(own: Graph) -> None:
    """A value takes the place of the default of its parameter, and of that only."""
    assert ask(own, "who", {"involvement": "associate"}).texts == [("Depot", "associate")]
    assert own.question("who", involvement="associate", case="own-2024").texts == [("Depot", "associate")]


def test_labels_come_in_the_language_of_the_reader(own: Graph) -> None:
    """The language replaces the one in the file."""
    (dutch,) = ask(own, "who", {"involvement": "associate"}, language="nl").texts
    (english,) = ask(own, "who", {"involvement": "associate"}, language="en").texts
    assert dutch != english


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("whom", {}, "no saved question 'whom'; did you mean 'who'?"),
        ("who", {"cases": "own-2024"}, "no parameter of 'who' 'cases'; did you mean 'case'?"),
        ("who", {"case": "own-2025"}, "no case 'own-2025'; did you mean 'own-2024'?"),
        ("who", {"involvement": "asociate"}, "no involvement 'asociate'; did you mean 'associate'?"),
        ("who", {"involvement": "partner } ?s ?p ?o {"}, "no involvement 'partner } ?s ?p ?o {'"),
        ("central", {"case": "own-2024"}, "no parameter of 'central' 'case'; there are: none."),
    ],
)
def test_unknown_names_lead_to_the_nearest(name: str, values: dict[str, str], message: str, own: Graph) -> None:
    """A question, parameter or value that is not there is refused with what comes near; nothing is put in unread."""
    with pytest.raises(UnknownNameError) as caught:
        ask(own, name, values)
    assert message in str(caught.value)


def test_measures_are_computed_for_a_question_that_needs_them(own: Graph) -> None:
    """A question on results finds them, without having asked for them apart."""
    assert not own.query(CENTRAL)
    assert {text for (text,) in ask(own, "central").texts} == {"id:shop", "id:depot"}


def test_a_question_can_be_run_as_it_stands(own: Graph) -> None:
    """The text of a question is itself a query."""
    assert own.query(find("who").sparql).texts == ask(own, "who").texts


def test_the_shipped_questions_are_complete() -> None:
    """Every shipped question has Dutch and English words, and knows for whom it is and what it is about."""
    for question in questions():
        assert question.texts["nl"] != question.texts["en"]
        assert set(question.readers) <= set(READERS)
        assert question.readers
        assert question.theme in THEMES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_a_heading(graph: Graph, language: str) -> None:
    """In a terminal every column of a shipped question is headed in the reader's language, no two alike."""
    for question in questions():
        variables = ask(graph, question.name).variables
        heads = headings(variables, language, question.name)
        assert not [head for head in heads if head[0].islower()], question.name
        assert len(set(heads)) == len(heads), question.name
