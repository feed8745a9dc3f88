"""How to cite: a CITATION.cff that citation tools read, of the version that was built."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
import yaml

from craftgraph import __version__
from craftgraph.exports import data_page
from craftgraph.exports.data_page import YEAR
from craftgraph.exports.pages import Site
from craftgraph.graph.labels import Labels
from craftgraph.graph.load import load

PATH = Path(__file__).resolve().parent.parent / "CITATION.cff"


@pytest.fixture(scope="module")
def citation() -> dict[str, Any]:
    """The citation file, read."""
    read: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
    return read


def test_what_the_format_asks_is_there(citation: dict[str, Any]) -> None:
    """The fields that version 1.2.0 of the Citation File Format needs, each of its type."""
    assert citation["cff-version"] == "1.2.0"
    assert isinstance(citation["message"], str)
    assert isinstance(citation["title"], str)
    assert citation["authors"] == [{"name": "The craftgraph contributors"}]
    assert citation["type"] in ("software", "dataset")


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_page_cites_the_same(citation: dict[str, Any], built_site: Path, language: str) -> None:
    """The page with the data gives who, year, title and version, and each report with who made it and when."""
    page = html.unescape((built_site / language / "data.html").read_text("utf-8"))
    told = page.split('<h2 id="cite">', 1)[1].split("</section>", 1)[0]
    if language:
        assert f"{citation['authors'][0]['name']} ({YEAR}). {citation['title']} (version {__version__})" in told
    assert f"({YEAR}). craftgraph: " in told
    assert "Panteia (2019). Sociale activatie in circulaire ambachtscentra" in told
    assert "WaardeRegio (2022). Eindrapportage WaardeRegio" in told


def test_a_report_of_your_own_is_cited_by_title_and_year(registry: list[Path], tmp_path: Path) -> None:
    """A document that we do not know by hand is named as its registry names it."""
    sources = """id: own-sources
documents:
- {id: own-report, title: {nl: Ons verslag, en: Our report}, issued: 2024}
sections:
- {id: own-report/1-begin, document: own-report, heading: Begin, form: text}
"""
    case = """id: own-2024
centre: waardering
as_of: 2024
name: {nl: Eigen, en: Own}
source: own-report/1-begin
defaults: {status: current, basis: stated}
"""
    (tmp_path / "sources.yaml").write_text(sources, "utf-8")
    (tmp_path / "own-2024.yaml").write_text(case, "utf-8")
    graph = load([*registry, tmp_path], only=True)
    site = Site(graph, Labels(graph.store, "nl"), {}, {})
    assert list(data_page.reports(site))[-1] == ("Ons verslag (2024).", False)


def test_version_and_licences_are_those_of_the_package(citation: dict[str, Any]) -> None:
    """The version is that of the code, the licences are those of code and data."""
    assert str(citation["version"]) == __version__
    pyproject = (PATH.parent / "pyproject.toml").read_text("utf-8")
    assert f'license = "{" AND ".join(citation["license"])}"' in pyproject
