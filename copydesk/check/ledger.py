"""The ledger: what later releases go by agrees with the splits of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check the ledger and the articles against each other."""
    articles = release.frame("articles", ["id", "raw_sha256"])
    for file in release.files:
        if file.table != "ledger":
            continue
        ledger = pl.read_parquet(file.path, columns=["id", "split", "raw_sha256"]).with_row_index("at")
        noted = ledger.rename({"split": "noted", "raw_sha256": "digest"}).unique("id", keep="first")
        both = articles.join(noted, on="id", how="left", maintain_order="left")
        for row in both.filter(pl.col("noted").ne_missing(pl.col("split"))).iter_rows(named=True):
            what = f"has it in {row['noted']}" if row["noted"] else "does not have it"
            message = f"the article is in {row['split']}, but ledger.parquet {what}"
            yield Finding(file=row["file"], row=row["row"], id=row["id"], path="id", message=message)
        for row in both.filter(pl.col("digest") != pl.col("raw_sha256")).iter_rows(named=True):
            message = "is not the digest that ledger.parquet has for the article"
            yield Finding(
                file=row["file"], row=row["row"], id=row["id"], path="raw_sha256", message=message
            )
        gone = pl.col("digest").is_not_null() & ~pl.col("id").is_in(articles["id"].to_list())
        for row in noted.filter(gone).sort("at").iter_rows(named=True):
            message = "has a digest, which only articles of this release have; it is none"
            where = {"file": str(file.path), "row": row["at"], "id": row["id"]}
            yield Finding(**where, path="raw_sha256", message=message)
        for row in ledger.filter(~pl.col("id").is_first_distinct()).iter_rows(named=True):
            message = "stands twice in the ledger: a split is given once"
            yield Finding(file=str(file.path), row=row["at"], id=row["id"], path="id", message=message)
