"""The names in a query that nothing here has: Oxigraph answers such a query with silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from craftgraph.graph.errors import nearest
from craftgraph.graph.messages import Message
from craftgraph.graph.namespaces import BASE, DEF, VOC

_TOKEN = re.compile(
    r"""
    \"{3}[\s\S]*?\"{3} | '{3}[\s\S]*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | [?$]\w+
    | <(?P<iri>[^<>"{}|^`\\\s]*)>
    | \#.*
    | (?P<declares>\bPREFIX\s+)? (?P<prefix>(?<![\w@-])[A-Za-z](?:[\w.-]*[\w-])?)? : (?P<local>\w(?:[\w.-]*[\w-])?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNDER = "SELECT DISTINCT ?name {{ GRAPH ?g {{ ?name ?p ?o }} FILTER(STRSTARTS(STR(?name), '{}')) }}"


def unknown_names(store: ox.Store, sparql: str, prefixes: Mapping[str, str]) -> tuple[Message, ...]:
    """Tell each name in craftgraph's namespaces that a query uses and the store does not, with what comes near.

    :param sparql: a query that can be parsed.
    :param prefixes: the prefixes that it may use without declaring them.
    """
    names = {iri: name for iri, name in _names(sparql, prefixes) if iri.startswith(BASE) and iri[-1] not in "/#"}
    return tuple(_told(store, iri, name) for iri, name in names.items() if not _is_known(store, iri))


def _names(sparql: str, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names of a query: the whole IRI, and how the query writes it."""
    known = dict(prefixes)
    declared: str | None = None
    for token in _TOKEN.finditer(sparql):
        iri, local, prefix = token["iri"], token["local"], token["prefix"] or ""
        if iri is not None and declared is not None:
            known[declared], declared = iri, None
        elif iri is not None:
            yield iri, iri
        elif token["declares"]:
            declared = prefix
        elif local is not None and prefix in known:
            yield known[prefix] + local, f"{prefix}:{local}"


def _is_known(store: ox.Store, iri: str) -> bool:
    node = ox.NamedNode(iri)
    patterns = ((node, None, None, None), (None, node, None, None), (None, None, node, None), (None, None, None, node))
    return any(next(iter(store.quads_for_pattern(*pattern)), None) is not None for pattern in patterns)


def _told(store: ox.Store, iri: str, name: str) -> Message:
    key = "query.term" if iri.startswith(DEF) else "query.concept" if iri.startswith(VOC) else "query.thing"
    local = re.split(r"[/#]", iri)[-1]
    near = _near(store, iri.removesuffix(local), local)
    hint = Message("query.hint", name=name.removesuffix(local) + near) if near else ""
    return Message(key, name=name, hint=hint)


def _near(store: ox.Store, namespace: str, local: str) -> str | None:
    """Return the name in a namespace that looks most like `local`, in whatever case it is written."""
    rows = store.query(_UNDER.format(namespace))
    assert isinstance(rows, ox.QuerySolutions)
    names = {row["name"].value.removeprefix(namespace) for row in rows}
    folded: dict[str, list[str]] = {}
    for one in sorted(name for name in names if "/" not in name):
        folded.setdefault(one.casefold(), []).append(one)
    hit = nearest(local.casefold(), folded)
    return nearest(local, folded[hit], 0) if hit else None
