"""What many tests need: the shipped graph, and a folder of case files of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from craftgraph.graph.store import Graph, load


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests remember away from the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRAFTGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The shipped cases, loaded once."""
    return load()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a case file and return its path."""

    def _write(text: str | bytes, name: str = "own.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return _write
