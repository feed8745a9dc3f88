"""The answer to a saved question as people read it: columns with a name, dates and numbers as they write them, links.

An empty cell means that the source does not say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import pyoxigraph as ox

from craftgraph.exports.asking import Questioner
from craftgraph.exports.grounds import GROUNDS, Grounds, grounded
from craftgraph.exports.pages import Site, statement_page
from craftgraph.exports.sheet import decimal_text
from craftgraph.exports.texts import Texts, catalogue, date_text
from craftgraph.graph import questions as saved
from craftgraph.graph.citation import report_names
from craftgraph.graph.namespaces import ID, PREFIXES, VOC
from craftgraph.graph.query import Answer, Term
from craftgraph.graph.questions import Parameter, Question

_JOIN = "; "
_NOTHING = ox.Literal("")
_EDTF = PREFIXES["edtf"]
# What a column holds, by the name of its variable; the others are texts.
_PARTIES = frozenset(
    [
        *["at", "by", "dependent", "employer", "from", "funder", "guide", "holder", "host", "intake", "member", "name"],
        *["mainly", "owned", "owner", "parties", "recipient", "represents", "speaker", "to", "towards", "upon", "via"],
        *["who", "whose"],
    ]
)
_CENTRES = frozenset(["centre", "centres", "named", "not_named", "where"])
_SHARES = frozenset(["betweenness", "cut_off", "left_undone", "rate", "share", "stated"])
_LISTS = frozenset(["list", "lists"])
# Columns with the identifier of what the column `name` names.
_IDENTIFIED = frozenset(["actor", "holder", "party"])
# The name of a stream joins the legs of one flow, and tells a reader nothing.
_UNSHOWN = frozenset(["stream"])


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a cell: its text, and where in the site it leads, if anywhere (below the folder of the language).

    `links` holds where it leads when that is more than one place.
    """

    text: str
    link: str = ""
    links: tuple[str, ...] = ()


Cell = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the variable that it shows, its heading, and whether it holds numbers or headings of a source."""

    name: str
    heading: str
    is_number: bool
    is_source: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a question's first parameter, or nothing to choose: its identifier and what people call it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """The answer for one choice: `rows` as people read them, and `texts` as a table of plain texts.

    `unsaid` holds the headings of the columns that have nothing in any row; `columns` and `rows` leave them out.
    """

    choice: Choice
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unsaid: tuple[str, ...]
    variables: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]


class Asker:
    """Asks the saved questions of a site, in its language."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._texts: Texts = site.texts
        self._read: dict[tuple[str, Term | None], Cell] = {}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The saved questions that this graph can answer, in alphabetical order of their texts."""
        found = [question for question in saved.questions() if self._is_answerable(question)]
        return tuple(sorted(found, key=lambda question: question.text(self._site.language).casefold()))

    def ask(self, case: str = "") -> str:
        """Ask what keeps within a case, or all else, and return the answers as a text for :meth:`know`."""
        return self._questioner.ask(case)

    def know(self, case: str, answers: str) -> None:
        """Take in what :meth:`ask` returned, maybe in another process."""
        self._questioner.know(case, answers)

    def sections(self, question: Question) -> list[Section]:
        """Return the answer for every case, or every concept, that the question can be asked of."""
        return [self._section(question, choice) for choice in self.choices(question)]

    @cached_property
    def _questioner(self) -> Questioner:
        """What answers the questions, with the statements that each row rests on."""
        asked = ((grounded(question), choice.id) for question in self.questions for choice in self.choices(question))
        return Questioner(self._site.graph, self._site.language, asked)

    def choices(self, question: Question) -> list[Choice]:
        """Return the values of the first parameter: the cases, or the concepts of its vocabulary."""
        first = next(iter(question.parameters), None)
        if first is None:
            return [Choice("", "")]
        if first.name == "case":
            return [Choice(case, name) for case, name in self._site.names.items()]
        named = [Choice(name, self._site.labels.of(f"{VOC}{first.prefix}/{name}")) for name in self._concepts(first)]
        return sorted(named, key=lambda choice: choice.label.casefold())

    def _concepts(self, parameter: Parameter) -> set[str]:
        """Return what to ask for of a vocabulary: its top concepts, those with narrower ones, and the default."""
        found = self._site.graph.query(
            f"""SELECT ?concept {{ ?concept skos:inScheme <{VOC}{parameter.prefix}>
                FILTER(NOT EXISTS {{ ?concept skos:broader ?broader }} || EXISTS {{ ?narrower skos:broader ?concept }})
            }}"""
        )
        names = {term.value.rsplit("/", 1)[-1] for row in found.rows for term in row if isinstance(term, ox.NamedNode)}
        return names | {parameter.default}

    def _is_answerable(self, question: Question) -> bool:
        """Whether the graph knows what the question is about; one of your own may not know the party it asks for."""
        return all(
            parameter.name == "case" or saved.is_known(self._site.graph, parameter, parameter.default)
            for parameter in question.parameters
        )

    def _section(self, question: Question, choice: Choice) -> Section:
        answer = self._questioner.answer(question, choice.id)
        shown = self._shown(answer)
        said = [at for at in shown if any(row[at] is not None and row[at] != _NOTHING for row in answer.rows)]
        columns = tuple(self._column(question, answer, at) for at in said)
        cells = [self._cells(answer, at, choice) for at in said]
        unsaid = tuple(self._column(question, answer, at).heading for at in shown if at not in said)
        kept = [at for at, name in enumerate(answer.variables) if name != GROUNDS]
        texts = tuple(tuple(row[at] for at in kept) for row in answer.texts)
        rows = tuple(tuple(column[number] for column in cells) for number in range(len(answer.rows)))
        return Section(choice, columns, rows, unsaid, tuple(answer.variables[at] for at in kept), texts)

    def _shown(self, answer: Answer) -> list[int]:
        """Return the columns to show: an identifier beside its name says nothing new."""
        hidden = {GROUNDS, *_UNSHOWN}
        if "name" in answer.variables:
            hidden |= _IDENTIFIED
        return [at for at, name in enumerate(answer.variables) if name not in hidden]

    def heading(self, question: Question, name: str) -> str:
        """Return what the column of a variable is called."""
        own = f"column.{question.name}.{name}"
        return self._texts(own if own in catalogue() else f"column.{name}")

    def _column(self, question: Question, answer: Answer, at: int) -> Column:
        name = answer.variables[at]
        return Column(name, self.heading(question, name), _is_numeric(row[at] for row in answer.rows), name == "source")

    def _cells(self, answer: Answer, at: int, choice: Choice) -> list[Cell]:
        """Return a column as people read it, a cell a row."""
        name = answer.variables[at]
        if name == "source":
            grounds = _texts(answer, GROUNDS)
            return [self._sources(row[at], told, choice.id) for row, told in zip(answer.rows, grounds, strict=True)]
        if name == "name":
            return [self._named(row[at], _identified(answer, row)) for row in answer.rows]
        return [self._cell(name, row[at]) for row in answer.rows]

    def _cell(self, name: str, term: Term | None) -> Cell:
        """Return a value of a column; the same value is worked out once."""
        key = name, term
        if key not in self._read:
            self._read[key] = tuple(self._parts(name, term))
        return self._read[key]

    def _named(self, term: Term | None, named: ox.NamedNode | None) -> Cell:
        if named is None or not isinstance(term, ox.Literal) or not term.value:
            return self._cell("name", term)
        return (Part(term.value, self._page(named.value)),)

    def _sources(self, term: Term | None, grounds: str, case: str) -> Cell:
        if not isinstance(term, ox.Literal) or not term.value:
            return self._cell("source", term)
        return tuple(self._cited(passage, grounds, case) for passage in term.value.split(_JOIN))

    def _cited(self, passage: str, grounds: str, case: str) -> Part:
        """Return a passage that leads to the statements of the row in it, or else to all of the case.

        Report and chapter of a case stand above its rows, and are left out of them.
        """
        page = statement_page(case, 0)
        links = self._grounds.of(grounds, passage) or ((quote(page),) if self._site.has(page) else ())
        text = passage.removeprefix(self._above(case))
        return Part(text, links=links) if len(links) > 1 else Part(text, "".join(links))

    def _above(self, case: str) -> str:
        """Return what the passages of the chapter or report of a case have in common; an empty text without a case."""
        if case not in self._site.names:
            return ""
        source = self._site.sheet(case).source
        return f"{source.citation}: " if source.citation else f"{self.reports.get(source.iri, '')}, "

    @cached_property
    def reports(self) -> dict[str, str]:
        """What each report is called in a citation, by its IRI."""
        return {report.value: name for report, name in report_names(self._site.graph.store).items()}

    @cached_property
    def _grounds(self) -> Grounds:
        return Grounds(self._site)

    def _parts(self, name: str, term: Term | None) -> Iterator[Part]:
        if isinstance(term, ox.NamedNode):
            yield Part(self._site.labels.of(term.value), self._page(term.value))
        elif isinstance(term, ox.Literal) and term.value:
            yield from self._words(name, term)

    def _words(self, name: str, term: ox.Literal) -> Iterator[Part]:
        language = self._site.language
        kind = term.datatype.value
        if name in _SHARES:
            yield Part(f"{round(100 * float(term.value))}%")
        elif name in _LISTS:
            yield Part(_JOIN.join(self._texts(f"list.{word}") for word in term.value.split(_JOIN)))
        elif kind.endswith(("#decimal", "#integer")):
            yield Part(decimal_text(term.value, language))
        elif kind.endswith("#boolean"):
            yield Part(self._site.labels.of(f"{VOC}answer/{'yes' if term.value == 'true' else 'no'}"))
        elif kind.startswith(_EDTF):
            yield Part(date_text(term.value, self._texts))
        elif name in _PARTIES | _CENTRES:
            yield from (Part(word, self._pages_by_name.get(word, "")) for word in term.value.split(_JOIN))
        else:
            yield self._told(term.value)

    def _told(self, text: str) -> Part:
        """Return a text; a statement that has no words of its own is told by its fields, and leads to its place."""
        case, _, anchor = text.partition("/")
        one = self._site.sheet(case).statements.get(ID + text) if case in self._site.names else None
        return Part(text) if one is None else Part(one.text, self._site.statement_link(case, anchor))

    def _page(self, iri: str) -> str:
        """Return the page of a case or a party, an empty text where the site makes none."""
        name = iri.removeprefix(ID)
        paths = (f"parties/{name}.html", f"{name}.html") if name != iri else ()
        return next((quote(path) for path in paths if self._site.has(path)), "")

    @cached_property
    def _pages_by_name(self) -> dict[str, str]:
        """The page of everything that has one, by its name; a name that two things bear leads nowhere."""
        found: dict[str, str] = {}
        for path in self._site.paths:
            name = path.removeprefix("parties/").removesuffix(".html")
            if "/" not in name and self._site.labels.has(ID + name):
                label = self._site.labels.of(ID + name)
                found[label] = "" if label in found else quote(path)
        return found


def _identified(answer: Answer, row: tuple[Term | None, ...]) -> ox.NamedNode | None:
    """Return what the column `name` of a row names, where the row says so."""
    found = (term for name, term in zip(answer.variables, row, strict=True) if name in _IDENTIFIED)
    return next((term for term in found if isinstance(term, ox.NamedNode)), None)


def _texts(answer: Answer, name: str) -> list[str]:
    """Return the texts of a column, empty where a row has none, or the answer no such column."""
    if name not in answer.variables:
        return [""] * len(answer.rows)
    at = answer.variables.index(name)
    found = (row[at] for row in answer.rows)
    return [term.value if isinstance(term, ox.Literal) else "" for term in found]


def _is_numeric(terms: Iterable[Term | None]) -> bool:
    """Whether a column holds numbers, and nothing else."""
    bound = [term for term in terms if term is not None]
    return bool(bound) and all(
        isinstance(term, ox.Literal) and term.datatype.value.endswith(("#decimal", "#integer")) for term in bound
    )
