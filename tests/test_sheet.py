"""Cases as people read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from craftgraph.exports.sheet import Sheet, decimal_text
from craftgraph.graph.load import load
from craftgraph.graph.store import Graph

OWN = """
id: own-2024
centre: waardering
as_of: 2024
name: {nl: Eigen, en: Own}
source: waarderegio-2022
defaults: {status: current, basis: stated}
parties:
  - {party: rova, involvement: partner, at: inleiding}
aims:
  - {id: more-reuse, theme: reuse, status: planned, basis: read, at: [inleiding, samenwerking],
     what: {nl: Meer hergebruik}}
figures:
  - {measure: area, whom: rova, value: 1250.50, unit: square-metres, at: inleiding}
"""


@pytest.fixture
def sheet(write: Callable[..., Path]) -> Sheet:
    """A small case of one's own, in English."""
    return Sheet(load([write(OWN)]), "own-2024", "en")


def test_a_statement_tells_its_status_and_every_source(sheet: Sheet) -> None:
    """A plan that we read in two sections says that it is a plan, our reading, and both headings."""
    one = sheet.statements[sheet.iri + "/more-reuse"]
    assert (one.status, one.status_label, one.is_reading) == ("planned", "planned", True)
    assert [place.heading for place in one.places] == ["Inleiding", "Samenwerking"]


def test_a_text_in_another_language_is_marked(sheet: Sheet) -> None:
    """A statement whose text is in Dutch only is shown in Dutch, and says so."""
    one = sheet.statements[sheet.iri + "/more-reuse"]
    assert (one.text, one.text_language) == ("Meer hergebruik [nl]", "nl")


def test_a_statement_without_text_is_told_by_its_fields(sheet: Sheet) -> None:
    """Where an encoder wrote no text, the labels of the fields tell the statement."""
    one = next(one for one in sheet.statements.values() if one.listing == "parties")
    assert "ROVA" in one.text
    assert one.mentions == ("rova",)


def test_numbers_are_written_as_the_reader_writes_them(sheet: Sheet) -> None:
    """A decimal has the separators of the language."""
    one = next(one for one in sheet.statements.values() if one.listing == "figures")
    assert "1,250.5" in dict(one.details).values()
    assert decimal_text("-3.10", "nl") == "-3,1"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("case", ["zwolle-2019", "waarderegio-2022"])
def test_every_shipped_statement_reads_in_both_languages(graph: Graph, case: str, language: str) -> None:
    """No shipped statement is without words, without source, or in another language than the reader's."""
    for one in Sheet(graph, case, language).statements.values():
        assert one.text, one.iri
        assert one.places, one.iri
        assert one.text_language in (language, ""), one.iri


def test_what_a_report_says_of_several_cases_stands_with_each(graph: Graph) -> None:
    """An observation of chapter 2 that names a case is on the sheet of that case, with chapter 2 as its source."""
    (section,) = [one for one in Sheet(graph, "oss-2019", "nl").sections if one.name == "observations"]
    assert len(section.statements) > 10
    assert all(
        place.iri.startswith("https://w3id.org/craftgraph/source/panteia-2019/")
        for one in section.statements
        for place in one.places
    )
    assert not any(place.heading.startswith("10 Oss") for one in section.statements for place in one.places)


@pytest.mark.parametrize(("text", "shown"), [("-0.5", "-0,5"), ("-0", "0"), ("1234567.00", "1.234.567")])
def test_a_number_keeps_its_sign(text: str, shown: str) -> None:
    """Small negative numbers stay negative; zeros that mean nothing go."""
    assert decimal_text(text, "nl") == shown
