"""Leaks: near-duplicates in two splits, by the pairs that the build kept and by looking anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from copydesk.config import ClusterConfig
from copydesk.deduplicate import find_clusters
from copydesk.errors import UsageError
from copydesk.findings import Finding
from copydesk.release.manifest import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check both kinds of pairs."""
    articles = release.frame("articles", ["id"])
    known = release.frame("duplicates", ["id_a", "id_b", "jaccard"])
    ids = articles["id"].to_list()
    for name in ("id_a", "id_b"):
        for row in known.filter(~pl.col(name).is_in(ids)).iter_rows(named=True):
            message = f"{row[name]!r} is no article of the release"
            yield Finding(
                file=row["file"], row=row["row"], id=row[name], path=name, value=row[name], message=message
            )
    yield from _crossing(articles, known, "are known near-duplicates")
    config = (release.manifest or {"config": {}})["config"].get("clusters", {})
    try:
        _, found = find_clusters(_Texts(release), ClusterConfig(**config))
    except (TypeError, UsageError) as error:
        message = f"is no configuration of clusters: {error}"
        yield Finding(file=str(release.root / NAME), path="config.clusters", message=message)
        return
    fresh = pl.DataFrame(pl.from_arrow(found)).join(known, on=["id_a", "id_b"], how="anti")
    yield from _crossing(articles, fresh, "are near-duplicates that the build did not find")


def _crossing(articles: pl.DataFrame, pairs: pl.DataFrame, what: str) -> Iterator[Finding]:
    first = articles.select(pl.col("id").alias("id_a"), pl.col("split").alias("split_a"))
    crossing = (
        pairs.select("id_a", "id_b", "jaccard")
        .join(first, on="id_a")
        .join(articles, left_on="id_b", right_on="id")
        .filter(pl.col("split_a") != pl.col("split"))
        .sort("id_a", "id_b")
    )
    for row in crossing.iter_rows(named=True):
        message = (
            f"{row['id_b']} ({row['split']}) and {row['id_a']} ({row['split_a']}) {what}, "
            f"Jaccard {row['jaccard']:.2f}: one of them leaks into the other's split"
        )
        yield Finding(file=row["file"], row=row["row"], id=row["id_b"], path="text", message=message)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a release, batch by batch, as often as they are asked for."""

    release: Release

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        for part in self.release.parts("articles"):
            yield from part.rows.select(["id", "text", "published"]).to_batches()
