"""What can go wrong, in words for people.

::

    CraftgraphError
     ├── CheckError        case files that cannot be read as a graph (carries findings)
     ├── UnknownNameError  a case, question, rule or format that does not exist (carries the nearest)
     └── QueryError        a SPARQL query that cannot be run (carries the place)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong at a place in a file: what, and how to mend it. Line and column count from 1."""

    path: str
    line: int
    column: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.problem}; {self.remedy}"


class CraftgraphError(Exception):
    """Anything that craftgraph refuses, told in a message that says how to go on."""


class CheckError(CraftgraphError):
    """Case files that hold findings, so that no graph is made of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


class UnknownNameError(CraftgraphError):
    """A name that nothing here has."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        hint = nearest(name, names)
        tail = f"did you mean '{hint}'?" if hint else "there are: " + (", ".join(names) if names else "none") + "."
        super().__init__(f"There is no {kind} '{name}'; {tail}")


class QueryError(CraftgraphError):
    """A SPARQL query that cannot be parsed or run."""


def nearest(name: str, known: Iterable[str], closeness: float = 0.6) -> str | None:
    """Return the known name that looks most like `name`, or None when none does.

    :param closeness: how much of the two must be the same, 0 to 1 (the ratio of `difflib.SequenceMatcher`).

    >>> nearest("kringlop", ["kringloop", "rova"])
    'kringloop'
    """
    from difflib import get_close_matches

    found = get_close_matches(name, list(known), n=1, cutoff=closeness)
    return found[0] if found else None


def slip_of(name: str, known: Iterable[str]) -> str | None:
    """Return the known identifier of which `name` looks like a slip of the pen, or None when there is none.

    Identifiers are words joined by hyphens: the words in which two of them differ must look alike too, so that one
    municipality is not taken for another.

    >>> slip_of("gemeente-zwole", ["gemeente-zwolle", "gemeente-utrecht"])
    'gemeente-zwolle'
    >>> slip_of("gemeente-utrecht", ["gemeente-dordrecht"])
    """
    words = name.split("-")

    def differs_little(other: str) -> bool:
        theirs = other.split("-")
        ours = "-".join(word for word in words if word not in theirs)
        rest = "-".join(word for word in theirs if word not in words)
        return nearest(ours, [rest], 0.65) is not None

    return nearest(name, filter(differs_little, known), 0.75)
