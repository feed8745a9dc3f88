"""The reference pages made from the ontology."""

from __future__ import annotations

from pathlib import Path

from craftgraph.exports.reference import pages
from craftgraph.graph.model import load_model
from craftgraph.graph.store import Graph

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"


def test_the_reference_pages_are_current(graph: Graph) -> None:
    """What stands in docs/reference is what the ontology and the cases give; else run craftgraph.exports.reference."""
    made = pages(graph)
    assert {path.name for path in FOLDER.glob("*.md")} == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text("utf-8") == text, f"{name} is out of date"


def test_every_list_and_field_is_explained(graph: Graph) -> None:
    """Each list has its heading, and each of its fields a row with a meaning."""
    text = pages(graph)["lists.md"]
    for listing in load_model().lists.values():
        assert f"\n## {listing.name}\n" in text
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert rows
    assert all(line.split("|")[3].strip() and line.split("|")[4].strip() for line in rows)
