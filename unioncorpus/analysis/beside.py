"""Work begun in a process of its own while this one goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from unioncorpus.model.errors import UsageError

P = ParamSpec("P")
T = TypeVar("T")


def beside(workers: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """Begin `function(*args)` in another process; what is returned waits for its result, or raises what it raised.

    The process is started anew and does not run the caller's script again (loky, by joblib), so a script needs no guard and threads of the caller no care.

    Args:
        workers: 1 calls the function here, when its result is asked for; 0 begins another process if there are two cores.

    Example:
        >>> beside(1, max, 3, 5)()
        5
    """
    from joblib import Parallel, cpu_count, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    if workers < 0:
        raise UsageError(f"workers is {workers}; give 0 for one a core, or a number from 1")
    if min(workers or 2, cpu_count()) < 2:
        return lambda: function(*args, **kwargs)
    waiting = Parallel(n_jobs=2, return_as="generator")([delayed(function)(*args, **kwargs)])

    def result() -> T:
        try:
            found: T = next(waiting)
        except TerminatedWorkerError:
            raise UsageError("a worker process was killed, most likely for want of memory; run again with --workers 1") from None
        return found

    return result
