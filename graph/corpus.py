"""All files that make one graph: read together, so that their references can be followed.

Folders are read in order. A case, or an entry of the registry, that a later folder describes again takes the place
of the earlier one; the same identifier twice in one folder is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox

from craftgraph.graph import document, mapping
from craftgraph.graph.document import Node, Scalar
from craftgraph.graph.errors import Finding, nearest, slip_of
from craftgraph.graph.mapping import REFERENCE, File, Item
from craftgraph.graph.messages import Message, Place, either, finding
from craftgraph.graph.model import Field, Model, kinds_of_values, local_name, turtle_files
from craftgraph.graph.namespaces import ID, NAMES_GRAPH, SOURCE

_RESERVED = frozenset({"index", "nl", "en", "assets", "data"})
_FEW = 3  # so many lists are named where an item may be put; of more a reader learns nothing
_NAMED = frozenset({"organisations", "units", "collectives", "programmes"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: where it is, how messages name it, the folder it belongs to, and whether it came with us."""

    path: Path
    shown: str
    folder: int
    is_shipped: bool = False


def shipped_folder() -> Path:
    """Return the folder of the cases that travel with craftgraph."""
    with as_file(files("craftgraph.cases")) as path:
        return path


def inputs(paths: Sequence[Path], only: bool = False) -> tuple[list[Input], list[Finding]]:
    """List the files to read: the shipped cases (unless `only`), then those of each path, a file or a folder."""
    found: list[Finding] = []
    listed: list[Input] = []
    roots = list(paths) if only else [shipped_folder(), *paths]
    seen: set[Path] = set()
    for number, root in enumerate(roots):
        try:
            is_folder, is_file = root.is_dir(), root.is_file()
            members = _case_files(root) if is_folder else [root]
        except OSError as error:
            found.append(finding(str(root), Place(), "folder-unreadable", reason=error.strerror))
            continue
        if is_folder:
            if not members:
                found.append(finding(str(root), Place(), "folder-empty"))
        elif not is_file:
            found.append(finding(str(root), Place(), "no-such-file"))
            continue
        for path in members:
            if path.resolve() not in seen:
                seen.add(path.resolve())
                is_shipped = not only and number == 0
                shown = f"cases/{path.name}" if is_shipped else str(path)
                listed.append(Input(path, shown, number, is_shipped))
    return listed, found


def _case_files(folder: Path) -> list[Path]:
    """Return the case files of a folder, without the hidden ones that some systems put beside them."""
    return sorted(
        entry for entry in folder.iterdir() if entry.suffix in (".yaml", ".yml") and not entry.name.startswith(".")
    )


@dataclass
class Corpus:
    """Files with their items; `findings` holds what is wrong with structure and references."""

    model: Model
    files: list[File] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its IRI."""
        return {item.iri: item for file in self.files for item in file.items}

    @cached_property
    def vocabulary(self) -> list[ox.Quad]:
        """The ontology and its vocabularies, each in its named graph."""
        return [
            ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))
            for graph, turtle in turtle_files()
            for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        ]

    @cached_property
    def store(self) -> ox.Store:
        """The graph: the vocabularies and every file, each in its named graph."""
        store = ox.Store()
        store.bulk_extend(self.vocabulary)
        for file in self.files:
            mapping.fill(store, file, self.model)
        return store


def read(listed: Iterable[Input], model: Model) -> Corpus:
    """Read files into one corpus and follow their references."""
    corpus = Corpus(model)
    folders: dict[int, list[File]] = {}
    for entry in listed:
        root, found = document.read(entry.path, entry.shown)
        corpus.findings.extend(found)
        if root is not None:
            file, found = mapping.compile_file(root, entry.shown, model)
            corpus.findings.extend(found)
            if file is not None:
                folders.setdefault(entry.folder, []).append(file)
    _refuse_taken(folders, corpus)
    for folder in folders.values():
        _refuse_doubles(folder, corpus.findings)
        replaced = _replace(corpus.files, folder)
        _let_go(corpus.files, replaced, folder, model)
        corpus.files.extend(folder)
    corpus.findings.extend(_reference_findings(corpus))
    corpus.findings.extend(_shared_names(corpus))
    return corpus


def _refuse_taken(folders: dict[int, list[File]], corpus: Corpus) -> None:
    """Refuse a case whose identifier, which names its graph, its page and its prefix too, is that of something else."""
    registry = [file for folder in folders.values() for file in folder if not file.is_case]
    taken = {NAMES_GRAPH} | {file.graph for file in registry} | {item.iri for file in registry for item in file.items}
    words = reserved(corpus.vocabulary)
    for folder in folders.values():
        for file in [file for file in folder if file.is_case]:
            key = refusal(file.identifier, taken, words)
            if key:
                folder.remove(file)
                remedy = Message("case-taken.do")
                corpus.findings.append(finding(file.path, Place(), key, remedy, name=file.identifier))


def reserved(vocabulary: Iterable[ox.Quad]) -> frozenset[str]:
    """Return the words that no case can be called: what pages, folders and prefixes are called."""
    graphs = {quad.graph_name for quad in vocabulary}
    return _RESERVED | {local_name(graph.value) for graph in graphs if isinstance(graph, ox.NamedNode)}


def refusal(case: str, taken: Set[str], words: Set[str]) -> str:
    """Return the key of what is wrong with the identifier of a case; an empty text when nothing is.

    :param taken: the IRIs of everything else.
    :param words: see :func:`reserved`.
    """
    if ID + case in taken:
        return "case-taken"
    if case in words:
        return "case-reserved"
    return "" if case[0].isalpha() else "case-digit"


def _shared_names(corpus: Corpus) -> Iterator[Finding]:
    """Tell each party that has a name which another one has already."""
    first: dict[str, Item] = {}
    for file in corpus.files:
        for item, name in party_names(file):
            other = first.setdefault(name.text.casefold(), item)
            if other is not item:
                known = other.iri.removeprefix(ID)
                yield finding(item.path, name, "shared-name", name=name.text, other=known, path=other.path)


def party_names(file: File) -> Iterator[tuple[Item, Scalar]]:
    """Yield each party that a file registers with each of its names."""
    for item in file.items:
        if item.listing.name in _NAMED:
            yield from ((item, name) for name in _texts(item.node.get("name"), item.node.get("aliases")))


def _texts(*nodes: Node | None) -> Iterator[Scalar]:
    for node in nodes:
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, document.Mapping):
            yield from _texts(*(entry for _, entry in node.entries))
        elif isinstance(node, document.Sequence):
            yield from _texts(*node.items)


def _refuse_doubles(folder: list[File], found: list[Finding]) -> None:
    first: dict[str, Item] = {}
    for file in folder:
        for item in list(file.items):
            other = first.setdefault(item.iri, item)
            if other is not item:
                file.items.remove(item)
                name = item.iri.rsplit("/", 1)[-1]
                where = {"path": other.path, "line": other.node.line}
                found.append(finding(item.path, item.node, "described-twice", name=name, **where))


def _replace(earlier: list[File], later: list[File]) -> set[str]:
    """Take out of the earlier files what the later ones describe again; return the cases that were replaced."""
    again = {file.identifier for file in later if file.is_case}
    replaced = {file.identifier for file in earlier if file.is_case and file.identifier in again}
    earlier[:] = [file for file in earlier if file.identifier not in replaced]
    described = {item.iri for file in later for item in file.items}
    for file in earlier:
        file.items[:] = [item for item in file.items if item.iri not in described]
    return replaced


def _let_go(earlier: list[File], replaced: set[str], later: list[File], model: Model) -> None:
    """Take out of the earlier files what points at a statement that a replaced case no longer makes.

    Whoever describes a case again cannot mend the files that came with craftgraph.
    """
    there = {item.iri for file in later for item in file.items}
    gone = tuple(f"{ID}{name}/" for name in replaced)
    for file in earlier if gone else ():
        file.items[:] = [
            item
            for item in file.items
            if not any(iri.startswith(gone) and iri not in there for iri in _points_at(item, file, model))
        ]


def _points_at(item: Item, file: File, model: Model) -> Iterator[str]:
    for key, node in item.node.entries:
        term = model.fields.get(key.text)
        if term is not None and term.kind == "reference" and key.text in item.listing.fields:
            yield from (file.resolve(term, value.text) for value in _texts(node))


def _reference_findings(corpus: Corpus) -> Iterator[Finding]:
    known = corpus.items.keys() | terms(corpus.vocabulary)
    registry = {item.iri for file in corpus.files if not file.is_case for item in file.items}
    names = _Names(known, corpus)
    for file in corpus.files:
        for item in file.items:
            if file.is_case and item.explicit and ID + item.iri.removeprefix(f"{file.graph}/") in registry:
                name = item.iri.removeprefix(f"{file.graph}/")
                yield finding(file.path, item.node, "registry-identifier", name=name)
            for term, value in references(item, corpus.model):
                if file.resolve(term, value.text) not in names.known:
                    remedy = names.remedy(value.text, term, file)
                    yield finding(file.path, value, "unknown-reference", remedy, field=term.name, name=value.text)


def references(item: Item, model: Model) -> Iterator[tuple[Field, Scalar]]:
    """Yield each reference that an item makes, with its field."""
    for key, node in item.node.entries:
        term = model.fields.get(key.text)
        if term is not None and term.kind == "reference" and key.text in item.listing.fields:
            for value in node.items if isinstance(node, document.Sequence) else (node,):
                if isinstance(value, Scalar) and REFERENCE.fullmatch(value.text):
                    yield term, value


def terms(vocabulary: Iterable[ox.Quad]) -> set[str]:
    """Return the IRIs of what the vocabularies describe."""
    return {quad.subject.value for quad in vocabulary if isinstance(quad.subject, ox.NamedNode)}


class _Names:
    """The names one may write where a reference of a kind is asked for."""

    def __init__(self, known: set[str], corpus: Corpus) -> None:
        self.known = known
        self.items = corpus.items
        self.model = corpus.model

    def remedy(self, name: str, term: Field, file: File) -> Message:
        """Say how to mend a name that is not known: the one that it is a slip of, and where to add it."""
        base = term.base or ""
        hint = self._slip(name, term, file) if base == ID else self._near(name, term, file)
        where = self._where_to_add(name, term, file)
        if hint is None:
            return where
        return Message("hint-or", hint=hint, way=where) if base == ID else Message("hint", hint=hint)

    def _near(self, name: str, term: Field, file: File) -> str | None:
        base = file.resolve(term, "") if term.name == "at" else term.base or ""
        return nearest(name, {iri.removeprefix(base) for iri in self.known if iri.startswith(base)})

    def _slip(self, name: str, term: Field, file: File) -> str | None:
        """Return the name of something of the kind that the field is for, in the registry or in this file."""
        kinds = kinds_of_values().get(term.iri)
        fitting = {iri for iri, item in self.items.items() if kinds is None or item.listing.class_iri in kinds}
        own = f"{file.graph}/"
        names = {iri.removeprefix(own).removeprefix(ID) for iri in fitting if iri.startswith(ID)}
        return slip_of(name, {one for one in names if "/" not in one})

    def _where_to_add(self, name: str, term: Field, file: File) -> Message:
        base = term.base or ""
        if "/voc/" in base:
            return Message("add.concept", name=base.rstrip("/").rsplit("/", 1)[-1])
        if base != ID:
            return Message("add.section", name=file.resolve(term, name).removeprefix(SOURCE))
        kinds = kinds_of_values().get(term.iri)
        lists = [one for one in self.model.lists.values() if kinds is None or one.class_iri in kinds]
        registry = [f"`{one.name}`" for one in lists if one.base == ID]
        own = [f"`{one.name}`" for one in lists if one.describes_a_case]
        ways = [Message("add.registry", lists=either(registry), name=name)] if registry else []
        if own:
            ways.append(Message("add.item", lists=either(own)) if len(own) <= _FEW else Message("add.statement"))
        if len(ways) > 1:
            return Message("ways", first=ways[0], last=ways[1])
        return ways[0] if ways else Message("add.case")
