"""A case as people read it: every statement with its words, its status and its sources, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from craftgraph.exports.stated import Facts, Stated, Term
from craftgraph.exports.texts import Texts, date_text
from craftgraph.graph.labels import Labels, in_language
from craftgraph.graph.model import Field, Model, load_model, local_name
from craftgraph.graph.namespaces import DEF, ID, PREFIXES, SOURCE, VOC

if TYPE_CHECKING:
    from craftgraph.graph.store import Graph

_TYPE = PREFIXES["rdf"] + "type"
_DERIVED = PREFIXES["prov"] + "wasDerivedFrom"
_DESCRIPTION = PREFIXES["dcterms"] + "description"
_HELD_BY = PREFIXES["org"] + "heldBy"  # a person without a name: the key joins posts, and tells a reader nothing
_FOLLOWS = PREFIXES["prov"] + "wasRevisionOf"
_STREAM = DEF + "stream"  # a name that joins the legs of one flow, and tells a reader nothing
_COMMON = {_TYPE, _DERIVED, _DESCRIPTION, _HELD_BY, _STREAM, DEF + "status", DEF + "basis", DEF + "inCase"}
_ROOM = 215_000  # so much may the statements of one page weigh, in bytes
_MARKS = 380  # and so much a statement with the words of its fields, besides its text
_TRUTH = {"true": VOC + "answer/yes", "false": VOC + "answer/no"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source says something: document, heading, and whether text, table, box, note or caption says it.

    `citation` names it in few words, with report and chapter (:mod:`craftgraph.graph.citation`).
    """

    iri: str
    document: str
    heading: str
    form: str
    citation: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement ready to be read: `text` in one language, and its fields as pairs of a label and a text.

    `text_language` tells when only another language was there; `mentions` holds the identifiers of the actors in it.
    """

    iri: str
    anchor: str
    listing: str
    text: str
    text_language: str
    details: tuple[tuple[str, str], ...]
    status: str
    status_label: str
    is_reading: bool
    places: tuple[Place, ...]
    mentions: tuple[str, ...]

    @property
    def source(self) -> str:
        """The heading under which the source says it, or the document; where no source is known, an empty text."""
        return self.places[0].heading or self.places[0].document if self.places else ""

    @property
    def is_told_by_fields(self) -> bool:
        """Whether its text is no more than its fields."""
        return self.text == "; ".join([value for _, value in self.details])


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field as it is read; `key` is its identifier below its namespace (`rova`, `bed-slats`), if any.

    `raw` is a number, date or truth value as the graph has it.
    """

    text: str
    key: str = ""
    is_actor: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The statements of one list of a case, under the name that readers know it by."""

    name: str
    title: str
    statements: tuple[Statement, ...]


class Sheet:
    """A case in a language; built once, read by every export."""

    def __init__(self, graph: Graph, case: str, language: str, labels: Labels | None = None) -> None:
        self.graph = graph
        self.iri = graph.case_iri(case)
        self.case = case
        self.language = language
        self.labels = labels or graph.labels(language)
        self.model: Model = load_model()
        self._texts = Texts(language)
        self._places: dict[str, Place] = {}
        self._stated = Stated.of(graph)
        self._told: dict[str, Facts] = {}
        self._named_values: dict[str, Value] = {}
        self._fields: dict[str, dict[str, tuple[Value, ...]]] = {}

    @property
    def name(self) -> str:
        """What the case is called."""
        return self.labels.of(self.iri)

    @cached_property
    def as_of(self) -> str:
        """The date that the description is of."""
        return self._one(self.iri, DEF + "asOf")

    @cached_property
    def source(self) -> Place:
        """The document, or the chapter of it, that the case rests on."""
        return self.place(self._one(self.iri, PREFIXES["dcterms"] + "source"))

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """The earlier description of the same centre that this case follows."""
        iri = self._one(self.iri, _FOLLOWS)
        return (iri.removeprefix(ID),) if iri else ()

    @cached_property
    def later(self) -> tuple[str, ...]:
        """The later descriptions of the same centre, which follow this case."""
        quads = self.graph.store.quads_for_pattern(None, ox.NamedNode(_FOLLOWS), ox.NamedNode(self.iri), None)
        return tuple(
            sorted(quad.subject.value.removeprefix(ID) for quad in quads if isinstance(quad.subject, ox.NamedNode))
        )

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every list of the case that holds something, in the order of the model."""
        found = []
        for name, listing in self.model.lists.items():
            if listing.base or listing.graph:
                continue
            found_here = self._observed() if name == "observations" else self._of_class(listing.class_iri)
            statements = tuple(self._statement(name, *one) for one in sorted(found_here))
            if statements:
                found.append(Section(name, self.labels.of(listing.class_iri), statements))
        return tuple(found)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement of the case by its IRI."""
        return {one.iri: one for section in self.sections for one in section.statements}

    @cached_property
    def parts(self) -> tuple[tuple[Section, ...], ...]:
        """The lists in as many groups as it takes for the page of each to stay light; one for most cases.

        They are the same in every language, as a page is where its translation is.
        """
        found: list[list[Section]] = [[]]
        weight = 0
        for section in self.sections:
            more = sum(_MARKS + self._longest[one.iri] for one in section.statements)
            if found[-1] and weight + more > _ROOM:
                found.append([])
                weight = 0
            found[-1].append(section)
            weight += more
        return tuple(tuple(part) for part in found)

    @cached_property
    def _longest(self) -> dict[str, int]:
        """How long the text of each statement is, in bytes, in the language in which it is longest."""
        return {
            iri: max((len(term.value.encode()) for term in self._told[iri].get(_DESCRIPTION, ())), default=0)
            for iri in self.statements
        }

    @cached_property
    def part_of(self) -> dict[str, int]:
        """Which of the parts a statement stands in, by its anchor, from 0."""
        return {
            one.anchor: number
            for number, part in enumerate(self.parts)
            for section in part
            for one in section.statements
        }

    def of_list(self, name: str) -> tuple[Statement, ...]:
        """Return the statements of a list; none when the case does not have it."""
        return next((section.statements for section in self.sections if section.name == name), ())

    def values(self, one: Statement) -> dict[str, tuple[Value, ...]]:
        """Return the fields of a statement by their names in a case file, the values of each in alphabetical order."""
        _ = self.sections
        return self._fields[one.iri]

    def _values(self, field: Field, terms: Sequence[Term]) -> tuple[Value, ...]:
        if field.kind == "text":
            return (Value(self._text(terms)[0]),)
        values = map(self._value, terms)
        return tuple(values) if len(terms) == 1 else tuple(sorted(values, key=lambda value: value.text.casefold()))

    def has_words(self, one: Statement) -> bool:
        """Whether a statement has a text of its own, beside its fields."""
        _ = self.sections
        return _DESCRIPTION in self._told[one.iri]

    def years(self, iri: str) -> tuple[str, str]:
        """Return since and until which year a statement holds, empty where the source does not say it."""
        _ = self.sections
        found = [self._told.get(iri, {}).get(DEF + name, ()) for name in ("since", "until")]
        since, until = (min((term.value[:4] for term in terms), default="") for terms in found)
        return since, until

    def _value(self, term: Term) -> Value:
        if isinstance(term, ox.Literal):
            return Value(self._literal(term), raw=term.value)
        iri = term.value
        if iri not in self._named_values:
            is_actor = iri.startswith(ID)
            key = iri.removeprefix(ID) if is_actor else local_name(iri)
            self._named_values[iri] = Value(self._name(iri), key, is_actor)
        return self._named_values[iri]

    @cached_property
    def coverage(self) -> dict[str, int]:
        """How many lists the source presents as complete: the number of each answer, `yes`, `no` and `unknown`."""
        counts = dict.fromkeys(("yes", "no", "unknown"), 0)
        complete, graph = ox.NamedNode(DEF + "complete"), ox.NamedNode(self.iri)
        for one in self.statements.values():
            if one.listing == "completeness":
                for quad in self.graph.store.quads_for_pattern(ox.NamedNode(one.iri), complete, None, graph):
                    if isinstance(quad.object, ox.NamedNode):
                        counts[local_name(quad.object.value)] += 1
        return counts

    def place(self, iri: str) -> Place:
        """Return a section of a source, or the document itself, as people name it."""
        if iri not in self._places:
            document = self._one(iri, DEF + "document") or iri
            form = self._one(iri, DEF + "form")
            heading = self.labels.of(iri) if document != iri else ""
            cited = self._one(iri, PREFIXES["dcterms"] + "bibliographicCitation") if heading else ""
            self._places[iri] = Place(
                iri, self.labels.of(document), heading, self.labels.of(form) if form else "", cited
            )
        return self._places[iri]

    def _of_class(self, class_iri: str) -> Iterator[tuple[str, str]]:
        """Yield the statements of a class that the case itself makes, with their graph."""
        graph = ox.NamedNode(self.iri)
        for quad in self.graph.store.quads_for_pattern(None, ox.NamedNode(_TYPE), ox.NamedNode(class_iri), graph):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, self.iri

    def _observed(self) -> Iterator[tuple[str, str]]:
        """Yield what a report says of this case and others at once, with the graph it stands in."""
        for quad in self.graph.store.quads_for_pattern(
            None, ox.NamedNode(DEF + "seenIn"), ox.NamedNode(self.iri), None
        ):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
                yield quad.subject.value, quad.graph_name.value

    def of_report(self, name: str, iri: str, graph: str) -> Statement:
        """Return a statement that a report makes of no case in particular.

        :param name: the list that it stands in; `graph` is the IRI of its named graph.
        """
        return self._statement(name, iri, graph)

    def _statement(self, name: str, iri: str, graph: str) -> Statement:
        facts = self._told[iri] = self._stated.facts(iri, graph)
        text, language = self._text(facts.get(_DESCRIPTION, []))
        status = next((local_name(term.value) for term in facts.get(DEF + "status", ())), "")
        status_iri = f"{VOC}status/{status}"
        read = [(field, self._values(field, facts[field.iri])) for field in _fields(name) if field.iri in facts]
        self._fields[iri] = {field.name: values for field, values in read}
        shown = {field.iri: ", ".join([value.text for value in values]) for field, values in read}
        details = tuple((self.labels.of(name), text) for name, text in shown.items() if name not in _COMMON)
        mentions = {
            term.value.removeprefix(ID)
            for predicate, terms in facts.items()
            if predicate not in _COMMON
            for term in terms
            if isinstance(term, ox.NamedNode) and term.value.startswith(ID)
        }
        places = sorted((self.place(term.value) for term in facts.get(_DERIVED, ())), key=lambda place: place.iri)
        return Statement(
            iri=iri,
            anchor=iri.removeprefix(self.iri + "/").removeprefix(ID),
            listing=name,
            text=text or self._naming(facts) or "; ".join(value for _, value in details),
            text_language=language or self.language,
            details=details,
            status=status,
            status_label=self.labels.of(status_iri) if status else "",
            is_reading=any(local_name(term.value) == "read" for term in facts.get(DEF + "basis", ())),
            places=tuple(places),
            mentions=tuple(sorted(mentions)),
        )

    def _literal(self, term: ox.Literal) -> str:
        if term.value in _TRUTH:
            return self.labels.of(_TRUTH[term.value])
        if term.datatype.value.endswith("#decimal"):
            return decimal_text(term.value, self.language)
        if term.datatype.value.startswith(PREFIXES["edtf"]):
            return date_text(term.value, self._texts)
        return term.value

    def _name(self, iri: str) -> str:
        is_statement = iri.startswith(ID) and "/" in iri.removeprefix(ID)
        if is_statement and not self.labels.has(iri):
            return self._described(iri)
        if iri.startswith(SOURCE):
            return self.place(iri).heading
        return self.labels.of(iri)

    def _described(self, iri: str) -> str:
        """A statement that another one points at, in its own words."""
        literals = [
            quad.object
            for quad in self.graph.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(_DESCRIPTION), None, None)
        ]
        text, _ = self._text([term for term in literals if isinstance(term, ox.Literal)])
        return text or self._named(iri) or local_name(iri)

    def _named(self, iri: str) -> str:
        """A statement without words of its own: what kind it is, and what is in it (`Ties: Cibap, ROVA`)."""
        kinds, values = [], []
        for quad in self.graph.store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
            if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
                kinds.append(self.labels.of(quad.object.value))
            elif (
                quad.predicate.value not in _COMMON
                and isinstance(quad.object, ox.NamedNode)
                and (self.labels.has(quad.object.value) or "/" not in quad.object.value.removeprefix(ID))
            ):
                values.append(self.labels.of(quad.object.value))
        words = ", ".join(sorted(values, key=str.casefold))
        return f"{min(kinds)}: {words}" if kinds and words else words

    def _text(self, terms: Iterable[Term]) -> tuple[str, str]:
        by_language = {term.language or "": term.value for term in terms if isinstance(term, ox.Literal)}
        for language in (self.language, "", *sorted(by_language)):
            if language in by_language:
                return in_language(by_language[language], language, self.language), language
        return "", ""

    def _naming(self, facts: Facts) -> str:
        for name in (PREFIXES["skos"] + "prefLabel", DEF + "label"):
            if name in facts:
                return self._text(facts[name])[0]
        return ""

    def _one(self, iri: str, predicate: str) -> str:
        quads = self.graph.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None, None)
        return min(
            (quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode | ox.Literal)), default=""
        )


@cache
def _fields(listing: str) -> tuple[Field, ...]:
    """Return the fields that the statements of a list take, in the order of the model."""
    model = load_model()
    return tuple(field for field in model.fields.values() if field.name in model.lists[listing].fields)


def decimal_text(text: str, language: str) -> str:
    """Write a number as readers of a language do.

    >>> decimal_text("13000", "nl"), decimal_text("2.50", "nl"), decimal_text("13000", "en")
    ('13.000', '2,5', '13,000')
    """
    whole, _, part = text.removeprefix("-").partition(".")
    part = part.rstrip("0")
    sign = "-" if text.startswith("-") and (int(whole) or part) else ""
    english = f"{sign}{int(whole):,}" + (f".{part}" if part else "")
    return english.translate(str.maketrans(",.", ".,")) if language == "nl" else english
