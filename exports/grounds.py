"""The statements that a row of an answer rests on: pages ask for them besides what a saved question selects.

A saved question joins the passages of the statements of a row as `?source`. The same statements, asked for by their
identifiers, tell in which passage which of them stands.
"""

from __future__ import annotations

import re
from dataclasses import replace

from craftgraph.exports.pages import Site
from craftgraph.graph.questions import Question

GROUNDS = "grounds"
_PASSAGES = re.compile(r'\(GROUP_CONCAT\(DISTINCT STR\(\?cited\); SEPARATOR="; "\) AS \?source\)')
_STATEMENT = re.compile(r"(\?\w+) (?:a \?\w+ ; )?prov:wasDerivedFrom/dcterms:bibliographicCitation \?cited")
_PASSED_ON = re.compile(r"\?source \{")


def grounded(question: Question) -> Question:
    """Return a question with one more column, the statements of each row; unchanged where it has no such statements."""
    statement = _STATEMENT.search(question.sparql)
    if statement is None or not _PASSAGES.search(question.sparql):
        return question
    column = f'(GROUP_CONCAT(DISTINCT STR({statement[1]}); SEPARATOR=" ") AS ?{GROUNDS})'
    sparql = _PASSED_ON.sub(f"?source ?{GROUNDS} {{", question.sparql)
    return replace(question, sparql=_PASSAGES.sub(lambda found: f"{found[0]} {column}", sparql))


class Grounds:
    """Where the statements of a site stand, and in which passages of the sources."""

    def __init__(self, site: Site) -> None:
        self._links: dict[str, tuple[str, frozenset[str]]] = {}
        for case in site.graph.cases:
            for one in site.sheet(case).statements.values():
                link = site.statement_link(case, one.anchor)
                if one.iri not in self._links and site.has(link):
                    self._links[one.iri] = (link, frozenset(place.citation for place in one.places))

    def of(self, statements: str, passage: str) -> tuple[str, ...]:
        """Return the links to the statements, out of some (IRIs with spaces between), that stand in a passage."""
        known = [self._links[iri] for iri in sorted(statements.split()) if iri in self._links]
        return tuple(link for link, passages in known if passage in passages)
