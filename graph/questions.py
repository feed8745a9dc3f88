"""Saved questions: SPARQL with the question it answers, in Dutch and English, and for whom it matters.

A question is a file `ontology/questions/NAME.rq` whose first comment lines say what it is::

    # nl: Wie doet mee in deze casus?
    # en: Who takes part in this case?
    # for: initiator, researcher
    # parameter: case id/ waarderegio-2022

A parameter is a name (a variable of the query), the namespace of its values, and the value it has unless another is
given. `?lang` stands for the reader's language wherever a query uses it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.mapping import REFERENCE
from craftgraph.graph.model import folder
from craftgraph.graph.namespaces import BASE
from craftgraph.graph.query import Answer
from craftgraph.graph.query import ask as ask_store

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_HEAD = re.compile(r"#\s*(nl|en|for|parameter|results):\s*(.+)")
READERS = ("researcher", "initiator", "programme-manager")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the asker may choose: the variable, the namespace of its values, and the default."""

    name: str
    namespace: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question; `texts` holds it in each language, `needs_results` whether it reads computed measures."""

    name: str
    texts: Mapping[str, str]
    readers: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    sparql: str
    needs_results: bool

    def text(self, language: str) -> str:
        """Return the question in a language (English where there is no such text)."""
        return self.texts.get(language) or self.texts["en"]


def questions() -> list[Question]:
    """Return every saved question, by name."""
    entries = sorted((folder() / "questions").iterdir(), key=lambda entry: entry.name)
    return [
        read(entry.name.removesuffix(".rq"), entry.read_text("utf-8"))
        for entry in entries
        if entry.name.endswith(".rq")
    ]


def read(name: str, sparql: str) -> Question:
    """Read a saved question from the text of its file."""
    texts: dict[str, str] = {}
    readers: tuple[str, ...] = ()
    parameters: list[Parameter] = []
    needs_results = False
    for key, value in _HEAD.findall(sparql):
        if key == "for":
            readers = tuple(word.strip() for word in value.split(","))
        elif key == "parameter":
            variable, namespace, default = value.split()
            parameters.append(Parameter(variable, namespace, default))
        elif key == "results":
            needs_results = True
        else:
            texts[key] = value.strip()
    return Question(name, texts, readers, tuple(parameters), sparql, needs_results)


def find(name: str) -> Question:
    """Return a saved question by its name.

    :raises UnknownNameError: when there is none.
    """
    known = {question.name: question for question in questions()}
    if name not in known:
        raise UnknownNameError("saved question", name, known)
    return known[name]


def ask(graph: Graph, name: str, values: Mapping[str, str] | None = None, language: str = "en") -> Answer:
    """Ask a saved question.

    :param values: values of its parameters, as identifiers (`case=zwolle-2019`).
    :raises UnknownNameError: for an unknown question or parameter, or a value that is not in the graph.
    """
    question = find(name)
    given = dict(values or {})
    terms: dict[str, ox.NamedNode | ox.Literal] = {}
    for parameter in question.parameters:
        value = given.pop(parameter.name, parameter.default)
        if parameter.name == "case":
            graph.case_iri(value)
        elif not REFERENCE.fullmatch(value) or not _is_known(graph, parameter, value):
            raise UnknownNameError(parameter.name, value, _names(graph, parameter))
        terms[parameter.name] = ox.NamedNode(BASE + parameter.namespace + value)
    if given:
        raise UnknownNameError(
            f"parameter of '{name}'", next(iter(given)), [entry.name for entry in question.parameters]
        )
    if question.needs_results:
        from craftgraph.graph.results import add_results

        add_results(graph)
    if re.search(r"[?$]lang\b", question.sparql):
        terms["lang"] = ox.Literal(language)
    return ask_store(graph.store, question.sparql, terms)


def _is_known(graph: Graph, parameter: Parameter, value: str) -> bool:
    node = ox.NamedNode(BASE + parameter.namespace + value)
    return next(iter(graph.store.quads_for_pattern(node, None, None, None)), None) is not None


def _names(graph: Graph, parameter: Parameter) -> set[str]:
    base = BASE + parameter.namespace
    subjects = {quad.subject.value for quad in graph.store if isinstance(quad.subject, ox.NamedNode)}
    return {iri.removeprefix(base) for iri in subjects if iri.startswith(base) and "/" not in iri.removeprefix(base)}
