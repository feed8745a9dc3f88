"""The skeleton of a case file: every list with what it is for and the fields that it takes."""

from __future__ import annotations

import pyoxigraph as ox

from craftgraph.graph.labels import Labels
from craftgraph.graph.mapping import IDENTIFIER
from craftgraph.graph.model import Listing, Model, load_model, required_properties, turtle_files

_HEADER = """\
# yaml-language-server: $schema={schema}
id: {name}
centre:                  # the centre that this describes: an id under `centres` in your organisations.yaml
as_of:                   # the moment that the description holds for: 2024, 2024-06 or 2024-06-30
name: {{nl: "", en: ""}}
source:                  # document/chapter in your sources.yaml; every `at:` below is a section under it
municipalities: []       # their ids in organisations.yaml, such as gemeente-zwolle
defaults: {{status: current, basis: stated}}

# Under each list one fact an item. Every item takes `at` (needed: the section that says it), `what` ({{nl: …,
# en: …}}, in your own words), `status` (wish, explored, planned, starting, current, ended), `basis` (stated, or read
# when it is your reading), `since`, `until`, `when`, `condition`, `extent` and `said_by`. Fields with a ! are needed.
# Take the marks (#) away to use a line; leave out what the source does not say: unknown is simply not there.
"""


def skeleton(name: str, language: str = "en") -> str:
    """Return the text of an empty case file, with comments that explain each part.

    :param name: the identifier of the case (`assen-2024`).
    :raises ValueError: when that is not an identifier.
    """
    if not IDENTIFIER.fullmatch(name):
        raise ValueError(f"'{name}' is not an identifier; use lower-case letters, digits and hyphens, as in assen-2024")
    model = load_model()
    store = ox.Store()
    for _, turtle in turtle_files():
        store.bulk_load(turtle, format=ox.RdfFormat.TURTLE)
    labels = Labels(store, language)
    needed = required_properties()
    parts = [_HEADER.format(name=name, schema="case.schema.json")]
    for listing in model.lists.values():
        if listing.describes_a_case:
            parts.append(_list(listing, model, labels, needed.get(listing.class_iri, frozenset())))
    return "\n".join(parts)


def _list(listing: Listing, model: Model, labels: Labels, needed: frozenset[str]) -> str:
    own = [name for name in model.fields if name in listing.fields and name not in _common(model)]
    fields = [f"{name}!" if model.fields[name].iri in needed else name for name in own]
    identifier = [] if listing.key else ["id!"]
    definition = labels.definition(listing.class_iri) or labels.of(listing.class_iri)
    shown = ", ".join(f"{field}: …" for field in [*identifier, *fields, "at!"])
    return f"# {listing.name}: {definition}\n# - {{{shown}}}\n"


def _common(model: Model) -> frozenset[str]:
    """The fields that every list of statements takes, which the header explains once."""
    statements = [listing.fields for listing in model.lists.values() if listing.base is None and not listing.graph]
    return frozenset.intersection(*(fields for fields in statements if "status" in fields))
