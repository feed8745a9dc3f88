"""Sentences of which parts lead somewhere: the terminal prints them, pages make links of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; where it has a `case` it leads to its `statement` (an IRI), or else to its dependence."""

    text: str
    case: str = ""
    statement: str = ""


Sentence = tuple[Piece, ...]


def fill(template: str, **values: str | Sequence[Piece]) -> Sentence:
    """Fill in a text of the catalogue with texts and with pieces.

    >>> fill("as in {case}: {who}", case=[Piece("Oss", "oss-2019")], who="IBN")
    (Piece(text='as in ', case='', statement=''), Piece(text='Oss', case='oss-2019', statement=''), \
Piece(text=': IBN', case='', statement=''))
    """
    found: list[Piece] = []
    for text, name, _, _ in Formatter().parse(template):
        value = values[name] if name is not None else ""
        found += [Piece(text), *([Piece(value)] if isinstance(value, str) else value)]
    return _merged(found)


def join(sentences: Iterable[Sequence[Piece]], between: str) -> Sentence:
    """Put a text between sentences."""
    found: list[Piece] = []
    for sentence in sentences:
        found += [*([Piece(between)] if found else []), *sentence]
    return _merged(found)


def plain(sentence: Iterable[Piece]) -> str:
    """Return a sentence without where its parts lead."""
    return "".join(piece.text for piece in sentence)


def _merged(pieces: Iterable[Piece]) -> Sentence:
    found: list[Piece] = []
    for piece in pieces:
        if found and not piece.case and not found[-1].case:
            found[-1] = Piece(found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(piece for piece in found if piece.text)
