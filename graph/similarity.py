"""How alike two values are: concepts in a hierarchy, steps on an ordered scale, numbers, and sets of them.

Pure functions. Every similarity is between 0 (nothing in common) and 1 (the same).

Concepts are compared by what they share in their hierarchy (Lin 1998), with an information content that follows from
the hierarchy alone (Couto & Lamurias 2019, Semantic similarity definition, Encyclopedia of Bioinformatics and
Computational Biology 1, 870-876; in the manner of Seco et al. 2004): the more concepts lie below one,
the less it tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Taxonomy:
    """A hierarchy of concepts under one root; a concept may have several parents.

    :param parents: the parents of each concept; a concept without any stands under the root.
    :param root: the name of what holds all concepts; it tells nothing.
    """

    def __init__(self, parents: Mapping[str, Collection[str]], root: str = "") -> None:
        self.root = root
        self._parents = {concept: tuple(sorted(above)) or (root,) for concept, above in parents.items()}
        self._parents[root] = ()
        self._ancestors: dict[str, frozenset[str]] = {}
        self._ways: dict[str, dict[str, int]] = {}
        self._lin: dict[tuple[str, str], float] = {}

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        """Every concept but the root, in alphabetical order."""
        return tuple(sorted(concept for concept in self._parents if concept != self.root))

    def ancestors(self, concept: str) -> frozenset[str]:
        """Return a concept and all that lie above it, up to the root.

        :raises ValueError: when a concept lies above itself.
        """
        if concept not in self._ancestors:
            found, waiting = {concept}, list(self._parents[concept])
            while waiting:
                one = waiting.pop()
                if one == concept:
                    raise ValueError(f"'{concept}' lies above itself")
                if one not in found:
                    found.add(one)
                    waiting.extend(self._parents[one])
            self._ancestors[concept] = frozenset(found)
        return self._ancestors[concept]

    def parents(self, concept: str) -> frozenset[str]:
        """Return what a concept stands directly under; nothing for the root."""
        return frozenset(self._parents[concept])

    @cached_property
    def information(self) -> dict[str, float]:
        """The information content of each concept: 0 at the root, most in the leaves.

        -ln((d + 1) / (n + 1)), where d counts the concept and those below it, and n all of them with the root.
        """
        below = dict.fromkeys(self._parents, 0)
        for concept in self._parents:
            for above in self.ancestors(concept):
                below[above] += 1
        size = below[self.root]
        return {concept: -log((count + 1) / (size + 1)) for concept, count in below.items()}

    def shared(self, one: str, other: str) -> float:
        """Return the information that two concepts share, by disjunctive common ancestors (Couto & Silva 2011).

        Common ancestors that both reach along equally many more paths tell the same; of each such group the most
        informative counts, and the groups are averaged. With a single parent each, it is that of the lowest common
        ancestor: Resnik's measure (1995).
        """
        groups: dict[int, float] = {}
        ways, information = self._ways_up(other), self.information
        for above, count in self._ways_up(one).items():
            if above in ways:
                difference = abs(count - ways[above])
                groups[difference] = max(groups.get(difference, 0.0), information[above])
        return sum(groups.values()) / len(groups)

    def shared_by_lowest(self, one: str, other: str) -> float:
        """Return the information of the most informative common ancestor of two concepts (Resnik 1995)."""
        return max(self.information[above] for above in self.ancestors(one) & self.ancestors(other))

    def lin(self, one: str, other: str) -> float:
        """Return how alike two concepts are: twice what they share by what both tell (Lin 1998), from 0 to 1."""
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        if pair not in self._lin:
            told = self.information[one] + self.information[other]
            self._lin[pair] = 2 * self.shared(one, other) / told if told else 1.0
        return self._lin[pair]

    def _ways_up(self, concept: str) -> dict[str, int]:
        """Count the ways up from a concept to itself (one) and to each that lies above it."""
        if concept not in self._ways:
            ways = dict.fromkeys(self.ancestors(concept), 0)
            ways[concept] = 1
            for parent in self._parents[concept]:
                for above, count in self._ways_up(parent).items():
                    ways[above] += count
            self._ways[concept] = ways
        return self._ways[concept]


def matrix(taxonomy: Taxonomy, wanted: Sequence[str], concepts: Sequence[str], scale: Sequence[str] = ()) -> Floats:
    """Return how alike each wanted concept (row) is to each of some concepts (column).

    :param scale: concepts in order; two that both stand in it are compared by their distance on it.
    """
    rows = [alike(taxonomy, one, concepts, scale) for one in wanted]
    return np.array(rows, dtype=np.float64).reshape(len(wanted), len(concepts))


def alike(taxonomy: Taxonomy, wanted: str, concepts: Sequence[str], scale: Sequence[str] = ()) -> list[float]:
    """Return how alike a concept is to each of some others; see :func:`matrix`."""
    if wanted not in scale:
        return [taxonomy.lin(wanted, other) for other in concepts]
    return [step(scale, wanted, other) if other in scale else taxonomy.lin(wanted, other) for other in concepts]


def step(scale: Sequence[str], one: str, other: str) -> float:
    """Return how near two steps of an ordered scale are: 1 for the same one, 0 for its two ends.

    >>> step(["idea", "plan", "running"], "idea", "plan")
    0.5
    """
    return 1 - abs(scale.index(one) - scale.index(other)) / max(len(scale) - 1, 1)


def nearness(one: float, others: Floats, span: float) -> Floats:
    """Return how near some numbers are to one, by their ratio: 1 for the same one, 0 from `span` times on.

    Numbers must be above 0, as the sizes of things are; two that are not have nothing in common unless equal.

    >>> nearness(1000, np.array([1000.0, 10000.0, 100.0]), 100).round(6).tolist()
    [1.0, 0.5, 0.5]
    """
    found = np.where(others == one, 1.0, 0.0)
    usable = (others > 0) & (one > 0)
    ratio = np.abs(np.log(np.where(usable, others, 1.0) / (one if one > 0 else 1.0))) / log(span)
    return np.where(usable, np.clip(1 - ratio, 0.0, 1.0), found)


def best(similarity: Floats, starts: Integers) -> Floats:
    """Return the best of each run of values: run i goes from starts[i] to starts[i + 1]; nan for an empty run.

    >>> best(np.array([0.2, 0.9, 0.4]), np.array([0, 2, 2, 3])).tolist()
    [0.9, nan, 0.4]
    """
    found = np.full(len(starts) - 1, np.nan)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        found[filled] = np.maximum.reduceat(similarity, starts[:-1][filled])
    return found
