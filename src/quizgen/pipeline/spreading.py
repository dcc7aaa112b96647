"""Work on many documents, spread over processes where that pays, with the results in the order of the tasks."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
R = TypeVar("R")
WORTH = 150_000
"""From so many bytes on, other processes save more time than they need to start (a third of a second each)."""
_AHEAD = 3
"""So many tasks a process are handed out before their results are taken."""


def workers_for(jobs: int, sizes: Sequence[int]) -> int:
    """How many processes to use for tasks of these sizes (bytes of source). jobs: as many as that; 0: as many as the
    machine has processors, or one where the work is small."""
    if jobs > 0:
        return min(jobs, max(1, len(sizes)))
    total = sum(sizes)
    if len(sizes) < 2 or total < WORTH or 3 * max(sizes) > 2 * total:
        return 1
    return max(1, min(_processors(), len(sizes), 1 + total // WORTH))


def _processors() -> int:
    with suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work: Callable[[T], R], tasks: Sequence[T], *, workers: int, inherited: bool = False) -> Iterator[R]:
    """``work`` of each task, in their order. With one worker nothing is started; where no processes can be started, the
    work is done here. Whatever ends the iteration early, Ctrl-C too, ends the processes; they write nothing. inherited: the
    work holds what is too much to send: only copies of this process do it."""
    if workers <= 1 or (inherited and not _copies()):
        yield from map(work, tasks)
        return
    done = 0
    pool = _started(workers)
    if pool is not None:
        if inherited:
            _inherited.append(work)
        from concurrent.futures.process import BrokenProcessPool

        try:
            for result in _through(pool, _by_heir if inherited else work, tasks, workers * _AHEAD):
                yield result
                done += 1
        except BrokenProcessPool:
            pass  # a process was killed, or could not start (a script without a main guard): the rest is done here
        except BaseException:
            _end(pool)
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            if inherited:
                _inherited.pop()
    yield from map(work, tasks[done:])


_inherited: list[Callable[[Any], Any]] = []
"""What copies of this process are made to do."""


def _by_heir(task: Any) -> Any:
    return _inherited[-1](task)


def _copies() -> bool:
    """Can this process be copied as it is? On Linux, as long as no other thread of it could be copied in mid course. A copy
    has all modules at once, where a process that is started afresh imports them for a third of a second."""
    import threading

    return sys.platform == "linux" and hasattr(os, "fork") and threading.active_count() == 1


def _started(workers: int) -> ProcessPoolExecutor | None:
    try:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        how = "fork" if _copies() else "spawn"
        return ProcessPoolExecutor(workers, mp_context=get_context(how), initializer=_prepare, initargs=(how == "spawn",))
    except (ImportError, OSError, NotImplementedError):
        return None


def _through(pool: ProcessPoolExecutor, work: Callable[[T], R], tasks: Sequence[T], ahead: int) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    rest = iter(tasks)
    for task in rest:
        with _deaf():
            waiting.append(pool.submit(work, task))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits meanwhile, and a process that is started never hears it: not even before ``_prepare``."""
    mask: Any = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _prepare(afresh: bool) -> None:
    """In a new process: Ctrl-C is for the one that started it, and expressions are taken from the cache."""
    import gc

    from quizgen.caches import cache_folder
    from quizgen.regexes import ready

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(200_000)
    if afresh:
        _held.append(ready(cache_folder))
        _held[0].__enter__()


_held: list[Any] = []
"""What lasts as long as the process."""


def _end(pool: ProcessPoolExecutor) -> None:
    terminate: Any = getattr(pool, "terminate_workers", None)  # Python 3.14
    if terminate is not None:
        terminate()
        return
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()
