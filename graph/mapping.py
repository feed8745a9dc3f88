"""From the tree of one file to RDF: identifiers are minted, references resolved, and JSON-LD does the rest.

The mapping itself is `ontology/context.jsonld`. What is done here is what JSON-LD cannot do: give each item its
identifier and class, put the base of the case and of its sections in place, fill in the defaults that the file
declares, and refuse what a JSON-LD processor would drop without a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyoxigraph as ox

from craftgraph.graph.document import Mapping, Node, Scalar, Sequence
from craftgraph.graph.errors import Finding, nearest
from craftgraph.graph.messages import Message, either, finding
from craftgraph.graph.model import CASE, PROFILE, Field, Listing, Model
from craftgraph.graph.namespaces import ID, PREFIXES, SOURCE

IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
REFERENCE = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*(?:/[a-z0-9]+(?:[-._][a-z0-9]+)*)*")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
LANGUAGE = re.compile(r"[a-z]{2,3}")
WHOLE_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_DATE = PREFIXES["edtf"] + "EDTF-level1"
_HEADER = ("id", "defaults", "source", "kind")
_DERIVED = PREFIXES["prov"] + "wasDerivedFrom"


@dataclass(frozen=True, slots=True)
class Item:
    """One YAML item with the identifier it got: a statement, an entry of the registry, or the header of a case."""

    path: str
    listing: Listing
    iri: str
    node: Mapping
    explicit: bool


@dataclass(slots=True)
class File:
    """A file read as items; `local_names` are the identifiers that its fields may use without the case before them.

    A profile is read as a case; what it says rests on the profile itself where it names no source.
    """

    path: str
    identifier: str
    is_case: bool
    source: str
    is_profile: bool = False
    items: list[Item] = field(default_factory=list)
    defaults: dict[str, Node] = field(default_factory=dict)
    local_names: frozenset[str] = frozenset()

    @property
    def graph(self) -> str:
        """The IRI of the file's named graph."""
        return ID + self.identifier

    def resolve(self, term: Field, value: str) -> str:
        """Return the IRI that a reference in this file stands for."""
        if term.base == ID and value in self.local_names:
            return f"{self.graph}/{value}"
        if term.base == SOURCE and self.source and term.name == "at":
            return f"{SOURCE}{self.source}/{value}"
        return f"{term.base}{value}"


def compile_file(root: Mapping, path: str, model: Model) -> tuple[File | None, list[Finding]]:
    """Turn the tree of a file into items with identifiers.

    :returns: the file (None when it has no usable `id`) and what was found wrong with its structure.
    """
    found: list[Finding] = []
    identifier = _identifier_of(root, path, found)
    if identifier is None:
        return None, found
    is_profile = _is_profile(root, path, found)
    is_case = is_profile or root.get("centre") is not None
    header_list = model.profile if is_profile else model.case
    source = root.get("source")
    file = File(path, identifier, is_case, source.text if isinstance(source, Scalar) else "", is_profile)
    _defaults(root.get("defaults"), file, model, found)
    header: list[tuple[Scalar, Node]] = []
    for key, node in root.entries:
        if key.text in model.lists:
            file.items.extend(_items(model.lists[key.text], node, file, model, found))
        elif is_case and key.text in header_list.fields:
            header.append((key, node))
        elif key.text in _HEADER:
            continue
        else:
            found.append(_not_in_a_file(path, key, model, header_list if is_case else None))
    if is_case:
        file.items.insert(0, Item(path, header_list, file.graph, Mapping(tuple(header), 1, 1), False))
    own = f"{file.graph}/"
    file.local_names = frozenset(item.iri.removeprefix(own) for item in file.items if item.iri.startswith(own))
    _refuse_clashes(file, found)
    for item in file.items:
        found.extend(_value_findings(item, model))
    return file, found


def _is_profile(root: Mapping, path: str, found: list[Finding]) -> bool:
    """Whether the file says that it is a profile: `kind: profile`."""
    node = root.get("kind")
    if node is None:
        return False
    if isinstance(node, Scalar) and node.text == PROFILE:
        return True
    found.append(finding(path, node, "not-a-profile"))
    return False


def _not_in_a_file(path: str, key: Scalar, model: Model, header: Listing | None) -> Finding:
    """Say why something does not belong in a file: `header` tells what the file is, None for a registry."""
    if header is model.case and key.text in model.profile.fields:
        return finding(path, key, "of-a-profile", name=key.text)
    if header is None and key.text in model.case.fields:
        return finding(path, key, "of-a-case", name=key.text)
    known = [*model.lists, *_HEADER, *(header or model.case).fields]
    return _unknown(path, key, "unknown-name.file", known)


def _identifier_of(root: Mapping, path: str, found: list[Finding]) -> str | None:
    node = root.get("id")
    if node is None:
        found.append(finding(path, root, "no-id"))
    elif not isinstance(node, Scalar) or not IDENTIFIER.fullmatch(node.text):
        found.append(_not_an_identifier(path, node))
    else:
        return node.text
    return None


def _defaults(node: Node | None, file: File, model: Model, found: list[Finding]) -> None:
    if node is None:
        return
    if not isinstance(node, Mapping):
        found.append(finding(file.path, node, "defaults"))
        return
    for key, value in node.entries:
        if key.text not in model.fields:
            found.append(_unknown(file.path, key, "unknown-name.field", model.fields))
        else:
            file.defaults[key.text] = value


def _items(listing: Listing, node: Node, file: File, model: Model, found: list[Finding]) -> Iterator[Item]:
    if not isinstance(node, Sequence):
        problem = "empty-list" if isinstance(node, Scalar) and node.is_null else "no-list"
        found.append(finding(file.path, node, problem, Message("no-list.do"), name=listing.name))
        return
    base = listing.base or f"{file.graph}/"
    for entry in node.items:
        if not isinstance(entry, Mapping):
            found.append(finding(file.path, entry, "item-no-mapping", name=listing.name))
            continue
        for key, _ in entry.entries:
            if key.text != "id" and key.text not in listing.fields:
                found.append(_unknown(file.path, key, "unknown-name.item", listing.fields, listing=listing.name))
        if listing.unnamed:
            entry, party = _unnamed_party(listing, entry, file, model, found)
            if party is not None:
                yield party
        name = _item_name(listing, entry, file, model, found)
        if name:
            entry = _with_defaults(entry, listing, file)
            yield Item(file.path, listing, base + name, entry, entry.get("id") is not None)


def _unnamed_party(
    listing: Listing, entry: Mapping, file: File, model: Model, found: list[Finding]
) -> tuple[Mapping, Item | None]:
    """Make a party without a name of an item that says only what kind it is: `- {kind: reuse-shop, …}`.

    The party gets the item's `id`, or is called after its kind (`a-reuse-shop`); the rest of the file may point at it.
    """
    field, key = listing.unnamed, listing.key[0]
    kind = entry.get(field)
    if kind is None:
        return entry, None
    if entry.get(key) is not None:
        found.append(finding(file.path, kind, "kind-of-a-named-party", field=field))
        return _without(entry, field), None
    given = entry.get("id")
    name = given.text if isinstance(given, Scalar) else f"a-{'-and-'.join(_words(kind))}"
    if not IDENTIFIER.fullmatch(name):
        return _without(entry, field), None
    taken = {"named_as": "name", field: field, "at": "at", "what": "what"}
    kept = tuple(
        (Scalar(taken[label.text], True, label.line, label.column), node)
        for label, node in entry.entries
        if label.text in taken
    )
    here = Mapping(kept, entry.line, entry.column)
    party = Item(file.path, model.lists["unnamed"], f"{file.graph}/{name}", here, True)
    pointer = (Scalar(key, True, kind.line, kind.column), Scalar(name, True, kind.line, kind.column))
    rest = _without(entry, field, "id")
    return Mapping((*rest.entries, pointer), entry.line, entry.column), party


def _without(entry: Mapping, *fields: str) -> Mapping:
    kept = tuple((label, node) for label, node in entry.entries if label.text not in fields)
    return Mapping(kept, entry.line, entry.column)


def _with_defaults(entry: Mapping, listing: Listing, file: File) -> Mapping:
    present = {key.text for key, _ in entry.entries}
    extra = tuple(
        (Scalar(name, True, entry.line, entry.column), node)
        for name, node in file.defaults.items()
        if name in listing.fields and name not in present
    )
    return Mapping(entry.entries + extra, entry.line, entry.column) if extra else entry


def _item_name(listing: Listing, entry: Mapping, file: File, model: Model, found: list[Finding]) -> str | None:
    given = entry.get("id")
    if given is not None:
        pattern = REFERENCE if listing.base == SOURCE else IDENTIFIER
        if isinstance(given, Scalar) and pattern.fullmatch(given.text):
            return given.text
        found.append(_not_an_identifier(file.path, given))
        return None
    parts = ["-and-".join(_words(entry.get(name))) for name in listing.key]
    named = [part.replace("/", "-") for part in parts if part]
    if named:
        return "_".join([listing.name.replace("_", "-"), *named])
    wrong = list(_value_findings(Item(file.path, listing, "", entry, False), model))
    if wrong and any(entry.get(key) is not None for key in listing.key):
        found.extend(wrong)
        return None
    remedy = Message("no-identifier.do")
    if listing.key:
        remedy = Message("no-identifier.key", fields=either([f"`{name}`" for name in listing.key]))
    found.append(finding(file.path, entry, "no-identifier", remedy, name=listing.name))
    return None


def _words(node: Node | None) -> list[str]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return [part.text for part in nodes if isinstance(part, Scalar) and REFERENCE.fullmatch(part.text)]


def _refuse_clashes(file: File, found: list[Finding]) -> None:
    seen: dict[str, Item] = {}
    kept: list[Item] = []
    for item in file.items:
        first = seen.get(item.iri)
        if first is None:
            seen[item.iri] = item
            kept.append(item)
            continue
        name = item.iri.rsplit("/", 1)[-1]
        remedy = Message("same-identifier.given" if item.explicit else "same-identifier.made")
        found.append(finding(item.path, item.node, "same-identifier", remedy, name=name, line=first.node.line))
    file.items[:] = kept


def _value_findings(item: Item, model: Model) -> Iterator[Finding]:
    for key, node in item.node.entries:
        term = model.fields.get(key.text)
        if term is not None and key.text in item.listing.fields:
            for place, problem, text in _wrong_values(term, node):
                said = Message(problem, text=text)
                yield finding(item.path, place, "field", Message(f"{problem}.do"), field=key.text, problem=said)


def _wrong_values(term: Field, node: Node) -> Iterator[tuple[Node, str, str]]:
    """Yield what is wrong with the values of a field: where, the key of the message, and the text that it is about."""
    if term.kind == "text":
        if isinstance(node, Sequence):
            yield node, "list-for-text", ""
            return
        if isinstance(node, Mapping) and not node.entries:
            yield node, "text-empty", ""
        for language, text in node.entries if isinstance(node, Mapping) else ((None, node),):
            if language is not None and not LANGUAGE.fullmatch(language.text):
                yield language, "no-language", language.text
            if not isinstance(text, Scalar):
                yield text, "structure-for-text", ""
            elif text.is_null or not text.text.strip():
                yield text, "text-empty", ""
        return
    values = node.items if isinstance(node, Sequence) else (node,)
    if not values:
        yield node, "values-empty", ""
    for value in values:
        if not isinstance(value, Scalar):
            yield value, "structure-for-value", ""
        elif value.is_null:
            yield value, "value-empty", ""
        elif term.kind == "reference" and not REFERENCE.fullmatch(value.text):
            yield value, "no-reference", _short(value.text)
        elif term.datatype == _DATE and WHOLE_DATE.fullmatch(value.text) and not _is_in_the_calendar(value.text):
            yield value, "no-day", value.text
        elif term.kind == "iri" and not _is_web_address(value.text):
            yield value, "no-address", _short(value.text)


def _is_in_the_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_web_address(text: str) -> bool:
    """Whether a JSON-LD processor takes the address; one that it does not take it would drop without a word."""
    try:
        return WEB_ADDRESS.fullmatch(text) is not None and bool(ox.NamedNode(text))
    except ValueError:
        return False


def _not_an_identifier(path: str, node: Node) -> Finding:
    if isinstance(node, Scalar):
        return finding(path, node, "not-an-identifier", text=_short(node.text))
    return finding(path, node, "not-an-identifier.structure", Message("not-an-identifier.do"))


def _unknown(path: str, name: Scalar, key: str, known: Any, **values: str) -> Finding:
    hint = nearest(name.text, known)
    remedy = Message("unknown-name.hint", hint=hint) if hint else Message("unknown-name.do")
    return finding(path, name, key, remedy, name=_short(name.text), **values)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def fill(store: ox.Store, file: File, model: Model) -> None:
    """Put the RDF of a file into a store, each list as one small JSON-LD document in the graph it belongs to."""
    by_list: dict[str, list[Item]] = {}
    for item in file.items:
        by_list.setdefault(item.listing.name, []).append(item)
    for name, items in by_list.items():
        listing = {CASE: model.case, PROFILE: model.profile}.get(name) or model.lists[name]
        document = json.dumps(jsonld(file, listing, items, model))
        store.load(document.encode(), format=ox.RdfFormat.JSON_LD, to_graph=ox.NamedNode(listing.graph or file.graph))


def jsonld(file: File, listing: Listing, items: list[Item], model: Model) -> dict[str, Any]:
    """Return one list of a file as a JSON-LD document."""
    fields = {key.text for item in items for key, _ in item.node.entries if key.text in listing.fields}
    extra = {"case"} if file.is_case and listing.name not in (CASE, PROFILE) else set()
    context = model.slice(sorted(fields | extra)) | {"item": listing.class_iri}
    if "at" in context and file.source:
        context["at"] = context["at"] | {"@context": {"@base": f"{SOURCE}{file.source}/"}}
    nodes: list[dict[str, Any]] = []
    for item in items:
        node: dict[str, Any] = {"id": item.iri, "@type": "item"}
        for key, value in item.node.entries:
            if key.text in listing.fields:
                node[key.text] = _value(model.fields[key.text], value, file)
        if extra:
            node["case"] = file.identifier
        if file.is_profile and "at" in listing.fields and "at" not in node:
            node[_DERIVED] = {"@id": file.graph}
        nodes.append(node)
    return {"@context": context, "@graph": nodes}


def _value(term: Field, node: Node, file: File) -> Any:
    if isinstance(node, Sequence):
        return [_value(term, entry, file) for entry in node.items]
    if isinstance(node, Mapping):
        return {key.text: text.text for key, text in node.entries if isinstance(text, Scalar)}
    is_local = term.base == ID and node.text in file.local_names
    return f"{file.identifier}/{node.text}" if is_local else node.text
