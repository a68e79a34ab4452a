"""Clusters: one canonical article whose id the cluster bears, and one split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from copydesk.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check the clusters of all splits together."""
    articles = release.frame("articles", ["id", "cluster", "canonical"])
    lone = articles.filter(~pl.col("cluster").is_in(articles["id"].to_list()))
    for row in lone.iter_rows(named=True):
        yield _finding(row, "cluster", f"names the article {row['cluster']!r}, which is not in the release")
    is_own = pl.col("id") == pl.col("cluster")
    for row in articles.filter(pl.col("canonical") & ~is_own).iter_rows(named=True):
        message = f"is true, but the cluster bears the id of another article, {row['cluster']!r}"
        yield _finding(row, "canonical", message)
    for row in articles.filter(~pl.col("canonical") & is_own).iter_rows(named=True):
        yield _finding(row, "canonical", "is false, but the cluster bears the id of this article")
    home = pl.col("split").first().over("cluster")
    for row in articles.with_columns(home=home).filter(pl.col("split") != home).iter_rows(named=True):
        message = f"{row['cluster']!r} is in {row['split']} here and in {row['home']} elsewhere"
        yield _finding(row, "cluster", message)


def _finding(row: dict[str, Any], path: str, message: str) -> Finding:
    return Finding(
        file=row["file"], row=row["row"], id=row["id"], path=path, value=row[path], message=message
    )
