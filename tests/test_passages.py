"""How answers name a passage: report, chapter and heading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from craftgraph.graph.load import load
from craftgraph.graph.store import Graph

_CITED = """SELECT ?section ?cited {{
    ?section dcterms:bibliographicCitation ?cited FILTER(STRENDS(STR(?section), '{}')) }}"""
_REPORTS = """id: reports
documents:
- {id: other, title: {nl: Ander, en: Other}, issued: 2019}
- {id: undated, title: {nl: Zonder jaar, en: Undated}}
sections:
- {id: other/begin, document: other, heading: Begin, form: text}
- {id: undated/begin, document: undated, heading: Begin, form: text}
"""
_EXPECTED = {
    "/other/begin": "other, Begin",
    "/undated/begin": "undated, Begin",
    "/12-zwolle": "panteia-2019, 12 Zwolle",
    "waarderegio-2022/inleiding": "2022, Inleiding",
}


@pytest.mark.parametrize(
    ("section", "cited"),
    [
        ("/12-zwolle", "2019, 12 Zwolle"),
        ("/12-zwolle/noot-18", "2019, 12 Zwolle: voetnoot 18"),
        ("/2-3-begeleiding/doelgroep", "2019, 2.3 Begeleiding: Doelgroep"),
        ("waarderegio-2022/r4-repareren", "2022, Product- en materiaalhergebruik: R4 Repareren"),
    ],
)
def test_a_passage_is_cited_by_report_chapter_and_heading(graph: Graph, section: str, cited: str) -> None:
    """The nearest heading with a number at or above a section is its chapter, or else the highest one."""
    assert [row[1] for row in graph.query(_CITED.format(section)).texts] == [cited]


def test_every_section_has_one_citation(graph: Graph) -> None:
    """A section has a citation, and no two passages of the shipped cases share one."""
    rows = graph.query("SELECT ?s ?c { ?s cg:heading ?h OPTIONAL { ?s dcterms:bibliographicCitation ?c } }").texts
    assert len({cited for _, cited in rows}) == len(rows) > 200


@pytest.mark.parametrize("name", ["all-dependences", "counted-places", "shared-challenges", "temporary-money"])
def test_rows_of_several_centres_name_the_report(graph: Graph, name: str) -> None:
    """Where rows of several centres stand together, every passage begins with the year of its report."""
    found = graph.question(name)
    at = found.variables.index("source")
    passages = [passage for row in found.texts for passage in row[at].split("; ")]
    assert passages
    assert all(passage[:6] in ("2019, ", "2022, ") for passage in passages)


def test_a_report_that_shares_its_year_is_called_by_its_identifier(write: Callable[..., Path]) -> None:
    """Two reports of one year are told apart by their identifiers; one without a year has nothing else."""
    graph = load([write(_REPORTS, "reports.yaml")])
    cited = {section: [row[1] for row in graph.query(_CITED.format(section)).texts] for section in _EXPECTED}
    assert cited == {section: [text] for section, text in _EXPECTED.items()}
