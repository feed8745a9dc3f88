"""A page for each saved question with its answer, and an overview of the questions for each kind of reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from craftgraph.exports.answers import Asker, Section
from craftgraph.exports.dataset import csvw
from craftgraph.exports.files import csv_text
from craftgraph.exports.pages import Site
from craftgraph.graph.namespaces import ID
from craftgraph.graph.questions import THEMES, Question, in_language, without_head

# Those who know least of graphs come first.
_READERS = ("initiator", "programme-manager", "researcher")
INDEX = "questions/index.html"
# With more rows than this, links to the statement of each would make the page too heavy to open on a phone.
_LINKED_ROWS = 1500


def address(question: Question) -> str:
    """Return where the page of a question stands."""
    return f"questions/{question.name}.html"


def paths(site: Site) -> Iterator[str]:
    """Yield where the pages of the questions stand."""
    yield INDEX
    yield from (address(question) for question in site.made(Asker).questions)


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the overview, and of each question its page and its answer as a table."""
    asker = site.made(Asker)
    yield site.render("questions.html", INDEX, readers=[(reader, _listed(asker, reader)) for reader in _READERS])
    reports = sorted((name, site.labels.of(report)) for report, name in asker.reports.items())
    for question in asker.questions:
        sections = asker.sections(question)
        yield site.render("question.html", address(question), **_values(site, question, sections), reports=reports)
        table = f"{question.name}.csv"
        yield f"questions/{table}", answer_csv(question, sections)
        yield f"questions/{table}-metadata.json", _metadata(asker, question, sections, site.language)


def _listed(asker: Asker, reader: str) -> dict[str, list[tuple[Question, bool]]]:
    """Return the questions for a reader by what they are about, and whether each is asked of one centre at a time."""
    mine = [(question, _chosen(question) == "case") for question in asker.questions if reader in question.readers]
    found = {theme: [one for one in mine if one[0].theme == theme] for theme in THEMES}
    return {theme: listed for theme, listed in found.items() if listed}


def _chosen(question: Question) -> str:
    """Return what the reader chooses: the name of the first parameter, or nothing."""
    return question.parameters[0].name if question.parameters else ""


def _values(site: Site, question: Question, sections: Sequence[Section]) -> dict[str, Any]:
    second = question.parameters[1:2]
    count = sum(len(section.rows) for section in sections)
    return {
        "question": question,
        "text": question.text(site.language),
        "other": "".join(parameter.default for parameter in second),
        "thing": "".join(site.labels.of(ID + parameter.default) for parameter in second),
        "chosen": _chosen(question),
        "sections": [section for section in sections if section.rows],
        "silent": [section.choice for section in sections if not section.rows],
        "count": count,
        "is_linked": count <= _LINKED_ROWS,
        "query": query_text(question, site.language),
        "csv": f"{question.name}.csv",
        "documents": {case: site.sheet(case).source for case in site.names} if _chosen(question) == "case" else {},
    }


def query_text(question: Question, language: str) -> str:
    """Return the query, to answer in a language, without the lines that say what the question is."""
    return without_head(in_language(question.sparql, language))


def _metadata(asker: Asker, question: Question, sections: Sequence[Section], language: str) -> str:
    """Return what each column of the table of answers means."""
    title = {language: question.text(language)}
    return csvw(
        f"{question.name}.csv",
        _columns(question, sections),
        lambda name: {language: asker.heading(question, name)},
        title,
    )


def _columns(question: Question, sections: Sequence[Section]) -> list[str]:
    """Return the columns of the table of answers: what was chosen, and the variables."""
    variables = next((section.variables for section in sections), ())
    return [*(parameter.name for parameter in question.parameters[:1]), *variables]


def answer_csv(question: Question, sections: Sequence[Section]) -> str:
    """Return all answers to a question as one table; the first column says what each row is about."""
    chosen = bool(question.parameters)
    rows = [[*([section.choice.id] if chosen else []), *row] for section in sections for row in section.texts]
    return csv_text(_columns(question, sections), rows)
