"""The ontology as pages of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from craftgraph.exports.reference import Reference
from craftgraph.graph.labels import Labels
from craftgraph.graph.model import load_model
from craftgraph.graph.namespaces import VOC
from craftgraph.graph.store import Graph


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_concept_has_its_place(graph: Graph, built_site: Path, language: str) -> None:
    """The page of each vocabulary has every concept with an address, its label and what it means."""
    folder = built_site / ("" if language == "nl" else language) / "reference"
    labels, reference = Labels(graph.store, language), Reference(graph)
    index = (folder / "index.html").read_text("utf-8")
    for scheme in reference.schemes:
        assert f'href="{scheme}.html"' in index
        page = (folder / f"{scheme}.html").read_text("utf-8").replace("&#39;", "'")
        for concept in reference.concepts(VOC + scheme):
            assert f'id="{concept.name}"' in page
            assert labels.of(concept.iri) in page
            assert labels.definition(concept.iri).replace("&", "&amp;") in page, concept.iri


def test_every_list_has_its_fields(built_site: Path) -> None:
    """The page of the lists has each list with its class and every field with its property."""
    page = (built_site / "reference/lists.html").read_text("utf-8")
    for listing in load_model().lists.values():
        section = page.split(f' id="{listing.name}">', 1)[1].split("</section>", 1)[0]
        for field in listing.fields:
            assert f"<code>{field}</code>" in section, (listing.name, field)


def test_no_page_is_heavy(built_site: Path) -> None:
    """A page weighs under 280 kB, so that with styles and scripts it stays under 300 kB."""
    for path in (*built_site.glob("reference/*.html"), *built_site.glob("*/reference/*.html")):
        assert path.stat().st_size < 280_000, path.name
