"""The JSON Schema for case files, made from context, shapes and vocabularies, so that editors complete and check.

`python -m craftgraph.graph.schema` writes `ontology/case.schema.json` again; a test fails when it is out of date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from craftgraph.graph import corpus as corpora
from craftgraph.graph.labels import Labels
from craftgraph.graph.mapping import IDENTIFIER, REFERENCE
from craftgraph.graph.model import PROFILE, Field, Listing, Model, folder, load_model, required_properties
from craftgraph.graph.namespaces import BASE, ID, VOC

_SOURCE = "at"  # the passage that says it; a profile is itself the source of what it says


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a case file or registry file."""
    model = load_model()
    listed, _ = corpora.inputs(())
    corpus = corpora.read(listed, model)
    store = ox.Store()
    store.bulk_extend(corpus.vocabulary)
    required = required_properties()
    known = _Known(store, corpus)
    properties: dict[str, Any] = {
        "id": {
            "type": "string",
            "pattern": _whole(IDENTIFIER.pattern),
            "description": "The name of the file's named graph: name-year.",
        },
        "defaults": {"type": "object", "description": "Values for fields that an item does not give itself."},
    }
    properties["kind"] = {"const": PROFILE, "description": known.definition(model.profile.class_iri)}
    for name in sorted(model.case.fields | model.profile.fields):
        properties[name] = {"$ref": f"#/$defs/field-{name}"}
    for name, listing in model.lists.items():
        properties[name] = _list(listing, known)
    needs = _needs(model, required)
    used = sorted({name for listing in _all(model) for name in listing.fields})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}case.schema.json",
        "title": "craftgraph case file",
        "type": "object",
        "required": ["id"],
        "additionalProperties": False,
        "properties": properties,
        "allOf": [_asked(either, lists) for either, lists in needs.items()],
        "$defs": {f"field-{name}": _field(model.fields[name], known) for name in used}
        | {f"need-{'-or-'.join(either)}": _any_of(either) for either in needs}
        | _names(model, known),
    }


def _all(model: Model) -> list[Listing]:
    return [model.case, model.profile, *model.lists.values()]


def _list(listing: Listing, known: _Known) -> dict[str, Any]:
    identifier = {"type": "string", "description": "The identifier of this item."}
    fields = {name: {"$ref": f"#/$defs/field-{name}"} for name in sorted(listing.fields)}
    item = {"type": "object", "additionalProperties": False, "properties": {"id": identifier} | fields}
    return {"type": "array", "description": known.definition(listing.class_iri), "items": item}


def _needs(model: Model, required: dict[str, frozenset[str]]) -> dict[tuple[str, ...], list[str]]:
    """Return the fields that items must have, as choices of which one is enough, and the lists that ask for it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for listing in model.lists.values():
        for iri in sorted(required.get(listing.class_iri, ())):
            either = [name for name in sorted(listing.fields) if model.fields[name].iri == iri]
            if listing.unnamed and either == [listing.key[0]]:
                either.append(listing.unnamed)
            if either:
                found.setdefault(tuple(either), []).append(listing.name)
    return dict(sorted(found.items()))


def _asked(either: tuple[str, ...], lists: list[str]) -> dict[str, Any]:
    """Ask the items of some lists for a field, unless the file's defaults give it, or it is a profile's own source."""
    elsewhere = [{"required": ["defaults"], "properties": {"defaults": _any_of(either)}}]
    if _SOURCE in either:
        elsewhere.append({"required": ["kind"], "properties": {"kind": {"const": PROFILE}}})
    need = {"items": {"$ref": f"#/$defs/need-{'-or-'.join(either)}"}}
    return {"if": {"not": {"anyOf": elsewhere}}, "then": {"properties": dict.fromkeys(sorted(lists), need)}}


def _any_of(fields: tuple[str, ...]) -> dict[str, Any]:
    one = [{"required": [name]} for name in fields]
    return one[0] if len(one) == 1 else {"anyOf": one}


def _field(field: Field, known: _Known) -> dict[str, Any]:
    description = {"description": known.definition(field.iri)}
    if field.kind == "text":
        languages = {"type": "object", "properties": {"nl": {"type": "string"}, "en": {"type": "string"}}}
        return {"anyOf": [languages, {"type": "string"}]} | description
    one = _one(field)
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]} | description


def _one(field: Field) -> dict[str, Any]:
    if field.base and field.base.startswith(VOC) and field.base != VOC:
        return {"$ref": f"#/$defs/{_scheme(field.base)}"}
    if field.base == ID:
        return {"$ref": "#/$defs/registered"}
    if field.base:
        return {"type": "string", "pattern": _whole(REFERENCE.pattern)}
    datatype = (field.datatype or "").rsplit("#", 1)[-1]
    types = {"decimal": "number", "integer": "integer", "boolean": "boolean"}
    return {"type": types[datatype]} if datatype in types else {"type": ["string", "integer"]}


def _names(model: Model, known: _Known) -> dict[str, Any]:
    """Return the definitions that fields point at: the concepts of each scheme, and what the registry holds."""
    bases = {
        field.base for field in model.fields.values() if field.base and field.base.startswith(VOC) and field.base != VOC
    }
    own = {"type": "string", "pattern": _whole(REFERENCE.pattern)}
    schemes = {_scheme(base): {"enum": known.names(base)} for base in sorted(bases)}
    return schemes | {"registered": {"anyOf": [{"enum": known.names(ID)}, own]}}


def _scheme(base: str) -> str:
    return f"concept-{base.removeprefix(VOC).rstrip('/')}"


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


class _Known:
    """The names that exist, and what the ontology says of a term."""

    def __init__(self, store: ox.Store, corpus: corpora.Corpus) -> None:
        self.store = store
        self.labels = Labels(store, "en")
        subjects = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
        self.iris = subjects | {item.iri for file in corpus.files if not file.is_case for item in file.items}

    def names(self, base: str) -> list[str]:
        return sorted(
            local
            for iri in self.iris
            if iri.startswith(base) and "/" not in (local := iri.removeprefix(base)) and local
        )

    def definition(self, iri: str) -> str:
        return self.labels.definition(iri) or self.labels.of(iri)


def text() -> str:
    """Return the schema as it stands in its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path(str(folder() / "case.schema.json")).write_text(text(), "utf-8")
