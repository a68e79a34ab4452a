"""Identity: an id follows from the address, and stands once in a release."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check the ids of all splits together."""
    articles = release.frame("articles", ["id", "address"])
    made = [sha256(address.encode()).hexdigest()[:16] for address in articles["address"].fill_null("")]
    articles = articles.with_columns(pl.Series("made", made, pl.String))
    for row in articles.filter(pl.col("id").ne_missing(pl.col("made"))).iter_rows(named=True):
        message = f"is {row['id']!r}, but the SHA-256 of the address begins with {row['made']!r}"
        yield _finding(row, message)
    for row in articles.filter(~pl.col("id").is_first_distinct()).iter_rows(named=True):
        yield _finding(row, f"{row['id']!r} stands twice in the release: an article has one row")


def _finding(row: dict[str, object], message: str) -> Finding:
    return Finding(
        file=str(row["file"]),
        row=int(str(row["row"])),
        id=str(row["id"]),
        path="id",
        value=row["id"],
        message=message,
    )
