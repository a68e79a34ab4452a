"""Worker processes on this machine.

``concurrent.futures`` rather than ``multiprocessing.Pool``, which waits for ever when a worker is killed.
When a worker dies, each batch that was under way is worked again in a process of its own; one that kills
that too is halved until the page that does it stands alone, and that page is refused.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import pyarrow as pa

from copydesk.engine import collector_at_rest, write_shard

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from copydesk.engine import BatchFunction

_AHEAD = 2  # batches that wait for each worker
_WORTH_IT = 3  # fewer batches than this are done before a worker has started

_function: BatchFunction | None = None


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Runs batches in this process (one worker) or in several."""

    workers: int = 1

    def map_batches(
        self, batches: Iterable[pa.RecordBatch], function: BatchFunction, target: Path
    ) -> Iterator[int]:
        """Run the function over the batches and give the number of rows of each that is done."""
        stream = iter(batches)
        first = list(islice(stream, _WORTH_IT))
        jobs = enumerate(chain(first, stream))
        if self.workers <= 1 or len(first) < _WORTH_IT:
            for number, batch in jobs:
                with collector_at_rest():
                    write_shard(function(batch), target, number)
                yield batch.num_rows
            return
        lost = yield from self._spread(jobs, function, target)
        while lost:
            for number, batch in lost:
                write_shard(_alone(batch, function), target, number)
                yield batch.num_rows
            lost = yield from self._spread(jobs, function, target)

    def _spread(
        self, jobs: Iterator[tuple[int, pa.RecordBatch]], function: BatchFunction, target: Path
    ) -> Generator[int, None, list[tuple[int, pa.RecordBatch]]]:
        """Work the jobs in a pool until there are none, or a worker dies: then return those under way."""
        running: dict[Future[None], tuple[int, pa.RecordBatch]] = {}
        handed: tuple[int, pa.RecordBatch] | None = None  # a pool that broke meanwhile takes no job
        with _pool(self.workers, function) as pool:
            try:
                while True:
                    for job in islice(jobs, self.workers * (1 + _AHEAD) - len(running)):
                        handed = job
                        running[pool.submit(_work, job[1], target, job[0])] = job
                        handed = None
                    if not running:
                        return []
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        future.result()
                        yield running.pop(future)[1].num_rows
            except BrokenProcessPool:
                lost = [*running.values(), *([handed] if handed else [])]
                return sorted(lost, key=lambda job: job[0])


def _pool(workers: int, function: BatchFunction) -> ProcessPoolExecutor:
    # a fork would copy the locks of polars' and Arrow's threads in whatever state they are
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_start, initargs=(function,))


def _start(function: BatchFunction) -> None:
    global _function  # noqa: PLW0603 - sent once a process instead of once a batch
    _function = function
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """End this worker when the build is killed: nobody else would, and it would go on writing."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _work(batch: pa.RecordBatch, target: Path, number: int) -> None:
    write_shard(_call(batch), target, number)


def _call(batch: pa.RecordBatch) -> dict[str, pa.Table]:
    assert _function is not None
    with collector_at_rest():
        return _function(batch)


def _alone(batch: pa.RecordBatch, function: BatchFunction) -> dict[str, pa.Table]:
    """Work a batch in a process of its own, and by halves if it kills that."""
    try:
        with _pool(1, function) as pool:
            return pool.submit(_call, batch).result()
    except BrokenProcessPool:
        if batch.num_rows == 1:
            return function.refuse(batch, "a worker process died of this page")
    middle = batch.num_rows // 2
    halves = (_alone(batch.slice(0, middle), function), _alone(batch.slice(middle), function))
    return {name: pa.concat_tables([half[name] for half in halves]) for name in halves[0]}
