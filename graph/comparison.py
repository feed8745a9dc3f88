"""Which cases are like a profile, or like another case, and why.

Local and global: on each feature a similarity of its own, and over the features a weighted mean. Asymmetric: only what
the profile states counts, so that a case is not blamed for what it has besides (Witschel & Martin 2018). On a set of
values each value of the profile looks for the most similar one of the case, and these are averaged.

Unknown is not no. A case whose source says nothing on a feature gets there what the other cases get on average, and its
score has a range: from what its source states, to what it would be if all that the source leaves open were the same as
in the profile. A value that is not named counts as a no only where the source presents the list as complete, or where
the case has another of which there is one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isfinite

import numpy as np

from craftgraph.graph.errors import CraftgraphError, UnknownNameError
from craftgraph.graph.features import Column, Table, Value, features, presets
from craftgraph.graph.similarity import Floats, best, nearness
from craftgraph.graph.tables import text_table

SAME, NEAR, OTHER, SILENT = "same", "near", "other", "silent"
SHARED, PARTLY, DIFFERENT, UNKNOWN = "shared", "partly", "different", "unknown"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A case in the ranking: its score, from 0 to 1, and the range in which it lies given what is unknown.

    `known` is the share of the weights on which the source of the case says something.
    """

    case: str
    score: float
    low: float
    high: float
    known: float


@dataclass(frozen=True, slots=True)
class Match:
    """A value of the profile beside the most similar one of a case.

    `outcome`: `same`, `near` (related), `other` (the case has another, or surely not this), `silent` (not named).
    """

    wanted: Value
    found: Value | None
    similarity: float
    outcome: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What a feature adds to a score: its share of the weights times its similarity.

    `outcome`: `shared`, `partly`, `different` or `unknown`; of an unknown one `similarity` is the mean of the other
    cases. `extra` holds what the case has besides.
    """

    feature: str
    share: float
    similarity: float
    low: float
    high: float
    outcome: str
    matches: tuple[Match, ...]
    extra: tuple[Value, ...]

    @property
    def points(self) -> float:
        """How much of the score comes from this feature."""
        return self.share * self.similarity


@dataclass(frozen=True, slots=True)
class _Local:
    """The similarities of a feature to all rows of the table: for each value of the profile, and over them."""

    values: tuple[Value, ...]
    each: Floats
    likeness: Floats
    low: Floats
    high: Floats


class Comparison:
    """A profile or case beside all other cases, the most alike first.

    :param profile: the identifier of a profile or case.
    :param weights: how much each feature counts, above 0; see :func:`choose_weights`.
    :param same_centre: compare with other descriptions of the same centre too.
    :param stated: what is stated on each feature, when it is not what the table holds of the profile. The profile then
        need not be in the table, and every case counts.
    :raises UnknownNameError: when there is no such profile or case.
    """

    def __init__(
        self,
        table: Table,
        profile: str,
        weights: Mapping[str, float] | None = None,
        *,
        same_centre: bool = False,
        stated: Mapping[str, Sequence[Value]] | None = None,
    ) -> None:
        self.table = table
        self.profile = profile
        self._reasons: dict[str, tuple[Reason, ...]] = {}
        self.weights = dict(weights if weights is not None else choose_weights())
        self._row = table.row(profile) if stated is None else -1
        self._stated = (
            {name: tuple(column.values(self._row)) for name, column in table.columns.items()}
            if stated is None
            else {name: tuple(values) for name, values in stated.items()}
        )
        here = table.centres[self._row] if stated is None else ""
        own = np.array([bool(here) and centre == here for centre in table.centres], dtype=np.bool_)
        self._others = ~table.is_profile & (np.arange(len(table.names)) != self._row)
        self.left_out: tuple[str, ...] = ()
        if not same_centre:
            self.left_out = tuple(table.names[row] for row in np.flatnonzero(self._others & own))
            self._others &= ~own
        self._local = {
            name: self._compare(table.columns[name], self._stated[name])
            for name in self.weights
            if self._stated.get(name)
        }

    def _compare(self, column: Column, values: tuple[Value, ...]) -> _Local:
        """Compare every case with the profile on one feature."""
        feature = column.feature
        known = np.diff(column.starts) > 0
        closed = column.closed | (feature.is_exclusive & known) | (feature.kind == "number")
        if feature.kind == "number":
            rows = [nearness(float(one.value), column.numbers, feature.span) for one in values]
        else:
            rows = [self.table.alike(column, str(one.value))[column.codes] for one in values]
        each = np.array([best(row, column.starts) for row in rows])
        stated = np.nan_to_num(each, nan=0.0)
        possible = np.where(closed & known, stated, 1.0)
        return _Local(values, each, each.mean(axis=0), stated.mean(axis=0), possible.mean(axis=0))

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The features that count: the profile states them, and at least one case says something on them."""
        return tuple(name for name, local in self._local.items() if np.any(~np.isnan(local.likeness[self._others])))

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The features with a weight on which the profile says nothing."""
        return tuple(name for name in self.weights if name not in self._local)

    @cached_property
    def unanswered(self) -> tuple[str, ...]:
        """The features that the profile states, but on which no other case says anything."""
        return tuple(name for name in self._local if name not in self.features)

    @cached_property
    def shares(self) -> dict[str, float]:
        """The weight of each feature that counts, as a share of them all."""
        total = sum(self.weights[name] for name in self.features)
        return {name: self.weights[name] / total for name in self.features}

    @cached_property
    def _means(self) -> dict[str, float]:
        """What the cases that say something on a feature get there on average."""
        return {name: float(np.nanmean(self._local[name].likeness[self._others])) for name in self.features}

    @cached_property
    def ranking(self) -> tuple[Ranked, ...]:
        """The cases, the most alike first; without anything to compare on, those of which most is known first."""
        size = len(self.table.names)
        score, low, high, known = (np.zeros(size) for _ in range(4))
        for name, share in self.shares.items():
            local = self._local[name]
            is_known = ~np.isnan(local.likeness)
            score += share * np.where(is_known, local.likeness, self._means[name])
            low += share * local.low
            high += share * local.high
            known += share * is_known
        if not self.features:
            filled = [np.diff(column.starts) > 0 for column in self.table.columns.values()]
            known, high = np.mean(filled, axis=0), np.ones(size)
        rows = np.flatnonzero(self._others)
        first = score if self.features else known
        ordered = rows[np.lexsort((rows, -np.round(first[rows], 12)))]
        return tuple(
            Ranked(self.table.names[row], float(score[row]), float(low[row]), float(high[row]), float(known[row]))
            for row in ordered
        )

    @cached_property
    def is_rough(self) -> bool:
        """Whether the ranges of two neighbours in the ranking overlap, so that their order may be another."""
        ranking = self.ranking if self.features else ()
        return any(one.low <= other.high for one, other in pairwise(ranking))

    def reasons(self, case: str) -> tuple[Reason, ...]:
        """Return why a case has its score: every feature that counts, in their order.

        :raises UnknownNameError: when there is no such case.
        """
        if case not in self._reasons:
            row = self.table.row(case)
            self._reasons[case] = tuple(self._reason(name, row) for name in self.features)
        return self._reasons[case]

    def _reason(self, name: str, row: int) -> Reason:
        local, column = self._local[name], self.table.columns[name]
        theirs = column.values(row)
        similarity = float(local.likeness[row])
        is_known = not np.isnan(similarity)
        closed = bool(column.closed[row]) or column.feature.is_exclusive or column.feature.kind == "number"
        matches = tuple(self._match(column, one, row, closed) for one in local.values)
        used = {match.found.value for match in matches if match.found is not None and match.outcome in (SAME, NEAR)}
        if not is_known:
            outcome = UNKNOWN
        elif all(match.outcome == SAME for match in matches):
            outcome = SHARED
        else:
            outcome = PARTLY if any(match.outcome in (SAME, NEAR) for match in matches) else DIFFERENT
        return Reason(
            feature=name,
            share=self.shares[name],
            similarity=similarity if is_known else self._means[name],
            low=float(local.low[row]),
            high=float(local.high[row]),
            outcome=outcome,
            matches=matches,
            extra=tuple(value for value in theirs if value.value not in used),
        )

    def _match(self, column: Column, wanted: Value, row: int, closed: bool) -> Match:
        theirs = column.values(row)
        if not theirs:
            return Match(wanted, None, 0.0, SILENT)
        here = slice(column.starts[row], column.starts[row + 1])
        if column.feature.kind == "number":
            found = nearness(float(wanted.value), column.numbers[here], column.feature.span).tolist()
        else:
            found = self.table.alike(column, str(wanted.value))[column.codes[here]].tolist()
        similarity = max(found)
        at = found.index(similarity)
        if similarity >= 1.0:
            outcome = SAME
        elif similarity > 0:
            outcome = NEAR
        else:
            outcome = OTHER if closed else SILENT
        return Match(wanted, theirs[at] if outcome != SILENT else None, similarity, outcome)

    @cached_property
    def contradictions(self) -> tuple[tuple[str, tuple[Value, ...]], ...]:
        """The features of which there is one at a time, but of which the profile states several equally far along."""
        found = []
        for name, local in self._local.items():
            feature = self.table.columns[name].feature
            statuses = [value.status for value in local.values]
            several = len(statuses) > len(set(statuses)) if feature.is_exclusive else len(statuses) > 1
            if several and (feature.is_exclusive or feature.kind == "number"):
                found.append((name, local.values))
        return tuple(found)

    def stated(self) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Yield what the profile states on each feature, whether it counts or not."""
        for name in self.table.columns:
            if self._stated.get(name):
                yield name, self._stated[name]

    def __iter__(self) -> Iterator[Ranked]:
        return iter(self.ranking)

    def __len__(self) -> int:
        return len(self.ranking)

    def _shown(self) -> tuple[list[str], list[list[str]]]:
        """Return the names of the columns and a row for each case, the most alike first, as text."""
        rows = [[one.case, *(f"{number:.2f}" for number in (one.score, one.low, one.high, one.known))] for one in self]
        return ["case", "score", "low", "high", "known"], rows

    def __repr__(self) -> str:
        head = f"<Comparison of {self.profile} with {len(self)} cases on {len(self.features)} features>"
        return f"{head}\n{text_table(*self._shown())}"

    def _repr_html_(self) -> str:
        from craftgraph.graph.query import html_table

        return html_table(*self._shown())


def choose_weights(
    preset: str = "all", weights: Mapping[str, float] | None = None, only: Sequence[str] = ()
) -> dict[str, float]:
    """Return how much each feature counts: those of a preset, changed by `weights`, or of `only` some features.

    Features with weight 0 are left out.

    :raises UnknownNameError: for an unknown preset or feature.
    :raises CraftgraphError: for a weight that is negative or no number, or when all are 0.
    """
    known, named = features(), presets()
    if preset not in named:
        raise UnknownNameError("preset", preset, named)
    for name in (*(weights or {}), *only):
        if name not in known:
            raise UnknownNameError("feature", name, known)
    chosen = dict(named[preset].weights) or {name: feature.weight for name, feature in known.items()}
    if only:
        chosen = {name: chosen.get(name) or known[name].weight for name in only}
    chosen |= dict(weights or {})
    for name, weight in chosen.items():
        if not isfinite(weight) or weight < 0:
            raise CraftgraphError(f"The weight of '{name}' is {weight:g}; give 0 (does not count) or a number above 0.")
    kept = {name: chosen[name] for name in known if chosen.get(name)}
    if not kept:
        raise CraftgraphError("Every weight is 0: there is nothing to compare on; give one feature a number above 0.")
    return kept


def side_by_side(table: Table, names: Sequence[str]) -> list[tuple[str, list[list[Value]]]]:
    """Return what some cases or profiles state on each feature on which at least one says something.

    :raises UnknownNameError: when there is no case or profile of a name.
    """
    rows = [table.row(name) for name in names]
    found = [(name, [column.values(row) for row in rows]) for name, column in table.columns.items()]
    return [(name, values) for name, values in found if any(values)]
