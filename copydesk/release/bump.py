"""Which number of a version a change calls for, and whether a release was given it.

MAJOR: a field or a page's row is taken away, or an article moves to another split. MINOR: rows, fields or
layers are added. PATCH: values are corrected. The rows that count are those of pages: articles and rejects.
Labels and lines are values of theirs; a label that is no longer found is a correction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from copydesk.errors import UsageError
from copydesk.release.compatibility import (
    Change,
    Level,
    compare_shapes,
    knows_schemas,
    promised,
    schemas_of,
)
from copydesk.release.digest import rows_digest
from copydesk.release.locate import open_release
from copydesk.release.manifest import parse_version
from copydesk.release.reading import TableReader, match_rows, readable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from copydesk.release.compatibility import Shapes
    from copydesk.release.locate import Found

_REJECTS = "rejects.parquet"


@dataclass(frozen=True, slots=True)
class Bump:
    """The number that must be raised, and every reason that calls for it."""

    level: Level
    reasons: tuple[str, ...]


def required_bump(old: Found, new: Found) -> Bump:
    """Say which number a release must raise to follow another.

    Args:
        old: The earlier release.
        new: The later one.

    Raises:
        ReleaseError: A file of theirs cannot be read.
    """
    found = [*_schema_reasons(old, new), *_page_reasons(old, new)]
    level = max((level for level, _ in found), default=Level.NONE)
    if level > Level.NONE:
        return Bump(level, tuple(reason for one, reason in found if one is level))
    if differing := [table for table in new.manifest.tables if not same_rows(old, new, table)]:
        return Bump(Level.PATCH, (f"values are corrected in {', '.join(differing)}",))
    if rows_digest([_read(old, _REJECTS)]) != rows_digest([_read(new, _REJECTS)]):
        return Bump(Level.PATCH, ("rejects are explained otherwise",))
    return Bump(Level.NONE, ("nothing has changed",))


def same_rows(old: Found, new: Found, table: str) -> bool:
    """Whether a table has the same rows in both, as their manifests tell."""
    before, after = (
        {split: found["digest"] for split, found in side.manifest.tables.get(table, {}).items()}
        for side in (old, new)
    )
    return before == after


def schema_changes(old: Found, new: Found) -> list[Change]:
    """Give what has changed in the tables and their fields."""
    before, after = old.manifest.tables, new.manifest.tables
    changes = [Change(Level.MAJOR, table, "", "is gone") for table in before if table not in after]
    changes += [Change(Level.MINOR, table, "", "is new") for table in after if table not in before]
    for table in before:
        if table in after:
            changes += compare_shapes(table, *_shapes(old, new, table))
    return changes


def _shapes(old: Found, new: Found, table: str) -> tuple[Shapes, Shapes]:
    """What both sides promise of a table; only their files count if the schemas of one are not known."""
    before, after = (TableReader(side, table).shapes for side in (old, new))
    if not (knows_schemas(old.manifest.schema) and knows_schemas(new.manifest.schema)):
        return before, after
    told = (schemas_of(side.manifest.schema, table) for side in (old, new))
    return promised(before, next(told)), promised(after, next(told))


def _schema_reasons(old: Found, new: Found) -> Iterator[tuple[Level, str]]:
    for change in schema_changes(old, new):
        yield change.level, f"the {'field' if change.path else 'table'} {change}"


def _page_reasons(old: Found, new: Found) -> Iterator[tuple[Level, str]]:
    matches = match_rows(TableReader(old, "articles"), TableReader(new, "articles"))
    if removed := matches.removed.height:
        yield Level.MAJOR, f"{_count(removed, 'article is', 'articles are')} taken away"
    if moved := matches.moved.height:
        yield Level.MAJOR, f"{_count(moved, 'article moves', 'articles move')} to another split"
    if added := matches.added.height:
        yield Level.MINOR, f"{_count(added, 'article is', 'articles are')} added"
    before, after = _addresses(old), _addresses(new)
    known = {name: side["address"].to_frame() for name, side in (("old", before), ("new", after))}
    if gone := _rejected(before).join(known["new"], on="address", how="anti").height:
        yield Level.MAJOR, f"{_count(gone, 'rejected page is', 'rejected pages are')} taken away"
    if more := _rejected(after).join(known["old"], on="address", how="anti").height:
        yield Level.MINOR, f"{_count(more, 'rejected page is', 'rejected pages are')} added"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _addresses(found: Found) -> pl.DataFrame:
    """The address of every page of a release, and whether it was rejected."""
    paths = [path for split in found.splits("articles") for path in found.parquet("articles", split)]
    parts = [
        pl.DataFrame(pl.from_arrow(_read(found, path, ["address"]))).with_columns(
            pl.lit(path == _REJECTS).alias("rejected")
        )
        for path in (*paths, _REJECTS)
    ]
    return pl.concat(parts)


def _rejected(pages: pl.DataFrame) -> pl.DataFrame:
    return pages.filter("rejected").select("address").unique()


def _read(found: Found, path: str, columns: list[str] | None = None) -> pa.Table:
    with readable(found, path):
        return pq.read_table(f"{found.root}/{path}", columns=columns, filesystem=found.filesystem)


def refuse_older_version(parent: str, version: str) -> None:
    """See that a version is greater than that of its parent.

    Raises:
        UsageError: It is not.
    """
    if parse_version(version) <= parse_version(parent):
        raise UsageError(f"--version {version} is not greater than {parent}, the version of the parent")


def refuse_small_version(parent: Path, built: Path, version: str) -> None:
    """See that a release has a version that says what has changed since its parent.

    Args:
        parent: The folder of the parent.
        built: The folder of the release, all written.
        version: Its version.

    Raises:
        UsageError: The version is too small.
        ReleaseError: One of them cannot be read.
    """
    old, new = open_release(parent), open_release(built)
    refuse_older_version(old.manifest.version, version)
    bump = required_bump(old, new)
    least = next_version(old.manifest.version, bump.level)
    if parse_version(version) < parse_version(least):
        raise UsageError(
            f"--version {version} is too small after {old.manifest.version}: "
            f"{'; '.join(bump.reasons)}. That is {bump.level.name}: at least {least}"
        )


def next_version(version: str, level: Level) -> str:
    """Give the least version that raises a number of another.

    >>> next_version("1.2.3", Level.MINOR)
    '1.3.0'
    """
    major, minor, patch = parse_version(version)
    if level is Level.MAJOR:
        return f"{major + 1}.0.0"
    if level is Level.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"
