"""Who runs the work: the verbs are written once above the engines, each engine knows how to spread them.

``map_batches(batches, function, target)`` gives every Arrow batch to a pure function that returns named
tables, and writes each as ``target/<name>/<number>.arrow``. A file is written beside its place and renamed:
one that is there is whole.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class BatchFunction(Protocol):
    """A pure function of a batch, which can be sent to another process."""

    def __call__(self, batch: pa.RecordBatch) -> dict[str, pa.Table]:
        """Give the named tables that the batch becomes."""

    def refuse(self, batch: pa.RecordBatch, detail: str) -> dict[str, pa.Table]:
        """Give the tables for a batch that no process survives."""


class Engine(Protocol):
    """What every engine can do."""

    def map_batches(
        self, batches: Iterable[pa.RecordBatch], function: BatchFunction, target: Path
    ) -> Iterator[int]:
        """Run the function over the batches and give the number of rows of each that is done.

        Raises:
            CopydeskError: A batch cannot be worked at all, or its result not be written.
        """


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector off: a batch makes a million objects that all live until it is done."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write_shard(tables: dict[str, pa.Table], target: Path, number: int) -> None:
    """Write the tables of one batch, whole or not at all."""
    for name, table in tables.items():
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{number:06d}.arrow"
        beside = path.with_suffix(".part")
        with pa.OSFile(str(beside), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        beside.replace(path)


def read_shards(target: Path, name: str, columns: list[str] | None = None) -> list[pa.Table]:
    """Map the shards of a table into memory, in the order of their batches."""
    found = []
    for path in sorted((target / name).glob("*.arrow")):
        table = pa.ipc.open_stream(pa.memory_map(str(path))).read_all()
        found.append(table if columns is None else table.select(columns))
    return found
