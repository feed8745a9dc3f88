"""Work divided over processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from craftgraph.exports import processes
from craftgraph.exports.processes import ahead, share
from craftgraph.exports.site import write_site
from craftgraph.graph.errors import CraftgraphError
from craftgraph.graph.store import Graph

FORKS = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def test_every_task_is_done_once(tmp_path: Path) -> None:
    """Each task leaves its mark, and where the machine allows it other processes do them."""

    def work(number: int) -> None:
        (tmp_path / str(number)).write_text(str(os.getpid()))

    share([partial(work, number) for number in range(10)])
    assert sorted(int(path.name) for path in tmp_path.iterdir()) == list(range(10))
    by = {path.read_text() for path in tmp_path.iterdir()}
    assert (str(os.getpid()) not in by) == FORKS


def test_what_goes_wrong_in_a_task_is_told() -> None:
    """The error of a task comes to who asked for the work, with its words."""

    def work(number: int) -> None:
        if number == 1:
            raise CraftgraphError("no room; name another folder")

    with pytest.raises(CraftgraphError, match="no room; name another folder"):
        share([partial(work, number) for number in range(3)])


def test_work_that_is_begun_ahead_is_waited_for() -> None:
    """What comes of it is sent back, and so is the error that it ends in."""
    with ahead(os.getpid, os.getppid) as (begun, after):
        assert (begun.result() != os.getpid()) == FORKS
        assert begun.is_kept()
        assert (after.result() == os.getpid()) == FORKS

    def fail() -> None:
        raise CraftgraphError("no room; name another folder")

    with pytest.raises(CraftgraphError, match="no room; name another folder"), ahead(fail) as (in_vain,):
        in_vain.result()


def test_one_process_makes_the_same_site(
    two_cases: Graph,
    two_case_site: Path,
    contents: Callable[[Path], dict[str, bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Byte for byte, whether the pages are made one after another or side by side."""
    monkeypatch.setattr(processes, "_MOST", 1)
    write_site(two_cases, tmp_path / "one")
    assert contents(two_case_site) == contents(tmp_path / "one")
