"""Processes that share the work of a run, or none for a small corpus."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from unioncorpus.model.errors import UsageError

_AHEAD = 4  # tasks in flight for each worker: memory does not grow with the corpus
_FEW = {"fork": 4}  # pages: fewer are not worth starting workers, by how these are started
_FEW_ELSE = 24  # a worker that imports everything anew


class Pool:
    """Workers: results come in the order of the tasks, with a bounded number in flight.

    Args:
        workers: processes; 0 takes one for each core, and none but this one for a few pages.
        pages: how many there are.

    Raises:
        UsageError: if `workers` is negative.

    Example:
        >>> with Pool(1, 3) as pool:
        ...     list(pool.map(lambda n: [n, n * n], [2, 3]))
        [2, 4, 3, 9]
    """

    def __init__(self, workers: int, pages: int) -> None:
        if workers < 0:
            raise UsageError(f"workers is {workers}; give 0 for one a core, or a number from 1")
        few = pages < _FEW.get(multiprocessing.get_start_method(), _FEW_ELSE)
        self.workers = workers or (1 if few else _cores())
        self._executor = ProcessPoolExecutor(self.workers, initializer=_end_with_parent) if self.workers > 1 else None

    def map(self, function: Callable[[Any], list[Any]], tasks: Iterable[Any]) -> Iterator[Any]:
        """What `function` finds in each task, one after the other."""
        if self._executor is None:
            for task in tasks:
                yield from function(task)
            return
        waiting: list[Future[list[Any]]] = []
        try:
            for task in tasks:
                waiting.append(self._executor.submit(function, task))
                if len(waiting) >= self.workers * _AHEAD:
                    yield from waiting.pop(0).result()
            for future in waiting:
                yield from future.result()
        except BrokenProcessPool:
            raise UsageError("a worker process was killed, most likely for want of memory; run again with --workers 1") from None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """In a worker: end when the process that started it has been killed, and cannot say that there is no more work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for_end, args=(parent,), daemon=True).start()


def _wait_for_end(parent: Any) -> None:
    parent.join()
    os._exit(1)
