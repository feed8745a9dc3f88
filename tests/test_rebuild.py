"""A second build does again only what changed, and gives what a first one would give."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import networkx as nx
import pyoxigraph as ox
import pytest

from craftgraph.exports import layout, processes, site
from craftgraph.exports.layout import positions
from craftgraph.exports.place import MARK
from craftgraph.exports.site import write_site
from craftgraph.graph import results
from craftgraph.graph.load import load
from craftgraph.graph.namespaces import PREFIXES, VOC
from craftgraph.graph.store import Graph

Contents = Callable[[Path], dict[str, bytes]]
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
def forget(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Go on with nothing remembered but the compiled templates, in which no case has a part."""

    def _forget() -> None:
        templates = shared / "cache" / "templates"
        templates.mkdir(parents=True, exist_ok=True)
        empty = Path(mkdtemp(dir=tmp_path, prefix="cache-"))
        (empty / "templates").symlink_to(templates, target_is_directory=True)
        monkeypatch.setenv("CRAFTGRAPH_CACHE", str(empty))

    return _forget


@pytest.fixture
def cases(
    case_files: Callable[..., list[Path]], header: str, tmp_path: Path, forget: Callable[[], None]
) -> Callable[..., Graph]:
    """Load two cases with the little registry, with nothing remembered at first; the second may be changed."""
    forget()

    def _cases(more: str = "") -> Graph:
        paths = case_files(TIES)
        (tmp_path / "other.yaml").write_text(header.replace("own-2024", "other-2024") + TIES + more, "utf-8")
        return load([*paths, tmp_path / "other.yaml"], only=True)

    return _cases


MORE = "- {tie: advises, from: shop, to: school, at: two}\n"
PAST = 1_000_000_000


@pytest.mark.usefixtures("few_pages")
def test_a_site_of_the_same_cases_is_left_as_it_is(
    cases: Callable[..., Graph], contents: Contents, tmp_path: Path
) -> None:
    """Nothing is written when nothing changed, unless one asks for it."""
    write_site(cases(), tmp_path / "site")
    first = (tmp_path / "site" / "index.html").stat()
    steps: list[str] = []
    write_site(cases(), tmp_path / "site", progress=steps.append)
    assert (tmp_path / "site" / "index.html").stat().st_ino == first.st_ino
    assert steps == ["See what changed"]
    before = contents(tmp_path / "site")
    write_site(cases(), tmp_path / "site", anew=True)
    assert (tmp_path / "site" / "index.html").stat().st_ino != first.st_ino
    assert contents(tmp_path / "site") == before


@pytest.mark.usefixtures("few_pages")
@pytest.mark.parametrize("harm", ["edit", "delete", "add", "mark"])
def test_a_site_that_someone_touched_is_built_again(
    cases: Callable[..., Graph], contents: Contents, tmp_path: Path, harm: str
) -> None:
    """A file that was edited, deleted or added since makes the folder no longer what was built."""
    write_site(cases(), tmp_path / "site")
    before = contents(tmp_path / "site")
    page = tmp_path / "site" / "own-2024.html"
    if harm == "edit":
        page.write_text(page.read_text("utf-8").replace("<h1>", "<h1>x"), "utf-8")
    elif harm == "delete":
        page.unlink()
    elif harm == "add":
        (tmp_path / "site" / "more.html").write_text("more")
    else:
        (tmp_path / "site" / MARK).write_text("")
    write_site(cases(), tmp_path / "site")
    assert contents(tmp_path / "site") == before


@pytest.mark.usefixtures("few_pages")
def test_what_one_case_says_changes_the_rest_of_nothing(
    cases: Callable[..., Graph],
    forget: Callable[[], None],
    contents: Contents,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After a change in one case only that case is measured and placed again; all bytes are those of a first build."""
    write_site(cases(), tmp_path / "site")
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
    monkeypatch.setattr(layout, "positions", place)
    monkeypatch.setattr(processes, "_MOST", 1)  # so that what is done can be counted here
    write_site(cases(MORE), tmp_path / "site")
    assert measured == ["other-2024"]
    assert len(placed) < 3  # the case itself, and the network of all cases together where there is one
    forget()
    write_site(cases(MORE), tmp_path / "clean")
    assert contents(tmp_path / "site") == contents(tmp_path / "clean")


def _relabelled(graph: Graph) -> Graph:
    """Return a graph in which a vocabulary says something else of a kind of tie."""
    concept = ox.NamedNode(f"{VOC}tie/cooperates")
    label = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
    (old,) = (quad for quad in graph.store.quads_for_pattern(concept, label, None) if _language(quad) == "nl")
    store = ox.Store()
    store.bulk_extend(quad for quad in graph.store if quad != old)
    store.add(ox.Quad(concept, label, ox.Literal("doet samen", language="nl"), old.graph_name))
    return Graph(store)


def _language(quad: ox.Quad) -> str | None:
    return quad.object.language if isinstance(quad.object, ox.Literal) else None


def test_a_file_that_says_the_same_keeps_its_time(
    cases: Callable[..., Graph],
    forget: Callable[[], None],
    contents: Contents,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After every kind of edit the folder is that of a first build; only files with other bytes are newer than before.

    The edits: statements more, another text, a label in a vocabulary, and a case that is left out.
    """
    care = "- {tie: advises, from: care, to: school, what: {nl: Over spullen, en: On goods}, at: two}\n"
    graphs = [cases(), cases(MORE + care), cases(MORE + care.replace("spullen", "hout"))]
    graphs += [_relabelled(graphs[-1]), load([tmp_path / "registry.yaml", tmp_path / "own.yaml"], only=True)]
    place = tmp_path / "site"
    write_site(graphs[0], place)
    for number, graph in enumerate(graphs[1:]):
        before = contents(place)
        for path in place.rglob("*"):
            os.utime(path, (PAST, PAST))
        write_site(graph, place)
        remembering = os.environ["CRAFTGRAPH_CACHE"]
        forget()
        write_site(graph, tmp_path / f"fresh-{number}")
        monkeypatch.setenv("CRAFTGRAPH_CACHE", remembering)
        after = contents(place)
        assert after == contents(tmp_path / f"fresh-{number}")
        kept = {name for name in after if (place / name).stat().st_mtime == PAST}
        assert kept == {name for name in after if after[name] == before.get(name)}
        assert 0 < len(kept) < len(after)


@pytest.mark.usefixtures("few_pages")
def test_a_new_version_of_the_program_builds_again(
    cases: Callable[..., Graph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program, another site: code, templates and texts count as much as the cases do."""
    write_site(cases(), tmp_path / "site")
    first = (tmp_path / "site" / "index.html").stat().st_ino
    monkeypatch.setattr(site, "program_digest", lambda: "another")
    write_site(cases(), tmp_path / "site")
    assert (tmp_path / "site" / "index.html").stat().st_ino != first
