"""What depends on all pages together: doubles, clusters and splits, and so the order of a release's rows.

Nothing is moved here: the result says which row of which shard stands where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa

from copydesk.columns import frame_of
from copydesk.deduplicate import find_clusters
from copydesk.release import REJECTED, SPLITS
from copydesk.release.rows import Places
from copydesk.schema import arrow_schema
from copydesk.split import BRIDGES, assign_splits, carry_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from copydesk.config import BuildConfig

_TOLD = ["id", "source", "published", "raw_sha256"]
_STEP = 1_024  # articles handed to the comparison at a time


@dataclass(frozen=True, slots=True)
class Assembly:
    """Where every row of a release comes from.

    ``places`` holds the rows of `articles` and `lines` by table and split; ``clusters`` the columns `id`,
    `split`, `cluster` and `canonical` of all articles; ``rejects`` every page that gave none; ``ledger``
    every assignment to a split ever made; ``edges`` the pairs of near-duplicates among the articles.
    """

    places: Mapping[tuple[str, str], Places]
    clusters: pl.DataFrame
    rejects: pa.Table
    ledger: pa.Table
    edges: pa.Table


@dataclass(frozen=True, slots=True)
class _Texts:
    """The articles to compare, batch by batch, as often as they are asked for."""

    shards: Sequence[pa.Table]
    places: Places

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        for number in np.unique(self.places.shard).tolist():
            shard = self.shards[number].select(["id", "text", "published"])
            rows = self.places.row[self.places.shard == number]
            whole = len(rows) == shard.num_rows  # then nothing need be copied
            for start in range(0, len(rows), _STEP):
                part = shard.slice(start, _STEP) if whole else shard.take(rows[start : start + _STEP])
                yield from part.combine_chunks().to_batches()


def assemble(
    shards: Mapping[str, Sequence[pa.Table]], config: BuildConfig, ledger: pa.Table | None
) -> Assembly:
    """Decide which articles are doubles, which are one cluster, and which split each goes to.

    Args:
        shards: What the batches became: `articles` and `outcomes`, one table a batch.
        config: The configuration of the build.
        ledger: Every assignment to a split that was made before, from the parent release.
    """
    pages = _refuse_doubles(_index(shards["outcomes"]), ledger)
    articles = pages.filter(pl.col("reason").is_null())
    _, edges = find_clusters(_Texts(shards["articles"], _places(articles, "row")), config.clusters)
    told = _arrow(articles.select(_TOLD))
    assigned = assign_splits(told, config.splits, edges=edges, parent=ledger)
    decided = frame_of(assigned).rename({"detail": "bridged"})
    pages = pages.join(decided, on="id", how="left", maintain_order="left")
    pages = _refuse(pages, pl.col("bridged").is_not_null(), BRIDGES, pl.col("bridged"), "split")
    articles = pages.filter(pl.col("reason").is_null()).sort("published", "id", nulls_last=True)
    rejects = pages.filter(pl.col("reason").is_not_null()).sort("address", "raw_sha256", "shard", "page")
    schema = arrow_schema("rejects")
    return Assembly(
        places=_all_places(articles, rejects),
        clusters=articles.select("id", "split", "cluster", "canonical"),
        rejects=_arrow(rejects.select(schema.names)).cast(schema),
        ledger=carry_over(ledger, told, assigned),
        edges=_between(edges, articles["id"]),
    )


def _index(outcomes: Sequence[pa.Table]) -> pl.DataFrame:
    """One row a page: its shard, its number there, its outcome, and where its lines begin."""
    first = pl.col("lines").cast(pl.Int64).cum_sum() - pl.col("lines")
    return pl.concat(
        frame_of(shard)
        .with_row_index("page")
        .with_columns(pl.lit(number, pl.Int64).alias("shard"), first.alias("first_line"))
        .filter("current")
        for number, shard in enumerate(outcomes)
    )


def _refuse_doubles(pages: pl.DataFrame, ledger: pa.Table | None) -> pl.DataFrame:
    """Refuse all but one of the articles of one address, and of the pages with the same bytes.

    Of one address the longest text stays. Of the same bytes an article of an earlier release stays,
    else the first address.
    """
    known = frame_of(ledger)["id"] if ledger is not None else pl.Series("id", [], pl.String)
    pages = pages.with_columns((~pl.col("id").is_in(known.to_list())).alias("new"))
    order = ["new", "address", "raw_sha256", "shard", "page"]
    alive = pl.col("reason").is_null()
    pages = pages.sort(order)
    first = pl.col("address").first().over(alive, "raw_sha256")
    twin = alive & pl.int_range(pl.len()).over(alive, "raw_sha256").ne(0)
    detail = pl.format("the same bytes as {}", first)
    pages = _refuse(pages, twin, "exact_duplicate", detail, "deduplicate")
    pages = pages.sort(["address", "length", "raw_sha256"], descending=[False, True, False])
    again = alive & pl.int_range(pl.len()).over(alive, "address").ne(0)
    detail = pl.lit("another page of this address has a longer text; give each page its own address")
    return _refuse(pages, again, "duplicate_address", detail, "deduplicate").sort("shard", "page")


def _refuse(pages: pl.DataFrame, which: pl.Expr, reason: str, detail: pl.Expr, stage: str) -> pl.DataFrame:
    said = {"reason": pl.lit(reason), "detail": detail, "stage": pl.lit(stage)}
    return pages.with_columns(
        pl.when(which).then(value).otherwise(pl.col(name)).alias(name) for name, value in said.items()
    )


def _all_places(articles: pl.DataFrame, rejects: pl.DataFrame) -> dict[tuple[str, str], Places]:
    found = {}
    for split in SPLITS:
        part = articles.filter(pl.col("split") == split)
        found["articles", split] = _places(part, "row")
        found["lines", split] = _line_places(part)
    found["lines", REJECTED] = _line_places(rejects)
    return found


def _places(pages: pl.DataFrame, column: str) -> Places:
    return Places(pages["shard"].to_numpy(), pages[column].cast(pl.Int64).to_numpy())


def _line_places(pages: pl.DataFrame) -> Places:
    """The places of all lines of some pages, page by page."""
    counts = pages["lines"].to_numpy().astype(np.int64)
    begins = np.cumsum(counts) - counts
    rows = np.arange(counts.sum()) + np.repeat(pages["first_line"].to_numpy() - begins, counts)
    return Places(np.repeat(pages["shard"].to_numpy(), counts), rows)


def _between(edges: pa.Table, ids: pl.Series) -> pa.Table:
    """The pairs of which both articles are there."""
    inside = frame_of(edges).select(
        pl.col("id_a").is_in(ids.to_list()) & pl.col("id_b").is_in(ids.to_list())
    )
    return edges.filter(pa.array(inside.to_series().to_list(), pa.bool_()))


def _arrow(frame: pl.DataFrame) -> pa.Table:
    """The frame as Arrow, with the plain string type."""
    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    plain = [
        pa.field(field.name, pa.string() if pa.types.is_large_string(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(plain))
