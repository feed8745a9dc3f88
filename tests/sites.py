"""Whole sites for the tests to look at, built once for all that test side by side, and which of their pages to look at.

Of a kind with many pages, such as the parties, a few are looked at that together hold every kind of element that any of
them holds: a row of a table more is no other row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pytest
from filelock import FileLock

from craftgraph.exports import case_page, home_page, site, statement_pages
from craftgraph.exports.site import write_site
from craftgraph.graph.store import Graph

_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z-]+)(="[^"]*")?')
_WITH_VALUE = ("class", "role", "type")


@pytest.fixture(scope="session")
def built_site(graph: Graph, shared: Path) -> Path:
    """The whole site of the shipped cases, built once for all that test side by side; no test changes it."""
    with FileLock(shared / "built.lock"):
        write_site(graph, shared / "built")  # leaves what another one built as it is
    return shared / "built"


@pytest.fixture(scope="session")
def two_case_site(two_cases: Graph, shared: Path) -> Path:
    """The whole site of the two descriptions of WaardeRing, built once for all; no test changes it."""
    with FileLock(shared / "two.lock"):
        write_site(two_cases, shared / "two")
    return shared / "two"


@pytest.fixture
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the first page and those of the cases alone: enough where it does not matter which pages a site has."""
    monkeypatch.setattr(site, "_PAGES", (home_page, case_page, statement_pages))


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Read all files of a folder, by their path in it."""
    return lambda folder: {
        str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _folders(built: Path) -> Iterator[tuple[list[Path], list[Path]]]:
    """Yield the pages of each folder below a language: those that are one of a kind, and the rest, lightest first."""
    paths = sorted(path for path in built.rglob("*.html") if path.relative_to(built).parts[0] != "en")
    for folder, pages in groupby(sorted(paths, key=attrgetter("parent")), attrgetter("parent")):
        unique: list[Path] = []
        rest: list[Path] = []
        for path in pages:
            is_case = path.stem[-4:].isdigit()
            (unique if path.name == "index.html" or (folder == built and not is_case) else rest).append(path)
        yield unique, sorted(rest, key=lambda path: (path.stat().st_size, path))


def _elements(path: Path) -> frozenset[tuple[str, ...]]:
    """Return the kinds of elements of a page: name, class, role, type, and which other attributes they have."""
    found = {
        (name, *sorted(key + value if key in _WITH_VALUE else key for key, value in _ATTRIBUTE.findall(attributes)))
        for name, attributes in _TAG.findall(path.read_text("utf-8").partition("<body")[2])
    }
    return frozenset(found)


def _together(pages: list[Path]) -> list[Path]:
    """Choose light pages that together hold every kind of element that any of them holds."""
    held = {path: _elements(path) for path in pages}
    missing = {one for elements in held.values() for one in elements}
    chosen: list[Path] = []
    while missing:
        best = max(pages, key=lambda path: (len(held[path] & missing) / (5000 + path.stat().st_size), path))
        chosen.append(best)
        missing -= held[best]
    for path in sorted(chosen, key=lambda path: -path.stat().st_size):  # what the later ones made superfluous
        if held[path] <= {one for other in chosen if other != path for one in held[other]}:
            chosen.remove(path)
    return chosen


@pytest.fixture(scope="session")
def one_of_each(built_site: Path) -> list[str]:
    """Pages of every kind, below a language, that hold every kind of element of the site."""
    found = {path for unique, rest in _folders(built_site) for path in (*unique, *_together(rest))}
    return sorted(str(path.relative_to(built_site)) for path in found)


@pytest.fixture(scope="session")
def sample(built_site: Path, one_of_each: list[str]) -> list[str]:
    """The same, and the lightest page of each kind with many, which lacks the most."""
    lightest = {str(rest[0].relative_to(built_site)) for _, rest in _folders(built_site) if rest}
    return sorted(lightest.union(one_of_each))


@pytest.fixture(scope="session")
def heaviest(built_site: Path) -> list[str]:
    """Of each kind with many pages the heaviest."""
    return [str(rest[-1].relative_to(built_site)) for _, rest in _folders(built_site) if rest]
