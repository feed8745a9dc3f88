"""Saved questions: SPARQL with the question it answers, in Dutch and English, and for whom it matters.

A question is a file `ontology/questions/NAME.rq` that any SPARQL tool can run as it stands. Its first comment lines
say what it is, and a line with VALUES holds what an asker may choose, with the value it has unless another is given::

    # nl: Wie doet mee in dit centrum?
    # en: Who takes part in this centre?
    # for: initiator, researcher
    # about: partners
    SELECT ?name {
      VALUES ?case { id:waarderegio-2022 }
      VALUES ?lang { "en" }

`?lang` is always the reader's language. `# results: yes` says that a question reads computed measures, and
`# within: case` that it reads no case but the one that it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.graph.errors import UnknownNameError
from craftgraph.graph.model import folder
from craftgraph.graph.query import Answer
from craftgraph.graph.query import ask as ask_store

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_HEAD = re.compile(r"^#\s*(nl|en|for|about|within|results):\s*(.+)$\n?", re.MULTILINE)
_CHOICE = re.compile(r"VALUES \?(\w+) \{ (\S+?):(\S+) \}")
_LANGUAGE = re.compile(r'(VALUES \?lang \{ ")\w+(" \})')
_NAME = re.compile(r"[\w.-]+")
THEMES = ("partners", "dependence", "goods", "people", "money", "change", "lessons", "kinds", "sources")
READERS = ("researcher", "initiator", "programme-manager")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the asker may choose: the variable, the prefix of its values, and the default."""

    name: str
    prefix: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question; `texts` holds it in each language, `needs_results` whether it reads computed measures.

    `theme` is what it is about: one of `THEMES`. `is_within_case` tells whether it reads no case but the one that it is
    asked about.
    """

    name: str
    texts: Mapping[str, str]
    readers: tuple[str, ...]
    theme: str
    parameters: tuple[Parameter, ...]
    sparql: str
    needs_results: bool
    is_within_case: bool = False

    def text(self, language: str) -> str:
        """Return the question in a language (English where there is no such text)."""
        return self.texts.get(language) or self.texts["en"]


def questions() -> tuple[Question, ...]:
    """Return every saved question, by name."""
    return _read_all(Path(str(folder() / "questions")))


@cache
def _read_all(place: Path) -> tuple[Question, ...]:
    entries = sorted(place.iterdir(), key=lambda entry: entry.name)
    return tuple(
        read(entry.name.removesuffix(".rq"), entry.read_text("utf-8"))
        for entry in entries
        if entry.name.endswith(".rq")
    )


def read(name: str, sparql: str) -> Question:
    """Read a saved question from the text of its file."""
    head = {key: value.strip() for key, value in _HEAD.findall(sparql)}
    return Question(
        name=name,
        texts={language: head[language] for language in ("nl", "en")},
        readers=tuple(word.strip() for word in head["for"].split(",")),
        theme=head["about"],
        parameters=tuple(Parameter(*found) for found in _CHOICE.findall(sparql)),
        sparql=sparql,
        needs_results="results" in head,
        is_within_case=head.get("within") == "case",
    )


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
    return answer(graph, find(name), values, language)


def answer(
    graph: Graph,
    question: Question,
    values: Mapping[str, str] | None = None,
    language: str = "en",
) -> Answer:
    """Ask a question that was read before; see :func:`ask`."""
    given = dict(values or {})
    sparql = in_language(question.sparql, language)
    for parameter in question.parameters:
        value = given.pop(parameter.name, parameter.default)
        if not is_known(graph, parameter, value):
            raise UnknownNameError(parameter.name, value, _known(graph, parameter))
        default, chosen = (f"{{ {parameter.prefix}:{name} }}" for name in (parameter.default, value))
        sparql = sparql.replace(f"VALUES ?{parameter.name} {default}", f"VALUES ?{parameter.name} {chosen}")
    if given:
        names = {parameter.name for parameter in question.parameters}
        raise UnknownNameError(f"parameter of '{question.name}'", next(iter(given)), names)
    store = graph.with_results.store if question.needs_results else graph.store
    return ask_store(store, sparql, graph.prefixes)


def in_language(sparql: str, language: str) -> str:
    """Return the text of a saved question so that it answers in a language."""
    return _LANGUAGE.sub(rf"\g<1>{language}\g<2>", sparql)


def without_head(sparql: str) -> str:
    """Return the text of a saved question without the lines that say what it is."""
    return _HEAD.sub("", sparql).strip()


def is_known(graph: Graph, parameter: Parameter, value: str) -> bool:
    """Whether a parameter may have a value; quicker than listing what it may be."""
    if parameter.name == "case":
        return value in graph.cases
    if not _NAME.fullmatch(value):
        return False
    subject = ox.NamedNode(graph.prefixes[parameter.prefix] + value)
    return next(iter(graph.store.quads_for_pattern(subject, None, None, None)), None) is not None


def _known(graph: Graph, parameter: Parameter) -> set[str]:
    """Return the values that a parameter may have: the cases, or what the graph has under its prefix."""
    if parameter.name == "case":
        return set(graph.cases)
    base = graph.prefixes[parameter.prefix]
    subjects = {quad.subject.value for quad in graph.store if isinstance(quad.subject, ox.NamedNode)}
    return {iri.removeprefix(base) for iri in subjects if iri.startswith(base) and "/" not in iri.removeprefix(base)}
