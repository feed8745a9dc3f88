"""Reference pages made from the ontology: every list, field and concept, with an example from the real cases.

`python -m craftgraph.exports.reference` writes `docs/reference/` again; a test fails when it is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from craftgraph.exports.sheet import Sheet, Statement
from craftgraph.graph.load import load
from craftgraph.graph.model import Listing, load_model, required_properties
from craftgraph.graph.namespaces import PREFIXES, VOC
from craftgraph.graph.query import shorten
from craftgraph.graph.store import Graph

_SCHEME = ox.NamedNode(PREFIXES["skos"] + "inScheme")
_BROADER = ox.NamedNode(PREFIXES["skos"] + "broader")


def pages(graph: Graph) -> dict[str, str]:
    """Return the reference pages by their file name."""
    reference = Reference(graph)
    found = {"README.md": reference.index(), "lists.md": reference.lists()}
    for scheme in reference.schemes:
        found[f"{scheme}.md"] = reference.scheme(scheme)
    return found


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a vocabulary: its name there, how deep it stands, and how often cases and registry use it."""

    iri: str
    name: str
    depth: int
    uses: int


class Reference:
    """What the ontology says, and how often the cases use it.

    :param sheets: the cases that examples come from; read in English when not given.
    """

    def __init__(self, graph: Graph, sheets: Sequence[Sheet] = ()) -> None:
        self.store = graph.store
        self.labels = {language: graph.labels(language) for language in ("nl", "en")}
        self.model = load_model()
        self.needed = required_properties()
        sheets = sheets or [Sheet(graph, case, "en", self.labels["en"]) for case in graph.cases]
        self.examples: dict[str, Statement] = {}
        for sheet in sheets:
            for one in sheet.statements.values():
                if (
                    len(one.details) > len(self.examples.get(one.listing, one).details)
                    or one.listing not in self.examples
                ):
                    self.examples[one.listing] = one
        graphs = [graph.value.removeprefix(VOC) for graph in self.store.named_graphs() if graph.value.startswith(VOC)]
        self.schemes = sorted(graphs)
        self._concepts_of: dict[str, tuple[Concept, ...]] = {}

    def index(self) -> str:
        """Return the overview in Markdown."""
        lines = [
            "# Reference",
            "",
            "Made from the ontology by `python -m craftgraph.exports.reference`; do not edit by hand.",
            "",
            "- [Lists and fields](lists.md): what a case file may say, and what it becomes in RDF.",
            "",
            "| vocabulary | Dutch | English | meaning |",
            "|---|---|---|---|",
        ]
        for scheme in self.schemes:
            iri = VOC + scheme
            labels = " | ".join(self._label(iri, language) for language in ("nl", "en"))
            lines.append(f"| [{scheme}]({scheme}.md) | {labels} | {self._meaning(iri, 'en')} |")
        return "\n".join([*lines, ""])

    def lists(self) -> str:
        """Return every list with its fields in Markdown."""
        lines = [
            "# Lists and fields",
            "",
            "A field with a * is needed. How to use them: [How to encode a case](../encoding.md).",
            "",
        ]
        for listing in [self.model.case, self.model.profile, *self.model.lists.values()]:
            lines.extend(self._list(listing))
        return "\n".join(lines)

    def _list(self, listing: Listing) -> Iterator[str]:
        prefixed = shorten(listing.class_iri, PREFIXES)
        yield f"## {listing.name}"
        yield ""
        labels = " · ".join(self._label(listing.class_iri, language) for language in ("nl", "en"))
        yield f"`{prefixed}` · {labels}. {self._meaning(listing.class_iri, 'en')}"
        yield f"*{self._meaning(listing.class_iri, 'nl')}*"
        yield ""
        example = self.examples.get(listing.name)
        if example is not None:
            details = "; ".join(f"{label}: {value}" for label, value in example.details)
            yield f"Example, `{shorten(example.iri, {})}`: {_cell(example.text)} ({_cell(details)})."
            yield ""
        yield "| field | property | Dutch | English | meaning |"
        yield "|---|---|---|---|---|"
        needed = self.needed.get(listing.class_iri, frozenset())
        for name, field in self.model.fields.items():
            if name in listing.fields:
                star = "*" if field.iri in needed else ""
                yield (
                    f"| `{name}`{star} | `{shorten(field.iri, PREFIXES)}` | {self._label(field.iri, 'nl')} "
                    f"| {self._label(field.iri, 'en')} | {self._meaning(field.iri, 'en')} |"
                )
        yield ""

    def scheme(self, scheme: str) -> str:
        """Return a vocabulary with its concepts in Markdown."""
        iri = VOC + scheme
        lines = [
            f"# {self._label(iri, 'en')} / {self._label(iri, 'nl')}",
            "",
            f"{self._meaning(iri, 'en')} *{self._meaning(iri, 'nl')}*",
            "",
            "| concept | Dutch | English | meaning | betekenis | used |",
            "|---|---|---|---|---|---|",
        ]
        lines.extend(self._concepts(iri))
        return "\n".join([*lines, ""])

    def _concepts(self, scheme: str) -> Iterator[str]:
        for one in self.concepts(scheme):
            yield (
                f"| {'&emsp;' * one.depth}`{one.name}` | {self._label(one.iri, 'nl')} | {self._label(one.iri, 'en')} "
                f"| {self._meaning(one.iri, 'en')} | {self._meaning(one.iri, 'nl')} | {one.uses} |"
            )

    def concepts(self, scheme: str) -> tuple[Concept, ...]:
        """Return the concepts of a vocabulary, the narrower ones right under the broader."""
        if scheme not in self._concepts_of:
            self._concepts_of[scheme] = tuple(self._read(scheme))
        return self._concepts_of[scheme]

    def _read(self, scheme: str) -> Iterator[Concept]:
        members = {
            quad.subject.value
            for quad in self.store.quads_for_pattern(None, _SCHEME, ox.NamedNode(scheme), None)
            if isinstance(quad.subject, ox.NamedNode)
        }
        parents = {
            quad.subject.value: quad.object.value
            for quad in self.store.quads_for_pattern(None, _BROADER, None, ox.NamedNode(scheme))
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }

        children: dict[str | None, list[str]] = {}
        for iri in sorted(members):
            children.setdefault(parents.get(iri), []).append(iri)

        def below(parent: str | None, depth: int) -> Iterator[Concept]:
            for iri in children.get(parent, ()):
                yield Concept(iri, iri.removeprefix(f"{scheme}/"), depth, self._uses(iri))
                yield from below(iri, depth + 1)

        yield from below(None, 0)

    def _uses(self, iri: str) -> int:
        """Return how often a concept is used outside its own vocabulary."""
        concept, own = ox.NamedNode(iri), ox.NamedNode(iri.rsplit("/", 1)[0])
        everywhere, at_home = (self.store.quads_for_pattern(None, None, concept, graph) for graph in (None, own))
        return sum(1 for _ in everywhere) - sum(1 for _ in at_home)

    def _label(self, iri: str, language: str) -> str:
        return _cell(self.labels[language].of(iri))

    def _meaning(self, iri: str, language: str) -> str:
        return _cell(self.labels[language].definition(iri))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def write(folder: Path, graph: Graph) -> None:
    """Write the reference pages into a folder; a page that no longer exists is taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(graph)
    for path in folder.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference"), load())
