"""What things are called, in the language of the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from craftgraph.graph.model import local_name
from craftgraph.graph.namespaces import PREFIXES, VOC

_NAMING = (
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["rdfs"] + "label",
    PREFIXES["cg"] + "label",
    PREFIXES["dcterms"] + "title",
    PREFIXES["cg"] + "heading",
)


_KIND = ox.NamedNode(PREFIXES["cg"] + "kind")
_HELD_BY = ox.NamedNode(PREFIXES["org"] + "heldBy")
_PERSON = PREFIXES["cg"] + "Person"
_DEFINITION = ox.NamedNode(PREFIXES["skos"] + "definition")


class Labels:
    """Labels of everything in a store, read once.

    A label in the reader's language goes before one without a language (a proper name), and that before another
    language, which is told (`Workshop [en]`); a party without any name is called after its kind, a person (whose name
    is kept apart) after the post that they hold, and anything else by the last part of its identifier.
    """

    def __init__(self, store: ox.Store, language: str) -> None:
        self.language = language
        self._store = store
        self._labels: dict[str, str] = {}
        ranks: dict[str, int] = {}
        for number, iri in enumerate(_NAMING):
            for quad in store.quads_for_pattern(None, ox.NamedNode(iri), None, None):
                if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.Literal):
                    continue
                rank = number + 10 * self._distance(quad.object.language)
                if rank < ranks.get(quad.subject.value, 1000):
                    ranks[quad.subject.value] = rank
                    self._labels[quad.subject.value] = in_language(quad.object.value, quad.object.language, language)
        for quad in store.quads_for_pattern(None, _KIND, None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                self._labels.setdefault(quad.subject.value, self.of(quad.object.value))
        self._labels = self._persons() | self._labels
        self._inside: dict[str, str] = {}

    def _persons(self) -> dict[str, str]:
        """Return what to call who holds a post: `Project leader (person)`."""
        posts: dict[str, set[str]] = {}
        for quad in self._store.quads_for_pattern(None, _HELD_BY, None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                posts.setdefault(quad.object.value, set()).add(quad.subject.value)
        return {person: f"{self.join(held)} ({self.of(_PERSON)})" for person, held in posts.items()}

    def _distance(self, language: str | None) -> int:
        return 0 if language == self.language else 1 if language is None else 2

    def of(self, iri: str) -> str:
        """Return the label of a thing."""
        return self._labels.get(iri) or local_name(iri)

    def inside(self, text: str) -> str:
        """Return a label as it stands inside a sentence: without its capital, unless it begins with a name.

        A name is what keeps its capital as a concept too (`Participatiewet`, `Wajong`), or has more capitals than one.
        """
        if text not in self._inside:
            first = re.split(r"[\s/]", text, maxsplit=1)[0]
            is_word = re.fullmatch(r"[A-Z][a-zà-ÿ]+(-.+)?", first) is not None and first not in self._names
            self._inside[text] = text[0].lower() + text[1:] if is_word else text
        return self._inside[text]

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words with a capital that the label of a concept begins with."""
        labels = (label for iri, label in self._labels.items() if iri.startswith(VOC) and label[:1].isupper())
        return frozenset(label.split(" ", 1)[0] for label in labels)

    def aliases(self, iri: str) -> tuple[str, ...]:
        """Return the other names of a thing, in alphabetical order."""
        quads = self._store.quads_for_pattern(
            ox.NamedNode(iri), ox.NamedNode(PREFIXES["skos"] + "altLabel"), None, None
        )
        return tuple(sorted({quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}))

    def definition(self, iri: str) -> str:
        """Return what the ontology says that a term means, in this language; an empty text where it says nothing."""
        quads = self._store.quads_for_pattern(ox.NamedNode(iri), _DEFINITION, None, None)
        texts = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
        return min((text.value for text in texts if text.language == self.language), default="")

    def has(self, iri: str) -> bool:
        """Whether a thing has a label of its own."""
        return iri in self._labels

    def join(self, iris: Iterable[str]) -> str:
        """Return the labels of several things, in alphabetical order, with commas."""
        return ", ".join(sorted((self.of(iri) for iri in iris), key=str.casefold))


def in_language(text: str, language: str | None, wanted: str) -> str:
    """Return a text for a reader of a language; one in another language says so.

    >>> in_language("atelier", "nl", "en"), in_language("ROVA", None, "en"), in_language("workshop", "en", "en")
    ('atelier [nl]', 'ROVA', 'workshop')
    """
    return text if not language or language == wanted else f"{text} [{language}]"
