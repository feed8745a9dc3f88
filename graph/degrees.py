"""A word for how alike two centres are, so that nobody reads a second decimal as exact.

The words and their bounds are data (`ontology/degrees.json`): each holds from its `from` up to that of the next. Where
the source says something on less than `known_below` of the weights, the score is mostly an average of others, and
there is no word but that too little is known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from craftgraph.graph.model import folder


@dataclass(frozen=True, slots=True)
class Degree:
    """A word for scores from a bound on, or for less known than the bound (0 to 1), in each language."""

    name: str
    bound: float
    texts: Mapping[str, str]


@cache
def degrees() -> tuple[Degree, ...]:
    """Return the words for scores, that of the highest first."""
    return tuple(sorted(_read("from"), key=lambda degree: -degree.bound))


@cache
def unclear() -> Degree:
    """Return the word for a score of which too little is known."""
    (found,) = _read("known_below")
    return found


def _read(bound: str) -> list[Degree]:
    document = json.loads((folder() / "degrees.json").read_bytes())
    return [
        Degree(name, float(entry[bound]), {language: entry[language] for language in ("nl", "en")})
        for name, entry in document.items()
        if bound in entry
    ]


def degree(score: float, known: float) -> Degree:
    """Return the word for a score, given the share of the weights on which the source says something (0 to 1).

    Both numbers count as they are shown, with two decimals: beside 0.70 stands the word from 0.7 on.

    >>> degree(0.71, 1).name, degree(0.696, 0.9).name, degree(0.494, 0.5).name, degree(0.71, 0.4).name
    ('much', 'much', 'little', 'unclear')
    """
    if _shown(known) < unclear().bound:
        return unclear()
    return next(one for one in degrees() if _shown(score) >= one.bound)


def _shown(number: float) -> float:
    return float(f"{number:.2f}")
