"""What a case file says, in short: enough to load it, and to see that nothing is wrong with files read together.

Reading a file takes long (YAML, JSON-LD) and follows from its bytes, so that what came of it is remembered. An outline
knows no lines: where anything may be wrong, all files are read, and :mod:`craftgraph.graph.check` tells what and where.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial

import pyoxigraph as ox

from craftgraph.graph import check, document, mapping
from craftgraph.graph.corpus import Corpus, Input, party_names, references, refusal, reserved, terms
from craftgraph.graph.errors import CheckError
from craftgraph.graph.mapping import File
from craftgraph.graph.memory import remembered
from craftgraph.graph.model import Model, load_model
from craftgraph.graph.namespaces import ID, NAMES_GRAPH


@dataclass(frozen=True, slots=True)
class Outline:
    """A file with which nothing is wrong by itself.

    `described` holds the IRI of each of its items, `given` the identifiers that items state instead of getting one,
    `references` the IRIs that it points at, `names` each name of a party that it registers, with the party's IRI, and
    `said` its statements as N-Triples, by their named graph.
    """

    identifier: str
    is_case: bool
    described: list[str]
    given: list[str]
    references: list[str]
    names: list[list[str]]
    said: dict[str, str]


def outlined(listed: Iterable[Input]) -> ox.Store | None:
    """Return the vocabularies and what files say, each in its named graph; None when something may be wrong."""
    corpus = Corpus(load_model())
    try:
        outlines = [_outline(entry, corpus.model) for entry in listed]
    except (CheckError, OSError):
        return None
    if not _fit(outlines, corpus.vocabulary):
        return None
    said = [(ox.NamedNode(graph), text) for one in outlines for graph, text in one.said.items()]
    data = check.typing(corpus.vocabulary) + "".join(text for _, text in said)
    with ThreadPoolExecutor(1) as beside:
        conforms = beside.submit(check.conforms, data)
        store = ox.Store()
        store.bulk_extend(corpus.vocabulary)
        for graph, text in said:
            store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)
        return store if conforms.result() else None


def _outline(entry: Input, model: Model) -> Outline:
    """Return the outline of a file, from memory when the same bytes were read before.

    :raises CheckError: when something is wrong with the file by itself.
    :raises OSError: when it cannot be read.
    """
    data = entry.path.read_bytes()
    made = remembered("outlines", [hashlib.sha256(data).hexdigest()], partial(_make, data, entry.shown, model))
    return Outline(**json.loads(made))


def _make(data: bytes, shown: str, model: Model) -> str:
    root, found = document.parse(data, shown)
    file = None
    if root is not None and len(data) <= document.MAX_BYTES:
        file, more = mapping.compile_file(root, shown, model)
        found += more
    if file is None or found:
        raise CheckError(found)
    own = f"{file.graph}/"
    outline = Outline(
        identifier=file.identifier,
        is_case=file.is_case,
        described=[item.iri for item in file.items],
        given=[item.iri.removeprefix(own) for item in file.items if item.explicit and file.is_case],
        references=sorted(
            {file.resolve(term, value.text) for item in file.items for term, value in references(item, model)}
        ),
        names=[[name.text.casefold(), item.iri] for item, name in party_names(file)],
        said=_said(file, model),
    )
    return json.dumps(asdict(outline), ensure_ascii=False)


def _said(file: File, model: Model) -> dict[str, str]:
    store = ox.Store()
    mapping.fill(store, file, model)
    written = {graph: store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) for graph in store.named_graphs()}
    return {graph.value: (lines or b"").decode() for graph, lines in written.items()}


def _fit(outlines: Sequence[Outline], vocabulary: Sequence[ox.Quad]) -> bool:
    """Whether nothing is described twice, taken, called by a name of something else or unknown.

    A file that describes something again, as it may in a folder of one's own, does not fit either.
    """
    described = [iri for one in outlines for iri in one.described]
    cases = [one for one in outlines if one.is_case]
    registry = [one for one in outlines if not one.is_case]
    entries = {iri for one in registry for iri in one.described}
    taken = {NAMES_GRAPH, *(ID + one.identifier for one in registry)} | entries
    words = reserved(vocabulary)
    named = {(name, iri) for one in outlines for name, iri in one.names}
    pointed_at = {iri for one in outlines for iri in one.references}
    return (
        len(set(described)) == len(described)
        and not any(refusal(one.identifier, taken, words) for one in cases)
        and not any(ID + name in entries for one in cases for name in one.given)
        and len({name for name, _ in named}) == len(named)
        and pointed_at <= set(described) | terms(vocabulary)
    )
