"""Loading case files, and remembering what was loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pyoxigraph as ox
import pytest

from craftgraph.graph.errors import CheckError
from craftgraph.graph.load import load
from craftgraph.graph.memory import cache_folder
from craftgraph.graph.namespaces import DEF, ID, NAMES_GRAPH
from craftgraph.graph.results import add_results
from craftgraph.graph.store import Graph

PARTY = "parties:\n- {party: shop, involvement: partner, at: one}\n"
PERSON = "persons:\n- {id: jan, person_name: Jan Jansen, at: one}\n"
QUESTION = f"SELECT ?party {{ ?s <{DEF}party> ?party }}"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, still to be made."""
    path = tmp_path / "cache"
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(path))
    return path


def quads(graph: Graph) -> set[ox.Quad]:
    """Return everything in a graph."""
    return set(graph.store)


def read_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it a failure to read case files."""
    monkeypatch.setattr("craftgraph.graph.load._checked", lambda *_, **__: pytest.fail("the files were read"))


def test_what_was_loaded_is_remembered(
    cache: Path, case_files: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second load gives the same graph without reading a case."""
    paths = case_files(PARTY)
    first = load(paths, only=True)
    assert len(list(cache.glob("*.nq"))) == 1
    read_nothing(monkeypatch)
    assert quads(load(paths, only=True)) == quads(first)


def test_the_memory_may_be_deleted(cache: Path, case_files: Callable[..., list[Path]]) -> None:
    """Without what was remembered the graph is made again."""
    paths = case_files(PARTY)
    first = load(paths, only=True)
    rmtree(cache)
    assert quads(load(paths, only=True)) == quads(first)


@pytest.mark.parametrize("damage", ["garbage", "empty", "cut in a line", "cut after a line", "not text"])
def test_a_damaged_memory_is_forgotten(damage: str, cache: Path, case_files: Callable[..., list[Path]]) -> None:
    """A remembered file that is damaged, in whatever way, is not believed."""
    paths = case_files(PARTY)
    first = load(paths, only=True)
    (path,) = cache.glob("*.nq")
    whole = path.read_bytes()
    path.write_bytes(
        {
            "garbage": b"garbage\n",
            "empty": b"",
            "cut in a line": whole[: len(whole) // 2],
            "cut after a line": whole[: whole.rindex(b"\n", 0, len(whole) // 2) + 1],
            "not text": b"\xff\xfe\0" + whole,
        }[damage]
    )
    assert quads(load(paths, only=True)) == quads(first)


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(
    case_files: Callable[..., list[Path]], write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be remembered, loading works all the same."""
    monkeypatch.setenv("CRAFTGRAPH_CACHE", str(write("a file", "occupied") / "cache"))
    assert load(case_files(PARTY), only=True).cases == ("own-2024",)


def test_another_content_is_seen(cache: Path, case_files: Callable[..., list[Path]]) -> None:
    """A file that changes gives another graph, also when its name and length stay the same."""
    before = load(case_files(PARTY), only=True).query(QUESTION).texts
    after = load(case_files(PARTY.replace("shop", "care")), only=True).query(QUESTION).texts
    assert (before, after) == ([("id:shop",)], [("id:care",)])
    assert len(list(cache.glob("*.nq"))) == 2


def test_only_some_graphs_are_remembered(
    cache: Path, case_files: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache folder does not grow without end."""
    monkeypatch.setattr("craftgraph.graph.load._REMEMBERED", 2)
    for number in range(3):
        load(case_files(PARTY + f"# {number}\n"), only=True)
    assert len(list(cache.glob("*.nq"))) == 2


def test_nothing_is_remembered_unless_asked(cache: Path, case_files: Callable[..., list[Path]]) -> None:
    """With `cache=False` no file is written."""
    load(case_files(PARTY), only=True, cache=False)
    assert not cache.exists()


def test_what_is_wrong_is_not_remembered(cache: Path, case_files: Callable[..., list[Path]]) -> None:
    """Files with findings are refused every time, with every finding."""
    paths = case_files(PARTY.replace("shop", "shp").replace("partner", "partnr"))
    for _ in range(2):
        with pytest.raises(CheckError) as caught:
            load(paths, only=True)
        assert len(caught.value.findings) == 2
    assert not list(cache.glob("*.nq"))
    assert len(list((cache / "outlines").iterdir())) == 2


def test_a_path_that_cannot_be_read_is_a_finding(tmp_path: Path, write: Callable[..., Path]) -> None:
    """A missing path, and a folder named as a file, are findings and no traceback."""
    with pytest.raises(CheckError, match="there is no such file or folder"):
        load([tmp_path / "none"], only=True)
    write("id: x\n", "a.yaml")
    (tmp_path / "b.yaml").mkdir()
    with pytest.raises(CheckError, match=r"b\.yaml:1:1: the file cannot be read"):
        load([tmp_path], only=True)


def test_the_users_own_folder_is_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache stands where CRAFTGRAPH_CACHE says, or else where XDG_CACHE_HOME says, or else in ~/.cache."""
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("CRAFTGRAPH_CACHE", "/one")
    monkeypatch.setenv("XDG_CACHE_HOME", "/two")
    assert cache_folder() == Path("/one")
    monkeypatch.delenv("CRAFTGRAPH_CACHE")
    assert cache_folder() == Path("/two/craftgraph")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path("/home/me/.cache/craftgraph")


def test_names_of_persons_are_read_only_when_asked_for(
    little: Callable[..., Graph], case_files: Callable[..., list[Path]]
) -> None:
    """The graph of names is absent by default, also when it was remembered, and present on request."""
    named = little(PARTY + PERSON, names=True)
    unnamed = load(case_files(PARTY + PERSON), only=True)
    graph = ox.NamedNode(NAMES_GRAPH)
    assert any("Jan Jansen" in str(quad.object) for quad in named.store.quads_for_pattern(None, None, None, graph))
    assert not any("Jan Jansen" in str(quad.object) for quad in unnamed.store)
    assert {quad for quad in quads(named) if quad.graph_name != graph} == quads(unnamed)


def test_only_leaves_the_shipped_cases_out(little: Callable[..., Graph]) -> None:
    """With `only`, the graph has the given files and no others."""
    graph = little(PARTY)
    assert graph.cases == ("own-2024",)
    assert ID + "organisations" not in {entry.value for entry in graph.store.named_graphs()}


def test_only_what_craftgraph_remembered_is_forgotten(cache: Path, case_files: Callable[..., list[Path]]) -> None:
    """Files of others in the memory's folder are never deleted."""
    cache.mkdir(parents=True, exist_ok=True)
    mine = [cache / f"mine-{number}.nq" for number in range(12)]
    for path in mine:
        path.write_text("")
    load(case_files(PARTY), only=True)
    assert all(path.exists() for path in mine)


@pytest.mark.usefixtures("cache")
def test_a_store_that_was_kept_opens_at_once(
    case_files: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever only asks gets the kept store: the same graph, no case read, no name in it, and nothing to add to."""
    paths = case_files(PARTY)
    first = load(paths, only=True, read_only=True)
    read_nothing(monkeypatch)
    monkeypatch.setattr("craftgraph.graph.load._recall", lambda *_: pytest.fail("the N-Quads were read"))
    again = load(paths, only=True, read_only=True)
    assert again.is_read_only
    assert quads(again) == quads(first)
    again.copy_into_memory()
    again.store.add(next(iter(first.store)))
    assert not again.is_read_only


@pytest.mark.parametrize("damage", ["CURRENT", ""])
def test_a_damaged_store_is_made_again(damage: str, cache: Path, case_files: Callable[..., list[Path]]) -> None:
    """A kept store that lost files is passed over and replaced."""
    paths = case_files(PARTY)
    first = load(paths, only=True, read_only=True)
    (folder,) = cache.glob("*.store")
    for path in [folder / damage] if damage else list(folder.iterdir()):
        path.unlink()
    assert quads(load(paths, only=True, read_only=True)) == quads(first)
    assert load(paths, only=True, read_only=True).is_read_only


@pytest.mark.usefixtures("cache")
def test_results_can_be_added_to_what_was_opened(case_files: Callable[..., list[Path]]) -> None:
    """Computed measures go into a copy; the kept store stays as it was."""
    paths = case_files(PARTY)
    load(paths, only=True, read_only=True)
    opened = load(paths, only=True, read_only=True)
    add_results(opened)
    assert opened.query("ASK { ?m a cg:Measurement }").truth
    assert not load(paths, only=True, read_only=True).query("ASK { ?m a cg:Measurement }").truth
