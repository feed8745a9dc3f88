"""Work divided over the processors of a machine that can fork a process with all that it knows: Linux.

Elsewhere, and on a single processor, the same work is done one after another.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Task = Callable[[], Any]

_MOST = 4  # processes; each takes its own memory
_tasks: Sequence[Task] = ()


def share(tasks: Sequence[Task], busy: int = 0) -> None:
    """Do each task, those that come first being begun first; what a task changes in memory is lost.

    :param busy: how many other processes are at work meanwhile.
    :raises Exception: what a task raised; the others that had begun are finished.
    """
    count = min(_processors() - busy, len(tasks))
    if count < 2:
        for task in tasks:
            task()
        return
    with _forked(tasks, count) as pool:
        for _ in pool.map(_do, range(len(tasks))):
            pass


@dataclass(frozen=True, slots=True)
class Promise:
    """Work that another process does: `is_kept` tells whether it is done, `result` waits for what comes of it."""

    is_kept: Callable[[], bool]
    result: Callable[[], Any]


@contextmanager
def ahead(*works: Task) -> Iterator[list[Promise]]:
    """Begin works in another process, one after another; what comes of each is waited for apart.

    It is sent, so that it must be something that can be pickled. Where there is no other process, a work is done when
    its result is asked for.

    :raises Exception: what a work raised, when it is waited for.
    """
    if _processors() < 2:
        yield [Promise(lambda: True, work) for work in works]
        return
    with _forked(works, 1) as pool:
        begun = [pool.submit(_do, number) for number in range(len(works))]
        yield [Promise(one.done, one.result) for one in begun]


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nobody look for circles of objects meanwhile, nor when Python ends.

    Both together take more than a tenth of a build, and free next to nothing.
    """
    atexit.register(gc.freeze)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), _MOST) if sys.platform == "linux" else 1


@contextmanager
def _forked(tasks: Sequence[Task], count: int) -> Iterator[ProcessPoolExecutor]:
    gc.freeze()  # what is there is not looked through again, so that the processes go on sharing its memory
    try:
        with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _hold, (tasks,)) as pool:
            yield pool
    finally:
        gc.unfreeze()


def _hold(tasks: Sequence[Task]) -> None:
    """Keep what to do in a new process: it came along by forking, for what it needs cannot be sent."""
    global _tasks
    _tasks = tasks


def _do(number: int) -> Any:
    return _tasks[number]()
