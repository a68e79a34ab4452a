"""Tables of labels: row for row what the articles hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from copydesk.findings import Finding, shown
from copydesk.registry import TABLES, read_schema
from copydesk.release.digest import rows_digest
from copydesk.release.explode import explode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check every table of labels, split by split."""
    for table in TABLES:
        layer = read_schema(table).get("x-explodes")
        if layer is None or not any(part.has(layer) for part in release.parts("articles")):
            continue
        for split in release.splits("articles"):
            if rows_digest(_made(release, table, split)) != rows_digest(_given(release, table, split)):
                yield _first_difference(release, table, split)


def _made(release: Release, table: str, split: str) -> Iterator[pa.Table]:
    for part in release.split_parts("articles", split):
        yield from explode(part.rows, table)


def _given(release: Release, table: str, split: str) -> Iterator[pa.Table]:
    for part in release.split_parts(table, split):
        yield part.rows


def _first_difference(release: Release, table: str, split: str) -> Finding:
    """The first row that differs; its number counts through all files of the split."""
    made = pa.concat_tables(_made(release, table, split)).to_pylist()
    given = [row for rows in _given(release, table, split) for row in rows.to_pylist()]
    where = str(release.root / "data" / table / split)
    for number, (row, other) in enumerate(zip(given, made, strict=False)):
        for name, value in row.items():
            if value != other[name]:
                message = f"is {shown(value)}, but the article's layer makes it {shown(other[name])}"
                return Finding(
                    file=where, row=number, id=str(row["id"]), path=name, value=value, message=message
                )
    message = f"has {len(given)} rows, but the articles hold {len(made)} labels"
    return Finding(file=where, message=message)
