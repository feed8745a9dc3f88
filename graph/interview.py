"""The questions with which a profile begins, and the file that the answers become.

The questions are data (`ontology/interview.json`): each says of what kind its answer is (text, number, one concept or
many), which concepts may be chosen, and what item an answer becomes in the file. Answers are put into the text of the
file, so that what someone wrote there by hand stays as it is; what is not known yet is kept there too
(`not_known_yet`), so that an interview can stop anywhere and go on later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from craftgraph.graph import document
from craftgraph.graph.document import Node, Scalar
from craftgraph.graph.errors import CheckError, CraftgraphError
from craftgraph.graph.labels import Labels
from craftgraph.graph.mapping import IDENTIFIER
from craftgraph.graph.model import folder, local_name, turtle_files
from craftgraph.graph.namespaces import ID, PREFIXES, VOC

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

OPEN = "not_known_yet"
_TITLE = re.compile(r"^(?:Gemeente|Municipality of) ")  # goes without saying where a municipality is asked for
# Digits, at most those of a billion, with the thousands apart by the same mark throughout or by none.
_WHOLE = re.compile(r"[0-9]{1,10}|[0-9]{1,3}(?:([\s.,'’])[0-9]{3})(?:\1[0-9]{3}){0,2}")
_HEAD = """\
# {comment}
kind: profile
id: {name}
defaults: {{status: planned, basis: stated, involvement: partner}}
"""
_COMMENT = {
    "nl": "Wat wij tot nu toe weten. Verder: craftgraph profile {name}. Vergelijken: craftgraph compare {name}.yaml",
    "en": "What we know so far. To go on: craftgraph profile {name}. To compare: craftgraph compare {name}.yaml",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its text in each language, what kind of answer it takes, and what the answer becomes.

    `kind` is `text`, `number`, `one` or `many`. `within` or `options` say which concepts may be chosen; `field` is
    the field that holds the answer, in the header of the file, or in the items of `listing` that `item` describes.
    `features` are those that an answer gives a value to: the concept that is chosen, or the one that it `means`.
    `registry` is a kind of organisation, when one of those that the registry knows is to be chosen.
    """

    id: str
    texts: Mapping[str, str]
    hints: Mapping[str, str]
    kind: str
    field: str
    within: str
    options: tuple[str, ...]
    listing: str
    item: Mapping[str, Any]
    ensures: tuple[Mapping[str, Any], ...]
    features: tuple[str, ...]
    means: Mapping[str, str]
    registry: str = ""

    @property
    def is_compared(self) -> bool:
        """Whether an answer says something that centres or organisations are compared on."""
        return bool(self.features or self.registry)

    def ensured(self, value: str) -> Iterator[tuple[str, str]]:
        """Yield the lines that must be there too when a concept is chosen, each with the list that it belongs to."""
        for ensured in self.ensures:
            yield ensured["list"], _filled(ensured["item"], [value], {})

    def lines(self, values: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
        """Yield the lists of a profile that an answer adds to, each with the line it adds.

        :param values: the names of the concepts that were chosen.
        """
        if any(part == "$$" for part in self.item.values()):
            yield self.listing, _filled(self.item, values, {})
            return
        for value in values:
            iri = next((VOC + name for name in self.options if name.endswith(f"/{value}")), VOC + value)
            names = {f"${language}": labels.of(iri) for language, labels in vocabulary.labels.items()}
            yield self.listing, _filled(self.item, [value], names)


@dataclass(frozen=True, slots=True)
class Option:
    """A concept, or an organisation of the registry, that may be chosen, as people read it."""

    name: str
    label: str
    meaning: str
    iri: str = ""


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions in their order."""
    entries = json.loads((folder() / "interview.json").read_bytes())["questions"]
    return tuple(
        Question(
            id=entry["id"],
            texts={language: entry[language] for language in ("nl", "en")},
            hints=entry.get("hint", {}),
            kind=entry["kind"],
            field=entry["field"],
            within=entry.get("within", ""),
            options=tuple(entry.get("options", ())),
            listing=entry.get("list", ""),
            item=entry.get("item", {}),
            ensures=tuple(entry.get("ensures", ())),
            features=tuple(entry.get("features", ())),
            means=entry.get("means", {}),
            registry=entry.get("registry", ""),
        )
        for entry in entries
    )


class Vocabulary:
    """What may be chosen, in both languages: concepts, and organisations of the registry.

    :param graph: whose registry and concepts to choose from; by default the shipped ones.
    """

    def __init__(self, graph: Graph | None = None) -> None:
        self._graph = graph
        if graph is None:
            self._store = ox.Store()
            for _, turtle in turtle_files():
                self._store.bulk_load(turtle, format=ox.RdfFormat.TURTLE)
            self.labels = {language: Labels(self._store, language) for language in ("nl", "en")}
        else:
            self._store = graph.store
            self.labels = {language: graph.labels(language) for language in ("nl", "en")}

    def options(self, question: Question, language: str) -> list[Option]:
        """Return what may be chosen in answer to a question: its options, or the concepts below one, by their order.

        Organisations of the registry come in the order of their names.
        """
        if question.registry:
            return self._registered(question.registry, language)
        labels = self.labels[language]
        return [
            Option(local_name(iri), labels.of(iri), labels.definition(iri), iri) for iri in self._concepts(question)
        ]

    def _registered(self, kind: str, language: str) -> list[Option]:
        from craftgraph.graph.load import load

        self._graph = self._graph or load(read_only=True)
        rows = self._graph.query(
            f"SELECT ?one {{ ?one a cg:Organisation ; cg:kind <{VOC}organisation-kind/{kind}> }}"
        ).rows
        labels = self._graph.labels(language)
        iris = {row[0].value for row in rows if isinstance(row[0], ox.NamedNode)}
        found = [Option(iri.removeprefix(ID), _TITLE.sub("", labels.of(iri)), "", iri) for iri in iris]
        return sorted(found, key=lambda option: (option.label.casefold(), option.name))

    def _concepts(self, question: Question) -> list[str]:
        if question.options:
            return [VOC + name for name in question.options]
        broader, above = ox.NamedNode(PREFIXES["skos"] + "broader"), ox.NamedNode(VOC + question.within)
        found = self._store.quads_for_pattern(None, broader, above, None)
        below = {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}
        order = {iri: number for number, iri in enumerate(_scale(question.within))}
        return sorted(below, key=lambda iri: (order.get(iri, len(order)), self.labels["nl"].of(iri)))


def _scale(within: str) -> tuple[str, ...]:
    """Return the order of the concepts below one, where a feature declares it."""
    from craftgraph.graph.features import features

    return next(
        (one.scale for one in features().values() if within and within == f"{one.scheme}/{one.within}" and one.scale),
        (),
    )


class Interview:
    """The text of a profile, with the questions that it answers and leaves open.

    :raises CheckError: when the text cannot be read.
    :raises CraftgraphError: when it is no profile.
    """

    def __init__(self, text: str, path: str = "profile.yaml") -> None:
        root, found = document.parse(text.encode("utf-8"), path)
        if found or root is None:
            raise CheckError(found)
        self.text = text
        self.path = path
        self._content = {key.text: _plain(node) for key, node in root.entries}
        if self._content.get("kind") != "profile":
            raise CraftgraphError(f"{path} is not a profile: it has no line `kind: profile`; name another file.")

    @classmethod
    def begin(cls, name: str, language: str) -> Interview:
        """Return the text of a profile that says nothing yet.

        :raises CraftgraphError: when the name is no identifier.
        """
        if not IDENTIFIER.fullmatch(name) or not name[0].isalpha():
            raise CraftgraphError(
                f"'{name}' cannot be the name of a profile; use lower-case letters, digits and hyphens, as in our-plan."
            )
        return cls(_HEAD.format(comment=_COMMENT[language].format(name=name), name=name), f"{name}.yaml")

    @property
    def name(self) -> str:
        """The identifier of the profile."""
        return str(self._content.get("id", ""))

    @property
    def left_open(self) -> tuple[str, ...]:
        """The questions that were answered with: not known yet."""
        return tuple(_listed(self._content.get(OPEN)))

    def is_answered(self, question: Question) -> bool:
        """Whether the file holds an answer to a question, from the interview or by hand."""
        if not question.listing:
            return question.field in self._content
        allowed = _below(question.within) if question.within else None
        for item in self._items(question.listing):
            values = set(_listed(item.get(question.field)))
            if values and (allowed is None or values & allowed):
                return True
            if question.field == "kind" and "party" in item:
                return True
        return False

    def waiting(self, again: bool = False) -> list[Question]:
        """Return the questions without an answer; those left open only when they are to be asked `again`."""
        unanswered = [question for question in questions() if not self.is_answered(question)]
        return [one for one in unanswered if again or one.id not in self.left_open]

    def leave_open(self, question: Question) -> Interview:
        """Return the profile with a question noted as not known yet."""
        return self._with_open([*(one for one in self.left_open if one != question.id), question.id])

    def answer(self, question: Question, values: Sequence[str], vocabulary: Vocabulary) -> Interview:
        """Return the profile with an answer in it.

        :param values: the text, the number, or the names of the concepts or organisations that were chosen.
        :raises CraftgraphError: when the file is written in a way that an answer cannot be put into.
        """
        opened = [one for one in self.left_open if one != question.id]
        changed = self._with_open(opened) if question.id in self.left_open else self
        if not question.listing:
            listed = {"number": values[0], "many": f"[{', '.join(values)}]"}
            value = listed.get(question.kind) or _quoted(values[0])
            return Interview(_set_header(changed.text, question.field, value), self.path)._checked(question)
        text = changed.text
        ensured = [line for value in values if not changed._has_party(value) for line in question.ensured(value)]
        for listing, line in (*ensured, *question.lines(values, vocabulary)):
            text = _insert(text, listing, line)
        return Interview(text, self.path)._checked(question)

    def _with_open(self, names: Sequence[str]) -> Interview:
        changed = Interview(_set_header(self.text, OPEN, f"[{', '.join(names)}]" if names else None), self.path)
        if changed.left_open != tuple(names):
            raise CraftgraphError(
                f"`{OPEN}` in {self.path} is written over several lines; put it on one line, or remove it."
            )
        return changed

    def _checked(self, question: Question) -> Interview:
        if not self.is_answered(question):
            raise CraftgraphError(
                f"The answer does not fit into {self.path}; put each item of a list there on a line of its own."
            )
        return self

    def _items(self, listing: str) -> list[dict[str, Any]]:
        found = self._content.get(listing)
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    def _has_party(self, kind: str) -> bool:
        """Whether the file has a party that is called after its kind."""
        return any(item.get("kind") == kind and "id" not in item for item in self._items("parties"))


@cache
def _below(within: str) -> frozenset[str]:
    """Return the names of the concepts directly below one."""
    probe = Question("", {}, {}, "one", "", within, (), "", {}, (), (), {})
    return frozenset(option.name for option in Vocabulary().options(probe, "en"))


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, document.Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.entries}


def _listed(value: Any) -> list[str]:
    return [] if value is None else [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _filled(item: Mapping[str, Any], values: Sequence[str], names: Mapping[str, str]) -> str:
    """Return an item as a line of YAML, `$` filled in with a value, `$$` with all, `$nl` with a label."""

    def shown(part: Any) -> str:
        if isinstance(part, dict):
            return "{" + ", ".join(f"{key}: {shown(value)}" for key, value in part.items()) + "}"
        if part == "$$":
            return f"[{', '.join(values)}]"
        if part in names:
            return _quoted(names[part])
        return (
            str(part).replace("$", values[0]) if "$" in part else part if IDENTIFIER.fullmatch(part) else _quoted(part)
        )

    return f"- {shown(item)}"


def _insert(text: str, listing: str, line: str) -> str:
    """Put an item at the end of a list, which is added when it is not there; an item that is there stays single."""
    lines = text.rstrip("\n").split("\n")
    start = next((at for at, one in enumerate(lines) if re.match(rf"{listing}:\s*(#.*)?$", one)), None)
    if start is None:
        return "\n".join([*lines, f"{listing}:", line, ""])
    end = start + 1
    for at in range(start + 1, len(lines)):
        if lines[at][:1] not in ("-", " ", "#", ""):
            break
        if lines[at][:1] in ("-", " "):
            end = at + 1
    if line in lines[start:end]:
        return text
    return "\n".join([*lines[:end], line, *lines[end:], ""])


def _set_header(text: str, field: str, value: str | None) -> str:
    """Put a field into the head of the file, in the place of what it was; None takes it away."""
    lines = text.rstrip("\n").split("\n")
    kept = [one for one in lines if not re.match(rf"{field}:", one)]
    if value is not None:
        after = next((at for at, one in enumerate(kept) if one.startswith("id:")), -1)
        kept.insert(after + 1, f"{field}: {value}")
    return "\n".join([*kept, ""])


def choices(text: str, options: Iterable[Option], many: bool) -> list[str] | None:
    """Read what someone typed: numbers of options, with commas or spaces; None when it cannot be read.

    >>> options = [Option("plan", "plan", ""), Option("running", "draaiend", "")]
    >>> choices("2", options, many=False), choices("1, 2", options, many=False), choices("0", options, many=True)
    (['running'], None, None)
    """
    listed = list(options)
    words = re.split(r"[\s,;]+", text.strip())
    if not all(word.isdecimal() and 1 <= int(word) <= len(listed) for word in words):
        return None
    chosen = list(dict.fromkeys(listed[int(word) - 1].name for word in words))
    return chosen if many or len(chosen) == 1 else None


def number(text: str) -> str | None:
    """Read a whole number above 0 as people write it, thousands apart or not; None when it is none, as a fraction is.

    >>> number("68.000"), number("68 000"), number("68000"), number("1,250,000")
    ('68000', '68000', '68000', '1250000')
    >>> number("68,5"), number("-3"), number("veel"), number("0")
    (None, None, None, None)
    """
    digits = re.sub(r"[\s.,'’]", "", text) if _WHOLE.fullmatch(text.strip()) else ""
    return str(int(digits)) if digits and int(digits) else None
