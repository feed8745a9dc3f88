"""The rule by which shares and signs become a level of dependence, as data: `ontology/dependence.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from craftgraph.graph.model import folder


class Level(Enum):
    """How dependent: `low`, `raised` or `high`; `cannot-say` where the description is too thin to tell."""

    LOW = "low"
    RAISED = "raised"
    HIGH = "high"
    CANNOT_SAY = "cannot-say"

    @property
    def rank(self) -> int:
        """0 (low) to 2 (high); -1 when it cannot be said."""
        return _ORDER.index(self) - 1


_ORDER = (Level.CANNOT_SAY, Level.LOW, Level.RAISED, Level.HIGH)


def worst_level(levels: Iterable[Level]) -> Level:
    """Return the worst of some levels; those that cannot be said do not count.

    >>> worst_level([Level.LOW, Level.CANNOT_SAY, Level.RAISED])
    <Level.RAISED: 'raised'>
    """
    return max(levels, key=lambda level: level.rank, default=Level.CANNOT_SAY)


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a level.

    `raised` and `high`: the shares (0 to 1) from which on a dependence is so. `least_tied` and `least_functions`: with
    fewer tied actors, or fewer things done by somebody named, nothing is said. `network`: the projection that counts.
    The other fields name concepts: the `coordinating` duties and roles, in steps of which the first counts for which
    the source names anybody; roles that say what a party is, `not_done` by it; `general_kinds` of organisation, which
    say too little of one to be an example for another; `insecure` appointments; kinds of money that are `temporary` or
    `lasting` by their nature. `draws`, `missing` and `shift` are for the trials: how many times ties are drawn that the
    source may have left out, how many (as a share of those there are), and how far the two shares are moved. `gain`:
    how much a share must fall before something is said to help.
    """

    raised: float
    high: float
    least_tied: int
    least_functions: int
    network: str
    coordinating: tuple[Mapping[str, frozenset[str]], ...]
    not_done: frozenset[str]
    general_kinds: frozenset[str]
    insecure: frozenset[str]
    temporary: frozenset[str]
    lasting: frozenset[str]
    draws: int
    missing: float
    shift: float
    gain: float

    def level(self, share: float, shift: float = 0.0) -> Level:
        """Return the level of a share, with both bounds moved by `shift`."""
        if share >= self.high + shift:
            return Level.HIGH
        return Level.RAISED if share >= self.raised + shift else Level.LOW

    def helps(self, before: float, after: float) -> bool:
        """Whether a share falls enough to be worth advising."""
        return round(before - after, 9) >= self.gain

    def is_thin(self, tied: int, untied: int) -> bool:
        """Whether too few actors are tied to say what the loss of one does, or fewer than are not."""
        return tied < self.least_tied or tied < untied


@cache
def rule() -> Rule:
    """Return the rule that travels with craftgraph."""
    data: dict[str, Any] = json.loads((folder() / "dependence.json").read_bytes())
    return Rule(
        raised=data["levels"]["raised"],
        high=data["levels"]["high"],
        least_tied=data["least"]["tied"],
        least_functions=data["least"]["functions"],
        network=data["network"],
        coordinating=tuple({key: frozenset(values) for key, values in step.items()} for step in data["coordinating"]),
        not_done=frozenset(data["not_done"]["roles"]),
        general_kinds=frozenset(data["general_kinds"]),
        insecure=frozenset(data["insecure"]),
        temporary=frozenset(data["money"]["temporary"]),
        lasting=frozenset(data["money"]["lasting"]),
        draws=data["trials"]["draws"],
        missing=data["trials"]["missing"],
        shift=data["trials"]["shift"],
        gain=data["helps"]["gain"],
    )
