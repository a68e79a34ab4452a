"""A release as it lies in its folder, whatever state it is in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.conformity import faults
from copydesk.findings.parts import FAULTS, SIDE_TABLES, Part, expected_schema, parquet_parts
from copydesk.registry import TABLES, read_schema
from copydesk.release.manifest import NAME, file_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class TableFile:
    """A Parquet file of a release, and whose rows it holds."""

    path: Path
    table: str
    split: str | None


@dataclass(frozen=True)
class Release:
    """A folder that should be a release. Files that are not as the manifest says are not looked into."""

    root: Path

    @cached_property
    def manifest_faults(self) -> tuple[str, ...]:
        """What is wrong with the form of the manifest, if there is one."""
        if self._content is None:
            return ("is no JSON object",)
        return tuple(faults(self._content, read_schema("manifest")))

    @cached_property
    def manifest(self) -> dict[str, Any] | None:
        """The manifest; None if there is none that keeps to its schema."""
        return None if self.manifest_faults else self._content

    @cached_property
    def _content(self) -> dict[str, Any] | None:
        try:
            content = json.loads((self.root / NAME).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        return content if isinstance(content, dict) else None

    @cached_property
    def present(self) -> tuple[str, ...]:
        """The paths of all files below the folder."""
        paths = (path for path in self.root.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in paths))

    @cached_property
    def damaged(self) -> dict[str, str]:
        """What is wrong with files of the manifest that are there, by path."""
        found = {}
        for entry in self.manifest["files"] if self.manifest else ():
            if entry["path"] in self.present and (fault := _damage(self.root / entry["path"], entry)):
                found[entry["path"]] = fault
        return found

    @cached_property
    def files(self) -> tuple[TableFile, ...]:
        """The Parquet files that can be trusted and read, tables in their order, splits within them."""
        return tuple(file for file in self.all_files if file.path not in self.unreadable)

    @cached_property
    def all_files(self) -> tuple[TableFile, ...]:
        """The Parquet files of the tables that are as the manifest says."""
        folders = ((table, sorted((self.root / "data" / table).glob("*.parquet"))) for table in TABLES)
        found = [
            TableFile(path, table, path.name.split("-")[0]) for table, paths in folders for path in paths
        ]
        singles = ((table, self.root / f"{table}.parquet") for table in SIDE_TABLES)
        found += [TableFile(path, table, None) for table, path in singles if path.is_file()]
        damaged = {self.root / name for name in self.damaged}
        return tuple(file for file in found if file.path not in damaged)

    @cached_property
    def unreadable(self) -> dict[Path, Exception]:
        """Parquet files that cannot be read to their end, and what pyarrow says."""
        found: dict[Path, Exception] = {}
        for file in self.all_files:
            try:
                for _ in parquet_parts(file.path, file.table):
                    pass
            except FAULTS as error:
                found[file.path] = error
        return found

    def parts(self, *tables: str) -> Iterator[Part]:
        """Give the rows of some tables, by default of all."""
        for file in self.files:
            if not tables or file.table in tables:
                yield from parquet_parts(file.path, file.table, file.split)

    def split_parts(self, table: str, split: str) -> Iterator[Part]:
        """Give the rows of one split of a table."""
        for file in self.files:
            if (file.table, file.split) == (table, split):
                yield from parquet_parts(file.path, table, split)

    def splits(self, table: str) -> tuple[str, ...]:
        """Give the splits of a table that have files."""
        return tuple(dict.fromkeys(str(file.split) for file in self.files if file.table == table))

    def frame(self, table: str, columns: Sequence[str]) -> pl.DataFrame:
        """Give some columns of all rows of a table, with `split`, `file` and `row`."""
        frames = []
        for file in self.files:
            if file.table == table:
                rows = pq.read_table(file.path, columns=list(columns))
                frame = pl.DataFrame(pl.from_arrow(rows)).with_row_index("row")
                place = pl.lit(file.split, pl.String).alias("split"), pl.lit(str(file.path)).alias("file")
                frames.append(frame.with_columns(*place))
        if frames:
            return pl.concat(frames)
        schema = expected_schema(table)
        empty = pl.DataFrame(
            pl.from_arrow(pa.schema([schema.field(name) for name in columns]).empty_table())
        )
        place = pl.lit(None, pl.String).alias("split"), pl.lit(None, pl.String).alias("file")
        return empty.with_row_index("row").with_columns(*place)


def _damage(path: Path, entry: dict[str, Any]) -> str:
    """What of a file is not as its entry in the manifest says; empty if all is."""
    try:
        size, digest = path.stat().st_size, file_digest(path)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if size != entry["bytes"]:
        return f"has {size:,} bytes, the manifest says {entry['bytes']:,}"
    if digest != entry["sha256"]:
        said = f"SHA-256 is {digest[:16]}…, the manifest says {entry['sha256'][:16]}…"
        return f"{said}: its bytes were changed"
    return ""
