"""Tables to check, part by part: the row groups of Parquet files, as many rows as fit into memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.deduplicate import EDGES
from copydesk.findings import Finding
from copydesk.registry import TABLES, layers
from copydesk.schema import arrow_schema
from copydesk.split import LEDGER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SIDE_TABLES = ("rejects", "ledger", "duplicates")
"""The tables of a release that are no configs of the dataset: one file each."""
RECORDS = (*TABLES, "rejects")
"""The tables whose rows may be JSON lines."""
_ROWS = 50_000  # rows taken at a time at most
FAULTS = (pa.ArrowException, OSError, UnicodeError)
"""How pyarrow says that a file is no Parquet or Arrow file, or a damaged one."""


@dataclass(frozen=True)
class Part:
    """Some consecutive rows of one table.

    Attributes:
        table: The name of the table.
        split: The split, where the file belongs to one.
        file: The file that holds the rows.
        first: The number of the first row in the file.
        rows: The rows.
        by_line: Whether the file is text with one row a line.
    """

    table: str
    split: str | None
    file: str
    first: int
    rows: pa.Table
    by_line: bool = False

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The rows in polars."""
        return pl.DataFrame(pl.from_arrow(self.rows.replace_schema_metadata(None)))

    def finding(self, row: int, message: str, *, path: str | None = None, value: object = None) -> Finding:
        """Make a finding about a row, which is counted in this part."""
        identity = self.rows["id"][row].as_py() if "id" in self.rows.schema.names else None
        number = self.first + row
        return Finding(
            file=self.file,
            row=None if self.by_line else number,
            line=number + 1 if self.by_line else None,
            id=identity if isinstance(identity, str) else None,
            path=path,
            value=value,
            message=message,
        )

    def has(self, *columns: str) -> bool:
        """Say whether there are all of these columns."""
        return set(columns) <= set(self.rows.schema.names)


def expected_schema(table: str, found: Sequence[str] | None = None) -> pa.Schema:
    """Give the schema that a table must have.

    Args:
        table: One of the tables of a release.
        found: The columns that there are: layers that are not among them were not chosen.
    """
    if table == "ledger":
        return LEDGER
    if table == "duplicates":
        return EDGES
    if table == "articles" and found is not None:
        return arrow_schema(table, [name for name in layers() if name in found])
    return arrow_schema(table)


def table_of(columns: Sequence[str], tables: Sequence[str] = (*TABLES, *SIDE_TABLES)) -> str | None:
    """Give the table that has most of these columns; None if they share less than half with each."""
    shares = {table: _share(set(columns), set(expected_schema(table, columns).names)) for table in tables}
    best = max(shares, key=lambda table: shares[table])
    return best if shares[best] >= 0.5 else None


def _share(found: set[str], wanted: set[str]) -> float:
    return len(found & wanted) / len(found | wanted)


def parquet_parts(path: Path, table: str, split: str | None = None) -> Iterator[Part]:
    """Give the rows of a Parquet file; one part without rows if it has none.

    Raises:
        pyarrow.ArrowException: The file cannot be read.
        OSError: Likewise.
        UnicodeDecodeError: Likewise.
    """
    with pq.ParquetFile(path, memory_map=True, page_checksum_verification=True) as file:
        for field in file.schema_arrow:
            _decode_names(field)
        first = 0
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(_ROWS, row_groups=[group]):
                rows = pa.Table.from_batches([batch], file.schema_arrow)
                rows.validate(full=True)  # polars trusts offsets and UTF-8
                yield Part(table, split, str(path), first, rows)
                first += batch.num_rows
        if not first:
            yield Part(table, split, str(path), 0, file.schema_arrow.empty_table())


def _decode_names(field: pa.Field) -> None:
    """Decode the names in a type, which polars takes to be UTF-8; a UnicodeDecodeError where one is not."""
    for text in (field.name.encode(), *(field.metadata or {}).values()):
        text.decode()
    for number in range(field.type.num_fields):
        _decode_names(field.type.field(number))


def unreadable(path: Path, error: Exception) -> Finding:
    """Make the finding that a file cannot be read."""
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    return Finding(file=str(path), message=f"cannot be read: {said}")


def explode(frame: pl.DataFrame, column: str, *others: str | pl.Expr) -> pl.DataFrame:
    """Give one row an item of a list column: `row`, `index`, the item's fields, and other columns.

    Args:
        frame: Rows of a table.
        column: A column of lists of structs.
        others: Other columns, repeated for every item.
    """
    held = frame.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), *others, column)
    held = held.filter(pl.col(column).list.len() > 0)
    lengths = pl.col(column).list.len()
    held = held.with_columns(pl.int_ranges(0, lengths, dtype=pl.Int64).alias("index"))
    return held.explode("index", column).unnest(column)


def item_path(column: str, index: int, field: str | None = None) -> str:
    """Give the path of a field of a list's item, such as ``timexes[3].value``."""
    return f"{column}[{index}].{field}" if field else f"{column}[{index}]"


def outside_of_paragraphs(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Give the items of a column of spans that do not stand inside one paragraph."""
    spans = explode(frame, column).select("row", "index", "start", "end")
    paragraphs = explode(frame, "paragraphs").select(
        pl.col("row").alias("in_row"), pl.col("end").alias("paragraph_end"), place_key("start")
    )
    spans = spans.with_columns(place_key("start")).drop_nulls().sort("key")
    found = spans.join_asof(paragraphs.drop_nulls().sort("key"), on="key")
    fits = (pl.col("in_row") == pl.col("row")) & (pl.col("end") <= pl.col("paragraph_end"))
    return found.filter(~fits.fill_null(value=False)).sort("row", "index")


def place_key(start: str, row: str = "row") -> pl.Expr:
    """Give one number for a place in a row's text that grows with row and place."""
    return (pl.col(row).cast(pl.Int64) * (1 << 32) + pl.col(start)).alias("key")
