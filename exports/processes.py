"""Work divided over the processors of a machine that can fork a process with all that it knows: Linux.

Elsewhere, and on a single processor, the same work is done one after another.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

Task = Callable[[], None]

_MOST = 4  # processes; each takes its own memory
_tasks: Sequence[Task] = ()


def share(tasks: Sequence[Task]) -> None:
    """Do each task, those that come first being begun first; what a task changes in memory is lost.

    :raises Exception: what a task raised; the others that had begun are finished.
    """
    count = min(len(os.sched_getaffinity(0)), len(tasks), _MOST) if sys.platform == "linux" else 1
    if count < 2:
        for task in tasks:
            task()
        return
    gc.freeze()  # what is there is not looked through again, so that the processes go on sharing its memory
    try:
        forked = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(count, forked, _hold, (tasks,)) as pool:
            for _ in pool.map(_do, range(len(tasks))):
                pass
    finally:
        gc.unfreeze()


def _hold(tasks: Sequence[Task]) -> None:
    """Keep what to do in a new process: it came along by forking, for what it needs cannot be sent."""
    global _tasks
    _tasks = tasks


def _do(number: int) -> None:
    _tasks[number]()
