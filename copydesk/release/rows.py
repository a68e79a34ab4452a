"""Rows of a release in their order, gathered from the shards that the workers left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

GROUP_BYTES = 64_000_000
"""A row group holds about so many bytes, uncompressed; see the Hub's advice of at most 100 MB."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where rows stand: the number of the shard and the row in it, for each row in the order wanted."""

    shard: NDArray[np.int64]
    row: NDArray[np.int64]

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.row)

    def __getitem__(self, which: slice | NDArray[np.int64]) -> Places:
        """Give some of the places."""
        return Places(self.shard[which], self.row[which])


def gather(shards: Sequence[pa.Table], places: Places) -> pa.Table:
    """Give the rows at some places as one contiguous table.

    Args:
        shards: The tables that hold the rows, all of one schema.
        places: The rows wanted, in the order wanted.
    """
    if not len(places):
        return shards[0].slice(0, 0) if shards else pa.table({})
    order = np.argsort(places.shard, kind="stable")
    numbers, starts = np.unique(places.shard[order], return_index=True)
    parts = [
        shards[number].take(pa.array(places.row[rows]))
        for number, rows in zip(numbers, np.split(order, starts[1:]), strict=True)
    ]
    table = pa.concat_tables(parts)
    if len(parts) > 1:
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        table = table.take(pa.array(back))
    return table.combine_chunks()


def row_groups(shards: Sequence[pa.Table], places: Places, step: int) -> Iterator[pa.Table]:
    """Give the rows in groups of about `GROUP_BYTES`, which depend on the rows alone.

    Args:
        shards: The tables that hold the rows.
        places: The rows, in order.
        step: How many rows are gathered at a time; a group is a multiple of it.
    """
    held: list[pa.Table] = []
    size = 0
    for start in range(0, len(places), step):
        held.append(gather(shards, places[start : start + step]))
        size += held[-1].nbytes
        if size >= GROUP_BYTES:
            yield pa.concat_tables(held).combine_chunks()
            held, size = [], 0
    if held:
        yield pa.concat_tables(held).combine_chunks()
