"""A word for how alike two centres are, so that nobody reads a second decimal as exact.

The words and their bounds are data (`ontology/degrees.json`): each holds from its `from` up to that of the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from craftgraph.graph.model import folder


@dataclass(frozen=True, slots=True)
class Degree:
    """A word for scores from a bound on (0 to 1), in each language."""

    name: str
    start: float
    texts: Mapping[str, str]


@cache
def degrees() -> tuple[Degree, ...]:
    """Return the words, that of the highest scores first."""
    document = json.loads((folder() / "degrees.json").read_bytes())
    found = [
        Degree(name, float(entry["from"]), {language: entry[language] for language in ("nl", "en")})
        for name, entry in document.items()
    ]
    return tuple(sorted(found, key=lambda degree: -degree.start))


def degree(score: float) -> Degree:
    """Return the word for a score from 0 to 1.

    >>> degree(0.71).name, degree(0.5).name, degree(0.499).name
    ('much', 'fair', 'little')
    """
    return next(one for one in degrees() if round(score, 9) >= one.start)
