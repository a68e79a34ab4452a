"""What a build takes over from its parent: the rows of pages for which the work would come out the same.

That is so for a page with the same address and bytes, if the configuration, the code, the sources and the
gold are the same, and if the survey of its source is. Clusters and splits are always decided anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from copydesk.batch import OUTCOMES
from copydesk.columns import frame_of
from copydesk.gold import gold_files
from copydesk.pages import regrouped
from copydesk.registry import SCHEMAS
from copydesk.release import REJECTED, SPLITS
from copydesk.release.arrow import read_groups
from copydesk.release.manifest import read_manifest
from copydesk.schema import arrow_schema
from copydesk.sources import source_of
from copydesk.survey import telling_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from copydesk.config import BuildConfig

SURVEY_FILE = "survey.parquet"
"""How often lines recur in each source: by it the next build knows which pages to look at again."""
_LATE = ("deduplicate", "split")  # stages that are always done anew
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """All that a page's rows depend on besides its bytes and its source's survey."""

    config: Mapping[str, Any]
    code: str
    sources: str
    gold: str


def circumstances(config: BuildConfig, sources: Path | None, gold: Path | None) -> Circumstances:
    """Give the circumstances of a build: digests of the code, the sources and the gold files."""
    whole = json.loads(json.dumps(config.as_json()))  # as the manifest gives it back
    kept = {name: value for name, value in whole.items() if name not in {"clusters", "splits"}}
    files = gold_files(gold) if gold else []
    return Circumstances(
        config=kept, code=code_digest(), sources=_digest([sources] if sources else []), gold=_digest(files)
    )


@cache
def code_digest() -> str:
    """Give the SHA-256 of the library: its modules, lexicons and schemas.

    It is the same wherever the library is installed, compiled or not, with the schemas inside the package,
    as in a wheel, or beside it, as in a checkout.
    """
    kinds = ("*.py", "*.toml", "*.json", "*.txt")
    places: dict[Path, str] = {}
    for folder in (Path(__file__).parent, SCHEMAS):
        for path in (path for kind in kinds for path in folder.rglob(kind)):
            places[path] = path.relative_to(folder).as_posix()
    return _digest(sorted(places, key=lambda path: places[path]))


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(os.fsencode(path.name) + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@dataclass(slots=True)
class Reuse:
    """The rows of a parent release that can stand as they are, and which of them were asked for."""

    root: Path | None = None
    known: dict[_Key, str] = field(default_factory=dict)  # the parent's split of a page's rows
    asked: set[_Key] = field(default_factory=set)

    def without_known(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Give the pages that have to be worked, and note the others."""
        return regrouped(map(self._without_known, batches)) if self.known else iter(batches)

    def _without_known(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        new = []
        keys = zip(batch["address"].to_pylist(), batch["raw_sha256"].to_pylist(), strict=True)
        for key, readable in zip(keys, batch["reason"].is_null().to_pylist(), strict=True):
            taken = readable and key in self.known and key not in self.asked
            if taken:
                self.asked.add(key)
            new.append(not taken)
        return batch.filter(pa.array(new, pa.bool_()))

    def shards(self) -> dict[str, list[pa.Table]]:
        """Give the parent's rows as shards, one a split; only what was asked for is current."""
        found: dict[str, list[pa.Table]] = {"articles": [], "lines": [], "outcomes": []}
        if self.root is None or not self.asked:
            return found
        rejects = frame_of(pq.read_table(self.root / "rejects.parquet"))
        for split in (*SPLITS, REJECTED):
            lines = _table(self.root, "lines", split)
            articles = _table(self.root, "articles", split)
            outcomes = _outcomes(articles, rejects if split == REJECTED else None, lines)
            asked = [
                key in self.asked
                for key in zip(outcomes["address"].to_list(), outcomes["raw_sha256"].to_list(), strict=True)
            ]
            outcomes = outcomes.with_columns(pl.Series("current", asked, dtype=pl.Boolean))
            found["articles"].append(articles)
            found["lines"].append(lines)
            table = outcomes.select(OUTCOMES.names).to_arrow(compat_level=pl.CompatLevel.oldest())
            found["outcomes"].append(table.cast(OUTCOMES))
        return found


def open_parent(parent: Path | None, now: Circumstances, survey: pa.Table) -> Reuse:
    """Find what of a parent release can be taken over.

    A parent without its Arrow tables (a published copy), or made under other circumstances, gives nothing.
    """
    if parent is None or not (parent / "arrow").is_dir() or not (parent / SURVEY_FILE).is_file():
        return Reuse()
    manifest = read_manifest(parent)
    then = Circumstances(
        config={name: manifest.config.get(name) for name in now.config},
        code=manifest.code.get("digest", ""),
        sources=manifest.input.get("sources", ""),
        gold=manifest.input.get("gold", ""),
    )
    if then != now:
        return Reuse()
    changed = _changed_sources(frame_of(pq.read_table(parent / SURVEY_FILE)), frame_of(survey))
    known: dict[_Key, str] = {}
    for split in SPLITS:
        for group in read_groups(parent / "arrow" / "articles", split):
            keys = zip(group["address"].to_pylist(), group["raw_sha256"].to_pylist(), strict=True)
            known.update(dict.fromkeys(keys, split))
    rejects = frame_of(pq.read_table(parent / "rejects.parquet"))
    lone = rejects.filter(~pl.col("stage").is_in(_LATE) & pl.col("address").is_unique())
    taken = {address for address, _ in known}
    for address, digest in lone.select("address", "raw_sha256").rows():
        if address not in taken:
            known[address, digest] = REJECTED
    stable = {key: split for key, split in known.items() if source_of(key[0]) not in changed}
    return Reuse(parent, stable)


def _changed_sources(then: pl.DataFrame, now: pl.DataFrame) -> set[str]:
    """The sources of which the segmentation would be told something else than before."""
    before, after = telling_lines(then), telling_lines(now)
    columns = before.columns
    gone = before.join(after, on=columns, how="anti", nulls_equal=True)
    come = after.join(before, on=columns, how="anti", nulls_equal=True)
    return set(gone["source"].to_list()) | set(come["source"].to_list())


def _outcomes(articles: pa.Table, rejects: pl.DataFrame | None, lines: pa.Table) -> pl.DataFrame:
    """One row a page of a split, in the order of its lines."""
    if rejects is None:
        pages = frame_of(
            articles.select(["address", "raw_sha256", "id", "source", "published"])
        ).with_columns(
            frame_of(articles.select(["text"]))["text"].str.len_chars().cast(pl.Int32).alias("length"),
            pl.lit(None, pl.String).alias("reason"),
            pl.lit(None, pl.String).alias("detail"),
            pl.lit(None, pl.String).alias("stage"),
        )
        pages = pages.with_row_index("row")
    else:
        pages = rejects.with_columns(
            pl.lit("").alias("id"),
            pl.lit("").alias("source"),
            pl.lit(None, pl.Date).alias("published"),
            pl.lit(0, pl.Int32).alias("length"),
            pl.lit(None, pl.UInt32).alias("row"),
        )
    counts = frame_of(lines.select(["address"])).group_by("address").len("lines")
    pages = pages.join(counts, on="address", how="left", maintain_order="left")
    return pages.with_columns(pl.col("lines").fill_null(0))


def _table(root: Path, table: str, split: str) -> pa.Table:
    """Map a split of a table into memory; an empty table where it has no rows."""
    groups = list(read_groups(root / "arrow" / table, split))
    layers = read_manifest(root).layers
    return pa.concat_tables(groups) if groups else arrow_schema(table, layers).empty_table()
