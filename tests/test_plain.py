"""Cases as plain text, and what they rest on."""

from __future__ import annotations

import pytest

from craftgraph.exports.plain import sheet_lines, source_rows, whatif_lines
from craftgraph.exports.sheet import Sheet
from craftgraph.graph.store import Graph
from craftgraph.graph.whatif import whatif


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_sheet_tells_every_statement_with_its_source(graph: Graph, language: str) -> None:
    """Each statement stands on the sheet once, with its status and where it is said."""
    sheet = Sheet(graph, "zwolle-2019", language)
    lines = list(sheet_lines(sheet, width=10_000))
    said = [line for line in lines if line.startswith("  - ")]
    assert len(said) == len(sheet.statements)
    assert all(" — " in line for line in said)
    assert lines[0] == sheet.name


def test_source_rows_count_what_rests_on_a_passage(graph: Graph) -> None:
    """The counts add up to the statements times the passages that they rest on, and our reading is never more."""
    sheet = Sheet(graph, "zwolle-2019", "en")
    rows = source_rows(sheet)
    assert sum(int(row[-2]) for row in rows) == sum(len(one.places) for one in sheet.statements.values())
    assert all(0 <= int(row[-1]) <= int(row[-2]) for row in rows)
    assert all(row[2] for row in rows)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_scenario_reads_as_sentences_with_sources(graph: Graph, language: str) -> None:
    """What falls over is told in words: who goes, who goes along, and each loss with where the source says it."""
    found = whatif(graph, "zwolle-2019", ["kringloop-zwolle"])
    lines = list(whatif_lines(Sheet(graph, "zwolle-2019", language), found, width=10_000))
    assert "Stichting Kringloop Zwolle" in lines[0]
    losses = [line for line in lines if line.startswith("  - ")]
    assert len(losses) == len(found.losses) > 0
    assert all(" — " in line for line in losses)


def test_losses_stand_in_groups_with_their_number(graph: Graph) -> None:
    """Losses are listed by what they are of, each group under its name with how many there are."""
    found = whatif(graph, "zwolle-2019", ["kringloop-zwolle"])
    lines = list(whatif_lines(Sheet(graph, "zwolle-2019", "en"), found, width=10_000))
    groups: dict[str, int] = {}
    for line in lines[lines.index("") + 2 :]:
        if line.startswith("  - "):
            groups[next(reversed(groups))] += 1
        elif line.endswith(")"):
            groups[line] = 0
    assert groups["Roles (4)"] == 4
    assert all(name.endswith(f" ({count})") for name, count in groups.items())
    assert sum(groups.values()) == len(found.losses)


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("waarderegio-2022", ("Follows: ", "(zwolle-2019).")),
        ("zwolle-2019", ("Described again in: ", "(waarderegio-2022).")),
        ("oss-2019", None),
    ],
)
def test_a_sheet_names_the_other_descriptions_of_the_centre(
    graph: Graph, case: str, line: tuple[str, str] | None
) -> None:
    """A case says which earlier case of its centre it follows, and that one where the centre is described again."""
    head = list(sheet_lines(Sheet(graph, case, "en")))[2]
    assert head == "" if line is None else (head.startswith(line[0]) and head.endswith(line[1]))
