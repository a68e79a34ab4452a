"""One table of a release, read a column and a row group at a time: what comparing releases stands on.

Rows are numbered through the splits, in their order. Values are compared by hashes of 64 bits, which polars
makes alike within one process: two values that differ are taken for equal once in 2**64.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.errors import ReleaseError
from copydesk.registry import read_schema
from copydesk.release import splits_of
from copydesk.release.compatibility import Shapes, arrow_shapes
from copydesk.schema import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.release.locate import Found


@contextmanager
def readable(found: Found, path: str) -> Iterator[None]:
    """Say of a file of a release that it cannot be read, if that is so.

    Raises:
        ReleaseError: It cannot be read.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise ReleaseError(f"{found.place}/{path}: is missing, though the manifest names it") from error
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{found.place}/{path}: cannot be read: {error}") from error


@dataclass(frozen=True, slots=True)
class Group:
    """One row group: its file, its number there, its first row in the table, its rows and its split."""

    path: str
    number: int
    start: int
    rows: int
    split: str


@dataclass(slots=True)
class TableReader:
    """Reads one table of a release."""

    found: Found
    table: str
    schema: pa.Schema = field(init=False)
    groups: list[Group] = field(init=False)

    def __post_init__(self) -> None:
        self.groups = []
        self.schema = arrow_schema(self.table, self.found.manifest.layers)  # of a table without rows
        start = 0
        for split in self.found.splits(self.table):
            for path in self.found.parquet(self.table, split):
                file = self._file(path)
                self.schema = file.schema_arrow
                for number in range(file.num_row_groups):
                    rows = file.metadata.row_group(number).num_rows
                    self.groups.append(Group(path, number, start, rows, split))
                    start += rows

    def _file(self, path: str) -> pq.ParquetFile:
        with readable(self.found, path):
            return pq.ParquetFile(f"{self.found.root}/{path}", filesystem=self.found.filesystem)

    @property
    def shapes(self) -> Shapes:
        """What the files say of the fields."""
        return arrow_shapes(self.schema)

    def _frames(self, columns: Sequence[str]) -> Iterator[tuple[Group, pl.DataFrame]]:
        file, opened = None, ""
        for group in self.groups:
            if file is None or opened != group.path:
                file, opened = self._file(group.path), group.path
            yield (
                group,
                pl.DataFrame(pl.from_arrow(file.read_row_group(group.number, columns=list(columns)))),
            )

    def keys(self) -> pl.DataFrame:
        """Give each row's number and split and the hash of its key."""
        splits = pl.Enum(splits_of(self.table))
        key = read_schema(self.table)["x-key"]
        parts = [
            pl.DataFrame({"key": frame.hash_rows()}).with_columns(
                pl.lit(group.split, splits).alias("split")
            )
            for group, frame in self._frames(key)
        ]
        empty = pl.DataFrame(schema={"key": pl.UInt64, "split": splits})
        return pl.concat([empty, *parts]).with_row_index("row")

    def hashes(self, column: str) -> pl.Series:
        """Give the hash of every value of a column."""
        parts = [frame[column].hash() for _, frame in self._frames([column])]
        return pl.concat([pl.Series(column, [], pl.UInt64), *(part.alias(column) for part in parts)])

    def values(self, rows: Sequence[int], columns: Sequence[str]) -> list[dict[str, Any]]:
        """Give some rows, in the order asked for; class labels are their names."""
        names = {path: shape.names for path, shape in self.shapes.items() if shape.numbered}
        found: dict[int, dict[str, Any]] = {}
        for group in self.groups:
            wanted = [row for row in rows if group.start <= row < group.start + group.rows]
            if not wanted:
                continue
            whole = self._file(group.path).read_row_group(group.number, columns=list(columns))
            taken = whole.take(pa.array([row - group.start for row in wanted])).to_pylist()
            found.update(zip(wanted, taken, strict=True))
        for values in found.values():
            for column, labels in names.items():
                if labels and values.get(column) is not None:
                    values[column] = labels[values[column]]
        return [found[row] for row in rows]


@dataclass(frozen=True, slots=True)
class Matches:
    """The rows of two sides of a table, matched by their keys.

    ``pairs`` has `row`, `split`, `row_new` and `split_new`; ``removed`` and ``added`` `row` and `split`.
    """

    pairs: pl.DataFrame
    removed: pl.DataFrame
    added: pl.DataFrame

    @property
    def moved(self) -> pl.DataFrame:
        """The pairs whose split is another now."""
        return self.pairs.filter(pl.col("split") != pl.col("split_new"))


def match_rows(old: TableReader, new: TableReader) -> Matches:
    """Match the rows of two sides of a table by their keys."""
    before, after = old.keys(), new.keys()
    key = ["key"]
    if any(side["key"].n_unique() < side.height for side in (before, after)):
        # two pages may have one address: the rows of a key are matched in their order
        nth = pl.int_range(pl.len(), dtype=pl.UInt32).over("key").alias("nth")
        before, after = before.with_columns(nth), after.with_columns(nth)
        key = ["key", "nth"]
    return Matches(
        before.join(after, on=key, suffix="_new").sort("row_new"),
        before.join(after, on=key, how="anti").sort("row"),
        after.join(before, on=key, how="anti").sort("row"),
    )
