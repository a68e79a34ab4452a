"""Tables that can be read to their end, and are there at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.findings import Finding
from copydesk.findings.parts import SIDE_TABLES, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check that every Parquet file can be read, and that the tables each release has are there."""
    for path, error in release.unreadable.items():
        yield unreadable(path, error)
    if release.damaged:
        broken = ", ".join(sorted(release.damaged)[:3])
        message = f"{len(release.damaged)} files are not as the manifest says ({broken})"
        yield Finding(file=str(release.root), message=f"{message}: what they hold cannot be checked")
    there = {file.table for file in release.all_files}
    damaged = " ".join(release.damaged)
    for table in SIDE_TABLES:
        if table not in there and f"{table}.parquet" not in damaged:
            message = "is missing: every release has one"
            yield Finding(file=str(release.root / f"{table}.parquet"), message=message)
    if "articles" not in there and release.manifest is None:
        yield Finding(file=str(release.root / "data" / "articles"), message="has no Parquet file")
