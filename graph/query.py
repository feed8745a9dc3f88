"""SPARQL, asked of Oxigraph itself, and its answers in the formats that people and tools want."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from html import escape

import pyoxigraph as ox

from craftgraph.graph.errors import QueryError, UnknownNameError
from craftgraph.graph.messages import Message
from craftgraph.graph.namespaces import ID, PREFIXES, VOC
from craftgraph.graph.rdf import serialize
from craftgraph.graph.syntax import Slip, asks_elsewhere, slip, wide
from craftgraph.graph.tables import text_table
from craftgraph.graph.terms import unknown_names

ROW_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS = ("ttl", "nt", "jsonld")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Answer:
    """The answer to a query: rows (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE).

    Notebooks and the Python prompt show it as a table. `kind` is `rows`, `truth` or `triples`.
    """

    def __init__(self, store: ox.Store, sparql: str, known: Mapping[str, str] | None = None) -> None:
        self._store = store
        self._sparql = sparql
        self.prefixes = dict(known) if known is not None else prefixes(store)
        self._first: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | None = self._run()
        if isinstance(self._first, ox.QuerySolutions):
            self.kind = "rows"
        else:
            self.kind = "truth" if isinstance(self._first, ox.QueryBoolean) else "triples"

    def _run(self) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if elsewhere := asks_elsewhere(self._sparql):
            raise QueryError(_told(elsewhere, self._sparql))
        try:
            with _explained():
                return self._parsed(self._sparql)
        except SyntaxError:
            raise QueryError(_told(self._slip(), self._sparql)) from None

    def _parsed(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        return self._store.query(sparql, prefixes=self.prefixes, use_default_graph_as_union=True)

    def _slip(self) -> Slip:
        said = ""
        try:
            self._parsed(wide(self._sparql))
        except SyntaxError as error:
            said = str(error)
        return slip(self._sparql, self.prefixes, said)

    def _result(self) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        result, self._first = self._first or self._run(), None
        return result

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns; empty unless `kind` is `rows`."""
        if isinstance(self._first, ox.QuerySolutions):
            return tuple(variable.value for variable in self._first.variables)
        result = self._run()
        return tuple(variable.value for variable in result.variables) if isinstance(result, ox.QuerySolutions) else ()

    @cached_property
    def rows(self) -> list[tuple[Term | None, ...]]:
        """The rows, as terms; empty unless `kind` is `rows`."""
        _ = self.variables  # they can be read from this result as long as its rows are not
        result = self._result()
        with _explained():
            return [tuple(row) for row in result] if isinstance(result, ox.QuerySolutions) else []

    @cached_property
    def texts(self) -> list[tuple[str, ...]]:
        """The rows as short texts: prefixed names and plain literals, an empty text where nothing is bound."""
        return [tuple(self.shorten(term) for term in row) for row in self.rows]

    @cached_property
    def truth(self) -> bool:
        """The answer to an ASK query."""
        return bool(self._result())

    @cached_property
    def triples(self) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, in a fixed order; empty for other kinds."""
        result = self._result()
        with _explained():
            return sorted(set(result), key=str) if isinstance(result, ox.QueryTriples) else []

    @cached_property
    def warnings(self) -> tuple[Message, ...]:
        """What makes the answer doubtful: each name in the query that nothing here has, with what comes near."""
        return unknown_names(self._store, self._sparql, self.prefixes)

    def __bool__(self) -> bool:
        return {"rows": lambda: bool(self.rows), "truth": lambda: self.truth, "triples": lambda: bool(self.triples)}[
            self.kind
        ]()

    def __len__(self) -> int:
        return len(self.triples if self.kind == "triples" else self.rows)

    def serialize(self, name: str) -> bytes:
        """Return the answer in a format: csv, tsv, json or xml for rows and truth, ttl, nt or jsonld for triples.

        :raises UnknownNameError: when the format is not one for this kind of answer.
        """
        if self.kind == "triples":
            if name not in GRAPH_FORMATS:
                raise UnknownNameError("format for triples", name, GRAPH_FORMATS)
            return serialize(self.triples, name)
        if name not in ROW_FORMATS:
            raise UnknownNameError("format for rows", name, [*ROW_FORMATS, "table"])
        if self.kind == "truth" and name in ("csv", "tsv"):
            return f"{str(self.truth).lower()}\n".encode()
        result = self._result()
        assert isinstance(result, ox.QuerySolutions | ox.QueryBoolean)
        with _explained():
            data = result.serialize(format=ROW_FORMATS[name])
        assert data is not None
        return data if data.endswith(b"\n") else data + b"\n"

    def shorten(self, term: Term | None) -> str:
        """Return a term as people write it: a prefixed name, or the text of a literal."""
        if isinstance(term, ox.NamedNode):
            return _shortened(term.value, self._longest_first)
        if isinstance(term, ox.Literal):
            return term.value
        return "" if term is None else str(term)

    @cached_property
    def _longest_first(self) -> list[tuple[str, str]]:
        return _by_length(self.prefixes)

    def _repr_html_(self) -> str:
        is_truth = self.kind == "truth"
        shown = f"<p>{'yes' if self.truth else 'no'}</p>" if is_truth else html_table(*self._table())
        return shown + "".join(f"<p>{escape(warning)}</p>" for warning in self.warnings)

    def __repr__(self) -> str:
        shown = f"<Answer: {self.truth}>" if self.kind == "truth" else text_table(*self._table())
        return "\n".join([shown, *self.warnings])

    def _table(self) -> tuple[Sequence[str], list[Sequence[str]]]:
        if self.kind == "rows":
            return self.variables, [*self.texts]
        triples = [[self.shorten(part) for part in (t.subject, t.predicate, t.object)] for t in self.triples]
        return ["subject", "predicate", "object"], [*triples]


class KeptAnswer(Answer):
    """An answer as it was kept before, for a store that still says the same.

    :param results: what :meth:`Answer.serialize` gave as `json`.
    """

    def __init__(self, store: ox.Store, results: str, known: Mapping[str, str]) -> None:
        self._results = results
        super().__init__(store, "", known)

    def _run(self) -> ox.QuerySolutions | ox.QueryBoolean:
        return ox.parse_query_results(self._results, format=ROW_FORMATS["json"])


def ask(store: ox.Store, sparql: str, known: Mapping[str, str] | None = None) -> Answer:
    """Ask a SPARQL query of a store.

    :param known: the prefixes that the query may use, for who asks the same store often (:func:`prefixes`).
    :raises QueryError: when the query cannot be parsed, with the place.
    """
    return Answer(store, sparql, known)


@contextmanager
def _explained() -> Iterator[None]:
    """Tell what Oxigraph cannot run in words; some of it shows only when the rows are read."""
    try:
        yield
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(Message("query.not-run", reason=str(error))) from None


def prefixes(store: ox.Store) -> dict[str, str]:
    """Return the prefixes a query may use: the usual ones, one a vocabulary (`goods:`) and one a case (`oss-2019:`)."""
    found = dict(PREFIXES)
    for graph in sorted(graph.value for graph in store.named_graphs()):
        for base in (VOC, ID):
            name = graph.removeprefix(base)
            if name != graph and "/" not in name:
                found.setdefault(name, f"{graph}/")
    return found


def shorten(iri: str, known: Mapping[str, str]) -> str:
    """Return an IRI as a prefixed name where one fits, the longest namespace first.

    >>> shorten("http://www.w3.org/ns/org#Organization", {"org": "http://www.w3.org/ns/org#"})
    'org:Organization'
    """
    return _shortened(iri, _by_length(known))


def _by_length(known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return prefixes and their namespaces, the longest namespace first."""
    return sorted(known.items(), key=lambda entry: -len(entry[1]))


def _shortened(iri: str, longest_first: Iterable[tuple[str, str]]) -> str:
    for name, namespace in longest_first:
        local = iri.removeprefix(namespace)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{name}:{local}"
    return iri


def _told(found: Slip, sparql: str) -> Message:
    """Tell a slip with the line of the query in which it stands, and a mark under it."""
    line, column = found.place(sparql)
    shown = sparql.split("\n")[line - 1]
    said = found.reason if found.reason.key == "query.service" else Message("query.not-sparql", reason=found.reason)
    mark = re.sub(r"[^\t]", " ", shown[: column - 1])
    return Message("query.at", line=line, column=column, said=said, shown=shown, mark=mark)


def html_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as HTML, every text escaped."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
