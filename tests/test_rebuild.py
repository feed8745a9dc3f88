"""A second build does again only what changed, and gives what a first one would give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from craftgraph.exports import network_map, site
from craftgraph.exports.layout import positions
from craftgraph.exports.place import MARK
from craftgraph.exports.site import write_site
from craftgraph.graph import results
from craftgraph.graph.memory import remembered
from craftgraph.graph.store import Graph, load

TIES = """\
parties:
- {party: shop, involvement: partner, at: one}
- {party: depot, involvement: partner, at: one}
- {party: school, involvement: partner, at: one}
ties:
- {tie: cooperates, from: shop, to: depot, at: one}
- {tie: cooperates, from: school, to: depot, at: one}
"""


@pytest.fixture
def two_cases(
    case_files: Callable[..., list[Path]], header: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Graph]:
    """Load two cases with the little registry, remembering in a folder of this test; the second may be changed."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "cache"))

    def _two_cases(more: str = "") -> Graph:
        paths = case_files(TIES)
        (tmp_path / "other.yaml").write_text(header.replace("own-2024", "other-2024") + TIES + more, "utf-8")
        return load([*paths, tmp_path / "other.yaml"], only=True)

    return _two_cases


MORE = "- {tie: advises, from: shop, to: school, at: two}\n"


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_site_of_the_same_cases_is_left_as_it_is(two_cases: Callable[..., Graph], tmp_path: Path) -> None:
    """Nothing is written when nothing changed, unless one asks for it."""
    write_site(two_cases(), tmp_path / "site")
    first = (tmp_path / "site" / "index.html").stat()
    steps: list[str] = []
    write_site(two_cases(), tmp_path / "site", progress=steps.append)
    assert (tmp_path / "site" / "index.html").stat().st_ino == first.st_ino
    assert steps == ["See what changed"]
    before = _contents(tmp_path / "site")
    write_site(two_cases(), tmp_path / "site", anew=True)
    assert (tmp_path / "site" / "index.html").stat().st_ino != first.st_ino
    assert _contents(tmp_path / "site") == before


@pytest.mark.parametrize("harm", ["edit", "delete", "add", "mark"])
def test_a_site_that_someone_touched_is_built_again(two_cases: Callable[..., Graph], tmp_path: Path, harm: str) -> None:
    """A file that was edited, deleted or added since makes the folder no longer what was built."""
    write_site(two_cases(), tmp_path / "site")
    before = _contents(tmp_path / "site")
    page = tmp_path / "site" / "own-2024.html"
    if harm == "edit":
        page.write_text(page.read_text("utf-8").replace("<h1>", "<h1>x"), "utf-8")
    elif harm == "delete":
        page.unlink()
    elif harm == "add":
        (tmp_path / "site" / "more.html").write_text("more")
    else:
        (tmp_path / "site" / MARK).write_text("")
    write_site(two_cases(), tmp_path / "site")
    assert _contents(tmp_path / "site") == before


def test_what_one_case_says_changes_the_rest_of_nothing(
    two_cases: Callable[..., Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change in one case only that case is measured and placed again; all bytes are those of a first build."""
    write_site(two_cases(), tmp_path / "site")
    measured: list[str] = []
    placed: list[int] = []
    compute = results.case_results

    def measure(graph: Graph, case: str) -> Iterator[ox.Quad]:
        measured.append(case)
        return compute(graph, case)

    def place(ties: nx.Graph[str], names: dict[str, str]) -> dict[str, tuple[int, int]]:
        placed.append(len(ties))
        return positions(ties, names)

    monkeypatch.setattr(results, "case_results", measure)
    monkeypatch.setattr(network_map, "positions", place)
    write_site(two_cases(MORE), tmp_path / "site")
    assert measured == ["other-2024"]
    assert len(placed) < 3  # the case itself, and the network of all cases together where there is one
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path / "empty"))
    write_site(two_cases(MORE), tmp_path / "clean")
    assert _contents(tmp_path / "site") == _contents(tmp_path / "clean")


def test_a_new_version_of_the_program_builds_again(
    two_cases: Callable[..., Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program, another site: code, templates and texts count as much as the cases do."""
    write_site(two_cases(), tmp_path / "site")
    first = (tmp_path / "site" / "index.html").stat().st_ino
    monkeypatch.setattr(site, "program_digest", lambda: "another")
    write_site(two_cases(), tmp_path / "site")
    assert (tmp_path / "site" / "index.html").stat().st_ino != first


def test_what_was_cut_off_counts_as_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept result that is damaged is made again; another input is another result."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(tmp_path))
    made: list[str] = []

    def make(text: str) -> str:
        made.append(text)
        return text

    assert remembered("kind", ["a"], lambda: make("one")) == remembered("kind", ["a"], lambda: make("never")) == "one"
    next((tmp_path / "kind").iterdir()).write_text("on")
    assert remembered("kind", ["a"], lambda: make("two")) == "two"
    assert remembered("kind", ["a", ""], lambda: make("three")) == "three"
    assert made == ["one", "two", "three"]
    monkeypatch.setenv("CRAFTGRAPH_CACHE", "/proc/nowhere")
    assert remembered("kind", ["a"], lambda: make("four")) == "four"
