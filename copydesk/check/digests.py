"""Rows of Parquet and Arrow: the same, and those of the manifest, whatever files hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.findings import Finding
from copydesk.findings.parts import FAULTS, unreadable
from copydesk.release.arrow import read_groups
from copydesk.release.digest import rows_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check the rows of every table and split, in both forms."""
    manifest = release.manifest or {"tables": {}}
    said = {
        (table, split): counted
        for table, splits in manifest["tables"].items()
        for split, counted in splits.items()
    }
    for (table, split), counted in said.items():
        yield from _parquet(release, table, split, counted)
        if (release.root / "arrow").is_dir():
            yield from _arrow(release.root / "arrow" / table, split, counted)
    for file in release.files:
        if file.split is not None and (file.table, file.split) not in said:
            message = f"holds the split {file.split} of {file.table}, which the manifest does not have"
            yield Finding(file=str(file.path), message=message)


def _parquet(release: Release, table: str, split: str, said: dict[str, Any]) -> Iterator[Finding]:
    parts = (part.rows for part in release.split_parts(table, split))
    yield from _compared(release.root / "data" / table, split, parts, said)


def _arrow(folder: Path, split: str, said: dict[str, Any]) -> Iterator[Finding]:
    try:
        yield from _compared(folder, split, read_groups(folder, split), said)
        size = sum(group.nbytes for group in read_groups(folder, split))
    except FAULTS as error:
        yield unreadable(folder / split, error)
        return
    if size != said["bytes"]:
        message = f"has {size:,} bytes in memory, the manifest says {said['bytes']:,}"
        yield Finding(file=str(folder / split), message=message)


def _compared(
    folder: Path, split: str, tables: Iterator[pa.Table], said: dict[str, Any]
) -> Iterator[Finding]:
    rows = 0

    def counted() -> Iterator[pa.Table]:
        nonlocal rows
        for table in tables:
            rows += table.num_rows
            yield table

    digest = rows_digest(counted())
    where = str(folder / split)
    if rows != said["rows"]:
        yield Finding(file=where, message=f"has {rows:,} rows, the manifest says {said['rows']:,}")
    elif digest != said["digest"]:
        message = f"rows have the digest {digest[:16]}…, the manifest says {said['digest'][:16]}…"
        yield Finding(file=where, message=f"{message}: a value was changed")
