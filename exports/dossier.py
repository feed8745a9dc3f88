"""The starter's dossier: what a comparison says, as pages to print and take to the first meeting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from craftgraph.exports.advice import Advice
from craftgraph.exports.comparison_pages import nearest
from craftgraph.exports.likeness import LazySheets, Likeness
from craftgraph.exports.pages import asset, environment
from craftgraph.exports.place import beside
from craftgraph.exports.texts import LANGUAGES
from craftgraph.graph.answers import Answers
from craftgraph.graph.interview import questions
from craftgraph.graph.namespaces import DEF, ID

if TYPE_CHECKING:
    from craftgraph.graph.comparison import Comparison
    from craftgraph.graph.store import Graph

_EXPLAINED = 3
_NAMES = {"nl": "index.html", "en": "index.en.html"}


def write_dossier(graph: Graph, comparison: Comparison, out: Path, preset: str = "all", near: int = 5) -> Path:
    """Write the dossier in a folder, a page a language, and return the Dutch one; an earlier one is replaced.

    :raises CraftgraphError: when the folder holds something else, or cannot be written.
    """
    with beside(out) as folder:
        for language in LANGUAGES:
            page = dossier(graph, comparison, language, preset, near)
            (folder / _NAMES[language]).write_text(page, "utf-8")
    return out / _NAMES["nl"]


def dossier(graph: Graph, comparison: Comparison, language: str, preset: str = "all", near: int = 5) -> str:
    """Return the dossier as one page that needs no other file."""
    labels = graph.labels(language)
    likeness = Likeness(comparison, labels, LazySheets(labels, graph))
    advice = Advice(likeness, Answers(graph, comparison, near))
    missing = advice.missing_by_name()
    values: dict[str, Any] = {
        "words": likeness,
        "name": likeness.name(comparison.profile),
        "stated": [
            (likeness.feature(name), [likeness.value(value, is_marked=False) for value in found])
            for name, found in comparison.stated()
        ],
        "remarks": list(likeness.remarks(preset, is_page=True, tells_silent=False)),
        "ranking": comparison.ranking,
        "nearest": nearest(likeness, _EXPLAINED),
        "advice": advice,
        "table_key": "dossier.table" if any(name == "partners" for name, _ in comparison.stated()) else "dossier.there",
        "table": [found for name, _, found in missing if name == "parties"],
        "rest": [(text, found) for name, text, found in missing if name != "parties"],
        "candidates": advice.candidates(),
        "duties": advice.responsible(),
        "money": advice.had("money"),
        "challenges": advice.part("challenges"),
        "helped": advice.part("helped"),
        "open": _left_open(graph, comparison.profile, language),
        "sources": [(likeness.name(case), likeness.sheets[case].source) for case in advice.near],
        "silent": [likeness.feature(name) for name in comparison.silent],
        "other": _NAMES["en" if language == "nl" else "nl"],
        "styles": asset("page.css") + asset("compare.css") + asset("dossier.css"),
    }
    page = environment(language).get_template("dossier.html")
    return page.render(**values, single=True, home="", statement_link=None, has=lambda _: False)


def _left_open(graph: Graph, profile: str, language: str) -> list[str]:
    """Return the questions of the interview that the profile leaves open."""
    rows = graph.query(f"SELECT ?name {{ <{ID}{profile}> <{DEF}notKnownYet> ?name }}").texts
    names = {name for (name,) in rows}
    return [question.texts[language] for question in questions() if question.id in names]
